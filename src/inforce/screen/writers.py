"""Writers: tables into Parquet, CSV and Excel files, a batch at a time, the same bytes for the same rows.

A writer's file lies in the run's own folder until everything is whole. Memory holds a few batches, whatever the file's length.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from datetime import date, datetime
from math import isfinite
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Self

import polars as pl
import xlsxwriter
from polars.io.plugins import register_io_source

from inforce.language.error import InforceError
from inforce.screen.plain import joined, plain

FORMATS = ("parquet", "csv", "xlsx")
GROUP = 50_000
"""Rows in a row group of Parquet."""
EXCEL_ROWS, EXCEL_COLUMNS, EXCEL_TEXT = 1_048_576, 16_384, 32_767
"""What one sheet holds, its heading among the rows, and one cell."""
WAIT = 0.2
"""Seconds between two looks at whether the thread that writes is still there."""


class Writer:
    """Writes tables of one schema, in the order given. The first table gives the schema."""

    suffix: ClassVar[str]

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows = 0
        self.schema: pl.Schema | None = None

    def write(self, table: pl.DataFrame) -> None:
        """Write some rows."""
        if self.schema is None:
            self.schema = table.schema
            self._begin(table.schema)
        elif table.schema != self.schema:
            table = table.cast(dict(self.schema))  # type: ignore[arg-type]
        self._put(table)
        self.rows += table.height

    def close(self) -> None:
        """Finish the file."""
        raise NotImplementedError

    def abandon(self) -> None:
        """Stop writing; the file is left unfinished, for its folder to be removed."""

    def _begin(self, schema: pl.Schema) -> None:
        raise NotImplementedError

    def _put(self, table: pl.DataFrame) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            self.close()
        else:
            self.abandon()


class CsvWriter(Writer):
    """UTF-8, commas, no byte-order mark; cells that a spreadsheet takes for a formula begin with an apostrophe."""

    suffix = "csv"

    def _begin(self, schema: pl.Schema) -> None:
        self.file = self.path.open("wb")
        plain(pl.DataFrame(schema=schema)).write_csv(self.file)

    def _put(self, table: pl.DataFrame) -> None:
        plain(table).write_csv(self.file, include_header=False)

    def close(self) -> None:
        self.file.close()

    def abandon(self) -> None:
        if self.schema is not None:
            self.file.close()


class Abandoned(Exception):
    """Tells the thread that writes to stop."""


class ParquetWriter(Writer):
    """Columns with Zstandard, row groups of one size; written by a thread, so that a Ctrl-C is heard at once."""

    suffix = "parquet"

    def _begin(self, schema: pl.Schema) -> None:
        self.fault: BaseException | None = None
        self.waiting: queue.Queue[pl.DataFrame | Abandoned | None] = queue.Queue(maxsize=2)

        def batches(with_columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, batch_size: int | None) -> Iterator[pl.DataFrame]:
            while (item := self.waiting.get()) is not None:
                if isinstance(item, Abandoned):
                    raise item
                yield item

        def sink() -> None:
            try:
                register_io_source(batches, schema=schema, is_pure=True).sink_parquet(self.path, maintain_order=True, row_group_size=GROUP, compression="zstd")
            except BaseException as error:
                self.fault = error

        self.thread = threading.Thread(target=sink, daemon=True)
        self.thread.start()

    def _put(self, table: pl.DataFrame) -> None:
        self._send(table)

    def _send(self, item: pl.DataFrame | Abandoned | None) -> None:
        while self.thread.is_alive():
            try:
                self.waiting.put(item, timeout=WAIT)
                return
            except queue.Full:
                continue
        if not isinstance(item, Abandoned):
            self._raise()

    def _raise(self) -> None:
        if self.fault is not None:
            raise self.fault if isinstance(self.fault, OSError) else OSError(None, str(self.fault)[:200])

    def close(self) -> None:
        self._send(None)
        while self.thread.is_alive():
            self.thread.join(WAIT)
        self._raise()

    def abandon(self) -> None:
        if self.schema is not None:
            self._send(Abandoned())
            self.thread.join()


class ExcelWriter(Writer):
    """One sheet; every text is text, whatever it begins with, and no address becomes a link."""

    suffix = "xlsx"

    def _begin(self, schema: pl.Schema) -> None:
        if len(schema) > EXCEL_COLUMNS:
            raise InforceError("too-large", f"an Excel sheet holds {EXCEL_COLUMNS:,} columns; the results have {len(schema):,}", help="ask fewer provisions, or --format parquet")
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "tmpdir": str(self.path.parent)}
        self.book = xlsxwriter.Workbook(self.path, options)
        self.book.set_properties({"created": datetime(2000, 1, 1)})  # the same bytes whenever it is written
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})
        self.sheet = self.book.add_worksheet(self.path.stem)
        self.sheet.freeze_panes(1, 0)
        head = self.book.add_format({"bold": True})
        for column, name in enumerate(schema):
            self.sheet.write_string(0, column, name, head)

    def _put(self, table: pl.DataFrame) -> None:
        if self.rows + table.height >= EXCEL_ROWS:
            raise InforceError("too-large", f"an Excel sheet holds {EXCEL_ROWS - 1:,} rows; the results have more", help="--format parquet or csv")
        for number, row in enumerate(joined(table).iter_rows(), self.rows + 1):
            for column, value in enumerate(row):
                if value is not None:
                    self._cell(number, column, value)

    def _cell(self, row: int, column: int, value: Any) -> None:
        if isinstance(value, bool):
            self.sheet.write_boolean(row, column, value)
        elif isinstance(value, int) or (isinstance(value, float) and isfinite(value)):
            self.sheet.write_number(row, column, value)
        elif isinstance(value, datetime):
            self.sheet.write_string(row, column, value.isoformat())
        elif isinstance(value, date):
            self.sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), self.day)
        else:
            text = str(value)
            if len(text) > EXCEL_TEXT:
                raise InforceError("too-large", f"a cell of an Excel sheet holds {EXCEL_TEXT:,} characters; row {row} of the results has a longer one", help="--format parquet or csv")
            self.sheet.write_string(row, column, text)

    def close(self) -> None:
        self.book.close()

    def abandon(self) -> None:
        if self.schema is not None and hasattr(self, "sheet"):
            self.sheet.row_data_fh.close()  # the rows so far, in a file of the run's own folder


WRITERS: dict[str, type[Writer]] = {"parquet": ParquetWriter, "csv": CsvWriter, "xlsx": ExcelWriter}
