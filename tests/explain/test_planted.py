"""Each check of explanations catches a fault planted in one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

import inforce
from inforce.backends.explain import Explanation
from inforce.rulebook.yaml import parse
from tests.explain.asked import Asked
from tests.explain.check import faults
from tests.explain.elsewhere import no_earlier_turn
from tests.explain.people import EXAMPLES
from tests.explain.small import asked_of, missed, rulebook
from tests.explain.small_open import MANY, how_many, misread

DETAINED = {"detained": True, "state": "TX"}


@cache
def example(number: str) -> dict[str, Any]:
    (path,) = Path(EXAMPLES).glob(f"{number}-*.yaml")
    facts: dict[str, Any] = parse(path.read_text(encoding="utf-8"), path.name)["facts"]
    return facts


def one(book: inforce.Book, provision: str, facts: dict[str, Any], on: str) -> tuple[Asked, Explanation]:
    """A good explanation, in which a fault can be planted."""
    asked = Asked(book, facts, on)
    (told,) = asked.explained(provision)
    assert faults(asked, told) == []
    return asked, told


@pytest.fixture(scope="module")
def reached(book: inforce.Book) -> tuple[Asked, Explanation]:
    return one(book, "priority/2014/2c-recent-entry", example("15"), "2017-02-19")


def test_a_reason_with_a_fact_less_or_more(reached: tuple[Asked, Explanation]) -> None:
    asked, told = reached
    for name in told.why.facts:
        fewer = replace(told.why, facts=tuple(other for other in told.why.facts if other != name))
        assert f"{told.provision}: because is not sufficient: {sorted(fewer.facts)}" in faults(asked, replace(told, why=fewer))
    more = replace(told.why, facts=(*told.why.facts, "nationality"))
    assert f"{told.provision}: because is not minimal: without nationality" in faults(asked, replace(told, why=more))


def test_a_change_that_changes_nothing_or_too_much(reached: tuple[Asked, Explanation]) -> None:
    asked, told = reached
    first, *others = told.changes.found
    same = replace(first, outcome="exempt")
    names = "+".join(move.fact for move in first.moves)
    assert f"{told.provision}: a change to {names} gives {first.outcome}, not exempt" in faults(asked, replace(told, changes=replace(told.changes, found=(same, *others))))
    second = next(change for change in others if {move.fact for move in change.moves}.isdisjoint(move.fact for move in first.moves))
    both = replace(first, moves=(*first.moves, *second.moves))
    assert any("is not minimal" in fault for fault in faults(asked, replace(told, changes=replace(told.changes, found=(both,)))))


def test_a_shield_that_does_not_hold(book: inforce.Book) -> None:
    asked, told = one(book, "priority/2025/no-exempt-class", example("11"), "2025-03-01")
    shields = tuple(replace(shield, holds=True) for shield in told.shields[:1]) + told.shields[1:]
    assert f"{told.provision}: shield {told.shields[0].id} is said to hold: True, and its outcome is no" in faults(asked, replace(told, shields=shields))
    unsaid = replace(told.shields[0], holds=None)
    assert any("is said to be open" in fault for fault in faults(asked, replace(told, shields=(unsaid,))))
    assert any("is not among" in fault for fault in faults(asked, replace(told, shields=told.shields[1:])))


def test_a_next_change_on_another_day(reached: tuple[Asked, Explanation]) -> None:
    asked, told = reached
    turn = told.next_turn
    assert turn is not None
    assert list(no_earlier_turn(asked, told)) == []
    early = replace(told, next_turn=replace(turn, on=turn.on - timedelta(days=1)))
    assert any(f"on {turn.on - timedelta(days=1)} the outcome is reached" in fault for fault in faults(asked, early))
    late = replace(told, next_turn=replace(turn, on=turn.on + timedelta(days=1)))
    assert any("nothing changes on" in fault for fault in faults(asked, late))
    assert len(list(no_earlier_turn(asked, late))) == 1
    assert len(list(no_earlier_turn(asked, replace(told, next_turn=None)))) == 1


def test_a_transfer_that_changes_nothing_or_is_left_out(book: inforce.Book) -> None:
    asked, told = one(book, "custody/bond", example("08") | DETAINED, "2025-10-01")
    (transfer,) = told.transfers
    wrong = replace(told, transfers=(replace(transfer, states=("CA",)),))
    assert {f"{told.provision}: in CA the outcome is no, not reached", f"{told.provision}: in WA the outcome is reached, and no transfer says so"} <= set(faults(asked, wrong))
    assert f"{told.provision}: in WA the outcome is reached, and no transfer says so" in faults(asked, replace(told, transfers=()))
    whole = replace(told, transfers=(replace(transfer, is_whole=True),))
    assert f"{told.provision}: the states named are not those of ca9" in faults(asked, whole)


def test_an_open_answer_misread(book: inforce.Book) -> None:
    facts = {name: value for name, value in example("15").items() if name not in ("entry_manner", "us_citizen")}
    asked, told = one(book, "priority/2014/2c-recent-entry", facts, "2017-02-19")
    assert told.open is not None
    assert len(told.open.settling) > 1
    fewer = replace(told, open=replace(told.open, settling=told.open.settling[:1]))
    assert any("to settle it" in fault for fault in faults(asked, fewer))
    first = told.open.facts[0]
    other = next(outcome for outcome in told.open.possible if outcome != first.replies[0].outcome)
    replies = (replace(first.replies[0], outcome=other), *first.replies[1:])
    wrong = replace(told, open=replace(told.open, facts=(replace(first, replies=replies), *told.open.facts[1:])))
    assert f"{told.provision}: after {first.fact} the outcome is {first.replies[0].outcome}, not {other}" in faults(asked, wrong)
    alone = tuple(replace(fact, alone=True) for fact in told.open.facts)
    assert any("settle it alone" in fault for fault in faults(asked, replace(told, open=replace(told.open, facts=alone))))
    assert any("nothing is said of what is open" in fault for fault in faults(asked, replace(told, open=None)))


def test_readings_the_wrong_way_round(book: inforce.Book) -> None:
    facts = {"us_citizen": False, "daca_current": True, "convictions": ["any_offense", "felony"], "misdemeanor_count": 0}
    asked, told = one(book, "protection/daca", facts, "2017-02-22")
    (reading,) = told.readings
    turned = replace(reading, default_outcome=reading.other_outcome, other_outcome=reading.default_outcome)
    assert len(faults(asked, replace(told, readings=(turned,)))) == 2
    assert any("no reading is shown" in fault for fault in faults(asked, replace(told, readings=())))


def test_what_was_tried_in_a_small_rulebook_finds_what_is_missing_and_what_is_none() -> None:
    random = Random(1)
    changed = opened = 0
    while not (changed and opened):
        book = rulebook(random)
        for asked in asked_of(random, book, 2, share=0.7):
            for told in asked.explained():
                if told.changes.found:
                    changed += 1
                    without = replace(told, changes=replace(told.changes, found=told.changes.found[1:]))
                    assert any("not offered" in fault for fault in missed(asked, without))
                    wrong = replace(told.changes.found[0], outcome="pending")
                    assert any("not pending" in fault for fault in missed(asked, replace(told, changes=replace(told.changes, found=(wrong,)))))
                elif told.open is not None and how_many(asked, told) <= MANY:
                    opened += 1
                    some = told.open.possible[1:]
                    assert any("possible are" in fault for fault in misread(asked, replace(told, open=replace(told.open, possible=some))))
                    assert misread(asked, replace(told, open=replace(told.open, settling=())))
                    assert any("is not listed" in fault or "nobody asks" in fault for fault in misread(asked, replace(told, open=replace(told.open, facts=())))) or not told.open.facts
