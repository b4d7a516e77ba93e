"""What is really in each episode, for tests of whatever is found by listening."""

import json

from .songs import file_name
from .timeline import PARTS


def of_episode(plan, path):
    """The shape of `bonustrack listen --json`, with the level of each cue and the spoken lines besides."""
    return {
        "file": path,
        "series": plan.series.original_title,
        "season": 1,
        "episode": plan.episode.number,
        "duration": round(plan.duration, 3),
        "frame_rate": list(plan.episode.format.rate),
        "audio_tracks": len(plan.episode.format.audio),
        "parts": [{"type": kind, "start": round(start, 3), "end": round(end, 3)} for kind, start, end in plan.parts if kind in PARTS],
        "cues": [
            {"song": file_name(plan.series, cue.song) if cue.song in plan.series.songs else cue.song, "start": round(cue.start, 3), "end": round(cue.end, 3),
             "offset": round(cue.offset, 3), "rate": cue.rate, "level_db": cue.level, "excerpt": cue.music is None}
            for cue in plan.cues
        ],
        "lines": [{"who": x.line.who, "start": round(x.start, 3), "end": round(x.end, 3), "en": x.line.en, "ko": x.line.ko} for x in plan.lines],
    }  # fmt: skip


def write(path, episodes):
    path.write_text(json.dumps({"version": 1, "episodes": episodes}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
