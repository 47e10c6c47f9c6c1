"""Rows with a day of their own: a profile names the column, and each row is answered on its day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import polars as pl
import pytest

import inforce
from inforce.language.error import InforceError
from inforce.screen.caseload import answer
from tests.roster.kit import Reader
from tests.screen import kit

PLAIN = {name: value for name, value in kit.PLAIN.items() if name != "daca_current"}

PROFILE = 'columns:\n  "Case ID": key\n  "Arrested": {fact: on, dates: month/day/year}\n  "US citizen": us_citizen\n'
RULE = "priority/2014/2c-recent-entry"


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "profile.yaml"
    path.write_text(PROFILE)
    return path


def test_the_day_is_read_and_a_row_without_one_is_refused(read: Reader, profile: Path) -> None:
    days = ("2/19/2017", "2017-02-22", "2017", "", "unknown", "31/31/2017", "1/1/1900", "1/1/1990")
    told = read("Case ID,Arrested,US citizen\n" + "".join(f"K-{n},{day},no\n" for n, day in enumerate(days)), profile=profile)
    assert told.of("_on") == [date(2017, 2, 19), date(2017, 2, 22)]
    assert told.codes == [(4, "bad-date"), (5, "no-day"), (6, "no-day"), (7, "no-such-day"), (8, "no-day"), (9, "before-first-day")]
    assert {one.column for one in told.refused} == {"Arrested"}


@pytest.mark.parametrize("dtype", [pl.Date, pl.Datetime])
def test_typed_days_are_judged_the_same(read: Reader, profile: Path, dtype: type[pl.DataType]) -> None:
    days = [datetime(2017, 2, 19, 12), None, datetime(1990, 1, 1)]
    table = pl.DataFrame({"Case ID": ["K-0", "K-1", "K-2"], "Arrested": pl.Series(days).cast(dtype), "US citizen": [False, False, False]})
    told = read(table, profile=profile)
    assert told.of("_on") == [date(2017, 2, 19)]
    assert [(one.row, one.code) for one in told.refused] == [(1, "no-day"), (2, "before-first-day")]


def test_each_row_is_answered_on_its_day(book: inforce.Book, profile: Path) -> None:
    days = ["2017-02-19", "2017-02-22", "2013-01-01", "2017-02-19"]
    table = pl.DataFrame({"Case ID": [f"K-{n}" for n in range(4)], "Arrested": days, "US citizen": ["no", "no", "no", "yes"]})
    found = answer(book, table, provisions=[RULE], profile=profile, on="2017-01-01")
    assert [str(day) for day in found.results["on"]] == days
    wanted = [book.determine({"us_citizen": n == 3}, on=day, provisions=[RULE])[RULE] for n, day in enumerate(days)]
    assert found.results[RULE].to_list() == [one.outcome for one in wanted]
    assert [list(facts) for facts in found.results[f"{RULE}|depends_on"]] == [list(one.depends_on) for one in wanted]
    assert len(set(found.results[RULE])) > 1


def test_such_rows_are_not_compared_with_another_day(book: inforce.Book, profile: Path) -> None:
    table = pl.DataFrame({"Case ID": ["K-0"], "Arrested": ["2017-02-19"], "US citizen": ["no"]})
    with pytest.raises(InforceError, match="rows that carry their own day cannot be compared"):
        answer(book, table, provisions=[RULE], profile=profile, on="2017-02-22", compared="2017-02-19")


def test_past_the_horizon_is_judged_by_the_days_of_the_rows(book: inforce.Book, profile: Path) -> None:
    horizon = book.library.provisions[RULE].horizon
    days = {"before": horizon.isoformat(), "after": horizon.replace(year=horizon.year + 1).isoformat()}
    found = {}
    for name, day in days.items():
        table = pl.DataFrame({"Case ID": ["K-0"], "Arrested": [day], "US citizen": ["no"]})
        found[name] = answer(book, table, provisions=[RULE], profile=profile, on=days["after" if name == "before" else "before"])
    assert {name: one.results["past_horizon"].to_list() for name, one in found.items()} == {"before": [False], "after": [True]}
    assert {name: one.summary.past for name, one in found.items()} == {"before": (), "after": (RULE,)}


DAYS = ("2013-06-01", "2014-11-20", "2017-01-25", "2017-02-19", "2017-02-20", "2017-06-14", "2018-01-09", "2020-06-30", "2021-01-20", "2021-11-29", "2025-01-21", "2025-01-24")
RULES = ("priority/2014/2c-recent-entry", "priority/2017/charged", "process/expedited-removal/border-2004", "process/expedited-removal/nationwide-2019", "protection/daca")


def test_rows_on_many_days_are_answered_as_the_kernel_answers_each(book: inforce.Book, profile: Path) -> None:
    """Days with the same rules are asked about together; a day still moves what is counted from it."""
    random = Random(20170220)
    text = PROFILE + '  "Came": entry_date\n  "How": entry_manner\n  "Here": continuously_present_since\n'
    profile.write_text(text + '  "DACA": daca_current\n  "Charged": charge_unresolved\n' + "".join(f'  "{name}": {name}\n' for name in PLAIN))
    rows = []
    for number in range(40):
        on = date.fromisoformat(random.choice(DAYS))
        back = [None, *(on - timedelta(days=days) for days in (10, 14, 15, 700, 730, 731, 4000))]
        came = random.choice(back)
        here = random.choice([None, came, came])
        how = random.choice([None, "without_inspection"])
        said = [random.choice([None, True, False, False]) for _ in range(3)]
        rest = PLAIN.values() if random.random() < 0.7 else [None] * len(PLAIN)
        rows.append((f"K-{number}", on, said[0], came, how, here, said[1], said[2], *rest))
    names = ("Case ID", "Arrested", "US citizen", "Came", "How", "Here", "DACA", "Charged", *PLAIN)
    table = pl.DataFrame(rows, schema={**dict.fromkeys(names, pl.Boolean), "Case ID": pl.String, "How": pl.String, **dict.fromkeys(("Arrested", "Came", "Here"), pl.Date)}, orient="row")
    found = answer(book, table, provisions=RULES, profile=profile, on="2017-01-01")
    facts = ("us_citizen", "entry_date", "entry_manner", "continuously_present_since", "daca_current", "charge_unresolved", *PLAIN)
    assert found.results.height + found.quarantine.height == len(rows)
    checked = 0
    by_key = {row[0]: row for row in rows}
    for told in found.results.iter_rows(named=True):
        _, on, *values = by_key[told["key"]]
        given = {name: value.isoformat() if isinstance(value, date) else value for name, value in zip(facts, values, strict=True) if value is not None}
        wanted = book.determine(given, on=on, provisions=RULES)
        for rule in RULES:
            assert (told["key"], rule, told[rule]) == (told["key"], rule, wanted[rule].outcome)
            assert list(told[f"{rule}|depends_on"]) == list(wanted[rule].depends_on)
            checked += 1
    print(f"own days: seed 20170220, {checked} answers of {found.results.height} rows on {len(DAYS)} days are the kernel's")
    assert len({told for rule in RULES for told in found.results[rule]}) >= 3
