"""The sea at first light, a pier, gulls; a boat with its radio on."""

import math
import random

from ..canvas import STAGE_HEIGHT, STAGE_WIDTH, clouds, drift, fade_rows, grain, layer, put, rgb, shine, sky, vertical, wobble
from ..figures import silhouette, standing

MARGIN = 120
WIDE = STAGE_WIDTH + 2 * MARGIN
HORIZON = 322
SUN = 400


class Sea:
    def __init__(self):
        self.sky = sky(WIDE, HORIZON + 2, [(0, rgb("#1a2a5c")), (0.3, rgb("#4b5590")), (0.55, rgb("#b2758f")), (0.78, rgb("#f29a73")), (1, rgb("#ffd28a"))], 31)
        self.water = sky(WIDE, STAGE_HEIGHT - HORIZON, [(0, rgb("#f0a97c")), (0.08, rgb("#b77f86")), (0.35, rgb("#4f5a86")), (1, rgb("#141d3f"))], 32)
        self.high = fade_rows(clouds(1800, 220, 41, rgb("#f6b59c"), 0.56, 0.4, 6, 0.7), [(0, 0), (0.3, 1), (1, 0)])
        self.low = fade_rows(clouds(1600, 130, 42, rgb("#6a4f7c"), 0.50, 0.35, 8, 0.7), [(0, 0), (0.5, 1), (1, 0)])
        self.isles = self._isles()
        self.glitter = [self._glitter(seed) for seed in (1, 2, 3)]
        self.waves = [self._wave(k) for k in range(4)]
        self.pier = self._pier()
        self.boat = self._boat()
        self.grass = [self._grass(seed) for seed in (1, 2)]
        rim = rgb("#ffd9a0")
        self.people = {
            "woman": silhouette(lambda c: standing(c, "bob"), 25, rgb("#0d1024"), rim, (-0.9, -0.4), 2, (5, 9), (2.2, 1)),
            "man": silhouette(lambda c: standing(c, "short", bag=False), 27, rgb("#0d1024"), rim, (-0.9, -0.4), 2, (5, 9), (2.2, 1)),
        }

    def _isles(self):
        surface, c = layer(WIDE, STAGE_HEIGHT)
        for x, w, h, colour in ((60, 420, 46, "#7d6a92"), (1040, 420, 62, "#6a5a88"), (1250, 300, 34, "#4d4a78")):
            c.set_source(vertical(h, [(0, rgb(colour)), (1, rgb("#c98d8c"))], HORIZON - h))
            c.move_to(x, HORIZON)
            c.curve_to(x + w * 0.2, HORIZON - h * 0.5, x + w * 0.3, HORIZON - h, x + w * 0.5, HORIZON - h * 0.9)
            c.curve_to(x + w * 0.7, HORIZON - h * 0.95, x + w * 0.8, HORIZON - h * 0.3, x + w, HORIZON)
            c.fill()
        return surface

    def _glitter(self, seed):
        """Sparks of the sun's path: three sets that fade in and out in turn."""
        rng = random.Random(seed)
        surface, c = layer(WIDE, STAGE_HEIGHT - HORIZON)
        for _ in range(520):
            depth = rng.random() ** 1.4
            y = depth * (STAGE_HEIGHT - HORIZON)
            spread = 26 + depth * 190
            x = SUN + MARGIN + rng.gauss(0, spread * 0.5)
            size = (3 + 26 * depth) * rng.uniform(0.4, 1.2)
            c.set_source_rgba(*rgb(rng.choice(["#fff0c8", "#ffd596", "#ffb57a"])), rng.uniform(0.15, 0.75) * (1 - depth * 0.45))
            c.save()
            c.translate(x, y)
            c.scale(size, 0.7 + depth * 1.5)
            c.arc(0, 0, 1, 0, 7)
            c.fill()
            c.restore()
        return surface

    def _wave(self, k):
        """One line of swell; it repeats every 160 pixels so that it may slide."""
        width = STAGE_WIDTH + 480
        surface, c = layer(width, 90)
        period = (96, 120, 160, 240)[k]
        height = 3 + 3.2 * k
        colour = [rgb("#8b7591"), rgb("#5d6390"), rgb("#374674"), rgb("#1a2548")][k]

        def crest():
            c.move_to(0, 20)
            x = 0
            while x < width:
                c.curve_to(x + period * 0.3, 20 + height, x + period * 0.42, 20 - height, x + period * 0.55, 20 - height)
                c.curve_to(x + period * 0.68, 20 - height, x + period * 0.8, 20 + height * 0.6, x + period, 20)
                x += period

        crest()
        c.line_to(width + 300, 90)
        c.line_to(0, 90)
        c.close_path()
        c.set_source(vertical(70, [(0, colour, 0.9), (1, colour, 0.0)], 20))
        c.fill()
        crest()
        c.set_line_width(0.9 + 0.3 * k)
        c.set_source_rgba(*rgb("#ffd9b0"), 0.45 - 0.07 * k)
        c.stroke()
        return surface

    def _pier(self):
        surface, c = layer(WIDE + 200, STAGE_HEIGHT)
        dark = rgb("#10132a")
        c.set_source(vertical(60, [(0, rgb("#2a2748")), (0.2, dark), (1, rgb("#080a18"))], 430))
        c.move_to(760, 436)
        c.line_to(WIDE + 200, 428)
        c.line_to(WIDE + 200, 452)
        c.line_to(760, 448)
        c.fill()
        c.set_source_rgb(*dark)
        for x in range(790, WIDE + 200, 96):
            c.rectangle(x, 442, 9, 110)
            c.rectangle(x + 40, 384, 3.4, 52)
        c.fill()
        c.set_line_width(2.4)
        for y in (386, 408):
            c.move_to(826, y)
            c.line_to(WIDE + 200, y - 3)
        c.stroke()
        c.set_source_rgba(*rgb("#ffd9a0"), 0.55)
        c.set_line_width(1.3)
        c.move_to(760, 436)
        c.line_to(WIDE + 200, 428)
        c.stroke()
        # a lamp at the end
        c.set_source_rgb(*dark)
        c.rectangle(800, 270, 5, 168)
        c.rectangle(788, 262, 29, 6)
        c.fill()
        return grain(surface, 1.0, 2)

    def _boat(self):
        """A small fishing boat seen from the side, its wheelhouse lit, its aerial up. The waterline is at (150, 150)."""
        surface, c = layer(320, 190)
        dark, rim = rgb("#12142c"), rgb("#ffd9a0")
        c.set_line_width(2)
        c.set_source_rgb(*dark)
        for x, foot, top in ((118, 100, 8), (204, 116, 52)):  # the aerial, and the mast behind the net
            c.move_to(x, foot)
            c.line_to(x, top)
            c.stroke()
        c.set_line_width(1)
        for x, y in ((20, 112), (204, 52)):  # stays
            c.move_to(118, 14)
            c.line_to(x, y)
            c.stroke()
        c.move_to(204, 54)
        c.line_to(288, 106)
        c.stroke()
        c.rectangle(92, 78, 66, 44)  # wheelhouse
        c.rectangle(86, 72, 78, 7)
        c.fill()
        c.set_source(vertical(20, [(0, rgb("#fff0c0")), (1, rgb("#ffb765"))], 85))
        for x in (99, 119, 139):
            c.rectangle(x, 86, 13, 17)
        c.fill()
        c.set_source(vertical(44, [(0, rgb("#2b2a4c")), (0.3, dark), (1, rgb("#080a18"))], 108))
        c.move_to(10, 110)  # hull: the bow rises on the left
        c.curve_to(70, 124, 220, 124, 296, 112)
        c.curve_to(290, 134, 284, 146, 276, 152)
        c.line_to(54, 152)
        c.curve_to(36, 144, 20, 128, 10, 110)
        c.fill()
        c.set_source_rgba(*rim, 0.7)
        c.set_line_width(1.6)
        c.move_to(10, 110)
        c.curve_to(70, 124, 220, 124, 296, 112)
        c.stroke()
        c.rectangle(86, 72, 78, 1.5)
        c.fill()
        shadow = vertical(26, [(0, rgb("#0b0e22"), 0.75), (1, rgb("#0b0e22"), 0)], 151)
        c.set_source(shadow)
        c.move_to(50, 151)
        c.line_to(280, 151)
        c.line_to(250, 177)
        c.line_to(84, 177)
        c.fill()
        return surface

    def _grass(self, seed):
        rng = random.Random(seed)
        surface, c = layer(STAGE_WIDTH + 200, 190)
        for _ in range(150):
            x = rng.uniform(-20, 520) if rng.random() < 0.8 else rng.uniform(500, 760)
            h = rng.uniform(40, 150) * (1 - x / 1400)
            bend = rng.uniform(-10, 46)
            c.set_source_rgba(*rgb("#0a0d20"), 0.96)
            c.move_to(x - 2.4, 190)
            c.curve_to(x, 190 - h * 0.5, x + bend * 0.3, 190 - h * 0.8, x + bend, 190 - h)
            c.curve_to(x + bend * 0.5, 190 - h * 0.7, x + 4, 190 - h * 0.4, x + 3, 190)
            c.fill()
            if rng.random() < 0.25:
                c.set_source_rgba(*rgb("#3a2c44"), 1)
                c.save()
                c.translate(x + bend, 190 - h)
                c.rotate(0.5)
                c.scale(3.4, 13)
                c.arc(0, 0, 1, 0, 7)
                c.restore()
                c.fill()
        return surface

    def draw(self, c, t, length, look):
        move = (t / length - 0.5) * look.get("pan", 60)
        rise = look.get("rise", 10) * t / length
        put(c, self.sky, -MARGIN - move * 0.04)
        sun_y = HORIZON - 26 - rise
        shine(c, rgb("#ff9d5c"), SUN - move * 0.06, sun_y, 470, 0.55, 2.2)
        shine(c, rgb("#fff3cf"), SUN - move * 0.06, sun_y, 62, 1, 0.45)
        drift(c, self.high, 300 + t * 7 + move * 0.08, 30)
        drift(c, self.low, 900 + t * 11 + move * 0.1, 190)
        put(c, self.isles, -MARGIN - move * 0.14)
        put(c, self.water, -MARGIN - move * 0.2, HORIZON)
        for k in range(3):
            shimmer = 0.5 + 0.5 * math.sin(t * 1.6 + k * 2.09)
            put(c, self.glitter[k], round(-MARGIN - move * 0.2 + 5 * wobble(t + k, 5.0)), HORIZON, 0.25 + 0.75 * shimmer, add=True)
        for k, wave in enumerate(self.waves):
            slide = (t * (7 + 5 * k) * (1 if k % 2 else -1)) % 480
            put(c, wave, -slide - move * (0.3 + 0.1 * k), 322 + (16, 52, 102, 158)[k] + (2 + 1.6 * k) * wobble(t + k * 1.3, 4.4 + 0.6 * k), 0.85)
            if k == 1 and "boat" in look:  # behind the nearer swell
                self._draw_boat(c, look["boat"] - move * 0.45, t)
        self._gulls(c, t, move)
        if not look.get("pier", True):
            return
        put(c, self.pier, -MARGIN - 80 - move * 0.9)
        shine(c, rgb("#ffe3b0"), 803 - MARGIN - 80 - move * 0.9, 272, 60, 0.8, 1.8)
        for i, (who, at) in enumerate(look.get("people", (("woman", 900),))):
            surface, px, py = self.people[who]
            size = 25 if who == "woman" else 27
            put(c, surface, at - px - move * 0.9, 436 - py - 7.5 * size + 0.6 * wobble(t + i, 4.3))
        for k, grass in enumerate(self.grass):
            put(c, grass, -70 - k * 60 - move * (1.5 + 0.2 * k) + 4 * wobble(t + k, 3.7, 2.1), STAGE_HEIGHT - 180 + 18 * k)

    def _draw_boat(self, c, x, t):
        y = 398 + 2.2 * wobble(t, 4.1, 2.7)
        c.save()
        c.translate(x, y)
        c.rotate(0.012 * wobble(t, 5.3, 3.1))
        c.set_source_surface(self.boat, -150, -150)
        c.paint()
        c.restore()
        shine(c, rgb("#ffcf87"), x - 26, y - 56, 74, 0.5 + 0.04 * wobble(t, 1.3), 1.8)
        shine(c, rgb("#ff6b5a"), x - 32, y - 142, 14, 0.5 + 0.5 * wobble(t, 2.0), 1.6)

    def _gulls(self, c, t, move):
        c.set_source_rgba(*rgb("#2a2848"), 0.9)
        for k in range(5):
            x = (260 + k * 190 + t * (16 + 3 * k)) % (STAGE_WIDTH + 100) - 50 - move * 0.2
            y = 96 + 26 * math.sin(k * 2.3) + 9 * wobble(t + k, 6)
            s = 9 + 3 * (k % 3)
            flap = math.sin(t * (4.2 + 0.5 * k) + k * 2) * (0.3 if k % 2 else 0.7)
            for side in (-1, 1):
                c.move_to(x, y)
                c.curve_to(x + side * s * 0.4, y - s * (0.5 + 0.4 * flap), x + side * s * 0.8, y - s * (0.4 + 0.5 * flap), x + side * s * 1.5, y - s * 0.5 * flap)
                c.curve_to(x + side * s * 0.8, y - s * (0.2 + 0.4 * flap), x + side * s * 0.4, y - s * (0.2 + 0.3 * flap), x, y + s * 0.18)
            c.fill()
