"""Surfaces, light and texture: the few drawing tools every scene is made of.

A scene paints its layers once (this takes tenths of a second) and then only slides them over each other for each
frame, which cairo does in about a millisecond a layer. Anything slow (blur, noise, thousands of windows) therefore
happens while layers are built, never while frames are drawn.
"""

import collections
import math

import cairo
import numpy as np

STAGE_WIDTH, STAGE_HEIGHT = 1280, 544  # the picture between the bars of a 2.35:1 film on a 1280x720 screen

SERIF = "Noto Serif CJK KR"
SANS = "Noto Sans CJK KR"


def rgb(text):
    """'#1b2a4a' as three floats."""
    return tuple(int(text[i : i + 2], 16) / 255 for i in (1, 3, 5))


def blend(a, b, share):
    """The colour `share` of the way from a to b."""
    return tuple(x + (y - x) * share for x, y in zip(a, b))


def layer(width=STAGE_WIDTH, height=STAGE_HEIGHT):
    """A clear surface and a context to paint it with."""
    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, int(width), int(height))
    return surface, cairo.Context(surface)


def pixels(surface):
    """The surface's premultiplied BGRA bytes as an array that can be written to."""
    surface.flush()
    rows = np.ndarray((surface.get_height(), surface.get_stride()), np.uint8, surface.get_data())
    return rows[:, : surface.get_width() * 4].reshape(surface.get_height(), surface.get_width(), 4)


def from_pixels(array):
    """A surface holding a copy of premultiplied BGRA values (floats 0..255 are dithered to bytes)."""
    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, array.shape[1], array.shape[0])
    pixels(surface)[:] = np.minimum(np.maximum(array, 0), 255).astype(np.uint8)
    surface.mark_dirty()
    return surface


def vertical(height, stops, top=0.0):
    """A gradient down the picture; stops are (position 0..1, colour[, alpha])."""
    gradient = cairo.LinearGradient(0, top, 0, top + height)
    for position, colour, *alpha in stops:
        gradient.add_color_stop_rgba(position, *colour, alpha[0] if alpha else 1)
    return gradient


def sky(width, height, stops, seed, texture=1.6):
    """A gradient drawn with enough noise that eight bits and a video encoder show no bands."""
    positions = [s[0] for s in stops]
    rows = np.linspace(0, 1, int(height))
    plane = np.empty((int(height), int(width), 4), np.float32)
    grain = np.random.default_rng(seed).standard_normal(plane.shape[:2], dtype=np.float32) * np.float32(texture)
    for channel, index in ((0, 2), (1, 1), (2, 0)):
        plane[:, :, channel] = np.interp(rows, positions, [s[1][index] * 255 for s in stops])[:, None] + grain
    plane[:, :, 3] = 255
    return from_pixels(plane)


def over(bottom, *tops, add=False):
    """Paints surfaces onto the first one for good."""
    c = cairo.Context(bottom)
    c.set_operator(cairo.OPERATOR_ADD if add else cairo.OPERATOR_OVER)
    for surface in tops:
        c.set_source_surface(surface)
        c.paint()
    return bottom


def shrink(surface, factor):
    small, c = layer(max(1, math.ceil(surface.get_width() / factor)), max(1, math.ceil(surface.get_height() / factor)))
    c.scale(1 / factor, 1 / factor)
    c.set_source_surface(surface)
    c.get_source().set_filter(cairo.FILTER_BEST if factor > 4 else cairo.FILTER_GOOD)
    c.paint()
    return small


def box_blur(array, radius, axis):
    """The mean of each value's neighbours, those beyond the edge being 0: the difference of two running sums."""
    shape = list(array.shape)
    shape[axis] = radius + 1
    before = np.zeros(shape, array.dtype)
    shape[axis] = radius
    sums = np.cumsum(np.concatenate([before, array, np.zeros(shape, array.dtype)], axis), axis, dtype=array.dtype)
    size = array.shape[axis]
    high = sums[2 * radius + 1 :] if axis == 0 else sums[:, 2 * radius + 1 :]
    low = sums[:size] if axis == 0 else sums[:, :size]
    return (high - low) * np.float32(1 / (2 * radius + 1))


