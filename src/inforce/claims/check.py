"""Checking a claim: it holds, fails with a person, is open, or is not about the rules. Every side is treated alike; there is no score."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from inforce.claims.claim import Claim, Part
from inforce.claims.people import Everybody, is_true_of
from inforce.claims.rules import OUTCOMES, STATUS_CALLS, Rules, references, split
from inforce.language.error import InforceError, TooHard
from inforce.language.formula import FALSE, Formula, conjoin
from inforce.language.syntax import READING
from inforce.rulebook.book import Book
from inforce.rulebook.determination import Determination, Determiner, Person, outcome_of
from inforce.rulebook.library import Reading

HOLDS, FAILS, OPEN, NOT_RULES, UNDECIDED = "holds", "fails", "open", "not_about_rules", "undecided"
_NEEDS_FORCE = frozenset({"reached", "exempt"})
"""What only a rule in force says of anybody."""
VERDICTS = (HOLDS, FAILS, OPEN, NOT_RULES, UNDECIDED)


@dataclass(frozen=True)
class Example:
    """A made-up person, re-run through the rulebook, and what it says of each provision named."""

    facts: Mapping[str, Any]
    rules: Rules
    determinations: Mapping[str, Determination]
    """By reference, as in `reached ID`, `before ID`, `would ID`."""
    named: frozenset[str]
    """The facts that the statement itself names."""
    statuses: Mapping[str, bool]
    """Whether each provision that the statement gives a status has it where the person is: by reference, as in `ended ID`."""

    @property
    def telling(self) -> Mapping[str, Determination]:
        """The determinations worth telling: the first two that are not `no`, and those under other rules than the day's; else all."""
        so = [reference for reference, found in self.determinations.items() if found.outcome != "no"][:2]
        kept = {r: d for r, d in self.determinations.items() if r in so or (d.outcome == "no" and _rules_of(r) != "now")}
        return kept or self.determinations

    @property
    def told(self) -> tuple[str, ...]:
        """The facts the example is about: those the statement names, and those that force the outcomes told."""
        names = set(self.named) | {fact for determination in self.telling.values() for fact, _ in determination.because}
        return tuple(name for name in self.rules.book.library.vocabulary if name in names and name in self.facts)

    def to_json(self) -> dict[str, Any]:
        return {
            "facts": dict(self.facts),
            "because": list(self.told),
            "outcomes": [{"rules": _rules_of(r), "provision": d.provision, "outcome": d.outcome, "cite": d.authority[0]} for r, d in self.determinations.items()],
        }


@dataclass(frozen=True)
class PartAnswer:
    """The answer to one part: the verdict, with a person where there is one."""

    part: Part
    verdict: str
    example: Example | None = None
    nobody: bool = False
    """Whether there is nobody of whom the part speaks, on that day."""
    other_readings: tuple[tuple[Reading, str], ...] = ()
    idle: tuple[str, ...] = ()
    """The provisions said to reach or spare nobody that are in force nowhere and for nobody on that day."""

    def to_json(self) -> dict[str, Any]:
        return {
            "says": self.part.says,
            "verdict": self.verdict,
            "nobody": self.nobody,
            "not_in_force": list(self.idle),
            "person": self.example.to_json() if self.example else None,
            "provisions": list(self.part.provisions),
            "readings": [{"id": reading.id, "default": reading.default["en"], "other_verdict": verdict} for reading, verdict in self.other_readings],
        }


@dataclass(frozen=True)
class ClaimAnswer:
    """The answer to a claim on a day, as known on a day."""

    claim: Claim
    on: date
    known_on: date | None
    verdict: str
    parts: tuple[PartAnswer, ...]
    past_horizon: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            **self.claim.to_json(),
            "on": self.on.isoformat(),
            "known_on": self.known_on.isoformat() if self.known_on else None,
            "verdict": self.verdict,
            "parts": [part.to_json() for part in self.parts],
            "past_horizon": list(self.past_horizon),
        }


def _rules_of(reference: str) -> str:
    call = reference.split(" ", 1)[0]
    return {"before": "before", "would": "as announced"}.get(call, "now")


