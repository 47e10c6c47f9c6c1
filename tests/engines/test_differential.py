"""PostgreSQL and Spark hold to the kernel on random people, days, places and draft rules; a planted fault is seen."""

from __future__ import annotations

import os
from typing import Any

import pytest

import inforce
from inforce.backends.sql import base
from tests.differential.protocol import Backend, Batch, Remembered, batches, compare, run
from tests.differential.test_differential import without_the_day_added
from tests.engines.backends import PostgreSQL, SparkSQL, SparkTasks

pytestmark = pytest.mark.engines
DEEP = os.environ.get("INFORCE_DEEP") == "1"
SEED = int(os.environ.get("INFORCE_SEED", "2017"))
NAMES = ("postgres", "spark-sql", "spark")


@pytest.fixture(scope="module")
def given(book: inforce.Book) -> list[Batch]:
    return list(batches(book, SEED, 20 if DEEP else 4, 100 if DEEP else 25))


@pytest.fixture(scope="module")
def kernel() -> Remembered:
    return Remembered()


def backend_of(name: str, request: pytest.FixtureRequest) -> Backend:
    """A backend with its engine, which is started when it is first asked for."""
    engine: Any = request.getfixturevalue("postgres" if name == "postgres" else "spark")
    return {"postgres": PostgreSQL, "spark-sql": SparkSQL, "spark": SparkTasks}[name](engine)


@pytest.mark.parametrize("name", NAMES)
def test_engine_says_what_the_kernel_says(name: str, given: list[Batch], kernel: Remembered, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> None:
    backend = backend_of(name, request)
    with capsys.disabled():
        found = run([backend], given, print, SEED, kernel)[name]
    assert found.mismatches == []
    assert found.answers > 1000
    assert found.depends > 100
    assert found.open <= 0 if backend.exact else found.open < found.answers / 20


@pytest.mark.parametrize("name", ["postgres", "spark-sql"])
def test_an_anniversary_that_comes_a_day_early_is_caught(name: str, given: list[Batch], kernel: Remembered, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    backend, edges = backend_of(name, request), given[3]
    monkeypatch.setattr(base.Dialect, "was_cut", without_the_day_added)
    assert compare(backend, edges, kernel.answer(edges)).mismatches
