"""Who decides a case: for whom a judge, for whom an officer, on two days, by the rules in force and by those announced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from inforce.claims.rules import Rules
from inforce.language.formula import TRUE
from inforce.rulebook.book import Book
from inforce.rulebook.provision import of_the_day

DECIDERS = ("judge", "officer", "asylum_officer", "none")


@dataclass(frozen=True, slots=True)
class Row:
    """One process: whom it is for, who decides, and its status before, after, and as announced."""

    provision: str
    title: str
    whom: str
    decides: str
    before: str
    after: str
    foreseen: str
    cite: str

    def to_json(self) -> dict[str, Any]:
        return {key: getattr(self, key) for key in ("provision", "title", "whom", "decides", "before", "after", "foreseen", "cite")}


def due_process(book: Book, on: date, known_on: date | None, before: date, lang: str = "en") -> list[Row]:
    """Every process that decides a case and that stood or was announced on either day, judges first."""
    rules = Rules.at(book, on, known_on, before)
    rows = []
    for name in book.library.encoded:
        provision = book.library.provisions[name]
        if provision.decides is None or provision.bearing == "benefit":
            continue
        status = {key: _status(rules, key, name) for key in ("before", "now", "would")}
        if {status["before"], status["now"]} <= {"not_yet", "ended"}:
            continue
        about, cite = _first(provision.says[lang]), of_the_day(provision.authority, on)[0].cite
        rows.append(Row(name, provision.title[lang], about, provision.decides, status["before"], status["now"], status["would"], cite))
    return sorted(rows, key=lambda row: DECIDERS.index(row.decides))


def _first(text: str) -> str:
    """The first sentence.

    >>> _first("A rule. And more.")
    'A rule.'
    """
    head, mark, _ = text.partition(". ")
    return head + mark.strip()


def _status(rules: Rules, call: str, name: str) -> str:
    """The status everywhere; `varies` where it turns on place or class."""
    partition = rules.frame(call).partition(name)
    return next((status for status, where in partition.items() if where is TRUE), "varies")
