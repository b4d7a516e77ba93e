"""The sound of an episode as three stems (dialogue, music, ambience), and its final mixes."""

import subprocess

import numpy as np

from .script import SERIES
from .voices import RATE, in_its_room

STEMS = ("dialogue", "music", "ambience")


def shaped_noise(seconds, curve, seed):
    """Stereo noise whose spectrum follows curve(hertz), unit RMS."""
    count = int(seconds * RATE)
    rng = np.random.default_rng(seed)
    hertz = np.fft.rfftfreq(count, 1 / RATE)
    weight = curve(np.maximum(hertz, 1.0))
    sides = [np.fft.irfft(weight * np.exp(2j * np.pi * rng.random(len(hertz))), count) for _ in range(2)]
    noise = np.stack(sides, -1)
    return (noise / np.sqrt((noise**2).mean())).astype(np.float32)


def band(low, high, slope=0.0):
    return lambda f: f**slope / (1 + (low / f) ** 4) / (1 + (f / high) ** 4)


def _rain(seconds, take):
    noise = shaped_noise(seconds, band(500, 9000, -0.25), (1, take)) * 0.75
    rng = np.random.default_rng((2, take))
    for _ in range(100 * seconds):  # single drops
        at, side = rng.integers(0, len(noise) - 900), rng.integers(0, 2)
        tick = rng.uniform(0.4, 2.2) * np.exp(-np.arange(500) / rng.uniform(20, 90)) * np.sin(np.arange(500) * rng.uniform(0.15, 0.7))
        noise[at : at + 500, side] += tick
    return noise * 0.0135


def _engine(seconds, take):
    t = np.arange(seconds * RATE) / RATE
    throb = (np.sin(2 * np.pi * 46 * t) + 0.6 * np.sin(2 * np.pi * 69 * t + 1) + 0.4 * np.sin(2 * np.pi * 92 * t)) * (0.8 + 0.2 * np.sin(2 * np.pi * 0.5 * t))
    return (0.012 * throb[:, None] + 0.010 * shaped_noise(seconds, band(40, 260, -0.5), (3, take))).astype(np.float32)


def _hum(seconds, take):
    t = np.arange(seconds * RATE) / RATE
    return (0.0016 * np.sin(2 * np.pi * 100 * t)[:, None] + 0.0022 * shaped_noise(seconds, band(150, 5000, -0.5), (4, take))).astype(np.float32)


def _sea(seconds, take):
    t = np.arange(seconds * RATE) / RATE
    swell = 0.35 + 0.65 * (0.5 + 0.5 * np.sin(2 * np.pi * t / 8)) ** 2
    return 0.016 * shaped_noise(seconds, band(180, 5200, -0.45), (5, take)) * np.stack([swell, np.roll(swell, RATE)], -1).astype(np.float32)


def _wind(seconds, take):
    t = np.arange(seconds * RATE) / RATE
    gust = 0.5 + 0.5 * np.sin(2 * np.pi * t / 12) * np.sin(2 * np.pi * t / 4 + 1)
    return 0.009 * shaped_noise(seconds, band(160, 700, -0.2), (6, take)) * gust[:, None].astype(np.float32)


def _train(seconds, take):
    t = np.arange(seconds * RATE) / RATE
    clack = sum(np.exp(-np.maximum(0, (t - at) % 1.0) * 38) for at in (0.0, 0.16))
    return 0.030 * shaped_noise(seconds, band(50, 1400, -0.5), (7, take)) * (0.6 + 0.8 * clack)[:, None].astype(np.float32)


_MAKERS = {"rain": _rain, "engine": _engine, "hum": _hum, "sea": _sea, "wind": _wind, "train": _train}


