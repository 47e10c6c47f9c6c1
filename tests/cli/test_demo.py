"""`inforce demo` and the case files of the week."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import inforce
from inforce.cli.demo import case_files, examples
from inforce.cli.weeklater import PLACES, later_days, read_changes, read_later
from inforce.rulebook.yaml import parse, read_text
from tests.cli.conftest import Ran, Run, too_wide

FILES = case_files(None)


@pytest.fixture
def page(run: Run) -> Ran:
    return run("demo")


def test_every_case_file_says_that_it_is_made_up() -> None:
    assert len(FILES) == 15
    for path in FILES:
        assert path.read_text().startswith("# A made-up person"), path.name


def test_the_page_fits_and_ends_with_the_notice(page: Ran) -> None:
    assert page.code == 0
    assert too_wide(page.out) == []
    assert page.out.endswith("Legal information, not legal advice.\n")
    for number in range(1, 16):
        assert f"\n{number}. " in page.out


def test_the_json_validates(run: Run, validate: Callable[[str, Any], None]) -> None:
    ran = run("demo", "1", "15", "--json")
    validate("demo", ran.data)
    assert [person["number"] for person in ran.data] == [1, 15]
    assert (ran.data[0]["before"]["on"], ran.data[0]["after"]["on"]) == ("2017-02-19", "2017-02-22")


def outcome(book: inforce.Book, slug: str, provision: str, on: str) -> str:
    (path,) = (path for path in FILES if slug in path.name)
    facts = parse(read_text(path), path.name)["facts"]
    return book.determine(facts, on=on, provisions=[provision], reasons=False)[provision].outcome


@pytest.mark.parametrize(
    ("slug", "provision", "before", "after"),
    [
        ("guatemalan", "process/contiguous-return/2017", "pending", "pending"),
        ("guatemalan", "process/credible-fear", "reached", "reached"),
        ("mexican", "process/contiguous-return/2017", "pending", "pending"),
        ("mexican", "process/credible-fear", "depends", "depends"),
        ("daca-clean", "priority/2017/no-exempt-class", "exempt", "exempt"),
        ("daca-pending", "priority/2017/charged", "exempt", "exempt"),
        ("parent", "consequence/smuggling-parent", "no", "reached"),
        ("unaccompanied", "process/immigration-judge", "reached", "reached"),
        ("twelve", "priority/2017/charged", "reached", "reached"),
        ("clean-record-no", "priority/2017/no-exempt-class", "reached", "reached"),
        ("permanent", "protection/not-removable", "reached", "reached"),
        ("jail-with-", "officer/287g/jail-enforcement", "reached", "reached"),
        ("jail-without", "officer/287g/jail-enforcement", "no", "no"),
        ("overstay", "priority/2014/2c-recent-entry", "no", "no"),
        ("order-2013", "priority/2014/3-final-order", "no", "no"),
        ("order-2015", "priority/2014/3-final-order", "reached", "no"),
        ("eighteen", "priority/2014/2c-recent-entry", "reached", "no"),
        ("eighteen", "process/expedited-removal/nationwide-2019", "pending", "pending"),
    ],
)
def test_what_the_week_did(book: inforce.Book, slug: str, provision: str, before: str, after: str) -> None:
    assert (outcome(book, slug, provision, "2017-02-19"), outcome(book, slug, provision, "2017-02-22")) == (before, after)


def test_a_number_that_nobody_has(run: Run) -> None:
    ran = run("demo", "16")
    assert (ran.code, ran.out, ran.err) == (2, "", "there is no person 16 [bad-use]\n  help: people are numbered 1 to 15\n")


# the week at a glance

ROOT = Path(inforce.__file__).parents[2]
LATER = "The same people later"


def test_the_week_is_short_enough_to_read(page: Ran) -> None:
    week, later = page.out.split(LATER)
    assert len(week.splitlines()) <= 330
    assert len(later.splitlines()) <= 160
    assert "inforce demo --later" in page.out.splitlines()[-2]


def entry(page: Ran, number: int) -> str:
    return page.out.split(LATER)[0].split(f"\n{number}. ")[1].split("\n\n")[0]


def test_what_many_share_is_said_once_and_named_by_a_letter(page: Ran) -> None:
    assert page.out.split(LATER)[0].count("Prosecution for unlawful entry") == 1
    (letter,) = (line.split()[0] for line in page.out.splitlines() if "Prosecution for unlawful entry" in line)
    for number in range(1, 16):
        shares = entry(page, number).splitlines()[1].split("19 Feb")[0].split()
        assert (letter in shares) is (number in (1, 2, 5, 6, 15))  # who crossed within five years, the time for a charge


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, ("waits", "the neighbouring country's agreement", "officer", "asylum off", "judge")),
        (2, ("unknown", "turns on: fear of return")),
        (3, ("shield", "DACA grant", "on hold")),
        (5, ("new", "Parents and others who had a child smuggled in")),
        (6, ("shield", "Unaccompanied child", "(announced)")),
        (14, ("ends", "Final order on or after 1 January 2014", "no        no")),
        (15, ("waits", "a Federal Register notice")),
    ],
)
def test_an_entry_says_what_is_its_own(page: Ran, number: int, words: tuple[str, ...]) -> None:
    said = " ".join(entry(page, number).split("\n"))
    for word in words:
        assert " ".join(word.split()) in " ".join(said.split())


def test_what_lies_past_its_horizon_is_named_once(page: Ran, book: inforce.Book) -> None:
    text = " ".join(page.out.split())
    past = {rule.title["en"] for rule in book.library.provisions.values() if rule.horizon < date(2017, 2, 22)}
    named = {title for title in past if title in text.partition("warning: ")[2].partition(" [1] ")[0]}
    assert named == past
    assert text.count("warning: ") == bool(past)


def test_every_note_that_is_named_is_there(page: Ran) -> None:
    week = page.out.split(LATER)[0]
    notes = week.split("Citations, with")[1]
    for number in range(1, 30):
        assert (f"[{number}]" in week.split("Citations, with")[0]) == (f"\n[{number}] " in notes)


def test_a_number_gives_the_person_in_full(run: Run) -> None:
    ran = run("demo", "10")
    assert "condition: " in ran.out
    assert "may: ICE and CBP officers" in ran.out
    assert too_wide(ran.out) == []


# the later days


def test_later_tables_fit_and_name_their_acts(run: Run) -> None:
    ran = run("demo", "--later")
    assert ran.code == 0
    assert too_wide(ran.out) == []
    for number in range(1, 16):
        assert f"\n{number}. " in ran.out
    assert "Matter of Yajure Hurtado" in ran.out


def test_later_json_validates_and_california_and_texas_differ(run: Run, validate: Callable[[str, Any], None]) -> None:
    ran = run("demo", "--later", "8", "--json")
    validate("demo-later", ran.data)
    (person,) = ran.data
    assert person["days"][:6] == ["2019-10-15", "2021-06-01", "2022-07-15", "2023-09-01", "2025-02-01", "2025-09-15"]
    rows = {row["provision"]: row for row in person["rows"]}
    assert "officer/state-crime" not in rows  # who came in 2008 came before every one of those laws
    assert rows["custody/bond"]["differs"]
    bond = rows["custody/bond"]["places"]["TX"]
    assert [cell["outcome"] for cell in bond][4:6] == ["reached", "no"]
    assert bond[5]["acts"] == ["yajure-hurtado-2025"] or "hurtado" in "".join(bond[5]["acts"])


def test_every_change_of_a_row_has_an_act_or_is_the_persons_own(run: Run) -> None:
    """Without an act a change is the person's own (something is supposed, age tells, the time for a charge ran out), or its day was not read."""
    own = {
        (person["number"], row["provision"])
        for person in run("demo", "--later", "--json").data
        for row in person["rows"]
        for cells in row["places"].values()
        for before, after in pairwise(cells)
        if before["outcome"] != after["outcome"] and not after["acts"]
    }
    assert {number for number, rule in own if rule not in ("consequence/illegal-entry", "consequence/civil-fines")} <= {6}


