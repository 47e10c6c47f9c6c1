"""A sample of rows asked of the kernel, to hold the passes against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

import polars as pl

import inforce
from bench.passes import DAY, Pass
from inforce.backends.columns.people import to_values
from inforce.kernel.theory import Contradiction
from inforce.rulebook.determination import Person, outcome_of


@dataclass
class Sample:
    """How the answers of a pass compare with the kernel's."""

    rows: int = 0
    answers: int = 0
    left_open: int = 0
    """Answers that truth tables leave open."""
    depends: int = 0
    """Of those, the ones that do depend."""
    contradictory: int = 0
    differ: int = 0


def compare(book: inforce.Book, made: Pass, table: pl.LazyFrame, on: date, size: int, seed: int) -> Sample:
    """Ask the kernel about rows drawn at random, each on its own day where the day is open."""
    rows = int(table.select(pl.len()).collect().item())
    drawn = sorted(Random(seed).sample(range(rows), min(size, rows)))
    people = table.filter(pl.col("_row").is_in(drawn)).collect()
    answers = made.answers(people.lazy()).collect()
    found = Sample(rows=people.height)
    for row, told in zip(people.iter_rows(named=True), answers.iter_rows(named=True), strict=True):
        day = row[DAY] if made.layout.day else on
        values = book._derive(to_values(row, book.library.vocabulary), day)
        try:
            person = Person(book.library.theory, values, day, dict.fromkeys(book.library.readings, False))
        except Contradiction:
            found.contradictory += 1
            continue
        frame = book.frame(day, None)
        for name in made.outcomes:
            right, said = outcome_of(frame, name, person)[0], told[name]
            found.answers += 1
            found.left_open += said is None
            found.depends += said is None and right == "depends"
            found.differ += said is not None and said != right
    return found
