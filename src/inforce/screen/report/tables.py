"""Tables of a report: a line a thing, its bar, and the numbers that the bar stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from inforce.screen.report.plot import bar, bars

HIDDEN = "•"
Count = int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is about, its counts, and which of them its bar shows."""

    head: str
    counts: Sequence[Count]
    note: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a table: what its lines are, and for each count its name and the pattern of its piece of the bar."""

    lines: str
    plot: str
    counts: Sequence[tuple[str, str]]
    overlap: bool = False
    """Whether the counts overlap, so that each has a bar of its own."""


def number(count: Count) -> str:
    """A count as it is shown.

    >>> number(1200), number(None)
    ('1,200', '•')
    """
    return HIDDEN if count is None else f"{count:,}"


def table(head: Head, lines: Sequence[Line], *, caption: str = "", most: int | None = None) -> str:
    """A table with a bar in every line.

    Args:
        most: the count at which a bar is full; the largest sum by default.
    """
    drawn = [[count or 0 for count, (_, fill) in zip(line.counts, head.counts, strict=True) if fill != "none"] for line in lines]
    full = most or max((max(counts, default=0) if head.overlap else sum(counts) for counts in drawn), default=0)
    names = "".join(f'<th scope="col" class="num">{escape(name)}</th>' for name, _ in head.counts)
    rows = "".join(_row(head, line, full) for line in lines)
    above = f"<caption>{escape(caption)}</caption>" if caption else ""
    plot = f'<th scope="col" class="plot">{escape(head.plot)}</th>' if head.plot else '<td class="plot"></td>'
    return (
        f'<table class="wide">{above}<thead><tr><th scope="col">{escape(head.lines)}</th>{plot}{names}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(head: Head, line: Line, full: int) -> str:
    pieces = [(fill, count or 0) for count, (_, fill) in zip(line.counts, head.counts, strict=True)]
    cells = "".join(f'<td class="num" data-label="{escape(name)}">{number(count)}</td>' for count, (name, _) in zip(line.counts, head.counts, strict=True))
    note = f' <span class="small">{escape(line.note)}</span>' if line.note else ""
    id = f' <span class="id">{escape(line.id)}</span>' if line.id else ""
    return f'<tr><th scope="row">{escape(line.head)}{note}{id}</th><td class="plot">{(bars if head.overlap else bar)(pieces, full)}</td>{cells}</tr>'
