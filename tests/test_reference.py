"""The plain reference, on cases that can be checked by hand; and that it imports no evaluator."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

from inforce.language import formula as f
from tests import reference
from tests.reference import World

BOOLS = (False, True)
A, B, C = f.flag("a"), f.flag("b"), f.flag("c")
WHOLE = {"a": BOOLS, "b": BOOLS, "c": BOOLS}


def either(formula: f.Formula) -> dict[str, f.Formula]:
    return {"reached": formula, "no": f.negate(formula)}


def test_reference_imports_no_evaluator() -> None:
    for name in ("reference.py", "reference_status.py"):
        tree = ast.parse((Path(__file__).parent / name).read_text(encoding="utf-8"))
        found = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module} | {
            alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
        }
        ours = {module for module in found if module.startswith("inforce")}
        assert ours <= {"inforce.language", "inforce.language.formula", "inforce.rulebook.act", "inforce.rulebook.status"}
        kernel = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "inforce.kernel"
            for alias in node.names
        }
        status = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "inforce.rulebook.status"
            for alias in node.names
        }
        assert kernel <= {"formula"}
        assert status <= {"Docket"}  # the acts, not the moment that works out their status


def test_people_are_all_those_that_fit() -> None:
    world = World(WHOLE, {"a": (True,)}, (f.implies(A, B),))
    assert world.people() == [{"a": True, "b": True, "c": False}, {"a": True, "b": True, "c": True}]
    assert len(world.knowing(()).people()) == 6


def test_answer_settled_though_truth_tables_cannot_say() -> None:
    world = World(WHOLE, {})
    assert reference.possible(either(f.disjoin(f.conjoin(A, B), f.negate(A), f.negate(B))), world) == {"reached"}


def test_fact_is_listed_only_where_it_can_change_the_outcome() -> None:
    world = World(WHOLE, {})
    assert reference.depends_on(either(f.conjoin(A, f.disjoin(B, f.negate(B)))), world) == {"a"}
    assert reference.depends_on(either(f.conjoin(A, B)), World(WHOLE, {"a": (False,)})) == set()


def test_facts_that_only_move_together_are_not_listed() -> None:
    world = World(WHOLE, {}, (f.equivalent(A, B),))
    assert reference.depends_on(either(A), world) == set()


def test_fact_that_may_move_alone_brings_no_other_along() -> None:
    assert reference.depends_on(either(A), World(WHOLE, {}, (f.disjoin(A, B, C),))) == {"a"}
    assert reference.depends_on(either(A), World(WHOLE, {"b": (True,)}, (f.disjoin(A, B, C),))) == {"a"}


def test_settling_facts_and_reasons_are_smallest() -> None:
    world = World(WHOLE, {})
    assert reference.is_settling(("a", "b"), either(f.conjoin(A, B)), world)
    assert not reference.is_settling(("a", "b", "c"), either(f.conjoin(A, B)), world)
    assert not reference.is_settling(("a",), either(f.conjoin(A, B)), world)
    said = World(WHOLE, {"a": (False,), "c": (True,)}, (), frozenset({"a", "c"}))
    assert reference.is_because(("a",), "no", either(f.conjoin(A, B)), said)
    assert not reference.is_because(("a", "c"), "no", either(f.conjoin(A, B)), said)
    assert not reference.is_because(("c",), "no", either(f.conjoin(A, B)), said)


def test_conflict_is_smallest() -> None:
    said = World(WHOLE, {"a": (True,), "b": (True,), "c": (True,)}, (f.negate(f.conjoin(A, B)),), frozenset("abc"))
    assert reference.is_conflict(("a", "b"), said)
    assert not reference.is_conflict(("a", "b", "c"), said)
    assert not reference.is_conflict(("a",), said)


def test_months_are_counted_one_by_one() -> None:
    def moved(text: str, months: int, days: int = 0) -> str:
        return date.fromordinal(reference.moved(date.fromisoformat(text).toordinal(), months, days)).isoformat()

    assert moved("2015-01-31", 1) == "2015-03-01"
    assert moved("2016-01-30", 1) == "2016-03-01"
    assert moved("2016-03-31", -1) == "2016-02-29"
    assert moved("2015-12-15", 2, -1) == "2016-02-14"
    assert moved("2016-01-15", -13) == "2014-12-15"
