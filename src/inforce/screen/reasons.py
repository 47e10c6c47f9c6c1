"""Reasons: in a word why an outcome is what it is, for every row.

| reason | outcome | says |
|---|---|---|
| `fits` | `reached` | the text fits, the provision is in force, nothing shields |
| `shielded` | `exempt` | the text fits and a shield spares the person |
| `on_hold` | `suspended` | the text fits, a court or the agency holds the provision |
| `announced` | `pending` | the text fits, the provision waits |
| `not_in_force` | `no` | the provision is in force nowhere on that day, nor announced or on hold |
| `does_not_fit` | `no` | the text does not fit the person |
| `does_not_fit_here` | `no` | the text does not fit, or the provision is not in force for that place or class |
| `unknown: FACTS` | `depends` | a smallest set of facts that would settle the answer |
| `unknown` | `depends` | facts not given would settle the answer; which, was not asked |
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from inforce.language.formula import FALSE
from inforce.rulebook.book import Book
from inforce.screen.question import Question

OF_OUTCOME = {"reached": "fits", "exempt": "shielded", "suspended": "on_hold", "pending": "announced"}
NOT = ("not_in_force", "does_not_fit", "does_not_fit_here")
OWN_DAY = "_on"
"""The service column that holds a row's own day."""


class Reasons:
    """Says why, for the provisions of a question."""

    def __init__(self, book: Book, asked: Question) -> None:
        self.book = book
        self.asked = asked
        self._seen: dict[tuple[date, str], str] = {}

    def why_not(self, name: str, day: date) -> str:
        """Why a provision does not reach somebody on a day, as far as the day tells."""
        found = self._seen.get((day, name))
        if found is None:
            found = self._seen[day, name] = self._why_not(name, day)
        return found

    def _why_not(self, name: str, day: date) -> str:
        frame = self.book.frame(day, self.asked.known_on)
        parts = (name, *self.book.library.provisions[name].parts)
        statuses = [frame.partition(part) for part in parts]
        if all(status[word] is FALSE for status in statuses for word in ("operative", "suspended", "announced")):
            return "not_in_force"
        if all(status[word] is FALSE for status in statuses for word in ("not_yet", "ended")):
            return "does_not_fit"
        return "does_not_fit_here"

    def of(self, name: str, table: pl.DataFrame) -> pl.Expr:
        """The reason for every row of a table of answers."""
        told = pl.col(name).cast(pl.String).replace_strict(OF_OUTCOME, default=None, return_dtype=pl.String)
        if f"{name}|settling" in table.columns:
            facts = pl.lit("unknown: ") + pl.col(f"{name}|settling").list.join(", ")
        else:
            facts = pl.lit("unknown")
        told = pl.when(pl.col(name) == "depends").then(facts).otherwise(told)
        return pl.when(pl.col(name) == "no").then(self._no(name, table)).otherwise(told)

    def _no(self, name: str, table: pl.DataFrame) -> pl.Expr:
        if OWN_DAY not in table.columns:
            return pl.lit(self.why_not(name, self.asked.on))
        days: Sequence[date] = table[OWN_DAY].fill_null(self.asked.on).unique().to_list()
        # rows of another branch are null to this one, and so of a day that no row may have: hence the default
        return pl.col(OWN_DAY).fill_null(self.asked.on).replace_strict(days, [self.why_not(name, day) for day in days], default=None, return_dtype=pl.String)
