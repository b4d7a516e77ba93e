"""The program under test and the independent tools it is held against."""
import json
import math
import os
import pathlib
import shutil
import subprocess

PROGRAM = os.environ.get("BONUSTRACK", "build/release/bonustrack")
CORPUS = pathlib.Path(os.environ.get("BONUSTRACK_CORPUS", pathlib.Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus"))

#: Nothing may take longer than this on any file, however broken; sanitizer builds are slower.
PATIENCE = float(os.environ.get("BONUSTRACK_PATIENCE", "2"))


def has_tools(*names):
    return all(shutil.which(name) for name in names)


def run(*arguments, timeout=600, cpu=None):
    """Runs the program; returns (exit code, standard output, standard error). What takes more than `cpu` seconds of the processor is killed
    (by SIGXCPU): the clock on the wall would tell of busy neighbours, too."""
    limits = ["prlimit", f"--cpu={math.ceil(cpu)}:"] if cpu and shutil.which("prlimit") else []
    done = subprocess.run([*limits, PROGRAM, *map(str, arguments)], capture_output=True, timeout=timeout, check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def ffmpeg(*arguments):
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *map(str, arguments)], check=True, timeout=600)


def packets(path, stream):
    """Every packet of one stream as ffprobe reads it: time in seconds, hash of its bytes, key flag."""
    done = subprocess.run(["ffprobe", "-v", "error", "-select_streams", str(stream), "-show_packets", "-show_data_hash", "md5", "-show_entries",
                           "packet=pts_time,dts_time,size,flags,data_hash", "-of", "json", str(path)], capture_output=True, check=False, timeout=600)
    found = json.loads(done.stdout or b"{}").get("packets", [])
    return [{"pts": float(p["pts_time"]) if "pts_time" in p else None, "hash": p.get("data_hash"), "size": int(p["size"]), "key": "K" in p["flags"]} for p in found]


def join_segments(folder, into):
    """One playable file of a rendition: its header and all its segments in order."""
    segments = sorted((p for p in folder.glob("[0-9]*.m4s")), key=lambda p: int(p.stem))
    with open(into, "wb") as out:
        for part in [folder / "init.mp4", *segments]:
            out.write(part.read_bytes())
    return into
