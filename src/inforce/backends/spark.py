"""Spark: distributes parcels and tables, and runs a statement as plain SQL for comparison.

Spark hands each task Arrow batches and takes Arrow batches back (`mapInArrow`); what happens inside a task is a function
that the caller brings. A task that fails is run again by Spark, on any machine. A parcel is a table as bytes in one cell:
Spark turns every cell of an Arrow batch into a row's cell and back, so hundreds of columns cost far more on their way than
the same bytes in one piece (bench/spark.md).
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa

from inforce.language.error import InforceError


@contextmanager
def _unwarned() -> Iterator[None]:
    """Without what PySpark says of the version of pandas, which is not used here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        yield


with _unwarned():
    import pyspark
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.pandas.types import from_arrow_schema

Work = Callable[[Any], Any]
"""From an Arrow table to an Arrow table with one row for each."""
Parcel = bytes
ROWS = 50_000
"""How many rows a batch holds at most: enough that a batch costs little beside its rows."""
LOCAL = "local[*,4]"
"""One machine, all its cores; a task may fail three times before the job does, as on a cluster."""


QUICK = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.log.level": "OFF",
    "spark.driver.extraJavaOptions": "-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
    "spark.sql.codegen.wholeStage": "false",
}
"""Settings for one machine: nothing listens to others, and a Java that only hands bytes on starts in half the time."""
ROUND = 64
"""How many parcels one job carries at most; what comes back is held by the program that asked."""


def check_installed() -> None:
    """Make sure that Spark can start here.

    Raises:
        InforceError: `no-engine` where there is no Java and no running Spark to speak to.
    """
    home = os.environ.get("JAVA_HOME")
    java = (Path(home) / "bin" / "java").is_file() if home else shutil.which("java") is not None
    if not java and "PYSPARK_GATEWAY_PORT" not in os.environ:
        raise InforceError("no-engine", "the engine `spark` needs Java, and none was found", help="install Java 17 or later, or set JAVA_HOME to where it is")


@contextmanager
def opened(master: str | None = None, **options: str) -> Iterator[SparkSession]:
    """The session at hand, left running; or one of our own, stopped afterwards."""
    active = SparkSession.getActiveSession()
    if active is not None:
        yield active
        return
    made = session(master, **options)
    with _unlogged():
        try:
            yield made
        finally:
            with suppress(Exception):
                made.stop()


@contextmanager
def _unlogged() -> Iterator[None]:
    """Without what Py4J writes of a Java that is gone, to standard error where nobody has said where logs go: the error raised says it in one line."""
    root, nowhere = logging.getLogger(), logging.NullHandler()
    root.addHandler(nowhere)
    try:
        yield
    finally:
        root.removeHandler(nowhere)


