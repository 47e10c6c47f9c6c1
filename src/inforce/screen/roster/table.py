"""Tables in memory as sources of rows: Polars, Arrow and pandas, taken by what they can do and never imported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import polars as pl

from inforce.language.error import InforceError, Where
from inforce.screen.roster.header import Header, make_header
from inforce.screen.roster.parquet import Columnar, reading
from inforce.screen.roster.source import BATCH_ROWS, CODE, LINE, Source, cell

TABLE = Where("table")


def open_table(table: Any) -> Source:
    """A table in memory.

    Raises:
        InforceError: `not-a-roster` where it is no table that is read.
    """
    if isinstance(table, pl.LazyFrame):
        return Columnar(table, TABLE)
    if isinstance(table, pl.DataFrame):
        return Columnar(table.lazy(), TABLE)
    if hasattr(table, "iloc") and hasattr(table, "columns"):
        return Pandas(table)
    if hasattr(table, "__arrow_c_stream__"):
        return Columnar(reading(TABLE, lambda: pl.DataFrame(table).lazy()), TABLE)
    raise InforceError("not-a-roster", "a roster is a path, or a Polars, pandas or Arrow table", where=TABLE, help='open_roster("cases.csv", book=book)')


class Pandas:
    """A pandas frame, whose columns may hold values of any kind beside each other: each becomes text, once."""

    def __init__(self, frame: Any) -> None:
        self.where = TABLE
        self._frame = frame
        self.total: int | None = len(frame)
        names = [str(name) for name in frame.columns]
        if not names:
            raise InforceError("empty-file", "the roster has no columns", where=TABLE, help="columns are facts, rows are cases")
        made = make_header(names, None, TABLE)
        self.header = Header((*made.names, *[""] * (len(names) - len(made.names))))
        self.settings: dict[str, str | None] = {}
        self.notes: list[tuple[str, dict[str, object]]] = []
        self.epoch: int | None = None

    def is_text(self, index: int) -> bool:
        return True

    def batches(self, indices: Sequence[int]) -> Iterator[pl.DataFrame]:
        """The rows in order, in batches of at most `BATCH_ROWS`."""
        for start in range(0, len(self._frame), BATCH_ROWS):
            part = self._frame.iloc[start : start + BATCH_ROWS]
            data: dict[str, list[Any]] = {LINE: [None] * len(part), CODE: [None] * len(part)}
            for index in indices:
                data[cell(index)] = [as_text(value) for value in part.iloc[:, index].tolist()]
            yield pl.DataFrame(data, schema={LINE: pl.Int64, CODE: pl.String} | {cell(i): pl.String for i in indices})


def as_text(value: Any) -> str | None:
    """A Python value as the text of a cell; None where it stands for nothing.

    >>> [as_text(value) for value in (None, float("nan"), True, 3.0, 3.5, date(2015, 3, 4), "a")]
    [None, None, 'true', '3', '3.5', '2015-03-04', 'a']
    """
    if isinstance(value, str):
        return value
    if value is None or str(value) in ("nan", "<NA>", "NaT"):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
