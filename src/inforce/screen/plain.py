"""Plain cells: text that no spreadsheet takes for a formula, for the files that spreadsheets open."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet may take for a formula; full-width forms among them."""
MARK = "'"
"""Put before such a cell in CSV. An Excel file needs none: there each cell says that it is text."""
JOIN = "; "


def is_live(text: str) -> bool:
    """Whether a spreadsheet may take a cell for a formula, by itself or after blanks.

    >>> [is_live(text) for text in ("=1+1", " @sum", "-5", "A-5", "")]
    [True, True, True, False, False]
    """
    return text.startswith(LIVE) or text.lstrip(" \u00a0").startswith(LIVE)


def plain_text(text: str) -> str:
    """A cell of a CSV file.

    >>> plain_text('=HYPERLINK("x")')
    '\\'=HYPERLINK("x")'
    """
    return MARK + text if is_live(text) else text


def joined(table: pl.DataFrame) -> pl.DataFrame:
    """The table with each list as one text, an empty one as no text; everything else as it is."""
    return table.with_columns(pl.when(pl.col(name).list.len() > 0).then(pl.col(name).list.join(JOIN)).alias(name) for name, dtype in table.schema.items() if isinstance(dtype, pl.List))


def plain(table: pl.DataFrame) -> pl.DataFrame:
    """The table as a CSV file holds it: lists joined, and no cell or heading that a spreadsheet takes for a formula."""
    flat = joined(table)
    texts = [name for name, dtype in flat.schema.items() if dtype == pl.String]
    return flat.with_columns(_plain(name) for name in texts).rename(_names(flat.columns))


def _plain(name: str) -> pl.Expr:
    text = pl.col(name)
    bare = text.str.strip_chars_start(" \u00a0")
    live = pl.any_horizontal(one.str.starts_with(mark) for mark in LIVE for one in (text, bare))
    return pl.when(live).then(pl.lit(MARK) + text).otherwise(text).alias(name)


def _names(columns: Sequence[str]) -> dict[str, str]:
    return {name: plain_text(name) for name in columns}
