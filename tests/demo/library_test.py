"""A finished demonstration has what its truth file says. Set BONUSTRACK_DEMO to its folder to run this."""

import functools
import json
import os
import re
import subprocess
import unittest
from fractions import Fraction
from pathlib import Path

FOLDER = os.environ.get("BONUSTRACK_DEMO")


def probe(path, *what):
    answer = subprocess.run(["ffprobe", "-v", "error", "-of", "json", *what, str(path)], capture_output=True, check=True).stdout
    return json.loads(answer)


def for_each(check):
    """Runs the check on every episode of the truth file; the one that fails is named."""

    @functools.wraps(check)
    def run(self):
        for episode in self.truth:
            with self.subTest(episode["file"]):
                check(self, episode, self.folder / episode["file"])

    return run


@unittest.skipUnless(FOLDER, "BONUSTRACK_DEMO names no demonstration")
class Library(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(FOLDER)
        cls.truth = json.loads((cls.folder / "truth.json").read_text(encoding="utf-8"))["episodes"]

    @for_each
    def test_durations_rates_and_tracks_are_as_told(self, episode, path):
        found = probe(path, "-show_format", "-show_streams")
        kinds = [s["codec_type"] for s in found["streams"]]
        self.assertEqual(kinds.count("video"), 1)
        self.assertEqual(kinds.count("audio"), episode["audio_tracks"])
        video = next(s for s in found["streams"] if s["codec_type"] == "video")
        self.assertEqual(Fraction(video["avg_frame_rate"]), Fraction(*episode["frame_rate"]))
        self.assertEqual((video["codec_name"], video["width"], video["height"]), ("h264", 1280, 720))
        self.assertGreater(video["has_b_frames"], 0)
        self.assertAlmostEqual(float(found["format"]["duration"]), episode["duration"], delta=0.15)

    @for_each
    def test_every_episode_has_korean_and_english_subtitles(self, episode, path):
        inside = {s["tags"].get("language") for s in probe(path, "-show_streams", "-select_streams", "s")["streams"]}
        beside = {p.name[len(path.stem):] for p in path.parent.iterdir() if p.name.startswith(path.stem)}
        self.assertTrue({"kor", "eng"} <= inside or {".ko.srt", ".en.vtt", ".smi"} <= beside)

    @for_each
    def test_key_frames_come_every_few_seconds(self, episode, path):
        packets = probe(path, "-show_entries", "packet=pts_time,flags", "-select_streams", "v")["packets"]
        keys = sorted(float(p["pts_time"]) for p in packets if "K" in p["flags"])
        self.assertLessEqual(max(b - a for a, b in zip(keys, keys[1:])), 4.0)

    @for_each
    def test_speech_is_heard_where_the_truth_has_lines(self, episode, path):
        line = max(episode["lines"], key=lambda x: x["end"] - x["start"])
        report = subprocess.run(
            ["ffmpeg", "-nostdin", "-ss", str(line["start"]), "-t", str(line["end"] - line["start"]), "-i", str(path), "-map", "0:a:0", "-af", "volumedetect", "-f", "null", "-"],
            capture_output=True, check=True,
        ).stderr.decode()  # fmt: skip
        self.assertGreater(float(re.search(r"mean_volume: (-?[\d.]+) dB", report).group(1)), -30)

    @for_each
    def test_songs_of_the_cues_lie_in_the_soundtrack_folder_with_tags(self, episode, path):
        album = path.parent.parent / "OST"
        own = {cue["song"] for cue in episode["cues"] if not cue["excerpt"]}
        for song in own:
            tags = probe(album / song, "-show_streams")["streams"][0]["tags"]
            self.assertEqual(tags.get("ARTIST"), "Maxstack")

    def test_artwork_and_descriptions_are_there(self):
        for series in {(self.folder / e["file"]).parent.parent for e in self.truth}:
            for name in ("tvshow.nfo", "poster.jpg", "fanart.jpg", "logo.png", "season01-poster.jpg", "theme.mp3"):
                self.assertGreater((series / name).stat().st_size, 500, name)
        for path in (self.folder / e["file"] for e in self.truth):
            self.assertTrue(path.with_suffix(".nfo").is_file())
            self.assertTrue(path.with_name(path.stem + "-thumb.jpg").is_file())


if __name__ == "__main__":
    unittest.main()
