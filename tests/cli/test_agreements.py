"""`inforce agreements` as a reader uses it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.cli.conftest import Run, too_wide


def test_a_state_is_told_agency_by_agency_with_day_and_list(run: Run) -> None:
    ran = run("agreements", "--state", "PA", "--on", "2026-06-30", "--model", "jail_enforcement")
    assert (ran.code, too_wide(ran.out)) == (0, [])
    assert "Local agreements under INA 287(g) in Pennsylvania on 30 June 2026: 0" in ran.out
    assert "Westmoreland County Sheriff's Office, signed on 2025-10-17; not on the list of" in ran.out
    assert "A missing row never means that there is no agreement." in ran.out


def test_past_the_newest_list_its_age_is_told(run: Run) -> None:
    text = run("agreements", "--on", "2026-12-01").out
    assert "The newest list is of 24 July 2026, 130 days before the day asked about" in text
    assert "Local agreements under INA 287(g) on 1 December 2026: 2179" in text


def test_spanish_says_the_same(run: Run) -> None:
    text = run("agreements", "--state", "NM", "--on", "2026-07-24", "--lang", "es").out
    assert "Acuerdos locales según la INA 287(g) en Nuevo México" in text


def test_json_has_status_counts_rows_and_lists(run: Run, validate: Callable[[str, Any], None]) -> None:
    found = run("agreements", "--state", "NJ", "--on", "2026-10-01", "--json").data
    validate("agreements", found)
    assert (found["agreements"], found["lists"], found["days_past_horizon"]) == ([], [], 69)
    assert set(found["status"].values()) == {"ended"}
    found = run("agreements", "--on", "2017-02-22", "--json").data
    validate("agreements", found)
    assert found["counts"]["jail_enforcement"] == {"open": 37}
    assert found["status"]["task_force"] == "announced"


def test_what_cannot_be_asked_is_refused_with_a_remedy(run: Run) -> None:
    ran = run("agreements", "--known-on", "2026-01-01")
    assert ran.code == 2
    assert "leave it out" in ran.err
    assert run("agreements", "--state", "ZZ").code == 2
    ran = run("agreements", "--model", "task_forse")
    assert ran.code == 2
    assert "task_force" in ran.err
