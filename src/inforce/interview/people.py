"""Made-up people who answer: somebody of a crowd, with a value for every column, to try interviews on."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from inforce.interview.cells import Column
from inforce.interview.choose import Chooser, opening
from inforce.interview.crowd import Crowd, draw
from inforce.interview.problem import THERE, Problem
from inforce.interview.state import State
from inforce.language.fact import Members, Value

MadeUp = Mapping[Column, bool | str | int]


def somebody(crowd: Crowd, number: int) -> MadeUp:
    """Person `number` of a crowd: a value for every column."""
    found: dict[Column, bool | str | int] = {}
    for column, cells, masks in zip(crowd.board.columns, crowd.cells, crowd.masks, strict=True):
        found[column] = next(value for value, mask in zip(cells.values, masks, strict=True) if mask >> number & 1)
    return found


def some(problem: Problem, count: int, seed: int) -> list[MadeUp]:
    """So many people who fit the constraints, as common as the figures say."""
    crowd = draw(problem.board, problem.start.known, people=max(64, count * 2), seed=seed)
    numbers = [number for number in range(crowd.people) if crowd.valid >> number & 1]
    Random(seed).shuffle(numbers)
    return [somebody(crowd, number) for number in numbers[:count]]


def answer_of(problem: Problem, person: MadeUp, fact: str) -> Value | None:
    """What the person answers, whole and to the day; None where an off-ramp day is not there."""
    declared = problem.vocabulary[fact]
    if declared.type == "set":
        return Members(frozenset(c.value for c, held in person.items() if c.fact == fact and c.value is not None and held), complete=True)
    if fact + THERE in problem.vocabulary and not person.get(Column(fact + THERE), False):
        return None
    value = person.get(Column(fact))
    if declared.is_ordered:
        whole = int(value) if value is not None else problem.start.known.interval(fact)[0]
        return (whole, whole)
    if declared.is_choice:
        return frozenset({str(value)})
    return value is True


def interview(problem: Problem, person: MadeUp, declined: frozenset[str] = frozenset()) -> tuple[list[str], State]:
    """Interview somebody: the facts asked in order, and the state at the end."""
    state = State.start(problem)
    chooser = opening(problem)
    asked: list[str] = []
    while True:
        if chooser.state is not state and (state.said or state.declined):
            chooser = Chooser(state, chooser)
        fact = chooser.choose()
        if fact is None:
            return asked, state
        asked.append(fact)
        state = state.decline(fact) if fact in declined else state.learn(fact, answer_of(problem, person, fact))


