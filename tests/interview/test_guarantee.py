"""No question that could not matter, and none left that could: every person and every run of answers, on small rulebooks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inforce.interview import matter
from inforce.interview.choose import Chooser
from inforce.interview.problem import problem_of
from inforce.interview.state import State
from inforce.kernel.theory import Constraint, Contradiction
from inforce.language import formula as f
from inforce.language.fact import Fact, Vocabulary
from inforce.rulebook.asking import plain_question
from tests.interview.small import Rulebook, faults, problem_for, rulebooks
from tests.reference import World
from tests.strategies import ON, PAIRS, POOL, TODAY, examples, whole_domain


def rulebook(facts: list[Fact], provisions: list[f.Formula], constraints: tuple[f.Formula, ...] = ()) -> Rulebook:
    """A rulebook of provisions that reach whom a formula fits."""
    vocabulary = Vocabulary({fact.name: fact for fact in [*facts, TODAY]})
    made = {f"rule/{number}": {"reached": formula, "no": f.negate(formula)} for number, formula in enumerate(provisions)}
    whole = {fact.name: whole_domain(fact) for fact in vocabulary.facts.values()}
    return Rulebook(problem_for(vocabulary, constraints, made), World(whole, {"on": (ON,)}, constraints), made)


A, B, C, D = (Fact(name, "bool") for name in "abcd")
a, b, c, d = (f.flag(name) for name in "abcd")
FIXED = {
    "both": rulebook([A, B], [f.conjoin(a, b)]),
    "only one of two": rulebook([A, B], [f.disjoin(f.conjoin(a, f.negate(b)), f.conjoin(b, f.negate(a)))]),
    "always": rulebook([A, B], [f.disjoin(a, f.negate(a)), f.constant(True)]),
    "settled by cases": rulebook([A, B, C], [f.disjoin(f.conjoin(a, b), f.conjoin(f.negate(a), b), c)]),
    "tied by a constraint": rulebook([A, B, C], [f.conjoin(b, c)], (f.equivalent(a, b),)),
    "forced both ways": rulebook([A, B, C, D], [f.conjoin(a, c), d], (f.implies(a, b), f.implies(b, c))),
    "two rules": rulebook([A, B, C, D], [f.conjoin(a, b), f.conjoin(f.negate(a), f.disjoin(c, d))]),
    "needless fact": rulebook([A, B, C], [f.conjoin(a, b)], (f.implies(c, a),)),
    "forced together": rulebook([A, B, C], [c], (f.implies(a, f.conjoin(b, c)),)),
}


@pytest.mark.parametrize("name", FIXED)
def test_every_run_on_a_fixed_rulebook_keeps_the_guarantee(name: str) -> None:
    assert faults(FIXED[name]) == []


@given(data=st.data())
@examples(25)
def test_every_run_on_random_rulebooks_keeps_the_guarantee(data: st.DataObject) -> None:
    assert faults(data.draw(rulebooks())) == []


@given(data=st.data())
@examples(12)
def test_every_run_on_rulebooks_of_days_keeps_the_guarantee(data: st.DataObject) -> None:
    assert faults(data.draw(rulebooks(pool=(*PAIRS, *POOL[:2])))) == []


# planted faults: the harness must find them


class AsksTooMuch(Chooser):
    """Asks whatever is left to ask, whether it can matter or not."""

    def choose(self) -> str | None:
        return next((fact for fact in self.state.problem.questions if self.state.can_be_asked(fact)), None)


class StopsEarly(Chooser):
    """Stops one question too soon: where one fact alone is left that can matter."""

    def choose(self) -> str | None:
        return None if sum(map(self.can_matter, self.candidates())) == 1 else super().choose()


class TrustsTheTables(Chooser):
    """Takes every candidate for one that can matter: truth tables alone tell."""

    def choose(self) -> str | None:
        return next(iter(self.ranked()), None) if self.open else None


@pytest.mark.parametrize("fault", [AsksTooMuch, StopsEarly, TrustsTheTables])
def test_a_faulty_chooser_is_found(fault: type[Chooser]) -> None:
    assert any(faults(book, fault) for book in FIXED.values())


def test_a_chooser_without_the_exact_decision_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matter.Exact, "matters", lambda *_: False)
    assert any(faults(book) for book in FIXED.values())



# findings that count as not made

FOUND = Fact("found", "bool", off_ramp=True)
WHEN = Fact("when", "date", off_ramp=True)


def with_findings(formula: f.Formula, constraints: tuple[f.Formula, ...] = (), asked: tuple[str, ...] = ("a", "found", "when")) -> State:
    vocabulary = Vocabulary({fact.name: fact for fact in (A, FOUND, WHEN, TODAY)})
    questions = {name: plain_question(vocabulary[name]) for name in asked}
    held = [Constraint("constraint", constraint) for constraint in constraints]
    return State.start(problem_of(vocabulary, held, {"rule": {"reached": formula, "no": f.negate(formula)}}, {"on": (ON, ON)}, questions))


def asked_of(state: State, said: dict[str, object]) -> list[str]:
    """The facts asked, with these answers; what is not among them is declined."""
    found: list[str] = []
    while (fact := Chooser(state).choose()) is not None:
        found.append(fact)
        state = state.learn(fact, said[fact]) if fact in said else state.decline(fact)  # type: ignore[arg-type]
    return found


def test_a_finding_is_asked_where_it_can_matter_and_counts_as_not_made_when_declined() -> None:
    state = with_findings(f.conjoin(a, f.negate(f.flag("found"))))
    assert asked_of(state, {"a": True}) == ["a", "found"]
    assert asked_of(state, {"a": False}) == ["a"]
    assert state.learn("a", True).decline("found").known.values["found"] is False


def test_a_finding_that_is_never_asked_counts_as_not_made_from_the_start() -> None:
    state = with_findings(f.conjoin(a, f.negate(f.flag("found"))), asked=("a",))
    assert asked_of(state, {"a": True}) == ["a"]


def test_whether_a_day_is_there_is_part_of_its_question() -> None:
    state = with_findings(f.conjoin(a, f.given("when")))
    assert asked_of(state, {"a": True, "when": None}) == ["a", "when"]
    assert asked_of(state, {"a": False}) == ["a"]
    there = state.learn("when", (ON, ON))
    assert there.known.values["when?"] is True
    assert asked_of(there, {"a": True}) == ["a"]


def test_a_finding_is_not_asked_for_what_the_constraints_make_of_it() -> None:
    state = with_findings(a, (f.implies(f.flag("found"), a),))
    assert asked_of(state, {}) == ["a"]


def test_what_is_told_of_somebody_who_has_it_says_that_they_have_it() -> None:
    vocabulary = Vocabulary({fact.name: fact for fact in (A, Fact("when", "date"), TODAY)})
    questions = {name: plain_question(vocabulary[name]) for name in ("a", "when")}
    held = [Constraint("the day implies the thing", f.implies(f.given("when"), a))]
    text = f.conjoin(a, f.at_most("when", ON))
    state = State.start(problem_of(vocabulary, held, {"rule": {"reached": text, "no": f.negate(text)}}, {"on": (ON, ON)}, questions))
    assert state.learn("when", (ON, ON)).known.values["a"] is True
    with pytest.raises(Contradiction):
        state.learn("when", (ON, ON)).learn("a", False)
    with pytest.raises(Contradiction):
        state.learn("a", False).learn("when", (ON, ON))
