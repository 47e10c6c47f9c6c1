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


TONGUE = Tongue(
    "en",
    {
        "everyone": "everyone",
        "nobody": "nobody",
        "all_of": "all of these:",
        "any_of": "at least one of these:",
        "not_so": "this is not so: {}",
        "is_so": "{}",
        "is_not_so": "not {}",
        "is": "{}: {}",
        "is_not": "{}: not {}",
        "reached": "this rule reaches the person: {} ({})",
        "not_reached": "this rule does not reach the person: {} ({})",
        "given": "something is known of the {}",
        "not_given": "nothing is known of the {}",
        "other_reading": "under the other reading of {}",
        "default_reading": "under the default reading of {}",
        "at_most": "at most {}",
        "or_more": "{} or more",
        "or_later": "{} or later",
        "or_earlier": "{} or earlier",
        "before": "before {}",
        "by_the_day": "on or before the day asked about",
        "after_the_day": "after the day asked about",
        "ago_or_more": "{} or more before the day asked about",
        "ago_more_than": "more than {} before the day asked about",
        "ago_less_than": "less than {} before the day asked about",
        "ago_or_less": "{} or less before the day asked about",
        "younger": "under {} on the day asked about",
        "or_older": "{} or older on the day asked about",
        "before_turning": "before the person turned {}",
        "after_turning": "not before the person turned {}",
        "by_then": "not after the {}",
        "after_then": "after the {}",
        "before_then": "before the {}",
        "from_then": "not before the {}",
        "within": "not later than {} after the {}",
        "beyond": "more than {} after the {}",
    },
    day,
    amount,
    join,
)
