"""Title sequences, rolling credits, and the words laid over pictures."""

import math

import cairo

from .canvas import STAGE_HEIGHT, STAGE_WIDTH, drift, ease, layer, pulse, put, rgb, shine, write, wobble, words, SANS, SERIF

PAPER = rgb("#f6efe2")


def _sound_wave(c, t, colour, alpha, y, shown, height=26):
    """A line that trembles like a recording; `shown` of it is drawn, from the middle out."""
    if alpha < 0.01 or shown < 0.01:
        return
    c.set_source_rgba(*colour, alpha)
    c.set_line_width(1.6)
    half = 330 * shown
    steps = 160
    for i in range(steps + 1):
        u = i / steps * 2 - 1
        envelope = math.cos(u * math.pi / 2) ** 2
        x = STAGE_WIDTH / 2 + u * half
        dy = envelope * height * wobble(t * 1.8 + u * 2.1, 0.31, 0.83, 0.127)
        (c.move_to if i == 0 else c.line_to)(x, y + dy)
    c.stroke()


def _credit(c, t, start, small, large, x=STAGE_WIDTH / 2):
    alpha = pulse(t, start, start + 2.5, 0.5)
    rise = 6 * (1 - ease((t - start) / 1.2))
    write(c, small, x, 236 + rise, 15, alpha * 0.85, "centre", colour=PAPER, font=SANS, spacing=5)
    write(c, large, x, 282 + rise, 31, alpha, "centre", colour=PAPER, spacing=2, shadow=0.8)


def _title(c, t, at, korean, number, english, instalment, accent, end, x=STAGE_WIDTH / 2):
    alpha = ease((t - at) / 0.5) * ease((end - t) / 0.8)
    if alpha <= 0:
        return
    spread = ease((t - at) / 3.0)
    write(c, korean, x, 262, 84, alpha, "centre", colour=PAPER, bold=True, spacing=16, shadow=1.0)
    write(c, f"{english.upper()}   #{number}", x, 314, 21, alpha, "centre", colour=accent, font=SANS, spacing=10)
    c.set_source_rgba(*accent, alpha * 0.8)
    c.rectangle(x - 150 * spread, 336, 300 * spread, 1.2)
    c.fill()
    write(c, instalment, x, 372, 21, alpha * ease((t - at - 0.9) / 1.2), "centre", colour=PAPER, spacing=1.5, shadow=0.8)


def _darken(c, alpha):
    c.set_source_rgba(0.01, 0.012, 0.03, alpha)
    c.paint()


class TitleRain:
    """Lights through a wet window, a line of sound, the name."""

    def __init__(self):
        from .scenes import place

        self.bus, self.city = place("bus"), place("city")
        self.accent = rgb("#ffb08f")

    def draw(self, c, t, length, look):
        hit = 7.6
        bus = self.bus
        run = t * 46
        put(c, bus.night)
        drift(c, bus.blocks, run * 0.5, 0, fast=True)
        drift(c, bus.far, run * 0.9, 0, add=True)
        drift(c, bus.near, run * 1.5, 0, add=True)
        put(c, bus.glass)
        bus.trickles.draw(c, t + 20)
        _darken(c, 0.30 + 0.28 * ease((t - hit + 0.4) / 0.5))
        shine(c, rgb("#ffb08f"), STAGE_WIDTH / 2, 250, 460, 0.42 * ease((t - hit) / 0.25) * (0.35 + 0.65 * math.exp(-max(0, t - hit) * 0.9)), 1.8)
        _sound_wave(c, t, PAPER, 0.85 * pulse(t, 0.2, hit + 0.3, 0.5), 412, ease(t / 2.5), 20 + 16 * ease((t - 3) / 4))
        _credit(c, t, 0.4, "음악", "Maxstack (Max McCracken)")
        _credit(c, t, 2.8, "목소리", "Flite — CMU ARCTIC  slt · rms · awb")
        _credit(c, t, 5.2, "그림", "cairo, frame by frame")
        _title(c, t, hit, "숨은 트랙", 1, "Hidden Track", "빗소리  ·  The Sound of Rain", self.accent, length)


class TitleLight:
    """Night sea; the beam comes round and leaves the name behind."""

    def __init__(self):
        from .scenes import place

        self.house = place("lighthouse")
        self.accent = rgb("#9fe8dc")

    def draw(self, c, t, length, look):
        hit = 5.9
        self.house.draw(c, t, length, {"pan": 120, "at": 1.2})
        _darken(c, 0.18 + 0.40 * ease((t - hit + 0.3) / 0.5))
        shine(c, rgb("#9fe8dc"), 440, 250, 460, 0.40 * ease((t - hit) / 0.25) * (0.3 + 0.7 * math.exp(-max(0, t - hit))), 1.8)
        _credit(c, t, 0.5, "음악", "Maxstack (Max McCracken)", 440)
        _credit(c, t, 3.1, "목소리", "Flite — CMU ARCTIC  awb · slt", 440)
        _title(c, t, hit, "숨은 트랙", 2, "Hidden Track", "등대 라디오  ·  Lighthouse Radio", self.accent, length, 440)


