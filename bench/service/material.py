"""Hour-long films for the benchmarks: structurally real, cheap to make, kept between runs."""
import os
import pathlib
import shutil
import subprocess

MARK = b"EPISODE-0000-TITLE"


def ffmpeg(*arguments):
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *map(str, arguments)], check=True)


def minute(folder, size, rate, sound):
    """A minute of picture and sound with B-frames and a keyframe every two seconds."""
    path = folder / f"minute-{size}.mp4"
    if not path.exists():
        ffmpeg("-f", "lavfi", "-i", f"testsrc2=size={size}:rate=24000/1001:duration=60", "-f", "lavfi", "-i", "anoisesrc=c=pink:a=0.3:d=60:r=48000",
               "-c:v", "libx264", "-preset", "veryfast", "-b:v", rate, "-maxrate", rate, "-bufsize", rate, "-bf", "2", "-g", "48", "-sc_threshold", "0",
               "-pix_fmt", "yuv420p", "-c:a", "aac", *sound, folder / "part.mp4")
        (folder / "part.mp4").rename(path)
    return path


def hour(folder, kind, size="1280x720", rate="3M", sound=("-b:a", "128k", "-ac", "2")):
    """An hour as MP4 or MKV, by repeating the minute."""
    path = folder / f"hour-{size}.{kind}"
    if not path.exists():
        source = minute(folder, size, rate, sound)
        ffmpeg("-stream_loop", "59", "-i", source, "-c", "copy", "-metadata", f"title={MARK.decode()}", folder / f"part.{kind}")
        (folder / f"part.{kind}").rename(path)
    return path


def hour_library(folder):
    """A library of the hour as MP4 and as MKV."""
    root = folder / "first-bytes"
    for kind in ("mp4", "mkv"):
        place = root / f"Hour {kind}" / f"Hour {kind} S01E01.{kind}"
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            os.link(hour(folder, kind), place)
    return root


def season_library(folder, episodes):
    """`episodes` distinct hour-long files, half MP4 and half MKV, in series of twenty; only their titles differ."""
    root = folder / f"library-{episodes}"
    if root.exists():
        return root
    part = folder / "library.part"
    shutil.rmtree(part, ignore_errors=True)
    originals = {kind: hour(folder, kind, "160x90", "12k", ("-b:a", "16k", "-ac", "1", "-ar", "16000")).read_bytes() for kind in ("mp4", "mkv")}
    for number in range(episodes):
        kind = "mp4" if number % 2 == 0 else "mkv"
        place = part / f"Drama {number // 20:03}" / "Season 01" / f"Drama {number // 20:03} S01E{number % 20 + 1:02}.{kind}"
        place.parent.mkdir(parents=True, exist_ok=True)
        data = originals[kind]
        assert MARK in data
        place.write_bytes(data.replace(MARK, b"EPISODE-%04d-TITLE" % number))
    part.rename(root)
    return root


def main_folder(name):
    folder = pathlib.Path(name)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
