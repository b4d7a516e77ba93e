"""What every command keeps to: results that cannot be written are no success."""
import os
import pathlib
import subprocess
import tempfile
import unittest

from library import make_clip
from program import PROGRAM, has_tools


@unittest.skipUnless(has_tools("ffmpeg"), "ffmpeg is not installed")
class Output(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.root = pathlib.Path(scratch.name)
        cls.clip = cls.root / "Rain S01E01.mp4"
        make_clip(cls.clip, 4)

    def commands(self, name):
        """One of each kind; all find something to print, some much."""
        return (("inspect", self.clip, "--json"), ("inspect", self.clip, "--samples"), ("listen", self.clip, "--json"), ("cues", self.clip, "--data", self.root),
                ("package", self.clip, self.root / name, "--json"), ("--help",), ("--version",))

    def run_into(self, output, arguments):
        done = subprocess.run([PROGRAM, *map(str, arguments)], stdout=output, stderr=subprocess.PIPE, timeout=600, check=False)
        return done.returncode, done.stderr.decode()

    def test_a_result_that_cannot_be_written_is_no_success(self):
        for arguments in self.commands("full"):
            with self.subTest(arguments), open("/dev/full", "wb") as full:
                code, errors = self.run_into(full, arguments)
                self.assertEqual(code, 1, errors)
                self.assertIn("the result could not be written to standard output", errors)

    def test_a_reader_that_leaves_is_no_failure_and_nothing_is_said_of_it(self):
        for arguments in self.commands("left"):
            with self.subTest(arguments):
                reader, writer = os.pipe()
                os.close(reader)
                code, errors = self.run_into(writer, arguments)
                os.close(writer)
                self.assertEqual(code, 0)
                self.assertNotIn("standard output", errors)


if __name__ == "__main__":
    unittest.main()
