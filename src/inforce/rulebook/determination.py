"""Determinations: the outcome of each provision for a person on a day, and what it turns on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from inforce.kernel import answer
from inforce.kernel.evaluate import residual
from inforce.kernel.fact import Members, Value, Vocabulary
from inforce.kernel.formula import FALSE, TRUE, Formula, disjoin
from inforce.kernel.knowledge import Knowledge
from inforce.kernel.syntax import MEMBERSHIPS, READING
from inforce.kernel.theory import Situation, Theory
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
    """What is known of one person on one day: as said, and with the findings nobody reported counted as not made."""

    def __init__(self, theory: Theory, values: Mapping[str, Value], on: date, readings: Mapping[str, bool]) -> None:
        self.theory = theory
        vocabulary = theory.vocabulary
        fixed: dict[str, Value] = {"on": (on.toordinal(), on.toordinal())}
        fixed |= {READING + name: chosen for name, chosen in readings.items()}
        self.fixed = fixed
        self.readings = dict(readings)
        self.on = on
        given = frozenset(values)
        # a list of memberships says which classes the person is in; of every other class it is assumed that they are not
        listed = {n: v for n, v in values.items() if isinstance(v, Members) and vocabulary[n].off_ramp}
        values = {**values, **{n: Members(v.has, v.lacks) for n, v in listed.items()}}
        self.unassumed = frozenset(fact.name for fact in vocabulary.off_ramps if fact.name not in given)
        """The findings nobody reported."""
        said = Knowledge(vocabulary, {**values, **fixed}, given, open_given=self.unassumed)
        self.base = theory.close(said)
        counted = count_as_not_made(vocabulary, self.base.known.values)
        assumed = Knowledge(vocabulary, counted, given, self.base.known.relations)
        self.situation = theory.close(assumed, verify=False)
        self.situation = Situation(said, self.situation.known, self.situation.open)
        self._memo: dict[Formula, Formula] = {}
        self._base_memo: dict[Formula, Formula] = {}

    @cached_property
    def not_made(self) -> frozenset[str]:
        """The findings that count as not made: nothing was said of them, and nothing that was said implies them or rules them out."""
        return frozenset(name for name in self.unassumed if not self.base.known.is_settled(name))

    @cached_property
    def blank(self) -> Situation:
        """Somebody about whom nothing is said, on the same day under the same readings."""
        return self.theory.close(Knowledge(self.theory.vocabulary, self.fixed, (), open_given=frozenset(self.theory.vocabulary)), verify=False)

    def rest(self, formula: Formula) -> Formula:
        return residual(formula, self.situation.known, self._memo)

    def base_rest(self, formula: Formula) -> Formula:
        """The residual with the findings nobody reported left open."""
        return residual(formula, self.base.known, self._base_memo)

    def with_reading(self, name: str, values: Mapping[str, Value]) -> Person:
        return Person(self.theory, values, self.on, {**self.readings, name: not self.readings[name]})


def count_as_not_made(vocabulary: Vocabulary, values: Mapping[str, Value]) -> dict[str, Value]:
    """The values with every off-ramp finding that nobody reported counted as not made."""
    counted = dict(values)
    for fact in vocabulary.off_ramps:
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
    rest = {name: person.rest(formula) for name, formula in outcomes.items()}
    for name, formula in rest.items():
        if formula is TRUE:
            return name
    found = answer.possible({name: formula for name, formula in rest.items() if formula is not FALSE}, person.situation, most=2)
    return found[0] if len(found) == 1 else "depends"


def would(if_operative: Mapping[str, Formula], person: Person) -> str | None:
    """What would happen to a person were a provision operative that is on hold or announced; None where it is neither for them.

    Args:
        if_operative: as `Frame.if_operative` gives it.
    Raises:
        TooHard: the exact decision passes its cap.
    """
    rest = {outcome: person.rest(formula) for outcome, formula in if_operative.items()}
    possible = [outcome for outcome, formula in rest.items() if formula is TRUE]
    if not possible:
        possible = [o for o, f in rest.items() if f is not FALSE and person.situation.find(f) is not None]
    if possible in ([], ["no"]):
        return None
    return possible[0] if len(possible) == 1 else "depends"


class Determiner:
    """Works out determinations for one person within one frame."""

    def __init__(self, frame: Frame, person: Person, values: Mapping[str, Value], *, reasons: bool = True) -> None:
        self.frame = frame
        self._turnings: dict[tuple[Formula, ...], answer.Turning] = {}
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
            self._turning(outcomes).depends_on() if outcome == "depends" and self.reasons else (),
            self._turning(outcomes).settling() if outcome == "depends" and self.reasons else (),
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
        rest = {status: self.person.rest(partition[status]) for status in STATUSES}
        for status, formula in rest.items():
            if formula is TRUE:
                return status
        found = answer.possible({s: f for s, f in rest.items() if f is not FALSE}, self.person.situation, most=2)
        return found[0] if len(found) == 1 else None

    def _turning(self, outcomes: Mapping[str, Formula]) -> answer.Turning:
        rest = {k: self.person.rest(f) for k, f in outcomes.items()}
        key = tuple(rest.values())
        found = self._turnings.get(key)
        if found is None:
            found = self._turnings[key] = answer.Turning(rest, self.person.situation)
        return found

    def _because(self, outcomes: Mapping[str, Formula], outcome: str) -> tuple[tuple[str, Any], ...]:
        situation, vocabulary = self.person.situation, self.person.theory.vocabulary
        names = answer.because(outcomes, outcome, situation, self.person.blank, self.person.not_made)
        return tuple((name, vocabulary[name].write(self.values[name])) for name in names if name in self.values)

    def _assumed(self, outcomes: Mapping[str, Formula]) -> tuple[str, ...]:
        person = self.person
        rest = {k: person.base_rest(f) for k, f in outcomes.items()}
        if any(formula is TRUE for formula in rest.values()):
            return ()
        mentioned = frozenset().union(*(formula.facts for formula in rest.values()))
        open_names = person.not_made | {MEMBERSHIPS}
        return tuple(name for name in person.theory.vocabulary if name in mentioned and name in open_names)

    def _exempted_by(self, name: str, outcome: str) -> tuple[str, ...]:
        if outcome not in ("exempt", "suspended", "pending"):
            return ()
        return tuple(shield for shield, formula in self.frame.shields(name).items() if self._holds(formula))

    def _holds(self, formula: Formula) -> bool:
        rest = self.person.rest(formula)
        return rest is TRUE

    def _readings(self, name: str, outcome: str) -> tuple[OtherReading, ...]:
        mentioned = self._reading_names(name)
        found = []
        for reading in mentioned:
            other = self._other.get(reading)
            if other is None:
                other = self._other[reading] = self.person.with_reading(reading, self.values)
            flipped = outcome_of(self.frame, name, other)[0]
            if flipped != outcome:
                found.append(OtherReading(reading, self.frame.library.readings[reading].default["en"], flipped))
        return tuple(found)

    def _reading_names(self, name: str) -> list[str]:
        facts: set[str] = set()
        for part in (name, *self.frame.provision(name).parts):
            facts |= disjoin(*self.frame.core(part).values()).facts
            for formula in self.frame.core(part).values():
                facts |= formula.facts
        return [fact[len(READING) :] for fact in sorted(facts) if fact.startswith(READING)]
