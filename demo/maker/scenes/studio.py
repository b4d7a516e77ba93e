"""A small recording studio at night: desk, meters, tape, a singer behind glass."""

import math
import random

import cairo

from ..canvas import STAGE_HEIGHT, STAGE_WIDTH, blend, bloom, blur, grain, layer, put, rgb, shine, vertical, wobble, words
from ..figures import back_bust, profile_man, profile_woman, silhouette
from ..weather import Dust

WIDE = STAGE_WIDTH + 160
GLASS = (470, 78, 620, 250)  # the window to the booth: left, top, width, height
METERS = 22


class Studio:
    def __init__(self):
        self.booth = self._booth()
        self.wall = self._wall()
        self.desk = self._desk()
        self.reel = self._reel()
        self.machine = self._machine()
        self.sign_on, self.sign_off = self._sign(True), self._sign(False)
        self.dust = Dust(3, 70, rgb("#ffcf8a"), (420, 40, 720, 330))
        self.front = {
            "woman": silhouette(lambda c: back_bust(c, "bob", True), 138, rgb("#06080c"), rgb("#ffb066"), (0.9, -0.8), 3, (3.2, 3.1), (1.6, 0.4)),
            "man": silhouette(lambda c: back_bust(c, "short"), 146, rgb("#06080c"), rgb("#ffb066"), (-0.9, -0.8), 3, (3.2, 3.1), (1.6, 0.4)),
        }  # fmt: skip
        self._light_headphones(*self.front["woman"])
        self.behind = {
            "man": silhouette(profile_man, 92, rgb("#2a1509"), rgb("#ffd596"), (0.4, -1), 2.4, (3, 3), (1.6, 0.4)),
            "woman": silhouette(profile_woman, 88, rgb("#2a1509"), rgb("#ffd596"), (0.4, -1), 2.4, (3, 3), (1.6, 0.4)),
        }
        self.microphone = self._microphone()

    @staticmethod
    def _light_headphones(surface, x, y):
        """Lamplight on the headband and the ear cups."""
        c = cairo.Context(surface)
        c.translate(x, y)
        c.scale(138, 138)
        c.set_line_cap(cairo.LINE_CAP_ROUND)
        c.set_source_rgba(*rgb("#ffb066"), 0.38)
        c.set_line_width(0.022)
        c.arc(0, 0.47, 0.545, math.pi * 1.10, math.pi * 1.90)
        c.stroke()
        for side in (-1, 1):
            c.set_line_width(0.03)
            c.move_to(side * 0.555, 0.44)
            c.curve_to(side * 0.60, 0.52, side * 0.60, 0.64, side * 0.555, 0.72)
            c.stroke()

    def _booth(self):
        surface, c = layer(WIDE, STAGE_HEIGHT)
        left, top, width, height = GLASS
        light = cairo.RadialGradient(left + width * 0.55, top + 10, 10, left + width * 0.55, top + 90, 430)
        for at, colour in ((0, "#ffcd86"), (0.25, "#d98a45"), (0.6, "#7c4020"), (1, "#2c160d")):
            light.add_color_stop_rgb(at, *rgb(colour))
        c.set_source(light)
        c.rectangle(left - 60, top - 20, width + 120, height + 40)
        c.fill()
        for x in range(left - 60, left + width + 80, 26):  # wooden slats
            c.set_source_rgba(0.1, 0.03, 0.0, 0.22)
            c.rectangle(x, top - 20, 9, height + 40)
            c.fill()
            c.set_source_rgba(1, 0.85, 0.6, 0.07)
            c.rectangle(x + 9, top - 20, 1.5, height + 40)
            c.fill()
        return grain(blur(surface, 2), 2.0, 2)

    def _wall(self):
        surface, c = layer(WIDE, STAGE_HEIGHT)
        c.set_source(vertical(STAGE_HEIGHT, [(0, rgb("#0a1418")), (0.5, rgb("#12252b")), (1, rgb("#070c10"))]))
        c.paint()
        rng = random.Random(2)
        for x in range(-20, WIDE, 64):  # acoustic foam
            for y in range(0, 390, 64):
                shade = blend(rgb("#0d1b21"), rgb("#1a333a"), rng.random() * 0.8)
                c.set_source_rgb(*shade)
                c.move_to(x, y)
                c.line_to(x + 32, y + 32)
                c.line_to(x, y + 64)
                c.fill()
                c.set_source_rgb(*blend(shade, (0, 0, 0), 0.35))
                c.move_to(x + 64, y)
                c.line_to(x + 32, y + 32)
                c.line_to(x + 64, y + 64)
                c.fill()
        light = cairo.RadialGradient(GLASS[0] + 310, 200, 220, GLASS[0] + 310, 230, 620)
        light.add_color_stop_rgba(0, *rgb("#c97a35"), 0.55)
        light.add_color_stop_rgba(1, *rgb("#c97a35"), 0)
        c.set_source(light)
        c.paint()
        left, top, width, height = GLASS
        c.set_source_rgb(*rgb("#0a0c0d"))
        c.rectangle(left - 16, top - 16, width + 32, height + 32)
        c.fill()
        c.set_operator(cairo.OPERATOR_CLEAR)
        c.rectangle(left, top, width, height)
        c.fill()
        c.set_operator(cairo.OPERATOR_OVER)
        c.set_line_width(2)
        c.set_source_rgba(*rgb("#ffc98a"), 0.55)
        c.rectangle(left - 1, top - 1, width + 2, height + 2)
        c.stroke()
        for shift, alpha in ((0, 0.055), (90, 0.035)):  # the glass catches the room
            c.set_source_rgba(0.85, 0.95, 1, alpha)
            c.move_to(left + 60 + shift, top)
            c.line_to(left + 170 + shift, top)
            c.line_to(left + 40 + shift, top + height)
            c.line_to(left - 0 + max(0, shift - 60), top + height)
            c.fill()
        for x in (GLASS[0] - 150, GLASS[0] + GLASS[2] + 40):  # loudspeakers
            c.set_source(vertical(170, [(0, rgb("#1d2528")), (1, rgb("#07090a"))], 190))
            c.rectangle(x, 190, 108, 168)
            c.fill()
            for cy, r in ((236, 21), (304, 38)):
                cone = cairo.RadialGradient(x + 54, cy, 2, x + 54, cy, r)
                for at, colour in ((0, "#2b3437"), (0.3, "#0c0f10"), (0.85, "#1b2224"), (1, "#3c474a")):
                    cone.add_color_stop_rgb(at, *rgb(colour))
                c.set_source(cone)
                c.arc(x + 54, cy, r, 0, 7)
                c.fill()
        return grain(surface, 1.6, 4)

    def _microphone(self):
        surface, c = layer(140, 300)
        c.set_source_rgb(*rgb("#1a0d06"))
        c.rectangle(66, 86, 5, 220)
        c.fill()
        c.set_line_width(4)
        c.arc(68, 58, 36, 0.1, math.pi - 0.1)
        c.set_source_rgb(*rgb("#1a0d06"))
        c.stroke()
        body = cairo.LinearGradient(46, 0, 92, 0)
        for at, colour in ((0, "#ffdca6"), (0.18, "#5a3418"), (0.7, "#241106"), (1, "#b07035")):
            body.add_color_stop_rgb(at, *rgb(colour))
        c.set_source(body)
        c.new_sub_path()
        c.arc(69, 34, 21, math.pi, 0)
        c.line_to(90, 76)
        c.arc(69, 76, 21, 0, math.pi)
        c.fill()
        return surface

    def _sign(self, lit):
        surface, c = layer(260, 110)
        c.set_source_rgb(*rgb("#2a0708" if lit else "#140a0b"))
        c.rectangle(50, 34, 150, 40)
        c.fill()
        c.set_line_width(2)
        c.set_source_rgb(*rgb("#ff5348" if lit else "#3d1c1c"))
        c.rectangle(50, 34, 150, 40)
        c.stroke()
        text, width, margin = words("녹음 중", 22, rgb("#ffb0a0" if lit else "#4a2424"), font="Noto Sans CJK KR", bold=True, spacing=5)
        c.set_source_surface(text, 125 - width / 2 - margin, 54 - 22 * 0.64 - margin - 1)
        c.paint()
        return bloom(surface, 14, 1.3) if lit else surface

    def _desk(self):
        """The mixing desk in slight perspective: faders, knobs, small lamps."""
        rng = random.Random(9)
        surface, c = layer(WIDE, STAGE_HEIGHT)
        c.set_source(vertical(180, [(0, rgb("#2b3336")), (0.08, rgb("#151b1e")), (1, rgb("#050708"))], 366))
        c.move_to(-10, 396)
        c.line_to(60, 366)
        c.line_to(WIDE - 60, 366)
        c.line_to(WIDE + 10, 396)
        c.line_to(WIDE + 10, 560)
        c.line_to(-10, 560)
        c.fill()
        c.set_source_rgba(*rgb("#ffbe7d"), 0.5)
        c.rectangle(60, 366, WIDE - 120, 1.5)
        c.fill()
        lamps, lc = layer(WIDE, STAGE_HEIGHT)
        for column in range(46):
            x = 40 + column * (WIDE - 80) / 45
            for row in range(3):
                y = 420 + row * 17
                c.set_source_rgb(*rgb("#2c363a"))
                c.arc(x, y, 5, 0, 7)
                c.fill()
                c.set_source_rgb(*rgb("#c9b79a"))
                angle = rng.uniform(-2.4, 2.4) - math.pi / 2
                c.set_line_width(1.2)
                c.move_to(x, y)
                c.line_to(x + 4.4 * math.cos(angle), y + 4.4 * math.sin(angle))
                c.stroke()
            c.set_source_rgb(*rgb("#020303"))
            c.rectangle(x - 1.5, 474, 3, 62)
            c.fill()
            y = rng.uniform(482, 524)
            c.set_source(vertical(12, [(0, rgb("#8f9a9c")), (0.45, rgb("#d9d2c2")), (1, rgb("#4c5557"))], y))
            c.rectangle(x - 6, y, 12, 11)
            c.fill()
            if rng.random() < 0.5:
                lc.set_source_rgb(*rgb(rng.choice(["#59ff9a", "#ffce54", "#ff5c4d", "#6fd0ff"])))
                lc.arc(x + 9, 466, 1.7, 0, 7)
                lc.fill()
        c.set_source_surface(bloom(lamps, 4, 1.6))
        c.set_operator(cairo.OPERATOR_ADD)
        c.paint()
        return grain(surface, 1.2, 6)

    def _machine(self):
        surface, c = layer(300, 260)
        c.set_source(vertical(250, [(0, rgb("#2d3335")), (0.5, rgb("#171b1d")), (1, rgb("#090b0c"))]))
        c.rectangle(6, 6, 288, 250)
        c.fill()
        c.set_source_rgba(*rgb("#ffc98a"), 0.45)
        c.set_line_width(1.5)
        c.rectangle(6, 6, 288, 250)
        c.stroke()
        c.set_source_rgb(*rgb("#0b0d0e"))
        c.rectangle(112, 186, 76, 46)
        c.fill()
        return grain(surface, 1.5, 8)

    def _reel(self):
        surface, c = layer(132, 132)
        c.translate(66, 66)
        metal = cairo.RadialGradient(-20, -20, 4, 0, 0, 64)
        for at, colour in ((0, "#e8dcc6"), (0.5, "#8b8375"), (1, "#3e3b36")):
            metal.add_color_stop_rgb(at, *rgb(colour))
        c.set_source(metal)
        c.arc(0, 0, 62, 0, 7)
        c.fill()
        c.set_source_rgb(*rgb("#2a1a12"))
        for k in range(3):
            a = k * 2 * math.pi / 3
            c.save()
            c.rotate(a)
            c.move_to(24, -13)
            c.curve_to(40, -26, 52, -24, 54, -16)
            c.curve_to(58, -4, 58, 4, 54, 16)
            c.curve_to(52, 24, 40, 26, 24, 13)
            c.fill()
            c.restore()
        c.set_source_rgb(*rgb("#d8ccb6"))
        c.arc(0, 0, 11, 0, 7)
        c.fill()
        c.set_source_rgb(*rgb("#15110e"))
        c.arc(0, 0, 4, 0, 7)
        c.fill()
        return surface

    def draw(self, c, t, length, look):
        move = (t / length - 0.5) * look.get("pan", 46)
        recording = look.get("recording", True)
        put(c, self.booth, -80 - move * 0.35)
        who = look.get("booth")
        if who:
            person, px, py = self.behind[who]
            put(c, person, 690 - px - move * 0.42, 132 - py + 1.6 * wobble(t, 3.3))
            put(c, self.microphone, 742 - move * 0.44, 112)
        shine(c, rgb("#ffd699"), 740 - move * 0.4, 60, 300, 0.34 + 0.02 * wobble(t, 0.9, 0.31), 2)
        put(c, self.wall, -80 - move * 0.6)
        sign = self.sign_on if recording else self.sign_off
        put(c, sign, 150 - move * 0.6, 48, 0.85 + 0.15 * wobble(t, 0.21, 1.3) if recording else 1)
        self._tape(c, t, 88 - move * 0.75, recording)
        put(c, self.desk, -80 - move)
        self._meters(c, t, move, recording)
        for who, x in look.get("front", (("woman", 470),)):
            person, px, py = self.front[who]
            put(c, person, x - px - move * 1.35, 236 - py + 1.8 * wobble(t, 4.1))
        self.dust.draw(c, t)

    def _tape(self, c, t, x, turning):
        put(c, self.machine, x - 40, 138)
        for k, centre in enumerate((x + 32, x + 186)):
            c.save()
            c.translate(centre, 226)
            c.rotate((t * (1.9 + 0.5 * k)) if turning else 0.4 + k)
            c.set_source_surface(self.reel, -66, -66)
            c.get_source().set_filter(cairo.FILTER_BILINEAR)
            c.rectangle(-66, -66, 132, 132)
            c.fill()
            c.restore()

    def _meters(self, c, t, move, sounding):
        for k in range(METERS):
            x = 210 + k * 44 - move - 80 + 40
            level = 0.12 if not sounding else 0.30 + 0.55 * abs(wobble(t * 1.4 + k * 0.37, 0.53, 0.91, 0.37)) ** 0.8
            lit = int(level * 12)
            for step in range(12):
                colour = "#59ff9a" if step < 7 else "#ffce54" if step < 10 else "#ff4d43"
                c.set_source_rgba(*rgb(colour), 0.95 if step < lit else 0.10)
                c.rectangle(x, 404 - step * 3.0, 22, 2)
                c.fill()
