"""Pictures as a page asks for them: described in the background, made smaller on demand, never larger, never dangerous."""
import json
import pathlib
import subprocess
import tempfile
import unittest

from library import Server, make_library
from program import ffmpeg, has_tools


def size_of(body, scratch):
    """What ffprobe says of a picture: format, width, height."""
    path = pathlib.Path(scratch) / "picture"
    path.write_bytes(body)
    done = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "stream=codec_name,width,height", "-of", "json", str(path)], capture_output=True, check=True)
    stream = json.loads(done.stdout)["streams"][0]
    return stream["codec_name"], stream["width"], stream["height"]


@unittest.skipUnless(has_tools("ffmpeg"), "ffmpeg is not installed")
class Artwork(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.scratch.cleanup)
        library = make_library(pathlib.Path(cls.scratch.name) / "library")
        cls.series_folder = library / "사운드트랙 (2024)"
        ffmpeg("-f", "lavfi", "-i", "color=c=0x2040c0:s=1000x1500", "-frames:v", "1", cls.series_folder / "poster.jpg")
        ffmpeg("-f", "lavfi", "-i", "testsrc2=s=1920x1080", "-frames:v", "1", cls.series_folder / "fanart.png")
        ffmpeg("-f", "lavfi", "-i", "color=c=red@0.5:s=600x200,format=rgba", "-frames:v", "1", cls.series_folder / "logo.png")
        (cls.series_folder / "clearart.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="2" height="3"/>')
        (cls.series_folder / "banner.jpg").write_bytes(b"\xff\xd8\xff\xe0 not much of a picture")
        # An album without a picture in its folder, whose song brings one.
        second = cls.series_folder / "OST" / "OST Part 2"
        second.mkdir()
        ffmpeg("-f", "lavfi", "-i", "color=c=0x20c020:s=300x300", "-frames:v", "1", cls.series_folder / "green.png")
        ffmpeg("-f", "lavfi", "-i", "sine=frequency=440:duration=3", "-i", cls.series_folder / "green.png", "-map", "0", "-map", "1", "-disposition:v:0", "attached_pic",
               "-metadata", "title=Sea", second / "01 - Sea.mp3")
        (cls.series_folder / "green.png").unlink()
        # Two seconds each of red, green and blue, a key frame where each begins.
        ffmpeg(*(a for colour in ("red", "lime", "blue") for a in ("-f", "lavfi", "-i", f"color={colour}:s=320x180:r=10:d=2")), "-filter_complex", "[0][1][2]concat=n=3",
               "-c:v", "libx264", "-g", "20", "-pix_fmt", "yuv420p", cls.series_folder / "Season 01" / "사운드트랙 S01E04.mp4")
        server = Server(library)
        cls.server = server.__enter__()
        cls.addClassCleanup(server.__exit__)
        assert cls.server.wait_for_scan()
        cls.id = cls.server.json("/api/v1/series")["series"][0]["id"]
        assert cls.server.wait_until(lambda: all("width" in cls.artwork()[kind] for kind in ("poster", "fanart", "logo")))

    @classmethod
    def artwork(cls):
        return cls.server.json(f"/api/v1/series/{cls.id}")["artwork"]

    def get(self, kind, width, accept="image/avif,image/webp,*/*"):
        status, headers, body = self.server.request(f"{self.artwork()[kind]['url']}&w={width}", headers={"Accept": accept})
        self.assertEqual(status, 200)
        return headers, body

    def test_pictures_are_described_in_the_background(self):
        poster = self.artwork()["poster"]
        self.assertEqual((poster["width"], poster["height"]), (1000, 1500))
        self.assertAlmostEqual(poster["hue"], 264, delta=8)
        self.assertGreater(len(poster["thumbhash"]), 20)
        self.assertEqual(self.server.json("/api/v1/series")["series"][0]["hue"], poster["hue"])
        self.assertTrue(self.server.wait_until(lambda: "banner" not in self.artwork()), "it begins as a picture does and is none")
        self.assertNotIn("width", self.artwork()["clearart"])

    def test_they_are_sent_as_wide_as_asked_for_and_never_wider_than_they_are(self):
        for kind, width, expected in (("poster", 320, (320, 480)), ("poster", 160, (160, 240)), ("poster", 1920, (1000, 1500)), ("fanart", 640, (640, 360))):
            with self.subTest(kind=kind, width=width):
                headers, body = self.get(kind, width)
                self.assertEqual(headers["Content-Type"], "image/webp")
                self.assertEqual(size_of(body, self.scratch.name), ("webp", *expected))
                self.assertIn("immutable", headers["Cache-Control"])
                self.assertEqual(headers["Vary"].split(",")[0], "Accept")

    def test_who_does_not_name_webp_gets_jpeg_or_png(self):
        headers, body = self.get("poster", 320, "*/*")
        self.assertEqual((headers["Content-Type"], size_of(body, self.scratch.name)), ("image/jpeg", ("mjpeg", 320, 480)))
        headers, body = self.get("logo", 320, "*/*")
        self.assertEqual((headers["Content-Type"], size_of(body, self.scratch.name)), ("image/png", ("png", 320, 107)))

    def test_they_are_made_once(self):
        _, first = self.get("fanart", 960)
        kept = list((self.server.data / "pictures").rglob("*-960.webp"))
        self.assertEqual(len(kept), 1)
        before = kept[0].stat().st_mtime_ns
        self.assertEqual(self.get("fanart", 960)[1], first)
        self.assertEqual(kept[0].stat().st_mtime_ns, before)

    def test_those_a_first_visit_asks_for_are_made_before_it(self):
        made = lambda width: list((self.server.data / "pictures").rglob(f"*-{width}.webp"))
        self.assertTrue(self.server.wait_until(lambda: all(made(width) for width in (320, 480, 640, 1280, 1920))))

    def test_what_cannot_be_made_smaller_is_sent_as_it_is_and_runs_nothing(self):
        headers, body = self.get("clearart", 320)
        self.assertEqual(headers["Content-Type"], "image/svg+xml")
        self.assertIn("sandbox", headers["Content-Security-Policy"])

    def pixel(self, body):
        """The one in the middle, as red, green, blue."""
        path = pathlib.Path(self.scratch.name) / "still"
        path.write_bytes(body)
        return tuple(subprocess.run(["ffmpeg", "-v", "error", "-i", str(path), "-vf", "format=rgb24,crop=1:1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"], capture_output=True, check=True).stdout[:3])

    def test_a_place_in_an_episode_has_a_picture_that_never_shows_what_lies_behind_it(self):
        episodes = self.server.json(f"/api/v1/series/{self.id}")["seasons"][0]["episodes"]
        film, broken = episodes[3]["id"], episodes[2]["id"]
        for at, strongest in ((0, 0), (1, 0), (2, 1), (3, 1), (4, 2), (6, 2)):
            with self.subTest(at=at):
                status, headers, body = self.server.request(f"/api/v1/episodes/{film}/still?at={at}&w=160", headers={"Accept": "image/webp"})
                self.assertEqual((status, headers["Content-Type"], size_of(body, self.scratch.name)), (200, "image/webp", ("webp", 160, 90)))
                pixel = self.pixel(body)
                self.assertEqual(max(range(3), key=lambda c: pixel[c]), strongest, pixel)
        self.assertEqual(len(list((self.server.data / "pictures").rglob("*-frame1-160.webp"))), 1, "places before the same key frame share a picture")
        _, headers, body = self.server.request(f"/api/v1/episodes/{film}/still?at=3", headers={"Accept": "*/*"})
        self.assertEqual((headers["Content-Type"], size_of(body, self.scratch.name)), ("image/jpeg", ("mjpeg", 320, 180)), "no larger than the film")
        self.assertEqual(self.server.json(f"/api/v1/episodes/{film}")["duration"], 6)
        for query in ("at=-1", "at=x", "at=1.5", "at=7", "at=9999", "at=99999999", "w=321", "w="):
            with self.subTest(query):
                self.assertEqual(self.server.request(f"/api/v1/episodes/{film}/still?{query}")[0], 400)
        self.assertEqual(self.server.request(f"/api/v1/episodes/{broken}/still")[0], 404)

    def test_an_episode_without_a_picture_has_one_of_its_film(self):
        thumb = lambda: self.server.json(f"/api/v1/series/{self.id}")["seasons"][0]["episodes"][3]["artwork"].get("thumb")
        self.assertTrue(self.server.wait_until(thumb))
        picture = thumb()
        self.assertTrue(picture["of_film"])
        self.assertEqual((picture["width"], picture["height"]), (320, 180))
        self.assertGreater(len(picture["thumbhash"]), 20)
        for url, size in ((picture["url"], (160, 90)), (picture["url"].replace("&v=", "&shape=poster&v="), (120, 180))):
            status, headers, body = self.server.request(f"{url}&w=160", headers={"Accept": "image/webp"})
            self.assertEqual((status, size_of(body, self.scratch.name)), (200, ("webp", *size)), url)
            self.assertIn("immutable", headers["Cache-Control"])
        self.assertEqual(self.server.request(f"{picture['url']}&shape=round")[0], 400)
        self.assertNotIn("of_film", self.artwork()["poster"], "what somebody gave stays")


    def test_songs_have_the_picture_of_their_album_or_the_one_a_song_of_it_brings_along(self):
        songs = lambda: {song["title"]: song for song in self.server.json("/api/v1/songs")["songs"]}
        self.assertTrue(self.server.wait_until(lambda: (songs().get("Sea") or {}).get("cover"), 60), "known once its tags were read")
        for title, strongest, side in (("Rain", 0, 320), ("Sea", 1, 300)):
            with self.subTest(title):
                cover = songs()[title]["cover"]["url"]
                status, headers, body = self.server.request(f"{cover}?w=320", headers={"Accept": "image/webp"})
                self.assertEqual((status, headers["Content-Type"], size_of(body, self.scratch.name)), (200, "image/webp", ("webp", side, side)))
                pixel = self.pixel(body)
                self.assertEqual(max(range(3), key=lambda c: pixel[c]), strongest, pixel)
                hits = self.server.json(f"/api/v1/search?q={title}")["songs"]
                self.assertEqual(hits[0]["cover"]["url"], cover)
        self.assertEqual(self.server.request("/api/v1/albums/99/cover")[0], 404)
        self.assertEqual(self.server.json("/api/v1/search?q=soundtrack")["titles"][0]["artwork"]["poster"], self.artwork()["poster"])

    def test_people_have_the_picture_that_lies_in_the_library(self):
        person = next(p for p in self.server.json(f"/api/v1/series/{self.id}")["people"] if p["name"] == "노상현")
        self.assertEqual(self.server.json(f"/api/v1/people/{person['id']}")["picture"], person["picture"])
        self.assertTrue(self.server.wait_until(lambda: self.server.json("/api/v1/search?q=%EB%85%B8%EC%83%81%ED%98%84")["people"]))
        self.assertEqual(self.server.json("/api/v1/search?q=%EB%85%B8%EC%83%81%ED%98%84")["people"][0]["picture"], person["picture"])
        status, headers, body = self.server.request(f"{person['picture']['url']}?w=160", headers={"Accept": "image/webp"})
        self.assertEqual((status, headers["Content-Type"], size_of(body, self.scratch.name)), (200, "image/webp", ("webp", 160, 213)))
        self.assertEqual(self.server.request("/api/v1/people/999/picture")[0], 404)

    def test_other_widths_are_refused(self):
        for width in ("0", "1", "321", "99999999", "-320", "x", ""):
            with self.subTest(width):
                status, headers, _ = self.server.request(f"{self.artwork()['poster']['url']}&w={width}")
                self.assertEqual((status, headers["Content-Type"]), (400, "application/problem+json"))


if __name__ == "__main__":
    unittest.main()
