"""People of whom everything is known, made at random within the constraints; the same for the same seed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any

import inforce
from inforce.kernel.theory import Contradiction
from inforce.language.fact import Fact

FIRST, LAST = date(1950, 1, 1), date(2017, 2, 1)
TRIES = 12


def value(fact: Fact, random: Random) -> Any:
    """A value of a fact, as a case file would give it."""
    if fact.type == "bool":
        return random.random() < 0.3
    if fact.type == "date":
        return date.fromordinal(random.randint(FIRST.toordinal(), LAST.toordinal())).isoformat()
    if fact.type == "int":
        return random.randint(0, 5)
    if fact.type == "set":
        return sorted(random.sample(fact.values, random.randint(0, min(2, len(fact.values)))))
    return random.choice(fact.values)


def person(book: inforce.Book, on: str, random: Random) -> dict[str, Any]:
    """Give every fact a value that goes with those before it; one that fits with none is left out."""
    facts: dict[str, Any] = {}
    names = [name for name, fact in book.library.vocabulary.facts.items() if name != "on" and not name.startswith("reading:") and fact.days_since is None]
    random.shuffle(names)
    for name in names:
        fact = book.library.vocabulary[name]
        for _ in range(TRIES):
            tried = {**facts, name: value(fact, random)}
            if fits(book, tried, on):
                facts = tried
                break
    return facts


def fits(book: inforce.Book, facts: Mapping[str, Any], on: str) -> bool:
    try:
        book.determine(facts, on=on, provisions=(), reasons=False)
    except Contradiction:
        return False
    return True


def some(facts: Mapping[str, Any], share: float, random: Random) -> dict[str, Any]:
    """A share of the facts, drawn at random."""
    kept = random.sample(sorted(facts), round(len(facts) * share))
    return {name: facts[name] for name in kept}
