"""Telling: a made-up person for whom a statement fails, is open or holds, in two plain sentences; and whose decision it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from inforce.backends.text import Speaker
from inforce.claims.check import Example, PartAnswer
from inforce.claims.question import about
from inforce.kernel.fact import Fact
from inforce.kernel.formula import TRUE, flag, has, negate, one_of
from inforce.rulebook.book import Book
from inforce.rulebook.determination import Determination

VERDICT = {
    "holds": "holds under the text",
    "fails": "fails under the text",
    "open": "open under the text",
    "not_about_rules": "not a claim about the rules",
    "undecided": "undecided",
}
STATUS = {"not_yet": "not yet there", "announced": "announced", "operative": "in force", "suspended": "on hold", "ended": "ended"}
MODAL = {"must": "must", "may": "may", "may_not": "may not"}
DECIDES = {"judge": "an immigration judge decides", "officer": "an officer decides", "asylum_officer": "an asylum officer decides", "none": "nobody decides"}
_OUTCOME = {
    "reached": "reaches that person",
    "exempt": "fits, and a shield spares that person",
    "suspended": "fits that person and is on hold",
    "pending": "fits that person and is announced, not in force",
    "no": "does not reach that person",
    "depends": "turns on facts not given",
}
_SAID_WHEN_NOT = frozenset({"us_citizen"})
"""Facts worth telling although they are not so."""


def day(on: date) -> str:
    """
    >>> day(date(2017, 2, 21))
    '21 February 2017'
    """
    return f"{on.day} {on:%B} {on.year}"


def join(parts: list[str]) -> str:
    """
    >>> join(["a", "b", "c"])
    'a, b and c'
    """
    return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else "".join(parts)


def person(example: Example, speaker: Speaker) -> str:
    """The first sentence: who it is, by the facts that matter."""
    vocabulary = example.rules.book.library.vocabulary
    so: list[str] = []
    days: list[str] = []
    for name in example.told:
        fact = vocabulary[name]
        if fact.type == "date":
            days.append(f"{speaker.label(name)}: {day(date.fromisoformat(str(example.facts[name])))}")
        elif fact.type == "int":
            days += [f"{speaker.label(name)}: {example.facts[name]}"] if example.facts[name] else []
        else:
            so.extend(_phrases(fact, example.facts[name], speaker))
    return f"Take this person, of whom nothing else matters here: {'; '.join([*so, *days])}."


def _phrases(fact: Fact, value: Any, speaker: Speaker) -> Iterator[str]:
    if fact.type == "bool":
        if value or fact.name in _SAID_WHEN_NOT:
            yield speaker.phrase(flag(fact.name) if value else negate(flag(fact.name)))
    elif fact.is_choice:
        yield speaker.phrase(one_of(fact.name, [value]))
    else:
        for word in value if len(value) == 1 else [word for word in value if word != "any_offense"]:
            yield speaker.phrase(has(fact.name, word))


def outcome(example: Example) -> str:
    """The second sentence: what the rules say of that person."""
    groups: dict[tuple[str, str], list[Determination]] = {}
    for reference, found in example.telling.items():
        groups.setdefault((_when(example, reference), found.outcome), []).append(found)
    clauses = []
    for (when, result), members in groups.items():
        if result == "no" and len(members) > 2:
            clauses.append(f"{when}, none of the {len(members)} rules named reaches that person")
        else:
            clauses += [_clause(example, when, found) for found in members]
    text = "; ".join(clauses)
    return text[:1].upper() + text[1:] + "."


def _when(example: Example, reference: str) -> str:
    rules = example.rules
    other = {"before": f"by the rules of {day(rules.before)}", "would": "were what is announced in force"}
    return other.get(reference.split(" ", 1)[0], f"by the rules of {day(rules.on)}")


def _clause(example: Example, when: str, found: Determination) -> str:
    title = example.rules.book.library.provisions[found.provision].title["en"]
    return f"{when}, the rule \"{title}\" ({found.provision}) {_OUTCOME[found.outcome]}"


def beside(answer: PartAnswer, speaker: Speaker) -> list[str]:
    """What is told beside a part's verdict: a person in two sentences where there is one, and each other reading it turns on."""
    part, words = answer.part, []
    if answer.example is not None:
        words += [person(answer.example, speaker), outcome(answer.example)]
    elif part.kind == "some" and answer.verdict == "fails":
        words.append("There is no such person.")
    elif answer.nobody:
        words.append("On that day there is nobody of whom it speaks.")
    elif answer.verdict == "undecided":
        words.append("No answer could be confirmed by the rulebook's own determination.")
    elif answer.verdict == "holds" and part.among is not TRUE:
        words.append("It is so of everyone of whom it speaks.")
    return [*words, *differ(answer)]


def differ(answer: PartAnswer) -> list[str]:
    """The points on which careful readers differ and on which the verdict turns, with both."""
    return [f"Readers differ on {reading.point['en']}. By default: {reading.default['en']}. By the other reading ({reading.other['en']}): {VERDICT[verdict]}." for reading, verdict in answer.other_readings]


@dataclass(frozen=True, slots=True)
class Decider:
    """Whose discretion, practice or consent a provision leaves things to."""

    provision: str
    title: str
    status: str
    power: str
    waits: tuple[str, ...]
    cites: tuple[str, ...]

    def to_json(self) -> Mapping[str, Any]:
        return {
            "provision": self.provision, "title": self.title, "status": self.status, "power": self.power,
            "waits_for": list(self.waits), "authority": list(self.cites),
        }  # fmt: skip


def decider(book: Book, name: str, on: date, known_on: date | None) -> Decider:
    """Who decides under a provision, what it waits for, and where to read it."""
    found = about(book, name, on, known_on)
    practice = " (a practice that no text requires)" if found.basis == "practice" else ""
    judge = f"; {DECIDES[found.decides]}" if found.decides else ""
    power = f"{MODAL[found.modal]}: {found.who}{practice}{judge}"
    return Decider(name, book.library.provisions[name].title["en"], found.standing.status, power, found.waits, found.cites)
