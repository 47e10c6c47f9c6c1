"""Questions: what people asked, where, what an official document answered as far as it was seen, and the answer worked out by the rulebook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

from inforce.claims.check import Checker, PartAnswer
from inforce.claims.claim import ClaimReader, Part
from inforce.language.error import nearest
from inforce.rulebook.book import Book
from inforce.rulebook.provision import FIRST_DAY, of_the_day
from inforce.rulebook.record import Record
from inforce.rulebook.standing import Standing
from inforce.rulebook.status import Moment

BASES = ("text", "source", "reported")
SEEN = ("text", "source")
"""An official question whose text was seen, or that a source cites, carries its number; of the others the wording was not seen."""
DOCUMENTS = ("interior", "border")
KEYS = ("id", "question", "official", "asked", "day", "provisions", "means", "figures", "not_rules", "note")
OFFICIAL_KEYS = ("document", "number", "basis", "says", "parts_ways")


@dataclass(frozen=True, slots=True)
class Official:
    """The place of a question in an official document, and what the document answered, in our words."""

    document: str
    number: int | None
    basis: str
    says: str
    parts_ways: str | None

    @property
    def is_seen(self) -> bool:
        return self.basis in SEEN

    def to_json(self) -> dict[str, Any]:
        return {key: getattr(self, key) for key in OFFICIAL_KEYS}


@dataclass(frozen=True, slots=True)
class Asked:
    """A public page on which people ask such a question, and the day it was read."""

    url: str
    read: date

    def to_json(self) -> dict[str, Any]:
        return {"url": self.url, "read": self.read.isoformat()}


@dataclass(frozen=True, slots=True)
class Question:
    """One question: of an official document, or one that people ask in public."""

    id: str
    question: str
    official: Official | None
    asked: tuple[Asked, ...]
    day: date | None
    """Its own day; a question without one is asked of the day that the reader asks about."""
    provisions: tuple[str, ...]
    means: tuple[Part, ...]
    figures: tuple[str, ...]
    not_rules: str | None
    note: str | None

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "question": self.question,
            "official": self.official.to_json() if self.official else None,
            "asked": [one.to_json() for one in self.asked],
            "day": self.day.isoformat() if self.day else None,
            "figures": list(self.figures),
            "not_rules": self.not_rules,
            "note": self.note,
        }


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
        """One question; the faults are kept. None where an official one has no day."""
        record.allow(KEYS)
        official, asked = self._official(record), self._asked(record)
        if ("official" in record.data) == ("asked" in record.data):
            record.fault(
                "asked-nowhere", "a question needs either `official:` or `asked:`",
                help="write `official: {document: ..., basis: ..., says: ...}`, or `asked: [{url: ..., read: ...}]` with a page on which people ask it",
            )  # fmt: skip
        day = record.day("day", required=official is not None)
        if day is not None and day < FIRST_DAY:
            record.fault("before-first-day", f"the rulebook begins on {FIRST_DAY}; {day} is before it", "day", "ask of a later day")
        provisions = self._provisions(record)
        not_rules = record.text("not_rules", None) or None
        if not provisions and not_rules is None:
            record.fault("names-nothing", "the question names no provision", help="add `provisions:`, or say with `not_rules:` what it is about instead")
        means = tuple(part for item in record.records("means", f"{record.what}, part") if (part := self.claims.part(item)) is not None)
        if asked and not means and not_rules is None:
            record.fault("missing-key", "`means` is missing", help="say what is so and what is not, each with its formula, or with `not_rules:` why no rule answers")
        if official is not None and day is None:
            return None
        return Question(
            record.text("id"), record.text("question"), official, asked, day, provisions, means, self.claims.known_figures(record), not_rules,
            record.text("note", None) or None,
        )  # fmt: skip

    def _official(self, record: Record) -> Official | None:
        found = record.records("official", f"{record.what}, official")
        if not found:
            return None
        one = found[0]
        one.allow(OFFICIAL_KEYS)
        basis, number = one.choice("basis", BASES), one.data.get("number")
        if number is not None and (not isinstance(number, int) or isinstance(number, bool)):
            one.fault("wrong-type", "`number` takes a number", "number", "write it without quotes")
        if number is not None and basis not in SEEN:
            one.fault("unseen-number", "a question whose wording was not seen carries no number", "number", "remove it, or say where it was seen")
        kept = number if isinstance(number, int) else None
        return Official(one.choice("document", DOCUMENTS), kept, basis, one.text("says"), one.text("parts_ways", None) or None)

    def _asked(self, record: Record) -> tuple[Asked, ...]:
        found = []
        for one in record.records("asked", f"{record.what}, asked"):
            one.allow(("url", "read"))
            url, read = one.text("url"), one.day("read", required=True)
            if url and not url.startswith(("https://", "http://")):
                one.fault("bad-address", f"`{url[:60]}` is no address of a page", "url", "write it from `https://` on")
            if url and read is not None:
                found.append(Asked(url, read))
        return tuple(found)

    def _provisions(self, record: Record) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for pattern in record.words("provisions"):
            names = [name for name in self.book.library.provisions if fnmatchcase(name, pattern)]
            if not names:
                help = nearest(pattern, self.book.library.provisions)
                record.fault("unknown-provision", f"unknown provision `{pattern[:80]}`", "provisions", help or "ids are listed in law/syllabus.yaml")
            found |= dict.fromkeys(names)
        return tuple(found)


def answer(book: Book, question: Question, on: date | None, known_on: date | None = None, lang: str = "en", *, today: date) -> QuestionAnswer:
    """Answer a question on the day given; where none is given, on its own day as known that day, or today where it has none."""
    if on is None and question.day is not None:
        on, known_on = question.day, known_on or question.day
    day = on or today
    checker = Checker(book, day, known_on)
    found = tuple(about(book, name, day, known_on, lang) for name in question.provisions)
    return QuestionAnswer(question, day, known_on, found, tuple(map(checker.part, question.means)))


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
