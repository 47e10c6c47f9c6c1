"""Engines of SQL as backends: the statement is made for the batch's table, run, and read back row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from inforce.backends import sql
from inforce.backends.sql.statement import CONTRADICTORY, WAITING
from tests.differential.protocol import Answers, Batch
from tests.differential.tables import layout_of, table_of


def statement_of(batch: Batch, dialect: str) -> sql.Statement:
    return sql.statement(batch.book, batch.asked, dialect, layout_of(batch))


def answers(batch: Batch, rows: Sequence[Mapping[str, Any]]) -> list[Answers]:
    """Rows as answers, in the order of the people."""
    found = []
    for row in sorted(rows, key=lambda row: row["person_id"]):
        names = batch.asked.provisions
        found.append(Answers({n: row[n] for n in names}, {n: row[n + WAITING] for n in names}, row[CONTRADICTORY]))
    return found


class DuckDB:
    """The statement run by DuckDB in this process."""

    name = "duckdb"
    exact = False

    def answer(self, batch: Batch) -> Sequence[Answers]:
        with duckdb.connect(":memory:", config={"threads": 1}) as connection:
            connection.register("people", table_of(batch).to_arrow())
            result = connection.execute(statement_of(batch, "duckdb").sql)
            names = [column[0] for column in result.description or ()]
            return answers(batch, [dict(zip(names, row, strict=True)) for row in result.fetchall()])
