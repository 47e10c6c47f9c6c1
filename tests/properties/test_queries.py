"""The questions, each compared with a reference that looks at every person; people are known in part, in every way."""

from __future__ import annotations

import os
from collections import Counter

import pytest

from inforce.kernel.clauses import Clauses, Pair
from inforce.kernel.queries import Impossible, Person, Turning, assumed, because, decide, known, possible, truth
from inforce.language import formula as f
from inforce.language.fact import Fact, Members, Vocabulary
from tests import reference
from tests.strategies import ON
from tests.worlds import THERE, Drawer, Drawn

SEED = int(os.environ.get("INFORCE_SEED", "20170220"))
COUNT = int(os.environ.get("INFORCE_WORLDS", "300"))


def worlds(*, findings: bool) -> list[Drawn]:
    drawer = Drawer(SEED + findings)
    return [drawer.draw(findings=findings) for _ in range(COUNT)]


def check_answers(drawn: Drawn, *, late: bool) -> str:
    """Everything that can be asked of one answer, against the reference; what kind of answer it was."""
    made, world = drawn.outcomes, drawn.world
    form = Clauses(drawn.vocabulary, drawn.constraints, () if late else made.values(), ON)
    person, pair = Person(form, drawn.values), Pair(form)
    turning = Turning(person, pair)
    wanted = reference.possible(made, world)
    assert decide(person, made) == (next(iter(wanted)) if len(wanted) == 1 else None)
    assert set(possible(person, made)) == wanted
    found = turning.depends_on(made)
    assert set(found) == reference.depends_on(made, world)
    assert list(found) == [name for name in drawn.vocabulary if name in found]
    if len(wanted) > 1:
        settling = turning.settling(made)
        assert reference.is_settling(settling, made, world)
        assert settling == reference.canonical(drawn.vocabulary, lambda facts: reference.settles(facts, made, world))
        return "depends"
    (outcome,) = wanted
    reasons = because(person, made, outcome)
    said = [name for name in drawn.vocabulary if name in drawn.values]
    assert reference.is_because(reasons, outcome, made, world)
    assert reasons == reference.canonical(said, lambda facts: reference.forces(facts, outcome, made, world))
    return "settled for reasons" if reasons else "settled for everybody"


def test_every_answer_agrees_with_the_reference() -> None:
    kinds = Counter(check_answers(drawn, late=bool(number % 3 == 0)) for number, drawn in enumerate(worlds(findings=False)))
    assert kinds["depends"] > COUNT // 5, kinds
    assert kinds["settled for reasons"] > COUNT // 12, kinds


def check_findings(drawn: Drawn, *, late: bool) -> str:
    made, plain = drawn.outcomes, drawn.plain
    form = Clauses(drawn.vocabulary, drawn.constraints, () if late else made.values(), ON)
    person, pair = Person(form, drawn.values), Pair(form)
    supposed = reference.supposing(drawn.world, drawn.findings)
    wanted = reference.possible(plain, supposed)
    assert set(possible(person, made)) == wanted
    findings = {fact.name for fact in drawn.vocabulary.off_ramps}
    found = set(Turning(person, pair).depends_on(made))
    day_found = {name for name in supposed.whole if name.endswith(THERE)}
    assert found - findings == reference.depends_on(plain, supposed) - day_found - findings
    assert not found & set(person.findings)
    alone = {name.removesuffix(THERE) for name in reference.depends_on(plain, drawn.world)} & findings
    through = set()
    for name, _ in drawn.findings:
        loose = reference.World(drawn.world.whole, {**supposed.left, name: drawn.world.left.get(name, drawn.world.whole[name])}, drawn.world.constraints, drawn.world.given)
        if reference.possible(plain, loose) - wanted:
            through.add(name.removesuffix(THERE))
    told = assumed(person, Turning(person, pair, findings=False), made)
    assert through <= set(told) <= through | alone, (told, through, alone)
    assert {name for name in alone if name in person.findings} <= set(told)
    return "assumed" if told else "nothing assumed"


def test_findings_nobody_reported_count_as_not_made_as_far_as_what_is_said_allows() -> None:
    kinds = Counter(check_findings(drawn, late=bool(number % 2)) for number, drawn in enumerate(worlds(findings=True)))
    assert kinds["assumed"] > COUNT // 5, kinds


