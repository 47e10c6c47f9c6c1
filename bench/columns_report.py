"""The sections of bench/columns.md, each measured by itself."""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from statistics import median

import inforce
from bench.__main__ import machine
from bench.clock import in_turns, load
from bench.columns import AGAINST, MEMORY, ON, PASSES, ROOT, Bench, alone, described, make_table, ratio_table
from bench.exact import ASKED, exact
from bench.exact import table as exact_table
from bench.openfisca import Beside, beside
from bench.sample import compare

TEN = 10.0
"""How many times faster than OpenFisca-core the columns are to be."""
SAMPLE = 60
HEAD = [
    "# The rulebook over columns",
    "",
    "Every provision's outcome by truth tables, as Polars expressions that stream, against the bare scan of the same Parquet columns with counts (how many",
    "rows know each, for how many it is true). Runs in turns; medians. `wall` is time on the clock, which other work on the machine lengthens; `cores` is the",
    "time of all cores together, which tells the work itself. `load` is how many processes wanted a core over the last minute. What truth tables leave open",
    "is null here, and the exact step's to decide. It is what `book.columns` gives. Written by `python -m bench.columns --write`; each section is measured by itself.",
    "",
]
Section = Callable[[argparse.Namespace, inforce.Book, Path], list[str]]


def in_turns_lines(asked: argparse.Namespace, book: inforce.Book, folder: Path) -> list[str]:
    """The passes over one table, side by side."""
    bench = Bench(book, make_table(folder / f"{asked.rows} rows", book, asked.rows, asked.seed), folder / "out.parquet")
    lines = [*described(bench, book), "", *ratio_table(in_turns(bench.works(), asked.runs)), ""]
    for name, made in (("fixed", bench.fixed), ("open", bench.day_open)):
        found = compare(book, made, bench.table, ON, SAMPLE, asked.seed)
        lines.append(
            f"- day {name}: {found.answers:,} answers of {found.rows} rows drawn at random held against the kernel, {found.differ} differ; truth tables leave {found.left_open} open, "
            f"of which {found.depends} do depend; {found.contradictory} rows in contradiction"
        )
    return lines


def large(asked: argparse.Namespace, book: inforce.Book, folder: Path) -> list[str]:
    """Each pass over a small and a large table, in processes of their own."""
    few, many = asked.rows, asked.many
    tables = {rows: folder / f"{rows} rows" for rows in (few, many)}
    for rows, place in tables.items():
        make_table(place, book, rows, asked.seed)
    lines = [
        f"{many:,} rows in pieces, streamed, each pass in a process of its own; `growth` is the time of the cores per row against the same on {few:,} rows (1 is linear).",
        "",
        "| pass | wall, s | cores, s | times the scan (cores) | growth | peak memory, GiB |",
        "|---|---|---|---|---|---|",
    ]
    took: dict[str, float] = {}
    for what, says in PASSES.items():
        _, base, _ = alone(tables[few], what, folder / "out.parquet")
        wall, cores, memory = alone(tables[many], what, folder / "out.parquet")
        took[what] = cores
        times = cores / took[AGAINST[what][0]] if what in AGAINST else 1.0
        mark = "" if memory < MEMORY else " (over 4)"
        lines.append(f"| {says} | {wall:.1f} | {cores:.1f} | {times:.2f} | {cores / many / (base / few):.2f} | {memory / 2**30:.2f}{mark} |")
    return [*lines, "", "The goal is a peak of less than 4 GiB."]


def exact_lines(asked: argparse.Namespace, book: inforce.Book, folder: Path) -> list[str]:
    """The exact step, by pattern."""
    return [
        "What `inforce screen` adds: what truth tables leave open is decided by the kernel, once for each pattern of what is known, by a process a core. Asked, as in",
        f"the demonstration, with reasons: {', '.join(f'`{name}`' for name in ASKED)}.",
        "",
        *exact_table(exact(book, ON, asked.exact, asked.seed)),
        "",
        "What bounds it is how many patterns there are: people made at random, each fact unknown by itself, are all different, which cases of one office are not.",
        "Once decided, a pattern costs a look-up, and the rows cost what the columns cost.",
    ]


