"""`python -m bench.columns`: the whole rulebook over columns, against the bare scan of the same Parquet columns.

Tables of made-up people (bench/rows.py), each fact unknown for one in five, are written to a folder of their own and read
from there. In one run, in turns: the scan with counts, the outcomes with the day fixed, with the day open, and written to
Parquet. Then many more rows in pieces, each pass in a process of its own for its peak memory; the exact step by pattern;
and OpenFisca-core beside the same rules where `--openfisca PYTHON` names an interpreter that has it.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl

import inforce
from bench.clock import Times, once
from bench.passes import DAY, Pass, Schema, size
from bench.rows import EPOCH, Draw, fact_table

ROOT = Path(__file__).resolve().parent.parent
ON, LAST = date(2017, 2, 22), date(2025, 12, 31)
PIECE = 1_000_000
PASSES = {"scan": "scan of the columns, with counts", "fixed": "outcomes counted, day fixed", "scan+day": "scan of the columns and each row's day", "open": "outcomes counted, each row's own day", "written": "outcomes written to Parquet, day fixed"}
AGAINST = {"fixed": ("scan", 1.4), "open": ("scan+day", 2.0), "written": ("scan", 4.0)}
"""The scan that a pass is measured against, and the most it may take of its time."""
MEMORY = 4 * 2**30


def make_table(folder: Path, book: inforce.Book, rows: int, seed: int, unknown: float = 0.2) -> pl.LazyFrame:
    """A table in pieces on disk, each row with a day of its own between two days."""
    folder.mkdir(parents=True, exist_ok=True)
    for first in range(0, rows, PIECE):
        draw = Draw(seed + 1)
        day = (ON.toordinal() - EPOCH + draw.below((LAST - ON).days + 1)).cast(pl.Int32).cast(pl.Date)
        piece = fact_table(min(PIECE, rows - first), book.library.vocabulary, ON, seed=seed, unknown=unknown, first=first)
        made, half = folder / f"{first // PIECE:04}.parquet", folder / "half"
        if not made.exists():  # of an earlier run, which is gone on with
            piece.with_columns(day.alias(DAY)).sink_parquet(half)
            half.rename(made)
    return read_table(folder)


def read_table(folder: Path) -> pl.LazyFrame:
    return pl.scan_parquet(folder / "*.parquet")


class Bench:
    """The passes over one table."""

    def __init__(self, book: inforce.Book, table: pl.LazyFrame, out: Path) -> None:
        self.table, self.out = table, out
        schema: Schema = table.collect_schema()
        self.fixed = Pass.fixed(book, schema, ON)
        self.day_open = Pass.day_open(book, schema, DAY, ON, LAST)

    def works(self) -> dict[str, Callable[[], object]]:
        return {
            "scan": lambda: collect(self.fixed.scan(self.table)),
            "fixed": lambda: collect(self.fixed.counts(self.table)),
            "scan+day": lambda: collect(self.day_open.scan(self.table)),
            "open": lambda: collect(self.day_open.counts(self.table)),
            "written": lambda: self.fixed.answers(self.table, ["_row"]).sink_parquet(self.out, statistics=False),
        }


def collect(query: pl.LazyFrame) -> pl.DataFrame:
    return query.collect(engine="streaming")


def alone(folder: Path, what: str, out: Path) -> tuple[float, float, int]:
    """One pass in a process of its own: seconds on the wall, of the cores, and the most memory it held."""
    kept = folder.with_name(f"{folder.name} {what}.json")
    if not kept.exists():
        command = [sys.executable, "-m", "bench.columns", "--one", what, "--data", str(folder), "--out", str(out)]
        kept.write_text(subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout, encoding="utf-8")
    told = json.loads(kept.read_text(encoding="utf-8"))
    return told["wall"], told["cores"], told["memory"]


def one(what: str, folder: Path, out: Path) -> None:
    """What the process of `alone` does."""
    work = Bench(inforce.load(ROOT / "law"), read_table(folder), out).works()[what]
    wall, cores = once(work)
    print(json.dumps({"wall": wall, "cores": cores, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}))


def ratio_table(times: dict[str, Times]) -> list[str]:
    lines = ["| pass | wall, s | cores, s | times the scan (wall) | times the scan (cores) | goal |", "|---|---|---|---|---|---|"]
    for name, says in PASSES.items():
        found = times[name]
        middle, cores = sorted(found.wall)[len(found.wall) // 2], sorted(found.cores)[len(found.cores) // 2]
        if name in AGAINST:
            base, goal = AGAINST[name]
            wall_ratio, core_ratio = found.over(times[base])
            verdict = "met" if max(wall_ratio, core_ratio) <= goal else "missed" if min(wall_ratio, core_ratio) > goal else "met by one clock"
            lines.append(f"| {says} | {middle:.2f} | {cores:.2f} | {wall_ratio:.2f} | {core_ratio:.2f} | {goal} ({verdict}) |")
        else:
            lines.append(f"| {says} | {middle:.2f} | {cores:.2f} | 1 | 1 | |")
    return lines


def described(bench: Bench, book: inforce.Book) -> list[str]:
    """What is worked out, in numbers."""
    said = []
    for name, made in (("day fixed", bench.fixed), ("day open", bench.day_open)):
        parts = size([formula for formulas in made.outcomes.values() for formula in formulas.values()])
        said.append(f"- {name}: {len(made.outcomes)} provisions of {len(book.library.encoded)}, {parts} different parts of formulas, {len(made.columns)} columns read, {sum(map(len, made.levels.steps))} columns made on the way")
    return said


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.columns", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", default=[], metavar="SECTION", choices=("turns", "many", "exact", "openfisca"), help="measure this section alone; repeatable")
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the table measured in turns (default 1000000)")
    parser.add_argument("--many", type=int, default=10_000_000, help="rows of the large table (default 10000000)")
    parser.add_argument("--seed", type=int, default=2017, help="what the people are drawn from (default 2017)")
    parser.add_argument("--runs", type=int, default=7, help="rounds, after one that is not counted (default 7)")
    parser.add_argument("--exact", type=int, default=2_000, help="people of different patterns for the exact step (default 2000)")
    parser.add_argument("--openfisca", type=Path, metavar="PYTHON", help="a Python that has the packages of bench/openfisca-requirements.txt")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep tables and figures there: a run that was stopped goes on from them")
    parser.add_argument("--write", action="store_true", help="keep the figures in bench/columns.md")
    parser.add_argument("--one", choices=PASSES, help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.one:
        one(asked.one, asked.data, asked.out)
        return 0
    from bench.columns_report import SECTIONS, measure  # the parts that only a whole run needs

    wanted = [name for name in SECTIONS if name in asked.only or (not asked.only and (name != "openfisca" or asked.openfisca))]
    if "openfisca" in wanted and not asked.openfisca:
        parser.error("--only openfisca needs --openfisca PYTHON")
    kept = ROOT / "bench" / "columns.md"
    text = measure(asked, wanted, kept.read_text(encoding="utf-8") if asked.write and kept.is_file() else "")
    print(text, end="")
    if asked.write:
        kept.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
