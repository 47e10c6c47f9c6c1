"""Random people of whom much, little or nothing is known, on random days, in every shape in which a fact can be given; all from one seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

import inforce
from inforce.language.fact import Fact, Value
from inforce.language.knowledge import Knowledge
from inforce.rulebook.provision import FIRST_DAY

LAST_DAY = date(2026, 12, 31)
WORDS = ("a class nobody has heard of", "another class")


def some_day(random: Random, first: date = date(1950, 1, 1), last: date = LAST_DAY) -> date:
    return first + timedelta(days=random.randint(0, (last - first).days))


def whole_value(fact: Fact, random: Random) -> Any:
    """A value that leaves nothing open."""
    if fact.type == "bool":
        return random.random() < 0.35
    if fact.type == "date":
        return some_day(random, date(1960, 1, 1) if random.random() < 0.5 else date(2008, 1, 1)).isoformat()
    if fact.type == "int":
        return random.choice([0, 1, 2, 3, 50, 99, 100, 101, 400])
    if fact.type == "set":
        words = fact.values or WORDS
        return sorted(random.sample(words, random.randint(0, min(3, len(words)))))
    return random.choice(fact.values)


def partly(fact: Fact, value: Any, random: Random) -> Any:
    """The same value known in part, in one of the shapes in which a case file can say so."""
    if fact.type == "date":
        day = date.fromisoformat(value)
        near, far = (timedelta(days=random.choice([0, 5, 40, 800])) for _ in range(2))
        whole = {"from": (day - near).isoformat(), "to": (day + far).isoformat()}
        return random.choice([value[:4], value[:7], whole, {"from": whole["from"]}, {"to": whole["to"], "from": None}, int(value[:4])])
    if fact.type == "int":
        return random.choice([{"from": max(0, value - 1), "to": value + 2}, {"from": value}, {"to": value}])
    if fact.type == "set":
        words = [word for word in (fact.values or WORDS) if random.random() < 0.5]
        return {word: word in value for word in words}
    if fact.is_choice:
        others = [word for word in fact.values if word != value and random.random() < 0.4]
        return dict.fromkeys(others, False) if random.random() < 0.8 else {value: True}
    return None


def pool(book: inforce.Book, random: Random, size: int) -> list[tuple[date, dict[str, Any]]]:
    """People of whom nearly everything is known and who can be, each on a day: each fact takes a value that goes with those before it."""
    vocabulary, theory = book.library.vocabulary, book.library.theory
    names = [name for name, fact in vocabulary.facts.items() if name != "on" and ":" not in name and fact.days_since is None]
    found = []
    for _ in range(size):
        on = some_day(random, FIRST_DAY, date(2022, 1, 1))
        known: dict[str, Value] = {"on": (on.toordinal(), on.toordinal())}
        facts: dict[str, Any] = {}
        for name in random.sample(names, len(names)):
            for _ in range(6):
                raw = whole_value(vocabulary[name], random)
                value = vocabulary[name].read(raw)
                assert value is not None
                more = theory.completed({**known, name: value})
                if theory.is_possible(Knowledge(vocabulary, more, [*facts, name])):
                    known, facts[name] = more, raw
                    break
        found.append((on, facts))
    return found


def people(book: inforce.Book, random: Random, shares: Sequence[float], *, drawn_from: int, days: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Endless cases: the facts, and options with a day, often a state, sometimes other readings.

    Args:
        shares: the share of the facts that is known is one of these.
        drawn_from: how many people everything is known of at first.
        days: on how many different days they are asked about; about half are days on which an act does something.
    """
    vocabulary, readings = book.library.vocabulary, list(book.library.readings)
    whole_people = pool(book, random, drawn_from)
    turns = [day for day in book.library.docket.days if FIRST_DAY <= day <= LAST_DAY]
    asked = sorted(random.choice(turns) if random.random() < 0.5 else some_day(random, FIRST_DAY) for _ in range(days))
    while True:
        on, whole = random.choice(whole_people)
        on = random.choice([day for day in asked if day >= on] or [asked[-1]])
        share, coarse = random.choice(shares), random.choice([0.0, 0.2, 0.6])
        facts: dict[str, Any] = {}
        for name, value in whole.items():
            if random.random() < share:
                facts[name] = partly(vocabulary[name], value, random) if random.random() < coarse else value
        if random.random() < 0.05:  # now and then a fact that may clash with the others
            name = random.choice(list(whole))
            facts[name] = whole_value(vocabulary[name], random)
        if random.random() < 0.05:
            facts["days_since_entry"] = {"from": random.randint(0, 30), "to": random.choice([40, 700, 4000])}
        options: dict[str, Any] = {"on": on.isoformat()}
        if random.random() < 0.5:
            options["state"] = random.choice(vocabulary["state"].values)
        if random.random() < 0.3:
            options["readings"] = {random.choice(readings): random.choice(["other", "other", "default"])}
        yield facts, options
