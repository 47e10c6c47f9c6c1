"""`--engine spark` gives what the embedded engine gives, row by row, also where tasks fail and are run again."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import inforce
from inforce.language.error import InforceError
from inforce.screen import spark as engine
from inforce.screen.caseload import screen
from inforce.screen.engines import Answered, answer_tables
from inforce.screen.question import Question, question
from inforce.screen.roster import open_roster

pytestmark = pytest.mark.engines
ROSTER = Path(__file__).parents[2] / "examples" / "roster" / "roster.csv"
ASKED = ("priority/2017/charged", "protection/daca")
ROWS = 150
"""Rows of the example that are asked about here; the whole of it with INFORCE_DEEP=1."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if os.environ.get("INFORCE_DEEP") == "1":
        return ROSTER
    path = tmp_path_factory.mktemp("roster") / "roster.csv"
    path.write_bytes(b"".join(ROSTER.read_bytes().splitlines(keepends=True)[: ROWS + 1]))
    return path


@pytest.fixture(scope="module")
def asked(book: inforce.Book) -> Question:
    return question(book, on="2017-02-22", compared="2017-02-19", provisions=ASKED)


@pytest.fixture(scope="module")
def tables(book: inforce.Book, source: Path) -> list[pl.DataFrame]:
    roster = open_roster(source, book=book, keep=("Office",))
    whole = pl.concat([batch.table for batch in roster.batches()])
    return [whole.slice(0, 90), whole.slice(90), whole.clear()]  # tables of different lengths, and one without a row


@pytest.fixture(scope="module")
def expected(book: inforce.Book, asked: Question, tables: list[pl.DataFrame]) -> list[Answered]:
    return list(answer_tables(book, asked, tables))


def told(found: Answered) -> tuple[Any, ...]:
    assert found.other is not None
    refused = [(one.row, one.line, one.key, one.column, one.fact, one.code, one.reason, dict(one.cells)) for one in found.refused]
    return found.now.schema, found.now.rows(), found.other.schema, found.other.rows(), refused


@dataclass(frozen=True)
class FailsOnce:
    """A task that fails when it is first tried: by an error, or with its whole process."""

    work: Callable[[], Callable[[bytes], bytes]]
    folder: str
    how: str

    def __call__(self) -> Callable[[bytes], bytes]:
        work = self.work()

        def fails(parcel: bytes) -> bytes:
            made = work(parcel)
            try:
                Path(self.folder, str(len(parcel))).touch(exist_ok=False)
            except FileExistsError:
                return made
            if self.how == "dies":
                os._exit(1)
            raise RuntimeError("planted")

        return fails


@dataclass(frozen=True)
class Wrong:
    """A planted fault: one fact of every row is turned round before it is answered."""

    work: Callable[[], Callable[[bytes], bytes]]

    def __call__(self) -> Callable[[bytes], bytes]:
        work = self.work()
        return lambda parcel: work(engine.to_bytes(engine.from_bytes(parcel).with_columns(~pl.col("charge_unresolved"))))


@dataclass(frozen=True)
class Fails:
    """A task that fails each time, and would tell what a row holds."""

    def __call__(self) -> Callable[[bytes], bytes]:
        def fails(parcel: bytes) -> bytes:
            raise RuntimeError("nationality HN")

        return fails


@pytest.fixture
def work(book: inforce.Book, asked: Question) -> engine.Answering:
    return engine.Answering.of(book, asked)


def test_every_row_is_answered_as_by_the_embedded_engine(spark: Any, work: engine.Answering, tables: list[pl.DataFrame], expected: list[Answered]) -> None:
    assert any(found.refused for found in expected)
    assert any(found.now["protection/daca"].eq("depends").any() for found in expected)
    found = list(engine.distributed(spark, work, tables, piece=40))
    assert [told(one) for one in found] == [told(one) for one in expected]


@pytest.mark.parametrize("how", ["raises", "dies"])
def test_a_task_that_fails_once_is_run_again_with_the_same_answers(
    spark: Any, work: engine.Answering, tables: list[pl.DataFrame], expected: list[Answered], tmp_path: Path, how: str
) -> None:
    found = list(engine.distributed(spark, FailsOnce(work, str(tmp_path), how), tables, piece=90))
    assert len(list(tmp_path.iterdir())) >= 2
    assert [told(one) for one in found] == [told(one) for one in expected]


def test_a_planted_fault_is_caught(spark: Any, work: engine.Answering, tables: list[pl.DataFrame], expected: list[Answered]) -> None:
    found = list(engine.distributed(spark, Wrong(work), tables[:1]))
    assert told(found[0]) != told(expected[0])


def test_a_task_that_fails_each_time_is_one_line_that_repeats_nothing(spark: Any, tables: list[pl.DataFrame], capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InforceError) as caught:
        list(engine.distributed(spark, Fails(), tables[:1]))
    assert caught.value.code == "engine-failed"
    assert "HN" not in str(caught.value)
    assert "nationality" not in "".join(capfd.readouterr())


def test_what_the_engine_refuses_is_said_as_it_says_it(spark: Any, work: engine.Answering) -> None:
    with pytest.raises(InforceError) as caught:
        list(engine.distributed(spark, work, [pl.DataFrame({"_row": [0], "no_such_fact": [True]})]))
    assert caught.value.code == "unknown-column"


