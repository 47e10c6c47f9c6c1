"""The crew: other processes decide what this one would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import inforce
from inforce.screen import crew
from inforce.screen.crew import CREW
from inforce.screen.engine import Screener
from inforce.screen.roster import open_roster

EXAMPLE = Path(__file__).parents[2] / "examples" / "roster" / "roster.csv"
ASKED = ("priority/2017/charged", "protection/daca", "process/expedited-removal/nationwide-2019")


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A crew of two, called for however few patterns, on a machine of however few cores."""
    monkeypatch.setattr(crew, "MANY", 1)
    monkeypatch.setattr(crew, "PORTION", 10)
    monkeypatch.setattr(CREW, "most", 2)
    CREW.end()
    yield
    CREW.end()


@pytest.fixture(scope="module")
def tables(book: inforce.Book) -> list[pl.DataFrame]:
    """Other people in the same places: two tables of one roster."""
    table = next(iter(open_roster(EXAMPLE, book=book).batches())).table
    return [table.slice(0, 60), table.slice(60, 60)]


def answers(book: inforce.Book, tables: list[pl.DataFrame]) -> list[pl.DataFrame]:
    screener = Screener(book, tables[0].schema, on="2017-02-22", provisions=ASKED)
    return [screener.screen(table).results for table in tables]


@pytest.fixture(scope="module")
def expected(book: inforce.Book, tables: list[pl.DataFrame]) -> list[pl.DataFrame]:
    """What this process says by itself."""
    return answers(book, tables)


@pytest.mark.usefixtures("called")
def test_rows_of_a_second_table_are_not_taken_for_those_of_the_first(book: inforce.Book, tables: list[pl.DataFrame], expected: list[pl.DataFrame]) -> None:
    found = answers(book, tables)
    assert len(CREW.hands) == 2
    for one, other in zip(found, expected, strict=True):
        assert_frame_equal(one, other)
