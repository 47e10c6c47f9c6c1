"""TPS in the real rulebook: which act an answer names, and what is told as reported."""

from __future__ import annotations

from datetime import date

import pytest

import inforce


@pytest.mark.parametrize(
    ("facts", "on", "act"),
    [
        ({"nationality": "HT"}, date(2026, 11, 30), "tps-ht-2025-11-termination"),
        ({"nationality": "VE"}, date(2026, 11, 30), "tps-ve-2025-09-termination"),
        ({"nationality": "VE", "tps_designation_year": 2023, "tps_paper_valid_through": date(2025, 4, 2)}, date(2025, 10, 15), "tps-ve-2025-02-termination"),
        ({"nationality": "HN"}, date(2026, 11, 30), "tps-hn-2025-termination"),
    ],
)  # fmt: skip
def test_where_a_designation_ended_the_ending_is_named(book: inforce.Book, facts: dict[str, object], on: date, act: str) -> None:
    found = book.status("protection/tps/designation", on=on, facts=facts)
    assert found.status == "ended"
    assert [one.act for one in found.acts] == [act]


@pytest.mark.parametrize(("nationality", "told"), [("SD", ["e-verify-2026-09-03-tps-sudan-ukraine"]), ("SV", ["uscis-2026-09-tps-el-salvador"]), ("HT", [])])
def test_what_is_reported_is_told_to_those_whom_it_touches(book: inforce.Book, nationality: str, told: list[str]) -> None:
    facts = {"us_citizen": False, "tps_current": True, "nationality": nationality}
    answer = book.determine(facts, on=date(2026, 11, 30), provisions=["protection/tps"])["protection/tps"]
    assert [one.act for one in answer.reported] == told
