"""Small rulebooks whose every person and every run of answers can be looked at, and what is wrong with a chooser on them.

A run is checked against `tests/reference.py`, which tries every person: a fact may be asked only where two people with
different outcomes differ in it alone, or where it is among the fewest that settle; at the end no fact that was neither asked nor known may be such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from hypothesis import assume
from hypothesis import strategies as st

from inforce.interview.choose import Chooser
from inforce.interview.problem import Problem, problem_of
from inforce.interview.state import State
from inforce.kernel.theory import Constraint
from inforce.language.fact import Fact, Members, Value, Vocabulary
from inforce.language.formula import Formula
from inforce.rulebook.asking import plain_question
from tests import reference
from tests.reference import World
from tests.strategies import ON, POOL, Case, cases, outcomes

MakeChooser = Callable[[State, Chooser | None], Chooser]
MOST_PEOPLE = 20


@dataclass(frozen=True)
class Rulebook:
    """A problem for the interview and the same for the reference."""

    problem: Problem
    world: World
    outcomes: Mapping[str, Mapping[str, Formula]]


def problem_for(vocabulary: Vocabulary, constraints: tuple[Formula, ...], provisions: Mapping[str, Mapping[str, Formula]]) -> Problem:
    questions = {name: plain_question(fact) for name, fact in vocabulary.facts.items() if name != "on"}
    held = [Constraint(f"constraint {number}", formula) for number, formula in enumerate(constraints)]
    return problem_of(vocabulary, held, provisions, {"on": (ON, ON)}, questions)


@st.composite
def rulebooks(draw: st.DrawFn, *, most_people: int = MOST_PEOPLE, pool: tuple[Fact, ...] = POOL) -> Rulebook:
    """One to three provisions over a few facts with few people; nothing is said at first."""
    case: Case = draw(cases(pool=pool))
    world = case.world.knowing(())
    assume(1 < len(world.people()) <= most_people)
    made = {f"rule/{number}": draw(outcomes(case)) for number in range(draw(st.integers(1, 3)))}
    return Rulebook(problem_for(case.vocabulary, world.constraints, made), world, made)


def turning(book: Rulebook, world: World, asked: tuple[str, ...]) -> set[str]:
    """The facts that can matter, by the reference: that alone make a difference, or that are among the fewest left that settle."""
    found: set[str] = set()
    left = [name for name in book.problem.vocabulary if name not in asked]
    for its in book.outcomes.values():
        found |= reference.depends_on(its, world)
        if reference.settles(left, its, world):
            found |= {*reference.canonical(left, lambda facts, its=its: reference.settles(facts, its, world))}  # type: ignore[misc]
    return found


def answers(fact: Fact, world: World) -> Iterator[tuple[Value, tuple[reference.Value, ...]]]:
    """Every whole answer that somebody left could give, for the kernel and for the reference."""
    for value in dict.fromkeys(person[fact.name] for person in world.people()):
        if isinstance(value, bool):
            yield value, (value,)
        elif isinstance(value, frozenset):
            yield Members(value, complete=True), (value,)
        elif isinstance(value, str):
            yield frozenset({value}), (value,)
        else:
            yield (value, value), (value,)


def narrower(world: World, fact: str, left: tuple[reference.Value, ...]) -> World:
    return replace(world, left={**world.left, fact: left}, given=world.given | {fact})


def faults(book: Rulebook, make: MakeChooser = Chooser, *, decline: bool = True, limit: int = 4000) -> list[str]:
    """What is wrong with a chooser over every person and every run of answers and declines; nothing where it keeps the guarantee."""
    found: list[str] = []
    left = [limit]

    def visit(state: State, world: World, before: Chooser | None, asked: tuple[str, ...], declined: bool) -> None:
        left[0] -= 1
        assert left[0] > 0, "too many states for a small rulebook"
        chooser = make(state, before)
        fact = chooser.choose()
        can = turning(book, world, asked)
        if fact is None:
            missed = can - set(asked)
            if missed:
                found.append(f"stopped after {asked} where {sorted(missed)} can matter")
            if not declined and any(len(reference.possible(its, world)) > 1 for its in book.outcomes.values()):
                found.append(f"stopped after {asked} with an outcome open")
            return
        if fact in asked:
            found.append(f"asked `{fact}` again after {asked}")
            return
        if fact not in can:
            found.append(f"asked `{fact}` after {asked}, where only {sorted(can)} can matter")
        for value, kept in answers(book.problem.vocabulary[fact], world):
            visit(state.learn(fact, value), narrower(world, fact, kept), chooser, (*asked, fact), declined)
        if decline:
            visit(state.decline(fact), world, chooser, (*asked, fact), True)

    visit(State.start(book.problem), book.world, None, (), False)
    return found
