"""The ffmpeg command that puts an episode together: reels, finished sound, subtitles, chapters."""

from .script import ANTHOLOGY_EN

CHAPTER_NAMES = {"recap": "Recap", "intro": "Intro", "story": "Story", "credits": "Credits", "epilogue": "Bonus track", "preview": "Next episode"}
_BIT_RATES = {"aac": "128k", "libopus": "96k", "ac3": "256k"}


def chapters(plan):
    """ffmpeg's own metadata text with a chapter for each part."""
    rows = [";FFMETADATA1", f"title={plan.episode.title_en}", f"show={plan.series.original_title}"]
    for kind, start, end in plan.parts:
        rows += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={round(start * 1000)}", f"END={round(end * 1000)}", f"title={CHAPTER_NAMES[kind]}"]
    return "\n".join(rows) + "\n"


def command(plan, reels, sounds, subtitles, metadata, target):
    """`reels` is a list of files as ffmpeg's concat reads it, `sounds` are paths in the order of the format's tracks; `subtitles` are
    (path, language) to embed, or none."""
    form = plan.episode.format
    words = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "concat", "-safe", "0", "-i", str(reels)]
    for path in (*sounds, *(path for path, _ in subtitles)):
        words += ["-i", str(path)]
    if form.chapters:
        words += ["-i", str(metadata)]
    words += ["-map", "0:v"]
    for index in range(len(sounds) + len(subtitles)):
        words += ["-map", str(index + 1)]
    if form.chapters:
        words += ["-map_chapters", str(1 + len(sounds) + len(subtitles))]
    words += ["-c:v", "copy", "-metadata:s:v", "language=und"]
    for index, (codec, kind, title) in enumerate(form.audio):
        words += [f"-c:a:{index}", codec, f"-b:a:{index}", _BIT_RATES[codec], f"-metadata:s:a:{index}", "language=eng", f"-metadata:s:a:{index}", f"title={title}",
                  f"-metadata:s:a:{index}", f"handler_name={title}", f"-disposition:a:{index}", "default" if index == 0 else "0"]  # fmt: skip
    for index, (_, language) in enumerate(subtitles):
        title = {"kor": "한국어", "eng": "English"}[language]
        words += [f"-c:s:{index}", form.subtitles, f"-metadata:s:s:{index}", f"language={language}", f"-metadata:s:s:{index}", f"title={title}",
                  f"-metadata:s:s:{index}", f"handler_name={title}", f"-disposition:s:{index}", "default" if index == 0 else "0"]  # fmt: skip
    words += ["-metadata", f"title={plan.episode.title_en}", "-metadata", f"show={plan.series.original_title}", "-metadata", f"album={ANTHOLOGY_EN}",
              "-metadata", "season_number=1", "-metadata", f"episode_sort={plan.episode.number}", "-metadata", "copyright=CC BY-SA 3.0"]  # fmt: skip
    words += ["-fflags", "+bitexact"]  # no dates, no random ids: the same seed gives the same file
    words += ["-movflags", "+faststart", "-f", "mp4"] if form.container == "mp4" else ["-f", "matroska"]
    return [*words, str(target)]
