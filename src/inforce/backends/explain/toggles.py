"""Toggles: a set with one value more or less, and with those that the constraints force to come or go with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from inforce.language.fact import Fact, Members
from inforce.language.formula import Formula, conjoin, has, negate
from inforce.rulebook.determination import Person


def toggled(people: Iterable[Person], fact: Fact, said: Members, words: Iterable[str]) -> list[Members]:
    """What a set as said becomes when one of some words is turned, for each of some people of whom it is open.

    Args:
        people: the first knows all else; a later one less, so that nothing more is forced.
    """
    found: dict[Members, None] = {}
    for word in words:
        held = said.get(word)
        if held is None:
            continue
        one = _one(word, not held)
        alone, seen = _moved(said, one), set()
        for person in people:
            forced = _forced(person, fact, one)
            if forced is None or forced in seen:
                continue
            other = _moved(said, forced)
            if _is_allowed(person, fact, other):
                seen.add(forced)
            elif _is_allowed(person, fact, forced):
                other = _moved(said, _by_trying(person, fact, forced))
            else:
                continue
            found[other] = None
            if other == alone:
                break
    return list(found)


def parts(said: Members, other: Members) -> Iterator[Members]:
    """What lies between a set as said and another: some of the values moved, others not."""
    come, gone = other.has - said.has, said.has - other.has
    for size in range(1, len(come | gone)):
        for some in map(frozenset, combinations(sorted(come | gone), size)):
            yield _moved(said, Members(come & some, gone & some))


def _one(word: str, comes: bool) -> Members:
    return Members(frozenset({word}), frozenset()) if comes else Members(frozenset(), frozenset({word}))


def _moved(said: Members, forced: Members) -> Members:
    held = (said.has - forced.lacks) | forced.has
    return Members(held, frozenset() if said.complete else (said.lacks - forced.has) | forced.lacks, said.complete)


def _forced(person: Person, fact: Fact, one: Members) -> Members | None:
    """What a word turned forces of the same set, step by step; None where it cannot turn."""
    turned = person.base.but(conjoin(*_literals(fact, one)))
    found = turned.known_of(fact.name) if turned is not None else None
    return found if isinstance(found, Members) else None


def _by_trying(person: Person, fact: Fact, forced: Members) -> Members:
    """The same, where steps alone leave a set that cannot be: every other word is tried."""
    others = [frozenset({word}) for word in fact.values if word not in forced.has | forced.lacks]
    come = frozenset().union(*(one for one in others if not _is_allowed(person, fact, Members(forced.has, forced.lacks | one))))
    gone = frozenset().union(*(one for one in others if not come & one and not _is_allowed(person, fact, Members(forced.has | one, forced.lacks))))
    return Members(forced.has | come, forced.lacks | gone)


def _is_allowed(person: Person, fact: Fact, value: Members) -> bool:
    return person.base.find(conjoin(*_literals(fact, value))) is not None


def _literals(fact: Fact, value: Members) -> Iterator[Formula]:
    yield from (has(fact.name, word) for word in sorted(value.has))
    lacks = frozenset(fact.values) - value.has if value.complete else value.lacks
    yield from (negate(has(fact.name, word)) for word in sorted(lacks))
