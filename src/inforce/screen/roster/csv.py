"""CSV: delimited text of any size, read in batches, the line of every row kept and quotes that span lines counted right.

Lines without a quote and with the header's number of cells go to Polars as they are; every other line is read by the
standard library's reader, one row at a time, and judged. A quote that opens and never closes well costs its own line
alone: reading goes on with the next one, so that nothing is swallowed.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from inforce.language.error import InforceError, Where
from inforce.screen.roster.encoding import DAMAGED, TOO_LONG, Lines, check_encoding, find_encoding, read_lines
from inforce.screen.roster.header import MOST_COLUMNS, SEARCHED, Header, Score, find_header
from inforce.screen.roster.source import BATCH_ROWS, CODE, LINE, cell
from inforce.screen.roster.words import fold, is_total

DELIMITERS = (",", ";", "\t", "|", "^", "~", "\x1f")
"""The delimiters that are looked for; any other single character can be named."""
MOST_LINES = 200
"""The most lines that one quoted cell may span."""
LONGEST_CELL = 1 << 17
_SEP = re.compile(r"sep=(.)", re.IGNORECASE)
_MAY_BE_TOTAL = r"(?i)^\W*(grand\W|gran\W|sub\W?)?(total|sum|suma|count|conteo|cuenta)"
csv.field_size_limit(LONGEST_CELL)


class Csv:
    """A delimited text file as a source of rows."""

    def __init__(self, path: Path, score: Score, *, delimiter: str | None = None, encoding: str | None = None) -> None:
        """Open the file and find its header.

        Raises:
            InforceError: `empty-file`, `too-wide`, `unknown-encoding`, `not-a-roster`.
        """
        self.path = path
        self.where = Where(str(path))
        self.encoding = check_encoding(encoding, self.where) if encoding else find_encoding(path)
        self.notes: list[tuple[str, dict[str, object]]] = []
        self.total: int | None = None
        self.epoch: int | None = None
        top = next(read_lines(path, self.encoding), Lines(1, [])).texts
        filled = [line.removeprefix(DAMAGED) for line in top[:SEARCHED] if line and line != TOO_LONG]
        if 2 * sum("\x00" in line for line in filled) > len(filled):  # a single one costs its row
            raise InforceError("not-a-roster", "the file is not text", where=self.where, help="rosters are CSV, Excel (.xlsx), Parquet or Arrow files")
        self._first = 1
        if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n\x00'):
            raise InforceError("bad-use", "a delimiter is one character", where=self.where, help="write for instance --delimiter ';'")
        if top and (match := _SEP.fullmatch(top[0])):
            delimiter, self._first = delimiter or match[1], 2
        self.delimiter = delimiter or find_delimiter(top[self._first - 1 :], score)
        index, self.header = self._find_header(top, score)
        self._body = index
        self.settings: dict[str, str | None] = {"encoding": self.encoding, "delimiter": self.delimiter}
        self._names = [fold(name) for name in self.header.names]
        self._begins = top[index - 1][:8] or self.delimiter
        """How the header's line begins; a row that begins so may repeat it."""

    def _find_header(self, top: Sequence[str], score: Score) -> tuple[int, Header]:
        """The header, and how many lines end with it."""
        rows: list[tuple[int | None, Sequence[str]]] = []
        ends: list[int] = []
        index = self._first - 1
        while index < len(top) and len(rows) < SEARCHED:
            cells, used, code = read_row(top, index, self.delimiter, final=True)
            rows.append((index + 1, cells if code is None else []))
            index += used
            ends.append(index)
        if TOO_LONG in top[:index] and not any(score(cells) for _, cells in rows):  # it may be the header
            raise InforceError("too-wide", "one of the first lines is longer than any that is read", where=self.where, help=f"at most {MOST_COLUMNS} columns are read")
        best, header = find_header(rows, score, self.where)
        return ends[best], header

    def is_text(self, index: int) -> bool:
        return True

    def batches(self, indices: Sequence[int]) -> Iterator[pl.DataFrame]:
        """The rows in order; blank rows are no rows."""
        held = Lines(1, [])
        for piece in read_lines(self.path, self.encoding):
            texts = held.texts + piece.texts
            first = piece.first - len(held.texts)
            if first <= self._body:
                texts, first = texts[self._body - first + 1 :], self._body + 1
            while len(texts) > BATCH_ROWS:
                batch, used = self._rows(Lines(first, texts[:BATCH_ROWS]), indices, final=False)
                texts, first = texts[used:], first + used
                yield batch
            held = Lines(first, texts)
        while held.texts:
            batch, used = self._rows(held, indices, final=True)
            held = Lines(held.first + used, held.texts[used:])
            yield batch

    def _rows(self, lines: Lines, indices: Sequence[int], *, final: bool) -> tuple[pl.DataFrame, int]:
        """The rows of some lines, and how many lines they used; a row that may go on in later lines is left for them."""
        width = len(self.header.names)
        texts = lines.texts
        table = pl.DataFrame({"text": texts}, schema={"text": pl.String}).with_row_index("at")
        text = pl.col("text")
        plain = (
            (text.str.count_matches(self.delimiter, literal=True) == width - 1)
            & ~text.str.contains('"', literal=True)
            & ~text.str.contains("\x00", literal=True)
            & ~text.str.contains(_MAY_BE_TOTAL)
            & ~text.str.starts_with(self._begins)
            & (text.str.strip_chars(self.delimiter + " \t") != "")
            & (text.str.len_bytes() < LONGEST_CELL)
        )
        told = table.with_columns(plain.alias("plain"))
        slow = told.filter(~pl.col("plain"))["at"].to_list()
        taken: set[int] = set()
        odd: list[tuple[int, str | None, list[str]]] = []
        used = len(texts)
        next_free = 0
        for at in slow:
            if at < next_free:
                continue
            cells, count, code = read_row(texts, at, self.delimiter, final=final)
            if count == 0:
                used = at
                break
            if count > 1:
                taken.update(range(at, at + count))
            next_free = at + count
            code, cells = self._judge(cells, code)
            if code != "blank":
                odd.append((at, code, cells))
        rows = told.filter(pl.col("plain") & (pl.col("at") < used))
        if taken:
            rows = rows.join(pl.DataFrame({"at": sorted(taken)}, schema={"at": pl.UInt32}), on="at", how="anti", maintain_order="left")
        fast = rows.select("at", pl.lit(None, pl.String).alias(CODE)).hstack(_split(rows["text"], self.delimiter, width, indices).get_columns())
        slow_table = pl.DataFrame(
            {"at": [at for at, _, _ in odd], CODE: [code for _, code, _ in odd]} | {cell(i): [(cells[i] or None) if i < len(cells) else None for _, _, cells in odd] for i in indices},
            schema={"at": pl.UInt32, CODE: pl.String} | {cell(i): pl.String for i in indices},
        )
        both = pl.concat([fast.select(slow_table.columns), slow_table]).sort("at")
        return both.with_columns((pl.col("at").cast(pl.Int64) + lines.first).alias(LINE)).select(LINE, CODE, *map(cell, indices)), used

    def _judge(self, cells: list[str], code: str | None) -> tuple[str | None, list[str]]:
        """Whether a row read on its own is a case: `blank`, a code of the reason why not, or None."""
        if code is not None:
            return code, cells
        if not any(text.strip() for text in cells):
            return "blank", []
        if any("\x00" in text for text in cells):
            return "nul-byte", [text.replace("\x00", "\ufffd") for text in cells]
        width = len(self.header.names)
        first = next(text for text in cells if text.strip())
        if is_total(first):
            return "totals-row", cells
        if [fold(text) for text in cells[:width]] == self._names:
            return "repeated-header", []
        if len(cells) < width or any(text.strip() for text in cells[width:]):
            return "ragged-row", cells
        return None, cells


