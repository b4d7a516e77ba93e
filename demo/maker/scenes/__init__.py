"""The places of the drama. Each is a class: built once, then drawn for any moment.

    draw(c, t, length, look)   paints the stage at t seconds into a shot that lasts `length` seconds;
                               `look` is the shot's own settings (who is there, which light)
"""

import cairo

from .. import titles
from ..canvas import STAGE_HEIGHT, STAGE_WIDTH, ease
from . import bus, cassette, city, lighthouse, platform, radio_room, sea, studio

PLACES = {
    "city": city.City,
    "bus": bus.Bus,
    "studio": studio.Studio,
    "cassette": cassette.Cassette,
    "platform": platform.Platform,
    "sea": sea.Sea,
    "lighthouse": lighthouse.Lighthouse,
    "radio_room": radio_room.RadioRoom,
    "title_rain": titles.TitleRain,
    "title_light": titles.TitleLight,
    "credits": titles.Credits,
}

_built = {}
_afar = cairo.ImageSurface(cairo.FORMAT_RGB24, STAGE_WIDTH, STAGE_HEIGHT)


def place(name):
    if name not in _built:
        _built[name] = PLACES[name]()
    return _built[name]


def shoot(c, name, t, length, look):
    """Draws a place `t` seconds into a shot of it, from as near as the camera then is."""
    if "closer" not in look:
        place(name).draw(c, t, length, look)
        return
    # (scale at the start, at the end, the point that stays): the camera goes nearer. The whole is enlarged at once: each layer alone takes twice as long.
    first, last, x, y = look["closer"]
    scale = first + (last - first) * ease(t / length)
    place(name).draw(cairo.Context(_afar), t, length, look)
    c.save()
    c.translate(x - x * scale, y - y * scale)
    c.scale(scale, scale)
    c.set_operator(cairo.OPERATOR_SOURCE)
    c.set_source_surface(_afar)
    c.get_source().set_filter(cairo.FILTER_BILINEAR)
    c.get_source().set_extend(cairo.EXTEND_PAD)
    c.paint()
    c.restore()
