"""Parquet, Arrow, Polars and pandas tables: the same rows from each, and nothing of a column that is not mapped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from inforce.screen.roster import parquet as parquet_room
from tests.roster.kit import Reader

TABLE = pl.DataFrame(
    {
        "Case ID": ["K-1", "K-2", "K-3", "K-4"],
        "Nationality": ["México", "PE", None, "Utopia"],
        "Last entry": [date(2015, 3, 4), None, date(1900, 1, 1), date(2016, 1, 2)],
        "DACA": [True, False, None, True],
        "Days since entry": [100, 0, None, 5],
        "Notes": ["never", "read", "at", "all"],
    },
    schema_overrides={"Days since entry": pl.Int64},
)
WANTED = [
    {"_key": "K-1", "nationality": "MX", "entry_date": date(2015, 3, 4), "daca_current": True, "days_since_entry": 100},
    {"_key": "K-2", "nationality": "PE", "daca_current": False, "days_since_entry": 0},
    {"_key": "K-3"},
]


def parquet(path: Path) -> Any:
    TABLE.write_parquet(path)
    return path


def arrow(path: Path) -> Any:
    TABLE.write_ipc(path)
    return path


def stream(path: Path) -> Any:
    TABLE.write_ipc_stream(path)
    return path


SOURCES: dict[str, Callable[[Path], Any]] = {
    "parquet": parquet,
    "arrow": arrow,
    "arrow stream": stream,
    "polars": lambda _: TABLE,
    "polars, lazy": lambda _: TABLE.lazy(),
    "pyarrow": lambda _: TABLE.to_arrow(),
    "pyarrow reader": lambda _: pa.RecordBatchReader.from_batches(TABLE.to_arrow().schema, TABLE.to_arrow().to_batches()),
    "pandas": lambda _: TABLE.to_pandas(),
    "pandas of Arrow": lambda _: TABLE.to_pandas(use_pyarrow_extension_array=True),
}


@pytest.mark.parametrize("kind", SOURCES)
def test_every_kind_of_table_says_the_same(read: Reader, tmp_path: Path, kind: str) -> None:
    told = read(SOURCES[kind](tmp_path / "table"))
    assert told.rows == WANTED
    assert [(one.row, one.line, one.key, one.column, one.code) for one in told.refused] == [(3, None, "K-4", "Nationality", "unknown-word")]
    assert told.roster.total == 4


@pytest.mark.parametrize("kind", ["parquet", "polars", "pandas"])
def test_portions_do_not_matter(read: Reader, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_room, "BATCH_ROWS", 2)
    monkeypatch.setattr("inforce.screen.roster.table.BATCH_ROWS", 2)
    told = read(SOURCES[kind](tmp_path / "table"))
    assert told.rows == WANTED
    assert len(told.tables) >= 2


def test_pandas_columns_may_hold_values_of_any_kind(read: Reader) -> None:
    frame = pd.DataFrame(
        {
            "Case ID": [1, 2, 3, 4],
            "Last entry": [datetime(2015, 3, 4, 10), "2015-03-04", pd.NaT, 42067],
            "DACA": [True, "no", None, 1],
            "Misdemeanor count": [2.0, float("nan"), "3", pd.NA],
        }
    )
    told = read(frame)
    assert told.of("entry_date") == [date(2015, 3, 4), date(2015, 3, 4), None, date(2015, 3, 4)]
    assert told.of("daca_current") == [True, False, None, True]
    assert told.of("misdemeanor_count") == [2, None, 3, None]
    assert told.of("_key") == ["1", "2", "3", "4"]


class Sealed:
    """A value that must not be looked at."""

    def __str__(self) -> str:
        raise AssertionError("a column that is not mapped was read")

    __repr__ = __str__


def test_a_column_that_is_not_mapped_is_never_looked_at(read: Reader) -> None:
    frame = pd.DataFrame({"Case ID": ["K-1"], "DACA": ["yes"], "Client name": [Sealed()], "Notes": [Sealed()]})
    assert read(frame).rows == [{"_key": "K-1", "daca_current": True}]


def test_the_same_check_finds_a_column_that_is_looked_at(read: Reader) -> None:
    frame = pd.DataFrame({"Case ID": ["K-1"], "DACA": ["yes"], "TPS": [Sealed()]})
    with pytest.raises(AssertionError, match="was read"):
        read(frame)


@pytest.mark.parametrize("text", ["Case ID,Client name,DACA,Notes\nK-1,Secret-Name,yes,Secret-Note\n", 'Case ID,Client name,DACA,Notes\nK-1,"Secret-Name",maybe,"Secret, Note"\n'])
def test_of_a_file_only_mapped_cells_go_on(read: Reader, text: str) -> None:
    roster = read.open(text)
    raw = list(roster.source.batches(roster.layout.indices))
    told = str([frame.to_dicts() for frame in raw]) + str([(batch.table.to_dicts(), batch.quarantine) for batch in roster.batches()])
    assert "K-1" in told
    assert "Secret" not in told


def test_a_column_that_no_cell_can_come_of_is_said(read: Reader) -> None:
    nested = pl.DataFrame({"Case ID": ["K-1"], "DACA": [[True]]})
    assert "column `DACA` holds neither text nor numbers, dates or truth values [wrong-type]" in read.fault(nested)
    assert read(nested.rename({"DACA": "Notes"}).with_columns(TPS=True)).rows == [{"_key": "K-1", "tps_current": True}]


def test_what_is_no_table_is_said(read: Reader, tmp_path: Path) -> None:
    assert "a roster is a path, or a Polars, pandas or Arrow table [not-a-roster]" in read.fault(["K-1"])
    assert "a folder is no roster [no-file]" in read.fault(tmp_path)
    assert "[no-file]" in read.fault(tmp_path / "none.csv")
    for start in (b"PAR1", b"ARROW1\x00\x00", b"\xff\xff\xff\xff\x10\x00\x00\x00"):
        (tmp_path / "broken").write_bytes(start + b"\x00\x07garbage" * 50)
        assert "[not-a-roster]" in read.fault(tmp_path / "broken")
