"""DuckDB and the columns hold to the kernel on random people, days, places and draft rules; planted faults are seen."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

import inforce
from inforce.backends.columns import expression
from inforce.backends.columns.day import EPOCH, to_ordinal
from inforce.backends.sql import base
from inforce.backends.sql.base import Dialect, Expression, number
from inforce.screen import state
from tests.differential.columns import Columns, Polars
from tests.differential.protocol import Answers, Backend, Batch, Compared, Kernel, Remembered, batches, compare, run, shrink
from tests.differential.sql import DuckDB

DEEP = os.environ.get("INFORCE_DEEP") == "1"
SEED = int(os.environ.get("INFORCE_SEED", "2017"))
BACKENDS: tuple[Backend, ...] = (DuckDB(), Polars(), Columns())


LEFT_OPEN = {"duckdb": 0.02, "polars": 0.0, "columns": 0.1}
"""The most that a backend may leave open though it is settled: the statement fills in what constraints force of every fact, the columns of findings."""


@pytest.fixture(scope="module")
def given(book: inforce.Book) -> list[Batch]:
    return list(batches(book, SEED, 24 if DEEP else 4, 120 if DEEP else 20))


@pytest.fixture(scope="module")
def kernel() -> Remembered:
    return Remembered()


@pytest.mark.parametrize("backend", BACKENDS, ids=lambda backend: backend.name)
def test_backend_says_what_the_kernel_says(backend: Backend, given: list[Batch], kernel: Remembered, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        found = run([backend], given, print, SEED, kernel)[backend.name]
    assert found.mismatches == []
    assert found.answers > 1000
    assert found.depends > 100
    assert found.open <= found.answers * LEFT_OPEN[backend.name]
    assert found.contradictory > 0


def without_the_day_added(self: Dialect, day: Expression, moved: Expression) -> Expression:
    """Months as the engines count them: 31 January and a month is 28 February."""
    return number(0)


def shift_without_the_day_added(day: pl.Expr, months: int, days: int, origin: int = 0) -> pl.Expr:
    """The same over columns."""
    return to_ordinal((day + (origin - EPOCH)).cast(pl.Date).dt.offset_by(f"{months}mo")) + (days - origin) if months else day + days


FAULTS: Mapping[str, tuple[object, str, Callable[..., Any]]] = {
    "duckdb": (base.Dialect, "was_cut", without_the_day_added),
    "polars": (state, "shift", shift_without_the_day_added),
    "columns": (expression, "shift", shift_without_the_day_added),
}
"""One fault in each translator: an anniversary that comes a day early."""


@pytest.mark.parametrize("backend", BACKENDS, ids=lambda backend: backend.name)
def test_a_fault_planted_in_a_backend_is_caught_and_made_small(backend: Backend, given: list[Batch], kernel: Remembered, monkeypatch: pytest.MonkeyPatch) -> None:
    edges = given[3]
    sound = compare(backend, edges, reference := kernel.answer(edges))
    monkeypatch.setattr(*FAULTS[backend.name])
    found = compare(backend, edges, reference)
    assert sound.mismatches == []
    assert found.mismatches
    small = shrink(backend, found.mismatches[0])
    assert len(small.batch.people[0]) <= 2  # the two days that are compared
    assert "facts: {" in str(small)
    assert str(small.batch.asked.on) in str(small)


class Hasty:
    """Answers as the kernel does, of people of whom whatever is not said is taken to be no."""

    name = "hasty"
    exact = True

    def answer(self, batch: Batch) -> Sequence[Answers]:
        flags = [name for name in batch.names if batch.book.library.vocabulary[name].type == "bool" and not batch.book.library.vocabulary[name].off_ramp]
        return Kernel().answer(replace(batch, people=tuple({**dict.fromkeys(flags, False), **facts} for facts in batch.people)))


def test_unknown_taken_for_no_is_caught(given: list[Batch]) -> None:
    batch = replace(given[0], people=given[0].people[:4])
    found = compare(Hasty(), batch, Kernel().answer(batch), Compared())
    assert found.mismatches
    assert any(mismatch.kernel == "depends" for mismatch in found.mismatches)


def test_the_same_seed_gives_the_same_people(book: inforce.Book) -> None:
    one, other = (next(batches(book, 5, 1, 8)) for _ in range(2))
    assert one.people == other.people
    assert one.asked == other.asked
