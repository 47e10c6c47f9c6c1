"""`python -m bench.spark`: one question put to Spark in several ways, in one run, against the bare scan of the same columns.

The people are of so many kinds, each repeated, as patterns of what is known repeat in a large population; the file is Parquet. With
`--write` the figures are kept in bench/spark.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import polars as pl

import inforce
from bench.__main__ import ROOT, machine
from bench.rows import fact_table
from inforce.backends import spark, sql
from inforce.screen.crew import CREW
from inforce.screen.engines import answer_tables
from inforce.screen.question import Question, question
from inforce.screen.spark import PIECE, Answering, distributed

ON = date(2017, 2, 22)
ASKED = ("priority/2014", "priority/2017/convicted", "priority/2017/charged", "priority/2017/final-order", "process/expedited-removal", "protection/daca", "consequence/privacy-act")
PATIENCE = 60.0
"""After so many seconds a measurement is not run again."""
POPULATION = 330_000_000
CORES = 2


@dataclass(frozen=True)
class Columns:
    """The same kernel fed with Spark's own columns and giving columns back, a text for each outcome."""

    work: Answering

    def __call__(self) -> spark.Work:
        CREW.most = 1
        answer = self.work.engine()

        def work(table: Any) -> Any:
            found: Any = pl.from_arrow(table)
            now = answer(found.with_columns(pl.col("_row").cast(pl.UInt64))).now
            return now.select(pl.exclude(r"^.*\|(depends_on|settling)$")).cast({pl.Enum: pl.String, pl.UInt64: pl.Int64}).to_arrow()

        return work


@dataclass(frozen=True)
class Back:
    """Nothing done: what it costs to go there and back."""

    def __call__(self) -> Callable[[Any], Any]:
        return _same


def _same(given: Any) -> Any:
    return given


@dataclass(frozen=True)
class Figure:
    """One way: the first run in seconds, and the median of those after it."""

    what: str
    first: float
    warm: float
    rows: int

    @property
    def rate(self) -> float:
        return self.rows / self.warm


def measured(what: str, work: Callable[[], object], rows: int, runs: int) -> Figure:
    """Run a first time, and again while there is patience."""
    times: list[float] = []
    while len(times) <= runs and (len(times) < 2 or sum(times) < PATIENCE):
        began = perf_counter()
        work()
        times.append(perf_counter() - began)
        print(f"{what}: {times[-1]:.2f} s", file=sys.stderr, flush=True)
    return Figure(what, times[0], median(times[1:]), rows)


def used_up(answers: Iterable[object]) -> None:
    for _ in answers:
        pass


def tables(path: Path) -> Iterator[pl.DataFrame]:
    """The file in tables as a roster gives them."""
    whole = pl.read_parquet(path)
    for first in range(0, whole.height, spark.ROWS):
        yield whole.slice(first, spark.ROWS)


def statement(book: inforce.Book, asked: Question, schema: Sequence[str]) -> sql.Statement:
    """The question as plain SQL; what the statement does not settle it leaves open."""
    facts, values = sql.read_facts(book.library.vocabulary, (name for name in schema if name != "_row"))
    return sql.statement(book, sql.Asked(asked.provisions, asked.on), "spark", sql.Layout(book.library.vocabulary, keys=("_row",), facts=facts, values=values))


def figures(book: inforce.Book, path: Path, rows: int, runs: int) -> tuple[list[Figure], float]:
    """Every way, and the share of outcomes that plain SQL leaves open."""
    asked = question(book, on=ON, provisions=ASKED)
    work = Answering.of(book, asked)
    # Java as it comes, so that plain SQL is not held back by settings for a Java that only hands bytes on
    options = {"spark_driver_extraJavaOptions": "-XX:+UseSerialGC", "spark_sql_codegen_wholeStage": "true", "spark_driver_memory": "2g", "spark_sql_shuffle_partitions": str(CORES), "spark_executorEnv_PYTHONPATH": str(ROOT)}
    with spark.opened(f"local[{CORES},4]", **options) as session:
        frame = session.read.parquet(str(path)).repartition(CORES).cache()
        names = frame.columns
        frame.count()
        found = [measured("bare scan, every column counted", lambda: spark.counts(frame, names), rows, runs)]
        written = statement(book, asked, names)
        made = spark.plain(frame, written.sql)
        outcomes = [name for name in made.columns if name in asked.provisions]
        found.append(measured("plain SQL, outcomes counted", lambda: spark.counts(spark.plain(frame, written.sql), made.columns), rows, runs))
        told = spark.counts(made, outcomes)
        answer = next(answer_tables(book, asked, [pl.read_parquet(path).head(1)])).now
        given = answer.select(pl.exclude(r"^.*\|(depends_on|settling)$")).cast({pl.Enum: pl.String, pl.UInt64: pl.Int64}).to_arrow()
        shape, narrow = spark.schema_of(given), spark.schema_of(pl.read_parquet(path).head(1).to_arrow())
        found.append(measured("there and back as columns, nothing done", lambda: spark.counts(spark.over_batches(frame, Back(), narrow), names), rows, runs))
        found.append(measured("kernel on columns, no reasons sent back", lambda: spark.counts(spark.over_batches(frame, Columns(replace(work, name="columns")), shape), shape.names), rows, runs))
        pieces = [made for table in tables(path) for made in cut(table)]
        found.append(measured("there and back as parcels, nothing done", lambda: used_up(spark.over_parcels(session, pieces, Back())), rows, runs))
        found.append(measured("kernel on parcels (`--engine spark`), with reasons", lambda: used_up(distributed(session, work, tables(path))), rows, runs))
    return found, 1 - sum(told.values()) / (rows * len(outcomes))


