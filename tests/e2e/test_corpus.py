"""Every real file of a corpus goes through `inspect` and `package`: a right answer or a clear reason, never a crash or a hang."""
import json
import pathlib
import re
import subprocess
import tempfile
import time
import unittest

from program import CORPUS, PATIENCE, has_tools, join_segments, packets, run

FILES = sorted(p for p in (CORPUS / "av").rglob("*") if p.is_file()) if (CORPUS / "av").is_dir() else []


@unittest.skipUnless(FILES, "no corpus")
class Corpus(unittest.TestCase):
    def test_inspect_answers_or_gives_a_reason(self):
        answered = 0
        for path in FILES:
            with self.subTest(path.name):
                begin = time.monotonic()
                code, out, err = run("inspect", path, "--json")
                self.assertLess(time.monotonic() - begin, PATIENCE)
                self.assertIn(code, (0, 1), err)
                if code == 0:
                    answered += 1
                    json.loads(out)
                else:
                    self.assertIn(str(path), err)
                    self.assertGreater(len(err.split(": ", 2)[-1].strip()), 10)
        self.assertGreater(answered, len(FILES) // 2)
        print(f"{answered} of {len(FILES)} described")

    @unittest.skipUnless(has_tools("ffprobe"), "ffprobe is not installed")
    def test_packages_hold_the_packets_of_the_source(self):
        packaged, compared, differing = 0, 0, []
        for path in FILES:
            with tempfile.TemporaryDirectory() as scratch, self.subTest(path.name):
                folder = pathlib.Path(scratch) / "out"
                begin = time.monotonic()
                code, _, err = run("package", path, folder)
                self.assertLess(time.monotonic() - begin, PATIENCE)
                self.assertIn(code, (0, 1), err)
                if code != 0:
                    continue
                packaged += 1
                for rendition in (p.name for p in folder.iterdir() if re.fullmatch(r"[av]\d+", p.name)):
                    try:
                        expected = packets(path, int(rendition[1:]))
                        actual = packets(join_segments(folder / rendition, pathlib.Path(scratch) / "joined.mp4"), 0)
                    except subprocess.TimeoutExpired:
                        continue
                    compared += 1
                    if [p["hash"] for p in actual] != [p["hash"] for p in expected]:
                        differing.append(f"{path.relative_to(CORPUS)} {rendition}: {len(actual)} packets, the source has {len(expected)}")
        print(f"{packaged} of {len(FILES)} packaged, {compared} renditions compared, {len(differing)} differ")
        print("\n".join(differing))


if __name__ == "__main__":
    unittest.main()
