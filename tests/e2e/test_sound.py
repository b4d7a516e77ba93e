"""What is heard, through the real server: songs found in the background, corrected by hand, told as cue sheets; killed, restarted, short of room."""
import csv
import functools
import io
import json
import os
import pathlib
import random
import shutil
import signal
import tempfile
import time
import unittest
import xml.etree.ElementTree

import music
from library import Server
from program import ffmpeg, has_tools, run
from test_disk_full import SmallDisk, can_mount

#: Seconds before something counts as never happening: listening gets what others leave of the processor.
PATIENCE = 900
KILLS = int(os.environ.get("BONUSTRACK_KILLS", "10"))


class Material:
    """Two songs and a season of two episodes: Rain sounds from 20 to 50 s of the first, Sea in the second."""

    def __init__(self, root):
        self.root = root
        vars(self).update(made())

    def library(self, name, with_sea=False):
        library = self.root / name
        season = library / "Wave" / "Season 01"
        season.mkdir(parents=True)
        shutil.copy(self.first, season / "Wave S01E01.mkv")
        shutil.copy(self.second, season / "Wave S01E02.mp4")
        (library / "Wave" / "OST").mkdir()
        shutil.copy(self.rain_file, library / "Wave" / "OST" / "01 - Rain.flac")
        if with_sea:
            self.add_sea(library)
        return library

    def add_sea(self, library):
        shutil.copy(self.sea_file, library / "Wave" / "OST" / "02 - Sea.mp3")


@functools.cache
def made():
    """What all libraries here are made of, once: nobody changes it. Each has copies of the files."""
    scratch = tempfile.TemporaryDirectory()
    unittest.addModuleCleanup(scratch.cleanup)
    root = pathlib.Path(scratch.name)
    rain, sea = music.song(1, 40), music.song(2, 40)
    first = music.mix(music.voices(11, 75), rain, at=20, offset=5, length=30)
    second = music.mix(music.voices(12, 75), sea, at=30, offset=0, length=25)
    return {
        "first": music.write_episode(first, root / "first.mkv", root), "second": music.write_episode(second, root / "second.mp4", root),
        "rain_file": music.write_song(rain, root / "rain.flac", root, title="=Rain", artist="The Band", composer="Kim", ISRC="KRA401100051"),
        "sea_file": music.write_song(sea, root / "sea.mp3", root, title="Sea"),
    }


