"""Checks an explanation by asking the book again, from raw facts: nothing of the explanation's own working is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from inforce.backends.explain import Explanation
from inforce.backends.explain.changes import Change, Move
from inforce.backends.explain.shields import LOOKED_AT
from tests.explain.asked import Asked
from tests.explain.elsewhere import transfers, turn
from tests.explain.opened import opened

FEW = 3
"""How many values of a choice are tried one by one."""


def faults(asked: Asked, told: Explanation) -> list[str]:
    """Everything an explanation says that does not hold, in words."""
    checks = (_because, _changes, _shields, turn, transfers, opened, _readings)
    return [f"{told.provision}: {fault}" for check in checks for fault in check(asked, told)]


def _because(asked: Asked, told: Explanation) -> Iterator[str]:
    facts, findings = asked.said(told), {fact.name for fact in asked.book.library.vocabulary.off_ramps}
    kept = {name: facts[name] for name in told.why.facts}
    if told.open is not None:
        possible = set(told.open.possible)
        if len(possible) < 2:
            yield "depends, and one outcome is possible"
        return
    if asked.outcome(told.provision, kept) != told.outcome:
        yield f"because is not sufficient: {sorted(kept)}"
    if findings & facts.keys():
        return  # a finding that was given and is left out would count as not made
    for name in kept:
        if asked.outcome(told.provision, {other: kept[other] for other in kept if other != name}) == told.outcome:
            yield f"because is not minimal: without {name}"


def _points(asked: Asked, move: Move) -> list[Any]:
    """Single values of what a move offers."""
    other = move.other
    if isinstance(other, frozenset):
        return sorted(other)[:FEW]
    if isinstance(other, tuple):
        return [asked.write(move.fact, (end, end)) for end in dict.fromkeys(other)]
    return [asked.write(move.fact, other)]


def _changes(asked: Asked, told: Explanation) -> Iterator[str]:
    facts = asked.said(told)
    for change in told.changes.found:
        names = "+".join(move.fact for move in change.moves)
        if change.outcome in (told.outcome, "depends"):
            yield f"a change to {names} gives no other outcome"
        for move in change.moves:
            if move.said != told.values.get(move.fact) or move.said == move.other:
                yield f"a change to {names} starts from what was not said"
        outcomes = list(_outcomes(asked, told, change, facts))
        if len(change.moves) > 1 and any(outcomes):
            outcomes = [outcome for outcome in outcomes if outcome is not None]  # two days of the ranges that nobody can have together
        for outcome in outcomes:
            if outcome != change.outcome:
                yield f"a change to {names} gives {outcome}, not {change.outcome}"
        for size in range(1, len(change.moves)):
            for part in combinations(change.moves, size):
                smaller = Change(part, change.outcome)
                if any(outcome not in (None, told.outcome, "depends") for outcome in _outcomes(asked, told, smaller, facts)):
                    yield f"a change to {names} is not minimal"
        if len(change.moves) == 1 and names not in {*told.why.facts, *told.why.assumed}:
            yield f"a change to {names} touches no fact that decides it"


def _outcomes(asked: Asked, told: Explanation, change: Change, facts: Mapping[str, Any]) -> Iterator[str | None]:
    """What single values of a change give."""
    tried: list[dict[str, Any]] = [dict(facts)]
    for move in change.moves:
        tried = [{**one, move.fact: point} for one in tried for point in _points(asked, move)]
    for one in tried:
        yield asked.outcome(told.provision, one)


def _shields(asked: Asked, told: Explanation) -> Iterator[str]:
    facts = asked.said(told)
    if told.outcome in LOOKED_AT:
        looked_at = [shield.id for shield in told.shields]
        yield from (f"shield {shield} is not among those looked at" for shield in asked.book.library.provisions[told.teller].exempt_by if shield not in looked_at)
    if told.outcome == "exempt" and not any(shield.holds for shield in told.shields) and told.teller == told.provision:
        yield "a shield makes it exempt, and none is said to hold"
    for shield in told.shields:
        outcome = asked.outcome(shield.id, facts)
        if (shield.holds is True) is not (outcome == "reached"):
            yield f"shield {shield.id} is said to hold: {shield.holds}, and its outcome is {outcome}"
        if shield.holds is None and outcome != "depends":
            yield f"shield {shield.id} is said to be open, and its outcome is {outcome}"
        if shield.holds is not None:
            again = asked.outcome(shield.id, {name: facts[name] for name in shield.why.facts})
            if shield.holds and again != "reached":
                yield f"shield {shield.id}: its reason is not sufficient"
            if not shield.holds and again == "reached":
                yield f"shield {shield.id}: its reason gives the opposite"


def _readings(asked: Asked, told: Explanation) -> Iterator[str]:
    facts = asked.said(told)
    for name in asked.book.library.readings.keys() - {reading.id for reading in told.readings}:
        outcomes = {asked.outcome(told.provision, facts, readings={**(asked.readings or {}), name: choice}) for choice in ("default", "other")}
        if len(outcomes) > 1:
            yield f"the answer turns on {name}, and no reading is shown"
    for reading in told.readings:
        for choice, outcome in (("default", reading.default_outcome), ("other", reading.other_outcome)):
            if asked.outcome(told.provision, facts, readings={**(asked.readings or {}), reading.id: choice}) != outcome:
                yield f"by the {choice} reading of {reading.id} the outcome is not {outcome}"
        if reading.default_outcome == reading.other_outcome:
            yield f"the answer does not turn on {reading.id}"
