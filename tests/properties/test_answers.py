"""The exact decision and what an answer turns on, each compared with a reference that looks at every person."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inforce.kernel import answer
from inforce.kernel.decide import find
from inforce.kernel.evaluate import evaluate
from inforce.kernel.fact import Fact
from inforce.kernel.knowledge import Knowledge
from inforce.kernel.theory import Contradiction
from tests import reference
from tests.properties.test_formulas import knowing
from tests.strategies import ORDERED, POOL, Case, cases, examples, formulas, impossible_cases, outcomes


def fits(case: Case, found: object, person: reference.Person) -> bool:
    """Whether a person lies within the intervals, values and relations of knowledge."""
    assert isinstance(found, Knowledge)
    whole = knowing(case, person)
    for name, value in found.values.items():
        known = whole.values[name]
        if isinstance(value, bool):
            inside = value is known
        elif isinstance(value, frozenset):
            inside = known <= value  # type: ignore[operator]
        elif isinstance(value, tuple):
            inside = value[0] <= person[name] <= value[1]  # type: ignore[operator]
        else:
            inside = value.has <= person[name] and not (value.lacks & person[name]) and not (value.complete and person[name] - value.has)  # type: ignore[operator]
        if not inside:
            return False
    return all(evaluate(atom, whole) is holds for atom, holds in found.relations)


@given(st.data())
@examples(100)
def test_find_agrees_with_the_reference(data: st.DataObject) -> None:
    case = data.draw(cases(given=True, constraints=0))
    formula = data.draw(formulas(case.vocabulary, given=True, leaves=10))
    wanted = [person for person in case.world.people() if reference.holds(formula, person, case.world.given)]
    found = find(formula, case.said)
    if not wanted:
        assert found is None
    else:
        assert found is not None
        inside = [person for person in case.world.people() if fits(case, found, person)]
        assert inside, "nobody fits what was found"
        assert all(person in wanted for person in inside), "somebody who fits what was found does not make the formula true"


@given(st.data())
@examples(80)
def test_closing_knowledge_under_the_constraints_loses_and_adds_nobody(data: st.DataObject) -> None:
    case = data.draw(cases(given=True))
    situation = case.theory.close(case.said)
    everybody = reference.World(case.world.whole, {}, (), case.world.given).people()
    kept = [p for p in everybody if fits(case, situation.known, p) and all(reference.holds(c, p, case.world.given) for c in situation.open)]
    assert kept == case.world.people()


@given(impossible_cases())
@examples(60)
def test_knowledge_that_nobody_fits_does_not_close_and_a_smallest_set_in_conflict_is_named(case: Case) -> None:
    assert not case.world.people()
    with pytest.raises(Contradiction) as conflict:
        case.theory.close(case.said)
    assert reference.is_conflict(conflict.value.facts, case.world)
    for fact in conflict.value.facts:
        assert f"`{fact}`" in conflict.value.message


@given(st.data())
@examples(100)
def test_possible_outcomes_agree_with_the_reference(data: st.DataObject) -> None:
    case = data.draw(cases(given=True))
    made = data.draw(outcomes(case.vocabulary, given=True))
    situation = case.theory.close(case.said)
    found = answer.possible(made, situation)
    assert set(found) == reference.possible(made, case.world)
    assert len(found) == len(set(found))
    assert len(answer.possible(made, situation, most=2)) == min(2, len(found))
    quick = answer.quick(made, case.said)
    assert quick is None or {quick} == set(found)


@given(st.data())
@examples(60)
def test_possible_outcomes_only_become_fewer_as_facts_arrive(data: st.DataObject) -> None:
    case = data.draw(cases())
    made = data.draw(outcomes(case.vocabulary))
    person = data.draw(st.sampled_from(case.world.people()))
    whole = knowing(case, person)
    before = {*answer.possible(made, case.theory.close(case.said))}
    for name in case.vocabulary:
        said = case.said.with_value(name, whole.values[name])
        assert {*answer.possible(made, case.theory.close(said))} <= before


@pytest.mark.parametrize("pool", [POOL, ORDERED], ids=["all", "ordered"])
@given(data=st.data())
@examples(80)
def test_depends_on_agrees_with_the_reference(pool: tuple[Fact, ...], data: st.DataObject) -> None:
    case = data.draw(cases(pool=pool))
    made = data.draw(outcomes(case.vocabulary))
    found = answer.depends_on(made, case.theory.close(case.said))
    assert set(found) == reference.depends_on(made, case.world)
    assert list(found) == [name for name in case.vocabulary if name in found]


@given(st.data())
@examples(100)
def test_settling_facts_settle_and_no_fewer_would(data: st.DataObject) -> None:
    case = data.draw(cases())
    made = data.draw(outcomes(case.vocabulary))
    situation = case.theory.close(case.said)
    assert reference.is_settling(answer.settling(made, situation), made, case.world)


@given(st.data())
@examples(100)
def test_reasons_force_the_outcome_and_no_fewer_would(data: st.DataObject) -> None:
    case = data.draw(cases())
    made = data.draw(outcomes(case.vocabulary))
    outcomes_left = reference.possible(made, case.world)
    assume(len(outcomes_left) == 1)
    (outcome,) = outcomes_left
    found = answer.because(made, outcome, case.theory.close(case.said), case.theory)
    assert set(found) <= case.said.given
    assert reference.is_because(found, outcome, made, case.world)
