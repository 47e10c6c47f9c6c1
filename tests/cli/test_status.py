"""`inforce status`."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import inforce
from tests.cli.conftest import Run, too_wide

CONVICTED = "priority/2017/convicted"


def test_one_provision_in_text(run: Run) -> None:
    ran = run("status", "protection/dapa", "--on", "2016-01-15")
    assert ran.code == 0
    assert ran.err == ""
    assert ran.out.startswith("protection/dapa: on hold on 2016-01-15\n")
    assert "texas-v-us-2015-02-16 suspends it" in ran.out
    assert ran.out.endswith("Legal information, not legal advice.\n")


def test_every_provision_validates_and_has_the_shape_of_the_contract(
    run: Run, validate: Callable[[str, Any], None], book: inforce.Book
) -> None:
    ran = run("status", "--on", "2019-04-14", "--state", "TX", "--json")
    assert ran.code == 0
    validate("status", ran.data)
    assert [item["provision"] for item in ran.data] == list(book.library.encoded)
    keys = [
        "provision", "on", "state", "known_on", "status", "acts", "varies", "by_state", "for", "against", "pending", "reported", "depends_on", "parts",
        "horizon", "past_horizon", "days_past_horizon", "held_back_by", "volatility",
    ]  # fmt: skip
    assert all(list(item) == keys for item in ran.data)
    assert ran.data[0]["state"] == "TX"


def test_a_failing_item_stands_in_its_place_and_the_others_are_answered(run: Run, validate: Callable[[str, Any], None]) -> None:
    ran = run("status", CONVICTED, "priority/2017/convict", CONVICTED, "--on", "2017-02-22", "--json")
    assert ran.code == 1
    validate("status", ran.data)
    assert [item.get("status") for item in ran.data] == ["operative", None, "operative"]
    assert ran.data[1] == {
        "provision": "priority/2017/convict",
        "error": {
            "code": "unknown-provision",
            "message": "unknown provision `priority/2017/convict`",
            "help": f"did you mean `{CONVICTED}`?",
        },
    }


def test_errors_of_items_go_to_standard_error_in_text(run: Run) -> None:
    ran = run("status", "priority/2017/convict", CONVICTED, "--on", "2017-02-22")
    assert ran.code == 1
    assert ran.err == f"unknown provision `priority/2017/convict` [unknown-provision]\n  help: did you mean `{CONVICTED}`?\n"
    assert ran.out.startswith(f"{CONVICTED}: in force on 2017-02-22\n")


def test_queries_in_both_formats_and_from_standard_input(run: Run, tmp_path: Path, validate: Callable[[str, Any], None]) -> None:
    queries = [{"id": CONVICTED, "on": "2017-02-22"}, {"id": CONVICTED, "on": "2014-02-22", "state": "CA", "known_on": "2020-01-01"}]
    (tmp_path / "q.json").write_text(json.dumps(queries))
    (tmp_path / "t.json").write_text(json.dumps(queries, indent="\t"))
    (tmp_path / "q.yaml").write_text(
        f"- {{id: {CONVICTED}, on: 2017-02-22}}\n- {{id: {CONVICTED}, on: 2014-02-22, state: CA, known_on: 2020-01-01}}\n"
    )
    answers = [run("status", "--queries", str(tmp_path / name), "--json") for name in ("q.json", "q.yaml", "t.json")]
    answers.append(run("status", "--queries", "-", "--json", given=json.dumps(queries)))
    for ran in answers:
        assert ran.code == 0
        assert ran.data == answers[0].data
        validate("status", ran.data)
    assert [item["status"] for item in answers[0].data] == ["operative", "not_yet"]


def test_the_file_wins_over_the_flags(run: Run) -> None:
    given = f"- {{id: {CONVICTED}, on: 2014-01-01, state: CA}}\n- {{id: {CONVICTED}}}\n- {{id: {CONVICTED}, facts: {{state: NY}}}}\n"
    data = run("status", "--queries", "-", "--on", "2017-02-22", "--state", "TX", "--json", given=given).data
    assert [(item["on"], item["state"]) for item in data] == [("2014-01-01", "CA"), ("2017-02-22", "TX"), ("2017-02-22", "NY")]


def test_all_faults_of_a_query_file_at_once_with_line_and_path(run: Run, tmp_path: Path, validate: Callable[[str, Any], None]) -> None:
    path = tmp_path / "q.yaml"
    path.write_text(f"- id: {CONVICTED}\n  on: 2017-02-30\n  stat: TX\n- state: ZZ\n- 7\n- {{id: {CONVICTED}, on: 2011-12-31}}\n")
    ran = run("status", "--queries", str(path))
    assert ran.code == 1
    assert ran.err.splitlines() == [
        f"{path}:3: queries[0].stat: unknown key `stat` [unknown-key]",
        "  help: did you mean `state`?",
        f"{path}:2: queries[0].on: `on`: the day `2017-02-30` does not exist [bad-date]",
        "  help: dates are written YYYY-MM-DD",
        f"{path}:4: queries[1].id: `id` is missing [missing-key]",
        "  help: keys: id, on, state, known_on, facts",
        f"{path}:4: queries[1].state: fact `state` has no state `ZZ` [unknown-state]",
        "  help: state codes are listed in law/",
        f"{path}:5: queries[2]: a mapping is expected [wrong-type]",
        "  help: keys: id, on, state, known_on, facts",
        f"{path}:6: queries[3].on: the rulebook begins on 2012-01-01; 2011-12-31 is before it [before-first-day]",
        "  help: ask about 2012-01-01 or later",
    ]
    ran = run("status", "--queries", str(path), "--json")
    assert ran.code == 1
    validate("status", ran.data)
    assert [item["error"]["code"] for item in ran.data] == ["unknown-key", "missing-key", "wrong-type", "before-first-day"]


def test_facts_on_the_command_line_are_read_as_in_a_file(run: Run) -> None:
    designated = run("status", "protection/tps/designation", "--on", "2017-02-22", "--fact", "nationality=HT", "--json")
    assert designated.data[0]["status"] == "operative"
    assert run("status", CONVICTED, "--fact", "convictions={felony: false}", "--fact", "us_citizen=false", "--on", "2017-02-22").code == 0


def test_faults_in_facts_on_the_command_line(run: Run) -> None:
    ran = run("status", CONVICTED, "--fact", "nationalty=HN")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "--fact.nationalty: unknown fact `nationalty` [unknown-fact]\n  help: did you mean `nationality`?\n"
    ran = run("status", CONVICTED, "--fact", "nationality")
    assert (ran.code, ran.err) == (2, "--fact: `NAME=VALUE` is expected [bad-use]\n  help: write --fact nationality=HN\n")


def test_changed_since_shows_what_stood_otherwise(run: Run, validate: Callable[[str, Any], None]) -> None:
    ran = run("status", "--on", "2017-02-22", "--changed-since", "2017-02-19", "--json")
    validate("status", ran.data)
    found = {item["provision"]: item["status"] for item in ran.data}
    assert found["priority/2014/3-final-order"] == "ended"
    assert found["consequence/smuggling-parent"] == "operative"
    assert "protection/daca" not in found
    assert "was in force" in run("status", "--on", "2017-02-22", "--changed-since", "2017-02-19").out


def test_ids_and_a_file_together_are_bad_use(run: Run) -> None:
    ran = run("status", CONVICTED, "--queries", "-")
    assert (ran.code, ran.err) == (2, "ids and --queries are given together [bad-use]\n  help: give one of them\n")


def test_text_fits_the_page(run: Run) -> None:
    for arguments in (
        ("--on", "2017-02-22"),
        ("--on", "2025-09-10", "--changed-since", "2025-01-01"),
        ("--on", "2026-11-23", "--state", "CA"),
    ):
        assert too_wide(run("status", *arguments).out) == []


def test_every_provision_in_full_fits_the_page(run: Run, book: inforce.Book) -> None:
    assert too_wide(run("status", *book.library.encoded, "--on", "2025-09-10").out) == []


SPLIT = "custody/mandatory-inspection/interior-2025"


def test_headline_counts_the_circuits_in_words(run: Run) -> None:
    out = " ".join(run("status", SPLIT, "--on", "2026-10-05").out.split())
    assert out.startswith(f"{SPLIT}: on hold in nine circuits, in force in two, no ruling in the D.C. Circuit on 2026-10-05")
    assert "upheld: Avila v. Bondi, 170 F.4th 1128 (8th Cir. 2026) (in the Eighth Circuit)" in out
    assert "under review in the Supreme Court, granted on 2026-10-01" in out
    spanish = " ".join(run("status", SPLIT, "--on", "2026-10-05", "--lang", "es").out.split())
    assert "en nueve circuitos" in spanish
    assert "sin fallo en el Circuito" in spanish


def test_places_are_words_in_both_languages(run: Run, book: inforce.Book) -> None:
    for lang in ("en", "es"):
        out = run("status", "officer/state-crime", SPLIT, "--on", "2026-07-20", "--lang", lang).out
        assert "Texas" in out
        for words in ("state is", "está en TX", "in TX", "circuit is"):
            assert words not in out


def test_unsettled_status_is_told_and_nothing_breaks(run: Run, book: inforce.Book) -> None:
    days = {fact.span[0] for fact in book.library.vocabulary.days.values() if fact.span[0] >= date(2012, 1, 1).toordinal()}
    unsettled = [(name, day) for day in sorted(days)[::4] for name in book.library.encoded if book.frame(date.fromordinal(day), None).partition(name)["operative"].facts & set(book.library.vocabulary.days)]
    assert unsettled
    for name, day in unsettled[::3]:
        on = date.fromordinal(day).isoformat()
        for lang in ("en", "es"):
            assert run("status", name, "--on", on, "--lang", lang).code == 0
        standing = book.status(name, on=on)
        if standing.status is None:
            assert any(fact.startswith("day:") for fact in standing.depends_on)
            assert "not settled" in run("status", name, "--on", on).out


def test_warning_that_answers_share_is_said_once(run: Run, book: inforce.Book) -> None:
    names = ["priority/2014/1b-border", "priority/2014/1d-felony"]
    assert len({book.library.provisions[name].horizon for name in names}) == 1
    out = run("status", *names, "--on", "2026-11-30").out
    assert out.count("last checked on") == 1
    assert f"of {', '.join(names)}:" in " ".join(out.split())


def test_changed_since_tells_the_newest_change(run: Run) -> None:
    out = run("status", "--on", "2026-10-08", "--changed-since", "2026-09-01").out
    (line,) = (line for line in out.splitlines() if SPLIT in line)
    assert "2026-10-01" in line  # the grant of certiorari


def test_what_changed_since_a_day_names_the_acts_of_those_weeks(run: Run) -> None:
    out = " ".join(run("status", "--changed-since", "2026-09-01", "--on", "2026-11-30").out.split())
    for told in (
        "2026-09-10 Lopez Garcia v. Guadian", "2026-10-01 Rhoney v. Barbosa da Cunha", "2026-09-18 First Circuit", "2026-09-23 First Circuit",
        "2026-09-29 Supreme Court", "2026-10-20 This runs out: Sudan extended.",
    ):  # fmt: skip
        assert told in out


def test_a_headline_names_what_holds_for_some_and_for_others(run: Run) -> None:
    out = run("status", "protection/parole-family-reunification", "--on", "2015-06-01").out
    assert " ".join(out.split()).startswith("protection/parole-family-reunification: in force for some, not yet for others on 2015-06-01")
    out = run("status", "protection/parole-family-reunification", "--on", "2015-06-01", "--fact", "nationality=HT").out
    assert out.startswith("protection/parole-family-reunification: in force on 2015-06-01")


@pytest.mark.parametrize(("country", "last_day"), [("SV", "2026-09-09"), ("SD", "2026-10-19"), ("UA", "2026-10-19"), ("LB", "2026-11-27")])
def test_past_a_printed_end_the_answer_names_it_and_what_the_statute_adds(run: Run, country: str, last_day: str) -> None:
    said = " ".join(run("status", "protection/tps/designation", "--on", "2026-11-30", "--fact", f"nationality={country}").out.split())
    assert "not settled on 2026-11-30" in said
    assert f"a period printed through {last_day}" in said
    assert "adds six months (INA 244(b)(3)(C))" in said
