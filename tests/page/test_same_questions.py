"""The browser asks the questions that Python asks, in the same order, until both have none left: on random people, days and families.

The seed and the number of questions are printed. `INFORCE_DEEP=1` interviews ten times as many people.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page

import inforce
from inforce.interview.choose import Chooser, opening
from inforce.interview.people import answer_of, some
from inforce.interview.problem import Problem, read_problem
from inforce.interview.state import State
from inforce.page.script import kernel_script
from tests.browser import limited
from tests.page.evaluator import open_evaluator

pytestmark = pytest.mark.browser
SEED = int(os.environ.get("INFORCE_SEED", "20170220"))
PEOPLE = 80 if os.environ.get("INFORCE_DEEP") == "1" else 8
DECLINED = 0.15
"""How many of the questions are left open."""
ASKED = [("all", date(2017, 2, 22)), ("all", date(2025, 3, 1)), ("arrest", date(2017, 2, 22)), ("mexico", date(2019, 8, 1)), ("protections", date(2021, 11, 30))]
NEXT = """
([on, names, given]) => {
  const interview = new window.Inforce.Interview(window.book, window.book.asking.questions, on, names);
  return given.map((answers) => {
    for (let count = 0; count <= answers.length; count++) {
      const next = interview.next(answers.slice(0, count));
      if (next !== (count < answers.length ? answers[count][0] : null)) return [count, next];
    }
    return null;
  });
}
"""
Answers = list[list[Any]]


def interview(problem: Problem, person: Any, random: Random) -> Answers:
    """Every question that Python asks somebody, with the answer as in a case file; null where it is left open."""
    state, chooser = State.start(problem), opening(problem)
    found: Answers = []
    while True:
        if chooser.state is not state:
            chooser = Chooser(state, chooser)
        fact = chooser.choose()
        if fact is None:
            return found
        value = answer_of(problem, person, fact)
        if random.random() < DECLINED:
            found.append([fact, None])
            state = state.decline(fact)
        else:
            found.append([fact, False if value is None else problem.vocabulary[fact].write(value)])
            state = state.learn(fact, value)


def interviews(problem: Problem, count: int) -> list[Answers]:
    return [interview(problem, person, Random(f"{SEED}-{number}")) for number, person in enumerate(some(problem, count, SEED))]


def differences(tab: Page, problem: Problem, given: Sequence[Answers]) -> list[Any]:
    """For each interview null, or the number of the first question that the browser puts otherwise, and what it asks."""
    browser = tab.context.browser
    assert browser is not None
    with limited(browser, 120):
        found: list[Any] = tab.evaluate(NEXT, [date.fromordinal(problem.on).isoformat(), list(problem.outcomes), list(given)])
    return found


@pytest.fixture(scope="module")
def asking_tab(browser: Any, book: inforce.Book, tmp_path_factory: pytest.TempPathFactory) -> Any:
    context = browser.new_context(offline=True)
    yield open_evaluator(context.new_page(), tmp_path_factory.mktemp("asking"), book.library)
    context.close()


@pytest.mark.parametrize(("about", "on"), ASKED, ids=[f"{about}-{on}" for about, on in ASKED])
def test_same_questions_in_the_same_order(asking_tab: Page, book: inforce.Book, about: str, on: date) -> None:
    problem = read_problem(book, about, on)
    given = interviews(problem, PEOPLE)
    assert differences(asking_tab, problem, given) == [None] * len(given)
    print(f"questions about {about} on {on}: seed {SEED}, {len(given)} interviews, {sum(map(len, given))} questions: the browser asks what Python asks")


def test_answer_that_does_not_fit_is_passed_over(asking_tab: Page, book: inforce.Book) -> None:
    problem = read_problem(book, "all", date(2017, 2, 22))
    answers = [["us_citizen", False], ["lawful_permanent_resident", True], ["us_citizen", True]]
    first = Chooser(State.start(problem).learn("us_citizen", False).learn("lawful_permanent_resident", True), opening(problem)).choose()
    asked = asking_tab.evaluate("(answers) => new window.Inforce.Interview(window.book, window.book.asking.questions, '2017-02-22').next(answers)", answers)
    assert asked == first


PLANTED = [
    ("const COST = [1, 3, 10];", "const COST = [1, 1, 1];"),
    ("for (const root of constraints) this.valid &= this.values[root];", ""),
    ("if (masks.length > 1 && board.constraintCones[number].length)", "if (false)"),
    ("const found = this.mixed - left - (this.mixed * (held.length - 1)) / (this.count - 1);", "const found = this.mixed - left;"),
    ("if (exact.matters(fact)) return fact;", ""),
    ("known.forms.conjoin(parts) : known.forms.disjoin(parts)", "known.forms.disjoin(parts) : known.forms.conjoin(parts)"),
    ("if (asked.includes(fact) && !sameValue(narrowed, form.vocabulary.fact(fact).span)) found.set(fact, narrowed);", ""),
]


@pytest.fixture(scope="module")
def telling(book: inforce.Book) -> list[tuple[Problem, list[Answers]]]:
    return [(problem, interviews(problem, 6)) for problem in (read_problem(book, about, on) for about, on in ASKED[:3:2])]


@pytest.mark.parametrize(("right", "wrong"), PLANTED)
def test_planted_fault_is_caught(tab: Page, book: inforce.Book, tmp_path: Path, telling: Any, right: str, wrong: str) -> None:
    script = kernel_script()
    assert script.count(right) == 1
    open_evaluator(tab, tmp_path, book.library, script.replace(right, wrong))
    assert any(found for problem, given in telling for found in differences(tab, problem, given))
