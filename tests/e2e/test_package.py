"""What `package` writes, read back by ffmpeg: the same packets, bit for bit, at the same times, sound and picture in step."""
import json
import pathlib
import re
import tempfile
import unittest

from program import PROGRAM, ffmpeg, has_tools, join_segments, packets, run

PICTURE = ["-f", "lavfi", "-i", "testsrc2=size=192x108:rate=24000/1001:duration=20"]
TONE = ["-f", "lavfi", "-i", "sine=frequency=440:duration=20"]
X264 = ["-c:v", "libx264", "-preset", "veryfast", "-bf", "3", "-g", "48", "-pix_fmt", "yuv420p"]

VP9 = ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-g", "60"]
AV1 = ["-c:v", "libaom-av1", "-usage", "realtime", "-cpu-used", "8", "-g", "48", "-pix_fmt", "yuv420p"]

#: name, file name, ffmpeg's output options. Each is a way that real files differ.
CASES = [
    ("B-frames and AAC priming in MP4", "a.mp4", [*X264, "-c:a", "aac"]),
    ("moov first", "a.mp4", [*X264, "-c:a", "aac", "-movflags", "+faststart"]),
    ("fragmented MP4", "a.mp4", [*X264, "-c:a", "aac", "-movflags", "frag_keyframe+empty_moov"]),
    ("fragmented MP4 with the default base", "a.mp4", [*X264, "-c:a", "aac", "-movflags", "frag_keyframe+empty_moov+default_base_moof"]),
    ("negative composition offsets", "a.mp4", [*X264, "-c:a", "aac", "-movflags", "negative_cts_offsets"]),
    ("QuickTime", "a.mov", [*X264, "-c:a", "aac"]),
    ("no B-frames, one keyframe a second", "a.mp4", ["-c:v", "libx264", "-preset", "veryfast", "-bf", "0", "-g", "24", "-pix_fmt", "yuv420p", "-c:a", "aac"]),
    ("open GOPs", "a.mp4", [*X264, "-x264-params", "open-gop=1:bframes=3", "-c:a", "aac"]),
    ("picture alone", "a.mp4", [*X264, "-an"]),
    ("sound alone", "a.mp4", ["-vn", "-c:a", "aac"]),
    ("E-AC-3 in MP4", "a.mp4", [*X264, "-c:a", "eac3"]),
    ("FLAC in MP4", "a.mp4", [*X264, "-c:a", "flac", "-strict", "-2"]),
    ("Opus in MP4", "a.mp4", [*X264, "-ar", "48000", "-c:a", "libopus", "-strict", "-2"]),
    ("MP3 in MP4", "a.mp4", [*X264, "-c:a", "libmp3lame"]),
    ("HEVC in MP4", "a.mp4", ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none:keyint=48", "-tag:v", "hvc1", "-c:a", "aac"]),
    ("AC-3 in MP4", "a.mp4", [*X264, "-c:a", "ac3"]),
    ("AV1 in MP4", "a.mp4", [*AV1, "-c:a", "aac"]),
    ("VP9 in MP4", "a.mp4", [*VP9, "-c:a", "aac"]),
    ("Matroska", "a.mkv", [*X264, "-c:a", "aac"]),
    ("Matroska with AV1 and E-AC-3", "a.mkv", [*AV1, "-c:a", "eac3"]),
    ("Matroska with AC-3", "a.mkv", [*X264, "-c:a", "ac3"]),
    ("Matroska with Opus", "a.mkv", [*X264, "-ar", "48000", "-c:a", "libopus"]),
    ("Matroska with FLAC", "a.mkv", [*X264, "-c:a", "flac"]),
    ("Matroska with MP3", "a.mkv", [*X264, "-c:a", "libmp3lame"]),
    ("Matroska with HEVC", "a.mkv", ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none:keyint=48", "-c:a", "aac"]),
    ("Matroska with open GOPs", "a.mkv", [*X264, "-x264-params", "open-gop=1:bframes=3", "-c:a", "aac"]),
    ("WebM with VP9 and Opus", "a.webm", [*VP9, "-ar", "48000", "-c:a", "libopus"]),
    ("Matroska written live, without Cues", "a.mkv", [*X264, "-c:a", "aac", "-live", "1"]),
]


@unittest.skipUnless(has_tools("ffmpeg", "ffprobe"), "ffmpeg is not installed")
class PackagedPackets(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.scratch.name)
        self.addCleanup(self.scratch.cleanup)

    def make(self, name, options):
        source = self.root / name
        ffmpeg(*PICTURE, *TONE, "-shortest", *options, source)
        return source

    def package(self, source):
        folder = self.root / "out"
        code, out, err = run("package", source, folder, "--json")
        self.assertEqual(code, 0, err)
        return folder, json.loads(out)

    def compare(self, source, folder):
        """Each rendition against the source's stream of the same number."""
        renditions = sorted(p.name for p in folder.iterdir() if re.fullmatch(r"[av]\d+", p.name))
        self.assertTrue(renditions)
        tolerance = 0.00101 if source.suffix in (".mkv", ".webm") else 0.000011
        for rendition in renditions:
            with self.subTest(rendition=rendition):
                expected = packets(source, int(rendition[1:]))
                actual = packets(join_segments(folder / rendition, self.root / f"{rendition}.mp4"), 0)
                self.assertEqual([p["hash"] for p in actual], [p["hash"] for p in expected])
                for index, (one, other) in enumerate(zip(actual, expected)):
                    self.assertAlmostEqual(one["pts"], other["pts"], delta=tolerance, msg=f"packet {index}")
                self.assertEqual([p["key"] for p in actual], [p["key"] for p in expected])

    def test_every_packet_comes_back_unchanged_at_its_time(self):
        for name, file_name, options in CASES:
            with self.subTest(name), tempfile.TemporaryDirectory() as scratch:
                self.root = pathlib.Path(scratch)
                source = self.make(file_name, options)
                folder, _ = self.package(source)
                self.compare(source, folder)

    def test_sound_in_a_file_beside_the_film_comes_back_unchanged_at_its_time(self):
        film = self.make("a.mkv", [*X264, "-c:a", "aac"])
        for name, codec in (("a.ko.mka", "ac3"), ("a.en.m4a", "aac")):
            beside = self.root / name
            ffmpeg("-f", "lavfi", "-i", "sine=frequency=660:duration=20", "-c:a", codec, beside)
            with self.subTest(name), tempfile.TemporaryDirectory() as scratch:
                folder = pathlib.Path(scratch) / "out"
                code, out, err = run("package", film, folder, "--json")
                self.assertEqual(code, 0, err)
                self.assertEqual(json.loads(out)["left_out"], [])
                rendition, = (p for p in folder.iterdir() if re.fullmatch(r"x[0-9a-f]{12}a0", p.name))
                expected, actual = packets(beside, 0), packets(join_segments(rendition, self.root / "joined.mp4"), 0)
                self.assertEqual([p["hash"] for p in actual], [p["hash"] for p in expected])
                for one, other in zip(actual, expected):
                    self.assertAlmostEqual(one["pts"], other["pts"], delta=0.00101)
                own = sorted(p.name for p in (folder / "a1").iterdir() if p.suffix == ".m4s")
                self.assertEqual(sorted(p.name for p in rendition.iterdir() if p.suffix == ".m4s"), own, "cut where the film is")
                self.assertIn(f'LANGUAGE="{name[2:4]}"', (folder / "master.m3u8").read_text())
            beside.unlink()

    def test_playlist_times_add_up_to_the_film(self):
        folder, _ = self.package(self.make("a.mkv", [*X264, "-c:a", "aac"]))
        for rendition in ("v0", "a1"):
            times = [float(t) for t in re.findall(r"#EXTINF:([\d.]+)", (folder / rendition / "playlist.m3u8").read_text())]
            self.assertAlmostEqual(sum(times), 20.0, delta=0.1)
            self.assertTrue(all(t <= 6.01 for t in times), times)

    def test_segments_begin_where_the_playlist_says(self):
        folder, _ = self.package(self.make("a.mp4", [*X264, "-c:a", "aac"]))
        for rendition in ("v0", "a1"):
            times = [float(t) for t in re.findall(r"#EXTINF:([\d.]+)", (folder / rendition / "playlist.m3u8").read_text())]
            begin = 0.0
            for number, length in enumerate(times, 1):
                alone = self.root / "alone.mp4"
                alone.write_bytes((folder / rendition / "init.mp4").read_bytes() + (folder / rendition / f"{number}.m4s").read_bytes())
                shown = [p["pts"] for p in packets(alone, 0)]
                # Priming lies before zero and is not shown; open GOPs may show pictures before their sync sample, but not here.
                first = min(t for t in shown if t >= 0 or number > 1)
                self.assertAlmostEqual(first, begin, delta=0.0011, msg=f"{rendition} segment {number}")
                begin += length

    def test_a_folder_with_something_in_it_is_not_touched(self):
        source = self.make("a.mp4", [*X264, "-an", "-t", "2"])
        folder = self.root / "full"
        folder.mkdir()
        (folder / "mine.txt").write_text("mine")
        code, _, err = run("package", source, folder)
        self.assertEqual(code, 1)
        self.assertIn("is not empty", err)
        self.assertEqual([p.name for p in folder.iterdir()], ["mine.txt"])

    def test_a_broken_subtitle_beside_the_film_is_left_out_and_named(self):
        film = self.make("a.mp4", [*X264, "-an", "-t", "2"])
        (self.root / "a.en.srt").write_text("1\n00:00:00,500 --> 00:00:01,500\nrain\n")
        (self.root / "a.de.srt").write_text("kaputt\n")
        folder, result = self.package(film)
        self.assertEqual(result["left_out"], [{"file": "a.de.srt", "reason": "not SubRip, WebVTT, ASS or SAMI"}])
        self.assertEqual(re.findall(r'TYPE=SUBTITLES.*LANGUAGE="(\w+)"', (folder / "master.m3u8").read_text()), ["en"])

    def test_what_cannot_be_carried_is_named(self):
        source = self.root / "a.mkv"
        ffmpeg(*PICTURE, *TONE, *TONE, "-map", "0", "-map", "1", "-map", "2", "-t", "3", *X264, "-c:a:0", "aac", "-c:a:1", "dca", "-strict", "-2", source)
        _, result = self.package(source)
        self.assertEqual([each["track"] for each in result["left_out"]], [2])
        self.assertIn("DTS", result["left_out"][0]["reason"])


class CommandLine(unittest.TestCase):
    def test_help_and_version_are_there(self):
        for arguments in (["--help"], ["inspect", "--help"], ["package", "--help"], ["serve", "--help"], ["--version"]):
            code, out, _ = run(*arguments)
            self.assertEqual(code, 0, arguments)
            self.assertTrue(out.strip())

    def test_wrong_use_is_two_and_failure_is_one(self):
        for arguments, expected in ((["inspect"], 2), (["nonsense"], 2), ([], 2), (["inspect", "/no/such/file.mkv"], 1)):
            code, _, err = run(*arguments)
            self.assertEqual(code, expected, arguments)
            self.assertTrue(err.strip(), arguments)


if __name__ == "__main__":
    print("testing", PROGRAM)
    unittest.main()
