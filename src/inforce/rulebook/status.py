"""Status: worked out from the acts, for a day, a place, a class and a day of knowledge.

On a fixed day, with what was known on a fixed day, the status of a provision is a partition: five formulas over place
and class, of which exactly one is true for every person. The formulas are built from the effects of acts:

* An effect *stands* while it has begun, has not run out by its own terms, and its act has not been ended for good.
* It *holds* while it stands and nothing suspends its act: a stay of an injunction is an effect upon the injunction.
* An ending by a court that later fell held the provision back while it held: it suspends.
* A later start supersedes an earlier end; an end closes every start and direction of its day or before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from inforce.kernel.formula import FALSE, TRUE, Formula, conjoin, disjoin, implies, negate
from inforce.rulebook.act import ACT, UNDOING, Act, Effect, index_by_target

STATUSES = ("not_yet", "announced", "operative", "suspended", "ended")
Partition = Mapping[str, Formula]


@dataclass(frozen=True)
class Docket:
    """All acts, by what they do something to."""

    acts: Mapping[str, Act]

    @cached_property
    def by_target(self) -> dict[str, list[Effect]]:
        return index_by_target(self.acts)

    @cached_property
    def fulfilments(self) -> dict[str, list[Act]]:
        found: dict[str, list[Act]] = {}
        for act in self.acts.values():
            for condition in act.fulfils:
                found.setdefault(condition, []).append(act)
        return found

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every day on which some effect begins, runs out or becomes known."""
        found = {day for act in self.acts.values() for e in act.does for day in (e.day, e.known, e.until) if day is not None}
        found |= {day for act in self.acts.values() if act.fulfils for day in (act.effective, act.known)}
        return tuple(sorted(found))


