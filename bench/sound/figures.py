"""The figures of a set: what is heard (lists of episodes in the form of `listen --json`) against the truth.

A story cue of 8 s or more is found when detections of its song cover at least half of it; an excerpt in a recap or preview (3 s or
more) likewise. A detection is false when less than half of it lies in a cue of its song, give or take 3 s; where a piece sounds that holds the
very same recordings (lists/shared.txt, made by bench/sound/shared) it is neither right nor false, but counted apart. Edges are those of the
first and last detection of the song in a cue that was found. F1 counts every tenth of a second of every song, wherever it sounds.
A part is found within 1 s edge by edge. Story inside a skip: seconds of story or epilogue inside a recap, intro, credits or preview.
"""
import pathlib
import statistics

SHARED = pathlib.Path(__file__).resolve().parent / "lists" / "shared.txt"
EDGE = 1.0
SKIPS = ("recap", "intro", "credits", "preview")


def overlap(a, b):
    return max(0.0, min(a["end"], b["end"]) - max(a["start"], b["start"]))


def covered(span, others):
    """Seconds of `span` inside the union of others."""
    total, at = 0.0, span["start"]
    for each in sorted(others, key=lambda o: o["start"]):
        a, b = max(each["start"], at), min(each["end"], span["end"])
        if b > a:
            total, at = total + b - a, b
    return total


def length(span):
    return span["end"] - span["start"]


def relatives():
    """Which songs have recordings in common, by name."""
    found = {}
    for line in SHARED.read_text().splitlines():
        if line.startswith("#"):
            continue
        _, a, b = line.split("\t")
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return found


class Rate:
    def __init__(self):
        self.hits = self.total = 0

    def add(self, hit):
        self.hits += bool(hit)
        self.total += 1

    def __str__(self):
        return f"{self.hits}/{self.total}" + (f" = {100 * self.hits / self.total:.0f} %" if self.total else "")


def quantiles(values):
    if not values:
        return "-"
    values = sorted(values)
    return f"{statistics.median(values):.2f} ({values[min(len(values) - 1, int(0.9 * len(values)))]:.2f}) s"


def cells(song, spans):
    """The tenths of a second in which a song sounds."""
    return {(song, i) for s in spans for i in range(round(s["start"] * 10), round(s["end"] * 10))}


def theme_rows(truths, answers):
    """Music outside the library that sounds in two places or more of a season, six seconds of the same stretch at least in each."""
    found, told, wrong = Rate(), 0, 0
    seasons = {}
    for truth in truths:
        seasons.setdefault(truth["file"].rpartition("/")[0], []).append(truth)
    for season in seasons.values():
        places = [(t["file"], c) for t in season for c in t["strangers"] if c["kind"] != "excerpt" and length(c) >= 8]
        heard = [(t["file"], h) for t in season for h in answers[t["file"]].get("themes", [])]
        for file, place in places:
            again = any((f, p) != (file, place) and p["song"] == place["song"] and min(p["offset"] + length(p), place["offset"] + length(place))
                        - max(p["offset"], place["offset"]) >= 6 for f, p in places)
            if again:
                found.add(covered(place, [h for f, h in heard if f == file]) >= length(place) / 2)
        for file, each in heard:
            told += 1
            music = [c for t in season if t["file"] == file for c in t["strangers"] + t["cues"]]
            wrong += covered(each, music) < length(each) / 2
    return [("places of music that returns and is in no file", found), ("theme cues where no music is", f"{wrong} of {told}")] if found.total else []


