"""Cells: the finitely many values of a fact that the formulas at hand can tell apart, and how common each is.

A bool has two cells. A set has a column of two for each value mentioned. A choice has a cell for each way its values lie in
and out of the sets mentioned. A day or number is cut by the limits mentioned into regions; a region has a few points, its ends and the
ends that relations to other facts bring in, so that relations between two days are made both true and false.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from inforce.language.fact import Fact, Interval
from inforce.rulebook.asking import Common

FLOOR = 0.01
"""The least share of people that any answer counts with: a figure of nothing does not make an answer impossible."""
YEAR = 365.25
LAST_BAND = 20
"""How many years the last band of a figure spans, which has no end."""
MOST_POINTS = 24
"""How many points one day or number may have."""


class Column(NamedTuple):
    """A fact, or one value of a set fact."""

    fact: str
    value: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The values left of a column.

    Args:
        values: a bool, the first value of a block, or a point.
        groups: cells of one group make the same atoms true; numbered from 0.
        shares: how common each cell is; they add up to 1.
    """

    values: tuple[bool | str | int, ...]
    groups: tuple[int, ...]
    shares: tuple[float, ...]


def added(numbers: Iterable[float]) -> float:
    """The sum from left to right, rounded at each step: so that every version and language finds the same number.

    >>> added([0.1, 0.2, 0.3])
    0.6000000000000001
    """
    total = 0.0
    for number in numbers:
        total += number
    return total


def bool_cells(share: float | None) -> Cells:
    """False and true.

    >>> bool_cells(None).shares
    (0.5, 0.5)
    """
    yes = 0.5 if share is None else min(max(share, FLOOR), 1 - FLOOR)
    return Cells((False, True), (0, 1), (1 - yes, yes))


def choice_cells(fact: Fact, left: frozenset[str], mentioned: Sequence[frozenset[str]], common: Common | None) -> Cells:
    """A cell for each way in which the values left lie in the sets mentioned, in the order of the values."""
    shares = value_shares(fact, common)
    blocks: dict[tuple[bool, ...], int] = {}
    first: list[str] = []
    weights: list[float] = []
    for value in fact.values:
        if value in left:
            signature = tuple(value in values for values in mentioned)
            block = blocks.setdefault(signature, len(first))
            if block == len(first):
                first.append(value)
                weights.append(0.0)
            weights[block] += shares[value]
    total = added(weights)
    return Cells(tuple(first), tuple(range(len(first))), tuple(weight / total for weight in weights))


def value_shares(fact: Fact, common: Common | None) -> dict[str, float]:
    """How common each value of a choice is: by figures, the rest spread evenly; no value less than the floor's part."""
    known = common.shares if common is not None else {}
    others = [value for value in fact.values if value not in known]
    rest = max(1 - added(known.values()), FLOOR * len(others) if len(fact.values) <= 12 else FLOOR)
    return {value: known[value] if value in known else rest / len(others) for value in fact.values}


def ordered_cells(interval: Interval, cuts: Iterable[int], further: Iterable[int], common: Common | None, on: int) -> Cells:
    """The points of a day or number.

    Args:
        cuts: the last value of each region, but for the last region.
        further: points that relations bring in.
    """
    low, high = interval
    ends = [cut for cut in sorted(set(cuts)) if low <= cut < high]
    lows, highs = [low, *(end + 1 for end in ends)], [*ends, high]
    points: list[list[int]] = [sorted({first, last}) for first, last in zip(lows, highs, strict=True)]
    room = MOST_POINTS - sum(map(len, points))
    for point in sorted(set(further)):
        if room > 0 and low <= point <= high:
            region = next(index for index, last in enumerate(highs) if point <= last)
            if point not in points[region]:
                points[region] = sorted([*points[region], point])
                room -= 1
    weights = [_region_share(first, last, common, on) for first, last in zip(lows, highs, strict=True)]
    total = added(weights)
    values = [point for region in points for point in region]
    groups = [index for index, region in enumerate(points) for _ in region]
    shares = [weights[index] / total / len(region) for index, region in enumerate(points) for _ in region]
    return Cells(tuple(values), tuple(groups), tuple(shares))


def _region_share(first: int, last: int, common: Common | None, on: int) -> float:
    """How common it is that a day lies in a region; regions are alike where no figure tells."""
    if common is None or not common.bands:
        return 1.0
    found = 0.0
    bands = common.bands
    for index, (years, share) in enumerate(bands):
        end = bands[index + 1][0] if index + 1 < len(bands) else years + LAST_BAND
        earliest, latest = on - int(end * YEAR) + 1, on - int(years * YEAR)
        overlap = min(last, latest) - max(first, earliest) + 1
        if overlap > 0:
            found += share * overlap / (latest - earliest + 1)
    return max(found, FLOOR)


