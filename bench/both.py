"""This program and an older one on the same questions, in the same run: `python -m bench --old DIR`.

Each program runs in a process of its own (`python bench/both.py --work`, which imports nothing of this folder, with the
other's PYTHONPATH); they take turns, question by question, so that the machine's other load falls on both alike.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import IO, Any

ON, BEFORE = "2017-02-22", "2014-12-31"
ROOT = Path(__file__).resolve().parent.parent
AIMS = {
    "outcomes, everything known": 100e-6,
    "with reasons, everything known": 3e-3,
    "outcomes, nothing known": 10e-3,
    "with reasons, nothing known": 60e-3,
    "status of every provision, acts named": 10e-3,
    "inforce status ID, in a new process": 120e-3,
}
ROWS_AIM, MEMORY_AIM = 20.0, 150.0


def shown(seconds: float) -> str:
    return (
        f"{seconds * 1e6:.0f} µs"
        if seconds < 1e-3
        else f"{seconds * 1e3:.1f} ms"
        if seconds < 1
        else f"{seconds:.2f} s"
    )


def work(law: str) -> None:
    """Answer `[question, facts]`, one a line, by how long it took; in whatever program this process imports."""
    import inforce

    book = inforce.load(Path(law))
    asked: Mapping[str, Callable[[Any], object]] = {
        "outcomes": lambda facts: book.outcomes(facts, on=ON),
        "reasons": lambda facts: book.determine(facts, on=ON),
        "status": lambda _: [book.status(name, on=ON) for name in book.library.encoded],
    }
    for line in sys.stdin:
        what, facts = json.loads(line)
        if what == "memory":
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, flush=True)
            continue
        began = perf_counter()
        asked[what](facts)
        print(perf_counter() - began, flush=True)


class Program:
    """One of the two, in a process of its own."""

    def __init__(self, folder: Path, law: Path, cache: Path) -> None:
        self.folder, self.law = folder, law
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(folder / "src"),
            "INFORCE_CACHE": str(cache),
            "PYTHONDONTWRITEBYTECODE": "",
        }
        command = [sys.executable, str(Path(__file__).resolve()), "--work", str(law)]
        self.process = subprocess.Popen(
            command, cwd=folder, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, what: str, facts: Any = None) -> float:
        _pipe(self.process.stdin).write(json.dumps([what, facts]) + "\n")
        _pipe(self.process.stdin).flush()
        return float(_pipe(self.process.stdout).readline())

    def command(self, *arguments: str) -> float:
        """A whole command, in a process that begins anew."""
        began = perf_counter()
        run = "from inforce.cli.main import main; main()"
        done = subprocess.run(
            [sys.executable, "-c", run, *arguments, "--rulebook", str(self.law)],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            check=False,
        )
        if done.returncode not in (0, 1):
            raise RuntimeError(done.stderr.decode(errors="replace")[-500:])
        return perf_counter() - began

    def end(self) -> None:
        _pipe(self.process.stdin).close()
        self.process.wait()
        _pipe(self.process.stdout).close()


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


def both(old: Path, law: Path, people: Sequence[Mapping[str, Any]], runs: int, rows: int) -> list[str]:
    """The table, as lines of Markdown: medians, old and new."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        programs = [Program(old, law, place / "old"), Program(ROOT, law, place / "new")]
        try:
            return _table(programs, people, runs, rows, place)
        finally:
            for program in programs:
                program.end()


def _table(
    programs: Sequence[Program], people: Sequence[Mapping[str, Any]], runs: int, rows: int, place: Path
) -> list[str]:
    lines = ["| what | old | new | times faster | aim |", "|---|---|---|---|---|"]

    def tell(
        what: str, took: Sequence[Sequence[float]], aim: float | None, show: Callable[[float], str] = shown
    ) -> None:
        before, after = map(median, took)
        met = "" if aim is None else f"{show(aim)} ({'met' if after <= aim else 'missed'})"
        lines.append(f"| {what} | {show(before)} | {show(after)} | {before / after:.1f} | {met} |")

    def turns(ask: Callable[[Program, Any], float], questions: Sequence[Any], runs: int) -> list[list[float]]:
        """Each question some times in turns, after once that is not counted; of each the median."""
        found: list[list[float]] = [[] for _ in programs]
        for question in questions:
            took = [[ask(program, question) for program in programs] for _ in range(runs + 1)][1:]
            for which, times in enumerate(zip(*took, strict=True)):
                found[which].append(median(times))
        return found

    for kind, group in (("everything known", people), ("nothing known", [{}])):
        for words, what in (("outcomes", "outcomes"), ("with reasons", "reasons")):
            took = turns(lambda program, facts, what=what: program.ask(what, facts), group, runs)  # type: ignore[misc]
            tell(f"{words}, {kind}", took, AIMS[f"{words}, {kind}"])
    tell(
        "status of every provision, acts named",
        turns(lambda program, _: program.ask("status"), [None], runs),
        AIMS["status of every provision, acts named"],
    )
    memory = [[program.ask("memory")] for program in programs]
    status = ["status", "priority/2017/charged", "--on", ON]
    tell(
        "inforce status ID, in a new process",
        turns(lambda program, _: program.command(*status), [None], runs),
        AIMS["inforce status ID, in a new process"],
    )
    if rows:
        roster = str(_roster(rows, place))
        screen = ["screen", roster, "--on", ON, "--compare", BEFORE, "--force", "-o"]
        took = [[program.command(*screen, str(place / f"screened{number}"))] for number, program in enumerate(programs)]
        tell(f"{rows:,} rows, two days, every provision, with reasons", took, ROWS_AIM if rows == 2000 else None)
    tell("memory of the process that was asked all but the rows", memory, MEMORY_AIM, lambda size: f"{size:.0f} MiB")
    return lines


def _roster(rows: int, place: Path) -> Path:
    """A caseload of made-up people as offices keep them, as in `examples/roster`, with no fault planted."""
    spec = importlib.util.spec_from_file_location("make", ROOT / "examples" / "roster" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    random, path = Random(2017), place / "roster.csv"
    cases = [made.case(random, number) for number in range(1, rows + 1)]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, cases[0])
        writer.writeheader()
        writer.writerows(cases)
    return path


if __name__ == "__main__":
    work(sys.argv[2])
