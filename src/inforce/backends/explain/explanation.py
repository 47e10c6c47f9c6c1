"""Explanations: why a provision has its outcome for a person, and what would change it; values, and their JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from inforce.backends.explain.changes import Changes, Move
from inforce.backends.explain.days import Turn
from inforce.backends.explain.places import Transfer
from inforce.backends.explain.reason import Reason
from inforce.backends.explain.settle import Open
from inforce.backends.explain.shields import Shield
from inforce.language.fact import Fact, Value, Vocabulary
from inforce.language.formula import Formula
from inforce.language.syntax import to_text
from inforce.rulebook.asking import Document
from inforce.rulebook.determination import Determination
from inforce.rulebook.standing import Standing

VERSION = 1
"""The version of the JSON shape: a key that goes or changes its meaning makes it one more; a new key does not."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of the rule's text, and whether the person meets it; None where that is open."""

    formula: Formula
    met: bool | None


@dataclass(frozen=True, slots=True)
class TwoReadings:
    """A point on which careful readers differ and the answer turns: the outcome by the default reading and by the other."""

    id: str
    chosen: str
    default_outcome: str
    other_outcome: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a provision has its outcome for one person on one day, and what would change it.

    Args:
        papers: on which papers a person finds each fact.
        teller: the core or part that gives the outcome.
        why: for `depends`, why only the outcomes in `open.possible` are left.
        values: what was said, by fact.
        standing: the status of the teller, with its acts.
    """

    determination: Determination
    on: date
    known_on: date | None
    state: str | None
    teller: str
    why: Reason
    values: Mapping[str, Value]
    conditions: tuple[Condition, ...]
    shields: tuple[Shield, ...]
    standing: Standing
    next_turn: Turn | None
    changes: Changes
    transfers: tuple[Transfer, ...]
    open: Open | None
    readings: tuple[TwoReadings, ...]
    vocabulary: Vocabulary
    papers: Mapping[str, tuple[Document, ...]]

    @property
    def provision(self) -> str:
        return self.determination.provision

    @property
    def outcome(self) -> str:
        return self.determination.outcome

    def to_json(self) -> dict[str, Any]:
        """The JSON shape, versioned; documented by `schema/explanation.json`."""
        told = self.determination
        return {
            "version": VERSION,
            "provision": told.provision,
            "on": self.on.isoformat(),
            "state": self.state,
            "known_on": self.known_on.isoformat() if self.known_on else None,
            "outcome": told.outcome,
            "if_operative": told.if_operative,
            "through": self.teller,
            "because": self._reason(self.why),
            "conditions": [{"formula": to_text(c.formula), "met": c.met} for c in self.conditions],
            "shields": [self._shield(shield) for shield in self.shields],
            "status": self.standing.to_json(),
            "next_change": self._turn(),
            "changes": [{"facts": [self._move(move) for move in change.moves], "outcome": change.outcome} for change in self.changes.found],
            "changes_of": self.changes.facts,
            "changes_complete": self.changes.complete,
            "transfers": [_transfer(transfer) for transfer in self.transfers],
            "open": self._open(),
            "readings": [
                {"id": r.id, "chosen": r.chosen, "default_outcome": r.default_outcome, "other_outcome": r.other_outcome} for r in self.readings
            ],
            "discretion": {"modal": told.discretion.modal, "who": told.discretion.who, "basis": told.discretion.basis},
            "authority": list(told.authority),
            "horizon": self.standing.horizon.isoformat(),
            "past_horizon": told.past_horizon,
        }

    def _reason(self, why: Reason) -> dict[str, Any]:
        return {"facts": self._said(why.facts), "assumed": list(why.assumed)}

    def _said(self, names: Iterable[str]) -> list[dict[str, Any]]:
        return [{"fact": name, "value": self.vocabulary[name].write(self.values[name])} for name in names]

    def _shield(self, shield: Shield) -> dict[str, Any]:
        return {
            "id": shield.id,
            "holds": shield.holds,
            "because": self._reason(shield.why),
            "turns_on": list(shield.turns_on),
            "status": shield.status,
            "by_status": shield.by_status,
            "acts": [act.to_json() for act in shield.acts],
        }

    def _turn(self) -> dict[str, Any] | None:
        turn = self.next_turn
        if turn is None:
            return None
        return {"on": turn.on.isoformat(), "status": turn.status, "outcome": turn.outcome, "acts": [effect.act for effect in turn.acts]}

    def _move(self, move: Move) -> dict[str, Any]:
        fact = self.vocabulary[move.fact]
        return {"fact": move.fact, "said": None if move.said is None else fact.write(move.said), **written(fact, move.other)}

    def _open(self) -> dict[str, Any] | None:
        if self.open is None:
            return None
        return {
            "possible": list(self.open.possible),
            "settling": list(self.open.settling),
            "facts": [
                {
                    "fact": one.fact,
                    "alone": one.alone,
                    "answers": len(one.replies),
                    "settled": one.settled,
                    "documents": [paper.id for paper in self.papers.get(one.fact, ())],
                    "replies": [{**written(self.vocabulary[one.fact], reply.value), "outcome": reply.outcome} for reply in one.replies],
                }
                for one in self.open.facts
            ],
        }


def written(fact: Fact, value: Value) -> dict[str, Any]:
    """A value as a case file takes it; of a choice the first one, with `one_of` for all that give the same."""
    if isinstance(value, frozenset):
        return {"value": min(value), "one_of": sorted(value)}
    return {"value": fact.write(value), "one_of": None}


def _transfer(transfer: Transfer) -> dict[str, Any]:
    return {
        "circuit": transfer.circuit,
        "states": list(transfer.states),
        "whole_circuit": transfer.is_whole,
        "outcome": transfer.outcome,
        "status": transfer.status,
        "acts": [act.to_json() for act in transfer.acts],
    }
