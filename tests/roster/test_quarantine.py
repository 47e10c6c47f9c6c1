"""Nothing is lost: over messy tables of every kind, rows in are rows read and rows refused, each with its place and reason."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import polars as pl
import pytest

import inforce
from inforce.screen.caseload import answer, screen
from inforce.screen.roster import REASONS
from inforce.screen.roster import csv as csv_room
from inforce.screen.roster.layout import Layout
from tests.roster.kit import Reader, Told
from tests.roster.workbooks import workbook

SEED = int(os.environ.get("INFORCE_SEED", "2017"))
TABLES = 400 if os.environ.get("INFORCE_DEEP") == "1" else 25

COLUMNS: Mapping[str, Sequence[str]] = {
    "Case ID": ("K-1", "K 2", "", "=A1", "T-1", "Ñ", '"q"', "a,b", "x\ny"),
    "Nationality": ("México", "HT", "", "Utopia", "NA", "unknown", "MX ", "(b)(6)", "Korea"),
    "Last entry": ("2015-03-04", "2015", "13/4/2015", "4/13/2015", "3/4/2015", "3/4/15", "", "spring", "1900-01-01", "42067", "31/2/2015"),
    "DACA": ("yes", "no", "sí", "X", "maybe", "", "yes?", "TRUE", "0"),
    "Current DACA": ("yes", "", "no", ""),
    "Final order": ("yes", "no", "", "n/a"),
    "Final order date": ("2016-01-02", "", "", "1/1/1900"),
    "Misdemeanor count": ("0", "2", "-1", "3.5", "", "two"),
    "Notes": ("left", 'said "yes", twice', "line\nbreak", "", "=cmd|x", "\u2028", "a;b|c\td"),
}


def messy(rng: Random) -> tuple[list[str], list[list[str]]]:
    """A header and rows of every kind, some of them no cases."""
    names = ["Case ID", *rng.sample([name for name in COLUMNS if name != "Case ID"], rng.randint(2, len(COLUMNS) - 1))]
    if not set(names) & {"DACA", "Final order", "Nationality"}:
        names.append("DACA")
    rows = []
    for _ in range(rng.randint(0, 40)):
        row = [rng.choice(COLUMNS[name]) for name in names]
        kind = rng.random()
        if kind < 0.05:
            row = row[: rng.randint(1, len(row))]
        elif kind < 0.1:
            row.append("one too many")
        elif kind < 0.13:
            row[0] = "Total"
        elif kind < 0.15:
            row = list(names)
        rows.append(row)
    return names, rows


def as_csv(names: Sequence[str], rows: Sequence[Sequence[str]], rng: Random) -> bytes:
    """The table as a program writes it, in some encoding, with lines here and there that no program writes."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=rng.choice(",;\t|"), quoting=rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)), lineterminator=rng.choice(("\n", "\r\n")))
    writer.writerows([names, *rows])
    text = out.getvalue()
    lines = text.split("\n")
    for _ in range(rng.choice((0, 0, 1, 3))):
        if len(lines) > 3:  # a line is broken, doubled or emptied
            at = rng.randint(2, len(lines) - 1)
            lines[at] = rng.choice((lines[at] + '"', lines[at].replace('"', ""), "\x00" + lines[at], "", "   ", lines[at] * 2))
    return "\n".join(lines).encode(rng.choice(("utf-8", "utf-8-sig")))


ORDER = {"Last entry": "day/month/year", "Final order date": "day/month/year"}


def orders(names: Sequence[str]) -> dict[str, str]:
    return {name: order for name, order in ORDER.items() if name in names}


def check(told: Told, names: Sequence[str], lines: int | None) -> None:
    """That every row has its place, and every refusal its reason; `Reader` has seen that none is lost."""
    numbers = {row: line for table in told.tables for row, line in table.select("_row", "_line").rows()} | {one.row: one.line for one in told.refused}
    if lines is not None:
        in_order = [numbers[row] for row in sorted(numbers)]
        assert None not in in_order
        assert in_order == sorted(set(in_order), key=int), "each row has a line of its own, in order"
        assert all(2 <= int(line) <= lines for line in in_order if line is not None)
    for one in told.refused:
        assert one.code in REASONS
        assert one.reason == REASONS[one.code].format(column=one.column, fact=one.fact)
        assert set(one.cells) <= set(names) - {"Notes"}
        assert one.column is None or one.column in names


