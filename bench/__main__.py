"""`python -m bench`: measure, print, and with `--write` keep the figures in bench/results.md."""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

import inforce
from bench.both import both
from bench.people import person, some
from inforce.language.knowledge import Knowledge
from inforce.language.program import to_program
from inforce.rulebook.determination import Person
from inforce.rulebook.library import digest, law_files
from inforce.rulebook.status import STATUSES

ROOT = Path(__file__).resolve().parent.parent
ON = "2017-02-22"
PATIENCE = 2.0
"""How many seconds the runs of one measurement may take together."""


@dataclass(frozen=True)
class Figure:
    """One measurement: the median over runs, in seconds, the worst, and the bare limit of the same work."""

    what: str
    median: float
    worst: float
    limit: str
    bare: float
    aim: float | None = None


def once(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def timed(work: Callable[[], object], runs: int) -> float:
    """The median of several runs, after one that is not counted; fewer, but at least three, where they would pass the patience."""
    first = once(work)
    return median(once(work) for _ in range(max(min(runs, int(PATIENCE / max(first, 1e-9))), 3)))


def many(works: Sequence[Callable[[], object]], runs: int) -> tuple[float, float]:
    """The median and the worst over people, each the median of its runs."""
    found = [timed(work, runs) for work in works]
    return median(found), max(found)


def determinations(book: inforce.Book, people: Sequence[dict[str, Any]], seed: int) -> list[Figure]:
    """One determination of the whole rulebook: outcomes only, and with reasons."""
    frame = book.frame(book.day(ON), None)
    program = frame.program
    random = Random(seed + 1)
    kinds = {"all facts known": people, "90 % known": [some(facts, 0.9, random) for facts in people], "none known": [{}]}
    aims = {("all facts known", "outcomes"): 100e-6, ("all facts known", "with reasons"): 1e-3, ("none known", "with reasons"): 5e-3}
    figures = []
    for kind, group in kinds.items():
        knowns = [known_of(book, facts) for facts in group]
        bare, _ = many([lambda known=known: program(known) for known in knowns], 200)  # type: ignore[misc]
        runs = 50 if kind == "all facts known" else 5
        for what, ask in (
            ("outcomes", lambda facts: book.outcomes(facts, on=ON)),
            ("with reasons", lambda facts: book.determine(facts, on=ON)),
        ):
            middle, worst = many([lambda facts=facts, ask=ask: ask(facts) for facts in group], runs)  # type: ignore[misc]
            figures.append(Figure(f"{what}, {kind}", middle, worst, "straight generated Python, the facts read", bare, aims.get((kind, what))))
    return figures


def known_of(book: inforce.Book, facts: dict[str, Any]) -> Knowledge:
    """The facts as the kernel reads them, so that the bare limit pays for nothing else."""
    values = book.read_facts(facts)
    return Person(book.library.theory, values, book.day(ON), dict.fromkeys(book.library.readings, False)).situation.known


def statuses(book: inforce.Book) -> list[Figure]:
    """The status of every provision, with the acts that make it so."""
    names = book.library.encoded
    frame = book.frame(book.day(ON), None)
    formulas = [frame.partition(name)[status] for name in names for status in STATUSES]
    program, known = to_program(formulas, book.library.vocabulary), known_of(book, {})
    bare = timed(lambda: program(known), 200)
    took = timed(lambda: [book.status(name, on=ON) for name in names], 5)
    return [Figure(f"status of all {len(names)} provisions, acts named", took, took, "the status formulas as generated Python", bare)]


def loading(runs: int) -> list[Figure]:
    """Loading the rulebook from its files, with and without the cache of parsed files."""
    bare = timed(lambda: digest(ROOT / "law"), runs)
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        for what, cache in (("load without a cache", ""), ("load with a cache", folder)):
            os.environ["INFORCE_CACHE"] = cache
            took = timed(inforce.load, runs)
            figures.append(Figure(what, took, took, "the files read and hashed", bare))
    del os.environ["INFORCE_CACHE"]
    return figures


def commands(runs: int) -> list[Figure]:
    """Whole commands, each in a new process."""
    script = str(Path(sys.executable).with_name("inforce"))
    bare = timed(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), runs)
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        status = ["status", "priority/2017/charged", "--on", ON]
        asked: list[tuple[str, list[str], str, float | None]] = [
            ("inforce --help", ["--help"], folder, 80e-3),
            ("inforce status ID, cache kept", status, folder, 150e-3),
            ("inforce status ID, no cache", status, "", None),
        ]
        for what, arguments, cache, aim in asked:
            environment = {**os.environ, "INFORCE_CACHE": cache}
            took = timed(lambda a=arguments, e=environment: subprocess.run([script, *a], check=True, stdout=subprocess.DEVNULL, env=e), runs)  # type: ignore[misc]
            figures.append(Figure(what, took, took, "python -c pass", bare, aim))
    return figures


