"""Status: for a fixed place, class and day of knowledge each day has exactly one; and it is the one the reference gives."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from inforce.kernel.evaluate import evaluate
from inforce.kernel.fact import Value
from inforce.kernel.knowledge import Knowledge
from inforce.rulebook.status import STATUSES, Docket, Moment
from tests import reference
from tests.reference_status import Plain
from tests.strategies import EVERYBODY, FIRST, PROVISION, SCOPES, dockets, examples

DAYS = st.integers(-1, 24).map(lambda days: FIRST + timedelta(days=days))
PEOPLE = st.sampled_from(EVERYBODY)


def statuses(docket: Docket, person: reference.Person, on: date, known_on: date | None) -> list[str]:
    """Every status whose formula is true for the person; the property is that it is one."""
    partition = Moment(docket, on, known_on).partition(PROVISION)
    assert tuple(partition) == STATUSES
    return [status for status, formula in partition.items() if reference.holds(formula, person)]


@given(dockets(), DAYS, DAYS | st.none())
@examples(45)
def test_every_day_has_exactly_one_status(docket: Docket, on: date, known_on: date | None) -> None:
    for person in EVERYBODY:
        assert len(statuses(docket, person, on, known_on)) == 1


@given(dockets(), PEOPLE, DAYS | st.none())
@examples(100)
def test_status_agrees_with_the_reference(docket: Docket, person: reference.Person, known_on: date | None) -> None:
    for on in (FIRST - timedelta(days=1), *docket.days):
        (found,) = statuses(docket, person, on, known_on)
        assert found == Plain(docket, person, on, known_on or date.max).status(PROVISION), on


@given(dockets(), PEOPLE)
@examples(30)
def test_status_changes_only_on_a_day_on_which_something_happens(docket: Docket, person: reference.Person) -> None:
    before = None
    for days in range(-1, 30):
        on = FIRST + timedelta(days=days)
        now = statuses(docket, person, on, None)
        if before is not None and now != before:
            assert on in docket.days
        before = now


@given(dockets(), PEOPLE, DAYS)
@examples(30)
def test_nothing_known_later_changes_what_was_said_on_a_day(docket: Docket, person: reference.Person, known_on: date) -> None:
    known = Docket({name: act for name, act in docket.acts.items() if act.known <= known_on})
    for days in range(-1, 25, 4):
        on = FIRST + timedelta(days=days)
        assert statuses(docket, person, on, known_on) == statuses(known, person, on, None)


@given(dockets(), DAYS)
@examples(30)
def test_where_the_place_is_unknown_no_status_is_said_that_some_place_lacks(docket: Docket, on: date) -> None:
    partition = Moment(docket, on).partition(PROVISION)
    for child in (False, True):
        said: dict[str, Value] = {"child": child}
        for status, formula in partition.items():
            truth = evaluate(formula, Knowledge(SCOPES, said))
            if truth is not None:
                assert all(reference.holds(formula, person) is truth for person in EVERYBODY if person["child"] is child), status
