"""Plots: bars in plain inline SVG, each beside the numbers it stands for; told apart by pattern, so that greyscale will do."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT, THIN = 240, 14, 9
FILLS = ("solid", "open", "lines", "dots", "cross", "grey")
"""The patterns of a bar's pieces; `none` is drawn by none of them."""
INK, PALE = "#24466b", "#c9d3de"
DEFS = (
    '<svg width="0" height="0" class="defs" aria-hidden="true"><defs>'
    f'<pattern id="lines" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="#fff"/><rect width="2" height="5" fill="{INK}"/></pattern>'
    f'<pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="#fff"/><circle cx="2.5" cy="2.5" r="1.1" fill="{INK}"/></pattern>'
    f'<pattern id="cross" width="4" height="4" patternUnits="userSpaceOnUse"><rect width="4" height="4" fill="#fff"/><path d="M0 2H4M2 0V4" stroke="{INK}" stroke-width="0.9"/></pattern>'
    "</defs></svg>"
)
_PAINT = {"solid": INK, "open": "#fff", "lines": "url(#lines)", "dots": "url(#dots)", "cross": "url(#cross)", "grey": PALE, "none": "none"}


def bar(pieces: Sequence[tuple[str, int]], most: int) -> str:
    """A bar of pieces end to end, as long as their sum beside `most`; nothing where there is nothing to draw.

    Readers who hear the page hear the numbers beside it.

    Args:
        pieces: a pattern and a count each.
    """
    shapes, left = [], 0.5
    for fill, count in pieces:
        width = round(count * (WIDTH - 1) / most, 2) if most else 0
        if width and _PAINT[fill] != "none":
            shapes.append(f'<rect x="{left:g}" y="1" width="{width:g}" height="{HEIGHT - 2}" fill="{_PAINT[fill]}" stroke="{INK}" stroke-width="0.8"/>')
        left = round(left + width, 2)
    if not shapes:
        return ""
    return f'<svg class="bar" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true"><path d="M0.5 0V{HEIGHT}" stroke="#999" stroke-width="0.6"/>{"".join(shapes)}</svg>'


def bars(pieces: Sequence[tuple[str, int]], most: int) -> str:
    """A bar for each count, one under the other, for counts that overlap and so make no sum."""
    drawn = [(fill, round(count * (WIDTH - 1) / most, 2) if most else 0) for fill, count in pieces if _PAINT[fill] != "none"]
    shapes = [
        f'<rect x="0.5" y="{row * THIN + 1}" width="{width:g}" height="{THIN - 2}" fill="{_PAINT[fill]}" stroke="{INK}" stroke-width="0.8"/>'
        for row, (fill, width) in enumerate(drawn)
        if width
    ]
    if not shapes:
        return ""
    height = len(drawn) * THIN
    return f'<svg class="bar" viewBox="0 0 {WIDTH} {height}" aria-hidden="true"><path d="M0.5 0V{height}" stroke="#999" stroke-width="0.6"/>{"".join(shapes)}</svg>'


def key(entries: Sequence[tuple[str, str]]) -> str:
    """What each pattern stands for."""
    marks = "".join(
        f'<li><svg class="mark" viewBox="0 0 20 12" aria-hidden="true"><rect x="0.5" y="0.5" width="19" height="11" fill="{_PAINT[fill]}" stroke="{INK}" stroke-width="0.8"/></svg> {escape(word)}</li>'
        for fill, word in entries
    )
    return f'<ul class="key">{marks}</ul>'
