"""Random people: seeded, by raw facts as a case file gives them; only such as the constraints allow."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import inforce
from inforce.language.error import InforceError
from inforce.language.fact import Fact
from inforce.rulebook.yaml import parse

DEEP = os.environ.get("INFORCE_DEEP") == "1"
FIRST, LAST = date(2013, 1, 1), date(2025, 10, 1)
EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "week"
COUNTRIES = ("HN", "MX", "GT", "VE", "CU", "CA", "GB")


def times(quick: int) -> int:
    """So many examples; ten times as many in the deep profile (INFORCE_DEEP=1)."""
    return quick * 10 if DEEP else quick


def day(random: Random, first: date = FIRST, last: date = LAST) -> str:
    return (first + timedelta(days=random.randrange((last - first).days))).isoformat()


def value(random: Random, fact: Fact) -> Any:
    """A value of a fact, sometimes known in part."""
    if fact.type == "bool":
        return random.random() < 0.4
    if fact.type == "date":
        made = day(random, date(1980, 1, 1) if fact.name == "birth_date" else date(2004, 1, 1))
        return random.choice([made, made, int(made[:4])])
    if fact.type == "int":
        return random.choice([0, 1, 2, 3, 50, 150])
    if fact.type == "set":
        values = [v for v in fact.values if random.random() < 0.3]
        return random.choice([values, values, [], dict.fromkeys(values, True) or []])
    return random.choice([v for v in COUNTRIES if v in fact.values] if fact.type == "country" else list(fact.values))


def people(book: inforce.Book, seed: int, count: int, names: Sequence[str] | None = None, share: float = 0.4) -> Iterator[tuple[dict[str, Any], str]]:
    """So many people with their days; `share` is the part of the facts that is said of each."""
    random = Random(seed)
    vocabulary = book.library.vocabulary
    names = [n for n in names or vocabulary if n in vocabulary and not vocabulary[n].open and vocabulary[n].days_since is None and ":" not in n and n != "on"]
    made = 0
    while made < count:
        on = day(random, date(2016, 1, 1))
        facts: dict[str, Any] = {}
        for name in random.sample(names, len(names)):
            if random.random() < share and not (vocabulary[name].off_ramp and random.random() < 0.8):
                tried = {**facts, name: value(random, vocabulary[name])}
                if _is_allowed(book, tried, on):
                    facts = tried
        made += 1
        yield facts, on


def variants(book: inforce.Book, seed: int, count: int) -> Iterator[tuple[dict[str, Any], str]]:
    """So many people like those of the article, each with some facts left out, some changed and perhaps held in another state, on a random day."""
    random = Random(seed)
    vocabulary = book.library.vocabulary
    models = [parse(path.read_text(encoding="utf-8"), path.name)["facts"] for path in sorted(EXAMPLES.glob("*.yaml"))]
    for number in range(count):
        model = dict(models[number % len(models)])
        on = day(random, date(2016, 6, 1), date(2025, 10, 1))
        for name in random.sample(sorted(model), random.randrange(6)):
            model.pop(name)
        if random.random() < 0.5:
            model |= {"detained": True, "state": random.choice(vocabulary["state"].values)}
        facts = model if _is_allowed(book, model, on) else {}
        for name in random.sample([name for name in vocabulary if not vocabulary[name].open and name != "on"], 12):
            if vocabulary[name].days_since is None and ":" not in name:
                tried = {**facts, name: value(random, vocabulary[name])}
                if random.random() < 0.4 and _is_allowed(book, tried, on):
                    facts = tried
        yield facts, on


def told_of(book: inforce.Book, random: Random, facts: dict[str, Any], on: str, most: int) -> list[str]:
    """Provisions to explain to somebody: of every outcome there is, one or two, shuffled."""
    by_outcome: dict[str, list[str]] = {}
    for one in book.determine(facts, on=on, reasons=False).determinations:
        by_outcome.setdefault(one.outcome, []).append(one.provision)
    chosen = [name for names in by_outcome.values() for name in random.sample(names, min(2, len(names)))]
    return random.sample(chosen, min(most, len(chosen)))


def _is_allowed(book: inforce.Book, facts: dict[str, Any], on: str) -> bool:
    try:
        book.determine(facts, on=on, provisions=[], reasons=False)
    except InforceError:
        return False
    return True
