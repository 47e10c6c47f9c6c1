"""Change: what the days between two answers did to a case, by what the rule bears: burden, benefit or procedure.

A change is told from the earlier day to the later one. Nobody who lost a protection is "freed": burdens are newly reached
or lifted, benefits gained or lost, procedures changed. Where one of the two answers depends on facts not given, the
change is not known, and only that is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import polars as pl

from inforce.rulebook.frame import OUTCOMES

KINDS = ("newly_reached", "lifted", "gained", "lost", "procedure_changed", "now_depends", "no_longer_depends", "otherwise")
"""The kinds of change; `otherwise` is a rule announced, put on hold, or met by a shield, that reaches the case on neither day."""
OF_BEARING: Mapping[str, tuple[str, ...]] = {
    "burden": ("newly_reached", "lifted", "now_depends", "no_longer_depends", "otherwise"),
    "benefit": ("gained", "lost", "now_depends", "no_longer_depends", "otherwise"),
    "procedure": ("procedure_changed", "now_depends", "no_longer_depends"),
}
"""The kinds that a rule can show."""
OUTCOME, KIND = pl.Enum(OUTCOMES), pl.Enum(KINDS)


def kind_of(bearing: str, was: str, now: str) -> str | None:
    """The kind of change from one outcome to another; None where there is none.

    >>> kind_of("burden", "no", "reached"), kind_of("benefit", "reached", "suspended"), kind_of("burden", "depends", "reached")
    ('newly_reached', 'lost', 'no_longer_depends')
    """
    if was == now:
        return None
    if now == "depends":
        return "now_depends"
    if was == "depends":
        return "no_longer_depends"
    if bearing == "procedure":
        return "procedure_changed"
    begins, ends = ("gained", "lost") if bearing == "benefit" else ("newly_reached", "lifted")
    return begins if now == "reached" else ends if was == "reached" else "otherwise"


@cache
def _kinds(bearing: str) -> pl.Series:
    """The kind for every pair of outcomes, in the order of `pair`."""
    return pl.Series([kind_of(bearing, was, now) for was in OUTCOMES for now in OUTCOMES], dtype=KIND)


def pair(was: pl.Expr, now: pl.Expr) -> pl.Expr:
    """Two outcomes as one number: six times the first and the second, by their places in `OUTCOMES`."""
    return was.to_physical().cast(pl.UInt32) * len(OUTCOMES) + now.to_physical().cast(pl.UInt32)


def change(bearing: str, was: pl.Expr, now: pl.Expr) -> pl.Expr:
    """The kind of change for every row, null where there is none.

    Shapes: two columns of outcomes, the earlier day's first; one column of kinds.
    """
    return pl.lit(_kinds(bearing)).gather(pair(was, now))
