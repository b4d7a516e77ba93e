"""The places of the drama. Each is a class: built once, then drawn for any moment.

    draw(c, t, length, look)   paints the stage at t seconds into a shot that lasts `length` seconds;
                               `look` is the shot's own settings (who is there, which light)
"""

from .. import titles
from ..canvas import ease
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


def place(name):
    if name not in _built:
        _built[name] = PLACES[name]()
    return _built[name]


def shoot(c, name, t, length, look):
    """Draws a place `t` seconds into a shot of it, from as near as the camera then is."""
    c.save()
    if "closer" in look:  # (scale at the start, at the end, the point that stays): the camera goes nearer
        first, last, x, y = look["closer"]
        scale = first + (last - first) * ease(t / length)
        c.translate(x - x * scale, y - y * scale)
        c.scale(scale, scale)
    place(name).draw(c, t, length, look)
    c.restore()
