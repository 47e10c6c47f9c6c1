"""Knowledge: what is said of a day as known on another does not change when what became known later is taken out."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

import inforce
from inforce.rulebook.provision import FIRST_DAY
from inforce.rulebook.status import Docket, Moment
from tests.law import differ

LIBRARY = inforce.load().library
DEEP = bool(os.environ.get("INFORCE_DEEP"))
SEED = 20261130
DAYS = tuple(day for day in LIBRARY.docket.days if FIRST_DAY <= day <= date(2026, 11, 30))


def known_by(docket: Docket, known_on: date) -> Docket:
    """The docket as if nothing had been written that became known later: whole acts, and later effects of others."""
    acts = {
        name: replace(act, does=tuple(effect for effect in act.does if effect.known <= known_on))
        for name, act in docket.acts.items()
        if act.known <= known_on
    }
    return Docket(acts, docket.unseen & acts.keys())


def pairs() -> list[tuple[date, date]]:
    """Days of knowledge, each with days asked about before and after it; all of them in the deep profile, else a few."""
    chosen = random.Random(SEED)
    knowledge = DAYS if DEEP else chosen.sample(DAYS, 12)
    found = []
    for known_on in knowledge:
        asked = DAYS if DEEP else [*chosen.sample(DAYS, 6), known_on, known_on + timedelta(days=400)]
        found += [(known_on, on) for on in asked]
    return found


def test_what_became_known_later_changes_nothing_that_was_known_before() -> None:
    print(f"seed {SEED}")
    dockets: dict[date, Docket] = {}
    for known_on, on in pairs():
        bare = dockets.setdefault(known_on, known_by(LIBRARY.docket, known_on))
        now, then = Moment(LIBRARY.docket, on, known_on), Moment(bare, on)
        for name in LIBRARY.provisions:
            first, last = now.partition(name), then.partition(name)
            if first != last:  # formulas that are written alike are the same; others are compared over all places and classes
                assert not differ(first, last, LIBRARY, on), f"{name} on {on} as known on {known_on}"


def test_the_acts_told_are_those_that_were_known() -> None:
    chosen, book = random.Random(SEED), inforce.load()
    for _ in range(200 if DEEP else 30):
        name, known_on, on = chosen.choice(sorted(LIBRARY.provisions)), chosen.choice(DAYS), chosen.choice(DAYS)
        found = book.status(name, on=on, known_on=known_on)
        told = [line.act for line in (*found.acts, *found.authority_for, *found.authority_against, *found.pending, *found.reported)]
        told += [variation.act for variation in found.varies if variation.act is not None]
        assert [act for act in told if LIBRARY.acts[act].known > known_on] == [], f"{name} on {on} as known on {known_on}"


def test_a_day_of_knowledge_that_is_ignored_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Moment, "has_begun", lambda moment, effect: effect.day <= moment.on)
    with pytest.raises(AssertionError):
        test_what_became_known_later_changes_nothing_that_was_known_before()
