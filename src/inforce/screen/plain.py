"""Plain cells: text that no spreadsheet takes for a formula and no terminal for a command, for the files that people open."""

from __future__ import annotations

import polars as pl

from inforce.backends.visible import CONTROLS, written_out

LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫")
"""How a cell begins that a spreadsheet may take for a formula; full-width and small forms among them."""
BLANK = r"\p{Z}\p{C}\p{M}\u{2800}\u{115F}\u{1160}\u{3164}\u{FFA0}\u{1D159}"
"""What may stand before it and is passed over, by a spreadsheet or by whoever cleans a file for one: all kinds of space, what cannot be seen
(a zero-width space, a byte-order mark, an invisible separator, a control character), marks that have nothing to stand on, and the letters
and signs that are blank: Braille's, the Hangul fillers, music's."""
_IS_LIVE = f"^[{BLANK}]*[{''.join(LIVE).replace('-', chr(92) + '-')}]"
_CONTROLS = CONTROLS.replace("\r", "")
"""A return ends a line in a file, and stays."""
MARK = "'"
"""Put before such a cell in CSV. An Excel file needs none: there each cell says that it is text."""
JOIN = "; "


def is_live(text: str) -> bool:
    r"""Whether a spreadsheet may take a cell for a formula, by itself or after blanks.

    >>> [is_live(text) for text in ("=1+1", " @sum", "\u200b\u3000＝1", "-5", "A-5", "")]
    [True, True, True, True, False, False]
    """
    return bool(pl.Series([text]).str.contains(_IS_LIVE).item())


def plain_text(text: str) -> str:
    r"""A cell of a CSV file.

    >>> print(plain_text('=HYPERLINK("x")'), plain_text("\x1b[31mred"))
    '=HYPERLINK("x") \u001b[31mred
    """
    return str(pl.select(_plain(pl.lit(text))).item())


def joined(table: pl.DataFrame) -> pl.DataFrame:
    """The table with each list as one text, an empty one as no text; everything else as it is."""
    return table.with_columns(pl.when(pl.col(name).list.len() > 0).then(pl.col(name).list.join(JOIN)).alias(name) for name, dtype in table.schema.items() if isinstance(dtype, pl.List))


def plain(table: pl.DataFrame) -> pl.DataFrame:
    """The table as a CSV file holds it: lists joined, and no cell or heading that a spreadsheet takes for a formula or a terminal for a command."""
    flat = joined(table)
    texts = [name for name, dtype in flat.schema.items() if dtype == pl.String]
    return flat.with_columns(_plain(pl.col(name)).alias(name) for name in texts).rename({name: plain_text(name) for name in flat.columns})


def _plain(text: pl.Expr) -> pl.Expr:
    written = text.str.replace_many(list(_CONTROLS), [written_out(one) for one in _CONTROLS])
    shown = pl.when(text.str.contains(f"[{_CONTROLS}]")).then(written).otherwise(text)
    return pl.when(text.str.contains(_IS_LIVE)).then(pl.lit(MARK) + shown).otherwise(shown)
