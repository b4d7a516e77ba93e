"""Posters, backgrounds, covers, logos and thumbnails."""

import cairo

from .canvas import SANS, STAGE_HEIGHT, STAGE_WIDTH, layer, put, rgb, vignette, words
from .encoder import jpeg
from .scenes import shoot

PAPER = rgb("#f6efe2")


def save(surface, path, quality=3):
    """Writes a surface as JPEG (or PNG, for the logo)."""
    if path.suffix == ".png":
        surface.write_to_png(str(path))
        return
    path.write_bytes(jpeg(surface, quality))


def stage_picture(shot, t=4.0, length=8.0):
    surface = cairo.ImageSurface(cairo.FORMAT_RGB24, STAGE_WIDTH, STAGE_HEIGHT)
    c = cairo.Context(surface)
    shoot(c, shot.place, t, length, shot.look)
    put(c, vignette())
    return surface


def enlarged(surface, width, height, focus=0.5):
    """The surface scaled to fill width x height; `focus` says where along its width to cut."""
    scale = max(width / surface.get_width(), height / surface.get_height())
    result = cairo.ImageSurface(cairo.FORMAT_RGB24, width, height)
    c = cairo.Context(result)
    c.translate(-(surface.get_width() * scale - width) * focus, -(surface.get_height() * scale - height) / 2)
    c.scale(scale, scale)
    c.set_source_surface(surface)
    c.get_source().set_filter(cairo.FILTER_BEST)
    c.paint()
    return result


def fanart(series, path):
    save(enlarged(stage_picture(series.fanart, 4.4), 1920, 1080, 0.5), path)


def thumbnail(plan, path):
    save(enlarged(stage_picture(plan.episode.still, 5.0), 960, 540), path, 4)


def cover(series, path, side=1000):
    """The square one of its soundtrack."""
    surface = enlarged(stage_picture(series.cover, 4.4), side, side, 0.5 if series.key == "rain" else 0.86)
    c = cairo.Context(surface)
    _shade(c, side * 0.56, side)
    left, baseline = 64, side - 118
    _text(c, series.title, left, baseline, 76, PAPER, bold=True, spacing=6, centred=False)
    _text(c, "ORIGINAL SOUNDTRACK", left + 4, baseline + 58, 25, rgb(series.accent), font=SANS, spacing=8, centred=False)
    save(surface, path)


def logo(series, path):
    surface, c = layer(1000, 340)
    _text(c, series.title.split(" #")[0], 500, 150, 120, PAPER, bold=True, spacing=18)
    _text(c, series.original_title.upper(), 500, 220, 32, rgb(series.accent), font=SANS, spacing=12)
    _text(c, series.instalment, 500, 290, 34, PAPER)
    save(surface, path)


def _text(c, text, x, y, size, colour, centred=True, **style):
    glyphs, width, margin = words(text, size, colour, shadow=0.9, **style)
    c.set_source_surface(glyphs, round(x - (width / 2 if centred else 0) - margin), round(y - size - margin))
    c.paint()


def _shade(c, top, bottom):
    """Darkens the lower part, for words to stand on."""
    shade = cairo.LinearGradient(0, top, 0, bottom)
    shade.add_color_stop_rgba(0, 0.01, 0.01, 0.03, 0)
    shade.add_color_stop_rgba(1, 0.01, 0.01, 0.03, 0.92)
    c.set_source(shade)
    c.paint()


def poster(series, path, width=800, height=1200):
    surface = enlarged(stage_picture(series.poster, 4.4), width, height, 0.30 if series.key == "rain" else 0.72)
    c = cairo.Context(surface)
    _shade(c, height * 0.6, height)
    _text(c, series.title.split(" #")[0], width / 2, height - 210, 112, PAPER, bold=True, spacing=16)
    _text(c, series.original_title.upper(), width / 2, height - 150, 27, rgb(series.accent), font=SANS, spacing=11)
    _text(c, series.instalment, width / 2, height - 90, 30, PAPER)
    save(surface, path)
