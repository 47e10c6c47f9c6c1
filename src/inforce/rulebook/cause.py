"""Causes: the acts that make a status what it is at a spot, and of these the one that makes it differ there.

What stands in an answer made its status: the start; what holds it, or would, with the acts that keep that from holding;
what ended it. What ran out, or was itself ended, is history.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from inforce.language.formula import Formula, conjoin, negate
from inforce.rulebook.act import ACT, VERBS, Effect
from inforce.rulebook.status import Moment, Start

Here = Callable[[Formula], bool | None]


@dataclass(frozen=True)
class Causes:
    """The acts behind a provision at one spot.

    Args:
        here: what is true at the spot; None where a day that is known only in part tells.
    """

    moment: Moment
    name: str
    here: Here

    def _can(self, formula: Formula) -> bool:
        return self.here(formula) is not False

    def upon(self, target: str, *verbs: str) -> list[Effect]:
        """The effects upon a target that run at the spot."""
        found = [e for verb in verbs for e in self.moment.running(target, verb)]
        return [e for e in found if self._can(self.moment.applies(e) if e.verb != "limits" else self.moment.runs(e))]

    def starts(self) -> list[Start]:
        """What has started the provision at the spot, oldest first; directions where nothing has."""
        moment = self.moment
        found = [s for s in moment.starts(self.name) if self._can(conjoin(moment.scope(s.effect), moment.begins(s.effect), s.where))]
        return found or self.directions()

    def directions(self) -> list[Start]:
        moment = self.moment
        return [s for s in moment.waiting(self.name) if self._can(conjoin(moment.scope(s.effect), moment.begins(s.effect), s.where))]

    def _is_open(self, start: Start, *, holds: bool) -> bool:
        stands = self.moment.holds(start.effect) if holds else self.moment.stands(start.effect)
        return self._can(conjoin(stands, start.where, negate(self.moment.closed(self.name, start))))

    def of(self, status: str | None) -> tuple[Effect, ...]:
        """The effects that make the status so, oldest first."""
        if status == "not_yet":
            return ()
        if status == "ended":
            ending = self.ending()
            return tuple(sorted((*ending, *(e for end in ending for e in self._released(end))), key=lambda e: e.day))
        starts = self.directions() if status == "announced" else self.starts()
        standing = [s for s in starts if self._is_open(s, holds=True)] or [s for s in starts if self._is_open(s, holds=False)] or starts
        chosen: dict[tuple[str, str, str], Effect] = {}
        for start in standing if status == "announced" else standing[-1:]:
            for effect in start.effects:
                self._add(chosen, effect)
            for effect in self.holds(start):
                self._add(chosen, effect)
                for other in self.against(effect):
                    self._add(chosen, other)
        if status is None:
            for effect in self.unsettled():
                self._add(chosen, effect)
        return tuple(sorted(chosen.values(), key=lambda e: (e.day, VERBS.index(e.verb))))

    def _add(self, chosen: dict[tuple[str, str, str], Effect], effect: Effect) -> None:
        chosen.setdefault((effect.act, effect.verb, effect.target), effect)

    def holds(self, start: Start) -> list[Effect]:
        """What holds the provision back, or would: holds and limits upon it or upon the act that started it, and endings undone or upset."""
        moment, by = self.moment, ACT + start.effect.act
        found = [e for e in self.upon(self.name, "suspends") if self._matters(e, start)]
        found += [e for e in self.upon(by, "suspends") if self._matters(e, start)]
        found += [e for target in (self.name, by) for e in self.upon(target, "limits") if self._can(moment.act_holds(e.act))]
        for target in (self.name, by):
            for end in self.upon(target, "ends"):
                closes = moment.closes(end, start) if target == self.name else conjoin()
                if self._can(closes) and self.here(moment.ends_for_good(end)) is not True and self._matters(end, start):
                    found.append(end)
        return found

    def _matters(self, effect: Effect, start: Start) -> bool:
        """Whether it holds, or would but for acts that keep it from holding; what was over before the provision started is history."""
        if self._can(self.moment.holds(effect)):
            return True
        others = self.against(effect)
        is_about_start = effect.day >= self.moment.docket.acts[start.effect.act].signed
        return bool(others) and (is_about_start or any(e.latest >= start.began.first for e in others))

    def against(self, effect: Effect) -> list[Effect]:
        """The acts upon an effect's act that keep it from working at the spot; an ending alone where one has ended it for good."""
        moment, target = self.moment, ACT + effect.act
        ends = [e for e in self.upon(target, "ends") if self._can(moment.holds(e))]
        if effect.verb == "ends":
            ends = [e for e in ends if self._can(moment.undone(effect.act))]
        for_good = [e for e in ends if self.here(moment.ends_for_good(e)) is True]
        if for_good:
            return [min(for_good, key=lambda e: e.day)]
        suspends = [e for e in self.upon(target, "suspends") if self._can(moment.holds(e))]
        limits = [e for e in self.upon(target, "limits") if self._can(moment.act_holds(e.act)) and self.here(moment.scope(e)) is not True]
        return [*ends, *suspends, *limits]

    def ending(self) -> list[Effect]:
        """What ended the provision at the spot: an ending of it or of the act that started it, a limit, or the start's own term."""
        starts = self.starts()
        closings = [end for start in starts if (end := self._closing(start)) is not None]
        return [max(closings, key=lambda e: e.day)] if closings else [start.effect for start in starts[-1:]]

    def _closing(self, start: Start) -> Effect | None:
        """What closed one start first. Of several starts the one that was closed last is the one that the rule lived on."""
        moment = self.moment
        ends = [e for e in self.upon(self.name, "ends") if self._can(conjoin(moment.ends_for_good(e), moment.closes(e, start)))]
        ends += [e for e in self.upon(ACT + start.effect.act, "ends") if self._can(moment.ends_for_good(e))]
        if ends:
            return min(ends, key=lambda e: e.day)
        limits = [e for target in (self.name, ACT + start.effect.act) for e in self.upon(target, "limits")]
        limits = [e for e in limits if self._can(moment.act_holds(e.act)) and self.here(moment.scope(e)) is not True]
        if limits:
            return min(limits, key=lambda e: e.day)
        if (until := start.effect.until) is not None and until <= moment.on:
            return replace(start.effect, verb="ends", manner="expired", day=until, to=None, until=None)
        return None

    def _released(self, ending: Effect) -> list[Effect]:
        """What last let an ending work that a court had held or undone past its own day: an ending that waited is told with that day."""
        moment = self.moment
        if ending.target != self.name:
            return []
        upon = moment.docket.by_target.get(ACT + ending.act, ())
        orders = dict.fromkeys(e.act for e in upon if moment.has_begun(e) and self._can(moment.scope(e)))
        found = [e for order in orders for e in self.upon(ACT + order, "suspends", "ends") if e.day > ending.day and self._can(moment.holds(e))]
        return [max(found, key=lambda e: e.day)] if found else []

    def unsettled(self) -> list[Effect]:
        """What may or may not have taken effect."""
        targets = [self.name, *(ACT + e.act for e in self.upon(self.name, "starts", "directs", "suspends", "ends", "limits"))]
        found = [e for target in dict.fromkeys(targets) for e in self.upon(target, "starts", "directs", "suspends", "ends", "limits")]
        return [e for e in found if self.here(self.moment.runs(e)) is None]

    def differs_by(self, status: str | None, base: Causes) -> Effect | None:
        """Of the acts behind a status here, the newest that is not behind the one elsewhere; it makes it differ here."""
        made = self.of(status)
        if status == "ended":
            return made[0] if made else None
        working = [e for e in made if self._works(e)]
        own = [e for e in working if base.here(base.moment.holds(e)) is not True] or working
        wanted = {"suspended": ("suspends", "ends", "limits"), "announced": ("directs",)}.get(status or "")
        if wanted is None and status == "operative":
            lifted = [e for e in own if e.target.startswith(ACT)]
            return _newest(lifted or own)
        if wanted is None:
            return _newest(e for e in made if self.here(self.moment.runs(e)) is None) or _newest(own)
        return _newest([e for e in own if e.verb in wanted and self._weighs(e)] or own)

    def _works(self, effect: Effect) -> bool:
        if effect.verb == "limits":
            return self._can(self.moment.act_holds(effect.act))
        return self._can(self.moment.holds(effect))

    def _weighs(self, effect: Effect) -> bool:
        """Whether it is done to the provision or to the act that started it, not to what held it back."""
        starting = {ACT + start.effect.act for start in self.starts()}
        return effect.target == self.name or effect.target in starting


def _newest(effects: Iterable[Effect]) -> Effect | None:
    return max(effects, key=lambda e: e.day, default=None)
