"""NFO files, licences and the soundtrack's cover: what lies beside the episodes."""

from xml.sax.saxutils import escape

from .script import ANTHOLOGY_EN, ANTHOLOGY_KO

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _element(name, text):
    return f"  <{name}>{escape(str(text))}</{name}>\n"


def _cast(series):
    return "".join(
        f"  <actor>\n    <name>{escape(f'Flite, CMU ARCTIC voice “{voice}”')}</name>\n    <role>{escape(f'{name}, {role}')}</role>\n    <order>{order}</order>\n  </actor>\n"
        for order, (name, role, voice) in enumerate(series.cast)
    )


def tvshow(series):
    first = min(e.aired for e in series.episodes)
    return (
        _HEAD + "<tvshow>\n"
        + _element("title", series.title) + _element("originaltitle", series.original_title)
        + _element("sorttitle", series.original_title) + _element("tagline", series.tagline)
        + _element("plot", series.plot) + _element("year", series.year) + _element("premiered", first) + _element("status", "Ended")
        + "".join(_element("genre", g) for g in series.genres) + "".join(_element("tag", t) for t in series.tags)
        + _element("studio", "Bonustrack demonstration") + _element("mpaa", "ALL")
        + f"  <set>\n    <name>{ANTHOLOGY_KO}</name>\n    <overview>{ANTHOLOGY_EN}: an anthology. Each instalment tells its own story.</overview>\n  </set>\n"
        + '  <namedseason number="1">' + escape(series.instalment) + "</namedseason>\n"
        + _element("soundtrack", "OST")
        + f'  <uniqueid type="bonustrack-demo" default="true">{series.key}</uniqueid>\n'
        + _cast(series)
        + "  <actor>\n    <name>Maxstack (Max McCracken)</name>\n    <role>Music</role>\n    <type>Composer</type>\n  </actor>\n"
        + "</tvshow>\n"
    )  # fmt: skip


def episode(plan):
    item, series = plan.episode, plan.series
    return (
        _HEAD + "<episodedetails>\n"
        + _element("title", item.title_ko) + _element("originaltitle", item.title_en) + _element("showtitle", series.title)
        + _element("season", 1) + _element("episode", item.number) + _element("plot", item.plot) + _element("aired", item.aired)
        + _element("runtime", max(1, round(plan.duration / 60)))
        + _cast(series)
        + "</episodedetails>\n"
    )  # fmt: skip


LICENCES = """What this demonstration is made of
==================================

Music
    All songs in the OST folders, and the music in the episodes and theme.mp3, are by Maxstack (Max McCracken), from
    the soundtracks of Endgame: Singularity ("Endgame: Singularity Original Soundtrack" and "Endgame: Singularity
    (Advanced Research)"), http://emhsoft.com/singularity, as Debian distributes them in the package singularity-music.
    Copyright (C) 2007-2008, 2012 Max McCracken.
    Licence: Creative Commons Attribution-ShareAlike 3.0, http://creativecommons.org/licenses/by-sa/3.0/
    The copies in OST are unchanged but for a track number. In the episodes songs are cut, faded, mixed under speech
    and, once, played two per cent faster.

Voices
    Read by Flite (Debian package flite) with the voices slt, rms and awb built from the CMU ARCTIC databases,
    Copyright (C) Carnegie Mellon University, free to use with this notice: http://www.festvox.org/cmu_arctic/

Type
    Noto Serif CJK and Noto Sans CJK (Debian package fonts-noto-cjk), SIL Open Font License 1.1. The fonts are not
    included; their letters are drawn into pictures.

Pictures, words, ambient sound
    Drawn, written and synthesised by the programs in demo/ of Bonustrack. The characters are invented; any likeness
    to real people, stations or lighthouses is accidental.

The episodes as a whole
    Because music licensed under CC BY-SA 3.0 is synchronised with the picture, the finished episodes may be shared
    under that same licence: Creative Commons Attribution-ShareAlike 3.0.
"""
