"""What is heard of an episode in several files is heard of the whole: told as of the film that was cut, through the real server and the command line."""
import csv
import functools
import io
import json
import pathlib
import shutil
import tempfile
import time
import unittest

import music
from library import Server
from program import ffmpeg, has_tools, run

#: Seconds before something counts as never happening: listening gets what others leave of the processor.
PATIENCE = 900
#: Where the film is cut: in the middle of a song.
BORDER = 45
LENGTH = 100
OPTIONS = ("--no-storyboards",)


@functools.cache
def made():
    """A season of two films: an opening and a closing song in both, and Rain in the first from 35 to 60 s. The first is there uncut, in two files cut at a key frame,
    and in two of which the second is of another rate, with one channel, in another container. Nobody changes them."""
    scratch = tempfile.TemporaryDirectory()
    unittest.addModuleCleanup(scratch.cleanup)
    root = pathlib.Path(scratch.name)
    rain, opening, closing = music.song(1, 40), music.song(2, 14), music.song(3, 24)
    first = music.mix(music.mix(music.mix(music.voices(11, LENGTH), opening, at=4), rain, at=35, offset=5, length=25), closing, at=76)
    second = music.mix(music.mix(music.voices(12, 90), opening, at=6), closing, at=66)
    # As most films are: at a low rate a frame of sound is so long that a cut moves what is behind it.
    plain = music.write_episode(first, root / "plain.mkv", root)
    ffmpeg("-i", plain, "-c:v", "copy", "-af", "pan=stereo|c0=c0|c1=c0", "-c:a", "aac", "-ar", "48000", "-b:a", "160k", root / "uncut.mkv")
    files = {"uncut": root / "uncut.mkv", "second": music.write_episode(second, root / "second.mkv", root)}
    for name, song in (("01 - Rain", rain), ("02 - Opening", opening), ("03 - Closing", closing)):
        files[name] = music.write_song(song, root / f"{name}.flac", root, title=name[5:])
    ffmpeg("-i", files["uncut"], "-c", "copy", "-f", "segment", "-segment_times", str(BORDER - 1), "-segment_start_number", "1", "-reset_timestamps", "1", root / "cd%d.mkv")
    ffmpeg("-i", root / "cd2.mkv", "-c:v", "copy", "-af", "pan=mono|c0=c0", "-c:a", "aac", "-ar", "44100", "-b:a", "96k", root / "other.mp4")
    ffmpeg("-i", root / "cd2.mkv", "-c", "copy", "-an", root / "mute.mkv")
    return {**files, **{name: root / name for name in ("cd1.mkv", "cd2.mkv", "other.mp4", "mute.mkv")}}


def add_series(library, name, *first):
    """A series whose first episode is these files, the second as it is."""
    season = library / name / "Season 01"
    season.mkdir(parents=True)
    for number, part in enumerate(first, 1):
        source = made()[part]
        shutil.copy(source, season / (f"{name} S01E01 cd{number}{source.suffix}" if len(first) > 1 else f"{name} S01E01{source.suffix}"))
    shutil.copy(made()["second"], season / f"{name} S01E02.mkv")
    (library / name / "OST").mkdir()
    for song in ("01 - Rain", "02 - Opening", "03 - Closing"):
        shutil.copy(made()[song], library / name / "OST" / f"{song}.flac")
    return season


class Told(unittest.TestCase):
    @staticmethod
    def cues(told):
        """Those that the machine is sure of; struck chords by chance have a short likeness now and then."""
        return [c for c in told["cues"] if c["confidence"] >= 0.5]

    def assert_told_alike(self, one, other, delta=1):
        """Songs and parts within a second."""
        name = lambda c: c["song"] if isinstance(c["song"], str) else c["song"]["title"]  # noqa: E731
        self.assertEqual([name(c) for c in self.cues(one)], [name(c) for c in self.cues(other)])
        self.assertEqual([p["type"] for p in one["parts"]], [p["type"] for p in other["parts"]])
        for a, b in [*zip(self.cues(one), self.cues(other)), *zip(one["parts"], other["parts"])]:
            for edge in ("start", "end"):
                self.assertAlmostEqual(a[edge], b[edge], delta=delta, msg=f"{a} {b}")


def episode_of(server, name, number=1):
    """The episode of a series; nothing before it is scanned."""
    series = [each["id"] for each in server.json("/api/v1/series")["series"] if each["title"] == name]
    episodes = server.json(f"/api/v1/series/{series[0]}")["seasons"][0]["episodes"] if series else []
    return server.json(f"/api/v1/episodes/{episodes[number - 1]['id']}") if len(episodes) == 2 else None


def is_heard(server, *names):
    episodes = [episode_of(server, name, number) for name in names for number in (1, 2)]
    return all(each and each["sound"] == "heard" for each in episodes) and server.json("/api/v1/analysis")["state"] == "idle"


