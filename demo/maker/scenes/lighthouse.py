"""A lighthouse on its headland, stars, the beam going round."""

import math
import random

import cairo
import numpy as np

from ..canvas import STAGE_HEIGHT, STAGE_WIDTH, clouds, drift, fade_rows, from_pixels, grain, layer, over, put, rgb, shine, sky, vertical, wobble
from ..figures import silhouette, standing
from ..weather import Rain, stars

MARGIN = 120
WIDE = STAGE_WIDTH + 2 * MARGIN
HORIZON = 372
LAMP = (886, 132)  # on the stage, before the camera moves
TURN = 7.0  # seconds for the beam to go round


class Lighthouse:
    def __init__(self):
        self.sky = sky(WIDE, STAGE_HEIGHT, [(0, rgb("#050a1e")), (0.35, rgb("#0c2140")), (0.58, rgb("#1b4a63")), (0.70, rgb("#4f8f8c")), (1, rgb("#16303f"))], 51)
        river = fade_rows(clouds(WIDE, 330, 61, rgb("#6f86c9"), 0.50, 0.5, 1.2, 0.34), [(0, 0.6), (0.5, 1), (1, 0)])
        over(self.sky, river, add=True)
        over(self.sky, stars(8, 620, WIDE, 330))
        self.cloud = fade_rows(clouds(1700, 170, 62, rgb("#27506b"), 0.52, 0.35, 6, 0.85), [(0, 0), (0.5, 1), (1, 0)])
        self.fog = fade_rows(clouds(1500, 170, 63, rgb("#9cc9cf"), 0.62, 0.6, 6, 0.42), [(0, 0), (0.5, 1), (1, 0)])
        self.water = sky(WIDE, STAGE_HEIGHT - HORIZON, [(0, rgb("#3f7f84")), (0.2, rgb("#1d4a5c")), (1, rgb("#06111f"))], 52)
        self.glints = [self._glints(seed) for seed in (1, 2)]
        self.head = self._headland()
        self.beam = self._beam()
        self.rain = Rain(25, slant=-0.3)
        rim = rgb("#ffd9a0")
        self.people = {
            "keeper": silhouette(lambda c: standing(c, "short", bag=False), 6.4, rgb("#050a12"), rim, (0.8, -0.6), 1.6, (5, 9), (2.2, 1)),
            "woman": silhouette(lambda c: standing(c, "bob"), 6.0, rgb("#050a12"), rim, (0.8, -0.6), 1.6, (5, 9), (2.2, 1)),
        }

    def _glints(self, seed):
        rng = random.Random(seed)
        surface, c = layer(WIDE, STAGE_HEIGHT - HORIZON)
        for _ in range(360):
            depth = rng.random() ** 1.3
            c.set_source_rgba(*rgb(rng.choice(["#bff0e6", "#7fc8d0", "#e9fff4"])), rng.uniform(0.05, 0.4) * (1 - 0.6 * depth))
            c.rectangle(rng.uniform(0, WIDE), depth * (STAGE_HEIGHT - HORIZON), (4 + 34 * depth) * rng.uniform(0.3, 1.2), 0.8 + 1.4 * depth)
            c.fill()
        return surface

    def _headland(self):
        surface, c = layer(WIDE + 120, STAGE_HEIGHT)
        c.translate(MARGIN, 0)
        rock = vertical(230, [(0, rgb("#1a3342")), (0.25, rgb("#0d1c28")), (1, rgb("#04080e"))], 320)
        c.set_source(rock)
        c.move_to(520, 560)
        for x, y in ((560, 486), (610, 470), (640, 432), (700, 420), (730, 386), (800, 372), (836, 352), (950, 350), (1000, 362), (1060, 348),
                     (1130, 366), (1220, 356), (1500, 380), (1500, 560)):  # fmt: skip
            c.line_to(x, y)
        c.fill()
        c.set_source_rgba(*rgb("#9fe0d8"), 0.28)
        c.set_line_width(1.4)
        c.move_to(560, 486)
        for x, y in ((610, 470), (640, 432), (700, 420), (730, 386), (800, 372), (836, 352)):
            c.line_to(x, y)
        c.stroke()
        x = LAMP[0]
        tower = cairo.LinearGradient(x - 40, 0, x + 40, 0)
        for at, colour in ((0, "#f0e6d6"), (0.3, "#a9a8ae"), (0.75, "#3a4654"), (1, "#1a2430")):
            tower.add_color_stop_rgb(at, *rgb(colour))
        c.set_source(tower)
        c.move_to(x - 22, 156)
        c.line_to(x + 22, 156)
        c.line_to(x + 36, 356)
        c.line_to(x - 36, 356)
        c.fill()
        band = cairo.LinearGradient(x - 40, 0, x + 40, 0)
        for at, colour in ((0, "#e2684f"), (0.4, "#a5402f"), (1, "#33141a")):
            band.add_color_stop_rgb(at, *rgb(colour))
        c.set_source(band)
        for top, bottom in ((196, 232), (272, 308)):
            c.move_to(x - 22 - (top - 156) * 0.07, top)
            c.line_to(x + 22 + (top - 156) * 0.07, top)
            c.line_to(x + 22 + (bottom - 156) * 0.07, bottom)
            c.line_to(x - 22 - (bottom - 156) * 0.07, bottom)
            c.fill()
        c.set_source_rgb(*rgb("#0b141d"))
        c.rectangle(x - 32, 150, 64, 7)
        c.rectangle(x - 14, 104, 28, 8)
        c.fill()
        c.move_to(x - 18, 106)
        c.curve_to(x - 14, 84, x + 14, 84, x + 18, 106)
        c.fill()
        c.rectangle(x - 1.5, 72, 3, 16)
        for k in (-30, -18, -6, 6, 18, 28):
            c.rectangle(x + k, 136, 1.6, 16)
        c.rectangle(x - 31, 135, 62, 1.6)
        c.fill()
        c.set_source_rgb(*rgb("#ffe9b0"))
        c.rectangle(x - 11, 112, 22, 38)
        c.fill()
        c.set_source_rgb(*rgb("#0b141d"))
        for k in (-11, 0, 9.5):
            c.rectangle(x + k, 112, 1.5, 38)
        c.fill()
        # the keeper's house
        c.set_source(vertical(60, [(0, rgb("#243746")), (1, rgb("#0c1620"))], 316))
        c.rectangle(936, 318, 118, 52)
        c.fill()
        c.move_to(926, 320)
        c.line_to(960, 290)
        c.line_to(1032, 290)
        c.line_to(1064, 320)
        c.set_source_rgb(*rgb("#08101a"))
        c.fill()
        for wx in (954, 1006):
            c.set_source_rgb(*rgb("#ffc874"))
            c.rectangle(wx, 328, 19, 18)
            c.fill()
            c.set_source_rgb(*rgb("#08101a"))
            c.rectangle(wx + 8.6, 328, 1.8, 18)
            c.rectangle(wx, 336, 19, 1.6)
            c.fill()
        c.set_source_rgb(*rgb("#070d15"))
        c.rectangle(1090, 196, 3, 160)  # the radio mast
        for k in range(6):
            c.rectangle(1076 + k, 208 + k * 22, 31 - 2 * k, 1.6)
        c.fill()
        return grain(surface, 1.2, 3)

    def _beam(self):
        """A cone of light to the right, 900 pixels long; drawn turned and squeezed to seem to go round."""
        y, x = np.mgrid[-110:110, 0:900].astype(np.float32)
        half = 5 + x * 0.10
        strength = np.clip(1 - np.abs(y) / half, 0, 1) ** 1.3 * (1 - x / 900) ** 1.4 * 200
        plane = np.stack([strength * 0.72, strength * 0.92, strength, strength * 0], -1)
        return from_pixels(plane + np.random.default_rng(1).random(strength.shape)[:, :, None] * (strength > 0.4)[:, :, None] * [1, 1, 1, 0])

    def draw(self, c, t, length, look):
        move = (t / length - 0.5) * look.get("pan", 60)
        put(c, self.sky, -MARGIN - move * 0.04)
        drift(c, self.cloud, 600 + t * 10 + move * 0.1, 236)
        put(c, self.water, -MARGIN - move * 0.15, HORIZON)
        for k, glints in enumerate(self.glints):
            put(c, glints, round(-MARGIN - move * 0.2 + 6 * wobble(t + k * 2, 4.1)), HORIZON, 0.55 + 0.45 * math.sin(t * 1.3 + 3.14 * k), add=True)
        lamp_x, lamp_y = LAMP[0] - move * 0.6, LAMP[1]
        angle = 2 * math.pi * (t + look.get("at", 0)) / TURN
        for turn in (0, math.pi):
            self._draw_beam(c, lamp_x, lamp_y, angle + turn)
        put(c, self.head, -MARGIN - move * 0.6)
        towards = max(0.0, math.cos(angle * 2)) ** 14  # the moment a beam points at us
        shine(c, rgb("#fff2cf"), lamp_x, lamp_y, 90, 0.75 + 0.25 * towards, 1.8)
        shine(c, rgb("#fff2cf"), lamp_x, lamp_y, 430, 0.55 * towards, 2.4)
        for x in (963, 1015):
            shine(c, rgb("#ffb55c"), x - move * 0.6, 337, 44, 0.55, 2)
        shine(c, (1, 0.2, 0.15), 1091 - move * 0.6, 197, 18, max(0.0, wobble(t, 1.8)))
        for i, (who, at) in enumerate(look.get("people", ())):
            surface, px, py = self.people[who]
            put(c, surface, at - px - move * 0.6, 357 - py - 7.5 * (6.4 if who == "keeper" else 6.0))
        drift(c, self.fog, 200 + t * 17 + move * 0.5, 320, 0.8)
        drift(c, self.fog, 900 + t * 29 + move * 1.2, 420, 0.9)
        if look.get("rain"):
            self.rain.draw(c, t, look["rain"])

    def _draw_beam(self, c, x, y, angle):
        across = math.sin(angle)  # 1: to the right, -1: to the left, 0: towards us or away
        if abs(across) < 0.06:
            return
        c.save()
        c.translate(x, y)
        c.rotate(0.05 * math.cos(angle))
        c.scale(across * 1.05, 1.0)
        c.set_operator(cairo.OPERATOR_ADD)
        c.set_source_surface(self.beam, 0, -110)
        c.get_source().set_filter(cairo.FILTER_BILINEAR)
        c.rectangle(0, -110, 900, 220)
        c.clip()
        c.paint_with_alpha(0.30 + 0.45 * abs(across))
        c.restore()
