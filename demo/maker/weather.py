"""Rain, drops on glass, dust in a beam of light, stars."""

import math
import random

import cairo

from .canvas import STAGE_HEIGHT, STAGE_WIDTH, blur, dimmed, layer, put


class Rain:
    """Three depths of falling streaks, each a tile that scrolls down and to the left."""

    def __init__(self, seed, colour=(0.75, 0.85, 1.0), slant=-0.16):
        self.slant = slant
        self.tiles = []
        rng = random.Random(seed)
        for depth, (count, length, width, alpha) in enumerate([(300, 26, 0.8, 0.10), (150, 48, 1.1, 0.13), (42, 92, 1.8, 0.11)]):
            surface, c = layer(STAGE_WIDTH + 320, STAGE_HEIGHT)
            c.set_line_cap(cairo.LINE_CAP_ROUND)
            for _ in range(count):
                x, y = rng.uniform(0, surface.get_width()), rng.uniform(0, STAGE_HEIGHT)
                size = length * rng.uniform(0.6, 1.2)
                c.set_line_width(width * rng.uniform(0.7, 1.2))
                c.set_source_rgba(*colour, alpha * rng.uniform(0.4, 1.0))
                for wrap in (-STAGE_HEIGHT, 0):  # a streak that leaves below comes in again above
                    c.move_to(x + slant * wrap, y + wrap)
                    c.line_to(x + slant * (wrap + size), y + wrap + size)
                    c.stroke()
            self.tiles.append((surface, 620 + 330 * depth))
        self.fainter = {}  # by (depth, strength)

    def draw(self, c, t, strength=1.0, depths=(0, 1, 2)):
        for depth in depths:
            surface, speed = self.tiles[depth]
            if strength < 1.0:
                if (depth, strength) not in self.fainter:
                    self.fainter[depth, strength] = dimmed(surface, strength)
                surface = self.fainter[depth, strength]
            down = int((t * speed + depth * 171) % STAGE_HEIGHT)
            for y in (down - STAGE_HEIGHT, down):
                put(c, surface, int(self.slant * y) - 110, y, add=True)


def drops_on_glass(seed, count, width, height, light=(0.8, 0.9, 1.0), largest=7.5):
    """Standing drops: dark above, bright below, as drops show the world upside down."""
    rng = random.Random(seed)
    surface, c = layer(width, height)
    for _ in range(count):
        r = 1.0 + largest * rng.random() ** 4
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        c.save()
        c.translate(x, y)
        c.scale(r * rng.uniform(0.8, 1.0), r * rng.uniform(0.95, 1.25))
        shade = cairo.LinearGradient(0, -1, 0, 1)
        shade.add_color_stop_rgba(0, 0, 0.01, 0.03, 0.42)
        shade.add_color_stop_rgba(0.55, *light, 0.10)
        shade.add_color_stop_rgba(1, *light, 0.62)
        c.set_source(shade)
        c.arc(0, 0, 1, 0, 2 * math.pi)
        c.fill()
        if r > 3:
            c.set_source_rgba(1, 1, 1, 0.75)
            c.arc(-0.3, -0.42, 0.15, 0, 2 * math.pi)
            c.fill()
        c.restore()
    return surface


class Trickles:
    """A few drops that gather, run down the glass and leave a trail."""

    def __init__(self, seed, count, left, right):
        rng = random.Random(seed)
        self.paths = [
            (rng.uniform(left, right), rng.uniform(0, 9), rng.uniform(5, 10), rng.uniform(2.2, 4.2), rng.random() * 9) for _ in range(count)
        ]
        self.trail, c = layer(10, 190)
        shade = cairo.LinearGradient(0, 0, 0, 190)
        shade.add_color_stop_rgba(0, 0.8, 0.9, 1, 0)
        shade.add_color_stop_rgba(1, 0.85, 0.93, 1, 0.26)
        c.set_source(shade)
        c.rectangle(3.4, 0, 3.2, 190)
        c.fill()
        self.head = drops_on_glass(3, 0, 20, 24)
        c = cairo.Context(self.head)
        c.scale(1, 1.25)
        shade = cairo.RadialGradient(10, 12, 0.5, 10, 10, 6)
        shade.add_color_stop_rgba(0, 1, 1, 1, 0.9)
        shade.add_color_stop_rgba(0.5, 0.7, 0.8, 0.95, 0.5)
        shade.add_color_stop_rgba(1, 0.1, 0.15, 0.25, 0.45)
        c.set_source(shade)
        c.arc(10, 9.5, 5, 0, 2 * math.pi)
        c.fill()

    def draw(self, c, t):
        for x, start, period, _, phase in self.paths:
            step = ((t + start) % period) / period
            fall = step**1.6 + 0.035 * math.sin(step * 40 + phase)  # drops stop and go
            y = -30 + fall * (STAGE_HEIGHT + 230)
            px = x + 5 * math.sin(step * 9 + phase) * step
            put(c, self.trail, int(px) - 5, int(y) - 186)
            put(c, self.head, int(px) - 10, int(y) - 12)


class Dust:
    """Motes that float through lamplight."""

    def __init__(self, seed, count, colour, area=(0, 0, STAGE_WIDTH, STAGE_HEIGHT)):
        rng = random.Random(seed)
        self.motes = [tuple(rng.random() for _ in range(6)) for _ in range(count)]
        self.colour, self.area = colour, area

    def draw(self, c, t, strength=1.0):
        left, top, width, height = self.area
        c.set_operator(cairo.OPERATOR_ADD)
        for a, b, speed, size, phase, twinkle in self.motes:
            x = left + ((a + t * (0.004 + 0.010 * speed)) % 1) * width + 14 * math.sin(t * 0.5 + phase * 6)
            y = top + ((b - t * (0.006 + 0.010 * phase)) % 1) * height
            c.set_source_rgba(*self.colour, strength * (0.10 + 0.35 * twinkle * (0.5 + 0.5 * math.sin(t * (0.6 + speed) + phase * 9))))
            c.arc(x, y, 0.7 + 1.5 * size, 0, 2 * math.pi)
            c.fill()
        c.set_operator(cairo.OPERATOR_OVER)


def stars(seed, count, width, height, colour=(0.85, 0.9, 1.0)):
    rng = random.Random(seed)
    surface, c = layer(width, height)
    for _ in range(count):
        x, y = rng.uniform(0, width), height * rng.random() ** 1.2
        size = 0.4 + 1.1 * rng.random() ** 6
        c.set_source_rgba(*colour, rng.uniform(0.15, 0.9) * (1 - y / height * 0.7))
        c.arc(x, y, size, 0, 2 * math.pi)
        c.fill()
    glow = blur(surface, 3, 1.2)
    c = cairo.Context(glow)
    c.set_source_surface(surface)
    c.paint()
    return glow
