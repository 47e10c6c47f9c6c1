"""Golden cases of any rulebook: one that is wrong misses, one that wants nothing or is misspelt does not load, `inforce test` tells both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inforce.language.error import ErrorGroup
from inforce.rulebook.golden import Case, misses, read_cases
from tests.cli.conftest import Run, run, too_wide, validate
from tests.rulebooks import build, load

Validate = Callable[[str, Any], None]
__all__ = ["run", "validate"]

CASE = "- note: a case\n  on: 2017-03-05\n  facts: {removable: true, child: false}\n  want: {rule/one: suspended}\n"


def read(folder: Path, text: str) -> list[Case]:
    (folder / "cases.yaml").write_text(text, encoding="utf-8")
    return read_cases(folder)


def test_a_case_that_is_right_misses_nothing(tmp_path: Path) -> None:
    (case,) = read(tmp_path, CASE)
    assert case.where == "cases.yaml:1"
    assert list(misses(load("pause"), case)) == []


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("suspended}", "reached}"), "outcome"),
        (("suspended}", "{outcome: suspended, if_operative: exempt}}"), "if_operative"),
        (("suspended}", "{outcome: suspended, status: operative}}"), "status"),
        (("suspended}", "{outcome: suspended, exempted_by: [shield/child]}}"), "exempted_by"),
        (("on: 2017-03-05", "on: 2017-02-28"), "outcome"),
        (("removable: true", "removable: false"), "outcome"),
        (("want: {rule/one: suspended}", "want: {rule/one: suspended}\n  want_status: {rule/one: operative}"), "status"),
    ],
)
def test_a_case_that_is_wrong_misses_what_came(change: tuple[str, str], key: str, tmp_path: Path) -> None:
    (case,) = read(tmp_path, CASE.replace(*change))
    assert [(miss.provision, miss.key) for miss in misses(load("pause"), case)] == [("rule/one", key)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("  want: {rule/one: suspended}\n", ""), "the case wants nothing"),
        (("want: {rule/one: suspended}", "want: {}"), "the case wants nothing"),
        (("want:", "wants:"), "unknown key `wants`"),
        (("suspended", "true"), "is no outcome"),
        (("suspended", "susspended"), "there is no outcome `susspended`"),
        (("suspended", "{outcom: suspended}"), "did you mean `outcome`?"),
        (("suspended", "{}"), "nothing is wanted of `rule/one`"),
        (("on: 2017-03-05", "on: true"), "`on`"),
        (("  on: 2017-03-05\n", ""), "`on` is missing"),
        (("- note: a case\n ", "-"), "`note` is missing"),
        (("want: {rule/one: suspended}", "want_status: {rule/one: {status: null}}"), "null goes with `depends_on`"),
        (("facts: {removable: true, child: false}", "facts: [removable]"), "`facts` takes a mapping"),
    ],
)
def test_a_case_that_wants_nothing_or_is_misspelt_does_not_load(change: tuple[str, str], said: str, tmp_path: Path) -> None:
    with pytest.raises(ErrorGroup) as caught:
        read(tmp_path, CASE.replace(*change))
    assert said in str(caught.value)
    assert "cases.yaml:" in str(caught.value)


def a_draft(folder: Path, text: str) -> Path:
    draft = build(folder / "draft", "pause")
    (draft / "cases").mkdir()
    (draft / "cases" / "one.yaml").write_text(text, encoding="utf-8")
    return draft


def test_the_cases_of_a_draft_are_run_and_one_wrong_on_purpose_is_told(run: Run, validate: Validate, tmp_path: Path) -> None:
    draft = a_draft(tmp_path, CASE + CASE.replace("suspended", "reached").replace("a case", "wrong on purpose"))
    ran = run("test", "--rulebook", str(draft))
    assert (ran.code, too_wide(ran.out)) == (1, [])
    assert "one.yaml:5: wrong on purpose" in ran.out
    assert "outcome of rule/one: wanted reached, came suspended" in ran.out
    assert "2 cases: 1 holds, 1 does not" in ran.out
    data = run("test", "--rulebook", str(draft), "--json").data
    validate("test", data)
    assert (data["cases"], data["hold"]) == (2, 1)
    assert [(miss["key"], miss["wanted"], miss["came"]) for miss in data["misses"]] == [("outcome", "reached", "suspended")]


def test_a_case_that_cannot_be_asked_is_told_with_file_line_and_remedy(run: Run, tmp_path: Path) -> None:
    draft = a_draft(tmp_path, CASE.replace("rule/one", "rule/onne"))
    ran = run("test", "--rulebook", str(draft))
    assert ran.code == 1
    assert "one.yaml:1: " in ran.out
    assert "did you mean `rule/one`?" in ran.out


def test_a_rulebook_without_cases_says_where_they_stand(run: Run, tmp_path: Path) -> None:
    draft = build(tmp_path / "draft", "pause")
    ran = run("test", "--rulebook", str(draft))
    assert ran.code == 2
    assert "no golden cases" in ran.err
    assert "`cases/` of the rulebook" in ran.err
    (tmp_path / "empty.yaml").write_text("", encoding="utf-8")
    assert run("test", str(tmp_path / "empty.yaml"), "--rulebook", str(draft)).code == 2
