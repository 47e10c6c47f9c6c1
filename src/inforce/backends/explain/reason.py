"""Reasons: a subset-minimal set of the facts known that forces an answer; findings counted as not made stand apart."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from inforce.backends.explain.case import Case, cores
from inforce.kernel.queries import Outcomes, because, beside
from inforce.language.formula import conjoin, disjoin, negate
from inforce.rulebook.determination import Person, decide


@dataclass(frozen=True, slots=True)
class Reason:
    """Facts, by name, whose known values force an answer, together with findings counted as not made."""

    facts: tuple[str, ...]
    assumed: tuple[str, ...]


def reason(outcomes: Outcomes, outcome: str, person: Person) -> Reason:
    """Why a formula of a partition holds: first the fewest facts, then the fewest findings beside them.

    Args:
        outcomes: formulas of which exactly one is true for every person; `outcome` names the one that holds.
    """
    asked = person.situation.person
    facts = because(asked, outcomes, outcome)
    return Reason(facts, beside(asked, outcomes[outcome], facts))


def why(case: Case, name: str, outcome: str, teller: str) -> Reason:
    """Why a provision has its outcome.

    For one with parts that is not simply reached, every part has to come out as it does; facts that the whole does not
    need are then left out one by one, deciding again each time.

    Args:
        teller: the core or part that gives the outcome.
    """
    frame, person = case.frame, case.person
    if len(cores(frame, name)) == 1 or outcome == "reached":
        return reason(frame.core(teller), outcome, person)
    own = conjoin(*(frame.core(part)[decide(frame.core(part), person)] for part in cores(frame, name) if decide(frame.core(part), person) != "depends"))
    found = reason({"so": own, "not": negate(own)}, "so", person)
    facts = list(found.facts)
    for fact in found.facts:
        fewer = [other for other in facts if other != fact]
        if case.outcome(name, {other: case.values[other] for other in fewer}) == outcome:
            facts = fewer
    return Reason(tuple(facts), found.assumed)


def narrowed(case: Case, outcomes: Outcomes, possible: Collection[str]) -> Reason:
    """Why only these outcomes of an answer that depends are possible: the facts that rule out the others."""
    person = case.person.situation.person
    within = disjoin(*(formula for outcome, formula in outcomes.items() if outcome in possible))
    facts = because(person, {"within": within, "beyond": negate(within)}, "within")
    return Reason(facts, beside(person, within, facts))
