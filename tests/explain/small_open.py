"""Everything there is to say of an answer that depends in a small rulebook, found by trying every person there could be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import prod
from typing import Any

from inforce.backends.explain import Explanation
from inforce.language.fact import Members, Value
from inforce.language.formula import Formula, Ref, atoms
from tests.explain.asked import Asked
from tests.explain.small import DOMAINS

MANY = 1500
"""People of whom so much is open that there are more of them than this are not tried."""
Person = dict[str, Any]
VALUES = {**DOMAINS, "us_citizen": (True, False)}
TIED = ({"convictions", "misdemeanor_count"}, {"removable", "us_citizen"})
"""Facts of which a constraint speaks together."""


def relevant(asked: Asked, name: str) -> list[str]:
    """The facts that the texts of a provision and its shields, the scope of its acts, and the constraints speak of."""
    provision = asked.book.library.provisions[name]
    formulas = [provision.text.formula, *(asked.book.library.provisions[shield].text.formula for shield in provision.exempt_by)]
    found = {"state", *(fact for formula in formulas for fact in _facts(formula))}
    found = found.union(*(tied for tied in TIED if found & tied))
    return [fact for fact in VALUES if fact in found and fact != "waived"]


def _facts(formula: Formula) -> Iterator[str]:
    for atom in atoms(formula):
        assert not isinstance(atom, Ref)
        yield from atom.facts


def how_many(asked: Asked, told: Explanation) -> int:
    """How many people are tried to check an explanation."""
    return prod(len(VALUES[fact]) for fact in relevant(asked, told.provision) if fact not in told.why.facts)


def everybody(asked: Asked, name: str, facts: Mapping[str, Any]) -> list[tuple[Person, str]]:
    """Each person of whom the facts are so and who can be, with the outcome."""
    free = [fact for fact in relevant(asked, name) if fact not in facts]
    people = ({**facts, **dict(zip(free, values, strict=True))} for values in product(*(VALUES[fact] for fact in free)))
    return [(person, outcome) for person in people if (outcome := asked.outcome(name, person)) is not None]


def misread(asked: Asked, told: Explanation) -> list[str]:
    """What an explanation of an answer that depends says wrongly, tried on everybody."""
    assert told.open is not None
    facts, name = asked.said(told), told.provision
    everyone = everybody(asked, name, facts)
    real = {outcome for _, outcome in everyone}
    found = [] if real == set(told.open.possible) else [f"possible are {sorted(real)}, not {sorted(told.open.possible)}"]
    settling = told.open.settling
    if not _settles(everyone, settling):
        found.append(f"{settling} do not settle it")
    found += [f"{settling} settle it without {fact}" for fact in settling if _settles(everyone, [other for other in settling if other != fact])]
    listed = {one.fact for one in told.open.facts}
    for fact in relevant(asked, name):
        if fact not in facts and fact not in listed and _turns(everyone, fact):
            found.append(f"it turns on {fact}, which is not listed")
    for one in told.open.facts:
        if one.alone is not _settles(everyone, [one.fact]):
            found.append(f"{one.fact} settles it alone: {not one.alone}")
        found += _misread_replies(everyone, one.fact, [(reply.value, reply.outcome) for reply in one.replies], asked)
    kept = {fact: facts[fact] for fact in told.why.facts}
    if not {outcome for _, outcome in everybody(asked, name, kept)} <= real:
        found.append(f"{sorted(kept)} do not rule out the other outcomes")
    return found


def is_narrow(asked: Asked, told: Explanation) -> bool:
    """Whether each fact of the reason for an answer that depends is needed to rule out what is not possible."""
    assert told.open is not None
    facts = asked.said(told)
    for fact in told.why.facts:
        without = {other: facts[other] for other in told.why.facts if other != fact}
        if {outcome for _, outcome in everybody(asked, told.provision, without)} <= set(told.open.possible):
            return False
    return True


def _settles(everyone: Iterable[tuple[Person, str]], names: Iterable[str]) -> bool:
    """Whether all who are alike in the named facts have one outcome."""
    outcomes: dict[str, str] = {}
    names = tuple(names)
    return all(outcomes.setdefault(repr([person[name] for name in names]), outcome) == outcome for person, outcome in everyone)


def _turns(everyone: Iterable[tuple[Person, str]], name: str) -> bool:
    """Whether two people who differ in one fact only have different outcomes."""
    return not _settles(everyone, [fact for fact in next(iter(everyone))[0] if fact != name])


def _misread_replies(everyone: list[tuple[Person, str]], name: str, replies: list[tuple[Value, str]], asked: Asked) -> Iterator[str]:
    read = asked.book.library.vocabulary[name].read
    for person, _ in everyone:
        if not any(_agrees(read(person[name]), value) for value, _ in replies):
            yield f"{name}: nobody asks for {person[name]}"
    for value, outcome in replies:
        outcomes = {found for person, found in everyone if _agrees(read(person[name]), value)}
        if outcomes and outcome != (min(outcomes) if len(outcomes) == 1 else "depends"):
            yield f"{name}: after {value} the outcome is one of {sorted(outcomes)}, not {outcome}"


def _agrees(value: Value | None, reply: Value) -> bool:
    if isinstance(reply, Members) and isinstance(value, Members):
        return value == reply if reply.complete else reply.has <= value.has
    if isinstance(reply, frozenset) and isinstance(value, frozenset):
        return value <= reply
    if isinstance(reply, tuple) and isinstance(value, tuple):
        return reply[0] <= value[0] and value[1] <= reply[1]
    return value == reply