def score(truths, answers):
    """Rows of (name, value), in order. `answers` by file."""
    recall, rows = {}, []
    excerpts = Rate()
    starts, ends, false, hours, tp, fp, fn = [], [], [], 0.0, 0, 0, 0
    edges, found_parts, wrong, raw_wrong, invented = {}, {}, 0.0, 0.0, 0
    kin, shared = relatives(), 0
    for truth in truths:
        answer = answers[truth["file"]]
        heard = answer["cues"]
        hours += truth["duration"] / 3600
        by_song = {}
        for each in heard:
            by_song.setdefault(each["song"], []).append(each)
        for cue in truth["cues"]:
            mine = [h for h in by_song.get(cue["song"], []) if overlap(h, cue) > 0]
            hit = covered(cue, mine) >= length(cue) / 2
            if cue["kind"] == "excerpt" and length(cue) >= 3:
                excerpts.add(hit)
            elif cue["kind"] in ("intro", "credits"):
                recall.setdefault("songs of intro and credits", Rate()).add(hit)
            elif cue["kind"] == "story" and length(cue) >= 8:
                names = ["all", f"level {cue['level']:+.0f} dB", "length 8-15 s" if length(cue) < 15 else "length 15 s and more",
                         "bent (tempo, pitch, speed)" if cue["bend"] != "none" else "straight"]
                if cue["bend"] != "none":
                    names.append(f"bent: {cue['bend']}")
                if cue["manner"] != "plain":
                    names += [word for word in cue["manner"].split() if word != "plain"]
                for name in names:
                    recall.setdefault(name, Rate()).add(hit)
                if hit:
                    starts.append(abs(min(h["start"] for h in mine) - cue["start"]))
                    ends.append(abs(max(h["end"] for h in mine) - cue["end"]))
        for each in heard:
            wide = [{"start": c["start"] - 3, "end": c["end"] + 3} for c in truth["cues"] if c["song"] == each["song"]]
            akin = [c for c in truth["cues"] + truth["strangers"] if c["song"] in kin.get(each["song"], ())]
            if covered(each, wide) < length(each) / 2:
                if covered(each, wide + akin) < length(each) / 2:
                    false.append((truth["file"], each))
                else:
                    shared += 1
        said = set().union(*(cells(song, spans) for song, spans in by_song.items())) if by_song else set()
        true_songs = {c["song"] for c in truth["cues"]}
        real = set().union(*(cells(song, [c for c in truth["cues"] if c["song"] == song]) for song in true_songs)) if true_songs else set()
        tp, fp, fn = tp + len(said & real), fp + len(said - real), fn + len(real - said)

        for part in truth["parts"]:
            mine = [p for p in answer["parts"] if p["type"] == part["type"]]
            best = max(mine, key=lambda p: overlap(p, part), default=None)
            hit = best is not None and overlap(best, part) > 0
            found_parts.setdefault(part["type"], Rate()).add(hit and overlap(best, part) > length(part) / 2)
            for edge in ("start", "end"):
                edges.setdefault(part["type"], Rate()).add(hit and abs(best[edge] - part[edge]) <= EDGE)
        for part in answer["parts"]:
            invented += not any(p["type"] == part["type"] and overlap(p, part) > 0 for p in truth["parts"])
            if part["type"] in SKIPS:
                raw_wrong += covered(part, truth["story"])
                inner = {"start": part["start"] + EDGE, "end": part["end"] - EDGE}
                if length(inner) > 0:
                    wrong += covered(inner, truth["story"])

    def row(name, value):
        rows.append((name, str(value)))

    row("story cues found", recall.pop("all", Rate()))
    for name in sorted(recall, key=lambda n: (not n.startswith("level"), -float(n.split()[1]) if n.startswith("level") else 0,
                                             not n.startswith("length"), "bent" not in n, n)):
        row(f"  {name}", recall[name])
    row("false cues an hour", f"{len(false) / hours:.2f} ({len(false)} in {hours:.1f} h)")
    row("named where a piece of the same recordings sounds", shared)
    row("start, median (90th percentile)", quantiles(starts))
    row("end, median (90th percentile)", quantiles(ends))
    row("F1 by seconds", f"{2 * tp / max(1, 2 * tp + fp + fn):.3f} (precision {tp / max(1, tp + fp):.2f}, recall {tp / max(1, tp + fn):.2f})")
    row("songs in excerpts of recap and preview named", excerpts)
    both = Rate()
    for kind in ("intro", "credits"):
        if kind in edges:
            both.hits, both.total = both.hits + edges[kind].hits, both.total + edges[kind].total
    row("intro and credits edges within 1 s", both)
    for kind in ("intro", "credits", "recap", "epilogue", "preview"):
        if kind in edges:
            row(f"  {kind}: found; edges within 1 s", f"{found_parts[kind]}; {edges[kind]}")
    row("parts where there is no such part", invented)
    row("story or epilogue inside a skip", f"{wrong:.1f} s ({raw_wrong:.1f} s with the first second at each edge)")
    rows += [(name, str(value)) for name, value in theme_rows(truths, answers)]
    return rows, false