def blur(surface, radius, gain=1.0):
    """A soft copy of the surface: three box blurs, on a smaller copy where the radius is large."""
    factor = 1 if radius < 4 else 2 if radius < 12 else 4 if radius < 40 else 8
    small = shrink(surface, factor) if factor > 1 else surface
    array = pixels(small).astype(np.float32)
    step = max(1, round(radius / factor / 1.7))
    for axis in (0, 1, 0, 1, 0, 1):
        array = box_blur(array, step, axis)
    soft = from_pixels(array * gain)
    if factor == 1:
        return soft
    large, c = layer(surface.get_width(), surface.get_height())
    c.scale(surface.get_width() / soft.get_width(), surface.get_height() / soft.get_height())
    c.set_source_surface(soft)
    c.get_source().set_filter(cairo.FILTER_BILINEAR)
    c.paint()
    return large


def bloom(surface, radius, gain):
    """The surface with its own glow added: for windows, lamps and neon."""
    glow = blur(surface, radius, gain)
    c = cairo.Context(glow)
    c.set_source_surface(surface)
    c.paint()
    return glow


def clouds(width, height, seed, colour, amount=0.5, softness=0.35, stretch=3.0, opacity=1.0):
    """Fractal noise as cloud, seamless from left to right so that it can drift for ever."""
    rng = np.random.default_rng(seed)
    total = np.zeros((int(height), int(width)), np.float32)
    weight = 0.0
    for octave in range(2, 7):
        cells = 2**octave
        rows = max(2, int(cells * height / width * stretch)) + 1
        grid = rng.random((rows + 1, cells), dtype=np.float32)
        x = np.arange(int(width)) * cells / width
        y = np.arange(int(height)) * (rows - 1) / height
        x0, y0 = x.astype(int), y.astype(int)
        fx, fy = x - x0, (y - y0)[:, None]
        fx, fy = fx * fx * (3 - 2 * fx), fy * fy * (3 - 2 * fy)
        left, right = grid[:, x0 % cells], grid[:, (x0 + 1) % cells]
        mixed = left + (right - left) * fx
        share = 0.55**octave
        total += (mixed[y0] * (1 - fy) + mixed[y0 + 1] * fy) * share
        weight += share
    total /= weight
    density = np.clip((total - (1 - amount)) / softness, 0, 1)
    density = density * density * (3 - 2 * density) * opacity
    plane = np.empty((*density.shape, 4), np.float32)
    for channel, index in ((0, 2), (1, 1), (2, 0)):
        plane[:, :, channel] = density * colour[index] * 255
    plane[:, :, 3] = density * 255
    return from_pixels(plane + rng.random(plane.shape, dtype=np.float32) * (density[:, :, None] > 0.01))


def fade_rows(surface, stops):
    """Multiplies the surface by alpha stops down its height: [(0..1, alpha), ...]."""
    array = pixels(surface)
    rows = np.interp(np.linspace(0, 1, array.shape[0]), [s[0] for s in stops], [s[1] for s in stops])
    array[:] = (array * rows[:, None, None]).astype(np.uint8)
    surface.mark_dirty()
    return surface


_glows = {}


def glow(colour, radius, power=2.0):
    """A round light as a surface, bright in the middle; made once for each colour and size."""
    radius = int(radius) if radius < 60 else int(radius / 4) * 4  # nobody sees a soft edge grow by less
    key = (tuple(round(c, 3) for c in colour), radius, power)
    if key not in _glows:
        size = radius * 2
        along = (np.arange(size, dtype=np.float32) - np.float32((size - 1) / 2)) / np.float32(radius)
        strength = np.maximum(1 - np.hypot(along[None, :], along[:, None]), 0)
        strength = strength * strength if power == 2.0 else strength ** np.float32(power)
        strength *= 255
        dither = np.random.default_rng(size).random(strength.shape, dtype=np.float32) * (strength > 0.2)
        plane = np.zeros((size, size, 4), np.float32)
        for channel, index in ((0, 2), (1, 1), (2, 0)):
            plane[:, :, channel] = strength * np.float32(colour[index]) + dither
        _glows[key] = from_pixels(plane)
    return _glows[key]


_inked = {}


