"""Every real file of a corpus goes through `inspect` and `package`: a right answer or a clear reason, never a crash or a hang.

What `inspect` tells of each is held against tests/golden/av, a file for each source of the corpus; UPDATE_GOLDEN=1 writes them anew, for the
difference to be looked through. That the numbers are right is for others to say: tests/media compares every sample with ffprobe.
"""
import concurrent.futures
import hashlib
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


GOLDEN = pathlib.Path(__file__).resolve().parents[1] / "golden" / "av"


def sample_hashes(path):
    """A hash for each track over place, size, times and sync flag of every sample."""
    hashes = {}
    for line in run("inspect", path, "--samples")[1].splitlines():
        hashes.setdefault(json.loads(line)["track"], hashlib.md5()).update(line.encode())
    return {track: each.hexdigest()[:16] for track, each in hashes.items()}


def describe_track(track, hashes):
    """One line: what it is; its times and sizes; how it is carried, or why not."""
    words = [f"{track['kind']} {track['number']} id {track['id']}:", track["codec"] if not track["codec"].startswith("other") else track["codec_id"], f"{track['language']} {json.dumps(track['name'], ensure_ascii=False)}"]
    words += [flag for flag in ("default", "forced", "hearing_impaired", "visual_impaired", "commentary") if track[flag]]
    for key in ("width", "height", "display_width", "display_height", "rotation", "frame_rate", "channels", "sample_rate", "keyframes"):
        if key in track:
            words.append(f"{key} {len(track[key]) if key == 'keyframes' else track[key]:g}")
    words.append(f"| {track['timescale']} ticks, from {track['start']:.6f} for {track['duration']:.6f} s, {track.get('samples', '?')} samples {hashes.get(track['number'], '-')}, {track.get('bytes', '?')} bytes")
    words.append(f"| {track.get('codecs', '')} {track.get('profile', '')} {track.get('video_range', '')}".rstrip() if track["carried"] else f"| {track['reason']}")
    return " ".join(words)


def describe(path, code, out, err):
    """What `inspect` says of a file, in lines that do not depend on where it lies."""
    if code != 0:
        return ["refused: " + err.split(str(path) + ": ", 1)[-1].strip()]
    told = json.loads(out)
    lines = [f"{told['format']}, {told['duration']:.6f} s, {told['size']} bytes, {told['key']}" + (f", {json.dumps(told['title'], ensure_ascii=False)}" if told["title"] else "")]
    hashes = sample_hashes(path) if told["playable"] else {}
    lines += [describe_track(track, hashes) for track in told["tracks"]]
    lines += [f"chapter {json.dumps(each, ensure_ascii=False, sort_keys=True)}" for each in told["chapters"]]
    lines += [f"attachment {json.dumps(each, ensure_ascii=False, sort_keys=True)}" for each in told["attachments"]]
    return lines + [f"note: {note}" for note in told["notes"]]


def read_golden():
    """Lines by the file they are of: "<source>/<path>"."""
    found = {}
    for each in GOLDEN.glob("*.txt"):
        for line in each.read_text("utf-8").splitlines():
            if line.startswith("  "):
                found[name].append(line[2:])
            else:
                name = f"{each.stem}/{line}"
                found[name] = []
    return found


def write_golden(told):
    GOLDEN.mkdir(parents=True, exist_ok=True)
    texts = {}
    for name, lines in sorted(told.items()):
        source, _, rest = name.partition("/")
        texts[source] = texts.get(source, "") + "".join(f"{line}\n" for line in (rest, *("  " + line for line in lines)))
    for source, text in texts.items():
        (GOLDEN / f"{source}.txt").write_text(text, "utf-8")


def examine(path):
    """All faults found with one file, as sentences, and what was done."""
    faults, done = [], {"described": False, "packaged": False, "compared": 0, "told": []}
    code, out, err = run("inspect", path, "--json", cpu=PATIENCE)
    if code == -signal.SIGXCPU:
        faults.append(f"inspect took more than {PATIENCE:.0f} s")
    elif code == 0:
        done["described"] = True
        json.loads(out)
    elif code != 1 or str(path) not in err or len(err.split(": ", 2)[-1].strip()) <= 10:
        faults.append(f"inspect ended with {code}: {err[-300:]}")
    done["told"] = [line.replace("\n", " ") for line in describe(path, code, out, err)]
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
        told = {str(path.relative_to(CORPUS / "av")): done["told"] for path, (_, done) in results.items()}
        if "UPDATE_GOLDEN" in os.environ:
            write_golden(told)
        golden = read_golden()
        sources = {name.partition("/")[0] for name in golden}
        print(f"{len(told.keys() & golden.keys())} of them are described in {GOLDEN.name}")
        for path, (faults, _) in results.items():
            with self.subTest(path.name):
                self.assertEqual(faults, [])
                name = str(path.relative_to(CORPUS / "av"))
                # Of a source that nobody has described there is nothing to hold it against.
                if name in golden or name.partition("/")[0] in sources:
                    self.assertEqual(told[name], golden.get(name), "UPDATE_GOLDEN=1 writes it anew")
        self.assertGreater(totals[0], len(FILES) // 2)


if __name__ == "__main__":
    unittest.main()
