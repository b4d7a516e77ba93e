"""A copy of the database, taken while it is served, and the server that goes on with it."""
import json
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

from library import Server, make_library, without_pictures
from program import PROGRAM, has_tools, run


@unittest.skipUnless(has_tools("ffmpeg"), "ffmpeg is not installed")
class Backup(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = pathlib.Path(scratch.name)
        self.library = self.root / "library"
        make_library(self.library)
        self.data, self.copy = self.root / "data", self.root / "copy.db"

    def test_a_copy_taken_while_it_serves_is_what_another_server_goes_on_with(self):
        with Server(self.library, data=self.data) as server:
            self.assertTrue(server.wait_for_scan())
            before = without_pictures(server.json("/api/v1/series")["series"])
            code, out, errors = run("backup", self.copy, "--data", self.data)
            self.assertEqual((code, errors), (0, ""))
            self.assertIn("checked", out)
            self.assertEqual(server.request("/healthz")[0], 200)
        self.assertEqual(self.copy.stat().st_mode & 0o777, 0o600)
        # As --help says: another file took the database's place, and its log is still there.
        for name in ("bonustrack.db", "bonustrack.db-wal", "bonustrack.db-shm"):
            (self.data / name).write_bytes(b"damaged")
        shutil.copy(self.copy, self.data / "bonustrack.db")
        for name in ("bonustrack.db-wal", "bonustrack.db-shm"):
            (self.data / name).unlink()
        with Server(self.library, data=self.data) as server:
            self.assertTrue(server.wait_for_scan())
            self.assertEqual(without_pictures(server.json("/api/v1/series")["series"]), before)

    def test_a_backup_is_replaced_only_when_asked_to(self):
        with Server(self.library, data=self.data) as server:
            self.assertTrue(server.wait_for_scan())
        self.copy.write_text("precious")
        code, out, errors = run("backup", self.copy, "--data", self.data)
        self.assertEqual((code, out), (1, ""))
        self.assertIn(f"there is already a file called {self.copy}; --force replaces it", errors)
        self.assertEqual(self.copy.read_text(), "precious")
        code, out, errors = run("backup", self.copy, "--data", self.data, "--force", "--json")
        self.assertEqual(code, 0, errors)
        self.assertEqual(json.loads(out), {"file": str(self.copy), "bytes": self.copy.stat().st_size})
        with sqlite3.connect(self.copy) as copy:
            self.assertEqual(copy.execute("SELECT count(*) FROM libraries").fetchone(), (1,))
        database = self.data / "bonustrack.db"
        code, _, errors = run("backup", database, "--data", self.data, "--force")
        self.assertEqual(code, 2)
        self.assertIn("is a file of the database itself", errors)
        self.assertEqual({p.name for p in self.root.iterdir()}, {"library", "data", "copy.db"}, "nothing else is left behind")

    def test_what_cannot_be_done_is_said(self):
        self.assertEqual(run("backup")[0], 2)
        code, _, errors = run("backup", self.copy, "--data", self.root / "nothing")
        self.assertEqual(code, 1)
        self.assertIn("no catalogue at", errors)
        with Server(self.library, data=self.data) as server:
            self.assertTrue(server.wait_for_scan())
        code, _, errors = run("backup", self.root / "missing" / "copy.db", "--data", self.data)
        self.assertEqual(code, 1)
        self.assertIn("cannot write the backup", errors)
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "backup", str(self.copy), "--data", str(self.data)], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
        self.assertEqual(done.returncode, 1, "whoever reads the result does not know of it")


if __name__ == "__main__":
    unittest.main()
