"""A plain reference: try every way to fill the unknown facts. Slow, short, obviously right; imports no evaluator.

A *world* is a small finite domain for each fact and some constraints. A *person* gives every fact one value: a bool, a
word, a frozenset of words, or a number (days are ordinals). Whatever the kernel decides by cleverness is decided here by
looking at every person. Only the node classes of formulas are read; calendar arithmetic is written again, in its own way.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations, product

from inforce.language import formula as nodes
from inforce.language.formula import Formula

Value = bool | str | int | frozenset[str]
Person = dict[str, Value]


def moved(day: int, months: int, days: int) -> int:
    """A day moved by calendar months, then days: forward to the next day that exists, backward to the last that does."""
    if months:
        start = date.fromordinal(day)
        year, month = start.year, start.month
        for _ in range(abs(months)):
            month += 1 if months > 0 else -1
            if month == 13:
                year, month = year + 1, 1
            if month == 0:
                year, month = year - 1, 12
        if start.day <= calendar.monthrange(year, month)[1]:
            landed = date(year, month, start.day)
        elif months > 0:
            landed = date(year, month, calendar.monthrange(year, month)[1]) + timedelta(days=1)
        else:
            landed = date(year, month, calendar.monthrange(year, month)[1])
        day = landed.toordinal()
    return day + days


def holds(formula: Formula, person: Mapping[str, Value], given: frozenset[str] = frozenset()) -> bool:
    """The truth of a formula for a person about whom everything is known."""
    match formula:
        case nodes.Constant():
            return formula.value
        case nodes.Not():
            return not holds(formula.part, person, given)
        case nodes.And():
            return all(holds(part, person, given) for part in formula.parts)
        case nodes.Or():
            return any(holds(part, person, given) for part in formula.parts)
        case nodes.Flag():
            return person[formula.fact] is True
        case nodes.Has():
            return formula.value in person[formula.fact]  # type: ignore[operator]
        case nodes.In():
            return person[formula.fact] in formula.values
        case nodes.Most() if formula.right is None:
            return person[formula.left] <= formula.limit  # type: ignore[operator]
        case nodes.Most():
            return person[formula.left] <= moved(person[formula.right], formula.months, formula.days)  # type: ignore[operator, arg-type, index]
        case nodes.Given():
            return formula.fact in given
    raise AssertionError(formula)


def subsets(words: Iterable[str]) -> Iterator[frozenset[str]]:
    words = tuple(words)
    for size in range(len(words) + 1):
        yield from map(frozenset, combinations(words, size))


@dataclass(frozen=True)
class World:
    """Every fact's whole domain, what is left of it by what was said, the constraints, and what was said at all."""

    whole: Mapping[str, tuple[Value, ...]]
    left: Mapping[str, tuple[Value, ...]]
    constraints: tuple[Formula, ...] = ()
    given: frozenset[str] = field(default=frozenset())

    def people(self) -> list[Person]:
        """Every person that fits what was said and the constraints."""
        return self._people

    @cached_property
    def _people(self) -> list[Person]:
        names = list(self.whole)
        found = []
        for values in product(*(self.left.get(name, self.whole[name]) for name in names)):
            person = dict(zip(names, values, strict=True))
            if all(holds(constraint, person, self.given) for constraint in self.constraints):
                found.append(person)
        return found

    def knowing(self, facts: Iterable[str]) -> World:
        """The same world where only some of the facts were said, and the day asked about."""
        kept = set(facts)
        return replace(
            self, left={name: values for name, values in self.left.items() if name in kept or name == "on"}, given=self.given & kept
        )


def outcome(outcomes: Mapping[str, Formula], person: Person, given: frozenset[str] = frozenset()) -> str:
    """The one outcome whose formula is true for the person."""
    (name,) = (name for name, formula in outcomes.items() if holds(formula, person, given))
    return name


def possible(outcomes: Mapping[str, Formula], world: World) -> set[str]:
    return {outcome(outcomes, person, world.given) for person in world.people()}


def depends_on(outcomes: Mapping[str, Formula], world: World) -> set[str]:
    """The facts that alone make a difference: two people with different outcomes differ in nothing else."""
    names = list(world.whole)
    seen: dict[tuple[str, tuple[Value, ...]], str] = {}
    found: set[str] = set()
    for person in world.people():
        its = outcome(outcomes, person, world.given)
        for fact in names:
            if seen.setdefault((fact, tuple(person[name] for name in names if name != fact)), its) != its:
                found.add(fact)
    return found


def settles(facts: Iterable[str], outcomes: Mapping[str, Formula], world: World) -> bool:
    """Whether people who agree on the facts have one outcome."""
    kept = tuple(facts)
    seen: dict[tuple[Value, ...], str] = {}
    for person in world.people():
        its = outcome(outcomes, person, world.given)
        if seen.setdefault(tuple(person[name] for name in kept), its) != its:
            return False
    return True


def is_settling(facts: Iterable[str], outcomes: Mapping[str, Formula], world: World) -> bool:
    """Whether the facts settle the answer and no smaller part of them does."""
    facts = tuple(facts)
    return settles(facts, outcomes, world) and not any(settles(set(facts) - {fact}, outcomes, world) for fact in facts)


def forces(facts: Iterable[str], name: str, outcomes: Mapping[str, Formula], world: World) -> bool:
    """Whether everybody who fits what was said of the facts has the outcome, whether or not the others were said."""
    kept = set(facts)
    silent = subsets(world.given - kept)
    return all(possible(outcomes, replace(world.knowing(kept), given=world.given & kept | more)) <= {name} for more in silent)


def is_because(facts: Iterable[str], name: str, outcomes: Mapping[str, Formula], world: World) -> bool:
    """Whether the facts force the outcome and no smaller part of them does."""
    facts = tuple(facts)
    return forces(facts, name, outcomes, world) and not any(forces(set(facts) - {fact}, name, outcomes, world) for fact in facts)


def is_conflict(facts: Iterable[str], world: World) -> bool:
    """Whether what was said of the facts cannot all be so, and any smaller part of it can."""
    facts = tuple(facts)
    return not world.knowing(facts).people() and all(world.knowing(set(facts) - {fact}).people() for fact in facts)


def canonical(names: Iterable[str], enough: Callable[[Collection[str]], bool]) -> tuple[str, ...]:
    """The facts that are left when each in turn is dropped if the others are enough."""
    kept = list(names)
    for name in tuple(kept):
        fewer = [other for other in kept if other != name]
        if enough(fewer):
            kept = fewer
    return tuple(kept)


def supposing(world: World, findings: Iterable[tuple[str, str | None]]) -> World:
    """The world in which findings count as not made, each in turn as far as somebody is left.

    Args:
        findings: a bool fact, or a set fact and one of its values.
    """
    left = dict(world.left)
    for fact, value in findings:
        without = tuple(each for each in left.get(fact, world.whole[fact]) if (each is False if value is None else value not in each))  # type: ignore[operator]
        fewer = replace(world, left={**left, fact: without})
        if fewer.people():
            left = dict(fewer.left)
    return replace(world, left=left)
