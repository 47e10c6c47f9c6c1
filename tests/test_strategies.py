"""The strategies make what they promise, and what they make is varied enough to matter."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from inforce.language import formula as f
from inforce.language.fact import Members
from inforce.language.formula import atoms as atoms_of
from inforce.rulebook.act import ACT, CHANGING, NEVER
from inforce.rulebook.status import Docket
from tests import reference
from tests.reference_status import Plain
from tests.strategies import FIRST, ON, PROVISION, cases, dockets, examples, formulas, impossible_cases, outcomes, people_of, vocabularies


@given(vocabularies())
@examples(50)
def test_vocabularies_are_small_and_know_the_day(vocabulary: object) -> None:
    assert "on" in vocabulary  # type: ignore[operator]
    assert 2 <= len(list(vocabulary)) <= 6  # type: ignore[call-overload]


@given(st.data())
@examples(40)
def test_cases_fit_somebody_and_few(data: st.DataObject) -> None:
    case = data.draw(cases())
    assert 1 <= len(case.world.people()) <= 96
    assert case.world.given == case.said.given == set(case.said.values) - {"on"}
    assert all(person["on"] == ON for person in case.world.people())


@given(impossible_cases())
@examples(30)
def test_impossible_cases_fit_nobody_until_something_said_is_forgotten(case: object) -> None:
    world = case.world  # type: ignore[attr-defined]
    assert not world.people()
    assert world.knowing(()).people()


@given(st.data())
@examples(50)
def test_exactly_one_outcome_holds_for_everybody(data: st.DataObject) -> None:
    case = data.draw(cases())
    made = data.draw(outcomes(case))
    for person in case.world.people():
        assert reference.outcome(made, person) in made


def test_formulas_and_cases_are_of_every_kind() -> None:
    seen: Counter[str] = Counter()

    @given(st.data())
    @examples(150)
    def collect(data: st.DataObject) -> None:
        case = data.draw(cases(given=True))
        formula = data.draw(formulas(case.vocabulary, given=True))
        for atom in atoms_of(formula):
            seen[type(atom).__name__] += 1
            if isinstance(atom, f.Most) and atom.right is not None:
                seen["pair"] += 1
                seen["pair moved by months"] += bool(atom.months)
                seen["pair with the day"] += "on" in atom.facts
        seen[type(formula).__name__] += 1
        for value in case.said.values.values():
            seen[f"said {type(value).__name__}"] += 1
            seen["set said in part"] += isinstance(value, Members) and not value.complete
        seen["constraints"] += bool(case.theory.constraints)
        people = case.world.people()[:12]
        seen["depends"] += len({reference.holds(formula, person, case.world.given) for person in people}) == 2

    collect()
    wanted = (
        "Flag",
        "Has",
        "In",
        "Most",
        "Given",
        "Not",
        "And",
        "Or",
        "pair",
        "pair moved by months",
        "pair with the day",
        "constraints",
        "depends",
    )
    assert all(seen[kind] >= 2 for kind in wanted), seen
    assert all(seen[f"said {kind}"] >= 2 for kind in ("bool", "frozenset", "tuple", "Members")), seen
    assert seen["set said in part"] >= 1


def test_dockets_are_of_every_kind() -> None:
    seen: Counter[str] = Counter()

    @given(st.data(), dockets(), st.integers(0, 24))
    @examples(500)
    def collect(data: st.DataObject, docket: Docket, days: int) -> None:
        acts = docket.acts
        for act in acts.values():
            assert act.signed <= act.known
            for effect in act.does:
                seen[("act " if effect.target.startswith(ACT) else "") + effect.verb] += 1
                if effect.target.startswith(ACT):
                    upon = acts[effect.target[len(ACT) :]]
                    assert upon.id < act.id
                    seen["act upon an act upon an act"] += any(e.target.startswith(ACT) for e in upon.does)
                    seen["court ends"] += effect.verb == "ends" and act.is_court
                seen["until"] += effect.until is not None
                seen["in part"] += effect.to is not None
                seen["never shown"] += effect.to == NEVER
                seen["through"] += effect.through is not None
                seen["after"] += bool(effect.after)
        seen["unseen"] += bool(docket.unseen)
        person = data.draw(people_of(docket))
        for on in (FIRST + timedelta(days=days), *docket.days):
            seen[Plain(docket, person, on, date.max).status(PROVISION)] += 1

    collect()
    assert all(
        seen[verb] >= 1 for verb in (*CHANGING, "act limits", "act suspends", "act ends", "act upon an act upon an act", "court ends", "until", "in part", "never shown", "through", "after", "unseen")
    ), seen
    assert all(seen[status] >= 3 for status in ("not_yet", "announced", "operative", "suspended", "ended")), seen
