"""Reading a roster in a test: what was said of each row, what was refused, how the columns were mapped."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import inforce
from inforce.language.error import ErrorGroup, InforceError
from inforce.screen.roster import Refused, Roster, open_roster
from inforce.screen.roster.column import Column


@dataclass(frozen=True)
class Told:
    """A roster that was read to its end."""

    roster: Roster
    tables: list[pl.DataFrame]
    refused: list[Refused]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What each row says, without what it does not."""
        return [{name: value for name, value in row.items() if value is not None and name not in ("_row", "_line")} for table in self.tables for row in table.to_dicts()]

    @property
    def lines(self) -> list[int | None]:
        return [line for table in self.tables for line in table["_line"]]

    @property
    def codes(self) -> list[tuple[int | None, str]]:
        """The lines refused, and why."""
        return [(one.line, one.code) for one in self.refused]

    def of(self, name: str) -> list[Any]:
        """One column of the fact table, row by row."""
        return [value for table in self.tables for value in table[name]]

    def column(self, name: str) -> Column:
        """How a column of the roster is read."""
        return next(column for column in self.roster.mapping.columns if column.name == name)

    @property
    def unmapped(self) -> Mapping[str, str]:
        """The columns that are not read, and why."""
        return {column.name: column.why for column in self.roster.mapping.unmapped}


class Reader:
    """Reads rosters of a test."""

    def __init__(self, book: inforce.Book, folder: Path) -> None:
        self.book = book
        self.folder = folder
        self._numbers = itertools.count()

    def open(self, source: Any, **words: Any) -> Roster:
        """Open a roster; text and bytes are written into a file first."""
        if isinstance(source, (str, bytes)):
            path = self.folder / f"roster-{next(self._numbers)}.csv"
            path.write_bytes(source.encode() if isinstance(source, str) else source)
            source = path
        return open_roster(source, book=self.book, **words)

    def __call__(self, source: Any, **words: Any) -> Told:
        roster = self.open(source, **words)
        batches = list(roster.batches())
        told = Told(roster, [batch.table for batch in batches], [one for batch in batches for one in batch.quarantine])
        rows = sorted([*(row for table in told.tables for row in table["_row"]), *(one.row for one in told.refused)])
        assert rows == list(range(roster.quality.rows)), "rows in are rows read and rows refused"
        return told

    def fault(self, source: Any, **words: Any) -> str:
        """The error with which the roster is not read."""
        with pytest.raises((InforceError, ErrorGroup)) as caught:
            self(source, **words)
        return str(caught.value)
