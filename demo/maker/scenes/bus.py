"""A seat by the window of a night bus, rain on the glass."""

import math
import random

import cairo

from ..canvas import STAGE_HEIGHT, STAGE_WIDTH, blur, drift, grain, layer, put, rgb, shine, sky, vertical, wobble
from ..figures import profile_man, profile_woman, silhouette
from ..weather import Rain, Trickles, drops_on_glass

LIGHTS = [rgb("#ffb25e"), rgb("#ff7a4d"), rgb("#ffd9a0"), rgb("#ff4f7f"), rgb("#4fc9ff"), rgb("#7dffd8"), rgb("#ffe9c4")]


class Bus:
    def __init__(self):
        self.night = sky(STAGE_WIDTH, STAGE_HEIGHT, [(0, rgb("#0a1428")), (0.45, rgb("#16284a")), (0.75, rgb("#2b2f55")), (1, rgb("#0c1020"))], 3)
        self.far = self._lights(1, 70, (8, 20), (0.05, 0.32), 150, 360)
        self.near = self._lights(2, 26, (26, 52), (0.05, 0.26), 120, 470)
        self.blocks = self._blocks()
        self.glass = self._glass()
        self.trickles = Trickles(4, 11, 300, 1180)
        self.frame = self._frame()
        self.rain = Rain(6, slant=-0.42)
        self.people, self.ghosts = {}, {}
        for who, path in (("woman", profile_woman), ("man", profile_man)):
            dark, rim = rgb("#070912"), rgb("#ffb98a")
            self.people[who] = silhouette(path, 236, dark, rim, (1.0, -0.35), 3.4, (3.0, 2.9), (1.7, 0.4))
            ghost = silhouette(path, 205, rgb("#5b6c92"), rgb("#a9bde6"), (1, -0.2), 3, (3.0, 2.9), (1.4, 0.4), flip=True)
            self.ghosts[who] = (blur(ghost[0], 3), ghost[1], ghost[2])

    def _lights(self, seed, count, radii, alphas, top, bottom):
        """Street lamps and signs out of focus: discs with a brighter edge."""
        rng = random.Random(seed)
        width = 2400
        surface, c = layer(width, STAGE_HEIGHT)
        for _ in range(count):
            r, a = rng.uniform(*radii), rng.uniform(*alphas)
            x, y = rng.uniform(0, width), rng.triangular(top, bottom, (top + bottom) / 2)
            colour = rng.choice(LIGHTS)
            for wrap in (-width, 0, width):
                disc = cairo.RadialGradient(x + wrap, y, 0, x + wrap, y, r)
                disc.add_color_stop_rgba(0, *colour, a * 0.75)
                disc.add_color_stop_rgba(0.86, *colour, a)
                disc.add_color_stop_rgba(0.95, *colour, a * 1.25)
                disc.add_color_stop_rgba(1, *colour, 0)
                c.set_source(disc)
                c.arc(x + wrap, y, r, 0, 7)
                c.fill()
        return surface

    def _blocks(self):
        """Buildings as soft dark shapes with smears of light."""
        rng = random.Random(7)
        width = 2000
        surface, c = layer(width, STAGE_HEIGHT)
        x = 0
        while x < width - 60:
            w, h = rng.uniform(60, 190), rng.uniform(150, 400)
            c.set_source_rgba(*rgb("#0a1226"), 0.85)
            c.rectangle(x, 430 - h, w, h + 150)
            c.fill()
            for _ in range(9):
                c.set_source_rgba(*rng.choice(LIGHTS), rng.uniform(0.15, 0.5))
                c.rectangle(x + rng.uniform(4, w - 10), 430 - rng.uniform(10, h - 6), rng.uniform(5, 14), rng.uniform(5, 9))
                c.fill()
            x += w + rng.uniform(0, 50)
        return blur(surface, 7)

    def _glass(self):
        """Mist and standing drops."""
        surface, c = layer()
        c.set_source(vertical(STAGE_HEIGHT, [(0, rgb("#8fa7d8"), 0.02), (0.6, rgb("#8fa7d8"), 0.05), (1, rgb("#b9c9ee"), 0.30)]))
        c.paint()
        c.set_source_surface(blur(drops_on_glass(9, 2600, STAGE_WIDTH, STAGE_HEIGHT, largest=2), 1))
        c.paint_with_alpha(0.5)
        c.set_source_surface(drops_on_glass(8, 1500, STAGE_WIDTH, STAGE_HEIGHT))
        c.paint()
        return surface

    def _frame(self):
        surface, c = layer(STAGE_WIDTH + 60, STAGE_HEIGHT)
        c.set_source(vertical(STAGE_HEIGHT, [(0, rgb("#0b0d16")), (0.5, rgb("#080a11")), (1, rgb("#040509"))]))
        c.paint()
        c.set_operator(cairo.OPERATOR_CLEAR)
        self._window(c, 236, 30, 1010, 420, 46)
        c.fill()
        c.set_operator(cairo.OPERATOR_OVER)
        self._window(c, 236, 30, 1010, 420, 46)
        c.set_line_width(5)
        c.set_source_rgba(*rgb("#2a3145"), 0.9)
        c.stroke()
        self._window(c, 240, 34, 1002, 412, 43)
        c.set_line_width(1.2)
        c.set_source_rgba(*rgb("#8fb0e0"), 0.35)
        c.stroke()
        c.set_source_rgb(*rgb("#090b13"))  # the bar between the panes
        c.rectangle(236, 126, 1010, 9)
        c.fill()
        c.set_source_rgba(*rgb("#7f9acb"), 0.28)
        c.rectangle(236, 126, 1010, 1.2)
        c.fill()
        for x in (1080,):  # the seat in front
            c.set_source(vertical(400, [(0, rgb("#1b2236")), (0.2, rgb("#0e1220")), (1, rgb("#05060c"))], 230))
            c.move_to(x, 560)
            c.curve_to(x - 22, 420, x - 10, 300, x + 30, 262)
            c.curve_to(x + 80, 236, x + 170, 236, x + 210, 262)
            c.line_to(x + 280, 560)
            c.fill()
            c.set_source_rgba(*rgb("#9db7e8"), 0.4)
            c.set_line_width(1.6)
            c.move_to(x - 6, 420)
            c.curve_to(x - 14, 340, x - 2, 292, x + 30, 264)
            c.curve_to(x + 80, 238, x + 170, 238, x + 210, 264)
            c.stroke()
        pole = cairo.LinearGradient(176, 0, 196, 0)
        for at, colour in ((0, "#0a0c14"), (0.35, "#c9a36a"), (0.5, "#6b5638"), (1, "#07080d")):
            pole.add_color_stop_rgb(at, *rgb(colour))
        c.set_source(pole)
        c.rectangle(176, 0, 18, STAGE_HEIGHT)
        c.fill()
        return grain(surface, 1.2, 3)

    @staticmethod
    def _window(c, x, y, w, h, r):
        c.new_sub_path()
        for cx, cy, a in ((x + w - r, y + r, -90), (x + w - r, y + h - r, 0), (x + r, y + h - r, 90), (x + r, y + r, 180)):
            c.arc(cx, cy, r, math.radians(a), math.radians(a + 90))
        c.close_path()

    def draw(self, c, t, length, look):
        speed = look.get("speed", 1.0)
        run = t * 130 * speed + look.get("at", 0)
        sway = 2.2 * wobble(t, 1.1, 0.73) * speed
        passing = max(0.0, math.sin(run / 150)) ** 6  # a street lamp goes by
        put(c, self.night, 0, 0)
        drift(c, self.blocks, run * 0.55, sway * 0.3, fast=True)
        drift(c, self.far, run * 0.8, sway * 0.5, add=True, fast=True)
        drift(c, self.near, run * 1.7, sway, add=True, fast=True)
        shine(c, rgb("#ffb25e"), 1240 - (run / 150 % (2 * math.pi)) / (2 * math.pi) * 1500 + 330, 150, 330, 0.5, 1.6)
        self.rain.draw(c, t, 0.7, depths=(0, 1))
        put(c, self.glass)
        self.trickles.draw(c, t)
        who = look.get("who", "woman")
        if who:
            ghost, gx, gy = self.ghosts[who]
            put(c, ghost, 690 - gx, 150 - gy + sway, 0.20 + 0.12 * passing)
        put(c, self.frame, -30 + int(sway * 0.5), 0)
        if who:
            person, px, py = self.people[who]
            breath = 1.5 * wobble(t, 4.2)
            put(c, person, 420 - px + sway, 150 - py + breath + sway * 0.6)
        shine(c, rgb("#ffb98a"), 470, 300, 420, 0.03 + 0.13 * passing, 2)
