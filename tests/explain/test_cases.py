"""Explanations written down beforehand: what decides, what shields, what comes next, what a transfer changes, what settles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import inforce
from inforce.language.fact import Members
from tests.explain.asked import Asked
from tests.explain.check import faults
from tests.explain.small import ACTS, PROVISION
from tests.explain.test_planted import DETAINED, example
from tests.rulebooks import build


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> inforce.Book:
    """`rule/one` is enjoined in California from 2018; `rule/two` runs from March 2017 to 2018; a shield for children."""
    provisions = "".join(
        (
            PROVISION.format(id="rule/one", bearing="burden", text="removable and convictions has felony", shields="shield/child"),
            PROVISION.format(id="rule/two", bearing="burden", text="removable and not reached(rule/one)", shields=""),
            PROVISION.format(id="shield/child", bearing="benefit", text="child and not waived", shields=""),
        )
    )
    folder: Path = tmp_path_factory.mktemp("small")
    return inforce.load(build(folder / "small", provisions__rules=provisions, acts__common=ACTS))


FELON = {"removable": True, "child": False, "convictions": ["any_offense", "felony"], "misdemeanor_count": 3, "state": "TX"}


def test_a_reason_holds_what_is_needed_and_no_more(small: inforce.Book) -> None:
    (told,) = Asked(small, FELON, "2017-02-01").explained("rule/one")
    assert (told.outcome, told.why.facts, told.why.assumed) == ("reached", ("removable", "child", "convictions"), ())
    (told,) = Asked(small, FELON | {"child": True}, "2017-02-01").explained("rule/one")
    assert (told.outcome, told.why.assumed) == ("exempt", ("waived",))


def test_a_fact_that_implies_another_is_the_reason(small: inforce.Book) -> None:
    (told,) = Asked(small, {"us_citizen": True, "state": "TX"}, "2017-02-01").explained("rule/one")
    assert (told.outcome, told.why.facts) == ("no", ("us_citizen",))


def test_a_finding_that_is_implied_is_no_assumption(book: inforce.Book) -> None:
    facts = {"us_citizen": False, "fear_interview_pending": True}
    asked = Asked(book, facts, "2020-01-14")
    (told,) = asked.explained("shield/mpp-fast-track")
    assert (told.outcome, told.why.facts, told.why.assumed) == ("reached", ("us_citizen", "fear_interview_pending"), ())
    assert faults(asked, told) == []


def test_shields_that_were_looked_at(small: inforce.Book) -> None:
    for child, holds in ((True, True), (False, False), (None, None)):
        facts = {name: value for name, value in (FELON | {"child": child}).items() if value is not None}
        (told,) = Asked(small, facts, "2017-02-01").explained("rule/one")
        (shield,) = told.shields
        assert (shield.id, shield.holds, shield.by_status) == ("shield/child", holds, False)
        assert shield.why.facts == (() if holds is None else ("child",))
        assert shield.turns_on == (("child",) if holds is None else ())


def test_smallest_changes(small: inforce.Book) -> None:
    (told,) = Asked(small, FELON, "2017-02-01").explained("rule/one")
    found = [([(move.fact, move.other) for move in change.moves], change.outcome) for change in told.changes.found]
    assert found == [
        ([("removable", False)], "no"),
        ([("child", True)], "exempt"),
        ([("convictions", Members(frozenset({"any_offense"}), complete=True))], "no"),
    ]


def test_the_next_act_that_changes_it(small: inforce.Book, book: inforce.Book) -> None:
    facts = {"removable": True, "convictions": [], "child": False, "state": "TX"}
    turns = []
    for on in ("2017-02-01", "2017-06-01", "2020-01-01"):
        (told,) = Asked(small, facts, on).explained("rule/two")
        turns.append(told.next_turn and (told.next_turn.on, told.next_turn.status, told.next_turn.outcome, [effect.act for effect in told.next_turn.acts]))
    assert turns == [(date(2017, 3, 1), "operative", "reached", ["statute"]), (date(2019, 1, 1), "ended", "no", ["order"]), None]
    (told,) = Asked(small, facts | {"state": "CA"}, "2017-06-01").explained("rule/one")
    assert told.next_turn is not None
    assert (told.next_turn.on, told.next_turn.status, told.next_turn.outcome) == (date(2018, 1, 1), "suspended", "no")


def test_an_act_upon_another_rule_that_the_text_refers_to_is_the_next_change(book: inforce.Book) -> None:
    """Ten months here in January 2025: a judge decides, until the fast track is designated everywhere."""
    facts = example("15") | {"entry_date": "2024-10-01", "continuously_present_since": "2024-10-01", "in_expedited_removal": False}
    (told,) = Asked(book, facts, "2025-01-10").explained("process/immigration-judge")
    assert told.outcome == "reached"
    assert told.next_turn is not None
    assert (told.next_turn.on, told.next_turn.outcome) == (date(2025, 1, 21), "no")
    assert [(effect.act, effect.target) for effect in told.next_turn.acts] == [("er-designation-nationwide-2025", "process/expedited-removal/nationwide-2025")]


def test_what_a_transfer_to_another_circuit_changes(book: inforce.Book) -> None:
    """Held in Texas in October 2025 there is no bond hearing; in Washington a judgment for a class gives one."""
    (told,) = Asked(book, example("08") | DETAINED, "2025-10-01").explained("custody/bond")
    (transfer,) = told.transfers
    assert (told.outcome, transfer.circuit, transfer.states, transfer.is_whole, transfer.outcome) == ("no", "ca9", ("WA",), False, "reached")
    assert [act.act for act in transfer.acts] == ["rodriguez-vazquez-judgment-2025"]
    (free,) = Asked(book, example("08") | DETAINED | {"detained": False}, "2025-10-01").explained("custody/bond")
    assert free.transfers == ()


def test_what_settles_it_what_settles_most_and_where_it_is_found(book: inforce.Book) -> None:
    facts = {name: value for name, value in example("15").items() if name not in ("in_removal_proceedings", "entry_manner", "us_citizen")}
    (told,) = Asked(book, facts, "2017-02-19").explained("priority/2014/2c-recent-entry")
    assert told.open is not None
    assert set(told.open.settling) <= {"us_citizen", "entry_manner"}
    papers = {fact.fact: {paper.id for paper in told.papers[fact.fact]} for fact in told.open.facts}
    assert "i-94" in papers["entry_manner"]
    assert "us-passport" in papers["us_citizen"]
    shares = [(fact.alone, fact.share) for fact in told.open.facts]
    assert shares == sorted(shares, reverse=True)
    (told,) = Asked(book, {"us_citizen": False}, "2017-02-22").explained("process/immigration-judge")
    assert told.open is not None
    assert {"nta", "court-letter"} & {paper.id for fact in told.open.facts for paper in told.papers.get(fact.fact, ())}


def test_both_readings_are_shown_whichever_is_chosen(book: inforce.Book) -> None:
    facts = {"us_citizen": False, "daca_current": True, "convictions": ["any_offense", "felony"], "misdemeanor_count": 0}
    for chosen, outcome in (("default", "no"), ("other", "reached")):
        (told,) = Asked(book, facts, "2017-02-22", {"daca-disqualifier": chosen}).explained("protection/daca")
        (reading,) = told.readings
        assert told.outcome == outcome
        assert (reading.id, reading.chosen, reading.default_outcome, reading.other_outcome) == ("daca-disqualifier", chosen, "no", "reached")
