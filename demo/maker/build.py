"""Makes the whole demonstration in a folder: once, in parallel, and so that stopping half way does no harm."""

import contextlib
import fcntl
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import wave
from pathlib import Path

import numpy as np

from . import artwork, mux, reels, sidecars, songs, sound, subtitles, truth, voices
from .progress import Progress
from .script import SERIES
from .timeline import Planner

VERSION = 5  # raise it when what is made changes: older demonstrations are then made again
STAMP = ".bonustrack-demo.json"
WORK = ".making"
LOCK = ".making.lock"

_shared = {}  # what the worker processes inherit: plans, recordings, the frame counter, the folder


def is_finished(folder):
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
        return stamp["version"] == VERSION and all((folder / name).is_file() for name in stamp["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


@contextlib.contextmanager
def alone_in(folder):
    """Waits until no other process is making the demonstration in this folder."""
    with open(folder / LOCK, "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make(folder, jobs):
    """Makes the demonstration in `folder`, which exists and can be written to."""
    work = folder / WORK
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    (folder / STAMP).unlink(missing_ok=True)
    try:
        _make(folder, work, jobs)
    finally:
        shutil.rmtree(work, ignore_errors=True)  # every finished file has been moved out of it


def _make(folder, work, jobs):
    progress = Progress({"voices": 2, "sound": 6, "film": 50})
    context = multiprocessing.get_context("fork")
    _shared.update(folder=folder, work=work, frames=context.Value("q", 0))

    _shared["recordings"] = _record(context, jobs, progress)
    planner = Planner(SERIES, {key: len(samples) / voices.RATE for key, samples in _shared["recordings"].items()})
    plans = planner.plan_all()
    _shared["plans"] = {(p.series.key, p.episode.number): p for p in plans}
    for series in SERIES:
        (folder / series.folder / "Season 01").mkdir(parents=True, exist_ok=True)
        (folder / series.folder / "OST").mkdir(exist_ok=True)

    with _pool(context, jobs) as pool:
        for count, _ in enumerate(pool.imap_unordered(_mix, _shared["plans"]), 1):
            progress.set("sound", count / len(plans), "mixing the sound")
    with _pool(context, jobs) as pool:
        _film_all(pool, plans, progress)
    _write_root(folder, plans)
    stamp = {"version": VERSION, "files": sorted(str(episode_path(p).relative_to(folder)) for p in plans)}
    _atomically(folder / STAMP, lambda path: path.write_text(json.dumps(stamp, ensure_ascii=False) + "\n", encoding="utf-8"))
    progress.finish()


def _pool(context, jobs):
    """Workers that leave Ctrl-C to their parent, which then ends them."""
    return context.Pool(jobs, signal.signal, (signal.SIGINT, signal.SIG_IGN))


def episode_path(plan):
    series = _shared["folder"] / plan.series.folder / "Season 01"
    return series / f"{plan.name}.{plan.episode.format.container}"


def _record(context, jobs, progress):
    lines = {
        (series.key, episode.number, shot.key, number): line
        for series in SERIES
        for episode in series.episodes
        for shot in (*episode.cold, *episode.story, *episode.epilogue)
        for number, line in enumerate(shot.lines)
    }
    with _pool(context, jobs) as pool:
        recordings = {}
        for key, samples in zip(lines, pool.imap(voices.recite, lines.values())):
            recordings[key] = samples
            progress.set("voices", len(recordings) / len(lines), "speaking the lines")
    return recordings


def _film_all(pool, plans, progress):
    """Art and music files take moments; the reels, longest first, take the rest. An episode is put together when all of its own are there."""
    drawn, order = reels.cut(plans)
    drawn.sort(key=lambda reel: -len(reel.plan.episode.format.audio))  # what takes longest to put together is then not what is left at the end
    waiting = {pool.apply_async(_series_files, (series.key,)): () for series in SERIES}
    waiting |= {pool.apply_async(_reel, (reel,)): (reel.name, *(copy.reel.name for copy in reel.copies)) for reel in drawn}
    total = sum(reel.length + sum(copy.reel.length for copy in reel.copies) for reel in drawn)
    there, begun = set(), set()
    while waiting:
        next(iter(waiting)).wait(0.2)
        progress.set("film", _shared["frames"].value / total, f"filming, {len(there)} of {sum(len(names) for names in waiting.values()) + len(there)} scenes done")
        for task in [task for task in waiting if task.ready()]:
            task.get()  # raises what went wrong in the worker
            there.update(waiting.pop(task))
        for key, row in order.items():
            if key not in begun and there.issuperset(name for name, _ in row):
                begun.add(key)
                waiting[pool.apply_async(_episode, (key, row))] = ()


def _reel_path(name):
    return _shared["work"] / f"{name}.mp4"


def _reel(reel):
    reels.draw(reel, _reel_path, _count_frame)


def _stem_path(series, episode, name):
    return _shared["work"] / f"{series}-{episode}-{name}.npy"


def _mix(key):
    mixer = sound.Mixer(_shared["plans"][key], _shared["recordings"], songs.source)
    for name, samples in mixer.mix().items():
        np.save(_stem_path(*key, name), samples.astype(np.float16))


def _load(series, episode):
    return {name: np.load(_stem_path(series, episode, name), mmap_mode="r") for name in sound.STEMS}


def _episode(key, row):
    """Its sound, and everything put together."""
    plan, work = _shared["plans"][key], _shared["work"]
    prefix = work / f"{key[0]}-{key[1]}"
    stems = {name: samples.astype(np.float32) for name, samples in _load(*key).items()}
    sound.paste_excerpts(plan, stems, _load)
    sounds = []
    for _, kind, _ in plan.episode.format.audio:
        mix = {"stereo": sound.stereo, "effects": sound.effects_only, "surround": sound.surround}[kind](stems)
        sounds.append(_wave(f"{prefix}-{kind}.wav", mix))
    embedded = _subtitle_files(plan, prefix)
    metadata = Path(f"{prefix}-chapters.txt")
    metadata.write_text(mux.chapters(plan), encoding="utf-8")
    target = episode_path(plan)
    half_made = Path(f"{prefix}.{plan.episode.format.container}")
    listed = Path(f"{prefix}-reels.txt")
    # Told, not read from the files, which count their length in milliseconds.
    listed.write_text("".join(f"file '{_reel_path(name).name}'\nduration {float(count / plan.fps):.6f}\n" for name, count in row), encoding="ascii")
    subprocess.run(mux.command(plan, listed, sounds, embedded, metadata, half_made), check=True)
    artwork.thumbnail(plan, target.with_name(f"{target.stem}-thumb.jpg"))
    target.with_suffix(".nfo").write_text(sidecars.episode(plan), encoding="utf-8")
    os.replace(half_made, target)


def _count_frame():
    with _shared["frames"].get_lock():
        _shared["frames"].value += 1


def _wave(path, samples):
    with wave.open(path, "wb") as out:
        out.setnchannels(samples.shape[1])
        out.setsampwidth(2)
        out.setframerate(voices.RATE)
        out.writeframes((samples * 32767).astype("<i2").tobytes())
    return path


def _subtitle_files(plan, prefix):
    """Writes the subtitles; returns those to embed as (path, language)."""
    kind = plan.episode.format.subtitles
    if kind == "external":
        target = episode_path(plan)
        target.with_suffix(".ko.srt").write_text(subtitles.subrip(plan, "ko"), encoding="utf-8")
        target.with_suffix(".en.vtt").write_text(subtitles.webvtt(plan, "en"), encoding="utf-8")
        target.with_suffix(".smi").write_bytes(subtitles.sami(plan).encode("cp949"))
        return []
    writer, suffix = (subtitles.ass, "ass") if kind == "ass" else (subtitles.subrip, "srt")
    files = []
    for language, code in (("ko", "kor"), ("en", "eng")):
        path = Path(f"{prefix}-{language}.{suffix}")
        path.write_text(writer(plan, language), encoding="utf-8")
        files.append((path, code))
    return files


def _series_files(key):
    series = next(s for s in SERIES if s.key == key)
    folder = _shared["folder"] / series.folder
    (folder / "tvshow.nfo").write_text(sidecars.tvshow(series), encoding="utf-8")
    songs.copy_all(series, folder / "OST")
    songs.theme(series, folder / "theme.mp3")
    artwork.poster(series, folder / "poster.jpg")
    shutil.copyfile(folder / "poster.jpg", folder / "season01-poster.jpg")
    artwork.fanart(series, folder / "fanart.jpg")
    artwork.logo(series, folder / "logo.png")
    artwork.cover(series, folder / "OST" / "folder.jpg")


def _write_root(folder, plans):
    (folder / "LICENSES.txt").write_text(sidecars.LICENCES, encoding="utf-8")
    episodes = [truth.of_episode(p, str(episode_path(p).relative_to(folder))) for p in plans]
    _atomically(folder / "truth.json", lambda path: truth.write(path, episodes))


def _atomically(path, write):
    half = path.with_name(path.name + ".part")
    write(half)
    os.replace(half, path)
