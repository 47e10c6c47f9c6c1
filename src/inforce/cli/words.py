"""Words for what the program says around the law's own texts: tables of the catalogue, by key, in either language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from inforce.backends.text import TONGUES
from inforce.backends.text.catalogue import LANGUAGES, catalogue, sentence
from inforce.backends.text.outcomes import STATUS as STATUS_WORDS
from inforce.backends.text.standing import REVIEW_STAGE
from inforce.backends.text.states import state_name
from inforce.rulebook.provision import Discretion

Key = str | None


class Table:
    """Sentences of the catalogue by key, language first: `STATUS["es"]["ended"]`."""

    def __init__(self, english: Mapping[Any, str]) -> None:
        self.english = english
        self._said: dict[str, dict[Key, str]] = {}

    def __getitem__(self, lang: str) -> Mapping[Key, str]:
        said = self._said.get(lang)
        if said is None:
            say = catalogue(lang).say
            said = self._said[lang] = {key: say(text) for key, text in self.english.items()}
        return said


STATUS = Table({**STATUS_WORDS, "not_yet": sentence("not yet"), "announced": sentence("announced")})
"""Statuses in a word or two, for lists; a sentence has room for those of `backends/text/outcomes.py`."""
MODAL = Table({"must": sentence("must"), "may": sentence("may"), "may_not": sentence("may not")})
BASIS = Table({"text": sentence("the text says so"), "practice": sentence("a practice that no text requires")})
BEARING = Table({"burden": sentence("a burden"), "benefit": sentence("a protection or benefit"), "procedure": sentence("a procedure")})
DECIDES = Table(
    {
        "judge": sentence("an immigration judge decides the case"),
        "officer": sentence("an officer decides the case, without a judge"),
        "asylum_officer": sentence("an asylum officer decides"),
        "none": sentence("nobody hears the case"),
    }
)
FAMILY = Table(
    {
        "ground": sentence("Grounds for removal"),
        "priority": sentence("Whom officers pursue first"),
        "process": sentence("Which procedure decides"),
        "custody": sentence("Detention and release"),
        "officer": sentence("Who else may enforce, and where"),
        "consequence": sentence("What else follows"),
        "protection": sentence("What protects a person"),
        "right": sentence("Rights in an encounter and a case"),
    }
)
"""The families of the syllabus."""
SEEN = Table({"primary": sentence("primary text"), "secondary": sentence("secondary source"), "draft": sentence("drafted"), "none": sentence("not seen in any source")})
VERB = Table(
    {
        "directs": sentence("directs"),
        "starts": sentence("starts"),
        "limits": sentence("limits"),
        "suspends": sentence("suspends"),
        "ends": sentence("ends"),
        "upholds": sentence("upholds"),
        "reviews": sentence("reviews"),
        None: sentence("concerns"),
    }
)
UPON_IT = Table(
    {
        "directs": sentence("directs it"),
        "starts": sentence("starts it"),
        "limits": sentence("limits it"),
        "suspends": sentence("suspends it"),
        "ends": sentence("ends it"),
        "upholds": sentence("upholds it"),
        "reviews": sentence("reviews it"),
        None: sentence("concerns it"),
    }
)
"""What an act does to the one provision that the reader looks at."""
STAGE = Table(REVIEW_STAGE)
"""How far a review has come."""
MANNER = Table(
    {
        "rescinded": sentence("rescinded"),
        "superseded": sentence("superseded"),
        "expired": sentence("expired"),
        "withdrawn": sentence("withdrawn"),
        "vacated": sentence("vacated"),
        "reversed": sentence("reversed"),
        "dissolved": sentence("dissolved"),
        "set_aside": sentence("set aside"),
        "decided": sentence("decided"),
        "denied": sentence("denied"),
        "enjoined": sentence("enjoined"),
        "stayed": sentence("stayed"),
        "administratively_stayed": sentence("administratively stayed"),
        "restrained": sentence("restrained"),
        "paused": sentence("paused"),
        "postponed": sentence("postponed"),
        "held": sentence("held unlawful"),
        "declared": sentence("declared unlawful"),
    }
)


ROLE = {"must": sentence("Who must act: {who}"), "may": sentence("Who may act: {who}"), "may_not": sentence("Who is bound: {who}")}
ROLE_PRACTICE = {
    "must": sentence("Who must act: {who} (a practice that no text requires)"),
    "may": sentence("Who may act: {who} (a practice that no text requires)"),
    "may_not": sentence("Who is bound: {who} (a practice that no text requires)"),
}


def power(how: Discretion, lang: str) -> str:
    """Who must or may act by a rule, or whom it binds, and whether only a practice says so."""
    return catalogue(lang).say((ROLE_PRACTICE if how.basis == "practice" else ROLE)[how.modal], who=how.deciders[lang])


def notice(lang: str) -> str:
    return catalogue(lang).say("Legal information, not legal advice.")


def moment_words(lang: str, state: str | None, known_on: date | None) -> str:
    """Place and day of knowledge, as far as they are given, to stand after a day."""
    say = catalogue(lang).say
    place = say(", in {state}", state=state_name(state, catalogue(lang))) if state else ""
    return place + (say(", as known on {day}", day=day_words(known_on, lang)) if known_on else "")


def day_words(on: date, lang: str) -> str:
    """A day in words.

    >>> day_words(date(2017, 2, 22), "es")
    '22 de febrero de 2017'
    """
    return TONGUES[lang].day(on)


def past_horizon(count: int, on: date, lang: str = "en") -> str:
    """The warning that a day lies past the horizon of some provisions."""
    return catalogue(lang).count(
        "warning: {on} is past the day through which the acts of {count} provision were verified",
        "warning: {on} is past the day through which the acts of {count} provisions were verified",
        count,
        on=day_words(on, lang),
    )


__all__ = ["BASIS", "BEARING", "DECIDES", "FAMILY", "LANGUAGES", "MANNER", "MODAL", "SEEN", "STAGE", "STATUS", "UPON_IT", "VERB", "day_words", "moment_words", "notice", "past_horizon", "power"]
