"""People as silhouettes, filled dark and edged with the light of the scene.

Each figure is a function that fills its pieces in the current colour; one unit is the height of a head.
"""

import math

import cairo

from .canvas import layer


def _curve(c, *points):
    """Fills a smooth outline through the points (Catmull-Rom as Bezier curves)."""
    n = len(points)
    c.move_to(*points[0])
    for i in range(n):
        p0, p1, p2, p3 = (points[(i + k - 1) % n] for k in range(4))
        c.curve_to(
            p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6,
            p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6, *p2,
        )  # fmt: skip
    c.fill()


def _face(c):
    """A face looking right; crown at y=0, chin at y=1."""
    c.move_to(-0.34, 0.95)
    c.curve_to(-0.40, 0.80, -0.52, 0.62, -0.47, 0.36)
    c.curve_to(-0.42, 0.10, -0.20, -0.01, 0.02, 0.0)
    c.curve_to(0.20, 0.01, 0.33, 0.10, 0.355, 0.28)
    c.curve_to(0.365, 0.35, 0.385, 0.37, 0.38, 0.41)
    c.curve_to(0.372, 0.45, 0.375, 0.47, 0.40, 0.515)
    c.curve_to(0.43, 0.565, 0.475, 0.605, 0.468, 0.625)
    c.curve_to(0.46, 0.65, 0.41, 0.65, 0.395, 0.662)
    c.curve_to(0.388, 0.68, 0.425, 0.70, 0.42, 0.722)
    c.curve_to(0.415, 0.738, 0.385, 0.738, 0.385, 0.746)
    c.curve_to(0.385, 0.755, 0.415, 0.76, 0.41, 0.79)
    c.curve_to(0.405, 0.81, 0.37, 0.815, 0.372, 0.84)
    c.curve_to(0.374, 0.87, 0.40, 0.885, 0.385, 0.925)
    c.curve_to(0.365, 0.985, 0.29, 1.0, 0.22, 0.975)
    c.curve_to(0.13, 0.95, 0.05, 0.93, 0.02, 0.97)
    c.curve_to(-0.01, 1.05, 0.01, 1.20, 0.06, 1.28)


def _shoulders(c, left=-1.15, right=0.62, drop=2.6):
    """From the front of the neck round the chest and back to the nape."""
    c.curve_to(0.16, 1.36, 0.42, 1.42, 0.52, 1.62)
    c.curve_to(0.62, 1.90, 0.64, 2.3, right, drop)
    c.line_to(left, drop)
    c.curve_to(left + 0.02, 2.1, left + 0.18, 1.72, -0.72, 1.52)
    c.curve_to(-0.52, 1.43, -0.36, 1.30, -0.34, 0.95)
    c.fill()


def profile_woman(c):
    """Chin-length hair, a scarf, a coat."""
    _face(c)
    _shoulders(c)
    # hair: a bob with a fringe, tucked behind the cheek
    c.move_to(0.375, 0.36)
    c.curve_to(0.40, 0.12, 0.22, -0.075, -0.05, -0.075)
    c.curve_to(-0.38, -0.07, -0.585, 0.17, -0.585, 0.50)
    c.curve_to(-0.585, 0.78, -0.60, 0.96, -0.52, 1.10)
    c.curve_to(-0.35, 1.16, -0.14, 1.12, -0.02, 1.02)
    c.curve_to(0.05, 0.86, 0.02, 0.66, 0.09, 0.52)
    c.curve_to(0.18, 0.44, 0.30, 0.44, 0.375, 0.36)
    c.fill()
    # scarf
    _curve(c, (-0.50, 1.18), (-0.20, 1.06), (0.12, 1.02), (0.29, 1.20), (0.20, 1.42), (-0.14, 1.50), (-0.52, 1.44), (-0.62, 1.30))


def profile_man(c):
    """Short hair, a turned-up collar."""
    _face(c)
    _shoulders(c, left=-1.28, right=0.72)
    c.move_to(0.36, 0.27)
    c.curve_to(0.46, 0.14, 0.36, -0.06, 0.10, -0.10)
    c.curve_to(-0.20, -0.13, -0.52, 0.02, -0.53, 0.36)
    c.curve_to(-0.53, 0.56, -0.48, 0.72, -0.37, 0.86)
    c.curve_to(-0.26, 0.80, -0.20, 0.66, -0.16, 0.54)
    c.curve_to(-0.06, 0.46, -0.02, 0.34, 0.06, 0.28)
    c.curve_to(0.18, 0.24, 0.28, 0.30, 0.36, 0.27)
    c.fill()
    c.move_to(-0.58, 1.52)
    c.curve_to(-0.52, 1.30, -0.46, 1.12, -0.42, 0.98)
    c.curve_to(-0.24, 1.12, -0.06, 1.18, 0.10, 1.20)
    c.curve_to(0.15, 1.30, 0.20, 1.42, 0.20, 1.52)
    c.fill()