@unittest.skipUnless(has_tools("ffmpeg"), "ffmpeg is not installed")
class Served(Told):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        library = pathlib.Path(scratch.name) / "library"
        cls.season = add_series(library, "Cut", "cd1.mkv", "cd2.mkv")
        add_series(library, "Uncut", "uncut")
        add_series(library, "Other", "cd1.mkv", "other.mp4")
        add_series(library, "Mute", "cd1.mkv", "mute.mkv")
        cls.server = Server(library, options=OPTIONS)
        cls.server.__enter__()
        cls.addClassCleanup(cls.server.__exit__)
        heard = cls.server.wait_until(lambda: is_heard(cls.server, "Cut", "Uncut", "Other", "Mute"), PATIENCE)
        assert heard, f"{cls.server.json('/api/v1/analysis')} {cls.server.errors()}"

    def loudness(self, name):
        return self.server.json(f"/api/v1/episodes/{episode_of(self.server, name)['id']}/sound")["loudness"]

    def test_a_film_cut_at_a_key_frame_is_told_as_uncut(self):
        whole, pieces = (episode_of(self.server, name) for name in ("Uncut", "Cut"))
        self.assertEqual(len(pieces["versions"][0]["files"]), 2)
        self.assertEqual([c["song"]["title"] for c in self.cues(whole)], ["Opening", "Rain", "Closing"])
        self.assertIn("credits", [p["type"] for p in whole["parts"]], "a part in the second file")
        self.assert_told_alike(pieces, whole)
        rain = self.cues(pieces)[1]
        self.assertTrue(rain["start"] < BORDER - 5 and rain["end"] > BORDER + 5, f"one cue across the border: {rain}")
        self.assertEqual(pieces["notes"], whole["notes"])
        one, other = self.loudness("Uncut"), self.loudness("Cut")
        self.assertAlmostEqual(one["integrated"], other["integrated"], delta=0.3)
        self.assertAlmostEqual(other["duration"], LENGTH, delta=0.5)
        self.assertAlmostEqual(len(other["energy"]), LENGTH, delta=1)
        self.assertGreater(other["energy"][90], other["energy"][70] + 3, "the closing song is louder than voices")

    def test_a_second_file_of_another_rate_channels_and_container_goes_on_with_the_first(self):
        # Encoded once more it is another sound, and edges of parts are told by what it has in common with the second episode's.
        self.assert_told_alike(episode_of(self.server, "Other"), episode_of(self.server, "Uncut"), delta=2)
        self.assertAlmostEqual(self.loudness("Other")["integrated"], self.loudness("Uncut")["integrated"], delta=0.5)

    def test_a_second_file_without_sound_is_silence_and_named(self):
        episode = episode_of(self.server, "Mute")
        self.assertIn("file 2 of 2 is not listened to: there is no sound in it", episode["notes"])
        self.assertEqual([c["song"]["title"] for c in self.cues(episode)], ["Opening", "Rain"])
        loudness = self.loudness("Mute")
        self.assertAlmostEqual(loudness["duration"], LENGTH, delta=0.5)
        self.assertEqual(set(loudness["energy"][BORDER + 2:LENGTH - 1]), {-70})

    def test_scenes_with_a_song_cue_sheets_and_stills_are_of_the_whole(self):
        episode = episode_of(self.server, "Cut")
        song = self.cues(episode)[2]["song"]
        uses = [u for u in self.server.json(f"/api/v1/songs/{song['id']}?limit=100")["cues"] if u["episode"]["id"] == episode["id"]]
        self.assertEqual(len(uses), 1)
        self.assertAlmostEqual(uses[0]["start"], 76, delta=1.5)
        sheet = lambda form: self.server.request(f"/api/v1/episodes/{episode['id']}/cue-sheet?format={form}")[2].decode()  # noqa: E731
        rows = {row["title"]: row for row in csv.DictReader(io.StringIO(sheet("csv"), newline=""))}
        self.assertTrue(rows["Closing"]["in"].startswith("00:01:1"), rows["Closing"])
        closing = next(p for p in episode["parts"] if p["type"] == "credits")
        self.assertIn(f"START={round(closing['start'] * 1000)}\n", sheet("ffmetadata"))
        self.assertIn(f"{closing['start']:.3f}\t{closing['end']:.3f}\t3\n", sheet("kodi"))
        still = lambda name, at: self.server.request(f"/api/v1/episodes/{episode_of(self.server, name)['id']}/still?at={at}&w=160")[2]  # noqa: E731
        self.assertNotEqual(still("Cut", 30), still("Cut", 90))
        self.assertEqual(still("Cut", 90), still("Uncut", 90), "a picture of the second file")

    def test_the_command_takes_what_the_server_heard_by_the_first_file(self):
        code, out, errors = run("cues", self.season / "Cut S01E01 cd1.mkv", "--data", self.server.data)
        self.assertEqual((code, errors), (0, ""))
        rows = {row["title"]: row for row in csv.DictReader(io.StringIO(out, newline=""))}
        self.assertTrue(rows["Closing"]["in"].startswith("00:01:1"), out)


