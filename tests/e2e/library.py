"""A small library of real files, made once by ffmpeg, and a server over it."""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

from program import PROGRAM, ffmpeg


def make_clip(path, seconds=8, extra=()):
    path.parent.mkdir(parents=True, exist_ok=True)
    ffmpeg("-f", "lavfi", "-i", f"testsrc2=size=192x108:rate=24:duration={seconds}", "-f", "lavfi", "-i", f"sine=duration={seconds}", *extra,
           "-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-g", "48", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest", path)


def make_library(root):
    """One series of two episodes and an unreadable file, subtitles in two encodings, an album of one song."""
    season = root / "사운드트랙 (2024)" / "Season 01"
    make_clip(season / "사운드트랙 S01E01.mp4")
    make_clip(season / "사운드트랙 S01E02.mkv", 9, ["-metadata", "title=Two"])
    (season / "사운드트랙 S01E01.ko.srt").write_bytes("1\n00:00:01,000 --> 00:00:03,000\n비가 온다, 그래도 노래는 계속된다\n".encode("cp949"))
    (season / "사운드트랙 S01E01.en.vtt").write_text("WEBVTT\n\n00:05.500 --> 00:07.000\nIt rains\n")
    (season / "사운드트랙 S01E03.mkv").write_text("this is not a film\n" * 100)
    album = root / "사운드트랙 (2024)" / "OST"
    album.mkdir()
    ffmpeg("-f", "lavfi", "-i", "sine=frequency=330:duration=3", "-metadata", "title=Rain", "-metadata", "artist=The Band", album / "01 - Rain.flac")
    (root / "사운드트랙 (2024)" / "tvshow.nfo").write_text(
        "<tvshow><title>사운드트랙</title><originaltitle>Soundtrack</originaltitle><plot>Rain &amp; sea</plot><genre>Drama</genre>"
        "<actor><name>노상현</name><role>은수</role></actor></tvshow>")
    return root


class Server:
    """The program serving on a free port; ends with the `with` block."""

    def __init__(self, *libraries, data=None, options=(), user=None):
        """`user`: who runs it, for a test that is run by root."""
        self.scratch = None if data else tempfile.TemporaryDirectory()
        self.data = pathlib.Path(data or self.scratch.name)
        self.user = user
        if user and self.scratch:
            shutil.chown(self.data, user)
        self.arguments = [PROGRAM, "serve", "--listen", "127.0.0.1:0", "--data", str(self.data), *options, *map(str, libraries)]

    def __enter__(self):
        self.log = open(self.data.parent / (self.data.name + ".log"), "ab+")
        self.process = subprocess.Popen(self.arguments, stdout=subprocess.PIPE, stderr=self.log, start_new_session=True, user=self.user)
        line = self.process.stdout.readline().decode()
        found = re.search(r"http://\S+", line)
        if not found:
            self.process.wait(20)
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

    def stop(self, how=signal.SIGTERM, patience=20):
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(patience)

    def request(self, path, method="GET", headers=None, body=None):
        """(status, headers, body); faults of HTTP are answers too."""
        request = urllib.request.Request(self.url + path, data=body, method=method, headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def json(self, path):
        status, _, body = self.request(path)
        assert status == 200, f"{path}: {status} {body[:300]!r}"
        return json.loads(body)

    def wait_until(self, what, seconds=30):
        """Asks until `what()` is true."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if what():
                return True
            time.sleep(0.1)
        return False

    def wait_for_scan(self, seconds=60):
        return self.wait_until(lambda: (s := self.json("/api/v1/scan"))["state"] == "idle" and s["finished"], seconds)


def copy_tree(source, target):
    shutil.copytree(source, target)
    return target
