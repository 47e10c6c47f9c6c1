"""The exact step: how many rows a second the screener answers, by how many patterns they have, and what bounds it."""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from time import perf_counter

import polars as pl

import inforce
from bench.rows import fact_table
from inforce.screen.crew import CREW
from inforce.screen.engine import Screener

BATCH = 50_000
"""How many rows `inforce screen` takes at a time."""
ASKED = ("priority/2014", "priority/2017/convicted", "priority/2017/charged", "priority/2017/final-order", "process/expedited-removal", "protection/daca", "consequence/privacy-act")
"""What the demonstration asks of a caseload: provisions, or families of them."""
STEPS = {"decide": "the kernel's decisions, by pattern", "close": "taking in the constraints", "look": "witnesses", "keys": "keys of patterns", "read_state": "reading the columns"}
"""By function, in parts that do not hold each other."""


@dataclass(frozen=True)
class Exact:
    """What one table took."""

    what: str
    rows: int
    patterns: int
    seconds: float
    shares: dict[str, float]
    depends: int


def provisions(book: inforce.Book) -> tuple[str, ...]:
    return tuple(name for name in book.library.encoded if any(name == asked or name.startswith(asked + "/") for asked in ASKED))


def people(book: inforce.Book, on: date, kinds: int, seed: int, unknown: float) -> pl.DataFrame:
    return fact_table(kinds, book.library.vocabulary, on, seed=seed, unknown=unknown).collect()


def repeated(table: pl.DataFrame, rows: int) -> pl.DataFrame:
    """The same people over and over, as rows of their own."""
    places = pl.Series(range(rows)) % table.height
    return table[places].with_columns(pl.Series("_row", range(rows), dtype=pl.UInt64))


def measure(book: inforce.Book, what: str, table: pl.DataFrame, on: date, asked: Sequence[str]) -> Exact:
    """Screen a table in batches, once for the time and once more under a profile for what took it."""

    def run() -> tuple[int, int]:
        screener = Screener(book, table.schema, on=on, provisions=asked)
        depends = 0
        for first in range(0, table.height, BATCH):
            results = screener.screen(table.slice(first, BATCH)).results
            depends += sum(int((results[name] == "depends").sum()) for name in asked)
        return screener.decisions.made, depends

    began = perf_counter()
    patterns, depends = run()
    took = perf_counter() - began
    profile = cProfile.Profile()
    profile.runcall(run)
    spent = dict.fromkeys(STEPS, 0.0)
    stats: dict[tuple[str, int, str], tuple[int, int, float, float, object]] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    whole = max(cumulative for *_, cumulative, _ in stats.values())
    for (file, _, function), (*_, cumulative, _) in stats.items():
        if function in STEPS and file.endswith({"decide": "crew.py", "close": "closing.py", "look": "witness.py", "keys": "pattern.py", "read_state": "state.py"}[function]):
            spent[function] += cumulative
    return Exact(what, table.height, patterns, took, {STEPS[name]: share / whole for name, share in spent.items()}, depends)


def exact(book: inforce.Book, on: date, kinds: int, seed: int) -> list[Exact]:
    """Rows that are all different, the same with little unknown, and a caseload in which the same kinds come back."""
    asked = provisions(book)
    few = max(kinds // 10, 1)
    found = [
        measure(book, "every row different, 20 % unknown", people(book, on, kinds, seed, 0.2), on, asked),
        measure(book, "every row different, nothing unknown", people(book, on, kinds, seed, 0.0), on, asked),
        measure(book, f"{few} kinds of people again and again, 20 % unknown", repeated(people(book, on, few, seed, 0.2), kinds * 100), on, asked),
    ]
    CREW.end()
    return found


def table(figures: Sequence[Exact]) -> list[str]:
    lines = ["| rows | how many | patterns decided | s | rows a second | patterns a second |", "|---|---|---|---|---|---|"]
    for one in figures:
        rate = f"{one.patterns / one.seconds:,.0f}" if one.patterns else ""
        lines.append(f"| {one.what} | {one.rows:,} | {one.patterns:,} | {one.seconds:.1f} | {one.rows / one.seconds:,.0f} | {rate} |")
    lines += ["", "Where the time goes, by profile:", ""]
    for one in figures:
        lines.append(f"- {one.what}: " + ", ".join(f"{name} {100 * share:.0f} %" for name, share in sorted(one.shares.items(), key=lambda item: -item[1])))
    return lines
