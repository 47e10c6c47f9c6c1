"""A plain reference for status: one person, one day, one day of knowledge, in Booleans; written from `docs/format.md`.

It asks again on every later day on which something happens, keeps nothing, and builds no formula. Scopes are read by `reference.holds`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inforce.rulebook.act import Act, Effect
from inforce.rulebook.status import Docket
from tests.reference import Value, holds


@dataclass(frozen=True)
class Plain:
    """One person on one day, as known on one day."""

    docket: Docket
    person: Mapping[str, Value]
    on: date
    known_on: date
    certain: bool = False
    """Whether only what is certain to have begun counts."""

    @property
    def acts(self) -> dict[str, Act]:
        return {name: act for name, act in self.docket.acts.items() if name not in self.docket.unseen}

    def unknown_day(self, act: str) -> date:
        day = self.person[f"day:{act}"]
        assert isinstance(day, int)
        return date.fromordinal(day)

    def day_of(self, effect: Effect) -> date:
        """The day on which the effect begins for this person, of whom every unknown day is given."""
        if effect.to is None:
            return effect.day
        return effect.to if self.certain else self.unknown_day(effect.act)

    def effects(self, target: str, verb: str) -> list[Effect]:
        return [e for act in self.acts.values() for e in act.does if e.target == target and e.verb == verb and self.has_begun(e)]

    def has_begun(self, effect: Effect) -> bool:
        return effect.known <= self.known_on and self.day_of(effect) <= self.on

    def has_run_out(self, effect: Effect) -> bool:
        if effect.until is not None:
            return self.on >= effect.until
        if effect.through is None or self.on <= effect.through:
            return False
        for later in self.effects(effect.target, "starts"):
            if later.scope is effect.scope and later.through is not None and later.through > effect.through and self.is_left(later.act):
                return True
        if self.is_decided(effect):
            return False
        return self.on >= self.unknown_day(effect.act)

    def is_decided(self, period: Effect) -> bool:
        """An ending is known that came after the period began: what is made of that ending counts, and the printed end no more."""
        known = [e for act in self.acts.values() for e in act.does if e.target == period.target and e.verb == "ends" and e.known <= self.known_on]
        return any(e.day > period.day and holds(e.scope, self.person) and self.is_left(e.act) for e in known)

    def is_meant(self, effect: Effect) -> bool:
        """The effect has begun, has not run out, and is about this person."""
        return self.has_begun(effect) and not self.has_run_out(effect) and holds(effect.scope, self.person)

    def is_limited_away(self, target: str) -> bool:
        running = [e for e in self.effects(target, "limits") if not self.has_run_out(e)]
        return any(self.is_in_force(e.act) and not holds(e.scope, self.person) for e in running)

    def is_left(self, act: str) -> bool:
        """The act has not been ended for good, nor limited away from this person."""
        target = f"act/{act}"
        return not any(self.ends_for_good(e) for e in self.effects(target, "ends")) and not self.is_limited_away(target)

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
        return not self.is_undone(effect.act)

    def is_undone(self, act: str) -> bool:
        target = f"act/{act}"
        undone = any(self.works(e) for e in self.effects(target, "ends") if e.manner in ("vacated", "reversed", "dissolved", "set_aside"))
        return undone or self.is_held(target) or self.is_limited_away(target)

    def falls_later(self, effect: Effect) -> bool:
        """A court's ending that works today and is certain to be undone on some later day."""
        if self.docket.acts[effect.act].kind not in ("court_order", "opinion", "mandate", "settlement"):
            return False
        if not self.works(effect):
            return False
        days = {day for act in self.acts.values() for e in act.does for day in (e.day, e.to, e.until) if day is not None}
        days = {day for day in days if self.on < day < date.max}  # a day that no source ends is certain on none
        return any(Plain(self.docket, self.person, day, self.known_on, certain=True).is_undone(effect.act) for day in sorted(days))

    def ends_for_good(self, effect: Effect) -> bool:
        return self.works(effect) and not self.falls_later(effect)

    def stands(self, effect: Effect) -> bool:
        """The effect runs and its act has not been ended for good, though it may be held back."""
        return self.is_meant(effect) and self.is_left(effect.act)

    def fulfilled(self, effect: Effect) -> date | None:
        days = [
            act.effective if act.to is None else self.unknown_day(act.id)
            for act in self.acts.values()
            if effect.waits_for and effect.waits_for.id in act.fulfils and act.known <= self.known_on
        ]
        days = [day for day in days if day <= self.on]
        return max(min(days), effect.day) if days else None

    def comes_last(self, end: Effect, start: Effect) -> bool:
        """Of an ending and a start of one day: endings come first, unless they say otherwise or reach back to that day."""
        reaches_back = end.day < self.docket.acts[end.act].signed
        return end.act != start.act and (start.act in end.after or reaches_back)

    def status(self, provision: str) -> str:
        directions = self.effects(provision, "directs")
        starts = [(self.day_of(e), e) for e in self.effects(provision, "starts")]
        starts += [(day, e) for e in directions if (day := self.fulfilled(e))]
        waiting = [(self.day_of(e), e) for e in directions if self.fulfilled(e) is None]
        ends = [e for e in self.effects(provision, "ends") if self.ends_for_good(e)]

        def is_closed(day: date, effect: Effect) -> bool:
            return any(self.day_of(end) > day or (self.day_of(end) == day and self.comes_last(end, effect)) for end in ends)

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
