"""The peer: Chromaprint (fpcalc -raw of Debian's libchromaprint-tools) with plain matchers.

Songs: a window of 10 s, every second, against every offset of every song; fewer differing bits than a share of all names the song.
That is brute force: an upper bound of what the fingerprint holds, not a product's speed.
Parts: pairs of episodes as the known skip plugin does it. Points of the first min(25 %, 10 min) for intros, of the last 450 s for
credits; equal words (within 2) vote for shifts; words with at most 6 differing bits are equal; the longest run with gaps of at most
3.5 s and at least 15 s (at most 120 s for intros) wins; the first pair that agrees is taken, a longer find replaces it.
"""
import hashlib
import json
import subprocess

import numpy

import ingredients

WORD = 0.1238  # seconds
WINDOW = round(10 / WORD)
BITS = numpy.array([bin(i).count("1") for i in range(1 << 16)], numpy.uint8)


def fingerprint(path):
    """Words of a file; kept in the cache by path, size and time."""
    stat = path.stat()
    key = f"{path.resolve()} {stat.st_size} {stat.st_mtime_ns}".encode()
    kept = ingredients.CACHE / "chromaprint" / f"{hashlib.sha256(key).hexdigest()[:24]}.npy"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        # fpcalc fails at the end of some files, having printed the fingerprint of all of it.
        out = subprocess.run(["fpcalc", "-raw", "-json", "-length", "0", str(path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        numpy.save(kept, numpy.array(json.loads(out)["fingerprint"], numpy.uint32))
    return numpy.load(kept)


def different(a, b):
    """Differing bits, word by word."""
    x = a ^ b
    return BITS[x & 0xFFFF] + BITS[x >> 16]


def song_cues(words, songs, limit):
    """`songs`: {name: words}. Cues of windows whose share of differing bits is below each of the limits: {limit: cues}."""
    names = list(songs)
    library = numpy.concatenate([songs[n] for n in names])
    # A window never reaches over the end of a song: offsets where it would are left out.
    firsts = numpy.cumsum([0] + [len(songs[n]) for n in names])
    usable = numpy.ones(len(library), bool)
    for a, b in zip(firsts, firsts[1:]):
        usable[max(a, b - WINDOW):b] = False
    owner = numpy.repeat(numpy.arange(len(names)), numpy.diff(firsts))
    # sums[j]: differing bits of the window that begins at (t, j); slides along the diagonal.
    history = numpy.zeros((WINDOW, len(library)), numpy.uint8)
    sums = numpy.zeros(len(library), numpy.int32)
    best = []
    for t in range(len(words)):
        new = different(words[t], library)
        old = history[t % WINDOW]
        # The window ending at (t, j) grows by the bits there and loses those WINDOW words earlier on the same diagonal.
        sums[1:] = sums[:-1].copy()
        sums[0] = 0
        sums += new
        if t >= WINDOW:
            sums[WINDOW:] -= old[:-WINDOW]
        history[t % WINDOW] = new
        if t >= WINDOW and t % 8 == 0:
            ends = sums[WINDOW:]
            starts_ok = usable[1:len(ends) + 1]
            rated = numpy.where(starts_ok, ends, 1 << 20)
            j = int(rated.argmin())
            best.append((t - WINDOW + 1, int(owner[j + 1]), j + 1 - int(firsts[owner[j + 1]]), float(rated[j]) / (32 * WINDOW)))
    return {each: merged([b for b in best if b[3] < each], names) for each in limit}


def merged(windows, names):
    cues = []
    for t, song, offset, _ in windows:
        start, end = t * WORD, (t + WINDOW) * WORD
        for cue in reversed(cues[-4:]):
            if cue["song"] == names[song] and start <= cue["end"] and abs((cue["offset"] - cue["start"]) - (offset - t) * WORD) < 1.5:
                cue["end"] = end
                break
        else:
            cues.append({"song": names[song], "start": start, "end": end, "offset": offset * WORD, "rate": 1.0, "confidence": 0.5})
    return cues


def shared(a, b, longest):
    """The longest common run of two pieces of fingerprint: (start in a, end in a, start in b, end in b) in words, or None."""
    index = {}
    for i, word in enumerate(b.tolist()):
        index[word] = i
    shifts = {index[w + d] - i for i, w in enumerate(a.tolist()) for d in range(-2, 3) if w + d in index}
    best = None
    for shift in shifts:
        lo, hi = max(0, -shift), min(len(a), len(b) - shift)
        if hi - lo < 15 / WORD:
            continue
        equal = numpy.flatnonzero(different(a[lo:hi], b[lo + shift:hi + shift]) <= 6) + lo
        if len(equal) < 2:
            continue
        breaks = numpy.flatnonzero(numpy.diff(equal) * WORD > 3.5)
        for run in numpy.split(equal, breaks + 1):
            seconds = (run[-1] - run[0]) * WORD
            if 15 <= seconds <= longest and (best is None or run[-1] - run[0] > best[1] - best[0]):
                best = (run[0], run[-1], run[0] + shift, run[-1] + shift)
    return best


def parts(words):
    """Intro and credits of the episodes of a season, given their fingerprints."""
    found = [[] for _ in words]
    for kind, longest in (("intro", 120), ("credits", 450)):
        best = [None] * len(words)
        piece = []
        for each in words:
            head = int(min(len(each) / 4, 600 / WORD))
            tail = min(len(each), int(450 / WORD))
            piece.append((0, each[:head]) if kind == "intro" else (len(each) - tail, each[len(each) - tail:]))
        for i in range(len(words)):
            for k in range(i + 1, len(words)):
                if best[i] and best[k]:
                    continue
                run = shared(piece[i][1], piece[k][1], longest)
                for which, a, b in ((i, run[0], run[1]), (k, run[2], run[3])) if run else ():
                    if best[which] is None or b - a > best[which][1] - best[which][0]:
                        best[which] = (a, b)
        for episode, run in enumerate(best):
            if run:
                start = (piece[episode][0] + run[0]) * WORD
                found[episode].append({"type": kind, "start": 0.0 if start < 5 and kind == "intro" else start,
                                       "end": (piece[episode][0] + run[1]) * WORD, "confidence": 0.5})
    return found
