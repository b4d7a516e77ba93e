"""Pictures of an episode in order."""

import cairo

from .canvas import STAGE_HEIGHT, STAGE_WIDTH, ease, put, rgb, vignette
from .encoder import Stage
from .scenes import shoot
from .timeline import frames
from .titles import credit_lines, episode_card, part_label

FADE = 0.45  # seconds to and from black where a part begins or ends
# Where so little moves that every second picture is like the one before (SSIM 0.99 and more), it is shown twice, as drawn films are.
CALM = ("studio", "cassette", "sea", "radio_room", "lighthouse")


class Film:
    """Draws any frame of a planned episode, on its stage."""

    def __init__(self, plan):
        self.plan = plan
        self.frame_count = round(plan.duration * plan.fps)
        self.stage = Stage()
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

    def paint(self, number):
        """Paints the frame, still without what is laid over it. Returns its shot alone, as excerpts show it; good until the next call."""
        t, index = self._at(number)
        placed = self.plan.shots[index]
        into = t - placed.start
        c = cairo.Context(self.stage.surface)
        dissolve = placed.shot.dissolve if not placed.source and index and self.plan.shots[index - 1].part == placed.part else 0
        if into >= dissolve:
            self._paint(c, placed, t)
            return self.stage.surface
        self._paint(c, self.plan.shots[index - 1], t)
        self._paint(cairo.Context(self.other), placed, t)
        c.set_source_surface(self.other)
        c.paint_with_alpha(ease(into / dissolve))
        return self.other

    def finish(self, number):
        """Lays over what paint() has painted all that belongs there."""
        t, index = self._at(number)
        c = cairo.Context(self.stage.surface)
        put(c, self.edge)
        self._overlay(c, self.plan.shots[index], t)
        self._fade(c, index, t)

    def lay_over(self, picture, number):
        """The frame, of an excerpt, with a picture painted for the episode it comes from."""
        c = cairo.Context(self.stage.surface)
        c.set_operator(cairo.OPERATOR_SOURCE)
        c.set_source_surface(picture)
        c.paint()
        self.finish(number)

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
