"""Standing: the status of one provision as a report: what holds, the acts that make it so, where or for whom it differs, and what weighs on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from threading import RLock
from typing import Any

from inforce.kernel.theory import Situation
from inforce.language.knowledge import Knowledge
from inforce.rulebook.act import Effect
from inforce.rulebook.authority import Authority, Pending, Reported, Weight
from inforce.rulebook.cause import Causes
from inforce.rulebook.frame import Frame
from inforce.rulebook.library import Library
from inforce.rulebook.locality import Locality, Spot, Switches
from inforce.rulebook.provision import HeldBack
from inforce.rulebook.scope import EVERYWHERE, people_words, place_words, scope_words
from inforce.rulebook.status import Moment
from inforce.rulebook.variation import Variation, Variations

UNSETTLED = "unsettled"


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act in an answer: what it did, and to which provision or act."""

    act: str
    date: date
    verb: str
    scope: str
    cite: str
    effect: Effect | None = field(default=None, compare=False, repr=False)

    @property
    def manner(self) -> str | None:
        return self.effect.manner if self.effect is not None else None

    @property
    def target(self) -> str | None:
        return self.effect.target if self.effect is not None else None

    def to_json(self) -> dict[str, Any]:
        return {
            "act": self.act,
            "date": self.date.isoformat(),
            "verb": self.verb,
            "manner": self.manner,
            "target": self.target,
            "scope": self.scope,
            "cite": self.cite,
        }


