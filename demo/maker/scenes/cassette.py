"""A cassette on a wooden table under a lamp: the tape with the last track."""

import math
import random

import cairo

from ..canvas import STAGE_HEIGHT, STAGE_WIDTH, blur, ease, grain, layer, put, rgb, shine, vertical, wobble, words
from ..weather import Dust

ANGLE = -0.072  # at which the cassette lies
LARGER = 1.25  # than it is drawn: what is turned and then enlarged is as sharp as what is only turned


class Cassette:
    def __init__(self):
        self.table = self._table()
        self.body = self._turned(self._body())
        self.hub = self._hub()
        self.dust = Dust(5, 60, rgb("#ffd9a0"))

    def _table(self):
        rng = random.Random(4)
        surface, c = layer(STAGE_WIDTH + 120, STAGE_HEIGHT)
        light = cairo.RadialGradient(820, 200, 40, 760, 260, 820)
        for at, colour in ((0, "#a9672f"), (0.35, "#6d3c1a"), (0.75, "#27140b"), (1, "#0b0604")):
            light.add_color_stop_rgb(at, *rgb(colour))
        c.set_source(light)
        c.paint()
        for _ in range(520):  # the grain of the wood
            y = rng.uniform(-10, STAGE_HEIGHT + 10)
            x = rng.uniform(-200, STAGE_WIDTH)
            c.set_source_rgba(*(rgb("#1a0a03") if rng.random() < 0.7 else rgb("#ffbf7a")), rng.uniform(0.02, 0.10))
            c.set_line_width(rng.uniform(0.6, 2.4))
            c.move_to(x, y)
            c.curve_to(x + 200, y + rng.uniform(-9, 9), x + 400, y + rng.uniform(-9, 9), x + rng.uniform(500, 900), y + rng.uniform(-6, 6))
            c.stroke()
        for y in (140, 372):
            c.set_source_rgba(0.05, 0.02, 0, 0.75)
            c.rectangle(0, y, STAGE_WIDTH + 120, 2.5)
            c.fill()
        return grain(surface, 3.0, 5)

    def _body(self):
        width, height = 640, 404
        surface, c = layer(width + 120, height + 120)
        shadow, sc = layer(width + 120, height + 120)
        sc.set_source_rgba(0, 0, 0, 0.85)
        self._rounded(sc, 74, 84, width - 20, height - 14, 24)
        sc.fill()
        c.set_source_surface(blur(shadow, 18))
        c.paint()
        c.translate(50, 40)
        c.set_source(vertical(height, [(0, rgb("#3b3a40")), (0.04, rgb("#232228")), (0.9, rgb("#131217")), (1, rgb("#0a090c"))]))
        self._rounded(c, 0, 0, width, height, 20)
        c.fill()
        c.set_line_width(2)
        c.set_source_rgba(*rgb("#ffcf9a"), 0.55)
        self._rounded(c, 1, 1, width - 2, height - 2, 19)
        c.stroke()
        self._label(c, width)
        c.set_source_rgb(*rgb("#1b1a20"))  # the foot
        c.move_to(120, height)
        c.line_to(146, 322)
        c.line_to(width - 146, 322)
        c.line_to(width - 120, height)
        c.fill()
        c.set_source_rgba(1, 0.85, 0.65, 0.25)
        c.rectangle(146, 321, width - 292, 1.5)
        c.fill()
        for x in (200, width - 200, 270, width - 270):
            c.set_source_rgb(*rgb("#050406"))
            c.arc(x, 366, 9, 0, 7)
            c.fill()
        for x, y in ((18, 18), (width - 18, 18), (18, height - 18), (width - 18, height - 18), (width / 2, 344)):
            c.set_source_rgb(*rgb("#5a5650"))
            c.arc(x, y, 7, 0, 7)
            c.fill()
            c.set_source_rgb(*rgb("#17151a"))
            c.set_line_width(1.6)
            c.move_to(x - 5, y - 2)
            c.line_to(x + 5, y + 2)
            c.stroke()
        return grain(surface, 1.6, 3)

    @staticmethod
    def _turned(body):
        """As it lies on the table. Turned once: to turn it for each frame took as long as to draw a whole other place."""
        surface, c = layer(804 * LARGER, 604 * LARGER)
        c.scale(LARGER, LARGER)
        c.translate(402, 302)
        c.rotate(ANGLE)
        c.set_source_surface(body, -380, -250)
        c.get_source().set_filter(cairo.FILTER_BILINEAR)
        c.paint()
        return surface

    def _label(self, c, width):
        c.set_source(vertical(250, [(0, rgb("#f2e4c8")), (1, rgb("#d9c39a"))], 40))
        self._rounded(c, 42, 38, width - 84, 262, 12)
        c.fill()
        for y, colour in ((226, "#c8553d"), (244, "#e08a3c"), (262, "#2f6b73")):
            c.set_source_rgb(*rgb(colour))
            c.rectangle(42, y, width - 84, 14)
            c.fill()
        c.set_source_rgba(*rgb("#7a5a3a"), 0.5)
        for y in (92, 122):
            c.rectangle(120, y, width - 200, 1)
        c.fill()
        for text, size, x, y, colour, bold in (("B", 46, 68, 104, "#c8553d", True), ("숨은 트랙", 30, 132, 86, "#35241a", True),
                                              ("hidden track — wait for it", 19, 132, 117, "#5a4030", False)):  # fmt: skip
            surface, _, margin = words(text, size, rgb(colour), bold=bold)
            c.set_source_surface(surface, x - margin, y - size - margin)
            c.paint()
        c.set_source_rgb(*rgb("#17151a"))
        self._rounded(c, 126, 142, width - 252, 92, 46)
        c.fill()
        c.set_source_rgb(*rgb("#2e1d14"))  # the wound tape behind its window
        c.rectangle(250, 150, 140, 76)
        c.fill()
        c.set_source_rgb(*rgb("#120b08"))
        c.arc(236, 188, 76, -0.6, 0.6)
        c.fill()

    @staticmethod
    def _rounded(c, x, y, w, h, r):
        c.new_sub_path()
        for cx, cy, a in ((x + w - r, y + r, -90), (x + w - r, y + h - r, 0), (x + r, y + h - r, 90), (x + r, y + r, 180)):
            c.arc(cx, cy, r, math.radians(a), math.radians(a + 90))
        c.close_path()

    def _hub(self):
        surface, c = layer(84, 84)
        c.translate(42, 42)
        c.set_source_rgb(*rgb("#efe6d4"))
        c.arc(0, 0, 36, 0, 7)
        c.fill()
        c.set_source_rgb(*rgb("#100d0f"))
        c.arc(0, 0, 25, 0, 7)
        c.fill()
        c.set_source_rgb(*rgb("#efe6d4"))
        for k in range(6):
            c.save()
            c.rotate(k * math.pi / 3)
            c.rectangle(-3.5, -27, 7, 12)
            c.fill()
            c.restore()
        return surface

    def draw(self, c, t, length, look):
        near = 1.0 + 0.10 * ease(t / length) * look.get("push", 1.0)
        put(c, self.table, -60 - 10 * t / length)
        shine(c, rgb("#ffb566"), 860, 150, 420, 0.30 + 0.03 * wobble(t, 1.7, 0.6), 2)
        c.save()
        c.translate(STAGE_WIDTH / 2 + 10, STAGE_HEIGHT / 2 + 6)
        c.scale(near / LARGER, near / LARGER)
        c.rectangle(-402 * LARGER, -302 * LARGER, self.body.get_width(), self.body.get_height())
        c.set_source_surface(self.body, -402 * LARGER, -302 * LARGER)
        c.get_source().set_filter(cairo.FILTER_BILINEAR)
        c.fill()
        c.scale(LARGER, LARGER)
        c.rotate(ANGLE)
        turning = t * 1.7 if look.get("turning", True) else 0.3
        for x in (-141, 141):
            c.save()
            c.translate(x + 10, -22)
            c.rotate(turning)
            c.set_source_surface(self.hub, -42, -42)
            c.get_source().set_filter(cairo.FILTER_BILINEAR)
            c.rectangle(-42, -42, 84, 84)
            c.fill()
            c.restore()
        c.restore()
        sweep = (t * 150 + 200) % 2200 - 400  # headlights pass outside the window
        shine(c, rgb("#9fc4ff"), sweep, 120, 260, 0.20, 1.6)
        self.dust.draw(c, t, 0.8)
