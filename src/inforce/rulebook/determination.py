"""Determinations: the outcome of each provision for a person on a day, and what it turns on."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from inforce.kernel import queries
from inforce.kernel.clauses import Clauses
from inforce.kernel.queries import Turning
from inforce.kernel.theory import Situation, Theory
from inforce.language.evaluate import residual
from inforce.language.fact import Members, Value, Vocabulary
from inforce.language.formula import FALSE, Formula
from inforce.language.knowledge import Knowledge
from inforce.language.syntax import READING
from inforce.rulebook.authority import NOTHING, Authority, Pending, Reported, Weight
from inforce.rulebook.frame import PARENT_ORDER, Frame
from inforce.rulebook.provision import Discretion, Provision, of_the_day
from inforce.rulebook.status import STATUSES


@dataclass(frozen=True, slots=True)
class OtherReading:
    """A reading the answer turns on: the default reading's words, and the outcome under the other one."""

    id: str
    default: str
    other_outcome: str


@dataclass(frozen=True, slots=True)
class Determination:
    """The answer for one provision, one person, one day."""

    provision: str
    outcome: str
    if_operative: str | None
    status: str | None
    part: str | None
    bears: str
    depends_on: tuple[str, ...]
    settling: tuple[str, ...]
    because: tuple[tuple[str, Any], ...]
    assumed: tuple[str, ...]
    exempted_by: tuple[str, ...]
    readings: tuple[OtherReading, ...]
    authority: tuple[str, ...]
    discretion: Discretion
    past_horizon: bool
    weight: Weight = NOTHING
    days_past_horizon: int = 0

    @property
    def authority_for(self) -> tuple[Authority, ...]:
        """The courts that uphold the rule where the person is, the highest first."""
        return self.weight.authority_for

    @property
    def authority_against(self) -> tuple[Authority, ...]:
        """What courts did that suspends, ends or limits the rule where the person is, the highest first."""
        return self.weight.authority_against

    @property
    def pending(self) -> tuple[Pending, ...]:
        return self.weight.pending

    @property
    def reported(self) -> tuple[Reported, ...]:
        return self.weight.reported

    def to_json(self) -> dict[str, Any]:
        """The JSON shape of DESIGN; documented by `schema/determine.json`."""
        return {
            "provision": self.provision,
            "outcome": self.outcome,
            "if_operative": self.if_operative,
            "status": self.status,
            "part": self.part,
            "bears": self.bears,
            "depends_on": list(self.depends_on),
            "settling": list(self.settling),
            "because": [{"fact": fact, "value": value} for fact, value in self.because],
            "assumed": list(self.assumed),
            "exempted_by": list(self.exempted_by),
            "readings": [{"id": r.id, "default": r.default, "other_outcome": r.other_outcome} for r in self.readings],
            "authority": list(self.authority),
            **self.weight.to_json(),
            "discretion": {"modal": self.discretion.modal, "who": self.discretion.who, "basis": self.discretion.basis},
            "past_horizon": self.past_horizon,
            "days_past_horizon": self.days_past_horizon,
        }


