"""Days in columns: calendar moves that agree with `language/day.py` for every day the rulebook knows.

A day is a whole number, the kernel's ordinal (1 is 1 January of the year 1).
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl

from inforce.language.day import FIRST_DAY, LAST_DAY
from inforce.language.day import shift as shift_one

EPOCH = date(1970, 1, 1).toordinal()
MARCH_1900, FEBRUARY_2100 = date(1900, 3, 1).toordinal(), date(2100, 2, 28).toordinal()
REACH = 9
"""How far the day found by moving back can lie from the last day that moves no further than a limit."""


def to_ordinal(days: pl.Expr) -> pl.Expr:
    """A Date column as the kernel's ordinals."""
    return days.to_physical().cast(pl.Int32) + EPOCH


def shift(day: pl.Expr, months: int, days: int, origin: int = 0) -> pl.Expr:
    """Every ordinal moved by calendar months, then by days, as `kernel.day.shift` moves one.

    Args:
        origin: where the column counts from, if its days are not ordinals themselves; so are the days it gives.

    >>> from inforce.language.day import shift as one
    >>> leap = date(2016, 2, 29).toordinal()
    >>> pl.select(shift(pl.lit(leap, dtype=pl.Int32), 24, 0)).item() == one(leap, 24, 0)
    True
    """
    if not months:
        return day + days

    def moved(column: pl.Series) -> pl.Series:
        first: Any = column.min()
        last: Any = column.max()
        if first is None or (months % 12 == 0 and _is_julian(first + origin, months) and _is_julian(last + origin, months)):
            return _by_years(column, months // 12, days, origin)
        table = moved_days(months)
        if first + origin < FIRST_DAY or last + origin > LAST_DAY:
            column = column.clip(FIRST_DAY - origin, LAST_DAY - origin)
        return table.gather(column - (FIRST_DAY - origin)) + (days - origin)

    return day.map_batches(moved, return_dtype=pl.Int32, is_elementwise=True)


def _is_julian(day: Any, months: int) -> bool:
    """Whether every fourth year has 29 February between the day and where it is moved to."""
    return all(MARCH_1900 <= one < FEBRUARY_2100 for one in (day, shift_one(day, months, 0)))


def _by_years(day: pl.Series, years: int, days: int, origin: int) -> pl.Series:
    """Days moved by years between March 1900 and February 2100: a leap day is passed or not by the place in four years."""
    fours, rest = divmod(years, 4)
    moved = day + (1461 * fours + 365 * rest + days)
    if rest:
        place = (day - (MARCH_1900 - origin)) % 1461
        passed = place >= 1460 - 365 * rest
        if years < 0:  # from 29 February back to 28 February, forward to 1 March
            passed = passed & (place < 1460)
        moved = moved + passed.cast(pl.Int32)
    return moved.cast(pl.Int32)


@lru_cache(maxsize=64)
def moved_days(months: int) -> pl.Series:
    """Where each day the rulebook knows comes to lie; looking days up costs a thirtieth of moving them one by one."""
    start = pl.col("day").cast(pl.Date)
    moved = start.dt.offset_by(f"{months}mo")  # lands on the month's last day where the day does not exist
    if months > 0:  # an anniversary has come only once the whole time has passed
        moved = moved + pl.duration(days=(moved.dt.day() != start.dt.day()).cast(pl.Int32))
    days = pl.DataFrame({"day": pl.Series(range(FIRST_DAY - EPOCH, LAST_DAY - EPOCH + 1), dtype=pl.Int32)})
    return days.select(to_ordinal(moved)).to_series()


def last_before(limit: pl.Expr, months: int, days: int) -> pl.Expr:
    """The last day that, moved, is not after the limit, as `kernel.day.last_before` finds one."""
    if not months:
        return limit - days
    guess = shift(limit - days, -months, 0) + 4
    found = pl.coalesce([pl.when(shift(guess - back, months, days) <= limit).then(guess - back) for back in range(REACH)])
    everyone, nobody = shift_one(LAST_DAY, months, days), shift_one(FIRST_DAY, months, days)
    return pl.when(limit >= everyone).then(LAST_DAY).when(limit < nobody).then(FIRST_DAY - 1).otherwise(found).cast(pl.Int32)
