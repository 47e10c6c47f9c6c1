"""Calendar arithmetic: `shift` keeps the order of days, `last_before` is its inverse, and both always end."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from inforce.kernel.day import FIRST_DAY, LAST_DAY, last_before, shift
from inforce.kernel.fact import Fact, Vocabulary
from inforce.kernel.formula import at_most_fact
from inforce.kernel.knowledge import Knowledge
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


@given(st.sampled_from([FIRST_DAY - 1, FIRST_DAY, FIRST_DAY + 1, LAST_DAY - 1, LAST_DAY, LAST_DAY + 900]), MONTHS, SOME_DAYS)
@examples(45)
def test_last_before_ends_at_the_edges_of_time_and_is_right_for_every_day_within(limit: int, months: int, days: int) -> None:
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
    narrowed = Knowledge(facts).assume(at_most_fact("entered", "on", months=-24), False)
    assert narrowed is not None  # once looked for a day after the last one without end


def test_an_anniversary_has_come_only_once_the_whole_time_has_passed() -> None:
    assert date.fromordinal(shift(date(2016, 2, 29).toordinal(), 12, 0)) == date(2017, 3, 1)
    assert date.fromordinal(shift(date(2015, 1, 31).toordinal(), 1, 0)) == date(2015, 3, 1)
    assert date.fromordinal(shift(date(2015, 3, 31).toordinal(), -1, 0)) == date(2015, 2, 28)
    assert date.fromordinal(shift(date(2016, 12, 31).toordinal(), 2, 0)) == date(2017, 3, 1)
