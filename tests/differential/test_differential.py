"""DuckDB and the columns hold to the kernel on random people, days, places and draft rules."""

from __future__ import annotations

import os

import pytest

import inforce
from tests.differential.columns import Polars
from tests.differential.protocol import Backend, Batch, batches, run
from tests.differential.sql import DuckDB

DEEP = os.environ.get("INFORCE_DEEP") == "1"
SEED = int(os.environ.get("INFORCE_SEED", "2017"))
BACKENDS: tuple[Backend, ...] = (DuckDB(), Polars())


@pytest.fixture(scope="module")
def given(book: inforce.Book) -> list[Batch]:
    return list(batches(book, SEED, 24 if DEEP else 4, 120 if DEEP else 20))


@pytest.mark.parametrize("backend", BACKENDS, ids=lambda backend: backend.name)
def test_backend_says_what_the_kernel_says(backend: Backend, given: list[Batch], capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        found = run([backend], given, print, SEED)[backend.name]
    assert found.mismatches == []
    assert found.answers > 1000
    assert found.depends > 100
    assert found.open <= 0 if backend.exact else found.open < found.answers / 20
