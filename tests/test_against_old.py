"""The comparison with an older program finds nothing where there is nothing to find, and finds a fault that is planted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.against_old import ROOT, compare

PEOPLE, SEED = 9, 5


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("old")
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__", "page"))
    return folder


def test_the_same_program_differs_in_nothing(copied: Path) -> None:
    found = compare(copied, ROOT / "law", SEED, PEOPLE)
    assert found.differences == []
    assert not found.told_apart
    assert found.people == PEOPLE
    assert found.determinations > 500


@pytest.mark.parametrize(
    ("file", "right", "wrong", "field"),
    [
        ("rulebook/determination.py", 'or "depends"', 'or "no"', "outcome"),
        ("kernel/queries.py", "literals += [-literals_of[name] for", "literals += [literals_of[name] for", "outcome"),
        (
            "rulebook/frame.py",
            '"exempt": conjoin(waits, shield)',
            '"exempt": conjoin(waits, negate(shield))',
            "if_operative",
        ),
    ],
)
def test_a_planted_fault_is_found(copied: Path, file: str, right: str, wrong: str, field: str) -> None:
    path = copied / "src" / "inforce" / file
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    try:
        found = compare(copied, ROOT / "law", SEED, PEOPLE)
    finally:
        path.write_text(text, encoding="utf-8")
    assert field in {difference["field"] for difference in found.differences}
