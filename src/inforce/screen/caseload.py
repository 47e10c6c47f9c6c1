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

from inforce.backends.whole import PRIVATE, not_written, put_whole
from inforce.kernel.error import InforceError, Where, nearest
from inforce.rulebook.book import Book, Day
from inforce.screen.callist import CallList
from inforce.screen.engines import engine as engine_of
from inforce.screen.progress import Seen, silent
from inforce.screen.question import Question, question
from inforce.screen.report.html import to_html
from inforce.screen.report.summary import Summary, summarize
from inforce.screen.roster import Roster, open_roster
from inforce.screen.run import FILES, PROFILE, REPORT, Screened, run
from inforce.screen.whole import check_free
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
        show_small: whether the report shows counts from 1 to 4.
        force: whether the folder of an earlier run is replaced.
        opened: is given the opened roster and gives what is told how many rows were read.
    Raises:
        ErrorGroup, InforceError: bad input, with its place; see docs/errors.md. Nothing is written then.
    """
    asked = question(book, on=on, compared=compared, known_on=known_on, state=state, readings=readings, provisions=provisions)
    target = Path(folder)
    check_free(Path(os.path.realpath(target)), ours=FILES, force=force)
    kind = _format(format, source)
    engine_of(engine)
    roster = open_roster(source, book=book, profile=profile, key=key, keep=tuple(keep), sheet=sheet, dates=dates)
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

    progress = opened(roster) if opened is not None else silent
    run(book, roster, asked, target, finish, CallList(asked.provisions), keep=keep, format=kind, engine_name=engine, force=force, progress=progress)
    apart = "xlsx" if kind == "xlsx" else "csv"
    return Caseload(target, asked, made[0], roster, {"results": f"results.{kind}", "quarantine": f"quarantine.{apart}", "report": REPORT, "profile": PROFILE})


def _format(word: str | None, source: Any) -> str:
    """The format of the results."""
    if word is None:
        return OF_SUFFIX.get(Path(source).suffix.lower(), "parquet") if isinstance(source, (str, os.PathLike)) else "parquet"
    if word not in FORMATS:
        raise InforceError("bad-use", f"unknown format `{word[:20]}`", where=Where("--format"), help=nearest(word, FORMATS) or "formats: " + ", ".join(FORMATS))
    return word
