"""A small station before dawn; a train comes, or has gone."""

import random

import cairo

from ..canvas import (STAGE_HEIGHT, STAGE_WIDTH, bloom, blur, clouds, drift, ease, fade_rows, grain, layer, put, rgb, shine, sky, vertical,
                      wobble, words)  # fmt: skip
from ..figures import silhouette, standing
from ..weather import Rain

MARGIN = 140
WIDE = STAGE_WIDTH + 2 * MARGIN
FLOOR = 430  # where the figures stand
TRAIN = 3400


class Platform:
    def __init__(self):
        self.sky = sky(WIDE, STAGE_HEIGHT, [(0, rgb("#0b1230")), (0.3, rgb("#243a66")), (0.52, rgb("#5f6f96")), (0.66, rgb("#c98f86")), (0.74, rgb("#f2b880")),
                                            (1, rgb("#3a3450"))], 21)  # fmt: skip
        self.cloud = fade_rows(clouds(1700, 260, 5, rgb("#e6a08f"), 0.5, 0.4, 5, 0.5), [(0, 0), (0.4, 1), (1, 0)])
        self.hills = [self._hills(1, 318, 46, rgb("#56628c"), rgb("#a08a98")), self._hills(2, 350, 34, rgb("#2c3a60"), rgb("#5d5a78"))]
        self.wires = self._wires()
        self.train = self._train()
        self.track = self._track()
        self.roof = self._roof()
        self.floor = self._floor()
        self.mirror = self._mirror()
        self.rain = Rain(15)
        rim = rgb("#ffc78c")
        self.people = {}
        for who, hair, umbrella, size in (("woman", "bob", False, 30), ("man", "short", False, 33), ("umbrella", "bob", True, 30)):
            figure = silhouette(lambda c: standing(c, hair, umbrella), size, rgb("#080a14"), rim, (0.5, -0.9), 2, (6, 10), (2.5, 2))
            self.people[who] = (*figure, self._upside_down(figure[0]), size)

    @staticmethod
    def _upside_down(surface):
        flipped, c = layer(surface.get_width(), surface.get_height())
        c.translate(0, surface.get_height())
        c.scale(1, -1)
        c.set_source_surface(surface)
        c.paint_with_alpha(0.55)
        return fade_rows(blur(flipped, 2), [(0, 1), (0.35, 0.7), (0.9, 0)])

    def _hills(self, seed, base, rise, colour, foot):
        rng = random.Random(seed)
        surface, c = layer(WIDE, STAGE_HEIGHT)
        c.set_source(vertical(150, [(0, colour), (1, foot)], base - rise))
        c.move_to(0, STAGE_HEIGHT)
        c.line_to(0, base)
        x, y = 0.0, base
        while x < WIDE:
            step = rng.uniform(120, 260)
            peak = base - rng.uniform(0.2, 1.0) * rise * 1.6
            c.curve_to(x + step * 0.4, y, x + step * 0.4, peak, x + step, peak)
            x, y = x + step, peak
        c.line_to(WIDE, STAGE_HEIGHT)
        c.fill()
        lights, lc = layer(WIDE, STAGE_HEIGHT)
        for _ in range(26):
            lc.set_source_rgba(*rgb("#ffd69a"), rng.uniform(0.3, 0.9))
            lc.arc(rng.uniform(0, WIDE), base + rng.uniform(22, 60), 1.2, 0, 7)
            lc.fill()
        c.set_operator(cairo.OPERATOR_ADD)
        c.set_source_surface(bloom(lights, 4, 1.4))
        c.paint()
        return grain(surface, 1.4, seed)

    def _wires(self):
        surface, c = layer(WIDE, STAGE_HEIGHT)
        c.set_source_rgb(*rgb("#10142a"))
        for x in range(60, WIDE, 380):
            c.rectangle(x, 150, 6, 270)
            c.rectangle(x - 46, 178, 98, 4)
            c.rectangle(x - 30, 196, 66, 3)
        c.fill()
        c.set_line_width(1.3)
        for y in (174, 192, 216):
            for x in range(60 - 380, WIDE, 380):
                c.move_to(x, y)
                c.curve_to(x + 120, y + 12, x + 260, y + 12, x + 380, y)
            c.stroke()
        return surface

    def _train(self):
        """The whole train as one long layer, lit from inside; blurred a little along its way."""
        surface, c = layer(TRAIN, 200)
        rng = random.Random(3)
        cars = 5
        for car in range(cars):
            left = car * TRAIN / cars + 5
            width = TRAIN / cars - 10
            c.set_source(vertical(160, [(0, rgb("#39456a")), (0.1, rgb("#27304f")), (0.62, rgb("#1b2340")), (1, rgb("#0b0e1c"))], 20))
            c.rectangle(left, 22, width, 158)
            c.fill()
            c.set_source_rgb(*rgb("#e2704d"))
            c.rectangle(left, 132, width, 9)
            c.fill()
            for k in range(8):
                x = left + 30 + k * (width - 50) / 8
                w = (width - 50) / 8 - 18
                light = vertical(66, [(0, rgb("#fff0c8")), (0.5, rgb("#ffd792")), (1, rgb("#e0a860"))], 50)
                c.set_source(light)
                c.rectangle(x, 50, w, 66)
                c.fill()
                if rng.random() < 0.45:  # somebody on board
                    c.set_source_rgba(*rgb("#2a2440"), 0.85)
                    cx = x + rng.uniform(0.3, 0.7) * w
                    c.arc(cx, 86, 10, 0, 7)
                    c.fill()
                    c.rectangle(cx - 18, 98, 36, 18)
                    c.fill()
            c.set_source_rgb(*rgb("#05060c"))
            c.rectangle(left + 40, 180, 130, 18)
            c.rectangle(left + width - 170, 180, 130, 18)
            c.fill()
        return bloom(surface, 16, 0.35)

    def _track(self):
        surface, c = layer(WIDE, STAGE_HEIGHT)
        c.set_source(vertical(60, [(0, rgb("#2a2a42")), (1, rgb("#0e1020"))], 396))
        c.rectangle(0, 396, WIDE, 60)
        c.fill()
        c.set_source_rgba(*rgb("#ffcf9a"), 0.65)
        c.rectangle(0, 404, WIDE, 1.6)
        c.fill()
        return grain(surface, 1.6, 4)

    def _roof(self):
        surface, c = layer(WIDE + 200, STAGE_HEIGHT)
        c.set_source(vertical(96, [(0, rgb("#04050b")), (1, rgb("#0d1020"))]))
        c.move_to(0, 0)
        c.line_to(WIDE + 200, 0)
        c.line_to(WIDE + 200, 66)
        for x in range(WIDE + 200, -1, -24):  # the wooden valance
            c.line_to(x, 66)
            c.line_to(x - 12, 80)
        c.line_to(0, 66)
        c.fill()
        c.set_source_rgba(*rgb("#ffc78c"), 0.35)
        c.rectangle(0, 64, WIDE + 200, 1.4)
        c.fill()
        for x in (150, 640, 1130, 1620):
            c.set_source_rgb(*rgb("#080a15"))
            c.rectangle(x, 60, 15, FLOOR + 8 - 60)
            c.fill()
            c.move_to(x + 7, 150)
            c.curve_to(x + 7, 100, x - 40, 82, x - 66, 78)
            c.line_to(x + 82, 78)
            c.curve_to(x + 56, 82, x + 8, 100, x + 8, 150)
            c.fill()
            c.set_source_rgba(*rgb("#ffc78c"), 0.4)
            c.rectangle(x, 84, 1.4, FLOOR - 84)
            c.fill()
        # a station board
        c.set_source_rgb(*rgb("#0c1020"))
        c.rectangle(846, 176, 190, 78)
        c.fill()
        c.set_source_rgb(*rgb("#f1ead8"))
        c.rectangle(850, 180, 182, 70)
        c.fill()
        c.set_source_rgb(*rgb("#2f6b73"))
        c.rectangle(850, 232, 182, 12)
        c.fill()
        c.set_source_rgb(*rgb("#080a15"))
        c.rectangle(862, 66, 3, 112)
        c.rectangle(1016, 66, 3, 112)
        c.fill()
        text, width, margin = words("바다끝", 28, rgb("#1c2238"), font="Noto Sans CJK KR", bold=True, spacing=6)
        c.set_source_surface(text, 941 - width / 2 - margin, 214 - 28 - margin)
        c.paint()
        text, width, margin = words("SEA'S END", 10, rgb("#4a5068"), font="Noto Sans CJK KR", spacing=2)
        c.set_source_surface(text, 941 - width / 2 - margin, 227 - 10 - margin)
        c.paint()
        return grain(surface, 1.0, 6)

    def _floor(self):
        surface, c = layer(WIDE + 200, STAGE_HEIGHT)
        c.set_source(vertical(120, [(0, rgb("#343a58")), (0.12, rgb("#1c2138")), (1, rgb("#07080f"))], FLOOR - 4))
        c.rectangle(0, FLOOR - 4, WIDE + 200, 130)
        c.fill()
        c.set_source_rgba(*rgb("#ffd15c"), 0.75)  # the yellow line
        c.rectangle(0, FLOOR + 2, WIDE + 200, 5)
        c.fill()
        return grain(surface, 1.4, 8)

    def _mirror(self):
        """Lamps on the wet floor."""
        surface, c = layer(WIDE + 200, STAGE_HEIGHT)
        for x in (98, 588, 1078, 1568):
            for width, alpha in ((150, 0.10), (70, 0.16), (24, 0.30)):
                c.set_source(vertical(110, [(0, rgb("#ffcf8f"), 0), (0.2, rgb("#ffcf8f"), alpha), (1, rgb("#ffcf8f"), 0)], FLOOR))
                c.rectangle(x - width / 2, FLOOR, width, 114)
                c.fill()
        return blur(surface, 7)

    def draw(self, c, t, length, look):
        move = (t / length - 0.5) * look.get("pan", 80)
        put(c, self.sky, -MARGIN - move * 0.05)
        shine(c, rgb("#ffcf94"), 330 - move * 0.06, 372, 420, 0.5, 2)
        drift(c, self.cloud, 200 + t * 8 + move * 0.1, 110)
        put(c, self.hills[0], -MARGIN - move * 0.2)
        put(c, self.hills[1], -MARGIN - move * 0.32)
        put(c, self.wires, -MARGIN - move * 0.45)
        put(c, self.track, -MARGIN - move * 0.8)
        lit = self._train_passes(c, t, length, look, move)
        put(c, self.floor, -MARGIN - 100 - move)
        put(c, self.mirror, -MARGIN - 100 - move, 0, 0.75 + 0.1 * wobble(t, 1.3, 0.4), add=True)
        if lit > 0.01:
            shine(c, rgb("#ffcf8f"), 640, FLOOR + 40, 500, 0.30 * lit, 1.5)
        for i, (who, at) in enumerate(look.get("people", (("woman", 520),))):
            surface, px, py, reflected, size = self.people[who]
            x, feet = at - px - move, FLOOR + 26 + 8 * i
            put(c, reflected, x, feet - (surface.get_height() - py - 7.5 * size) - 4, 0.8)
            put(c, surface, x, feet - py - 7.5 * size + 0.8 * wobble(t + i, 4.7))
        put(c, self.roof, -MARGIN - 100 - move * 1.1)
        for x in (98, 588, 1078, 1568):
            lamp = x - MARGIN - 100 - move * 1.1
            shine(c, rgb("#ffdca6"), lamp, 92, 200, 0.42, 2.2)
            shine(c, rgb("#fff4dc"), lamp, 84, 22, 0.95, 0.8)
        if look.get("rain", 0.6):
            self.rain.draw(c, t, look.get("rain", 0.6), depths=(0, 1))

    def _train_passes(self, c, t, length, look, move):
        """Draws the train if there is one; returns how much of the platform it lights."""
        kind = look.get("train")
        if kind == "arrives":
            x = STAGE_WIDTH - (STAGE_WIDTH + 1500) * (1 - (1 - min(1, t / (length * 0.8))) ** 2.6)
        elif kind == "leaves":
            x = -1100 - (TRAIN + 200) * max(0.0, (t - 1.0) / length) ** 2.0
        elif kind == "passes":
            x = STAGE_WIDTH - t * 900
        else:
            return 0.0
        put(c, self.train, round(x - move * 0.85), 222)
        return ease((STAGE_WIDTH - x) / 900) * ease((x + TRAIN) / 900)
