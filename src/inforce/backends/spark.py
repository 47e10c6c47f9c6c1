"""Spark: distributes tables of people, and runs a statement as plain SQL for comparison.

Spark hands each task Arrow batches and takes Arrow batches back (`mapInArrow`); what happens inside a task is a function
from table to table that the caller brings. A task that fails is run again by Spark, on any machine.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

Work = Callable[[Any], Any]
"""From an Arrow table to an Arrow table with one row for each."""
ROWS = 50_000
"""How many rows a batch holds at most: enough that a batch costs little beside its rows."""
LOCAL = "local[*,4]"
"""One machine, all its cores; a task may fail three times before the job does, as on a cluster."""


def session(master: str | None = None, **options: str) -> SparkSession:
    """The session at hand, or one as Spark's own configuration says; without any, on this machine alone.

    Args:
        options: Spark's settings, with `_` for `.`; given ones win over the defaults here.
    """
    active = SparkSession.getActiveSession()
    if active is not None:
        return active
    if master is None and "SPARK_HOME" not in os.environ and "PYSPARK_GATEWAY_PORT" not in os.environ:
        master = LOCAL
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(ROWS),
        "spark.ui.showConsoleProgress": "false",
    }
    settings |= {name.replace("_", "."): value for name, value in options.items()}
    builder = SparkSession.builder.appName("inforce")
    if master is not None:
        builder = builder.master(master)
        if master.startswith("local"):
            settings |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    for name, value in settings.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    made.sparkContext.setLogLevel("OFF")
    return made


def schema_of(table: Any) -> pa.Schema:
    """The schema of an Arrow table in types that Spark has: no dictionaries, no large strings, no unsigned numbers."""
    return pa.schema([pa.field(field.name, _plain(field.type)) for field in table.schema])


def _plain(type: pa.DataType) -> pa.DataType:
    if pa.types.is_dictionary(type):
        return _plain(type.value_type)
    if pa.types.is_list(type) or pa.types.is_large_list(type):
        return pa.list_(_plain(type.value_type))
    if pa.types.is_large_string(type) or pa.types.is_string_view(type):
        return pa.string()
    return pa.int64() if pa.types.is_integer(type) else type


@dataclass(frozen=True)
class Task:
    """What runs in a task: made once in each of Spark's processes, then handed batch after batch."""

    make: Callable[[], Work]
    schema: pa.Schema

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        work = self.make()
        for batch in batches:
            made = work(pa.Table.from_batches([batch])).cast(self.schema)
            yield from made.to_batches()


def over_batches(frame: DataFrame, make: Callable[[], Work], schema: pa.Schema) -> DataFrame:
    """The frame with every batch put through a function.

    Args:
        make: gives the function; sent to Spark's processes, so it is a value that pickles.
        schema: what the function gives.
    """
    return frame.mapInArrow(Task(make, schema), from_arrow_schema(schema))


def to_frame(spark: SparkSession, table: Any) -> DataFrame:
    """An Arrow table as a frame, cut into as many parts as there are cores."""
    made: DataFrame = spark.createDataFrame(table.cast(schema_of(table)))
    return made


def to_table(frame: DataFrame) -> pa.Table:
    """The rows of a frame, gathered here."""
    return frame.toArrow()


def plain(frame: DataFrame, sql: str, table: str = "people") -> DataFrame:
    """The same by a statement of `inforce sql --dialect spark`, which Spark plans and runs itself."""
    frame.createOrReplaceTempView(table)
    return frame.sparkSession.sql(sql)


def counts(frame: DataFrame, names: Iterable[str]) -> Mapping[str, int]:
    """How many rows hold something in each column: the least a scan of the columns can do."""
    from pyspark.sql import functions

    row = frame.agg(*(functions.count(functions.col(f"`{name}`")).alias(f"c{i}") for i, name in enumerate(names))).collect()[0]
    return dict(zip(names, row, strict=True))
