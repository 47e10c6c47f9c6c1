"""Asking the book again, from raw facts as a case file gives them: nothing of an explanation's own working is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import inforce
from inforce.backends.explain import Explanation, explain
from inforce.language.error import InforceError
from inforce.language.fact import Value
from inforce.rulebook.determination import Determination


@dataclass(frozen=True)
class Asked:
    """What was asked of the book."""

    book: inforce.Book
    facts: Mapping[str, Any]
    on: str
    readings: Mapping[str, str] | None = None
    _asked: dict[str, Determination | None] = field(default_factory=dict, repr=False, compare=False)

    def again(self, name: str, facts: Mapping[str, Any], on: str | None = None, readings: Mapping[str, str] | None = None) -> Determination | None:
        """A determination for other facts, or None where there can be nobody of whom they are so."""
        key = repr((name, sorted(facts.items()), on, readings))
        if key not in self._asked:
            self._asked[key] = self._determine(name, facts, on or self.on, readings or self.readings)
        return self._asked[key]

    def _determine(self, name: str, facts: Mapping[str, Any], on: str, readings: Mapping[str, str] | None) -> Determination | None:
        try:
            return self.book.determine(facts, on=on, provisions=[name], readings=readings, reasons=False).determinations[0]
        except InforceError as error:
            if error.code != "contradiction":
                raise
            return None

    def outcome(self, name: str, facts: Mapping[str, Any], on: str | None = None, readings: Mapping[str, str] | None = None) -> str | None:
        found = self.again(name, facts, on, readings)
        return found.outcome if found else None

    def write(self, fact: str, value: Value) -> Any:
        return self.book.library.vocabulary[fact].write(value)

    def explained(self, *names: str) -> list[Explanation]:
        """The explanations of some provisions, or of all."""
        case = self.book.case(self.facts, on=self.on, readings=self.readings)
        answer = self.book.determine(self.facts, on=self.on, readings=self.readings, provisions=names or None)
        return [explain(case, determination) for determination in answer.determinations]

    def said(self, told: Explanation) -> dict[str, Any]:
        """The facts as an explanation holds them, as a case file would give them."""
        return {name: self.write(name, value) for name, value in told.values.items()}
