"""English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from inforce.backends.text.base import Tongue

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def day(on: date) -> str:
    """
    >>> day(date(2017, 2, 20))
    '20 February 2017'
    """
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def amount(months: int, days: int) -> str:
    """
    >>> amount(24, 0), amount(18, 0), amount(0, 14)
    ('2 years', '18 months', '14 days')
    """
    parts = []
    if months and months % 12 == 0:
        parts.append(_count(months // 12, "year"))
    elif months:
        parts.append(_count(months, "month"))
    if days or not parts:
        parts.append(_count(days, "day"))
    return " and ".join(parts)


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" + ("" if number == 1 else "s")


def join(parts: Sequence[str], either: bool) -> str:
    """
    >>> join(["a", "b", "c"], True)
    'a, b or c'
    """
    word = " or " if either else " and "
    return ", ".join(parts[:-1]) + word + parts[-1] if len(parts) > 1 else parts[0]


TONGUE = Tongue("en", day, amount, join)
