"""Every golden case, by the kernel."""

from __future__ import annotations

from typing import Any

import pytest

import inforce
from tests.cases import Case, load_cases, told

CASES = list(load_cases())


@pytest.mark.parametrize("case", CASES, ids=[f"{case.where}-{case.note[:50]}" for case in CASES])
def test_golden_case(case: Case, book: inforce.Book) -> None:
    for provision, status in case.want_status.items():
        found = book.status(provision, on=case.on, known_on=case.known_on, state=case.state, facts=case.facts).to_json()
        for name, value in status.items():
            assert told(found, name) == (sorted(value) if isinstance(value, list) else value), f"{name} of the status of {provision}"
    if case.want:
        answer = book.determine(case.facts, on=case.on, known_on=case.known_on, state=case.state, readings=case.readings, provisions=case.want)
        for provision, wanted in case.want.items():
            got: dict[str, Any] = answer[provision].to_json()
            for name, value in (wanted if isinstance(wanted, dict) else {"outcome": wanted}).items():
                want = None if name in ("if_operative", "status", "part") and value in (None, "null") else value
                assert told(got, name) == (sorted(want) if isinstance(want, list) else want), f"{name} of {provision}"
