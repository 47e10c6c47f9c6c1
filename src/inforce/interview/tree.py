"""The best decision tree, where few enough people are left to look at every one of its states.

The tree asks until everybody left has the same outcomes. Its value is the expected cost of the questions still asked, each
weighted by how common the answers to it are; the best first question is the first of the tree with the least value.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

SMALL = 16_384
"""How much work a tree may be: twice the number of cells, multiplied over the facts."""


INFINITE = float("inf")


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
        self.cheapest = min((option.cost for option in options), default=0.0)
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
            found = self._values[people] = self.first(people)[0]
        return found

    def first(self, people: int) -> tuple[float, int | None]:
        """The least expected cost, and the place of the question that has it; None where no question tells the people apart."""
        best, place = INFINITE, None
        total = self.weight(people)
        for index, option in enumerate(self.options):
            pieces = [piece for part in option.parts if (piece := people & part)]
            if len(pieces) < 2:
                continue
            open_pieces = [(self.weight(piece) / total, piece) for piece in pieces if not self.is_settled(piece)]
            # whoever is not settled by this question costs one more at least
            least = option.cost
            for weight, _ in open_pieces:
                least += weight * self.cheapest
            if least >= best:
                continue
            cost = option.cost
            for weight, piece in open_pieces:
                cost += weight * self.value(piece)
            if cost < best:
                best, place = cost, index
        return (0.0, None) if place is None else (best, place)
