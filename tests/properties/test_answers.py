"""The exact decision and what an answer turns on, each compared with a reference that looks at every person."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inforce.kernel import answer
from inforce.kernel import formula as f
from inforce.kernel.decide import find
from inforce.kernel.evaluate import evaluate
from inforce.kernel.fact import Fact, Vocabulary
from inforce.kernel.knowledge import Knowledge
from inforce.kernel.theory import Constraint, Contradiction, Situation, Theory
from tests import reference
from tests.properties.test_formulas import knowing
from tests.strategies import ON, ORDERED, PAIRS, POOL, Case, cases, examples, formulas, impossible_cases, outcomes, pairs_of


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


def nobody(theory: Theory) -> Situation:
    """Somebody about whom nothing is said, on the day asked about."""
    fixed = {"on": (ON, ON)} if "on" in theory.vocabulary else {}
    return theory.close(Knowledge(theory.vocabulary, fixed, (), open_given=frozenset(theory.vocabulary)), verify=False)


@pytest.mark.parametrize("pool", [POOL, ORDERED], ids=["all", "ordered"])
@given(data=st.data())
@examples(40)
def test_find_agrees_with_the_reference(pool: tuple[Fact, ...], data: st.DataObject) -> None:
    case = data.draw(cases(given=True, constraints=0, pool=pool))
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
@examples(40)
def test_whether_several_relations_between_days_and_numbers_can_all_hold_agrees_with_the_reference(data: st.DataObject) -> None:
    case = data.draw(cases(constraints=0, pool=PAIRS))
    pairs = pairs_of(case.vocabulary)
    literals = data.draw(st.lists(pairs | pairs.map(f.negate), min_size=2, max_size=5))
    formula = f.conjoin(*literals)
    wanted = any(reference.holds(formula, person) for person in case.world.people())
    found = find(formula, case.said)
    assert (found is not None) == wanted
    assert found is None or any(fits(case, found, person) for person in case.world.people())


@given(st.data())
@examples(40)
def test_closing_knowledge_under_the_constraints_loses_and_adds_nobody(data: st.DataObject) -> None:
    case = data.draw(cases(given=True))
    situation = case.theory.close(case.said)
    everybody = reference.World(case.world.whole, {}, (), case.world.given).people()
    kept = [p for p in everybody if fits(case, situation.known, p) and all(reference.holds(c, p, case.world.given) for c in situation.open)]
    assert kept == case.world.people()


@given(impossible_cases())
@examples(30)
def test_knowledge_that_nobody_fits_does_not_close_and_a_smallest_set_in_conflict_is_named(case: Case) -> None:
    assert not case.world.people()
    with pytest.raises(Contradiction) as conflict:
        case.theory.close(case.said)
    assert reference.is_conflict(conflict.value.facts, case.world)
    for fact in conflict.value.facts:
        assert f"`{fact}`" in conflict.value.message


@given(st.data())
@examples(45)
def test_possible_outcomes_agree_with_the_reference(data: st.DataObject) -> None:
    case = data.draw(cases(given=True))
    made = data.draw(outcomes(case, given=True))
    situation = case.theory.close(case.said)
    found = answer.possible(made, situation)
    assert set(found) == reference.possible(made, case.world)
    assert len(found) == len(set(found))
    assert len(answer.possible(made, situation, most=2)) == min(2, len(found))
    quick = answer.quick(made, case.said)
    assert quick is None or {quick} == set(found)


@given(st.data())
@examples(30)
def test_possible_outcomes_only_become_fewer_as_facts_arrive(data: st.DataObject) -> None:
    case = data.draw(cases())
    made = data.draw(outcomes(case))
    person = data.draw(st.sampled_from(case.world.people()))
    whole = knowing(case, person)
    before = {*answer.possible(made, case.theory.close(case.said))}
    for name in case.vocabulary:
        said = case.said.with_value(name, whole.values[name])
        assert {*answer.possible(made, case.theory.close(said))} <= before


@pytest.mark.parametrize("pool", [POOL, ORDERED], ids=["all", "ordered"])
@given(data=st.data())
@examples(40)
def test_depends_on_agrees_with_the_reference(pool: tuple[Fact, ...], data: st.DataObject) -> None:
    case = data.draw(cases(pool=pool))
    made = data.draw(outcomes(case))
    found = answer.depends_on(made, case.theory.close(case.said))
    assert set(found) == reference.depends_on(made, case.world)
    assert list(found) == [name for name in case.vocabulary if name in found]


@given(data=st.data())
@examples(40)
def test_what_an_interview_can_ask_about_agrees_with_the_reference(data: st.DataObject) -> None:
    """`Turning.turns_on` counts a fact as well that makes a difference only because a constraint moves others along with it."""
    case = data.draw(cases(pool=POOL))
    made = data.draw(outcomes(case))
    situation = case.theory.close(case.said)
    turning = answer.Turning(made, situation)
    wanted = reference.turns_on(made, case.world)
    found = {name for name in turning.linked | set(turning.facts) if turning.turns_on(name)}
    related = {fact for atom, _ in situation.known.relations for fact in atom.facts}
    assert found <= wanted
    assert wanted - found <= related


def test_a_fact_that_cannot_move_alone_is_not_listed() -> None:
    vocabulary = Vocabulary({"count": Fact("count", "int"), "crimes": Fact("crimes", "set", ("felony",))})
    tie = Constraint("tie", f.equivalent(f.at_most("count", 0), f.negate(f.has("crimes", "felony"))))
    situation = Theory(vocabulary, [tie]).close(Knowledge(vocabulary))
    for formula in (f.at_most("count", 0), f.has("crimes", "felony")):
        made = {"reached": formula, "no": f.negate(formula)}
        assert answer.possible(made, situation) == ("reached", "no")
        assert answer.depends_on(made, situation) == ()
        assert answer.Turning(made, situation).turns_on("count")


@given(st.data())
@examples(45)
def test_settling_facts_settle_and_no_fewer_would(data: st.DataObject) -> None:
    case = data.draw(cases())
    made = data.draw(outcomes(case))
    situation = case.theory.close(case.said)
    assert reference.is_settling(answer.settling(made, situation), made, case.world)


@given(st.data())
@examples(45)
def test_reasons_force_the_outcome_and_no_fewer_would(data: st.DataObject) -> None:
    case = data.draw(cases())
    made = data.draw(outcomes(case))
    outcomes_left = reference.possible(made, case.world)
    assume(len(outcomes_left) == 1)
    (outcome,) = outcomes_left
    found = answer.because(made, outcome, case.theory.close(case.said), nobody(case.theory))
    assert set(found) <= case.said.given
    assert reference.is_because(found, outcome, made, case.world)


def test_a_range_wider_than_the_constraints_allow_is_no_reason() -> None:
    vocabulary = Vocabulary({"citizen": Fact("citizen", "bool"), "count": Fact("count", "int")})
    theory = Theory(vocabulary, [Constraint("at most ten", f.at_most("count", 10))])
    situation = theory.close(Knowledge(vocabulary, {"citizen": True, "count": (5, 100)}))
    blank = nobody(theory)
    made = {
        "reached": f.conjoin(f.at_least("count", 5), f.at_most("count", 10)),
        "no": f.negate(f.conjoin(f.at_least("count", 5), f.at_most("count", 10))),
    }
    assert answer.because(made, "reached", situation, blank) == ("count",)
    many = {"reached": f.at_most("count", 10), "no": f.at_least("count", 11)}
    assert answer.because(many, "reached", situation, blank) == ()


def test_what_is_true_of_given_facts_alone_counts_among_the_reasons() -> None:
    vocabulary = Vocabulary({name: Fact(name, "bool") for name in ("ordered", "other")} | {"order_date": Fact("order_date", "date")})
    theory = Theory(vocabulary, [Constraint("a known day implies an order", f.implies(f.given("order_date"), f.flag("ordered")))])
    situation = theory.close(Knowledge(vocabulary, {"other": True, "order_date": (735000, 735000)}))
    made = {"reached": f.flag("ordered"), "no": f.negate(f.flag("ordered"))}
    assert answer.because(made, "reached", situation, nobody(theory)) == ("order_date",)
