"""Engines: who answers the tables of a roster. Each takes tables in order and gives their answers in the same order.

An engine is a function from a book, a question and tables in the canonical layout to answers. Another is added by its
name in `ENGINES`; what it needs is imported when it is first asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module

import polars as pl

from inforce.language.error import InforceError, nearest
from inforce.language.formula import Formula
from inforce.rulebook.book import Book
from inforce.screen.quarantine import Refusal
from inforce.screen.question import Question
from inforce.screen.reasons import OWN_DAY


@dataclass(frozen=True)
class Answered:
    """The answers of one table: the rows that have one, on the day asked about and on the other day, and those refused."""

    now: pl.DataFrame
    other: pl.DataFrame | None
    refused: tuple[Refusal, ...]


Engine = Callable[[Book, Question, Iterable[pl.DataFrame]], Iterator[Answered]]


def engine(name: str) -> Engine:
    """The engine of a name.

    Raises:
        InforceError: `unknown-engine`; `no-engine` where its extra is not installed.
    """
    if name not in ENGINES:
        raise InforceError("unknown-engine", f"unknown engine `{name[:40]}`", help=nearest(name, ENGINES) or "engines: " + ", ".join(ENGINES))
    return ENGINES[name]()


def _polars() -> Engine:
    return answer_tables


def _spark() -> Engine:
    try:
        module = import_module("inforce.screen.spark")
    except ImportError:
        raise InforceError("no-engine", "the engine `spark` is not installed", help="pip install 'inforce[spark]'; Java 17 or later is needed too") from None
    module.check_installed()
    found: Engine = module.answer_tables
    return found


ENGINES: dict[str, Callable[[], Engine]] = {"polars": _polars, "spark": _spark}


def answer_tables(book: Book, asked: Question, tables: Iterable[pl.DataFrame]) -> Iterator[Answered]:
    """The answers of the embedded engine, table by table."""
    days = Days(book, asked)
    for table in tables:
        yield days.answer(table)


class Days:
    """Asks about tables on the question's days, or each row on its own; a screener is made once for each day, or for all days with the same rules."""

    KEPT = 64
    """Screeners kept at a time."""

    def __init__(self, book: Book, asked: Question) -> None:
        self.book = book
        self.asked = asked
        self._screeners: dict[tuple[date, str | None, tuple[tuple[str, str], ...]], Screens] = {}
        self._spans: dict[int, date] = {}
        self._rules: dict[tuple[Formula, ...], date] = {}

    def answer(self, table: pl.DataFrame) -> Answered:
        """Both days' answers of the rows that contradict themselves on neither."""
        now, refused = self._on_own_days(table) if OWN_DAY in table.columns else self._on(self.asked.on, table, reasons=self.asked.reasons)
        if self.asked.compared is None:
            return Answered(now, None, refused)
        other, more = self._on(self.asked.compared, table, reasons=False)
        gone = {one.row for one in refused} | {one.row for one in more}
        if gone:
            now, other = (found.filter(~pl.col("_row").is_in(sorted(gone))) for found in (now, other))
        known = {(one.row, one.reason) for one in refused}
        return Answered(now, other, (*refused, *(one for one in more if (one.row, one.reason) not in known)))

    def _on_own_days(self, table: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Refusal, ...]]:
        """Each row on its own day: all rows at once whose days have the same rules."""
        table = table.with_columns(pl.col(OWN_DAY).fill_null(self.asked.on))
        days = table[OWN_DAY].unique().sort().to_list()
        first = table[OWN_DAY].replace_strict(days, [self._same_rules(day) for day in days], return_dtype=pl.Date)
        found = [self._on(day, table.filter(first == day), own_day=OWN_DAY, reasons=self.asked.reasons) for day in first.unique().sort()]
        if not found:
            return self._on(self.asked.on, table, reasons=self.asked.reasons)
        return pl.concat([rows for rows, _ in found]).sort("_row"), tuple(one for _, refused in found for one in refused)

    def _same_rules(self, day: date) -> date:
        """The first day met that has the same rules for the provisions asked about."""
        span = bisect_right(self.book.library.docket.days, day)
        if span not in self._spans:
            rules = self.book.frame(day, self.asked.known_on).rules(self.asked.provisions)
            self._spans[span] = self._rules.setdefault(rules, day)
        return self._spans[span]

    def _on(self, day: date, table: pl.DataFrame, *, own_day: str | None = None, reasons: bool) -> tuple[pl.DataFrame, tuple[Refusal, ...]]:
        shape = (day, own_day, tuple((name, str(dtype)) for name, dtype in table.schema.items()))
        screener = self._screeners.pop(shape, None) or self._make(day, table, own_day, reasons)
        self._screeners[shape] = screener  # the last asked stands last
        if len(self._screeners) > self.KEPT:
            del self._screeners[next(iter(self._screeners))]
        return screener(table)

    def _make(self, day: date, table: pl.DataFrame, own_day: str | None, reasons: bool) -> Screens:
        from inforce.screen.engine import Screener

        asked = self.asked
        made = Screener(
            self.book, table.schema, on=day, own_day=own_day, known_on=asked.known_on, provisions=asked.provisions, readings=asked.readings, state=asked.state, reasons=reasons
        )  # what the other day's answers depend on is not shown

        def screens(rows: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Refusal, ...]]:
            found = made.screen(rows)
            return found.results, tuple(found.contradictory)

        return screens


Screens = Callable[[pl.DataFrame], tuple[pl.DataFrame, tuple[Refusal, ...]]]
