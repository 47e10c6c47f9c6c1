"""Sources: what rows come from, in batches, with the line of each row and the cells of the columns asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import polars as pl

from inforce.language.error import Where
from inforce.screen.roster.header import Header

BATCH_ROWS = 50_000
"""The most rows of a batch."""
LINE, CODE = "_line", "_code"
"""Columns of a batch beside the cells: the row's line (null where there is none), and why it cannot be read (else null)."""


def cell(index: int) -> str:
    """The name of a column of cells in a batch."""
    return f"c{index}"


class Source(Protocol):
    """Rows that can be gone through more than once."""

    where: Where
    header: Header
    settings: dict[str, str | None]
    """How it is read, as a profile keeps it."""
    notes: list[tuple[str, dict[str, object]]]
    """What is said of it when the mapping is shown."""
    total: int | None
    """How many rows it has, where that is known without going through them."""
    epoch: int | None
    """The day zero of serial numbers, where the source names one."""

    def is_text(self, index: int) -> bool:
        """Whether a column is looked at as text where its values decide; days, and what no cell comes of, are not."""
        ...

    def batches(self, indices: Sequence[int]) -> Iterator[pl.DataFrame]:
        """The rows in order: `_line`, `_code`, and the cells of the columns asked for. Blank rows of files are no rows."""
        ...
