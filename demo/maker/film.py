"""Pictures of an episode in order, and the encoder they are piped into."""

import contextlib
import fcntl
import subprocess

import cairo

from .canvas import STAGE_HEIGHT, STAGE_WIDTH, ease, put, rgb, vignette
from .scenes import shoot
from .timeline import frames
from .titles import credit_lines, episode_card, part_label

SCREEN_HEIGHT = 720
FADE = 0.45  # seconds to and from black where a part begins or ends
F_SETPIPE_SZ = 1031
# Where so little moves that every second picture is like the one before (SSIM 0.99 and more), it is shown twice, as drawn films are.
CALM = ("studio", "cassette", "sea", "radio_room", "lighthouse")


class Film:
    """Draws any frame of a planned episode."""

    def __init__(self, plan):
        self.plan = plan
        self.frame_count = round(plan.duration * plan.fps)
        self.stage = cairo.ImageSurface(cairo.FORMAT_RGB24, STAGE_WIDTH, STAGE_HEIGHT)
        self.other = cairo.ImageSurface(cairo.FORMAT_RGB24, STAGE_WIDTH, STAGE_HEIGHT)
        self.edge = vignette()
        self.card = self._shot_of_title_card()

    def _shot_of_title_card(self):
        intro = next(s for s in self.plan.shots if s.part == "intro")
        return next(s for s in self.plan.shots if s.start >= intro.end - 1e-6)

    def _look(self, placed):
        if placed.part != "credits":
            return placed.shot.look
        last = [s for s in self.plan.shots if s.part == "story"][-1].shot
        return {"behind": (last.place, {**last.look, "pan": 40}), "lines": credit_lines(self.plan), "accent": self.plan.series.accent,
                "song": self.plan.episode.credits_song.song}  # fmt: skip

    def _at(self, number):
        t = float(number / self.plan.fps) + 1e-6
        return t, next((i for i, s in enumerate(self.plan.shots) if s.start <= t < s.end), len(self.plan.shots) - 1)

    def stands(self, number):
        """Whether the frame is the one before it, shown once more."""
        t, index = self._at(number)
        placed = self.plan.shots[index]
        if placed.shot.place not in CALM or t - placed.start < max(placed.shot.dissolve, FADE) or placed.end - t < FADE:
            return False
        return (number - frames(placed.start, self.plan.fps)) % 2 == 1

    def again(self):
        """The last finished frame, as bytes (BGRX)."""
        return self.stage.get_data()

    def paint(self, number):
        """Paints the frame, still without what is laid over it. Returns its shot alone, as excerpts show it; good until the next call."""
        t, index = self._at(number)
        placed = self.plan.shots[index]
        into = t - placed.start
        c = cairo.Context(self.stage)
        dissolve = placed.shot.dissolve if not placed.source and index and self.plan.shots[index - 1].part == placed.part else 0
        if into >= dissolve:
            self._paint(c, placed, t)
            return self.stage
        self._paint(c, self.plan.shots[index - 1], t)
        self._paint(cairo.Context(self.other), placed, t)
        c.set_source_surface(self.other)
        c.paint_with_alpha(ease(into / dissolve))
        return self.other

    def finish(self, number):
        """What paint() has painted with all that is laid over it, as bytes (BGRX)."""
        t, index = self._at(number)
        c = cairo.Context(self.stage)
        put(c, self.edge)
        self._overlay(c, self.plan.shots[index], t)
        self._fade(c, index, t)
        self.stage.flush()
        return self.stage.get_data()

    def lay_over(self, picture, number):
        """The frame, of an excerpt, with a picture painted for the episode it comes from."""
        c = cairo.Context(self.stage)
        c.set_operator(cairo.OPERATOR_SOURCE)
        c.set_source_surface(picture)
        c.paint()
        return self.finish(number)

    def draw(self, number):
        """The frame as bytes (BGRX)."""
        self.paint(number)
        return self.finish(number)

    def _paint(self, c, placed, t):
        into, length, look = placed.local + t - placed.start, placed.length or placed.end - placed.start, self._look(placed)
        shoot(c, placed.shot.place, into, length, look)

    def _overlay(self, c, placed, t):
        first = next(start for part, start, end in self.plan.parts if part == placed.part and start <= t + 1e-3 < end + 1)
        accent = rgb(self.plan.series.accent)
        if placed.part == "recap":
            part_label(c, t - first, 0, "지난 이야기", "Previously", accent)
        elif placed.part == "preview":
            part_label(c, t - first, 0, "다음 이야기", "Next", accent)
        elif placed is self.card:
            episode_card(c, t - placed.start, self.plan)

    def _fade(self, c, index, t):
        placed = self.plan.shots[index]
        before = self.plan.shots[index - 1] if index else None
        after = self.plan.shots[index + 1] if index + 1 < len(self.plan.shots) else None
        black = 0.0
        length = 0.16 if placed.source else FADE
        if not before or before.part != placed.part or placed.source:
            black = max(black, 1 - (t - placed.start) / length)
        if not after or after.part != placed.part or placed.source:
            black = max(black, 1 - (placed.end - t) / length)
        if black > 0.004:
            c.set_source_rgba(0, 0, 0, ease(black))
            c.paint()


@contextlib.contextmanager
def encode_into(command):
    """A function that pipes a frame into ffmpeg, which reads them from its standard input; the file is whole when the block ends."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            fcntl.fcntl(process.stdin, F_SETPIPE_SZ, 1 << 20)
        except OSError:
            pass  # a smaller pipe is only slower
        try:
            yield process.stdin.write
            process.stdin.close()
        except BrokenPipeError:
            pass  # ffmpeg's own words, below, say why
        complaint = process.stderr.read().decode(errors="replace").strip()
    if process.returncode:
        raise RuntimeError(f"ffmpeg failed: {complaint or process.returncode}")