def machine() -> str:
    """What it was measured on, in one line."""
    model = ""
    if Path("/proc/cpuinfo").is_file():
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "")
    return f"{model or platform.processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def shown(seconds: float) -> str:
    return f"{seconds * 1e6:.0f} µs" if seconds < 1e-3 else f"{seconds * 1e3:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def report(figures: Sequence[Figure], book: inforce.Book, people: int, seed: int, command: str) -> str:
    library = book.library
    lines = [
        "# Speed",
        "",
        "Medians of warm runs; for people, of each person's median, with the slowest person beside it. `limit` is the least the same work could cost, measured in the",
        "same run; `ratio` is against it. An aim is a promise of the project; a figure past its aim says so.",
        "",
        f"- measured on {date.today()}: {machine()}",
        f"- rulebook {library.version}: {len(library.encoded)} provisions, {len(library.acts)} acts, {len(law_files(library.folder))} files; the day asked about is {ON}",
        f"- {people} people made at random, seed {seed}; command: `{command}`",
        "",
        "| what | median | worst | limit | ratio | aim | the limit is |",
        "|---|---|---|---|---|---|---|",
    ]
    for figure in figures:
        aim = "" if figure.aim is None else shown(figure.aim) + (" (missed)" if figure.median > figure.aim else " (met)")
        lines.append(f"| {figure.what} | {shown(figure.median)} | {shown(figure.worst)} | {shown(figure.bare)} | {figure.median / figure.bare:.1f} | {aim} | {figure.limit} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__, epilog="Over columns: python -m bench.columns --help.")
    parser.add_argument("--people", type=int, default=20, help="how many people (default 20)")
    parser.add_argument("--seed", type=int, default=2017, help="what the people are drawn from (default 2017)")
    parser.add_argument("--runs", type=int, default=11, help="runs of each command and each load (default 11)")
    parser.add_argument("--old", type=Path, help="a worktree of an older program: the same questions to both, in turns")
    parser.add_argument("--rows", type=int, default=2000, help="with --old: how many rows of a caseload (default 2000; 0 for none)")
    parser.add_argument("--write", action="store_true", help="keep the figures in bench/results.md")
    options = parser.parse_args()
    book = inforce.load(ROOT / "law")
    random = Random(options.seed)
    people = [person(book, ON, random) for _ in range(options.people)]
    if options.old is not None:
        print(machine(), *both(options.old.resolve(), ROOT / "law", people, options.runs, options.rows), sep="\n")
        return 0
    figures = [*determinations(book, people, options.seed), *statuses(book), *loading(options.runs), *commands(options.runs)]
    command = " ".join(["python -m bench", f"--people {options.people}", f"--seed {options.seed}", f"--runs {options.runs}"])
    text = report(figures, book, len(people), options.seed, command)
    print(text, end="")
    if options.write:
        (ROOT / "bench" / "results.md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
