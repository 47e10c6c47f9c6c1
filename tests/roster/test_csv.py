"""CSV as it comes: any delimiter and encoding, titles above the header, quotes over lines, rows that are no cases."""

from __future__ import annotations

import codecs

import pytest

from inforce.screen.roster import csv as csv_room
from tests.roster.kit import Reader

HEAD, ROWS = ("Case ID", "Nacionalidad", "Last entry"), (("K-1", "México", "2015-03-04"), ("K-2", "Perú", "2016-01-02"))
WANTED = [{"_key": "K-1", "nationality": "MX"}, {"_key": "K-2", "nationality": "PE"}]


def text(delimiter: str = ",", end: str = "\n") -> str:
    return end.join(delimiter.join(row) for row in (HEAD, *ROWS)) + end


def names(read: Reader, raw: bytes | str, **words: str) -> list[dict[str, object]]:
    told = read(raw, **words)
    assert told.refused == []
    return [{name: row[name] for name in ("_key", "nationality")} for row in told.rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~"])
def test_any_delimiter(read: Reader, delimiter: str) -> None:
    assert names(read, text(delimiter)) == WANTED
    assert read.open(text(delimiter)).mapping.settings["delimiter"] == delimiter


def test_a_delimiter_that_is_named_and_one_that_the_file_names(read: Reader) -> None:
    assert names(read, text("§"), delimiter="§") == WANTED
    assert names(read, "sep=;\n" + text(";")) == WANTED


@pytest.mark.parametrize(
    ("codec", "mark", "said"),
    [("utf-8", b"", "utf-8"), ("utf-8", codecs.BOM_UTF8, "utf-8"), ("cp1252", b"", "windows-1252"), ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16"), ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16")],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_encoding_and_line_end(read: Reader, codec: str, mark: bytes, said: str, end: str) -> None:
    raw = mark + text(end=end).encode(codec)
    assert names(read, raw) == WANTED
    assert read.open(raw).mapping.settings["encoding"] == said


def test_the_mark_is_no_part_of_the_first_name(read: Reader) -> None:
    told = read(codecs.BOM_UTF8 + text().encode())
    assert told.roster.mapping.header.names == HEAD


def test_bytes_that_are_no_text_cost_their_own_row(read: Reader) -> None:
    raw = text().encode() + b"K-3,M\xe9xico,2015-03-04\nK-4,M\xc3\xa9xico,2015-03-04\n"
    assert read(raw).codes == [(4, "bad-encoding")]


def test_titles_stand_above_the_header(read: Reader) -> None:
    told = read("Caseload of the office\nprinted 1/2/2017,,\n\n" + text())
    assert [row["_key"] for row in told.rows] == ["K-1", "K-2"]
    assert told.lines == [5, 6]
    assert "The header is in line 4, below 2 others." in told.roster.mapping.lines()


def test_a_quoted_cell_may_hold_lines_quotes_and_delimiters(read: Reader) -> None:
    told = read('Case ID,Notes,Nationality\n"K\n1","said ""yes"", twice\n\nand left",Mexico\nK-2,,Peru\n"K-3",,Peru\n', keep=["Notes"])
    assert [(row["_key"], row.get("keep:Notes")) for row in told.rows] == [("K\n1", 'said "yes", twice\n\nand left'), ("K-2", None), ("K-3", None)]
    assert told.lines == [2, 6, 7]


def test_rows_that_are_no_cases_are_told_apart(read: Reader) -> None:
    told = read(text() + "\n , ,\n" + ",".join(HEAD) + "\nTotal:,2,\nTOTAL GENERAL,,\nK-3,Mexico\nK-4,Mexico,2015-03-04,more\nK-5,Mexico,2015-03-04,,\n")
    assert told.codes == [(6, "repeated-header"), (7, "totals-row"), (8, "totals-row"), (9, "ragged-row"), (10, "ragged-row")]
    assert [row["_key"] for row in told.rows] == ["K-1", "K-2", "K-5"]


def test_a_quote_that_never_closes_costs_its_own_row(read: Reader) -> None:
    told = read(text() + 'K-3,"Mexico,2015-03-04\nK-4,Peru,2015-03-04\nK-5,"Me"xico,2015-03-04\nK-6,Peru,2015-03-04\n')
    assert told.codes == [(4, "unclosed-quote"), (6, "bad-quote")]
    assert [row["_key"] for row in told.rows] == ["K-1", "K-2", "K-4", "K-6"]


@pytest.mark.parametrize("size", [3, 4, 7, 40])
def test_portions_do_not_matter(read: Reader, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    rows = [f'K-{n},"{"Mexico" if n % 4 else "Mex" + chr(10) + "ico"}",2015-03-04' if n % 5 else f"K-{n},Mexico" for n in range(40)]
    raw = ",".join(HEAD) + "\n" + "\n".join(rows) + '\nK-40,"open\n'
    whole = read(raw)
    monkeypatch.setattr(csv_room, "MOST_LINES", 3)  # a portion holds the longest row
    monkeypatch.setattr(csv_room, "BATCH_ROWS", size)
    parts = read(raw)
    assert (parts.rows, parts.lines, parts.refused) == (whole.rows, whole.lines, whole.refused)
    assert len(parts.tables) > len(whole.tables)
    assert [line for line, code in whole.codes if code == "ragged-row"] != []
    assert whole.codes[-1][1] == "unclosed-quote"


def test_a_file_whose_values_settle_nothing_is_counted_all_the_same(read: Reader) -> None:
    told = read("Case ID,DACA\nK-1,yes\nK-2,no\n")  # no date and no country: nothing is surveyed
    assert told.roster.total == 2
    assert told.of("daca_current") == [True, False]


def test_a_file_of_other_names_or_none(read: Reader) -> None:
    assert read.fault("").endswith("the roster is empty [empty-file]\n  help: its first row names the columns; each row after it is a case")
    assert "[empty-file]" in read.fault("\n\n  \n")
    assert "[no-header]" in read.fault("alpha,beta\n1,2\n")
    assert read(",".join(HEAD) + "\n").rows == []
