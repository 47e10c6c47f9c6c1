"""Whether a fact can still matter: exactly, by two people who differ only in it.

Two people of a crowd who differ in one column alone and have different outcomes are proof that it can. Where the crowd shows
none, the kernel decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from inforce.interview.crowd import Crowd
from inforce.interview.state import State
from inforce.kernel.queries import Outcomes, decide


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
    """What the kernel decides for one state."""

    def __init__(self, state: State, provisions: Sequence[str]) -> None:
        self.state = state
        self.turning = state.situation.turning()
        self.open: list[tuple[Outcomes, frozenset[str]]] = []
        """The outcomes of each provision that is open, and the facts they speak of."""
        for name in provisions:
            outcomes = state.problem.outcomes[name]
            if decide(state.situation.person, outcomes) is None:
                self.open.append((outcomes, frozenset().union(*(formula.facts for formula in outcomes.values()))))

    def matters(self, fact: str) -> bool:
        """Whether some open outcome turns on the fact, or it is one of the fewest that would settle one; may raise `TooHard`.

        Facts that make a difference only together, because a constraint ties them, are asked by what settles. A finding
        that counts as not made unless reported matters only where an open outcome speaks of it: what it would tell of other
        facts (nobody leaves jail before birth) is no reason to ask for it.
        """
        names = self.state.problem.facts_of(fact)
        if any(name in facts and self.turning.turns_on(outcomes, name) for outcomes, facts in self.open for name in names):
            return True
        finding = self.state.problem.vocabulary[fact].off_ramp
        return not finding and any(name in self._settling for name in names)

    @cached_property
    def _settling(self) -> frozenset[str]:
        questions = self.state.problem.questions
        among = {name for fact in questions if self.state.can_be_asked(fact) for name in self.state.problem.facts_of(fact)}
        return frozenset(name for outcomes, _ in self.open for name in self.turning.settling(outcomes, among))