def _inked_part(surface):
    """The rectangle (left, top, right, bottom) outside which the surface is empty, and the one in which it is opaque, or None; looked up once.

    Most layers are mostly empty, and painting only this part is what makes drawing a frame cheap.
    """
    key = id(surface)
    if key not in _inked or _inked[key][0] is not surface:
        array = pixels(surface)
        inked = array.any(axis=2)
        rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
        box = tuple(int(edge) for edge in (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)) if len(rows) else (0, 0, 0, 0)
        solid = box if (array[box[1] : box[3], box[0] : box[2], 3] == 255).all() else None
        _inked[key] = (surface, box, solid)  # the surface is kept, so the id stays its own
    return _inked[key][1:]


_shifted = collections.OrderedDict()
SHIFTED_LAYERS = 80  # about 200 MB of them at most, for each process
STEPS = 4  # of a pixel: a layer that slides by less looks the same


def _on_whole_pixels(surface, x, y):
    """The surface moved by a fraction of a pixel, and the whole pixels to put it at.

    To move a layer smoothly, every pixel has to be mixed from its neighbours, which takes five times as long as copying it. So it is
    done once for each quarter of a pixel, and kept for the frames in which the layer stands at that quarter again.
    """
    left, across = divmod(round(x * STEPS), STEPS)
    top, down = divmod(round(y * STEPS), STEPS)
    if not across and not down:
        return surface, left, top
    key = (id(surface), across, down)
    if key not in _shifted or _shifted[key][0] is not surface:
        moved, c = layer(surface.get_width() + 1, surface.get_height() + 1)
        c.set_source_surface(surface, across / STEPS, down / STEPS)
        c.get_source().set_filter(cairo.FILTER_BILINEAR)
        c.paint()
        _shifted[key] = (surface, moved)  # the surface is kept, so the id stays its own
        box, solid = _inked_part(surface)
        solid = solid and (box[0] + bool(across), box[1] + bool(down), box[2], box[3])
        _inked[id(moved)] = (moved, (box[0], box[1], box[2] + 1, box[3] + 1), solid)
        if len(_shifted) > SHIFTED_LAYERS:
            _, (_, oldest) = _shifted.popitem(last=False)
            del _inked[id(oldest)]
    _shifted.move_to_end(key)
    return _shifted[key][1], left, top


def put(c, surface, x=0.0, y=0.0, alpha=1.0, add=False):
    """Slides a layer to (x, y); `add` lets it shine on what lies below instead of covering it."""
    if alpha <= 0.004:
        return
    if c.get_matrix().xx == 1.0 and surface.get_width() * surface.get_height() > 60_000:
        surface, x, y = _on_whole_pixels(surface, x, y)
    (left, top, right, bottom), solid = _inked_part(surface)
    left, top = max(math.floor(x + left), 0), max(math.floor(y + top), 0)
    right, bottom = min(math.ceil(x + right), STAGE_WIDTH), min(math.ceil(y + bottom), STAGE_HEIGHT)
    if right <= left or bottom <= top:
        return
    exact = x == int(x) and y == int(y) and c.get_matrix().xx == 1.0  # pixels fall on pixels: nothing to interpolate
    c.save()
    c.rectangle(left, top, right - left, bottom - top)
    c.clip()
    # What is opaque is copied: a third of the time.
    copied = solid and exact and alpha >= 0.996 and left >= x + solid[0] and top >= y + solid[1] and right <= x + solid[2] and bottom <= y + solid[3]
    c.set_operator(cairo.OPERATOR_ADD if add else cairo.OPERATOR_SOURCE if copied else cairo.OPERATOR_OVER)
    c.set_source_surface(surface, x, y)
    c.get_source().set_filter(cairo.FILTER_NEAREST if exact else cairo.FILTER_BILINEAR)
    if alpha < 0.996:
        c.paint_with_alpha(alpha)
    else:
        c.paint()
    c.restore()


def shine(c, colour, x, y, radius, alpha=1.0, power=2.0):
    """A light at (x, y)."""
    if -radius < x < STAGE_WIDTH + radius and -radius < y < STAGE_HEIGHT + radius:
        light = glow(colour, radius, power)
        left, top = x - light.get_width() / 2, y - light.get_height() / 2
        if radius > 80:  # too soft for anyone to see whole-pixel steps, and three times cheaper
            left, top = round(left), round(top)
        put(c, light, left, top, min(alpha, 1), add=True)


