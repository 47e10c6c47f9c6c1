"""Small counts: which numbers of a table are left out so that none of the small ones can be worked out from the rest.

A table shows sums of cells that are themselves not shown: the cases that went from one outcome to another, for
instance. A sum from 1 to 4 is left out. So is any other that would give it away: a reader who has every number shown,
knows which cells are empty, and can solve equations, still finds at least two values possible for each small one.
Method: complementary cell suppression, checked by looking for a second filling of the table that shows the same numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, product
from math import lcm

LEAST = 5
"""Counts from 1 to one less than this are small."""
FEW, MOST_TRIED, FEWER_TRIED = 8, 4, 2
"""How many independent changes of the table are combined in the search for a second filling: four where there are few, else two."""
Cells = frozenset[int]


def is_small(count: int) -> bool:
    """Whether a count is left out.

    >>> [is_small(count) for count in (0, 1, 4, 5)]
    [False, True, True, False]
    """
    return 0 < count < LEAST


def left_out(cells: Sequence[int], sums: Mapping[str, Collection[int]], totals: Mapping[str, Collection[int]] | None = None, room: Sequence[int] | None = None) -> frozenset[str]:
    """The names of the sums to leave out.

    Args:
        cells: the counts that the sums add up.
        sums: for each number the table would show, the cells in it.
        totals: numbers that are shown whatever happens, as how many cases there are.
        room: how far above its count each cell could lie, where that is known; a rest from 1 to 4 is small too.

    >>> sorted(left_out([2, 40, 30], {"a": [0], "b": [1], "c": [2]}, {"all": [0, 1, 2]}))
    ['a', 'c']
    """
    filled = {index for index, count in enumerate(cells) if count}
    named = {name: frozenset(inside) & filled for name, inside in sums.items()}
    fixed = [frozenset(inside) & filled for inside in (totals or {}).values()]
    value = {name: sum(cells[index] for index in inside) for name, inside in named.items()}
    secrets = list(dict.fromkeys(_secrets(cells, named, fixed, room)))
    hidden = {name for name, inside in named.items() if inside in secrets or any(total - inside in secrets for total in fixed)}
    for secret in secrets:
        while not _is_open(secret, cells, [*fixed, *(inside for name, inside in named.items() if name not in hidden)], room):
            shown = sorted((name for name in named if name not in hidden and named[name]), key=lambda name: (value[name], name))
            if not shown:
                return frozenset(named)  # even that a cell is empty would tell
            near = [name for name in shown if named[name] & secret] or shown
            hidden.add(next((name for name in shown if _opens(secret, cells, named, fixed, hidden | {name}, room)), near[0]))
    return frozenset(hidden)


def _secrets(cells: Sequence[int], named: Mapping[str, Cells], fixed: Sequence[Cells], room: Sequence[int] | None) -> Iterator[Cells]:
    """What must not be worked out: small sums, and small rests of a total."""
    for inside in named.values():
        if is_small(sum(cells[index] for index in inside)):
            yield inside
        for total in fixed:
            if inside < total and is_small(sum(cells[index] for index in total - inside)):
                yield total - inside
        if room is not None and len(inside) == 1 and is_small(room[next(iter(inside))]):
            yield inside


def _opens(secret: Cells, cells: Sequence[int], named: Mapping[str, Cells], fixed: Sequence[Cells], hidden: Collection[str], room: Sequence[int] | None) -> bool:
    return _is_open(secret, cells, [*fixed, *(inside for name, inside in named.items() if name not in hidden)], room)


def _is_open(secret: Cells, cells: Sequence[int], shown: Sequence[Cells], room: Sequence[int] | None) -> bool:
    """Whether some other filling, with the same cells empty, gives every sum shown and another value of the secret."""
    free = _free([inside for inside in shown if inside], {index for index, count in enumerate(cells) if count})
    moves = list(_moves(free))
    most = MOST_TRIED if len(moves) <= FEW else FEWER_TRIED
    for many in range(1, min(most, len(moves)) + 1):
        for some in combinations(moves, many):
            for signs in product((1, -1), repeat=many):
                step: dict[int, int] = {}
                for sign, move in zip(signs, some, strict=True):
                    for index, by in move.items():
                        step[index] = step.get(index, 0) + sign * by
                if sum(by for index, by in step.items() if index in secret) and all(
                    cells[index] + by >= 1 and (room is None or by <= room[index] - (room[index] > 0)) for index, by in step.items()
                ):
                    return True
    return False


def _free(shown: Sequence[Cells], cells: set[int]) -> tuple[list[Cells], list[int]]:
    """The sums and cells that are left when every cell that a sum gives alone is taken out."""
    rows = [set(inside) for inside in shown]
    known: set[int] = set()
    while True:
        alone = {next(iter(row)) for row in rows if len(row) == 1}
        if not alone:
            return [frozenset(row) for row in rows if row], sorted(cells - known)
        known |= alone
        rows = [row - alone for row in rows]


def _moves(free: tuple[list[Cells], list[int]]) -> Iterator[dict[int, int]]:
    """A basis of the changes of cells that leave every sum as it is, in whole numbers."""
    rows, columns = free
    reduced: dict[int, dict[int, Fraction]] = {}
    for inside in rows:
        row = {index: Fraction(1) for index in inside}
        for pivot, other in reduced.items():
            if by := row.get(pivot, Fraction(0)):
                row = _less(row, other, by)
        if not row:
            continue
        pivot = min(row)
        row = {index: by / row[pivot] for index, by in row.items()}
        for key, other in reduced.items():
            if by := other.get(pivot, Fraction(0)):
                reduced[key] = _less(other, row, by)
        reduced[pivot] = row
    for index in columns:
        if index in reduced:
            continue
        move = {index: Fraction(1)} | {pivot: -row[index] for pivot, row in reduced.items() if index in row}
        scale = lcm(*(by.denominator for by in move.values()))
        yield {cell: int(by * scale) for cell, by in move.items()}


def _less(row: Mapping[int, Fraction], other: Mapping[int, Fraction], by: Fraction) -> dict[int, Fraction]:
    """`row` less `by` times `other`."""
    found = dict(row)
    for index, value in other.items():
        found[index] = found.get(index, Fraction(0)) - by * value
    return {index: value for index, value in found.items() if value}