def test_no_fact_is_dated_after_the_day_it_is_given_for(book: inforce.Book) -> None:
    changes = read_changes(book, examples())
    assert set(changes) <= {path.stem for path in FILES}
    dated = [fact.name for fact in book.library.vocabulary.facts.values() if fact.type == "date"]
    for number, path in enumerate(FILES, 1):
        person = read_later(book, number, path, changes)
        days = [change.day for change in person.changes]
        assert days == sorted(days), path.name
        for on in later_days(book):
            for state in PLACES:
                facts = person.facts_on(on, state)
                assert facts["state"] == state
                assert "days_since_entry" not in facts
                assert all(date.fromisoformat(facts[name]) <= on for name in dated if name in facts and name != "on")


def test_a_change_holds_from_its_day_on_and_only_in_its_state(book: inforce.Book) -> None:
    changes = read_changes(book, examples())
    child = read_later(book, 6, FILES[5], changes)
    assert child.facts_on(date(2020, 10, 4), "TX")["unaccompanied_child"] is True
    assert child.facts_on(date(2020, 10, 5), "TX")["unaccompanied_child"] is False
    jail = read_later(book, 10, FILES[9], changes)
    assert jail.facts_on(date(2021, 6, 1), "CA")["local_287g_models"] == []
    assert jail.facts_on(date(2021, 6, 1), "TX")["local_287g_models"] == ["jail_enforcement"]


