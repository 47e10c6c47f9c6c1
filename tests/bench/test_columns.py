"""The bench over columns: it runs on few rows, its answers are the kernel's, and a fault in the columns is caught."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from bench.clock import Times, in_turns
from bench.columns import LAST, ON, PASSES, Bench, make_table, ratio_table
from bench.columns_report import measure
from bench.sample import compare

import inforce
from inforce.backends.columns.outcomes import CODE, OPEN
from inforce.language.evaluate import residual
from inforce.language.formula import negate
from inforce.language.knowledge import Knowledge
from inforce.rulebook.lifecycle import every_day

ROWS, SAMPLE, SEED = 2_000, 12, 2017


@pytest.fixture(scope="module")
def book() -> inforce.Book:
    return inforce.load()


@pytest.fixture(scope="module")
def bench(book: inforce.Book, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder = tmp_path_factory.mktemp("columns")
    return Bench(book, make_table(folder / "rows", book, ROWS, SEED), folder / "out.parquet")


def test_every_pass_runs_and_is_measured(bench: Bench) -> None:
    times = in_turns(bench.works(), 1)
    assert list(times) == list(PASSES)
    assert all(len(found.wall) == 1 for found in times.values())
    assert len(ratio_table(times)) == 2 + len(PASSES)
    assert pl.read_parquet(bench.out).height == ROWS


@pytest.mark.parametrize("which", ["fixed", "open"])
def test_answers_are_the_kernels(book: inforce.Book, bench: Bench, which: str) -> None:
    made = bench.fixed if which == "fixed" else bench.day_open
    found = compare(book, made, bench.table, ON, SAMPLE, SEED)
    print(f"seed {SEED}, {which}: {found}")
    assert found.differ == 0
    assert found.answers == (SAMPLE - found.contradictory) * len(book.library.encoded)
    assert 0 < found.depends <= found.left_open < found.answers


def test_planted_fault_is_caught(book: inforce.Book, bench: Bench) -> None:
    formulas = bench.fixed.outcomes["protection/tps"]
    wrong = replace(bench.fixed, outcomes={**bench.fixed.outcomes, "protection/tps": {**formulas, "reached": negate(formulas["reached"]), "no": formulas["reached"]}})
    assert compare(book, wrong, bench.table, ON, SAMPLE, SEED).differ > 0


@pytest.mark.parametrize("which", ["fixed", "open"])
def test_counts_are_those_of_the_answers(bench: Bench, which: str) -> None:
    made = bench.fixed if which == "fixed" else bench.day_open
    counted = made.counts(bench.table).collect().row(0, named=True)
    answers = made.answers(bench.table).collect()
    for name in made.outcomes:
        of_each = dict(answers[name].drop_nulls().cast(pl.String).value_counts().iter_rows())
        told = {outcome: counted.get(f"{name}|{outcome}", 0) for outcome, code in CODE.items() if code != OPEN}
        assert {outcome: number for outcome, number in told.items() if number} == of_each


def test_pieces_are_one_table(book: inforce.Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = make_table(tmp_path / "whole", book, 90, SEED).collect()
    monkeypatch.setattr("bench.columns.PIECE", 40)
    assert make_table(tmp_path / "pieces", book, 90, SEED).collect().equals(whole)


def test_day_open_has_the_status_of_every_day(book: inforce.Book) -> None:
    moments = every_day(book.library, ON, LAST).moment
    for provision in ("priority/2014/2c-recent-entry", "process/expedited-removal/nationwide-2019", "protection/daca"):
        for day in (ON, date(2019, 7, 23), date(2020, 10, 1), LAST):
            at = {"on": (day.toordinal(), day.toordinal())}

            known = Knowledge(book.library.vocabulary, at, (), open_given=frozenset(book.library.vocabulary))
            here = {status: residual(formula, known) for status, formula in moments.partition(provision).items()}
            assert here == dict(book.frame(day, None).moment.partition(provision))


def test_ratio_is_of_medians() -> None:
    slow, quick = Times([3.0, 4.0, 90.0], [2.0, 2.0, 2.0]), Times([1.0, 2.0, 3.0], [1.0, 1.0, 4.0])
    assert slow.over(quick) == (2.0, 2.0)


def test_sections_not_measured_are_kept() -> None:
    earlier = "# Title\n\n## Side by side\n\nold figures\n\n## Many rows\n\nolder figures\n"
    text = measure(Namespace(), [], earlier)
    assert "## Side by side\n\nold figures\n\n## Many rows\n\nolder figures\n" in text