def profile_keeper(c):
    """A knitted cap, a short beard, a heavy jumper."""
    _face(c)
    _shoulders(c, left=-1.36, right=0.80)
    # beard
    c.move_to(0.12, 0.70)
    c.curve_to(0.26, 0.74, 0.34, 0.70, 0.40, 0.70)
    c.curve_to(0.45, 0.74, 0.43, 0.80, 0.43, 0.84)
    c.curve_to(0.46, 0.96, 0.40, 1.08, 0.28, 1.10)
    c.curve_to(0.12, 1.12, 0.0, 1.04, -0.04, 0.90)
    c.fill()
    # cap with a rolled brim
    c.move_to(0.40, 0.27)
    c.curve_to(0.42, 0.02, 0.26, -0.20, -0.04, -0.21)
    c.curve_to(-0.36, -0.21, -0.56, 0.04, -0.54, 0.36)
    c.curve_to(-0.54, 0.42, -0.50, 0.46, -0.44, 0.45)
    c.curve_to(-0.16, 0.36, 0.14, 0.33, 0.38, 0.36)
    c.curve_to(0.43, 0.36, 0.43, 0.29, 0.40, 0.27)
    c.fill()
    c.arc(-0.10, -0.24, 0.125, 0, 2 * math.pi)
    c.fill()
    _curve(c, (-0.54, 1.22), (-0.20, 1.10), (0.10, 1.12), (0.22, 1.24), (0.16, 1.42), (-0.16, 1.48), (-0.58, 1.44))


def back_bust(c, hair="bob", headphones=False):
    """Head and shoulders seen from behind; crown at y=0, centre x=0."""
    c.move_to(-0.17, 0.80)
    c.curve_to(-0.17, 1.05, -0.20, 1.16, -0.42, 1.27)
    c.curve_to(-0.82, 1.40, -1.06, 1.48, -1.18, 1.86)
    c.curve_to(-1.28, 2.2, -1.30, 2.6, -1.32, 3.0)
    c.line_to(1.32, 3.0)
    c.curve_to(1.30, 2.6, 1.28, 2.2, 1.18, 1.86)
    c.curve_to(1.06, 1.48, 0.82, 1.40, 0.42, 1.27)
    c.curve_to(0.20, 1.16, 0.17, 1.05, 0.17, 0.80)
    c.fill()
    if hair == "bob":
        c.move_to(0, -0.06)
        c.curve_to(0.34, -0.06, 0.50, 0.20, 0.49, 0.52)
        c.curve_to(0.49, 0.76, 0.53, 0.92, 0.47, 1.06)
        c.curve_to(0.22, 1.15, -0.22, 1.15, -0.47, 1.06)
        c.curve_to(-0.53, 0.92, -0.49, 0.76, -0.49, 0.52)
        c.curve_to(-0.50, 0.20, -0.34, -0.06, 0, -0.06)
    else:
        c.move_to(0.02, -0.03)
        c.curve_to(0.30, -0.05, 0.45, 0.16, 0.43, 0.44)
        c.curve_to(0.49, 0.44, 0.48, 0.62, 0.41, 0.64)
        c.curve_to(0.38, 0.80, 0.28, 0.94, 0.16, 0.97)
        c.line_to(-0.16, 0.97)
        c.curve_to(-0.28, 0.94, -0.38, 0.80, -0.41, 0.64)
        c.curve_to(-0.48, 0.62, -0.49, 0.44, -0.43, 0.44)
        c.curve_to(-0.45, 0.16, -0.28, -0.06, 0.02, -0.03)
    c.fill()
    if headphones:
        for side in (-1, 1):
            _curve(c, (side * 0.44, 0.34), (side * 0.60, 0.40), (side * 0.64, 0.58), (side * 0.60, 0.76), (side * 0.44, 0.80))
        c.new_sub_path()
        c.arc(0, 0.46, 0.60, math.pi * 1.03, math.pi * 1.97)
        c.arc_negative(0, 0.46, 0.50, math.pi * 1.97, math.pi * 1.03)
        c.fill()


