"""Weighing: how much the outcomes of a crowd differ, and how much less within those who gave the same answer.

The measure is how often two people drawn at random differ in an outcome, added up over the open provisions (each set of like
outcomes counts once). For one outcome that `a` of `n` people have, that is a (n - a) / n, times two where there are only two outcomes.
"""

from __future__ import annotations

from collections.abc import Sequence

from inforce.interview.circuit import Masks
from inforce.interview.crowd import Crowd


class Scale:
    """Weighs the columns of one crowd.

    Args:
        outcomes: the nodes of each open provision's outcomes.
    """

    def __init__(self, crowd: Crowd, outcomes: Sequence[tuple[int, ...]]) -> None:
        self.crowd = crowd
        self.count = crowd.valid.bit_count()
        twice: dict[int, None] = {}
        once: dict[int, None] = {}
        for nodes in outcomes:
            masks = [mask for node in nodes if (mask := crowd.values[node] & crowd.valid)]
            if len(masks) == 2:
                if masks[1] not in twice:  # the other outcome's people are all the rest
                    twice[masks[0]] = None
            elif len(masks) > 2:
                once.update(dict.fromkeys(masks))
        self.twice, self.once = list(twice), list(once)
        self.mixed = self._mixed(crowd.valid, self.count) if self.count else 0.0

    def _mixed(self, people: int, size: int) -> float:
        """How often two of these people differ, times how many they are."""
        double = 0
        for mask in self.twice:
            held = (people & mask).bit_count()
            double += held * (size - held)
        single = 0
        for mask in self.once:
            held = (people & mask).bit_count()
            single += held * (size - held)
        return (2 * double + single) / size

    def parts(self, number: int) -> Masks:
        """The people who count, by the groups of a column's cells."""
        cells, valid = self.crowd.cells[number], self.crowd.valid
        parts = [0] * (cells.groups[-1] + 1)
        for group, mask in zip(cells.groups, self.crowd.masks[number], strict=True):
            parts[group] |= mask & valid
        return [part for part in parts if part]

    def gain(self, number: int) -> float:
        """What knowing a column settles; what so many parts would settle by chance is taken off."""
        parts = self.parts(number)
        if len(parts) < 2:
            return 0.0
        left = 0.0
        for part in parts:
            left += self._mixed(part, part.bit_count())
        found = self.mixed - left - self.mixed * (len(parts) - 1) / (self.count - 1)
        return found if found > 0 else 0.0
