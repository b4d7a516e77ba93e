"""Search and people over HTTP, as a library with three ways to write one name gives them."""
import json
import pathlib
import tempfile
import unittest
import urllib.parse

from library import Server, make_library
from program import ffmpeg, has_tools, run

NAMES = {"Youth of May (2021)": "Keum Sae-rok", "The Interest of Love (2022)": "Geum Saerok", "Soundtrack #2 (2023)": "금새록"}
SRT = "1\n00:00:00,200 --> 00:00:00,900\n<i>다시 만난 날,</i>\n비가 왔다\n"


@unittest.skipUnless(has_tools("ffmpeg"), "ffmpeg is not installed")
class Search(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        library = make_library(pathlib.Path(scratch.name) / "library")
        self.library = library
        self.film = film = next(library.rglob("*S01E02.mkv"))
        for title, name in NAMES.items():
            folder = library / title
            folder.mkdir()
            ffmpeg("-i", film, "-c", "copy", "-metadata", f"title={title}", folder / "S01E01.mkv")
            (folder / "S01E01.ko.srt").write_text(SRT.replace("다시", f"{title} 다시"))
            (folder / "tvshow.nfo").write_text(f"<tvshow><title>{title}</title><actor><name>{name}</name><role>Role in {title}</role></actor></tvshow>")
        server = Server(library)
        self.server = server.__enter__()
        self.addCleanup(server.__exit__)
        self.assertTrue(self.server.wait_for_scan())

    def search(self, query):
        return self.server.json(f"/api/v1/search?q={urllib.parse.quote(query)}")

    def people(self):
        return sorted(person["name"] for person in self.server.json("/api/v1/people")["people"] if person["name"] != "노상현")

    def decide(self, path, body, **headers):
        return self.server.request(path, "POST", {"Content-Type": "application/json", **headers}, body)

    def test_spellings_are_one_person_until_somebody_parts_them(self):
        self.assertTrue(self.server.wait_until(lambda: len(self.search("saerok keum")["people"]) == 1 and self.search("saerok keum")["people"][0]["series"] == 3))
        self.assertEqual(len(self.people()), 1)
        hit = self.search("금새록")["people"][0]
        self.assertEqual(set(hit["names"]), set(NAMES.values()))
        person = self.server.json(f"/api/v1/people/{hit['id']}")
        self.assertEqual({credit["series"]["title"] for credit in person["credits"]}, set(NAMES))
        self.assertEqual({each["name"]: each["files"] for each in person["spellings"]}, {name: [f"{title}/tvshow.nfo"] for title, name in NAMES.items()})
        self.assertEqual([each["why"] is None for each in person["spellings"]], [True, False, False])
        odd = person["spellings"][2]
        status, _, body = self.decide(f"/api/v1/people/{person['id']}/split", json.dumps({"spelling": odd["id"]}).encode())
        self.assertEqual(status, 200)
        self.assertEqual(len(json.loads(body)["spellings"]), 2)
        self.assertEqual(len(self.people()), 2)
        other = next(p["id"] for p in self.server.json("/api/v1/people")["people"] if p["name"] == odd["name"])
        self.assertEqual(self.decide(f"/api/v1/people/{person['id']}/join", json.dumps({"person": other}).encode())[0], 200)
        self.assertEqual(len(self.people()), 1)
        for bad in (b"", b"[]", b'{"person": "x"}', b'{"person": -1}'):
            self.assertEqual(self.decide(f"/api/v1/people/{person['id']}/join", bad)[0], 400)
        self.assertEqual(self.decide("/api/v1/people/999/join", b'{"person": 1}')[0], 404)
        # Another page may not decide in a viewer's name.
        self.assertEqual(self.decide(f"/api/v1/people/{person['id']}/join", b'{"person": 1}', Origin="https://example.org")[0], 403)

    def test_lines_and_characters_are_found(self):
        self.assertTrue(self.server.wait_until(lambda: len(self.search("비가 왔")["lines"]) == 3))
        line = self.search("비가왔다")["lines"][0]
        self.assertEqual(line["time"], 0.2)
        self.assertTrue(line["text"].endswith("다시 만난 날, 비가 왔다"))
        self.assertEqual((line["matched"], line["match"], line["language"]), ("비가 왔다", "exact", "ko"))
        self.assertEqual(line["episode"]["number"], 1)
        self.assertTrue(self.server.wait_until(lambda: self.search("role in youth of may")["people"]))
        hit = self.search("role in youth of may")["people"][0]
        self.assertEqual(hit["matched"], "Role in Youth of May (2021)")
        self.assertEqual(hit["role"]["series"]["title"], "Youth of May (2021)")

    def test_what_is_added_while_it_serves_is_found_within_seconds(self):
        self.assertEqual(self.search("goo kyo hwan")["people"], [])
        folder = self.library / "D.P. (2021)"
        folder.mkdir()
        (folder / "S01E02.mkv").write_bytes(self.film.read_bytes())
        (folder / "tvshow.nfo").write_text("<tvshow><title>D.P.</title><actor><name>구교환</name><role>한호열</role></actor></tvshow>")
        self.assertTrue(self.server.wait_until(lambda: self.search("Koo Kyo-hwan")["people"]))
        self.assertEqual(self.search("Koo Kyo-hwan")["people"][0]["match"], "sound")
        self.assertEqual(self.search("Han Ho-yeol")["people"][0]["role"]["series"]["title"], "D.P.")
        for query, match in (("d.p. episode 2", "exact"), ("D.P. s1e2", "exact"), ("d.p. 1x02", "exact"), ("디피 2화", "sound")):
            episode = self.search(query)["episodes"][0]
            self.assertEqual((episode["series"]["title"], episode["season"], episode["number"], episode["match"]), ("D.P.", 1, 2, match), query)
        self.assertEqual(self.search("d.p. episode 9")["episodes"], [])

    def test_the_command_finds_what_the_server_does_and_says_when_there_is_nothing(self):
        folder = self.library / "Youth of May (2021)"
        ffmpeg("-f", "lavfi", "-i", "color=c=0x2020c0:s=300x400", "-frames:v", "1", folder / "poster.jpg")
        data = self.server.data
        self.assertTrue(self.server.wait_until(lambda: self.search("youth of may")["titles"] and self.search("youth of may")["titles"][0]["artwork"]))
        code, out, _ = run("search", "--data", data, "--json", "youth", "of", "may")
        self.assertEqual((code, json.loads(out)["titles"]), (0, self.search("youth of may")["titles"]))
        self.assertEqual(run("search", "--data", data, "zzqx")[:2], (0, 'Nothing was found for "zzqx"\n'))

    def test_any_bytes_are_a_query(self):
        for query in ("%FF%FE", "%00", "%22%20OR%20%22", "a" * 3000, "%E1%84%80", "'; DROP TABLE lines; --"):
            status, _, body = self.server.request("/api/v1/search?q=" + (query if "%" in query else urllib.parse.quote(query)))
            self.assertIn(status, (200, 400, 414))
            json.loads(body)


class NamesBench(unittest.TestCase):
    def test_measures_a_table_as_the_documentation_says(self):
        with tempfile.TemporaryDirectory() as folder:
            table = pathlib.Path(folder) / "names.tsv"
            table.write_text("hangul\tform\tsource\n금새록\tKeum Sae-rok\tcredits\n노상현\tNoh Sang Hyun\tcredits\n", encoding="utf-8")
            code, out, _ = run("names", "--bench", table, "--crowd", 500, "--json")
            self.assertEqual(code, 0)
            figures = json.loads(out)
            for key in ("all", "one_typo", "reversed", "joined"):
                self.assertLessEqual({"queries", "r1", "r5", "p50_ms", "p95_ms"}, set(figures[key]), key)
                self.assertEqual(figures[key]["queries"], 2, key)
            self.assertEqual(figures["by_source"]["credits"]["queries"], 2)
            self.assertEqual((figures["all"]["r5"], figures["joined"]["r5"], figures["people"]), (1, 1, 502))
            code, out, _ = run("names", "--bench", table)
            self.assertEqual(code, 0)
            self.assertRegex(out, r"(?m)^as it stands +2 +1\.0000 ")
            table.write_text("name\n", encoding="utf-8")
            code, _, errors = run("names", "--bench", table)
            self.assertEqual(code, 1)
            self.assertIn("hangul", errors)


if __name__ == "__main__":
    unittest.main()
