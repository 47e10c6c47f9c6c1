"""Every golden case, by the kernel."""

from __future__ import annotations

import pytest

import inforce
from inforce.rulebook.golden import Case, misses
from tests.cases import load_cases

CASES = load_cases()


@pytest.mark.parametrize("case", CASES, ids=[f"{case.where}-{case.note[:50]}" for case in CASES])
def test_golden_case(case: Case, book: inforce.Book) -> None:
    assert list(misses(book, case)) == []