def standing(c, hair="bob", umbrella=False, bag=True):
    """A whole figure from behind in a long coat, about seven and a half heads tall; feet at y=7.5."""
    if hair == "bob":
        _curve(c, (0, -0.04), (0.36, 0.12), (0.46, 0.50), (0.46, 0.98), (0.22, 1.10), (-0.22, 1.10), (-0.46, 0.98), (-0.46, 0.50), (-0.36, 0.12))
    else:
        _curve(c, (0, 0.0), (0.34, 0.12), (0.41, 0.46), (0.34, 0.80), (0.16, 1.0), (-0.16, 1.0), (-0.34, 0.80), (-0.41, 0.46), (-0.34, 0.12))
    # neck, shoulders, coat with a slight flare
    c.move_to(-0.18, 0.85)
    c.curve_to(-0.18, 1.12, -0.30, 1.20, -0.62, 1.30)
    c.curve_to(-0.92, 1.40, -0.98, 1.62, -1.02, 1.95)
    c.curve_to(-1.10, 2.6, -1.08, 3.2, -1.00, 3.75)
    c.curve_to(-0.97, 3.92, -0.84, 3.94, -0.80, 3.78)
    c.curve_to(-0.78, 4.4, -0.88, 5.1, -0.98, 5.62)
    c.curve_to(-0.45, 5.78, 0.45, 5.78, 0.98, 5.62)
    c.curve_to(0.88, 5.1, 0.78, 4.4, 0.80, 3.78)
    c.curve_to(0.84, 3.94, 0.97, 3.92, 1.00, 3.75)
    c.curve_to(1.08, 3.2, 1.10, 2.6, 1.02, 1.95)
    c.curve_to(0.98, 1.62, 0.92, 1.40, 0.62, 1.30)
    c.curve_to(0.30, 1.20, 0.18, 1.12, 0.18, 0.85)
    c.fill()
    for side in (-1, 1):  # legs and shoes
        c.move_to(side * 0.10, 5.5)
        c.line_to(side * 0.12, 7.26)
        c.curve_to(side * 0.10, 7.44, side * 0.16, 7.52, side * 0.36, 7.52)
        c.curve_to(side * 0.60, 7.52, side * 0.60, 7.38, side * 0.48, 7.26)
        c.line_to(side * 0.56, 5.5)
        c.fill()
    if bag:
        _curve(c, (0.72, 3.0), (1.22, 2.96), (1.34, 3.5), (1.28, 4.1), (0.78, 4.14))
        c.move_to(-0.42, 1.30)
        c.line_to(-0.30, 1.28)
        c.line_to(1.02, 3.02)
        c.line_to(0.88, 3.06)
        c.fill()
    if umbrella:
        c.rectangle(0.66, -0.9, 0.07, 3.2)
        c.fill()
        c.move_to(-1.75, -0.05)
        c.curve_to(-1.55, -1.25, -0.35, -1.55, 0.66, -1.60)
        c.line_to(0.70, -1.78)
        c.line_to(0.74, -1.60)
        c.curve_to(1.75, -1.52, 2.95, -1.20, 3.10, -0.05)
        for x in (2.35, 1.5, 0.68, -0.15, -0.95):
            c.curve_to(x + 0.55, -0.32, x + 0.2, -0.34, x, -0.12)
        c.curve_to(-1.2, -0.3, -1.5, -0.3, -1.75, -0.05)
        c.fill()


def silhouette(path, height, fill, rim, light=(-1.0, -0.6), width=2.2, span=(3.2, 3.2), origin=(1.6, 0.4), flip=False):
    """Paints `path` (unit: one head) with heads `height` pixels tall. The edge towards `light` catches the colour rim.

    Returns (surface, x, y): the surface and where the path's origin lies in it.
    """
    surface, c = layer(span[0] * height, span[1] * height)
    c.translate(origin[0] * height, origin[1] * height)
    c.scale(-height if flip else height, height)
    c.push_group()
    c.set_source_rgb(*rim)
    path(c)
    lit = c.pop_group()
    # The dark body is the same shape moved away from the light and kept inside the lit one: what is left is a rim.
    c.set_source(lit)
    c.paint()
    c.save()
    c.set_operator(cairo.OPERATOR_ATOP)
    step = -width / height
    for part in (0.35, 0.6, 1.0):
        c.save()
        c.translate(light[0] * step * part * (-1 if flip else 1), light[1] * step * part)
        c.set_source_rgba(*fill, 0.45 if part < 1 else 1.0)
        path(c)
        c.restore()
    c.restore()
    return surface, origin[0] * height, origin[1] * height