@pytest.mark.parametrize("portion", [50_000, 8])
def test_messy_files(read: Reader, monkeypatch: pytest.MonkeyPatch, portion: int, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(csv_room, "MOST_LINES", 6)
    monkeypatch.setattr(csv_room, "BATCH_ROWS", portion)
    rng = Random(f"{SEED}/files")
    rows = refused = 0
    for _ in range(TABLES):
        names, given = messy(rng)
        raw = as_csv(names, given, rng)
        told = read(raw, dates=orders(names))
        check(told, names, raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1)
        rows, refused = rows + told.roster.quality.rows, refused + len(told.refused)
        assert told.roster.total == told.roster.quality.rows
        assert sum(told.roster.quality.refused.values()) == len(told.refused)
    with capsys.disabled():
        print(f"seed {SEED}: {TABLES} files in portions of {portion}, {rows} rows, {refused} refused")
    assert rows > TABLES * 5
    assert rows > refused > TABLES


def test_messy_workbooks_and_tables_say_what_the_file_says(read: Reader, tmp_path: Path) -> None:
    rng = Random(f"{SEED}/kinds")
    for number in range(TABLES // 3):
        names, given = messy(rng)
        given = [row for row in given if len(row) == len(names) and row[0] not in ("Total", "Case ID") and any(cell.strip() for cell in row)]
        words = {"dates": orders(names)}
        table = pl.DataFrame(given, schema=dict.fromkeys(names, pl.String), orient="row")
        out = io.StringIO()
        csv.writer(out, quoting=csv.QUOTE_ALL).writerows([names, *given])
        expected = read(out.getvalue(), **words)
        found = [read(table, **words), read(table.to_pandas(), **words), read(workbook(tmp_path / f"{number}.xlsx", {"Cases": [names, *given]}), **words)]
        for one in found:
            assert one.rows == expected.rows
            assert [(r.row, r.key, r.column, r.fact, r.code, dict(r.cells)) for r in one.refused] == [(r.row, r.key, r.column, r.fact, r.code, dict(r.cells)) for r in expected.refused]


def test_the_order_of_the_rows_does_not_matter(read: Reader) -> None:
    rng = Random(f"{SEED}/order")
    for _ in range(TABLES // 3):
        names, given = messy(rng)
        given = [row for row in given if len(row) == len(names)]
        table = pl.DataFrame(given, schema=dict.fromkeys(names, pl.String), orient="row").with_columns(pl.int_range(pl.len()).cast(pl.String).alias("Row ID"))
        turned = table.sample(fraction=1, shuffle=True, seed=rng.randint(0, 99))
        first, again = (read(given, dates=orders(names), key="Row ID") for given in (table, turned))
        assert sorted(first.rows, key=lambda row: int(row["_key"])) == sorted(again.rows, key=lambda row: int(row["_key"]))
        assert sorted((r.key, r.column, r.code) for r in first.refused) == sorted((r.key, r.column, r.code) for r in again.refused)


def test_a_lost_row_is_caught(read: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: one refused row in a batch is told of nowhere."""
    sound = Layout.read

    def careless(self: Layout, raw: pl.DataFrame, first: int) -> tuple[pl.DataFrame, list[object]]:
        table, refused = sound(self, raw, first)
        return table, refused[1:]

    monkeypatch.setattr(Layout, "read", careless)
    with pytest.raises(AssertionError, match="rows in are rows read and rows refused"):
        read("Case ID,DACA\nK-1,yes\nK-2,maybe\n")


def test_key_line_column_reason_and_the_mapped_cells(read: Reader) -> None:
    told = read('Case ID,Office,DACA,Nationality,Notes\nK-1,North,yes,MX,ok\n"K-2",South,maybe,Utopia,"Secret, note"\n', keep=["Office"])
    one = told.refused[0]
    assert (one.row, one.line, one.key, one.column, one.fact, one.code) == (1, 3, "K-2", "DACA", "daca_current", "unknown-word")
    assert dict(one.cells) == {"Case ID": "K-2", "Office": "South", "DACA": "maybe", "Nationality": "Utopia"}


def test_facts_in_conflict_are_refused_by_the_screen_with_their_names(book: inforce.Book) -> None:
    table = pl.DataFrame({"Case ID": ["K-1", "K-2", "K-3"], "US citizen": ["yes", "yes", "no"], "Green card": ["yes", "no", "yes"], "Final order": ["", "no", "no"], "Final order date": ["", "2016-01-02", ""]})
    found = answer(book, table, on="2017-02-22", provisions=["priority/2017/charged"])
    assert found.results["key"].to_list() == ["K-3"]
    rows = {row["key"]: row for row in found.quarantine.to_dicts()}
    assert {key: row["code"] for key, row in rows.items()} == {"K-1": "contradiction", "K-2": "contradiction"}
    assert set(rows["K-1"]["fact"].split(", ")) == {"us_citizen", "lawful_permanent_resident"}
    assert set(rows["K-2"]["fact"].split(", ")) == {"final_order", "final_order_date"}
    assert "2016-01-02" in rows["K-2"]["cells"]
    assert "2016" not in rows["K-2"]["reason"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_cell_without_end_is_cut_in_the_quarantine_and_stops_no_run(book: inforce.Book, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(f"Case ID,DACA,Nationality\nK-1,{'yes ' * 20_000},{'Mexico' * 3_000}\nK-2,yes,MX\n")
    done = screen(book, path, tmp_path / "out", on="2017-02-22", provisions=["priority/2014/2c-recent-entry"], format=kind)
    assert (done.rows, done.quarantined) == (2, 1)
    found = pl.read_csv(done.folder / "quarantine.csv") if kind == "csv" else pl.read_excel(done.folder / "quarantine.xlsx")
    assert found["code"].to_list() == ["too-long"]
    cells = json.loads(found["cells"][0])
    assert {name: len(text) for name, text in cells.items()} == {"Case ID": 3, "DACA": 1000, "Nationality": 1000}
