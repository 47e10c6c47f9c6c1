"""The words of a report: outcomes, kinds of change, days, facts and provisions, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from inforce.backends.text.catalogue import catalogue, sentence
from inforce.rulebook.labels import load_labels, noun
from inforce.rulebook.library import Library

OUTCOMES: Mapping[str, str] = {
    "reached": sentence("reaches"),
    "exempt": sentence("shielded"),
    "suspended": sentence("on hold"),
    "pending": sentence("announced"),
    "depends": sentence("depends"),
    "no": sentence("does not reach"),
}
"""Columns of outcomes, in the order in which they are shown."""
HAS: Mapping[str, str] = {**OUTCOMES, "reached": sentence("has it"), "no": sentence("does not have it")}
"""The same for protections and benefits."""
KINDS: Mapping[str, str] = {
    "newly_reached": sentence("newly reached"),
    "lifted": sentence("lifted"),
    "gained": sentence("gained"),
    "lost": sentence("lost"),
    "procedure_changed": sentence("procedure changed"),
    "now_depends": sentence("now depends"),
    "no_longer_depends": sentence("no longer depends"),
    "otherwise": sentence("changed otherwise"),
}
KINDS_ALONE: Mapping[str, str] = {
    "newly_reached": sentence("A burden newly reaches the case"),
    "lifted": sentence("A burden is lifted"),
    "gained": sentence("A protection or benefit is gained"),
    "lost": sentence("A protection or benefit is lost"),
    "procedure_changed": sentence("A procedure is another"),
    "now_depends": sentence("An answer now depends on facts not given"),
    "no_longer_depends": sentence("An answer no longer depends on facts not given"),
    "otherwise": sentence("Another change: announced, put on hold or shielded"),
}
BEARINGS: Mapping[str, str] = {
    "burden": sentence("Burdens"),
    "benefit": sentence("Protections and benefits"),
    "procedure": sentence("Procedures"),
}
MONTHS = (
    sentence("January"), sentence("February"), sentence("March"), sentence("April"), sentence("May"), sentence("June"), sentence("July"),
    sentence("August"), sentence("September"), sentence("October"), sentence("November"), sentence("December"),
)  # fmt: skip


class Words:
    """Says things in one language."""

    def __init__(self, library: Library, lang: str) -> None:
        self.library = library
        self.lang = lang
        self.catalogue = catalogue(lang)
        self.say = self.catalogue.say
        self.count = self.catalogue.count
        self._labels: dict[str, Any] = load_labels(library)

    def day(self, day: date) -> str:
        """A day, written out."""
        return self.catalogue.say("{day} {month} {year}", day=day.day, month=self.say(MONTHS[day.month - 1]), year=day.year)

    def fact(self, name: str) -> str:
        """The noun for a fact, with a capital."""
        return capital(noun(self._labels, name, self.lang))

    def provision(self, name: str) -> str:
        """The title of a provision, with a capital."""
        return capital(self.library.provisions[name].title[self.lang])


def capital(text: str) -> str:
    """The text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]
