"""Expected numbers of questions: of the interview, of a fixed order, and of the best decision tree."""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from random import Random

from inforce.interview.cells import Column
from inforce.interview.choose import Chooser
from inforce.interview.crowd import Crowd, everybody
from inforce.interview.people import MadeUp, answer_of, somebody
from inforce.interview.problem import Problem, problem_of
from inforce.interview.state import State
from inforce.interview.tree import Option, Tree
from inforce.kernel.theory import Constraint
from inforce.language import formula as f
from inforce.language.fact import Fact, Vocabulary
from inforce.rulebook.asking import Common, Question, plain_question
from tests.strategies import ON, TODAY

Choose = Callable[[State], str | None]


def random_problem(random: Random, facts: int) -> Problem:
    """A rulebook of one to four provisions over so many facts, mostly bools, with figures for some, and a few constraints."""
    made: list[Fact] = []
    for number in range(facts):
        choice = random.random() < 0.15
        made.append(Fact(f"f{number}", "enum", ("x", "y", "z")) if choice else Fact(f"f{number}", "bool"))
    vocabulary = Vocabulary({fact.name: fact for fact in [*made, TODAY]})
    atoms = {fact.name: f.flag(fact.name) if fact.type == "bool" else f.one_of(fact.name, random.sample(fact.values, random.randint(1, 2))) for fact in made}

    def literal() -> f.Formula:
        atom = random.choice(list(atoms.values()))
        return f.negate(atom) if random.random() < 0.4 else atom

    def clause(join: Callable[..., f.Formula], most: int) -> f.Formula:
        return join(*(literal() for _ in range(random.randint(1, most))))

    def provision() -> dict[str, f.Formula]:
        text = f.conjoin(*(clause(f.disjoin, 3) for _ in range(random.randint(1, 3))))
        shield = clause(f.conjoin, 2) if random.random() < 0.5 else f.FALSE
        return {"reached": f.conjoin(text, f.negate(shield)), "exempt": f.conjoin(text, shield), "no": f.negate(text)}

    constraints = [Constraint("c", f.implies(literal(), literal())) for _ in range(random.randint(0, 2))]
    questions = {fact.name: _question(random, fact) for fact in made}
    provisions = {f"rule/{number}": provision() for number in range(random.randint(1, 4))}
    return problem_of(vocabulary, constraints, provisions, {"on": (ON, ON)}, questions)


def _question(random: Random, fact: Fact) -> Question:
    from dataclasses import replace

    plain = plain_question(fact)
    if fact.type == "bool" and random.random() < 0.5:
        return replace(plain, common=Common({"true": random.choice([0.05, 0.1, 0.25, 0.8])}))
    return plain


def all_people(problem: Problem) -> tuple[Crowd, list[float]]:
    """Everybody that the cells tell apart, and how common each is."""
    board, known = problem.board, problem.start.known
    cells = [board.cells(number, known) for number in range(len(board.columns))]
    count = prod(len(its.values) for its in cells)
    crowd = everybody(board, known, range(len(cells)), cells, count)
    shares = [1.0]
    for its in cells:
        shares = [share * one for share in shares for one in its.shares]
    return crowd, shares


def best(problem: Problem) -> float:
    """The least expected number of questions."""
    crowd, shares = all_people(problem)
    board = problem.board
    kinds = [crowd.valid]
    for nodes in board.outcomes:
        kinds = [both for kind in kinds for node in nodes if (both := kind & crowd.values[node])]
    options = []
    for numbers in board.columns_of.values():
        parts = [crowd.valid]
        for number in numbers:
            parts = [both for part in parts for mask in crowd.masks[number] if (both := part & mask)]
        options.append(Option(1.0, tuple(parts)))
    return Tree(options, kinds, shares).value(crowd.valid)


def expected(problem: Problem, choose: Choose) -> float:
    """The expected number of questions when they are chosen so."""
    crowd, shares = all_people(problem)
    numbers = [number for number in range(crowd.people) if crowd.valid >> number & 1]
    chosen: dict[frozenset[tuple[str, object]], str | None] = {}

    def questions(person: MadeUp) -> int:
        state, said = State.start(problem), frozenset[tuple[str, object]]()
        while True:
            if said not in chosen:
                chosen[said] = choose(state)
            fact = chosen[said]
            if fact is None:
                return len(said)
            value = answer_of(problem, person, fact)
            state = state.learn(fact, value)
            said |= {(fact, value)}

    whole = sum(shares[number] for number in numbers)
    return sum(shares[number] / whole * questions(somebody(crowd, number)) for number in numbers)


def by_interview(state: State) -> str | None:
    return Chooser(state).choose()


def in_order(state: State) -> str | None:
    """The first fact of the vocabulary that can matter."""
    chooser = Chooser(state)
    return next((fact for fact in chooser.candidates() if chooser.can_matter(fact)), None) if chooser.open else None


__all__ = ["Column", "all_people", "best", "by_interview", "expected", "in_order", "random_problem"]
