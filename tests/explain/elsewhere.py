"""Checks what an explanation says of other days and other places."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from inforce.backends.explain import Explanation
from tests.explain.asked import Asked


def act_days(asked: Asked) -> list[date]:
    """Every day after the one asked about on which any act of the rulebook does, or ceases to do, anything."""
    effects = [effect for act in asked.book.library.acts.values() for effect in act.does]
    days = {day for effect in effects for day in (effect.day, effect.known, effect.until) if day is not None}
    return sorted(day for day in days if day > date.fromisoformat(asked.on))


def turn(asked: Asked, told: Explanation) -> Iterator[str]:
    """The next change comes on the day that is said, and is as is said."""
    next_turn = told.next_turn
    if next_turn is None:
        return
    if str(next_turn.on) <= asked.on or not next_turn.acts:
        yield f"the next change is on {next_turn.on}, or by no act"
    facts, before = asked.said(told), str(next_turn.on - timedelta(days=1))
    then, was = asked.again(told.provision, facts, str(next_turn.on)), asked.again(told.provision, facts, before)
    if then is None or then.outcome != next_turn.outcome:
        yield f"on {next_turn.on} the outcome is {then and then.outcome}, not {next_turn.outcome}"
    elif told.teller == told.provision and then.status != next_turn.status:
        yield f"on {next_turn.on} the status is {then.status}, not {next_turn.status}"
    elif told.teller == told.provision and was is not None and (was.outcome, was.status) == (then.outcome, then.status):
        yield f"nothing changes on {next_turn.on}"


def no_earlier_turn(asked: Asked, told: Explanation) -> Iterator[str]:
    """On no other act's day before the one that is said does the outcome change; slow, as every act of the rulebook is tried."""
    facts, was = asked.said(told), told.outcome
    for day in act_days(asked):
        if told.next_turn is not None and day >= told.next_turn.on:
            return
        now = asked.outcome(told.provision, facts, str(day))
        if now is None:
            return
        before = asked.outcome(told.provision, facts, str(day - timedelta(days=1))) if now != was else now
        if before not in (now, None):
            yield f"the outcome turns from {before} to {now} on {day}, and the next change is said to be on {told.next_turn and told.next_turn.on}"
            return
        was = now


def transfers(asked: Asked, told: Explanation) -> Iterator[str]:
    """Each state with another outcome is named once, with that outcome; for somebody detained."""
    facts, listed = asked.said(told), set()
    circuits = asked.book.library.vocabulary.circuits
    for transfer in told.transfers:
        if transfer.is_whole is not (set(transfer.states) == circuits[transfer.circuit]) or not set(transfer.states) <= circuits[transfer.circuit]:
            yield f"the states named are not those of {transfer.circuit}"
        for state in transfer.states:
            if state in listed:
                yield f"{state} is named twice"
            listed.add(state)
            outcome = asked.outcome(told.provision, {**facts, "state": state})
            if outcome != transfer.outcome or outcome == told.outcome:
                yield f"in {state} the outcome is {outcome}, not {transfer.outcome}"
    if facts.get("detained") is True:
        for state in asked.book.library.vocabulary["state"].values:
            other = asked.outcome(told.provision, {**facts, "state": state}) if state not in listed else None
            if other not in (None, told.outcome):
                yield f"in {state} the outcome is {other}, and no transfer says so"
    elif told.transfers:
        yield "a transfer of somebody who is not detained"
