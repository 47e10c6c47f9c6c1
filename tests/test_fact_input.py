"""Facts as people give them: partly, wrongly, or in conflict."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

import inforce
from inforce.kernel.theory import Contradiction
from inforce.language.error import ErrorGroup
from tests.rulebooks import load

ON = "2017-03-05"
DATES = "dates are written YYYY-MM-DD, YYYY-MM or YYYY"
A_RANGE = "takes a range `{from: ..., to: ...}` [wrong-type]"

WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "unknown fact, nearest": ({"us_citisen": True}, "facts.us_citisen: unknown fact `us_citisen` [unknown-fact]\n  help: did you mean `us_citizen`?"),
    "unknown fact": ({"zzzzzz": True}, "facts.zzzzzz: unknown fact `zzzzzz` [unknown-fact]\n  help: facts are declared in law/facts.yaml"),
    "the day is no fact": ({"on": "2017-01-01"}, "facts.on: `on` is no fact of a person [unknown-fact]\n  help: give the day as `on`, a reading as --reading"),
    "word for a bool": ({"us_citizen": "yes"}, "facts.us_citizen: fact `us_citizen` takes `true` or `false` [wrong-type]"),
    "number for a bool": ({"us_citizen": 1}, "facts.us_citizen: fact `us_citizen` takes `true` or `false` [wrong-type]"),
    "word for a number": ({"misdemeanor_count": "3"}, "facts.misdemeanor_count: fact `misdemeanor_count` takes a whole number [wrong-type]"),
    "bool for a number": ({"misdemeanor_count": True}, "facts.misdemeanor_count: fact `misdemeanor_count` takes a whole number [wrong-type]"),
    "fraction for a number": ({"misdemeanor_count": 1.5}, "facts.misdemeanor_count: fact `misdemeanor_count` takes a whole number [wrong-type]"),
    "number below zero": ({"misdemeanor_count": -1}, "facts.misdemeanor_count: fact `misdemeanor_count` takes a number from 0 to 1000000 [bad-number]"),
    "bool for a word": (
        {"nationality": False},
        "facts.nationality: fact `nationality` takes one of CA, GT, HN, MX, NO [wrong-type]\n  help: quote the word",
    ),
    "unknown value": (
        {"entry_manner": "paroledd"},
        "facts.entry_manner: fact `entry_manner` has no value `paroledd` [unknown-value]\n  help: did you mean `paroled`?",
    ),
    "unknown country": (
        {"nationality": "XX"},
        "facts.nationality: fact `nationality` has no country `XX` [unknown-country]\n  help: values: CA, GT, HN, MX, NO",
    ),
    "unknown state": ({"state": "XX"}, "facts.state: fact `state` has no state `XX` [unknown-state]\n  help: values: CA, DC, LA, MA, ME, TX, WA"),
    "one word for a set": (
        {"convictions": "felony"},
        "facts.convictions: fact `convictions` takes a list of values, or a mapping of values to true or false [wrong-type]",
    ),
    "unknown value of a set": (
        {"convictions": ["felonny"]},
        "facts.convictions: fact `convictions` has no value `felonny` [unknown-value]\n  help: did you mean `felony`?",
    ),
    "word for a member's truth": (
        {"convictions": {"felony": "yes"}},
        "facts.convictions: fact `convictions` takes a list of values, or a mapping of values to true or false [wrong-type]",
    ),
    "day that does not exist": (
        {"entry_date": "2017-02-29"},
        "facts.entry_date: fact `entry_date`: the day `2017-02-29` does not exist [bad-date]\n  help: dates are written YYYY-MM-DD",
    ),
    "month that does not exist": (
        {"entry_date": "2016-13"},
        "facts.entry_date: fact `entry_date`: the day `2016-13` does not exist [bad-date]\n  help: dates are written YYYY-MM-DD",
    ),
    "words for a day": ({"entry_date": "soon"}, f"facts.entry_date: fact `entry_date` takes a date [bad-date]\n  help: {DATES}"),
    "bool for a day": ({"entry_date": True}, f"facts.entry_date: fact `entry_date` takes a date [bad-date]\n  help: {DATES}"),
    "digits for a day": ({"entry_date": 20170101}, f"facts.entry_date: fact `entry_date` takes a date [bad-date]\n  help: {DATES}"),
    "day long ago": ({"entry_date": "1700-01-01"}, "facts.entry_date: fact `entry_date` takes a date from 1850 to 2200 [bad-date]"),
    "empty range of days": (
        {"entry_date": {"from": "2016", "to": "2015"}},
        "facts.entry_date: the range of fact `entry_date` ends before it starts [empty-range]",
    ),
    "empty range of numbers": (
        {"misdemeanor_count": {"from": 3, "to": 1}},
        "facts.misdemeanor_count: the range of fact `misdemeanor_count` ends before it starts [empty-range]",
    ),
    "range with another key": ({"entry_date": {"from": "2015", "til": "2016"}}, f"facts.entry_date: fact `entry_date` {A_RANGE}"),
    "range without ends": ({"entry_date": {}}, f"facts.entry_date: fact `entry_date` {A_RANGE}"),
    "no value left": (
        {"entry_manner": dict.fromkeys(("admitted", "paroled", "without_inspection"), False)},
        "facts.entry_manner: fact `entry_manner` leaves no value possible [empty-range]",
    ),
}


def determine(facts: Any, on: Any = ON, **more: Any) -> inforce.Answer:
    return load("pause").determine(facts, on=on, **more)


@pytest.mark.parametrize(("facts", "said"), WRONG.values(), ids=WRONG.keys())
def test_wrong_fact_is_refused_at_its_path(facts: dict[str, Any], said: str) -> None:
    with pytest.raises(ErrorGroup) as error:
        determine(facts)
    assert str(error.value) == said


def test_every_wrong_fact_is_shown_at_once() -> None:
    with pytest.raises(ErrorGroup) as error:
        determine({"us_citisen": 1, "entry_date": "x", "child": True, "state": "XX"})
    assert [str(one.where) for one in error.value.errors] == ["facts.us_citisen", "facts.entry_date", "facts.state"]


def test_name_that_is_no_word_is_refused() -> None:
    with pytest.raises(ErrorGroup) as error:
        determine({5: True})
    assert str(error.value) == "facts.5: a fact's name is a word [unknown-fact]\n  help: facts are declared in law/facts.yaml"


@pytest.mark.parametrize("day", ["2017-03-06", "2017-04", "2018"])
def test_fact_dated_after_the_day_asked_about_is_impossible(day: str) -> None:
    with pytest.raises(Contradiction) as error:
        determine({"child": True, "entry_date": day})
    assert error.value.facts == ("entry_date",)
    assert (
        str(error.value)
        == "fact `entry_date` is impossible on the day asked about [contradiction]\n  help: the dates of a person's life are not after the day asked about"
    )
    determine({"entry_date": ON})


@pytest.mark.parametrize(
    ("facts", "conflict", "says"),
    [
        (
            {"child": True, "us_citizen": True, "removable": True, "nationality": "MX"},
            ("us_citizen", "removable"),
            "a citizen is neither a permanent resident nor removable",
        ),
        ({"birth_date": "2017-01-02", "entry_date": "2017-01-01"}, ("birth_date", "entry_date"), "birth is not after entry"),
        ({"birth_date": "1990", "entry_date": {"to": "1989"}}, ("birth_date", "entry_date"), "birth is not after entry"),
        ({"convictions": [], "misdemeanor_count": 2}, ("convictions", "misdemeanor_count"), "no convictions means no count of them"),
        ({"convictions": [], "misdemeanor_count": {"from": 1}}, ("convictions", "misdemeanor_count"), "no convictions means no count of them"),
    ],
)
def test_facts_in_conflict_are_all_named_and_no_other(facts: dict[str, Any], conflict: tuple[str, ...], says: str) -> None:
    with pytest.raises(Contradiction) as error:
        determine(facts)
    assert error.value.facts == conflict
    assert str(error.value) == f"the facts {', '.join(f'`{fact}`' for fact in conflict)} are in conflict [contradiction]\n  help: {says}"


def test_a_set_in_conflict_with_itself_is_named() -> None:
    with pytest.raises(Contradiction) as error:
        determine({"convictions": {"felony": True, "any_offense": False}})
    assert error.value.facts == ("convictions",)
    assert error.value.help == "a felony is an offense"


def test_days_since_entry_says_when_entry_was() -> None:
    book = load("pause")
    assert book._derive({"days_since_entry": (5, 5)}, date(2017, 3, 5)) == {"entry_date": (date(2017, 2, 28).toordinal(),) * 2}
    with pytest.raises(inforce.InforceError) as error:
        determine({"days_since_entry": 5, "entry_date": "2017-01-01"})
    assert str(error.value) == (
        "the facts `entry_date`, `days_since_entry` are in conflict [contradiction]\n  help: `days_since_entry` is the day asked about less `entry_date`"
    )
    determine({"days_since_entry": 5, "entry_date": "2017-02"})


@pytest.mark.parametrize(
    ("given", "interval"),
    [
        ("2015", ("2015-01-01", "2015-12-31")),
        (2015, ("2015-01-01", "2015-12-31")),
        ("2016-02", ("2016-02-01", "2016-02-29")),
        ("2015-12", ("2015-12-01", "2015-12-31")),
        ({"from": "2015-06", "to": "2016"}, ("2015-06-01", "2016-12-31")),
        ({"from": 2015}, ("2015-01-01", "2200-12-31")),
        ({"from": None, "to": "2015-02"}, ("1850-01-01", "2015-02-28")),
        (date(2015, 3, 4), ("2015-03-04", "2015-03-04")),
        (datetime(2015, 3, 4, 12), ("2015-03-04", "2015-03-04")),
    ],
)
def test_a_date_may_be_a_day_a_month_a_year_or_a_range(given: object, interval: tuple[str, str]) -> None:
    read = load("pause").library.vocabulary["entry_date"].read(given)
    assert read == tuple(date.fromisoformat(day).toordinal() for day in interval)


@pytest.mark.parametrize(
    ("name", "given"),
    [("child", None), ("entry_date", {"from": None, "to": None}), ("convictions", {}), ("convictions", {"felony": None}), ("entry_manner", {})],
)
def test_what_says_nothing_leaves_the_fact_unknown(name: str, given: object) -> None:
    assert load("pause").read_facts({name: given}) == {}


@pytest.mark.parametrize(
    "raw", [True, "2016-03-04", {"from": "2016-03-04"}, {"felony": False}, ["felony", "any_offense"], [], "paroled", {"paroled": False}, 3, {"to": 3}]
)
def test_what_is_written_reads_back_the_same(raw: object) -> None:
    vocabulary = load("pause").library.vocabulary
    read = 0
    for name in ("child", "entry_date", "convictions", "entry_manner", "misdemeanor_count"):
        try:
            value = vocabulary[name].read(raw)
        except inforce.InforceError:
            continue
        assert value is not None
        assert vocabulary[name].read(vocabulary[name].write(value)) == value
        read += 1
    assert read >= 1


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2011-12-31", "the rulebook begins on 2012-01-01; 2011-12-31 is before it [before-first-day]\n  help: ask about 2012-01-01 or later"),
        (date(2011, 12, 31), "the rulebook begins on 2012-01-01; 2011-12-31 is before it [before-first-day]\n  help: ask about 2012-01-01 or later"),
        ("2017", "`on` takes one day [bad-date]\n  help: dates are written YYYY-MM-DD"),
        ("2017-02-30", "`on`: the day `2017-02-30` does not exist [bad-date]\n  help: dates are written YYYY-MM-DD"),
        ("today", f"`on` takes a date [bad-date]\n  help: {DATES}"),
    ],
)
def test_day_asked_about_is_one_day_from_2012_on(on: Any, said: str) -> None:
    for ask in (lambda: determine({}, on=on), lambda: load("pause").status("rule/one", on=on)):
        with pytest.raises(inforce.InforceError) as error:
            ask()
        assert str(error.value) == said
    assert determine({}, on="2012-01-01").on == date(2012, 1, 1)
    assert determine({}, on=datetime(2017, 3, 5, 23, 59)).on == date(2017, 3, 5)


def test_day_of_knowledge_before_2012_is_refused() -> None:
    with pytest.raises(inforce.InforceError) as error:
        determine({}, known_on="2011-01-01")
    assert error.value.code == "before-first-day"


@pytest.mark.parametrize(
    ("provision", "said"),
    [
        ("rule/later", "provision `rule/later` is in the syllabus and not encoded yet [not-encoded]\n  help: no answer can be given for it"),
        ("rule/tw", "unknown provision `rule/tw` [unknown-provision]\n  help: did you mean `rule/two`?"),
        ("zzz", "unknown provision `zzz` [unknown-provision]\n  help: ids are listed in law/syllabus.yaml"),
    ],
)
def test_provision_that_is_not_there_is_an_error_and_never_a_status(provision: str, said: str) -> None:
    for ask in (lambda: determine({}, provisions=[provision]), lambda: load("pause").status(provision, on=ON)):
        with pytest.raises(inforce.InforceError) as error:
            ask()
        assert str(error.value) == said


@pytest.mark.parametrize(
    ("readings", "said"),
    [
        ({"silense": "other"}, "unknown reading `silense` [unknown-reading]\n  help: did you mean `silence`?"),
        ({"silence": "maybe"}, "reading `silence` takes `default` or `other` [unknown-reading]\n  help: write --reading silence=other"),
    ],
)
def test_unknown_reading_is_refused(readings: dict[str, str], said: str) -> None:
    with pytest.raises(inforce.InforceError) as error:
        determine({}, readings=readings)
    assert str(error.value) == said


def test_a_state_among_the_facts_wins_over_the_one_asked_about() -> None:
    assert determine({"state": "TX"}, state="CA").state == "TX"
    assert determine({}, state="CA").state == "CA"
    assert determine({}).state is None
