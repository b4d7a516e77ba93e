"""The demonstration is heard as it was made: the server at BONUSTRACK_URL serves the one in BONUSTRACK_DEMO and has listened to all of it."""

import json
import os
import unittest
import urllib.request
from pathlib import Path

URL, FOLDER = os.environ.get("BONUSTRACK_URL"), os.environ.get("BONUSTRACK_DEMO")
SKIPPED = ("recap", "intro", "credits", "preview")


def ask(path):
    with urllib.request.urlopen(URL + path) as answer:
        return json.load(answer)


def overlap(a, b):
    return min(a["end"], b["end"]) - max(a["start"], b["start"])


@unittest.skipUnless(URL and FOLDER, "BONUSTRACK_URL and BONUSTRACK_DEMO name no served demonstration")
class Heard(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        episodes = {}
        for series in ask("/api/v1/series")["series"]:
            for season in ask(f"/api/v1/series/{series['id']}")["seasons"]:
                for episode in season["episodes"]:
                    episodes[series["title"], episode["number"]] = ask(f"/api/v1/episodes/{episode['id']}")
        truth = json.loads((Path(FOLDER) / "truth.json").read_text(encoding="utf-8"))["episodes"]
        series_of = {}
        for title, _ in episodes:
            series_of[title[-2:]] = title  # "#1", in whatever language
        cls.episodes = [(each, episodes[series_of[each["series"][-2:]], each["episode"]]) for each in truth]

    def test_nothing_that_is_skipped_reaches_into_the_story_or_the_bonus_track(self):
        for truth, heard in self.episodes:
            skippable = [part for part in truth["parts"] if part["type"] in SKIPPED]
            for part in (part for part in heard["parts"] if part["type"] in SKIPPED):
                rightly = sum(max(0, overlap(part, other)) for other in skippable)
                self.assertLess(part["end"] - part["start"] - rightly, 1, (truth["file"], part))

    def test_every_bonus_track_is_told(self):
        for truth, heard in self.episodes:
            for part in (part for part in truth["parts"] if part["type"] == "epilogue"):
                self.assertTrue(any(other["type"] == "epilogue" and abs(other["start"] - part["start"]) < 1 for other in heard["parts"]), (truth["file"], heard["parts"]))

    def test_every_recap_intro_and_credits_are_told(self):
        for truth, heard in self.episodes:
            for part in (part for part in truth["parts"] if part["type"] in ("recap", "intro", "credits")):
                self.assertTrue(any(other["type"] == part["type"] and overlap(part, other) > 0.8 * (part["end"] - part["start"]) for other in heard["parts"]), (truth["file"], part))

    def test_every_song_under_a_scene_is_named_and_nothing_else(self):
        for truth, heard in self.episodes:
            self.assertEqual({cue["song"]["kind"] for cue in heard["cues"]}, {"song"}, (truth["file"], "a theme of no file, where all music is of files"))
            named = [(cue["song"]["title"], cue) for cue in heard["cues"]]
            for cue in (cue for cue in truth["cues"] if not cue["excerpt"]):
                title = Path(cue["song"]).stem.split(" - ")[-1]
                self.assertTrue(any(title == other and overlap(cue, place) > 0.5 * (cue["end"] - cue["start"]) for other, place in named), (truth["file"], cue))


if __name__ == "__main__":
    unittest.main()
