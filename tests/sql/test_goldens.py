"""Whole statements, read by a person when they change: `INFORCE_GOLDENS=write` writes them anew."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

import inforce
from inforce.backends import sql
from tests.sql.kit import GOLDENS, ask

Case = Callable[[inforce.Book, str], sql.Statement]


def on_hold_in_part(book: inforce.Book, dialect: str) -> sql.Statement:
    return sql.statement(book, ask("rule/one"), dialect)


def days_and_choices(book: inforce.Book, dialect: str) -> sql.Statement:
    return sql.statement(book, ask("draft/minor", "draft/listed"), dialect)


def ranges(book: inforce.Book, dialect: str) -> sql.Statement:
    facts = frozenset({"entry_date", "birth_date", "entry_manner", "us_citizen"})
    return sql.statement(book, ask("draft/minor"), dialect, sql.Layout(book.library.vocabulary, "office.people", ("office", "case"), facts, True))


CASES: dict[str, Case] = {"on-hold-in-part": on_hold_in_part, "days-and-choices": days_and_choices, "ranges": ranges}


@pytest.mark.parametrize("dialect", sql.DIALECTS)
@pytest.mark.parametrize("case", CASES)
def test_statement_is_as_it_was_read(small: inforce.Book, case: str, dialect: str) -> None:
    path = GOLDENS / f"{case}.{dialect}.sql"
    made = CASES[case](small, dialect)
    text = made.text + "\n" + made.create_table + ";\n"
    if os.environ.get("INFORCE_GOLDENS") == "write":
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def test_no_golden_is_left_over() -> None:
    assert sorted(path.name for path in GOLDENS.iterdir()) == sorted(f"{case}.{dialect}.sql" for case in CASES for dialect in sql.DIALECTS)


def test_the_same_question_gives_the_same_statement(small: inforce.Book) -> None:
    assert days_and_choices(small, "duckdb").text == days_and_choices(small, "duckdb").text
