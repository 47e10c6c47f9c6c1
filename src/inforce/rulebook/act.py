"""Acts: what does something to provisions or to other acts on a day."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from inforce.language.day import LAST_DAY
from inforce.language.error import Where
from inforce.language.fact import Fact
from inforce.language.formula import TRUE, Formula, conjoin, flag, negate
from inforce.language.syntax import DAY, READING, Written
from inforce.rulebook.provision import SEEN, Words
from inforce.rulebook.record import Record
from inforce.rulebook.tree import Map

VERBS = ("directs", "starts", "limits", "suspends", "ends", "upholds", "reviews")
CHANGING = ("directs", "starts", "limits", "suspends", "ends")
"""The verbs that can change a status; the others tell what courts say of it."""
KINDS = (
    "constitution", "statute", "regulation", "executive_order", "proclamation", "memo", "notice", "agreement", "court_order", "opinion",
    "mandate", "settlement", "pause", "announcement", "practice", "expiry",
)  # fmt: skip
COURT_KINDS = frozenset({"court_order", "opinion", "mandate", "settlement"})
DECIDING = ("decided", "denied")
"""Manners of ending a review."""
ENDING = ("rescinded", "superseded", "expired", "withdrawn", "vacated", "reversed", "dissolved", "set_aside", *DECIDING)
UNDOING = frozenset({"vacated", "reversed", "dissolved", "set_aside"})
"""Manners of ending an act that undo it: what it ended comes back."""
HOLDING = ("enjoined", "stayed", "administratively_stayed", "restrained", "paused", "postponed", "held", "declared")
STAGES = ("filed", "granted", "argued")
"""How far a review has come, earliest first."""
MOST_WORDS = 60
"""The most words that are quoted from an instrument."""
WAITING = ("notice", "money", "finding", "government", "court", "date", "rule")
ACT = "act/"
NEVER = date.max
"""The latest day of an act whose effect no source shows."""


def day_fact(act: str) -> str:
    """The name of an act's day, where that is known only in part."""
    return DAY + act


@dataclass(frozen=True, slots=True)
class Source:
    """A reading of a source: how far it was seen, where, what it says in our own words, the day it was read."""

    seen: str
    url: str | None
    says: str | None
    read: date | None
    agrees: bool | None = None
    words: str | None = None
    """The operative words of the instrument, quoted."""
    page: str | None = None
    text_hash: str | None = None
    """Names exactly the text in which the words were read."""
    text_of: str | None = None
    settled: str | None = None
    """For a check that disagrees: what was found out since."""


@dataclass(frozen=True, slots=True)
class Search:
    """A search that found nothing: what was asked, of what, on which day, and up to which day that material reaches."""

    asked: str
    of: str
    on: date
    about: tuple[str, ...] = ()
    reaches: date | None = None
    found: str | None = None


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
    """The day on which it begins; where that is known only in part, the earliest that it can be."""
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
    to: date | None = field(default=None, kw_only=True)
    """For a day known only in part: the latest that it can be; `NEVER` where no source shows that it ever began."""
    through: date | None = field(default=None, kw_only=True)
    """For a start: the last day of a period that it prints; what came after it has to be seen."""
    after: tuple[str, ...] = field(default=(), kw_only=True)
    """Acts of the same day that came before this effect."""
    stage: str | None = field(default=None, kw_only=True)

    @property
    def latest(self) -> date:
        """The first day on which it is certain that it has begun; `NEVER` where no source shows it."""
        return self.day if self.to is None else self.to

    @property
    def turns(self) -> tuple[date, ...]:
        """The days on which what it does can change: it begins, can have begun, runs out."""
        after = self.through + timedelta(days=1) if self.through is not None else None
        days = (self.day, self.latest if self.latest != NEVER else None, self.until, after)
        return tuple(dict.fromkeys(day for day in days if day is not None))

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
    """Where that is known only in part, the earliest day that it can be."""
    where: Where
    does: tuple[Effect, ...] = ()
    court: str | None = None
    fulfils: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    checks: tuple[Source, ...] = ()
    about: tuple[str, ...] = ()
    retroactive: bool = False
    note: str | None = None

    to: date | None = field(default=None, kw_only=True)
    """For a day known only in part: the latest that it can be; `NEVER` where no source shows that it ever took effect."""
    words_search: Search | None = field(default=None, kw_only=True)
    """Where stored text of the instrument does not hold its operative words: the search that failed."""

    @property
    def latest(self) -> date:
        """The first day on which it is certain to have taken effect; `NEVER` where no source shows it."""
        return self.effective if self.to is None else self.to

    @property
    def days_in_part(self) -> frozenset[tuple[date, date]]:
        """The days of the act that are known only in part, each by its earliest and its latest day."""
        found = frozenset((e.day, e.latest) for e in self.does if e.to is not None)
        return found | ({(self.effective, self.latest)} if self.to is not None and self.fulfils else set())

    @property
    def printed_ends(self) -> tuple[date, ...]:
        return tuple(effect.through for effect in self.does if effect.through is not None)

    @property
    def is_court(self) -> bool:
        return self.kind in COURT_KINDS

    @property
    def seen(self) -> str:
        """The best way in which the act was seen in a source."""
        return min((source.seen for source in self.sources), key=SEEN.index, default="none")

    def with_effects(self, effects: tuple[Effect, ...]) -> Act:
        return replace(self, does=self.does + effects)