def cut(table: pl.DataFrame) -> Iterator[bytes]:
    from inforce.screen.spark import to_bytes

    return (to_bytes(table.slice(first, PIECE)) for first in range(0, table.height, PIECE))


def embedded(book: inforce.Book, path: Path, rows: int, runs: int) -> Figure:
    """The embedded engine on the same rows, in this process."""
    from inforce.screen.engines import Days

    days = Days(book, question(book, on=ON, provisions=ASKED))
    return measured("embedded engine (`--engine polars`), with reasons", lambda: [days.answer(table) for table in tables(path)], rows, runs)


def people(book: inforce.Book, rows: int, kinds: int, seed: int) -> pl.DataFrame:
    """So many kinds of people, repeated; words as text, as Spark has them."""
    made = fact_table(kinds, book.library.vocabulary, ON, seed=seed).collect().drop("_row").cast({pl.Enum: pl.String})
    whole = pl.concat([made] * -(-rows // kinds)).head(rows)
    return whole.with_row_index("_row").with_columns(pl.col("_row").cast(pl.Int64))


def report(found: Sequence[Figure], left: float, book: inforce.Book, options: argparse.Namespace, columns: int) -> str:
    """The figures as Markdown."""
    scan, ours, plain = found[0], next(one for one in found if "--engine spark" in one.what), found[1]
    hours = POPULATION / ours.rate * CORES / 3600
    better = "the kernel on parcels" if ours.warm <= plain.warm else "plain SQL, of what it settles,"
    decided = (ours.first - ours.warm) / options.kinds * 1000
    new = f"which took {decided:,.0f} milliseconds for each kind of people here" if decided > 0 else "which for so few kinds did not show beside the noise of this run"
    lines = [
        "# Spark",
        "",
        "One question put in several ways in one run. `first` includes deciding every pattern of what is known; a process remembers what it decided, so",
        "`after` is what a row costs once its pattern was seen. Ratios are of `after`, against the bare scan.",
        "",
        f"- measured on {date.today()}: {machine()}; other work ran on the machine, so that ratios tell more than seconds",
        f"- rulebook {book.library.version}; {len(question(book, on=ON, provisions=ASKED).provisions)} provisions on {ON}; {options.rows:,} rows of {options.kinds:,} kinds, {columns} columns, a fact in five unknown, seed {options.seed}",
        f"- Spark on this machine, {CORES} cores; command: `python -m bench.spark --rows {options.rows} --kinds {options.kinds} --seed {options.seed} --runs {options.runs}`",
        "",
        "| way | first | after | rows a second | times the scan |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| {one.what} | {one.first:.2f} s | {one.warm:.2f} s | {one.rate:,.0f} | {one.warm / scan.warm:.1f} |" for one in found]
    lines += [
        "",
        "With so few rows Spark's own cost for each job, and other work on the machine, outweigh the scan: a ratio below 1 shows that noise, and a row of a",
        "large file costs the scan far less.",
        "",
        f"Plain SQL leaves {left:.1%} of the outcomes open and gives no reasons; the kernel decides every one. In this run {better} took less time.",
        "",
        "## 330 million rows",
        "",
        f"At {ours.rate / CORES:,.0f} rows a second and core, patterns seen before, {POPULATION:,} rows take {hours:,.0f} core-hours. Each process decides anew the patterns it",
        f"has not met, {new}.",
        "",
    ]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.spark", description="Measure the ways in which Spark can answer.")
    parser.add_argument("--rows", type=int, default=20_000, help="how many rows (default 20,000)")
    parser.add_argument("--kinds", type=int, default=500, help="how many of them differ (default 500)")
    parser.add_argument("--seed", type=int, default=2017, help="what the people are drawn from (default 2017)")
    parser.add_argument("--runs", type=int, default=3, help="runs after the first (default 3)")
    parser.add_argument("--write", action="store_true", help="keep the figures in bench/spark.md")
    options = parser.parse_args(arguments)
    book = inforce.load(ROOT / "law")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.parquet"
        made = people(book, options.rows, options.kinds, options.seed)
        made.write_parquet(path)
        found, left = figures(book, path, options.rows, options.runs)
        found.append(embedded(book, path, options.rows, options.runs))
    text = report(found, left, book, options, made.width - 1)
    print(text, end="")
    if options.write:
        (ROOT / "bench" / "spark.md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
