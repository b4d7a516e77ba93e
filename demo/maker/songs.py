"""The soundtrack: real recordings from Debian's singularity-music, copied unchanged with their own tags."""

import subprocess
from pathlib import Path

MUSIC = Path("/usr/share/games/singularity/music")
PACKAGE = "singularity-music"
ARTIST = "Maxstack"
_FOLDERS = ("", "win", "lose")


def source(song):
    for folder in _FOLDERS:
        path = MUSIC / folder / f"{song}.ogg"
        if path.is_file():
            return path
    raise FileNotFoundError(f"no song called {song} under {MUSIC}: is the Debian package {PACKAGE} whole?")


def file_name(series, song):
    return f"{series.songs.index(song) + 1:02d} - {song}.ogg"


def copy_all(series, folder):
    """Copies the streams as they are and adds track numbers; title, artist, album and licence are the recordings' own."""
    words = ["ffmpeg", "-v", "error", "-nostdin", "-y"]
    for song in series.songs:
        words += ["-i", str(source(song))]
    for number, song in enumerate(series.songs):
        words += ["-map", f"{number}:a", "-c", "copy", "-map_metadata", str(number), "-metadata:s:a", f"track={number + 1}",
                  "-fflags", "+bitexact", "-f", "ogg", str(Path(folder) / file_name(series, song))]  # fmt: skip
    subprocess.run(words, check=True)


def theme(series, target):
    """The intro's stretch of the theme as theme.mp3."""
    music, seconds = series.theme, series.intro.hold
    subprocess.run(
        ["ffmpeg", "-v", "error", "-nostdin", "-y", "-i", str(source(music.song)), "-map", "0:a", "-af",
         f"atrim=start={music.offset}:duration={seconds + 20},asetpts=PTS-STARTPTS,afade=t=in:d=0.5,afade=t=out:st={seconds + 17}:d=3", "-c:a", "libmp3lame", "-q:a", "4",
         "-metadata", f"title={music.song}", "-metadata", f"artist={ARTIST}", "-fflags", "+bitexact", "-f", "mp3", str(target)], check=True,
    )  # fmt: skip
