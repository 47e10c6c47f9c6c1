"""The people of the week on later days: what is supposed of them since, and what changed by rule, day and place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from inforce.backends.text.catalogue import LANGUAGES
from inforce.cli.document import open_document
from inforce.cli.entry import Entry
from inforce.cli.output import flat
from inforce.kernel.error import ErrorGroup, InforceError, Where
from inforce.kernel.formula import Ref, atoms
from inforce.rulebook.act import ACT
from inforce.rulebook.book import Answer, Book
from inforce.rulebook.provision import Provision

DAYS = ("2019-10-15", "2021-06-01", "2022-07-15", "2023-09-01", "2025-02-01", "2025-09-15")
PLACES = ("CA", "TX")
CHANGE = ("from", "state", "says", "facts")


@dataclass(frozen=True)
class Change:
    """What is supposed to have become of a person by a day, everywhere or in one state; a fact set to null is no longer given.

    What it says is read in each language; a file of somebody's own may give English alone.
    """

    day: date
    state: str | None
    says: Mapping[str, str]
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Later:
    """A person of the week, to be asked about on later days."""

    number: int
    name: str
    facts: Mapping[str, Any]
    changes: tuple[Change, ...] = ()

    def facts_on(self, on: date, state: str) -> dict[str, Any]:
        """The facts on a day in a place: the case file's, and what is supposed to have changed by then."""
        found = {**self.facts, "state": state}
        for change in self.changes:
            if change.day <= on and change.state in (None, state):
                found.update(change.facts)
        return {name: value for name, value in found.items() if value is not None}


