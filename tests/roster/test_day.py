"""Dates in the declared forms alone; a column that reads both ways stops; a bare year or month is a range."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from inforce.screen.roster.day import DAY_FIRST, MONTH_FIRST, read_date
from inforce.screen.roster.refused import Unreadable
from tests.roster.kit import Reader, Told

DAY = date(2015, 3, 4)


def column(read: Reader, *cells: str, **words: object) -> Told:
    return read("Case ID;Last entry\n" + "".join(f"K-{n};{cell}\n" for n, cell in enumerate(cells)), **words)


def days(text: str, order: str | None = None) -> tuple[date, date] | None:
    found = read_date(text, order)
    return None if found is None else (date.fromordinal(found[0]), date.fromordinal(found[1]))


@pytest.mark.parametrize(
    "text",
    ["2015-03-04", "2015/3/4", "2015.03.04", "20150304", "2015-03-04T10:20:30Z", "2015-03-04 10:20", "4 Mar 2015", "4 March 2015", "March 4, 2015", "Mar. 4th, 2015",
     "4 de marzo de 2015", "4 de Marzo del 2015", "marzo 4, 2015", "04 mar 2015", " 2015-03-04 ", "42067", "42067.5"],
)
def test_forms_that_read_one_way(text: str) -> None:
    assert days(text) == days(text, MONTH_FIRST) == days(text, DAY_FIRST) == (DAY, DAY)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("2015", date(2015, 1, 1), date(2015, 12, 31)), ("2015.0", date(2015, 1, 1), date(2015, 12, 31)), ("2016-02", date(2016, 2, 1), date(2016, 2, 29)), ("02/2015", date(2015, 2, 1), date(2015, 2, 28)),
     ("marzo de 2015", date(2015, 3, 1), date(2015, 3, 31)), ("March 2015", date(2015, 3, 1), date(2015, 3, 31))],
)
def test_a_year_or_a_month_is_a_range(text: str, first: date, last: date) -> None:
    assert days(text) == (first, last)


@pytest.mark.parametrize("text", ["1900-01-01", "1/1/1900", "01/00/1900", "0", "1", "0.0", "0000-00-00", "0001-01-01", "1899-12-30", "12/31/1899", "1900-01-01 00:00:00"])
def test_the_days_by_which_databases_say_nothing(text: str) -> None:
    assert days(text, MONTH_FIRST) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("3/4/15", "two-digit-year"), ("4 Mar 15", "two-digit-year"), ("2015-02-29", "no-such-day"), ("31/31/2015", "no-such-day"), ("2015-13", "no-such-day"), ("1849-12-31", "date-out-of-range"),
     ("2201-01-01", "date-out-of-range"), ("last spring", "bad-date"), ("yesterday", "bad-date"), ("today", "bad-date"), ("about 2015", "bad-date"), ("2015?", "bad-date"), ("Q1 2015", "bad-date"),
     ("4 Mar", "bad-date"), ("3/4", "bad-date"), ("1425427200", "bad-date"), ("2015-03-04/2015-04-04", "bad-date"), ("4 Smarch 2015", "bad-date"), ("3-4/2015", "bad-date"), ("٤/٣/٢٠١٥", "bad-date")],
)
def test_nothing_else_is_read(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_date(text, MONTH_FIRST)
    assert caught.value.code == code


def test_a_date_of_two_readings_is_never_read_without_an_order() -> None:
    with pytest.raises(Unreadable):
        read_date("3/4/2015", None)
    assert days("3/3/2015") == (date(2015, 3, 3), date(2015, 3, 3))  # reads one way
    rng = Random(2015)
    for _ in range(300):
        day = date(rng.randint(1900, 2100), rng.randint(1, 12), rng.randint(2, 28))
        assert days(f"{day.month}/{day.day}/{day.year}", MONTH_FIRST) == days(f"{day.day}-{day.month}-{day.year}", DAY_FIRST) == (day, day)


def test_a_column_that_reads_both_ways_stops_and_asks(read: Reader) -> None:
    text = "Case ID;Last entry\nK-1;3/4/2015\nK-2;5/6/2015\nK-3;5/5/2015\n"
    assert read.fault(text).splitlines() == [
        f"{read.folder}/roster-0.csv: each of 2 dates of column `Last entry` reads both ways, month first and day first [ambiguous-date]",
        '  help: write `dates: month/day/year` in a profile, or --dates "Last entry=month/day/year"; or day/month/year',
    ]
    assert read(text, dates={"Last entry": "day/month/year"}).of("entry_date") == [date(2015, 4, 3), date(2015, 6, 5), date(2015, 5, 5)]
    assert read(text, dates={"Last entry": "month/day/year"}).of("entry_date") == [DAY, date(2015, 5, 6), date(2015, 5, 5)]


def test_one_date_that_reads_one_way_settles_the_column(read: Reader) -> None:
    assert column(read, "3/4/2015", "13/4/2015").of("entry_date") == [date(2015, 4, 3), date(2015, 4, 13)]
    told = column(read, "3/4/2015", "4/13/2015")
    assert told.of("entry_date") == [DAY, date(2015, 4, 13)]
    assert any("A date such as 3/4/2015 is month/day/year." in line for line in told.roster.mapping.lines())


def test_a_rare_one_settles_nothing_and_two_orders_stop(read: Reader) -> None:
    many = [f"3/{n}/{year}" for n in (4, 5, 6, 7) for year in range(2000, 2010)]
    text = "Case ID;Last entry\n" + "".join(f"K-{n};{cell}\n" for n, cell in enumerate([*many, "13/4/2015"]))
    assert "40 dates of column `Last entry` read both ways, and only 1 as day/month/year alone, too few to settle it [ambiguous-date]" in read.fault(text)
    assert "dates of column `Last entry` are in two orders: 1 only as month/day/year, 1 only as day/month/year [ambiguous-date]" in read.fault("Case ID;Last entry\nK-1;4/13/2015\nK-2;13/4/2015\n")
    assert column(read, "4/13/2015", "13/4/2015", dates={"Last entry": "day/month/year"}).codes == [(2, "no-such-day")]


def test_every_column_that_stops_is_named_at_once(read: Reader) -> None:
    told = read.fault("Case ID;Last entry;DOB\nK-1;3/4/2015;3/4/1990\n")
    assert told.count("[ambiguous-date]") == 2
    assert "3/4/2015" not in told


def test_ranges_fill_both_ends(read: Reader) -> None:
    told = column(read, "2015", "2015-03", "2015-03-04", "")
    assert told.of("entry_date.from") == [date(2015, 1, 1), date(2015, 3, 1), DAY, None]
    assert told.of("entry_date.to") == [date(2015, 12, 31), date(2015, 3, 31), DAY, None]
    assert "entry_date" in column(read, "2015-03-04").roster.schema


def test_a_cell_that_is_no_date_costs_its_own_row(read: Reader) -> None:
    told = column(read, "2015-03-04", "in the spring", "3/4/15", "2015-02-30", "1/1/1900", "desconocido")
    assert told.codes == [(3, "bad-date"), (4, "two-digit-year"), (5, "no-such-day")]
    assert told.of("entry_date") == [DAY, None, None]
    assert [one.reason for one in told.refused] == [
        "column `Last entry`: not a date in a form that is declared",
        "column `Last entry`: a year of two digits does not say its century",
        "column `Last entry`: the day is not on the calendar",
    ]
    assert "entry_date.from" not in told.roster.schema
