"""Rosters: tables of people as offices have them, read into the fact table, with the rows that cannot be read set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from inforce.language.fact import Vocabulary
from inforce.rulebook.book import Book
from inforce.screen.roster.layout import Layout
from inforce.screen.roster.mapping import Mapping, make_mapping
from inforce.screen.roster.open import open_source
from inforce.screen.roster.profile import open_profile
from inforce.screen.roster.refused import Refused
from inforce.screen.roster.source import BATCH_ROWS, Source
from inforce.screen.roster.survey import survey
from inforce.screen.roster.synonyms import score
from inforce.screen.roster.words import fold

__all__ = ["BATCH_ROWS", "Batch", "Quality", "Roster", "open_roster"]


@dataclass(frozen=True)
class Batch:
    """Some rows in the order given: those that were read, in the layout of the fact table, and those that were not."""

    table: pl.DataFrame
    quarantine: list[Refused]


@dataclass
class Quality:
    """What was found so far: rows in, rows refused by reason, and how many of the rows read leave each fact unknown."""

    rows: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)

    @property
    def read(self) -> int:
        return self.rows - sum(self.refused.values())


class Roster:
    """One roster, opened and mapped; its rows are read by `batches`, as often as asked."""

    def __init__(self, source: Source, mapping: Mapping, ranged: frozenset[str], total: int | None, vocabulary: Vocabulary) -> None:
        self.source = source
        self.mapping = mapping
        self.total = total
        """How many rows there are, for progress."""
        self.layout = Layout(mapping, ranged, vocabulary)
        self.quality = Quality()

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that something is read of."""
        return self.mapping.facts

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """The columns of every batch's table, and their types."""
        return self.layout.schema

    def batches(self) -> Iterator[Batch]:
        """The rows, at most `BATCH_ROWS` at a time; every row is in a table or in a quarantine."""
        self.quality = Quality()
        first = 0
        for raw in self.source.batches(self.layout.indices):
            table, refused = self.layout.read(raw, first)
            first += raw.height
            self.quality.rows = first
            self.quality.refused.update(row.code for row in refused)
            self.quality.unknown.update(self.layout.unknown(table))
            yield Batch(table, refused)


def open_roster(
    source: Any,
    *,
    book: Book,
    profile: str | Path | None = None,
    key: str | None = None,
    keep: Sequence[str] = (),
    sheet: str | None = None,
    dates: Table[str, str] | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
    tick: Callable[[int], None] | None = None,
) -> Roster:
    """Open a roster and map its columns.

    Args:
        source: a path, or a Polars, pandas or Arrow table.
        profile: a file, or the name of a profile that comes with the program.
        key: the column that names each row for the caller; copied, never read.
        keep: columns that are copied into the results as they stand.
        sheet: the sheet of a workbook.
        dates: the order of day and month for columns, as `{"DOB": "day/month/year"}`.
        delimiter, encoding: how a text file is written, where looking at it does not tell.
        tick: called with the number of rows gone through while the values are surveyed.
    Raises:
        InforceError, ErrorGroup: one line for each thing that stops the run; docs/errors.md lists them.
    """
    vocabulary = book.library.vocabulary
    used = open_profile(profile, vocabulary) if profile is not None else None

    def rate(names: Sequence[str]) -> int:
        if used is None:
            return score(names, vocabulary)
        known = sum(fold(name) in used.known for name in names if fold(name))
        return known + (score(names, vocabulary) if used.rest == "synonyms" else 0)

    opened = open_source(
        source,
        rate,
        sheet=sheet or (used.sheet if used else None),
        delimiter=delimiter or (used.delimiter if used else None),
        encoding=encoding or (used.encoding if used else None),
    )
    mapping = make_mapping(opened.header, vocabulary, opened.where, profile=used, key=key, keep=keep, dates=dates)
    surveyed = survey(opened, mapping, vocabulary, tick)
    made = surveyed.mapping
    whole = Mapping(made.header, made.columns, made.unmapped, opened.settings, (*opened.notes, *made.notes), made.profile)
    return Roster(opened, whole, surveyed.ranged, surveyed.total, vocabulary)
