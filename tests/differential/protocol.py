"""One protocol for every backend: the same people, the same question, whole outcomes compared row by row.

The kernel is what the others are held to. An exact backend must say what the kernel says of every row. A backend of
truth tables may leave an outcome open (None), never contradict: what it says, the kernel says, and it never says `depends`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import Any, Protocol

import inforce
from inforce.backends.sql import Asked
from inforce.language.error import InforceError
from inforce.language.formula import Has, atoms
from inforce.rulebook.determination import Determiner
from tests.differential.drafts import FAMILY, draft_book, relations_of
from tests.differential.people import a_person, facts_of

DAYS = ("2012-08-20", "2014-12-31", "2015-03-01", "2016-02-29", "2017-02-19", "2017-02-22", "2019-08-31", "2020-11-15", "2021-03-31", "2024-02-29", "2025-06-30")
STATES = (None, None, "TX", "CA", "NY", "WA")


@dataclass(frozen=True)
class Answers:
    """What a backend says of one person: outcomes and what would happen if operative, by provision; or that the facts are in conflict."""

    outcomes: Mapping[str, str | None] = field(default_factory=dict)
    if_operative: Mapping[str, str | None] = field(default_factory=dict)
    contradictory: bool = False


@dataclass(frozen=True)
class Batch:
    """People and the question asked of all of them."""

    book: inforce.Book
    asked: Asked
    names: Mapping[str, tuple[str, ...]]
    """The facts that the table has columns for; of a set, the values."""
    ranges: bool
    people: tuple[Mapping[str, Any], ...]

    @property
    def readings(self) -> dict[str, str]:
        return {name: "other" for name, other in self.asked.readings.items() if other}


class Backend(Protocol):
    """Something that answers a batch."""

    name: str
    exact: bool
    """Whether it decides every row; else None leaves an outcome open."""

    def answer(self, batch: Batch) -> Sequence[Answers]: ...


class Kernel:
    """The reference: one person at a time, decided exactly."""

    name = "kernel"
    exact = True

    def answer(self, batch: Batch) -> Sequence[Answers]:
        return [self._one(batch, facts) for facts in batch.people]

    def _one(self, batch: Batch, facts: Mapping[str, Any]) -> Answers:
        asked, book = batch.asked, batch.book
        try:
            outcomes = book.outcomes(facts, on=asked.on, known_on=asked.known_on, state=asked.state, readings=batch.readings)
        except InforceError as error:
            if error.code != "contradiction":
                raise
            return Answers(contradictory=True)
        return Answers({name: outcomes[name] for name in asked.provisions}, _Late(batch, facts))


class Remembered(Kernel):
    """The kernel, which remembers a batch that several tests ask about."""

    def __init__(self) -> None:
        self._answers: dict[int, tuple[Batch, list[Answers]]] = {}

    def answer(self, batch: Batch) -> list[Answers]:
        if id(batch) not in self._answers:
            self._answers[id(batch)] = (batch, list(super().answer(batch)))
        return self._answers[id(batch)][1]


class _Late(Mapping[str, str | None]):
    """What would happen if operative, worked out only where somebody claims to know it."""

    def __init__(self, batch: Batch, facts: Mapping[str, Any]) -> None:
        self.batch = batch
        self.facts = facts
        self._determiner: Determiner | None = None

    def __getitem__(self, provision: str) -> str | None:
        batch = self.batch
        found = batch.book.determine(
            self.facts, on=batch.asked.on, known_on=batch.asked.known_on, state=batch.asked.state, readings=batch.readings, provisions=[provision], reasons=False
        )
        return found[provision].if_operative

    def __iter__(self) -> Iterator[str]:
        return iter(self.batch.asked.provisions)

    def __len__(self) -> int:
        return len(self.batch.asked.provisions)


@dataclass(frozen=True)
class Mismatch:
    """One row of which a backend says something else than the kernel."""

    backend: str
    batch: Batch
    row: int
    provision: str | None
    said: str | None
    kernel: str | None

    def __str__(self) -> str:
        """The whole input, so that it can be run again by hand."""
        asked, facts = self.batch.asked, self.batch.people[self.row]
        library = self.batch.book.library
        lines = [f"{self.backend} says {self.said} of {self.provision or 'the row'}; the kernel says {self.kernel}"]
        lines.append(f"on {asked.on}, known on {asked.known_on}, state {asked.state}, readings {self.batch.readings}, rulebook {library.version}")
        lines.append(f"columns: {'ranges' if self.batch.ranges else 'exact'}, {json.dumps(dict(self.batch.names))}")
        if self.provision is not None and self.provision in library.provisions:
            rule = library.provisions[self.provision]
            lines.append(f"text: {rule.text.text.strip()}; exempt_by: {rule.exempt_by}; parts: {rule.parts}")
        lines.append(f"facts: {json.dumps(facts)}")
        return "\n".join(lines)


@dataclass
class Compared:
    """What was compared, and how it came out."""

    rows: int = 0
    answers: int = 0
    depends: int = 0
    open: int = 0
    """Outcomes left open although the kernel settles them."""
    contradictory: int = 0
    unseen: int = 0
    """Rows in contradiction that a backend of truth tables did not notice."""
    mismatches: list[Mismatch] = field(default_factory=list)

    def line(self, name: str) -> str:
        return (
            f"{name}: {self.rows} people, {self.answers} outcomes compared, {self.depends} of them `depends`, {self.open} left open though settled, "
            f"{self.contradictory} people in contradiction ({self.unseen} unseen), {len(self.mismatches)} mismatches"
        )


def compare(backend: Backend, batch: Batch, reference: Sequence[Answers], total: Compared | None = None) -> Compared:
    """Hold a backend to the kernel's answers, row by row."""
    total = total if total is not None else Compared()
    said = backend.answer(batch)
    assert len(said) == len(batch.people) == len(reference), f"{backend.name} lost rows"
    for row, (its, kernel) in enumerate(zip(said, reference, strict=True)):
        total.rows += 1
        total.contradictory += kernel.contradictory
        if kernel.contradictory or its.contradictory:
            total.unseen += kernel.contradictory and not its.contradictory
            if its.contradictory and not kernel.contradictory:
                total.mismatches.append(Mismatch(backend.name, batch, row, None, "contradiction", "possible"))
            elif backend.exact and not its.contradictory:
                total.mismatches.append(Mismatch(backend.name, batch, row, None, "possible", "contradiction"))
            continue
        for provision in batch.asked.provisions:
            outcome, settled = its.outcomes[provision], kernel.outcomes[provision]
            total.answers += 1
            total.depends += settled == "depends"
            if outcome is None and not backend.exact:
                total.open += settled != "depends"
            elif outcome != settled:
                total.mismatches.append(Mismatch(backend.name, batch, row, provision, outcome, settled))
                continue
            waiting = its.if_operative[provision]
            if (waiting is not None or (backend.exact and outcome in ("suspended", "pending"))) and waiting != (true := kernel.if_operative[provision]):
                total.mismatches.append(Mismatch(backend.name, batch, row, f"{provision} (if operative)", waiting, true))
    return total


