"""What happens in an episode between its intro and its credits: scenes of dialogue, and music under them."""
import dataclasses

import numpy

import dsp
from ingredients import RATE

LEVELS = (6, 0, -6, -12, -18)
DIALOGUE = 10 ** (-27 / 20)  # RMS of active speech


@dataclasses.dataclass
class Cue:
    """Music in a piece of sound. Times in seconds; `song` None marks a theme of no file."""
    song: str
    stranger: bool  # not in the library
    start: float
    end: float
    offset: float
    rate: float = 1.0
    pitch: float = 1.0
    level: float | None = None  # dB, music to active speech; None: no speech over it
    bend: str = "none"
    manner: str = "plain"  # plain, radio, mono; with cut, looped, crossed
    kind: str = "story"

    def moved(self, by, **changes):
        return dataclasses.replace(self, start=self.start + by, end=self.end + by, **changes)

    def clipped(self, start, end):
        """The part that lies in [start, end], or None."""
        a, b = max(start, self.start), min(end, self.end)
        return dataclasses.replace(self, start=a, end=b, offset=self.offset + (a - self.start) * self.rate) if b > a else None


@dataclasses.dataclass
class Sound:
    """Sound, picture and truth of a stretch of an episode. `dialogue` and `bed` are frames x 2."""
    dialogue: numpy.ndarray
    bed: numpy.ndarray
    cues: list
    shots: list  # (start in seconds, picture), a picture being ("shot", seed), ("black",) or ("credits",)

    @property
    def seconds(self):
        return len(self.bed) / RATE

    @staticmethod
    def silence(seconds, picture=("black",)):
        n = dsp.frames(seconds)
        return Sound(numpy.zeros((n, 2), numpy.float32), numpy.zeros((n, 2), numpy.float32), [], [(0.0, picture)])

    def cut(self, start, end):
        a, b = dsp.frames(start), dsp.frames(end)
        cues = [c.moved(-start) for c in (each.clipped(start, end) for each in self.cues) if c]
        before = [s for s in self.shots if s[0] <= start][-1:]
        shots = [(max(0.0, s - start), p) for s, p in before + [s for s in self.shots if start < s[0] < end]]
        return Sound(self.dialogue[a:b].copy(), self.bed[a:b].copy(), cues, shots)


def shots(random, start, end):
    out = []
    while start < end:
        out.append((start, ("shot", int(random.integers(1 << 30)))))
        start += random.uniform(1.5, 7)
    return out


