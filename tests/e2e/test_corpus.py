"""Every real file of a corpus goes through `inspect` and `package`: a right answer or a clear reason, never a crash or a hang."""
import concurrent.futures
import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import unittest

from program import CORPUS, PATIENCE, has_tools, join_segments, packets, run

FILES = sorted(p for p in (CORPUS / "av").rglob("*") if p.is_file()) if (CORPUS / "av").is_dir() else []
#: Reading every packet back costs more than packaging; builds with sanitizers leave it to the one without.
COMPARE = os.environ.get("BONUSTRACK_COMPARE", "1") == "1" and has_tools("ffprobe")

#: Renditions that rightly differ from what ffprobe reads from the source, and why.
EXPLAINED = {
    "EBML-MAXVER-COHERANT.mkv": "ffprobe refuses the header of an unknown version; the rest is readable",
    "MKV-V4.mkv": "the same",
    "bt601.mov": "ffprobe leaves out packets behind the end of the edit; all samples are carried",
    "sample_fragmented_widevine.mp4": "ffprobe refuses the file at its broken encryption boxes; the clear audio is readable",
    "displaymatrix.mp4": "the file ends one sample early; a sample that is not whole is not sent",
    "mov-3elist-1ctts.mp4": "three edits: the first is honoured, ffprobe plays all",
    "mov-3elist.mp4": "three edits: the first is honoured, ffprobe plays all",
    "test_case_1185230.mp4": "cut short, with two moov boxes: ffprobe reads other samples from what remains",
    "zero_empty_stsc.mp4": "cut short inside the second sample, which ffprobe hands out as far as it goes",
    "fixture-2.m4v": "ffprobe leaves out packets behind the end of the edit; all samples are carried",
}


def examine(path):
    """All faults found with one file, as sentences, and what was done."""
    faults, done = [], {"described": False, "packaged": False, "compared": 0}
    code, out, err = run("inspect", path, "--json", cpu=PATIENCE)
    if code == -signal.SIGXCPU:
        faults.append(f"inspect took more than {PATIENCE:.0f} s")
    elif code == 0:
        done["described"] = True
        json.loads(out)
    elif code != 1 or str(path) not in err or len(err.split(": ", 2)[-1].strip()) <= 10:
        faults.append(f"inspect ended with {code}: {err[-300:]}")
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch) / "out"
        code, _, err = run("package", path, folder, cpu=PATIENCE)
        if code == -signal.SIGXCPU:
            faults.append(f"package took more than {PATIENCE:.0f} s")
        elif code not in (0, 1):
            faults.append(f"package ended with {code}: {err[-300:]}")
        if code != 0 or not COMPARE:
            return faults, done
        done["packaged"] = True
        for rendition in sorted(p.name for p in folder.iterdir() if re.fullmatch(r"[av]\d+", p.name)):
            try:
                expected = packets(path, int(rendition[1:]))
                actual = packets(join_segments(folder / rendition, pathlib.Path(scratch) / "joined.mp4"), 0)
            except subprocess.TimeoutExpired:
                continue
            done["compared"] += 1
            if [p["hash"] for p in actual] != [p["hash"] for p in expected] and path.name not in EXPLAINED:
                faults.append(f"{rendition}: {len(actual)} packets, the source has {len(expected)}, or their bytes differ")
    return faults, done


@unittest.skipUnless(FILES, "no corpus")
class Corpus(unittest.TestCase):
    def test_every_file_gives_its_packets_or_a_reason(self):
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            results = dict(zip(FILES, pool.map(examine, FILES)))
        totals = [sum(int(done[key]) for _, done in results.values()) for key in ("described", "packaged", "compared")]
        print("{1} of {0} files described, {2} packaged, {3} renditions compared with ffprobe".format(len(FILES), *totals))
        for path, (faults, _) in results.items():
            with self.subTest(path.name):
                self.assertEqual(faults, [])
        self.assertGreater(totals[0], len(FILES) // 2)


if __name__ == "__main__":
    unittest.main()
