"""People as rows of the canonical table: what a case file says of a fact becomes what its columns hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from inforce.backends.sql import Layout
from tests.differential.protocol import Batch

TYPES = {"BOOLEAN": pl.Boolean, "DATE": pl.Date, "BIGINT": pl.Int64, "TEXT": pl.String}


def layout_of(batch: Batch) -> Layout:
    """The layout of a batch's table: every fact that people of the batch can have."""
    sets = {name: values for name, values in batch.names.items() if batch.book.library.vocabulary[name].type == "set"}
    return Layout(batch.book.library.vocabulary, facts=frozenset(batch.names), ranges=batch.ranges, values=sets)


def cells(batch: Batch, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The cells of one person."""
    layout, found = layout_of(batch), {}
    for name, values in batch.names.items():
        said = facts.get(name)
        for column in layout.columns(name, values):
            found[column.name] = _cell(column.name, name, column.type, said)
    return found


def _cell(column: str, fact: str, type: str, said: Any) -> Any:
    if said is None:
        return None
    if ":" in column:
        return said.get(column.removeprefix(fact + ":"))
    if column.endswith((".from", ".to")):
        said = said.get(column.rsplit(".", 1)[1]) if isinstance(said, Mapping) else said
    return date.fromisoformat(said) if type == "DATE" and said is not None else said


def table_of(batch: Batch, keys: Sequence[str] = ("person_id",)) -> pl.DataFrame:
    """The table of a batch, one row a person, keyed by the number of the row."""
    layout = layout_of(batch)
    schema: dict[str, Any] = dict.fromkeys(keys, pl.String)
    schema |= {c.name: TYPES[c.type] for name, values in batch.names.items() for c in layout.columns(name, values)}
    rows = [{**dict.fromkeys(keys, f"{index:06}"), **cells(batch, facts)} for index, facts in enumerate(batch.people)]
    return pl.DataFrame(rows, schema=schema)
