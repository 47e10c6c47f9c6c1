"""Profiles: the mapping saved, reviewed and used again; another header stops with the difference."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest

from inforce.screen.roster.profile import open_profile, ready_profiles
from tests.roster.kit import Reader

TEXT = "Case ID;Citizenship;Last entry;DACA;Asylee;Notes\nK-1;México;3/4/2015;sí;no;x\nK-2;USC;13/4/2015;no;yes;y\nK-3;;2015;;;\n"
EXAMPLES = Path(__file__).parents[2] / "examples" / "roster"


@pytest.fixture
def saved(read: Reader, tmp_path: Path) -> Path:
    path = tmp_path / "profile.yaml"
    read.open(TEXT.encode("cp1252")).mapping.save(path)
    return path


def test_a_saved_mapping_reads_the_same(read: Reader, saved: Path) -> None:
    first, again = read(TEXT.encode("cp1252")), read(TEXT.encode("cp1252"), profile=saved)
    assert again.rows == first.rows
    assert len(again.rows) == 3
    assert again.unmapped == {"Notes": "ignored"}
    assert again.column("Last entry").order == "day/month/year"
    assert again.roster.mapping.to_yaml() == saved.read_text()
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600


def test_it_holds_no_row(saved: Path) -> None:
    text = saved.read_text()
    assert "K-1" not in text
    assert "México" not in text
    assert text.splitlines()[1:4] == ['encoding: "windows-1252"', 'delimiter: ";"', 'header: ["Case ID", "Citizenship", "Last entry", "DACA", "Asylee", "Notes"]']


@pytest.mark.parametrize("name", ["roster.csv", "roster.xlsx"])
def test_the_example_rosters_read_the_same_by_their_saved_mapping(read: Reader, tmp_path: Path, name: str) -> None:
    first = read(EXAMPLES / name)
    first.roster.mapping.save(tmp_path / "profile.yaml")
    again = read(EXAMPLES / name, profile=tmp_path / "profile.yaml")
    assert (again.rows, again.refused) == (first.rows, first.refused)
    assert again.rows


def test_a_changed_header_stops_with_the_difference(read: Reader, saved: Path) -> None:
    changed = TEXT.replace("Last entry", "Last entry date").replace(";Asylee", "", 1)
    assert read.fault(changed, profile=saved).splitlines() == [
        f"{saved}: the roster's header is not the one of the profile: missing `Last entry`, `Asylee`; new `Last entry date` [changed-header]",
        "  help: is `Last entry` now `Last entry date`?; correct the profile, or map anew without it",
    ]
    assert "new `Extra`" in read.fault(TEXT.replace(";Notes", ";Notes;Extra", 1), profile=saved)


def test_a_header_in_another_order_or_spelling_is_the_same(read: Reader, saved: Path) -> None:
    turned = "NOTES;Daca;Asylee:;CASE ID;Citizenship;Last  entry\nx;sí;no;K-1;México;13/4/2015\n"
    assert read(turned.encode("cp1252"), profile=saved).rows == [{"_key": "K-1", "daca_current": True, "nationality": "MX", "entry_date": date(2015, 4, 13)}]
    assert read(turned, profile=saved).codes == [(2, "unknown-word")]  # the profile names the encoding, and this file is in another


def test_a_roster_without_a_header_shows_nothing_of_its_first_person(read: Reader, saved: Path) -> None:
    said = read.fault("K-77;Secretland;2015-03-04;yes;no;Secret-Name\n", profile=saved)
    assert "[changed-header]" in said
    assert "Secret" not in said
    assert "K-77" not in said


@pytest.mark.parametrize("name", ready_profiles())
def test_every_ready_profile_can_be_opened(read: Reader, name: str) -> None:
    profile = open_profile(name, read.book.library.vocabulary)
    assert profile.columns
    assert {"legalserver", "bilingual-sheet", "ice-arrests", "ice-removals"} == set(ready_profiles())


def test_a_legalserver_export(read: Reader) -> None:
    head = "Matter/Case ID#,Case Disposition,Case Status,Date of Birth,Country of Origin,Date of Entry,Manner of Entry,Immigration Status,Criminal History\n"
    told = read(head + "23-1,Open,LPR,3/4/1990,Mexico,5/6/2015,Visa Overstay,Undocumented,felony\n23-2,Open,Open,,Haiti,,EWI,Asylee,none\n23-3,Open,Open,,Haiti,,EWI,Widow,none\n", profile="legalserver")
    assert told.rows == [
        {"_key": "23-1", "birth_date": date(1990, 3, 4), "nationality": "MX", "entry_date": date(2015, 5, 6), "entry_manner": "admitted", "overstayed_or_violated_status": True, "us_citizen": False, "lawful_permanent_resident": False},
        {"_key": "23-2", "nationality": "HT", "entry_manner": "without_inspection", "refugee_or_asylee": True},
    ]
    assert [(one.key, one.column, one.code) for one in told.refused] == [("23-3", "Immigration Status", "unknown-word")]
    assert told.unmapped == dict.fromkeys(["Case Disposition", "Case Status", "Criminal History"], "ignored")


def test_a_bilingual_sheet(read: Reader) -> None:
    told = read("Caso / Case,País / Country,Entrada / Entry,Estatus / Status,Antecedentes / Criminal history\nC-1,Méjico,3/4/2015,Sin papeles,Ninguno\nC-2,SV,4/13/2015,Asilada,Delito grave\n", profile="bilingual-sheet")
    assert [row["_key"] for row in told.rows] == ["C-1", "C-2"]
    assert told.of("entry_date") == [date(2015, 3, 4), date(2015, 4, 13)]
    assert told.of("convictions:felony") == [False, True]
    assert (told.of("us_citizen"), told.of("refugee_or_asylee")) == ([False, None], [None, True])


def test_faults_of_a_profile_are_told_with_their_lines(read: Reader, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text('columns:\n  "Case ID": key\n  "Entry": entry_dat\n  "Who": {fact: us_citizen, values: {A: perhaps}}\n  "When": {fact: entry_date, dates: year/day}\n')
    said = read.fault(TEXT, profile=path)
    assert f"{path}:3" in said
    assert "did you mean `entry_date`?" in said
    assert f"{path}:4" in said
    assert f"{path}:5" in said
    assert "there is no profile `legalserv` [unknown-profile]\n  help: did you mean `legalserver`?" in read.fault(TEXT, profile="legalserv")


def test_a_table_of_words_of_ones_own(read: Reader, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text('columns:\n  "Case ID": key\n  "Kind":\n    values:\n      A: {us_citizen: false, entry_manner: paroled}\n      B: {entry_date: {from: 2015-01-01, to: 2015-06-30}}\n      C: unknown\n    blank: {us_citizen: true}\n')
    told = read("Case ID,Kind\nK-1,a\nK-2,B\nK-3,c\nK-4,\nK-5,D\n", profile=path)
    assert [(row["_key"], row.get("us_citizen"), row.get("entry_manner"), row.get("entry_date.to")) for row in told.rows] == [
        ("K-1", False, "paroled", None),
        ("K-2", None, None, date(2015, 6, 30)),
        ("K-3", None, None, None),
        ("K-4", True, None, None),
    ]
    assert told.codes == [(6, "unknown-word")]
    told.roster.mapping.save(tmp_path / "again.yaml")
    assert read("Case ID,Kind\nK-1,a\nK-2,B\nK-3,c\nK-4,\nK-5,D\n", profile=tmp_path / "again.yaml").rows == told.rows
