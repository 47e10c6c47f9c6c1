"""`inforce screen`: from a file to a folder, with the real reader and the real engine."""

from __future__ import annotations

import csv
import os
import re
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

import inforce
from inforce.screen.caseload import screen
from tests.cli.conftest import Run

HEAD = "Case ID,Office,Citizenship,Green card,DOB,Last entry,Manner of entry,Pending charges,Final order"
DAYS = ("--on", "2017-02-22", "--compare", "2017-02-19")
FEW = ("--provisions", "priority/2014/1d-felony,priority/2017/charged", "--provisions", "protection/not-removable")


def rows(count: int = 24) -> list[str]:
    kinds = list(product(("MX", "US citizen", "Haiti"), ("no", "yes"), ("EWI", "B2"), ("yes", "no", "")))
    return [f"C-{n:03d},{'North' if n % 3 else 'South'},{who},{'no' if who == 'US citizen' else card},5/14/1990,6/25/2015,{how},{charge},no" for n, (who, card, how, charge) in enumerate(kinds[:count])]


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "roster.csv"
    path.write_text("\n".join([HEAD, *rows(), "C-900,North,MX,no,31/31/1990,6/25/2015,EWI,yes,no", "C-901,North,Elbonia-Sensible,no,5/14/1990,6/25/2015,EWI,yes,no"]) + "\n")
    return path


def test_a_roster_is_screened_and_told(run: Run, roster: Path, tmp_path: Path) -> None:
    ran = run("screen", str(roster), *DAYS, *FEW, "--keep", "Office", "-o", str(tmp_path / "out"))
    assert (ran.code, ran.err) == (1, "")
    assert "26 rows in: 24 with an answer, 2 in the quarantine." in ran.out
    assert "`Case ID` is the key" in ran.out
    assert ran.out.endswith("Legal information, not legal advice.\n")
    assert "Elbonia" not in ran.out
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["profile.yaml", "quarantine.csv", "report.html", "results.csv"]
    with (tmp_path / "out" / "results.csv").open(newline="") as file:
        found = list(csv.DictReader(file))
    assert [row["key"] for row in found] == [f"C-{n:03d}" for n in range(24)]
    assert {row["Office"] for row in found} == {"North", "South"}
    with (tmp_path / "out" / "quarantine.csv").open(newline="") as file:
        apart = list(csv.DictReader(file))
    assert [(row["line"], row["key"], row["column"]) for row in apart] == [("26", "C-900", "DOB"), ("27", "C-901", "Citizenship")]
    assert "Elbonia-Sensible" in apart[1]["cells"]
    for name in ("results.csv", "report.html", "profile.yaml"):
        assert "Elbonia" not in (tmp_path / "out" / name).read_text()


def test_every_answer_is_the_kernels(run: Run, book: inforce.Book, roster: Path, tmp_path: Path) -> None:
    run("screen", str(roster), *DAYS, *FEW, "-o", str(tmp_path / "out"), "--format", "parquet")
    results = pl.read_parquet(tmp_path / "out" / "results.parquet")
    names = [name for name in results.columns if name in book.library.provisions]
    assert len(names) == 3
    words: dict[str, Any] = {"MX": {"nationality": "MX"}, "Haiti": {"nationality": "HT"}, "US citizen": {"us_citizen": True}}
    truths = {"yes": True, "no": False}
    for row, line in zip(results.iter_rows(named=True), rows(), strict=True):
        _, _, who, card, _, _, how, charge, _ = line.split(",")
        facts = {**words[who], "lawful_permanent_resident": truths[card], "birth_date": "1990-05-14", "entry_date": "2015-06-25", "final_order": False}
        facts["entry_manner"] = {"EWI": "without_inspection", "B2": "admitted"}[how]
        facts |= {"charge_unresolved": truths[charge]} if charge else {}
        for day, part in (("2017-02-22", ""), ("2017-02-19", "|compared")):
            answer = book.determine(facts, on=day, provisions=names, reasons=part == "")
            for name in names:
                assert row[name + part] == answer[name].outcome, (line, name, day)
                if not part:
                    assert row[f"{name}|depends_on"] == list(answer[name].depends_on)
                    assert row[f"{name}|if_operative"] == answer[name].if_operative