class Checker:
    """Checks parts of statements under the rules of one day."""

    def __init__(self, book: Book, on: date, known_on: date | None = None) -> None:
        self.book = book
        self.on = on
        self.known_on = known_on
        self._rules: dict[date, Rules] = {}

    def rules(self, before: date | None) -> Rules:
        key = before or self.on
        if key not in self._rules:
            self._rules[key] = Rules.at(self.book, self.on, self.known_on, key)
        return self._rules[key]

    # verdicts

    def verdict(self, part: Part, readings: Mapping[str, bool] | None = None) -> str:
        """The bare verdict of a part under a choice of readings.

        Raises:
            TooHard: the exact decision passes its cap.
        """
        everybody, rules = Everybody(self.book, self.on, readings or {}), self.rules(part.before)

        def anybody(formula: Formula) -> bool:
            return everybody.is_somebody(rules.resolve(formula))

        return _verdict(part, anybody)

    def part(self, part: Part) -> PartAnswer:
        """The answer to a part, with a person re-run through the rulebook, and the verdict under each other reading it turns on."""
        try:
            verdict = self.verdict(part)
            example, formula = None, _telling(part, verdict)
            if formula is not None:
                example = self.example(part, formula)
                if example is None:
                    return PartAnswer(part, UNDECIDED)
            nobody = part.kind == "every" and verdict == HOLDS and self._is_empty(part)
            idle = tuple(self._idle(part)) if part.kind == "every" and verdict == HOLDS else ()
            return PartAnswer(part, verdict, example, nobody, tuple(self._other_readings(part, verdict)), idle)
        except TooHard:
            return PartAnswer(part, UNDECIDED)

    def _idle(self, part: Part) -> Iterator[str]:
        """What a part says does not reach or spare anybody, and could not that day, since it is in force nowhere."""
        rules = self.rules(part.before)
        named = dict.fromkeys(name for call, name in references(part.holds) if call in _NEEDS_FORCE)
        for name in named:
            if name in part.provisions and rules.frame("now").partition(name)["operative"] is FALSE:
                yield name

    def _is_empty(self, part: Part) -> bool:
        return not Everybody(self.book, self.on, {}).is_somebody(self.rules(part.before).resolve(part.among))

    def _other_readings(self, part: Part, verdict: str) -> list[tuple[Reading, str]]:
        rules = self.rules(part.before)
        facts = rules.resolve(part.failing).facts | rules.resolve(part.open).facts | rules.resolve(conjoin(part.among, part.holds)).facts
        names = [name[len(READING) :] for name in sorted(facts) if name.startswith(READING)]
        flipped = [(name, self.verdict(part, {name: True})) for name in names]
        return [(self.book.library.readings[name], other) for name, other in flipped if other != verdict]

    # people

    def example(self, part: Part, formula: Formula) -> Example | None:
        """Somebody of whom the formula is true by the rulebook's own determination; None where none could be confirmed."""
        rules, everybody = self.rules(part.before), Everybody(self.book, self.on, {})
        found = everybody.find(rules.resolve(formula), [rules.resolve(wish) for wish in part.prefer])
        if found is None:
            return None
        facts = everybody.facts(found)
        try:
            outcomes = self._outcomes(formula, facts, rules)
        except InforceError:
            return None
        if is_true_of(formula, facts, outcomes, everybody) is not True:
            return None
        statuses = {r: so for r, so in outcomes.items() if r.partition(" ")[0] in STATUS_CALLS and split(r)[1] in part.provisions}
        return Example(facts, rules, self._determinations(part, facts, rules), part.named, statuses)

    def _person(self, facts: Mapping[str, Any]) -> Person:
        readings = dict.fromkeys(self.book.library.readings, False)
        return Person(self.book.library.theory, self.book.read_facts(facts), self.on, readings)

    def _outcomes(self, formula: Formula, facts: Mapping[str, Any], rules: Rules) -> dict[str, bool]:
        """The truth of each reference for a person, as `book.determine` and the status formulas give it."""
        named = list(dict.fromkeys((call, name) for call, name in references(formula)))
        asked = list(dict.fromkeys(name for call, name in named if call in ("reached", *OUTCOMES)))
        answer = self.book.determine(facts, on=self.on, known_on=self.known_on, provisions=asked, reasons=False)
        person, found = self._person(facts), {}
        for call, name in named:
            if call in ("reached", *OUTCOMES):
                truth = answer[name].outcome == call
            elif call in ("before", "would"):
                truth = outcome_of(rules.frame(call), name, person)[0] == "reached"
            else:
                truth = person.situation.truth(rules.formula(f"{call} {name}")) is True
            found[f"{call} {name}"] = found[name] = truth
        return found

    def _determinations(self, part: Part, facts: Mapping[str, Any], rules: Rules) -> dict[str, Determination]:
        """What the rulebook says of the person on each provision that the part names, under the rules it names."""
        person, values = self._person(facts), self.book.read_facts(facts)
        found = {}
        for call, name in _named(part):
            determiner = Determiner(rules.frame(call), person, values)
            found[f"{call} {name}"] = determiner.determine(name)
        return found


