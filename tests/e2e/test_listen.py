"""`bonustrack listen` on a small season whose every cue and part is known (bench/sound), scored as the large sets are."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from program import PROGRAM

BENCH = pathlib.Path(__file__).resolve().parents[2] / "bench" / "sound"
PYTHON = "/usr/bin/python3"  # Debian's, which has its python3-numpy


def can_generate():
    if subprocess.run([PYTHON, "-c", "import numpy"], stderr=subprocess.DEVNULL).returncode:
        return False
    needed = {line.split()[i] for line in (BENCH / "lists" / "reduced.txt").read_text().splitlines()
              for i in ([2] if line.startswith("voices") else [1] if line.startswith(("song", "stranger")) else [])}
    return all((pathlib.Path("/var/lib/dpkg/info") / f"{package}.list").exists() for package in needed)


@unittest.skipUnless(can_generate(), "python3-numpy, or a package of bench/sound/lists/reduced.txt, is not installed: scripts/test does")
class ASmallSeason(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.scratch.cleanup)
        folder = pathlib.Path(cls.scratch.name) / "set"
        subprocess.run([PYTHON, BENCH / "generate", folder, "--list", "reduced", "--seed", "201", "--seasons", "1", "--episodes", "3", "--minutes", "2"],
                       check=True, stdout=subprocess.DEVNULL)
        scored = subprocess.run([PYTHON, BENCH / "score", folder, "--program", PROGRAM, "--no-peer", "--json"], check=True, stdout=subprocess.PIPE)
        cls.figures = json.loads(scored.stdout)["bonustrack"]
        cls.answers = [json.loads(line) for line in (folder / "answers.jsonl").read_text().splitlines()]

    def share(self, row):
        hits, of = map(int, re.search(r"(\d+)/(\d+) =[^;]*$", self.figures[row]).groups())
        return hits / of

    def test_songs_are_found_under_dialogue(self):
        self.assertGreaterEqual(self.share("story cues found"), 0.7, self.figures)

    def test_no_song_is_heard_that_does_not_play(self):
        self.assertTrue(self.figures["false cues an hour"].startswith("0.00"), self.figures)

    def test_intros_and_credits_have_their_edges(self):
        self.assertGreaterEqual(self.share("intro and credits edges within 1 s"), 0.8, self.figures)

    def test_no_skip_eats_story(self):
        self.assertTrue(self.figures["story or epilogue inside a skip"].startswith("0.0 s"), self.figures)

    def test_every_line_keeps_to_the_contract(self):
        self.assertEqual(len(self.answers), 3)
        for each in self.answers:
            for cue in each["cues"]:
                self.assertLessEqual({"song", "start", "end", "offset", "rate", "confidence"}, cue.keys())
                self.assertTrue(0 <= cue["start"] < cue["end"] <= each["duration"] + 0.1 and 0 <= cue["confidence"] <= 1, cue)
            at = 0.0
            for part in each["parts"]:
                self.assertIn(part["type"], ("recap", "intro", "credits", "epilogue", "preview"))
                self.assertTrue(at <= part["start"] < part["end"] <= each["duration"] + 0.1, each["parts"])
                at = part["end"]
            for theme in each["themes"]:
                self.assertTrue(0 <= theme["start"] < theme["end"] <= each["duration"], theme)


if __name__ == "__main__":
    sys.exit(unittest.main())
