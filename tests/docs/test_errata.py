"""The errata: every record is whole, and names cases and tests that exist and hold what is right."""

from __future__ import annotations

from pathlib import Path

import pytest
from docs.errata import KINDS, BadErratum, Erratum, errata_page, missing, page, read_errata

from inforce.rulebook.golden import Case
from tests.cases import load_cases

ERRATA = read_errata()
GOOD = """
- id: one
  kind: unseen
  asked: a
  said: b
  right: c
  cause: d
  since: 2026-11-23
  commit: 7eabb4b
  until: 2026-11-30
  held_by: [{status: rule/one, on: 2017-02-22, state: TX, facts: {nationality: HT}, want: suspended}]
"""
CASE = Case("a.yaml:3", "note", "2017-02-22", {"nationality": "HT", "us_citizen": False}, state="TX", want={"rule/one": {"outcome": "suspended"}}, want_status={"rule/one": {"status": "suspended"}})


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return list(load_cases())


def read(tmp_path: Path, text: str) -> list[Erratum]:
    (tmp_path / "errata.yaml").write_text(text, encoding="utf-8")
    return read_errata(tmp_path / "errata.yaml")


def test_what_an_erratum_names_exists(cases: list[Case]) -> None:
    assert missing(ERRATA, cases) == []


def test_every_erratum_is_on_the_page() -> None:
    text = errata_page("made")
    for one in ERRATA:
        assert f"### {one.id}\n" in text
        assert KINDS[one.kind] in text
    assert text.count("**Held by:** nothing yet") == sum(not one.held_by for one in ERRATA)


def test_it_is_found_by_what_it_asks_and_wants(tmp_path: Path) -> None:
    assert missing(read(tmp_path, GOOD), [CASE]) == []
    assert missing(read(tmp_path, GOOD.replace("status: rule/one", "outcome: rule/one")), [CASE]) == []
    assert "(`tests/cases/a.yaml`)" in page(read(tmp_path, GOOD), [CASE], "made")


@pytest.mark.parametrize(
    ("was", "other"),
    [("rule/one", "rule/two"), ("2017-02-22", "2017-02-23"), ("TX", "CA"), ("state: TX, ", ""), ("HT", "CU"), ("want: suspended", "want: operative"), ("want: suspended", "want: unsettled"), ("on:", "known_on: 2017-01-01, on:")],
)
def test_a_case_that_asks_or_wants_something_else_does_not_hold_it(tmp_path: Path, was: str, other: str) -> None:
    assert len(missing(read(tmp_path, GOOD.replace(was, other)), [CASE])) == 1


def test_an_unsettled_day_is_a_status_like_others(tmp_path: Path) -> None:
    case = Case("a.yaml:3", "note", "2017-02-22", {"nationality": "HT"}, state="TX", want_status={"rule/one": {"status": None, "depends_on": ["day:x"]}})
    assert missing(read(tmp_path, GOOD.replace("want: suspended", "want: unsettled")), [case]) == []
    assert len(missing(read(tmp_path, GOOD), [case])) == 1


@pytest.mark.parametrize("name", ["tests/docs/test_errata.py::test_no_such", "tests/docs/no_such.py::test_x", "tests/docs/test_errata.py"])
def test_a_test_that_is_not_there_does_not_hold_it(tmp_path: Path, name: str) -> None:
    held = GOOD[: GOOD.index("held_by")] + f"held_by: [{{test: '{name}'}}]\n"
    assert missing(read(tmp_path, held), []) == [f"one: `{name}`"]
    assert missing(read(tmp_path, held.replace(name, "tests/docs/test_errata.py::test_what_an_erratum_names_exists")), []) == []


@pytest.mark.parametrize(
    ("was", "other", "fault"),
    [
        ("  cause: d\n", "", "missing keys: cause"),
        ("cause: d", "why: d", "keys: why"),
        ("kind: unseen", "kind: odd", "`odd` is no kind"),
        ("2026-11-23", "yesterday", "days in order"),
        ("until: 2026-11-30", "until: 2026-11-01", "days in order"),
        ("7eabb4b", "main", "commit of the program"),
        ("  until: 2026-11-30\n", "", "`until` is missing"),
        ("want: suspended", "want: suspended, note: x", "a case is named by"),
        ("status: rule/one", "status: rule/one, outcome: rule/one", "a case is named by"),
        ("held_by:", "waits: x\n  held_by:", "not both"),
    ],
)
def test_a_record_that_is_not_whole_is_a_fault(tmp_path: Path, was: str, other: str, fault: str) -> None:
    with pytest.raises(BadErratum, match=fault):
        read(tmp_path, GOOD.replace(was, other))


def test_an_erratum_that_nothing_holds_says_what_it_waits_for(tmp_path: Path) -> None:
    bare = GOOD[: GOOD.index("  held_by")]
    with pytest.raises(BadErratum, match="says what it waits for"):
        read(tmp_path, bare)
    still = read(tmp_path, bare.replace("  until: 2026-11-30\n", "") + "  waits: a case\n")
    assert "1 of them the program still gives" in page(still, [], "made")


def test_two_records_of_one_name_are_a_fault(tmp_path: Path) -> None:
    with pytest.raises(BadErratum, match="one stands twice"):
        read(tmp_path, GOOD + GOOD)
