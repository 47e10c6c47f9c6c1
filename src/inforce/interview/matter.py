"""Whether a fact can still matter: exactly, by two people who differ only in it and in what it forces.

Two people of a crowd who differ in one column alone and have different outcomes are proof that it can. Where the crowd shows
none, the kernel decides (`answer.Turning`), provision by provision.
"""

from __future__ import annotations

from collections.abc import Sequence

from inforce.interview.crowd import Crowd
from inforce.interview.state import State
from inforce.kernel.answer import Turning, possible
from inforce.kernel.evaluate import residual
from inforce.kernel.formula import FALSE, Formula


def shows(crowd: Crowd, fact: str, outcomes: Sequence[tuple[int, ...]]) -> bool:
    """Whether two people of the crowd, told apart by one column of the fact alone, differ in an outcome.

    Args:
        outcomes: the nodes of each open provision's outcomes.
    """
    board = crowd.board
    for number in board.columns_of.get(fact, ()):
        if _column_shows(crowd, number, outcomes):
            return True
    return False


def _column_shows(crowd: Crowd, number: int, outcomes: Sequence[tuple[int, ...]]) -> bool:
    board = crowd.board
    cone = board.cones[number]
    inside = set(cone)
    nodes = [node for its in outcomes for node in its if node in inside]
    count = len(crowd.cells[number].values)
    if not nodes or count < 2:
        return False
    masks, values, valid = crowd.masks[number], crowd.values, crowd.valid
    seen: list[tuple[int, list[int]]] = []
    try:
        for cell in range(count):
            crowd.masks[number] = [crowd.full if other == cell else 0 for other in range(count)]
            crowd.values = list(values)
            crowd.fill(cone)
            here = [crowd.values[node] for node in nodes]
            for people, before in seen:
                both = people & crowd.valid
                if both and any((now ^ then) & both for now, then in zip(here, before, strict=True)):
                    return True
            seen.append((crowd.valid, here))
        return False
    finally:
        crowd.masks[number], crowd.values, crowd.valid = masks, values, valid


class Exact:
    """What the kernel decides for one state; kept while the state lasts."""

    def __init__(self, state: State, provisions: Sequence[str]) -> None:
        self.state = state
        memo: dict[Formula, Formula] = {}
        self._turnings: list[Turning] = []
        self._left: list[dict[str, Formula]] = []
        for name in provisions:
            rest = {outcome: left for outcome, f in state.problem.outcomes[name].items() if (left := residual(f, state.known, memo)) is not FALSE}
            if rest not in self._left:
                self._left.append(rest)

    def _open(self) -> list[Turning]:
        """The provisions whose outcome is open, by everything the constraints allow."""
        while self._left:
            rest = self._left.pop(0)
            if len(possible(rest, self.state.situation, most=2)) > 1:
                self._turnings.append(Turning(rest, self.state.situation))
        return self._turnings

    def matters(self, fact: str) -> bool:
        """Whether some open outcome turns on the fact; may raise `TooHard`."""
        names = self.state.problem.facts_of(fact)
        for turning in self._open():
            about = turning.linked | set(turning.facts)
            if any(name in about and turning.turns_on(name) for name in names):
                return True
        return False
