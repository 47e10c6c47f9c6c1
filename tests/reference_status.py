"""A plain reference for status: one person, one day, one day of knowledge, in Booleans; written from `docs/format.md`.

It asks again on every later day on which something happens, keeps nothing, and builds no formula. Scopes are read by `reference.holds`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inforce.rulebook.act import Effect
from inforce.rulebook.status import Docket
from tests.reference import Value, holds


@dataclass(frozen=True)
class Plain:
    """One person on one day, as known on one day."""

    docket: Docket
    person: Mapping[str, Value]
    on: date
    known_on: date

    def effects(self, target: str, verb: str) -> list[Effect]:
        return [e for act in self.docket.acts.values() for e in act.does if e.target == target and e.verb == verb and self.has_begun(e)]

    def has_begun(self, effect: Effect) -> bool:
        return effect.known <= self.known_on and effect.day <= self.on

    def is_meant(self, effect: Effect) -> bool:
        """The effect has begun, has not run out, and is about this person."""
        return self.has_begun(effect) and (effect.until is None or self.on < effect.until) and holds(effect.scope, self.person)

    def is_limited_away(self, target: str) -> bool:
        running = [e for e in self.effects(target, "limits") if e.until is None or self.on < e.until]
        return any(self.is_in_force(e.act) and not holds(e.scope, self.person) for e in running)

    def is_held(self, target: str) -> bool:
        return any(self.works(e) for e in self.effects(target, "suspends"))

    def is_in_force(self, act: str) -> bool:
        """Nothing ends, suspends or narrows the act away from this person today."""
        target = f"act/{act}"
        return not (self.is_held(target) or any(self.works(e) for e in self.effects(target, "ends")) or self.is_limited_away(target))

    def works(self, effect: Effect) -> bool:
        """The effect does what it says today. What an act ended stays ended, unless the act is undone or held."""
        if not self.is_meant(effect):
            return False
        if effect.verb != "ends":
            return self.is_in_force(effect.act)
        target = f"act/{effect.act}"
        undone = any(self.works(e) for e in self.effects(target, "ends") if e.manner in ("vacated", "reversed", "dissolved", "set_aside"))
        return not (undone or self.is_held(target) or self.is_limited_away(target))

    def falls_later(self, effect: Effect) -> bool:
        """A court's ending that works today and does not on some later day."""
        if self.docket.acts[effect.act].kind not in ("court_order", "opinion", "mandate", "settlement"):
            return False
        if not self.works(effect):
            return False
        days = {day for act in self.docket.acts.values() for e in act.does for day in (e.day, e.until) if day is not None and day > self.on}
        return any(not Plain(self.docket, self.person, day, self.known_on).works(effect) for day in sorted(days))

    def ends_for_good(self, effect: Effect) -> bool:
        return self.works(effect) and not self.falls_later(effect)

    def stands(self, effect: Effect) -> bool:
        """The effect runs and its act has not been ended for good, though it may be held back."""
        target = f"act/{effect.act}"
        return (
            self.is_meant(effect)
            and not any(self.ends_for_good(e) for e in self.effects(target, "ends"))
            and not self.is_limited_away(target)
        )

    def fulfilled(self, effect: Effect) -> date | None:
        days = [
            act.effective
            for act in self.docket.acts.values()
            if effect.waits_for and effect.waits_for.id in act.fulfils and act.known <= self.known_on
        ]
        days = [day for day in days if day <= self.on]
        return max(min(days), effect.day) if days else None

    def status(self, provision: str) -> str:
        directions = self.effects(provision, "directs")
        starts = [(e.day, e) for e in self.effects(provision, "starts")] + [(day, e) for e in directions if (day := self.fulfilled(e))]
        waiting = [(e.day, e) for e in directions if self.fulfilled(e) is None]
        ends = [e for e in self.effects(provision, "ends") if self.ends_for_good(e)]

        def is_closed(day: date, effect: Effect) -> bool:
            return any(end.day > day or (end.day == day and end.act != effect.act) for end in ends)

        started = [e for day, e in starts if self.stands(e) and not is_closed(day, e) and not self.is_limited_away(provision)]
        announced = [e for day, e in waiting if self.stands(e) and not is_closed(day, e)]
        on_hold = self.is_held(provision) or any(self.falls_later(e) for e in self.effects(provision, "ends"))
        if any(self.works(e) for e in started) and not on_hold:
            return "operative"
        if started:
            return "suspended"
        if announced:
            return "announced" if any(self.works(e) for e in announced) and not on_hold else "suspended"
        return "ended" if any(holds(e.scope, self.person) for _, e in [*starts, *waiting]) else "not_yet"
