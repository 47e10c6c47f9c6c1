"""The best decision tree, where few enough people are left to look at every one of its states.

The tree asks until everybody left has the same outcomes. Its value is the expected cost of the questions still asked, each
weighted by how common the answers to it are; the best first question is the first of the tree with the least value.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

SMALL = 8192
"""How much work a tree may be: twice the number of cells, multiplied over the facts."""


class Option(NamedTuple):
    """A question: what it costs, and who would give each answer."""

    cost: float
    parts: tuple[int, ...]


class Tree:
    """Everything about the states of one small problem; a state is who is left.

    Args:
        options: the questions, in the order in which they win a tie.
        kinds: people of one kind have the same outcomes; who belongs to each.
        shares: how common each person is.
    """

    def __init__(self, options: Sequence[Option], kinds: Sequence[int], shares: Sequence[float]) -> None:
        self.options = options
        self.kind_of: dict[int, int] = {}
        for kind in kinds:
            rest = kind
            while rest:
                low = rest & -rest
                self.kind_of[low.bit_length() - 1] = kind
                rest ^= low
        self.shares = shares
        self._values: dict[int, float] = {}
        self._weights: dict[int, float] = {}

    def is_settled(self, people: int) -> bool:
        """Whether all the people have the same outcomes."""
        return not people or not people & ~self.kind_of[(people & -people).bit_length() - 1]

    def weight(self, people: int) -> float:
        found = self._weights.get(people)
        if found is None:
            found, rest = 0.0, people
            while rest:
                low = rest & -rest
                found += self.shares[low.bit_length() - 1]
                rest ^= low
            self._weights[people] = found
        return found

    def value(self, people: int) -> float:
        """The least expected cost of settling the outcomes of these people."""
        if self.is_settled(people):
            return 0.0
        found = self._values.get(people)
        if found is None:
            found = min((self.through(option, people) for option in self.options), default=0.0)
            found = self._values[people] = 0.0 if found == float("inf") else found
        return found

    def through(self, option: Option, people: int) -> float:
        """The expected cost when a question is asked first; infinite for one that tells nobody apart."""
        pieces = [piece for part in option.parts if (piece := people & part)]
        if len(pieces) < 2:
            return float("inf")
        total = self.weight(people)
        cost = option.cost
        for piece in pieces:
            cost += self.weight(piece) / total * self.value(piece)
        return cost
