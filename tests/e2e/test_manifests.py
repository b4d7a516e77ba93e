"""Manifests held against the standard's own schema and against parsers that others wrote, for the kinds of file that differ."""
import json
import pathlib
import re
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree

from mpd_schema import NAMES as MPD, faults_of, with_schema
from program import ffmpeg, has_tools, packets, run

CLIENTS = pathlib.Path(__file__).resolve().parents[1] / "clients"
HAS_PARSERS = has_tools("node") and (CLIENTS / "node_modules" / "hls-parser").is_dir()

with_parsers = unittest.skipUnless(HAS_PARSERS, "the parsers of tests/clients are not installed: scripts/test does")

PICTURE = ["-f", "lavfi", "-i", "testsrc2=size=192x108:rate=24:duration=20"]
TONE = ["-f", "lavfi", "-i", "sine=duration=20"]
X264 = ["-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-g", "48", "-pix_fmt", "yuv420p"]
HDR10 = ("log-level=none:keyint=48:hdr10=1:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:"
         "master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1):max-cll=1000,400")
LINES = "1\n00:00:01,000 --> 00:00:03,000\n비가 온다\n\n2\n00:00:10,000 --> 00:00:12,500\n바다\n"

#: file name, ffmpeg's arguments; SRT stands for a subtitle file.
FILES = {
    "languages.mkv": [*PICTURE, *TONE, "-map", "0", "-map", "1", "-map", "1", "-map", "1", *X264, "-c:a:0", "aac", "-c:a:1", "ac3", "-c:a:2", "aac",
                      "-metadata:s:a:0", "language=kor", "-metadata:s:a:0", 'title=한국어 "원본", 5.1', "-metadata:s:a:1", "language=eng",
                      "-metadata:s:a:2", "language=eng", "-metadata:s:a:2", "title=Commentary", "-disposition:a:0", "default", "-disposition:a:2", "comment"],
    "subtitles.mkv": [*PICTURE, *TONE, "-i", "SRT", "-map", "0", "-map", "1", "-map", "2", "-map", "2", "-map", "2", *X264, "-c:a", "aac", "-c:s", "srt",
                      "-metadata:s:s:0", "language=kor", "-metadata:s:s:0", "title=한국어", "-disposition:s:0", "forced", "-metadata:s:s:1", "language=eng",
                      "-disposition:s:1", "hearing_impaired", "-metadata:s:s:2", "language=eng"],
    "late.mp4": [*PICTURE, "-itsoffset", "7", *TONE, *X264, "-c:a", "aac"],
    "late.mkv": [*PICTURE, "-itsoffset", "7", *TONE, *X264, "-c:a", "aac"],
    "sound.m4a": [*TONE, "-c:a", "aac"],
    "silent.mp4": [*PICTURE, *X264],
    "hdr.mkv": [*PICTURE, *TONE, "-pix_fmt", "yuv420p10le", "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", HDR10, "-c:a", "eac3"],
    "vp9.webm": [*PICTURE, *TONE, "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-g", "60", "-c:a", "libopus", "-ar", "48000"],
    "twelve.mkv": [*PICTURE, *TONE, *["-i", "SRT"] * 12, "-map", "0", "-map", "1", *[a for n in range(2, 14) for a in ("-map", str(n))], *X264, "-c:a", "aac", "-c:s", "srt"],
}


