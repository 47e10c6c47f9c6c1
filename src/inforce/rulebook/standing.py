"""Standing: the status of one provision as a report: what holds, the acts that make it so, and where or for whom it differs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any

from inforce.kernel.decide import find
from inforce.kernel.evaluate import evaluate
from inforce.kernel.formula import FALSE, TRUE, Formula, conjoin, flag, negate
from inforce.kernel.knowledge import Knowledge
from inforce.rulebook.act import ACT, VERBS, Effect
from inforce.rulebook.library import Library
from inforce.rulebook.status import Moment, Partition

EVERYWHERE = "everywhere"
MAX_PAIRS = 24
"""Up to how many local scopes combinations of two are looked at."""


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act in an answer."""

    act: str
    date: date
    verb: str
    scope: str
    cite: str
    effect: Effect | None = field(default=None, compare=False, repr=False)

    def to_json(self) -> dict[str, Any]:
        return {"act": self.act, "date": self.date.isoformat(), "verb": self.verb, "scope": self.scope, "cite": self.cite}


@dataclass(frozen=True, slots=True)
class Variation:
    """Where or for whom the status differs, and the act that makes it so."""

    where: str | None
    people: str | None
    status: str
    act: str
    effects: tuple[Effect, ...] = field(default=(), compare=False, repr=False)

    def to_json(self) -> dict[str, Any]:
        return {"where": self.where, "class": self.people, "status": self.status, "act": self.act}


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of a provision on a day, in a place, as known on a day."""

    provision: str
    on: date
    state: str | None
    known_on: date | None
    status: str
    acts: tuple[ActLine, ...]
    varies: tuple[Variation, ...]
    parts: tuple[str, ...]
    horizon: date
    past_horizon: bool

    def to_json(self) -> dict[str, Any]:
        """The JSON shape of DESIGN; documented by `schema/status.json`."""
        return {
            "provision": self.provision,
            "on": self.on.isoformat(),
            "state": self.state,
            "known_on": self.known_on.isoformat() if self.known_on else None,
            "status": self.status,
            "acts": [act.to_json() for act in self.acts],
            "varies": [variation.to_json() for variation in self.varies],
            "parts": list(self.parts),
            "horizon": self.horizon.isoformat(),
            "past_horizon": self.past_horizon,
        }


def place_words(text: str | None, library: Library, name: Mapping[str, str] | None = None) -> str | None:
    """A place formula in words: circuits by name."""
    if text is None:
        return None
    if name:
        return name["en"]

    def circuit(match: re.Match[str]) -> str:
        names = [library.places[word.strip()]["en"] for word in match[2].strip("{} ").split(",")]
        return ("not in the " if "not" in match[1] else "in the ") + " or ".join(names)

    return re.sub(r"circuit (is not|is|not in|in) (\{[^}]*\}|\w+)", circuit, " ".join(text.split())).replace("_", " ")


def people_words(effect: Effect) -> str | None:
    """The class and part an effect is limited to, in words."""
    words = []
    if effect.part is not None:
        words.append(f"part: {effect.part}")
    if effect.people is not None:
        words.append(effect.people_name.get("en") or " ".join(effect.people.text.split()))
    if effect.reading is not None:
        words.append(("under the other reading of " if effect.reading[1] else "under the default reading of ") + effect.reading[0])
    return "; ".join(words) or None


def scope_words(effect: Effect, library: Library) -> str:
    """The scope of an effect in words."""
    place = place_words(effect.place.text if effect.place else None, library, effect.place_name)
    return "; ".join(words for words in (place, people_words(effect)) if words) or EVERYWHERE


class Reporter:
    """Reports the standing of provisions at one moment.

    The scopes of effects stand in the formulas as switches of their own, so that each local scope can be tried on and off.
    """

    def __init__(self, library: Library, on: date, known_on: date | None) -> None:
        self.library = library
        self.on = on
        self.known_on = known_on
        self._switches: dict[Formula, str] = {}
        self.moment = Moment(library.docket, on, known_on, self._switch)

    def _switch(self, effect: Effect) -> Formula:
        scope = effect.scope
        return TRUE if scope is TRUE else flag(self._switches.setdefault(scope, f"scope:{len(self._switches)}"))

    def report(self, name: str, known: Knowledge, state: str | None) -> Standing:
        """The standing of one provision.

        Args:
            known: what the query says of place and class; nothing else.
        """
        provision = self.library.provisions[name]
        partition = self.moment.partition(name)
        concerned = dict.fromkeys(scope for effect in self._concerned(name) if (scope := effect.scope) is not TRUE)
        truth = {scope: evaluate(scope, known) for scope in concerned}
        used = frozenset().union(*(formula.facts for formula in partition.values()))
        local = [scope for scope in concerned if truth[scope] is None and self._switches.get(scope) in used]
        base = self._status_in(partition, truth, known, ())
        horizon = min([provision.horizon, *(self.library.provisions[part].horizon for part in provision.parts)])
        return Standing(
            name,
            self.on,
            state,
            self.known_on,
            base,
            self._acts(name, base, truth),
            tuple(self._varies(name, partition, truth, known, local, base)),
            provision.parts + provision.sections,
            horizon,
            self.on > horizon,
        )

    def _concerned(self, target: str, seen: frozenset[str] = frozenset()) -> Iterator[Effect]:
        """Every effect upon the target, and upon the acts behind those effects, that has begun."""
        for effect in self.moment.docket.by_target.get(target, ()):
            if not self.moment.has_begun(effect):
                continue
            yield effect
            upon = ACT + effect.act
            if upon not in seen:
                yield from self._concerned(upon, seen | {upon})

    def _status_in(self, partition: Partition, truth: Mapping[Formula, bool | None], known: Knowledge, inside: Sequence[Formula]) -> str:
        """The status where, of the open scopes, exactly those `inside` and those they lie within apply."""
        where = conjoin(*inside)
        switched = {}
        for scope, decided in truth.items():
            applies = decided is True
            if decided is None and inside:
                applies = scope in inside or find(conjoin(where, negate(scope)), known) is None
            switched[self._switches.get(scope, "")] = applies
        given = Knowledge(self.library.vocabulary, switched)
        return next(status for status, formula in partition.items() if evaluate(formula, given) is True)

    def _varies(
        self, name: str, partition: Partition, truth: Mapping[Formula, bool | None], known: Knowledge, local: Sequence[Formula], base: str
    ) -> Iterator[Variation]:
        single: dict[Formula, str] = {}
        for scope in local:
            if find(scope, known) is None:
                continue
            single[scope] = self._status_in(partition, truth, known, [scope])
            if single[scope] != base:
                yield self._variation(name, [scope], single[scope])
        if len(local) > MAX_PAIRS:
            return
        for first, second in combinations(single, 2):
            if find(conjoin(first, second), known) is None:
                continue
            status = self._status_in(partition, truth, known, [first, second])
            if status not in (base, single[first], single[second]):
                yield self._variation(name, [first, second], status)

    def _variation(self, name: str, scopes: Sequence[Formula], status: str) -> Variation:
        effects = []
        for scope in scopes:  # the newest act of that scope that is not yet defeated, else the newest
            same = [effect for effect in self._concerned(name) if effect.scope is scope]
            effects.append(max((e for e in same if self.moment.holds(e) is not FALSE), key=lambda e: e.day, default=same[-1]))
        places = [words for e in effects if (words := place_words(e.place.text if e.place else None, self.library, e.place_name))]
        people = [words for e in effects if (words := people_words(e))]
        return Variation("; ".join(places) or None, "; ".join(people) or None, status, effects[-1].act, tuple(effects))

    def _acts(self, name: str, status: str, truth: Mapping[Formula, bool | None]) -> tuple[ActLine, ...]:
        """The acts that make the status so, oldest first; an order held back is shown with the act that holds it back."""
        moment = self.moment
        here = [e for e in moment.docket.by_target.get(name, ()) if moment.has_begun(e) and (e.scope is TRUE or truth.get(e.scope) is True)]
        if status == "not_yet":
            return ()
        ends = [e for e in here if e.verb == "ends" and moment.holds(e) is not FALSE]
        last_end = max((e.day for e in ends), default=None)
        beginnings = [e for e in here if e.verb == "starts"] if status != "announced" else [e for e in here if e.verb == "directs"]
        beginnings = beginnings or [e for e in here if e.verb == "directs"]
        chosen: dict[tuple[str, str, str], Effect] = {}

        def add(effect: Effect, seen: frozenset[str] = frozenset()) -> None:
            chosen.setdefault((effect.act, effect.verb, effect.target), effect)
            for upon in moment.docket.by_target.get(ACT + effect.act, ()):
                if moment.has_begun(upon) and truth.get(upon.scope) is not False and upon.act not in seen:
                    add(upon, seen | {upon.act})

        standing = [e for e in beginnings if moment.stands(e) is not FALSE] or beginnings
        for effect in standing if status == "announced" else standing[-1:]:
            add(effect)
        for effect in here:
            is_upset = effect.verb == "ends" and self.library.acts[effect.act].is_court
            if effect.verb in ("suspends", "limits") or is_upset or (effect.verb == "ends" and effect.day == last_end):
                add(effect)
        return tuple(
            ActLine(e.act, e.day, e.verb, scope_words(e, self.library), self.library.acts[e.act].cite, e)
            for e in sorted(chosen.values(), key=lambda e: (e.day, VERBS.index(e.verb)))
        )
