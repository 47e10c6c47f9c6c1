"""Status: worked out from the acts, for a day, a place, a class and a day of knowledge.

On a fixed day, with what was known on a fixed day, the status of a provision is a partition: five formulas over place
and class, of which exactly one is true for every person. The formulas are built from the effects of acts:

* An effect *stands* while it has begun, has not run out by its own terms, and its act has not been ended for good.
* It *holds* while it stands and nothing suspends its act: a stay of an injunction is an effect upon the injunction.
* An ending by a court that later fell held the provision back while it held: it suspends.
* A later start supersedes an earlier end; an end closes every start and direction of a day before its own. Of one day,
  endings come first, then starts, then what suspends and limits; `after` on an ending says otherwise. An ending that was
  signed later and reaches back closes what started on the day to which it reaches.
* A day known only in part is an unknown fact, `day:ACT`: within its range an effect has begun where `day:ACT <= on`. What
  is said to have fallen *later* has to be certain: it counts from the latest day that its act can be of.
* A period with a printed end holds through that day. After it, unless a later period of the same scope follows, whether it
  goes on is not known: `day:ACT` is then the day on which the act's period ended.
* An act that nobody saw changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from inforce.language.formula import FALSE, TRUE, Formula, at_least, at_most, at_most_fact, conjoin, constant, disjoin, implies, negate
from inforce.rulebook.act import ACT, NEVER, UNDOING, Act, Effect, day_fact, index_by_target

STATUSES = ("not_yet", "announced", "operative", "suspended", "ended")
Partition = Mapping[str, Formula]


@dataclass(frozen=True)
class Docket:
    """All acts, by what they do something to.

    Args:
        unseen: the acts that nobody saw in a source; they change no status.
    """

    acts: Mapping[str, Act]
    unseen: frozenset[str] = frozenset()

    @cached_property
    def seen(self) -> Mapping[str, Act]:
        """The acts that count."""
        return {name: act for name, act in self.acts.items() if name not in self.unseen}

    @cached_property
    def by_target(self) -> dict[str, list[Effect]]:
        return index_by_target(self.seen)

    @cached_property
    def periods(self) -> dict[tuple[str, Formula], list[Effect]]:
        """The starts with a printed end, by what they start and for whom."""
        found: dict[tuple[str, Formula], list[Effect]] = {}
        for target, effects in self.by_target.items():
            for effect in effects:
                if effect.verb == "starts" and effect.through is not None:
                    found.setdefault((target, effect.scope), []).append(effect)
        return found

    @cached_property
    def endings(self) -> dict[str, list[Effect]]:
        """What ends each target, oldest first."""
        return {target: [effect for effect in effects if effect.verb == "ends"] for target, effects in self.by_target.items()}

    @cached_property
    def whole(self) -> Docket:
        """The docket with what nobody saw, as if it had been seen."""
        return Docket(self.acts)

    def behind(self, provision: str) -> tuple[Act, ...]:
        """The acts that do something to a provision, those that do something to these, and those that are only about it."""
        found: dict[str, None] = {}
        waiting = [provision]
        while waiting:
            for effect in self.by_target.get(waiting.pop(), ()):
                if effect.act not in found:
                    found[effect.act] = None
                    waiting.append(ACT + effect.act)
        found |= {act.id: None for act in self.seen.values() if provision in act.about}
        return tuple(self.acts[name] for name in found)

    @cached_property
    def fulfilments(self) -> dict[str, list[Act]]:
        found: dict[str, list[Act]] = {}
        for act in self.seen.values():
            for condition in act.fulfils:
                found.setdefault(condition, []).append(act)
        return found

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every day on which some effect begins, runs out or becomes known, or from which on one of these is no longer open."""
        found = {day for act in self.acts.values() for e in act.does for day in (*e.turns, e.known)}
        found |= {day for act in self.acts.values() if act.fulfils for day in (act.effective, act.latest, act.known) if day != NEVER}
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Began:
    """A day on which something began: the earliest and the latest that it can be, and its name where they differ.

    >>> from datetime import date
    >>> first, second = Began(date(2020, 1, 1), date(2020, 1, 1)), Began(date(2020, 1, 1), date(2020, 3, 1), "day:stay")
    >>> second.follows(first)
    <day:stay >= 2020-01-02>
    >>> second.follows(first, same_day=True)
    <true>
    """

    first: date
    last: date
    fact: str | None = None

    def follows(self, other: Began, *, same_day: bool = False) -> Formula:
        """Whether this day is after the other, or on the same day where that counts."""
        if self.first > other.last or (same_day and self.first == other.last):
            return TRUE
        if self.last < other.first or (not same_day and self.last == other.first):
            return FALSE
        if self.fact == other.fact:  # one act, or two days that are known
            return constant(same_day)
        if self.fact is None:
            return at_most(str(other.fact), self.first.toordinal() - (not same_day))
        if other.fact is None:
            return at_least(self.fact, other.first.toordinal() + (not same_day))
        after = at_most_fact(other.fact, self.fact) if same_day else negate(at_most_fact(self.fact, other.fact))
        return after if self.first >= other.first else conjoin(after, at_least(self.fact, other.first.toordinal() + (not same_day)))