def _split(texts: pl.Series, delimiter: str, width: int, indices: Sequence[int]) -> pl.DataFrame:
    """Cells of lines that hold no quote and have the right number of them."""
    schema = {cell(i): pl.String for i in indices}
    if texts.is_empty() or not indices:
        return pl.DataFrame(schema=schema)
    if len(delimiter.encode()) > 1 or width == 1:  # Polars splits at one byte
        parts = texts.str.split(delimiter)
        return pl.DataFrame({cell(i): parts.list.get(i).replace("", None) for i in indices})  # as the other reader does
    raw = "\n".join(texts.to_list()).encode()
    wanted = sorted(indices)
    found = pl.read_csv(io.BytesIO(raw), has_header=False, separator=delimiter, quote_char=None, infer_schema=False, columns=wanted)
    if found.height != len(texts):
        raise AssertionError("rows were lost between the lines and the reader")
    return found.rename(dict(zip(found.columns, map(cell, wanted), strict=True)))


def read_row(lines: Sequence[str], at: int, delimiter: str, *, final: bool) -> tuple[list[str], int, str | None]:
    """One row from a line on: its cells, how many lines it spans (0: it needs lines that are not there yet), or a code.

    >>> read_row(['a,"b', 'c",d', "e"], 0, ",", final=True)
    (['a', 'b\\nc', 'd'], 2, None)
    >>> read_row(['a,"b', "c,d"], 0, ",", final=True)
    (['a', 'b'], 1, 'unclosed-quote')
    """
    if lines[at] == TOO_LONG:
        return [], 1, "huge-cell"
    if lines[at].startswith(DAMAGED):
        return loosely(lines[at].removeprefix(DAMAGED), delimiter), 1, "bad-encoding"
    limit = min(len(lines), at + MOST_LINES)
    fed = 0

    def feed() -> Iterator[str]:
        nonlocal fed
        for index in range(at, limit):
            if index > at and lines[index].startswith((TOO_LONG, DAMAGED)):
                return
            fed += 1
            yield lines[index] + "\n"

    reader = csv.reader(feed(), delimiter=delimiter, strict=True)
    try:
        cells = next(reader)
        return cells, max(fed, 1), None
    except StopIteration:
        return [], 1, None
    except csv.Error as error:
        message = str(error)
        if "field larger" in message:
            return [], 1, "huge-cell" if fed == 1 else "unclosed-quote"
        if "unexpected end" in message:
            if not final and at + fed == len(lines) and fed < MOST_LINES:
                return [], 0, None
            return loosely(lines[at], delimiter), 1, "unclosed-quote"
        return loosely(lines[at], delimiter), 1, "bad-quote" if fed == 1 else "unclosed-quote"


def loosely(line: str, delimiter: str) -> list[str]:
    """The cells of a line that is not read, for the quarantine: quotes taken as they come.

    >>> loosely('a,"b"c,"d', ",")
    ['a', 'bc', 'd']
    """
    try:
        return next(csv.reader([line.replace("\x00", "\ufffd")], delimiter=delimiter), [])
    except csv.Error:
        return []


def find_delimiter(lines: Sequence[str], score: Score) -> str:
    """The delimiter under which a row names most known columns and most rows have as many cells as it."""
    best, found = (0, 0, 0), ","
    for delimiter in DELIMITERS:
        widths: Counter[int] = Counter()
        known = index = 0
        while index < len(lines) and sum(widths.values()) < SEARCHED:
            cells, used, code = read_row(lines, index, delimiter, final=True)
            index += max(used, 1)
            if code is None and any(cell.strip() for cell in cells):
                widths[len(cells)] += 1
                known = max(known, score(cells))
        width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(1, 0))
        rank = (known, count if width > 1 else 0, width)
        if rank > best:
            best, found = rank, delimiter
    return found