def shrink(backend: Backend, mismatch: Mismatch) -> Mismatch:
    """The same fault on one person of whom as little as possible is said."""
    kernel = Kernel()
    provision = (mismatch.provision or mismatch.batch.asked.provisions[0]).removesuffix(" (if operative)")

    def fails(facts: Mapping[str, Any]) -> Mismatch | None:
        batch = replace(mismatch.batch, people=(facts,), asked=replace(mismatch.batch.asked, provisions=(provision,)))
        found = compare(backend, batch, kernel.answer(batch)).mismatches
        return found[0] if found else None

    smallest = fails(mismatch.batch.people[mismatch.row])
    if smallest is None:
        return mismatch  # it takes the company of other rows or provisions
    again = True
    while again:
        again = False
        for fewer in _smaller(smallest.batch.people[0]):
            if (found := fails(fewer)) is not None:
                smallest, again = found, True
                break
    return smallest


def _smaller(facts: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """People of whom one thing less is said."""
    for name, value in facts.items():
        rest = {other: said for other, said in facts.items() if other != name}
        yield rest
        if isinstance(value, Mapping) and len(value) > 1:
            for word in value:
                yield {**rest, name: {other: said for other, said in value.items() if other != word}}


def batches(book: inforce.Book, seed: int, count: int, people: int, *, drafts: int = 6) -> Iterator[Batch]:
    """Random batches: a day, a day of knowledge, a place, readings, columns, draft rules and people; one in four at the edges of months."""
    for index in range(count):
        random = Random(f"{seed}/{index}")
        yield an_edge_batch(book, random, people) if index % 4 == 3 else a_batch(book, random, people, drafts=drafts if index % 2 else 0)


def a_batch(book: inforce.Book, random: Random, people: int, *, drafts: int) -> Batch:
    """People on a random day, asked of every provision and some draft rules, in a table that may know only some facts."""
    on = date.fromisoformat(random.choice(DAYS))
    known_on = date.fromisoformat(random.choice(DAYS)) if random.random() < 0.15 else None
    drafted = draft_book(book, on, drafts, random) if drafts else book
    relations = relations_of(drafted) if drafts else []
    related = {fact for relation in relations for fact in relation.facts}
    ranges = random.random() < 0.4
    facts = [fact for fact in facts_of(drafted) if not (fact.days_since and (ranges or random.random() < 0.7))]
    if random.random() < 0.4:  # a table that knows only some facts
        facts = [fact for fact in facts if fact.name in related or random.random() < 0.5]
    names = {fact.name: memberships(drafted) if fact.open else fact.values if fact.type == "set" else () for fact in facts}
    readings = {name: random.random() < 0.3 for name in drafted.library.readings}
    asked = Asked(drafted.library.encoded, on, known_on, random.choice(STATES), readings)
    made = tuple(a_person(drafted, names, on, random, ranges=ranges, relations=relations) for _ in range(people))
    return Batch(drafted, asked, names, ranges, made)


def an_edge_batch(book: inforce.Book, random: Random, people: int, *, rules: int = 12) -> Batch:
    """People whose days lie at the ends of months, asked of draft rules that compare days moved by months."""
    on = date.fromisoformat(random.choice(DAYS))
    drafted = draft_book(book, on, rules, random, edges=True)
    names: dict[str, tuple[str, ...]] = {fact.name: () for fact in facts_of(drafted) if fact.type == "date"}
    asked = Asked(tuple(name for name in drafted.library.encoded if name.startswith(FAMILY)), on)
    relations = relations_of(drafted)
    made = tuple(a_person(drafted, {}, on, random, ranges=False, relations=relations, edges=random.randint(1, 3)) for _ in range(people))
    return Batch(drafted, asked, names, random.random() < 0.3, made)


def memberships(book: inforce.Book) -> tuple[str, ...]:
    """The classes that the rulebook's formulas name."""
    found: set[str] = set()
    for act in book.library.acts.values():
        for effect in act.does:
            found |= {atom.value for atom in atoms(effect.scope) if isinstance(atom, Has) and book.library.vocabulary[atom.fact].open}
    return tuple(sorted(found))


def run(backends: Sequence[Backend], given: Sequence[Batch], say: Callable[[str], None], seed: int, kernel: Backend | None = None) -> dict[str, Compared]:
    """Compare every backend with the kernel; say how much was compared, and the first mismatch of each, made small."""
    totals = {backend.name: Compared() for backend in backends}
    kernel = kernel or Kernel()
    for batch in given:
        reference = kernel.answer(batch)
        for backend in backends:
            compare(backend, batch, reference, totals[backend.name])
    for backend in backends:
        total = totals[backend.name]
        say(f"seed {seed}, {len(given)} batches; {total.line(backend.name)}")
        if total.mismatches:
            say(str(shrink(backend, total.mismatches[0])))
    return totals
