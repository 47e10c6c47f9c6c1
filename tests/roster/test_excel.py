"""Excel as it comes: titles, several sheets, totals, dates as days and as numbers, formulas by their stored values."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from tests.roster.kit import Reader
from tests.roster.workbooks import NS, by_hand, sheet_xml, texts, workbook

HEAD = ("Case ID", "Nationality", "Last entry", "DACA")
DAY = date(2015, 3, 4)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "roster.xlsx"


def test_titles_totals_and_rows_in_between(read: Reader, path: Path) -> None:
    rows = [["Caseload of the office"], [], ["printed", datetime(2017, 1, 2)], HEAD, ["K-1", "México", DAY, True], [], ["K-2", "Perú", datetime(2016, 1, 2, 13, 30), "no"], HEAD, ["Total", None, None, 2]]
    told = read(workbook(path, {"Cases": rows}))
    assert told.rows == [
        {"_key": "K-1", "nationality": "MX", "entry_date": DAY, "daca_current": True},
        {"_key": "K-2", "nationality": "PE", "entry_date": date(2016, 1, 2), "daca_current": False},
    ]
    assert told.lines == [5, 7]
    assert told.codes == [(8, "repeated-header"), (9, "totals-row")]
    assert "The header is in line 4, below 2 others." in told.roster.mapping.lines()


def test_the_sheet_with_known_columns_is_read_and_the_others_are_named(read: Reader, path: Path) -> None:
    workbook(path, {"Notes": [["Who", "What"], ["a", "b"]], "Casos": [HEAD, ["K-1", "MX", DAY, "sí"]], "Old": [["Case ID", "DACA"], ["K-9", "no"]]})
    told = read(path)
    assert [row["_key"] for row in told.rows] == ["K-1"]
    assert any("Sheet `Casos` is read" in line and "not `Notes`, `Old`" in line for line in told.roster.mapping.lines())
    assert [row["_key"] for row in read(path, sheet="Old").rows] == ["K-9"]
    assert "[unknown-sheet]" in read.fault(path, sheet="Caso")
    assert "did you mean `Casos`?" in read.fault(path, sheet="Caso")
    assert 'sheet: "Casos"' in told.roster.mapping.to_yaml()


def test_a_hidden_sheet_is_not_read(read: Reader, path: Path) -> None:
    workbook(path, {"Cases": [HEAD, ["K-1", "MX", DAY, "yes"]], "Hidden": [(*HEAD, "TPS", "Detained"), ["K-9", "MX", DAY, "yes", "yes", "yes"]]})
    book = openpyxl.load_workbook(path)
    book["Hidden"].sheet_state = "hidden"
    book.save(path)
    assert [row["_key"] for row in read(path).rows] == ["K-1"]


@pytest.mark.parametrize(("cell", "day"), [(42067, DAY), ("42067", DAY), (42067.75, DAY), ("3/13/2015", date(2015, 3, 13)), (0, None), (1, None), ("1900-01-01", None), (datetime(1900, 1, 1), None)])
def test_serial_numbers_are_days_and_day_zero_is_nothing(read: Reader, path: Path, cell: object, day: date | None) -> None:
    told = read(workbook(path, {"Cases": [HEAD, ["K-1", "MX", cell, "yes"]]}))
    assert (told.refused, told.of("entry_date")) == ([], [day])


def test_the_workbooks_own_day_zero_is_used(read: Reader, path: Path) -> None:
    rows = [texts(*HEAD), "<row><c t='inlineStr'><is><t>K-1</t></is></c><c t='inlineStr'><is><t>MX</t></is></c><c><v>40605</v></c></row>"]
    assert read(by_hand(path, sheet_xml(rows), attributes='<workbookPr date1904="1"/>')).of("entry_date") == [DAY]
    assert read(by_hand(path, sheet_xml(rows))).of("entry_date") == [date(2011, 3, 3)]


def test_a_formula_is_read_by_its_stored_value_and_never_worked_out(read: Reader, path: Path) -> None:
    cells = '<c t="str"><f>CONCATENATE("K-","1")</f><v>K-1</v></c><c t="str"><f>HYPERLINK("x")</f><v>Mexico</v></c><c><f>TODAY()</f><v>42067</v></c><c t="b"><v>1</v></c>'
    told = read(by_hand(path, sheet_xml([texts(*HEAD), f"<row>{cells}</row>"])))
    assert told.rows == [{"_key": "K-1", "nationality": "MX", "entry_date": DAY, "daca_current": True}]


def test_an_error_of_the_spreadsheet_refuses_its_row(read: Reader, path: Path) -> None:
    bad = '<row><c t="inlineStr"><is><t>K-2</t></is></c><c t="e"><v>#REF!</v></c></row>'
    elsewhere = texts("K-3", "MX", "", "").replace("</row>", '<c t="e"><v>#N/A</v></c></row>')  # in a column that is not read
    told = read(by_hand(path, sheet_xml([texts(*HEAD, "Notes"), texts("K-1", "MX"), bad, elsewhere])))
    assert [(one.line, one.key, one.column, one.code) for one in told.refused] == [(3, "K-2", "Nationality", "cell-error")]
    assert dict(told.refused[0].cells) == {"Case ID": "K-2", "Nationality": "#ERROR"}
    assert [row["_key"] for row in told.rows] == ["K-1", "K-3"]


def test_texts_that_cells_share_are_read_whole(read: Reader, path: Path) -> None:
    shared = f'<sst {NS}><si><t>K-1</t></si><si><r><t>Me</t></r><r><t>xico</t></r><rPh sb="0" eb="1"><t>reading</t></rPh></si></sst>'
    row = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row><c t="s"><v>0</v></c><c t="s"><v>77</v></c></row>'
    told = read(by_hand(path, sheet_xml([texts(*HEAD), row]), parts={"xl/sharedStrings.xml": shared}))
    assert told.rows == [{"_key": "K-1", "nationality": "MX"}]
    assert told.codes == [(3, "cell-error")]


def test_a_file_is_what_its_bytes_are_and_not_what_it_is_called(read: Reader, tmp_path: Path) -> None:
    odd = workbook(tmp_path / "roster.csv", {"Cases": [HEAD, ["K-1", "MX", DAY, "yes"]]})
    assert [row["_key"] for row in read(odd).rows] == ["K-1"]
    old = tmp_path / "roster.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "an older Excel workbook, or one with a password [not-a-roster]" in read.fault(old)
    assert "the roster is no workbook, so it has no sheets [unknown-sheet]" in read.fault("Case ID,DACA\n1,yes\n", sheet="Cases")


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\\\cases", "a/b", "line&#10;break", "&#x202e;cases", "=cmd"])
def test_what_a_sheet_is_called_leads_nowhere(read: Reader, path: Path, name: str) -> None:
    by_hand(path, sheet_xml([texts(*HEAD), texts("K-1", "MX")]), name=name)
    before = sorted(path.parent.iterdir())
    told = read(path)
    assert [row["_key"] for row in told.rows] == ["K-1"]
    said = read.fault(path, sheet="another")
    assert "[unknown-sheet]" in said
    assert len(said.splitlines()) == 2
    assert all(character.isprintable() for line in said.splitlines() for character in line)
    assert sorted(path.parent.iterdir()) == before
