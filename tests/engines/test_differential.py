"""PostgreSQL and Spark hold to the kernel on random people, days, places and draft rules."""

from __future__ import annotations

import os
from typing import Any

import pytest

import inforce
from tests.differential.protocol import Batch, batches, run
from tests.engines.backends import PostgreSQL, SparkSQL

pytestmark = pytest.mark.engines
DEEP = os.environ.get("INFORCE_DEEP") == "1"
SEED = int(os.environ.get("INFORCE_SEED", "2017"))


@pytest.fixture(scope="module")
def given(book: inforce.Book) -> list[Batch]:
    return list(batches(book, SEED, 20 if DEEP else 4, 100 if DEEP else 25))


def test_postgres(given: list[Batch], postgres: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        found = run([PostgreSQL(postgres)], given, print, SEED)
    assert found["postgres"].mismatches == []


def test_spark_sql(given: list[Batch], spark: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        found = run([SparkSQL(spark)], given, print, SEED)
    assert found["spark-sql"].mismatches == []