def _named(part: Part) -> list[tuple[str, str]]:
    kept: dict[tuple[str, str], None] = {}
    for formula in (part.holds, part.left_to):
        for call, name in references(formula):
            if name in part.provisions and call not in STATUS_CALLS:
                kept[(call if call in ("before", "would") else "reached", name)] = None
    return list(kept)


def _verdict(part: Part, anybody: Callable[[Formula], bool]) -> str:
    if part.kind == "some":
        if anybody(conjoin(part.among, part.holds)):
            return HOLDS
        return OPEN if anybody(conjoin(part.among, part.left_to)) else FAILS
    if anybody(part.failing):
        return FAILS
    return OPEN if anybody(part.open) else HOLDS


def _telling(part: Part, verdict: str) -> Formula | None:
    """Of whom a person is shown: the one for whom it fails, is open, or, of somebody, holds."""
    if part.kind == "some":
        return {HOLDS: conjoin(part.among, part.holds), OPEN: conjoin(part.among, part.left_to)}.get(verdict)
    return {FAILS: part.failing, OPEN: part.open}.get(verdict)


def overall(claim: Claim, verdicts: list[str]) -> str:
    """The verdict of a claim from those of its parts.

    Together, every part has to hold; read either way, parts that differ leave it open: it turns on how the words are read.
    """
    if not verdicts:
        return NOT_RULES
    if len(set(verdicts)) == 1:
        return verdicts[0]
    if UNDECIDED in verdicts:
        return UNDECIDED
    if claim.read == "either":
        return OPEN
    return FAILS if FAILS in verdicts else OPEN


def check(book: Book, claim: Claim, on: date | None = None, known_on: date | None = None) -> ClaimAnswer:
    """Check a claim: on its own day as known that day, or on the day given.

    Where no day is given and no day of knowledge, only what was known on the claim's day is used.
    """
    if on is None:
        on, known_on = claim.day, known_on or claim.day
    checker = Checker(book, on, known_on)
    parts = tuple(map(checker.part, claim.means))
    past = tuple(name for name in claim.provisions if on > book.library.provisions[name].horizon)
    verdict = overall(claim, [part.verdict for part in parts]) if claim.about == "rules" else NOT_RULES
    return ClaimAnswer(claim, on, known_on, verdict, parts, past)


def since(book: Book, claim: Claim) -> list[tuple[date, str]]:
    """From which day on which verdict held: on the claim's day, and on every later day on which an act begins or ends, to the horizon."""
    if not claim.means:
        return []
    last = min(book.library.provisions[name].horizon for name in claim.provisions)
    days = [claim.day, *(day for day in book.library.docket.days if claim.day < day <= last)]
    memo: dict[tuple[Formula, ...], str] = {}
    found: list[tuple[date, str]] = []
    for day in days:
        checker = Checker(book, day)
        key = tuple(checker.rules(p.before).resolve(f) for p in claim.means for f in (p.failing, p.open, conjoin(p.among, p.holds)))
        if key not in memo:
            memo[key] = overall(claim, [checker.verdict(part) for part in claim.means])
        if not found or found[-1][1] != memo[key]:
            found.append((day, memo[key]))
    return found

