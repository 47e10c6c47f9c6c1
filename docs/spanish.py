"""The second reading of the Spanish: which texts nobody but their author has read, and a record of those read.

`python -m docs.spanish` prints each text that waits, English over Spanish, under its place. A reader who did not write
it reads both and mends what is wrong; `python -m docs.spanish --accept PREFIX...` then records the texts whose place starts
with a prefix as read today. The record is law/spanish.csv.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from docs.messages import translations
from inforce.rulebook.wording import COLUMNS, REVIEWS, Pair, pairs, read_reviews, unread

ROOT = Path(__file__).resolve().parent.parent
LAW = ROOT / "law"


def sentences() -> Iterator[Pair]:
    """What the program itself says, from the catalogue."""
    for one in translations():
        if one.spanish:
            yield Pair(f"catalogue#{one.english}", one.english, one.spanish)


def every() -> list[Pair]:
    return [*pairs(LAW), *sentences()]


def accept(prefixes: Sequence[str]) -> int:
    """Record the texts whose place starts with one of the prefixes as read today; places that are gone are dropped."""
    path, found = LAW / REVIEWS, every()
    rows: dict[str, dict[str, str]] = {}
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            rows = {row["place"]: row for row in csv.DictReader(file)}
    today, count = date.today().isoformat(), 0
    for pair, _ in unread(found, {place: row["fingerprint"] for place, row in rows.items()}):
        if pair.place.startswith(tuple(prefixes)):
            rows[pair.place] = {"place": pair.place, "fingerprint": pair.fingerprint, "checked": today, "note": ""}
            count += 1
    alive = {pair.place for pair in found}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows[place] for place in sorted(rows) if place in alive)
    return count


def main(arguments: Sequence[str]) -> int:
    if arguments[:1] == ["--accept"]:
        print(f"{accept(arguments[1:])} texts recorded as read")
        return 0
    waiting = list(unread(every(), read_reviews(LAW / REVIEWS)))
    for pair, how in waiting:
        print(f"{pair.place} ({how})\n  {pair.en}\n  {pair.es}")
    print(f"{len(waiting)} texts wait for a second reading", file=sys.stderr)
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
