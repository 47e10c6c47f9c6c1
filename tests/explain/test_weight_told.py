"""A full explanation names the courts that uphold a rule where the person is, what is under review, and what runs out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.conftest import Run, run

__all__ = ["run"]
FACTS = "us_citizen: false, lawful_permanent_resident: false, nationality: MX, entry_manner: without_inspection"
RULE = "custody/mandatory-inspection/interior-2025"


def explained(run: Run, tmp_path: Path, head: Sequence[str], rule: str) -> str:
    file = tmp_path / "case.yaml"
    file.write_text("- name: a\n" + "".join(f"  {line}\n" for line in head), encoding="utf-8")
    return " ".join(run("determine", str(file), "--why", "full", "--provision", rule).out.split())


@pytest.mark.parametrize(("state", "upheld"), [("TX", "Upheld: Buenrostro-Mendez v. Bondi"), ("MN", "Upheld: Avila v. Bondi")])
def test_the_court_that_upholds_a_rule_is_named(run: Run, tmp_path: Path, state: str, upheld: str) -> None:
    said = explained(run, tmp_path, ["on: 2026-10-05", f"facts: {{{FACTS}, state: {state}}}"], RULE)
    assert upheld in said
    assert "Under review in the Supreme Court, granted on 1 October 2026" in said


def test_a_hold_that_runs_out_is_told_as_such(run: Run, tmp_path: Path) -> None:
    said = explained(run, tmp_path, ["on: 2021-02-01", "known_on: 2021-02-01", f"facts: {{{FACTS}}}"], "process/removal-pause-2021")
    assert "The next act that changes it is of 9 February 2021" in said
    assert "This runs out: " in said
