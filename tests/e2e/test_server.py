"""The real server over HTTP: the contracts of the API, what changes while it runs, and what must not break it."""
import contextlib
import json
import math
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
import unittest

from library import EVENTUALLY, Server, copy_tree, make_clip, make_library, without_pictures
from program import PROGRAM, has_tools, run

KILLS = int(os.environ.get("BONUSTRACK_KILLS", "10"))


@unittest.skipUnless(has_tools("ffmpeg"), "ffmpeg is not installed")
class Serving(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.scratch.cleanup)
        cls.root = pathlib.Path(cls.scratch.name)
        cls.library = make_library(cls.root / "library")
        make_clip(cls.library / "사운드트랙 (2024)" / "trailers" / "Teaser.mp4", 4)
        cls.server = cls.enterClassContext(Server(cls.library)) if hasattr(cls, "enterClassContext") else Server(cls.library).__enter__()
        assert cls.server.wait_for_scan()
        cls.series = cls.server.json("/api/v1/series")["series"][0]
        cls.episodes = cls.server.json(f"/api/v1/series/{cls.series['id']}")["seasons"][0]["episodes"]

    def test_lists_series_with_what_the_contract_names(self):
        self.assertEqual((self.series["title"], self.series["year"]), ("사운드트랙", 2024))
        self.assertEqual([e["number"] for e in self.episodes], [1, 2, 3])
        self.assertAlmostEqual(self.episodes[0]["duration"], 8.0, delta=0.1)
        self.assertRegex(self.episodes[0]["hls"], r"^/media/[0-9a-f]{32}-\d+/master\.m3u8$")
        self.assertRegex(self.episodes[1]["dash"], r"^/media/[0-9a-f]{32}-\d+/manifest\.mpd$")

    def test_a_file_that_cannot_be_read_is_listed_with_the_reason(self):
        broken = self.episodes[2]
        self.assertFalse(broken["playable"])
        self.assertIsNone(broken["hls"])
        self.assertGreater(len(broken["reason"]), 10)
        self.assertEqual(broken["reason_code"], "unreadable")
        self.assertNotIn("reason_code", self.episodes[0])

    def test_a_file_beside_the_film_that_is_not_offered_is_listed_with_the_reason(self):
        tracks = self.server.json(f"/api/v1/episodes/{self.episodes[1]['id']}")["tracks"]
        beside = [t for t in tracks if t["number"] is None]
        self.assertEqual([(t["file"], t["codec"], t["language"], t["carried"], t["reason_code"]) for t in beside],
                         [("사운드트랙 S01E02.fr.idx", "VobSub", "fr", False, "pictures")])
        self.assertIn("VobSub", beside[0]["reason"])

    def test_a_limit_that_is_none_is_refused_and_a_large_one_is_cut(self):
        for path in ("/api/v1/series?", "/api/v1/search?q=rain&"):
            with self.subTest(path):
                status, _, body = self.server.request(path + "limit=0")
                self.assertEqual(status, 400)
                self.assertIn("limit is a number from 1;", json.loads(body)["detail"])
                self.assertEqual(self.server.request(path + "limit=100000")[0], 200)

    def test_an_episode_names_its_tracks_subtitles_and_neighbours(self):
        episode = self.server.json(f"/api/v1/episodes/{self.episodes[0]['id']}")
        self.assertEqual([t["codec"] for t in episode["tracks"]], ["H.264", "AAC"])
        self.assertTrue(all(t["carried"] for t in episode["tracks"]))
        self.assertEqual(sorted(s["language"] for s in episode["subtitles"]), ["en", "ko"])
        self.assertEqual(episode["next"]["id"], self.episodes[1]["id"])
        self.assertIsNone(episode["previous"])
        for key in ("cues", "parts", "chapters"):
            self.assertIsInstance(episode[key], list)

    def test_an_extra_names_its_tracks_and_plays_from_the_original(self):
        listed = self.server.json(f"/api/v1/series/{self.series['id']}")["extras"][0]
        extra = self.server.json(f"/api/v1/extras/{listed['id']}")
        self.assertEqual((extra["kind"], extra["title"], extra["series"]["title"]), ("trailer", "Teaser", "사운드트랙"))
        self.assertEqual([t["codec"] for t in extra["tracks"]], ["H.264", "AAC"])
        self.assertEqual(extra["hls"], listed["hls"])
        self.assertIn(b"#EXTM3U", self.server.request(extra["hls"])[2])
        self.assertEqual(self.server.request(f"/api/v1/extras/{extra['id']}/still?at=1&w=160")[1]["Content-Type"], "image/jpeg")

    def test_korean_subtitles_in_cp949_arrive_as_utf8(self):
        episode = self.server.json(f"/api/v1/episodes/{self.episodes[0]['id']}")
        korean = next(s for s in episode["subtitles"] if s["language"] == "ko")
        status, headers, body = self.server.request(korean["url"])
        self.assertEqual((status, headers.get_content_type()), (200, "text/vtt"))
        self.assertIn("비가 온다, 그래도 노래는 계속된다", body.decode("utf-8"))

    def test_every_uri_of_the_playlists_answers(self):
        for episode in self.episodes[:2]:
            base = episode["hls"].rsplit("/", 1)[0]
            _, _, master = self.server.request(episode["hls"])
            for uri in re.findall(r'URI="([^"]+)"', master.decode()) + re.findall(r"^[^#\n].*$", master.decode(), re.M):
                status, headers, playlist = self.server.request(f"{base}/{uri}")
                self.assertEqual((status, headers.get_content_type()), (200, "application/vnd.apple.mpegurl"))
                folder = uri.rsplit("/", 1)[0]
                for inner in re.findall(r'URI="([^"]+)"', playlist.decode()) + re.findall(r"^[^#\n].*$", playlist.decode(), re.M):
                    status, headers, body = self.server.request(f"{base}/{folder}/{inner}")
                    self.assertEqual(status, 200, inner)
                    self.assertEqual(int(headers["Content-Length"]), len(body))
                    self.assertIn("immutable", headers["Cache-Control"])

    def test_the_server_sends_what_package_writes(self):
        path = self.library / "사운드트랙 (2024)" / "Season 01" / "사운드트랙 S01E02.mkv"
        folder = self.root / "package"
        subprocess.run([PROGRAM, "package", path, folder], check=True, capture_output=True)
        base = self.episodes[1]["hls"].rsplit("/", 1)[0]
        files = [p for p in folder.rglob("*") if p.is_file()]
        self.assertGreater(len(files), 8)
        for file in files * 2:  # made at first, then kept ready
            whole = file.read_bytes()
            _, headers, body = self.server.request(f"{base}/{file.relative_to(folder)}")
            self.assertEqual(body, whole, file)
            if headers["Accept-Ranges"]:
                _, _, body = self.server.request(f"{base}/{file.relative_to(folder)}", headers={"Range": f"bytes={len(whole) // 3}-{len(whole) // 2}"})
                self.assertEqual(body, whole[len(whole) // 3:len(whole) // 2 + 1], file)

    def test_pieces_of_another_layout_are_not_given_out_and_manifests_lead_to_todays(self):
        url = self.episodes[0]["hls"]
        key = re.search("[0-9a-f]{32}", url)[0]
        self.assertEqual(self.server.request(f"/media/{key}-0/v0/1.m4s")[0], 404)
        _, _, today = self.server.request(url)
        for older in (f"/media/{key}-0/master.m3u8", f"/media/{key}/master.m3u8"):
            status, headers, body = self.server.request(older)
            self.assertEqual((status, body, headers["Cache-Control"]), (200, today, "no-cache"), older)

    def test_http_is_spoken_well(self):
        segment = self.episodes[0]["hls"].replace("master.m3u8", "v0/1.m4s")
        _, headers, whole = self.server.request(segment)
        status, part, body = self.server.request(segment, headers={"Range": "bytes=100-199"})
        self.assertEqual((status, body, part["Content-Range"]), (206, whole[100:200], f"bytes 100-199/{len(whole)}"))
        self.assertEqual(self.server.request(segment, headers={"Range": f"bytes={len(whole)}-"})[0], 416)
        self.assertEqual(self.server.request(segment, headers={"If-None-Match": headers["ETag"]})[0], 304)
        status, head, body = self.server.request(segment, method="HEAD")
        self.assertEqual((status, body, int(head["Content-Length"])), (200, b"", len(whole)))
        self.assertEqual(headers["Access-Control-Allow-Origin"], "*")
        status, headers, _ = self.server.request("/api/v1/series", headers={"Accept-Encoding": "gzip"})
        self.assertEqual(status, 200)

    def test_errors_are_problem_documents(self):
        for path, status in (("/api/v1/series/999999", 404), ("/api/v1/series/abc", 404), ("/api/v1/episodes/-1", 404), ("/api/v1/series?limit=x", 400),
                             ("/api/v1/series?sort=size", 400), ("/api/v1/series?cursor=!!", 400), ("/api/v1/nothing", 404), ("/media/x/master.m3u8", 404),
                             ("/media/" + "0" * 32 + "/master.m3u8", 404), (self.episodes[0]["hls"].replace("master.m3u8", "v0/999.m4s"), 404),
                             (self.episodes[0]["hls"].replace("master.m3u8", "../../etc/passwd"), 400)):
            with self.subTest(path):
                got, headers, body = self.server.request(path)
                self.assertEqual(got, status)
                self.assertEqual(headers.get_content_type(), "application/problem+json")
                self.assertEqual(json.loads(body)["status"], got)

    def test_operators_can_see_how_it_is(self):
        self.assertEqual(self.server.request("/healthz")[2], b"ok\n")
        self.assertIn(b"bonustrack_http_requests_total", self.server.request("/metrics")[2])

    def test_pages_have_a_strict_policy(self):
        status, headers, body = self.server.request("/")
        self.assertEqual(status, 200)
        self.assertIn("script-src 'self'", headers["Content-Security-Policy"])
        self.assertNotIn("unsafe", headers["Content-Security-Policy"])
        self.assertIn(b"<html", body)
        self.assertEqual(self.server.request("/series/1")[0], 200)
        self.assertEqual(self.server.request("/assets/none.js")[0], 404)

    def test_licences_of_what_is_in_the_pages_come_with_them(self):
        status, headers, body = self.server.request("/licences.txt")
        self.assertEqual((status, headers.get_content_type()), (200, "text/plain"))
        for owner in ("Kil Hyung-jin", "Svelte Contributors", "Dailymotion", "libass contributors"):
            self.assertIn(owner.encode(), body)

    def test_only_the_worker_that_draws_subtitles_may_run_webassembly(self):
        web = pathlib.Path(__file__).resolve().parents[2] / "web" / "package.json"
        folder = f"/assets/libass-{json.loads(web.read_text())['dependencies']['@jellyfin/libass-wasm']}"
        status, headers, _ = self.server.request(f"{folder}/subtitles-octopus-worker.js")
        self.assertEqual(status, 200)
        self.assertIn("'wasm-unsafe-eval'", headers["Content-Security-Policy"])
        self.assertTrue(headers["Content-Security-Policy"].startswith("default-src 'none'"))
        for other, media_type in (("subtitles-octopus-worker.wasm", "application/wasm"), ("default.woff2", "font/woff2"), ("COPYRIGHT.txt", "text/plain")):
            status, headers, _ = self.server.request(f"{folder}/{other}")
            self.assertEqual((status, headers.get_content_type()), (200, media_type))
            self.assertNotIn("unsafe", headers["Content-Security-Policy"])

    def test_people_are_listed(self):
        people = self.server.json("/api/v1/people")["people"]
        self.assertEqual([p["name"] for p in people], ["노상현"])
        self.assertEqual(self.server.json(f"/api/v1/people/{people[0]['id']}")["credits"][0]["role"], "은수")


@unittest.skipUnless(has_tools("ffmpeg"), "ffmpeg is not installed")
class Changes(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)
        self.root = pathlib.Path(self.scratch.name)
        self.library = self.root / "library"
        self.season = self.library / "Rain" / "Season 01"
        make_clip(self.season / "Rain S01E01.mp4", 4)

    def episodes(self, server):
        series = server.json("/api/v1/series")["series"]
        return server.json(f"/api/v1/series/{series[0]['id']}")["seasons"][0]["episodes"] if series else []

    def test_new_renamed_and_removed_files_are_noticed_within_seconds(self):
        with Server(self.library) as server:
            self.assertTrue(server.wait_for_scan())
            first = self.episodes(server)[0]
            shutil.copy(self.season / "Rain S01E01.mp4", self.root / "copy.mp4")
            make_clip(self.root / "second.mp4", 5)
            shutil.move(self.root / "second.mp4", self.season / "Rain S01E02.mp4")
            self.assertTrue(server.wait_until(lambda: len(self.episodes(server)) == 2))
            (self.season / "Rain S01E01.mp4").rename(self.season / "Rain - S01E01 - The Bus.mp4")
            self.assertTrue(server.wait_until(lambda: self.episodes(server)[0]["title"] == "The Bus"))
            renamed = self.episodes(server)[0]
            self.assertEqual((renamed["id"], renamed["hls"]), (first["id"], first["hls"]), "a renamed episode is the same one")
            (self.season / "Rain S01E02.mp4").unlink()
            self.assertTrue(server.wait_until(lambda: len(self.episodes(server)) == 1))

    def test_a_replaced_file_gets_new_urls_and_the_old_ones_end(self):
        with Server(self.library) as server:
            self.assertTrue(server.wait_for_scan())
            before = self.episodes(server)[0]["hls"]
            self.assertEqual(server.request(before)[0], 200)
            segments = [before.replace("master.m3u8", name) for name in ("v0/1.m4s", "a1/1.m4s")]
            for segment in segments * 2:  # also those that lie ready
                self.assertEqual(server.request(segment)[0], 200)
            make_clip(self.root / "other.mp4", 6)
            shutil.copyfile(self.root / "other.mp4", self.season / "Rain S01E01.mp4")  # in place: the same inode
            for segment in segments:
                self.assertEqual(server.request(segment)[0], 404, "never other bytes under the old name")
            self.assertTrue(server.wait_until(lambda: self.episodes(server)[0]["hls"] not in (None, before)))
            self.assertEqual(server.request(self.episodes(server)[0]["hls"])[0], 200)

    def test_a_file_that_is_filled_in_place_gets_new_urls_when_it_rests(self):
        film = self.season / "Rain S01E01.mp4"
        whole = film.read_bytes()
        room = bytearray((1 << 20).to_bytes(4, "big") + b"free" + bytes((1 << 20) - 8))  # a box nobody reads, so that there is room between the samples
        film.write_bytes(whole + room)
        playable = lambda: self.episodes(server)[0]["playable"]
        with Server(self.library) as server:
            self.assertTrue(server.wait_for_scan())
            before = self.episodes(server)[0]["hls"]
            segment = before.replace("master.m3u8", "v0/1.m4s")
            self.assertEqual(server.request(segment)[0], 200)
            with open(film, "r+b") as file:
                file.seek(len(whole) + 200_000)
                file.write(b"x" * 100_000)
            self.assertEqual(server.request(segment)[0], 404, "never other bytes under the old name")
            self.assertTrue(server.wait_until(lambda: not playable()))
            self.assertIn("still being written", self.episodes(server)[0]["reason"])
            os.utime(film, (time.time() - 3600,) * 2)
            self.assertTrue(server.wait_until(playable))
            after = self.episodes(server)[0]["hls"]
            self.assertNotEqual(after, before)
            self.assertEqual(server.request(after.replace("master.m3u8", "v0/1.m4s"))[0], 200)
            self.assertEqual(server.request(segment)[0], 404)

    def test_a_library_that_is_no_longer_named_is_seen_by_nobody_and_comes_back_as_it_was(self):
        data, private = self.root / "data", make_library(self.root / "private")

        def everything(server):
            self.assertTrue(server.wait_for_scan())
            self.assertTrue(server.wait_until(lambda: len(server.json("/api/v1/series")["series"]) == 2))
            shown = {}
            for series in server.json("/api/v1/series")["series"]:
                for season in server.json(f"/api/v1/series/{series['id']}")["seasons"]:
                    shown.update({f"/api/v1/episodes/{e['id']}": e["hls"] for e in season["episodes"]})
            return shown

        with Server(self.library, private, data=data, options=["--no-analysis"]) as server:
            before = everything(server)
            own = {f"/api/v1/episodes/{e['id']}" for e in self.episodes(server)}
            lines = lambda: server.json("/api/v1/search?q=it%20rains")["lines"]
            self.assertTrue(server.wait_until(lines))
            album, = server.json("/api/v1/albums")["albums"]
            series = album["series"][0]["id"]
            song = server.json(f"/api/v1/series/{series}/songs")["songs"][0]["id"]
            gone = [f"/api/v1/series/{series}", f"/api/v1/songs/{song}", f"/api/v1/albums/{album['id']}/cover"]
            for path in gone:
                self.assertEqual(server.request(path)[0], 200)
        with Server(self.library, data=data, options=["--no-analysis"]) as server:
            self.assertEqual(len(server.json("/api/v1/series")["series"]), 1)
            for episode, hls in before.items():
                with self.subTest(episode):
                    self.assertEqual(server.request(episode)[0], 200 if episode in own else 404)
                    if hls:
                        self.assertEqual(server.request(hls)[0], 200 if episode in own else 404)
            self.assertEqual(server.json("/api/v1/albums")["albums"], [])
            self.assertEqual(lines(), [])
            for path in gone:
                self.assertEqual(server.request(path)[0], 404)
            self.assertTrue(server.wait_for_scan())
            self.assertEqual(server.json("/api/v1/problems")["problems"], [])
        with Server(self.library, private, data=data, options=["--no-analysis"]) as server:
            self.assertEqual(everything(server), before)

    def test_a_restart_plays_at_once_and_keeps_every_id(self):
        data = self.root / "data"
        quiet = ["--no-analysis"]  # how far listening has come would differ between the two
        with Server(self.library, data=data, options=quiet) as server:
            self.assertTrue(server.wait_for_scan())
            before = without_pictures(self.episodes(server))
        with Server(self.library, data=data, options=quiet) as server:
            self.assertEqual(server.request(before[0]["hls"])[0], 200, "before any scan has ended")
            self.assertTrue(server.wait_for_scan())
            self.assertEqual(without_pictures(self.episodes(server)), before)

    def test_an_unreadable_folder_is_reported_and_the_rest_is_there(self):
        closed = self.library / "Closed"
        closed.mkdir(mode=0)
        self.addCleanup(closed.chmod, 0o755)
        self.root.chmod(0o755)
        with Server(self.library, user="nobody" if os.getuid() == 0 else None) as server:  # root reads every folder
            self.assertTrue(server.wait_for_scan())
            self.assertEqual(len(self.episodes(server)), 1)
            self.assertEqual([p["path"] for p in server.json("/api/v1/problems")["problems"]], ["Closed"])
            self.assertTrue(server.wait_until(lambda: "not readable: 1 (see /api/v1/problems)" in server.errors()), server.errors())

    def test_an_empty_library_is_told_what_belongs_there(self):
        empty = self.root / "empty"
        empty.mkdir()
        with Server(empty) as server:
            self.assertTrue(server.wait_until(lambda: "0 files looked into. A folder with episodes in it is a series" in server.errors()), server.errors())
            shutil.copytree(self.library / "Rain", empty / "Rain")
            self.assertTrue(server.wait_until(lambda: len(self.episodes(server)) == 1))

    def test_a_library_that_is_away_is_said_once(self):
        away = self.root / "away"
        with Server(self.library) as server:
            self.assertTrue(server.wait_for_scan())
            os.rename(self.library, away)
            self.addCleanup(os.rename, away, self.library)

            def failed_after(begin):
                scan = server.json("/api/v1/scan")
                return scan["state"] == "idle" and scan["message"] and scan["finished"] >= begin

            for _ in range(3):
                begin = math.ceil(time.time())  # the end is told in whole seconds
                time.sleep(max(0, begin - time.time()))
                server.request("/api/v1/scan", "POST", {"Content-Type": "application/json"})
                self.assertTrue(server.wait_until(lambda b=begin: failed_after(b)))
            self.assertTrue(server.wait_until(lambda: "Scan failed" in server.errors()))
            self.assertEqual(server.errors().count("Scan failed"), 1, server.errors())

    def test_a_file_that_cannot_be_opened_does_not_tell_viewers_where_it_lies(self):
        closed = self.season / "Rain S01E02.mp4"
        shutil.copyfile(self.season / "Rain S01E01.mp4", closed)
        closed.chmod(0)
        self.root.chmod(0o755)
        with Server(self.library, user="nobody" if os.getuid() == 0 else None) as server:
            self.assertTrue(server.wait_for_scan())
            episode = self.episodes(server)[1]
            self.assertFalse(episode["playable"])
            self.assertIn("Permission denied", episode["reason"])
            for path in ("/api/v1/scan", "/api/v1/problems", "/api/v1/series", f"/api/v1/episodes/{episode['id']}"):
                self.assertNotIn(str(self.root), json.dumps(server.json(path), ensure_ascii=False), path)
            closed.chmod(0o644)
            self.assertTrue(server.wait_until(lambda: self.episodes(server)[1]["playable"]), "as soon as it may be opened")

    def test_indexes_of_files_that_are_gone_are_removed(self):
        with Server(self.library) as server:
            self.assertTrue(server.wait_for_scan())
            shutil.copyfile(self.season / "Rain S01E01.mp4", self.root / "copy.mp4")
            make_clip(self.season / "Rain S01E02.mp4", 5)
            indexes = lambda: len(list((server.data / "index").rglob("*.bti")))
            self.assertTrue(server.wait_until(lambda: indexes() == 2))
            (self.season / "Rain S01E02.mp4").unlink()
            self.assertTrue(server.wait_until(lambda: indexes() == 1))
            self.assertEqual(server.request(self.episodes(server)[0]["hls"])[0], 200)

    def test_a_scan_can_be_asked_for_but_not_by_pages_of_other_sites(self):
        with Server(self.library) as server:
            self.assertTrue(server.wait_for_scan())
            status, headers, body = server.request("/api/v1/scan", "POST")
            self.assertEqual((status, headers["Content-Type"]), (202, "application/json"))
            self.assertEqual(json.loads(body).keys(), server.json("/api/v1/scan").keys())
            own = {"Sec-Fetch-Site": "same-origin", "Origin": server.url}
            self.assertEqual(server.request("/api/v1/scan", "POST", headers=own)[0], 202)
            for foreign in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
                with self.subTest(foreign):
                    status, headers, _ = server.request("/api/v1/scan", "POST", headers=foreign)
                    self.assertEqual((status, headers["Content-Type"]), (403, "application/problem+json"))

    def test_the_next_episode_is_in_another_file(self):
        with tempfile.TemporaryDirectory() as folder:
            season = pathlib.Path(folder) / "Rain" / "Season 01"
            season.mkdir(parents=True)
            for name in ("Rain S01E01-E02.mp4", "Rain S01E03.mp4"):
                make_clip(season / name, 4)
            with Server(folder) as server:
                self.assertTrue(server.wait_for_scan())
                ids = {e["number"]: e["id"] for e in self.episodes(server)}
                neighbours = {number: [(e or {}).get("number") for e in map(server.json(f"/api/v1/episodes/{ids[number]}").get, ("previous", "next"))] for number in ids}
                self.assertEqual(neighbours, {1: [None, 3], 2: [None, 3], 3: [2, None]})

    def test_changes_that_a_proxy_passes_on_are_taken_from_home_only_unless_the_owner_says_otherwise(self):
        own = {"Host": "tv.example", "Origin": "https://tv.example"}
        afar, home = own | {"X-Forwarded-For": "10.0.0.1, 203.0.113.9, 172.18.0.2"}, own | {"X-Forwarded-For": "192.168.1.20, 172.18.0.2"}
        for changes, expected in (("home", (403, 202, 202)), ("everyone", (202, 202, 202)), ("nobody", (403, 403, 403))):
            with Server(self.library, options=("--allow-host", "tv.example", "--changes", changes)) as server:
                answers = [server.request("/api/v1/scan", "POST", headers=headers) for headers in (afar, home, {})]
                self.assertEqual(tuple(status for status, _, _ in answers), expected, changes)
                if changes == "home":
                    problem = json.loads(answers[0][2])
                    self.assertIn("203.0.113.9", problem["detail"])
                    self.assertIn("--changes everyone", problem["detail"])
        self.assertEqual(run("serve", "--changes", "friends")[0], 2)

    def test_it_answers_only_to_its_own_names(self):
        with Server(self.library, options=("--allow-host", "tv.example")) as server:
            for host, expected in (("127.0.0.1", 200), ("localhost:1", 200), (socket.gethostname(), 200), ("tv.example:443", 200), ("evil.example", 421),
                                   ("tv.example.evil.example", 421)):
                for path in ("/", "/api/v1/series", "/healthz"):
                    with self.subTest(host=host, path=path):
                        status, headers, _ = server.request(path, headers={"Host": host})
                        self.assertEqual(status, expected)
                        if expected == 421:
                            self.assertEqual(headers["Content-Type"], "application/problem+json")

    def test_ten_thousand_connections_that_say_nothing_disturb_nobody(self):
        wanted = 10_000
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if hard < wanted + 500:
            self.skipTest(f"only {hard} files may be open")
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        with Server(self.library) as server, contextlib.ExitStack() as silent:
            self.assertTrue(server.wait_for_scan())
            address = ("127.0.0.1", int(server.url.rsplit(":", 1)[1]))
            for _ in range(wanted):
                silent.enter_context(socket.create_connection(address, EVENTUALLY))
            self.assertEqual(server.request(self.episodes(server)[0]["hls"])[0], 200)
            resident = re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{server.process.pid}/status").read_text())
            self.assertLess(int(resident.group(1)), 400_000, "kB: sanitizers take their part of it")
            opened = lambda: int(float(re.search(r"^bonustrack_http_connections_open (\S+)", server.request("/metrics")[2].decode(), re.M).group(1)))
            self.assertTrue(server.wait_until(lambda: opened() < 100, 90), "who says nothing is sent away")
            self.assertEqual(server.request("/healthz")[0], 200)

    def test_killed_at_any_moment_it_starts_again_with_a_sound_database(self):
        for number in range(12):
            copy_tree(self.library / "Rain", self.library / f"Rain {number}")
        data = self.root / "data"
        chance = random.Random(11)
        for _ in range(KILLS):
            with Server(self.library, data=data) as server:
                time.sleep(chance.random() * 0.4)
                server.stop(signal.SIGKILL)
            connection = sqlite3.connect(data / "bonustrack.db")
            self.assertEqual(connection.execute("PRAGMA integrity_check").fetchone(), ("ok",))
            self.assertEqual(connection.execute("PRAGMA foreign_key_check").fetchall(), [])
            connection.close()
            shutil.rmtree(self.library / f"Rain {chance.randrange(12)}", ignore_errors=True)
        with Server(self.library, data=data) as server:
            self.assertTrue(server.wait_for_scan())
            expected = len({p for p in self.library.iterdir()})
            self.assertEqual(server.json("/api/v1/series?limit=100")["total"], expected)

    def test_it_stops_when_told_and_lets_answers_finish(self):
        with Server(self.library) as server:
            self.assertTrue(server.wait_for_scan())
            begin = time.monotonic()
            self.assertEqual(server.stop(), 0)
            self.assertLess(time.monotonic() - begin, 9, "nothing was waited for: it would be for ten seconds")

    def test_wrong_settings_are_said_at_once(self):
        for arguments, words in ((["--listen", "nonsense"], "nonsense"), (["--listen", "127.0.0.1:99999"], "99999")):
            done = subprocess.run([PROGRAM, "serve", "--data", str(self.root / "d"), *arguments, str(self.library)], capture_output=True, timeout=EVENTUALLY, check=False)
            self.assertIn(done.returncode, (1, 2))
            self.assertIn(words, done.stderr.decode())

    def test_a_taken_address_is_said_at_once(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            address = f"127.0.0.1:{taken.getsockname()[1]}"
            done = subprocess.run([PROGRAM, "serve", "--data", str(self.root / "d"), "--listen", address, str(self.library)], capture_output=True, timeout=EVENTUALLY, check=False)
            self.assertEqual(done.returncode, 1)
            self.assertIn(address, done.stderr.decode())
            self.assertIn("choose another one", done.stderr.decode())
            self.assertEqual(len(done.stderr.decode().splitlines()), 1, "of a library it did not serve nothing is said")

    def test_a_data_folder_has_one_server_at_a_time(self):
        data = self.root / "d"
        with Server(self.library, data=data) as first:
            done = subprocess.run([PROGRAM, "serve", "--data", str(data), "--listen", "127.0.0.1:0"], capture_output=True, timeout=EVENTUALLY, check=False)
            self.assertEqual(done.returncode, 1)
            self.assertIn(f"another Bonustrack serves from the data folder {data}", done.stderr.decode())
            self.assertTrue(first.wait_for_scan())
            first.stop(signal.SIGKILL)
        with Server(self.library, data=data) as again:
            self.assertTrue(again.wait_for_scan(), "what holds the folder ends with its process, however that ends")

    def test_a_settings_file_names_libraries(self):
        settings = self.root / "bonustrack.conf"
        for setting, code, words in ((f'library = ["{self.library}"]', 0, b"Scanned"), ('library = ["/no/such/folder"]', 2, b"/no/such/folder")):
            with self.subTest(setting):
                settings.write_text(f'listen = ["127.0.0.1:0"]\ndata = "{self.root / "d"}"\n{setting}\n')
                process = subprocess.Popen([PROGRAM, "serve", "--config", str(settings)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                errors = b""
                while words not in errors and (line := process.stderr.readline()):
                    errors += line
                if code == 0:
                    process.terminate()
                process.communicate(timeout=EVENTUALLY)
                self.assertIn(words, errors)
                self.assertEqual(process.returncode, code, errors)

    def test_what_follows_an_address_is_a_library(self):
        process = subprocess.Popen([PROGRAM, "serve", "--data", str(self.root / "d"), "--listen", "127.0.0.1:0", str(self.library)],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertIn(b" is at http://127.0.0.1:", process.stdout.readline())
        process.terminate()
        _, errors = process.communicate(timeout=EVENTUALLY)
        self.assertEqual(process.returncode, 0, errors)
        self.assertNotIn(b"No library is named", errors)


if __name__ == "__main__":
    unittest.main()