def test_the_last_later_day_is_the_latest_horizon_and_what_lies_past_a_horizon_is_marked(run: Run, book: inforce.Book) -> None:
    last = later_days(book)[-1]
    assert last == max(provision.horizon for provision in book.library.provisions.values())
    (person,) = run("demo", "--later", "8", "--json").data
    for row in person["rows"]:
        for cells in row["places"].values():
            rule = book.library.provisions[row["provision"]]
            assert cells[-1]["past_horizon"] or (last <= rule.horizon), rule.id
            assert not cells[-1]["past_horizon"] or last > min([rule.horizon, *(book.library.provisions[part].horizon for part in rule.parts)]), rule.id


def test_a_file_of_changes_with_a_fault_says_where(run: Run, tmp_path: Path) -> None:
    people = tmp_path / "week"
    people.mkdir()
    (people / "01-a.yaml").write_text("name: A\nfacts: {us_citizen: false}\n")
    (tmp_path / "later.yaml").write_text("01-a:\n  - from: 2018-03-01\n    says: nothing\n    facts: {us_citzen: true}\n")
    ran = run("demo", "--later", "--people", str(people))
    assert (ran.code, ran.out) == (2, "")
    assert f"{tmp_path}/later.yaml:4" in ran.err
    assert "unknown fact `us_citzen`" in ran.err


# as installed


def test_the_demo_works_from_a_wheel(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)], cwd=ROOT, check=True, capture_output=True, env=environment)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "site")
    for arguments in (("demo", "3"), ("demo", "--later", "3")):
        program = "import sys; sys.argv[0] = 'inforce'; from inforce.cli.main import main; main()"
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(tmp_path / "site"), "HOME": str(tmp_path), "PYTHONSAFEPATH": "1"}
        ran = subprocess.run([sys.executable, "-c", program, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert (ran.returncode, ran.stderr) == (0, "")
        assert "A DACA holder with a clean record" in ran.stdout
        assert ran.stdout.endswith("Legal information, not legal advice.\n")
    where = subprocess.run([sys.executable, "-c", "import inforce; print(inforce.__file__)"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert str(tmp_path) in where.stdout
