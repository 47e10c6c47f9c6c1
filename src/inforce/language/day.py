"""Days as ordinals, and calendar arithmetic that keeps the order of days.

A day is an int (`date.toordinal`). Adding months or years to 31 January or 29 February lands on the first day of the
next month where the day does not exist: an anniversary has come only once the whole time has passed. Taking months or
years away lands on the last day of the month. Both keep the order: a later day never moves to an earlier one.
"""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache

FIRST_DAY = date(1850, 1, 1).toordinal()
LAST_DAY = date(2200, 12, 31).toordinal()


@lru_cache(maxsize=65536)
def shift(day: int, months: int, days: int) -> int:
    """Move a day by calendar months, then by days.

    >>> date.fromordinal(shift(date(2016, 2, 29).toordinal(), 24, 0))
    datetime.date(2018, 3, 1)
    >>> date.fromordinal(shift(date(2018, 2, 28).toordinal(), -24, 0))
    datetime.date(2016, 2, 28)
    """
    if months:
        start = date.fromordinal(min(max(day, FIRST_DAY), LAST_DAY))
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        length = calendar.monthrange(year, month + 1)[1]
        if start.day <= length:
            day = date(year, month + 1, start.day).toordinal()
        elif months > 0:
            day = date(year, month + 1, length).toordinal() + 1
        else:
            day = date(year, month + 1, length).toordinal()
    return day + days


@lru_cache(maxsize=65536)
def last_before(limit: int, months: int, days: int) -> int:
    """The last day that, moved by `months` and `days`, is not after `limit` (the inverse of `shift`).

    >>> two_years = last_before(date(2017, 2, 22).toordinal(), 24, 0)
    >>> date.fromordinal(two_years)
    datetime.date(2015, 2, 22)
    """
    if not months:
        return limit - days
    if shift(LAST_DAY, months, days) <= limit:  # no day is too late
        return LAST_DAY
    if shift(FIRST_DAY, months, days) > limit:  # every day is
        return FIRST_DAY - 1
    guess = shift(limit - days, -months, 0) + 4
    while shift(guess, months, days) > limit:
        guess -= 1
    while shift(guess + 1, months, days) <= limit:
        guess += 1
    return guess
