"""What is known in part: in which regions a fact that is not settled still can lie, as whole numbers in a key.

Single limits compare a fact with constants, so the regions between them tell all there is. A comparison of two days, one
of them known, is a limit of its own for the other: its place among the limits is told, and its order among the fact's
other such limits. Where both days are open, the limits of each are moved over to the other; while one fact alone brings
limits of its own row, its place among those tells all. Where several do, the days themselves are told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from inforce.backends.columns.kleene import Plane, anywhere, both, either, invert, some, spread
from inforce.language.formula import Most
from inforce.screen.state import Ends, State, back, column, moved

WIDTH = 1 << 12
"""More than the limits of one fact."""


def known_in_part(
    state: State, relevant: Mapping[str, Plane], pairs: Sequence[tuple[Most, Plane]], where: pl.Series, blank: Mapping[str, Ends]
) -> Iterator[tuple[str, pl.Series]]:
    """Columns that tell the regions of the facts that matter, zero where a fact does not or nobody said more than of anybody.

    Args:
        relevant: where each fact matters and is not settled.
        pairs: comparisons of two days, and where they are open.
        blank: by ordered fact, its ends where nobody said anything.
    """
    joined, limits = _open_pairs(state, pairs)
    for fact, plane in relevant.items():
        here = both(plane, where)
        if not anywhere(here):
            continue
        if fact in state.words:
            yield from _blocks(state, fact, here, where)
        elif fact in state.ends:
            yield from _ends(state, fact, here, joined.get(fact, False), where, blank)
            yield from _limits(state, fact, limits.get(fact, ()), joined.get(fact, False), where)
    yield from _days_themselves(state, joined, limits, where, blank)


def _blocks(state: State, fact: str, here: Plane, where: pl.Series) -> Iterator[tuple[str, pl.Series]]:
    for index, (word, whole) in enumerate(zip(state.words[fact], state.regions.words(fact), strict=True)):
        if isinstance(word, int) and word == whole:
            continue
        series = column(word, state.rows, pl.UInt64)
        shown = spread(both(here, series != whole), state.rows)
        yield f"{fact} {index}", _masked(series, shown).filter(where)


def _ends(state: State, fact: str, here: Plane, joined: Plane, where: pl.Series, blank: Mapping[str, Ends]) -> Iterator[tuple[str, pl.Series]]:
    for name, cuts, plane in (("", state.regions.cuts[fact], both(here, invert(joined))), (" fine", state.regions.fine_cuts[fact], both(here, joined))):
        told = False
        code = pl.repeat(0, state.rows, dtype=pl.UInt64, eager=True)
        for end, usual, scale in zip(state.ends[fact], blank[fact], (1, WIDTH), strict=True):
            if isinstance(end, int) and end == usual:
                continue
            shown = both(plane, _differs(end, usual))
            if anywhere(shown):
                told = True
                code = code + _masked((_place(end, cuts, state.rows) + 1) * scale, spread(shown, state.rows))
        if told:
            yield fact + name, code.filter(where)


def _differs(end: pl.Series | int, usual: pl.Series | int) -> Plane:
    assert isinstance(usual, int)
    return end != usual


def _place(days: pl.Series | int, cuts: Sequence[int], rows: int) -> pl.Series:
    """How many limits lie below each day."""
    series = column(days, rows)
    return pl.Series(cuts, dtype=pl.Int32).search_sorted(series, side="left").cast(pl.UInt64)


def _masked(series: pl.Series, shown: pl.Series) -> pl.Series:
    return series.cast(pl.UInt64).zip_with(shown, pl.repeat(0, len(series), dtype=pl.UInt64, eager=True))


Limit = tuple[str, Plane, pl.Series]
"""A comparison's name, where it limits a fact by another one's known day, and the limit."""


def _open_pairs(state: State, pairs: Sequence[tuple[Most, Plane]]) -> tuple[dict[str, Plane], dict[str, list[Limit]]]:
    """Where each fact stands in a comparison whose two days are open; and the limits that known days bring to others."""
    joined: dict[str, Plane] = {}
    limits: dict[str, list[Limit]] = {}
    merged: dict[Most, Plane] = {}
    for atom, plane in pairs:
        merged[atom] = either(merged.get(atom, False), plane)
    for atom, plane in merged.items():
        assert atom.right is not None
        name = f"{atom.left} {atom.right} {atom.months} {atom.days}"
        left, right = state.is_settled(atom.left), state.is_settled(atom.right)
        open_both = both(plane, both(invert(left), invert(right)))
        for fact in (atom.left, atom.right):
            if anywhere(open_both):
                joined[fact] = either(joined.get(fact, False), open_both)
        from_left, from_right = both(plane, left), both(plane, right)
        if anywhere(from_right):
            limits.setdefault(atom.left, []).append((name, from_right, column(moved(state.ends[atom.right][0], atom, state.rows), state.rows)))
        if anywhere(from_left):
            limits.setdefault(atom.right, []).append((name, from_left, column(back(state.ends[atom.left][0], -1, atom, state.rows), state.rows)))
    return joined, limits


def _limits(state: State, fact: str, limits: Sequence[Limit], joined: Plane, where: pl.Series) -> Iterator[tuple[str, pl.Series]]:
    regions = state.regions
    for index, (label, plane, limit) in enumerate(limits):
        for name, cuts, here in (("", regions.cuts[fact], both(plane, invert(joined))), (" fine", regions.fine_cuts[fact], both(plane, joined))):
            if anywhere(here):
                place = _place(limit, cuts, state.rows) + _place(limit + 1, cuts, state.rows) + 1  # tells also whether it is one of them
                yield f"{fact} limit {label}{name}", _masked(place, spread(here, state.rows)).filter(where)
        for other, other_plane, other_limit in limits[:index]:
            shared = both(plane, other_plane)
            if anywhere(shared):
                order = (limit < other_limit).cast(pl.UInt64) + (limit <= other_limit).cast(pl.UInt64) + 1
                yield f"{fact} order {other}, {label}", _masked(order, spread(shared, state.rows)).filter(where)


def _days_themselves(
    state: State, joined: Mapping[str, Plane], limits: Mapping[str, Sequence[Limit]], where: pl.Series, blank: Mapping[str, Ends]
) -> Iterator[tuple[str, pl.Series]]:
    special: dict[str, Plane] = {}
    for fact, plane in joined.items():
        own = some(_differs(end, usual) for end, usual in zip(state.ends[fact], blank[fact], strict=True))
        special[fact] = both(plane, either(own, some(limit_plane for _, limit_plane, _ in limits.get(fact, ()))))
    facts = list(special)
    several = some(both(special[first], special[second]) for index, first in enumerate(facts) for second in facts[:index])
    if not anywhere(both(several, where)):
        return
    for fact in facts:
        told = spread(both(several, joined[fact]), state.rows)
        for name, end in zip((" from", " to"), state.ends[fact], strict=True):
            yield fact + name, _masked(column(end, state.rows).cast(pl.Int64) + 1, told).filter(where)
        for label, plane, limit in limits.get(fact, ()):
            yield f"{fact} day {label}", _masked(limit.cast(pl.Int64) + (1 << 20), spread(both(several, plane), state.rows)).filter(where)
