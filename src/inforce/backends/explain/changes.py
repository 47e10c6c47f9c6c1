"""Changes: the smallest changes of what is said that give another outcome, each decided again.

Every change has to touch a fact of every set of facts that forces the answer. So the search changes a fact of one such set;
where that alone does not give another outcome, it changes a fact of a set that forces the answer after the first change
(or one of the facts that are in conflict after it), and no further: single facts, then pairs. The number of decisions is
capped, and the result says whether the search came to its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from inforce.backends.explain.alternatives import alternatives
from inforce.backends.explain.case import Case, Values, whole
from inforce.backends.explain.reason import why
from inforce.backends.explain.toggles import parts
from inforce.kernel.theory import Contradiction
from inforce.language.error import TooHard
from inforce.language.fact import Members, Value
from inforce.language.formula import Formula
from inforce.rulebook.determination import Person, outcome_of

DECISIONS = 300
"""After how many decisions the search for pairs stops."""
PLACE = "state"


@dataclass(frozen=True, slots=True)
class Move:
    """One fact as said, and what could be said of it instead; nothing is said of a finding counted as not made."""

    fact: str
    said: Value | None
    other: Value


@dataclass(frozen=True, slots=True)
class Change:
    """Moves that together give another outcome, where no part of them does."""

    moves: tuple[Move, ...]
    outcome: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What was found, of changes of at most so many facts; `complete` tells whether each of them was looked at."""

    found: tuple[Change, ...]
    facts: int
    complete: bool


class Search:
    """The search for one provision.

    Args:
        facts: how many facts may change together, one or two.
        fixed: facts that are left as they are.
    """

    def __init__(self, case: Case, name: str, outcome: str, *, facts: int = 2, fixed: frozenset[str] = frozenset(), decisions: int = DECISIONS) -> None:
        self.case = case
        self.name = name
        self.outcome = outcome
        self.most = facts
        self.fixed = fixed
        self.left = decisions
        self.formulas: tuple[Formula, ...] = tuple(whole(case.frame, name).values())
        self.complete = True
        self._alone: dict[str, list[Value]] = {}

    def run(self) -> Changes:
        """Every change found, single facts first, in the order of the vocabulary."""
        singles = []
        for values, move in self._moves(self.case.values):
            result = self._decide(values)
            if result not in (None, self.outcome, "depends") and self._is_least(move):
                singles.append(self._change(str(result), move))
        found = self._merged(singles)
        if self.most > 1:
            found += self._merged(self._pairs())
        return Changes(tuple(found), self.most, self.complete)

    def _pairs(self) -> list[Change]:
        found: dict[frozenset[Move], Change] = {}
        for values, first in self._moves(self.case.values, beside=True):
            if self._flips(values):
                continue
            for both, second in self._moves(values, first.fact):
                if self.left <= 0:
                    self.complete = False
                    return list(found.values())
                if frozenset({first, second}) in found or self._flips({**self.case.values, second.fact: second.other}):
                    continue
                result = self._decide(both)
                if result not in (None, self.outcome, "depends") and self._is_least(first, second):
                    found[frozenset({first, second})] = self._change(str(result), first, second)
        return list(found.values())

    def _change(self, outcome: str, *moves: Move) -> Change:
        """A change of as much as is possible: values that the constraints rule out beside the other moves are left out."""
        known = self.case.someone({**self.case.values, **{move.fact: move.other for move in moves}}).base.known
        kept = (replace(move, other=known.interval(move.fact)) if isinstance(move.other, tuple)
                else replace(move, other=known.possible(move.fact)) if isinstance(move.other, frozenset) else move for move in moves)  # fmt: skip
        return Change(tuple(sorted(kept, key=lambda move: self._order(move.fact))), outcome)

    def _moves(self, values: Values, moved: str | None = None, *, beside: bool = False) -> Iterator[tuple[Values, Move]]:
        """What can be said instead of one fact that has to move next.

        Args:
            moved: the fact that has moved already.
            beside: whether another fact may move after it.
        """
        for fact in self._next(values):
            if fact == moved or fact in self.fixed:
                continue
            for other in alternatives(self.case, self.formulas, values, fact, self._beside(fact) if beside else ()):
                for piece in self._split(fact, other) if moved else (other,):
                    yield {**values, fact: piece}, Move(fact, self.case.values.get(fact), piece)

    def _beside(self, fact: str) -> list[str]:
        """The facts said that a formula speaks of, or a constraint together with this one."""
        constraints = (held.formula.facts for held in self.case.library.theory.constraints)
        told = frozenset().union(*(formula.facts for formula in self.formulas), *(facts for facts in constraints if fact in facts))
        return [other for other in self.case.values if other in told and other not in self.fixed]

    def _split(self, fact: str, other: Value) -> list[Value]:
        """The pieces of a value that alone, all else as said, are decided alike: so that no piece holds a change of one fact."""
        if isinstance(other, (bool, Members)):
            return [other]
        if fact not in self._alone:
            self._alone[fact] = alternatives(self.case, self.formulas, self.case.values, fact)
        return [piece for region in self._alone[fact] if (piece := _common(region, other)) is not None] or [other]

    def _next(self, values: Values) -> list[str]:
        """Facts of which one at least has to change (again) before the outcome can."""
        try:
            person = self.case.someone(values)
        except Contradiction as error:
            return sorted(error.facts, key=self._order)
        result, part = outcome_of(self.case.frame, self.name, person)
        if result == self.outcome:
            made = why(self._as_said(values, person), self.name, result, part or self.name)
            return sorted({*made.facts, *made.assumed}, key=self._order)
        return [fact for fact in self.case.library.vocabulary if fact in values or fact in person.unassumed]

    def _as_said(self, values: Values, person: Person) -> Case:
        case = self.case
        return replace(case, values=values)

    def _decide(self, values: Values) -> str | None:
        """The outcome, or None where the constraints allow nobody of whom this is said, or it is too hard to tell."""
        self.left -= 1
        try:
            return self.case.outcome(self.name, values)
        except Contradiction:
            return None
        except TooHard:
            self.complete = False
            return None

    def _flips(self, values: Values) -> bool:
        return self._decide(values) not in (None, self.outcome, "depends")

    def _is_least(self, *moves: Move) -> bool:
        """Whether no part of what moves in a set gives another outcome; that no fact can stay is known."""
        for index, move in enumerate(moves):
            if not isinstance(move.said, Members) or not isinstance(move.other, Members):
                continue
            rest = {other.fact: other.other for other in (*moves[:index], *moves[index + 1 :])}
            if any(self._flips({**self.case.values, **rest, move.fact: part}) for part in parts(move.said, move.other)):
                return False
        return True

    def _order(self, fact: str) -> int:
        return list(self.case.library.vocabulary).index(fact)

    def _merged(self, changes: list[Change]) -> list[Change]:
        """Neighbouring days and values with one outcome, said together where they are decided together."""
        found: list[Change] = []
        for change in changes:
            for index, earlier in enumerate(found):
                joined = _join(earlier, change)
                if joined is not None and self._decide({**self.case.values, **{move.fact: move.other for move in joined.moves}}) == joined.outcome:
                    found[index] = joined
                    break
            else:
                found.append(change)
        return found


