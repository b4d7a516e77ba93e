"""What every command keeps to: results that cannot be written are no success, what is no file is refused at once, and nothing is passed over in silence."""
import os
import pathlib
import subprocess
import tempfile
import unittest

from library import make_clip
from program import PROGRAM, has_tools, run


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


class Input(unittest.TestCase):
    def test_a_pipe_is_no_file_and_nobody_waits_for_its_other_end(self):
        with tempfile.TemporaryDirectory() as folder:
            pipe = pathlib.Path(folder) / "pipe.mkv"
            os.mkfifo(pipe)
            for command in ("inspect", "listen", "cues"):
                with self.subTest(command):
                    code, out, errors = run(command, pipe, timeout=60)
                    self.assertEqual((code, out), (1, ""))
                    self.assertIn("not a regular file", errors)

    def test_a_correction_that_says_nothing_to_do_is_wrong_use(self):
        for arguments in (("--undo", "-1"), ("--undo", "0"), ("--to", "5-6"), ("--at", "5-6"), ("--part", "intro"), ("--to-title", "Rain"), ("--song", "3"),
                          ("move", "--at", "1-2", "--song", "-3", "--to", "5-6")):
            with self.subTest(arguments):
                self.assertEqual(run("correct", __file__, *arguments)[0], 2)

    def test_a_word_that_is_no_command_is_named(self):
        code, out, errors = run("bogus", __file__, "--json")
        self.assertEqual((code, out), (2, ""))
        self.assertIn('there is no command "bogus"', errors)
        self.assertIn("correct", errors, "those that there are")
        self.assertEqual(run()[0], 2)
        self.assertNotIn("no command", run("cues")[2], "that is one, but of what?")

    def test_an_address_that_is_none_is_said_before_anything_is_made(self):
        with tempfile.TemporaryDirectory() as folder:
            data = pathlib.Path(folder) / "data"
            for address in ("nowhere:8420", "127.0.0.1", "127.0.0.1:99999", "::1:8420"):
                with self.subTest(address):
                    code, _, errors = run("serve", "--listen", address, "--data", data, folder, timeout=60)
                    self.assertEqual(code, 2, errors)
                    self.assertIn(address, errors)
                    self.assertFalse(data.exists())


if __name__ == "__main__":
    unittest.main()