@dataclass(frozen=True)
class Cell:
    """One rule for one person on one day in one place."""

    outcome: str
    part: str | None
    past: bool
    shields: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One rule over the days, a list of cells a place, and the acts behind each change."""

    rule: Provision
    cells: Mapping[str, tuple[Cell, ...]]
    causes: Mapping[str, tuple[tuple[str, ...], ...]]
    """For each place and each day after the first: the acts that made the change, none where there is none."""

    def to_json(self) -> dict[str, Any]:
        """One row of `schema/demo-later.json`."""
        places = {
            state: [
                {"outcome": cell.outcome, "past_horizon": cell.past, "acts": list(acts)}
                for cell, acts in zip(cells, ((), *self.causes[state]), strict=True)
            ]
            for state, cells in self.cells.items()
        }
        return {"provision": self.rule.id, "differs": self.differs, "places": places}

    @property
    def differs(self) -> bool:
        """Whether the places differ."""
        return len({tuple(cell.outcome for cell in cells) for cells in self.cells.values()}) > 1


def last_day(book: Book) -> date:
    """The latest day through which acts of any rule were verified."""
    return max(provision.horizon for provision in book.library.provisions.values())


def later_days(book: Book) -> tuple[date, ...]:
    """The later days, and the horizon."""
    days = [date.fromisoformat(day) for day in DAYS]
    return tuple(days + [last for last in [last_day(book)] if last > days[-1]])


def read_changes(book: Book, people: Path) -> dict[str, tuple[Change, ...]]:
    """What is supposed of the people since, from the file `later.yaml` beside their folder; nothing where there is none.

    Raises:
        InforceError: what is wrong with the file, with its place.
    """
    path = people.parent / "later.yaml"
    if not path.is_file():
        return {}
    document = open_document(str(path), "people")
    if not isinstance(document.data, Mapping):
        raise InforceError("wrong-type", "a mapping of case files to lists of changes is expected", where=Where(str(path)), help="write {01-name: [...]}")
    found: dict[str, tuple[Change, ...]] = {}
    for name, items in document.data.items():
        try:
            found[name] = tuple(_read_change(book, item, f"{name}[{index}]") for index, item in enumerate(items))
        except InforceError as error:
            raise ErrorGroup([document.place(one) for one in flat(error)]) from None
    return found


def _read_change(book: Book, item: Any, path: str) -> Change:
    entry = Entry(book, item, path, CHANGE)
    raw = entry.item.get("says")
    words = {str(lang): str(text) for lang, text in raw.items()} if isinstance(raw, Mapping) else {}
    if not words and (one := entry.word("says")) is not None:
        words = {"en": one}
    says = {lang: words.get(lang, words["en"]) for lang in LANGUAGES} if "en" in words else None
    day, state, facts = entry.day("from", None), entry.state(None), entry.facts()
    entry.raise_any()
    if day is None or says is None:
        raise InforceError("missing-key", "`from` and `says` are needed", where=Where(path), help="write {from: 2018-03-01, says: ..., facts: {...}}")
    return Change(day, state, says, facts)


def read_later(book: Book, number: int, path: Path, changes: Mapping[str, tuple[Change, ...]]) -> Later:
    """One case file, to be asked about on later days.

    Raises:
        InforceError: what is wrong with the file, with its place.
    """
    document = open_document(str(path), "cases")
    try:
        entry = Entry(book, document.data, "", ("name", "state", "facts"))
        name, facts = entry.word("name") or path.stem, entry.facts()
        entry.raise_any()
    except InforceError as error:
        raise ErrorGroup([document.place(one) for one in flat(error)]) from None
    return Later(number, name, facts, changes.get(path.stem, ()))


class Asker:
    """Asks about a person on the later days in the places."""

    def __init__(self, book: Book, days: tuple[date, ...], readings: Mapping[str, str], known_on: date | None = None) -> None:
        self.book = book
        self.days = days
        self.readings = readings
        self.known_on = known_on

    def to_json(self, person: Later) -> dict[str, Any]:
        """The shape of `schema/demo-later.json`, for one person."""
        supposed = [{"from": change.day.isoformat(), "state": change.state, "says": change.says["en"]} for change in person.changes]
        days = [day.isoformat() for day in self.days]
        return {"number": person.number, "name": person.name, "supposed": supposed, "days": days, "rows": [row.to_json() for row in self.rows(person)]}

    def outcome(self, rule: str, person: Later, state: str) -> str:
        """The outcome of one rule for a person in a place, on the last of the days."""
        return self._outcome(rule, person, state, len(self.days) - 1)

    def answers(self, person: Later) -> dict[str, list[Answer]]:
        """The answers by place and day; outcomes without reasons."""
        return {
            state: [self.book.determine(person.facts_on(on, state), on=on, known_on=self.known_on, readings=self.readings, reasons=False) for on in self.days]
            for state in PLACES
        }

    def rows(self, person: Later) -> Iterator[Row]:
        """The rules whose outcome changes over the days or differs between the places, in syllabus order."""
        answers = self.answers(person)
        for index, name in enumerate(self.book.library.encoded):
            told = {state: [answer.determinations[index] for answer in found] for state, found in answers.items()}
            cells = {state: tuple(Cell(d.outcome, d.part, d.past_horizon, d.exempted_by) for d in found) for state, found in told.items()}
            if len({cell.outcome for found in cells.values() for cell in found}) > 1:
                yield Row(self.book.library.provisions[name], cells, {state: tuple(self._causes(name, person, state, found)) for state, found in cells.items()})

    def _causes(self, name: str, person: Later, state: str, cells: tuple[Cell, ...]) -> Iterator[tuple[str, ...]]:
        for index in range(1, len(cells)):
            before, after = cells[index - 1], cells[index]
            parts = {part for part in (before.part, after.part) if part is not None}
            yield tuple(self._acts(name, person, state, index, parts)) if before.outcome != after.outcome else ()

    def _acts(self, name: str, person: Later, state: str, index: int, parts: set[str], seen: frozenset[str] = frozenset()) -> Iterator[str]:
        """The acts between the two days that changed the status there: of the rule or its parts, else of a shield or of a rule its text refers to."""
        found = dict.fromkeys(act for rule in sorted(parts or {name}) for act in self._between(rule, person, state, index))
        if not found:
            rule = self.book.library.provisions[name]
            others = [*rule.parts, *(atom.provision for atom in atoms(rule.text.formula) if isinstance(atom, Ref)), *rule.exempt_by]
            seen |= {name, *others}
            for other in dict.fromkeys(others):
                if self._outcome(other, person, state, index - 1) != self._outcome(other, person, state, index):
                    found.update(dict.fromkeys(self._acts(other, person, state, index, set(), seen)))
        yield from found

    def _outcome(self, rule: str, person: Later, state: str, index: int) -> str:
        on = self.days[index]
        return self.book.determine(person.facts_on(on, state), on=on, known_on=self.known_on, readings=self.readings, reasons=False, provisions=[rule])[rule].outcome

    def _between(self, rule: str, person: Later, state: str, index: int) -> Iterator[str]:
        first, last = self.days[index - 1], self.days[index]
        was = self.book.status(rule, on=first, known_on=self.known_on, facts=person.facts_on(first, state))
        now = self.book.status(rule, on=last, known_on=self.known_on, facts=person.facts_on(last, state))
        if was.status == now.status:
            return
        told = [line for line in now.acts if first < line.date <= last] or [line for line in was.acts if first < line.date <= last]
        if told:
            yield from dict.fromkeys(line.act for line in told)
            return
        # what held on the first day stopped holding: the acts upon it between the two days
        for target in dict.fromkeys([rule, *(ACT + line.act for line in was.acts)]):
            for effect in self.book.library.docket.by_target.get(target, ()):
                if any(first < day <= last for day in effect.turns):
                    yield effect.act

