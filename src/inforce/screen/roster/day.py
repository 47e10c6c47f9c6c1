"""Dates in cells: a few fixed forms, the order of day and month declared, and nothing guessed.

Read always, because they can be read one way only: `2015-03-04` and `2015/3/4` (a time after it is dropped), `20150304`,
`4 Mar 2015`, `March 4, 2015`, `4 de marzo de 2015`, and the serial number of a day in a spreadsheet (five digits).
`2015`, `2015-03`, `03/2015` and `March 2015` are ranges. `3/4/2015` is read only when the column's order is known.
Empty are the days by which databases say "nothing": 1900-01-01, the spreadsheet's day zero, 0001-01-01, 0000-00-00.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import cache

from inforce.language.day import FIRST_DAY, LAST_DAY
from inforce.language.fact import Interval
from inforce.screen.roster.refused import Unreadable
from inforce.screen.roster.words import fold, table

MONTH_FIRST, DAY_FIRST = "month/day/year", "day/month/year"
ORDERS = (MONTH_FIRST, DAY_FIRST)

_TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?(?:Z| ?[+-]\d{2}:?\d{2}| UTC)?)?"
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME, re.IGNORECASE | re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})" + _TIME, re.IGNORECASE | re.ASCII)
_SHORT_YEAR = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{2}" + _TIME, re.IGNORECASE | re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_YEAR = re.compile(r"(\d{4})(?:\.0)?", re.ASCII)
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})", re.ASCII)
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_ZERO = re.compile(r"[01](?:\.0+)?|0?1/0?0/1900")
_EMPTY = frozenset(date(*day).toordinal() for day in ((1, 1, 1), (1899, 12, 30), (1899, 12, 31), (1900, 1, 1)))
EPOCH_1900, EPOCH_1904 = date(1899, 12, 30).toordinal(), date(1904, 1, 1).toordinal()
"""The day zero of a spreadsheet's serial numbers, in its two systems."""


@cache
def _months() -> dict[str, int]:
    return {fold(name): int(number) for number, names in table("words")["months"].items() for name in names}


def read_date(text: str, order: str | None, epoch: int = EPOCH_1900) -> Interval | None:
    """Read a date as an interval of days; None where it stands for nothing.

    Args:
        order: which of `ORDERS` a date such as 3/4/2015 is in; None where the column has none such.
        epoch: the day zero of serial numbers.
    Raises:
        Unreadable: `bad-date`, `no-such-day`, `two-digit-year`, `date-out-of-range`.

    >>> [date.fromordinal(day).isoformat() for day in read_date("4 de marzo de 2015", None)]
    ['2015-03-04', '2015-03-04']
    >>> [date.fromordinal(day).isoformat() for day in read_date("3/4/2015", DAY_FIRST)]
    ['2015-04-03', '2015-04-03']
    >>> [date.fromordinal(day).isoformat() for day in read_date("2016-02", None)]
    ['2016-02-01', '2016-02-29']
    >>> read_date("1900-01-01", None) is None
    True
    """
    bare = text.strip()
    if _ZERO.fullmatch(bare):
        return None
    if match := _YEAR_FIRST.fullmatch(bare) or _COMPACT.fullmatch(bare):
        numbers = [int(part) for part in match.groups() if part is not None and part.isdigit()]
        return _day(numbers[0], numbers[1], numbers[2])
    if match := _YEAR_LAST.fullmatch(bare):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if order is None and first != second:
            raise Unreadable("bad-date")
        return _day(year, second, first) if order == DAY_FIRST else _day(year, first, second)
    if _SHORT_YEAR.fullmatch(bare):
        raise Unreadable("two-digit-year")
    if match := _YEAR.fullmatch(bare):
        return _span(date(_year(int(match[1])), 1, 1), date(int(match[1]), 12, 31))
    if match := _YEAR_MONTH.fullmatch(bare):
        return _month(int(match[1]), int(match[2]))
    if match := _MONTH_YEAR.fullmatch(bare):
        return _month(int(match[2]), int(match[1]))
    if match := _SERIAL.fullmatch(bare):
        return _checked(epoch + int(match[1]))
    return _in_words(bare)


def _in_words(text: str) -> Interval | None:
    """`4 Mar 2015`, `March 4, 2015`, `4 de marzo de 2015`, and a month with its year."""
    parts = [part for part in fold(text).split() if part not in ("de", "del", "of", "the")]
    parts = [re.sub(r"(?<=\d)(st|nd|rd|th|o)$", "", part) for part in parts]
    names = [part for part in parts if part in _months()]
    numbers = [part for part in parts if part.isascii() and part.isdigit()]
    if len(names) != 1 or len(names) + len(numbers) != len(parts) or not numbers or len(parts) > 3:
        raise Unreadable("bad-date")
    month = _months()[names[0]]
    if len(numbers[-1]) == 2 and len(numbers) == 2:
        raise Unreadable("two-digit-year")
    if len(numbers[-1]) != 4 or parts[-1] != numbers[-1]:
        raise Unreadable("bad-date")
    if len(numbers) == 1:
        return _month(int(numbers[0]), month)
    if len(numbers[0]) > 2:
        raise Unreadable("bad-date")
    return _day(int(numbers[1]), month, int(numbers[0]))


def _year(year: int) -> int:
    if not year >= 1:
        raise Unreadable("date-out-of-range")
    return year


def _day(year: int, month: int, day: int) -> Interval | None:
    if year == month == day == 0:
        return None
    try:
        return _checked(date(year, month, day).toordinal())
    except ValueError:
        raise Unreadable("no-such-day") from None


def _checked(day: int) -> Interval | None:
    if day in _EMPTY:
        return None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Unreadable("date-out-of-range")
    return (day, day)


def _month(year: int, month: int) -> Interval:
    if not 1 <= month <= 12:
        raise Unreadable("no-such-day")
    return _span(date(_year(year), month, 1), date(year, month, monthrange(year, month)[1]))


def _span(first: date, last: date) -> Interval:
    if not (first.toordinal() >= FIRST_DAY and last.toordinal() <= LAST_DAY):
        raise Unreadable("date-out-of-range")
    return (first.toordinal(), last.toordinal())


def orders_of(text: str) -> frozenset[str]:
    """In which orders a date such as 3/4/2015 can be read; both or none where it tells nothing.

    >>> sorted(orders_of("3/4/2015")), sorted(orders_of("31/4/2015")), sorted(orders_of("2015-03-04"))
    (['day/month/year', 'month/day/year'], ['day/month/year'], [])
    """
    match = _YEAR_LAST.fullmatch(text.strip())
    if match is None:
        return frozenset()
    first, second = int(match[1]), int(match[3])
    if first == second:
        return frozenset()
    found = {MONTH_FIRST} if 1 <= first <= 12 and 1 <= second <= 31 else set()
    if 1 <= second <= 12 and 1 <= first <= 31:
        found.add(DAY_FIRST)
    return frozenset(found)
