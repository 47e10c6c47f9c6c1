"""A caseload screened, from one call: open the roster, answer every row, write results, quarantine, report and profile.

    from inforce.screen.caseload import screen
    done = screen(inforce.load(), "roster.csv", "out", on="2017-02-22", compared="2017-02-19")
    done.rows, done.quarantined

The same function stands behind `inforce screen`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from inforce.backends.whole import PRIVATE, not_written, put_whole
from inforce.language.error import InforceError, Where, nearest
from inforce.rulebook.book import Book, Day
from inforce.screen.callist import CallList
from inforce.screen.engines import engine as engine_of
from inforce.screen.progress import Seen, silent
from inforce.screen.question import Question, question
from inforce.screen.report.html import to_html
from inforce.screen.report.summary import Summary, summarize
from inforce.screen.roster import Roster, open_roster
from inforce.screen.run import FILES, PROFILE, REPORT, beside, run
from inforce.screen.whole import check_free
from inforce.screen.work import Screened, Work
from inforce.screen.writers import FORMATS

OF_SUFFIX = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".xlsx": "xlsx", ".xls": "xlsx", ".xlsm": "xlsx", ".ods": "xlsx"}
"""The format of the results, by that of the roster; Parquet for all others and for tables."""


@dataclass(frozen=True)
class Caseload:
    """A caseload screened: what was counted, and where the files lie."""

    folder: Path
    question: Question
    summary: Summary
    roster: Roster
    files: Mapping[str, str]
    """The names of the files: `results`, `quarantine`, `report`, `profile`."""

    @property
    def rows(self) -> int:
        """Rows in."""
        return self.summary.rows

    @property
    def quarantined(self) -> int:
        """Rows without an answer."""
        return self.summary.quarantined


def screen(
    book: Book,
    source: Any,
    folder: Path | str,
    *,
    on: Day | None = None,
    compared: Day | None = None,
    known_on: Day | None = None,
    state: str | None = None,
    readings: Mapping[str, str] | None = None,
    provisions: Iterable[str] | None = None,
    profile: Path | str | None = None,
    save_profile: Path | str | None = None,
    key: str | None = None,
    keep: Sequence[str] = (),
    sheet: str | None = None,
    dates: Mapping[str, str] | None = None,
    format: str | None = None,
    engine: str = "polars",
    reasons: bool = True,
    lang: str = "en",
    show_small: bool = False,
    force: bool = False,
    opened: Callable[[Roster], Seen] | None = None,
) -> Caseload:
    """Screen a roster and write everything into a new folder, whole or not at all.

    Args:
        source: a file (CSV, Excel, Parquet, Arrow), or a Polars, pandas or Arrow table.
        on: the day asked about; `compared` another day, whose answers stand beside it.
        provisions: ids and families; all of the syllabus by default.
        keep: columns copied into the results and told apart in the report.
        dates: the order of day and month for columns that read both ways, as `{"DOB": "day/month/year"}`.
        format: of the results; by default the roster's own.
        reasons: whether to work out on which facts open answers depend, and so what to ask next; outcomes alone are much faster.
        show_small: whether the report shows counts from 1 to 4.
        force: whether the folder of an earlier run is replaced.
        opened: is given the opened roster and gives what is told how many rows were read.
    Raises:
        ErrorGroup, InforceError: bad input, with its place; see docs/errors.md. Nothing is written then.
    """
    target = Path(folder)
    check_free(Path(os.path.realpath(target)), ours=FILES, force=force)
    kind = _format(format, source)
    asked = question(book, on=on, compared=compared, known_on=known_on, state=state, readings=readings, provisions=provisions, reasons=reasons)
    engine_of(engine)
    roster = open_roster(source, book=book, profile=profile, key=key, keep=tuple(keep), sheet=sheet, dates=dates)
    progress = opened(roster) if opened is not None else silent
    work = Work(book, roster, asked, CallList(asked.provisions), keep=keep, engine_name=engine, progress=progress)
    made: list[Summary] = []

    def finish(done: Screened, place: Path) -> None:
        made.append(summarize(book.library, done, show_small=show_small))
        text = roster.mapping.to_yaml()
        try:
            (place / REPORT).write_text(to_html(made[0], lang), encoding="utf-8", newline="\n")
            (place / PROFILE).write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise not_written(target, error, "folder") from None
        if save_profile is not None:
            put_whole(Path(save_profile), text, mode=PRIVATE)

    run(work, target, finish, format=kind, force=force)
    names = {"results": f"results.{kind}", "quarantine": f"quarantine.{beside(kind)}", "report": REPORT, "profile": PROFILE}
    return Caseload(target, asked, made[0], roster, names)


@dataclass(frozen=True)
class Answers:
    """A caseload answered in memory."""

    results: pl.DataFrame
    quarantine: pl.DataFrame
    summary: Summary


def answer(
    book: Book,
    source: Any,
    *,
    on: Day | None = None,
    compared: Day | None = None,
    known_on: Day | None = None,
    state: str | None = None,
    readings: Mapping[str, str] | None = None,
    provisions: Iterable[str] | None = None,
    profile: Path | str | None = None,
    key: str | None = None,
    keep: Sequence[str] = (),
    sheet: str | None = None,
    dates: Mapping[str, str] | None = None,
    engine: str = "polars",
    reasons: bool = True,
    show_small: bool = False,
) -> Answers:
    """Screen a roster that fits in memory and write nothing; `book.screen` is the same.

    Shapes: `results` has a row for each case with an answer and the columns of `screen/results.py`, `quarantine` one for each of
    the others.

    Raises:
        ErrorGroup, InforceError: as `screen`.
    """
    asked = question(book, on=on, compared=compared, known_on=known_on, state=state, readings=readings, provisions=provisions, reasons=reasons)
    roster = open_roster(source, book=book, profile=profile, key=key, keep=tuple(keep), sheet=sheet, dates=dates)
    work = Work(book, roster, asked, CallList(asked.provisions), keep=keep, engine_name=engine)
    results, apart = zip(*work.batches(), strict=True)
    tables = pl.concat(results), pl.concat(apart)
    work.account.close(total=roster.total, results=tables[0].height, quarantined=tables[1].height)
    return Answers(*tables, summarize(book.library, work.done, show_small=show_small))


def _format(word: str | None, source: Any) -> str:
    """The format of the results."""
    if word is None:
        return OF_SUFFIX.get(Path(source).suffix.lower(), "parquet") if isinstance(source, (str, os.PathLike)) else "parquet"
    if word not in FORMATS:
        raise InforceError("bad-use", f"unknown format `{word[:20]}`", where=Where("--format"), help=nearest(word, FORMATS) or "formats: " + ", ".join(FORMATS))
    return word
