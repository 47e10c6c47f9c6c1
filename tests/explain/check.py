"""Checks an explanation by asking the book again, from raw facts: nothing of the explanation's own working is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import inforce
from inforce.backends.explain import Explanation
from inforce.backends.explain.changes import Change, Move
from inforce.kernel.error import InforceError
from inforce.kernel.fact import Value
from inforce.rulebook.determination import Determination

FEW = 3
"""How many values of a choice are tried one by one."""


@dataclass(frozen=True)
class Asked:
    """What was asked of the book."""

    book: inforce.Book
    facts: Mapping[str, Any]
    on: str
    readings: Mapping[str, str] | None = None

    def again(self, name: str, facts: Mapping[str, Any], on: str | None = None, readings: Mapping[str, str] | None = None) -> Determination | None:
        """A determination for other facts, or None where there can be nobody of whom they are so."""
        try:
            answer = self.book.determine(facts, on=on or self.on, provisions=[name], readings=readings or self.readings, reasons=False)
        except InforceError as error:
            if error.code != "contradiction":
                raise
            return None
        return answer.determinations[0]

    def outcome(self, name: str, facts: Mapping[str, Any], on: str | None = None, readings: Mapping[str, str] | None = None) -> str | None:
        found = self.again(name, facts, on, readings)
        return found.outcome if found else None

    def write(self, fact: str, value: Value) -> Any:
        return self.book.library.vocabulary[fact].write(value)


def faults(asked: Asked, told: Explanation) -> list[str]:
    """Everything an explanation says that does not hold, in words."""
    return [f"{told.provision}: {fault}" for each in (_because, _changes, _shields, _turn, _transfers, _open, _readings) for fault in each(asked, told)]


def said(asked: Asked, told: Explanation) -> dict[str, Any]:
    """The facts as the explanation holds them, as a case file would give them."""
    return {name: asked.write(name, value) for name, value in told.values.items()}


def _because(asked: Asked, told: Explanation) -> Iterator[str]:
    facts, findings = said(asked, told), {fact.name for fact in asked.book.library.vocabulary.off_ramps}
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
    facts = said(asked, told)
    for change in told.changes.found:
        names = "+".join(move.fact for move in change.moves)
        if change.outcome in (told.outcome, "depends"):
            yield f"a change to {names} gives no other outcome"
        for move in change.moves:
            if move.said != told.values.get(move.fact) or move.said == move.other:
                yield f"a change to {names} starts from what was not said"
        for outcome in _outcomes(asked, told, change, facts):
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
    facts = said(asked, told)
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


def _turn(asked: Asked, told: Explanation) -> Iterator[str]:
    turn = told.next_turn
    if turn is None:
        return
    if str(turn.on) <= asked.on or not turn.acts:
        yield f"the next change is on {turn.on}, or by no act"
    then = asked.again(told.provision, said(asked, told), str(turn.on))
    if then is None or then.outcome != turn.outcome:
        yield f"on {turn.on} the outcome is {then and then.outcome}, not {turn.outcome}"
    elif told.teller == told.provision and then.status != turn.status:
        yield f"on {turn.on} the status is {then.status}, not {turn.status}"


def _transfers(asked: Asked, told: Explanation) -> Iterator[str]:
    facts, listed = said(asked, told), set()
    for transfer in told.transfers:
        for state in transfer.states:
            listed.add(state)
            outcome = asked.outcome(told.provision, {**facts, "state": state})
            if outcome != transfer.outcome or outcome == told.outcome:
                yield f"in {state} the outcome is {outcome}, not {transfer.outcome}"
    if facts.get("detained") is True:
        for state in asked.book.library.vocabulary["state"].values:
            other = asked.outcome(told.provision, {**facts, "state": state}) if state not in listed else None
            if other not in (None, told.outcome):
                yield f"in {state} the outcome is {other}, and no transfer says so"


def _open(asked: Asked, told: Explanation) -> Iterator[str]:
    if told.open is None:
        if told.outcome == "depends":
            yield "nothing is said of what is open"
        return
    facts = said(asked, told)
    for one in told.open.facts:
        for reply in one.replies:
            value = min(reply.value) if isinstance(reply.value, frozenset) else asked.write(one.fact, reply.value)
            outcome = asked.outcome(told.provision, {**facts, one.fact: value}) if one.fact not in facts else reply.outcome
            if outcome != reply.outcome:
                yield f"after {one.fact} the outcome is {outcome}, not {reply.outcome}"
            if reply.outcome not in {*told.open.possible, "depends"}:
                yield f"after {one.fact} the outcome is {reply.outcome}, which is not possible"
        is_set = asked.book.library.vocabulary[one.fact].type == "set"  # of a set the answers are what it holds at least
        if one.alone and one.settled < len(one.replies) and not is_set:
            yield f"{one.fact} is said to settle it alone"
    if len(told.open.settling) == 1 and not next(one for one in told.open.facts if one.fact == told.open.settling[0]).alone:
        yield "one fact is said to settle it, and does not alone"


def _readings(asked: Asked, told: Explanation) -> Iterator[str]:
    facts = said(asked, told)
    for reading in told.readings:
        for choice, outcome in (("default", reading.default_outcome), ("other", reading.other_outcome)):
            if asked.outcome(told.provision, facts, readings={**(asked.readings or {}), reading.id: choice}) != outcome:
                yield f"by the {choice} reading of {reading.id} the outcome is not {outcome}"
        if reading.default_outcome == reading.other_outcome:
            yield f"the answer does not turn on {reading.id}"
