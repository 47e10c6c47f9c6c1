"""Days in columns: calendar moves that agree with `kernel/day.py` for every day the rulebook knows.

A day is a whole number, the kernel's ordinal (1 is 1 January of the year 1).
"""

from __future__ import annotations

from datetime import date

import polars as pl

from inforce.kernel.day import FIRST_DAY, LAST_DAY
from inforce.kernel.day import shift as shift_one

EPOCH = date(1970, 1, 1).toordinal()
REACH = 9
"""How far the day found by moving back can lie from the last day that moves no further than a limit."""


def to_ordinal(days: pl.Expr) -> pl.Expr:
    """A Date column as the kernel's ordinals."""
    return days.to_physical().cast(pl.Int32) + EPOCH


def shift(day: pl.Expr, months: int, days: int) -> pl.Expr:
    """Every ordinal moved by calendar months, then by days, as `kernel.day.shift` moves one.

    >>> from inforce.kernel.day import shift as one
    >>> leap = date(2016, 2, 29).toordinal()
    >>> pl.select(shift(pl.lit(leap, dtype=pl.Int32), 24, 0)).item() == one(leap, 24, 0)
    True
    """
    if not months:
        return day + days
    start = (day.clip(FIRST_DAY, LAST_DAY) - EPOCH).cast(pl.Date)
    moved = start.dt.offset_by(f"{months}mo")  # lands on the month's last day where the day does not exist
    if months > 0:  # an anniversary has come only once the whole time has passed
        moved = moved + pl.duration(days=(moved.dt.day() != start.dt.day()).cast(pl.Int32))
    return to_ordinal(moved) + days


def last_before(limit: pl.Expr, months: int, days: int) -> pl.Expr:
    """The last day that, moved, is not after the limit, as `kernel.day.last_before` finds one."""
    if not months:
        return limit - days
    guess = shift(limit - days, -months, 0) + 4
    found = pl.coalesce([pl.when(shift(guess - back, months, days) <= limit).then(guess - back) for back in range(REACH)])
    everyone, nobody = shift_one(LAST_DAY, months, days), shift_one(FIRST_DAY, months, days)
    return pl.when(limit >= everyone).then(LAST_DAY).when(limit < nobody).then(FIRST_DAY - 1).otherwise(found).cast(pl.Int32)