class Person:
    """What is known of one person on one day: as said, and with the findings nobody reported counted as not made.

    Args:
        form: the clauses of the day, where the formulas that will be asked about are known.
    Raises:
        Contradiction: names a smallest set of the facts given that cannot all be so.
    """

    def __init__(self, theory: Theory, values: Mapping[str, Value], on: date, readings: Mapping[str, bool], form: Clauses | None = None) -> None:
        self.theory = theory
        self.values = theory.completed(values)
        self.readings = dict(readings)
        self.on = on
        self.form = form
        self.unassumed = frozenset(fact.name for fact in theory.vocabulary.off_ramps if fact.name not in self.values)
        """The findings nobody reported."""
        fixed: dict[str, Value] = {"on": (on.toordinal(), on.toordinal())}
        fixed |= {READING + name: chosen for name, chosen in readings.items()}
        self.said = Knowledge(theory.vocabulary, {**self.values, **fixed}, self.values)
        self.situation = theory.close(self.said, suppose=True, form=form)

    @cached_property
    def base(self) -> Situation:
        """The same with the findings nobody reported left open."""
        said = Knowledge(self.theory.vocabulary, self.said.values, self.said.given, open_given=self.unassumed)
        return self.theory.close(said, form=self.situation.person.form)

    def known_of(self, fact: str) -> Value | None:
        """What follows of one fact from what is known."""
        return queries.known(self.situation.person, [fact]).get(fact)

    @cached_property
    def turning(self) -> Turning:
        """What answers turn on, findings nobody reported counting as not made."""
        return self.situation.turning()

    @cached_property
    def turning_openly(self) -> Turning:
        """What answers turn on while the findings nobody reported are open."""
        return self.situation.turning(findings=False)

    @cached_property
    def not_made(self) -> frozenset[str]:
        """The findings that count as not made: nothing was said of them, and what was said allows it."""
        return frozenset(self.situation.person.findings) & self.unassumed

    @cached_property
    def counted(self) -> Knowledge:
        """What is said, and the findings that count as not made, for truth tables: a finding of which what is said rules out a part is open."""
        ruled_out, said = self.situation.person.ruled_out, self.said
        return Knowledge(self.theory.vocabulary, count_as_not_made(self.theory.vocabulary, said.values, ruled_out), said.given, ruled_out & self.unassumed)

    def rest(self, formula: Formula) -> Formula:
        """What is left of a formula when all that follows from what is known is put in."""
        return residual(formula, self.situation.known, self._memo)

    @cached_property
    def _memo(self) -> dict[Formula, Formula]:
        return {}

    def with_reading(self, name: str) -> Person:
        """The same person under the other choice of a reading."""
        return Person(self.theory, self.values, self.on, {**self.readings, name: not self.readings[name]}, self.form)


def count_as_not_made(vocabulary: Vocabulary, values: Mapping[str, Value], but: Container[str] = ()) -> dict[str, Value]:
    """The values with every off-ramp finding that nobody reported counted as not made, some apart."""
    counted = dict(values)
    for fact in vocabulary.off_ramps:
        if fact.name in but:
            continue
        found = counted.get(fact.name)
        if fact.type == "bool" and found is None:
            counted[fact.name] = False
        elif fact.type == "set" and not (isinstance(found, Members) and found.complete):
            counted[fact.name] = Members(found.has if isinstance(found, Members) else frozenset(), complete=True)
    return counted


def outcome_of(frame: Frame, name: str, person: Person) -> tuple[str, str | None]:
    """The outcome of a provision, and for one with parts, which of its core and parts gives it.

    Raises:
        TooHard: the exact decision passes its cap.
    """
    provision = frame.provision(name)
    own = decide(frame.core(name), person)
    if not provision.parts:
        return own, None
    return first_found({name: own} | {part: outcome_of(frame, part, person)[0] for part in provision.parts})


def first_found(outcomes: Mapping[str, str]) -> tuple[str, str]:
    """The outcome of a provision with parts: the first found among core and parts, and which of them gives it."""
    return min(((outcome, part) for part, outcome in outcomes.items()), key=lambda pair: PARENT_ORDER.index(pair[0]))


def decide(outcomes: Mapping[str, Formula], person: Person) -> str:
    """The one outcome that every completion gives, or `depends`.

    Raises:
        TooHard: the exact decision passes its cap.
    """
    return queries.decide(person.situation.person, outcomes) or "depends"


def would(if_operative: Mapping[str, Formula], person: Person) -> str | None:
    """What would happen to a person were a provision operative that is on hold or announced; None where it is neither for them.

    Args:
        if_operative: as `Frame.if_operative` gives it.
    Raises:
        TooHard: the exact decision passes its cap.
    """
    possible = [outcome for outcome, formula in if_operative.items() if formula is not FALSE and person.situation.find(formula)]
    return None if not possible else possible[0] if len(possible) == 1 else "depends"


