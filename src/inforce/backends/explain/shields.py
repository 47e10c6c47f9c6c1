"""Shields: which were looked at, and whether each holds for the person, does not and why, or turns on what."""

from __future__ import annotations

from dataclasses import dataclass

from inforce.backends.explain.case import Case, truth
from inforce.backends.explain.days import status_of
from inforce.backends.explain.reason import Reason, reason
from inforce.language.formula import negate
from inforce.language.knowledge import Knowledge
from inforce.rulebook.standing import ActLine, Reporter

LOOKED_AT = ("reached", "exempt", "suspended", "pending", "depends")
"""With which outcomes shields are looked at: where the text does not fit, or the day has none, they do not matter."""


@dataclass(frozen=True, slots=True)
class Shield:
    """One shield: `holds` is None where it turns on the facts in `turns_on`.

    `by_status` tells that it does not hold because it is not in force then and there, whatever the facts; `acts` made it so.
    """

    id: str
    holds: bool | None
    why: Reason
    turns_on: tuple[str, ...]
    status: str | None
    by_status: bool
    acts: tuple[ActLine, ...]


def shields(case: Case, teller: str, outcome: str) -> tuple[Shield, ...]:
    """Every shield of the core or part that gives the outcome, in the order of the rulebook."""
    if outcome not in LOOKED_AT:
        return ()
    return tuple(_look(case, shield) for shield in case.frame.provision(teller).exempt_by)


def _look(case: Case, name: str) -> Shield:
    frame, person = case.frame, case.person
    formula = frame.reached(name)
    outcomes = {"yes": formula, "no": negate(formula)}
    holds = truth(formula, person)
    status = status_of(frame, name, person)
    if holds is None:
        return Shield(name, None, Reason((), ()), person.turning.depends_on(outcomes), status, False, ())
    made = reason(outcomes, "yes" if holds else "no", person)
    by_status = not holds and status != "operative" and not made.facts
    known = person.base.known
    acts = Reporter(case.library, case.on, case.known_on).report(name, Knowledge(known.vocabulary, known.values, known.given), None).acts
    return Shield(name, holds, made, (), status, by_status, acts if by_status else ())
