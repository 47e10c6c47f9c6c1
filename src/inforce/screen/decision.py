"""Decisions: the kernel's answer for each pattern, worked out once on a row that has it and remembered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

from inforce.kernel.error import TooHard
from inforce.rulebook.determination import Determiner, Person, decide
from inforce.rulebook.frame import OUTCOMES
from inforce.screen.pattern import Question, View, keys
from inforce.screen.state import Ends

if TYPE_CHECKING:
    from inforce.screen.engine import Screener

Key = tuple[tuple[str, int], ...]
Answer = tuple[int, int]
"""The code of an outcome, and the number of its reasons."""
CODES = {outcome: code for code, outcome in enumerate(OUTCOMES)}
NONE, TOO_HARD = len(OUTCOMES), len(OUTCOMES) + 1
PEOPLE = 4096
"""How many people are kept at a time, worked out and ready to be asked."""


class Decisions:
    """What was decided so far, by question and pattern."""

    def __init__(self, screener: Screener) -> None:
        self.screener = screener
        self.made = 0
        """How many patterns the kernel has decided."""
        self._table = pl.DataFrame()
        self._answers: dict[tuple[str, str], dict[Key, Answer]] = {}
        self._reasons: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {((), ()): 0}
        self._people: OrderedDict[int, Determiner] = OrderedDict()

    def look_at(self, table: pl.DataFrame) -> None:
        """Turn to the rows of another table."""
        self._table = table
        self._people.clear()

    def decide(self, question: Question, view: View, where: pl.Series, blank: Mapping[str, Ends]) -> tuple[pl.Series, pl.Series]:
        """The codes and the numbers of reasons of the rows named, in their order."""
        memo = self._answers.setdefault((question.name, question.kind), {})
        table = keys(question, view, where, blank)
        names = table.columns
        grouped = table.with_columns(pl.Series("row", where.arg_true())).with_row_index("place").group_by(names, maintain_order=True)
        groups = grouped.agg(pl.col("row").first(), pl.col("place"))
        answers: list[Answer] = []
        for row, *key in groups.select("row", *names).iter_rows():
            told = tuple((name, value) for name, value in zip(names, key, strict=True) if value)
            answer = memo.get(told)
            if answer is None:
                answer = memo[told] = self._decide(question, row)
            answers.append(answer)
        found = groups.select(
            "place", pl.Series("code", [code for code, _ in answers], dtype=pl.UInt8), pl.Series("why", [why for _, why in answers], dtype=pl.UInt32)
        )
        spread = found.explode("place").sort("place")
        return spread["code"], spread["why"]

    def person(self, row: int) -> Determiner:
        """The kernel's view of one row."""
        found = self._people.get(row)
        if found is None:
            screener = self.screener
            values = screener.values(self._table.row(row, named=True))
            person = Person(screener.book.library.theory, values, screener.on, screener.readings)
            found = self._people[row] = Determiner(screener.frame, person, values)
            if len(self._people) > PEOPLE:
                self._people.popitem(last=False)
        return found

    def _decide(self, question: Question, row: int) -> Answer:
        self.made += 1
        determiner = self.person(row)
        try:
            if question.kind == "if_operative":
                outcome = determiner._if_operative(question.name)
                return (NONE if outcome is None else CODES[outcome], 0)
            outcomes = self.screener.frame.core(question.name)
            outcome = decide(outcomes, determiner.person)
            if outcome != "depends" or not self.screener.reasons:
                return (CODES[outcome], 0)
            turning = determiner._turning(outcomes)
            why = (turning.depends_on(), turning.settling())
        except TooHard:
            return (TOO_HARD, 0)
        finally:
            determiner._turnings.clear()  # the diagrams of a row are large, and no other pattern uses them
        return (CODES[outcome], self._reasons.setdefault(why, len(self._reasons)))

    def reasons(self, numbers: pl.Series) -> dict[str, pl.Series]:
        """What the answers of rows depend on and what would settle them, by the numbers of their reasons."""
        depends_on = pl.Series([list(facts) for facts, _ in self._reasons], dtype=pl.List(pl.String))
        settling = pl.Series([list(facts) for _, facts in self._reasons], dtype=pl.List(pl.String))
        return {"depends_on": depends_on.gather(numbers), "settling": settling.gather(numbers)}
