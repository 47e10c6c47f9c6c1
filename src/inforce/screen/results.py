"""Results: one row a case in the order given, and their layout.

| column | holds |
|---|---|
| `line` | the line or sheet row in the source; empty for tables from Python |
| `sheet` | the sheet, where the roster has several |
| `key` | the caller's key |
| *kept* | the columns asked for with `--keep`, under their own names |
| `on`, `compared_with` | the day asked about; the other day |
| `horizon`, `past_horizon` | the earliest day through which the acts of the provisions asked were verified; whether `on` lies past it |
| `rulebook` | the version of the rulebook |
| PROVISION | the outcome |
| PROVISION`\\|if_operative` | the outcome were it in force, where it is announced or on hold |
| PROVISION`\\|depends_on` | the facts the outcome depends on |
| PROVISION`\\|reason` | why, in a word (`reasons.py`) |
| PROVISION`\\|compared` | the outcome on the other day |
| PROVISION`\\|change` | what the days between them did, told from the earlier to the later |

Rows are people, columns as above, provisions in syllabus order. Lists stand as lists in Parquet, joined with `; ` elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from inforce.rulebook.book import Book
from inforce.rulebook.library import Library
from inforce.screen.change import OUTCOME, change
from inforce.screen.quarantine import KEEP
from inforce.screen.question import Question
from inforce.screen.reasons import OWN_DAY, Reasons

OWN = ("line", "sheet", "key", "on", "compared_with", "horizon", "past_horizon", "rulebook")
"""The names of columns before those of provisions; a kept column of the same name keeps its mark, as in `keep:on`."""
LISTS = pl.List(pl.String)


@dataclass(frozen=True)
class Layout:
    """The columns of the results of one run."""

    book: Book
    question: Question
    kept: tuple[str, ...] = ()
    with_sheet: bool = False

    @property
    def library(self) -> Library:
        """The rulebook that answers."""
        return self.book.library

    @cached_property
    def reasons(self) -> Reasons:
        """What says why."""
        return Reasons(self.book, self.question)

    @property
    def horizon(self) -> date:
        """The earliest day through which acts of the provisions asked were verified."""
        return min(self.library.provisions[name].horizon for name in self.question.provisions)

    def name_kept(self, name: str) -> str:
        """The results' name for a kept column."""
        return KEEP + name if name in OWN or name.split("|", maxsplit=1)[0] in self.library.provisions else name

    def head(self, columns: Collection[str]) -> list[pl.Expr]:
        """What stands before the provisions."""
        asked = self.question
        on = pl.coalesce(pl.col(OWN_DAY), pl.lit(asked.on, pl.Date)) if OWN_DAY in columns else pl.lit(asked.on, pl.Date)
        found = [_or_null("_line", columns, pl.Int64).alias("line")]
        if self.with_sheet:
            found.append(_or_null("_sheet", columns, pl.String).alias("sheet"))
        found.append(_or_null("_key", columns, pl.String).alias("key"))
        found += [_or_null(KEEP + name, columns, None).alias(self.name_kept(name)) for name in self.kept]
        found.append(on.alias("on"))
        if asked.compared is not None:
            found.append(pl.lit(asked.compared, pl.Date).alias("compared_with"))
        return [*found, pl.lit(self.horizon, pl.Date).alias("horizon"), (on > self.horizon).alias("past_horizon"), pl.lit(self.library.version).alias("rulebook")]

    def arrange(self, now: pl.DataFrame, other: pl.DataFrame | None = None) -> pl.DataFrame:
        """The rows as they are written, from the answers of the day asked about and of the other day, row beside row."""
        if other is not None:
            now = now.hstack(other.select(pl.col(name).cast(OUTCOME).alias(f"{name}|compared") for name in self.question.provisions))
        columns = now.columns
        body: list[pl.Expr] = []
        for name in self.question.provisions:
            body.append(pl.col(name).cast(OUTCOME))
            body.append(_or_null(f"{name}|if_operative", columns, OUTCOME))
            body.append(_or_null(f"{name}|depends_on", columns, LISTS))
            body.append(self.reasons.of(name, now).alias(f"{name}|reason"))
            if other is not None:
                body.append(pl.col(f"{name}|compared"))
                body.append(self.change(name).alias(f"{name}|change"))
        return now.select([*self.head(columns), *body])

    def change(self, name: str) -> pl.Expr:
        """The kind of change of a provision, from the earlier day to the later one."""
        now, other = pl.col(name).cast(OUTCOME), pl.col(f"{name}|compared")
        was, then = (other, now) if self.question.compared == self.question.first else (now, other)
        return change(self.library.provisions[name].bearing, was, then)

    def empty(self) -> pl.DataFrame:
        """The results of a roster without rows."""
        names: Sequence[str] = self.question.provisions
        now = pl.DataFrame(schema={KEEP + name: pl.String for name in self.kept} | dict.fromkeys(names, OUTCOME))
        return self.arrange(now, now if self.question.compared is not None else None)


def _or_null(name: str, columns: Collection[str], dtype: pl.DataType | type[pl.DataType] | None) -> pl.Expr:
    """A column in its type, or nulls where there is none."""
    found = pl.col(name) if name in columns else pl.lit(None).alias(name)
    return found.cast(dtype) if dtype is not None else found if name in columns else found.cast(pl.String)

