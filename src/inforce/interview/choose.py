"""The chooser: of the facts that can still matter, the one that settles most.

How much a question settles is measured on a crowd of people who fit the answers so far: for each open provision, how often two people
drawn at random have different outcomes, and how much less often once both gave the same answer. A sensitive question must settle
more to be asked: what it settles is divided by its cost. Where few enough people are left, the best decision tree is worked
out instead. Whatever is chosen is asked only when it is shown that it can matter (`matter.py`); when nothing can, the interview is over.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from math import prod

from inforce.interview.crowd import Crowd, draw, everybody
from inforce.interview.matter import Exact, shows
from inforce.interview.problem import THERE, Problem
from inforce.interview.state import State
from inforce.interview.tree import SMALL, Option, Tree
from inforce.interview.weigh import Scale

COST = (1.0, 3.0, 10.0)
"""What a question costs: plain, delicate, very sensitive. A very sensitive one is asked before a plain one only where it settles ten times as much."""


_NOT_YET = object()


class Chooser:
    """Chooses the next question of one state.

    Args:
        before: the chooser of a moment ago, when less was known; what it found out need not be found out again.
    """

    def __init__(self, state: State, before: Chooser | None = None) -> None:
        self.state = state
        self.board = state.problem.board
        if before is not None and before.board is not self.board:
            before = None
        self.crowd: Crowd = draw(self.board, state.known, before.crowd if before is not None else None)
        self.never: set[str] = set(before.never) if before is not None else set()
        """Facts found not to matter: what two people cannot show now, they cannot show when more is known."""
        self._chosen: object = _NOT_YET
        self._settle()

    def _settle(self) -> None:
        """Which provisions truth tables leave open, and which nodes."""
        board, known = self.board, self.state.known
        circuit = board.circuit
        self.can, self.cannot = [0] * len(circuit.kinds), [0] * len(circuit.kinds)

        def atom(node: int) -> tuple[int, int]:
            found = circuit.atoms[node]
            assert found is not None
            truth = known.truth(found)
            return int(truth is not False), int(truth is not True)

        circuit.fill_open(self.can, self.cannot, range(len(circuit.kinds)), 1, atom)
        names = list(self.state.problem.outcomes)
        undecided = [number for number, nodes in enumerate(board.outcomes) if all(self.cannot[node] for node in nodes)]
        self.open = [names[number] for number in undecided]
        self.outcomes = [board.outcomes[number] for number in undecided]

    @property
    def is_possible(self) -> bool:
        """Whether somebody fits the answers."""
        return self.crowd.valid != 0 or self.state.is_possible()

    def candidates(self) -> list[str]:
        """The facts that can be asked and that an open provision or a constraint still speaks of, in the order of the vocabulary."""
        known = self.state
        return [fact for fact in known.problem.questions if fact in self.distance and fact not in self.never and known.can_be_asked(fact)]

    @cached_property
    def steps(self) -> dict[int, int]:
        """The columns on which the open outcomes can turn, in order: 0 for those they speak of, else how many constraints away."""
        board, circuit = self.board, self.board.circuit
        found: dict[int, int] = {}
        seen: set[int] = set()
        step, roots = 0, [node for nodes in self.outcomes for node in nodes]
        while roots:
            waiting, roots = roots, []
            while waiting:
                node = waiting.pop()
                if node in seen or not (self.can[node] and self.cannot[node]):
                    continue
                seen.add(node)
                waiting.extend(circuit.parts[node])
                for number in board.atom_columns.get(node, ()):
                    if number not in found:
                        found[number] = step
                        roots.extend(board.constraints_of[number])
            step += 1
        return {number: found[number] for number in sorted(found)}

    @cached_property
    def distance(self) -> dict[str, int]:
        """The same by fact."""
        found: dict[str, int] = {}
        for number, step in self.steps.items():
            fact = self.board.columns[number].fact.removesuffix(THERE)
            found[fact] = min(step, found.get(fact, step))
        return found

    def choose(self) -> str | None:
        """The fact to ask next; None when no answer could change anything.

        Raises:
            TooHard: the exact decision passes its cap.
        """
        if self._chosen is _NOT_YET:
            self._chosen = self._choose()
        assert self._chosen is None or isinstance(self._chosen, str)
        return self._chosen

    def _choose(self) -> str | None:
        if not self.open:
            return None
        ranked = self.ranked()
        for fact in ranked:
            if shows(self.crowd, fact, self.outcomes):
                return self._first_of(fact, ranked)
        near = sorted(ranked, key=lambda fact: self.distance[fact])
        exact = Exact(self.state, self.open)
        for fact in near:
            if exact.matters(fact):
                return fact
            self.never.add(fact)
        return None

    def can_matter(self, fact: str) -> bool:
        """Whether the fact can be asked and an open outcome can turn on it; may raise `TooHard`."""
        if fact not in self.candidates():
            return False
        if shows(self.crowd, fact, self.outcomes):
            return True
        return Exact(self.state, self.open).matters(fact)

    def _first_of(self, fact: str, ranked: list[str]) -> str:
        """The fact, or one that is asked before it and can matter too."""
        for before in self.state.problem.questions[fact].after:
            if before in ranked and shows(self.crowd, before, self.outcomes):
                return self._first_of(before, ranked)
        return fact

    def ranked(self) -> list[str]:
        """The candidates, the one to ask first; ties in the order of the vocabulary."""
        candidates = self.candidates()
        best = self._by_tree(candidates)
        scores = self.scores(candidates)
        order = {fact: number for number, fact in enumerate(candidates)}
        ranked = sorted(candidates, key=lambda fact: (-scores[fact], order[fact]))
        return ranked if best is None else [best, *(fact for fact in ranked if fact != best)]

    def scores(self, candidates: Iterable[str]) -> dict[str, float]:
        """How much each question settles, for what it costs."""
        scale, found = Scale(self.crowd, self.outcomes), {}
        for fact in candidates:
            gain = 0.0
            for number in self.board.columns_of.get(fact, ()):
                gain += scale.gain(number)
            found[fact] = gain / COST[self.state.problem.questions[fact].sensitive]
        return found

    def _by_tree(self, candidates: list[str]) -> str | None:
        """The first question of the best decision tree; None where the tree is too large or facts were declined."""
        board, state = self.board, self.state
        cells = self.crowd.cells
        numbers = [number for number in self.steps if len(cells[number].values) > 1]
        work = prod(2 * len(cells[number].values) for number in numbers)
        if work > SMALL or not numbers:
            return None
        facts = list(dict.fromkeys(board.columns[number].fact.removesuffix(THERE) for number in numbers))
        if not set(facts) <= set(candidates):
            return None
        people = prod(len(cells[number].values) for number in numbers)
        crowd = everybody(board, state.known, numbers, cells, people)
        if not crowd.valid:
            return None
        kinds = [crowd.valid]
        for nodes in self.outcomes:
            kinds = [both for kind in kinds for node in nodes if (both := kind & crowd.values[node])]
        shares = [1.0]
        for number in numbers:
            shares = [share * its for share in shares for its in cells[number].shares]
        ordered = [fact for fact in candidates if fact in set(facts)]
        options = []
        for fact in ordered:
            parts = [crowd.valid]
            for number in numbers:
                if board.columns[number].fact.removesuffix(THERE) == fact:
                    parts = [both for part in parts for mask in crowd.masks[number] if (both := part & mask)]
            options.append(Option(COST[state.problem.questions[fact].sensitive], tuple(parts)))
        tree = Tree(options, kinds, shares)
        place = None if tree.is_settled(crowd.valid) else tree.first(crowd.valid)[1]
        return ordered[place] if place is not None else None


def opening(problem: Problem) -> Chooser:
    """The chooser before anything is known; the same for every interview about one problem, so made once."""
    found = problem.board.opening
    if not isinstance(found, Chooser):
        found = problem.board.opening = Chooser(State.start(problem))
        found.choose()
    return found