def _common(first: Value, second: Value) -> Value | None:
    if isinstance(first, frozenset) and isinstance(second, frozenset):
        return first & second or None
    assert isinstance(first, tuple)
    assert isinstance(second, tuple)
    low, high = max(first[0], second[0]), min(first[1], second[1])
    return (low, high) if low <= high else None


def _join(first: Change, second: Change) -> Change | None:
    """Two changes to one outcome that differ in one fact as one, where its values lie together and what was said not between them."""
    differing = [pair for pair in zip(first.moves, second.moves, strict=False) if pair[0] != pair[1]]
    if first.outcome != second.outcome or len(first.moves) != len(second.moves) or len(differing) != 1:
        return None
    a, b = differing[0]
    other: Value | None = None
    if a.fact == b.fact and isinstance(a.other, frozenset) and isinstance(b.other, frozenset):
        other = a.other | b.other
    elif a.fact == b.fact and isinstance(a.other, tuple) and isinstance(b.other, tuple):
        low, high = sorted((a.other, b.other))
        other = (low[0], high[1]) if low[1] + 1 == high[0] else None
    if other is None:
        return None
    return Change(tuple(Move(a.fact, a.said, other) if move is a else move for move in first.moves), first.outcome)


def changes(case: Case, name: str, outcome: str, *, facts: int = 2, fixed: frozenset[str] = frozenset()) -> Changes:
    """The subset-minimal changes of what is said, of at most so many facts, that give a provision another outcome.

    A change to days or values on which the outcome would depend is none; `depends` itself is left to what settles it.
    """
    return Search(case, name, outcome, facts=facts, fixed=fixed).run()
