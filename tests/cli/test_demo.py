"""`inforce demo` and the case files of the week."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import inforce
from inforce.cli.demo import case_files
from inforce.rulebook.yaml import parse, read_text
from tests.cli.conftest import Ran, Run, too_wide

FILES = case_files(None)


@pytest.fixture
def page(run: Run) -> Ran:
    return run("demo")


def test_every_case_file_says_that_it_is_made_up() -> None:
    assert len(FILES) == 15
    for path in FILES:
        assert path.read_text().startswith("# A made-up person"), path.name


def test_the_page_fits_and_ends_with_the_notice(page: Ran) -> None:
    assert page.code == 0
    assert too_wide(page.out) == []
    assert page.out.endswith("Legal information, not legal advice.\n")
    for number in range(1, 16):
        assert f"\n{number}. " in page.out


def test_the_json_validates(run: Run, validate: Callable[[str, Any], None]) -> None:
    ran = run("demo", "1", "15", "--json")
    validate("demo", ran.data)
    assert [person["number"] for person in ran.data] == [1, 15]
    assert (ran.data[0]["before"]["on"], ran.data[0]["after"]["on"]) == ("2017-02-19", "2017-02-22")


def outcome(book: inforce.Book, slug: str, provision: str, on: str) -> str:
    (path,) = (path for path in FILES if slug in path.name)
    facts = parse(read_text(path), path.name)["facts"]
    return book.determine(facts, on=on, provisions=[provision], reasons=False)[provision].outcome


@pytest.mark.parametrize(
    ("slug", "provision", "before", "after"),
    [
        ("guatemalan", "process/contiguous-return/2017", "pending", "pending"),
        ("guatemalan", "process/credible-fear", "reached", "reached"),
        ("mexican", "process/contiguous-return/2017", "pending", "pending"),
        ("mexican", "process/credible-fear", "depends", "depends"),
        ("daca-clean", "priority/2017/no-exempt-class", "exempt", "exempt"),
        ("daca-pending", "priority/2017/charged", "exempt", "exempt"),
        ("parent", "consequence/smuggling-parent", "no", "reached"),
        ("unaccompanied", "process/immigration-judge", "reached", "reached"),
        ("twelve", "priority/2017/charged", "reached", "reached"),
        ("clean-record-no", "priority/2017/no-exempt-class", "reached", "reached"),
        ("permanent", "protection/not-removable", "reached", "reached"),
        ("jail-with-", "officer/287g/jail-enforcement", "reached", "reached"),
        ("jail-without", "officer/287g/jail-enforcement", "no", "no"),
        ("overstay", "priority/2014/2c-recent-entry", "no", "no"),
        ("order-2013", "priority/2014/3-final-order", "no", "no"),
        ("order-2015", "priority/2014/3-final-order", "reached", "no"),
        ("eighteen", "priority/2014/2c-recent-entry", "reached", "no"),
        ("eighteen", "process/expedited-removal/nationwide-2019", "pending", "pending"),
    ],
)
def test_what_the_week_did(book: inforce.Book, slug: str, provision: str, before: str, after: str) -> None:
    assert (outcome(book, slug, provision, "2017-02-19"), outcome(book, slug, provision, "2017-02-22")) == (before, after)


def test_a_number_that_nobody_has(run: Run) -> None:
    ran = run("demo", "16")
    assert (ran.code, ran.out, ran.err) == (2, "", "there is no person 16 [bad-use]\n  help: people are numbered 1 to 15\n")
