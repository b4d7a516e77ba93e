"""Music, recorded speech and effects from Debian packages, named by a list file (lists/tuning.txt explains the form).

A package is taken as it is installed, or else downloaded with apt and unpacked into the cache; nothing is installed.
"""
import functools
import os
import pathlib
import shutil
import struct
import subprocess
import zipfile

import numpy

import rnc

RATE = 48000  # of everything in memory
CACHE = pathlib.Path(os.environ.get("BONUSTRACK_BENCH_CACHE") or
                     pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "bonustrack-sound")
AUDIO = {".ogg", ".opus", ".mp3", ".flac", ".wav", ".g722"}


def folder_of(package):
    """The folder under which the package's files stand as they would under /."""
    listing = pathlib.Path("/var/lib/dpkg/info") / f"{package}.list"
    if listing.exists() and all(os.path.lexists(line) for line in listing.read_text().splitlines()[-3:]):
        return pathlib.Path("/")
    unpacked = CACHE / "packages" / package
    if not unpacked.exists():
        downloads = CACHE / "downloads"
        downloads.mkdir(parents=True, exist_ok=True)
        print(f"downloading {package}", flush=True)
        subprocess.run(["apt-get", "-q=2", "download", package], cwd=downloads, check=True, stderr=subprocess.DEVNULL)
        (deb,) = downloads.glob(f"{package}_*.deb")
        unpacked.parent.mkdir(parents=True, exist_ok=True)
        part = unpacked.with_name(f"{package}.part{os.getpid()}")
        subprocess.run(["dpkg-deb", "-x", deb, part], check=True)
        part.rename(unpacked)
        deb.unlink()
    return unpacked


def decode(source, channels, *options, data=None):
    """All of a file, or of `data`, as float32 frames x channels at RATE."""
    command = ["ffmpeg", "-v", "error", "-nostdin", *options, "-i", str(source), "-vn", "-ac", str(channels), "-ar", str(RATE),
               "-f", "s16le", "-"]
    if data is not None:
        command.remove("-nostdin")
    out = subprocess.run(command, input=data, stdout=subprocess.PIPE, check=data is None).stdout
    return (numpy.frombuffer(out, numpy.int16).astype(numpy.float32) / 32768).reshape(-1, channels)


class Song:
    """A recording: `name` is the file's name in the set's song folder."""

    def __init__(self, package, path):
        self.package, self.path = package, path
        self.name = f"{package.split('-')[0]} - {pathlib.PurePosixPath(path).name}"

    def put_into(self, folder):
        """Copies the recording as it is, under its name."""
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / self.name
        archive, _, member = self.path.partition("!")
        source = folder_of(self.package) / archive
        if target.exists():
            return target
        if member:
            with zipfile.ZipFile(source) as z:
                target.write_bytes(z.read(member))
        else:
            shutil.copyfile(source, target)
        return target

    @functools.lru_cache(maxsize=24)
    def pcm(self):
        return decode(self.put_into(CACHE / "songs"), 2)

    def seconds(self):
        return len(self.pcm()) / RATE


class Ingredients:
    """What one list file names."""

    def __init__(self, path):
        self.songs, self.strangers, self.voices, self.effects, self.seeds = [], [], [], [], range(0)
        for line in pathlib.Path(path).read_text().splitlines():
            kind, _, rest = line.partition(" ")
            rest = rest.strip()
            if kind in ("song", "stranger"):
                package, _, inside = rest.partition(" ")
                (self.songs if kind == "song" else self.strangers).append(Song(package, inside))
            elif kind == "voices":
                self.voices += voices(*rest.split())
            elif kind == "effects":
                self.effects += effects(*rest.split())
            elif kind == "seeds":
                first, last = map(int, rest.split())
                self.seeds = range(first, last + 1)


# Voices: arrays of int16 at RATE, mono, one after the other what one person (or a few) said.

def voices(kind, package, path):
    made = CACHE / "voices" / package
    if not (made / "done").exists():
        made.mkdir(parents=True, exist_ok=True)
        {"queen": queen_voices, "sky": sky_voices, "folder": folder_voices}[kind](folder_of(package) / path, made)
        (made / "done").touch()
    return [numpy.load(each, mmap_mode="r") for each in sorted(made.glob("*.npy"))]


def save_voice(path, samples):
    numpy.save(path, (samples * 32767).astype(numpy.int16))


def queen_voices(path, made):
    """Flight of the Amazon Queen, MP3 talkie: an index (name, bundle, offset, size), then the lines.

    The first two letters of a line's name are the room, the seventh tells the hero (J) from everybody else (P).
    """
    data = path.read_bytes()
    count = struct.unpack(">H", data[13:15])[0]
    people = {}
    for at in range(15, 15 + 21 * count, 21):
        name = data[at:at + 12].rstrip(b"\0").decode("latin1")
        _, offset, size = struct.unpack(">BII", data[at + 12:at + 21])
        if name.endswith(".SB") and name[0].isdigit() and name[6] in "JP":
            people.setdefault("joe" if name[6] == "J" else name[:2], []).append(data[offset:offset + size])
    for person, lines in people.items():
        if sum(map(len, lines)) > 200_000:  # 16 kbit/s: 100 s
            save_voice(made / f"{person}.npy", decode("-", 1, "-f", "mp3", data=b"".join(lines))[:, 0])


def sky_voices(path, made):
    """Beneath a Steel Sky, CD: entries of 8 bytes in sky.dnr; lines are packed files from 50000 of sky.dsk, 8 bits at 11025 Hz."""
    directory, disk = (path / "sky.dnr").read_bytes(), (path / "sky.dsk").read_bytes()
    lines = {}
    for at in range(4, 4 + 8 * struct.unpack("<I", directory[:4])[0], 8):
        number = int.from_bytes(directory[at:at + 2], "little")
        offset = int.from_bytes(directory[at + 2:at + 5], "little")
        flags = int.from_bytes(directory[at + 5:at + 8], "little")
        size, start = flags & 0x3FFFFF, (offset & 0x7FFFFF) << (4 if offset >> 23 else 0)
        if 50000 <= number < 59000 and number % 2 == 0 and size > 9000 and disk[start + 22:start + 26] == b"RNC\1":
            lines.setdefault(number // 300, []).append(rnc.unpack(disk[start + 22:start + size]))
    for group, spoken in lines.items():
        if sum(map(len, spoken)) > 60 * 11025:
            save_voice(made / f"{group}.npy", decode("-", 1, "-f", "u8", "-ar", "11025", data=b"".join(spoken))[:, 0])


def folder_voices(path, made):
    """A folder of prompts of one speaker; words alone (short files) are left out."""
    lines = sorted(each for each in path.iterdir() if each.suffix in AUDIO and each.stat().st_size > 16000)
    save_voice(made / f"{path.name}.npy", numpy.concatenate([decode(each, 1)[:, 0] for each in lines]))


def effects(package, folder):
    """Short sounds: float32 mono arrays, at most 4 s each."""
    made = CACHE / "effects" / f"{package}.npz"
    if not made.exists():
        made.parent.mkdir(parents=True, exist_ok=True)
        files = sorted(each for each in (folder_of(package) / folder).iterdir() if each.suffix in AUDIO)[:150]
        sounds = [decode(each, 1)[:4 * RATE, 0] for each in files]
        numpy.savez(made, *[each for each in sounds if len(each) > RATE // 5])
    with numpy.load(made) as archive:
        return [archive[name] for name in sorted(archive.files)]
