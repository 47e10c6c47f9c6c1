"""Questions that people ask in public: each says where it is asked, and every line of its answer is so by the rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import inforce
from inforce.claims.check import Checker
from inforce.claims.question import answer
from inforce.claims.shelf import Shelf, read_shelf

DAY = date(2026, 11, 30)
LAW = Path(__file__).parents[2] / "law"
IDS = [line.split()[-1] for line in (LAW / "questions" / "people.yaml").read_text(encoding="utf-8").splitlines() if line.startswith("- id: ")]


@pytest.fixture(scope="module")
def checker(shelf: Shelf) -> Checker:
    return Checker(shelf.book, DAY, None)


def test_forty_questions_each_with_a_page_on_which_people_ask_it(shelf: Shelf) -> None:
    people = [question for question in shelf.questions.values() if question.official is None]
    assert [question.id for question in people] == IDS
    assert len(people) >= 40
    assert all(question.asked and question.means and question.provisions for question in people)
    assert {question.day for question in people} == {None}


@pytest.mark.parametrize("name", IDS)
def test_every_line_of_the_answer_is_so(shelf: Shelf, checker: Checker, name: str) -> None:
    answers = [checker.part(part) for part in shelf.questions[name].means]
    assert [(one.part.says, one.verdict) for one in answers] == [(part.says, "holds") for part in shelf.questions[name].means]
    assert not any(one.nobody for one in answers)


def test_answer_fails_when_a_rule_is_changed(changed_law: Callable[[str, str, str], Path]) -> None:
    folder = changed_law("provisions/consequence/records.yaml", "not us_citizen and final_order and not departed_after_order", "not us_citizen")
    shelf = read_shelf(inforce.load(folder))
    parts = answer(shelf.book, shelf.questions["people/fines"], DAY, today=DAY).parts
    assert [part.verdict for part in parts] == ["fails", "holds"]


def test_question_without_a_day_takes_the_day_asked_and_else_today(shelf: Shelf) -> None:
    question = shelf.questions["people/school"]
    assert answer(shelf.book, question, None, today=DAY).on == DAY
    early = answer(shelf.book, question, date(2022, 6, 1), today=DAY)
    assert (early.on, early.parts[0].verdict) == (date(2022, 6, 1), "fails")


def test_official_question_is_asked_on_its_own_day(shelf: Shelf) -> None:
    told = answer(shelf.book, shelf.questions["border/daca"], None, today=DAY)
    assert (told.on, told.known_on) == (date(2017, 2, 21), date(2017, 2, 21))
