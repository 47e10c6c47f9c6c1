"""Typed columns: every type that a table may have says what it holds, or is refused; none stops the program otherwise."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
import pyarrow as pa
import pytest

from tests.roster.kit import Reader

DAY = date(2015, 3, 4)
WHOLE = (pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.UInt8, pl.UInt16, pl.UInt32, pl.UInt64)


def table(name: str, *cells: Any, dtype: Any = None) -> pl.DataFrame:
    return pl.DataFrame([pl.Series("Case ID", [f"K-{n}" for n in range(len(cells))]), pl.Series(name, cells, dtype=dtype, strict=False), pl.Series("TPS", [None] * len(cells), dtype=pl.Boolean)])


@pytest.mark.parametrize("dtype", WHOLE)
def test_whole_numbers_of_every_width(read: Reader, dtype: Any) -> None:
    assert read(table("Misdemeanor count", 0, 3, None, dtype=dtype)).of("misdemeanor_count") == [0, 3, None]
    assert read(table("DACA", 0, 1, None, dtype=dtype)).of("daca_current") == [False, True, None]


def test_numbers_out_of_reach_are_refused(read: Reader) -> None:
    assert [one.code for one in read(table("Misdemeanor count", -1, 2**62, 1, dtype=pl.Int64)).refused] == ["bad-number", "bad-number"]
    assert [one.code for one in read(table("Misdemeanor count", 2**64 - 1, 1, dtype=pl.UInt64)).refused] == ["bad-number"]
    told = read(table("Misdemeanor count", 2.0, 2.5, float("nan"), float("inf"), None, dtype=pl.Float64))
    assert (told.of("misdemeanor_count"), [one.row for one in told.refused]) == ([2, None, None, None], [1])
    assert read(table("Misdemeanor count", Decimal("2.00"), Decimal("2.50"))).of("misdemeanor_count") == [2]


@pytest.mark.parametrize(
    ("cell", "dtype"),
    [(DAY, pl.Date), (datetime(2015, 3, 4, 23, 30), pl.Datetime), (datetime(2015, 3, 4, 23, 30, tzinfo=UTC), pl.Datetime("us", "UTC")), (42067, pl.Int32), (42067.0, pl.Float64), (20150304, pl.Int64), ("4 mar 2015", pl.String)],
)
def test_days(read: Reader, cell: Any, dtype: Any) -> None:
    assert read(table("Last entry", cell, None, dtype=dtype)).of("entry_date") == [DAY, None]


def test_days_out_of_reach_and_days_that_say_nothing(read: Reader) -> None:
    told = read(table("Last entry", date(1900, 1, 1), date(1849, 1, 1), date(9999, 12, 31), date(1, 1, 1), DAY, dtype=pl.Date))
    assert (told.of("entry_date"), [(one.row, one.code) for one in told.refused]) == ([None, None, DAY], [(1, "date-out-of-range"), (2, "date-out-of-range")])
    assert told.refused[0].cells["Last entry"] == "1849-01-01"


@pytest.mark.parametrize("dtype", [pl.String, pl.Categorical, pl.Enum(["MX", "Perú"])])
def test_words(read: Reader, dtype: Any) -> None:
    assert read(table("Nationality", "MX", "Perú", None, dtype=dtype)).of("nationality") == ["MX", "PE", None]


def test_citizenship_of_truth_values_is_an_answer(read: Reader) -> None:
    told = read(table("Citizenship", True, False, None))
    assert told.of("us_citizen") == [True, False, None]
    assert told.column("Citizenship").why == "values-citizen"


@pytest.mark.parametrize(
    ("name", "cell", "code"),
    [("Last entry", True, "bad-date"), ("Last entry", time(1, 2), "bad-date"), ("DACA", DAY, "unknown-word"), ("Nationality", DAY, "unknown-word"), ("Nationality", 3, "unknown-word"), ("Misdemeanor count", DAY, "bad-number"), ("Misdemeanor count", True, "bad-number")],
)
def test_a_type_that_does_not_fit_refuses_its_rows(read: Reader, name: str, cell: Any, code: str) -> None:
    told = read(table(name, cell, None))
    assert [(one.row, one.column, one.code) for one in told.refused] == [(0, name, code)]


@pytest.mark.parametrize("cell", [[1], {"a": 1}, b"raw", timedelta(1), object()])
@pytest.mark.parametrize("name", ["Case ID", "DACA", "Last entry"])
def test_types_of_which_no_cell_comes_are_said(read: Reader, cell: Any, name: str) -> None:
    made = pl.DataFrame([pl.Series(name, [cell], dtype=pl.Object if type(cell) is object else None), pl.Series("TPS", [True])])
    assert f"column `{name}` holds neither text nor numbers, dates or truth values [wrong-type]" in read.fault(made)


def test_a_column_of_nothing(read: Reader) -> None:
    for name in ("DACA", "Last entry", "Nationality", "Misdemeanor count"):
        assert read(table(name, None, None)).rows == [{"_key": "K-0"}, {"_key": "K-1"}]
    assert read(pa.table({"Case ID": pa.array(["K-1"]).dictionary_encode(), "DACA": pa.nulls(1)})).rows == [{"_key": "K-1"}]


def test_parts_of_facts_by_their_own_names(read: Reader) -> None:
    told = read(
        pl.DataFrame(
            {"entry_date.from": [DAY, DAY, None], "entry_date.to": [DAY, date(2014, 1, 1), DAY], "convictions:felony": [True, None, False], "entry_manner=paroled": [True, None, False], "misdemeanor_count.to": [3, None, 0]}
        )
    )
    assert told.of("entry_date.to") == [DAY, DAY]
    assert told.of("convictions:felony") == [True, False]
    assert told.of("entry_manner=paroled") == [True, False]
    assert told.of("misdemeanor_count.to") == [3, 0]
    assert [(one.row, one.fact, one.code) for one in told.refused] == [(1, "entry_date", "contradiction")]
