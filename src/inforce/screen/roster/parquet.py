"""Parquet and Arrow files as sources of rows: columns that are not asked for are never decoded, rows come in batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from inforce.language.error import InforceError, Where
from inforce.screen.roster.header import Header, make_header
from inforce.screen.roster.source import BATCH_ROWS, CODE, LINE, cell

NESTED = (pl.List, pl.Array, pl.Struct, pl.Object, pl.Binary, pl.Duration)
"""Types that no cell comes of."""


class Columnar:
    """A lazy table as a source of rows."""

    def __init__(self, rows: pl.LazyFrame, where: Where) -> None:
        """Read the names and types of the columns.

        Raises:
            InforceError: `not-a-roster`, `too-wide`, `empty-file`.
        """
        self.where = where
        self._rows = rows
        schema, self.total = reading(where, lambda: (rows.collect_schema(), int(rows.select(pl.len()).collect().item())))
        if not schema.names():
            raise InforceError("empty-file", "the roster has no columns", where=where, help="columns are facts, rows are cases")
        self._names = schema.names()
        self._types = list(schema.dtypes())
        made = make_header(self._names, None, where)
        self.header = Header((*made.names, *[""] * (len(self._names) - len(made.names))))
        self.settings: dict[str, str | None] = {}
        self.notes: list[tuple[str, dict[str, object]]] = []
        self.epoch: int | None = None

    def is_text(self, index: int) -> bool:
        return not isinstance(self._types[index], (pl.Date, pl.Datetime, *NESTED))

    def batches(self, indices: Sequence[int]) -> Iterator[pl.DataFrame]:
        """The rows in order, in batches of at most `BATCH_ROWS`."""
        for index in indices:
            if isinstance(self._types[index], NESTED):
                raise InforceError("wrong-type", f"column `{self.header.names[index]}` holds neither text nor numbers, dates or truth values", where=self.where, help="write a yes/no column for each value")
        wanted = [pl.col(self._names[index]).alias(cell(index)) for index in indices]
        marks = [pl.lit(None, pl.Int64).alias(LINE), pl.lit(None, pl.String).alias(CODE)]
        if not wanted:
            for start in range(0, self.total, BATCH_ROWS):
                count = min(BATCH_ROWS, self.total - start)
                yield pl.select(pl.repeat(None, count, dtype=pl.Int64).alias(LINE), pl.repeat(None, count, dtype=pl.String).alias(CODE))
            return
        found = iter(self._rows.select(wanted).collect_batches(chunk_size=BATCH_ROWS, maintain_order=True))
        while True:
            batch = reading(self.where, lambda: next(found, None))
            if batch is None:
                return
            for piece in batch.iter_slices(BATCH_ROWS):
                yield piece.with_columns(marks).select(LINE, CODE, *map(cell, indices))


def reading(where: Where, work):  # type: ignore[no-untyped-def]
    """What `work` reads; a file that the engine cannot read is one clear line.

    Raises:
        InforceError: `not-a-roster`.
    """
    try:
        return work()
    except InforceError:
        raise
    except BaseException as error:  # the engine's panic is no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError)):
            raise
        raise InforceError("not-a-roster", "the file is damaged, or of a kind that is not read", where=where, help="write it again as Parquet, Arrow or CSV") from None


def open_parquet(path: Path) -> Columnar:
    """A Parquet file."""
    where = Where(str(path))
    return Columnar(reading(where, lambda: pl.scan_parquet(path, glob=False)), where)


def open_arrow(path: Path, *, is_stream: bool) -> Columnar:
    """An Arrow file; a stream, which has no table of its parts, is read whole."""
    where = Where(str(path))
    if is_stream:
        return Columnar(reading(where, lambda: pl.read_ipc_stream(path).lazy()), where)
    return Columnar(reading(where, lambda: pl.scan_ipc(path, glob=False)), where)
