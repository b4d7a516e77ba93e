"""Episodes of a season, put together from stories and parts, with what a detector should say of them.

    [cold open] recap [cold open] intro  story ...  credits  epilogue  preview        all but the story may be missing
"""
import dataclasses

import numpy

import dsp
import story
from ingredients import RATE
from story import Sound

ALONE = 10 ** (-20 / 20)  # RMS of music with nobody speaking


@dataclasses.dataclass
class Traits:
    """What an episode has. `credits`: main, one-off, over (the song begins under the last scene), stranger (a song of no file), none."""
    recap: bool = True
    cold_open: bool = False
    intro: str = "full"  # full, short, changed, none
    credits: str = "main"
    epilogue: bool = False
    preview: bool = True
    chapters: bool = False


# One of everything that goes wrong, in a season of six.
HARD = [
    Traits(recap=False, intro="none", preview=True),
    Traits(),
    Traits(recap=False, cold_open=True, epilogue=True),
    Traits(intro="short", credits="one-off", preview=False, epilogue=True),
    Traits(cold_open=True, credits="over", epilogue=True),
    Traits(intro="full", credits="none", preview=False),
]

# The least that has every part, for the tests.
SMALL = [
    Traits(recap=False),
    Traits(epilogue=True),
    Traits(cold_open=True, credits="one-off", preview=False),
]


def draw_traits(random, number, count):
    first = number == 0
    return Traits(
        recap=not first and random.random() < 0.6,
        cold_open=random.random() < 0.4,
        intro=str(random.choice(["none", "full"] if first else ["full", "short", "none"], p=[0.5, 0.5] if first else [0.65, 0.2, 0.15])),
        credits=str(random.choice(["main", "one-off", "over", "stranger", "none"], p=[0.5, 0.2, 0.15, 0.08, 0.07])),
        epilogue=random.random() < 0.35,
        preview=random.random() < 0.5,
        chapters=random.random() < 0.15)


