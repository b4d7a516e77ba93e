"""An episode in several files is one to every player: the server over HTTP, ffmpeg and the schema as readers that know nothing of files."""
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest
import urllib.parse
import xml.etree.ElementTree

from library import Server
from mpd_schema import NAMES as MPD, faults_of, with_schema
from program import ffmpeg, has_tools

SECONDS = (8, 13, 5)
RATE = 24
OPTIONS = ("--no-analysis", "--no-storyboards")


def lines(text):
    return f"1\n00:00:01,000 --> 00:00:03,000\n{text}\n\n2\n00:00:04,000 --> 00:00:04,500\n끝\n"


def make_file(path, seconds, languages, text=None, codec="aac"):
    """A film with a sound for each language and, with `text`, Korean subtitles that say it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        subtitles = pathlib.Path(scratch) / "lines.srt"
        subtitles.write_text(lines(text or ""))
        arguments = ["-f", "lavfi", "-i", f"testsrc2=size=192x108:rate={RATE}:duration={seconds}", "-f", "lavfi", "-i", f"sine=frequency={300 + seconds * 20}:duration={seconds}",
                     *(["-i", subtitles] if text else []), "-map", "0:v"]
        for number, language in enumerate(languages):
            arguments += ["-map", "1:a", f"-metadata:s:a:{number}", f"language={language}"]
        if text:
            arguments += ["-map", "2:s", "-metadata:s:s:0", "language=kor", "-c:s", "srt"]
        ffmpeg(*arguments, "-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-g", "48", "-pix_fmt", "yuv420p", "-c:a", codec, "-metadata", f"title={path.stem}", path)


def probe(url, *arguments):
    done = subprocess.run(["ffprobe", "-v", "error", "-of", "json", *arguments, url], capture_output=True, check=False, timeout=600)
    return json.loads(done.stdout or b"{}"), done.stderr.decode()


@unittest.skipUnless(has_tools("ffmpeg", "ffprobe"), "ffmpeg is not installed")
class Split(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        season = pathlib.Path(scratch.name) / "library" / "Cut (2024)" / "Season 01"
        make_file(season / "Cut S01E01 pt1.mkv", SECONDS[0], ["kor", "eng"], "첫째")
        make_file(season / "Cut S01E01 pt2.mkv", SECONDS[1], ["eng", "kor", "jpn"])
        make_file(season / "Cut S01E01 pt3.mkv", SECONDS[2], ["kor", "eng"], "셋째")
        make_file(season / "Cut S01E02 cd1.mkv", 4, ["kor"])
        (season / "Cut S01E02 cd1.ko.srt").write_text(lines("하나"))
        (season / "Cut S01E02 cd2.mkv").write_text("this is not a film\n" * 100)
        (season / "Cut S01E02 cd3.ko.srt").write_text(lines("하늘에서 내리는 비"))
        make_file(season / "Cut S01E02 cd3.mkv", 5, ["kor"])
        server = Server(season.parents[1], options=OPTIONS)
        cls.server = server.__enter__()
        cls.addClassCleanup(server.__exit__)
        assert cls.server.wait_for_scan()
        cls.whole, cls.torn = (cls.server.json(f"/api/v1/episodes/{number}") for number in (1, 2))

    def text(self, url):
        status, _, body = self.server.request(url)
        self.assertEqual(status, 200, url)
        return body.decode("utf-8")

    def media_playlists(self):
        """URL and text of every media playlist that the multivariant one names."""
        master = self.text(self.whole["hls"])
        names = re.findall(r'URI="([^"]+)"', master) + re.findall(r"^[^#\n].*$", master, re.M)
        for name in names:
            url = urllib.parse.urljoin(self.whole["hls"], name)
            yield url, self.text(url)

    def test_the_episode_names_one_list_for_all_and_each_file_its_own(self):
        files = self.whole["versions"][0]["files"]
        keys = [file["hls"].split("/")[2].split("-")[0] for file in files]
        self.assertEqual(len(set(keys)), 3)
        for name, last in (("hls", "master.m3u8"), ("dash", "manifest.mpd")):
            self.assertEqual(self.whole[name], f"/media/{'.'.join(keys)}-1/{last}")
            self.assertEqual([file[name] for file in files], [f"/media/{key}-1/{last}" for key in keys])
        self.assertEqual(self.server.json("/api/v1/series/1")["seasons"][0]["episodes"][0]["hls"], self.whole["hls"])
        self.assertAlmostEqual(self.whole["duration"], sum(SECONDS), delta=0.1)

    def test_ffmpeg_reads_every_picture_and_sound_of_all_files_in_one_line_of_time(self):
        url = self.server.url + self.whole["hls"]
        found, errors = probe(url, "-count_frames", "-show_entries", "stream=codec_type,nb_read_frames:format=duration")
        self.assertEqual(errors, "")
        self.assertAlmostEqual(float(found["format"]["duration"]), sum(SECONDS), delta=0.1)
        frames = {s["codec_type"]: int(s["nb_read_frames"]) for s in found["streams"]}
        self.assertEqual(frames["video"], sum(SECONDS) * RATE)
        self.assertAlmostEqual(frames["audio"], sum(SECONDS) * 44_100 / 1_024, delta=6)
        for kind in ("v:0", "a:0"):
            shown = [float(p["pts_time"]) for p in probe(url, "-select_streams", kind, "-show_entries", "packet=pts_time")[0]["packets"]]
            steps = [b - a for a, b in zip(sorted(shown), sorted(shown)[1:])]
            self.assertLess(max(steps), 0.09, "no hole where a file ends")
            self.assertAlmostEqual(max(shown), sum(SECONDS), delta=0.15)

    def test_ffmpeg_finds_what_is_in_the_last_file(self):
        """The last second of the whole is that of the last file."""
        last = self.server.url + self.whole["versions"][0]["files"][2]["hls"]
        found = []
        for url, seconds in ((self.server.url + self.whole["hls"], sum(SECONDS)), (last, SECONDS[2])):
            done = subprocess.run(["ffmpeg", "-v", "error", "-i", url, "-map", "0:v:0", "-fps_mode", "passthrough", "-f", "framemd5", "-"], capture_output=True, check=False, timeout=600)
            found.append([line.split()[-1] for line in done.stdout.decode().splitlines() if not line.startswith("#")])
            self.assertEqual(len(found[-1]), seconds * RATE)
        self.assertEqual(found[0][-SECONDS[2] * RATE:], found[1])

    def test_all_playlists_are_equally_long_and_what_they_name_is_there(self):
        playlists = dict(self.media_playlists())
        self.assertEqual(len(playlists), 5, "picture, its single pictures, two sounds, subtitles")
        lengths = {}
        for url, text in playlists.items():
            with self.subTest(url):
                self.assertEqual(text.count("#EXT-X-DISCONTINUITY\n"), 2)
                self.assertEqual(text.count("#EXT-X-MAP:"), 0 if ".vtt" in text else 3)
                lengths[url] = sum(float(t) for t in re.findall(r"#EXTINF:([\d.]+)", text))
                target = int(re.search(r"TARGETDURATION:(\d+)", text)[1])
                self.assertLessEqual(max(round(float(t)) for t in re.findall(r"#EXTINF:([\d.]+)", text)), target)
                for name in set(re.findall(r"^[^#\n].*$", text, re.M) + re.findall(r'MAP:URI="([^"]+)"', text)):
                    status, headers, body = self.server.request(urllib.parse.urljoin(url, name))
                    self.assertEqual((status, "immutable" in headers["Cache-Control"]), (200, True), name)
                    self.assertGreater(len(body), 0)
        self.assertLess(max(lengths.values()) - min(lengths.values()), 0.002, lengths)

    def test_segments_are_those_of_the_files(self):
        """The first file's under their own names; the others' with the same samples."""
        own, joined = (self.text(url.replace("master.m3u8", "v0/playlist.m3u8")) for url in (self.whole["versions"][0]["files"][1]["hls"], self.whole["hls"]))
        first = self.whole["versions"][0]["files"][0]["hls"].split("/")[2]
        self.assertIn(f"\n../../{first}/v0/1.m4s\n", joined)
        second = self.whole["versions"][0]["files"][1]["hls"].split("/")[2]
        later = re.findall(rf"^\.\./\.\./{second}/v0/(\d+)at(\d+)\.m4s$", joined, re.M)
        self.assertEqual([f"{number}.m4s" for number, _ in later], re.findall(r"^[^#\n].*$", own, re.M))
        for number, ticks in later:
            one, other = (self.server.request(f"/media/{second}/v0/{number}{at}.m4s")[2] for at in ("", f"at{ticks}"))
            differing = [i for i, (a, b) in enumerate(zip(one, other)) if a != b]
            self.assertEqual(len(one), len(other))
            tfdt = one.index(b"tfdt") + 4
            self.assertTrue(differing and all(tfdt + 4 <= i < tfdt + 12 for i in differing), differing)

    def test_sound_that_not_every_file_has_is_named_with_the_reason(self):
        sounds = {t["language"]: t for t in self.whole["tracks"] if t["kind"] == "audio"}
        self.assertEqual({language: t["carried"] for language, t in sounds.items()}, {"ko": True, "en": True, "ja": False})
        self.assertEqual((sounds["ja"]["reason_code"], sounds["ja"]["reason"], sounds["ja"]["number"]),
                         ("partial", "file 2 of the episode has it, file 1 has no sound that goes with it", None))
        korean, english = (self.text(urllib.parse.urljoin(self.whole["hls"], f"{sounds[language]['id']}/playlist.m3u8")) for language in ("ko", "en"))
        self.assertEqual([re.findall(r"/(a\d)/init", text) for text in (korean, english)], [["a1", "a2", "a1"], ["a2", "a1", "a2"]])

    def test_subtitles_stand_where_their_file_does(self):
        subtitle, = self.whole["subtitles"]
        self.assertEqual((subtitle["language"], subtitle["original"]), ("ko", None))
        # ffmpeg puts the encoder's delay of 23 ms before everything in the files.
        self.assertEqual(re.findall(r"00:00:(\d+)\.0\d\d --> \S+\n(.+)", self.text(subtitle["url"])), [("01", "첫째"), ("04", "끝"), ("22", "셋째"), ("25", "끝")])
        url = urllib.parse.urljoin(self.whole["hls"], f"{subtitle['id']}/playlist.m3u8")
        names = re.findall(r"^[^#\n].*$", self.text(url), re.M)
        self.assertEqual([name == "../none.vtt" for name in names], [False, False, True, True, True, False])
        last = self.text(urllib.parse.urljoin(url, names[-1]))
        self.assertIn("셋째", last)
        later = int(re.search(r"at(\d+)", names[-1])[1])
        self.assertEqual(last.splitlines()[1], f"X-TIMESTAMP-MAP=MPEGTS:{later * 90},LOCAL:00:00:00.000")

    def test_subtitles_beside_a_later_file_are_its_own(self):
        subtitle, = self.torn["subtitles"]
        self.assertEqual(re.findall(r"00:00:(\d+)\.0\d\d --> \S+\n(.+)", self.text(subtitle["url"])), [("01", "하나"), ("04", "끝"), ("05", "하늘에서 내리는 비"), ("08", "끝")])

    def test_a_line_is_found_at_its_place_in_the_whole(self):
        def found():
            return self.server.json("/api/v1/search?q=" + urllib.parse.quote("하늘에서 내리는"))["lines"]
        self.assertTrue(self.server.wait_until(found))
        line, = found()
        self.assertAlmostEqual(line["time"], 5, delta=0.1)

    @with_schema
    def test_the_manifest_is_valid_by_the_schema(self):
        self.assertEqual(faults_of(self.text(self.whole["dash"]).encode()), "")

    def test_the_manifest_has_a_period_for_each_file_and_what_it_names_is_there(self):
        root = xml.etree.ElementTree.fromstring(self.text(self.whole["dash"]))
        end = 0.0
        periods = root.findall("mpd:Period", MPD)
        for period, seconds, texts in zip(periods, SECONDS, (1, 0, 1)):
            start, duration = (float(period.get(name)[2:-1]) for name in ("start", "duration"))
            self.assertAlmostEqual(start, end, places=3)
            self.assertAlmostEqual(duration, seconds, delta=0.05)
            end = start + duration
            base = urllib.parse.urljoin(self.whole["dash"], period.find("mpd:BaseURL", MPD).text)
            self.assertEqual([s.get("contentType") for s in period.findall("mpd:AdaptationSet", MPD)], ["video", "audio", "audio"] + ["text"] * texts)
            self.assertEqual([s.get("lang") for s in period.findall("mpd:AdaptationSet", MPD)][1:3], ["ko", "en"])
            for representation in period.iter("{%s}Representation" % MPD["mpd"]):
                template = representation.find("mpd:SegmentTemplate", MPD)
                if template is None:
                    self.text(urllib.parse.urljoin(base, representation.find("mpd:BaseURL", MPD).text))
                    continue
                count = sum(1 + int(s.get("r", 0)) for s in template.findall(".//mpd:S", MPD))
                for name in [template.get("initialization")] + [template.get("media").replace("$Number$", str(n)) for n in range(1, count + 1)]:
                    self.assertEqual(self.server.request(urllib.parse.urljoin(base, name), "HEAD")[0], 200, name)
        self.assertEqual(len(periods), 3)
        self.assertAlmostEqual(float(root.get("mediaPresentationDuration")[2:-1]), end, places=3)

    def test_a_file_that_cannot_be_read_is_left_out_but_not_without_a_word(self):
        self.assertTrue(self.torn["playable"])
        self.assertEqual([file["playable"] for file in self.torn["versions"][0]["files"]], [True, False, True])
        self.assertAlmostEqual(self.torn["duration"], 9, delta=0.1)
        note, = self.torn["notes"]
        self.assertTrue(note.startswith("file 2 of 3 is not played: "), note)
        found, _ = probe(self.server.url + self.torn["hls"], "-count_frames", "-show_entries", "stream=codec_type,nb_read_frames")
        self.assertEqual([int(s["nb_read_frames"]) for s in found["streams"] if s["codec_type"] == "video"], [9 * RATE])


@unittest.skipUnless(has_tools("ffmpeg"), "ffmpeg is not installed")
class SplitPictures(unittest.TestCase):
    """The pictures above the seek bar are made file by file, and are one storyboard."""
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        season = pathlib.Path(scratch.name) / "library" / "Cut (2024)" / "Season 01"
        for number, seconds in enumerate(SECONDS, 1):
            make_file(season / f"Cut S01E01 cd{number}.mkv", seconds, ["kor"])
        server = Server(season.parents[1], options=["--no-analysis"])
        cls.server = server.__enter__()
        cls.addClassCleanup(server.__exit__)
        assert cls.server.wait_for_scan()
        assert cls.server.wait_until(lambda: len(cls.tiles()) == 6)

    @classmethod
    def tiles(cls):
        """Seconds from and to, and the address of the sheet."""
        url = cls.server.json("/api/v1/episodes/1")["storyboard"]
        if url is None:
            return []
        status, _, body = cls.server.request(url)
        assert status == 200, url
        found = re.findall(r"00:00:([\d.]+) --> 00:00:([\d.]+)\n(\S+)#xywh=\d+,\d+,320,180\n", body.decode())
        return [(float(start), float(end), urllib.parse.urljoin(url, sheet)) for start, end, sheet in found]

    def test_each_file_has_its_pictures_where_it_stands(self):
        tiles = self.tiles()
        for (start, _, _), expected in zip(tiles, (0, 6, 8, 14, 20, 21)):
            self.assertAlmostEqual(start, expected, delta=0.15)
        for (_, end, _), (start, _, _) in zip(tiles, tiles[1:]):
            self.assertEqual(end, start, "no gap, and none over another")
        self.assertAlmostEqual(tiles[-1][1], sum(SECONDS), delta=0.15)

    def test_each_files_sheets_are_those_it_has_alone(self):
        files = [file["hls"].split("/")[2] for file in self.server.json("/api/v1/episodes/1")["versions"][0]["files"]]
        sheets = [sheet for _, _, sheet in self.tiles()]
        self.assertEqual(sheets, [f"/media/{files[at]}/storyboard-2/1.webp" for at in (0, 0, 1, 1, 1, 2)])
        for sheet in set(sheets):
            status, headers, body = self.server.request(sheet)
            self.assertEqual((status, headers.get_content_type(), body[:4]), (200, "image/webp", b"RIFF"))
            self.assertIn("immutable", headers["Cache-Control"])

    def test_the_index_is_asked_for_again_since_another_file_may_have_its_own_by_then(self):
        url = self.server.json("/api/v1/episodes/1")["storyboard"]
        _, headers, _ = self.server.request(url)
        self.assertEqual((headers.get_content_type(), headers["Cache-Control"]), ("text/vtt", "no-cache"))
        self.assertEqual(self.server.request(url, headers={"If-None-Match": headers["ETag"]})[0], 304)
        self.assertEqual(self.server.request(url.replace("thumbnails.vtt", "1.webp"))[0], 404, "sheets lie with their files")


@unittest.skipUnless(has_tools("ffmpeg", "ffprobe"), "ffmpeg is not installed")
class SplitChanged(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.season = pathlib.Path(scratch.name) / "library" / "Cut (2024)" / "Season 01"
        for number in (1, 2):
            make_file(self.season / f"Cut S01E01 cd{number}.mkv", 3 + number, ["kor"])

    def served(self):
        server = Server(self.season.parents[1], options=OPTIONS)
        self.addCleanup(server.__exit__)
        server.__enter__()
        self.assertTrue(server.wait_for_scan())
        return server

    def assert_gone(self, server, url):
        """Soon: what is in memory is forgotten when the scan ends."""
        self.assertTrue(server.wait_until(lambda: server.request(url)[0] == 404), url)
        _, headers, body = server.request(url)
        self.assertEqual(headers.get_content_type(), "application/problem+json")
        self.assertIn("file 2 of 2: ", json.loads(body)["detail"])

    def test_a_file_that_is_replaced_gives_new_urls(self):
        server = self.served()
        before = server.json("/api/v1/episodes/1")
        aside = self.season.parents[2] / "new.mkv"
        make_file(aside, 6, ["kor"])
        os.replace(aside, self.season / "Cut S01E01 cd2.mkv")
        server.request("/api/v1/scan", "POST", {"Content-Type": "application/json"})
        self.assertTrue(server.wait_until(lambda: server.json("/api/v1/episodes/1")["hls"] != before["hls"]))
        after = server.json("/api/v1/episodes/1")
        first, second = (episode["hls"].split("/")[2].split("-")[0].split(".") for episode in (before, after))
        self.assertEqual((first[0], len(first), len(second)), (second[0], 2, 2))
        self.assertNotEqual(first[1], second[1])
        self.assertAlmostEqual(after["duration"], 10, delta=0.1)
        self.assertEqual(server.request(after["hls"])[0], 200)
        self.assert_gone(server, before["hls"])

    def test_a_file_that_is_gone_is_said_to_be_and_then_left_out(self):
        server = self.served()
        before = server.json("/api/v1/episodes/1")
        os.unlink(self.season / "Cut S01E01 cd2.mkv")
        server.request("/api/v1/scan", "POST", {"Content-Type": "application/json"})
        self.assertTrue(server.wait_until(lambda: server.json("/api/v1/episodes/1")["hls"] != before["hls"]))
        after = server.json("/api/v1/episodes/1")
        self.assertEqual(after["hls"], before["versions"][0]["files"][0]["hls"], "one file alone is not split")
        self.assert_gone(server, before["dash"])


if __name__ == "__main__":
    unittest.main()
