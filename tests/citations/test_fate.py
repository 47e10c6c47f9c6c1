"""What became of a citation by a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import inforce
from inforce.citations.fate import WORDS, fate
from inforce.citations.index import build
from tests.cli.conftest import Run, run, too_wide, validate

__all__ = ["run", "validate"]
BRIEF = """# Petition (made up)

See Buenrostro-Mendez v. Bondi, 166 F.4th 494 (5th Cir. 2026); Smith v. Jones, 999 F.3d 1234 (2029).
Maldonado Bautista v. Santacruz, No. 5:25-cv-01873 (C.D. Cal. Dec. 18, 2025). INA § 236(a).
Exec. Order No. 14159, Protecting the American People Against Invasion, 90 Fed. Reg. 8443 (Jan. 29, 2025).
Matter of Yajure Hurtado, 29 I&N Dec. 216 (BIA 2025). Preap v. Johnson, 831 F.3d 1193 (9th Cir. 2016).
"""


@pytest.fixture(scope="module")
def book() -> inforce.Book:
    return inforce.load()


@pytest.mark.parametrize(
    ("cite", "on", "word"),
    [
        ("831 F.3d 1193", "2019-03-18", "good"),
        ("831 F.3d 1193", "2019-03-19", "reversed"),
        ("831 F.3d 1193", "2016-01-01", "not_yet_made"),
        ("29 I&N Dec. 216", "2025-09-05", "good"),
        ("29 I&N Dec. 216", "2026-10-07", "rule_on_hold"),
        ("166 F.4th 494", "2026-07-01", "good"),
        ("166 F.4th 494", "2026-07-02", "under_review"),
        ("No. 5:25-cv-01873 (C.D. Cal. Dec. 18, 2025)", "2025-12-18", "good"),
        ("No. 5:25-cv-01873 (C.D. Cal. Dec. 18, 2025)", "2026-02-06", "in_part"),
        ("84 Fed. Reg. 35409", "2019-08-01", "good"),
        ("84 Fed. Reg. 35409", "2022-03-21", "superseded"),
    ],
)
def test_the_day_decides(book: inforce.Book, cite: str, on: str, word: str) -> None:
    (one,) = book.cite(f"See {cite}.", on=on)
    assert [found.word for found in one.fates] == [word]


def test_what_became_known_later_is_left_out(book: inforce.Book) -> None:
    (one,) = book.cite("831 F.3d 1193", on="2019-03-19", known_on="2019-01-01")
    assert [found.word for found in one.fates] == ["good"]


def test_a_rule_made_by_an_agency_and_held_unlawful_is_told_by_its_rule(run: Run, tmp_path: Path) -> None:
    (tmp_path / "brief.md").write_text(BRIEF, encoding="utf-8")
    ran = run("cite", str(tmp_path / "brief.md"), "--on", "2026-10-07")
    assert (ran.code, too_wide(ran.out)) == (0, [])
    text = " ".join(ran.out.split())
    assert "Citations: 7; known here: 6; not known here: 1. As of 7 October 2026." in text
    assert "the rules that it started: custody/mandatory-inspection/interior-2025 (on hold in nine circuits, in force in two, no ruling in the D.C. Circuit)" in text
    assert "from 6 February 2026 it no longer works in the Fifth Circuit: Buenrostro-Mendez" in text
    assert "reversed on 19 March 2019: Nielsen v. Preap" in text
    assert "line 4: INA § 236(a)" in text
    assert "custody/bond (in force)" in text[text.index("INA § 236(a)") :]
    assert "Not known here, which says nothing about whether they are good: - 999 F.3d 1234 (line 3)" in text


def test_json_validates_and_standard_input_is_read(run: Run, validate: Callable[[str, Any], None]) -> None:
    ran = run("cite", "-", "--on", "2026-10-07", "--json", given=BRIEF)
    validate("cite", ran.data)
    assert (ran.code, ran.data["known"], ran.data["not_known"]) == (0, 6, 1)
    assert [one["known"] for one in ran.data["citations"]] == [True, False, True, True, True, True, True]
    spanish = run("cite", "-", "--on", "2026-10-07", "--lang", "es", given=BRIEF).out
    assert "Citas legales: 7" in spanish
    assert "fue revocada por un" in spanish


def test_every_act_has_a_fate_on_every_day_it_was_touched(book: inforce.Book) -> None:
    """A word for each act; none stands where something ended it for everybody."""
    counted = 0
    for name, act in book.library.acts.items():
        for day in sorted({act.effective, *(e.day for e in book.library.docket.by_target.get(f"act/{name}", ())), date(2026, 10, 7)}):
            found = fate(book.library, name, day)
            assert found.word in WORDS, (name, day)
            assert found.by or found.word not in ("reversed", "vacated", "stayed", "dissolved", "set_aside"), (name, day)
            counted += 1
    assert counted > 1000


def test_almost_every_court_act_can_be_found_by_its_own_citation(book: inforce.Book) -> None:
    index = build(book.library)
    known = {act for found in index.acts.values() for _, act in found}
    without = [act.cite for act in book.library.acts.values() if act.is_court and act.id not in known]
    assert len(without) / sum(act.is_court for act in book.library.acts.values()) < 0.03, without
