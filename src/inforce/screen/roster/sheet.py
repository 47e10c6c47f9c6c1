"""Sheets: the rows of one sheet of a workbook, streamed, each cell as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from xml.parsers import expat

from inforce.screen.roster.header import MOST_COLUMNS
from inforce.screen.roster.package import Package
from inforce.screen.roster.workbook import Workbook, local

LONGEST_CELL = 1 << 17
LONGEST_ROW = 1 << 21
LAST_ROW = 1 << 20
ERROR, HUGE = "\x00error", "\x00huge"
"""What stands for a cell that holds an error of the spreadsheet, or more text than is read."""
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the sheet, and the text of its cells that hold something."""

    line: int
    cells: dict[int, str]

    @property
    def is_blank(self) -> bool:
        return not self.cells

    def texts(self) -> list[str]:
        """The cells side by side, blanks included."""
        return [self.cells.get(i, "") for i in range(max(self.cells, default=-1) + 1)]


def column_of(letters: str) -> int:
    """The place of a column from 0.

    >>> [column_of(letters) for letters in ("A", "Z", "AA", "XFD")]
    [0, 25, 26, 16383]
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def as_text(raw: str, kind: str, style: int | None, workbook: Workbook) -> str:
    """The text of a cell, by its type and style."""
    if kind == "s":
        index = int(raw) if raw.isdigit() else -1
        return workbook.shared[index] if 0 <= index < len(workbook.shared) else ERROR
    if kind == "b":
        return "true" if raw.strip() in ("1", "true") else "false"
    if kind == "e":
        return ERROR
    if kind in ("str", "inlineStr", "d"):
        return raw
    try:
        number = float(raw)
        whole = int(number)
    except (ValueError, OverflowError):
        return ERROR if raw.strip() else ""
    if style in workbook.date_styles:
        return _day_text(whole, workbook)
    return str(whole) if number == whole else repr(number)


def _day_text(serial: int, workbook: Workbook) -> str:
    """A date cell as an ISO date; day zero, by which a spreadsheet shows nothing, as 1900-01-01."""
    if serial <= 1 and workbook.epoch < date(1904, 1, 1).toordinal():
        return "1900-01-01"
    day = workbook.epoch + serial
    return date.fromordinal(day).isoformat() if 1 <= day <= date.max.toordinal() else ERROR


class _Reader:
    """What the parser's events build."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.done: list[Row] = []
        self.line = 0
        self.cells: dict[int, str] = {}
        self.column = -1
        self.kind = "n"
        self.style: int | None = None
        self.parts: list[str] = []
        self.size = 0
        self.collecting = False
        self.in_reading = False
        self.row_size = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        word = local(name)
        if word == "row":
            number = attributes.get("r", "")
            self.line = int(number) if number.isdigit() and len(number) < 9 else self.line + 1
            self.cells, self.column, self.row_size = {}, -1, 0
        elif word == "c":
            place = _PLACE.fullmatch(attributes.get("r", ""))
            self.column = column_of(place[1]) if place else self.column + 1
            self.kind = attributes.get("t", "n")
            style = attributes.get("s", "")
            self.style = int(style) if style.isdigit() and len(style) < 9 else None
            self.parts, self.size = [], 0
        elif word == "rPh":
            self.in_reading = True
        elif word == "v" or (word == "t" and not self.in_reading):
            self.collecting = True

    def text(self, data: str) -> None:
        if self.collecting and self.size <= LONGEST_CELL:
            self.size += len(data)
            self.parts.append(data)

    def end(self, name: str) -> None:
        word = local(name)
        if word in ("v", "t"):
            self.collecting = False
        elif word == "rPh":
            self.in_reading = False
        elif word == "c" and self.parts and self.column <= MOST_COLUMNS:
            self.row_size += self.size
            text = HUGE if self.size > LONGEST_CELL or self.row_size > LONGEST_ROW else as_text("".join(self.parts), self.kind, self.style, self.workbook)
            if text.strip():
                self.cells[self.column] = text
        elif word == "row":
            if self.cells and self.line <= LAST_ROW:
                self.done.append(Row(self.line, self.cells))
            self.cells = {}


def read_rows(package: Package, part: str, workbook: Workbook) -> Iterator[Row]:
    """The rows of a sheet that hold something, in the order of the file.

    Raises:
        InforceError: `unsafe-file`, `not-a-roster`.
    """
    reader = _Reader(workbook)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    for _ in package.blocks(part, parser):
        done, reader.done = reader.done, []
        yield from done
    yield from reader.done
