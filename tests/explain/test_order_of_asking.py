"""Reasons do not depend on who was asked about before on the same book."""

from __future__ import annotations

from typing import Any

import inforce

SMUGGLING = "ground/smuggling"
ON = "2023-10-03"
BEFORE: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"birth_date": "2008"}, {}),
    ({}, {"state": "VI"}),
    ({}, {}),
    ({"helped_other_enter_on": "2011-11-24"}, {"readings": {"silence-scope": "other"}}),
    (
        {"parent_of_citizen_or_lpr_since": "1988-07-09", "final_order_date": "2016-06", "withholding_or_cat_granted": False},
        {"state": "MN", "readings": {"described-in-235": "other"}},
    ),
]
"""Made-up people after whom a solve about the next one adds limits on days: once, a core was then read by other literals than it named."""
PERSON = {
    "helped_child_smuggling": True,
    "birth_date": "2008-07-30",
    "helped_other_enter_on": "2009-10-30",
    "refugee_or_asylee": True,
    "helped_other_enter_unlawfully": True,
}


def because(book: inforce.Book) -> tuple[str, ...]:
    answer = book.determine(PERSON, provisions=[SMUGGLING], on=ON, state="HI")[SMUGGLING]
    return tuple(fact for fact, _ in answer.because)


def test_a_day_that_decides_stays_a_reason_after_others_were_asked_about() -> None:
    fresh, used = inforce.load(), inforce.load()
    for facts, options in BEFORE:
        used.determine(facts, provisions=[SMUGGLING], on=ON, **options)
    assert because(used) == because(fresh)
    assert "helped_other_enter_on" in because(used)
