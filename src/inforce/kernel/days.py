"""Relations between days: whether days can be chosen within their bounds so that all relations hold, and if not, why.

Every relation has the form x <= g(y) with g non-decreasing, or denies one. Narrowing the bounds by each in turn until
nothing moves finds the least and the greatest solution together; there is none exactly when bounds cross.
"""

from __future__ import annotations

from collections.abc import Container, Hashable, Sequence
from itertools import permutations
from math import inf
from typing import Any, NamedTuple

from inforce.language.day import last_before, shift

PATIENCE = 20
"""How many rounds more than it has relations a conflict is followed when it is made small."""
Spans = dict[Hashable, tuple[int, int]]


class Relation(NamedTuple):
    """`left` is at most `right` moved by months and days, or (`holds` false) it is not; `literal` says so."""

    left: Hashable
    right: Hashable
    months: int
    days: int
    holds: bool
    literal: tuple[Any, ...]


class Bound(NamedTuple):
    """A day is at most (`upper`) or at least a limit; `literal` says so."""

    day: Hashable
    upper: bool
    limit: int
    literal: tuple[Any, ...]


def narrow(spans: Spans, relations: Sequence[Relation], *, patience: float = inf) -> bool:
    """Bring the spans down to what the relations leave of them, in place; False where nothing is left of one.

    Args:
        patience: after how many rounds it is given up, as though all fitted.

    >>> spans = {"a": (0, 9), "b": (0, 9)}
    >>> narrow(spans, [Relation("a", "b", 0, -3, True, (1,))]), spans
    (True, {'a': (0, 6), 'b': (3, 9)})
    """
    rounds, moved, most = 0, True, 2 * len(relations) + 4
    while moved:
        moved, rounds = False, rounds + 1
        # what still narrows after so many rounds goes around a circle, and takes a round for every day of the span to
        # come to its end
        if rounds == most and is_circle(relations):
            return False
        if rounds > most + patience:
            return True
        for left, right, months, days, holds, _ in relations:
            (low, high), (first, last) = spans[left], spans[right]
            if holds:  # right is above every day that moves to before left
                new = (
                    (low, min(high, shift(last, months, days))),
                    (max(first, last_before(low - 1, months, days) + 1), last),
                )
            else:
                new = (
                    (max(low, shift(first, months, days) + 1), high),
                    (first, min(last, last_before(high - 1, months, days))),
                )
            if new != ((low, high), (first, last)):
                moved = True
                spans[left] = new[0]
                if left == right:  # a day in relation to itself, a month away
                    new = new[0], (max(new[0][0], new[1][0]), min(new[0][1], new[1][1]))
                spans[right] = new[1]
                if new[0][0] > new[0][1] or new[1][0] > new[1][1]:
                    return False
    return True


def is_circle(relations: Sequence[Relation]) -> bool:
    """Whether relations come to "a day is before itself"; found wherever the months along the circle are the same
    there and back.

    A day moved by months is a day of its own here, and what is known of two days holds of both moved by the same
    months: moving keeps the order. Without months this finds every circle.

    >>> is_circle([Relation("a", "b", 12, -1, True, (1,)), Relation("a", "b", 12, 0, False, (2,))])
    True
    """
    least: dict[tuple[Hashable, Hashable], float] = {}
    moved: dict[int, dict[Hashable, Hashable]] = {}
    for left, right, months, days, holds, _ in relations:
        other = moved.setdefault(months, {}).setdefault(right, (right, months)) if months else right
        edge, apart = ((left, other), days) if holds else ((other, left), -days - 1)
        least[edge] = min(least.get(edge, apart), apart)
    places = list(dict.fromkeys(place for edge in least for place in edge))
    known = -1
    while known != len(least):
        known = len(least)
        for middle in places:
            before = [(first, least[first, middle]) for first in places if (first, middle) in least]
            after = [(last, least[middle, last]) for last in places if (middle, last) in least]
            for first, one in before:
                for last, two in after:
                    if one + two < least.get((first, last), inf):
                        least[first, last] = one + two
        if any(least.get((place, place), 0) < 0 for place in places):
            return True
        for same in moved.values():
            for first, second in permutations(same, 2):
                if least.get((first, second), 1) <= 0 < least.get((same[first], same[second]), 1):
                    least[same[first], same[second]] = 0
                    known = -1
    return False


def clash(whole: Spans, bounds: Sequence[Bound], relations: Sequence[Relation]) -> list[tuple[Any, ...]]:
    """What cannot hold together, none of it needless as far as a short look shows, as the literals named; all of it is
    in conflict.

    A circle of months that do not cancel walks through the span a few days at a time. Without the bounds that cut the
    walk short it takes hundreds of rounds to see that days do not fit, and so the bounds are kept.

    Args:
        whole: the widest span of each day, which needs no literal.
    """

    def fits(literals: Container[tuple[Any, ...]]) -> bool:
        spans = dict(whole)
        for day, upper, limit, literal in bounds:
            if literal in literals:
                low, high = spans[day]
                spans[day] = (low, min(high, limit)) if upper else (max(low, limit), high)
                if spans[day][0] > spans[day][1]:
                    return False
        return narrow(spans, [relation for relation in relations if relation.literal in literals], patience=PATIENCE)

    kept = list(dict.fromkeys([*(bound.literal for bound in bounds), *(relation.literal for relation in relations)]))
    size = len(kept)
    while size > 1:  # most have no part in it: many are dropped together, and one by one only at the end
        size, place = (size + 1) // 2, 0
        while place < len(kept):
            fewer = kept[:place] + kept[place + size :]
            if fits(set(fewer)):
                place += size
            else:
                kept = fewer
    return kept