@dataclass(frozen=True, slots=True, eq=False)
class Start:
    """What starts a provision: when, by which effect, and where that is so.

    Args:
        by: for a direction, the act that brought what it waited for.
    """

    began: Began
    effect: Effect
    where: Formula = TRUE
    by: str | None = None

    @property
    def effects(self) -> tuple[Effect, ...]:
        """The effect; for a direction also what was done by the act that brought what it waited for, as a start."""
        if self.by is None:
            return (self.effect,)
        to = None if self.began.fact is None else self.began.last
        started = replace(self.effect, act=self.by, verb="starts", day=self.began.first, to=to, waits_for=None)
        return (self.effect, started)


class Moment:
    """The docket as it stands on one day, as known on one day.

    Everything is a formula over place and class, and over the days that are known only in part. Two moments between which
    no effect begins, runs out or becomes known have the same formulas.

    Args:
        scope: which formula stands for an effect's scope; by default the scope itself.
        certain: an effect has begun only where that is certain.
    """

    def __init__(
        self, docket: Docket, on: date, known_on: date | None = None, scope: Callable[[Effect], Formula] | None = None, *, certain: bool = False
    ) -> None:
        self.docket = docket
        self.scope = scope or (lambda effect: effect.scope)
        self.on = on
        self.known_on = known_on or date.max
        self.certain = certain
        self._run_of: dict[int, tuple[Effect, Formula]] = {}
        """By identity, since hashing an effect takes as long as the rest; kept with the effect, so that no other takes its place."""
        self._stands: dict[str, Formula] = {}
        self._holds: dict[str, Formula] = {}
        self._ends: dict[str, list[tuple[Effect, Formula]]] = {}
        self._partitions: dict[str, Partition] = {}

    def has_begun(self, effect: Effect) -> bool:
        """Whether the effect is known and its day has come or can have come; it may have run out or been defeated since."""
        return effect.known <= self.known_on and (effect.latest if self.certain else effect.day) <= self.on

    def is_running(self, effect: Effect) -> bool:
        return self.has_begun(effect) and (effect.until is None or self.on < effect.until)

    def begins(self, effect: Effect) -> Formula:
        """Where its day has come; open while that day is known only in part."""
        if not self.has_begun(effect):
            return FALSE
        return TRUE if effect.latest <= self.on else at_most_fact(day_fact(effect.act), "on")

    def runs(self, effect: Effect) -> Formula:
        """Where it has begun and has not run out, its scope left aside."""
        done = self._run_of.get(id(effect))
        if done is None:
            done = self._run_of[id(effect)] = effect, self._whether_runs(effect)
        return done[1]

    def _whether_runs(self, effect: Effect) -> Formula:
        if not self.is_running(effect):
            return FALSE
        if effect.through is None or self.on <= effect.through:
            return self.begins(effect)
        periods = self.docket.periods[effect.target, effect.scope]
        followed = [self.act_stands(e.act) for e in periods if e.through > effect.through and self.has_begun(e)]  # type: ignore[operator]
        ends = [e for e in self.docket.endings[effect.target] if self._decides(e, effect)]
        decided = [conjoin(self.scope(e), self.act_stands(e.act)) for e in ends]
        return conjoin(negate(disjoin(*followed)), disjoin(*decided, negate(at_most_fact(day_fact(effect.act), "on"))))

    def _decides(self, end: Effect, effect: Effect) -> bool:
        """Whether an ending takes the place of an earlier period's printed end.

        Once it is known, the period goes on until that ending works: its day may be later, and a court may hold it. An
        ending that was itself ended for good decides nothing.
        """
        return end.known <= self.known_on and end.day > effect.day

    def applies(self, effect: Effect) -> Formula:
        """For whom and where it runs."""
        running = self.runs(effect)
        return FALSE if running is FALSE else conjoin(self.scope(effect), running)

    def begun(self, target: str, verb: str) -> list[Effect]:
        return [e for e in self.docket.by_target.get(target, ()) if e.verb == verb and self.has_begun(e)]

    def running(self, target: str, verb: str) -> list[Effect]:
        return [e for e in self.docket.by_target.get(target, ()) if e.verb == verb and self.is_running(e)]

    # acts

    def act_stands(self, act: str) -> Formula:
        """Where the act has not been ended for good, and within what it was limited to."""
        done = self._stands.get(act)
        if done is None:
            ended = disjoin(*(self.ends_for_good(e) for e in self.running(ACT + act, "ends")))
            done = self._stands[act] = conjoin(negate(ended), self.within(ACT + act))
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

    def within(self, target: str) -> Formula:
        """What a provision or an act is limited to by the limits that hold."""
        return conjoin(*(implies(conjoin(self.runs(e), self.act_holds(e.act)), self.scope(e)) for e in self.running(target, "limits")))

    def stands(self, effect: Effect) -> Formula:
        """Where the effect is running and its act stands."""
        applies = self.applies(effect)
        return FALSE if applies is FALSE else conjoin(applies, self.act_stands(effect.act))

    def holds(self, effect: Effect) -> Formula:
        """Where the effect is running and its act holds. What an act ended stays ended when the act is merely rescinded."""
        applies = self.applies(effect)
        if applies is FALSE:
            return FALSE
        if effect.verb != "ends":
            return conjoin(applies, self.act_holds(effect.act))
        return conjoin(applies, negate(self.undone(effect.act)))

    def undone(self, act: str) -> Formula:
        """Where what the act ended is not ended: the act is undone, held back, or limited away from there."""
        target = ACT + act
        undoing = [self.holds(e) for e in self.running(target, "suspends")]
        undoing += [self.holds(e) for e in self.running(target, "ends") if e.manner in UNDOING]
        return disjoin(negate(self.within(target)), *undoing)

    def ends_and_falls(self, effect: Effect) -> Formula:
        """Where a court's ending holds now and is known to have fallen later: reversed, vacated or stayed."""
        if not self.docket.acts[effect.act].is_court:
            return FALSE
        now = self.holds(effect)
        if now is FALSE:
            return FALSE
        later = [
            Moment(self.docket, day, self.known_on, self.scope, certain=True).undone(effect.act)
            for day in self._days_upon(effect.act)
            if day > self.on
        ]
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
                    found |= set(effect.turns)
                    waiting.append(effect.act)
        return sorted(found)

    # provisions

    def fulfilled_on(self, effect: Effect) -> date | None:
        """For a direction: the first day on which what it waits for is certain to be there, if that day has come."""
        days = [act.latest for act in self._fulfilling(effect) if act.latest <= self.on]
        return max(min(days), effect.day) if days else None

    def _fulfilling(self, effect: Effect) -> list[Act]:
        """The acts that bring what a direction waits for, and can have taken effect."""
        if effect.waits_for is None:
            return []
        acts = self.docket.fulfilments.get(effect.waits_for.id, ())
        return [act for act in acts if act.known <= self.known_on and act.effective <= self.on]

    def starts(self, provision: str) -> list[Start]:
        """What starts the provision, oldest first: starts, and directions whose condition has been fulfilled."""
        found = [Start(_began(e), e) for e in self.begun(provision, "starts")]
        for effect in self.begun(provision, "directs"):
            found += self._fulfilled(effect)
        return sorted(found, key=lambda start: (start.began.first, start.effect.verb == "starts"))

    def _fulfilled(self, direction: Effect) -> list[Start]:
        """What starts a direction: each act that can be the first to bring what it waits for, where it is."""
        acts = self._fulfilling(direction)
        days = [Began(act.effective, act.latest, None if act.to is None else day_fact(act.id)) for act in acts]
        found = []
        for index, (act, day) in enumerate(zip(acts, days, strict=True)):
            first = [other.follows(day, same_day=place > index) for place, other in enumerate(days) if place != index]
            began = replace(day, first=max(day.first, direction.day), last=max(day.last, direction.day))
            where = conjoin(self._has_come(act), *first)
            if where is not FALSE:
                found.append(Start(began, direction, where, act.id))
        return found

    def _has_come(self, act: Act) -> Formula:
        return TRUE if act.latest <= self.on else at_most_fact(day_fact(act.id), "on")

    def waiting(self, provision: str) -> list[Start]:
        """The directions that wait, oldest first."""
        found = [Start(_began(e), e, negate(disjoin(*map(self._has_come, self._fulfilling(e))))) for e in self.begun(provision, "directs")]
        return [start for start in found if start.where is not FALSE]

    def closes(self, end: Effect, start: Start) -> Formula:
        """Whether an ending comes after a start: on a later day, or on its day where the ending says so or reaches back to it."""
        same_day = start.effect.act in end.after or end.day < self.docket.acts[end.act].signed
        return _began(end).follows(start.began, same_day=same_day and start.effect.act != end.act)

    def closed(self, provision: str, start: Start) -> Formula:
        """Where an ending of the provision that holds for good closes a start."""
        ends = self._ends.get(provision)
        if ends is None:
            ends = self._ends[provision] = [(e, self.ends_for_good(e)) for e in self.running(provision, "ends")]
        return disjoin(*(conjoin(for_good, self.closes(e, start)) for e, for_good in ends))

    def partition(self, provision: str) -> Partition:
        """The five statuses as formulas over place and class; exactly one is true for every person."""
        done = self._partitions.get(provision)
        if done is None:
            done = self._partitions[provision] = self._partition(provision)
        return done

    def _partition(self, provision: str) -> Partition:
        starts, directions = self.starts(provision), self.waiting(provision)
        if not starts and not directions:
            return _settled("not_yet")
        falling = disjoin(*(self.ends_and_falls(e) for e in self.running(provision, "ends")))
        open_to = {start: conjoin(start.where, negate(self.closed(provision, start))) for start in (*starts, *directions)}
        within = self.within(provision)
        started = conjoin(disjoin(*(conjoin(self.stands(s.effect), open_to[s]) for s in starts)), within)
        works = conjoin(disjoin(*(conjoin(self.holds(s.effect), open_to[s]) for s in starts)), within)
        directed = disjoin(*(conjoin(self.stands(s.effect), open_to[s]) for s in directions))
        announced_now = disjoin(*(conjoin(self.holds(s.effect), open_to[s]) for s in directions))
        hold = disjoin(falling, *(self.holds(e) for e in self.running(provision, "suspends")))
        ever = disjoin(*(conjoin(self.scope(s.effect), self.begins(s.effect)) for s in (*starts, *directions)))

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


def _began(effect: Effect) -> Began:
    return Began(effect.day, effect.latest, None if effect.to is None else day_fact(effect.act))


def _settled(status: str) -> Partition:
    return {name: TRUE if name == status else FALSE for name in STATUSES}
