"""The songs of a soundtrack folder, sent as their files are: every kind of file, whole and in parts, and what is said of one that is gone."""
import http.client
import json
import pathlib
import subprocess
import tempfile
import unittest
import urllib.parse

from library import Server, make_clip
from program import ffmpeg, has_tools

KINDS = {  # name: how it is made, what the API says of it, what it is sent as
    "01 - FLAC.flac": ([], "audio/flac", "audio/flac"),
    "02 - MP3.mp3": ([], "audio/mpeg", "audio/mpeg"),
    "03 - Opus.opus": ([], 'audio/ogg; codecs="opus"', 'audio/ogg; codecs="opus"'),
    "04 - Vorbis.ogg": (["-c:a", "libvorbis"], 'audio/ogg; codecs="vorbis"', 'audio/ogg; codecs="vorbis"'),
    "05 - AAC.m4a": (["-c:a", "aac"], 'audio/mp4; codecs="mp4a.40.2"', "audio/mp4"),
    "06 - ALAC.m4a": (["-c:a", "alac"], 'audio/mp4; codecs="alac"', "audio/mp4"),
    "07 - WAV.wav": ([], "audio/wav", "audio/wav"),
    "08 - WMA.wma": (["-c:a", "wmav2"], "audio/x-ms-wma", "audio/x-ms-wma"),
    "09 - 비.flac": ([], "audio/flac", "audio/flac"),
}


@unittest.skipUnless(has_tools("ffmpeg", "ffprobe"), "ffmpeg is not installed")
class Songs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        library = pathlib.Path(scratch.name) / "library"
        make_clip(library / "Rain" / "Season 01" / "Rain S01E01.mp4")
        cls.album = library / "Rain" / "OST"
        cls.album.mkdir()
        for place, (name, (options, _, _)) in enumerate(KINDS.items()):
            ffmpeg("-f", "lavfi", "-i", f"sine=frequency={300 + 50 * place}:duration=2", *options, cls.album / name)
        cls.server = Server(library).__enter__()
        cls.addClassCleanup(cls.server.__exit__)
        assert cls.server.wait_for_scan()
        assert cls.server.wait_until(lambda: all((s["audio"] or {}).get("type") for s in cls.server.json("/api/v1/songs")["songs"]), 60), "nobody has looked at the files"
        cls.audio = {name: song["audio"] for name, song in zip(KINDS, cls.server.json("/api/v1/songs")["songs"])}

    def test_every_kind_of_file_is_told_and_sent_as_it_is(self):
        self.assertEqual(len(self.audio), len(KINDS))
        for name, (_, told, sent) in KINDS.items():
            with self.subTest(name):
                audio = self.audio[name]
                self.assertEqual(audio["type"], told)
                status, headers, body = self.server.request(audio["url"])
                self.assertEqual((status, headers["Content-Type"]), (200, sent))
                self.assertEqual(body, (self.album / name).read_bytes())
                self.assertEqual(headers["Cache-Control"], "public, max-age=31536000, immutable")
                self.assertIsNone(headers["Content-Encoding"])
                found = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", self.server.url + audio["url"]], capture_output=True, text=True, check=True)
                self.assertAlmostEqual(float(found.stdout), 2, delta=0.2)

    def test_one_song_is_told_as_its_list_tells_it(self):
        for row in self.server.json("/api/v1/songs")["songs"]:
            self.assertEqual(self.server.json(f"/api/v1/songs/{row['id']}")["audio"], row["audio"])

    def test_parts_of_it_and_what_one_has_already(self):
        url, content = self.audio["01 - FLAC.flac"]["url"], (self.album / "01 - FLAC.flac").read_bytes()
        status, headers, body = self.server.request(url, headers={"Range": "bytes=100-299"})
        self.assertEqual((status, headers["Content-Range"], body), (206, f"bytes 100-299/{len(content)}", content[100:300]))
        self.assertEqual(self.server.request(url, headers={"Range": "bytes=-10"})[2], content[-10:])
        self.assertEqual(self.server.request(url, headers={"Range": f"bytes={len(content)}-"})[0], 416)
        tag = headers["ETag"]
        self.assertEqual(self.server.request(url, headers={"Range": "bytes=0-3", "If-Range": tag})[0], 206)
        self.assertEqual(self.server.request(url, headers={"Range": "bytes=0-3", "If-Range": '"other"'})[2], content)
        self.assertEqual(self.server.request(url, headers={"If-None-Match": tag})[0], 304)
        self.assertEqual(self.server.request(url, headers={"If-Modified-Since": headers["Last-Modified"]})[0], 304)
        status, headers, body = self.server.request(url, method="HEAD")
        self.assertEqual((status, headers["Content-Length"], headers["Accept-Ranges"], body), (200, str(len(content)), "bytes", b""))

    def test_it_has_an_id_and_never_a_path(self):
        for path in ("/media/songs/999", "/media/songs/0", "/media/songs/01%20-%20FLAC.flac", "/media/songs/", "/media/songs/1/x"):
            with self.subTest(path):
                status, headers, body = self.server.request(path)
                self.assertEqual((status, headers["Content-Type"]), (404, "application/problem+json"))
        for path in ("/media/songs/..", "/media/songs/..%2F..%2Fetc%2Fpasswd"):
            self.assertEqual(self.server.request(path)[0], 400)
        self.assertEqual(self.server.request(self.audio["01 - FLAC.flac"]["url"], method="DELETE")[0], 405)
        # A name of somebody else's that leads here is not answered.
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.server.url).netloc)
        self.addCleanup(connection.close)
        connection.request("GET", self.audio["01 - FLAC.flac"]["url"], headers={"Host": "evil.example"})
        self.assertEqual(connection.getresponse().status, 421)

    def test_a_file_that_is_gone_says_so(self):
        name = "09 - 비.flac"
        (self.album / name).rename(self.album / "away")
        try:
            # Until the folder is read again it stands in the lists, and then no more.
            status, headers, body = self.server.request(self.audio[name]["url"])
            self.assertEqual((status, headers["Content-Type"]), (404, "application/problem+json"))
            self.assertRegex(json.loads(body)["detail"], "no longer there|there is no song")
            (self.album / name).write_text("once upon a time " * 50)
            self.assertEqual(self.server.request(self.audio[name]["url"])[0], 404)
        finally:
            (self.album / "away").rename(self.album / name)
            self.assertTrue(self.server.wait_until(lambda: "immutable" in self.server.request(self.audio[name]["url"])[1].get("Cache-Control", ""), 60))


if __name__ == "__main__":
    unittest.main()
