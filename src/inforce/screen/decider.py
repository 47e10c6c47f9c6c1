"""A decider: the kernel's answer to a pattern, worked out on one person who has it; here, or in another process.

It holds all that decisions need (facts, constraints, the questions' formulas, the day, the readings) and nothing of the table, so
that it can be sent to other processes as it is.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from inforce.kernel.theory import Constraint, Theory
from inforce.language.error import TooHard
from inforce.language.fact import Value, Vocabulary
from inforce.language.formula import Formula
from inforce.rulebook.determination import Person, decide, would
from inforce.rulebook.frame import OUTCOMES

CODES = {outcome: code for code, outcome in enumerate(OUTCOMES)}
NONE, TOO_HARD = len(OUTCOMES), len(OUTCOMES) + 1
"""Codes of no outcome (what the provision would do were it operative is not asked), and of a decision that was given up."""
Why = tuple[tuple[str, ...], tuple[str, ...]]
"""What an answer depends on, and what would settle it."""
Found = tuple[int, Why]
NO_REASON: Why = ((), ())
Task = tuple[int, date, str, str, Mapping[str, Value]]
"""The row that has the pattern, the day it is asked about, the question's name and kind, and what is known of the person."""
PEOPLE = 512
"""How many people are kept at a time, worked out and ready to be asked."""


@dataclass
class Decider:
    """Decides patterns of the questions of one day, or of days that have the same questions.

    Args:
        questions: the formulas of each question, by kind (`outcome`, `if_operative`) and name.
        reasons: whether to work out what an open answer depends on.
    """

    vocabulary: Vocabulary
    constraints: tuple[Constraint, ...]
    readings: Mapping[str, bool]
    questions: Mapping[str, Mapping[str, Mapping[str, Formula]]]
    reasons: bool
    table: int = 0
    """How many tables it has turned to: rows are told apart by their places, which another table has too."""
    _people: OrderedDict[int, Person] = field(default_factory=OrderedDict, repr=False)
    _theory: Theory | None = field(default=None, repr=False)

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_people": OrderedDict(), "_theory": None}

    def forget(self) -> None:
        """Turn to the rows of another table."""
        self.table += 1
        self._people.clear()

    def _formulas(self) -> list[Formula]:
        return [formula for asked in self.questions.values() for formulas in asked.values() for formula in formulas.values()]

    def _person(self, row: int, on: date, values: Mapping[str, Value]) -> Person:
        found = self._people.get(row)
        if found is None:
            if self._theory is None:
                self._theory = Theory(self.vocabulary, self.constraints)
            form = self._theory.form(on.toordinal(), self._formulas)
            found = self._people[row] = Person(self._theory, values, on, self.readings, form)
            if len(self._people) > PEOPLE:
                self._people.popitem(last=False)
        return found

    def decide(self, task: Task) -> Found:
        """The code of the outcome, with its reasons where it depends and reasons are asked for."""
        row, on, name, kind, values = task
        formulas = self.questions[kind][name]
        try:
            person = self._person(row, on, values)
            if kind == "if_operative":
                outcome = would(formulas, person)
                return (NONE if outcome is None else CODES[outcome], NO_REASON)
            outcome = decide(formulas, person)
            if outcome != "depends" or not self.reasons:
                return (CODES[outcome], NO_REASON)
            return (CODES[outcome], (person.turning.depends_on(formulas), person.turning.settling(formulas)))
        except TooHard:
            return (TOO_HARD, NO_REASON)
