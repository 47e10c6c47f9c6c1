"""`inforce show`, `inforce timeline`, `inforce check`."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import inforce
from tests.cli.conftest import Run, too_wide


def test_show_every_provision_in_both_languages(run: Run, validate: Callable[[str, Any], None], book: inforce.Book) -> None:
    names = list(book.library.provisions)
    for lang in ("en", "es"):
        ran = run("show", *names, "--lang", lang, "--on", "2017-02-22", "--json")
        assert ran.code == 0
        validate("show", ran.data)
        assert [item["provision"] for item in ran.data] == names
        text = run("show", *names, "--lang", lang, "--on", "2017-02-22").out
        assert too_wide(text) == []
        assert "{}" not in text
        for fact in book.library.vocabulary:
            assert "_" not in fact or fact not in text.replace(f"`{fact}`", ""), "a fact is said by its label"


def test_show_says_what_the_brief_asks(run: Run) -> None:
    out = run("show", "process/expedited-removal/border-2004", "--on", "2017-02-22").out
    for part in (
        "Whom the text reaches: a person of whom all of this is so\n",
        "  - last came in without inspection\n",
        "  - air miles to the nearest land border: at most 100\n",
        "  - day of the last entry: less than 14 days before the day asked about\n",
        "What shields from it\n",
        "  - Unaccompanied child (process/unaccompanied-child)\n",
        "Must or may, and who\n",
        "Who decides\n  an officer decides the case, without a judge\n",
        "Authority\n",
        "primary text, read on ",
        "Status on 2017-02-22\n  in force\n",
        "The acts, in order\n",
        "Where careful readers differ\n",
    ):
        assert part in out, part
    assert out.endswith("Legal information, not legal advice.\n")


def test_show_in_spanish(run: Run) -> None:
    out = run("show", "process/expedited-removal/border-2004", "--lang", "es", "--on", "2017-02-22").out
    assert "  - día de la última entrada: menos de 14 días antes del día consultado\n" in out
    assert "Situación el 2017-02-22\n  vigente\n" in out
    assert out.endswith("Información legal, no asesoría legal.\n")


def test_show_an_unknown_provision(run: Run, validate: Callable[[str, Any], None]) -> None:
    ran = run("show", "protection/dacca", "protection/daca")
    assert ran.code == 1
    assert ran.err == "unknown provision `protection/dacca` [unknown-provision]\n  help: did you mean `protection/daca`?\n"
    assert ran.out.startswith("DACA grant\n")
    validate("show", run("show", "protection/dacca", "--json").data)


def test_no_advice_in_any_text(run: Run, book: inforce.Book) -> None:
    pattern = re.compile(r"\byou (should|must|qualify|are safe|may|can)\b|\busted debe\b|\busted califica\b", re.IGNORECASE)
    for lang in ("en", "es"):
        assert pattern.search(run("show", *book.library.provisions, "--lang", lang, "--on", "2017-02-22").out) is None
    assert pattern.search(run("demo").out) is None


def test_timeline_of_everything(run: Run, validate: Callable[[str, Any], None]) -> None:
    ran = run("timeline", "--json")
    assert ran.code == 0
    validate("timeline", ran.data)
    days = [row["date"] for row in ran.data]
    assert days == sorted(days)
    assert too_wide(run("timeline").out) == []


def test_timeline_validates_for_every_provision(run: Run, validate: Callable[[str, Any], None], book: inforce.Book) -> None:
    for name in book.library.encoded:
        ran = run("timeline", name, "--json")
        assert ran.data, name
        validate("timeline", ran.data)


def test_timeline_tells_days_apart_and_acts_upon_acts(run: Run) -> None:
    data = run("timeline", "priority/2014/3-final-order", "--json").data
    (ended,) = (row for row in data if row["act"] == "kelly-interior-2017" and row["target"] == "act/memo-2014-11-20-priorities")
    assert (ended["date"], ended["known"], ended["signed"], ended["verb"]) == ("2017-02-20", "2017-02-21", "2017-02-20", "ends")
    assert "           known 2017-02-21\n" in run("timeline", "priority/2014/3-final-order").out


def test_timeline_by_family_prefix_act_day_and_knowledge(run: Run) -> None:
    family = run("timeline", "priority", "--json").data
    assert {row["target"].split("/")[0] for row in family if row["target"]} <= {"priority", "act"}
    assert run("timeline", "priority/20", "--json").data == family
    assert run("timeline", "eo-13768", "--json").data == run("timeline", "act/eo-13768", "--json").data
    assert all(row["date"] <= "2017-02-22" for row in run("timeline", "--on", "2017-02-22", "--json").data)
    assert all(row["known"] <= "2017-02-20" for row in run("timeline", "--known-on", "2017-02-20", "--json").data)


def test_timeline_of_an_unknown_word(run: Run) -> None:
    ran = run("timeline", "prioritty")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "no provision, family or act is called `prioritty` [unknown-provision]\n  help: did you mean `priority`?\n"


def test_check_finds_no_fault(run: Run, validate: Callable[[str, Any], None]) -> None:
    ran = run("check")
    assert ran.code == 0
    assert ran.out.splitlines()[0].endswith("no fault found")
    (unread, *_) = ran.out.splitlines()[1:]
    assert unread.startswith("facts that no rule reads: fear_interview_pending")
    validate("check", run("check", "--json").data)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A rulebook with two faults."""
    (tmp_path / "provisions").mkdir()
    (tmp_path / "facts.yaml").write_text("us_citizen: {type: bool}\n")
    (tmp_path / "syllabus.yaml").write_text("- {id: a/b, instruments: [x], about: y}\n")
    (tmp_path / "provisions" / "a.yaml").write_text(
        "- id: a/b\n  bearing: burdn\n  title: {en: T, es: T}\n  says: {en: S., es: S.}\n  text: us_citisen\n"
    )
    return tmp_path


def test_check_shows_all_faults_and_ends_with_1(run: Run, broken: Path, validate: Callable[[str, Any], None]) -> None:
    ran = run("check", "--rulebook", str(broken))
    assert ran.code == 1
    assert ran.out == ""
    assert "[unknown-fact]" in ran.err
    assert "[unknown-value]" in ran.err
    ran = run("check", "--rulebook", str(broken), "--json")
    assert ran.code == 1
    validate("check", ran.data)
    assert len(ran.data["errors"]) > 1


def test_a_rulebook_that_fails_to_load_never_answers(run: Run, broken: Path) -> None:
    for arguments in (("status",), ("timeline",), ("show", "a/b"), ("determine", "-")):
        ran = run(*arguments, "--rulebook", str(broken), given="{facts: {}}")
        assert (ran.code, ran.out) == (2, ""), arguments
        assert "[unknown-fact]" in ran.err


def test_a_folder_that_is_no_rulebook(run: Run, tmp_path: Path) -> None:
    for command in ("check", "status"):
        ran = run(command, "--rulebook", str(tmp_path))
        assert ran.code == 2
        assert (
            ran.err
            == f"{tmp_path}: there is no rulebook here [no-rulebook]\n  help: a rulebook is a folder with facts.yaml, provisions/ and acts/\n"
        )


def test_show_puts_the_instrument_of_the_day_first(run: Run) -> None:
    said = " ".join(run("show", "protection/sensitive-locations", "--on", "2023-06-01").out.split())
    assert 0 < said.index("Mayorkas") < said.index("Morton")
    assert "(Oct. 24, 2011), until 2021-10-27" in said
    assert "(Oct. 27, 2021), until" not in said
