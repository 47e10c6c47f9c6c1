"""`python -m bench.records DIR`: ICE's released records answered row by row, and the published totals by fiscal year beside the count.

DIR holds the two files as `data/README.md` of the records names them; they are read where they lie and never copied. Each row is
asked about on its own day, the day of the arrest or of the removal: outcomes alone, of the provisions named by `--provisions`.
With `--write` the figures are kept in bench/records.md. Exit 1 where a row is lost or a total differs.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import polars as pl

import inforce
from inforce.rulebook.frame import OUTCOMES
from inforce.rulebook.provision import FIRST_DAY
from inforce.screen.engines import answer_tables
from inforce.screen.question import question
from inforce.screen.roster import open_roster

ROOT = Path(__file__).resolve().parent.parent
ARRESTS, REMOVALS = "ero_arrests_fy2016_fy2019.parquet", "ice_removals_fy2016_fy2019.parquet"
PROFILES = {ARRESTS: "ice-arrests", REMOVALS: "ice-removals"}
ROWS = {ARRESTS: 544_059, REMOVALS: 963_972}
PUBLISHED = {
    ARRESTS: {"2016": 110_104, "2017": 143_470},
    REMOVALS: {"2016": 240_255, "2017": 226_119, "2018": 256_085},
}
"""Administrative arrests and removals by fiscal year as published, named by the description of the records;
of fiscal year 2019 they hold eleven months, so there is no total to hold against them."""


@dataclass
class Count:
    """What became of the rows of one file."""

    file: str
    rows: int = 0
    read: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    conflicts: Counter[str] = field(default_factory=Counter)
    """Rows read that have no answer, by the reason."""
    answered: int = 0
    """Rows with an outcome of every provision asked about."""
    outcomes: dict[str, Counter[str]] = field(default_factory=dict)
    """By provision, how many rows have which outcome."""
    seconds: float = 0.0
    unknown: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    @property
    def years(self) -> list[str]:
        return sorted({*self.read, *self.refused})

    @property
    def apart(self) -> int:
        """Rows that go to the quarantine."""
        return sum(self.refused.values()) + sum(self.conflicts.values())

    def faults(self) -> list[str]:
        """What does not add up."""
        found = []
        if sum(self.read.values()) + sum(self.refused.values()) != self.rows:
            found.append("rows read and refused are not the rows of the file")
        if self.answered + self.apart != self.rows:
            found.append(f"{self.answered:,} rows answered and {self.apart:,} set apart are not the rows of the file")
        found += [f"{name}: outcomes of {sum(counts.values()):,} rows" for name, counts in self.outcomes.items() if sum(counts.values()) != self.answered]
        if self.rows != ROWS[self.file]:
            found.append(f"{self.rows:,} rows, where the file is known to hold {ROWS[self.file]:,}")
        for year, total in PUBLISHED[self.file].items():
            if self.read[year] + self.refused[year] != total:
                found.append(f"fiscal year {year}: {self.read[year] + self.refused[year]:,} rows, {total:,} published")
        return found


def count(book: inforce.Book, folder: Path, file: str, provisions: Sequence[str]) -> Count:
    """Read and answer one file, and count."""
    roster = open_roster(folder / file, book=book, profile=PROFILES[file], keep=["fy"])
    found = Count(file, rows=roster.total or 0, lines=roster.mapping.lines())
    asked = question(book, on=FIRST_DAY, provisions=provisions, reasons=False)
    found.outcomes = {name: Counter() for name in asked.provisions}
    begun = perf_counter()

    def tables() -> Iterator[pl.DataFrame]:
        for batch in roster.batches():
            found.read.update(batch.table["keep:fy"].to_list())
            for row in batch.quarantine:
                found.refused[row.cells["fy"]] += 1
                found.codes[f"{row.code} ({row.column})"] += 1
            yield batch.table

    for answers in answer_tables(book, asked, tables()):
        found.answered += answers.now.height
        found.conflicts.update({one.row: one.code for one in answers.refused}.values())
        for name, counts in found.outcomes.items():
            counts.update(dict(answers.now[name].value_counts().iter_rows()))
        print(f"{file}: {found.answered:,} answered", file=sys.stderr)
    found.seconds = perf_counter() - begun
    found.unknown = roster.quality.unknown
    return found


def table(found: Count) -> list[str]:
    """The figures of one file as Markdown."""
    lines = [f"## {found.file}", "", f"{found.rows:,} rows, profile `{PROFILES[found.file]}`: {sum(found.read.values()):,} read, {sum(found.refused.values()):,} in the quarantine.", ""]
    lines += ["| fiscal year | read | quarantine | together | published |", "|---|---|---|---|---|"]
    for year in found.years:
        total = found.read[year] + found.refused[year]
        published = PUBLISHED[found.file].get(year)
        lines.append(f"| {year}{' (eleven months)' if year == '2019' else ''} | {found.read[year]:,} | {found.refused[year]:,} | {total:,} | {f'{published:,}' if published else ''} |")
    if found.codes:
        lines += ["", "In the quarantine: " + ", ".join(f"{code} {number:,}" for code, number in sorted(found.codes.items())) + "."]
    if found.conflicts:
        lines += ["", "Read, and set apart because the facts of the row are in conflict: " + ", ".join(f"{code} {number:,}" for code, number in sorted(found.conflicts.items())) + "."]
    lines += ["", f"Answered on each row's own day, outcomes alone: {found.answered:,} rows in {found.seconds / 60:.0f} minutes.", ""]
    kinds = [outcome for outcome in OUTCOMES if any(counts[outcome] for counts in found.outcomes.values())]
    lines += ["| provision | " + " | ".join(f"`{kind}`" for kind in kinds) + " |", "|---|" + "---|" * len(kinds)]
    lines += [f"| `{name}` | " + " | ".join(f"{counts[kind]:,}" for kind in kinds) + " |" for name, counts in found.outcomes.items()]
    read = sum(found.read.values())
    lines += ["", "| fact | rows that know it | unknown |", "|---|---|---|"]
    for fact, number in sorted(found.unknown.items(), key=lambda item: (item[1], item[0])):
        lines.append(f"| `{fact}` | {read - number:,} | {100 * number / read:.2f} % |")
    lines += ["", "How the columns were read:", "", *(f"- {line}" for line in found.lines), ""]
    return lines


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.records", description="Count ICE's released records, row by row, against the published totals.")
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder that holds the two Parquet files")
    parser.add_argument("--write", action="store_true", help="keep the figures in bench/records.md")
    parser.add_argument("--provisions", default="priority", metavar="ID|FAMILY", help="asked about on each row's own day, joined by commas")
    asked = parser.parse_args(arguments)
    book = inforce.load()
    counts = [count(book, asked.folder, file, asked.provisions.split(",")) for file in PROFILES]
    lines = [
        "# ICE's released arrests and removals, answered row by row",
        "",
        "Written by `python -m bench.records DIR --write`. Every row of both files is answered, or set apart with its reason; the totals by",
        "fiscal year are those that ICE published. What the columns cannot tell stays unknown, most facts of most rows, and so most answers",
        "that a rule in force could give are `depends`. That a rule's text fits a row says nothing about why anybody was arrested.",
        "",
    ]
    for found in counts:
        lines += table(found)
    faults = [f"{found.file}: {fault}" for found in counts for fault in found.faults()]
    text = "\n".join([*lines, *(f"Does not add up: {fault}." for fault in faults)]).rstrip() + "\n"
    print(text, end="")
    if asked.write and not faults:
        (ROOT / "bench" / "records.md").write_text(text, encoding="utf-8")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
