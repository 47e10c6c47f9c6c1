"""Random people on the real vocabulary: facts known, unknown and known in part, mostly within the constraints.

Days lie where mistakes live: the ends of months, leap days, the day asked about and whole months before it.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

import inforce
from inforce.kernel.theory import Contradiction
from inforce.language.day import shift
from inforce.language.error import InforceError
from inforce.language.fact import Fact
from inforce.language.formula import Most
from inforce.language.syntax import READING

FIRST, LAST = date(1940, 1, 1), date(2026, 6, 30)
CONTRADICTORY = 0.15
"""How many people are left in contradiction, so that it is seen that nobody answers for them."""


def facts_of(book: inforce.Book) -> tuple[Fact, ...]:
    """The facts a person can have."""
    return tuple(fact for fact in book.library.vocabulary.facts.values() if fact.name != "on" and not fact.name.startswith(READING))


def months_before(on: date, months: int) -> date:
    """The same day of the month some months before, or the last of a shorter month."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))


def a_day(on: date, random: Random) -> date:
    kind = random.randrange(5)
    if kind == 0:
        return date.fromordinal(random.randint(FIRST.toordinal(), LAST.toordinal()))
    if kind == 1:  # the end of a month
        year, month = random.randint(1990, on.year), random.randint(1, 12)
        return date(year, month, calendar.monthrange(year, month)[1]) + timedelta(days=random.randint(-1, 1))
    if kind == 2:  # a leap day, or beside one
        return date(random.choice([1984, 1996, 2000, 2008, 2012, 2016]), 2, 29) + timedelta(days=random.randint(-1, 1))
    if kind == 3:  # whole months before the day asked about
        return months_before(on, random.choice([1, 6, 12, 24, 60, 168, 180, 192, 216])) + timedelta(days=random.randint(-1, 1))
    return on - timedelta(days=random.randint(0, 900))


def a_value(fact: Fact, on: date, random: Random, *, ranges: bool, values: Iterable[str] = ()) -> Any:
    """A value as a case file gives it; sets are known value by value."""
    if fact.type == "bool":
        return random.random() < 0.3
    if fact.type == "set":
        words = tuple(values) or fact.values
        share = random.choice([0.0, 0.2, 0.6])
        return {word: random.random() < share for word in words if random.random() < 0.9}
    if fact.is_choice:
        likely = [word for word in ("MX", "CA", "GT", "TX", "NY", "WA") if word in fact.values]
        return random.choice(likely if likely and random.random() < 0.7 else fact.values)
    if fact.type == "date":
        first = a_day(on, random)
        if fact.name == "birth_date" and random.random() < 0.8:
            first = first.replace(year=max(first.year - 25, 1900), day=min(first.day, 28)) if random.random() < 0.5 else months_before(first, 12 * random.randint(10, 40))
        if first > on and random.random() < 0.95:
            first = on
        if not ranges or random.random() < 0.5:
            return first.isoformat()
        last = min(first + timedelta(days=random.choice([0, 1, 30, 365])), max(first, on))
        return {k: v.isoformat() for k, v in (("from", first), ("to", last)) if random.random() < 0.8} or None
    number = random.choice([0, 0, 1, 1, 2, 3, 5, 13, 60, 400])
    if not ranges or random.random() < 0.5:
        return number
    return {k: v for k, v in (("from", number), ("to", number + random.choice([0, 1, 4]))) if random.random() < 0.8} or None


def an_edge(relation: Most, on: date, random: Random) -> dict[str, str]:
    """Two days at the edge of a relation: the right one at the end of a month, the left one where it moves to, or beside it."""
    assert relation.right is not None
    right = on
    for _ in range(12 if relation.right != "on" else 0):  # look for a day that the shorter month cuts
        year, month = random.randint(1985, on.year - 2), random.randint(1, 12)
        right = date(year, month, calendar.monthrange(year, month)[1]) + timedelta(days=random.randint(-3, 0))
        if date.fromordinal(shift(right.toordinal(), relation.months, 0)).day != right.day:
            break
    left = date.fromordinal(shift(right.toordinal(), relation.months, relation.days) + random.randint(-1, 1))
    return {name: day.isoformat() for name, day in ((relation.left, left), (relation.right, right)) if name != "on" and day <= on}


def a_person(
    book: inforce.Book, names: Mapping[str, tuple[str, ...]], on: date, random: Random, *, ranges: bool, relations: Sequence[Most] = (), edges: int = 0
) -> dict[str, Any]:
    """Somebody of whom something is known of the facts named.

    Args:
        names: the facts that can be known; of a set, the values.
        relations: between two days; some people stand at their edges.
        edges: at how many edges they stand whatever else is known.
    """
    share = random.choice([0.15, 0.5, 0.85, 1.0])
    facts: dict[str, Any] = {}
    for name, values in names.items():
        if random.random() < share:
            value = a_value(book.library.vocabulary[name], on, random, ranges=ranges, values=values)
            if value is not None and value != {}:
                facts[name] = value
    for _ in range(edges):
        facts |= an_edge(random.choice(relations), on, random)
    if relations and names and random.random() < 0.6:
        facts |= {name: day for name, day in an_edge(random.choice(relations), on, random).items() if name in names}
    if random.random() < CONTRADICTORY:
        return facts
    while facts:
        try:
            book.determine(facts, on=on, provisions=(), reasons=False)
            return facts
        except Contradiction as error:
            facts.pop(random.choice([name for name in error.facts if name in facts] or sorted(facts)))
        except InforceError:  # a derived number and its date
            facts.pop("days_since_entry", None)
    return facts
