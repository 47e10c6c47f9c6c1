"""Excel workbooks (.xlsx, .xlsm): one sheet as a source of rows, streamed, with the row number of every row.

A cell becomes text once: a date cell an ISO date, a number without a needless `.0`, a truth value `true` or `false`.
Formulas are never worked out; the value that the spreadsheet program stored is read. An error cell makes its row unreadable.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from inforce.backends.text.catalogue import sentence
from inforce.language.error import InforceError, nearest
from inforce.screen.roster.header import SEARCHED, Header, Score, find_header, shown
from inforce.screen.roster.package import Package
from inforce.screen.roster.sheet import HUGE, Row, read_rows
from inforce.screen.roster.source import BATCH_ROWS, CODE, LINE, cell
from inforce.screen.roster.words import fold, is_total
from inforce.screen.roster.workbook import Workbook, read_workbook

Held = tuple[int, str | None, list[str | None]]
"""A row's number, why it is no case, and the cells that are wanted."""


class Excel:
    """One sheet of a workbook as a source of rows."""

    def __init__(self, path: Path, score: Score, *, sheet: str | None = None) -> None:
        """Open the workbook, choose the sheet and find its header.

        Raises:
            InforceError: `unsafe-file`, `not-a-roster`, `unknown-sheet`, `empty-file`, `too-wide`.
        """
        self.package = Package(path)
        self.where = self.package.where
        self.workbook: Workbook = read_workbook(self.package)
        self.notes: list[tuple[str, dict[str, object]]] = []
        self.total: int | None = None
        self.epoch: int | None = self.workbook.epoch
        self.sheet, self._part, self.header = self._choose(sheet, score)
        self.settings: dict[str, str | None] = {"sheet": self.sheet if len(self.workbook.sheets) > 1 else None}
        self._names = [fold(name) for name in self.header.names]

    def _choose(self, asked: str | None, score: Score) -> tuple[str, str, Header]:
        """The sheet that was asked for, else the one whose header names most known columns."""
        sheets = self.workbook.sheets
        if asked is not None:
            if asked not in sheets:
                names = ", ".join(f"`{shown(name)}`" for name in list(sheets)[:20])
                raise InforceError("unknown-sheet", f"the workbook has no sheet `{shown(asked)}`", where=self.where, help=nearest(asked, sheets) or f"sheets: {names}")
            return asked, sheets[asked], self._header(sheets[asked], score)
        found = []
        for name, part in sheets.items():
            try:
                header = self._header(part, score)
            except InforceError as error:
                if error.code != "empty-file" and len(sheets) == 1:
                    raise
                continue
            found.append((score(header.names), name, part, header))
        if not found:
            raise InforceError("empty-file", "the workbook holds no row", where=self.where, help="the first row of a sheet names the columns; each row after it is a case")
        _, name, part, header = max(found, key=lambda item: item[0])
        if len(sheets) > 1:
            others = ", ".join(f"`{shown(other)}`" for other in sheets if other != name)
            self.notes.append((sentence("Sheet `{sheet}` is read, whose header names most known columns; not {others} (--sheet names another)."), {"sheet": shown(name), "others": others}))
        return name, part, header

    def _header(self, part: str, score: Score) -> Header:
        rows: list[tuple[int | None, Sequence[str]]] = []
        for row in read_rows(self.package, part, self.workbook):
            rows.append((row.line, row.texts()))
            if len(rows) == SEARCHED:
                break
        return find_header(rows, score, self.where)[1]

    def is_text(self, index: int) -> bool:
        return True

    def batches(self, indices: Sequence[int]) -> Iterator[pl.DataFrame]:
        """The rows below the header in order; blank rows are no rows."""
        held: list[Held] = []
        for row in read_rows(self.package, self._part, self.workbook):
            if row.line <= (self.header.line or 0) or row.is_blank:
                continue
            held.append((row.line, self._judge(row), [row.cells.get(i) for i in indices]))
            if len(held) == BATCH_ROWS:
                yield _table(held, indices)
                held = []
        if held:
            yield _table(held, indices)

    def _judge(self, row: Row) -> str | None:
        """Why a row is no case, or cannot be read; None where it can."""
        if any(text == HUGE for text in row.cells.values()):
            return "huge-cell"
        first = row.cells[min(row.cells)]
        if is_total(first):
            return "totals-row"
        if [fold(text) for text in row.texts()] == self._names:
            return "repeated-header"
        return None  # XML holds no NUL, so that the one in a text is the mark of an error, which its column tells


def _table(rows: Sequence[Held], indices: Sequence[int]) -> pl.DataFrame:
    data: dict[str, list[object]] = {LINE: [line for line, _, _ in rows], CODE: [code for _, code, _ in rows]}
    for place, i in enumerate(indices):
        data[cell(i)] = [cells[place] for _, _, cells in rows]
    return pl.DataFrame(data, schema={LINE: pl.Int64, CODE: pl.String} | {cell(i): pl.String for i in indices})
