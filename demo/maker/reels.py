"""An episode's picture in pieces, "reels", so that nothing is drawn or encoded twice.

    episode 1   [cold][intro][story][credits][epilogue][preview 1][preview 2]
    episode 2   [recap 1][recap 2][cold][intro][story] ...

The intro is one reel for all episodes of a series that have its frame rate. An excerpt in a recap or preview is encoded beside the scene it
comes from, out of the same drawing: only the sign laid over it is its own. Reels are joined without being encoded again.
"""

import contextlib
from dataclasses import dataclass, field

from .timeline import frames

FADE_FRAMES = 5  # of an excerpt, at either end: 0.16 s (film.py)


@dataclass
class Reel:
    """Frames [first, end) of a plan, in a file of their own; `copies` are excerpts that are taken from them."""

    name: str
    plan: object
    first: int
    end: int
    copies: list = field(default_factory=list)

    @property
    def length(self):
        return self.end - self.first


@dataclass
class Copy:
    """A reel that is an excerpt: its frames are `home` and those behind it of the other episode, as far as their shot goes."""

    reel: Reel
    home: int
    last: int

    def fades(self, number):
        """Whether the excerpt comes from black or goes to it while the other episode is at this frame."""
        place = number - self.home
        return 0 <= place < FADE_FRAMES or 0 <= self.reel.length - place <= FADE_FRAMES or number == self.last


def _runs(plan):
    """(part, first frame, end) of each stretch that is a reel: the shots of a part in a row, excerpts each alone."""
    runs = []
    for shot in plan.shots:
        first, end = frames(shot.start, plan.fps), frames(shot.end, plan.fps)
        if runs and runs[-1][0] == shot.part and not shot.source:
            runs[-1] = (shot.part, runs[-1][1], end, None)
        else:
            runs.append((shot.part, first, end, shot if shot.source else None))
    return runs


def cut(plans):
    """The reels to draw, longest first, and for each plan, by its key, the (name, frames) of its reels in order."""
    drawn, excerpts, order = {}, [], {}
    for plan in plans:
        row = order[plan.series.key, plan.episode.number] = []
        for place, (part, first, end, shot) in enumerate(_runs(plan)):
            rate = f"{plan.fps.numerator}-{plan.fps.denominator}"
            name = f"{plan.series.key}-intro-{rate}" if part == "intro" else f"{plan.series.key}-{plan.episode.number}-{place}"
            row.append((name, end - first))
            reel = Reel(name, plan, first, end)
            if shot:
                excerpts.append((reel, shot))
            else:
                drawn.setdefault(name, reel)
    for reel, shot in excerpts:
        _lay_beside(reel, shot, drawn.values())
    return sorted(drawn.values(), key=lambda r: -(r.length + sum(c.reel.length for c in r.copies))), order


def _lay_beside(reel, shot, drawn):
    series, number, second = shot.source
    for home in drawn:
        plan = home.plan
        if (plan.series.key, plan.episode.number) != (series, number):
            continue
        at = frames(second, plan.fps)
        if home.first <= at < home.end:
            there = next(s for s in plan.shots if s.start <= second + 1e-6 < s.end)
            home.copies.append(Copy(reel, at, frames(there.end, plan.fps) - 1))
            return
    raise RuntimeError(f"nothing to take {reel.name} from")


def draw(reel, path_of, on_frame):
    """Draws a reel and the excerpts that are taken from it into the files that `path_of` names."""
    from . import encoder  # to cut needs nothing that draws
    from .film import Film

    film = Film(reel.plan)
    with contextlib.ExitStack() as files:
        own, *others = [files.enter_context(encoder.reel(path_of(each.name), each.plan.fps)) for each in (reel, *(copy.reel for copy in reel.copies))]
        copies = [(copy, Film(copy.reel.plan), other) for copy, other in zip(reel.copies, others)]
        for number in range(reel.first, reel.end):
            stands = number > reel.first and film.stands(number) and not any(copy.fades(number) for copy, _, _ in copies)
            shot_alone = None if stands else film.paint(number)
            for copy, excerpt, other in copies:
                for place in _frames_of(copy, number):
                    if stands:
                        other.add_again()
                    else:
                        excerpt.lay_over(shot_alone, copy.reel.first + place)
                        other.add(excerpt.stage)
                    on_frame()
            if stands:
                own.add_again()
            else:
                film.finish(number)
                own.add(film.stage)
            on_frame()


def _frames_of(copy, number):
    """Which frames of the excerpt this one is: one, but where its shot ends a frame too early."""
    place = number - copy.home
    if not 0 <= place < copy.reel.length or number > copy.last:
        return ()
    return range(place, copy.reel.length) if number == copy.last else (place,)
