"""A river city on a wet night, from a roof."""

import random

import cairo

from ..canvas import (STAGE_HEIGHT, STAGE_WIDTH, bloom, blend, box_blur, clouds, drift, fade_rows, from_pixels, grain, over, layer, pixels, put, rgb, shine,
                      sky, vertical, wobble)  # fmt: skip
from ..figures import silhouette, standing
from ..weather import Rain, stars

MARGIN = 130
WIDE = STAGE_WIDTH + 2 * MARGIN
WATER = 404  # where the far bank meets the river

WARM = [rgb("#ffd79a"), rgb("#ffc27a"), rgb("#fff0cf"), rgb("#ffab5e")]
COOL = [rgb("#bfe3ff"), rgb("#9fd0ff")]
NEON = [rgb("#ff4f8b"), rgb("#35d6e6"), rgb("#ffb347"), rgb("#9d6bff")]


class City:
    def __init__(self):
        rng = random.Random(20)
        self.sky = sky(WIDE, STAGE_HEIGHT, [(0, rgb("#070b20")), (0.22, rgb("#142350")), (0.42, rgb("#3f3a78")), (0.56, rgb("#95507a")),
                                            (0.68, rgb("#e08766")), (1, rgb("#3b2a4c"))], 1)  # fmt: skip
        over(self.sky, stars(4, 150, WIDE, 240))
        self.high_cloud = fade_rows(clouds(1800, 300, 11, rgb("#4a4f8c"), 0.55, 0.4, 4, 0.75), [(0, 1), (0.6, 1), (1, 0)])
        self.low_cloud = fade_rows(clouds(1500, 230, 12, rgb("#f0a08e"), 0.52, 0.4, 5, 0.5), [(0, 0), (0.4, 1), (1, 0)])
        self.far = self._skyline(rng, 36, 70, 165, rgb("#4d3f6e"), rgb("#7d5578"), 0.30, tower=True)
        self.middle = self._skyline(rng, 24, 90, 220, rgb("#221f44"), rgb("#47355f"), 0.42)
        self.near = self._skyline(rng, 13, 60, 178, rgb("#0c0f24"), rgb("#1d1a38"), 0.45, neon=True)
        self.mirror = self._reflection()
        self.ripples = [self._ripple(seed) for seed in (1, 2)]
        self.bridge = self._bridge()
        self.roof = self._roof()
        self.rain = Rain(5)
        self.people = {
            "woman": silhouette(lambda c: standing(c, "bob"), 31, rgb("#05060f"), rgb("#ff9f86"), (-0.9, -0.7), 1.8, (5, 9), (2.2, 1)),
            "man": silhouette(lambda c: standing(c, "short", bag=False), 34, rgb("#05060f"), rgb("#ff9f86"), (0.9, -0.7), 1.8, (5, 9), (2.2, 1)),
            "umbrella": silhouette(lambda c: standing(c, "bob", umbrella=True), 31, rgb("#05060f"), rgb("#ff9f86"), (-0.9, -0.7), 1.8, (6, 10), (2.4, 2)),
        }  # fmt: skip

    def _skyline(self, rng, count, low, high, colour, foot, lit, tower=False, neon=False):
        surface, c = layer(WIDE, STAGE_HEIGHT)
        lights, lc = layer(WIDE, STAGE_HEIGHT)
        if tower:  # a hill with the broadcasting tower
            c.set_source(vertical(150, [(0, blend(colour, foot, 0.2)), (1, foot)], 270))
            c.move_to(780, WATER)
            c.curve_to(900, 330, 960, 288, 1040, 284)
            c.curve_to(1130, 288, 1210, 340, 1330, WATER)
            c.fill()
            for x, y, w, h in ((1035, 160, 10, 130), (1026, 196, 28, 12), (1029, 184, 22, 8), (1038.5, 96, 3, 70)):
                c.rectangle(x, y, w, h)
                c.fill()
            lc.set_source_rgb(*rgb("#7fe3ff"))
            lc.rectangle(1026, 201, 28, 3)
            lc.fill()
        x = -20
        while x < WIDE:
            w = rng.uniform(WIDE / count * 0.6, WIDE / count * 1.35)
            h = rng.uniform(low, high) * (0.75 + 0.5 * abs((x / WIDE) - 0.35))
            top = WATER - h
            c.set_source(vertical(h, [(0, colour), (1, foot)], top))
            c.rectangle(x, top, w, h)
            c.fill()
            shape = rng.random()
            if shape < 0.3:
                c.rectangle(x + w * 0.2, top - h * 0.10, w * 0.55, h * 0.11)
                c.fill()
            elif shape < 0.5:
                c.rectangle(x + w * 0.47, top - h * 0.22, 2, h * 0.23)
                c.fill()
                lc.set_source_rgb(1, 0.25, 0.2)
                lc.arc(x + w * 0.47 + 1, top - h * 0.22, 1.6, 0, 7)
                lc.fill()
            self._windows(rng, lc, x, top, w, h, lit)
            if neon and rng.random() < 0.55 and w > 46:
                colour_of_sign = rng.choice(NEON)
                lc.set_source_rgba(*colour_of_sign, 0.9)
                sx, sy = x + w * rng.uniform(0.1, 0.7), top + rng.uniform(8, 26)
                for k in range(rng.randint(3, 6)):
                    lc.rectangle(sx, sy + k * 11, 8, 8)
                lc.fill()
            x += w * rng.uniform(0.86, 1.12)
        grain(surface, 1.4, count)
        c.set_source_surface(bloom(lights, 7, 1.5))
        c.set_operator(cairo.OPERATOR_ADD)
        c.paint()
        return surface

    def _windows(self, rng, c, x, top, w, h, lit):
        step_x, step_y = rng.choice([(7, 9), (8, 11), (6, 8)])
        office = rng.random() < 0.3
        y = top + 7
        while y < WATER - 6:
            row = rng.random() < 0.25
            wx = x + 5
            while wx < x + w - 6:
                if rng.random() < (0.8 if row and office else lit * 0.5):
                    c.set_source_rgba(*rng.choice(COOL if office else WARM), rng.uniform(0.25, 0.95))
                    c.rectangle(wx, y, step_x * 0.5, step_y * 0.45)
                    c.fill()
                wx += step_x
            y += step_y

    def _reflection(self):
        """The skyline upside down, drawn long and soft, on dark water."""
        scene, c = layer(WIDE, STAGE_HEIGHT)
        for part in (self.sky, self.far, self.middle, self.near):
            c.set_source_surface(part)
            c.paint()
        water, c = layer(WIDE, STAGE_HEIGHT - WATER)
        c.save()
        c.scale(1, -0.62)
        c.set_source_surface(scene, 0, -WATER)
        c.paint()
        c.restore()
        array = pixels(water).astype("float32")
        water = from_pixels(box_blur(box_blur(array, 13, 0), 9, 0) * 1.15)  # lights on water are long vertical smears
        c = cairo.Context(water)
        c.set_source(vertical(STAGE_HEIGHT - WATER, [(0, rgb("#0a0c20"), 0.25), (1, rgb("#05060f"), 0.82)]))
        c.paint()
        return water

    def _ripple(self, seed):
        rng = random.Random(seed)
        surface, c = layer(WIDE, STAGE_HEIGHT - WATER)
        for _ in range(430):
            y = rng.random() ** 0.8 * (STAGE_HEIGHT - WATER)
            size = (6 + 40 * y / (STAGE_HEIGHT - WATER)) * rng.uniform(0.4, 1.3)
            c.set_source_rgba(*rng.choice([rgb("#ffcf9a"), rgb("#e08a8a"), rgb("#7f86d8")]), rng.uniform(0.03, 0.16))
            c.rectangle(rng.uniform(0, WIDE), y, size, 1 + y / 90)
            c.fill()
        return surface

    def _bridge(self):
        surface, c = layer(WIDE, STAGE_HEIGHT)
        c.set_source_rgb(*rgb("#0a0b1d"))
        c.rectangle(0, 396, WIDE, 9)
        c.fill()
        for x in range(30, WIDE, 150):
            c.rectangle(x, 400, 14, 34)
            c.fill()
            c.set_line_width(2.2)
            c.move_to(x - 68, 396)
            c.curve_to(x - 40, 350, x + 54, 350, x + 82, 396)
            c.set_source_rgb(*rgb("#12132b"))
            c.stroke()
            c.set_source_rgb(*rgb("#0a0b1d"))
        lights, lc = layer(WIDE, STAGE_HEIGHT)
        for x in range(6, WIDE, 25):
            lc.set_source_rgb(*rgb("#ffd08a"))
            lc.arc(x, 391, 1.7, 0, 7)
            lc.fill()
            lc.set_source_rgba(*rgb("#ffb566"), 0.20)
            lc.rectangle(x - 1.5, 408, 3, 54)
            lc.fill()
        c.set_operator(cairo.OPERATOR_ADD)
        c.set_source_surface(bloom(fade_rows(lights, [(0, 1), (0.75, 1), (0.86, 0)]), 5, 1.6))
        c.paint()
        return surface

    def _roof(self):
        surface, c = layer(WIDE + 120, STAGE_HEIGHT)
        c.set_source(vertical(110, [(0, rgb("#0d0f20")), (0.25, rgb("#070813")), (1, rgb("#030409"))], 470))
        c.rectangle(0, 486, WIDE + 120, 80)
        c.fill()
        c.set_source_rgb(*rgb("#05060f"))
        for x in range(20, WIDE + 120, 74):  # railing
            c.rectangle(x, 440, 3, 50)
        c.rectangle(0, 438, WIDE + 120, 4)
        c.rectangle(0, 462, WIDE + 120, 2)
        c.fill()
        c.set_source_rgba(*rgb("#ff9f86"), 0.35)
        c.rectangle(0, 437, WIDE + 120, 1.2)
        c.rectangle(0, 485, WIDE + 120, 1.2)
        c.fill()
        # water tank and aerials
        c.set_source_rgb(*rgb("#04050c"))
        c.rectangle(1330, 400, 6, 90)
        c.rectangle(1394, 400, 6, 90)
        c.fill()
        c.move_to(1316, 408)
        c.line_to(1316, 352)
        c.curve_to(1330, 332, 1400, 332, 1414, 352)
        c.line_to(1414, 408)
        c.fill()
        c.rectangle(232, 300, 3, 200)
        for k in range(5):
            c.rectangle(205 + k * 3, 316 + k * 16, 58 - k * 6, 2)
        c.fill()
        return grain(surface, 1.0, 7)

    def draw(self, c, t, length, look):
        move = (t / length - 0.5) * look.get("pan", 70) + look.get("at", 0)
        put(c, self.sky, -MARGIN - move * 0.05)
        shine(c, rgb("#cfd8ff"), 690 - move * 0.06, 96, 150, 0.34, 2.4)
        shine(c, rgb("#f6f2ff"), 690 - move * 0.06, 96, 30, 0.95, 0.35)
        drift(c, self.high_cloud, 300 + t * 9 + move * 0.1, -4)
        drift(c, self.low_cloud, 800 + t * 14 + move * 0.15, 150)
        put(c, self.far, -MARGIN - move * 0.22)
        shine(c, (1, 0.2, 0.18), 1040 - MARGIN - move * 0.22, 98, 16, max(0.0, wobble(t, 2.2)) ** 2)
        put(c, self.middle, -MARGIN - move * 0.38)
        put(c, self.mirror, -MARGIN - move * 0.42, WATER)
        put(c, self.near, -MARGIN - move * 0.55)
        for i, ripple in enumerate(self.ripples):
            put(c, ripple, round(-MARGIN - move * 0.6 + 5 * wobble(t + i, 3.1)), WATER, 0.55 + 0.45 * wobble(t + i * 1.4, 2.3 + i), add=True)
        self._traffic(c, t, move)
        if look.get("roof", True):
            put(c, self.roof, -MARGIN - 60 - move * 1.15)
            for i, who in enumerate(look.get("people", ())):
                surface, ox, oy = self.people[who]
                x = look.get("x", 380) + i * 92 - move * 1.15
                put(c, surface, x - ox, 495 - oy - 7.5 * surface.get_height() / (9 if who != "umbrella" else 10) + 1.2 * wobble(t + i, 4.5))
        if look.get("rain", 1.0):
            self.rain.draw(c, t, look.get("rain", 1.0))

    def _traffic(self, c, t, move):
        put(c, self.bridge, -MARGIN - move * 0.62)
        for i in range(9):
            x = (i * 197 + t * (62 + 5 * (i % 3))) % (STAGE_WIDTH + 80) - 40
            shine(c, rgb("#fff1d0"), x, 392, 12, 0.9)
            x = STAGE_WIDTH + 40 - (i * 173 + t * (55 + 6 * (i % 4))) % (STAGE_WIDTH + 80)
            shine(c, rgb("#ff3a2f"), x, 395, 10, 0.8)
