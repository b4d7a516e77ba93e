"""The lines of an episode as SubRip, WebVTT, ASS and SAMI."""

from .script import NAMES


def _clock(seconds, decimal, digits=3):
    ticks = round(seconds * 10**digits)
    whole, fraction = divmod(ticks, 10**digits)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}{decimal}{fraction:0{digits}d}"


def texts(plan, language):
    """(start, end, words) of each line, in order; no line is shown into the next."""
    shown = []
    for i, placed in enumerate(plan.lines):
        end = placed.end + 0.35
        if i + 1 < len(plan.lines):
            end = min(end, plan.lines[i + 1].start - 0.04)
        words = placed.line.ko if language == "ko" else placed.line.en
        shown.append((placed.start, max(end, placed.end), words, placed.line))
    return shown


def subrip(plan, language):
    blocks = []
    for number, (start, end, words, line) in enumerate(texts(plan, language), 1):
        words = f"<i>{words}</i>" if line.sound in ("inner", "air", "tape") else words
        blocks.append(f"{number}\n{_clock(start, ',')} --> {_clock(end, ',')}\n{words}\n")
    return "\n".join(blocks)


def webvtt(plan, language):
    blocks = ["WEBVTT\n"]
    for number, (start, end, words, line) in enumerate(texts(plan, language), 1):
        name = NAMES[line.who][1 if language == "ko" else 0]
        blocks.append(f"{number}\n{_clock(start, '.')} --> {_clock(end, '.')}\n<v {name}>{words}</v>\n")
    return "\n".join(blocks)


def ass(plan, language):
    head = """[Script Info]
ScriptType: v4.00+
PlayResX: 1280
PlayResY: 720
WrapStyle: 0
ScaledBorderAndShadow: yes

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Said,Noto Sans CJK KR,40,&H00F6F6F6,&H000000FF,&H00101018,&H80000000,0,0,0,0,100,100,0,0,1,2,1,2,60,60,34,1
Style: Thought,Noto Serif CJK KR,40,&H00E2EFF6,&H000000FF,&H00101018,&H80000000,0,-1,0,0,100,100,0,0,1,2,1,2,60,60,34,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
    rows = []
    for start, end, words, line in texts(plan, language):
        style = "Said" if line.sound in ("room", "far") else "Thought"
        name = NAMES[line.who][1 if language == "ko" else 0]
        rows.append(f"Dialogue: 0,{_clock(start, '.', 2)[1:]},{_clock(end, '.', 2)[1:]},{style},{name},0,0,0,,{{\\fad(120,160)}}{words}")
    return head + "\n".join(rows) + "\n"


def sami(plan):
    """Both languages in one file, as Korean players have them; written in CP949, as such files still are."""
    head = """<SAMI>
<HEAD>
<TITLE>%s</TITLE>
<STYLE TYPE="text/css">
<!--
P { font-family: sans-serif; text-align: center; }
.KRCC { Name: 한국어; lang: ko-KR; SAMIType: CC; }
.ENCC { Name: English; lang: en-US; SAMIType: CC; }
-->
</STYLE>
</HEAD>
<BODY>
""" % plan.episode.title_ko
    rows = []
    korean, english = texts(plan, "ko"), texts(plan, "en")
    for (start, end, ko, _), (_, _, en, _) in zip(korean, english):
        rows.append(f"<SYNC Start={round(start * 1000)}><P Class=KRCC>{ko}\n<SYNC Start={round(start * 1000)}><P Class=ENCC>{en}")
        rows.append(f"<SYNC Start={round(end * 1000)}><P Class=KRCC>&nbsp;\n<SYNC Start={round(end * 1000)}><P Class=ENCC>&nbsp;")
    return head + "\n".join(rows) + "\n</BODY>\n</SAMI>\n"
