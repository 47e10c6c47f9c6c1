"""PostgreSQL, Spark SQL and Spark's tasks as backends of the differential test."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inforce.backends import spark as engine
from inforce.screen.question import Question
from inforce.screen.spark import Answering, distributed
from tests.differential.columns import by_row, with_rows
from tests.differential.protocol import Answers, Batch
from tests.differential.sql import answers, statement_of
from tests.differential.tables import table_of


class PostgreSQL:
    """The statement run by a PostgreSQL server."""

    name = "postgres"
    exact = False

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def answer(self, batch: Batch) -> Sequence[Answers]:
        made, table = statement_of(batch, "postgres"), table_of(batch)
        names = ["person_id", *(column.name for column in made.columns)]
        with self.connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS people")
            cursor.execute(made.create_table)
            quoted = ", ".join('"' + name.replace('"', '""') + '"' for name in names)
            with cursor.copy(f"COPY people ({quoted}) FROM STDIN") as copy:
                for row in table.select(names).iter_rows():
                    copy.write_row(row)
            cursor.execute(made.sql)
            columns = [column.name for column in cursor.description]
            return answers(batch, [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()])


class SparkSQL:
    """The statement run by Spark."""

    name = "spark-sql"
    exact = False

    def __init__(self, spark: Any) -> None:
        self.spark = spark

    def answer(self, batch: Batch) -> Sequence[Answers]:
        frame = engine.to_frame(self.spark, table_of(batch).to_arrow())
        return answers(batch, engine.to_table(engine.plain(frame, statement_of(batch, "spark").sql)).to_pylist())


class SparkTasks:
    """The screener of `inforce screen`, inside Spark's tasks."""

    name = "spark"
    exact = True

    def __init__(self, spark: Any) -> None:
        self.spark = spark

    def answer(self, batch: Batch) -> Sequence[Answers]:
        asked, table = batch.asked, with_rows(table_of(batch, ()))
        question = Question(asked.on, tuple(asked.provisions), None, asked.known_on, asked.state, batch.readings)
        (found,) = distributed(self.spark, Answering.of(batch.book, question), [table], piece=max(1, table.height // 2))
        return by_row(batch, found.now, {refused.row for refused in found.refused})