Parse = Callable[[str, Where], Written | None]
Span = tuple[date, date | None]
"""A day; for one known only in part the earliest and the latest that it can be."""
_EFFECT_KEYS = (
    *VERBS, "on", "known", "until", "through", "after", "place", "place_name", "class", "class_name", "part", "manner", "stage", "waits_for",
    "reading", "note", "retroactive",
)  # fmt: skip
_ACT_KEYS = (
    "id", "kind", "title", "issuer", "cite", "signed", "known", "effective", "court", "does", "fulfils", "sources", "checks",
    "about", "retroactive", "note", "words", "words_search",
)  # fmt: skip
_SOURCE_KEYS = ("seen", "url", "says", "read", "agrees", "disagreement", "settled", "note", "words", "page", "text_hash", "text_of")
_HASH = re.compile(r"git:[0-9a-f]{40}|sha256:[0-9a-f]{64}")


def read_source(record: Record) -> Source:
    record.allow(_SOURCE_KEYS)
    seen = record.choice("seen", SEEN, "secondary")
    if seen in ("primary", "secondary") and record.data.get("url") is None:
        record.fault("missing-key", "`url` is missing: where was it seen?", help="add the address, or write `seen: none`")
    agrees = record.flag("agrees", True) if record.data.get("agrees") is not None else None
    words, text_hash = record.text("words", None) or None, record.text("text_hash", None) or None
    if words is not None:
        if (count := len(words.split())) > MOST_WORDS:
            record.fault("too-long", f"{count} words are quoted", "words", f"quote at most {MOST_WORDS}: the operative ones")
        if text_hash is None:
            record.fault("missing-key", "`text_hash` is missing: in which text were the words read?", help="write `git:` or `sha256:` and the hash of that text")
    if text_hash is not None and not _HASH.fullmatch(text_hash):
        record.fault("bad-hash", f"`text_hash` takes no `{text_hash[:20]}`", "text_hash", "write `git:` and 40 or `sha256:` and 64 hexadecimal digits")
    return Source(
        seen, record.text("url", None) or None, record.text("says", None) or None, record.day("read", required=seen in ("primary", "secondary")), agrees,
        words, record.text("page", None) or None, text_hash, record.text("text_of", None) or None, record.text("settled", None) or None,
    )  # fmt: skip


def read_search(record: Record, *, about: bool = True) -> Search | None:
    """Read a search that found nothing; None where its day is missing (the fault is kept)."""
    record.allow(("about", "asked", "of", "on", "reaches", "found", "note") if about else ("asked", "of", "on", "note"))
    asked, of, on = record.text("asked"), record.text("of"), record.day("on", required=True)
    named = record.words("about")
    if about and not named:
        record.missing("about")
    reaches = record.day("reaches", required=about)
    if on is None:
        return None
    if reaches is not None and reaches > on:
        record.fault("day-out-of-order", f"reaches {reaches}, after the day of the search", "reaches", "`reaches` is the newest day that the material shows")
    return Search(asked, of, on, named, reaches, record.text("found", None) or None)


def read_span(record: Record, key: str) -> Span | None:
    """A day, or a day known in part: `{from: D1, to: D2}`, or `{from: D1}` where no source ever shows the effect."""
    if not isinstance(record.data.get(key), Map):
        day = record.day(key)
        return (day, None) if day is not None else None
    part = record.records(key, f"{record.what}, {key}")[0]
    part.allow(("from", "to"))
    first, last = part.day("from", required=True), part.day("to")
    if first is not None and last is not None and last < first:
        part.fault("day-out-of-order", f"to {last}, before {first}", "to", "`from` is the earliest day, `to` the latest")
    if first is None:
        return None
    return (first, None if last == first else last or NEVER)