class Moment:
    """The docket as it stands on one day, as known on one day.

    Everything is a formula over place and class. Two moments between which no effect begins, runs out or becomes known
    have the same formulas. `scope` says which formula stands for an effect's scope; by default the scope itself.
    """

    def __init__(self, docket: Docket, on: date, known_on: date | None = None, scope: Callable[[Effect], Formula] | None = None) -> None:
        self.docket = docket
        self.scope = scope or (lambda effect: effect.scope)
        self.on = on
        self.known_on = known_on or date.max
        self._stands: dict[str, Formula] = {}
        self._holds: dict[str, Formula] = {}
        self._partitions: dict[str, Partition] = {}

    def has_begun(self, effect: Effect) -> bool:
        """Whether the effect is known and its day has come; it may have run out or been defeated since."""
        return effect.known <= self.known_on and effect.latest <= self.on

    def is_running(self, effect: Effect) -> bool:
        return self.has_begun(effect) and (effect.until is None or self.on < effect.until)

    def begun(self, target: str, verb: str) -> list[Effect]:
        return [e for e in self.docket.by_target.get(target, ()) if e.verb == verb and self.has_begun(e)]

    def running(self, target: str, verb: str) -> list[Effect]:
        return [e for e in self.docket.by_target.get(target, ()) if e.verb == verb and self.is_running(e)]

    # acts

    def act_stands(self, act: str) -> Formula:
        """Where the act has not been ended for good, and within what it was limited to."""
        done = self._stands.get(act)
        if done is None:
            target = ACT + act
            ended = disjoin(*(self.ends_for_good(e) for e in self.running(target, "ends")))
            limits = [implies(self.act_holds(e.act), self.scope(e)) for e in self.running(target, "limits")]
            done = self._stands[act] = conjoin(negate(ended), *limits)
        return done

    def act_holds(self, act: str) -> Formula:
        """Where the act stands and nothing suspends it."""
        done = self._holds.get(act)
        if done is None:
            target = ACT + act
            held = [self.holds(e) for e in self.running(target, "suspends")]
            held += [self.ends_and_falls(e) for e in self.running(target, "ends")]
            done = self._holds[act] = conjoin(self.act_stands(act), negate(disjoin(*held)))
        return done

    def stands(self, effect: Effect) -> Formula:
        """Where the effect is running and its act stands."""
        if not self.is_running(effect):
            return FALSE
        return conjoin(self.scope(effect), self.act_stands(effect.act))

    def holds(self, effect: Effect) -> Formula:
        """Where the effect is running and its act holds. What an act ended stays ended when the act is merely rescinded."""
        if not self.is_running(effect):
            return FALSE
        if effect.verb != "ends":
            return conjoin(self.scope(effect), self.act_holds(effect.act))
        target = ACT + effect.act
        undone = [self.holds(e) for e in self.running(target, "suspends")]
        undone += [self.holds(e) for e in self.running(target, "ends") if e.manner in UNDOING]
        limits = [implies(self.act_holds(e.act), self.scope(e)) for e in self.running(target, "limits")]
        return conjoin(self.scope(effect), negate(disjoin(*undone)), *limits)

    def ends_and_falls(self, effect: Effect) -> Formula:
        """Where a court's ending holds now and is known to have fallen later: reversed, vacated or stayed."""
        if not self.docket.acts[effect.act].is_court:
            return FALSE
        now = self.holds(effect)
        if now is FALSE:
            return FALSE
        later = []
        for day in self._days_upon(effect.act):
            if day > self.on:
                then = Moment(self.docket, day, self.known_on, self.scope)
                later.append(negate(then.holds(effect)))
        return conjoin(now, disjoin(*later))

    def ends_for_good(self, effect: Effect) -> Formula:
        return conjoin(self.holds(effect), negate(self.ends_and_falls(effect)))

    def _days_upon(self, act: str) -> list[date]:
        """Days on which something begins or stops doing something to the act, directly or through other acts."""
        found: set[date] = set()
        seen: set[str] = set()
        waiting = [act]
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            for effect in self.docket.by_target.get(ACT + name, ()):
                if effect.known <= self.known_on:
                    found.add(effect.day)
                    if effect.until is not None:
                        found.add(effect.until)
                    waiting.append(effect.act)
        return sorted(found)

    # provisions

    def fulfilled_on(self, effect: Effect) -> date | None:
        """For a direction: the first day on which what it waits for is there, if that day has come."""
        if effect.waits_for is None:
            return None
        days = [act.effective for act in self.docket.fulfilments.get(effect.waits_for.id, ()) if act.known <= self.known_on and act.effective <= self.on]
        return max(min(days), effect.day) if days else None

    def starts(self, provision: str) -> list[tuple[date, Effect]]:
        """What starts the provision, with the day: starts, and directions whose condition has been fulfilled."""
        found = [(e.day, e) for e in self.begun(provision, "starts")]
        found += [(day, e) for e in self.begun(provision, "directs") if (day := self.fulfilled_on(e)) is not None]
        return sorted(found, key=lambda pair: pair[0])

    def partition(self, provision: str) -> Partition:
        """The five statuses as formulas over place and class; exactly one is true for every person."""
        done = self._partitions.get(provision)
        if done is None:
            done = self._partitions[provision] = self._partition(provision)
        return done

    def _partition(self, provision: str) -> Partition:
        starts = self.starts(provision)
        directions = [(e.day, e) for e in self.begun(provision, "directs") if self.fulfilled_on(e) is None]
        if not starts and not directions:
            return _settled("not_yet")
        ends = [(e, self.ends_for_good(e)) for e in self.running(provision, "ends")]
        falling = disjoin(*(self.ends_and_falls(e) for e in self.running(provision, "ends")))

        def closed(day: date, effect: Effect) -> Formula:
            """Where an end of the start's day or later holds; the act that ends and starts on one day starts anew."""
            return disjoin(*(where for e, where in ends if e.day > day or (e.day == day and e.act != effect.act)))

        limits = conjoin(*(implies(self.holds_everywhere(e), self.scope(e)) for e in self.running(provision, "limits")))
        started = conjoin(disjoin(*(conjoin(self.stands(e), negate(closed(day, e))) for day, e in starts)), limits)
        works = conjoin(disjoin(*(conjoin(self.holds(e), negate(closed(day, e))) for day, e in starts)), limits)
        directed = disjoin(*(conjoin(self.stands(e), negate(closed(day, e))) for day, e in directions))
        announced_now = disjoin(*(conjoin(self.holds(e), negate(closed(day, e))) for day, e in directions))
        hold = disjoin(falling, *(self.holds(e) for e in self.running(provision, "suspends")))
        ever = disjoin(*(self.scope(e) for _, e in [*starts, *directions]))

        operative = conjoin(works, negate(hold))
        suspended = conjoin(negate(operative), disjoin(started, conjoin(directed, disjoin(hold, negate(announced_now)))))
        announced = conjoin(negate(operative), negate(suspended), announced_now)
        rest = conjoin(negate(operative), negate(suspended), negate(announced))
        return {
            "not_yet": conjoin(rest, negate(ever)),
            "announced": announced,
            "operative": operative,
            "suspended": suspended,
            "ended": conjoin(rest, ever),
        }

    def holds_everywhere(self, effect: Effect) -> Formula:
        """Where the act of an effect holds, whatever the effect's own scope."""
        return self.act_holds(effect.act) if self.is_running(effect) else FALSE


def _settled(status: str) -> Partition:
    return {name: TRUE if name == status else FALSE for name in STATUSES}
