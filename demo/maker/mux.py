"""The ffmpeg commands: frames from a pipe into a reel; reels, finished sound, subtitles and chapters into an episode."""

from .film import SCREEN_HEIGHT
from .canvas import STAGE_HEIGHT, STAGE_WIDTH
from .script import ANTHOLOGY_EN

CHAPTER_NAMES = {"recap": "Recap", "intro": "Intro", "story": "Story", "credits": "Credits", "epilogue": "Bonus track", "preview": "Next episode"}
KEYFRAME_SECONDS = 3
# The cheapest preset with what costs little and saves much: CABAC, the deblocking filter, a look ahead of half a second (mbtree). Of the rain over the
# city and of the bus, 192 frames, processor time of all of ffmpeg: 5.9 ms a frame, 6.5 kB, SSIM of luma 0.973; "veryfast" with as little work as it takes
# (subme 0, me dia, ref 1) and colour from all neighbours 7.6 ms, 6.2 kB, 0.974. aq-mode 3 keeps the bits in the dark parts, where bands would show.
_FASTER = "cabac=1:deblock=0,0:8x8dct=1:rc-lookahead=12:mbtree=1"
_BIT_RATES = {"aac": "128k", "libopus": "96k", "ac3": "256k"}


def chapters(plan):
    """ffmpeg's own metadata text with a chapter for each part."""
    rows = [";FFMETADATA1", f"title={plan.episode.title_en}", f"show={plan.series.original_title}"]
    for kind, start, end in plan.parts:
        rows += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={round(start * 1000)}", f"END={round(end * 1000)}", f"title={CHAPTER_NAMES[kind]}"]
    return "\n".join(rows) + "\n"


def reel(form, target, threads):
    """Frames of the stage from a pipe into a file of pictures alone. Its clock holds frames of either rate exactly."""
    # A pipe's whole content at a time, and no slices for threads that other reels keep busy: a tenth of the time.
    return ["ffmpeg", "-v", "error", "-y", "-filter_threads", str(threads), "-blocksize", str(1 << 20), "-f", "rawvideo", "-pix_fmt", "bgra", "-s", f"{STAGE_WIDTH}x{STAGE_HEIGHT}", "-framerate", f"{form.rate[0]}/{form.rate[1]}",
            "-i", "-", *_video(form, threads), "-fflags", "+bitexact", "-video_track_timescale", "24000", "-f", "mp4", str(target)]  # fmt: skip


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


def _video(form, threads):
    keyframes = round(KEYFRAME_SECONDS * form.rate[0] / form.rate[1])
    # Of four neighbours one gives the colour: a third of the conversion's time less than the mean of them.
    return ["-vf", f"scale=out_color_matrix=bt709:out_range=tv:flags=neighbor,format=yuv420p,pad={STAGE_WIDTH}:{SCREEN_HEIGHT}:0:{(SCREEN_HEIGHT - STAGE_HEIGHT) // 2}",
            "-c:v", "libx264", "-preset", "ultrafast", "-crf", "24", "-g", str(keyframes), "-bf", "2", "-threads", str(threads), "-profile:v", "high",
            "-x264-params", "aq-mode=3:aq-strength=0.9:" + _FASTER, "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"]  # fmt: skip
