"""`python -m bench.interview`: how many questions an interview asks, and how long the next one takes; `--write` keeps the figures in bench/interview.md.

People are made up, as common as the figures of law/figures/population.yaml say, and answer everything to the day. The fixed order
is that of the vocabulary, with the same guarantee: a fact is asked only where it can matter, and asking stops where none can.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from statistics import mean
from time import perf_counter, process_time

import inforce
from bench.__main__ import machine
from inforce.doors import Book
from inforce.interview.about import FAMILIES
from inforce.interview.choose import Chooser, opening
from inforce.interview.people import MadeUp, answer_of, some
from inforce.interview.problem import Problem, read_problem
from inforce.interview.state import State

ROOT = Path(__file__).resolve().parent.parent
ON = "2017-02-22"
AIM = 20e-3
"""The next question within so many seconds."""


@dataclass(frozen=True)
class Asked:
    """One interview: how many questions, and how long each took, as the clock and as the processor count."""

    questions: int
    clock: list[float]
    worked: list[float]


def interview(problem: Problem, person: MadeUp, random: Random, declines: float) -> Asked:
    """Interview somebody who leaves a share of the questions open; the time is that from an answer to the next question."""
    state, chooser, asked = State.start(problem), opening(problem), 0
    clock, worked = [], []
    while (fact := chooser.choose()) is not None:
        asked += 1
        value = None if random.random() < declines else answer_of(problem, person, fact)
        declined = value is None and fact + "?" not in problem.vocabulary
        began, busy = perf_counter(), process_time()
        state = state.decline(fact) if declined else state.learn(fact, value)
        chooser = Chooser(state, chooser)
        chooser.choose()
        clock.append(perf_counter() - began)
        worked.append(process_time() - busy)
    return Asked(asked, clock, worked)


def in_order(problem: Problem, person: MadeUp) -> int:
    """How many questions the fixed order asks."""
    state, chooser, asked = State.start(problem), opening(problem), 0
    while chooser.open:
        fact = next((fact for fact in sorted(chooser.candidates(), key=list(problem.questions).index) if chooser.can_matter(fact)), None)
        if fact is None:
            return asked
        asked += 1
        state = state.learn(fact, answer_of(problem, person, fact))
        chooser = Chooser(state, chooser)
    return asked


def at(values: Sequence[float], share: float) -> float:
    """The value that so many of the values lie at or below."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def shown(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms"


def measure(book: Book, people: int, seed: int, declines: float) -> tuple[list[str], list[str]]:
    """The rows of the two tables."""
    counts, times = [], []
    for about in FAMILIES:
        began = process_time()
        problem = read_problem(book, about, book.day(ON), None, book.asking)
        opening(problem)
        opened = process_time() - began
        crowd = some(problem, people, seed)
        random = Random(seed)
        whole = [interview(problem, person, random, 0.0) for person in crowd]
        numbers = [float(one.questions) for one in whole]
        fixed = [in_order(problem, person) for person in crowd]
        saved = 1 - mean(numbers) / mean(fixed) if mean(fixed) else 0.0
        spread = " | ".join(f"{at(numbers, share):.0f}" for share in (0.1, 0.5, 0.9))
        counts.append(f"| {about} | {mean(numbers):.1f} | {spread} | {max(numbers):.0f} | {mean(fixed):.1f} | {saved:.0%} | {len(problem.questions)} |")
        for name, runs in (("whole answers", whole), (f"{declines:.0%} left open", [interview(problem, person, random, declines) for person in crowd])):
            clock, worked = ([second for one in runs for second in getattr(one, which)] for which in ("clock", "worked"))
            cells = " | ".join(shown(at(clock, share)) for share in (0.5, 0.95, 1.0))
            busy = " | ".join(shown(at(worked, share)) for share in (0.5, 0.95, 1.0))
            late = sum(second > AIM for second in worked) / len(worked)
            times.append(f"| {about}, {name} | {len(clock)} | {cells} | {busy} | {late:.1%} | {shown(opened)} |")
    return counts, times


def report(book: Book, people: int, seed: int, declines: float, command: str) -> str:
    counts, times = measure(book, people, seed, declines)
    return "\n".join(
        [
            "# The interview: questions and time",
            "",
            f"- measured on {date.today()}: {machine()}",
            f"- rulebook {book.library.version}; the day asked about is {ON}",
            f"- {people} people made up for each family of interest, seed {seed}; command: `{command}`",
            "",
            "## How many questions",
            "One in a hundred and so on of the people are asked at most so many. The fixed order is that of the vocabulary, with the same guarantee. Half of",
            "the people are citizens, because no figure tells how many of those who ask are; they are soon done.",
            "",
            "| about | mean | 10 in 100 | half | 90 in 100 | most | mean in a fixed order | fewer | facts that can be asked |",
            "|---|---|---|---|---|---|---|---|---|",
            *counts,
            "",
            "## How long the next question takes",
            f"From an answer to the next question. The aim is {shown(AIM)}; `late` is the share past it, by the processor's count, which a busy machine does not",
            "lengthen. `opening` is the work for one day, once: the rules of that day and the first question.",
            "",
            "| about | questions | half | 95 in 100 | most | processor: half | 95 in 100 | most | late | opening |",
            "|---|---|---|---|---|---|---|---|---|---|",
            *times,
        ]
    ) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.interview", description=__doc__)
    parser.add_argument("--people", type=int, default=60, help="how many people for each family (default 60)")
    parser.add_argument("--seed", type=int, default=2017, help="what the people are drawn from (default 2017)")
    parser.add_argument("--declines", type=float, default=0.2, help="the share of questions left open in the second run (default 0.2)")
    parser.add_argument("--write", action="store_true", help="keep the figures in bench/interview.md")
    options = parser.parse_args()
    book = inforce.load(ROOT / "law")
    command = f"python -m bench.interview --people {options.people} --seed {options.seed} --declines {options.declines}"
    text = report(book, options.people, options.seed, options.declines, command)
    print(text, end="")
    if options.write:
        (ROOT / "bench" / "interview.md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
