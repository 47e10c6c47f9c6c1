"""`inforce determine`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import inforce
from tests.cli.conftest import Run, too_wide

WEEK = Path(__file__).parents[2] / "examples" / "week"
CITIZEN = {"name": "a citizen", "on": "2017-02-22", "facts": {"us_citizen": True}}


def test_shape_of_the_contract(run: Run, validate: Callable[[str, Any], None], book: inforce.Book) -> None:
    ran = run("determine", "-", "--json", given=json.dumps(CITIZEN))
    assert ran.code == 0
    validate("determine", ran.data)
    (answer,) = ran.data
    assert list(answer) == ["name", "on", "state", "rulebook", "determinations"]
    assert [one["provision"] for one in answer["determinations"]] == list(book.library.encoded)
    assert {one["provision"]: one["outcome"] for one in answer["determinations"]}["protection/not-removable"] == "reached"


def test_a_file_in_both_formats_gives_the_same(run: Run, tmp_path: Path) -> None:
    (tmp_path / "c.json").write_text(json.dumps([CITIZEN]))
    (tmp_path / "c.yaml").write_text("- name: a citizen\n  on: 2017-02-22\n  facts: {us_citizen: true}\n")
    first, second = (run("determine", str(tmp_path / name), "--json").data for name in ("c.json", "c.yaml"))
    assert first == second


def test_nothing_known_is_an_answer(run: Run, validate: Callable[[str, Any], None]) -> None:
    ran = run("determine", "-", "--on", "2017-02-22", "--json", given="- {name: null}\n")
    assert ran.code == 0
    validate("determine", ran.data)
    assert [item["name"] for item in ran.data] == [None]


def test_the_file_wins_over_the_flags(run: Run) -> None:
    given = "- {on: 2017-02-19, state: CA, facts: {us_citizen: true}}\n- {facts: {us_citizen: true}}\n"
    data = run("determine", "-", "--on", "2017-02-22", "--state", "TX", "--json", given=given).data
    assert [(item["on"], item["state"]) for item in data] == [("2017-02-19", "CA"), ("2017-02-22", "TX")]


def test_readings_by_flag_and_by_file(run: Run) -> None:
    facts = "{us_citizen: false, daca_current: true, convictions: [any_offense, felony], misdemeanor_count: 0}"
    given = f"- {{facts: {facts}}}\n- {{facts: {facts}, readings: {{daca-disqualifier: default}}}}\n"
    data = run("determine", "-", "--on", "2017-02-22", "--reading", "daca-disqualifier=other", "--json", given=given).data
    daca = [next(one for one in item["determinations"] if one["provision"] == "protection/daca") for item in data]
    assert [one["outcome"] for one in daca] == ["reached", "no"]
    assert daca[1]["readings"][0]["other_outcome"] == "reached"


def test_faults_of_cases_stand_in_their_place(run: Run, tmp_path: Path, validate: Callable[[str, Any], None]) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(
        "- {name: good, on: 2017-02-22, facts: {us_citizen: true}}\n"
        "- name: bad\n"
        "  on: 2017-02-22\n"
        "  fact: {}\n"
        "  facts:\n"
        "    conviction: []\n"
        "    us_citizen: maybe\n"
        "    entry_date: 2016-02-30\n"
        "- {name: later, on: 2017-02-22, facts: {entry_date: 2018-01-01}}\n"
        "- {name: both, on: 2017-02-22, facts: {us_citizen: true, daca_current: true}}\n"
        "- {name: odd, readings: {daca: other}, facts: []}\n"
    )
    ran = run("determine", str(path))
    assert ran.code == 1
    assert ran.out.startswith("good on 2017-02-22\n")
    assert ran.err.splitlines() == [
        f"{path}:4: cases[1].fact: unknown key `fact` [unknown-key]",
        "  help: did you mean `facts`?",
        f"{path}:6: cases[1].facts.conviction: unknown fact `conviction` [unknown-fact]",
        "  help: did you mean `convictions`?",
        f"{path}:7: cases[1].facts.us_citizen: fact `us_citizen` takes `true` or `false` [wrong-type]",
        f"{path}:8: cases[1].facts.entry_date: fact `entry_date`: the day `2016-02-30` does not exist [bad-date]",
        "  help: dates are written YYYY-MM-DD",
        f"{path}:9: cases[2].facts.entry_date: fact `entry_date` is impossible on the day asked about [contradiction]",
        "  help: the dates of a person's life are not after the day asked about",
        f"{path}:10: cases[3].facts: the facts `us_citizen`, `daca_current` are in conflict [contradiction]",
        ran.err.splitlines()[10],
        f"{path}:11: cases[4].facts: `facts` takes a mapping of facts to values [wrong-type]",
        "  help: write {us_citizen: false, state: TX}",
        f"{path}:11: cases[4].readings.daca: unknown reading `daca` [unknown-reading]",
        ran.err.splitlines()[14],
    ]
    ran = run("determine", str(path), "--json")
    assert ran.code == 1
    assert ran.err == ""
    validate("determine", ran.data)
    assert [item["name"] for item in ran.data] == ["good", "bad", "later", "both", "odd"]
    assert ran.data[2]["error"] == {
        "code": "contradiction",
        "message": "cases[2].facts.entry_date: fact `entry_date` is impossible on the day asked about",
        "help": "the dates of a person's life are not after the day asked about",
    }


def test_a_fact_beside_the_facts_is_named(run: Run) -> None:
    ran = run("determine", "-", given="{name: x, us_citizen: true}")
    assert ran.err == "<stdin>:1: us_citizen: unknown key `us_citizen` [unknown-key]\n  help: facts stand under `facts:`\n"


def test_files_that_are_no_yaml_are_bad_use(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text("- name: x\n  facts: {us_citizen: true\n- name: y\n")
    ran = run("determine", str(path))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"{path}:3:")
    assert ran.err.splitlines()[0].endswith("[bad-yaml]")
    for text, code in (
        ("", "empty-file"),
        ("word", "wrong-type"),
        ("&a {}", "refused-yaml"),
        ("!x {}", "refused-yaml"),
        ("[" * 60 + "]" * 60, "refused-yaml"),
    ):
        ran = run("determine", "-", given=text)
        assert (ran.code, ran.out) == (2, "")
        assert f"[{code}]" in ran.err.splitlines()[0]
        assert "<stdin>" in ran.err
    assert "[not-utf8]" in run("determine", "-", given=b"\xff\xfe{}").err
    assert "[no-file]" in run("determine", str(tmp_path / "none.yaml")).err
    assert "[no-file]" in run("determine", str(tmp_path)).err


def test_json_that_is_no_json_names_its_place(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    path.write_text('[\n\t{"name": "x",,}\n]')
    ran = run("determine", str(path))
    assert ran.code == 2
    assert ran.err.startswith(f"{path}:2:")
    assert "[bad-json]" in ran.err


def test_an_empty_list_is_answered_with_an_empty_list(run: Run) -> None:
    ran = run("determine", "-", "--json", given="[]")
    assert (ran.code, ran.data) == (0, [])


def test_words_that_other_readers_take_for_booleans(run: Run) -> None:
    ran = run("determine", "-", "--json", given="- {name: no, on: 2017-02-22, facts: {us_citizen: true, nationality: NO}}\n")
    assert ran.code == 0
    assert ran.data[0]["name"] == "no"


def test_text_groups_what_the_answer_says(run: Run) -> None:
    ran = run("determine", str(WEEK / "15-eighteen-months.yaml"), "--on", "2017-02-22")
    assert ran.code == 0
    assert "ANNOUNCED: the text fits, and it is not yet in force (" in ran.out
    assert "    waits for: a Federal Register notice" in ran.out
    assert "    were it in force, it would reach the person\n" in ran.out
    assert "REACHES (" in ran.out
    assert ran.out.endswith("Legal information, not legal advice.\n")


def test_text_fits_the_page(run: Run) -> None:
    for path in sorted(WEEK.glob("*.yaml")):
        assert too_wide(run("determine", str(path), "--on", "2017-02-22").out) == [], path.name
    assert too_wide(run("determine", "-", "--on", "2017-02-22", given="{facts: {us_citizen: false}}").out) == []


def test_errors_never_repeat_values_that_the_program_read_elsewhere(run: Run) -> None:
    given = "{on: 2017-02-22, facts: {us_citizen: true, nationality: HN, daca_current: true, birth_date: 1990-04-05}}"
    err = run("determine", "-", given=given).err
    assert "HN" not in err
    assert "1990" not in err
