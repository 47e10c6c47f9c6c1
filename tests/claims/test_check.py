"""Claims are decided over all people, and a person shown is confirmed by the rulebook's own determination."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import inforce
from inforce.backends.text import Speaker
from inforce.claims import tell
from inforce.claims.check import check, since
from inforce.claims.claim import Claim, ClaimReader
from inforce.claims.people import Everybody
from inforce.claims.process import due_process
from inforce.claims.rules import Rules, read_formula
from inforce.claims.shelf import Shelf, read_shelf
from inforce.rulebook.record import Faults, records_of
from inforce.rulebook.yaml import parse

WANT = {
    "return-to-mexico": "open",
    "return-limited": "open",
    "return-needs-mexico": "holds",
    "parts-come-slowly": "holds",
    "daca-unaffected": "fails",
    "without-due-process": "open",
    "local-deputies": "open",
    "trust-lost": "not_about_rules",
    "parents-punished": "open",
    "no-mass-deportation": "not_about_rules",
    "not-the-resources": "not_about_rules",
    "humane-treatment": "not_about_rules",
    "laws-executed": "open",
    "framework": "holds",
    "questions-published": "not_about_rules",
}
HEAD = 'id: x\n  statement: s\n  speaker: {who: w, named: not_named}\n  day: "2017-02-21"\n  source: s\n'


def make(book: inforce.Book, parts: str, head: str = "") -> Claim:
    faults = Faults()
    text = f"- {HEAD}{head}  means:\n{parts}"
    (record,) = records_of(parse(text, "x.yaml"), "x.yaml", "claim", faults)
    claim = ClaimReader(book, ()).read(record)
    faults.raise_any()
    assert claim is not None
    return claim


def verdict(book: inforce.Book, part: str, on: date | None = None) -> str:
    return check(book, make(book, f"    - {{says: s, {part}}}\n"), on).verdict


@pytest.mark.parametrize("name", WANT)
def test_statement_of_the_article_is_answered(shelf: Shelf, name: str) -> None:
    assert check(shelf.book, shelf.claims[name]).verdict == WANT[name]


def test_every_statement_is_in_the_table(shelf: Shelf) -> None:
    assert set(WANT) == set(shelf.claims)


@pytest.mark.parametrize("name", [name for name, want in WANT.items() if want != "not_about_rules"])
def test_person_shown_is_confirmed_by_determine(shelf: Shelf, name: str) -> None:
    book = shelf.book
    answer = check(book, shelf.claims[name])
    for part in answer.parts:
        if part.example is None:
            continue
        asked = [d.provision for reference, d in part.example.determinations.items() if reference.startswith("reached ")]
        again = book.determine(part.example.facts, on=answer.on, known_on=answer.known_on, provisions=asked)
        assert [d.outcome for d in again.determinations] == [d.outcome for r, d in part.example.determinations.items() if r.startswith("reached ")]
        assert "depends" not in [d.outcome for d in again.determinations]


def test_daca_fails_with_a_disqualified_holder_and_holds_by_the_other_reading(shelf: Shelf) -> None:
    part = check(shelf.book, shelf.claims["daca-unaffected"]).parts[0]
    assert part.example is not None
    assert part.example.facts["daca_current"] is True
    assert [(reading.id, other) for reading, other in part.other_readings] == [("daca-disqualifier", "holds")]


def test_person_is_told_in_two_sentences(shelf: Shelf, voice: Speaker) -> None:
    part = check(shelf.book, shelf.claims["daca-unaffected"]).parts[0]
    assert part.example is not None
    first, second = tell.person(part.example, voice), tell.outcome(part.example, voice)
    assert "a DACA grant is in force" in first
    assert "convicted of a felony" in first
    assert "priority/2017/convicted" in second
    assert all(text.endswith(".") and text.count(". ") == 0 for text in (first, second))


def test_claim_becomes_false_when_a_formula_is_changed(changed_law: Callable[[str, str, str], Path]) -> None:
    old = "  text: >\n    removable\n  exempt_by"
    folder = changed_law("provisions/priority/2017.yaml", old, "  text: >\n    removable and not parent_of_citizen_or_lpr\n  exempt_by")
    shelf = read_shelf(inforce.load(folder))
    answer = check(shelf.book, shelf.claims["framework"])
    assert answer.verdict == "fails"
    example = answer.parts[0].example
    assert example is not None
    assert example.facts["parent_of_citizen_or_lpr"] is True


def test_claim_becomes_true_when_the_shield_is_widened(changed_law: Callable[[str, str, str], Path]) -> None:
    folder = changed_law("provisions/protection/daca.yaml", "daca_current and (other_reading(daca-disqualifier) or not daca_disqualifying_conviction)", "daca_current")
    shelf = read_shelf(inforce.load(folder))
    assert check(shelf.book, shelf.claims["daca-unaffected"]).verdict == "holds"


def test_announced_direction_is_open_and_later_fails(shelf: Shelf) -> None:
    claim = shelf.claims["return-needs-mexico"]
    assert check(shelf.book, claim, date(2019, 3, 1)).verdict == "fails"
    history = since(shelf.book, claim)
    assert history[0] == (date(2017, 2, 21), "holds")
    assert (date(2019, 1, 28), "fails") in history


def test_before_the_day_it_was_known_a_direction_is_not_announced(shelf: Shelf) -> None:
    claim = shelf.claims["parts-come-slowly"]
    assert check(shelf.book, claim, date(2017, 2, 19), date(2017, 1, 24)).verdict == "fails"


@pytest.mark.parametrize(
    ("part", "want"),
    [
        ("among: us_citizen, every: not reached(priority/2017/no-exempt-class)", "holds"),
        ("among: us_citizen, every: reached(priority/2017/no-exempt-class)", "fails"),
        ("some: us_citizen and reached(process/immigration-judge)", "fails"),
        ("some: us_citizen and reached(consequence/smuggling-parent)", "holds"),
        ("among: removable, left_to: reached(priority/2017/no-exempt-class) or exempt(priority/2017/no-exempt-class)", "open"),
        ("among: removable, left_to: reached(priority/2017/no-exempt-class)", "fails"),
        ("every: operative(priority/2017/convicted) and ended(priority/2014/1d-felony) and not_yet(priority/2021/border)", "holds"),
        ("every: not reached(process/unaccompanied-child) or age < 18", "holds"),
        ("every: fits(process/expedited-removal/nationwide-2019) implies not us_citizen", "holds"),
    ],
)
def test_verdict_of_a_part(book: inforce.Book, part: str, want: str) -> None:
    assert verdict(book, part) == want


def test_parts_read_either_way_that_differ_leave_a_claim_open(book: inforce.Book) -> None:
    parts = '    - {says: a, every: "true"}\n    - {says: b, some: "false"}\n'
    assert check(book, make(book, parts)).verdict == "fails"
    assert check(book, make(book, parts, "  read: either\n")).verdict == "open"


def test_part_about_nobody_says_so(book: inforce.Book) -> None:
    claim = make(book, "    - {says: s, among: reached(priority/2021/border), every: us_citizen}\n")
    (part,) = check(book, claim).parts
    assert (part.verdict, part.nobody) == ("holds", True)


def test_day_past_the_horizon_is_named(shelf: Shelf) -> None:
    answer = check(shelf.book, shelf.claims["return-needs-mexico"], date(2026, 12, 1))
    assert answer.past_horizon == ("process/contiguous-return/2017",)


def test_what_is_announced_takes_the_judge_from_people_under_two_years(book: inforce.Book) -> None:
    rules = Rules.at(book, date(2017, 2, 21), None, date(2017, 1, 24))
    formula = read_formula(book, "reached(process/immigration-judge) and not would(process/immigration-judge) and continuously_present_since <= on - 2 years").formula
    everybody = Everybody(book, date(2017, 2, 21), {})
    assert everybody.find(rules.resolve(formula)) is None
    younger = read_formula(book, "reached(process/immigration-judge) and not would(process/immigration-judge)").formula
    assert everybody.find(rules.resolve(younger)) is not None


def test_judge_table_shows_what_is_announced(book: inforce.Book) -> None:
    rows = {row.provision: row for row in due_process(book, date(2017, 2, 22), date(2017, 2, 22), date(2017, 1, 24))}
    wider = rows["process/expedited-removal/nationwide-2019"]
    assert (wider.decides, wider.before, wider.after, wider.foreseen) == ("officer", "not_yet", "announced", "operative")
    assert rows["process/immigration-judge"].decides == "judge"


def test_agreements_of_february_2017_are_all_for_jails(shelf: Shelf) -> None:
    listed = shelf.agreements.of(date(2017, 2, 20))
    assert len(listed) == 37
    assert {agreement.model for agreement in listed} == {"jail_enforcement"}


def test_every_figure_has_unit_day_and_source(shelf: Shelf) -> None:
    assert all(figure.unit and figure.day and figure.source for figure in shelf.figures.values())
    assert shelf.claims["not-the-resources"].figures


def test_a_claim_that_turns_on_no_person_is_told_in_sentences(shelf: Shelf, voice: Speaker) -> None:
    claim = make(shelf.book, "    - {says: s, every: ended(protection/daca/renewal)}\n")
    told = tell.beside(check(shelf.book, claim, date(2017, 9, 5)).parts[0], voice)
    assert told == [
        "This turns on no fact about a person.",
        'On 5 September 2017, the rule "DACA renewal" (protection/daca/renewal) does not have the status "ended".',
    ]


def test_a_claim_that_holds_of_a_rule_not_in_force_says_so_first(shelf: Shelf, voice: Speaker) -> None:
    claim = make(shelf.book, "    - {says: s, every: not reached(priority/2025/no-exempt-class)}\n")
    answer = check(shelf.book, claim, date(2017, 2, 21))
    (part,) = answer.parts
    assert (part.verdict, part.idle) == ("holds", ("priority/2025/no-exempt-class",))
    assert tell.verdict(answer) == "holds under the text, but only because the rule is not in force"
    assert tell.short_verdict(part) == "holds, but only because the rule is not in force"
    later = check(shelf.book, claim, date(2025, 2, 21))
    assert (tell.verdict(later), tell.short_verdict(later.parts[0])) == ("fails under the text", "fails")
    assert tell.beside(part, voice)[0].endswith("is not in force that day, so it reaches and spares nobody.")
