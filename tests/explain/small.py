"""Random small rulebooks, and every change there is for a person in one, found by trying all of them.

The search under test is clever about which facts to change; here each value of each fact is tried, alone and in pairs, and
asked of the book. A finding that was not given can be made; everything else can only be said otherwise.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import inforce
from inforce.backends.explain import Explanation
from inforce.backends.explain.changes import Move
from inforce.language.fact import Members
from tests.explain.asked import Asked
from tests.rulebooks import build

ATOMS = (
    "removable",
    "child",
    "waived",
    "entry_manner is admitted",
    "entry_manner in {paroled, without_inspection}",
    "convictions has felony",
    "convictions has misdemeanor",
    "misdemeanor_count >= 2",
    "entry_date >= 2016-01-01",
    "entry_date > on - 1 years",
    "circuit is ca9",
    "location_type is jail",
)
DOMAINS: dict[str, tuple[Any, ...]] = {
    "removable": (True, False),
    "child": (True, False),
    "waived": (True,),
    "entry_manner": ("admitted", "paroled", "without_inspection"),
    "convictions": tuple([name for name, has in zip(("any_offense", "felony", "misdemeanor"), bits, strict=True) if has] for bits in ((a, b, c) for a in (0, 1) for b in (0, 1) for c in (0, 1))),
    "misdemeanor_count": (0, 1, 2, 3),
    "entry_date": ("2010-05-01", "2015-12-31", "2016-01-01", "2016-12-31", "2018-06-01", "2019-01-01"),
    "state": ("TX", "CA", "DC"),
    "location_type": ("jail", "school", "other"),
}
DAYS = ("2017-01-15", "2017-06-01", "2018-06-15", "2019-06-01")
PROVISION = """
- id: {id}
  bearing: {bearing}
  title: {{en: "{id}", es: "{id}"}}
  says: {{en: A rule., es: Una regla.}}
  text: "{text}"
  exempt_by: [{shields}]
  discretion: {{modal: may, who: {{en: an officer, es: un agente}}, basis: text}}
  authority: [{{cite: "{id} § 1", date: 2015-01-01, seen: none}}]
  horizon: 2022-12-31
"""
ACTS = """
- id: statute
  kind: statute
  title: {en: The statute, es: La ley}
  issuer: Congress
  cite: The Statute
  signed: 2015-01-01
  does: [{starts: [rule/one, shield/child]}, {starts: rule/two, on: 2017-03-01}]
  sources: [{seen: none}]
- id: order
  kind: court_order
  title: {en: The order, es: La orden}
  issuer: a court
  cite: The Order
  signed: 2018-01-01
  court: N.D. Cal.
  does: [{suspends: rule/one, manner: enjoined, place: circuit is ca9}, {ends: rule/two, manner: rescinded, on: 2019-01-01}]
  sources: [{seen: none}]
