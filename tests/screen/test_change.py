"""Change: told by what a rule bears, from the earlier day to the later, by provision and by kept column."""

from __future__ import annotations

from itertools import product

import polars as pl
import pytest

import inforce
from inforce.rulebook.frame import OUTCOMES
from inforce.screen.change import KINDS, OF_BEARING, OUTCOME, change, kind_of
from inforce.screen.question import Question, question
from inforce.screen.results import Layout
from inforce.screen.tally import Tally
from tests.screen.kit import AFTER, BEFORE, plain_engine, roster

BEARINGS = tuple(OF_BEARING)


@pytest.mark.parametrize(
    ("bearing", "was", "now", "kind"),
    [
        ("burden", "no", "reached", "newly_reached"),
        ("burden", "pending", "reached", "newly_reached"),
        ("burden", "exempt", "reached", "newly_reached"),
        ("burden", "reached", "no", "lifted"),
        ("burden", "reached", "exempt", "lifted"),
        ("burden", "no", "pending", "otherwise"),
        ("benefit", "no", "reached", "gained"),
        ("benefit", "reached", "suspended", "lost"),
        ("benefit", "reached", "no", "lost"),
        ("procedure", "no", "reached", "procedure_changed"),
        ("procedure", "reached", "no", "procedure_changed"),
        ("burden", "reached", "depends", "now_depends"),
        ("benefit", "depends", "reached", "no_longer_depends"),
        ("procedure", "depends", "no", "no_longer_depends"),
        ("burden", "depends", "depends", None),
    ],
)
def test_kind(bearing: str, was: str, now: str, kind: str | None) -> None:
    assert kind_of(bearing, was, now) == kind


def test_nobody_who_lost_a_protection_is_said_to_be_freed() -> None:
    kinds = {kind_of("benefit", was, now) for was, now in product(OUTCOMES, OUTCOMES)}
    assert kinds & {"lifted", "newly_reached", "procedure_changed"} == set()
    assert kind_of("burden", "reached", "no") not in ("gained", "lost")


@pytest.mark.parametrize("bearing", BEARINGS)
def test_columns_say_what_single_cases_say(bearing: str) -> None:
    pairs = list(product(OUTCOMES, OUTCOMES))
    table = pl.DataFrame({"was": [was for was, _ in pairs], "now": [now for _, now in pairs]}, schema={"was": OUTCOME, "now": OUTCOME})
    found = table.select(change(bearing, pl.col("was"), pl.col("now")).alias("kind"))["kind"].to_list()
    assert found == [kind_of(bearing, was, now) for was, now in pairs]
    assert set(found) - {None} == set(OF_BEARING[bearing])


def tallied(book: inforce.Book, asked: Question, seed: int = 7) -> tuple[Tally, pl.DataFrame]:
    rows = roster(rows=200, batch=70, seed=seed, bad=())
    layout = Layout(book, asked, ("office",))
    tally = Tally(layout)
    tables = [layout.arrange(answered.now, answered.other) for answered in plain_engine(book, asked, [batch.table for batch in rows.made])]
    for table in tables:
        tally.see(table)
    return tally, pl.concat(tables)


def test_the_tally_counts_what_the_rows_say(book: inforce.Book, asked: Question) -> None:
    tally, rows = tallied(book, asked)
    assert tally.cases == rows.height == 200
    for name in asked.provisions:
        assert sum(tally.pairs(name).values()) == 200
        assert {k: v for k, v in tally.outcomes(name).items() if v} == dict(rows[name].cast(pl.String).value_counts().iter_rows())
        assert {k: v for k, v in tally.outcomes(name, later=False).items() if v} == dict(rows[f"{name}|compared"].cast(pl.String).value_counts().iter_rows())
        assert {k: v for k, v in tally.changes(name).items() if v} == dict(rows[f"{name}|change"].drop_nulls().cast(pl.String).value_counts().iter_rows())
    columns = [f"{name}|change" for name in asked.provisions]
    for kind in KINDS:
        has = rows.filter(pl.any_horizontal(pl.col(name) == kind for name in columns))
        assert tally.kinds[kind] == has.height
        groups = tally.groups("office")
        assert groups is not None
        for office, counts in groups.items():
            assert counts[kind] == has.filter(pl.col("office") == office).height
            assert counts[""] == rows.filter(pl.col("office") == office).height
    assert tally.changed == rows.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in columns)).height > 0


def test_values_that_name_people_are_not_told_apart(book: inforce.Book, asked: Question) -> None:
    layout = Layout(book, asked, ("name",))
    tally = Tally(layout)
    (batch,) = roster(rows=50, batch=50, bad=()).made
    table = batch.table.with_columns(pl.col("_key").alias("keep:name"))
    for answered in plain_engine(book, asked, [table]):
        tally.see(layout.arrange(answered.now, answered.other))
    assert tally.groups("name") is None


def test_one_day_alone_has_no_change(book: inforce.Book) -> None:
    asked = question(book, on=AFTER, provisions=["protection/not-removable"])
    tally, rows = tallied(book, asked)
    assert "protection/not-removable|change" not in rows.columns
    assert tally.kinds == dict.fromkeys(KINDS, 0)


@pytest.mark.parametrize(
    ("words", "code"),
    [({"on": AFTER, "compared": AFTER}, "bad-use"), ({"on": AFTER, "provisions": ["priorty"]}, "unknown-provision"), ({"on": "2011-01-01"}, "before-first-day"),
     ({"on": AFTER, "state": "ZZ"}, "unknown-state"), ({"on": AFTER, "readings": {"no-such": "other"}}, "unknown-reading"), ({"on": AFTER, "compared": "yesterday"}, "bad-date")],
)  # fmt: skip
def test_a_bad_question(book: inforce.Book, words: dict[str, object], code: str) -> None:
    with pytest.raises(inforce.InforceError) as caught:
        question(book, **words)  # type: ignore[arg-type]
    assert caught.value.code == code


def test_families_and_ids_are_asked_in_the_order_of_the_syllabus(book: inforce.Book) -> None:
    asked = question(book, on=BEFORE, provisions=["protection/daca", "priority/2017/", "ground/fraud"])
    assert asked.provisions[0] == "ground/fraud"
    assert len([name for name in asked.provisions if name.startswith("priority/2017/")]) == 9
    assert [name for name in book.library.encoded if name in asked.provisions] == list(asked.provisions)
    assert question(book, on=BEFORE).provisions == book.library.encoded