@dataclass(frozen=True, slots=True)
class Horizon:
    """Through which day the acts of a provision were verified, how far past it a question is, and what holds it back."""

    day: date
    days_past: int
    held_back_by: HeldBack | None
    volatility: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of a provision on a day, in a place, as known on a day; None where days that are not known would tell."""

    provision: str
    on: date
    state: str | None
    known_on: date | None
    status: str | None
    acts: tuple[ActLine, ...]
    varies: tuple[Variation, ...]
    by_state: Mapping[str, tuple[str, ...]] | None
    weight: Weight
    depends_on: tuple[str, ...]
    parts: tuple[str, ...]
    verified: Horizon

    @property
    def authority_for(self) -> tuple[Authority, ...]:
        """The courts that uphold it there and stand, the highest first."""
        return self.weight.authority_for

    @property
    def authority_against(self) -> tuple[Authority, ...]:
        """What courts did that suspends, ends or limits it there, the highest first."""
        return self.weight.authority_against

    @property
    def pending(self) -> tuple[Pending, ...]:
        return self.weight.pending

    @property
    def reported(self) -> tuple[Reported, ...]:
        return self.weight.reported

    @property
    def horizon(self) -> date:
        return self.verified.day

    @property
    def past_horizon(self) -> bool:
        return self.verified.days_past > 0

    @property
    def days_past_horizon(self) -> int:
        return self.verified.days_past

    def to_json(self) -> dict[str, Any]:
        """The JSON shape of DESIGN; documented by `schema/status.json`."""
        held = self.verified.held_back_by
        return {
            "provision": self.provision,
            "on": self.on.isoformat(),
            "state": self.state,
            "known_on": self.known_on.isoformat() if self.known_on else None,
            "status": self.status,
            "acts": [act.to_json() for act in self.acts],
            "varies": [variation.to_json() for variation in self.varies],
            "by_state": {status: list(states) for status, states in self.by_state.items()} if self.by_state is not None else None,
            **self.weight.to_json(),
            "depends_on": list(self.depends_on),
            "parts": list(self.parts),
            "horizon": self.horizon.isoformat(),
            "past_horizon": self.past_horizon,
            "days_past_horizon": self.days_past_horizon,
            "held_back_by": held.to_json() if held is not None else None,
            "volatility": self.verified.volatility,
        }


def horizon_of(library: Library, name: str, on: date) -> Horizon:
    """The horizon of a provision: of its parts and itself the one that stands first, and what holds that one back."""
    members = [library.provisions[one] for one in (name, *library.provisions[name].parts)]
    first = min(members, key=lambda provision: provision.horizon)
    volatility = "moving" if any(one.volatility == "moving" for one in members) else "settled"
    return Horizon(first.horizon, max(0, (on - first.horizon).days), first.held_back_by, volatility)


SITUATIONS = 8
"""Of how many places and classes what the constraints make of them is kept."""


class Reporter:
    """Reports the standing of provisions at one moment; what provisions share is worked out once.

    Args:
        frame: the outcome formulas of the moment, and what weighs on them, where there are some at hand.
    """

    def __init__(self, library: Library, on: date, known_on: date | None, frame: Frame | None = None) -> None:
        self.library = library
        self.on = on
        self.known_on = known_on
        self.switches = Switches()
        self.moment = Moment(library.docket, on, known_on, self.switches.scope)
        self.frame = frame or Frame(library, Moment(library.docket, on, known_on))
        self._lock = RLock()
        self._situations: dict[object, Situation] = {}

    def situation(self, known: Knowledge) -> Situation:
        """What the constraints make of what is known on the day."""
        day = self.on.toordinal()
        key = (frozenset(known.values.items()), known.given, known.open_given)
        found = self._situations.get(key)
        if found is None:
            said = Knowledge(self.library.vocabulary, {**known.values, "on": (day, day)}, known.given, known.open_given)
            found = self.library.theory.close(said)
            if len(self._situations) > SITUATIONS:
                self._situations.clear()
            self._situations[key] = found
        return found

    @cached_property
    def on_the_day(self) -> Situation:
        """The day asked about, and nothing else."""
        return self.situation(Knowledge(self.library.vocabulary, {}, (), frozenset(self.library.vocabulary)))

    def locality(self, name: str, known: Knowledge) -> Locality:
        """The statuses of a provision, spot by spot.

        Args:
            known: what the query says of place and class; nothing else.
        """
        return Locality(self.library, self.moment, self.switches, name, self.situation(known), self.on_the_day, self.frame.text(name))

    def report(self, name: str, known: Knowledge, state: str | None) -> Standing:
        """The standing of one provision.

        Args:
            known: what the query says of place and class; nothing else.
        """
        with self._lock:
            return self._report(name, known, state)

    def _report(self, name: str, known: Knowledge, state: str | None) -> Standing:
        provision, locality = self.library.provisions[name], self.locality(name, known)
        base, by_state = self._base(locality, state)
        found = locality.status(base)
        variations = Variations(locality, base)
        made = Causes(self.moment, name, locality.truth(base)).of(found.status)
        return Standing(
            name,
            self.on,
            state,
            self.known_on,
            found.status,
            tuple(self._line(effect) for effect in made),
            tuple(variations.tell(variations.find())),
            by_state,
            self.frame.weights.of(name, locality.situation, self.on),
            found.days,
            provision.parts + provision.sections,
            horizon_of(self.library, name, self.on),
        )

    def _base(self, locality: Locality, state: str | None) -> tuple[Spot, dict[str, tuple[str, ...]] | None]:
        """The spot that the headline is about, and the states by status where they differ.

        Without a state that is where no local act applies; where all states agree, and there is no such place, any of them.
        """
        if locality.is_placed:
            return Spot(locality.states[0]), None
        found: dict[str, list[str]] = {}
        for group in locality.groups:
            found.setdefault(locality.status(Spot(group[0])).status or UNSETTLED, []).extend(group)
        elsewhere = locality.status(Spot(None)).status or UNSETTLED
        if len(found) == 1 and elsewhere not in found:
            return Spot(locality.states[0]), None
        by_state = {status: tuple(sorted(states)) for status, states in found.items()}
        return Spot(None), by_state if len(by_state) > 1 and state is None else None

    def _line(self, effect: Effect) -> ActLine:
        return ActLine(effect.act, effect.day, effect.verb, scope_words(effect, self.library), self.library.acts[effect.act].cite, effect)


__all__ = [
    "EVERYWHERE", "UNSETTLED", "ActLine", "Horizon", "Reporter", "Standing", "Variation", "horizon_of", "people_words", "place_words", "scope_words",
]  # fmt: skip