@unittest.skipUnless(has_tools("ffmpeg", "ffprobe"), "ffmpeg is not installed")
class Manifests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.root = pathlib.Path(scratch.name)
        lines = cls.root / "lines.srt"
        lines.write_text(LINES)
        for name, arguments in FILES.items():
            ffmpeg(*(lines if a == "SRT" else a for a in arguments), cls.root / name)
            code, _, err = run("package", cls.root / name, cls.folder(name))
            assert code == 0, err
        cls.parsed = cls.parse() if HAS_PARSERS else {}

    @classmethod
    def folder(cls, name):
        return cls.root / ("package of " + name)

    @classmethod
    def parse(cls):
        """What the parsers see, by file and path."""
        playlists = [(name, str(p.relative_to(cls.folder(name)))) for name in FILES for p in sorted(cls.folder(name).rglob("*.m3u8"))]
        done = subprocess.run(["node", CLIENTS / "parse.mjs"], input=json.dumps([str(cls.folder(n) / p) for n, p in playlists]).encode(),
                              capture_output=True, check=False, timeout=600)
        assert done.returncode == 0, done.stderr.decode()
        return dict(zip(playlists, json.loads(done.stdout)))

    def variants(self, name):
        return [v for v in self.parsed[name, "master.m3u8"]["strict"]["variants"] if not v["iFrameOnly"]]

    def adaptation_sets(self, name):
        root = xml.etree.ElementTree.parse(self.folder(name) / "manifest.mpd").getroot()
        return root.findall(".//mpd:AdaptationSet", MPD)

    def role(self, adaptation_set):
        return adaptation_set.find("mpd:Role", MPD).get("value")

    @with_schema
    def test_mpds_are_valid_by_the_schema(self):
        for name in FILES:
            with self.subTest(name):
                self.assertEqual(faults_of((self.folder(name) / "manifest.mpd").read_bytes()), "")

    def test_mpd_and_playlists_list_the_same_segments(self):
        for name in FILES:
            for representation in xml.etree.ElementTree.parse(self.folder(name) / "manifest.mpd").getroot().findall(".//mpd:Representation", MPD):
                template = representation.find("mpd:SegmentTemplate", MPD)
                with self.subTest(name, representation=representation.get("id")):
                    if template is None:
                        self.assertTrue((self.folder(name) / representation.find("mpd:BaseURL", MPD).text).is_file())
                        continue
                    count = sum(1 + int(s.get("r", 0)) for s in template.findall(".//mpd:S", MPD))
                    first = int(template.get("startNumber"))
                    listed = (self.folder(name) / representation.get("id") / "playlist.m3u8").read_text()
                    gaps = re.findall(r"#EXT-X-GAP\n#EXTINF:.*\n(.*)", listed)
                    held = [uri for uri in re.findall(r"^[^#\n].*$", listed, re.M) if uri not in gaps]
                    self.assertEqual(held, [f"{n}.m4s" for n in range(first, first + count)])
                    for uri in held:
                        self.assertTrue((self.folder(name) / representation.get("id") / uri).is_file(), uri)

    def test_segments_begin_where_both_say(self):
        """The time of a segment's first packet, by ffprobe, against the sums of EXTINF and the MPD's timeline."""
        for name in FILES:
            representations = xml.etree.ElementTree.parse(self.folder(name) / "manifest.mpd").getroot().findall(".//mpd:Representation", MPD)
            origin = None
            for representation in (r for r in representations if r.find("mpd:SegmentTemplate", MPD) is not None):
                ident, template = representation.get("id"), representation.find("mpd:SegmentTemplate", MPD)
                folder = self.folder(name) / ident
                scale, at, timeline = int(template.get("timescale")), 0, []
                for s in template.findall(".//mpd:S", MPD):
                    at = int(s.get("t", at))
                    for _ in range(1 + int(s.get("r", 0))):
                        timeline.append(at / scale)
                        at += int(s.get("d"))
                lengths = [float(t) for t in re.findall(r"#EXTINF:([\d.]+)", (folder / "playlist.m3u8").read_text())]
                origin = timeline[0] if origin is None else origin  # a playlist's line begins with its picture
                for k, begin in enumerate(timeline):
                    number = int(template.get("startNumber")) + k
                    with self.subTest(name, representation=ident, number=number):
                        alone = self.root / "alone.mp4"
                        alone.write_bytes((folder / "init.mp4").read_bytes() + (folder / f"{number}.m4s").read_bytes())
                        shown = packets(alone, 0)[0]["pts"]  # a sync sample: leading pictures of an open GOP come before it
                        if k > 0:
                            self.assertAlmostEqual(begin, shown, delta=0.05)
                            self.assertAlmostEqual(origin + sum(lengths[:number - 1]), shown, delta=0.1)
                        else:
                            self.assertGreaterEqual(begin, shown - 0.001)  # priming is not heard
                            self.assertAlmostEqual(begin, shown, delta=0.15)
                            if number > 1:
                                self.assertAlmostEqual(sum(lengths[:number - 1]), shown, delta=0.1, msg="a gap reaches to the first sound")

    def test_forced_and_described_subtitles_are_marked(self):
        self.assertEqual([(s.get("lang"), self.role(s)) for s in self.adaptation_sets("subtitles.mkv") if s.get("contentType") == "text"],
                         [("ko", "forced-subtitle"), ("en", "caption"), ("en", "subtitle")])

    def test_each_language_is_a_set_with_its_role(self):
        self.assertEqual([(s.get("lang"), self.role(s)) for s in self.adaptation_sets("languages.mkv") if s.get("contentType") == "audio"],
                         [("ko", "main"), ("en", "alternate"), ("en", "commentary")])

    def test_hdr_is_said_in_the_mpd(self):
        picture = self.adaptation_sets("hdr.mkv")[0]
        said = {p.get("schemeIdUri").rsplit(":", 1)[1]: p.get("value") for p in picture.findall("mpd:SupplementalProperty", MPD)}
        self.assertEqual(said, {"ColourPrimaries": "9", "TransferCharacteristics": "16", "MatrixCoefficients": "9"})

    @with_parsers
    def test_both_parsers_read_every_playlist_without_complaint(self):
        self.assertGreater(len(self.parsed), 40)
        for where, seen in self.parsed.items():
            with self.subTest(where):
                self.assertEqual(seen["lenient"]["warnings"], [])
                if where[1] == "master.m3u8":
                    # x265 writes open groups of pictures: those behind a keyframe, shown before it, may need the segment before.
                    self.assertEqual(seen["strict"]["independent"], where[0] != "hdr.mkv")
                    continue
                strict, lenient = seen["strict"], seen["lenient"]
                self.assertTrue(strict["endlist"] and lenient["endList"])
                self.assertEqual([s["uri"] for s in strict["segments"]], [s["uri"] for s in lenient["segments"]])
                for segment in strict["segments"]:
                    self.assertLessEqual(round(segment["duration"]), strict["targetDuration"])
                    self.assertEqual(segment["gap"], not (self.folder(where[0]) / pathlib.Path(where[1]).parent / segment["uri"]).exists())

    @with_parsers
    def test_a_name_arrives_with_its_hangul_commas_and_quotes(self):
        self.assertEqual(self.variants("languages.mkv")[0]["audio"][0]["name"], "한국어 ”원본”, 5.1")
        names = [a["name"] for a in self.parsed["languages.mkv", "master.m3u8"]["lenient"]["audio"]]
        self.assertIn("한국어 ”원본”, 5.1", names)

    @with_parsers
    def test_a_group_has_every_voice_and_names_every_codec_it_takes(self):
        variants = self.variants("languages.mkv")
        # English is there in AC-3 only: no group without it (RFC 8216bis §4.4.6.1.1). Players that know AAC alone ask for master-aac.m3u8.
        self.assertEqual([v["codecs"] for v in variants], ["avc1.4d400b,mp4a.40.2,ac-3"])
        for variant in variants:
            self.assertEqual(len(variant["audio"]), 3)
            self.assertEqual(sum(a["isDefault"] for a in variant["audio"]), 1)
            self.assertEqual(len({a["name"] for a in variant["audio"]}), len(variant["audio"]))
        commentary = next(a for v in variants for a in v["audio"] if a["name"] == "Commentary")
        self.assertEqual((commentary["language"], commentary["autoselect"], commentary["isDefault"]), ("en", False, False))

    @with_parsers
    def test_subtitles_are_forced_described_and_named_apart(self):
        subtitles = self.variants("subtitles.mkv")[0]["subtitles"]
        self.assertEqual([(s["language"], s["name"], s["forced"]) for s in subtitles], [("ko", "한국어", True), ("en", "English (SDH)", False), ("en", "English", False)])
        self.assertEqual(["describes-music-and-sound" in s["characteristics"] for s in subtitles], [False, True, False])
        self.assertEqual(len({s["name"] for s in self.variants("twelve.mkv")[0]["subtitles"]}), 12)

    @with_parsers
    def test_sound_that_begins_late_comes_after_silence_and_keeps_its_time(self):
        for name in ("late.mp4", "late.mkv"):
            playlist = self.parsed[name, "a1/playlist.m3u8"]["strict"]
            self.assertFalse(any(s["gap"] for s in playlist["segments"]))
            self.assertAlmostEqual(sum(s["duration"] for s in playlist["segments"]), 27.0, delta=0.1)

    @with_parsers
    def test_pictures_alone_and_sound_alone_are_variants(self):
        sound, = self.variants("sound.m4a")
        self.assertEqual((sound["codecs"], sound["resolution"]), ("mp4a.40.2", None))
        silent, = self.variants("silent.mp4")
        self.assertEqual((silent["codecs"], silent["audio"]), ("avc1.4d400b", []))

    @with_parsers
    def test_range_and_codecs_are_said(self):
        self.assertEqual([(v["codecs"], v["videoRange"]) for v in self.variants("hdr.mkv")], [("hvc1.2.4.L30.90,ec-3", "PQ")])
        self.assertEqual([(v["codecs"], v["videoRange"]) for v in self.variants("vp9.webm")], [("vp09.00.10.08,opus", "SDR")])
        self.assertIn(", HDR (PQ)", run("inspect", self.root / "hdr.mkv")[1])


if __name__ == "__main__":
    unittest.main()
