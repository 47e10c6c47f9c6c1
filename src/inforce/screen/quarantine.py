"""The quarantine: the rows without an answer, each with line, key, column, code, reason and its mapped cells.

| column | holds |
|---|---|
| `line`, `sheet`, `key` | as in the results |
| `column`, `fact` | the source's column and the fact in question; for facts in conflict, all of them |
| `code`, `reason` | why there is no answer |
| `cells` | the row's mapped cells, as a JSON object |

A value of a cell appears in this file and nowhere else: no message, log or report repeats one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from inforce.screen.plain import JOIN

KEEP = "keep:"
"""How the names of columns begin that are copied and not read."""
LONGEST = 1000
"""The most characters of a cell that are repeated; its line tells where the rest stands, and a sheet holds what is written."""
SCHEMA = pl.Schema({name: pl.Int64 if name == "line" else pl.String for name in ("line", "key", "column", "fact", "code", "reason", "cells")})


class Refusal(Protocol):
    """One reason why a row has no answer."""

    @property
    def row(self) -> int: ...
    @property
    def line(self) -> int | None: ...
    @property
    def key(self) -> str | None: ...
    @property
    def column(self) -> str | None: ...
    @property
    def fact(self) -> str | None: ...
    @property
    def code(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def cells(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the quarantine."""

    row: int
    line: int | None
    key: str | None
    column: str | None
    fact: str | None
    code: str
    reason: str
    cells: Mapping[str, str]


def gathered(refusals: Iterable[Refusal]) -> list[Refusal]:
    """One line for each row, in the order of the roster; a row with several reasons names them all, under the first one's code."""
    rows: dict[int, list[Refusal]] = {}
    for one in refusals:
        rows.setdefault(one.row, []).append(one)
    return [_together(found) for _, found in sorted(rows.items())]


def _together(found: Sequence[Refusal]) -> Refusal:
    first = found[0]
    if len(found) == 1:
        return first
    columns, facts, reasons = (_join(getattr(one, name) for one in found) for name in ("column", "fact", "reason"))
    return Line(first.row, first.line, first.key, columns, facts, first.code, reasons or first.reason, {k: v for one in found for k, v in one.cells.items()})


def _join(words: Iterable[str | None]) -> str | None:
    return JOIN.join(dict.fromkeys(word for word in words if word)) or None


def with_cells(refusals: Sequence[Refusal], table: pl.DataFrame) -> list[Refusal]:
    """Refusals that know only facts, as those for facts in conflict, with what the row says of each fact as its cells."""
    bare = {one.row for one in refusals if not one.cells}
    if not bare:
        return list(refusals)
    rows = table.filter(pl.col("_row").is_in(sorted(bare))).iter_rows(named=True)
    said = {row["_row"]: {name: str(value) for name, value in row.items() if value is not None and not name.startswith(("_", KEEP))} for row in rows}
    return [one if one.cells else Line(one.row, one.line, one.key, one.column, one.fact, one.code, one.reason, said.get(one.row, {})) for one in refusals]


def quarantine_table(refusals: Iterable[Refusal]) -> pl.DataFrame:
    """The refusals as they are written, a line each."""
    rows = [(one.line, one.key, one.column, one.fact, one.code, one.reason, json.dumps({name: _shortened(text) for name, text in one.cells.items()}, ensure_ascii=False, default=str)) for one in refusals]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
