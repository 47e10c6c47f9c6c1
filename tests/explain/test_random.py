"""Explanations of random people on the real rulebook: whatever they say is asked again of the book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from random import Random
from typing import Any

import inforce
from tests.explain.asked import Asked
from tests.explain.check import faults
from tests.explain.elsewhere import no_earlier_turn
from tests.explain.people import people, times, told_of, variants

SEED = 20170220
MOST = 4
"""How many provisions are explained to each person, of as many outcomes as there are."""


def found_wrong(book: inforce.Book, everyone: Iterable[tuple[dict[str, Any], str]], *, every_day: bool = False) -> tuple[list[str], Counter[str]]:
    random, found, seen = Random(SEED), [], Counter[str]()
    for facts, on in everyone:
        asked = Asked(book, facts, on)
        for told in asked.explained(*told_of(book, random, facts, on, 1 if every_day else MOST)):
            seen[told.outcome] += 1
            wrong = no_earlier_turn(asked, told) if every_day else faults(asked, told)
            found += [f"{facts} on {on}: {one}" for one in wrong]
    print(f"seed {SEED}: {seen.total()} explanations, {dict(seen)}")
    return found, seen


def test_explanations_hold_for_people_like_those_of_the_article(book: inforce.Book) -> None:
    found, seen = found_wrong(book, variants(book, SEED, times(5)))
    assert found == []
    assert {"reached", "no"} <= seen.keys()


def test_explanations_hold_for_random_people(book: inforce.Book) -> None:
    found, seen = found_wrong(book, people(book, SEED, times(4)))
    assert found == []
    assert {"no", "depends"} <= seen.keys()


def test_no_act_changes_an_answer_before_the_day_that_is_said(book: inforce.Book) -> None:
    """Each day on which any act of the rulebook does anything is tried."""
    found, seen = found_wrong(book, variants(book, SEED + 1, times(5)), every_day=True)
    assert found == []
    assert seen.total() > 2
