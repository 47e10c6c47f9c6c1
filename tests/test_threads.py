"""A book is safe for threads, can be sent to another process, and tells the same whoever asked before."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import inforce

FACTS: dict[str, Any] = {"us_citizen": False, "lawful_permanent_resident": False, "entry_manner": "without_inspection", "entry_date": "2016-11-01", "state": "TX"}
DAYS = [date(2017, 1, 1) + timedelta(days=40 * number) for number in range(24)]


def asked(book: inforce.Book, day: date) -> dict[str, str]:
    return book.outcomes(FACTS, on=day)


def test_threads_share_a_book() -> None:
    book = inforce.load()
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda day: asked(book, day), [*DAYS, *DAYS[::-1]]))
    assert found[: len(DAYS)] == found[len(DAYS) :][::-1]
    fresh = inforce.load()
    assert found[: len(DAYS) : 6] == [asked(fresh, day) for day in DAYS[::6]]


def test_threads_share_one_day() -> None:
    book = inforce.load()
    people = [{**FACTS, "expresses_fear": number % 2 == 0, "detained": number % 3 == 0} for number in range(12)]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda facts: book.determine(facts, on="2017-02-22").to_json(), people))
    assert together == [book.determine(facts, on="2017-02-22").to_json() for facts in people]


def test_a_book_that_has_answered_can_be_sent_to_another_process() -> None:
    book = inforce.load()
    before = asked(book, DAYS[0])
    assert asked(pickle.loads(pickle.dumps(book)), DAYS[0]) == before


def test_reasons_do_not_depend_on_who_asked_before() -> None:
    used, fresh = inforce.load(), inforce.load()
    for facts in ({}, {"us_citizen": False}, {"convictions": ["felony"], "entry_date": {"from": "2010-01-01", "to": "2016-12-31"}}):
        used.determine(facts, on="2017-02-22")
    facts = {**FACTS, "convictions": ["felony"]}
    assert used.determine(facts, on="2017-02-22").to_json() == fresh.determine(facts, on="2017-02-22").to_json()


def test_a_list_brings_what_it_implies() -> None:
    answer = inforce.load().determine({"us_citizen": False, "convictions": ["felony"]}, on="2017-02-22", provisions=["priority/2017/convicted"])
    assert answer["priority/2017/convicted"].outcome != "no"


def test_an_empty_list_of_classes_says_nothing_new() -> None:
    book = inforce.load()
    without = book.determine(FACTS, on="2019-08-15").to_json()
    told = book.determine({**FACTS, "class_memberships": []}, on="2019-08-15").to_json()
    assert [d["because"] for d in told["determinations"]] == [d["because"] for d in without["determinations"]]