class Speech:
    """Phrases of each voice, each said once in a season (until a voice has no more)."""

    def __init__(self, voices, random):
        self.voices, self.at = voices, [0] * len(voices)
        self.order = random.permutation(len(voices))

    def speakers(self, random, count):
        fresh = [v for v in self.order if self.at[v] < len(self.voices[v]) - 20 * RATE]
        if len(fresh) < count:
            self.at, fresh = [0] * len(self.voices), list(self.order)
        return [int(v) for v in random.permutation(fresh)[:count]]

    def phrase(self, voice, random):
        """1 to 7 s, cut where the voice pauses, at the level of dialogue."""
        samples, at = self.voices[voice], self.at[voice]
        piece = numpy.asarray(samples[at:at + 8 * RATE], numpy.float32) / 32768
        frame = RATE // 50
        loud = numpy.sqrt((piece[:len(piece) // frame * frame].reshape(-1, frame) ** 2).mean(1))
        want = int(random.uniform(1, 6) * 50)
        quiet = [i for i in range(min(want, len(loud)), len(loud)) if loud[i] < 0.01]
        end = (quiet[0] + 3 if quiet else len(loud)) * frame
        self.at[voice] = at + end + frame
        piece = piece[:end]
        p = dsp.active_power(piece)
        return piece * (DIALOGUE / p ** 0.5 * 10 ** (random.normal(0, 1.5) / 20)) if p > 0 else piece * 0


def scene(random, seconds, speech, effects):
    """Dialogue and bed of one scene, without music."""
    n = dsp.frames(seconds)
    dialogue, send = numpy.zeros((n, 2), numpy.float32), numpy.zeros(n, numpy.float32)
    voices = speech.speakers(random, min(len(speech.voices), int(random.integers(1, 4))))
    # Most speak from the centre; the rest from a side, as far as mixers pan.
    places = [0.0 if random.random() < 0.6 else random.uniform(-0.6, 0.6) for _ in voices]
    talkative = random.uniform(0.3, 2.0)  # mean pause in seconds
    at = random.uniform(0.2, 3)
    while at < seconds - 1.5:
        who = int(random.integers(len(voices)))
        said = speech.phrase(voices[who], random)[:n - dsp.frames(at)]
        a = dsp.frames(at)
        left, right = numpy.cos((1 + places[who]) * numpy.pi / 4), numpy.sin((1 + places[who]) * numpy.pi / 4)
        dialogue[a:a + len(said), 0] += said * left
        dialogue[a:a + len(said), 1] += said * right
        send[a:a + len(said)] += said
        at += len(said) / RATE + random.exponential(talkative) * (6 if random.random() < 0.08 else 1)
    wet = 10 ** (random.uniform(-18, -7) / 20)
    walls = dsp.room(random, random.uniform(0.15, 0.6))
    for channel in range(2):
        dialogue[:, channel] += wet * dsp.convolve(send, walls[:, channel])
    return dialogue, bed(random, n, effects)


def bed(random, n, effects):
    """Air, weather and traffic as shaped noise; now and then an effect."""
    out = random.standard_normal((n, 2), dtype=numpy.float32)
    shape = dsp.band_pass(random.uniform(30, 200), random.uniform(800, 7000), 255)
    for channel in range(2):
        out[:, channel] = dsp.convolve(out[:, channel], shape)
    out *= 10 ** (random.uniform(-62, -42) / 20) / max(dsp.power(out) ** 0.5, 1e-9)
    for _ in range(random.poisson(n / RATE * random.choice([0.02, 0.1, 0.25])) if effects else 0):
        effect = effects[int(random.integers(len(effects)))]
        at, pan = int(random.integers(n)), random.uniform(0, 1)
        effect = effect[:n - at] * (10 ** (random.uniform(-38, -20) / 20) / max(dsp.power(effect) ** 0.5, 1e-4))
        out[at:at + len(effect), 0] += effect * (1 - pan)
        out[at:at + len(effect), 1] += effect * pan
    edge = min(n // 4, RATE // 10)
    out[:edge] *= numpy.linspace(0, 1, edge)[:, None]
    out[-edge:] *= numpy.linspace(1, 0, edge)[:, None]
    return out


def without_music(random, seconds, speech, effects):
    dialogue, beds, pictures, at = [], [], [], 0.0
    while at < seconds:
        length = min(seconds - at, random.uniform(25, 80))
        if seconds - at - length < 15:
            length = seconds - at
        d, b = scene(random, length, speech, effects)
        dialogue.append(d)
        beds.append(b)
        pictures += shots(random, at, at + length)
        if random.random() < 0.3 and length > 20:  # a scene ends in black, here or there
            pictures.append((at + length - random.uniform(0.3, 1.0), ("black",)))
        at += length
    pictures.sort(key=lambda each: each[0])
    return Sound(numpy.concatenate(dialogue), numpy.concatenate(beds), [], pictures)


def excerpt(random, song, seconds, kind, rate, pieces, offset=None):
    """`seconds` of a song, bent; in `pieces` cuts ("loop": the same piece over and over). Returns sound, offset, reached rate."""
    source = song.pcm()
    need = seconds * (rate if kind in ("tempo", "tempo-wsola", "speed") else 1) + 0.3
    total = len(source) / RATE
    looped, count = pieces == "loop", 1 if pieces == "loop" else pieces
    each = min(need / (random.integers(2, 4) if looped else count), total - 2)
    sound, first, join = numpy.zeros((0, 2), numpy.float32), None, dsp.frames(0.02)
    while len(sound) < dsp.frames(need):
        if first is None:
            at = first = random.uniform(0.5, max(0.6, total - each - 1)) if offset is None else offset
        elif not looped:
            at = random.uniform(0.5, max(0.6, total - each - 1))
        piece = dsp.faded(source[dsp.frames(at):dsp.frames(at + each)], 0 if not len(sound) else 0.02, 0.02)
        if len(sound):
            sound[-join:] += piece[:join]
        sound = numpy.concatenate([sound, piece[join if len(sound) else 0:]])
    if kind != "none":
        sound, rate = dsp.bend(sound, kind, rate)
    sound = sound[:dsp.frames(seconds)]
    return sound, first, rate


def add_cue(random, sound, song, stranger, start, seconds, level=None, offset=None, plain=False, fades=None):
    """Mixes a song into the bed at `start`, `level` dB to the dialogue there. Returns its cue, and the stretches of it in which the song is not silent."""
    kind, rate, manner, pieces = "none", 1.0, "plain", 1
    if not plain:
        if random.random() < 1 / 3:
            kind = str(random.choice(["tempo", "tempo-wsola", "pitch", "speed", "speed"]))
            rate = 1 + random.choice([-1, 1]) * random.uniform(0.004, 0.05)
        manner = str(random.choice(["plain", "radio", "mono"], p=[0.8, 0.1, 0.1]))
        if seconds > 16 and random.random() < 0.2:
            pieces = "loop" if random.random() < 0.3 else int(random.integers(2, 4))
    music, offset, rate = excerpt(random, song, seconds, kind, rate, pieces, offset)
    seconds, sounding = len(music) / RATE, dsp.sounding(music)
    if manner != "plain":
        music = numpy.repeat(music.mean(1, keepdims=True), 2, 1)
    if manner == "radio":
        narrow = dsp.convolve(music[:, 0], dsp.band_pass(random.uniform(200, 500), random.uniform(2500, 4000)))
        narrow = numpy.tanh(narrow / max(dsp.power(narrow) ** 0.5, 1e-6) * 0.7)
        walls = dsp.room(random, random.uniform(0.2, 0.5))
        music = numpy.stack([narrow + 0.5 * dsp.convolve(narrow, walls[:, c]) for c in range(2)], 1)
    a, n = dsp.frames(start), len(music)
    spoken = sound.dialogue[a:a + n].mean(1)
    speech = dsp.active_power(spoken) or DIALOGUE ** 2 / 2
    # Level: mean power of the music (a channel, before fades and ducking) to that of the active speech over the same stretch.
    gain = numpy.sqrt(2 * speech * 10 ** ((level if level is not None else 6) / 10) / max(dsp.power(music), 1e-10)) / numpy.sqrt(2)
    music = music * numpy.float32(gain)
    if not plain and random.random() < 0.3:
        music = music * ducking(random, spoken, n)[:, None]
    fade_in, fade_out = fades or [0.02 if random.random() < 0.3 else random.uniform(0.2, 3.0) for _ in range(2)]
    music = dsp.faded(music, min(fade_in, seconds / 4), min(fade_out, seconds / 4))
    sound.bed[a:a + n] += music[:len(sound.bed) - a]
    manner += {1: "", "loop": " looped"}.get(pieces, " cut")
    bent = kind.removesuffix("-wsola")
    cue = Cue(song.name, stranger, start, min(start + seconds, sound.seconds), offset, level=level, bend=bent, manner=manner,
              rate=rate if bent in ("tempo", "speed") else 1.0, pitch=rate if bent in ("pitch", "speed") else 1.0)
    return cue, [(start + a, start + b) for a, b in sounding]


def ducking(random, spoken, n):
    """A gain that is 1 under speech, and more between the lines: the stated level is that under speech."""
    speaking, _ = dsp.active(spoken)
    lift = 10 ** (random.uniform(4, 9) / 20)
    hold = numpy.convolve(speaking.astype(float), numpy.ones(40) / 40, "same") if len(speaking) > 40 else numpy.ones(len(speaking))
    gain = lift + (1 - lift) * numpy.clip(hold * 3, 0, 1)
    if not len(gain):
        return numpy.ones(n, numpy.float32)
    return numpy.interp(numpy.arange(n) / (RATE / 50), numpy.arange(len(gain)), gain).astype(numpy.float32)


def add_music(random, sound, ingredients, themes, tail):
    """Cues of 8 to 90 s with gaps between; a third of songs outside the library; none after `tail` seconds from the end."""
    at, mixed = random.uniform(1, 10), []
    while True:
        seconds = float(numpy.exp(random.uniform(numpy.log(8), numpy.log(90))))
        if at + seconds > sound.seconds - tail:
            break
        stranger = random.random() < 1 / 3
        pool = ingredients.strangers if stranger else ingredients.songs
        song, offset, plain = pool[int(random.integers(len(pool)))], None, False
        if stranger and themes and random.random() < 0.4:  # a theme: the same stretch of the same stranger, again and again
            song, offset = themes[int(random.integers(len(themes)))]
            seconds, plain = min(max(seconds, 12), 40), True
        level = float(random.choice(LEVELS))
        cue, sounding = add_cue(random, sound, song, stranger, at, seconds, level, offset, plain)
        mixed.append((cue, sounding))
        if not stranger and seconds > 14 and random.random() < 0.15 and cue.end + 12 < sound.seconds - tail:  # two songs crossing over
            other = ingredients.songs[int(random.integers(len(ingredients.songs)))]
            if other is not song:
                cross = random.uniform(2, 5)
                at = cue.end - cross
                cue, sounding = add_cue(random, sound, other, False, at, float(random.uniform(10, 30)), level, fades=(cross, 1.0))
                cue.manner += " crossed"
                mixed.append((cue, sounding))
        at = cue.end + random.uniform(3, 22)
    heard = (cue.clipped(*stretch) for cue, sounding in mixed for stretch in sounding)
    sound.cues = sorted((cue for cue in heard if cue), key=lambda c: c.start)