def read_act(record: Record, parse: Parse) -> Act | None:
    """Read one act with its effects; None where a day is missing (the fault is kept)."""
    record.allow(_ACT_KEYS)
    span = read_span(record, "effective")
    signed = record.day("signed", span[0] if span is not None and span[1] is not None else None, required=True)
    if signed is None:
        return None
    known = record.day("known", signed) or signed
    if span is not None and span[1] is not None and record.data.get("known") is None:
        record.fault("missing-key", "`known` is missing: when did the day become known that far?", help="give the day of the source that bounds it")
    effective, to = span or (known, None)
    retroactive = record.flag("retroactive")
    if known < signed:
        record.fault("day-out-of-order", f"known on {known}, before it was signed on {signed}", "known", "correct one of the days")
    if effective < signed and not retroactive:
        record.fault("day-out-of-order", f"effective on {effective}, before it was signed on {signed}", "effective", "correct one of the days, or write `retroactive: true`")
    sources = tuple(map(read_source, record.records("sources", f"{record.what}, source")))
    if not sources:
        record.fault("missing-citation", "no source is given", help="add `sources:`, or `sources: [{seen: none}]` where none was seen")
    if record.data.get("words") is not None:
        record.fault("wrong-type", "`words` of an act takes only `null`", "words", "quote the words on the source in which they were read")
    searches = record.records("words_search", f"{record.what}, words_search")
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
        to=to,
        words_search=read_search(searches[0], about=False) if searches else None,
    )
    return act.with_effects(read_effects(record, act, parse))


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
    day, to = read_span(item, "on") or ((known, None) if verb == "directs" else (act.effective, act.to))
    if day < act.signed and not (act.retroactive or item.flag("retroactive")):
        item.fault("day-out-of-order", f"{verb} on {day}, before the act was signed on {act.signed}", "on", "correct the day, or write `retroactive: true`")
    until, through = item.day("until"), item.day("through")
    if until is not None and until <= day:
        item.fault("day-out-of-order", f"holds until {until}, which is not after {day}", "until", "`until` is the first day on which it no longer holds")
    if through is not None and through < day:
        item.fault("day-out-of-order", f"holds through {through}, which is before {day}", "through", "`through` is the last day of the period")
    if through is not None and (verb != "starts" or until is not None):
        item.fault("bad-effect", "only a start takes `through`, and not with `until`", "through", "`through` is the printed last day of a period; write one of the two")
    if through is not None and to is not None:
        item.fault("bad-effect", "a period with a printed end needs a first day", "through", "write the day on which it began as an act of its own")
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
            item.sentences("class_name"), item.sentences("place_name"), item.text("part", None) or None, None, reading, _manner(item, verb), condition,
            to=to, through=through, after=item.words("after"), stage=_stage(item, act, verb),
        )
        for target in targets
    ]  # fmt: skip


def _manner(item: Record, verb: str) -> str | None:
    if item.data.get("manner") is None:
        return None
    if verb not in ("ends", "suspends"):
        item.fault("bad-effect", f"`{verb}` takes no manner", "manner", "remove it")
        return None
    return item.choice("manner", ENDING if verb == "ends" else HOLDING)


def _stage(item: Record, act: Act, verb: str) -> str | None:
    if verb != "reviews":
        if item.data.get("stage") is not None:
            item.fault("bad-effect", f"`{verb}` takes no stage", "stage", "remove it")
        return None
    if act.court is None:
        item.fault("missing-key", "`court` of the act is missing: which court reviews?", help="add `court:` to the act")
    return item.choice("stage", STAGES)


def unknown_days(acts: Mapping[str, Act]) -> dict[str, Fact]:
    """The days of acts that are known only in part, as facts; and for a period with a printed end the day on which it ended.

    >>> unknown_days({})
    {}
    """
    found: dict[str, Fact] = {}
    for act in acts.values():
        name = day_fact(act.id)
        if act.days_in_part:
            first, last = min(act.days_in_part)
            found[name] = Fact(name, "date", bounds=(first.toordinal(), min(last.toordinal(), LAST_DAY)))
        elif act.printed_ends:
            found[name] = Fact(name, "date", bounds=(min(act.printed_ends).toordinal() + 1, LAST_DAY))
    return found


def index_by_target(acts: Mapping[str, Act]) -> dict[str, list[Effect]]:
    """Effects by target, oldest first; where days are the same, in the order written."""
    found: dict[str, list[Effect]] = {}
    for act in acts.values():
        for effect in act.does:
            found.setdefault(effect.target, []).append(effect)
    for effects in found.values():
        effects.sort(key=lambda effect: (effect.day, effect.known))
    return found
