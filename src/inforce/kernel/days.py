"""Relations between days: whether days can be chosen within their bounds so that all relations hold, and if not, why.

Every relation has the form x <= g(y) with g non-decreasing, or denies one. Narrowing the bounds by each in turn until
nothing moves finds the least and the greatest solution together; there is none exactly when bounds cross.
"""

from __future__ import annotations

from collections.abc import Container, Hashable, Sequence
from typing import Any, NamedTuple

from inforce.kernel.day import last_before, shift

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


def narrow(spans: Spans, relations: Sequence[Relation]) -> bool:
    """Bring the spans down to what the relations leave of them, in place; False where nothing is left of one.

    >>> spans = {"a": (0, 9), "b": (0, 9)}
    >>> narrow(spans, [Relation("a", "b", 0, -3, True, (1,))]), spans
    (True, {'a': (0, 6), 'b': (3, 9)})
    """
    rounds, moved = 0, True
    # a cycle of plain differences that still narrows after as many rounds as there are relations never stops: no solution
    most = 2 * len(relations) + 4 if not any(relation.months for relation in relations) else None
    while moved:
        moved, rounds = False, rounds + 1
        if most is not None and rounds > most:
            return False
        for left, right, months, days, holds, _ in relations:
            (low, high), (first, last) = spans[left], spans[right]
            if holds:  # right is above every day that moves to before left
                new = (low, min(high, shift(last, months, days))), (max(first, last_before(low - 1, months, days) + 1), last)
            else:
                new = (max(low, shift(first, months, days) + 1), high), (first, min(last, last_before(high - 1, months, days)))
            if new != ((low, high), (first, last)):
                moved = True
                spans[left] = new[0]
                if left == right:  # a day in relation to itself, a month away
                    new = new[0], (max(new[0][0], new[1][0]), min(new[0][1], new[1][1]))
                spans[right] = new[1]
                if new[0][0] > new[0][1] or new[1][0] > new[1][1]:
                    return False
    return True


def clash(whole: Spans, bounds: Sequence[Bound], relations: Sequence[Relation]) -> list[tuple[Any, ...]]:
    """What cannot hold together, none of it needless, as the literals named; all of it is in conflict.

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
        return narrow(spans, [relation for relation in relations if relation.literal in literals])

    kept = dict.fromkeys([*(bound.literal for bound in bounds), *(relation.literal for relation in relations)])
    assert not fits(kept)
    for literal in tuple(kept):
        fewer = {other: None for other in kept if other != literal}
        if not fits(fewer):
            kept = fewer
    return list(kept)
