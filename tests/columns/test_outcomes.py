"""`book.columns`: outcomes as a lazy query, on one day or each row on its own; what it leaves open is null, never `depends`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

import inforce
from inforce.language.error import InforceError
from inforce.rulebook.yaml import parse, read_text

RULES = ("priority/2014/2c-recent-entry", "priority/2017/charged", "process/expedited-removal/nationwide-2019", "protection/daca", "protection/not-removable")
DAYS = ("2013-01-01", "2017-02-19", "2017-02-22", "2019-07-23", "2020-06-30", "2021-11-29", "2026-01-01")
FACTS = ("us_citizen", "lawful_permanent_resident", "daca_current", "charge_unresolved")
TABLE = pl.DataFrame(
    {
        "case": [f"C{number}" for number in range(7)],
        "us_citizen": [True, False, False, None, True, False, False],
        "lawful_permanent_resident": [None, False, True, None, True, False, None],
        "daca_current": [None, False, None, None, None, True, None],
        "charge_unresolved": [None, True, True, None, None, None, False],
        "day": [date.fromisoformat(day) for day in DAYS],
    }
)


def told(book: inforce.Book, row: dict[str, object], on: str | date) -> dict[str, str]:
    facts = {name: row[name] for name in FACTS if row[name] is not None}
    return book.outcomes(facts, on=on)


def check(book: inforce.Book, answers: pl.DataFrame, on: str | None) -> int:
    """Hold answers against the kernel; how many were settled."""
    settled = 0
    for row, found in zip(TABLE.iter_rows(named=True), answers.iter_rows(named=True), strict=True):
        if found["contradictory"]:
            assert {found[rule] for rule in RULES} == {None}
            with pytest.raises(InforceError, match="in conflict"):
                told(book, row, on or row["day"])
            continue
        right = told(book, row, on or row["day"])
        for rule in RULES:
            if found[rule] is not None:
                assert (row["case"], rule, found[rule]) == (row["case"], rule, right[rule])
                settled += 1
    assert "depends" not in {found for rule in RULES for found in answers[rule]}
    return settled


def test_outcomes_on_one_day_are_the_kernels(book: inforce.Book) -> None:
    answers = book.columns(TABLE.lazy().drop("day"), on="2017-02-22", provisions=RULES, keep=["case"]).collect(engine="streaming")
    assert answers.columns == ["case", "contradictory", *RULES]
    assert answers["contradictory"].to_list() == [False, False, False, False, True, False, False]
    assert check(book, answers, "2017-02-22") > 10


def test_outcomes_on_each_rows_own_day_are_the_kernels(book: inforce.Book) -> None:
    answers = book.columns(TABLE.lazy(), own_day="day", provisions=RULES, keep=["case"]).collect(engine="streaming")
    assert check(book, answers, None) > 10
    assert answers["process/expedited-removal/nationwide-2019"].to_list()[0] == "no"  # before it was begun


WEEK = Path(__file__).resolve().parents[2] / "examples" / "week"


def test_other_reading_is_taken(book: inforce.Book) -> None:
    checked = 0
    for path in sorted(WEEK.glob("*.yaml")):
        said = parse(read_text(path), path.name)["facts"]
        facts = {name: value for name, value in said.items() if isinstance(value, (bool, str)) and book.library.vocabulary[name].type in ("bool", "enum", "country", "state")}
        for one in book.determine(facts, on="2017-02-22", reasons=False).determinations:
            for reading in one.readings:
                for choice, right in ((reading.default, one.outcome), ("other", reading.other_outcome)):
                    readings = {reading.id: "default" if choice == reading.default else "other"}
                    found = book.columns(pl.DataFrame({name: [value] for name, value in facts.items()}).lazy(), on="2017-02-22", provisions=[one.provision], readings=readings).collect()
                    assert found[one.provision][0] in (None, right)
                    checked += found[one.provision][0] is not None
    assert checked > 0


def test_an_answer_that_is_the_same_for_everybody_stands_in_every_row(book: inforce.Book) -> None:
    table = pl.LazyFrame({"us_citizen": [True, False, None], "nationality": ["HN", "VE", None]})
    for name in ("protection/ded", "process/removal-pause-2021", "priority/2021/border"):
        made = book.columns(table, on="2017-02-22", provisions=[name]).collect()
        assert made[name].to_list() == ["no", "no", "no"], name


def test_what_was_known_on_a_day_is_taken(book: inforce.Book) -> None:
    people = pl.LazyFrame({"us_citizen": [False]})
    found = book.columns(people, on="2017-02-22", known_on="2017-01-01", provisions=["priority/2017/charged"]).collect()
    assert found["priority/2017/charged"].to_list() == ["no"]  # nobody knew of the order yet
    assert book.columns(people, on="2017-02-22", provisions=["priority/2017/charged"]).collect()["priority/2017/charged"].to_list() == [None]


BAD = {
    "unknown column": ({"on": "2017-02-22"}, "unknown-column"),
    "two kinds of day": ({"on": "2017-02-22", "own_day": "day", "keep": ["case"]}, "bad-use"),
    "no such column of days": ({"own_day": "dya", "keep": ["case"]}, "unknown-column"),
    "no such column to keep": ({"on": "2017-02-22", "keep": ["cases"]}, "unknown-column"),
    "unknown provision": ({"on": "2017-02-22", "keep": ["case", "day"], "provisions": ["priority/1917"]}, "unknown-provision"),
}


@pytest.mark.parametrize("bad", BAD)
def test_bad_use_is_one_clear_error(book: inforce.Book, bad: str) -> None:
    words, code = BAD[bad]
    with pytest.raises(InforceError) as caught:
        book.columns(TABLE.lazy(), **words)
    assert caught.value.code == code
