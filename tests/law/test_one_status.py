"""The real rulebook: for any place, class and day of knowledge every day has exactly one status."""

from __future__ import annotations

import os
import random
import re
from datetime import date, timedelta
from typing import Any

import pytest

import inforce
from inforce.language.evaluate import evaluate
from inforce.language.fact import Fact, Members, Value
from inforce.language.formula import FALSE
from inforce.language.knowledge import Knowledge
from inforce.rulebook.provision import FIRST_DAY
from inforce.rulebook.status import STATUSES, Moment

SEED = int(os.environ.get("INFORCE_SEED", "20170220"))
ROUNDS = 4000 if os.environ.get("INFORCE_DEEP") else 400
LAST = date(2027, 1, 1)


def some_value(fact: Fact, draw: random.Random, words: list[str]) -> Value:
    """Any complete value of a fact; `words` are those that formulas use of a set whose values are not listed."""
    if fact.type == "bool":
        return draw.random() < 0.5
    if fact.type in ("date", "int"):
        number = draw.randrange(date(1960, 1, 1).toordinal(), LAST.toordinal()) if fact.type == "date" else draw.randrange(0, 40)
        return number, number
    if fact.type == "set":
        values = fact.values or tuple(words)
        return Members(frozenset(value for value in values if draw.random() < 0.3), complete=True)
    return frozenset([draw.choice(fact.values)])


def some_person(book: inforce.Book, names: frozenset[str], on: date, draw: random.Random) -> Knowledge:
    """Somebody of whom everything is known that the formulas ask about, whether or not such a person can be."""
    vocabulary = book.library.vocabulary
    scopes = (effect.people.text for act in book.library.acts.values() for effect in act.does if effect.people is not None)
    cases = sorted({name.strip() for text in scopes for name in re.findall(r"member\(([^)]*)\)", text)})
    values: dict[str, Value] = {name: some_value(vocabulary[name], draw, cases) for name in sorted(names) if name != "on"}
    values["on"] = (on.toordinal(), on.toordinal())
    return Knowledge(vocabulary, values)


def statuses(book: inforce.Book, provision: str, on: date, known_on: date | None, draw: random.Random) -> list[str]:
    partition = Moment(book.library.docket, on, known_on).partition(provision)
    assert tuple(partition) == STATUSES
    names = frozenset().union(*(formula.facts for formula in partition.values()))
    person = some_person(book, names, on, draw)
    truth = {status: evaluate(formula, person) for status, formula in partition.items()}
    assert None not in truth.values(), f"{provision} on {on}: {truth}"
    return [status for status, holds in truth.items() if holds]


def some_moment(book: inforce.Book, draw: random.Random) -> tuple[str, date, date | None]:
    """Any provision on any day; as often as not on a day on which something happens, or beside one, and as known on some day."""
    provision = draw.choice(list(book.library.provisions))
    days = [day for day in book.library.docket.days if FIRST_DAY < day < LAST]

    def some_day() -> date:
        if draw.random() < 0.5:
            return draw.choice(days) + timedelta(days=draw.choice((-1, 0, 1)))
        return FIRST_DAY + timedelta(days=draw.randrange((LAST - FIRST_DAY).days))

    return provision, some_day(), some_day() if draw.random() < 0.5 else None


def test_every_day_has_exactly_one_status(book: inforce.Book) -> None:
    draw = random.Random(SEED)
    checked = 0
    for _ in range(ROUNDS):
        provision, on, known_on = some_moment(book, draw)
        for _ in range(5):
            found = statuses(book, provision, on, known_on, draw)
            checked += 1
            assert len(found) == 1, f"seed {SEED}: {provision} on {on}, as known on {known_on}: {found}"
    print(f"seed {SEED}: {checked} statuses, each the only one")
    assert checked == ROUNDS * 5


def test_each_provision_has_one_status_on_each_day_of_its_own(book: inforce.Book) -> None:
    """Every provision on every day on which one of its own effects begins, for a few people each."""
    draw = random.Random(SEED + 1)
    checked = 0
    for provision in book.library.provisions:
        for effect in book.library.docket.by_target.get(provision, ()):
            if effect.day >= FIRST_DAY:
                for _ in range(3):
                    assert len(statuses(book, provision, effect.day, None, draw)) == 1, f"seed {SEED + 1}: {provision} on {effect.day}"
                    checked += 1
    print(f"seed {SEED + 1}: {checked} statuses, each the only one")
    assert checked > 900


def test_a_partition_with_a_gap_is_caught(book: inforce.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Moment._partition
    monkeypatch.setattr(Moment, "_partition", lambda moment, provision: {**real(moment, provision), "suspended": FALSE})
    with pytest.raises(AssertionError):
        test_every_day_has_exactly_one_status(book)


def test_the_people_drawn_differ(book: inforce.Book) -> None:
    draw = random.Random(SEED)
    names = frozenset({"state", "nationality", "unaccompanied_child", "birth_date"})
    people: list[Any] = [some_person(book, names, FIRST_DAY, draw).values for _ in range(50)]
    assert len({str(sorted(map(str, person.items()))) for person in people}) > 45
