"""Whether a fact can still matter: exactly, by two people who differ only in it and in what it forces.

Two people of a crowd who differ in one column alone and have different outcomes are proof that it can. Where the crowd shows
none, the kernel decides (`answer.Turning`), provision by provision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from inforce.interview.crowd import Crowd
from inforce.interview.state import State
from inforce.kernel.answer import Turning, possible
from inforce.kernel.evaluate import residual
from inforce.kernel.formula import FALSE, Formula

FEW_CELLS = 4
"""A fact is tried as one that another forces to move where it has no more cells."""
MOST_PAIRS = 12
"""How many pairs of columns are tried for one fact."""


def shows(crowd: Crowd, fact: str, outcomes: Sequence[tuple[int, ...]]) -> bool:
    """Whether two people of the crowd, told apart by one column of the fact alone, differ in an outcome.

    Args:
        outcomes: the nodes of each open provision's outcomes.
    """
    board = crowd.board
    return any(_column_shows(crowd, number, outcomes) for number in board.columns_of.get(fact, ()))


def _column_shows(crowd: Crowd, number: int, outcomes: Sequence[tuple[int, ...]]) -> bool:
    nodes = _moving(crowd, (number,), outcomes)
    seen: list[_Look] = []
    if nodes:
        for cell in range(len(crowd.cells[number].values)):
            look = _look(crowd, {number: cell}, nodes)
            if any(_differ(look, before, look.valid & before.valid) for before in seen):
                return True
            seen.append(look)
    return False


def shows_together(crowd: Crowd, fact: str, outcomes: Sequence[tuple[int, ...]]) -> bool:
    """Whether two people of the crowd differ in an outcome, told apart by the fact and one more that it forces to move.

    The other fact is forced where the fact alone, moved, would make somebody that the constraints do not allow. Of a day or
    number a few points are tried; this saves asking the kernel and need not find everything.
    """
    board = crowd.board
    if board.vocabulary[fact].off_ramp:
        return False  # as in `Exact.matters`
    numbers = board.columns_of.get(fact, ())
    if sum(len(board.neighbours[number]) for number in numbers) > MOST_PAIRS:
        return False  # the kernel is faster there
    for number in numbers:
        for other in sorted(board.neighbours[number]):
            few = 1 < len(crowd.cells[other].values) <= FEW_CELLS
            if few and board.columns[other].fact != board.columns[number].fact and _pair_shows(crowd, number, other, outcomes):
                return True
    return False


def _pair_shows(crowd: Crowd, number: int, other: int, outcomes: Sequence[tuple[int, ...]]) -> bool:
    nodes = _moving(crowd, (number, other), outcomes)
    if not nodes:
        return False
    last = len(crowd.cells[number].values) - 1
    alone = {cell: _look(crowd, {number: cell}, nodes) for cell in sorted({0, last // 3, 2 * last // 3, last})}
    for cell, here in alone.items():
        for moved in range(len(crowd.cells[other].values)):
            both = _look(crowd, {number: cell, other: moved}, nodes)
            barred = both.valid & ~here.valid
            if barred and any(_differ(both, before, barred & before.valid) for before in alone.values()):
                return True
    return False


class _Look(NamedTuple):
    """A crowd with some columns moved: who counts, and who has each outcome looked at."""

    valid: int
    outcomes: list[int]


def _moving(crowd: Crowd, numbers: Sequence[int], outcomes: Sequence[tuple[int, ...]]) -> list[int]:
    """The outcome nodes that can change with some columns; none where a column has one cell alone."""
    if any(len(crowd.cells[number].values) < 2 for number in numbers):
        return []
    inside = {node for number in numbers for node in crowd.board.cones[number]}
    return [node for its in outcomes for node in its if node in inside]


def _look(crowd: Crowd, moved: dict[int, int], nodes: Sequence[int]) -> _Look:
    """Everybody of the crowd moved to the given cells of some columns; the crowd itself stays as it is."""
    saved = {number: crowd.masks[number] for number in moved}
    values, valid = crowd.values, crowd.valid
    cone = sorted({node for number in moved for node in crowd.board.cones[number]})
    crowd.values = list(values)
    for number, cell in moved.items():
        crowd.masks[number] = [crowd.full if here == cell else 0 for here in range(len(saved[number]))]
    crowd.fill(cone)
    found = _Look(crowd.valid, [crowd.values[node] for node in nodes])
    for number, masks in saved.items():
        crowd.masks[number] = masks
    crowd.values, crowd.valid = values, valid
    return found


def _differ(first: _Look, second: _Look, people: int) -> bool:
    """Whether some of the people have different outcomes in the two."""
    return people != 0 and any((one ^ two) & people for one, two in zip(first.outcomes, second.outcomes, strict=True))


class Exact:
    """What the kernel decides for one state.

    Args:
        crowd: people of that state; an outcome that differs among them is open, and nothing need be decided for that.
        outcomes: the nodes of each provision's outcomes.
    """

    def __init__(self, state: State, provisions: Sequence[str], crowd: Crowd, outcomes: Sequence[tuple[int, ...]]) -> None:
        self.state = state
        self._memo: dict[Formula, Formula] = {}
        self._left: list[_Left] = []
        seen: set[tuple[Formula, ...]] = set()
        for name, nodes in zip(provisions, outcomes, strict=True):
            rest = {outcome: left for outcome, f in state.problem.outcomes[name].items() if (left := residual(f, state.known, self._memo)) is not FALSE}
            if tuple(rest.values()) not in seen:
                seen.add(tuple(rest.values()))
                self._left.append(_Left(rest, state, sum(1 for node in nodes if crowd.values[node] & crowd.valid) > 1))

    def matters(self, fact: str) -> bool:
        """Whether some open outcome turns on the fact; may raise `TooHard`.

        A finding that counts as not made unless reported matters only where an open outcome speaks of it: what it would tell
        of other facts by the constraints alone (nobody leaves jail before birth) is no reason to ask for it.
        """
        names = self.state.problem.facts_of(fact)
        finding = self.state.problem.vocabulary[fact].off_ramp
        for left in self._left:
            about = left.facts if finding else left.linked
            if any(name in about for name in names) and left.is_open and any(name in about and left.turning.turns_on(name) for name in names):
                return True
        return False


class _Left:
    """What is left of one provision's outcomes."""

    def __init__(self, rest: Mapping[str, Formula], state: State, is_open: bool) -> None:
        self.rest = rest
        self.state = state
        self.facts = frozenset().union(*(formula.facts for formula in rest.values()))
        self.linked = self.facts | {name for constraint in state.situation.around(self.facts) for name in constraint.facts}
        self._open = is_open

    @cached_property
    def is_open(self) -> bool:
        return self._open or len(possible(self.rest, self.state.situation, most=2)) > 1

    @cached_property
    def turning(self) -> Turning:
        return Turning(self.rest, self.state.situation)
