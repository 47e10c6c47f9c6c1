"""`python -m bench.records DIR`: ICE's released records read row by row, and the published totals by fiscal year beside the count.

DIR holds the two files as `data/README.md` of the records names them; they are read where they lie and never copied.
With `--write` the figures are kept in bench/records.md. Exit 1 where a row is lost or a total differs.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import inforce
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
    unknown: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    @property
    def years(self) -> list[str]:
        return sorted({*self.read, *self.refused})

    def faults(self) -> list[str]:
        """What does not add up."""
        found = []
        if sum(self.read.values()) + sum(self.refused.values()) != self.rows:
            found.append("rows read and refused are not the rows of the file")
        if self.rows != ROWS[self.file]:
            found.append(f"{self.rows:,} rows, where the file is known to hold {ROWS[self.file]:,}")
        for year, total in PUBLISHED[self.file].items():
            if self.read[year] + self.refused[year] != total:
                found.append(f"fiscal year {year}: {self.read[year] + self.refused[year]:,} rows, {total:,} published")
        return found


def count(book: inforce.Book, folder: Path, file: str) -> Count:
    """Read one file and count."""
    roster = open_roster(folder / file, book=book, profile=PROFILES[file], keep=["fy"])
    found = Count(file, rows=roster.total or 0, lines=roster.mapping.lines())
    for batch in roster.batches():
        found.read.update(batch.table["keep:fy"].to_list())
        for row in batch.quarantine:
            found.refused[row.cells["fy"]] += 1
            found.codes[f"{row.code} ({row.column})"] += 1
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
    asked = parser.parse_args(arguments)
    book = inforce.load()
    counts = [count(book, asked.folder, file) for file in PROFILES]
    lines = [
        "# ICE's released arrests and removals, read row by row",
        "",
        "Written by `python -m bench.records DIR --write`. Every row of both files is read, or refused with its reason; the totals by fiscal",
        "year are those that ICE published. What the columns cannot tell stays unknown: most facts of most rows.",
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
