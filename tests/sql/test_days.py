"""Calendar months: a statement moves a day as `language/day.py` does, on every day of eight years."""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
import pytest
from sqlglot import exp

import inforce
from inforce.backends import sql
from inforce.backends.sql.base import Dialect, Expression, named
from inforce.backends.sql.base import number as number_of
from inforce.backends.sql.duckdb import DuckDB
from inforce.language.day import shift
from tests.sql.kit import ask, run

MONTHS = (-216, -14, -12, -1, 0, 1, 3, 6, 11, 12, 25, 192, 216)
DAYS = (-1, 0, 10)
ALL = [date(2010, 1, 1) + timedelta(days=index) for index in range(8 * 365 + 2)]


def moved(dialect: Dialect) -> list[tuple[date, ...]]:
    """Every day, moved in every way, by DuckDB."""
    moves = [named(exp.cast(dialect.shift("day", months, days), "DATE"), f"{months}/{days}") for months in MONTHS for days in DAYS]
    select = exp.select(*moves).from_("days").order_by(exp.column("day", quoted=True))
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        connection.execute("CREATE TABLE days AS SELECT unnest(generate_series(DATE '2010-01-01', DATE '2017-12-31', INTERVAL 1 DAY))::DATE AS day")
        return connection.execute(dialect.sql(select)).fetchall()


def expected() -> list[tuple[date, ...]]:
    return [tuple(date.fromordinal(shift(day.toordinal(), months, days)) for months in MONTHS for days in DAYS) for day in ALL]


def test_a_day_moved_is_where_the_kernel_moves_it() -> None:
    assert moved(DuckDB()) == expected()


def test_the_day_added_is_what_makes_it_so() -> None:
    """The planted fault: months as the engine counts them."""

    class Plain(DuckDB):
        def was_cut(self, day: Expression, moved: Expression) -> Expression:
            return number_of(0)

    wrong = [(day, one, other) for day, one, other in zip(ALL, moved(Plain()), expected(), strict=True) if one != other]
    assert wrong
    assert all(day.day > 28 for day, _, _ in wrong)


@pytest.mark.parametrize(
    ("birth", "entry", "outcome"),
    [
        ("1992-02-29", "2010-02-27", "reached"),
        ("1992-02-29", "2010-02-28", "reached"),  # eighteen only on 1 March: there is no 29 February 2010
        ("1992-02-29", "2010-03-01", "no"),
        ("1992-02-28", "2010-02-28", "no"),
        (None, "2010-02-28", None),
        ("1992-02-29", None, None),
    ],
)
def test_a_leap_day_comes_of_age_on_the_first_of_march(small: inforce.Book, birth: str | None, entry: str | None, outcome: str | None) -> None:
    person = {"birth_date": birth, "entry_date": entry, "entry_manner": "without_inspection"}
    assert run(sql.statement(small, ask("draft/minor"), "duckdb"), [person])[0]["draft/minor"] == outcome
