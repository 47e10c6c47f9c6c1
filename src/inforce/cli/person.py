"""A person's answer as text: what reaches, what shields, what is on hold or announced, what turns on unknown facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from inforce.backends.text.catalogue import Catalogue, catalogue, sentence
from inforce.backends.text.outcomes import short_form
from inforce.backends.text.told import Told
from inforce.cli.sheet import Sheet
from inforce.cli.waits import waits_for
from inforce.cli.words import DECIDES, MODAL, moment_words, past_horizon
from inforce.rulebook.book import Answer, Book
from inforce.rulebook.determination import Determination

GROUPS = (
    ("reaches", sentence("REACHES ({count})")),
    ("has", sentence("PROTECTS ({count})")),
    ("exempt", sentence("SHIELDED FROM ({count})")),
    ("suspended", sentence("ON HOLD: the text fits, and it is suspended ({count})")),
    ("pending", sentence("ANNOUNCED: the text fits, and it is not yet in force ({count})")),
    ("depends", sentence("DEPENDS on facts not given; those marked * would settle it ({count})")),
    ("otherwise", sentence("DOES NOT REACH, by the default reading of a point ({count})")),
)
REST = sentence("DOES NOT REACH ({count})")
IF_OPERATIVE = {
    "reached": sentence("were it in force, it would reach the person"),
    "exempt": sentence("were it in force, a shield would spare the person"),
    "depends": sentence("were it in force, whether it reaches the person depends"),
}
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
        self.explained = explained
        self.groups = (*GROUPS, ("rest", REST)) if every else GROUPS

    def say(self, answer: Answer, known_on: date | None) -> None:
        """One person on one day."""
        say, page = self.words.say, self.sheet
        where = moment_words(self.lang, answer.state, known_on)
        page.say(say("{name} on {on}{where}", name=answer.name or say("A person"), on=answer.on, where=where), hang=2)
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
            page.say(past_horizon(past, answer.on, self.lang), hang=2)
        page.say(say("rulebook {version}", version=answer.rulebook))

    def _one(self, determination: Determination, group: str, on: date, known_on: date | None) -> None:
        page, title = self.sheet, self.book.library.provisions[determination.provision].title[self.lang]
        told = self.explained(determination) if self.explained is not None else ()
        page.say(determination.provision, 2)
        if told or group != "depends":
            page.say(title[:1].upper() + title[1:], 4, 2)
        if told:
            lay_out(page, told, 4)
        elif group == "depends":
            self._open(determination)
        else:
            self._few_words(determination, on, known_on)

    def _few_words(self, determination: Determination, on: date, known_on: date | None) -> None:
        say, page, provision = self.words.say, self.sheet, self.book.library.provisions[determination.provision]
        outcome = determination.outcome
        if determination.part and determination.part != determination.provision:
            page.say(say("through its part {part}", part=determination.part), 4, 2)
        if outcome in ("reached", "exempt", "suspended", "pending"):
            page.say(self._power(determination), 4, 2)
        if outcome in ("reached", "pending") and provision.decides:
            page.say(DECIDES[self.lang][provision.decides], 4, 2)
        if determination.exempted_by:
            page.say(say("shield: {names}", names=", ".join(determination.exempted_by)), 4, 2)
        for shield in determination.exempted_by if outcome == "exempt" else ():
            if leaves := self.book.library.provisions[shield].leaves.get(self.lang):
                page.say(say("the shield is partial: {leaves}", leaves=leaves), 4, 2)
        for condition in waits_for(self.book, determination.provision, on, known_on, self.lang) if outcome == "pending" else ():
            page.say(say("waits for: {condition}", condition=condition), 4, 2)
        if determination.if_operative:
            page.say(say(IF_OPERATIVE[determination.if_operative]), 4, 2)
        if outcome == "reached" and provision.conditions:
            page.say(say("condition: {condition}", condition=provision.conditions[self.lang]), 4, 2)
        if determination.because:
            page.say(say("because of: {facts}", facts=", ".join(fact for fact, _ in determination.because)), 4, 2)
        self._doubts(determination)
        page.say(say("cite: {cite}", cite=determination.authority[0]), 4, 6)

    def _power(self, determination: Determination) -> str:
        how, say = determination.discretion, self.words.say
        modal, who = MODAL[self.lang][how.modal], how.deciders[self.lang]
        if how.basis == "practice":
            return say("{modal}: {who} (a practice that no text requires)", modal=modal, who=who)
        return say("{modal}: {who}", modal=modal, who=who)

    def _open(self, determination: Determination) -> None:
        say, page, settling = self.words.say, self.sheet, set(determination.settling)
        facts = dict.fromkeys((*determination.depends_on, *determination.settling))
        listed = ", ".join(f"{fact}*" if fact in settling else fact for fact in facts)
        page.say(say("turns on: {facts}", facts=listed) if listed else say("turns on: facts that only together change it"), 4, 2)
        self._doubts(determination)
        page.say(say("cite: {cite}", cite=determination.authority[0]), 4, 6)

    def _doubts(self, determination: Determination) -> None:
        say, page = self.words.say, self.sheet
        if determination.assumed:
            page.say(say("counted as not made, not given: {findings}", findings=", ".join(determination.assumed)), 4, 2)
        for reading in determination.readings:
            default = self.book.library.readings[reading.id].default[self.lang]
            outcome = say(short_form(reading.other_outcome, determination.bears))
            page.say(say("by the default reading of {id} ({reading}); by the other: {outcome}", id=reading.id, reading=default, outcome=outcome), 4, 2)
        if determination.past_horizon:
            page.say(say("the day is past the horizon of this provision"), 4, 2)


def lay_out(page: Sheet, told: Sequence[Told], indent: int) -> None:
    """What is told, as lines; what stands under a heading is moved in."""
    inner = indent
    for one in told:
        if one.kind == "head":
            page.say(one.text, indent, 2)
            inner = indent + 2
        elif one.kind == "item":
            page.item("-", one.text, inner + 2 * one.depth)
        else:
            page.say(one.text, inner)


def say_answer(page: Sheet, book: Book, answer: Answer, known_on: date | None, lang: str = "en", explained: Explained | None = None, *, every: bool = False) -> None:
    """One person on one day."""
    Page(page, book, catalogue(lang), explained, every=every).say(answer, known_on)
