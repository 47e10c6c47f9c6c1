"""How many questions: within five in a hundred of the best decision tree where it can be worked out, and fewer than in a fixed order."""

from __future__ import annotations

from random import Random

import pytest

import inforce
from inforce.interview.choose import COST, Chooser
from inforce.interview.people import interview, some
from inforce.interview.state import State
from inforce.interview.tree import Option, Tree
from tests.interview.trees import best, by_interview, expected, in_order, random_problem
from tests.strategies import DEEP

SEEDS = range(120 if DEEP else 6)


def first_candidate(state: State) -> str | None:
    """A chooser that takes the last fact that can matter, whatever it settles."""
    chooser = Chooser(state)
    return next((fact for fact in reversed(chooser.candidates()) if chooser.can_matter(fact)), None) if chooser.open else None


@pytest.mark.parametrize("facts", [5, 7, 8])
def test_expected_questions_are_within_five_percent_of_the_best_tree(facts: int) -> None:
    for seed in SEEDS:
        problem = random_problem(Random(1000 * facts + seed), facts)
        least = best(problem)
        if least:
            ratio = expected(problem, by_interview) / least
            assert 1 - 1e-9 <= ratio <= 1.05, f"facts {facts}, seed {seed}: {ratio:.3f} times the best"


def test_a_chooser_that_does_not_weigh_is_found() -> None:
    ratios = []
    for seed in SEEDS:
        problem = random_problem(Random(7000 + seed), 7)
        if least := best(problem):
            ratios.append(expected(problem, first_candidate) / least)
    assert max(ratios) > 1.05


def test_fewer_questions_than_in_a_fixed_order() -> None:
    weighed, ordered = 0.0, 0.0
    for seed in SEEDS:
        problem = random_problem(Random(9000 + seed), 8)
        weighed += expected(problem, by_interview)
        ordered += expected(problem, in_order)
    assert weighed < ordered


def test_the_best_tree_of_a_rulebook_worked_by_hand() -> None:
    # four people by two bits, as common as 4:2:1:1; the outcome is "both"; asking the rarer bit first settles more
    bit0, bit1 = 0b1100, 0b1010
    options = [Option(1.0, (0b1111 & ~bit0, bit0)), Option(1.0, (0b1111 & ~bit1, bit1))]
    tree = Tree(options, [0b0111, 0b1000], [4.0, 2.0, 1.0, 1.0])
    assert tree.first(0b1111) == (1.25, 0)
    dear = Tree([Option(2.0, options[0].parts), options[1]], [0b0111, 0b1000], [4.0, 2.0, 1.0, 1.0])
    assert dear.first(0b1111) == (1.75, 1)


def test_sensitive_questions_come_late(book: inforce.Book) -> None:
    problem = book.problem("arrest", book.day("2017-02-22"), None)
    places: dict[int, list[float]] = {0: [], 2: []}
    for person in some(problem, 12, seed=3):
        asked, _ = interview(problem, person)
        for number, fact in enumerate(asked):
            places.setdefault(problem.questions[fact].sensitive, []).append(number / len(asked))
    assert list(COST) == sorted(COST)
    assert sum(places[0]) / len(places[0]) < sum(places[2]) / len(places[2])
