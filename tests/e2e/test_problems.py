"""What cannot be used is told, with the reason, and nothing else suffers for it."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from library import Server, make_clip, without_pictures
from program import PROGRAM, ffmpeg, has_tools


@unittest.skipUnless(has_tools("ffmpeg"), "ffmpeg is not installed")
class Problems(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.scratch.cleanup)
        cls.clip = pathlib.Path(cls.scratch.name) / "clip.mp4"
        make_clip(cls.clip, 3)

    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(dir=self.scratch.name))
        self.drama = self.make_library("drama", "Rain")

    def make_library(self, name, series):
        season = self.root / name / series / "Season 01"
        season.mkdir(parents=True)
        shutil.copyfile(self.clip, season / f"{series} S01E01.mp4")
        return self.root / name

    def told(self, server):
        problems = server.json("/api/v1/problems")
        self.assertEqual(problems["total"], len(problems["problems"]))
        return {f"{each['library']}: {each['path']}": each["reason"] for each in problems["problems"]}

    def test_songs_pictures_subtitles_and_links_of_no_use_are_listed_with_the_reason(self):
        series = self.drama / "Rain"
        (series / "OST").mkdir()
        ffmpeg("-f", "lavfi", "-i", "sine=duration=3", series / "OST" / "fine.flac")
        (series / "OST" / "broken.flac").write_bytes(b"garbage" * 1000)
        (series / "OST" / "cut.flac").write_bytes(b"fLaC" + b"garbage" * 1000)
        (series / "OST" / "zero.mp3").touch()
        (series / "poster.jpg").write_bytes(b"garbage" * 1000)
        (series / "Season 01" / "Rain S01E01.de.srt").write_text("kaputt\n")
        (series / "Season 01" / "Rain S01E01.en.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nrain\n")
        (series / "Season 01" / "Rain S01E02.mkv").symlink_to("/nowhere/Rain S01E02.mkv")
        with Server(self.drama) as server:
            self.assertTrue(server.wait_for_scan())
            self.assertTrue(server.wait_until(lambda: len(self.told(server)) == 6), self.told(server))
            told = self.told(server)
            self.assertEqual(told.pop("drama: Rain/Season 01/Rain S01E02.mkv"), "a link to a file that is not there")
            self.assertEqual(told.pop("drama: Rain/Season 01/Rain S01E01.de.srt"), "not SubRip, WebVTT, ASS or SAMI")
            self.assertEqual(told.pop("drama: Rain/OST/broken.flac"), "it does not begin as sound of any kind does")
            self.assertEqual(told.pop("drama: Rain/OST/zero.mp3"), "the file is empty")
            self.assertEqual(told.pop("drama: Rain/poster.jpg"), "it cannot be decoded as a picture")
            heard = told.pop("drama: Rain/OST/cut.flac")
            self.assertTrue(heard)
            self.assertNotIn(str(self.root), heard)
            self.assertEqual(told, {})
            self.assertEqual(server.json("/api/v1/scan")["problems"], 6)
            shown = server.json("/api/v1/series")["series"][0]
            details = server.json(f"/api/v1/series/{shown['id']}")
            for each in (shown, details):
                self.assertTrue(each["artwork"].get("poster", {"of_film": True}).get("of_film"), "if there is one yet, it is of the film")
            episode = server.json(f"/api/v1/episodes/{details['seasons'][0]['episodes'][0]['id']}")
            self.assertEqual([s["language"] for s in episode["subtitles"]], ["en"])
            self.assertEqual([(t["file"], t["reason"], t["reason_code"]) for t in episode["tracks"] if not t["carried"]],
                             [("Rain S01E01.de.srt", "not SubRip, WebVTT, ASS or SAMI", "damaged")])
            self.assertNotIn('LANGUAGE="de"', server.request(episode["hls"])[2].decode())
            self.assertNotIn('lang="de"', server.request(episode["dash"])[2].decode())

    def test_a_library_that_is_away_is_a_problem_of_that_library_until_it_is_back(self):
        movies = self.make_library("movies", "Snow")
        with Server(self.drama, movies, options=["--no-analysis"]) as server:
            # Both: a library that goes while it is being read tells of its files, too.
            self.assertTrue(server.wait_until(lambda: len(server.json("/api/v1/series")["series"]) == 2))
            self.assertTrue(server.wait_for_scan())
            self.assertEqual(self.told(server), {})
            away = self.root / "unplugged"
            os.rename(movies, away)
            server.request("/api/v1/scan", "POST", {"Content-Type": "application/json"})
            self.assertTrue(server.wait_until(lambda: self.told(server)))
            self.assertEqual(self.told(server), {"movies: ": "the library folder cannot be opened: No such file or directory; what it held before is kept"})
            movies.mkdir()
            server.request("/api/v1/scan", "POST", {"Content-Type": "application/json"})
            self.assertTrue(server.wait_until(lambda: self.told(server) == {"movies: ": "the library folder is empty; what it held before is kept"}), self.told(server))
            movies.rmdir()
            os.rename(away, movies)
            server.request("/api/v1/scan", "POST", {"Content-Type": "application/json"})
            self.assertTrue(server.wait_until(lambda: not self.told(server)))

    def test_one_disk_that_is_not_there_takes_no_other_library_with_it(self):
        movies, data = self.make_library("movies", "Snow"), self.root / "data"
        quiet = ["--no-analysis"]
        titles = lambda server: sorted(each["title"] for each in server.json("/api/v1/series")["series"])
        with Server(self.drama, movies, data=data, options=quiet) as server:
            self.assertTrue(server.wait_until(lambda: titles(server) == ["Rain", "Snow"]))
            before = without_pictures(server.json("/api/v1/series")["series"])
        away = self.root / "unplugged"
        os.rename(movies, away)
        with Server(self.drama, movies, data=data, options=quiet) as server:
            self.assertTrue(server.wait_for_scan())
            self.assertEqual(without_pictures(server.json("/api/v1/series")["series"]), before, "what is known of it is kept")
            self.assertIn("movies: ", self.told(server))
            self.assertTrue(server.wait_until(lambda: "movies: cannot be opened" in server.errors()), server.errors())
            os.rename(away, movies)
            server.request("/api/v1/scan", "POST", {"Content-Type": "application/json"})
            self.assertTrue(server.wait_until(lambda: not self.told(server)))
            shutil.copytree(movies / "Snow", movies / "Fog")
            os.rename(movies / "Fog" / "Season 01" / "Snow S01E01.mp4", movies / "Fog" / "Season 01" / "Fog S01E01.mp4")
            self.assertTrue(server.wait_until(lambda: titles(server) == ["Fog", "Rain", "Snow"]), "it is watched from then on")

    def test_libraries_none_of_which_is_there_are_a_slip_of_the_pen(self):
        done = subprocess.run([PROGRAM, "serve", "--listen", "127.0.0.1:0", "--data", self.root / "data", self.root / "nowhere", self.root / "neither"],
                              capture_output=True, check=False, timeout=60)
        self.assertEqual(done.returncode, 2)
        self.assertIn(str(self.root / "nowhere"), done.stderr.decode())
        self.assertFalse((self.root / "data").exists())


if __name__ == "__main__":
    print("testing", PROGRAM)
    unittest.main()
