"""Telling: a made-up person for whom a statement fails, is open or holds, in two plain sentences; and whose decision it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from inforce.backends.text import TONGUES, Speaker
from inforce.backends.text.catalogue import Catalogue, catalogue, sentence
from inforce.claims.check import Example, PartAnswer
from inforce.claims.question import about
from inforce.claims.rules import STATUS_CALLS, split
from inforce.kernel.fact import Fact
from inforce.kernel.formula import TRUE, flag, has, negate, one_of
from inforce.rulebook.book import Book
from inforce.rulebook.determination import Determination

VERDICT = {
    "holds": sentence("holds under the text"),
    "fails": sentence("fails under the text"),
    "open": sentence("open under the text"),
    "not_about_rules": sentence("not a claim about the rules"),
    "undecided": sentence("undecided"),
}
SHORT_VERDICT = {
    "holds": sentence("holds"),
    "fails": sentence("fails"),
    "open": sentence("open"),
    "not_about_rules": sentence("not about the rules"),
    "undecided": sentence("undecided"),
}
STATUS: dict[str | None, str] = {
    "not_yet": sentence("not yet there"),
    "announced": sentence("announced"),
    "operative": sentence("in force"),
    "suspended": sentence("on hold"),
    "ended": sentence("ended"),
    "varies": sentence("varies by place or class"),
    None: sentence("not settled"),
}
MODAL = {"must": sentence("must: {who}"), "may": sentence("may: {who}"), "may_not": sentence("may not: {who}")}
MODAL_PRACTICE = {
    "must": sentence("must: {who} (a practice that no text requires)"),
    "may": sentence("may: {who} (a practice that no text requires)"),
    "may_not": sentence("may not: {who} (a practice that no text requires)"),
}
DECIDES = {
    "judge": sentence("an immigration judge decides"),
    "officer": sentence("an officer decides"),
    "asylum_officer": sentence("an asylum officer decides"),
    "none": sentence("nobody decides"),
}
NAMED = {
    "named": sentence("{who} (named)"),
    "not_named": sentence("{who} (not named)"),
    "not_recorded": sentence("{who} (a name is not recorded here)"),
}
_OUTCOME = {
    ("now", "reached"): sentence('by the rules of {day}, the rule "{title}" ({id}) reaches that person'),
    ("now", "exempt"): sentence('by the rules of {day}, the rule "{title}" ({id}) fits, and a shield spares that person'),
    ("now", "suspended"): sentence('by the rules of {day}, the rule "{title}" ({id}) fits that person and is on hold'),
    ("now", "pending"): sentence('by the rules of {day}, the rule "{title}" ({id}) fits that person and is announced, not in force'),
    ("now", "no"): sentence('by the rules of {day}, the rule "{title}" ({id}) does not reach that person'),
    ("now", "depends"): sentence('by the rules of {day}, the rule "{title}" ({id}) turns on facts not given'),
    ("would", "reached"): sentence('were what is announced in force, the rule "{title}" ({id}) reaches that person'),
    ("would", "exempt"): sentence('were what is announced in force, the rule "{title}" ({id}) fits, and a shield spares that person'),
    ("would", "suspended"): sentence('were what is announced in force, the rule "{title}" ({id}) fits that person and is on hold'),
    ("would", "pending"): sentence('were what is announced in force, the rule "{title}" ({id}) fits that person and is announced, not in force'),
    ("would", "no"): sentence('were what is announced in force, the rule "{title}" ({id}) does not reach that person'),
    ("would", "depends"): sentence('were what is announced in force, the rule "{title}" ({id}) turns on facts not given'),
}
_STOOD = {
    ("operative", True): sentence('on {day}, the rule "{title}" ({id}) was in force'),
    ("operative", False): sentence('on {day}, the rule "{title}" ({id}) was not in force'),
    ("suspended", True): sentence('on {day}, the rule "{title}" ({id}) was on hold'),
    ("suspended", False): sentence('on {day}, the rule "{title}" ({id}) was not on hold'),
    ("announced", True): sentence('on {day}, the rule "{title}" ({id}) was announced and not yet in force'),
    ("announced", False): sentence('on {day}, the rule "{title}" ({id}) was not waiting to come into force'),
    ("ended", True): sentence('on {day}, the rule "{title}" ({id}) had ended'),
    ("ended", False): sentence('on {day}, the rule "{title}" ({id}) had not ended'),
    ("not_yet", True): sentence('on {day}, the rule "{title}" ({id}) had not begun'),
    ("not_yet", False): sentence('on {day}, the rule "{title}" ({id}) had already begun'),
}
"""How a rule stood, by the status asked about and whether it had it."""
_NONE = {
    "now": sentence("by the rules of {day}, none of the {count} rules named reaches that person"),
    "would": sentence("were what is announced in force, none of the {count} rules named reaches that person"),
}
_SAID_WHEN_NOT = frozenset({"us_citizen"})
"""Facts worth telling although they are not so."""


def day(on: date, lang: str = "en") -> str:
    """
    >>> day(date(2017, 2, 21)), day(date(2017, 2, 21), "es")
    ('21 February 2017', '21 de febrero de 2017')
    """
    return TONGUES[lang].day(on)


def words_of(speaker: Speaker) -> Catalogue:
    """The catalogue of the speaker's language."""
    return catalogue(speaker.tongue.code)


