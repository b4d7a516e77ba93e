"""Subtitles as their authors made them: ASS with its styles and fonts, PGS pictures, as players that draw them fetch both."""
import pathlib
import struct
import subprocess
import tempfile
import unittest

from library import ASS, Server, make_styled_film
from program import has_tools


def segments_of(sup):
    """(90 kHz ticks, type, data) of each segment."""
    out = []
    while sup:
        mark, ticks, _, kind, size = struct.unpack(">2sIIBH", sup[:13])
        assert mark == b"PG"
        out.append((ticks, kind, sup[13:13 + size]))
        sup = sup[13 + size:]
    return out


@unittest.skipUnless(has_tools("ffmpeg"), "ffmpeg is not installed")
class Styled(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.scratch.cleanup)
        root = pathlib.Path(cls.scratch.name)
        film = root / "library" / "Rain" / "Season 01" / "Rain S01E01.mkv"
        cls.sup, cls.font = make_styled_film(film)
        # The same pictures beside the film, as discs are taken apart; and a file that only says to be some.
        (film.parent / f"{film.stem}.fr.forced.sup").write_bytes(cls.sup)
        (film.parent / f"{film.stem}.de.sup").write_bytes(b"not any pictures")
        (film.parent / "Rain S01E01.en.ass").write_bytes(ASS.replace("비가 온다", "It rains").encode("utf-16"))
        (film.parent / "Rain S01E01.ja.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\n雨\n")
        server = Server(root / "library")
        cls.server = server.__enter__()
        cls.addClassCleanup(server.__exit__)
        assert cls.server.wait_for_scan()
        series = cls.server.json("/api/v1/series")["series"][0]["id"]
        episode = cls.server.json(f"/api/v1/series/{series}")["seasons"][0]["episodes"][0]["id"]
        cls.episode = cls.server.json(f"/api/v1/episodes/{episode}")
        cls.subtitles = cls.episode["subtitles"]

    def subtitle(self, **wanted):
        return next(s for s in self.subtitles if all(s[k] == v for k, v in wanted.items()))

    def fetch(self, url):
        status, headers, body = self.server.request(url)
        self.assertEqual(status, 200, url)
        self.assertIn("immutable", headers["Cache-Control"])
        self.assertEqual(int(headers["Content-Length"]), len(body))
        return headers, body

    def test_an_ass_track_is_the_file_it_was_made_from(self):
        headers, body = self.fetch(self.subtitle(format="ASS", language="ko")["original"])
        self.assertEqual(headers.get_content_type(), "text/x-ssa")
        lines = [line for line in body.decode("utf-8").splitlines() if line]
        self.assertEqual([line for line in lines if line.startswith("Style:")], [line for line in ASS.splitlines() if line.startswith("Style:")])
        # Matroska keeps events by time; ReadOrder says where they stood, and ffmpeg numbers them by time as it reads.
        self.assertCountEqual([line for line in lines if line.startswith("Dialogue:")], [line for line in ASS.splitlines() if line.startswith("Dialogue:")])

    def test_an_ass_file_beside_the_video_comes_as_utf8(self):
        _, body = self.fetch(self.subtitle(format="file", language="en")["original"])
        self.assertIn("Dialogue: 0,0:00:03.00,0:00:05.00,Default,,0,0,0,,It rains, 그래도", body.decode("utf-8").splitlines())
        self.assertIsNone(self.subtitle(language="ja")["original"], "SubRip has no styles")

    def test_both_are_text_as_well(self):
        for url in (self.subtitle(format="ASS")["url"], self.subtitle(format="file", language="en")["url"]):
            self.assertIn("환승역", self.fetch(url)[1].decode("utf-8"))

    def test_pgs_pictures_beside_the_film_are_offered_as_they_lie_there(self):
        beside = self.subtitle(format="PGS", language="fr")
        self.assertTrue(beside["forced"])
        self.assertIsNone(beside["url"])
        self.assertEqual(self.fetch(beside["original"])[1], self.sup)
        status, _, body = self.server.request(beside["original"], headers={"Range": "bytes=0-1"})
        self.assertEqual((status, body), (206, b"PG"))
        self.assertEqual([s for s in self.subtitles if s["language"] == "de"], [], "what only bears the name is not offered")
        file = pathlib.Path(self.scratch.name) / "library" / "Rain" / "Season 01" / "Rain S01E01.fr.forced.sup"
        file.write_bytes(self.sup + self.sup[:13])
        self.assertEqual(self.server.request(beside["original"])[0], 404, "a URL means these bytes and no others")
        file.write_bytes(self.sup)

    def test_pgs_pictures_come_with_their_times_as_ffmpeg_reads_them(self):
        pictures = self.subtitle(format="PGS", language="en")
        self.assertIsNone(pictures["url"])
        self.assertEqual(pictures["language"], "en")
        _, body = self.fetch(pictures["original"])
        wanted, found = segments_of(self.sup), segments_of(body)
        self.assertEqual([(kind, data) for _, kind, data in found], [(kind, data) for _, kind, data in wanted])
        for (here, *_), (there, *_) in zip(found, wanted):
            self.assertLess(abs(here - there), 91, "to the millisecond of Matroska's clock")
        served = pathlib.Path(self.scratch.name) / "served.sup"
        served.write_bytes(body)
        told = subprocess.run(["ffprobe", "-v", "error", "-show_packets", "-show_entries", "packet=pts_time", "-of", "csv=p=0", served], capture_output=True, check=True, text=True)
        self.assertEqual(sorted({round(float(line.strip(","))) for line in told.stdout.split()}), [1, 2, 4, 5])

    def test_only_fonts_are_offered_and_come_as_they_were_attached(self):
        self.assertEqual([(f["name"], f["size"]) for f in self.episode["fonts"]], [("NanumGothic.ttf", len(self.font))])
        self.assertEqual(self.fetch(self.episode["fonts"][0]["url"])[1], self.font)

    def test_what_is_not_there_is_not_found(self):
        base = self.episode["hls"].rsplit("/", 1)[0]
        ass, sup = (self.subtitle(format=f, language=l)["id"] for f, l in (("ASS", "ko"), ("PGS", "en")))
        for path in (f"{ass}/all.sup", f"{sup}/all.ass", f"{sup}/all.vtt", "fonts/0", "fonts/2", "fonts/01", "fonts/x", f"{self.subtitle(language='ja')['id']}/all.ass"):
            with self.subTest(path=path):
                self.assertEqual(self.server.request(f"{base}/{path}")[0], 404)


if __name__ == "__main__":
    unittest.main()
