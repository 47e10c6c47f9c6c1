"""Questions: what people asked, what the department answered as far as it was seen, and the answer worked out by the rulebook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

from inforce.claims.check import Checker, PartAnswer
from inforce.claims.claim import ClaimReader, Part
from inforce.kernel.error import nearest
from inforce.rulebook.book import Book
from inforce.rulebook.provision import of_the_day
from inforce.rulebook.record import Record
from inforce.rulebook.standing import Standing
from inforce.rulebook.status import Moment

BASES = ("text", "source", "reported")
SEEN = ("text", "source")
"""A question whose text was seen, or that a source cites, carries its number; of the others the wording was not seen."""
DOCUMENTS = ("interior", "border")
KEYS = ("id", "document", "number", "basis", "question", "official", "day", "provisions", "means", "figures", "parts_ways", "not_rules", "note")


@dataclass(frozen=True, slots=True)
class Question:
    """One question of an official document."""

    id: str
    document: str
    number: int | None
    basis: str
    question: str
    official: str
    day: date
    provisions: tuple[str, ...]
    means: tuple[Part, ...]
    figures: tuple[str, ...]
    parts_ways: str | None
    not_rules: str | None
    note: str | None

    @property
    def is_seen(self) -> bool:
        return self.basis in SEEN

    def to_json(self) -> dict[str, Any]:
        keys = ("id", "document", "number", "basis", "question", "official", "parts_ways", "not_rules", "note")
        return {**{key: getattr(self, key) for key in keys}, "day": self.day.isoformat(), "figures": list(self.figures)}


@dataclass(frozen=True)
class ProvisionAnswer:
    """What the rulebook says of one provision on the day: status, what it waits for, what shields, who decides, and where to read it."""

    standing: Standing
    waits: tuple[str, ...]
    shields: tuple[str, ...]
    modal: str
    who: str
    basis: str
    decides: str | None
    cites: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "provision": self.standing.provision,
            "status": self.standing.status,
            "waits_for": list(self.waits),
            "shields": list(self.shields),
            "discretion": {"modal": self.modal, "who": self.who, "basis": self.basis},
            "decides": self.decides,
            "authority": list(self.cites),
            "past_horizon": self.standing.past_horizon,
        }


@dataclass(frozen=True)
class QuestionAnswer:
    """The answer to a question on a day, worked out by the rulebook."""

    question: Question
    on: date
    known_on: date | None
    provisions: tuple[ProvisionAnswer, ...]
    parts: tuple[PartAnswer, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            **self.question.to_json(),
            "on": self.on.isoformat(),
            "known_on": self.known_on.isoformat() if self.known_on else None,
            "provisions": [provision.to_json() for provision in self.provisions],
            "parts": [part.to_json() for part in self.parts],
        }


class QuestionReader:
    """Reads questions against a rulebook; what is wrong goes to each record's faults."""

    def __init__(self, book: Book, claims: ClaimReader) -> None:
        self.book = book
        self.claims = claims

    def read(self, record: Record) -> Question | None:
        """One question; None where it has no day (the fault is kept)."""
        record.allow(KEYS)
        day, basis = record.day("day", required=True), record.choice("basis", BASES)
        number = record.data.get("number")
        if number is not None and not isinstance(number, int):
            record.fault("wrong-type", "`number` takes a number", "number")
        if number is not None and basis not in SEEN:
            record.fault("unseen-number", "a question whose wording was not seen carries no number", "number", "remove it, or say where it was seen")
        provisions = self._provisions(record)
        not_rules = record.text("not_rules", None) or None
        if not provisions and not_rules is None:
            record.fault("names-nothing", "the question names no provision", help="add `provisions:`, or say with `not_rules:` what it is about instead")
        means = tuple(part for item in record.records("means", f"{record.what}, part") if (part := self.claims.part(item)) is not None)
        if day is None:
            return None
        return Question(
            record.text("id"), record.choice("document", DOCUMENTS), number if isinstance(number, int) else None, basis, record.text("question"),
            record.text("official"), day, provisions, means, self.claims.known_figures(record), record.text("parts_ways", None) or None, not_rules,
            record.text("note", None) or None,
        )  # fmt: skip

    def _provisions(self, record: Record) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for pattern in record.words("provisions"):
            names = [name for name in self.book.library.provisions if fnmatchcase(name, pattern)]
            if not names:
                help = nearest(pattern, self.book.library.provisions)
                record.fault("unknown-provision", f"unknown provision `{pattern[:80]}`", "provisions", help or "ids are listed in law/syllabus.yaml")
            found |= dict.fromkeys(names)
        return tuple(found)


def answer(book: Book, question: Question, on: date | None = None, known_on: date | None = None, lang: str = "en") -> QuestionAnswer:
    """Answer a question: on its own day as known that day, or on the day given."""
    if on is None:
        on, known_on = question.day, known_on or question.day
    checker = Checker(book, on, known_on)
    found = tuple(about(book, name, on, known_on, lang) for name in question.provisions)
    return QuestionAnswer(question, on, known_on, found, tuple(map(checker.part, question.means)))


def about(book: Book, name: str, on: date, known_on: date | None, lang: str = "en") -> ProvisionAnswer:
    """What the rulebook says of a provision on a day; who decides and what it waits for are told in the language."""
    provision = book.library.provisions[name]
    how, standing = provision.discretion, book.status(name, on=on, known_on=known_on)
    waits = tuple(waits_for(book, name, on, known_on, lang)) if standing.status == "announced" else ()
    return ProvisionAnswer(
        standing, waits, provision.exempt_by, how.modal, how.deciders.get(lang, how.who), how.basis,
        provision.decides, tuple(authority.cite for authority in of_the_day(provision.authority, on)),
    )  # fmt: skip


def waits_for(book: Book, name: str, on: date, known_on: date | None, lang: str = "en") -> Sequence[str]:
    """In words, what an announced provision waits for."""
    moment = Moment(book.library.docket, on, known_on)
    found = [e for e in moment.begun(name, "directs") if moment.fulfilled_on(e) is None and e.waits_for is not None]
    return list(dict.fromkeys(e.waits_for.says[lang] for e in found if e.waits_for is not None))
