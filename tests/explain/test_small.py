"""Explanations in small random rulebooks against everything there is, found by trying it."""

from __future__ import annotations

from collections import Counter
from random import Random

from tests.explain.check import faults
from tests.explain.people import times
from tests.explain.small import asked_of, missed, rulebook
from tests.explain.small_open import MANY, how_many, is_narrow, misread

SEED = 5


def test_every_smallest_change_of_one_fact_and_of_two_is_found() -> None:
    random, found, seen = Random(SEED), [], Counter[int]()
    for _ in range(times(6)):
        book = rulebook(random)
        for asked in asked_of(random, book, 2):
            for told in asked.explained():
                if told.open is None:
                    seen.update(len(change.moves) for change in told.changes.found)
                    seen[0] += 1
                    text = book.library.provisions[told.provision].text.text
                    found += [f"{text}: {asked.facts} on {asked.on}: {fault}" for fault in (*faults(asked, told), *missed(asked, told))]
    print(f"seed {SEED}: {seen[0]} explanations; changes of one fact: {seen[1]}, of two: {seen[2]}")
    assert found == []
    assert seen[1] > 5
    assert seen[2] > 0


def test_what_is_open_is_open_and_what_settles_settles() -> None:
    """What is possible, the smallest set that settles it, each fact it turns on, each reply, and what rules out the rest."""
    random, found, checked = Random(SEED), [], 0
    for _ in range(times(6)):
        book = rulebook(random)
        for asked in asked_of(random, book, 3, share=0.6):
            for told in asked.explained():
                if told.open is not None and how_many(asked, told) <= MANY:
                    checked += 1
                    wrong = [*faults(asked, told), *misread(asked, told), *([] if is_narrow(asked, told) else ["a fact of the reason is not needed"])]
                    found += [f"{told.provision}: {asked.facts} on {asked.on}: {fault}" for fault in wrong]
    print(f"seed {SEED}: {checked} explanations")
    assert found == []
    assert checked > 2
