"""Settling: what would settle an answer that depends, and which single fact settles most.

The answers to a fact are the parts of its values that the formulas can tell apart (`alternatives.regions`); an answer
settles when every completion that agrees with it has one outcome. A fact settles most whose answers all settle; then the one
of whose answers the greatest share does; then the one that comes first in the vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass

from inforce.backends.explain.alternatives import regions
from inforce.backends.explain.case import Case, whole
from inforce.kernel.queries import Outcomes
from inforce.kernel.theory import Contradiction
from inforce.language.fact import Value
from inforce.language.knowledge import meet


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer to a fact, and the outcome after it (`depends` where it does not settle)."""

    value: Value
    outcome: str


@dataclass(frozen=True, slots=True)
class OpenFact:
    """An unknown fact that an answer turns on: whether it alone settles, and what each of its answers would do."""

    fact: str
    alone: bool
    replies: tuple[Reply, ...]

    @property
    def settled(self) -> int:
        return sum(reply.outcome != "depends" for reply in self.replies)

    @property
    def share(self) -> float:
        return self.settled / len(self.replies) if self.replies else 0.0


@dataclass(frozen=True, slots=True)
class Open:
    """What is open about an answer: the outcomes still possible, one smallest set of facts that settles, every fact it turns on."""

    possible: tuple[str, ...]
    settling: tuple[str, ...]
    facts: tuple[OpenFact, ...]


def open_outcomes(case: Case, name: str, teller: str) -> Outcomes:
    """The outcome formulas among which an answer that depends is open.

    Those of the whole; or of the core or part that gives the answer, where the whole could come out in one way only. That
    happens because `depends` goes before `suspended`, `pending` and `exempt` in a provision with parts.
    """
    found = whole(case.frame, name)
    return found if len(case.person.situation.possible(found, most=2)) > 1 else case.frame.core(teller)


def open_of(case: Case, name: str, teller: str) -> Open:
    """What an answer that depends is waiting for; the facts that settle most come first."""
    person = case.person
    outcomes = open_outcomes(case, name, teller)
    turning = person.turning
    settling = turning.settling(outcomes)
    names = dict.fromkeys((*turning.depends_on(outcomes), *settling))
    found = [OpenFact(fact, turning.settles(outcomes, [fact]), _replies(case, name, fact)) for fact in names]
    order = list(case.library.vocabulary)
    found.sort(key=lambda one: (not one.alone, -one.share, order.index(one.fact)))
    return Open(person.situation.possible(outcomes), settling, tuple(found))


def _replies(case: Case, name: str, fact: str) -> tuple[Reply, ...]:
    """Each answer to a fact that the constraints allow; neighbouring ones with one outcome are one answer to a reader."""
    formulas = tuple(whole(case.frame, name).values())
    found: list[Reply] = []
    for value in regions(case, formulas, case.values, fact):
        try:
            outcome = case.outcome(name, _told(case, fact, value))
        except Contradiction:
            continue
        found.append(Reply(value, outcome))
    return tuple(found)


def _told(case: Case, fact: str, value: Value) -> dict[str, Value]:
    """What is said, and the answer beside what was known of the fact in part."""
    return {**case.values, fact: meet(case.values.get(fact), value)}