def test_of_what_cannot_be_a_smallest_set_in_conflict_is_named() -> None:
    conflicts = 0
    drawer = Drawer(SEED)
    while conflicts < COUNT // 10:
        drawn = drawer.draw()
        denied = drawer.formula(4)
        world = reference.World(drawn.world.whole, drawn.world.left, (*drawn.constraints, denied), drawn.world.given)
        if world.people() or not reference.World(world.whole, {}, world.constraints).people() or any("given" in repr(c) for c in world.constraints):
            continue
        with pytest.raises(Impossible) as conflict:
            Person(Clauses(drawn.vocabulary, world.constraints, (), ON), drawn.values)
        assert reference.is_conflict(conflict.value.facts, world)
        conflicts += 1


def test_reasons_do_not_depend_on_what_was_asked_before() -> None:
    drawer = Drawer(SEED)
    for _ in range(COUNT // 10):
        drawn = drawer.draw()
        many = [drawn.outcomes, *({"reached": made, "no": f.negate(made)} for made in (drawer.formula(4), drawer.formula(4)))]
        form = Clauses(drawn.vocabulary, drawn.constraints, [formula for made in many for formula in made.values()], ON)
        pair = Pair(form)
        told: list[list[object]] = []
        for order in (many, many[::-1]):
            person = Person(form, drawn.values)
            turning = Turning(person, pair)
            here: list[object] = []
            for made in order:
                outcome = decide(person, made)
                here.append((outcome, because(person, made, outcome) if outcome else (turning.depends_on(made), turning.settling(made))))
            told.append(here)
        assert told[0] == told[1][::-1]


def test_what_is_known_is_what_everybody_shares() -> None:
    for drawn in worlds(findings=False)[: COUNT // 3]:
        form = Clauses(drawn.vocabulary, drawn.constraints, drawn.outcomes.values(), ON)
        people = drawn.world.people()
        told = known(Person(form, drawn.values))
        for name, value in told.items():
            values = [each[name] for each in people]
            if isinstance(value, bool):
                assert set(values) == {value}
            elif isinstance(value, frozenset):
                assert value >= set(values)
            elif isinstance(value, tuple):
                assert value[0] <= min(values)  # type: ignore[type-var, operator]
                assert max(values) <= value[1]  # type: ignore[type-var, operator]
            else:
                assert all(value.has <= each and not value.lacks & each and (not value.complete or each <= value.has) for each in values)  # type: ignore[operator]
        for name, fact in drawn.vocabulary.facts.items():
            if fact.type == "bool" and name in form.flags:
                assert (name in told) is (len({each[name] for each in people}) == 1)


def test_a_reason_names_what_narrowed_a_fact_known_in_part() -> None:
    """An offense and two counts of moral turpitude: the count forces by itself, the set known in part does not."""
    vocabulary = Vocabulary({"convictions": Fact("convictions", "set", ("any_offense", "cimt")), "count": Fact("count", "int")})
    ties = [f.equivalent(f.at_least("count", 1), f.has("convictions", "cimt")), f.implies(f.has("convictions", "cimt"), f.has("convictions", "any_offense"))]
    made = {"reached": f.has("convictions", "cimt"), "no": f.negate(f.has("convictions", "cimt"))}
    form = Clauses(vocabulary, ties, made.values())
    person = Person(form, {"convictions": Members(frozenset({"any_offense"})), "count": (2, 2)})
    assert because(person, made, "reached") == ("count",)


def test_a_choice_between_two_findings_is_decided() -> None:
    """`w or v` over findings, and nothing said: the first counts as not made, and so the second is there."""
    vocabulary = Vocabulary({name: Fact(name, "bool", off_ramp=True) for name in "wv"})
    form = Clauses(vocabulary, [f.disjoin(f.flag("w"), f.flag("v"))], [])
    person = Person(form, {})
    made = {"reached": f.flag("v"), "no": f.negate(f.flag("v"))}
    assert decide(person, made) == "reached"
    assert assumed(person, Turning(person, Pair(form), findings=False), made) == ("w",)


def test_a_model_says_nothing_of_literals_that_are_younger() -> None:
    vocabulary = Vocabulary({name: Fact(name, "bool") for name in "ab"})
    form = Clauses(vocabulary, [], [f.flag("a")])
    person = Person(form, {"b": True})
    assert truth(person.models[0], form.literal(f.flag("b"))) is None
    assert decide(person, {"reached": f.flag("b"), "no": f.negate(f.flag("b"))}) == "reached"
