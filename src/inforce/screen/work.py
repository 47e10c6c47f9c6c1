"""The work of a run: the batches of a roster answered one after the other, counted, and accounted for."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from inforce.language.error import InforceError, Where
from inforce.rulebook.book import Book
from inforce.screen.account import Account
from inforce.screen.callist import Call
from inforce.screen.engines import Answered, engine
from inforce.screen.progress import Seen, silent
from inforce.screen.quality import Quality
from inforce.screen.quarantine import KEEP, SCHEMA, Refusal, gathered, quarantine_table, with_cells
from inforce.screen.question import Question
from inforce.screen.reasons import OWN_DAY
from inforce.screen.results import Layout
from inforce.screen.tally import Tally


class Batch(Protocol):
    """Some rows of a roster: those that could be read, and why the others could not."""

    @property
    def table(self) -> pl.DataFrame: ...
    @property
    def quarantine(self) -> Sequence[Refusal]: ...


class Roster(Protocol):
    """An opened roster."""

    @property
    def facts(self) -> Sequence[str]: ...
    @property
    def total(self) -> int | None: ...
    def batches(self) -> Iterable[Batch]: ...


class Calls(Protocol):
    """What to ask next, counted batch by batch."""

    @property
    def open_cases(self) -> int: ...
    def see(self, answers: pl.DataFrame) -> None: ...
    def order(self) -> Sequence[Call]: ...


@dataclass(frozen=True)
class Screened:
    """What one run found: the counts that its report tells."""

    question: Question
    quality: Quality
    tally: Tally
    calls: Calls

    @property
    def rows(self) -> int:
        """Rows in."""
        return self.quality.rows

    @property
    def quarantined(self) -> int:
        """Rows without an answer."""
        return self.quality.refused_rows


class Work:
    """Answers a roster; what it gives is in the order of the roster, and nothing is lost.

    Args:
        keep: the columns of the source that stand beside each row's answers; by default those that the roster keeps.
    """

    def __init__(self, book: Book, roster: Roster, asked: Question, calls: Calls, *, keep: Sequence[str] = (), engine_name: str = "polars", progress: Seen = silent) -> None:
        self.book = book
        self.roster = roster
        self.asked = asked
        self.calls = calls
        self.keep = tuple(keep)
        self.answer = engine(engine_name)
        self.progress = progress
        self.account = Account()
        self.quality = Quality(book.library.vocabulary, roster.facts)
        self.tally = Tally(Layout(book, asked, self.keep))
        self._waiting: deque[Batch] = deque()

    @property
    def done(self) -> Screened:
        """What was counted so far."""
        return Screened(self.asked, self.quality, self.tally, self.calls)

    def batches(self) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
        """Results and quarantine, batch by batch; one batch without rows for a roster without any.

        Raises:
            InforceError: what the roster and the engine raise; `internal` where a row would be lost.
        """
        self.progress(0)
        layout: Layout | None = None
        for found in self.answer(self.book, self.asked, self._tables()):
            batch = self._waiting.popleft()
            if layout is None:
                layout = Layout(self.book, self.asked, self._kept(batch.table), "_sheet" in batch.table.columns)
                self.tally = Tally(layout)
            yield self._take(batch, found, layout)
            self.progress(self.account.rows)
        if layout is None:
            yield self.tally.layout.empty(), pl.DataFrame(schema=SCHEMA)

    def _take(self, batch: Batch, found: Answered, layout: Layout) -> tuple[pl.DataFrame, pl.DataFrame]:
        refusals = gathered([*batch.quarantine, *with_cells(found.refused, batch.table)])
        self.account.see(_numbers(found), (one.row for one in refusals))
        table = layout.arrange(found.now, found.other)
        self.tally.see(table)
        self.calls.see(found.now)
        answered = batch.table.filter(pl.col("_row").is_in(found.now["_row"].implode())) if found.refused else batch.table
        self.quality.see(answered, refusals)
        return table, quarantine_table(refusals)

    def _tables(self) -> Iterator[pl.DataFrame]:
        """The tables of the batches; a batch waits for its answers."""
        for batch in self.roster.batches():
            if self.asked.compared is not None and OWN_DAY in batch.table.columns:
                raise InforceError("bad-use", "rows that carry their own day cannot be compared with another", where=Where("--compare"), help="leave --compare out")
            self._waiting.append(batch)
            yield batch.table

    def _kept(self, table: pl.DataFrame) -> tuple[str, ...]:
        """The kept columns, in the order asked for; without a request, whatever the roster keeps."""
        held = [name.removeprefix(KEEP) for name in table.columns if name.startswith(KEEP)]
        return tuple(name for name in self.keep if name in held) or tuple(held)


def _numbers(found: Answered) -> pl.Series:
    """The numbers of the rows that have an answer; on both days they are the same."""
    numbers = found.now["_row"]
    if found.other is not None and not found.other["_row"].equals(numbers):
        raise InforceError("internal", "the two days answer different rows", help="nothing was written; please report this line")
    return numbers
