"""The week: one person's answers on two days, rule by rule, sorted by what the days did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from inforce.rulebook.book import Answer, Book
from inforce.rulebook.determination import Determination
from inforce.rulebook.library import Library
from inforce.rulebook.provision import Provision
from inforce.rulebook.status import Moment


@dataclass(frozen=True)
class Pair:
    """One rule for one person on the two days."""

    rule: Provision
    before: Determination
    after: Determination

    @property
    def outcomes(self) -> tuple[str, str]:
        return self.before.outcome, self.after.outcome

    @property
    def is_benefit(self) -> bool:
        return self.rule.bearing == "benefit"

    @property
    def shields(self) -> tuple[str, ...]:
        """The shields that spare the person on either day, also from a rule that is not in force yet."""
        found = [*(self.before.exempted_by if self._spares(self.before) else ()), *(self.after.exempted_by if self._spares(self.after) else ())]
        return tuple(dict.fromkeys(found))

    @staticmethod
    def _spares(one: Determination) -> bool:
        return "exempt" in (one.outcome, one.if_operative)

    @property
    def group(self) -> str:
        """Where the pair is told: `newly`, `lifted`, `gained`, `lost`, `shields`, `decides`, `waits`, `held`, `turns`, `reaches`, `protects`, `rest`."""
        was, now = self.outcomes
        if "depends" in (was, now):
            return "turns"
        if self.shields:
            return "shields"
        if now == "reached" and was != "reached":
            return "gained" if self.is_benefit else "newly"
        if was == "reached" and now != "reached":
            return "lost" if self.is_benefit else "lifted"
        if now == "reached":
            if self.rule.decides:
                return "decides"
            return "protects" if self.is_benefit else "reaches"
        if self.rule.id == "process/immigration-judge":
            return "decides"
        return {"pending": "waits", "suspended": "held"}.get(now, "rest")


@dataclass(frozen=True)
class Person:
    """One person on the two days."""

    name: str
    file: str
    before: Answer
    after: Answer
    library: Library
    folder: Path
    number: int

    @cached_property
    def pairs(self) -> list[Pair]:
        both = zip(self.before.determinations, self.after.determinations, strict=True)
        return [Pair(self.library.provisions[was.provision], was, now) for was, now in both]

    def of(self, *groups: str) -> Iterator[Pair]:
        """The pairs of some groups, in syllabus order."""
        return (pair for pair in self.pairs if pair.group in groups)

    def to_json(self) -> dict[str, Any]:
        """The shape of `schema/demo.json`."""
        return {"number": self.number, "name": self.name, "file": self.file, "before": self.before.to_json(), "after": self.after.to_json()}


def began(book: Book, rule: str, answer: Answer) -> date | None:
    """The first day on which something started a rule, by the day of an answer."""
    starts = Moment(book.library.docket, answer.on).starts(rule)
    return starts[0].began.first if starts else None