def dimmed(surface, alpha):
    """A copy as faint as put() would paint the surface with that alpha, which takes three times as long as painting a copy."""
    result, c = layer(surface.get_width(), surface.get_height())
    c.set_source_surface(surface)
    c.paint_with_alpha(alpha)
    return result


def drift(c, surface, x, y=0.0, alpha=1.0, add=False, fast=False):
    """A layer that repeats sideways for ever, shifted left by x. What moves fast may move by whole pixels: far cheaper."""
    width = surface.get_width()
    left = -(x % width)
    if fast:
        left, y = round(left), round(y)
    while left < STAGE_WIDTH:
        put(c, surface, left, y, alpha, add)
        left += width


def grain(surface, strength, seed):
    """Paper texture in the opaque parts: keeps flat dark areas from banding and looks printed rather than computed."""
    array = pixels(surface)
    alpha = array[:, :, 3]
    noise = np.random.default_rng(seed).standard_normal(alpha.shape, dtype=np.float32) * np.float32(strength) * (alpha > 200)
    for channel in range(3):
        plane = array[:, :, channel]
        plane[:] = np.clip(plane + noise, 0, np.maximum(alpha, plane)).astype(np.uint8)
    surface.mark_dirty()
    return surface


def vignette():
    y, x = np.mgrid[0:STAGE_HEIGHT, 0:STAGE_WIDTH].astype(np.float32)
    far = np.hypot((x / STAGE_WIDTH - 0.5) * 1.7, (y / STAGE_HEIGHT - 0.5) * 1.5)
    plane = np.zeros((STAGE_HEIGHT, STAGE_WIDTH, 4), np.float32)
    plane[:, :, 3] = np.clip((far - 0.5) * 0.75, 0, 0.62) * 255 + np.random.default_rng(5).random(far.shape)
    return from_pixels(plane)


_words = {}


def words(text, size, colour=(1, 1, 1), font=SERIF, bold=False, spacing=0.0, shadow=0.0):
    """A line of text as a surface with its width known; made once."""
    key = (text, size, colour, font, bold, spacing, shadow)
    if key not in _words:
        probe = cairo.Context(cairo.ImageSurface(cairo.FORMAT_ARGB32, 8, 8))
        weight = cairo.FONT_WEIGHT_BOLD if bold else cairo.FONT_WEIGHT_NORMAL
        probe.select_font_face(font, cairo.FONT_SLANT_NORMAL, weight)
        probe.set_font_size(size)
        advances = [probe.text_extents(letter).x_advance + spacing for letter in text]
        margin = int(size * 0.6)
        surface, c = layer(sum(advances) - spacing + 2 * margin, size * 1.5 + 2 * margin)
        c.select_font_face(font, cairo.FONT_SLANT_NORMAL, weight)
        c.set_font_size(size)
        c.set_source_rgba(*colour)
        x = margin
        for letter, advance in zip(text, advances):
            c.move_to(x, margin + size)
            c.show_text(letter)
            x += advance
        if shadow:
            under = blur(surface, max(2, size * 0.14))
            dark = pixels(under)
            dark[:, :, :3] = 0
            dark[:, :, 3] = np.clip(dark[:, :, 3] * (shadow * 2.0), 0, 255).astype(np.uint8)
            under.mark_dirty()
            c = cairo.Context(under)
            c.set_source_surface(surface)
            c.paint()
            surface = under
        _words[key] = (surface, sum(advances) - spacing, margin)
    return _words[key]


def write(c, text, x, y, size, alpha=1.0, align="left", **style):
    """Text with its baseline at y; returns its width."""
    surface, width, margin = words(text, size, **style)
    left = {"left": x, "centre": x - width / 2, "right": x - width}[align]
    put(c, surface, round(left - margin), round(y - size - margin), alpha)
    return width


def ease(x):
    """0 to 1 with a soft start and end."""
    x = min(1.0, max(0.0, x))
    return x * x * (3 - 2 * x)


def pulse(t, start, end, edge=0.6):
    """1 between start and end, with soft edges inside."""
    return ease((t - start) / edge) * ease((end - t) / edge)


def wobble(t, *periods):
    """A smooth irregular movement in -1..1."""
    return sum(math.sin(2 * math.pi * t / p + i * 1.7) for i, p in enumerate(periods)) / len(periods)
