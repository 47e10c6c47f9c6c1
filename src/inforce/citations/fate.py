"""The fate of an act: what other acts had made of it by a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from inforce.language.formula import FALSE, TRUE
from inforce.rulebook.act import ACT, CHANGING, STAGES, Act, Effect
from inforce.rulebook.library import Library
from inforce.rulebook.scope import EVERYWHERE, scope_words
from inforce.rulebook.status import Moment

GOOD, REVIEW, HELD, PARTLY, LATER, UNSEEN = "good", "under_review", "rule_on_hold", "in_part", "not_yet_made", "reported"
WORDS = (
    GOOD, REVIEW, HELD, PARTLY, LATER, UNSEEN, "decided", "denied", "reversed", "vacated", "set_aside", "dissolved", "rescinded", "superseded", "withdrawn", "expired", "stayed",
    "paused", "ended",
)  # fmt: skip
"""What can become of an act. `in_part`: some of it fell, or it is held in some places or for some people. `superseded` also where every rule
that it started has been ended by others. `rule_on_hold`: it stands, and courts or the agency hold a rule that it started, somewhere or for somebody. `reported`: nobody saw the act in a source."""


@dataclass(frozen=True, slots=True)
class Event:
    """What one act did to another: `did` is the verb, `manner` how."""

    act: str
    did: str
    manner: str | None
    day: date
    cite: str
    where: str | None
    stage: str | None = None
    court: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "act": self.act, "did": self.did, "manner": self.manner, "date": self.day.isoformat(), "cite": self.cite, "where": self.where,
            "stage": self.stage, "court": self.court,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of an act by a day, and by which acts; `rules` are the provisions that it changed or upheld, with what it did."""

    act: Act
    word: str
    by: tuple[Event, ...] = ()
    pending: tuple[Event, ...] = ()
    rules: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "act": self.act.id,
            "cite": self.act.cite,
            "fate": self.word,
            "by": [event.to_json() for event in self.by],
            "pending": [event.to_json() for event in self.pending],
            "rules": [{"provision": name, "did": did} for name, did in self.rules],
        }


def fate(library: Library, name: str, on: date, known_on: date | None = None) -> Fate:
    """What became of an act by a day, as known on a day."""
    act, moment = library.acts[name], Moment(library.docket, on, known_on)
    rules = tuple(dict.fromkeys((e.target, e.verb) for e in act.does if not e.target.startswith(ACT)))
    if name in library.docket.unseen:
        return Fate(act, UNSEEN, rules=rules)
    if act.signed > on or act.known > moment.known_on:
        return Fate(act, LATER, rules=rules)
    upon = [e for e in library.docket.by_target.get(ACT + name, ()) if moment.is_running(e)]
    ended = [e for e in upon if e.verb == "ends" and moment.holds(e) is not FALSE]
    held = [e for e in upon if e.verb == "suspends" and moment.holds(e) is not FALSE]
    limited = [e for e in upon if e.verb == "limits" and moment.act_holds(e.act) is not FALSE]
    pending = _pending(library, moment, upon)
    stands, holds = moment.act_stands(name), moment.act_holds(name)
    by = tuple(_event(library, e) for e in (*ended, *held, *limited))
    if stands is FALSE and ended:
        return Fate(act, ended[-1].manner or "ended", by, pending, rules)
    if holds is FALSE:
        last = (held or ended)[-1:] or limited[-1:]
        manner = last[0].manner if last else None
        return Fate(act, _held(manner) if held else manner or "ended", by, pending, rules)
    if holds is not TRUE:
        return Fate(act, PARTLY, by, pending, rules)
    closing = _superseding(moment, act)
    if closing:
        return Fate(act, "superseded", tuple(_event(library, e) for e in closing), pending, rules)
    held_rule = any(moment.partition(target)["suspended"] is not FALSE for target in _started(act))
    return Fate(act, HELD if held_rule else REVIEW if pending else GOOD, by, pending, rules)


def _started(act: Act) -> list[str]:
    """The provisions that an act started or directed."""
    return [e.target for e in act.does if e.verb in ("starts", "directs") and not e.target.startswith(ACT)]


def _held(manner: str | None) -> str:
    return "paused" if manner == "paused" else "stayed"


def _pending(library: Library, moment: Moment, upon: list[Effect]) -> tuple[Event, ...]:
    """The reviews that are open: of each court the one that has come furthest."""
    furthest: dict[str | None, Effect] = {}
    for effect in upon:
        if effect.verb == "reviews" and moment.act_holds(effect.act) is not FALSE:
            court = library.acts[effect.act].court
            other = furthest.get(court)
            if other is None or STAGES.index(effect.stage or STAGES[0]) >= STAGES.index(other.stage or STAGES[0]):
                furthest[court] = effect
    return tuple(_event(library, effect) for effect in furthest.values())


def _superseding(moment: Moment, act: Act) -> list[Effect]:
    """What ended every rule that an act started; nothing where one of them goes on, or where it started none."""
    changed = [e for e in act.does if e.verb in CHANGING and not e.target.startswith(ACT)]
    started = _started(act)
    if not started or len(started) < len(changed):
        return []
    found: dict[str, Effect] = {}
    for target in started:
        if moment.partition(target)["ended"] is not TRUE:
            return []
        ends = [e for e in moment.running(target, "ends") if moment.holds(e) is not FALSE]
        if not ends:
            return []
        found[ends[-1].act] = ends[-1]
    return list(found.values())


def _event(library: Library, effect: Effect) -> Event:
    act = library.acts[effect.act]
    where = scope_words(effect, library)
    return Event(effect.act, effect.verb, effect.manner, effect.day, act.cite, None if where == EVERYWHERE else where, effect.stage, act.court)
