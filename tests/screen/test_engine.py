"""The engine: row by row the kernel's whole answer, reasons included, in whatever order and portions the rows come."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import inforce
from inforce.language.error import InforceError
from inforce.screen import decision
from inforce.screen.engine import Screened, Screener
from inforce.screen.pattern import Question, View
from inforce.screen.roster import open_roster
from tests.differential.columns import with_rows
from tests.differential.protocol import Batch, a_batch
from tests.differential.tables import table_of
from tests.screen.rows import differences, numbered

SEED = int(os.environ.get("INFORCE_SEED", "2017"))
DEEP = os.environ.get("INFORCE_DEEP") == "1"
SHARE = 1 if DEEP else 18
"""Of the syllabus every so manieth provision is asked, others for other seeds."""
EXAMPLE = Path(__file__).parents[2] / "examples" / "roster" / "roster.csv"
ASKED = ("priority/2014/2c-recent-entry", "priority/2017/charged", "protection/not-removable", "process/expedited-removal/nationwide-2019", "custody/mandatory-criminal")


@cache
def batch_of(book: inforce.Book, seed: int, people: int = 10) -> Batch:
    return a_batch(book, Random(f"engine/{SEED}/{seed}"), people, drafts=0)


def answer(batch: Batch, provisions: Sequence[str]) -> Screened:
    table, asked = with_rows(table_of(batch, ())), batch.asked
    return Screener(batch.book, table.schema, on=asked.on, known_on=asked.known_on, provisions=provisions, readings=batch.readings, state=asked.state).screen(table)


def check(batch: Batch, provisions: Sequence[str]) -> list[str]:
    asked = batch.asked
    words: dict[str, Any] = {"on": asked.on, "known_on": asked.known_on, "state": asked.state, "readings": batch.readings}
    return list(differences(batch.book, enumerate(batch.people), answer(batch, provisions), provisions, **words))


@pytest.mark.parametrize("seed", range(24 if DEEP else 4))
def test_it_says_what_the_kernel_says_of_random_people_days_and_places(book: inforce.Book, seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    batch = batch_of(book, seed)
    provisions = batch.asked.provisions[seed % SHARE :: SHARE]
    with capsys.disabled():
        print(f"seed {SEED}/{seed}: {len(batch.people)} people, {len(provisions)} provisions, on {batch.asked.on}, known on {batch.asked.known_on}, state {batch.asked.state}")
    assert check(batch, provisions) == []


def test_people_are_refused_as_the_kernel_refuses_them(book: inforce.Book) -> None:
    batch = batch_of(book, 100, people=24)
    screened = answer(batch, ())
    asked = batch.asked
    expected: dict[int, tuple[str, str]] = {}
    for number, facts in enumerate(batch.people):
        try:
            book.determine(facts, on=asked.on, known_on=asked.known_on, state=asked.state, readings=batch.readings, provisions=())
        except InforceError as error:
            expected[number] = (error.code, ", ".join(getattr(error, "facts", ())))
    assert len(expected) >= 3
    assert {one.row: (one.code, one.fact) for one in screened.contradictory} == expected
    assert set(screened.results["_row"]) == set(range(24)) - set(expected)


@pytest.fixture(scope="module")
def example(book: inforce.Book) -> pl.DataFrame:
    return next(iter(open_roster(EXAMPLE, book=book, keep=("Office", "Team")).batches())).table


@pytest.mark.parametrize("day", ["2017-02-19", "2017-02-22"])
def test_it_says_what_the_kernel_says_of_the_example_roster(book: inforce.Book, example: pl.DataFrame, day: str) -> None:
    table = example if DEEP else example.sample(16, seed=SEED)
    screened = Screener(book, table.schema, on=day, provisions=ASKED).screen(table)
    assert screened.results.height + len(screened.contradictory) == table.height
    assert list(differences(book, numbered(table), screened, ASKED, on=day)) == []
    assert {outcome for name in ASKED for outcome in screened.results[name]} >= {"depends", "no", "reached"}


@pytest.fixture(scope="module")
def some(example: pl.DataFrame) -> pl.DataFrame:
    return example.head(40)


def screener(book: inforce.Book, table: pl.DataFrame) -> Screener:
    return Screener(book, table.schema, on=date(2017, 2, 22), provisions=ASKED[1:4])


def test_the_order_and_the_portions_of_the_rows_do_not_matter(book: inforce.Book, some: pl.DataFrame) -> None:
    whole = screener(book, some).screen(some)
    shuffled = some.sample(fraction=1, shuffle=True, seed=SEED)
    turned = screener(book, some).screen(shuffled)
    assert turned.results["_row"].to_list() != whole.results["_row"].to_list()
    assert_frame_equal(turned.results.sort("_row"), whole.results)
    assert sorted(turned.contradictory, key=lambda one: one.row) == whole.contradictory
    one = screener(book, some)  # remembers what it decided
    parts = [one.screen(some.slice(first, size)) for first, size in ((30, 10), (0, 1), (1, 14), (15, 15))]
    assert_frame_equal(pl.concat([part.results for part in parts]).sort("_row"), whole.results)
    assert sorted((refused for part in parts for refused in part.contradictory), key=lambda one: one.row) == whole.contradictory


def test_a_row_is_answered_the_same_in_whatever_company(book: inforce.Book, some: pl.DataFrame) -> None:
    whole = {row["_row"]: row for row in screener(book, some).screen(some).results.to_dicts()}
    for number in Random(SEED).sample(sorted(whole), 5):
        alone = some.filter(pl.col("_row") == number)
        assert screener(book, alone).screen(alone).results.to_dicts() == [whole[number]]


def test_own_and_kept_columns_are_handed_through(book: inforce.Book, some: pl.DataFrame) -> None:
    table = some
    results = Screener(book, table.schema, on="2017-02-22", provisions=()).screen(table).results
    own = [name for name in table.columns if name.startswith(("_", "keep:"))]
    assert {"_row", "_line", "_key", "keep:Office", "keep:Team"} <= set(own)
    assert_frame_equal(results.select(own), table.filter(pl.col("_row").is_in(results["_row"].implode())).select(own))


# The planted faults: with each, the comparison above has to find a difference.


def everybody_alike(question: Question, view: View, where: pl.Series, blank: Mapping[str, Any]) -> pl.DataFrame:
    """Patterns that leave out what is known, so that one row's answer is remembered for all."""
    return pl.DataFrame({"nothing": [1] * int(where.sum())}, schema={"nothing": pl.UInt64})


def test_an_answer_remembered_for_the_wrong_rows_is_caught(book: inforce.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = batch_of(book, 0)
    provisions = batch.asked.provisions[::30]
    monkeypatch.setattr(decision, "keys", everybody_alike)
    assert any("engine ('depends'" in line for line in check(batch, provisions))


def test_reasons_of_other_rows_are_caught(book: inforce.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = batch_of(book, 0)
    provisions = batch.asked.provisions[::30]
    sound = decision.Decisions.reasons

    def backwards(self: decision.Decisions, numbers: pl.Series) -> dict[str, pl.Series]:
        return sound(self, numbers.reverse())

    monkeypatch.setattr(decision.Decisions, "reasons", backwards)
    assert check(batch, provisions)


def test_conflicting_facts_overlooked_are_caught(book: inforce.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = batch_of(book, 100, people=24)
    sound = Screener.__init__

    def without_constraints(self: Screener, *given: Any, **words: Any) -> None:
        sound(self, *given, **words)
        self.constraints = ()

    assert check(batch, ()) == []
    monkeypatch.setattr(Screener, "__init__", without_constraints)
    assert any("the kernel refuses it" in line for line in check(batch, ()))
