"""TPS in the real rulebook: which act an answer names, and what is told as reported."""

from __future__ import annotations

from datetime import date

import pytest

import inforce


@pytest.mark.parametrize(
    ("facts", "on", "acts"),
    [
        ({"nationality": "CM"}, date(2026, 11, 30), ["tps-cm-2025-termination"]),
        ({"nationality": "HT"}, date(2026, 11, 30), ["tps-ht-2025-11-termination", "mullin-v-doe-judgment-2026-07-27"]),
        ({"nationality": "VE"}, date(2026, 11, 30), ["tps-ve-2025-09-termination"]),
        (
            {"nationality": "VE", "tps_designation_year": 2023, "tps_paper_valid_through": date(2025, 4, 2)},
            date(2025, 10, 15),
            ["tps-ve-2025-02-termination", "noem-v-ntpsa-2025-10-03"],
        ),
        ({"nationality": "HN"}, date(2026, 11, 30), ["tps-hn-2025-termination", "ntpsa-ii-2026-02-09"]),
    ],
)
def test_where_a_designation_ended_the_ending_is_named(book: inforce.Book, facts: dict[str, object], on: date, acts: list[str]) -> None:
    """And, where a court had held it, what let it work."""
    found = book.status("protection/tps/designation", on=on, facts=facts)
    assert found.status == "ended"
    assert [one.act for one in found.acts] == acts


@pytest.mark.parametrize(("nationality", "told"), [("SD", ["e-verify-2026-09-03-tps-sudan-ukraine"]), ("SV", ["uscis-2026-09-tps-el-salvador"]), ("HT", [])])
def test_what_is_reported_is_told_to_those_whom_it_touches(book: inforce.Book, nationality: str, told: list[str]) -> None:
    facts = {"us_citizen": False, "tps_current": True, "nationality": nationality}
    answer = book.determine(facts, on=date(2026, 11, 30), provisions=["protection/tps"])["protection/tps"]
    assert [one.act for one in answer.reported] == told