def bed(name, take, count):
    """`count` samples of an ambient sound. No two takes are the same: what sounds twice to the sample is music, or the same scene."""
    return _MAKERS[name](-(-count // RATE), take)[:count]


def edges(count, fade_in, fade_out):
    """A gain that rises and falls as a quarter sine."""
    gain = np.ones(count, np.float32)
    for length, side in ((int(fade_in * RATE), slice(None, None, 1)), (int(fade_out * RATE), slice(None, None, -1))):
        length = min(length, count)
        if length:
            gain[side][:length] *= np.sin(np.linspace(0, np.pi / 2, length, dtype=np.float32))
    return gain


def cut_song(path, offset, seconds, rate=1.0):
    """Stereo samples of the song from `offset`, played `rate` times as fast."""
    taken = seconds * rate
    speed = f",asetrate={round(RATE * rate)},aresample={RATE}" if rate != 1.0 else ""
    chain = f"aresample={RATE},atrim=start={offset}:duration={taken + 0.1}{speed}"
    raw = subprocess.run(
        ["ffmpeg", "-v", "error", "-nostdin", "-i", str(path), "-map", "0:a", "-af", chain, "-ac", "2", "-f", "f32le", "-"], capture_output=True, check=True
    ).stdout
    samples = np.frombuffer(raw, np.float32).reshape(-1, 2)[: int(round(seconds * RATE))].copy()
    missing = int(round(seconds * RATE)) - len(samples)
    return np.pad(samples, ((0, missing), (0, 0))) if missing > 0 else samples


class Mixer:
    """Makes the stems of an episode's own scenes; excerpts stay silent until `paste` brings them."""

    def __init__(self, plan, recordings, song_path):
        self.plan, self.recordings, self.song_path = plan, recordings, song_path
        self.length = int(round(plan.duration * RATE))
        self._episode_number = 10 * (1 + SERIES.index(plan.series)) + plan.episode.number
        self.stems = {name: np.zeros((self.length, 2), np.float32) for name in STEMS}

    def mix(self):
        self._dialogue()
        self._music()
        self._ambience()
        return self.stems

    def _add(self, stem, at, samples):
        at = int(round(at * RATE))
        count = min(len(samples), self.length - at)
        if count > 0:
            self.stems[stem][at : at + count] += samples[:count]

    def _own_lines(self):
        own = (self.plan.series.key, self.plan.episode.number)
        borrowed = [(s.start, s.end) for s in self.plan.shots if s.source]
        for line in self.plan.lines:
            if line.key[:2] == own and not any(a <= line.start < b for a, b in borrowed):
                yield line

    def _dialogue(self):
        for placed in self._own_lines():
            samples = self.recordings[placed.key]
            self._add("dialogue", placed.start, in_its_room(samples, placed.line, placed.key[3] + 17))

    def _speech_gain(self, start, count, decibels):
        """Falls by `decibels` around spoken lines, over a quarter of a second."""
        speaking = np.zeros(count + RATE, np.float32)
        for placed in self._own_lines():
            low, high = int((placed.start - start - 0.15) * RATE), int((placed.end - start + 0.25) * RATE)
            if high > 0 and low < count:
                speaking[max(0, low) : max(0, high)] = 1
        window = RATE // 4
        smooth = np.cumsum(np.concatenate([np.zeros(window, np.float32), speaking]), dtype=np.float64)
        smooth = ((smooth[window:] - smooth[:-window]) / window)[:count].astype(np.float32)
        return 10 ** (-decibels * smooth / 20)

    def _music(self):
        for cue in self.plan.cues:
            if not cue.music:
                continue
            samples = cut_song(self.song_path(cue.song), cue.offset, cue.end - cue.start, cue.rate)
            gain = edges(len(samples), cue.music.fade_in, cue.music.fade_out) * 10 ** (cue.level / 20)
            gain *= self._speech_gain(cue.start, len(samples), cue.music.duck)
            self._add("music", cue.start, samples * gain[:, None])

    def _ambience(self):
        for number, shot in enumerate(self.plan.shots):
            if shot.source or shot.part in ("intro", "credits"):
                continue
            names = list(self.plan.series.sounds.get(shot.shot.place, ()))
            if shot.shot.look.get("rain", 1) == 0 and "rain" in names:
                names.remove("rain")
            if shot.shot.look.get("train"):
                names.append("train")
            count = int((shot.end - shot.start) * RATE) + RATE // 5
            for name in names:
                samples = bed(name, 100 * self._episode_number + number, count) * edges(count, 0.25, 0.3 if name != "train" else 3.5)[:, None]
                self._add("ambience", shot.start, samples)


def paste_excerpts(plan, stems, stems_of):
    """Copies the sound of every excerpt from the episode it comes from."""
    for shot in plan.shots:
        if not shot.source:
            continue
        series, episode, second = shot.source
        there = stems_of(series, episode)
        at, low = int(round(shot.start * RATE)), int(round(second * RATE))
        count = int(round((shot.end - shot.start) * RATE))
        for name in STEMS:
            part = there[name][low : low + count].astype(np.float32)
            count_here = min(len(part), len(stems[name]) - at)
            stems[name][at : at + count_here] = part[:count_here] * edges(len(part), 0.08, 0.12)[:count_here, None]


def finish(samples):
    """Keeps peaks below full scale, softly."""
    return (np.tanh(samples * 1.5) * 0.92).astype(np.float32)


def stereo(stems):
    return finish(stems["dialogue"] + stems["music"] + stems["ambience"])


def effects_only(stems):
    return finish(stems["music"] + stems["ambience"])


def surround(stems):
    """FL FR FC LFE SL SR: speech in the centre, music wide, the place all round."""
    music, place, speech = stems["music"], stems["ambience"], stems["dialogue"]
    front = music * 0.85 + place * 0.7 + (speech - speech.mean(axis=1, keepdims=True)) * 0.8
    rear = np.roll(music, int(0.013 * RATE), axis=0) * 0.38 + place[:, ::-1] * 0.6
    window = RATE // 120
    total = np.cumsum(np.pad(music.mean(axis=1), (window, 0)), dtype=np.float64)
    low = ((total[window:] - total[:-window]) / window * 0.6).astype(np.float32)
    return finish(np.stack([front[:, 0], front[:, 1], speech.mean(axis=1) * 1.25, low, rear[:, 0], rear[:, 1]], -1))