def test_keys_lines_and_kept_columns_are_not_sent(monkeypatch: pytest.MonkeyPatch, work: engine.Answering, tables: list[pl.DataFrame]) -> None:
    sent: list[pl.DataFrame] = []

    def over(_: Any, parcels: Iterator[bytes], __: Any) -> Iterator[bytes]:
        sent.extend(map(engine.from_bytes, parcels))
        return iter(())

    monkeypatch.setattr(engine.spark, "over_parcels", over)
    assert list(engine.distributed(None, work, tables)) == []
    assert sum(one.height for one in sent) == sum(one.height for one in tables)
    for one in sent:
        assert {name for name in one.columns if name.startswith(("_", "keep:"))} == {"_row"}


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_the_files_are_the_same_bytes(spark: Any, book: inforce.Book, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(engine, "PIECE", 60)
    words: dict[str, Any] = {"on": "2017-02-22", "compared": "2017-02-19", "provisions": ASKED, "keep": ["Office"], "format": kind}
    one, other = (screen(book, source, tmp_path / name, engine=name, **words) for name in ("polars", "spark"))
    assert (one.rows, one.quarantined) == (other.rows, other.quarantined)
    assert one.quarantined > 0
    assert set(one.files.values()) == {path.name for path in (tmp_path / "spark").iterdir()}
    for name in one.files.values():
        assert (tmp_path / "spark" / name).read_bytes() == (tmp_path / "polars" / name).read_bytes(), name
        assert stat.S_IMODE((tmp_path / "spark" / name).stat().st_mode) == 0o600


def test_a_machine_without_java_is_said(source: Path, tmp_path: Path) -> None:
    words = ["screen", str(source), "--on", "2017-02-22", "--provisions", ASKED[0], "-o", str(tmp_path / "out"), "--engine", "spark"]
    bare = {name: value for name, value in os.environ.items() if name not in ("JAVA_HOME", "PYSPARK_GATEWAY_PORT")} | {"PATH": str(tmp_path)}
    ran = subprocess.run([sys.executable, "-m", "inforce.cli.main", *words], capture_output=True, text=True, timeout=120, check=False, env=bare)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "the engine `spark` needs Java, and none was found [no-engine]\n  help: install Java 17 or later, or set JAVA_HOME to where it is\n"
    assert not (tmp_path / "out").exists()


def test_what_stands_below_a_null_does_not_stop_a_table_from_being_sent() -> None:
    words = pl.Series("word", [0, 1, 2], dtype=pl.UInt8)
    table = words.set(words == 2, None).cat.to(pl.Enum(["a", "b"])).to_frame()
    assert engine.from_bytes(engine.to_bytes(table)).equals(table)
    assert engine.from_bytes(engine.to_bytes(table)).schema == table.schema


def test_no_code_is_run_from_the_folder_one_stands_in_nor_from_beside_it(source: Path, tmp_path: Path) -> None:
    mark, folder = tmp_path / "mark", tmp_path / "folder"
    for place in ("folder/inforce", "jars", "bin"):
        (tmp_path / place).mkdir(parents=True)
    for name in (*sorted(sys.stdlib_module_names), "polars", "pyarrow", "pyspark", "py4j", "inforce/__init__"):
        (folder / f"{name}.py").write_text(f"open({str(mark)!r}, 'a').write({name!r})\n")
    (tmp_path / "bin" / "spark-submit").write_text(f"#!/bin/sh\necho spark-submit >> '{mark}'\n")
    (tmp_path / "bin" / "spark-submit").chmod(0o755)
    (tmp_path / "inforce").write_text("from inforce.cli.main import main\nmain()\n")
    words = ["screen", str(source), "--on", "2017-02-22", "--provisions", ASKED[0], "-o", str(tmp_path / "out"), "--engine", "spark"]
    places = {"PYTHONPATH": str(Path(inforce.__file__).parents[1])}
    ran = subprocess.run([sys.executable, str(tmp_path / "inforce"), *words], cwd=folder, env={**os.environ, **places}, capture_output=True, text=True, timeout=300, check=False)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert not mark.exists()


KILLS = """
import os, signal
from inforce.backends import spark
usual = getattr(spark, "{place}")
def kills(session, *more):
    os.kill(session.sparkContext._gateway.proc.pid, signal.SIGKILL)
    session.sparkContext._gateway.proc.wait()
    return usual(session, *more)
spark.{place} = kills
from inforce.cli.main import main
main()
"""


@pytest.mark.parametrize("place", ["_parallelism", "_handled"])
def test_spark_that_is_killed_is_one_line_and_writes_nothing(source: Path, tmp_path: Path, place: str) -> None:
    words = ["screen", str(source), "--on", "2017-02-22", "--provisions", ASKED[0], "-o", str(tmp_path / "out"), "--engine", "spark"]
    ran = subprocess.run([sys.executable, "-c", KILLS.format(place=place), *words], capture_output=True, text=True, timeout=300, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("Spark gave the work up (")
    assert len(ran.stderr.splitlines()) == 2
    assert list(tmp_path.iterdir()) == []
