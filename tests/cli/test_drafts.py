"""A copy of the rulebook is as good as the original, a draft can pass, and a broken file is told first and alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run

LAW = Path(__file__).parents[2] / "law"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LAW, tmp_path / "mydraft"))


def test_an_unchanged_copy_passes_under_any_name(run: Run, draft: Path) -> None:
    ran = run("check", "--rulebook", str(draft))
    assert (ran.code, ran.err) == (0, "")


def test_spanish_that_waits_is_a_remark_in_a_draft_and_a_fault_elsewhere(run: Run, draft: Path) -> None:
    readings = draft / "readings.yaml"
    readings.write_text(readings.read_text(encoding="utf-8").replace("es: ", "es: Texto nuevo; ", 1), encoding="utf-8")
    ran = run("check", "--rulebook", str(draft))
    assert ran.code == 1
    assert ran.err.startswith("mydraft/readings.yaml:")
    assert "[stale-translation]" in ran.err
    (draft / "rulebook.yaml").write_text("draft: true\n", encoding="utf-8")
    ran = run("check", "--rulebook", str(draft))
    assert (ran.code, ran.err) == (0, "")
    assert "was changed since its Spanish was read" in ran.out
    assert "stale-translation" in {remark["code"] for remark in run("check", "--rulebook", str(draft), "--json").data["remarks"]}


@pytest.mark.parametrize(("file", "line"), [("facts.yaml", 26), ("acts/officer.yaml", 101)])
def test_a_broken_file_is_told_alone_with_its_line(run: Run, draft: Path, file: str, line: int) -> None:
    path = draft / file
    rows = path.read_text(encoding="utf-8").split("\n")
    rows[line - 1] = rows[line - 1].replace("}", "", 1) if file == "facts.yaml" else "\t" + rows[line - 1]
    path.write_text("\n".join(rows), encoding="utf-8")
    ran = run("check", "--rulebook", str(draft))
    assert ran.code == 1
    assert ran.err.count("[") == 1, ran.err[:500]
    assert ran.err.startswith(f"mydraft/{file}:")
    assert "[bad-yaml]" in ran.err
