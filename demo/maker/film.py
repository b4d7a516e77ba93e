"""Pictures of an episode in order, and the encoder they are piped into."""

import fcntl
import subprocess

import cairo

from .canvas import STAGE_HEIGHT, STAGE_WIDTH, ease, put, rgb, vignette
from .scenes import shoot
from .titles import credit_lines, episode_card, part_label

SCREEN_HEIGHT = 720
FADE = 0.45  # seconds to and from black where a part begins or ends
F_SETPIPE_SZ = 1031


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

    def draw(self, number):
        """The frame as bytes (BGRX)."""
        t = float(number / self.plan.fps) + 1e-6
        index = next((i for i, s in enumerate(self.plan.shots) if s.start <= t < s.end), len(self.plan.shots) - 1)
        placed = self.plan.shots[index]
        into = t - placed.start
        c = cairo.Context(self.stage)
        dissolve = placed.shot.dissolve if not placed.source and index and self.plan.shots[index - 1].part == placed.part else 0
        if into < dissolve:
            before = self.plan.shots[index - 1]
            self._paint(c, before, t)
            self._paint(cairo.Context(self.other), placed, t)
            c.set_source_surface(self.other)
            c.paint_with_alpha(ease(into / dissolve))
        else:
            self._paint(c, placed, t)
        put(c, self.edge)
        self._overlay(c, placed, t)
        self._fade(c, index, t)
        self.stage.flush()
        return self.stage.get_data()

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


def encode(film, command, on_frame):
    """Pipes every frame into ffmpeg, which reads them from its standard input."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            fcntl.fcntl(process.stdin, F_SETPIPE_SZ, 1 << 20)
        except OSError:
            pass  # a smaller pipe is only slower
        try:
            for number in range(film.frame_count):
                process.stdin.write(film.draw(number))
                on_frame()
            process.stdin.close()
        except BrokenPipeError:
            pass  # ffmpeg's own words, below, say why
        complaint = process.stderr.read().decode(errors="replace").strip()
    if process.returncode:
        raise RuntimeError(f"ffmpeg failed: {complaint or process.returncode}")