"""


def formula(random: Random) -> str:
    """A formula of two to four atoms."""
    made = [("not " if random.random() < 0.3 else "") + atom for atom in random.sample(ATOMS, random.randint(2, 4))]
    while len(made) > 1:
        made = [f"({made[0]} {random.choice(['and', 'and', 'or'])} {made[1]})", *made[2:]]
    return made[0]


def rulebook(random: Random) -> inforce.Book:
    """Two rules and a shield; the first may be enjoined in one circuit, the second begins and ends."""
    shield = random.choice(("child", "child", "child and not waived", formula(random)))
    provisions = "".join(
        (
            PROVISION.format(id="rule/one", bearing="burden", text=formula(random), shields="shield/child"),
            PROVISION.format(id="rule/two", bearing="procedure", text=formula(random), shields=random.choice(("", "shield/child"))),
            PROVISION.format(id="shield/child", bearing="benefit", text=shield, shields=""),
        )
    )
    with tempfile.TemporaryDirectory() as folder:
        return inforce.load(build(Path(folder) / "small", provisions__rules=provisions, acts__common=ACTS))


def person(random: Random, share: float) -> dict[str, Any]:
    """Somebody of whom most facts are said; whether the constraints allow them is for the book to say."""
    return {name: random.choice(values) for name, values in DOMAINS.items() if random.random() < (0.2 if name == "waived" else share)}


# every change there is

Told = tuple[str, Any]
"""A fact and what is said of it instead."""
Key = frozenset[tuple[str, str]]


def changeable(asked: Asked) -> list[str]:
    return [name for name in DOMAINS if name in asked.facts or name == "waived"]


def every_change(asked: Asked, name: str) -> dict[Key, str]:
    """Each change of one fact or of two that gives another outcome, no part of which does, with that outcome.

    A set may differ by one value, and by those that this one forces; a part of a set's change is a change too.
    """
    now = asked.outcome(name, asked.facts)
    outcomes: dict[Key, str | None] = {}
    told: dict[Key, tuple[Told, ...]] = {}
    facts = changeable(asked)
    for fact in facts:
        for value in _others(asked, fact):
            told[_key((fact, value))] = ((fact, value),)
    for first, second in combinations(facts, 2):
        for one in _others(asked, first):
            for other in _others(asked, second):
                told[_key((first, one), (second, other))] = ((first, one), (second, other))
    for key, change in told.items():
        outcomes[key] = asked.outcome(name, {**asked.facts, **dict(change)})
    flips = {key: outcome for key, outcome in outcomes.items() if outcome not in (None, now, "depends")}
    moved = {key: _moved(asked, told[key]) for key in outcomes}
    found = {key: outcome for key, outcome in flips.items() if not any(moved[less] < moved[key] for less in flips)}
    return {key: str(outcome) for key, outcome in found.items() if _is_forced(key, told, moved, outcomes)}


def _others(asked: Asked, name: str) -> Iterator[Any]:
    """Everything else that can be said of one fact."""
    yield from (value for value in DOMAINS[name] if value != asked.facts.get(name))


def _moved(asked: Asked, change: tuple[Told, ...]) -> frozenset[tuple[str, str]]:
    """What moves, value by value for a set."""
    found: set[tuple[str, str]] = set()
    for fact, value in change:
        found |= {(fact, word) for word in set(value) ^ set(asked.facts[fact])} if fact == "convictions" else {(fact, str(value))}
    return frozenset(found)


def _is_forced(key: Key, told: Mapping[Key, tuple[Told, ...]], moved: Mapping[Key, frozenset[tuple[str, str]]], outcomes: Mapping[Key, str | None]) -> bool:
    """Whether one value of a set moves, and the others only because, with all else of the change, it could not move without them."""
    words = {word for word in moved[key] if word[0] == "convictions"}
    rest = moved[key] - words
    lesser = [moved[other] for other, outcome in outcomes.items() if outcome is not None and moved[other] < moved[key] and moved[other] - {("convictions", w) for w in DOMAINS["convictions"][-1]} == rest]
    return len(words) < 2 or any(not any(word in less for less in lesser) for word in words)


def _key(*told: Told) -> Key:
    return frozenset((fact, str(sorted(value) if isinstance(value, list) else value)) for fact, value in told)


def offered(asked: Asked, told: Explanation) -> dict[Key, str]:
    """The changes of an explanation, value by value of the small domains."""
    found: dict[Key, str] = {}
    for change in told.changes.found:
        for values in _values(asked, change.moves):
            found[_key(*values)] = change.outcome
    return found


def _values(asked: Asked, moves: tuple[Move, ...]) -> Iterator[tuple[Told, ...]]:
    if not moves:
        yield ()
        return
    for rest in _values(asked, moves[1:]):
        for value in DOMAINS[moves[0].fact]:
            if _within(asked, moves[0], value):
                yield ((moves[0].fact, value), *rest)


def _within(asked: Asked, move: Move, value: Any) -> bool:
    read = asked.book.library.vocabulary[move.fact].read(value)
    other = move.other
    if isinstance(other, frozenset) and isinstance(read, frozenset):
        return read <= other
    if isinstance(other, tuple) and isinstance(read, tuple):
        return other[0] <= read[0] and read[1] <= other[1]
    return bool(read == other or (isinstance(other, Members) and isinstance(read, Members) and other.has == read.has))


def missed(asked: Asked, told: Explanation) -> list[str]:
    """What of every change there is was not offered, what was offered and is none, and what is said of all of them wrongly."""
    real, given = every_change(asked, told.provision), offered(asked, told)
    found = [f"not offered: {sorted(key)} gives {real[key]}" for key in real.keys() - given.keys() if told.changes.complete]
    found += [f"offered, and no smallest change: {sorted(key)}" for key in given.keys() - real.keys()]
    found += [f"{sorted(key)} gives {real[key]}, not {given[key]}" for key in real.keys() & given.keys() if real[key] != given[key]]
    if not told.changes.complete:
        found.append("the search of a small rulebook was cut short")
    return found


def asked_of(random: Random, book: inforce.Book, count: int, share: float = 0.85) -> Iterator[Asked]:
    """So many people whom the constraints allow, each on a day; `share` is the part of the facts that is said of each."""
    while count:
        facts: Mapping[str, Any] = person(random, share)
        asked = Asked(book, facts, random.choice(DAYS))
        if asked.outcome("rule/one", facts) is not None:
            count -= 1
            yield asked
