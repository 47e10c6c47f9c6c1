"""Acts: what does something to provisions or to other acts on a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from inforce.kernel.error import Where
from inforce.kernel.formula import TRUE, Formula, conjoin, flag, negate
from inforce.kernel.syntax import READING, Written
from inforce.rulebook.provision import SEEN, Words
from inforce.rulebook.record import Record

VERBS = ("directs", "starts", "limits", "suspends", "ends")
KINDS = (
    "statute", "regulation", "executive_order", "proclamation", "memo", "notice", "agreement", "court_order", "opinion",
    "mandate", "settlement", "pause", "announcement", "practice", "expiry",
)  # fmt: skip
COURT_KINDS = frozenset({"court_order", "opinion", "mandate", "settlement"})
ENDING = ("rescinded", "superseded", "expired", "withdrawn", "vacated", "reversed", "dissolved")
UNDOING = frozenset({"vacated", "reversed", "dissolved"})
"""Manners of ending an act that undo it: what it ended comes back."""
HOLDING = ("enjoined", "stayed", "administratively_stayed", "restrained", "paused", "postponed")
WAITING = ("notice", "money", "finding", "government", "court", "date", "rule")
ACT = "act/"


@dataclass(frozen=True, slots=True)
class Source:
    """A reading of a source: how far it was seen, where, what it says in our own words, the day it was read."""

    seen: str
    url: str | None
    says: str | None
    read: date | None
    agrees: bool | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """What a direction waits for."""

    id: str
    kind: str
    says: Words


@dataclass(frozen=True, slots=True)
class Effect:
    """What one act does to one target from a day on, within a scope."""

    act: str
    verb: str
    target: str
    day: date
    known: date
    where: Where
    until: date | None = None
    place: Written | None = None
    people: Written | None = None
    people_name: Words = field(default_factory=dict)
    place_name: Words = field(default_factory=dict)
    part: str | None = None
    segment: Written | None = None
    reading: tuple[str, bool] | None = None
    manner: str | None = None
    waits_for: Condition | None = None

    @property
    def scope(self) -> Formula:
        """For whom and where it holds; TRUE for everybody everywhere."""
        parts = [written.formula for written in (self.place, self.people, self.segment) if written is not None]
        if self.reading is not None:
            name, other = self.reading
            parts.append(flag(READING + name) if other else negate(flag(READING + name)))
        return conjoin(*parts) if parts else TRUE


@dataclass(frozen=True, slots=True)
class Act:
    """One instrument, order or announcement, with its three days kept apart."""

    id: str
    kind: str
    title: Words
    issuer: str
    cite: str
    signed: date
    known: date
    effective: date
    where: Where
    does: tuple[Effect, ...] = ()
    court: str | None = None
    fulfils: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    checks: tuple[Source, ...] = ()
    about: tuple[str, ...] = ()
    retroactive: bool = False
    note: str | None = None
    not_before: date | None = None
    """The earliest day that the sources leave open, for an act of whose days one was read in none; days before it were read."""

    @property
    def is_court(self) -> bool:
        return self.kind in COURT_KINDS

    def earliest(self, effect: Effect) -> date:
        """The day of an effect, or the earliest that it can be where the day itself was read in no source."""
        return min(effect.day, self.not_before) if self.not_before is not None else effect.day

    @property
    def seen(self) -> str:
        """The best way in which the act was seen in a source."""
        return min((source.seen for source in self.sources), key=SEEN.index, default="none")

    def with_effects(self, effects: tuple[Effect, ...]) -> Act:
        return replace(self, does=self.does + effects)


Parse = Callable[[str, Where], Written | None]
_EFFECT_KEYS = (*VERBS, "on", "known", "until", "place", "place_name", "class", "class_name", "part", "manner", "waits_for", "reading", "note", "retroactive")
_ACT_KEYS = (
    "id", "kind", "title", "issuer", "cite", "signed", "known", "effective", "court", "does", "fulfils", "sources", "checks",
    "about", "retroactive", "note", "not_before",
)  # fmt: skip


def read_source(record: Record) -> Source:
    record.allow(("seen", "url", "says", "read", "agrees", "disagreement", "note"))
    seen = record.choice("seen", SEEN, "secondary")
    if seen != "none" and record.data.get("url") is None:
        record.fault("missing-key", "`url` is missing: where was it seen?", help="add the address, or write `seen: none`")
    agrees = record.flag("agrees", True) if record.data.get("agrees") is not None else None
    return Source(seen, record.text("url", None) or None, record.text("says", None) or None, record.day("read", required=seen != "none"), agrees)


def read_act(record: Record, parse: Parse) -> Act | None:
    """Read one act with its effects; None where a day is missing (the fault is kept)."""
    record.allow(_ACT_KEYS)
    signed = record.day("signed", required=True)
    if signed is None:
        return None
    known = record.day("known", signed) or signed
    effective = record.day("effective", known) or known
    retroactive = record.flag("retroactive")
    if known < signed:
        record.fault("day-out-of-order", f"known on {known}, before it was signed on {signed}", "known", "correct one of the days")
    if effective < signed and not retroactive:
        record.fault("day-out-of-order", f"effective on {effective}, before it was signed on {signed}", "effective", "correct one of the days, or write `retroactive: true`")
    sources = tuple(map(read_source, record.records("sources", f"{record.what}, source")))
    if not sources:
        record.fault("missing-citation", "no source is given", help="add `sources:`, or `sources: [{seen: none}]` where none was seen")
    act = Act(
        record.text("id"),
        record.choice("kind", KINDS),
        record.sentences("title", required=True),
        record.text("issuer"),
        record.text("cite"),
        signed,
        known,
        effective,
        record.where(),
        (),
        record.text("court", None) or None,
        record.words("fulfils"),
        sources,
        tuple(map(read_source, record.records("checks", f"{record.what}, check"))),
        record.words("about"),
        retroactive,
        record.text("note", None) or None,
        record.day("not_before"),
    )
    act = act.with_effects(read_effects(record, act, parse))
    last = max([act.effective, *(effect.day for effect in act.does)])
    if act.not_before is not None and act.not_before > last:
        record.fault("day-out-of-order", f"no day of the act can be before {act.not_before}, and its last is {last}", "not_before", "correct one of the days")
    return act


def read_effects(record: Record, act: Act, parse: Parse) -> tuple[Effect, ...]:
    """The effects under `does`, one for each target."""
    found: list[Effect] = []
    for item in record.records("does", f"act `{act.id}`, effect"):
        found.extend(_read_effect(item, act, parse))
    return tuple(found)


def _read_effect(item: Record, act: Act, parse: Parse) -> list[Effect]:
    item.allow(_EFFECT_KEYS)
    verbs = [verb for verb in VERBS if verb in item.data]
    if len(verbs) != 1:
        item.fault("bad-effect", "one verb is needed", help="verbs: " + ", ".join(VERBS))
        return []
    verb = verbs[0]
    targets = item.words(verb)
    known = item.day("known", act.known) or act.known
    day = item.day("on", known if verb == "directs" else act.effective) or act.effective
    if day < act.signed and not (act.retroactive or item.flag("retroactive")):
        item.fault("day-out-of-order", f"{verb} on {day}, before the act was signed on {act.signed}", "on", "correct the day, or write `retroactive: true`")
    until = item.day("until")
    if until is not None and until <= day:
        item.fault("day-out-of-order", f"holds until {until}, which is not after {day}", "until", "`until` is the first day on which it no longer holds")
    manner = None
    if item.data.get("manner") is not None:
        manner = item.choice("manner", ENDING if verb == "ends" else HOLDING)
        if verb not in ("ends", "suspends"):
            item.fault("bad-effect", f"`{verb}` takes no manner", "manner", "remove it")
    condition = None
    if waits := item.records("waits_for", f"{item.what}, waits_for"):
        waits[0].allow(("condition", "kind", "says"))
        condition = Condition(waits[0].text("condition"), waits[0].choice("kind", WAITING), waits[0].sentences("says", required=True))
        if verb != "directs":
            item.fault("bad-effect", "only a direction waits", "waits_for", "write `directs:`")
    written = {key: parse(str(item.data[key]), item.where(key)) for key in ("place", "class") if item.data.get(key) is not None}
    reading = None
    if raw := item.text("reading", None):
        name = raw.removeprefix("not ")
        reading = (name, not raw.startswith("not "))
    return [
        Effect(
            act.id, verb, target, day, known, item.where(verb), until, written.get("place"), written.get("class"),
            item.sentences("class_name"), item.sentences("place_name"), item.text("part", None) or None, None, reading, manner, condition,
        )
        for target in targets
    ]  # fmt: skip


def index_by_target(acts: Mapping[str, Act]) -> dict[str, list[Effect]]:
    """Effects by target, oldest first; where days are the same, in the order written."""
    found: dict[str, list[Effect]] = {}
    for act in acts.values():
        for effect in act.does:
            found.setdefault(effect.target, []).append(effect)
    for effects in found.values():
        effects.sort(key=lambda effect: (effect.day, effect.known))
    return found
