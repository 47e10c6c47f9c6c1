"""A person of the demonstration: what is told of them under each heading, in a line each or in full with the authority."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from inforce.backends.text import TONGUES
from inforce.backends.text.acts import capital
from inforce.backends.text.catalogue import Catalogue, sentence
from inforce.backends.text.states import state_name
from inforce.cli.article import IF_OPERATIVE
from inforce.cli.labels import load_labels
from inforce.cli.sheet import HEAD, QUIET, Lines, Sheet, styled
from inforce.cli.waits import waits_for
from inforce.cli.week import Pair, Person, began
from inforce.cli.words import DECIDES, notice, past_horizon, power
from inforce.rulebook.book import Book
from inforce.rulebook.labels import noun
from inforce.rulebook.provision import Provision

JUDGE = "process/immigration-judge"
NOT_REMOVABLE = "protection/not-removable"
RECENT = timedelta(days=60)
"""A priority that began so shortly before the first day is told with its day."""
HAVE = sentence("Were it in force, this person would have it.")
TITLES = {
    "newly": sentence("Newly reached by"),
    "lifted": sentence("No longer reached by"),
    "gained": sentence("Newly protected by"),
    "lost": sentence("No longer protected by"),
    "priority": sentence("Still a priority under"),
    "shields": sentence("Shielded by"),
    "waits": sentence("Announced, not in force"),
    "held": sentence("On hold"),
    "decides": sentence("Who decides"),
    "reaches": sentence("Also reached by"),
    "protects": sentence("Also protected by"),
    "turns": sentence("Not known, so not settled"),
}
"""The headings, in order."""
BY_TITLE = frozenset({"reaches", "protects", "turns"})
"""Headings under which the short form names the rules and says no more."""
LABEL = 25


@dataclass(frozen=True)
class Told:
    """One rule told of a person, and what there is to say of it."""

    rule: Provision
    details: tuple[str, ...] = ()


class Narrator:
    """Says what there is to tell of people, in one language."""

    def __init__(self, book: Book, words: Catalogue) -> None:
        self.book = book
        self.words = words
        self.lang = words.lang
        self.labels = load_labels(book)

    def day(self, on: date) -> str:
        return TONGUES[self.lang].day(on)

    def title(self, rule: str) -> str:
        """A rule's title, as a line begins."""
        return capital(self.book.library.provisions[rule].title[self.lang])

    def name(self, person: Person) -> str:
        """A person's name, in the language where the catalogue has it."""
        return self.words.find(person.name) or person.name

    def titled(self, person: Person) -> str:
        """Number, name and place."""
        return f"{person.number}. {self.name(person)}" + (self.words.say(", in {state}", state=state_name(person.after.state, self.words)) if person.after.state else "")

    def told(self, person: Person, group: str) -> list[Told]:
        """The rules under one heading."""
        if group == "shields":
            return list(self._shields(person))
        if group == "priority":
            return [Told(pair.rule, self._since(pair, person)) for pair in person.of("reaches") if is_priority(pair)]
        pairs = list(person.of(group))
        if group == "reaches":
            pairs = [pair for pair in pairs if not is_priority(pair)]
        if group == "protects":
            spares = shields_of(person)
            pairs = [pair for pair in pairs if pair.rule.id not in spares]
        if group == "decides":
            pairs = [] if has_no_case(person) else sorted(pairs, key=lambda pair: pair.rule.id != JUDGE)
        return [Told(pair.rule, tuple(self._details(pair, group, person))) for pair in pairs]

    def _details(self, pair: Pair, group: str, person: Person) -> Iterator[str]:
        say, rule = self.words.say, pair.rule
        if group == "newly" and rule.decides:
            yield DECIDES[self.lang][rule.decides]
        if group == "newly" and rule.conditions:
            yield rule.conditions[self.lang]
        if group == "waits":
            for condition in waits_for(self.book, rule.id, person.after.on, lang=self.lang):
                yield say("waits for {condition}", condition=condition)
        if group in ("waits", "held") and (would := pair.after.if_operative):
            yield say(HAVE if pair.is_benefit and would == "reached" else IF_OPERATIVE[would])
        if group == "decides":
            if rule.id != JUDGE and rule.decides:
                yield DECIDES[self.lang][rule.decides]
            elif "reached" not in pair.outcomes:
                yield say("no judge hears the case")
        if group == "turns":
            facts = dict.fromkeys((*pair.before.depends_on, *pair.after.depends_on))
            yield say("it turns on {fact}", fact=", ".join(noun(self.labels, fact, self.lang) for fact in facts))

    def _since(self, pair: Pair, person: Person) -> tuple[str, ...]:
        start = began(self.book, pair.rule.id, person.before)
        return (self.words.say("since {day}", day=self.day(start)),) if start is not None and start > person.before.on - RECENT else ()

    def _shields(self, person: Person) -> Iterator[Told]:
        for shield, pairs in shields_of(person).items():
            rule = self.book.library.provisions[shield]
            names = "; ".join(self.title(pair.rule.id) for pair in pairs)
            leaves = rule.leaves.get(self.lang)
            yield Told(rule, (self.words.say("it spares this person from: {rules}", rules=names), *((leaves,) if leaves else ())))

    def readings(self, person: Person) -> list[tuple[str, list[str]]]:
        """The points on which careful readers differ and on which an answer turns, with the rules that turn on each."""
        found: dict[str, dict[str, None]] = {}
        for pair in person.pairs:
            if pair.group != "rest":
                for reading in (*pair.before.readings, *pair.after.readings):
                    found.setdefault(reading.id, {})[self.title(pair.rule.id)] = None
        return [(name, list(rules)) for name, rules in found.items()]