def test_the_answer_for_machines(run: Run, roster: Path, tmp_path: Path, validate: Callable[[str, Any], None]) -> None:
    ran = run("screen", str(roster), *DAYS, *FEW, "-o", str(tmp_path / "out"), "--json")
    validate("screen", ran.data)
    assert (ran.data["rows"], ran.data["answered"], ran.data["quarantined"]) == (26, 24, 2)
    assert ran.data["reasons"] == [{"code": code, "rows": None} for code in ("no-such-day", "unknown-word")]
    assert {"column": "Case ID", "role": "key", "facts": []} in ran.data["mapping"]
    more = run("screen", str(roster), *DAYS, *FEW, "-o", str(tmp_path / "out2"), "--json", "--show-small")
    assert [one["rows"] for one in more.data["reasons"]] == [1, 1]
    for one in more.data["provisions"]:
        assert sum(one["outcomes"].values()) == 24


def test_nothing_in_quarantine_is_exit_0(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text("\n".join([HEAD, *rows(4)]) + "\n")
    ran = run("screen", str(tmp_path / "good.csv"), "--on", "2017-02-22", *FEW, "-o", str(tmp_path / "out"))
    assert (ran.code, ran.err) == (0, "")
    assert (tmp_path / "out" / "quarantine.csv").read_text().count("\n") == 1


def test_the_report_in_spanish(run: Run, roster: Path, tmp_path: Path) -> None:
    ran = run("screen", str(roster), *DAYS, *FEW, "-o", str(tmp_path / "out"), "--lang", "es")
    assert "26 filas recibidas: 24 con respuesta, 2 en cuarentena." in ran.out
    page = (tmp_path / "out" / "report.html").read_text()
    assert "Qué cambió entre el 19 de febrero de 2017 y el 22 de febrero de 2017" in page
    assert "What changed" not in page


def test_a_saved_profile_is_used_again_and_a_changed_header_stops(run: Run, roster: Path, tmp_path: Path) -> None:
    profile = tmp_path / "mine.yaml"
    assert run("screen", str(roster), "--on", "2017-02-22", *FEW, "-o", str(tmp_path / "a"), "--save-profile", str(profile)).code == 1
    assert stat.S_IMODE(profile.stat().st_mode) == 0o600
    assert profile.read_bytes() == (tmp_path / "a" / "profile.yaml").read_bytes()
    assert run("screen", str(roster), "--on", "2017-02-22", *FEW, "-o", str(tmp_path / "b"), "--profile", str(profile)).code == 1
    assert (tmp_path / "a" / "results.csv").read_bytes() == (tmp_path / "b" / "results.csv").read_bytes()
    roster.write_text(roster.read_text().replace("Green card", "Residency", 1))
    ran = run("screen", str(roster), "--on", "2017-02-22", *FEW, "-o", str(tmp_path / "c"), "--profile", str(profile))
    assert (ran.code, ran.out) == (2, "")
    assert "changed-header" in ran.err
    assert not (tmp_path / "c").exists()


def test_a_table_from_python_gives_the_same(book: inforce.Book, roster: Path, tmp_path: Path) -> None:
    table = pl.read_csv(roster, infer_schema=False)
    words = {"on": "2017-02-22", "compared": "2017-02-19", "provisions": ["priority/2017/charged"], "format": "parquet"}
    one = screen(book, roster, tmp_path / "a", **words)  # type: ignore[arg-type]
    other = screen(book, table, tmp_path / "b", **words)  # type: ignore[arg-type]
    assert (one.rows, one.quarantined) == (other.rows, other.quarantined) == (26, 2)
    found = [pl.read_parquet(tmp_path / name / "results.parquet").drop("line") for name in "ab"]
    assert found[0].equals(found[1])
    answers = book.screen(table, on="2017-02-22", compared="2017-02-19", provisions=["priority/2017/charged"])
    assert answers.results.drop("line").equals(found[0])
    assert answers.quarantine["key"].to_list() == ["C-900", "C-901"]
    assert answers.summary.rows == 26


def test_excel_in_excel_out(run: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for line in [HEAD, *rows(6)]:
        book.active.append(line.split(","))
    book.save(tmp_path / "roster.xlsx")
    ran = run("screen", str(tmp_path / "roster.xlsx"), "--on", "2017-02-22", *FEW, "-o", str(tmp_path / "out"))
    assert (ran.code, ran.err) == (0, "")
    sheet = openpyxl.load_workbook(tmp_path / "out" / "results.xlsx")["results"]
    assert sheet.max_row == 7
    assert (tmp_path / "out" / "quarantine.xlsx").exists()


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--on", "2017-02-22"], r"`-o DIR` is missing \[bad-use\]"),
        (["--on", "2017-02-22", "--compare", "2017-02-22", "-o", "OUT"], r"the two days are one and the same \[bad-use\]"),
        (["--on", "yesterday", "-o", "OUT"], r"--on: .*\[bad-date\]"),
        (["--compare", "soon", "-o", "OUT"], r"--compare: .*\[bad-date\]"),
        (["--provisions", "priorities", "-o", "OUT"], r"no provision or family is called `priorities` \[unknown-provision\]"),
        (["--engine", "sparks", "-o", "OUT"], r"unknown engine `sparks` \[unknown-engine\]"),
        (["--keep", "No such column", "-o", "OUT"], r"\[unknown-column\]"),
        (["--format", "ods", "-o", "OUT"], r"\[bad-use\]"),
        (["-o", "OUT/no/such"], r"\[no-output\]"),
    ],
)
def test_bad_use_is_one_line_and_writes_nothing(run: Run, roster: Path, tmp_path: Path, arguments: list[str], line: str) -> None:
    ran = run("screen", str(roster), *[word.replace("OUT", str(tmp_path / "out")) for word in arguments])
    assert (ran.code, ran.out) == (2, "")
    assert re.search(line, ran.err), ran.err
    assert len(ran.err.splitlines()) <= 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["roster.csv"]


