"""The timeline as a picture: a lane a provision, its statuses as bars, a numbered mark for each act.

Statuses are told apart by pattern and by word, so that the picture reads in greyscale and on paper. Everything is text,
lines and patterns: no script, no font and no address outside the file.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby

WIDTH, LEFT, RIGHT = 800, 20, 20
LANE, BAR, ROW = 72, 26, 10
FONT = "font-family='DejaVu Sans, Verdana, sans-serif'"
WORDS: dict[str, dict[str | None, str]] = {
    "en": {"announced": "announced", "operative": "in force", "suspended": "on hold", "ended": "ended", "not_yet": "not yet", None: "not settled"},
    "es": {"announced": "anunciada", "operative": "vigente", "suspended": "suspendida", "ended": "terminada", "not_yet": "aún no", None: "sin definir"},
}
DIFFERS = {"en": "differs by place", "es": "según el lugar"}
LOCAL = {"en": "* differs in some places or for some people", "es": "* distinto en algunos lugares o para algunas personas"}
UNSETTLED = "unsettled"
PATTERNS = """<defs>
<pattern id='announced' width='8' height='8' patternUnits='userSpaceOnUse'><rect width='8' height='8' fill='#fff'/><circle cx='2' cy='2' r='1.3' fill='#333'/><circle cx='6' cy='6' r='1.3' fill='#333'/></pattern>
<pattern id='operative' width='8' height='8' patternUnits='userSpaceOnUse'><rect width='8' height='8' fill='#2b4a6f'/></pattern>
<pattern id='suspended' width='8' height='8' patternUnits='userSpaceOnUse' patternTransform='rotate(45)'><rect width='8' height='8' fill='#fff'/><rect width='4' height='8' fill='#8a8a8a'/></pattern>
<pattern id='ended' width='8' height='8' patternUnits='userSpaceOnUse'><rect width='8' height='8' fill='#fff'/><path d='M0 7.5H8' stroke='#999' stroke-width='1'/></pattern>
<pattern id='unsettled' width='8' height='8' patternUnits='userSpaceOnUse'><rect width='8' height='8' fill='#fff'/></pattern>
</defs>"""


@dataclass(frozen=True, slots=True)
class Bar:
    """A status from one day to another; `local` marks that it differs somewhere.

    Args:
        shares: where places differ, each status with its share of the places; the bar is then drawn in layers, not as one.
        says: where places differ, the places counted in words.
    """

    status: str | None
    first: date
    last: date
    local: bool
    shares: tuple[tuple[str | None, float], ...] = ()
    says: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """An act on a day: its title, what it does, its scope in words, and where to look it up.

    Args:
        known: for a day known only in part, words for what is known of it.
    """

    day: date
    title: str
    does: str
    scope: str
    cite: str
    known: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """One provision."""

    name: str
    title: str
    bars: Sequence[Bar]
    marks: Sequence[Mark]


def to_svg(lanes: Sequence[Lane], *, first: date, last: date, heading: str, note: str, lang: str = "en") -> str:
    """Draw the lanes between two days.

    Returns:
        One self-contained SVG file, 800 units wide.
    """
    scale = (WIDTH - LEFT - RIGHT) / max(1, (last - first).days)

    def x(day: date) -> float:
        return round(LEFT + min(max((day - first).days, 0), (last - first).days) * scale, 1)

    parts: list[str] = [PATTERNS, _text(LEFT, 26, heading, 17, bold=True), *_legend(lang)]
    top: float = 78
    for lane in lanes:
        depth, lines = _lane(lane, top, x, first, lang)
        parts += lines
        top += LANE + ROW * depth
    parts += _axis(first, last, x, top - 14)
    top += 26
    for lane in lanes:
        top, lines = _list(lane, top)
        parts += lines
    for line in textwrap.wrap(note, 112):
        parts.append(_text(LEFT, top, line, 12))
        top += 16
    body = "\n".join(parts)
    size = f"width='{WIDTH}' height='{top + 12}' viewBox='0 0 {WIDTH} {top + 12}'"
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' {size} role='img' aria-label='{escape(heading, quote=True)}'>\n"
        f"<rect width='100%' height='100%' fill='#fff'/>\n{body}\n</svg>\n"
    )


def _text(x: float, y: float, text: str, size: int, *, bold: bool = False, anchor: str = "start", fill: str = "#111") -> str:
    weight = " font-weight='bold'" if bold else ""
    return f"<text x='{x}' y='{y}' font-size='{size}' {FONT}{weight} text-anchor='{anchor}' fill='{fill}'>{escape(text)}</text>"


def _legend(lang: str) -> list[str]:
    parts, left = [], float(LEFT)
    for status in ("announced", "operative", "suspended", "ended", None):
        word = WORDS[lang][status]
        parts.append(f"<rect x='{left}' y='40' width='28' height='14' fill='url(#{status or UNSETTLED})' stroke='#111'/>")
        parts.append(_text(left + 34, 52, word, 12))
        left += 34 + 9 * len(word) + 16
    parts.append(_text(left, 52, LOCAL[lang], 12))
    return parts


def _lane(lane: Lane, top: float, x: Callable[[date], float], first: date, lang: str) -> tuple[int, list[str]]:
    """A provision's title, bars and marks, and how many rows of numbers stand below."""
    parts = [_text(LEFT, top + 10, lane.title, 13, bold=True)]
    y = top + 18
    for bar in lane.bars:
        if bar.status == "not_yet" or bar.last < first:
            continue
        start, end = x(bar.first), max(x(bar.last), x(bar.first) + 2)
        parts += _layers(bar, start, end, y)
        word = bar.says if bar.shares else WORDS[lang][bar.status] + (" *" if bar.local else "")
        if bar.shares and end - start <= 8 * len(word) + 8:
            word = DIFFERS[lang]
        if end - start > 8 * len(word) + 8:
            width = 7.6 * len(word) + 6
            middle = (start + end) / 2
            parts.append(f"<rect x='{middle - width / 2:.1f}' y='{y + 5}' width='{width:.1f}' height='16' fill='#fff'/>")
            parts.append(_text(round(middle, 1), y + 17, word, 12, anchor="middle"))
    rows: list[float] = []  # how far to the right each row of numbers is taken
    for label, place in _labels(lane, x):
        half = 3.2 * len(label) + 2
        row = next((index for index, taken in enumerate(rows) if taken <= place - half), len(rows))
        rows[row : row + 1] = [place + half]
        parts.append(f"<path d='M{place} {y + BAR}v{4 + ROW * row}' stroke='#555' stroke-width='0.7'/>")
        parts.append(_text(place, y + BAR + 13 + ROW * row, label, 9, anchor="middle"))
    return len(rows), parts