@unittest.skipUnless(has_tools("ffmpeg"), "ffmpeg is not installed")
class Changing(Told):
    """A second file comes; then both are renamed."""

    def correct(self, server, what):
        path = f"/api/v1/episodes/{episode_of(server, 'Cut')['id']}/corrections"
        status, _, body = server.request(path, "POST", {"Content-Type": "application/json"}, json.dumps(what).encode())
        self.assertEqual(status, 201, body)

    def scan(self, server):
        before = server.json("/api/v1/scan")["finished"]
        time.sleep(1)  # it is told in seconds
        server.request("/api/v1/scan", "POST", {"Content-Type": "application/json"})
        self.assertTrue(server.wait_until(lambda: server.json("/api/v1/scan")["finished"] != before and server.json("/api/v1/scan")["state"] == "idle"))

    def wait_until_heard(self, server):
        self.assertTrue(server.wait_until(lambda: is_heard(server, "Cut"), PATIENCE), f"{server.json('/api/v1/analysis')} {server.errors()}")

    def test_what_a_person_said_stays_and_a_rename_is_no_reason_to_listen_again(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        library = pathlib.Path(scratch.name) / "library"
        season = add_series(library, "Cut", "cd1.mkv", "cd2.mkv")
        aside = library.parent / "aside.mkv"
        (season / "Cut S01E01 cd2.mkv").rename(aside)
        with Server(library, options=OPTIONS) as server:
            self.wait_until_heard(server)
            self.correct(server, {"action": "rename", "cue": self.cues(episode_of(server, "Cut"))[0], "to": {"song": {"title": "By hand"}}})
            aside.rename(season / "Cut S01E01 cd2.mkv")
            self.scan(server)
            self.assertEqual([c["source"] for c in episode_of(server, "Cut")["cues"]][:1], ["hand"], "at once, not when it is heard anew")
            self.wait_until_heard(server)
            told = [(c["song"]["title"], c["source"]) for c in self.cues(episode_of(server, "Cut"))]
            self.assertEqual(told, [("By hand", "hand"), ("Rain", "machine"), ("Closing", "machine")])
            self.correct(server, {"action": "add", "cue": {"song": {"title": "In the second file"}, "start": BORDER + 20, "end": BORDER + 25}})

            before, listened = episode_of(server, "Cut"), server.json("/api/v1/analysis")["listened"]
            for number in (1, 2):
                (season / f"Cut S01E01 cd{number}.mkv").rename(season / f"Cut.S01E01.part{number}.mkv")
            self.scan(server)
            self.wait_until_heard(server)
            after = episode_of(server, "Cut")
            self.assertEqual([after[name] for name in ("cues", "parts", "hls")], [before[name] for name in ("cues", "parts", "hls")])
            self.assertEqual(server.json("/api/v1/analysis")["listened"], listened)


@unittest.skipUnless(has_tools("ffmpeg"), "ffmpeg is not installed")
class Commanded(Told):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = pathlib.Path(scratch.name)

    def listen(self, *arguments, code=0):
        done, out, errors = run("listen", "--json", "--no-cache", *arguments)
        self.assertEqual(done, code, errors)
        return [json.loads(line) for line in out.splitlines()], errors

    def test_a_split_episode_is_one_line_as_of_the_uncut_film(self):
        (whole, _), _ = self.listen(add_series(self.root, "Uncut", "uncut"))
        (pieces, second), _ = self.listen(add_series(self.root, "Cut", "cd1.mkv", "cd2.mkv"))
        self.assertEqual((pieces["file"], second["file"]), ("Cut S01E01 cd1.mkv", "Cut S01E02.mkv"))
        self.assertAlmostEqual(pieces["duration"], LENGTH, delta=0.5)
        self.assert_told_alike(pieces, whole)

    def test_a_file_that_is_left_out_is_named(self):
        folder = add_series(self.root, "Torn", "cd1.mkv", "cd2.mkv")
        (folder / "Torn S01E01 cd2.mkv").write_text("this is no film\n" * 100)
        (pieces, _), errors = self.listen(folder)
        self.assertAlmostEqual(pieces["duration"], BORDER, delta=0.5)
        self.assertIn("Torn S01E01 cd2.mkv is not listened to with the files before it: ", errors)

    def test_a_cue_sheet_made_now_has_the_episode_once(self):
        code, text, errors = run("cues", add_series(self.root, "Cut", "cd1.mkv", "cd2.mkv"), "--json", "--data", self.root / "none")
        self.assertEqual(code, 0, errors)
        episodes = json.loads(text)["episodes"]
        self.assertEqual([(e["episode"], e["title"]) for e in episodes], [(1, ""), (2, "")])
        self.assertEqual([c["title"] for c in episodes[0]["cues"]], ["Opening", "Rain", "Closing"])


if __name__ == "__main__":
    unittest.main()
