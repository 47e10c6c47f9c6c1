"""Regions: the one partition of the values of each fact, into parts that some atoms cannot tell apart.

A day or number is cut after each limit it is compared with; the values of a choice fall into blocks that are in the
same sets; of a set each value mentioned is a question of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from inforce.language.fact import Interval
from inforce.language.formula import Formula, Has, In, Most


class Regions:
    """What some atoms tell apart: cuts of days and numbers, sets of choices, values of sets; by fact, in order.

    >>> from inforce.language.formula import at_most, one_of
    >>> regions = Regions([at_most("n", 4), at_most("n", 9), one_of("state", ["TX", "LA"])])
    >>> list(regions.intervals("n", (0, 20)))
    [(0, 4), (5, 9), (10, 20)]
    >>> [sorted(block) for block in regions.blocks("state", frozenset({"TX", "CA", "LA"}))]
    [['CA'], ['LA', 'TX']]
    """

    def __init__(self, atoms: Iterable[Formula]) -> None:
        cuts: dict[str, set[int]] = {}
        self.sets: dict[str, list[frozenset[str]]] = {}
        self.members: dict[str, list[str]] = {}
        for atom in dict.fromkeys(atoms):
            if isinstance(atom, In):
                self.sets.setdefault(atom.fact, []).append(atom.values)
            elif isinstance(atom, Has):
                self.members.setdefault(atom.fact, []).append(atom.value)
            elif isinstance(atom, Most) and atom.right is None:
                cuts.setdefault(atom.left, set()).add(atom.limit)
        self.cuts = {fact: sorted(limits) for fact, limits in cuts.items()}

    def intervals(self, fact: str, within: Interval) -> Iterator[Interval]:
        """The parts of an interval that are told apart, least first."""
        low, high = within
        ends = [low - 1, *(cut for cut in self.cuts.get(fact, ()) if low <= cut < high), high]
        return ((first + 1, last) for first, last in pairwise(ends))

    def blocks(self, fact: str, within: Iterable[str]) -> list[frozenset[str]]:
        """The parts of a choice's values that are told apart, in the order of their first value."""
        found: dict[tuple[bool, ...], set[str]] = {}
        told = self.sets.get(fact, ())
        for value in sorted(within):
            found.setdefault(tuple(value in values for values in told), set()).add(value)
        return [frozenset(block) for block in found.values()]
