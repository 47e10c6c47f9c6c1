"""NULL as the third value: unknown in a fact, undecided in an outcome, and never a no."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

import pytest

import inforce
from inforce.backends import sql
from tests.sql.kit import ON, ask, run, small_book

THREE = (True, False, None)


def test_an_outcome_said_is_the_kernels_and_null_is_never_against_it(small: inforce.Book) -> None:
    names = ("us_citizen", "removable", "child")
    people = [dict(zip(names, values, strict=True)) for values in product(THREE, repeat=3)]
    jails = ("jail", "other", None)
    every = [{**person, "location_type": jail} for person in people for jail in jails]
    rows = run(sql.statement(small, ask("rule/one"), "duckdb"), every)
    said = 0
    for person, row in zip(every, rows, strict=True):
        facts = {name: value for name, value in person.items() if value is not None}
        if person["us_citizen"] and person["removable"]:
            continue  # in contradiction
        kernel = small.determine(facts, on=ON, provisions=["rule/one"], reasons=False)["rule/one"]
        if row["rule/one"] is None:
            assert kernel.outcome == "depends"  # nothing here needs a case distinction
        else:
            assert row["rule/one"] == kernel.outcome
            assert (row["rule/one if operative"] or "depends") == (kernel.if_operative or "depends")
            said += 1
    assert said > 40
    assert {row["rule/one"] for row in rows} == {"reached", "exempt", "suspended", "no", None}


def test_null_is_not_no(small: inforce.Book) -> None:
    statement = sql.statement(small, ask("rule/one"), "duckdb")
    rows = run(statement, [{"removable": True, "child": False, "location_type": None}, {"removable": None}, {"removable": False}, {"us_citizen": True}])
    assert [row["rule/one"] for row in rows] == [None, None, "no", "no"]  # the constraints say that no citizen is removable


def test_what_only_a_case_distinction_settles_is_left_open(small: inforce.Book) -> None:
    """The kernel settles it whether or not the person is a child; truth tables cannot, and the statement does not pretend."""
    facts = {"removable": True}
    assert small.determine(facts, on=ON, provisions=["draft/either"], reasons=False)["draft/either"].outcome == "reached"
    rows = run(sql.statement(small, ask("draft/either"), "duckdb"), [facts, {**facts, "child": True}, {**facts, "child": False}])
    assert [row["draft/either"] for row in rows] == [None, "reached", "reached"]


def test_a_finding_that_nobody_reported_counts_as_not_made(small: inforce.Book) -> None:
    person = {"nationality": "MX", "convictions:felony": True}
    rows = run(sql.statement(small, ask("draft/listed"), "duckdb"), [person, {**person, "waived": False}, {**person, "waived": True}])
    assert [row["draft/listed"] for row in rows] == ["reached", "reached", "no"]


def test_a_row_in_contradiction_has_no_outcome(small: inforce.Book) -> None:
    people = [{"birth_date": "1990-01-01", "entry_date": "1980-01-01", "entry_manner": "admitted"}, {"entry_date": "2017-04-02"}, {"entry_date": "2017-04-01", "entry_manner": "admitted"}]
    rows = run(sql.statement(small, ask("draft/minor"), "duckdb"), people)
    assert [(row["contradictory"], row["draft/minor"]) for row in rows] == [(True, None), (True, None), (False, "no")]


def test_a_fact_that_the_table_lacks_is_unknown_for_everybody(small: inforce.Book) -> None:
    facts, values = sql.read_facts(small.library.vocabulary, ["removable", "location_type"])
    layout = sql.Layout(small.library.vocabulary, facts=facts, values=values)
    statement = sql.statement(small, ask("rule/one"), "duckdb", layout)
    assert [column.name for column in statement.columns] == ["removable", "location_type"]
    rows = run(statement, [{"removable": True, "location_type": "other"}, {"removable": False}, {"removable": True, "location_type": "jail"}])
    assert [row["rule/one"] for row in rows] == [None, "no", "suspended"]


def test_days_since_are_folded_into_the_day(small: inforce.Book) -> None:
    facts, values = sql.read_facts(small.library.vocabulary, ["days_since_entry", "birth_date", "entry_manner"])
    statement = sql.statement(small, ask("draft/minor"), "duckdb", sql.Layout(small.library.vocabulary, facts=facts, values=values))
    person = {"birth_date": "1999-04-02", "entry_manner": "paroled"}
    rows = run(statement, [{**person, "days_since_entry": 0}, {**person, "days_since_entry": 400}, {**person, "days_since_entry": None}, {**person, "birth_date": "1999-04-01", "days_since_entry": 0}])
    assert [row["draft/minor"] for row in rows] == ["reached", "reached", None, "no"]


UNSETTLED = """\
- id: drafts-held
  kind: court_order
  title: {en: a hold of the drafts, es: una pausa de los borradores}
  issuer: A court
  court: D. Mass.
  cite: Held v. Drafts
  signed: 2017-03-01
  known: 2017-03-01
  effective: {from: 2017-03-01, to: 2017-05-01}
  does: [{suspends: draft/either, manner: enjoined}]
  sources: [{seen: draft, says: a draft}]
"""


@pytest.mark.parametrize(("on", "outcome"), [("2017-02-28", "reached"), ("2017-03-01", None), ("2017-04-30", None), ("2017-05-01", "suspended")])
def test_the_day_of_an_act_that_is_known_only_in_part_is_unknown(tmp_path: Path, on: str, outcome: str | None) -> None:
    book = small_book(tmp_path, acts__held=UNSETTLED)
    facts = {"removable": True, "child": True}
    (row,) = run(sql.statement(book, ask("draft/either", on=date.fromisoformat(on)), "duckdb"), [facts])
    found = book.determine(facts, on=on, provisions=["draft/either"])["draft/either"]
    assert row["draft/either"] == outcome
    assert found.outcome == (outcome or "depends")
    assert found.depends_on == (() if outcome else ("day:drafts-held",))
    for dialect in sql.DIALECTS:  # no dialect has a column for it
        assert "day:" not in sql.statement(book, ask("draft/either", on=date.fromisoformat(on)), dialect).create_table
