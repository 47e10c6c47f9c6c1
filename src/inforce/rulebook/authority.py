"""Authority: the courts for and against a provision where somebody is, what is under review, and what is only reported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inforce.kernel.theory import Situation
from inforce.language.error import TooHard
from inforce.language.formula import FALSE, Formula, conjoin, disjoin, negate
from inforce.rulebook.act import ACT, STAGES, Act, Effect
from inforce.rulebook.library import Library
from inforce.rulebook.scope import EVERYWHERE, scope_words
from inforce.rulebook.status import Docket, Moment

EMERGENCY = frozenset({"administratively_stayed"})
"""Manners that say nothing yet of what is lawful: such an act stands among the acts alone."""


@dataclass(frozen=True, slots=True)
class Authority:
    """What a court did for or against a provision, and where; `where` is None where it is so everywhere."""

    act: str
    court: str | None
    where: str | None
    cite: str
    effect: Effect = field(compare=False, repr=False)

    def to_json(self) -> dict[str, Any]:
        return {"act": self.act, "court": self.court, "where": self.where, "cite": self.cite}


@dataclass(frozen=True, slots=True)
class Pending:
    """A review of an act: how far it has come, in which court, since when."""

    act: str
    upon: str
    stage: str
    court: str
    since: date

    def to_json(self) -> dict[str, Any]:
        return {"act": self.act, "upon": self.upon, "stage": self.stage, "court": self.court, "since": self.since.isoformat()}


@dataclass(frozen=True, slots=True)
class Reported:
    """An act that nobody saw in a source: it changes nothing, and is told."""

    act: str
    says: str
    date: date

    def to_json(self) -> dict[str, Any]:
        return {"act": self.act, "says": self.says, "date": self.date.isoformat()}


@dataclass(frozen=True, slots=True)
class Weight:
    """Everything that weighs on one answer."""

    authority_for: tuple[Authority, ...] = ()
    authority_against: tuple[Authority, ...] = ()
    pending: tuple[Pending, ...] = ()
    reported: tuple[Reported, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "for": [one.to_json() for one in self.authority_for],
            "against": [one.to_json() for one in self.authority_against],
            "pending": [one.to_json() for one in self.pending],
            "reported": [one.to_json() for one in self.reported],
        }


NOTHING = Weight()


class Weights:
    """What weighs on the provisions at one moment, each with where it does; asked for one place and class after the other."""

    def __init__(self, library: Library, moment: Moment) -> None:
        self.library = library
        self.moment = moment
        self._memo: dict[str, tuple[list[tuple[Effect, Formula]], list[tuple[Effect, Formula]], list[tuple[Effect, Formula]]]] = {}
        self._reported: dict[tuple[str, date], tuple[Reported, ...]] = {}

    def of(self, name: str, situation: Situation, on: date) -> Weight:
        """What weighs on a provision where, as far as is known, somebody is.

        Args:
            on: the day asked about; the moment may be that of an earlier one since which nothing happened.
        """
        upheld, against, reviews = ([effect for effect, where in part if _somewhere(where, situation)] for part in self.parts(name))
        pending = [Pending(e.act, e.target[len(ACT) :], e.stage or STAGES[0], self.library.acts[e.act].court or "", e.day) for e in reviews]
        pending.sort(key=lambda one: (self.library.rank(one.court), -one.since.toordinal()))
        key = (name, on)
        if key not in self._reported:
            self._reported[key] = tuple(reported(self.library, name, on, self.moment.known_on))
        told = tuple(one for one in self._reported[key] if self._touches(one.act, situation))
        return Weight(self._ordered(upheld), self._ordered(against), tuple(pending), told)

    def parts(self, name: str) -> tuple[list[tuple[Effect, Formula]], list[tuple[Effect, Formula]], list[tuple[Effect, Formula]]]:
        """What upholds a provision, what is against it and what is under review, each with where that matters."""
        found = self._memo.get(name)
        if found is None:
            moment = self.moment
            found = self._memo[name] = (
                [(e, moment.holds(e)) for e in moment.running(name, "upholds")],
                list(self._against(name)),
                list(self._reviews(name)),
            )
        return found

    def _touches(self, act: str, situation: Situation) -> bool:
        """Whether an act, were it seen, could do something for those who can be in this situation."""
        scopes = [effect.scope for effect in self.library.acts[act].does]
        return not scopes or any(_somewhere(scope, situation) for scope in scopes)

    def _ordered(self, effects: list[Effect]) -> tuple[Authority, ...]:
        """Each act once; the highest court first, of one rank the newest."""
        acts = self.library.acts
        chosen = {effect.act: effect for effect in reversed(effects)}
        ranked = sorted(chosen.values(), key=lambda e: (self.library.rank(acts[e.act].court), -e.day.toordinal(), e.act))
        return tuple(self._line(effect) for effect in ranked)

    def _line(self, effect: Effect) -> Authority:
        act = self.library.acts[effect.act]
        where = scope_words(effect, self.library)
        return Authority(effect.act, act.court, None if where == EVERYWHERE else where, act.cite, effect)

    def _against(self, name: str) -> Iterator[tuple[Effect, Formula]]:
        """What courts did to a provision, or to an act that started it, that works that day; with where."""
        moment = self.moment
        starts = moment.starts(name)
        standing = [s for s in starts if moment.stands(s.effect) is not FALSE] or starts[-1:]
        for target in dict.fromkeys((name, *(ACT + s.effect.act for s in standing))):
            for effect in self.moment.docket.by_target.get(target, ()):
                if not self._is_of_court(effect) or not moment.is_running(effect):
                    continue
                if effect.verb == "limits":
                    yield effect, conjoin(moment.runs(effect), moment.act_holds(effect.act), negate(moment.scope(effect)))
                elif effect.verb == "ends" and target == name:
                    yield effect, conjoin(moment.holds(effect), disjoin(*(moment.closes(effect, s) for s in starts[-1:])))
                elif effect.verb in ("suspends", "ends"):
                    yield effect, moment.holds(effect)

    def _is_of_court(self, effect: Effect) -> bool:
        return self.library.acts[effect.act].is_court and effect.manner not in EMERGENCY

    def _reviews(self, name: str) -> Iterator[tuple[Effect, Formula]]:
        """The reviews of the acts behind a provision that are pending, with where that matters."""
        moment, acts = self.moment, self.library.acts
        for act in moment.docket.behind(name):
            begun = moment.begun(ACT + act.id, "reviews")
            for review in begun:
                court = acts[review.act].court
                later = any(acts[e.act].court == court and _is_later(e, review) for e in begun if e is not review)
                pending = conjoin(moment.act_holds(review.act), moment.act_stands(act.id))
                if later or pending is FALSE:
                    continue
                scopes = [e.scope for e in act.does if e.verb != "reviews"]
                yield review, pending if self.library.rank(court) == 0 or not scopes else conjoin(pending, disjoin(*scopes))


def _is_later(review: Effect, earlier: Effect) -> bool:
    """Whether a review of the same act in the same court has come further since."""
    how_far = STAGES.index(review.stage or STAGES[0]), STAGES.index(earlier.stage or STAGES[0])
    return review.day >= earlier.day and (how_far[0] > how_far[1] or (how_far[0] == how_far[1] and review.day > earlier.day))


def _somewhere(formula: Formula, situation: Situation) -> bool:
    try:
        return formula is not FALSE and situation.find(formula)
    except TooHard:
        return True  # not shown to be elsewhere: it is told


def reported(library: Library, name: str, on: date, known_on: date) -> Iterator[Reported]:
    """The acts that nobody saw and that would tell on a provision's status, or on what is said of it, were they seen."""
    docket = library.docket
    if not docket.unseen:
        return
    behind = {act.id for part in (name, *library.provisions[name].parts) for act in docket.whole.behind(part)}
    for act in sorted((library.acts[one] for one in docket.unseen if one in behind), key=lambda act: act.effective):
        if act.known <= known_on and act.effective <= on and would_tell(library, act, name, on, known_on):
            says = next((source.says for source in act.sources if source.says), act.title["en"])
            yield Reported(act.id, says, act.effective)


def would_tell(library: Library, act: Act, name: str, on: date, known_on: date) -> bool:
    """Whether an act that nobody saw would make a status another on a day, or what is said of it."""
    if name in act.about or any(effect.verb in ("upholds", "reviews") for effect in act.does):
        return True
    unseen = library.docket.unseen

    def statuses(left_out: frozenset[str]) -> list[Any]:
        moment = Moment(Docket(library.acts, left_out), on, known_on)
        return [moment.partition(part) for part in (name, *library.provisions[name].parts)]

    return statuses(unseen) != statuses(unseen - {act.id}) or statuses(frozenset()) != statuses(frozenset({act.id}))
