"""The data folder on a disk that is full: what is told, what goes on, and that it mends itself once there is room."""
import errno
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import unittest

from library import Server, copy_tree, make_clip
from program import ffmpeg, has_tools, run

CLEAR = re.compile(r"No space left on device|the disk is full|the disk failed or is full")
#: Seconds: a scan that failed is tried again twice a minute, and a busy machine takes its time.
PATIENCE = 600


class SmallDisk:
    """A small file system, mounted for the `with` block."""

    def __init__(self, path, size="24m"):
        self.path, self.size = path, size

    def __enter__(self):
        self.path.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={self.size}", "tmpfs", self.path], check=True, capture_output=True)
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", "--lazy", self.path], check=True)

    def fill(self, leave=0):
        """Takes all room but `leave` bytes."""
        with open(self.path / "filler", "wb") as filler:
            for attempts_left in reversed(range(100)):
                free = os.statvfs(self.path)
                try:
                    os.posix_fallocate(filler.fileno(), 0, free.f_bavail * free.f_frsize - leave)
                    return
                except OSError as fault:
                    if fault.errno != errno.ENOSPC or attempts_left == 0:  # else the server took of it meanwhile
                        raise

    def make_room(self):
        (self.path / "filler").unlink()


def can_mount():
    with tempfile.TemporaryDirectory() as scratch:
        try:
            with SmallDisk(pathlib.Path(scratch) / "disk"):
                return True
        except (subprocess.CalledProcessError, OSError):
            return False


@unittest.skipUnless(has_tools("ffmpeg"), "ffmpeg is not installed")
@unittest.skipUnless(os.geteuid() == 0 and can_mount(), "mounting a small disk takes root")
class FullDisk(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = pathlib.Path(scratch.name)
        self.library = self.root / "library"
        make_clip(self.library / "Rain" / "Season 01" / "Rain S01E01.mp4", 6)

    def titles(self, server):
        """The titles of the series whose every episode plays."""
        playable = []
        for series in server.json("/api/v1/series?limit=100")["series"]:
            seasons = server.json(f"/api/v1/series/{series['id']}")["seasons"]
            if all(e["playable"] for season in seasons for e in season["episodes"]):
                playable.append(series["title"])
        return sorted(playable)

    def add_series(self, *names):
        for name in names:
            copy_tree(self.library / "Rain", self.root / name)
            with open(self.root / name / "Season 01" / "Rain S01E01.mp4", "ab") as film:
                film.write(b"\0\0\0\x10free" + name.encode().ljust(8))  # a content of its own
            # Long enough words that they do not fit into what the database has in store.
            (self.root / name / "tvshow.nfo").write_text(f"<tvshow><title>{name}</title><plot>{name * 8000}</plot></tvshow>")
            shutil.move(self.root / name, self.library / name)

    def test_a_scan_on_a_full_disk_says_so_and_ends_well_once_there_is_room(self):
        with SmallDisk(self.root / "data") as disk, Server(self.library, data=disk.path) as server:
            self.assertTrue(server.wait_for_scan())
            self.assertEqual(self.titles(server), ["Rain"])
            disk.fill()
            added = [f"Sea {number}" for number in range(60)]
            self.add_series(*added)
            # The next scan begins without a message: one is looked for until it says so clearly.
            self.assertTrue(server.wait_until(lambda: re.search(CLEAR, server.json("/api/v1/scan")["message"]), PATIENCE), server.json("/api/v1/scan"))

            self.assertIn("Rain", self.titles(server))
            self.assertLess(len(self.titles(server)), 1 + len(added))
            series = next(s for s in server.json("/api/v1/series?limit=100")["series"] if s["title"] == "Rain")
            episode = server.json(f"/api/v1/series/{series['id']}")["seasons"][0]["episodes"][0]
            for name in ("master.m3u8", "v0/playlist.m3u8", "v0/init.mp4", "v0/1.m4s", "a1/1.m4s"):
                self.assertEqual(server.request(episode["hls"].replace("master.m3u8", name))[0], 200, name)

            disk.make_room()
            self.assertTrue(server.wait_until(lambda: self.titles(server) == sorted(["Rain", *added]), PATIENCE), server.errors())
            self.assertTrue(server.wait_until(lambda: server.json("/api/v1/scan")["message"] == "", PATIENCE), server.errors())
            self.assertEqual(server.stop(signal.SIGTERM), 0)

    def test_pictures_that_cannot_be_kept_are_shown_and_asked_for_again(self):
        ffmpeg("-f", "lavfi", "-i", "testsrc2=s=1000x1500", "-frames:v", "1", self.library / "Rain" / "poster.jpg")
        with SmallDisk(self.root / "data") as disk, Server(self.library, data=disk.path) as server:
            self.assertTrue(server.wait_for_scan())
            series = server.json("/api/v1/series")["series"][0]
            poster = server.json(f"/api/v1/series/{series['id']}")["artwork"]["poster"]["url"] + "&w=320"
            disk.fill()
            status, headers, _ = server.request(poster)
            self.assertEqual((status, headers["Cache-Control"]), (200, "no-store"))
            disk.make_room()
            status, headers, _ = server.request(poster)
            self.assertEqual((status, "immutable" in headers["Cache-Control"]), (200, True))

    def test_whatever_room_is_left_at_the_start_it_serves_or_says_why_not(self):
        for room in (0, 4096, 16384, 65536, 262144, 524288, 1048576):
            with self.subTest(room=room), SmallDisk(self.root / f"data-{room}") as disk:
                disk.fill(leave=room)
                try:
                    with Server(self.library, data=disk.path) as server:
                        self.assertTrue(server.wait_for_scan(), server.errors())
                        self.assertIsNone(server.process.poll())
                        scan = server.json("/api/v1/scan")
                        if self.titles(server) != ["Rain"]:
                            self.assertRegex(scan["message"], CLEAR)
                        self.assertEqual(server.stop(signal.SIGTERM), 0)
                except AssertionError as refusal:
                    if "no address" not in str(refusal):
                        raise
                    self.assertRegex(str(refusal), CLEAR)
                    self.assertEqual(run("serve", "--listen", "127.0.0.1:0", "--data", disk.path, self.library)[0], 1)
                disk.make_room()
                with Server(self.library, data=disk.path) as server:
                    self.assertTrue(server.wait_for_scan(), server.errors())
                    self.assertEqual(self.titles(server), ["Rain"])


if __name__ == "__main__":
    unittest.main()