def test_results_are_not_overwritten_without_force(run: Run, roster: Path, tmp_path: Path) -> None:
    words = ("screen", str(roster), "--on", "2017-02-22", *FEW, "-o", str(tmp_path / "out"))
    run(*words)
    before = {path.name: path.stat().st_ino for path in (tmp_path / "out").iterdir()}
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "[output-exists]" in ran.err
    assert {path.name: path.stat().st_ino for path in (tmp_path / "out").iterdir()} == before
    assert run(*words, "--force").code == 1


def test_progress_is_on_stderr_and_names_no_value(run: Run, roster: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inforce.screen.progress.EVERY", 0.0)
    ran = run("screen", str(roster), "--on", "2017-02-22", *FEW, "-o", str(tmp_path / "out"), "--progress")
    assert re.search(r"26 of 26 rows \(100 %\), [\d,]+ rows/s, 0 s left", ran.err)
    assert "rows/s" not in ran.out
    assert set(re.sub(r"[\d,.%()/]|of|rows|left|min|s|h", "", ran.err).split()) == set()


def test_outcomes_alone_name_no_facts(run: Run, roster: Path, tmp_path: Path, validate: Callable[[str, Any], None]) -> None:
    ran = run("screen", str(roster), *DAYS, *FEW, "-o", str(tmp_path / "out"), "--no-reasons", "--json")
    told = ran.data
    validate("screen", told)
    assert (ran.code, told["ask_next"]) == (1, None)
    found = pl.read_csv(tmp_path / "out" / "results.csv", infer_schema=False)
    assert "depends" in found["priority/2017/charged"].to_list()
    assert found["priority/2017/charged|depends_on"].null_count() == found.height


def test_spark_that_is_not_installed_is_said(roster: Path, tmp_path: Path) -> None:
    words = ["screen", str(roster), "--on", "2017-02-22", *FEW, "-o", str(tmp_path / "out"), "--engine", "spark"]
    program = f"import sys; sys.modules['pyspark'] = None; sys.argv[1:] = {words!r}; from inforce.cli.main import main; main()"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "the engine `spark` is not installed [no-engine]\n  help: pip install 'inforce[spark]'; Java 17 or later is needed too\n"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_command_leaves_nothing_and_says_nothing_of_a_row(tmp_path: Path, number: signal.Signals) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("\n".join([HEAD, *(f"K-{n},North,MX,,5/14/1990,{1 + n % 12}/{1 + n % 28}/{1990 + n % 25},EWI,,no" for n in range(20_000))]) + "\n")
    program = subprocess.Popen(
        [sys.executable, "-m", "inforce.cli.main", "screen", str(path), *DAYS, "-o", str(tmp_path / "out")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path(inforce.__file__).parents[2]
    )
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".inforce-*")) and time.monotonic() < deadline and program.poll() is None:
        time.sleep(0.05)
    assert program.poll() is None
    os.kill(program.pid, number)
    out, err = program.communicate(timeout=60)
    assert program.returncode == (130 if number == signal.SIGINT else 143)
    assert (out, err.strip()) == ("", "")
    assert [path.name for path in tmp_path.iterdir()] == ["roster.csv"]
