"""An album that lies with one series, given to another by hand."""
import contextlib
import json
import pathlib
import sqlite3
import tempfile
import unittest

from library import Server, make_clip
from program import ffmpeg, has_tools


def make_series(root, name, pitch, songs=1):
    make_clip(root / name / "Season 01" / f"{name} S01E01.mp4")
    (root / name / "OST").mkdir()
    for number in range(1, songs + 1):
        ffmpeg("-f", "lavfi", "-i", f"sine=frequency={pitch * number}:duration=3", root / name / "OST" / f"0{number} - {name}.flac")


@unittest.skipUnless(has_tools("ffmpeg"), "ffmpeg is not installed")
class Albums(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.library = pathlib.Path(scratch.name) / "library"
        make_series(cls.library, "Rain", 330)
        make_series(cls.library, "Sea", 440, songs=2)

    def start(self, *options):
        server = Server(self.library, options=options)
        server.__enter__()
        self.addCleanup(server.__exit__)
        return self.scanned(server)

    def scanned(self, server):
        self.assertTrue(server.wait_for_scan())
        self.ids = {s["title"]: s["id"] for s in server.json("/api/v1/series")["series"]}
        self.albums = {a["folder"]: a for a in server.json("/api/v1/albums")["albums"]}
        return server

    def tie(self, server, album, series, **headers):
        status, _, body = server.request(f"/api/v1/albums/{album}/series", method="POST", headers={"Content-Type": "application/json", **headers},
                                         body=json.dumps({"series": series}).encode())
        return status, json.loads(body)

    def titles(self, server, series):
        """The songs of a series, in the order of its albums; its list of songs has the same."""
        page = [s["title"] for s in server.json(f"/api/v1/series/{self.ids[series]}")["songs"]]
        listed = [s["title"] for s in server.json(f"/api/v1/series/{self.ids[series]}/songs")["songs"]]
        self.assertEqual(sorted(page), sorted(listed))
        return page

    def test_albums_are_listed_with_their_series_a_page_at_a_time(self):
        server = self.start("--no-analysis")
        self.assertEqual([(a["folder"], a["song_count"], [s["title"] for s in a["series"]], a["tied"]) for a in self.albums.values()],
                         [("Rain/OST", 1, ["Rain"], []), ("Sea/OST", 2, ["Sea"], [])])
        first = server.json("/api/v1/albums?limit=1")
        self.assertEqual((first["total"], len(first["albums"])), (2, 1))
        second = server.json(f"/api/v1/albums?limit=1&cursor={first['next_cursor']}")
        self.assertEqual([a["folder"] for a in second["albums"]], ["Sea/OST"])
        self.assertIsNone(second["next_cursor"])
        self.assertEqual(server.json(f"/api/v1/albums/{self.albums['Sea/OST']['id']}"), self.albums["Sea/OST"])

    def test_a_tied_album_is_the_series_own_until_it_is_untied_and_a_restart_keeps_it(self):
        with tempfile.TemporaryDirectory() as data:
            with Server(self.library, data=data, options=["--no-analysis"]) as server:
                self.scanned(server)
                sea = self.albums["Sea/OST"]["id"]
                status, album = self.tie(server, sea, self.ids["Rain"])
                self.assertEqual((status, album["tied"]), (201, [{"id": self.ids["Rain"], "title": "Rain"}]))
                self.assertEqual(self.titles(server, "Rain"), ["Rain", "Sea", "Sea"])
            with Server(self.library, data=data, options=["--no-analysis"]) as server:
                self.scanned(server)
                self.assertEqual(self.titles(server, "Rain"), ["Rain", "Sea", "Sea"])
                self.assertEqual(self.titles(server, "Sea"), ["Sea", "Sea"])
                path = f"/api/v1/albums/{sea}/series/{self.ids['Rain']}"
                status, _, body = server.request(path, method="DELETE")
                self.assertEqual((status, body), (204, b""))
                self.assertEqual(self.titles(server, "Rain"), ["Rain"])
                self.assertEqual(server.request(path, method="DELETE")[0], 404)

    def test_what_cannot_be_tied_is_refused_with_the_reason(self):
        server = self.start("--no-analysis")
        rain, sea = self.albums["Rain/OST"]["id"], self.albums["Sea/OST"]["id"]
        self.assertEqual(self.tie(server, sea, 999)[0], 404)
        self.assertEqual(self.tie(server, 999, self.ids["Rain"])[0], 404)
        self.assertEqual(self.tie(server, rain, "Sea")[0], 400)
        status, problem = self.tie(server, rain, self.ids["Rain"])
        self.assertEqual((status, problem["detail"]), (409, "the album is the series' own"))
        self.assertEqual(self.tie(server, rain, self.ids["Sea"])[0], 201)
        self.assertEqual(self.tie(server, rain, self.ids["Sea"])[0], 409)
        self.assertEqual(self.tie(server, sea, self.ids["Rain"], Origin="http://evil.example")[0], 403)
        status, _, _ = server.request(f"/api/v1/albums/{rain}/series/{self.ids['Sea']}", method="DELETE", headers={"Sec-Fetch-Site": "cross-site"})
        self.assertEqual(status, 403)
        self.assertEqual(self.titles(server, "Sea"), ["Sea", "Sea", "Rain"])

    def test_a_season_is_heard_again_with_the_songs_that_were_tied_to_its_series(self):
        server = self.start()

        def heard_from():
            """From what the answer about Rain's season was made."""
            with contextlib.closing(sqlite3.connect(server.data / "bonustrack.db")) as database:
                return database.execute("SELECT digest FROM heard_seasons WHERE series_id = ?", (self.ids["Rain"],)).fetchone()

        self.assertTrue(server.wait_until(lambda: server.json("/api/v1/analysis")["state"] == "idle" and heard_from()))
        before = heard_from()
        self.assertEqual(self.tie(server, self.albums["Sea/OST"]["id"], self.ids["Rain"])[0], 201)
        self.assertTrue(server.wait_until(lambda: heard_from() != before))


if __name__ == "__main__":
    unittest.main()
