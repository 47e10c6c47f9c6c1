"""Possible people: rows whose facts are in conflict are found, and named as the kernel names them.

Where taking in the constraints ends in a contradiction the row is impossible. Where some constraints stay open, a row is
possible if somebody fits it: a completion is tried on all rows at once, and the kernel decides the few that it does not fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from inforce.backends.columns.kleene import Plane, Truth, both, either, every, invert, spread, truth_of
from inforce.language.error import InforceError
from inforce.language.formula import And, Atom, Formula, Not, Or, flag, has
from inforce.rulebook.determination import Person
from inforce.screen.roster.refused import Refused
from inforce.screen.state import State, column

if TYPE_CHECKING:
    from inforce.screen.engine import Screener


@dataclass
class Impossible:
    """The rows found impossible before any question was asked, with what is wrong where the kernel has said so."""

    where: Plane
    errors: dict[int, InforceError] = field(default_factory=dict)

    def rows(self, screener: Screener, table: pl.DataFrame, bad: pl.Series, hard: pl.Series) -> list[Refused]:
        """Every row without an answer, in order, and why.

        Args:
            bad: rows whose facts are in conflict.
            hard: rows for which a decision was given up.
        """
        found: list[Refused] = []
        for row in (bad | hard).arg_true():
            error = self.errors.get(row)
            if error is None and bad[row]:
                error = examine(screener, table, row)
            if error is None:
                error = InforceError("too-hard", "the exact decision needs too many branches", help="give more facts")
            told = table.row(row, named=True)
            facts = getattr(error, "facts", ())
            found.append(
                Refused(
                    int(told["_row"]),
                    told.get("_line"),
                    told.get("_key"),
                    None,
                    ", ".join(facts) or None,
                    error.code,
                    error.message if error.help is None else f"{error.message}: {error.help}",
                )
            )
        return found


def examine(screener: Screener, table: pl.DataFrame, row: int) -> InforceError | None:
    """What the kernel says against one row; None where somebody fits it."""
    told = table.row(row, named=True)
    try:
        Person(screener.book.library.theory, screener.values(told), screener.day(told), screener.readings)
    except InforceError as error:
        return error
    return None


def impossible_rows(screener: Screener, table: pl.DataFrame, state: State, truths: Mapping[Formula, Truth]) -> Impossible:
    """The rows that nobody fits."""
    met = every(truths[constraint].true for constraint in screener.constraints)
    doubtful = both(invert(met), invert(state.impossible))
    for witness in (True, False):
        doubtful = both(doubtful, invert(_fits(screener, state, pure=witness)))
    found = Impossible(state.impossible)
    bad = []
    for row in spread(doubtful, table.height).arg_true():
        error = examine(screener, table, row)
        if error is not None:
            bad.append(row)
            found.errors[row] = error
    if bad:
        found.where = either(found.where, pl.repeat(False, table.height, dtype=pl.Boolean, eager=True).scatter(bad, True))
    return found


def complete(state: State, constraints: Sequence[Formula], *, pure: bool) -> State:
    """One way of filling in everything unknown, that meets the constraints in most rows.

    Args:
        pure: facts that the constraints only ever want to be true are filled in as true; else nothing is.
    """
    wanted = signs(constraints)
    whole = state.copy()
    for fact, value in (*((fact, None) for fact in state.regions.flags), *state.regions.members):
        truth = state.truths.get((fact, value), Truth(False, False))
        positive = pure and wanted.get(flag(fact) if value is None else has(fact, value)) == {True}
        whole.truths[fact, value] = Truth(invert(truth.false), truth.false) if positive else Truth(truth.true, invert(truth.true))
    uppers = {atom.right for atom in state.regions.pairs}
    for fact, (low, high) in state.ends.items():
        taken = high if fact in uppers else low
        whole.ends[fact] = (taken, taken)
    for fact, words in state.words.items():
        kept: list[pl.Series | int] = []
        none_yet: Plane = True
        for word in words:
            series = column(word, state.rows, pl.UInt64)
            lowest = series & (series * (2**64 - 1))  # two's complement: the lowest bit that is set
            kept.append(lowest.zip_with(spread(none_yet, state.rows), lowest * 0))
            none_yet = both(none_yet, series == 0)
        whole.words[fact] = tuple(kept)
    return whole


def _fits(screener: Screener, state: State, *, pure: bool) -> Plane:
    """Where one way of filling in everything unknown meets every constraint."""
    memo: dict[Formula, Truth] = {}
    whole = complete(state, screener.constraints, pure=pure)
    return every(truth_of(constraint, whole.truth, memo).true for constraint in screener.constraints)


def signs(formulas: Iterable[Formula]) -> dict[Formula, set[bool]]:
    """By atom: whether a formula could want it to be true, or false."""
    found: dict[Formula, set[bool]] = {}

    def visit(node: Formula, sign: bool) -> None:
        if isinstance(node, Atom):
            found.setdefault(node, set()).add(sign)
        elif isinstance(node, Not):
            visit(node.part, not sign)
        elif isinstance(node, (And, Or)):
            for part in node.parts:
                visit(part, sign)

    for formula in formulas:
        visit(formula, True)
    return found
