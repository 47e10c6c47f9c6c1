"""Truths over columns: a formula's value for every row at once, as two columns without nulls.

A plane is a Boolean column, or one Python bool where it is the same for every row: what nobody said costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, MutableMapping
from typing import NamedTuple

import polars as pl

from inforce.language.formula import And, Atom, Constant, Formula, Not, Or

Plane = pl.Series | bool
"""Where something holds: a Boolean column without nulls, or the same answer for every row."""


class Truth(NamedTuple):
    """Where a formula is true and where it is false; never both for one row, unless what was said contradicts itself."""

    true: Plane
    false: Plane


UNSETTLED = Truth(False, False)


def both(first: Plane, second: Plane) -> Plane:
    """Where both hold."""
    if isinstance(first, bool):
        return second if first else False
    if isinstance(second, bool):
        return first if second else False
    return first & second


def either(first: Plane, second: Plane) -> Plane:
    """Where one of them holds."""
    if isinstance(first, bool):
        return True if first else second
    if isinstance(second, bool):
        return True if second else first
    return first | second


def invert(plane: Plane) -> Plane:
    """Where it does not hold."""
    return not plane if isinstance(plane, bool) else ~plane


def anywhere(plane: Plane) -> bool:
    """Whether it holds for some row."""
    return plane if isinstance(plane, bool) else bool(plane.any())


def spread(plane: Plane, rows: int) -> pl.Series:
    """The plane as a column."""
    if isinstance(plane, bool):
        return pl.repeat(plane, rows, dtype=pl.Boolean, eager=True)
    return plane


def every(planes: Iterable[Plane]) -> Plane:
    """Where all of them hold."""
    found: Plane = True
    for plane in planes:
        found = both(found, plane)
    return found


def some(planes: Iterable[Plane]) -> Plane:
    """Where one of them at least holds."""
    found: Plane = False
    for plane in planes:
        found = either(found, plane)
    return found


def unsettled(truth: Truth) -> Plane:
    """Where the truth tables do not tell."""
    return invert(either(truth.true, truth.false))


def truth_of(formula: Formula, atom: Callable[[Atom], Truth], memo: MutableMapping[Formula, Truth]) -> Truth:
    """A formula's truth by the strong Kleene tables; what formulas share is worked out once.

    >>> from inforce.language.formula import conjoin, flag
    >>> known = {"a": Truth(pl.Series([True, False, False]), pl.Series([False, True, False])), "b": UNSETTLED}
    >>> found = truth_of(conjoin(flag("a"), flag("b")), lambda atom: known[atom.fact], {})
    >>> found.true, found.false.to_list()
    (False, [False, True, False])
    """
    found = memo.get(formula)
    if found is None:
        if isinstance(formula, Not):
            part = truth_of(formula.part, atom, memo)
            found = Truth(part.false, part.true)
        elif isinstance(formula, (And, Or)):
            parts = [truth_of(part, atom, memo) for part in formula.parts]
            if isinstance(formula, And):
                found = Truth(every(part.true for part in parts), some(part.false for part in parts))
            else:
                found = Truth(some(part.true for part in parts), every(part.false for part in parts))
        elif isinstance(formula, Constant):
            found = Truth(formula.value, not formula.value)
        else:
            assert isinstance(formula, Atom)
            found = atom(formula)
        memo[formula] = found
    return found
