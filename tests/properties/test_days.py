"""Calendar arithmetic: `shift` keeps the order of days, `last_before` is its inverse, and both always end."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from inforce.kernel.clauses import Clauses
from inforce.kernel.days import Relation, Spans, is_circle, narrow
from inforce.kernel.queries import Person, known
from inforce.language.day import FIRST_DAY, LAST_DAY, last_before, shift
from inforce.language.fact import Fact, Vocabulary
from inforce.language.formula import at_most_fact, negate
from tests import reference
from tests.strategies import examples

ENDS_OF_MONTHS = st.builds(
    lambda year, month, back: date(year + month // 12, month % 12 + 1, 1).toordinal() - back,
    st.sampled_from([1999, 2000, 2015, 2016]),
    st.integers(1, 12),
    st.integers(0, 4),
)
DAYS = ENDS_OF_MONTHS | st.integers(date(1900, 1, 1).toordinal(), date(2150, 1, 1).toordinal())
MONTHS = st.integers(-30, 30) | st.sampled_from([0, 12, -12, 216, 252, -216])
SOME_DAYS = st.integers(-40, 40)


@given(DAYS, MONTHS, SOME_DAYS)
@examples(45)
def test_shift_agrees_with_counting_months_one_by_one(day: int, months: int, days: int) -> None:
    assert shift(day, months, days) == reference.moved(day, months, days)


@given(DAYS, DAYS, MONTHS, SOME_DAYS)
@examples(45)
def test_a_later_day_never_moves_to_an_earlier_one(first: int, second: int, months: int, days: int) -> None:
    low, high = sorted((first, second))
    assert shift(low, months, days) <= shift(high, months, days)


@given(DAYS, MONTHS, SOME_DAYS)
@examples(45)
def test_last_before_is_the_inverse_of_shift(limit: int, months: int, days: int) -> None:
    last = last_before(limit, months, days)
    assert shift(last, months, days) <= limit < shift(last + 1, months, days)


@given(
    st.sampled_from([FIRST_DAY - 1, FIRST_DAY, FIRST_DAY + 1, LAST_DAY - 1, LAST_DAY, LAST_DAY + 900]),
    MONTHS,
    SOME_DAYS,
)
@examples(45)
def test_last_before_ends_at_the_edges_of_time_and_is_right_for_every_day_within(
    limit: int, months: int, days: int
) -> None:
    last = last_before(limit, months, days)
    for day in (
        FIRST_DAY,
        FIRST_DAY + 1,
        max(FIRST_DAY, min(LAST_DAY, last)),
        max(FIRST_DAY, min(LAST_DAY, last + 1)),
        LAST_DAY - 1,
        LAST_DAY,
    ):
        assert (day <= last) == (shift(day, months, days) <= limit)


def test_a_comparison_with_years_taken_away_from_an_unknown_day_is_decided() -> None:
    facts = Vocabulary({name: Fact(name, "date") for name in ("entered", "on")})
    person = Person(Clauses(facts, [negate(at_most_fact("entered", "on", months=-24))], ()), {}, suppose=False)
    assert known(person) == {}  # once looked for a day after the last one without end


FIRST = date(2016, 1, 20).toordinal()
PLACES = ("a", "b", "c")
RELATIONS = st.lists(
    st.builds(
        Relation,
        st.sampled_from(PLACES),
        st.sampled_from(PLACES),
        st.sampled_from((0, 0, -1, 1)),
        st.integers(-33, 33),
        st.booleans(),
        st.just(()),
    ),
    max_size=5,
)


@examples(60)
@given(RELATIONS, st.integers(0, 34))
def test_days_are_narrowed_to_what_fits_them(relations: list[Relation], length: int) -> None:
    def holds(days: dict[Hashable, int], one: Relation) -> bool:
        return (days[one.left] <= shift(days[one.right], one.months, one.days)) is one.holds

    spans: Spans = dict.fromkeys(PLACES, (FIRST, FIRST + length))
    whole = range(FIRST, FIRST + length + 1)
    pairs = {
        pair: [one for one in relations if {one.left, one.right} <= pair]
        for pair in map(frozenset, combinations(PLACES, 2))
    }
    fits = [
        {"a": a, "b": b, "c": c}
        for a in whole
        for b in whole
        if all(holds({"a": a, "b": b}, one) for one in pairs[frozenset("ab")])
        for c in whole
        if all(holds({"a": a, "b": b, "c": c}, one) for one in relations)
    ]
    assert narrow(spans, relations) is bool(fits)
    if fits:
        assert spans == {
            place: (min(days[place] for days in fits), max(days[place] for days in fits)) for place in PLACES
        }
        assert not is_circle(relations)


def test_a_circle_of_months_is_seen_at_once() -> None:
    """Day by day it took a walk of a hundred and seventy years: `entered` is within sixteen years of birth and is not, five years on."""
    relations = [
        Relation("late", "born", 192, -1, False, ()),
        Relation("early", "born", 192, -1, True, ()),
        Relation("helped", "early", 60, 0, True, ()),
        Relation("helped", "late", 60, 0, False, ()),
    ]
    assert is_circle(relations)
    assert not any(is_circle(relations[:place] + relations[place + 1 :]) for place in range(4))
    spans: Spans = dict.fromkeys(("late", "early", "born", "helped"), (FIRST_DAY, LAST_DAY))
    assert not narrow(spans, relations)


def test_an_anniversary_has_come_only_once_the_whole_time_has_passed() -> None:
    assert date.fromordinal(shift(date(2016, 2, 29).toordinal(), 12, 0)) == date(2017, 3, 1)
    assert date.fromordinal(shift(date(2015, 1, 31).toordinal(), 1, 0)) == date(2015, 3, 1)
    assert date.fromordinal(shift(date(2015, 3, 31).toordinal(), -1, 0)) == date(2015, 2, 28)
    assert date.fromordinal(shift(date(2016, 12, 31).toordinal(), 2, 0)) == date(2017, 3, 1)
