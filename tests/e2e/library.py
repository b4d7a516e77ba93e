"""A small library of real files, made once by ffmpeg, and a server over it."""
import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import struct
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

from program import PROGRAM, ffmpeg

#: Seconds before something counts as never happening. What is waited for happens at once; beside busy neighbours at once takes longer.
EVENTUALLY = 600


def make_clip(path, seconds=8, extra=()):
    path.parent.mkdir(parents=True, exist_ok=True)
    ffmpeg("-f", "lavfi", "-i", f"testsrc2=size=192x108:rate=24:duration={seconds}", "-f", "lavfi", "-i", f"sine=duration={seconds}", *extra,
           "-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-g", "48", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest", path)


def make_library(root):
    """One series of two episodes and an unreadable file, subtitles in two encodings and some nobody reads, an album of one song."""
    season = root / "사운드트랙 (2024)" / "Season 01"
    make_clip(season / "사운드트랙 S01E01.mp4")
    make_clip(season / "사운드트랙 S01E02.mkv", 9, ["-metadata", "title=Two"])
    (season / "사운드트랙 S01E01.ko.srt").write_bytes("1\n00:00:01,000 --> 00:00:03,000\n비가 온다, 그래도 노래는 계속된다\n".encode("cp949"))
    (season / "사운드트랙 S01E01.en.vtt").write_text("WEBVTT\n\n00:05.500 --> 00:07.000\nIt rains\n")
    (season / "사운드트랙 S01E02.fr.idx").write_text("# VobSub index file, v7 (do not modify this line!)\n")
    (season / "사운드트랙 S01E02.fr.sub").write_bytes(b"\0\0\1\xba")
    (season / "사운드트랙 S01E03.mkv").write_text("this is not a film\n" * 100)
    album = root / "사운드트랙 (2024)" / "OST"
    album.mkdir()
    ffmpeg("-f", "lavfi", "-i", "sine=frequency=330:duration=3", "-metadata", "title=Rain", "-metadata", "artist=The Band", album / "01 - Rain.flac")
    ffmpeg("-f", "lavfi", "-i", "color=c=0xc02020:s=400x400", "-frames:v", "1", album / "cover.jpg")
    (root / "사운드트랙 (2024)" / ".actors").mkdir()
    ffmpeg("-f", "lavfi", "-i", "color=c=0x2020c0:s=300x400", "-frames:v", "1", root / "사운드트랙 (2024)" / ".actors" / "노상현.jpg")
    (root / "사운드트랙 (2024)" / "tvshow.nfo").write_text(
        "<tvshow><title>사운드트랙</title><originaltitle>Soundtrack</originaltitle><plot>Rain &amp; sea</plot><genre>Drama</genre>"
        "<actor><name>노상현</name><role>은수</role></actor></tvshow>")
    return root


ASS = """[Script Info]
ScriptType: v4.00+
PlayResX: 640
PlayResY: 360

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, Bold
Style: Default,Nanum,24,&H00FFFFFF,0
Style: Sign,Nanum,40,&H0000FFFF,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:03.00,0:00:05.00,Default,,0,0,0,,비가 온다, 그래도
Dialogue: 1,0:00:01.00,0:00:02.50,Sign,Ann,0,0,0,,{\\pos(320,60)\\c&H00FF00&}환승역
"""


def segment(seconds, kind, data):
    return b"PG" + struct.pack(">IIBH", round(seconds * 90_000), 0, kind, len(data)) + data


def display_set(seconds, number, shows):
    """A white bar of 8 by 2 pixels at (10, 20), or nothing: presentation, window, palette, object, end."""
    objects = struct.pack(">HBBHH", 0, 0, 0, 10, 20) if shows else b""
    presentation = struct.pack(">HHBHBBBB", 640, 360, 0x10, number, 0x80, 0, 0, 1 if shows else 0) + objects
    out = segment(seconds, 0x16, presentation) + segment(seconds, 0x17, struct.pack(">BBHHHH", 1, 0, 10, 20, 8, 2))
    if shows:
        picture = bytes([0, 0x88, 1, 0, 0]) * 2  # eight pixels of colour 1, end of line
        out += segment(seconds, 0x14, bytes([0, 0, 1, 235, 128, 128, 255]))
        out += segment(seconds, 0x15, struct.pack(">HBB", 0, 0, 0xC0) + (len(picture) + 4).to_bytes(3, "big") + struct.pack(">HH", 8, 2) + picture)
    return out + segment(seconds, 0x80, b"")


def make_styled_film(film):
    """A film with ASS in Korean, PGS in English, a font and a file that is none; returns the .sup file and the font."""
    film.parent.mkdir(parents=True, exist_ok=True)
    sup = display_set(1, 0, True) + display_set(2.5, 1, False) + display_set(4, 2, True) + display_set(5, 3, False)
    font = b"\0\1\0\0" + bytes(range(256)) * 300
    with tempfile.TemporaryDirectory() as scratch:
        parts = pathlib.Path(scratch)
        (parts / "a.ass").write_text(ASS, encoding="utf-8")
        (parts / "p.sup").write_bytes(sup)
        (parts / "NanumGothic.ttf").write_bytes(font)
        (parts / "notes.txt").write_text("not a font")
        ffmpeg("-copyts", "-f", "lavfi", "-i", "testsrc2=size=192x108:rate=24:duration=9", "-f", "lavfi", "-i", "sine=duration=9", "-i", parts / "a.ass", "-i", parts / "p.sup",
               "-map", "0:v", "-map", "1:a", "-map", "2:s", "-map", "3:s", "-c:v", "libx264", "-preset", "ultrafast", "-g", "48", "-pix_fmt", "yuv420p", "-c:a", "flac", "-c:s", "copy",
               "-metadata:s:s:0", "language=kor", "-metadata:s:s:1", "language=eng", "-attach", parts / "NanumGothic.ttf", "-metadata:s:t:0", "mimetype=application/x-truetype-font",
               "-attach", parts / "notes.txt", "-metadata:s:t:1", "mimetype=text/plain", film)
    return sup, font


def has_open(process, file):
    """Whether a process has the file open; one that has ended has nothing open."""
    folder = f"/proc/{process}/fd"
    with contextlib.suppress(OSError):
        return str(file) in [os.readlink(f"{folder}/{link}") for link in os.listdir(folder)]
    return False


def without_pictures(listed):
    """What the API lists, but for its pictures and their hue: which one of a film stands for it is found in the background, sooner or later."""
    return [{name: value for name, value in each.items() if name not in ("artwork", "hue")} for each in listed]


class Server:
    """The program serving on a free port; ends with the `with` block."""

    def __init__(self, *libraries, data=None, options=(), user=None):
        """`user`: who runs it, for a test that is run by root."""
        self.scratch = None if data else tempfile.TemporaryDirectory()
        self.data = pathlib.Path(data or self.scratch.name)
        self.user = user
        program = PROGRAM
        if user and self.scratch:
            shutil.chown(self.data, user)
            program = shutil.copy(PROGRAM, self.data)  # where it was built may be closed to that user: whatever lies below /root is
        self.arguments = [program, "serve", "--listen", "127.0.0.1:0", "--data", str(self.data), *options, *map(str, libraries)]

    def __enter__(self):
        self.log = open(self.data.parent / (self.data.name + ".log"), "ab+")
        self.process = subprocess.Popen(self.arguments, stdout=subprocess.PIPE, stderr=self.log, start_new_session=True, user=self.user)
        line = self.process.stdout.readline().decode()
        found = re.search(r"http://\S+", line)
        if not found:
            self.process.wait(EVENTUALLY)
            errors = self.errors()
            self.__exit__()
            raise AssertionError(f"no address in {line!r}: {errors}")
        self.url = found.group(0)
        return self

    def __exit__(self, *_):
        self.stop()
        self.process.stdout.close()
        self.log.close()
        os.unlink(self.log.name)
        if self.scratch:
            self.scratch.cleanup()

    def errors(self):
        self.log.seek(0)
        return self.log.read().decode("utf-8", "replace")

    def stop(self, how=signal.SIGTERM, patience=EVENTUALLY):
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(patience)

    def helpers(self):
        """The processes in which the server decodes."""
        found = []
        for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                state, parent = stat.read_text().rpartition(")")[2].split()[:2]
            except OSError:
                continue  # it has ended meanwhile
            if int(parent) == self.process.pid and state not in "ZX":
                found.append(int(stat.parent.name))
        return found

    def signal_helpers(self, signal_number, at=None):
        """Sends it to all of them, or to those alone who have the file `at` open; how many there were."""
        sent = 0
        for helper in self.helpers():
            if at is not None and not has_open(helper, at):
                continue
            with contextlib.suppress(ProcessLookupError):
                os.kill(helper, signal_number)
                sent += 1
        return sent

    def request(self, path, method="GET", headers=None, body=None):
        """(status, headers, body); faults of HTTP are answers too."""
        request = urllib.request.Request(self.url + path, data=body, method=method, headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=EVENTUALLY) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def json(self, path):
        status, _, body = self.request(path)
        assert status == 200, f"{path}: {status} {body[:300]!r}"
        return json.loads(body)

    def wait_until(self, what, seconds=EVENTUALLY):
        """Asks until `what()` is true."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if what():
                return True
            time.sleep(0.1)
        return False

    def wait_for_scan(self, seconds=EVENTUALLY):
        return self.wait_until(lambda: (s := self.json("/api/v1/scan"))["state"] == "idle" and s["finished"], seconds)


def copy_tree(source, target):
    shutil.copytree(source, target)
    return target
