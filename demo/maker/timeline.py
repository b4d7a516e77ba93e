"""From the script to exact times: which shot, line, song and part is where in each episode.

Everything is laid on whole frames, so that picture, sound, subtitles, chapters and the truth file agree.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from .story import Shot

BREATH = 0.4  # left around the lines of an excerpt
AFTER_LINES = 1.3  # a shot outlives its last line by this
CREDITS_SECONDS = 12.0
PARTS = ("recap", "intro", "credits", "epilogue", "preview")  # what a viewer may be offered to skip, or must not miss


@dataclass(frozen=True)
class PlacedLine:
    start: float
    end: float
    line: object
    key: tuple  # (series, episode, shot, number): names the recording


@dataclass(frozen=True)
class PlacedShot:
    part: str
    start: float
    end: float
    shot: Shot
    source: tuple = ()  # of an excerpt: (series, episode, seconds into that episode)
    local: float = 0.0  # seconds into the shot at `start`
    length: float = 0.0  # how long the whole shot is where it comes from


@dataclass(frozen=True)
class PlacedCue:
    start: float
    end: float
    song: str
    offset: float
    rate: float
    level: float
    music: object = None  # the entry it comes from; None inside an excerpt


@dataclass(frozen=True)
class EpisodePlan:
    series: object
    episode: object
    duration: float
    shots: tuple
    lines: tuple
    cues: tuple
    parts: tuple  # of (type, start, end), "story" included

    @property
    def name(self):
        return f"{self.series.original_title} - S01E{self.episode.number:02d} - {self.episode.title_en}"

    @property
    def fps(self):
        return Fraction(*self.episode.format.rate)


def frames(seconds, fps):
    """The nearest whole number of frames."""
    return round(Fraction(seconds).limit_denominator(100000) * fps)


def lay_out_lines(shot, spoken, key):
    """Times of the shot's lines from its own start, and how long the shot lasts. `spoken` maps a line's key to its seconds."""
    at, placed = 0.0, []
    for number, line in enumerate(shot.lines):
        at += line.gap
        length = spoken[(*key, number)]
        placed.append(PlacedLine(at, at + length, line, (*key, number)))
        at += length
    return placed, max(shot.hold, at + AFTER_LINES if placed else 0.0)


class Planner:
    def __init__(self, series, spoken):
        self.series = {s.key: s for s in series}
        self.spoken = spoken

    def plan(self, series, episode):
        return _Layout(self, series, episode).finish()

    def plan_all(self):
        return [self.plan(s, e) for s in self.series.values() for e in s.episodes]

    def find(self, series_key, number):
        series = self.series[series_key]
        return series, next(e for e in series.episodes if e.number == number)

    def window(self, excerpt):
        """(start, end) of an excerpt within its shot, in seconds."""
        _, episode = self.find(excerpt.series, excerpt.episode)
        shot = next(s for s in (*episode.cold, *episode.story, *episode.epilogue) if s.key == excerpt.shot)
        placed, length = lay_out_lines(shot, self.spoken, (excerpt.series, excerpt.episode, excerpt.shot))
        if not excerpt.lines:
            return excerpt.start, min(length, excerpt.start + excerpt.length)
        first, last = excerpt.lines
        return max(0.0, placed[first].start - BREATH), min(length, placed[last].end + BREATH)


class _Layout:
    def __init__(self, planner, series, episode):
        self.planner, self.series, self.episode = planner, series, episode
        self.fps = Fraction(*episode.format.rate)
        self.at = 0  # in frames
        self.shots, self.lines, self.parts, self.excerpts = [], [], [], []

    def finish(self):
        episode = self.episode
        self._excerpts("recap", episode.recap)
        self._shots("story", episode.cold)
        self._shots("intro", (self.series.intro,))
        self._shots("story", episode.story)
        self._shots("credits", (Shot("credits", "credits", {}, hold=CREDITS_SECONDS),))
        self._shots("epilogue", episode.epilogue)
        self._excerpts("preview", episode.preview)
        cues = sorted((*self._own_cues(), *self._borrowed_cues()), key=lambda cue: (cue.start, cue.song))
        return EpisodePlan(self.series, episode, self._seconds(self.at), tuple(self.shots), tuple(sorted(self.lines, key=lambda x: x.start)),
                           tuple(cues), tuple(self.parts))  # fmt: skip

    def _seconds(self, count):
        return float(Fraction(count) / self.fps)

    def _shots(self, part, shots):
        begin = self.at
        for shot in shots:
            key = (self.series.key, self.episode.number, shot.key)
            placed, length = lay_out_lines(shot, self.planner.spoken, key)
            start = self._seconds(self.at)
            self.at += frames(length, self.fps)
            end = self._seconds(self.at)
            self.shots.append(PlacedShot(part, start, end, shot, length=end - start))
            self.lines += [replace(p, start=start + p.start, end=start + p.end) for p in placed]
        self._part(part, begin)

    def _excerpts(self, part, excerpts):
        begin = self.at
        for excerpt in excerpts:
            low, high = self.planner.window(excerpt)
            series, episode = self.planner.find(excerpt.series, excerpt.episode)
            home = _home(self.planner, series, episode, excerpt.shot)
            start = self._seconds(self.at)
            self.at += frames(high - low, self.fps)
            end = self._seconds(self.at)
            self.shots.append(PlacedShot(part, start, end, home.shot, (excerpt.series, excerpt.episode, home.start + low), low, home.length))
            placed, _ = lay_out_lines(home.shot, self.planner.spoken, (excerpt.series, excerpt.episode, excerpt.shot))
            self.lines += [replace(p, start=start + p.start - low, end=start + p.end - low) for p in placed if p.start >= low and p.end <= high + 1e-6]
        self._part(part, begin)

    def _part(self, part, begin):
        if self.at > begin:
            self.parts.append((part, self._seconds(begin), self._seconds(self.at)))

    def _own_cues(self):
        own = {p.shot.key: p for p in self.shots if not p.source}
        for music in (self.series.theme, self.episode.credits_song, *self.episode.music):
            start, end = own[music.first].start, own[music.last].end
            yield PlacedCue(start, end, music.song, music.offset, music.rate, music.level, music)

    def _borrowed_cues(self):
        """The songs that sound in the excerpts are heard again here."""
        for shot in self.shots:
            if not shot.source:
                continue
            series, episode = self.planner.find(*shot.source[:2])
            base = shot.source[2]
            for cue in _home_cues(self.planner, series, episode):
                low, high = max(cue.start, base), min(cue.end, base + shot.end - shot.start)
                if high - low > 0.05:
                    yield PlacedCue(shot.start + low - base, shot.start + high - base, cue.song, cue.offset + (low - cue.start) * cue.rate, cue.rate,
                                    cue.level)  # fmt: skip


def _without_preview(planner, series, episode):
    """The episode up to its preview: that much never depends on a later episode, so excerpts of it are well founded."""
    layout = _Layout(planner, series, replace(episode, preview=()))
    plan = layout.finish()
    return plan


def _home(planner, series, episode, key):
    return next(p for p in _without_preview(planner, series, episode).shots if p.shot.key == key and not p.source)


def _home_cues(planner, series, episode):
    return [cue for cue in _without_preview(planner, series, episode).cues if cue.music]