class Credits:
    """Names rolling over the episode's last picture, dimmed."""

    def __init__(self):
        self.rolls = {}
        self.behind = cairo.ImageSurface(cairo.FORMAT_RGB24, STAGE_WIDTH, STAGE_HEIGHT)
        self.drawn = None

    def draw(self, c, t, length, look):
        self._draw_behind(t, length, *look["behind"])
        c.set_operator(cairo.OPERATOR_SOURCE)
        c.set_source_surface(self.behind)
        c.paint()
        c.set_operator(cairo.OPERATOR_OVER)
        _darken(c, 0.62 * ease(t / 1.2) + 0.12)
        roll = self._roll(look["lines"])
        travel = roll.get_height() + STAGE_HEIGHT * 0.55
        put(c, roll, 640, STAGE_HEIGHT - 120 - travel * (t / length))
        alpha = pulse(t, 0.6, length - 0.3, 0.8)
        write(c, "♪", 104, 402, 26, alpha, colour=rgb(look["accent"]), font=SANS)
        write(c, look["song"], 140, 402, 27, alpha, colour=PAPER, shadow=0.8)
        write(c, "Maxstack", 140, 430, 16, alpha * 0.8, colour=PAPER, font=SANS, spacing=1)
        write(c, "노래가 끝난 뒤에 한 장면이 더 있습니다", 104, 476, 15, alpha * 0.75, colour=PAPER, font=SANS)

    def _draw_behind(self, t, length, behind, look):
        """Twelve times a second: in the dark behind names that roll nobody sees more."""
        from .scenes import place

        now = (behind, repr(look), length, int(t * 12))
        if self.drawn != now:
            self.drawn = now
            place(behind).draw(cairo.Context(self.behind), t, length, look)

    def _roll(self, lines):
        if lines not in self.rolls:
            surface, c = layer(600, 60 + sum(74 if small else 50 for small, _ in lines))
            y = 30
            for small, large in lines:
                for text, size, dy, alpha, font in ((small, 14, 14, 0.7, SANS), (large, 24, 46 if small else 24, 1, SERIF)):
                    if text:
                        glyphs, width, margin = words(text, size, PAPER, font, spacing=3 if font == SANS else 0.5)
                        c.set_source_surface(glyphs, round(280 - width / 2 - margin), round(y + dy - size - margin))
                        c.paint_with_alpha(alpha)
                y += 74 if small else 50
            self.rolls[lines] = surface
        return self.rolls[lines]


def credit_lines(plan):
    """What rolls: who speaks, who composed, what it was made with. Nobody is named who does not exist."""
    songs = sorted({cue.song for cue in plan.cues})
    return (
        ("", f"{plan.episode.title_ko}  ·  {plan.episode.title_en}"),
        *((f"{role}", f"{name}  —  Flite {voice}") for name, role, voice in plan.series.cast),
        ("음악 · music", "Maxstack (Max McCracken)"),
        *(("", f"“{song}”") for song in songs),
        ("라이선스 · licence", "CC BY-SA 3.0"),
        ("목소리 · voices", "Flite, CMU ARCTIC"),
        ("글꼴 · type", "Noto Serif CJK, Noto Sans CJK"),
        ("그림과 빛 · picture and light", "cairo, numpy, FFmpeg, x264"),
    )


def part_label(c, t, length, korean, english, accent):
    """The small sign over a recap or preview, and the thin frame that sets it apart from the story."""
    c.set_source_rgba(*PAPER, 0.30)
    c.set_line_width(1.2)
    c.rectangle(22.5, 22.5, STAGE_WIDTH - 45, STAGE_HEIGHT - 45)
    c.stroke()
    alpha = ease(t / 0.5)
    c.set_source_rgba(*accent, alpha)
    c.rectangle(52, STAGE_HEIGHT - 82, 3, 34)
    c.fill()
    write(c, korean, 68, STAGE_HEIGHT - 66, 20, alpha, colour=PAPER, bold=True, spacing=2, shadow=1.0)
    write(c, english.upper(), 68, STAGE_HEIGHT - 48, 11, alpha * 0.85, colour=PAPER, font=SANS, spacing=4, shadow=1.0)


def episode_card(c, t, plan):
    """The episode's number and name over its first scene."""
    alpha = pulse(t, 0.7, 3.9, 0.7)
    if alpha <= 0:
        return
    accent = rgb(plan.series.accent)
    write(c, f"제{plan.episode.number}화", 76, 398, 18, alpha, colour=accent, font=SANS, bold=True, spacing=3, shadow=1.0)
    write(c, plan.episode.title_ko, 74, 450, 44, alpha, colour=PAPER, bold=True, spacing=4, shadow=1.0)
    write(c, plan.episode.title_en, 76, 480, 19, alpha * 0.9, colour=PAPER, spacing=1.5, shadow=1.0)
