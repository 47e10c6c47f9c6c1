"""Closing: what the constraints force is filled in for every row at once, as `Theory.close` does for one person.

A literal is forced where it is all that is left of a constraint: every part of a conjunction, and the one part of a
disjunction whose others are false. Rounds are run until nothing changes. A row in which a constraint is false, or of
which something and its contrary is forced, contradicts itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from inforce.backends.columns.kleene import Plane, Truth, anywhere, both, either, every, invert, truth_of
from inforce.language.fact import Vocabulary
from inforce.language.formula import And, Atom, Constant, Formula, Not, Or
from inforce.screen.state import State

ROUNDS = 200
"""After how many rounds a cycle of day differences that still narrows is taken to have no end."""


def close(state: State, constraints: Sequence[Formula]) -> Mapping[Formula, Truth]:
    """Take in the constraints, in place; gives the truth of every part of them in the end."""
    truths: dict[Formula, Truth] = {}
    for _ in range(ROUNDS):
        truths = {}
        for constraint in constraints:
            truth_of(constraint, state.truth, truths)
        taker = _Taker(state, truths)
        for constraint in constraints:
            truth = truths[constraint]
            taker.take(constraint, True, invert(either(truth.true, truth.false)))
        if not taker.changed:
            break
    for constraint in constraints:
        state.impossible = either(state.impossible, truths[constraint].false)
    return truths


class _Taker:
    """One round: takes every literal that truths worked out at its start force."""

    def __init__(self, state: State, truths: Mapping[Formula, Truth]) -> None:
        self.state = state
        self.truths = truths
        self.changed = False

    def take(self, formula: Formula, holds: bool, where: Plane) -> None:
        """Narrow the rows named so that the formula holds, or does not, as far as single literals go."""
        if isinstance(formula, Constant) or not anywhere(where):
            return
        if isinstance(formula, Atom):
            self.changed |= self.state.assume(formula, holds, where)
        elif isinstance(formula, Not):
            self.take(formula.part, not holds, where)
        elif isinstance(formula, And) and holds:
            for part in formula.parts:
                self.take(part, True, where)
        else:
            assert isinstance(formula, (And, Or))
            for part, rest in zip(formula.parts, self._alone(formula), strict=True):
                self.take(part, holds, both(where, rest))

    def _alone(self, formula: And | Or) -> list[Plane]:
        """For each part, where all the others have dropped out of the formula."""
        dropped: Callable[[Truth], Plane] = (lambda truth: truth.true) if isinstance(formula, And) else (lambda truth: truth.false)
        planes = [dropped(self.truths[part]) for part in formula.parts]
        before: list[Plane] = [True]
        for plane in planes[:-1]:
            before.append(both(before[-1], plane))
        after: list[Plane] = [True]
        for plane in reversed(planes[1:]):
            after.append(both(after[-1], plane))
        return [both(first, last) for first, last in zip(before, reversed(after), strict=True)]


def count_as_not_made(state: State, vocabulary: Vocabulary) -> None:
    """Count every off-ramp finding that nobody reported as not made, in place."""
    for fact in vocabulary.off_ramps:
        for key in {*((fact.name, None) for _ in (1,) if fact.type == "bool"), *(member for member in state.regions.members if member[0] == fact.name)}:
            true = state.truths.get(key, Truth(False, False)).true
            state.truths[key] = Truth(true, invert(true))
        given = state.given.get(fact.name)
        if given is not None:
            state.given[fact.name] = given


def is_met(constraints: Sequence[Formula], truths: Mapping[Formula, Truth]) -> Plane:
    """Where truth tables show that every constraint holds."""
    return every(truths[constraint].true for constraint in constraints)
