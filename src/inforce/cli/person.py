"""A person's answer as text: what reaches, what shields, what is on hold or announced, what turns on unknown facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from inforce.backends.text.acts import capital
from inforce.backends.text.catalogue import Catalogue, catalogue, sentence
from inforce.backends.text.facts import value_words
from inforce.backends.text.outcomes import IF_OPERATIVE, short_form
from inforce.backends.text.told import Told
from inforce.cli.labels import voice
from inforce.cli.sheet import HEAD, QUIET, WARNING, Sheet, styled
from inforce.cli.waits import waits_for
from inforce.cli.words import DECIDES, day_words, moment_words, past_horizon, power
from inforce.interview.ask import read_answer
from inforce.rulebook.book import Answer, Book
from inforce.rulebook.determination import Determination

GROUPS = (
    ("reaches", sentence("Reaches this person ({count})")),
    ("has", sentence("Protects this person ({count})")),
    ("exempt", sentence("Fits, but a protection shields this person ({count})")),
    ("suspended", sentence("Fits, but the rule is on hold ({count})")),
    ("pending", sentence("Fits, but the rule is only announced and not yet in force ({count})")),
    ("depends", sentence("Turns on facts not given ({count})")),
    ("otherwise", sentence("Does not reach this person, though some careful readers would say otherwise ({count})")),
)
REST = sentence("Does not reach this person ({count})")
Explained = Callable[[Determination], Sequence[Told]]
"""What is told of a determination instead of its few words; nothing where there is no more to tell."""


def group_of(determination: Determination) -> str:
    """Under which heading a determination stands; `rest` for one that is only counted."""
    outcome = determination.outcome
    if outcome == "reached":
        return "has" if determination.bears == "benefit" else "reaches"
    if outcome == "no":
        return "otherwise" if determination.readings else "rest"
    return outcome


class Page:
    """Lays out one person's answer.

    Args:
        explained: what tells each determination at length, where that was asked for.
        every: whether those that do not reach are shown too, not only counted.
    """

    def __init__(self, sheet: Sheet, book: Book, words: Catalogue, explained: Explained | None = None, *, every: bool = False) -> None:
        self.sheet = sheet
        self.book = book
        self.words = words
        self.lang = words.lang
        self.speaker = voice(book, words.lang)
        self.explained = explained
        self.groups = (*GROUPS, ("rest", REST)) if every else GROUPS

    def say(self, answer: Answer, known_on: date | None) -> None:
        """One person on one day."""
        say, page = self.words.say, self.sheet
        where = moment_words(self.lang, answer.state, known_on)
        page.say(say("{name}, on {on}{where}", name=answer.name or say("A person"), on=day_words(answer.on, self.lang), where=where), hang=2, style=HEAD)
        groups: dict[str, list[Determination]] = {}
        for determination in answer.determinations:
            groups.setdefault(group_of(determination), []).append(determination)
        for group, title in self.groups:
            members = groups.pop(group, [])
            if members:
                page.head(say(title, count=len(members)))
            for determination in members:
                self._one(determination, group, answer.on, known_on)
        rest = len(groups.get("rest", []))
        if rest:
            page.head(self.words.count("The other {count} provision does not reach the person.", "The other {count} provisions do not reach the person.", rest))
        else:
            page.head(say("There is no other provision."))
        past = sum(determination.past_horizon for determination in answer.determinations)
        if past:
            page.warn(past_horizon(past, answer.on, self.lang))
        page.say(say("rulebook {version}", version=answer.rulebook), style=QUIET)

    def _one(self, determination: Determination, group: str, on: date, known_on: date | None) -> None:
        page, title = self.sheet, self.book.library.provisions[determination.provision].title[self.lang]
        told = self.explained(determination) if self.explained is not None else ()
        page.item("-", styled(capital(title), (f" [{determination.provision}]", QUIET)), 2)
        if told:
            lay_out(page, told, 4)
        elif group == "depends":
            self._open(determination)
        else:
            self._few_words(determination, on, known_on)

    def _titles(self, names: Iterable[str]) -> str:
        return "; ".join(capital(self.book.library.provisions[name].title[self.lang]) for name in names)

    def _facts(self, names: Iterable[str]) -> str:
        return "; ".join(self.speaker.label(name) for name in names)

    def _given(self, fact: str, raw: Any) -> str:
        """A fact as it was given, in words."""
        value = read_answer(self.book.library.vocabulary, fact, raw)
        return self.speaker.label(fact) if value is None else value_words(self.speaker, self.words, fact, value)

    def _few_words(self, determination: Determination, on: date, known_on: date | None) -> None:
        say, page, provision = self.words.say, self.sheet, self.book.library.provisions[determination.provision]
        outcome = determination.outcome
        if determination.part and determination.part != determination.provision:
            page.say(say("By one of its parts: {title}", title=self._titles([determination.part])), 4, 2)
        if determination.exempted_by:
            page.say(say("Shielded by: {names}.", names=self._titles(determination.exempted_by)), 4, 2)
        for shield in determination.exempted_by if outcome == "exempt" else ():
            if leaves := self.book.library.provisions[shield].leaves.get(self.lang):
                page.say(say("The shield is partial: {leaves}", leaves=leaves), 4, 2)
        for condition in waits_for(self.book, determination.provision, on, known_on, self.lang) if outcome == "pending" else ():
            page.say(say("Waits for {condition}.", condition=condition), 4, 2)
        if determination.if_operative:
            page.say(say(IF_OPERATIVE[determination.if_operative]), 4, 2)
        if determination.because:
            page.say(say("Because of this: {facts}", facts="; ".join(self._given(fact, value) for fact, value in determination.because)), 4, 2)
        if outcome in ("reached", "pending") and provision.decides:
            page.say(capital(DECIDES[self.lang][provision.decides]), 4, 2)
        if outcome in ("reached", "exempt", "suspended", "pending"):
            page.say(power(determination.discretion, self.lang), 4, 2)
        if outcome == "reached" and provision.conditions:
            page.say(say("Condition: {condition}", condition=provision.conditions[self.lang]), 4, 2)
        self._doubts(determination)

    def _open(self, determination: Determination) -> None:
        say, page, settling = self.words.say, self.sheet, list(determination.settling)
        if settling:
            page.say(say("This would settle it: {facts}", facts=self._facts(settling)), 4, 2)
        others = [fact for fact in determination.depends_on if fact not in settling]
        if others:
            page.say(say("It can also turn on: {facts}", facts=self._facts(others)), 4, 2)
        if not settling and not others:
            page.say(say("It turns on facts that only together change it."), 4, 2)
        self._doubts(determination)

    def _doubts(self, determination: Determination) -> None:
        say, page = self.words.say, self.sheet
        if determination.assumed:
            page.say(say("Nothing was said of this, so it counts as not so: {findings}", findings=self._facts(determination.assumed)), 4, 2)
        for found in determination.readings:
            reading = self.book.library.readings[found.id]
            outcome = say(short_form(found.other_outcome, determination.bears))
            page.say(say("Careful readers differ on {point}. By the other reading ({reading}): {outcome}.", point=reading.point[self.lang], reading=reading.other[self.lang], outcome=outcome), 4, 2)
        if determination.past_horizon:
            day = self.book.library.provisions[determination.provision].horizon
            page.say(say("The day is past the one through which this rule was checked, {day}.", day=day_words(day, self.lang)), 4, 2, WARNING)
        page.say(determination.authority[0], 4, 2, QUIET)


def lay_out(page: Sheet, told: Sequence[Told], indent: int) -> None:
    """What is told, as lines; what stands under a heading is moved in."""
    inner = indent
    for one in told:
        if one.kind == "head":
            page.say(one.text, indent, 2, HEAD)
            inner = indent + 2
        elif one.kind == "item":
            page.item("-", one.text, inner + 2 * one.depth)
        else:
            page.say(one.text, inner)


def say_answer(page: Sheet, book: Book, answer: Answer, known_on: date | None, lang: str = "en", explained: Explained | None = None, *, every: bool = False) -> None:
    """One person on one day."""
    Page(page, book, catalogue(lang), explained, every=every).say(answer, known_on)