def session(master: str | None = None, **options: str) -> SparkSession:
    """The session at hand, or one as Spark's own configuration says; without any, on this machine alone.

    Args:
        options: Spark's settings, with `_` for `.`; given ones win over the defaults here.
    Raises:
        InforceError: `no-engine` where Spark does not start.
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
        "spark.executorEnv.POLARS_MAX_THREADS": "1",  # a task has one core
        "spark.executorEnv.PYTHONSAFEPATH": "1",  # no code from the folder one stands in
    }
    builder = SparkSession.builder.appName("inforce")
    if master is not None:
        builder = builder.master(master)
        if master.startswith("local"):
            settings |= QUICK
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings |= {name.replace("_", "."): value for name, value in options.items()}
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        with _hushed(), _own_home():
            made = builder.getOrCreate()
    except Exception:
        raise InforceError("no-engine", "Spark did not start", help="see that `java -version` says 17 or later, and that `spark-submit --version` answers") from None
    made.sparkContext.setLogLevel("OFF")
    return made


@contextmanager
def _hushed() -> Iterator[None]:
    """Keep Java's and Spark's chatter off standard error, from the start to the end of the Java process that is begun here.

    What tasks say when they fail would go there too, and must not: it could repeat what a row holds.
    """
    if "PYSPARK_GATEWAY_PORT" in os.environ:
        yield
        return
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        with _unwarned():
            yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


@contextmanager
def _own_home() -> Iterator[None]:
    """Let PySpark start the Spark that it came with, where none is named: it would first look beside the folder one stands in, and run what it finds."""
    home = Path(pyspark.__file__).parent
    if "SPARK_HOME" in os.environ or not (home / "bin" / "spark-submit").is_file():
        yield
        return
    os.environ["SPARK_HOME"] = str(home)
    try:
        yield
    finally:
        del os.environ["SPARK_HOME"]


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
    with _unwarned():
        return frame.mapInArrow(Task(make, schema), from_arrow_schema(schema))


@dataclass(frozen=True)
class Handling:
    """What runs in a task on parcels: each is opened, worked on and sent back with its place."""

    make: Callable[[], Callable[[Parcel], Parcel]]

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        work = self.make()
        for batch in batches:
            for place, parcel in zip(batch["place"].to_pylist(), batch["parcel"].to_pylist(), strict=True):
                yield pa.record_batch([pa.array([place], pa.int64()), pa.array([work(parcel)], pa.binary())], names=["place", "parcel"])


def over_parcels(spark: SparkSession, parcels: Iterable[Parcel], make: Callable[[], Callable[[Parcel], Parcel]]) -> Iterator[Parcel]:
    """What a function makes of each parcel, in order; two jobs run at a time, and no more parcels are taken than they carry and one job more.

    Args:
        make: gives the function; sent to Spark's processes, so it is a value that pickles.
    Raises:
        InforceError: `engine-failed` where Spark gives a job up.
    """
    size = max(1, min(ROUND, _parallelism(spark)))
    tag, rest = f"inforce-{uuid4().hex}", iter(parcels)
    jobs: deque[Future[Sequence[Parcel]]] = deque()
    with ThreadPoolExecutor(2) as pool:
        try:
            while some := list(islice(rest, size)):
                jobs.append(pool.submit(_gathered, _handled(spark, some, make), len(some), tag))
                if len(jobs) > 2:
                    yield from jobs.popleft().result()
            while jobs:
                yield from jobs.popleft().result()
        except BaseException:
            for job in jobs:
                job.cancel()
            with suppress(Exception):
                spark.sparkContext.cancelJobsWithTag(tag)
            raise


def _parallelism(spark: SparkSession) -> int:
    """How many tasks run at a time."""
    try:
        return int(spark.sparkContext.defaultParallelism)
    except Exception as error:
        raise _given_up(error) from None


def _handled(spark: SparkSession, parcels: Sequence[Parcel], make: Callable[[], Callable[[Parcel], Parcel]]) -> DataFrame:
    """The parcels as a frame, each to be handled in a task."""
    sent = pa.table({"place": pa.array(range(len(parcels)), pa.int64()), "parcel": pa.array(parcels, pa.binary())})
    try:
        with _unwarned():
            return spark.createDataFrame(sent).mapInArrow(Handling(make), "place long, parcel binary")
    except Exception as error:
        raise _given_up(error) from None


def _gathered(frame: DataFrame, count: int, tag: str) -> Sequence[Parcel]:
    """The parcels handled, in their order."""
    try:
        frame.sparkSession.sparkContext.addJobTag(tag)
        found = frame.toArrow().sort_by("place")
    except Exception as error:
        raise _given_up(error) from None
    if found["place"].to_pylist() != list(range(count)):
        raise InforceError("internal", "Spark gave back other parcels than it was sent", help="nothing was written; please report this line")
    made: list[Parcel] = found["parcel"].to_pylist()
    return made


def _given_up(error: Exception) -> InforceError:
    """Spark's errors are of many kinds, and their text may repeat what a row holds; the kind alone is told."""
    return InforceError("engine-failed", f"Spark gave the work up ({type(error).__name__})", help="nothing was written; docs/spark.md says where Spark's own logs are")


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
