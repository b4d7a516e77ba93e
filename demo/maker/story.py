"""The words a drama is written in: lines, shots, music, episodes, series. Plain values; `script.py` fills them."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Line:
    """Something said. `sound` is how it reaches us: room, inner (thought), tape, air (radio), far."""

    who: str
    en: str
    ko: str
    sound: str = "room"
    gap: float = 0.55  # silence before it


@dataclass(frozen=True)
class Shot:
    """One camera position. It lasts `hold` seconds, or as long as its lines need."""

    key: str  # unique in its episode
    place: str
    look: dict = field(default_factory=dict)
    lines: tuple = ()
    hold: float = 4.0
    dissolve: float = 0.0  # seconds of overlap with the shot before


@dataclass(frozen=True)
class Excerpt:
    """A stretch of a shot of another episode, picture and sound alike.

    With lines given, it runs from just before the first to just after the last of them.
    """

    series: str
    episode: int
    shot: str
    lines: tuple = ()  # (first, last) line of the shot, both included
    start: float = 0.0
    length: float = 3.0


@dataclass(frozen=True)
class Music:
    """A song under a run of shots, `level` decibels from full; it gives way to speech by `duck` decibels."""

    song: str
    offset: float
    first: str
    last: str
    level: float = -8.0
    duck: float = 6.0
    fade_in: float = 1.2
    fade_out: float = 1.8
    rate: float = 1.0


@dataclass(frozen=True)
class Format:
    """How an episode is stored, so that the demonstration meets every path of the server."""

    container: str  # mp4 or mkv
    audio: tuple  # of (codec, kind, title): kind is stereo, effects or surround
    subtitles: str  # embedded: mov_text, subrip or ass; or external
    rate: tuple = (24, 1)
    chapters: bool = False


@dataclass(frozen=True)
class Episode:
    number: int
    title_en: str
    title_ko: str
    plot: str
    aired: str
    still: Shot  # its picture on the pages: of the story, not of the epilogue, for it must not give the end away
    recap: tuple
    cold: tuple
    story: tuple
    credits_song: Music
    epilogue: tuple
    preview: tuple
    music: tuple
    format: Format


@dataclass(frozen=True)
class Series:
    key: str
    folder: str
    title: str
    original_title: str
    instalment: str  # what the title card says below the anthology's name
    year: int
    plot: str
    tagline: str
    genres: tuple
    tags: tuple
    intro: Shot
    theme: Music
    cast: tuple  # of (character, role, voice)
    sounds: dict  # place -> names of ambient sounds
    songs: tuple
    poster: Shot
    fanart: Shot
    cover: Shot  # of the soundtrack
    accent: str
    episodes: tuple