def _layers(bar: Bar, start: float, end: float, y: float) -> list[str]:
    """One rectangle; where places differ one a status, as high as its share of the places."""
    found, top = [], y
    shares = bar.shares or ((bar.status, 1.0),)
    for status, share in shares:
        height = round(BAR * share, 1)
        found.append(f"<rect x='{start}' y='{top:.1f}' width='{end - start:.1f}' height='{height}' fill='url(#{status or UNSETTLED})' stroke='#111'/>")
        top += height
    return found


def _labels(lane: Lane, x: Callable[[date], float]) -> list[tuple[str, float]]:
    """The numbers of the marks and where they stand; marks of one day share a label."""
    found: list[tuple[str, float]] = []
    for _, same in groupby(enumerate(lane.marks, 1), key=lambda pair: pair[1].day):
        pairs = list(same)
        first, last = pairs[0][0], pairs[-1][0]
        found.append((str(first) if first == last else f"{first}-{last}", x(pairs[0][1].day)))
    return found


def _axis(first: date, last: date, x: Callable[[date], float], y: float) -> list[str]:
    parts = [f"<path d='M{LEFT} {y}H{WIDTH - RIGHT}' stroke='#111'/>"]
    years = range(first.year, last.year + 1)
    step = max(1, len(years) // 14)
    for year in years:
        day = date(year, 1, 1)
        if day >= first and (year - first.year) % step == 0:
            parts.append(f"<path d='M{x(day)} {y}v5' stroke='#111'/>")
            parts.append(_text(x(day), y + 17, str(year), 11, anchor="middle"))
    return parts


def _list(lane: Lane, top: float) -> tuple[float, list[str]]:
    parts = [_text(LEFT, top + 14, f"{lane.title} ({lane.name})", 13, bold=True)]
    top += 34
    for number, mark in enumerate(lane.marks, 1):
        words = f"{mark.does}: {mark.scope}" if mark.scope else mark.does
        words += f" ({mark.known})" if mark.known else ""
        lines = textwrap.wrap(f"{mark.title}. {words}. {mark.cite}", 104)
        parts.append(_text(LEFT, top, f"{number}  {mark.day.isoformat()}", 11, bold=True))
        for line in lines:
            parts.append(_text(LEFT + 106, top, line, 11))
            top += 14
        top += 3
    return top + 8, parts
