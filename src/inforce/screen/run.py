"""One run: a roster in, results and quarantine out, nothing lost, everything whole or nothing at all."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import polars as pl

from inforce.kernel.error import InforceError, Where
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
from inforce.screen.whole import whole_folder
from inforce.screen.writers import FORMATS, WRITERS, Writer

REPORT, PROFILE = "report.html", "profile.yaml"
FILES = frozenset({*(f"results.{kind}" for kind in FORMATS), "quarantine.csv", "quarantine.xlsx", REPORT, PROFILE})
"""Every name that a run writes into its folder."""


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


Finish = Callable[[Screened, Path], None]
"""Writes what else belongs to the run into its folder, before the folder takes its name."""


def run(
    book: Book,
    roster: Roster,
    asked: Question,
    folder: Path,
    finish: Finish,
    calls: Calls,
    *,
    keep: Sequence[str] = (),
    format: str = "parquet",
    engine_name: str = "polars",
    force: bool = False,
    progress: Seen = silent,
) -> Screened:
    """Answer every row of a roster and write the results.

    Args:
        folder: where the files appear, whole, when everything is done.
        keep: the columns of the source that stand beside each row's answers.
        format: of the results: `parquet`, `csv` or `xlsx`; the quarantine is Excel beside Excel, else CSV.
    Raises:
        InforceError: `output-exists`, `no-output`, `unknown-engine`, `no-engine`, what the roster raises;
            `internal` where a row would be lost.
    """
    answer = engine(engine_name)
    with whole_folder(folder, ours=FILES, force=force) as made:
        quality = Quality(book.library.vocabulary, roster.facts)
        waiting: deque[Batch] = deque()
        account = Account()
        layout: Layout | None = None
        tally: Tally | None = None
        with ExitStack() as stack:
            results: Writer = stack.enter_context(WRITERS[format](made / f"results.{format}"))
            apart = "xlsx" if format == "xlsx" else "csv"
            refused: Writer = stack.enter_context(WRITERS[apart](made / f"quarantine.{apart}"))
            progress(0)
            for found in answer(book, asked, _tables(roster, waiting, asked)):
                batch = waiting.popleft()
                if layout is None or tally is None:
                    layout = Layout(book, asked, _names_kept(keep, batch.table), "_sheet" in batch.table.columns)
                    tally = Tally(layout)
                refusals = gathered([*batch.quarantine, *with_cells(found.refused, batch.table)])
                account.see(_numbers(found), (one.row for one in refusals))
                table = layout.arrange(found.now, found.other)
                results.write(table)
                refused.write(quarantine_table(refusals))
                tally.see(table)
                calls.see(found.now)
                quality.see(batch.table.filter(pl.col("_row").is_in(found.now["_row"].implode())) if found.refused else batch.table, refusals)
                progress(account.rows)
            if layout is None or tally is None:
                layout = Layout(book, asked, tuple(keep))
                tally = Tally(layout)
                results.write(layout.empty())
                refused.write(pl.DataFrame(schema=SCHEMA))
        account.close(total=roster.total, results=_count(results), quarantined=_count(refused))
        done = Screened(asked, quality, tally, calls)
        finish(done, made)
    return done


def _tables(roster: Roster, waiting: deque[Batch], asked: Question) -> Iterable[pl.DataFrame]:
    """The tables of the batches; a batch waits for its answers."""
    for batch in roster.batches():
        if asked.compared is not None and OWN_DAY in batch.table.columns:
            raise InforceError("bad-use", "rows that carry their own day cannot be compared with another", where=Where("--compare"), help="leave --compare out")
        waiting.append(batch)
        yield batch.table


def _numbers(found: Answered) -> pl.Series:
    """The numbers of the rows that have an answer; on both days they are the same."""
    numbers = found.now["_row"]
    if found.other is not None and not found.other["_row"].equals(numbers):
        raise InforceError("internal", "the two days answer different rows", help="nothing was written; please report this line")
    return numbers


def _names_kept(keep: Sequence[str], table: pl.DataFrame) -> tuple[str, ...]:
    """The kept columns, in the order asked for; without a request, whatever the roster keeps."""
    held = [name.removeprefix(KEEP) for name in table.columns if name.startswith(KEEP)]
    return tuple(name for name in keep if name in held) or tuple(held)


def _count(writer: Writer) -> int:
    """How many rows a file holds, by reading it again where that is cheap."""
    if writer.suffix == "parquet":
        return int(pl.scan_parquet(writer.path).select(pl.len()).collect().item())
    if writer.suffix == "csv":
        return int(pl.scan_csv(writer.path, infer_schema=False).select(pl.len()).collect().item())
    return writer.rows