def person(example: Example, speaker: Speaker) -> str:
    """The first sentence: who it is, by the facts that matter."""
    vocabulary = example.rules.book.library.vocabulary
    so: list[str] = []
    days: list[str] = []
    for name in example.told:
        fact = vocabulary[name]
        if fact.type == "date":
            days.append(f"{speaker.label(name)}: {speaker.tongue.day(date.fromisoformat(str(example.facts[name])))}")
        elif fact.type == "int":
            days += [f"{speaker.label(name)}: {example.facts[name]}"] if example.facts[name] else []
        else:
            so.extend(_phrases(fact, example.facts[name], speaker))
    if not so and not days:
        return words_of(speaker).say("This turns on no fact about a person.")
    return words_of(speaker).say("Take this person, of whom nothing else matters here: {facts}.", facts="; ".join([*so, *days]))


def _phrases(fact: Fact, value: Any, speaker: Speaker) -> Iterator[str]:
    if fact.type == "bool":
        if value or fact.name in _SAID_WHEN_NOT:
            yield speaker.phrase(flag(fact.name) if value else negate(flag(fact.name)))
    elif fact.is_choice:
        yield speaker.phrase(one_of(fact.name, [value]))
    else:
        for word in value if len(value) == 1 else [word for word in value if word != "any_offense"]:
            yield speaker.phrase(has(fact.name, word))


def outcome(example: Example, speaker: Speaker) -> str:
    """The second sentence: what the rules say of that person."""
    words = words_of(speaker)
    groups: dict[tuple[str, date, str], list[Determination]] = {}
    for reference, found in example.telling.items():
        groups.setdefault((*_when(example, reference), found.outcome), []).append(found)
    clauses = []
    for (rules, on, result), members in groups.items():
        said = speaker.tongue.day(on)
        if result == "no" and len(members) > 2:
            clauses.append(words.say(_NONE[rules], day=said, count=len(members)))
        else:
            titles = example.rules.book.library.provisions
            clauses += [words.say(_OUTCOME[rules, result], day=said, title=titles[one.provision].title[words.lang], id=one.provision) for one in members]
    titles = example.rules.book.library.provisions
    for reference, so in example.statuses.items() if not clauses else ():
        call, name = split(reference)
        clauses.append(words.say(_STOOD[STATUS_CALLS[call], so], day=speaker.tongue.day(example.rules.on), title=titles[name].title[words.lang], id=name))
    text = "; ".join(clauses)
    return text[:1].upper() + text[1:] + "."


def _when(example: Example, reference: str) -> tuple[str, date]:
    """Whether a reference is to the rules of a day or to what is announced, and the day."""
    rules, call = example.rules, reference.split(" ", 1)[0]
    return ("would", rules.on) if call == "would" else ("now", rules.before if call == "before" else rules.on)


def beside(answer: PartAnswer, speaker: Speaker) -> list[str]:
    """What is told beside a part's verdict: a person in two sentences where there is one, and each other reading it turns on."""
    part, say, told = answer.part, words_of(speaker).say, list(idle(answer, speaker))
    if answer.example is not None:
        told += [person(answer.example, speaker), outcome(answer.example, speaker)]
    elif part.kind == "some" and answer.verdict == "fails":
        told.append(say("There is no such person."))
    elif answer.nobody:
        told.append(say("On that day there is nobody of whom it speaks."))
    elif answer.verdict == "undecided":
        told.append(say("No answer could be confirmed by the rulebook's own determination."))
    elif answer.verdict == "holds" and part.among is not TRUE:
        told.append(say("It is so of everyone of whom it speaks."))
    return [*told, *differ(answer, words_of(speaker))]


def idle(answer: PartAnswer, speaker: Speaker) -> Iterator[str]:
    """What is said first of a part that speaks of rules that are in force for nobody: why it holds."""
    for name in answer.idle:
        yield words_of(speaker).say('The rule "{title}" ({id}) is not in force that day, so it reaches and spares nobody.', title=speaker.titles[name], id=name)


def differ(answer: PartAnswer, words: Catalogue) -> list[str]:
    """The points on which careful readers differ and on which the verdict turns, with both."""
    return [
        words.say(
            "Readers differ on {point}. By default: {default}. By the other reading ({other}): {verdict}.",
            point=reading.point[words.lang], default=reading.default[words.lang], other=reading.other[words.lang], verdict=words.say(VERDICT[verdict]),
        )
        for reading, verdict in answer.other_readings
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decider:
    """Whose discretion, practice or consent a provision leaves things to."""

    provision: str
    title: str
    status: str | None
    power: str
    waits: tuple[str, ...]
    cites: tuple[str, ...]

    def to_json(self) -> Mapping[str, Any]:
        return {
            "provision": self.provision, "title": self.title, "status": self.status, "power": self.power,
            "waits_for": list(self.waits), "authority": list(self.cites),
        }  # fmt: skip


def decider(book: Book, name: str, on: date, known_on: date | None, lang: str = "en") -> Decider:
    """Who decides under a provision, what it waits for, and where to read it."""
    found, say, provision = about(book, name, on, known_on, lang), catalogue(lang).say, book.library.provisions[name]
    power = say((MODAL_PRACTICE if found.basis == "practice" else MODAL)[found.modal], who=found.who)
    if found.decides:
        power = f"{power}; {say(DECIDES[found.decides])}"
    return Decider(name, provision.title[lang], found.standing.status, power, found.waits, found.cites)
