"""`explain`: one determination with its reasons, its shields, its acts, and what would change it."""

from __future__ import annotations

from inforce.backends.explain.case import Case, truth
from inforce.backends.explain.changes import PLACE, Changes, changes
from inforce.backends.explain.days import next_turn
from inforce.backends.explain.explanation import Condition, Explanation, TwoReadings
from inforce.backends.explain.places import is_detained, transfers
from inforce.backends.explain.reason import narrowed, why
from inforce.backends.explain.settle import open_of, open_outcomes
from inforce.backends.explain.shields import shields
from inforce.backends.text.base import by_default_reading
from inforce.language.formula import TRUE, And, Not, Or, conjoin, negate
from inforce.language.knowledge import Knowledge
from inforce.rulebook.determination import Determination
from inforce.rulebook.standing import Reporter, Standing


def explain(case: Case, determination: Determination, *, facts: int = 2) -> Explanation:
    """Explain a determination of the case.

    Args:
        facts: how many facts a change of what is said may touch, one or two; none for no changes at all.
    Raises:
        TooHard: an exact decision passes its cap.
    """
    name, outcome = determination.provision, determination.outcome
    teller = determination.part or name
    opened = open_of(case, name, teller) if outcome == "depends" else None
    made = narrowed(case, open_outcomes(case, name, teller), opened.possible) if opened is not None else why(case, name, outcome, teller)
    fixed = frozenset({PLACE}) if is_detained(case) else frozenset()
    searched = changes(case, name, outcome, facts=facts, fixed=fixed) if opened is None and facts else Changes((), 0, False)
    place = case.person.situation.known.values.get(PLACE)
    return Explanation(
        determination,
        case.on,
        case.known_on,
        next(iter(place)) if isinstance(place, frozenset) and len(place) == 1 else None,
        teller,
        made,
        case.values,
        _conditions(case, teller),
        shields(case, teller, outcome),
        _standing(case, teller),
        next_turn(case, name, teller),
        searched,
        transfers(case, name, teller, outcome),
        opened,
        _readings(case, determination),
        case.library.vocabulary,
        case.papers,
    )


def _conditions(case: Case, teller: str) -> tuple[Condition, ...]:
    """The conditions that the text sets, one by one, by the default reading of every point."""
    text = by_default_reading(case.frame.provision(teller).text.formula)
    if isinstance(text, Not) and isinstance(text.part, Or):
        text = conjoin(*(negate(part) for part in text.part.parts))
    parts = text.parts if isinstance(text, And) else () if text is TRUE else (text,)
    return tuple(Condition(part, truth(case.frame.resolve(part), case.person)) for part in parts)


def _standing(case: Case, teller: str) -> Standing:
    """The status with its acts; where and for whom it varies, as far as what is said leaves that open."""
    known = case.person.base.known
    place = known.values.get(PLACE)
    shown = next(iter(place)) if isinstance(place, frozenset) and len(place) == 1 else None
    return Reporter(case.library, case.on, case.known_on).report(teller, Knowledge(known.vocabulary, known.values, known.given), shown)


def _readings(case: Case, determination: Determination) -> tuple[TwoReadings, ...]:
    found = []
    for one in determination.readings:
        other_chosen = case.readings[one.id]
        by_default, by_other = (one.other_outcome, determination.outcome) if other_chosen else (determination.outcome, one.other_outcome)
        found.append(TwoReadings(one.id, "other" if other_chosen else "default", by_default, by_other))
    return tuple(found)
