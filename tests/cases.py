"""The golden cases of the rulebook; every backend runs all of them."""

from __future__ import annotations

from pathlib import Path

from inforce.rulebook.golden import Case, read_cases

FOLDER = Path(__file__).parent / "cases"


def load_cases(folder: Path = FOLDER) -> list[Case]:
    """Every case of every file, in order."""
    return read_cases(folder)
