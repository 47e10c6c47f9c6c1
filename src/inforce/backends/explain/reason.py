"""Reasons: a subset-minimal set of the facts known that forces an answer; findings counted as not made stand apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from inforce.backends.explain.case import Case, Values, cores
from inforce.kernel import answer
from inforce.kernel.answer import Outcomes
from inforce.kernel.decide import Budget, find
from inforce.kernel.error import TooHard
from inforce.kernel.evaluate import evaluate, residual
from inforce.kernel.formula import FALSE, conjoin, disjoin, negate
from inforce.kernel.theory import index
from inforce.rulebook.determination import Person, decide

SHORT = 200
"""How many branches a search may take to show that a fact is not needed to rule out the outcomes that are not possible."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Facts, by name, whose known values force an answer, together with findings counted as not made."""

    facts: tuple[str, ...]
    assumed: tuple[str, ...]


def forces(outcomes: Outcomes, outcome: str, person: Person, facts: Iterable[str], assumed: Collection[str]) -> bool:
    """Whether the named facts as said, and the named findings counted as not made, force the outcome on the day."""
    said, known, blank = person.situation.said, person.situation.known, person.blank
    further = {name: said.values[name] for name in facts} | {name: known.values[name] for name in assumed if name in known.values}
    told = blank.known.also(further, said.given & further.keys())
    if evaluate(outcomes[outcome], told) is True:
        return True
    others = residual(disjoin(*(formula for name, formula in outcomes.items() if name != outcome)), told)
    return others is FALSE or blank.find(others, further, told.given) is None


def reason(outcomes: Outcomes, outcome: str, person: Person) -> Reason:
    """Why a formula of a partition holds: first the fewest facts, then the fewest findings beside them.

    Args:
        outcomes: formulas of which exactly one is true for every person; `outcome` names the one that holds.
    """
    facts = answer.because(outcomes, outcome, person.situation, person.blank, person.not_made)
    mentioned = frozenset().union(*(person.base_rest(formula).facts for formula in outcomes.values()))
    order = list(person.theory.vocabulary)
    assumed = [name for name in order if name in person.not_made]
    if not forces(outcomes, outcome, person, facts, [name for name in assumed if name in mentioned]):
        mentioned = frozenset(assumed)
    assumed = [name for name in assumed if name in mentioned]
    for name in tuple(assumed):
        fewer = [other for other in assumed if other != name]
        if forces(outcomes, outcome, person, facts, fewer):
            assumed = fewer
    return Reason(facts, tuple(assumed))


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
    """Why only these outcomes of an answer that depends are possible: the facts that rule out the others.

    Facts are left out one by one while a short search still shows that the others are ruled out; a fact that it takes a
    long search to do without is kept.
    """
    beyond = disjoin(*(formula for outcome, formula in outcomes.items() if outcome not in possible))

    def rules_out(values: Values) -> bool:
        person = case.someone(values)
        rest = person.rest(beyond)
        try:
            return rest is FALSE or find(rest, person.situation.known, index(person.situation.open), Budget(SHORT)) is None
        except TooHard:
            return False

    person = case.person
    facts = [fact for fact in person.theory.vocabulary if fact in case.values]
    for fact in tuple(facts):
        fewer = [other for other in facts if other != fact]
        if rules_out({other: case.values[other] for other in fewer}):
            facts = fewer
    granted = [fact for fact in person.theory.vocabulary if fact in person.not_made and fact in person.base_rest(beyond).facts]
    return Reason(tuple(facts), tuple(granted))