def is_priority(pair: Pair) -> bool:
    """Whether the rule says whom to pursue first."""
    return pair.rule.family == "priority"


def shields_of(person: Person) -> dict[str, list[Pair]]:
    """Each shield, with the rules from which it spares the person on either day."""
    found: dict[str, list[Pair]] = {}
    for pair in person.of("shields"):
        for shield in pair.shields:
            found.setdefault(shield, []).append(pair)
    return found


def has_no_case(person: Person) -> bool:
    """Whether there is no case that anybody could decide: a citizen, or a permanent resident on whom no ground falls."""
    return any(pair.rule.id == NOT_REMOVABLE and pair.after.outcome == "reached" for pair in person.pairs)


def say_short(page: Sheet, narrator: Narrator, person: Person) -> None:
    """One person in a line or two a heading."""
    for group, title in TITLES.items():
        told = narrator.told(person, group)
        if told:
            said = (narrator.title(one.rule.id) + ("" if group in BY_TITLE or not one.details else f" ({'; '.join(map(_inside, one.details))})") for one in told)
            page.item(f"{narrator.words.say(title):<{LABEL}}", "; ".join(said), 2)
    readings = narrator.readings(person)
    if readings:
        said = (narrator.book.library.readings[name].point[narrator.lang] for name, _ in readings)
        page.item(f"{narrator.words.say('Readers differ on'):<{LABEL}}", "; ".join(said), 2)


def _inside(text: str) -> str:
    """A sentence, to stand among others in brackets."""
    return text[:1].lower() + text[1:].rstrip(".")


def sheet(book: Book, people: Iterable[Person], words: Catalogue) -> Lines:
    """People in full, one after the other."""
    page, narrator = Sheet(), Narrator(book, words)
    for person in people:
        page.gap()
        _say_full(page, narrator, person)
    page.gap()
    page.say(notice(words.lang))
    return page.lines


def _say_full(page: Sheet, narrator: Narrator, person: Person) -> None:
    words, say = narrator.words, narrator.words.say
    page.say(narrator.titled(person), hang=3, style=HEAD)
    page.say(say("A made-up person, on {before} and on {after}.", before=narrator.day(person.before.on), after=narrator.day(person.after.on)))
    if not any(True for _ in person.of("newly", "lifted", "gained", "lost")):
        page.gap()
        page.say(say("Nothing newly reaches this person between the two days."))
    for group, title in TITLES.items():
        told = narrator.told(person, group)
        if told:
            page.head(say(title))
        for one in told:
            page.item("-", styled(narrator.title(one.rule.id), (f" [{one.rule.id}]", QUIET)), 2)
            for detail in one.details:
                page.say(capital(detail), 4, 2)
            if group not in BY_TITLE:
                page.say(power(one.rule.discretion, words.lang), 4, 2)
                page.say("; ".join(cites(one.rule, person.after.on)), 4, 2, QUIET)
    readings = narrator.readings(person)
    if readings:
        page.head(say("Where careful readers differ"))
    for name, rules in readings:
        reading = narrator.book.library.readings[name]
        page.item("-", capital(reading.point[words.lang]), 2)
        page.say(say("by default: {reading}", reading=reading.default[words.lang]), 4, 2)
        page.say(say("the other reading: {reading}", reading=reading.other[words.lang]), 4, 2)
        page.say(say("it matters for: {rules}", rules="; ".join(rules)), 4, 2)
    past = sum(determination.past_horizon for determination in person.after.determinations)
    if past:
        page.gap()
        page.warn(past_horizon(past, person.after.on, words.lang))


def cites(provision: Provision, on: date) -> list[str]:
    """At most two citations that stood by the day; the first one where none did."""
    stood = [authority.cite for authority in provision.authority if authority.is_of(on)]
    return list(dict.fromkeys(stood or [provision.authority[0].cite]))[:2]