def beside_lines(asked: argparse.Namespace, book: inforce.Book, folder: Path) -> list[str]:
    """OpenFisca-core on the same rows."""
    found: Beside = beside(book, asked.openfisca, folder, ON, asked.rows, asked.seed, asked.runs)
    whole, rules = found.theirs.over(found.ours), found.their_rules.over(found.ours)
    return [
        f"OpenFisca-core {found.version} on the same {found.rows:,} people, of whom all is known, since it has no third value: {len(found.differ)} provisions with the definitions they rest on,",
        "written as OpenFisca variables (`bench/openfisca_rules.py`). From columns in memory to answers in memory, in turns; the columns work out the three-valued answer",
        f"all the same. Answers that differ: {sum(found.differ.values())} of {len(found.differ) * found.rows:,}.",
        "",
        "| | wall, s | cores, s | times the columns (wall) | times the columns (cores) |",
        "|---|---|---|---|---|",
        _row("the columns", found.ours.wall, found.ours.cores, (1.0, 1.0)),
        _row("OpenFisca-core, from input to answers", found.theirs.wall, found.theirs.cores, whole),
        _row("OpenFisca-core, its formulas alone", found.their_rules.wall, found.their_rules.cores, rules),
        "",
        f"Column by column, the {len(found.costs)} columns take {1000 * sum(found.costs):.0f} ms of a core, the dearest of them {1000 * found.costs[0]:.0f} ms: the one rule that moves a day by calendar years.",
        "",
        f"The goal is ten times, from input to answers: {_verdict(whole[0] >= TEN, whole[1] >= TEN)}. Provisions: "
        + ", ".join(f"`{name}` ({number:,} reached)" for name, number in found.reached.items())
        + ".",
    ]


def _row(says: str, wall: Sequence[float], cores: Sequence[float], over: tuple[float, float]) -> str:
    return f"| {says} | {median(wall):.3f} | {median(cores):.3f} | {over[0]:.1f} | {over[1]:.1f} |"


def _verdict(wall: bool, cores: bool) -> str:
    return "met" if wall and cores else "met by the cores, missed on the clock" if cores else "met on the clock, missed by the cores" if wall else "missed"


SECTIONS: dict[str, tuple[str, Section]] = {
    "turns": ("Side by side", in_turns_lines),
    "many": ("Many rows", large),
    "exact": ("The exact step", exact_lines),
    "openfisca": ("Beside OpenFisca-core", beside_lines),
}


def measure(asked: argparse.Namespace, only: Sequence[str], earlier: str) -> str:
    """Measure the sections asked for; others stay as they were kept."""
    book = inforce.load(ROOT / "law")
    kept = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", earlier, re.MULTILINE | re.DOTALL))
    for name in only:
        title, section = SECTIONS[name]
        before = load()
        with tempfile.TemporaryDirectory() as folder:
            lines = section(asked, book, asked.keep or Path(folder))
        options = f"--only {name} --rows {asked.rows} --seed {asked.seed} " + {"turns": f"--runs {asked.runs}", "many": f"--many {asked.many}", "exact": f"--exact {asked.exact}"}.get(
            name, f"--runs {asked.runs} --openfisca PYTHON"
        )
        said = f"Measured on {date.today()}: {machine()}; load {before} before, {load()} after. Rulebook {book.library.version}, day {ON}. Command: `python -m bench.columns {options}`."
        kept[title] = "\n".join(["", said, "", *lines, "", ""])
    return "\n".join(HEAD) + "\n" + "".join(f"## {title}\n{kept[title].rstrip()}\n\n" for title, _ in SECTIONS.values() if title in kept).rstrip() + "\n"
