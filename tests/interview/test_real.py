"""The same guarantee on the real rulebook: made-up people, seeded, who answer, decline, or answer in part."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest

import inforce
from inforce.interview.choose import Chooser, opening
from inforce.interview.crowd import draw
from inforce.interview.people import MadeUp, answer_of, interview, some
from inforce.interview.problem import THERE, Problem
from inforce.interview.state import State
from inforce.kernel.queries import Outcomes, decide
from inforce.language.evaluate import evaluate
from inforce.language.fact import Members, Value
from inforce.language.knowledge import Knowledge
from tests.strategies import DEEP

DAYS = ("2014-12-01", "2017-02-22", "2019-10-15", "2026-05-01")
FAMILIES = ("arrest", "hearing", "detention", "mexico", "protections", "all")
PEOPLE = 40 if DEEP else 2


def problem_on(book: inforce.Book, about: str, day: str) -> Problem:
    return book.problem(about, book.day(day), None)


def raw_facts(problem: Problem, person: MadeUp) -> dict[str, Any]:
    """Everything about the person as a case file has it; a finding that is not there, and what may not be given of them, left out."""
    found: dict[str, Any] = {}
    values: dict[str, Value] = dict(problem.start.known.values)
    for fact in dict.fromkeys(column.fact.removesuffix(THERE) for column in person):
        value = answer_of(problem, person, fact)
        values |= {fact + THERE: value is not None} if fact + THERE in problem.vocabulary else {}
        if value is not None:
            values[fact] = value
            found[fact] = problem.vocabulary[fact].write(value)
    whole = Knowledge(problem.vocabulary, values, ())
    told = [constraint.formula for constraint in problem.theory.constraints]
    for fact in tuple(found):
        given = Knowledge(problem.vocabulary, values, {fact})
        if any(evaluate(formula, whole) is not False and evaluate(formula, given) is False for formula in told):
            del found[fact]  # the date of an order, of somebody who has none
    return found


def in_part(random: Random, problem: Problem, fact: str, value: Value | None) -> Value | None:
    """The same answer, known in part."""
    declared = problem.vocabulary[fact]
    if value is None:
        return None
    if isinstance(value, tuple) and declared.type == "date":
        year = date.fromordinal(value[0]).year
        return (date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())
    if isinstance(value, Members):
        return Members(value.has, frozenset(word for word in declared.values if word not in value.has and random.random() < 0.5))
    if isinstance(value, frozenset):
        return frozenset(word for word in declared.values if word in value or random.random() < 0.5)
    return value


@pytest.mark.parametrize("about", FAMILIES)
@pytest.mark.parametrize("day", DAYS)
def test_whole_answers_determine_what_all_facts_would(book: inforce.Book, about: str, day: str) -> None:
    problem = problem_on(book, about, day)
    for number, person in enumerate(some(problem, PEOPLE, seed=11)):
        asked, _ = interview(problem, person)
        assert len(asked) == len(set(asked))
        facts = {fact: raw for fact, raw in raw_facts(problem, person).items() if fact in asked}
        found, wanted = book.outcomes(facts, on=day), book.outcomes(raw_facts(problem, person), on=day)
        names = list(problem.outcomes)
        assert {n: found[n] for n in names} == {n: wanted[n] for n in names}, f"about {about}, person {number} of seed 11"
        left = [n for n in names if found[n] == "depends"]
        turns_on = {fact for answer in book.determine(facts, on=day, provisions=left).determinations for fact in answer.depends_on}
        assert {fact for fact in turns_on if not fact.startswith("day:")} == set(), "only a day that no source fixes is never asked"


def turnings(state: State) -> list[Outcomes]:
    """Each open outcome, looked at by the kernel alone."""
    return [its for its in state.problem.outcomes.values() if decide(state.situation.person, its) is None]


def is_turning(state: State, found: list[Outcomes], fact: str) -> bool:
    """Whether an open outcome turns on the fact alone, or it is one of the fewest that would settle one."""
    turning, names = state.situation.turning(), state.problem.facts_of(fact)
    among = {name for each in state.problem.questions if state.can_be_asked(each) for name in state.problem.facts_of(each)}
    return any(name in {*turning.depends_on(its), *turning.settling(its, among)} for its in found for name in names)


@pytest.mark.parametrize("about", ["mexico", "hearing", "arrest"])
@pytest.mark.parametrize("seed", range(20 if DEEP else 2))
def test_declined_and_partial_answers_keep_the_guarantee(book: inforce.Book, about: str, seed: int) -> None:
    problem, random = problem_on(book, about, "2017-02-22"), Random(seed)
    (person,) = some(problem, 1, seed=100 + seed)
    state, chooser, asked = State.start(problem), opening(problem), []
    while (fact := chooser.choose()) is not None:
        if random.random() < 0.25:  # every step is slow: nothing is taken from the crowd
            assert is_turning(state, turnings(state), fact), f"about {about}, seed {seed}: `{fact}` cannot matter after {asked}"
        asked.append(fact)
        turn = random.random()
        value = answer_of(problem, person, fact)
        if turn < 0.35:
            state = state.decline(fact)
        else:
            state = state.learn(fact, in_part(random, problem, fact, value) if turn < 0.6 else value)
        chooser = Chooser(state, chooser)
    left = [fact for fact in problem.questions if state.can_be_asked(fact) and not problem.vocabulary[fact].off_ramp]
    found = turnings(state)
    missed = [fact for fact in left if is_turning(state, found, fact)]
    assert missed == [], f"about {about}, seed {seed}: after {asked}"


def test_a_crowd_is_of_possible_people(book: inforce.Book) -> None:
    problem = problem_on(book, "all", "2017-02-22")
    people = some(problem, 20, seed=5)
    assert len(people) == 20
    for person in people:
        state = State.start(problem)
        for fact, raw in raw_facts(problem, person).items():
            state = state.learn(fact, problem.vocabulary[fact].read(raw))
        assert state.is_possible()


def test_a_crowd_taken_on_is_the_crowd_drawn_anew(book: inforce.Book) -> None:
    problem = problem_on(book, "all", "2017-02-22")
    for person in some(problem, 3, seed=6):
        state, chooser = State.start(problem), opening(problem)
        for _ in range(12):
            fact = chooser.choose()
            if fact is None:
                break
            state = state.learn(fact, answer_of(problem, person, fact))
            chooser = Chooser(state, chooser)
            anew = draw(problem.board, state.known)
            assert (anew.masks, anew.values, anew.valid) == (chooser.crowd.masks, chooser.crowd.values, chooser.crowd.valid)


def test_the_day_and_the_state_can_change_what_is_asked(book: inforce.Book) -> None:
    nothing = book.ask({}, on="2017-02-22", about="mexico")
    assert nothing is not None
    assert nothing.fact == "entered_by"
    assert book.ask({"us_citizen": True}, on="2017-02-22", about="mexico") is None
    facts = {"us_citizen": False, "lawful_permanent_resident": False, "entry_manner": "without_inspection", "refugee_or_asylee": False}
    asked = {about: book.ask(facts, on="2017-02-22", about=about).fact for about in ("arrest", "detention")}  # type: ignore[union-attr]
    assert asked["arrest"] != asked["detention"]
