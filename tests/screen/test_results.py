"""Files: the same rows in every format, and no cell that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest

import inforce
from inforce.language.error import InforceError
from inforce.screen import writers
from inforce.screen.plain import LIVE, is_live
from inforce.screen.quarantine import Line, gathered, quarantine_table, with_cells
from inforce.screen.question import question
from inforce.screen.reasons import NOT, OF_OUTCOME
from inforce.screen.results import Layout
from inforce.screen.writers import CsvWriter, ExcelWriter, ParquetWriter, Writer
from tests.screen.kit import plain_engine, roster

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "https://example.org", "plain", "", None]
TABLE = pl.DataFrame({"key": HOSTILE, "=live heading": ["x"] * len(HOSTILE), "day": [date(2017, 2, 22)] * len(HOSTILE), "n": [-5] * len(HOSTILE), "facts": [["a", "b"], []] + [["=a"]] * (len(HOSTILE) - 2)})


def written(kind: type[Writer], folder: Path, *tables: pl.DataFrame) -> Path:
    path = folder / f"results.{kind.suffix}"
    with kind(path) as writer:
        for table in tables:
            writer.write(table)
    return path


def live_cells(path: Path) -> list[str]:
    """The cells of a CSV file that a spreadsheet would take for a formula; numbers as such are none."""
    with path.open(newline="", encoding="utf-8") as file:
        return [cell for row in csv.reader(file) for cell in row if is_live(cell) and not re.fullmatch(r"[+-]?\d+(\.\d+)?", cell)]


def test_csv_holds_no_live_cell(tmp_path: Path) -> None:
    path = written(CsvWriter, tmp_path, TABLE)
    assert live_cells(path) == []
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["key"] for row in rows] == [("'" + text if text and is_live(text) else text) if text is not None else "" for text in HOSTILE]
    assert rows[0]["facts"] == "a; b"
    assert rows[1]["facts"] == ""
    assert rows[2]["facts"] == "'=a"


def test_the_same_check_finds_a_live_cell(tmp_path: Path) -> None:
    """The planted fault: the table written as it is."""
    TABLE.drop("facts").write_csv(tmp_path / "bad.csv")
    assert len(live_cells(tmp_path / "bad.csv")) >= 10


@pytest.mark.parametrize("mark", LIVE)
def test_every_live_beginning_is_known(mark: str) -> None:
    assert is_live(mark + "x")
    assert is_live("  " + mark + "x")


BLANK = ("Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Mc", "Me")
"""Categories of characters that cannot be seen by themselves."""
ALIKE = ("=", "+", "-", "@")


def everything() -> list[str]:
    return [chr(number) for number in range(sys.maxunicode + 1) if not 0xD800 <= number < 0xE000]


def in_csv(folder: Path, cells: list[str]) -> list[str]:
    with written(CsvWriter, folder, pl.DataFrame({"key": cells})).open(newline="", encoding="utf-8") as file:
        return [row["key"] for row in csv.DictReader(file)]


def test_nothing_that_cannot_be_seen_hides_a_formula(tmp_path: Path) -> None:
    """U+200B, U+FEFF, U+2063, U+3000 and all of their kind, before each beginning of a formula."""
    hidden = [one for one in everything() if unicodedata.category(one) in BLANK or one in "\u2800\u115f\u1160\u3164\uffa0"]
    assert {"\u200b", "\ufeff", "\u2063", "\u3000", "\u00a0", "\u202e", "\x1b", "\ufe0f", "\u034f", "\U000e0020"} <= set(hidden)
    cells = [one + mark + "1+1" for one in hidden for mark in ("=", "＠")]
    cells += ["\ufeff\u3000\u200b" + mark + "x" for mark in LIVE]
    assert [cell for cell, found in zip(cells, in_csv(tmp_path, cells), strict=True) if not found.startswith("'")] == []


def test_what_looks_like_a_beginning_is_one(tmp_path: Path) -> None:
    """Whatever a spreadsheet would take for one of the four after making full-width and small forms plain."""
    alike = [one for one in everything() if unicodedata.decomposition(one).split(" ")[0] in ("<wide>", "<small>") and unicodedata.normalize("NFKC", one) in ALIKE]
    assert len(alike) == 8
    assert set(alike) | set(ALIKE) <= set(LIVE)


def test_a_cell_that_is_no_formula_stands_as_it_is(tmp_path: Path) -> None:
    cells = ["José", "名前", "a=b", "x\u200b=1", "7", "\u3000Ana", "\u200fعلي", "می\u200cخواهم", "two\nlines\there", "'=quoted"]
    assert in_csv(tmp_path, cells) == cells


def test_csv_writes_control_characters_out_and_parquet_keeps_them(tmp_path: Path) -> None:
    table = pl.DataFrame({"k\x1bey": ["a\x1b]0;t\x07\x9b\u202eb", "\x1b=1", "\u2066ok", None]})
    with written(CsvWriter, tmp_path, table).open(newline="", encoding="utf-8") as file:
        assert list(csv.reader(file)) == [["k\\u001bey"], ["a\\u001b]0;t\\u0007\\u009b\\u202eb"], ["'\\u001b=1"], ["\\u2066ok"], []]
    assert pl.read_parquet(written(ParquetWriter, tmp_path, table)).equals(table)
    cells = in_csv(tmp_path, [f"a{one}" for one in everything() if unicodedata.category(one) == "Cc"])
    assert [cell for cell in cells if any(unicodedata.category(one) == "Cc" and one not in "\t\r\n" for one in cell)] == []


def test_excel_holds_text_and_no_formula_and_no_link(tmp_path: Path) -> None:
    path = written(ExcelWriter, tmp_path, TABLE)
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    cells = openpyxl.load_workbook(path)["results"]
    assert [cell.value for cell in cells["A"][1:]] == [text.replace("\r", "_x000D_") if text is not None else None for text in HOSTILE]
    assert {cell.data_type for cell in cells["A"][1:-1]} == {"s"}
    assert cells["C"][1].value.date() == date(2017, 2, 22)
    assert cells["D"][1].value == -5


def test_parquet_keeps_lists_and_order_over_many_batches(tmp_path: Path) -> None:
    tables = [pl.DataFrame({"n": range(first, first + 1000), "facts": [["a"], []] * 500}) for first in range(0, 20_000, 1000)]
    found = pl.read_parquet(written(ParquetWriter, tmp_path, *tables))
    assert found.equals(pl.concat(tables))


@pytest.mark.parametrize("kind", [ParquetWriter, CsvWriter, ExcelWriter])
def test_a_file_is_the_same_bytes_however_the_rows_are_batched_and_whenever(tmp_path: Path, kind: type[Writer]) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one = written(kind, tmp_path / "a", TABLE[:4], TABLE[4:])
    other = written(kind, tmp_path / "b", TABLE[:4], TABLE[4:])
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize(("limit", "value"), [("EXCEL_ROWS", 10), ("EXCEL_COLUMNS", 3), ("EXCEL_TEXT", 5)])
def test_what_excel_cannot_hold_is_an_error_and_no_loss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    monkeypatch.setattr(writers, limit, value)
    with pytest.raises(InforceError) as caught:
        written(ExcelWriter, tmp_path, TABLE)
    assert caught.value.code == "too-large"
    assert "HYPERLINK" not in str(caught.value)


def test_a_full_disk_is_said_and_stops_the_thread(tmp_path: Path) -> None:
    writer = ParquetWriter(tmp_path / "no" / "such" / "results.parquet")
    writer.write(TABLE)
    with pytest.raises(OSError, match=r".+"):
        writer.close()


def test_several_reasons_of_a_row_are_one_line() -> None:
    lines = [Line(4, 6, "K", "DOB", "birth_date", "bad-date", "no date", {"DOB": "x"}), Line(4, 6, "K", "State", "state", "unknown-word", "no state", {"State": "y"}), Line(2, 4, None, None, None, "ragged-row", "ragged", {})]
    table = quarantine_table(gathered(lines))
    assert table["line"].to_list() == [4, 6]
    assert table.row(1) == (6, "K", "DOB; State", "birth_date; state", "bad-date", "no date; no state", '{"DOB": "x", "State": "y"}')


def test_a_row_refused_without_cells_gets_what_it_says() -> None:
    table = pl.DataFrame({"_row": [1, 2], "_key": ["a", "b"], "keep:name": ["N", "M"], "us_citizen": [True, None], "entry_date": [None, date(2015, 1, 2)]})
    (one,) = with_cells([Line(2, 5, "b", None, "us_citizen", "contradiction", "in conflict", {})], table)
    assert one.cells == {"entry_date": "2015-01-02"}


def test_reasons_are_of_the_outcome_and_of_the_day(book: inforce.Book) -> None:
    asked = question(book, on="2017-02-22", provisions=["priority/2014/2c-recent-entry", "priority/2017/charged", "process/expedited-removal/nationwide-2019"])
    layout = Layout(book, asked)
    (batch,) = roster(rows=80, batch=80, bad=()).made
    (answered,) = plain_engine(book, asked, [batch.table])
    table = layout.arrange(answered.now)
    assert set(table["priority/2014/2c-recent-entry|reason"]) == {"not_in_force"}
    for name in asked.provisions:
        for outcome, reason in table.select(pl.col(name).cast(pl.String), f"{name}|reason").iter_rows():
            assert reason in NOT if outcome == "no" else reason == OF_OUTCOME.get(outcome) or outcome == "depends"
    assert "does_not_fit" in set(table["priority/2017/charged|reason"])


def test_rows_on_their_own_day_have_that_days_reason(book: inforce.Book) -> None:
    asked = question(book, on="2017-02-22", provisions=["priority/2014/2c-recent-entry"])
    (batch,) = roster(rows=10, batch=10, bad=()).made
    (answered,) = plain_engine(book, asked, [batch.table])
    now = answered.now.with_columns(pl.Series("_on", [date(2016, 1, 1), None] * 5))
    table = Layout(book, asked).arrange(now)
    assert table["on"].to_list() == [date(2016, 1, 1), date(2017, 2, 22)] * 5
    assert table["priority/2014/2c-recent-entry|reason"].to_list()[1] == "not_in_force"
    assert table["priority/2014/2c-recent-entry|reason"].to_list()[0] != "not_in_force"


def test_a_kept_column_never_takes_the_name_of_another(book: inforce.Book) -> None:
    asked = question(book, on="2017-02-22", provisions=["ground/fraud"])
    layout = Layout(book, asked, ("on", "ground/fraud", "office"))
    assert [layout.name_kept(name) for name in layout.kept] == ["keep:on", "keep:ground/fraud", "office"]
    assert len(set(layout.empty().columns)) == len(layout.empty().columns)
