"""Decisions: the kernel's answer for each pattern, worked out once on a row that has it and remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from inforce.language.fact import Value
from inforce.screen.crew import CREW
from inforce.screen.decider import NO_REASON, Decider, Task, Why
from inforce.screen.pattern import Question, View, keys
from inforce.screen.state import Ends

if TYPE_CHECKING:
    from inforce.screen.engine import Screener

Key = tuple[tuple[str, int], ...]
Answer = tuple[int, int]
"""The code of an outcome, and the number of its reasons."""


@dataclass(frozen=True)
class _Groups:
    """The rows of one question by their patterns: the first row of each, its key, and the places of all."""

    rows: list[int]
    told: list[Key]
    places: pl.Series

    @classmethod
    def of(cls, table: pl.DataFrame, where: pl.Series) -> _Groups:
        names = table.columns
        grouped = table.with_columns(pl.Series("row", where.arg_true())).with_row_index("place").group_by(names, maintain_order=True)
        groups = grouped.agg(pl.col("row").first(), pl.col("place"))
        told = [tuple((name, value) for name, value in zip(names, key, strict=True) if value) for key in groups.select(names).iter_rows()]
        return cls(groups["row"].to_list(), told, groups["place"])

    def spread(self, answers: Sequence[Answer]) -> tuple[pl.Series, pl.Series]:
        """The answers of patterns as codes and numbers of reasons, row by row."""
        code, why = pl.Series("code", [code for code, _ in answers], dtype=pl.UInt8), pl.Series("why", [why for _, why in answers], dtype=pl.UInt32)
        found = pl.DataFrame([self.places, code, why]).explode("place").sort("place")
        return found["code"], found["why"]


class Decisions:
    """What was decided so far, by question and pattern."""

    def __init__(self, screener: Screener) -> None:
        self.screener = screener
        self.made = 0
        """How many patterns the kernel has decided."""
        theory = screener.book.library.theory
        questions = {"outcome": screener.outcomes, "if_operative": screener.if_operative}
        self._decider = Decider(theory.vocabulary, theory.constraints, screener.readings, questions, screener.reasons)
        self._table = pl.DataFrame()
        self._answers: dict[tuple[str, str], dict[Key, Answer]] = {}
        self._reasons: dict[Why, int] = {NO_REASON: 0}
        self._told: tuple[int, pl.Series, pl.Series] | None = None
        self._values: dict[int, dict[str, Value]] = {}

    def look_at(self, table: pl.DataFrame) -> None:
        """Turn to the rows of another table."""
        self._table = table
        self._values.clear()
        self._decider.forget()

    def decide(self, left: Mapping[Question, pl.Series], view: View, blank: Mapping[str, Ends]) -> dict[Question, tuple[pl.Series, pl.Series]]:
        """For every question the codes and the numbers of reasons of the rows left, in their order.

        All questions' patterns are decided together, row by row, so that a person is worked out once.
        """
        tables = {question: _Groups.of(keys(question, view, where, blank), where) for question, where in left.items()}
        new: dict[tuple[Question, Key], int] = {}
        for question, groups in tables.items():
            memo = self._answers.setdefault((question.name, question.kind), {})
            new |= {(question, key): row for key, row in zip(groups.told, groups.rows, strict=True) if key not in memo}
        days = {row: self.day(row) for row in new.values()}  # each day has clauses of its own
        order = sorted(new, key=lambda pair: (days[new[pair]], new[pair]))
        tasks: list[Task] = [(new[pair], days[new[pair]], pair[0].name, pair[0].kind, self.values(new[pair])) for pair in order]
        self.made += len(tasks)
        for (question, key), (code, why) in zip(order, CREW.decide(self._decider, tasks), strict=True):
            self._answers[question.name, question.kind][key] = (code, self._reasons.setdefault(why, len(self._reasons)))
        return {question: groups.spread([self._answers[question.name, question.kind][key] for key in groups.told]) for question, groups in tables.items()}

    def day(self, row: int) -> date:
        """The day that one row is asked about."""
        return self.screener.day(self._table.row(row, named=True))

    def values(self, row: int) -> dict[str, Value]:
        """One row's facts as the kernel knows them."""
        found = self._values.get(row)
        if found is None:
            found = self._values[row] = self.screener.values(self._table.row(row, named=True))
        return found

    def reasons(self, numbers: pl.Series) -> dict[str, pl.Series]:
        """What the answers of rows depend on and what would settle them, by the numbers of their reasons."""
        if self._told is None or self._told[0] != len(self._reasons):
            depends_on = pl.Series([list(facts) for facts, _ in self._reasons], dtype=pl.List(pl.String))
            settling = pl.Series([list(facts) for _, facts in self._reasons], dtype=pl.List(pl.String))
            self._told = (len(self._reasons), depends_on, settling)
        return {"depends_on": self._told[1].gather(numbers), "settling": self._told[2].gather(numbers)}
