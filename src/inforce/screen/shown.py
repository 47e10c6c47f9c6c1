"""Shown: the outcomes that witnesses show to be possible, question by question."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from inforce.backends.columns.kleene import Plane, both, either, every, invert, some, spread
from inforce.kernel.formula import Formula
from inforce.screen.pattern import Question, View
from inforce.screen.witness import Walk

if TYPE_CHECKING:
    from inforce.screen.engine import Screener

ROUNDS = 6
"""How often the walk turns to each fact at most."""
ENOUGH = 0.05
"""A round that proves a smaller share of what was open is the last."""
FEW = 256
"""Tables of fewer rows are left to the kernel at once."""


@dataclass
class Shown:
    """Where each formula of the questions was met as true."""

    seen: dict[Formula, Plane] = field(default_factory=dict)

    @classmethod
    def of(cls, screener: Screener, view: View, asked: pl.Series) -> Shown:
        """Walk over the completions of a table for as long as that proves enough."""
        questions = [*(() if screener.reasons else screener.questions.values()), *screener.waiting.values()]
        left = {q: count for q in questions if (count := _open(q, view, asked, {}))}
        if len(asked) < FEW or not left:
            return cls()
        walk = Walk(view.state, screener.constraints)
        for _ in range(ROUNDS):
            walk.look(formula for question in left for formula in question.formulas.values())
            before = sum(left.values())
            left = {q: count for q in left if (count := _open(q, view, asked, walk.seen))}
            if before - sum(left.values()) < ENOUGH * before or not left:
                break
        return cls(walk.seen)

    def several(self, question: Question) -> Plane:
        """Where two outcomes of a question were met."""
        return _several(question, self.seen)

    def alone(self, view: View, question: Question, formula: Formula) -> Plane:
        """Where an outcome was met, and truth tables leave no other."""
        return _alone(view, question, formula, self.seen)


def _several(question: Question, seen: dict[Formula, Plane]) -> Plane:
    one: Plane = False
    two: Plane = False
    for formula in question.formulas.values():
        here = seen.get(formula, False)
        two = either(two, both(one, here))
        one = either(one, here)
    return two


def _alone(view: View, question: Question, formula: Formula, seen: dict[Formula, Plane]) -> Plane:
    met = seen.get(formula, False)
    if met is False:
        return False
    return both(met, every(view.truth(other).false for other in question.formulas.values() if other is not formula))


def _open(question: Question, view: View, asked: pl.Series, seen: dict[Formula, Plane]) -> int:
    """How many rows are not settled by truth tables, nor by what was met."""
    truths = [view.truth(formula) for formula in question.formulas.values()]
    settled = either(some(truth.true for truth in truths), every(truth.false for truth in truths))
    settled = either(settled, _several(question, seen))
    settled = either(settled, some(_alone(view, question, formula, seen) for formula in question.formulas.values()))
    return int(spread(both(asked, invert(settled)), len(asked)).sum())