class Listening(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.root = pathlib.Path(scratch.name)
        cls.material = Material(cls.root)

    def start(self, *arguments, **options):
        server = Server(*arguments, **options)
        server.__enter__()
        self.addCleanup(server.__exit__)
        return server

    def wait_until_heard(self, server, songs=1):
        """Until every episode is heard with that many songs known."""
        def is_heard():
            analysis = server.json("/api/v1/analysis")
            return (analysis["state"] == "idle" and analysis["songs_done"] == songs and analysis["seasons_total"] == 1
                    and analysis["seasons_done"] == 1 and all(e["sound"] == "heard" for e in self.episodes(server)))
        self.assertTrue(server.wait_until(is_heard, PATIENCE), f"{server.json('/api/v1/analysis')} {server.errors()}")

    def series(self, server):
        series = server.json("/api/v1/series")["series"]
        return series[0]["id"] if series else None

    def episodes(self, server):
        series = self.series(server)
        return server.json(f"/api/v1/series/{series}")["seasons"][0]["episodes"] if series else []

    def episode(self, server, number):
        return server.json(f"/api/v1/episodes/{self.episodes(server)[number - 1]['id']}")

    def cues(self, server, number):
        """Those that the machine is sure of; struck chords by chance have a short likeness now and then."""
        return [c for c in self.episode(server, number)["cues"] if c["confidence"] >= 0.5]

    def post(self, server, path, value, method="POST", **headers):
        body = json.dumps(value).encode() if value is not None else None
        return server.request(path, method=method, headers={"Content-Type": "application/json", **headers}, body=body)

    def answers(self, server):
        """Everything the machine heard, without ids."""
        return [[(c["song"]["title"], c["start"], c["end"], c["offset"], c["level"]) for c in self.cues(server, number)] for number in (1, 2)]


@unittest.skipUnless(has_tools("ffmpeg"), "ffmpeg is not installed")
class Heard(Listening):
    def test_a_song_is_found_named_and_listed_with_its_uses(self):
        server = self.start(self.material.library("found"))
        self.wait_until_heard(server)
        cue, = self.cues(server, 1)
        self.assertEqual((cue["song"]["kind"], cue["song"]["title"], cue["song"]["artist"], cue["source"]), ("song", "=Rain", "The Band", "machine"))
        self.assertAlmostEqual(cue["start"], 20, delta=1.5)
        self.assertAlmostEqual(cue["end"], 50, delta=1.5)
        self.assertAlmostEqual(cue["offset"] - (cue["start"] - 20), 5, delta=0.5)
        self.assertEqual(self.cues(server, 2), [], "nobody knows that song")
        self.assertEqual(self.episodes(server)[0]["song_count"], 1)

        song = server.json(f"/api/v1/songs/{cue['song']['id']}")
        self.assertLessEqual({"tempo", "key"}, song.keys())
        self.assertEqual((song["uses"], song["tags"]["composer"], song["tags"]["isrc"]), (len(song["cues"]), "Kim", "KRA401100051"))
        self.assertEqual((song["cues"][0]["episode"]["number"], song["cues"][0]["start"]), (1, cue["start"]))
        self.assertEqual([s["title"] for s in server.json(f"/api/v1/series/{self.series(server)}/songs")["songs"]], ["=Rain"])
        analysis = server.json("/api/v1/analysis")
        self.assertAlmostEqual(analysis["listened"], 150, delta=1)
        self.assertGreater(analysis["speed"], 1)

    def test_a_new_album_is_matched_without_listening_again(self):
        library = self.material.library("album")
        server = self.start(library)
        self.wait_until_heard(server)
        listened = server.json("/api/v1/analysis")["listened"]
        self.material.add_sea(library)
        self.assertTrue(server.wait_until(lambda: self.cues(server, 2), PATIENCE), server.json("/api/v1/analysis"))
        cue, = self.cues(server, 2)
        self.assertAlmostEqual(cue["start"], 30, delta=1.5)
        self.assertEqual(server.json("/api/v1/analysis")["listened"], listened)

    def test_music_that_returns_without_a_file_is_a_theme_and_keeps_its_name(self):
        library = self.material.library("themes")
        season = library / "Wave" / "Season 01"
        moon = music.song(3, 40)
        for number, at in ((3, 10), (4, 35), (5, 22)):
            bed = music.mix(music.voices(20 + number, 75), moon, at=at, offset=2, length=30)
            music.write_episode(bed, season / f"Wave S01E0{number}.mkv", self.root)
        server = self.start(library)
        self.wait_until_heard(server)
        themes = f"/api/v1/series/{self.series(server)}/themes"
        theme, = server.json(themes)["themes"]
        self.assertEqual((theme["title"], theme["name"], theme["uses"]), ("Theme A", "", 3))
        cue, = self.cues(server, 4)
        self.assertEqual((cue["song"]["kind"], cue["song"]["theme"], cue["song"]["id"]), ("theme", theme["id"], None))
        self.assertIn(f"Theme A (--theme {theme['id']})\n", run("correct", library / "Wave" / "Season 01" / "Wave S01E04.mkv", "--data", server.data)[1])
        self.assertAlmostEqual(cue["start"], 35, delta=2)
        self.assertEqual(self.post(server, f"/api/v1/themes/{theme['id']}", {"name": "The moon"})[0], 200)
        self.assertEqual(self.post(server, f"/api/v1/themes/{theme['id']}", {"name": "x" * 300})[0], 400)
        self.assertEqual(self.post(server, f"/api/v1/themes/{theme['id']}", {"name": "evil"}, Origin="http://evil.example")[0], 403)
        self.assertEqual(self.cues(server, 5)[0]["song"]["title"], "The moon")
        (season / "Wave S01E04.mkv").unlink()
        self.material.add_sea(library)
        self.assertTrue(server.wait_until(lambda: self.cues(server, 2), PATIENCE))
        self.assertEqual([(t["id"], t["title"], t["uses"]) for t in server.json(themes)["themes"]], [(theme["id"], "The moon", 2)])

    def test_loudness_is_told_for_each_second(self):
        server = self.start(self.material.library("loudness"))
        self.wait_until_heard(server)
        sound = server.json(f"/api/v1/episodes/{self.episodes(server)[0]['id']}/sound")
        self.assertEqual((sound["stage"], sound["reason"]), ("heard", ""))
        energy = sound["loudness"]["energy"]
        self.assertAlmostEqual(len(energy), 75, delta=1)
        self.assertGreater(min(energy[25:45]), max(energy[5:15]), "the song is louder than the voices before it")
        self.assertLess(sound["loudness"]["integrated"], 0)
        for stretch in sound["loudness"]["stretches"]:
            self.assertIn(stretch["type"], ("calm", "intense"))
            self.assertTrue(0 <= stretch["start"] < stretch["end"] <= sound["loudness"]["duration"], stretch)

    def test_cue_sheets_hold_what_was_heard(self):
        server = self.start(self.material.library("sheets", with_sea=True))
        self.wait_until_heard(server, songs=2)
        status, headers, body = server.request(f"/api/v1/series/{self.series(server)}/seasons/1/cue-sheet?format=csv")
        self.assertEqual((status, headers.get_content_type()), (200, "text/csv"))
        self.assertEqual(headers["Content-Disposition"], 'attachment; filename="cue-sheet-S01.csv"')
        rows = [r for r in csv.DictReader(io.StringIO(body.decode("utf-8"), newline="")) if float(r["confidence"]) >= 0.5]
        self.assertEqual([(r["production"], r["episode"], r["title"]) for r in rows], [("Wave", "1", "'=Rain"), ("Wave", "2", "Sea")])
        self.assertEqual((rows[0]["composer"], rows[0]["isrc"], rows[0]["usage"]), ("Kim", "KRA401100051", "feature"))
        first = self.episodes(server)[0]["id"]
        self.assertIn("001  RAIN     AA    C        00:00:0", server.request(f"/api/v1/episodes/{first}/cue-sheet?format=edl")[2].decode())
        season = server.request(f"/api/v1/series/{self.series(server)}/seasons/1/cue-sheet?format=edl")[2].decode()
        self.assertRegex(season, r"^TITLE: Wave S01\nFCM: NON-DROP FRAME\n\n001  E01RAIN  AA ")
        self.assertEqual((season.count("TITLE:"), season.count("FCM:")), (1, 1))
        self.assertEqual(server.request(f"/api/v1/episodes/{first}/cue-sheet?format=pdf")[0], 400)
        self.assertEqual(server.request(f"/api/v1/series/{self.series(server)}/seasons/1/cue-sheet?format=kodi")[0], 400)
        self.assertEqual(server.request(f"/api/v1/series/{self.series(server)}/seasons/7/cue-sheet")[0], 404)

    def test_the_command_listens_or_takes_what_the_server_heard(self):
        library = self.material.library("command")
        season = library / "Wave" / "Season 01"
        code, out, errors = run("cues", season, "--songs", library / "Wave" / "OST", timeout=PATIENCE)
        self.assertEqual(code, 0, errors)
        row, = (r for r in csv.DictReader(io.StringIO(out, newline="")) if float(r["confidence"]) >= 0.5)
        self.assertEqual((row["production"], row["season"], row["episode"], row["title"], row["composer"], row["source"]), ("Wave", "1", "1", "'=Rain", "Kim", "machine"))
        self.assertRegex(row["in"], r"^00:00:(19|20|21)\.")

        server = self.start(library)
        self.wait_until_heard(server)
        path = f"/api/v1/episodes/{self.episodes(server)[0]['id']}/corrections"
        machine, = self.cues(server, 1)
        self.assertEqual(self.post(server, path, {"action": "rename", "cue": machine, "to": {"song": {"title": "Moon"}}})[0], 201)
        code, out, errors = run("cues", season, "--data", server.data, "--json")
        self.assertEqual((code, errors), (0, ""))
        sheets = json.loads(out)["episodes"]
        self.assertEqual([(e["episode"], [c["title"] for c in e["cues"] if c["confidence"] >= 0.5]) for e in sheets], [(1, ["Moon"]), (2, [])])
        self.assertEqual(run("cues", season, "--data", server.data, "--format", "kodi")[0], 2)
        code, out, _ = run("cues", season / "Wave S01E01.mkv", "--data", server.data, "--format", "ffmetadata")
        self.assertEqual(code, 0)
        self.assertRegex(out, r"^;FFMETADATA1\n\[CHAPTER\]\nTIMEBASE=1/1000\nSTART=0\nEND=75\d\d\d\ntitle=Story\n$")
        self.assertEqual(run("cues", season / "none.mkv")[0], 1)
        self.assertEqual(run("cues", season, "--fps", "fast", "--data", server.data)[0], 2)

    def test_music_that_sounds_once_stands_once_whatever_episodes_and_versions_have_it(self):
        library = self.root / "double"
        season, elsewhere = library / "Wave" / "Season 01", library / "Tide" / "Season 01"
        for folder in (season, elsewhere, library / "Wave" / "OST"):
            folder.mkdir(parents=True)
        shutil.copy(self.material.first, season / "Wave S01E01-E02.mkv")
        shutil.copy(self.material.second, season / "Wave S01E03 - 1080p.mp4")
        shutil.copy(self.material.second, season / "Wave S01E03 - 720p.mp4")
        shutil.copy(self.material.first, elsewhere / "Tide S01E01.mkv")
        for name, song in (("01 - Rain.flac", self.material.rain_file), ("02 - Sea.mp3", self.material.sea_file)):
            shutil.copy(song, library / "Wave" / "OST" / name)
        sure = lambda sheets: [(e["production"], e["episode"], e["last_episode"], [c["title"] for c in e["cues"] if c["confidence"] >= 0.5]) for e in sheets["episodes"]]
        expected = [("Wave", 1, 2, ["=Rain"]), ("Wave", 3, None, ["Sea"])]
        code, out, errors = run("cues", season, "--songs", library / "Wave" / "OST", "--json", timeout=PATIENCE)
        self.assertEqual((code, sure(json.loads(out))), (0, expected), errors)

        server = self.start(library)
        is_heard = lambda: server.json("/api/v1/analysis")["seasons_done"] == 2 and server.json("/api/v1/analysis")["state"] == "idle"
        self.assertTrue(server.wait_until(is_heard, PATIENCE), server.errors())
        code, out, errors = run("cues", season, "--data", server.data, "--json")
        self.assertEqual((code, sure(json.loads(out)), errors), (0, expected, ""))
        code, out, errors = run("cues", elsewhere / "Tide S01E01.mkv", "--data", server.data, "--json")
        self.assertEqual((code, sure(json.loads(out)), errors), (0, [("Tide", 1, None, ["=Rain"])], ""), "the episode is the one at the place that is named")
        series = {s["title"]: s["id"] for s in server.json("/api/v1/series")["series"]}["Wave"]
        sheet = json.loads(server.request(f"/api/v1/series/{series}/seasons/1/cue-sheet?format=json")[2])
        self.assertEqual(sure(sheet), expected)
        rain = next(s["id"] for s in server.json("/api/v1/songs")["songs"] if s["title"] == "=Rain")
        in_wave = [c for c in server.json(f"/api/v1/songs/{rain}")["cues"] if c["series"]["id"] == series and c["confidence"] >= 0.5]
        self.assertEqual([c["episode"]["number"] for c in in_wave], [1])

    def test_listening_explains_itself_in_words_and_pictures(self):
        library = self.material.library("explained")
        season, folder = library / "Wave" / "Season 01", library / "why"
        code, out, errors = run("listen", season, "--songs", library / "Wave" / "OST", "--json", "--explain", folder, timeout=PATIENCE)
        self.assertEqual(code, 0, errors)
        cues = [cue for line in out.splitlines() for cue in json.loads(line)["cues"]]
        self.assertTrue(cues)
        for cue in cues:
            self.assertRegex(cue["explanation"], r"\d+ of the \d+ landmarks")
            picture = xml.etree.ElementTree.parse(cue["picture"]).getroot()
            self.assertEqual(picture.tag, "{http://www.w3.org/2000/svg}svg")
            self.assertGreater(len(list(picture.iter("{http://www.w3.org/2000/svg}circle"))), 50)
        self.assertEqual(len(list(folder.rglob("*.svg"))), len(cues))

    def test_seasons_that_are_called_the_same_are_told_apart(self):
        library = self.material.library("apart")
        first, folder = library / "Wave" / "Season 01", library / "why"
        second = library / "Tide" / "Season 01"
        shutil.copytree(first, second)
        code, out, errors = run("listen", first, second, "--songs", library / "Wave" / "OST", "--json", "--explain", folder, timeout=PATIENCE)
        self.assertEqual(code, 0, errors)
        lines = [json.loads(line) for line in out.splitlines()]
        self.assertEqual([line["file"] for line in lines], [str(each) for season in (first, second) for each in sorted(season.iterdir())])
        pictures = [cue["picture"] for line in lines for cue in line["cues"]]
        self.assertEqual(len(set(pictures)), len(pictures))
        self.assertEqual(sorted(pictures), sorted(map(str, folder.rglob("*.svg"))))

    def test_odd_files_have_clear_outcomes_whatever_the_threads_and_the_order(self):
        library = self.material.library("odd")
        season, songs, nothing = library / "Wave" / "Season 01", library / "Wave" / "OST", library / "nothing"
        nothing.mkdir()
        shutil.copy(songs / "01 - Rain.flac", songs / "99 - A copy.flac")
        (songs / "02 - Broken.flac").write_bytes(b"fLaC" + bytes(500))
        (season / "Wave S01E03.mkv").write_text("no film at all")
        whole = self.material.first.read_bytes()
        (season / "Wave S01E04.mkv").write_bytes(whole[:len(whole) * 2 // 3])
        music.write_episode(music.voices(1, 20, level=0), season / "Wave S01E05.mkv", self.root)

        files = sorted(season.iterdir())
        answers = []
        for paths, threads in ((files, "1"), (files[::-1], "3")):
            code, out, errors = run("listen", *paths, "--songs", songs, "--json", "--threads", threads, "--no-cache", timeout=PATIENCE)
            self.assertEqual(code, 1, "one file could not be heard")
            self.assertIn("S01E05.mkv is silent from beginning to end", errors)
            self.assertIn("02 - Broken.flac cannot be used as a song", errors)
            answers.append(sorted(out.splitlines()))
        self.assertEqual(*answers)
        first, _, broken, short, silent = (json.loads(line) for line in sorted(answers[0], key=lambda line: pathlib.Path(json.loads(line)["file"]).name))
        self.assertIn("error", broken)
        self.assertEqual(silent["cues"], [])
        for each in (first, short):
            self.assertEqual({c["song"] for c in each["cues"] if c["confidence"] >= 0.5}, {"01 - Rain.flac"}, "of two copies the first is named")
        self.assertLess(short["duration"], 60)

        code, out, errors = run("listen", files[0], "--songs", nothing, "--json", timeout=PATIENCE)
        self.assertEqual((code, json.loads(out)["cues"]), (0, []), errors)
        self.assertIn("has no songs", errors)

    def test_it_can_be_switched_off(self):
        server = self.start(self.material.library("off"), options=["--no-analysis"])
        self.assertTrue(server.wait_for_scan())
        self.assertEqual(server.json("/api/v1/analysis")["state"], "off")
        self.assertEqual([e["sound"] for e in self.episodes(server)], ["waiting", "waiting"])
        status, headers, _ = server.request(f"/api/v1/episodes/{self.episodes(server)[0]['id']}/cue-sheet")
        self.assertEqual((status, headers.get_content_type()), (409, "application/problem+json"))


@unittest.skipUnless(has_tools("ffmpeg"), "ffmpeg is not installed")
class Corrected(Listening):
    def test_what_a_person_says_stands_until_it_is_taken_back(self):
        library = self.material.library("corrected")
        server = self.start(library)
        self.wait_until_heard(server)
        path = f"/api/v1/episodes/{self.episodes(server)[0]['id']}/corrections"
        machine, = self.cues(server, 1)
        status, _, body = self.post(server, path, {"action": "move", "cue": machine, "to": {"start": 21, "end": 49}})
        self.assertEqual(status, 201, body)
        moved, = json.loads(body)["cues"]
        self.assertEqual((moved["start"], moved["end"], moved["source"], moved["song"]["id"]), (21, 49, "hand", machine["song"]["id"]))
        self.assertAlmostEqual(moved["offset"], machine["offset"] + 21 - machine["start"], delta=0.01)
        status, _, body = self.post(server, path, {"action": "add", "part": {"type": "epilogue", "start": 60, "end": 75}})
        self.assertEqual(status, 201, body)
        self.assertEqual([(e["has_epilogue"]) for e in self.episodes(server)], [True, False])

        # Everything is heard again with another song; both corrections stand.
        self.material.add_sea(library)
        self.assertTrue(server.wait_until(lambda: self.cues(server, 2), PATIENCE))
        self.assertEqual(self.cues(server, 1), [moved])
        self.assertEqual([(p["type"], p["start"], p["end"], p["source"]) for p in self.episode(server, 1)["parts"]], [("epilogue", 60, 75, "hand")])

        for correction in server.json(path)["corrections"]:
            self.assertEqual(server.request(f"{path}/{correction['id']}", method="DELETE")[0], 200)
        self.assertEqual(self.cues(server, 1), [machine])
        self.assertEqual(self.episode(server, 1)["parts"], [])
        self.assertEqual(server.request(f"{path}/1", method="DELETE")[0], 404)

    def test_the_command_line_corrects_what_a_running_server_shows(self):
        library = self.material.library("by-command")
        server = self.start(library)
        self.wait_until_heard(server)
        file = library / "Wave" / "Season 01" / "Wave S01E01.mkv"
        machine, = self.cues(server, 1)
        song = str(machine["song"]["id"])
        self.assertIn(f"=Rain (--song {song})\n", run("correct", file, "--data", server.data)[1], "as the options name it")
        self.assertEqual(run("correct", file, "--data", server.data, "--json")[0], 0)
        code, out, errors = run("correct", file, "move", "--song", song, "--at", f"{machine['start']}-{machine['end']}", "--to", "0:21-0:49", "--data", server.data, "--json")
        self.assertEqual(code, 0, errors)
        self.assertEqual(json.loads(out)["cues"], self.cues(server, 1))
        self.assertEqual([(c["start"], c["source"]) for c in self.cues(server, 1)], [(21, "hand")])
        self.assertEqual(run("correct", file, "rename", "--song", song, "--at", "21-49", "--to-title", "Moon", "--data", server.data)[0], 0)
        self.assertEqual(self.cues(server, 1)[0]["song"]["title"], "Moon")
        code, out, errors = run("correct", file, "--data", server.data)
        self.assertEqual(code, 0, errors)
        self.assertIn("correction 2: rename =Rain 21.00-49.00 to Moon", out.splitlines())
        for number in (2, 1):
            self.assertEqual(run("correct", file, "--undo", str(number), "--data", server.data)[0], 0)
        self.assertEqual(self.cues(server, 1), [machine])
        for wrong in (["add", "--part", "intro", "--at", "10-5"], ["add", "--part", "outro", "--at", "1-5"], ["add", "--part", "intro", "--at", "x-5"], ["sing", "--at", "1-2"], ["add"]):
            self.assertEqual(run("correct", file, *wrong, "--data", server.data)[0], 2, wrong)
        for options, missing in ((["add", "--at", "1-2"], "--part, --song, --theme or --title"), (["move", "--song", song, "--at", "1-2"], "--to START-END"),
                                 (["rename", "--song", song, "--at", "1-2"], "--to-song, --to-theme or --to-title"), (["rename", "--part", "intro", "--at", "1-2"], "--to-part")):
            code, _, errors = run("correct", file, *options, "--data", server.data)
            self.assertEqual(code, 2, errors)
            self.assertIn(missing, errors)
        code, _, errors = run("correct", self.material.rain_file, "--data", server.data)
        self.assertEqual(code, 1, "that is no episode")
        self.assertIn(str(self.material.rain_file), errors)

    def test_what_is_not_there_cannot_be_corrected_but_added(self):
        library = self.material.library("not-there")
        server = self.start(library)
        self.wait_until_heard(server)
        path = f"/api/v1/episodes/{self.episodes(server)[0]['id']}/corrections"
        file = library / "Wave" / "Season 01" / "Wave S01E01.mkv"
        machine, = self.cues(server, 1)
        epilogue, moon = {"type": "epilogue", "start": 5, "end": 6}, {"song": {"title": "Moon"}, "start": machine["start"], "end": machine["end"]}
        for wrong in ({"action": "move", "part": epilogue, "to": {"start": 6, "end": 8}}, {"action": "delete", "part": epilogue}, {"action": "confirm", "cue": moon},
                      {"action": "rename", "cue": moon, "to": {"song": {"title": "Sun"}}}):
            with self.subTest(wrong):
                status, _, body = self.post(server, path, wrong)
                self.assertEqual(status, 404, body)
                self.assertRegex(json.loads(body)["detail"], "^there is no such (cue|part) there: ")
        code, out, errors = run("correct", file, "rename", "--title", "foo", "--at", "0-1", "--to-title", "bar", "--data", server.data)
        self.assertEqual((code, out), (1, ""))
        self.assertIn("there is no such cue there: nothing sounds at 0.00-1.00", errors)
        self.assertEqual((server.json(path)["corrections"], self.cues(server, 1), self.episode(server, 1)["parts"]), ([], [machine], []))

        self.assertEqual(self.post(server, path, {"action": "add", "part": epilogue})[0], 201)
        self.assertEqual(self.post(server, path, {"action": "move", "part": epilogue, "to": {"start": 60, "end": 75}})[0], 201, "what was added is there")

    def test_a_song_without_a_cue_is_still_named_where_it_was_deleted(self):
        server = self.start(self.material.library("deleted"))
        self.wait_until_heard(server)
        path = f"/api/v1/episodes/{self.episodes(server)[0]['id']}/corrections"
        machine, = self.cues(server, 1)
        self.assertEqual(self.post(server, path, {"action": "delete", "cue": machine})[0], 201)
        self.assertEqual(self.cues(server, 1), [])
        self.assertEqual(self.episodes(server)[0]["song_count"], self.episode(server, 1)["song_count"])
        correction, = server.json(path)["corrections"]
        self.assertEqual((correction["was"]["song"]["title"], correction["was"]["song"]["id"]), ("=Rain", machine["song"]["id"]))

    def test_other_tags_in_a_film_and_in_a_song_take_no_correction_away(self):
        library = self.material.library("retagged")
        server = self.start(library)
        self.wait_until_heard(server)
        path = f"/api/v1/episodes/{self.episodes(server)[0]['id']}/corrections"
        machine, = self.cues(server, 1)
        self.assertEqual(self.post(server, path, {"action": "move", "cue": machine, "to": {"start": 21, "end": 49}})[0], 201)
        for file in (library / "Wave" / "Season 01" / "Wave S01E01.mkv", library / "Wave" / "OST" / "01 - Rain.flac"):
            retagged = self.root / f"retagged{file.suffix}"
            ffmpeg("-i", file, "-map", "0", "-c", "copy", "-metadata", "title=New name", retagged)
            os.replace(retagged, file)
        shown = lambda: [(c["song"]["title"], c["start"], c["end"], c["source"]) for c in self.cues(server, 1)]
        self.assertTrue(server.wait_until(lambda: shown() == [("New name", 21, 49, "hand")], PATIENCE), f"{shown()} {server.errors()}")
        self.wait_until_heard(server)
        self.assertEqual(shown(), [("New name", 21, 49, "hand")])

    def test_a_cue_can_get_another_song_or_a_title_of_its_own(self):
        server = self.start(self.material.library("renamed", with_sea=True))
        self.wait_until_heard(server, songs=2)
        path = f"/api/v1/episodes/{self.episodes(server)[0]['id']}/corrections"
        machine, = self.cues(server, 1)
        sea = next(s["id"] for s in server.json("/api/v1/songs")["songs"] if s["title"] == "Sea")
        self.assertEqual(self.post(server, path, {"action": "rename", "cue": machine, "to": {"song": {"id": sea}}})[0], 201)
        renamed, = self.cues(server, 1)
        self.assertEqual((renamed["song"]["title"], renamed["start"]), ("Sea", machine["start"]))
        self.assertEqual(server.json(f"/api/v1/songs/{sea}")["uses"], 2)
        self.assertEqual(self.post(server, path, {"action": "rename", "cue": renamed, "to": {"song": {"title": "달"}}})[0], 201)
        self.assertEqual([(c["song"]["kind"], c["song"]["title"]) for c in self.cues(server, 1)], [("named", "달")])
        self.assertEqual(server.json(f"/api/v1/songs/{sea}")["uses"], 1)

    def test_nonsense_and_other_sites_are_refused(self):
        server = self.start(self.material.library("refused"), options=["--no-analysis"])
        self.assertTrue(server.wait_for_scan())
        path = f"/api/v1/episodes/{self.episodes(server)[0]['id']}/corrections"
        good = {"action": "add", "part": {"type": "intro", "start": 0, "end": 10}}
        host = server.url.split("//")[1]
        for headers in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": f"http://{host}.evil.example"}, {"Sec-Fetch-Site": "cross-site"},
                        {"Sec-Fetch-Site": "same-site", "Origin": f"http://{host}"}):
            with self.subTest(headers):
                status, answer, _ = self.post(server, path, good, **headers)
                self.assertEqual((status, answer.get_content_type()), (403, "application/problem+json"))
                self.assertEqual(server.request(f"{path}/1", method="DELETE", headers=headers)[0], 403)
        self.assertEqual(server.request(path, method="POST", headers={"Content-Type": "text/plain"}, body=json.dumps(good).encode())[0], 400)
        for bad in ({}, [], {"action": "sing"}, {"action": "add"}, {"action": "add", "part": {"type": "outro", "start": 0, "end": 1}},
                    {"action": "add", "part": {"type": "intro", "start": 5, "end": 5}}, {"action": "add", "part": {"type": "intro", "start": -1, "end": 5}},
                    {"action": "add", "part": {"type": "intro", "start": "0", "end": 5}}, {"action": "add", "part": {"type": "intro", "start": 0, "end": 1e300}},
                    {"action": "move", "part": good["part"]}, {"action": "rename", "part": good["part"], "to": {"type": "intro"}},
                    {"action": "add", "cue": {"song": {"id": 999}, "start": 0, "end": 5}}, {"action": "add", "cue": {"song": {"theme": 999}, "start": 0, "end": 5}},
                    {"action": "add", "cue": {"song": {"title": " "}, "start": 0, "end": 5}}, {"action": "add", "cue": {"song": {"content": "x"}, "start": 0, "end": 5}},
                    {"action": "add", "cue": {"song": {"content": "0" * 32}, "start": 0, "end": 5}},
                    {"action": "add", "cue": {"song": {}, "start": 0, "end": 5}, "part": good["part"]}):
            with self.subTest(bad):
                self.assertEqual(self.post(server, path, bad)[0], 400)
        self.assertEqual(server.json(path)["corrections"], [])
        status, _, body = self.post(server, path, {"action": "delete", "part": good["part"]})
        self.assertEqual(status, 404, "nobody listens here")
        self.assertIn("nothing was heard of it yet", json.loads(body)["detail"])
        self.assertEqual(self.post(server, path, good, Origin=f"http://{host}", **{"Sec-Fetch-Site": "same-origin"})[0], 201)
        self.assertEqual(server.request("/api/v1/themes/1", method="POST", headers={"Content-Type": "application/json"}, body=b'{"name": "x"}')[0], 404)


@unittest.skipUnless(has_tools("ffmpeg"), "ffmpeg is not installed")
class Interrupted(Listening):
    def test_a_killed_server_goes_on_where_it_was_and_loses_nothing(self):
        library = self.material.library("killed", with_sea=True)
        undisturbed = self.start(library)
        self.wait_until_heard(undisturbed, songs=2)
        expected = self.answers(undisturbed)
        self.assertEqual([len(cues) for cues in expected], [1, 1])

        moments = random.Random(5)
        with tempfile.TemporaryDirectory() as data:
            done = 0
            for _ in range(KILLS):
                with Server(library, data=pathlib.Path(data) / "data") as server:
                    time.sleep(moments.uniform(0, 1.5))
                    analysis = server.json("/api/v1/analysis")
                    now = sum(e["sound"] in ("listened", "heard") for e in self.episodes(server))
                    self.assertGreaterEqual(now, done, f"what was listened to was lost: {analysis}")
                    done = now
                    server.stop(signal.SIGKILL)
            with Server(library, data=pathlib.Path(data) / "data") as server:
                self.wait_until_heard(server, songs=2)
                self.assertEqual(self.answers(server), expected)
                leftovers = [p for p in (pathlib.Path(data) / "data" / "sound").rglob("*") if p.is_file() and p.suffix not in (".btl", ".bts")]
                self.assertEqual(leftovers, [], "half-written files are removed")

    def test_a_decoder_that_is_killed_is_replaced_and_nothing_is_missing(self):
        library = self.material.library("decoder", with_sea=True)
        undisturbed = self.start(library)
        self.wait_until_heard(undisturbed, songs=2)
        server = self.start(library)
        # One process dies while it works, the next may finish: who loses two at one file waits for half a minute.
        self.assertTrue(server.wait_until(lambda: server.signal_helpers(signal.SIGKILL), PATIENCE))
        for _ in range(2):
            time.sleep(1)
            server.signal_helpers(signal.SIGKILL)
        self.wait_until_heard(server, songs=2)
        self.assertEqual(self.answers(server), self.answers(undisturbed))
        self.assertTrue(server.wait_until(lambda: not server.helpers(), PATIENCE), "nobody stays who has nothing to do")

    def test_a_film_that_kills_its_decoder_is_told_so_and_the_others_are_heard(self):
        library = self.material.library("hostile")
        hostile = library / "Wave" / "Season 01" / "Wave S01E03.mkv"
        # An hour, so that there is time to harm whoever listens to it.
        ffmpeg("-f", "lavfi", "-i", "sine=sample_rate=8000:duration=3600", "-c:a", "flac", "-compression_level", "0", hostile)
        server = self.start(library, options=["--no-storyboards"])

        def is_told():
            # Whoever is only starting is left alone: that is no fault of a file, and the server says so.
            server.signal_helpers(signal.SIGSEGV, at=hostile)
            return any(e["sound"] == "unheard" for e in self.episodes(server))
        self.assertTrue(server.wait_until(is_told, PATIENCE), server.json("/api/v1/analysis"))

        def are_heard():
            return server.json("/api/v1/analysis")["state"] == "idle" and [e["sound"] for e in self.episodes(server)] == ["heard", "heard", "unheard"]
        self.assertTrue(server.wait_until(are_heard, PATIENCE), [e["sound"] for e in self.episodes(server)])
        self.assertEqual(len(self.cues(server, 1)), 1)
        sound = server.json(f"/api/v1/episodes/{self.episodes(server)[2]['id']}/sound")
        self.assertEqual((sound["stage"], sound["reason"]), ("unheard", "the decoder crashed on this file"))

    def test_a_server_that_ends_leaves_no_decoder_behind(self):
        library = self.material.library("ended")
        long = library / "Wave" / "Season 01" / "Wave S01E03.mkv"
        ffmpeg("-f", "lavfi", "-i", "sine=sample_rate=8000:duration=3600", "-c:a", "flac", "-compression_level", "0", long)
        for how in (signal.SIGKILL, signal.SIGTERM):
            with self.subTest(how), tempfile.TemporaryDirectory() as data, Server(library, data=pathlib.Path(data) / "data") as server:
                self.assertTrue(server.wait_until(server.helpers, PATIENCE))
                helpers = server.helpers()
                server.stop(how)
                self.assertTrue(server.wait_until(lambda: not any(os.path.exists(f"/proc/{each}") for each in helpers), PATIENCE), helpers)

    @unittest.skipUnless(os.geteuid() == 0 and can_mount(), "mounting a small disk takes root")
    def test_a_full_disk_is_told_and_waited_for(self):
        library = self.material.library("full")
        with SmallDisk(self.root / "disk", size="160m") as disk:
            disk.fill(leave=8 << 20)
            with Server(library, data=disk.path) as server:
                self.assertTrue(server.wait_for_scan())
                self.assertTrue(server.wait_until(lambda: server.json("/api/v1/analysis")["state"] == "waiting", PATIENCE), server.json("/api/v1/analysis"))
                self.assertIn("nearly full", server.json("/api/v1/analysis")["message"])
                self.assertEqual([(e["playable"], e["sound"]) for e in self.episodes(server)], [(True, "waiting"), (True, "waiting")])
                disk.make_room()
                self.wait_until_heard(server)
                self.assertEqual(len(self.cues(server, 1)), 1)
                self.assertEqual(server.stop(signal.SIGTERM), 0)


if __name__ == "__main__":
    unittest.main()