class Season:
    def __init__(self, ingredients, seed, minutes, episodes, traits=None):
        self.random = random = numpy.random.default_rng(seed)
        self.ingredients = ingredients
        speech = story.Speech(ingredients.voices, random)
        songs, strangers = list(random.permutation(numpy.array(ingredients.songs, object))), list(
            random.permutation(numpy.array(ingredients.strangers, object)))
        self.themes = [(each, random.uniform(5, 40)) for each in strangers[:2]]
        self.one_offs, self.stranger_credits = songs[2:], strangers[4:]
        self.credits_song = songs[0]
        self.traits = traits or [draw_traits(random, i, episodes) for i in range(episodes)]
        if not traits and episodes >= 5 and random.random() < 0.5:  # from here on, another title theme
            for each in self.traits[int(random.integers(2, episodes - 1)):]:
                each.intro = "changed" if each.intro != "none" else "none"
        known = random.random() < 0.5  # the title theme is on the album, or it is not
        self.titles = [self.title(songs[1] if known else strangers[2], not known, random.uniform(12, 50)),
                       self.title(strangers[3], True, random.uniform(12, 40))]
        effects = ingredients.effects
        self.stories, self.epilogues = [], []
        for each in self.traits:
            tail = 30 if each.credits == "over" else 4
            told = story.without_music(random, minutes * 60 * random.uniform(0.9, 1.1), speech, effects)
            story.add_music(random, told, ingredients, self.themes, tail)
            self.stories.append(told)
            after = story.without_music(random, random.uniform(25, 70), speech, effects)
            if random.random() < 0.5:
                story.add_music(random, after, ingredients, [], 2)
            self.epilogues.append(after)

    def title(self, song, stranger, seconds):
        seconds = min(seconds, song.seconds() - 10)
        music = dsp.faded(song.pcm()[:dsp.frames(seconds)], 0, 0.5)
        cue = story.Cue(song.name, stranger, 0.0, seconds, 0.0, kind="intro")
        return Sound(numpy.zeros_like(music), music * numpy.float32(ALONE / dsp.power(music) ** 0.5), [cue],
                     story.shots(self.random, 0, seconds))

    def episodes(self):
        return [self.episode(i, each) for i, each in enumerate(self.traits)]

    def episode(self, number, traits):
        random, told = self.random, self.stories[number]
        assembly = Assembly()
        opening = random.uniform(20, 80) if traits.cold_open else 0.0
        cold_first = traits.cold_open and random.random() < 0.3
        at = 0.0
        if cold_first:
            assembly.add("story", told.cut(0, opening))
            at = opening
        if traits.recap and number > 0:
            assembly.gap(random)
            assembly.add("recap", self.excerpts([self.stories[i] for i in range(number)], recent=True))
        if traits.cold_open and not cold_first:
            assembly.add("story", told.cut(0, opening))
            at = opening
        if traits.intro != "none":
            assembly.gap(random)
            title = self.titles[1 if traits.intro == "changed" else 0]
            assembly.add("intro", title if traits.intro != "short" else self.shortened(title))
        assembly.gap(random)
        assembly.add("story", told.cut(at, told.seconds))
        if traits.credits != "none":
            self.add_credits(assembly, traits, number)
            if traits.epilogue:
                assembly.gap(random)
                assembly.add("epilogue", self.epilogues[number])
        if traits.preview and number + 1 < len(self.stories):
            assembly.gap(random)
            assembly.add("preview", self.excerpts([self.stories[number + 1]], recent=False))
        return assembly

    def shortened(self, title):
        """The first half, faded out."""
        half = title.cut(0, title.seconds * 0.5)
        half.bed = dsp.faded(half.bed, 0, 0.8)
        return half

    def excerpts(self, sources, recent):
        """Five to ten short pieces of other episodes' stories; sometimes over a music bed of no file."""
        random, pieces = self.random, []
        for _ in range(int(random.integers(5, 11))):
            source = sources[-1] if recent and random.random() < 0.75 else sources[int(random.integers(len(sources)))]
            seconds = random.uniform(2.5, 7)
            at = random.uniform(0, source.seconds - seconds)
            piece = source.cut(at, at + seconds)
            piece.bed, piece.dialogue = dsp.faded(piece.bed, 0.02, 0.02), dsp.faded(piece.dialogue, 0.02, 0.02)
            pieces.append(piece)
        out = join(pieces)
        for cue in out.cues:
            cue.kind = "excerpt"
        if random.random() < 0.25:
            out.bed *= 0.5
            song = self.themes[0][0]
            music = story.excerpt(random, song, out.seconds, "none", 1.0, 1)[0]
            out.bed[:len(music)] += music * numpy.float32(0.06 / max(dsp.power(music) ** 0.5, 1e-5))
            out.cues.append(story.Cue(song.name, True, 0, out.seconds, 0.0, kind="excerpt"))
        return out

    def add_credits(self, assembly, traits, number):
        random = self.random
        stranger = traits.credits == "stranger"
        if traits.credits in ("one-off", "stranger"):
            song = (self.stranger_credits if stranger else self.one_offs)[number]
        else:
            song = self.credits_song
        seconds = min(random.uniform(30, 85), song.seconds() - 40)
        under = random.uniform(12, 26) if traits.credits == "over" else 0.0
        offset = 0.0 if random.random() < 0.5 else random.uniform(5, max(6, song.seconds() - seconds - under - 10))
        music = song.pcm()[dsp.frames(offset):dsp.frames(offset + under + seconds)]
        music = dsp.faded(music * numpy.float32(ALONE / dsp.power(music) ** 0.5), 0 if random.random() < 0.5 else 1.0, random.uniform(0.5, 4))
        if under:
            last = assembly.parts[-1][1]
            n = dsp.frames(under)
            gain = numpy.interp(numpy.arange(n), [0, n - RATE, n], [0.3, 0.3, 1.0]).astype(numpy.float32)
            last.bed[-n:] += music[:n] * gain[:, None]
            last.cues.append(story.Cue(song.name, stranger, last.seconds - under, last.seconds + seconds, offset, kind="credits"))
            music, cues = music[n:], []
        else:
            assembly.gap(random)
            cues = [story.Cue(song.name, stranger, 0.0, len(music) / RATE, offset, kind="credits")]
        rolling = under or random.random() < 0.7
        pictures = [(0.0, ("credits",))] if rolling else story.shots(random, 0, seconds)
        assembly.add("credits", Sound(numpy.zeros_like(music), music, cues, pictures))


def join(pieces):
    cues, shots, at = [], [], 0.0
    for piece in pieces:
        cues += [c.moved(at) for c in piece.cues]
        shots += [(at + s, p) for s, p in piece.shots]
        at += piece.seconds
    return Sound(numpy.concatenate([p.dialogue for p in pieces]), numpy.concatenate([p.bed for p in pieces]), cues, shots)


class Assembly:
    """An episode in the making: (name, sound), name being a part, "story" or "gap"."""

    def __init__(self):
        self.parts = []

    def add(self, name, sound):
        self.parts.append((name, sound))

    def gap(self, random):
        """Between two parts: nothing, or a moment of black and silence, which belongs to neither."""
        if self.parts and random.random() < 0.6:
            self.add("gap", Sound.silence(random.uniform(0.2, 1.5)))

    def sound(self):
        return join([each for _, each in self.parts])

    def spans(self):
        at = 0.0
        for name, sound in self.parts:
            yield name, at, at + sound.seconds
            at += sound.seconds
