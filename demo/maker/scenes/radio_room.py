"""The keeper's room: a receiver, a lamp, a window on the night sea."""

import math
import random

import cairo

from ..canvas import STAGE_HEIGHT, STAGE_WIDTH, blur, clouds, drift, fade_rows, grain, layer, over, put, rgb, shine, sky, vertical, wobble, words
from ..figures import profile_keeper, profile_woman, silhouette
from ..weather import Dust, stars
from .lighthouse import TURN

WIDE = STAGE_WIDTH + 140
WINDOW = (210, 60, 420, 268)


class RadioRoom:
    def __init__(self):
        self.night = sky(560, 330, [(0, rgb("#07142c")), (0.5, rgb("#14405a")), (0.72, rgb("#3f7f86")), (0.74, rgb("#1d4a5c")), (1, rgb("#081826"))], 71)
        over(self.night, stars(9, 90, 560, 230))
        self.cloud = fade_rows(clouds(900, 140, 72, rgb("#3a6a80"), 0.5, 0.35, 4, 0.8), [(0, 0), (0.5, 1), (1, 0)])
        self.room = self._room()
        self.table = self._table()
        self.radio = self._radio()
        self.steam = blur(self._steam(), 6)
        self.dust = Dust(11, 46, rgb("#ffcf8a"), (620, 60, 560, 330))
        self.people = {
            "keeper": silhouette(profile_keeper, 190, rgb("#0a0806"), rgb("#ffbf70"), (1.0, -0.2), 3.4, (3.2, 2.9), (1.9, 0.45)),
            "woman": silhouette(profile_woman, 182, rgb("#0a0806"), rgb("#ffbf70"), (1.0, -0.2), 3.4, (3.2, 2.9), (1.9, 0.45)),
        }

    def _room(self):
        surface, c = layer(WIDE, STAGE_HEIGHT)
        c.set_source(vertical(STAGE_HEIGHT, [(0, rgb("#17100c")), (0.6, rgb("#33201a")), (1, rgb("#0c0806"))]))
        c.paint()
        for y in range(0, 420, 42):  # planks
            c.set_source_rgba(0, 0, 0, 0.35)
            c.rectangle(0, y, WIDE, 2)
            c.fill()
            c.set_source_rgba(1, 0.8, 0.55, 0.05)
            c.rectangle(0, y + 2, WIDE, 1)
            c.fill()
        warm = cairo.RadialGradient(1010, 230, 30, 1010, 250, 560)
        warm.add_color_stop_rgba(0, *rgb("#ffae5c"), 0.62)
        warm.add_color_stop_rgba(0.5, *rgb("#a5562a"), 0.28)
        warm.add_color_stop_rgba(1, *rgb("#a5562a"), 0)
        c.set_source(warm)
        c.paint()
        self._shelf(c)
        x, y, w, h = WINDOW
        c.set_source_rgb(*rgb("#120b08"))
        c.rectangle(x - 18, y - 18, w + 36, h + 36)
        c.fill()
        c.set_operator(cairo.OPERATOR_CLEAR)
        c.rectangle(x, y, w, h)
        c.fill()
        c.set_operator(cairo.OPERATOR_OVER)
        c.set_source_rgb(*rgb("#120b08"))
        c.rectangle(x + w / 2 - 5, y, 10, h)
        c.rectangle(x, y + h * 0.42, w, 8)
        c.fill()
        c.set_source_rgba(*rgb("#8fd0d6"), 0.4)
        c.rectangle(x + w / 2 + 5, y, 1.3, h)
        c.rectangle(x, y + h * 0.42 + 8, w, 1.3)
        c.fill()
        c.set_source_rgba(*rgb("#ffb566"), 0.5)
        c.rectangle(x + w + 16, y - 18, 2, h + 36)
        c.fill()
        return grain(surface, 1.8, 12)

    def _shelf(self, c):
        rng = random.Random(6)
        c.set_source_rgb(*rgb("#1b100a"))
        c.rectangle(760, 128, 480, 10)
        c.fill()
        x = 776
        while x < 1180:
            w, h = rng.uniform(10, 24), rng.uniform(50, 84)
            c.set_source_rgb(*rgb(rng.choice(["#6b2f22", "#35513f", "#2f4a5c", "#7a5a2c", "#4a2c3c", "#8a6a48"])))
            c.rectangle(x, 128 - h, w, h)
            c.fill()
            c.set_source_rgba(1, 0.85, 0.6, 0.3)
            c.rectangle(x + 2, 128 - h + 8, w - 4, 1.5)
            c.fill()
            x += w + (rng.uniform(20, 60) if rng.random() < 0.15 else 1)

    def _table(self):
        surface, c = layer(WIDE + 80, STAGE_HEIGHT)
        c.set_source(vertical(140, [(0, rgb("#8a5228")), (0.1, rgb("#4a2915")), (1, rgb("#0d0705"))], 410))
        c.rectangle(0, 410, WIDE + 80, 140)
        c.fill()
        c.set_source_rgba(*rgb("#ffcf94"), 0.6)
        c.rectangle(0, 410, WIDE + 80, 1.6)
        c.fill()
        # lamp
        c.set_source_rgb(*rgb("#0d1512"))
        c.rectangle(1130, 300, 6, 112)
        c.fill()
        c.move_to(1094, 414)
        c.curve_to(1100, 400, 1166, 400, 1172, 414)
        c.fill()
        c.set_source(vertical(70, [(0, rgb("#2f5a4a")), (0.7, rgb("#58a07a")), (1, rgb("#e9ffd0"))], 240))
        c.move_to(1104, 244)
        c.curve_to(1112, 236, 1154, 236, 1162, 244)
        c.line_to(1192, 304)
        c.line_to(1074, 304)
        c.fill()
        # cup
        c.set_source(vertical(60, [(0, rgb("#e6d8c2")), (1, rgb("#7a6450"))], 362))
        c.rectangle(660, 364, 40, 47)
        c.fill()
        c.set_line_width(5)
        c.arc(704, 386, 12, -1.6, 1.6)
        c.stroke()
        return grain(surface, 1.5, 13)

    def _radio(self):
        surface, c = layer(360, 230)
        wood = vertical(210, [(0, rgb("#8a4f2a")), (0.06, rgb("#5c3018")), (0.9, rgb("#2a140a")), (1, rgb("#0f0705"))], 12)
        c.set_source(wood)
        c.new_sub_path()
        for cx, cy, a in ((336, 34, -90), (336, 206, 0), (24, 206, 90), (24, 34, 180)):
            c.arc(cx, cy, 20, math.radians(a), math.radians(a + 90))
        c.close_path()
        c.fill_preserve()
        c.set_source_rgba(*rgb("#ffcf94"), 0.5)
        c.set_line_width(1.5)
        c.stroke()
        c.set_source_rgb(*rgb("#1c120c"))
        c.rectangle(26, 34, 176, 150)
        c.fill()
        for y in range(38, 184, 6):
            c.set_source_rgba(*rgb("#b8925c"), 0.5)
            c.rectangle(28, y, 172, 2)
            c.fill()
        c.set_source(vertical(64, [(0, rgb("#fff0be")), (1, rgb("#f2b65a"))], 40))
        c.rectangle(216, 38, 122, 58)
        c.fill()
        c.set_source_rgb(*rgb("#3a200e"))
        for k in range(21):
            c.rectangle(222 + k * 5.5, 60, 1, 12 if k % 5 == 0 else 7)
        c.fill()
        for k, text in enumerate(("530", "800", "1100", "1600")):
            label, w, m = words(text, 9, rgb("#3a200e"), font="Noto Sans CJK KR")
            c.set_source_surface(label, 222 + k * 32 - m, 86 - 9 - m)
            c.paint()
        for x, r in ((246, 21), (308, 21)):
            knob = cairo.RadialGradient(x - 6, 140, 2, x, 146, r)
            for at, colour in ((0, "#ffe0aa"), (0.5, "#8a5a2c"), (1, "#27140a")):
                knob.add_color_stop_rgb(at, *rgb(colour))
            c.set_source(knob)
            c.arc(x, 146, r, 0, 7)
            c.fill()
        return grain(surface, 1.4, 14)

    def _steam(self):
        surface, c = layer(80, 120)
        c.set_line_width(7)
        for k in range(3):
            c.set_source_rgba(1, 0.95, 0.88, 0.20)
            c.move_to(24 + k * 16, 116)
            c.curve_to(10 + k * 18, 80, 44 + k * 12, 56, 28 + k * 14, 8)
            c.stroke()
        return fade_rows(surface, [(0, 0), (0.4, 0.8), (1, 0.5)])

    def draw(self, c, t, length, look):
        move = (t / length - 0.5) * look.get("pan", 44)
        x, y, w, h = WINDOW
        left = x - 70
        sweep = max(0.0, math.cos(4 * math.pi * t / TURN)) ** 10
        c.save()
        c.rectangle(left - 40, y - 4, w + 90, h + 8)
        c.clip()
        put(c, self.night, left - 70 - move * 0.2, y - 20)
        drift(c, self.cloud, 100 + t * 9, y + 40)
        shine(c, rgb("#d9f4ef"), left + w * 0.7, y + 150, 330, 0.45 * sweep, 1.5)
        c.restore()
        put(c, self.room, -70 - move * 0.6)
        shine(c, rgb("#ffb566"), 1064 - move * 0.8, 290, 330, 0.42 + 0.02 * wobble(t, 1.1, 0.37), 2)
        put(c, self.table, -70 - move * 0.85)
        self._set(c, t, 652 - move * 0.85, look)
        put(c, self.steam, 572 + 16 - move * 0.85 + 4 * wobble(t, 3.1), 262 + 6 * wobble(t, 2.2), 0.75 + 0.25 * wobble(t, 1.9))
        who = look.get("who", "keeper")
        if who:
            person, px, py = self.people[who]
            put(c, person, 400 - px - move * 1.25, 196 - py + 1.4 * wobble(t, 4.4))
        shine(c, rgb("#bfeee6"), 300, 220, 420, 0.16 * sweep, 1.5)
        self.dust.draw(c, t)

    def _set(self, c, t, x, look):
        put(c, self.radio, x, 196)
        needle = 236 + 40 * (0.5 + 0.5 * wobble(t * look.get("tuning", 0.2), 7.0, 2.9))
        c.set_source_rgb(*rgb("#d23a22"))
        c.rectangle(x + needle, 196 + 42, 2, 50)
        c.fill()
        shine(c, rgb("#ffd98a"), x + 277, 262, 120, 0.45 + 0.05 * wobble(t, 0.7, 0.23), 2)