class Determiner:
    """Works out determinations for one person within one frame."""

    def __init__(self, frame: Frame, person: Person, values: Mapping[str, Value], *, reasons: bool = True) -> None:
        self.frame = frame
        self.person = person
        self.values = values
        self.reasons = reasons
        self._other: dict[str, Person] = {}

    def determine(self, name: str) -> Determination:
        """One provision's determination.

        Raises:
            TooHard: the exact decision passes its cap.
        """
        frame, person = self.frame, self.person
        provision = frame.provision(name)
        outcome, part = outcome_of(frame, name, person)
        teller = part or name  # the core or part that gives the outcome
        outcomes = frame.core(teller)
        told = frame.provision(teller)
        horizon = min(provision.horizon, told.horizon)
        return Determination(
            name,
            outcome,
            self._if_operative(teller),
            self._status(name),
            part,
            provision.bearing,
            person.turning.depends_on(outcomes) if outcome == "depends" and self.reasons else (),
            person.turning.settling(outcomes) if outcome == "depends" and self.reasons else (),
            self._because(outcomes, outcome) if outcome != "depends" and self.reasons else (),
            self._assumed(outcomes),
            self._exempted_by(teller, outcome),
            self._readings(name, outcome),
            self._authority(told, provision),
            told.discretion,
            person.on > horizon,
            frame.weights.of(teller, person.situation, person.on) if self.reasons else NOTHING,
            max(0, (person.on - horizon).days),
        )

    def _authority(self, *provisions: Provision) -> tuple[str, ...]:
        """What a lawyer can look up: the instruments of the day asked about; others only where there is none of that day."""
        every = dict.fromkeys(authority for provision in provisions for authority in provision.authority)
        return tuple(dict.fromkeys(authority.cite for authority in of_the_day(every, self.person.on)))

    def _if_operative(self, name: str) -> str | None:
        return would(self.frame.if_operative(name), self.person)

    def _status(self, name: str) -> str | None:
        partition = self.frame.partition(name)
        return queries.decide(self.person.situation.person, {status: partition[status] for status in STATUSES})

    def _because(self, outcomes: Mapping[str, Formula], outcome: str) -> tuple[tuple[str, Any], ...]:
        vocabulary = self.person.theory.vocabulary
        names = queries.because(self.person.situation.person, outcomes, outcome)
        return tuple((name, vocabulary[name].write(self.values[name])) for name in names if name in self.values)

    def _assumed(self, outcomes: Mapping[str, Formula]) -> tuple[str, ...]:
        return queries.assumed(self.person.situation.person, self.person.turning_openly, outcomes)

    def _exempted_by(self, name: str, outcome: str) -> tuple[str, ...]:
        """The shields that hold; where only all of them together are sure to, those that may."""
        if outcome not in ("exempt", "suspended", "pending"):
            return ()
        truths = {shield: self.person.situation.truth(formula) for shield, formula in self.frame.shields(name).items()}
        found = tuple(shield for shield, holds in truths.items() if holds)
        if outcome == "exempt" and not found:
            return tuple(shield for shield, holds in truths.items() if holds is None)
        return found

    def _readings(self, name: str, outcome: str) -> tuple[OtherReading, ...]:
        mentioned = self._reading_names(name)
        found = []
        for reading in mentioned:
            other = self._other.get(reading)
            if other is None:
                other = self._other[reading] = self.person.with_reading(reading)
            flipped = outcome_of(self.frame, name, other)[0]
            if flipped != outcome:
                found.append(OtherReading(reading, self.frame.library.readings[reading].default["en"], flipped))
        return tuple(found)

    def _reading_names(self, name: str) -> list[str]:
        facts: set[str] = set()
        for part in (name, *self.frame.provision(name).parts):
            for formula in self.frame.core(part).values():
                facts |= formula.facts
        return [fact[len(READING) :] for fact in sorted(facts) if fact.startswith(READING)]
