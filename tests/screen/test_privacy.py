"""What a cell holds stands in the quarantine, or in a column that was to be kept, and nowhere else; nothing written is live."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

import inforce
from tests.screen.test_results import live_cells

ROOT = Path(inforce.__file__).parents[2]
FEW = ("--provisions", "priority/2017/charged", "--on", "2017-02-22")
SECRET = "Secretperson"
MARKS = ("=", "+", "-", "@", "\t=", "\r=", " =", "＝", "-2+3", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0")


def screened(path: Path, folder: Path, *words: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
    """The command as a user runs it, in a process of its own."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", "inforce.cli.main", "screen", str(path), *FEW, "-o", str(folder), *words]
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=200)


def written(path: Path, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *rows])
    return path


@pytest.fixture(scope="module")
def secretive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A roster with something of a person in every cell that cannot be read, and in every column that is not."""
    head = ("Case ID", "Office", "DACA", "Last entry", "Nationality", "Client name", "Case status")
    rows = [[f"{SECRET}-1", "North", "no", "2015-03-04", "MX", SECRET, SECRET]]
    for n in range(2, 14):
        good = ["no", "2015-03-04", "MX"]
        good[n % 3] = f"{SECRET} {n}"
        rows.append([f"{SECRET}-{n}", "North", *good, SECRET, SECRET])
    path = written(tmp_path_factory.mktemp("secretive") / "roster.csv", head, rows)
    with path.open("a") as file:
        file.write(f'{SECRET},short\n{SECRET}-20,"{SECRET}\nTotal,{SECRET}\n')
    return path


def test_a_cell_stands_in_the_quarantine_and_nowhere_else(secretive: Path, tmp_path: Path) -> None:
    ran = screened(secretive, tmp_path / "out", "--progress", "--keep", "Office", "--format", "csv")
    assert ran.returncode == 1
    assert SECRET not in ran.stdout + ran.stderr
    for name in ("report.html", "profile.yaml"):
        assert SECRET not in (tmp_path / "out" / name).read_text()
    with (tmp_path / "out" / "results.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            assert SECRET not in "".join(value for name, value in row.items() if name != "key")
    with (tmp_path / "out" / "quarantine.csv").open(newline="") as file:
        apart = list(csv.DictReader(file))
    assert len(apart) > 10
    for row in apart:
        assert SECRET not in row["reason"] + (row["column"] or "") + (row["fact"] or "") + row["code"]
    assert any(SECRET in row["cells"] for row in apart)
    assert "Client name" not in "".join(row["cells"] for row in apart)


@pytest.mark.parametrize("words", [("--keep", "Client nam"), ("--dates", "Last entry=year"), ("--key", "Clave"), ("--sheet", "One"), ("--profile", "legalserv")])
def test_bad_use_of_it_repeats_no_cell(secretive: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    ran = screened(secretive, tmp_path / "out", *words)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert SECRET not in ran.stderr
    assert len(ran.stderr.splitlines()) <= 2
    assert not (tmp_path / "out").exists()


@pytest.fixture(scope="module")
def alive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A roster whose names, keys, kept cells and bad cells a spreadsheet would take for formulas."""
    head = ("Case ID", "=1+1", "DACA", "Nationality")
    rows = [[f"{mark}K{n}", f"{mark}office", "no" if n % 2 else f"{mark}no", "MX"] for n, mark in enumerate(MARKS)]
    return written(tmp_path_factory.mktemp("alive") / "roster.csv", head, rows)


def test_csv_that_comes_out_is_not_live(alive: Path, tmp_path: Path) -> None:
    ran = screened(alive, tmp_path / "out", "--keep", "=1+1", "--format", "csv")
    assert (ran.returncode, ran.stderr) == (1, "")
    kept = 0
    for name in ("results.csv", "quarantine.csv"):
        assert live_cells(tmp_path / "out" / name) == []
        kept += (tmp_path / "out" / name).read_text().count("office")
    assert kept >= len(MARKS)


def test_excel_that_comes_out_is_not_live(alive: Path, tmp_path: Path) -> None:
    ran = screened(alive, tmp_path / "out", "--keep", "=1+1", "--format", "xlsx")
    assert (ran.returncode, ran.stderr) == (1, "")
    for name in ("results", "quarantine"):
        path = tmp_path / "out" / f"{name}.xlsx"
        sheet = openpyxl.load_workbook(path)[name]
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b", "d"}
        with zipfile.ZipFile(path) as package:
            everything = b"".join(package.read(part) for part in package.namelist())
        assert b"<f>" not in everything
        assert b"hyperlink" not in everything
    assert "=1+1" in [cell.value for cell in openpyxl.load_workbook(tmp_path / "out" / "results.xlsx")["results"][1]]


def test_the_same_screen_in_two_processes_is_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(b"".join((ROOT / "examples" / "roster" / "roster.csv").read_bytes().splitlines(keepends=True)[:80]))
    for seed in ("1", "2"):
        assert screened(path, tmp_path / seed, "--compare", "2017-02-19", "--keep", "Office", "--format", "parquet", seed=seed).returncode in (0, 1)
    one, other = ({file.name: file.read_bytes() for file in (tmp_path / seed).iterdir()} for seed in ("1", "2"))
    assert one == other
    assert len(one) == 4
