"""Status: for a fixed place, class and day of knowledge each day has exactly one; and it is the one the reference gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from inforce.language.evaluate import evaluate
from inforce.language.fact import Value
from inforce.language.knowledge import Knowledge
from inforce.rulebook.act import unknown_days
from inforce.rulebook.status import STATUSES, Docket, Moment
from tests import reference
from tests.reference_status import Plain
from tests.strategies import EVERYBODY, FIRST, PROVISION, SCOPES, dockets, examples, people_of

DAYS = st.integers(-1, 24).map(lambda days: FIRST + timedelta(days=days))


def everybody(docket: Docket) -> list[reference.Person]:
    """Everybody, each with the earliest and the latest of every day that is known only in part."""
    days = unknown_days(docket.acts)
    return [{**person, **{name: fact.span[end] for name, fact in days.items()}} for person in EVERYBODY for end in (0, 1)]


def statuses(docket: Docket, person: reference.Person, on: date, known_on: date | None) -> list[str]:
    """Every status whose formula is true for the person; the property is that it is one."""
    partition = Moment(docket, on, known_on).partition(PROVISION)
    assert tuple(partition) == STATUSES
    return [status for status, formula in partition.items() if reference.holds(formula, {**person, "on": on.toordinal()})]


@given(dockets(), DAYS, DAYS | st.none())
@examples(45)
def test_every_day_has_exactly_one_status(docket: Docket, on: date, known_on: date | None) -> None:
    for person in everybody(docket):
        assert len(statuses(docket, person, on, known_on)) == 1


@given(st.data(), dockets(), DAYS | st.none())
@examples(100)
def test_status_agrees_with_the_reference(data: st.DataObject, docket: Docket, known_on: date | None) -> None:
    person = data.draw(people_of(docket))
    for on in (FIRST - timedelta(days=1), *docket.days):
        (found,) = statuses(docket, person, on, known_on)
        assert found == Plain(docket, person, on, known_on or date.max).status(PROVISION), on


@given(st.data(), dockets())
@examples(30)
def test_status_changes_only_on_a_day_on_which_something_happens(data: st.DataObject, docket: Docket) -> None:
    person = data.draw(people_of(docket))
    days_of_person = {date.fromordinal(day) for day in person.values() if isinstance(day, int) and not isinstance(day, bool)}
    before = None
    for days in range(-1, 30):
        on = FIRST + timedelta(days=days)
        now = statuses(docket, person, on, None)
        if before is not None and now != before:
            assert on in docket.days or on in days_of_person
        before = now


@given(st.data(), dockets(), DAYS)
@examples(30)
def test_nothing_known_later_changes_what_was_said_on_a_day(data: st.DataObject, docket: Docket, known_on: date) -> None:
    person = data.draw(people_of(docket))
    known = Docket({name: act for name, act in docket.acts.items() if act.known <= known_on}, docket.unseen)
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
            day = on.toordinal()
            truth = evaluate(formula, Knowledge(replace(SCOPES, days=unknown_days(docket.acts)), {**said, "on": (day, day)}))
            if truth is not None:
                people = [{**person, "on": day} for person in everybody(docket) if person["child"] is child]
                assert all(reference.holds(formula, person) is truth for person in people), status


@given(st.data(), dockets(), DAYS)
@examples(30)
def test_what_nobody_saw_changes_nothing(data: st.DataObject, docket: Docket, on: date) -> None:
    person = data.draw(people_of(docket))
    assert statuses(docket, person, on, None) == statuses(Docket(docket.seen), person, on, None)
