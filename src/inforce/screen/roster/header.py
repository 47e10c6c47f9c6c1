"""Headers: the row that names the columns, found by the names it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inforce.language.error import InforceError, Where
from inforce.screen.roster.words import fold

SEARCHED = 30
"""How many rows from the top are searched for the header."""
MOST_COLUMNS = 4096
LONGEST_NAME = 300
Score = Callable[[Sequence[str]], int]
"""How many names of a row are known as names of columns."""


@dataclass(frozen=True)
class Header:
    """The names of the columns as they stand, and the line of the row that holds them."""

    names: tuple[str, ...]
    line: int | None = None
    above: int = 0
    """How many rows with text stand above it."""

    def find(self, name: str) -> list[int]:
        """Where a name stands: as it is written, else folded."""
        exact = [index for index, other in enumerate(self.names) if other == name]
        return exact or [index for index, other in enumerate(self.names) if fold(name) and fold(other) == fold(name)]

    def one(self, name: str, where: Where) -> int | None:
        """The one place of a name; None where it stands nowhere.

        Raises:
            InforceError: `repeated-column` where it stands more than once.
        """
        found = self.find(name)
        if len(found) > 1:
            places = ", ".join(str(index + 1) for index in found)
            raise InforceError("repeated-column", f"column `{shown(name)}` stands more than once: columns {places}", where=where, help="give each its own name")
        return found[0] if found else None


def shown(name: str) -> str:
    """A column's name as a message shows it: one line, not too long."""
    bare = clean(name)
    return bare if len(bare) <= 60 else bare[:59] + "…"


def clean(name: str) -> str:
    """A name on one line, without characters that cannot be seen."""
    return " ".join("".join(c if c.isprintable() else " " for c in name[: 2 * LONGEST_NAME]).split())[:LONGEST_NAME]


def find_header(rows: Sequence[tuple[int | None, Sequence[str]]], score: Score, where: Where) -> tuple[int, Header]:
    """The row that names most known columns, the first of equals; its index among `rows` and the header.

    Args:
        rows: the first rows, each with its line.
    Raises:
        InforceError: `empty-file`, `too-wide`.
    """
    filled = [index for index, (_, cells) in enumerate(rows) if any(cell.strip() for cell in cells)]
    if not filled:
        raise InforceError("empty-file", "the roster is empty", where=where, help="its first row names the columns; each row after it is a case")
    best = max(filled, key=lambda index: (score(rows[index][1]), -index))
    line, cells = rows[best]
    return best, make_header(cells, line, where, above=sum(index < best for index in filled))


def make_header(cells: Sequence[str], line: int | None, where: Where, above: int = 0) -> Header:
    """A header of the cells of a row, trailing blanks dropped.

    Raises:
        InforceError: `too-wide`.
    """
    names = [clean(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise InforceError("too-wide", f"the header has {len(names)} columns; at most {MOST_COLUMNS} are read", where=where, help="keep the columns that say something of the rules")
    return Header(tuple(names), line, above)


def repeated(header: Header) -> list[str]:
    """Names that stand more than once."""
    counts = Counter(fold(name) for name in header.names if fold(name))
    return sorted({name for name in header.names if counts[fold(name)] > 1})
