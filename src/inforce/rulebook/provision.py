"""Provisions: one rule each, with its scope, its shields, its authority and its words."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from inforce.language.error import Where
from inforce.language.syntax import Written
from inforce.rulebook.record import Record

BEARINGS = ("burden", "benefit", "procedure")
MODALS = ("must", "may", "may_not")
BASES = ("text", "practice")
DECIDERS = ("judge", "officer", "asylum_officer", "none")
SEEN = ("primary", "secondary", "draft", "none")
"""How an act was seen, best first; `draft` is one that somebody proposes, and counts in a draft alone."""
VOLATILITY = ("moving", "settled")
"""Law that courts and agencies move, and law that stands."""
Words = Mapping[str, str]
Parse = Callable[[str, Where], Written | None]
FIRST_DAY = date(2012, 1, 1)
"""The rulebook's first day; a day before it is refused."""


@dataclass(frozen=True, slots=True)
class Authority:
    """An exact place in an instrument, its date, where to read it, and how far it was seen."""

    cite: str
    section: str | None
    date: datetime.date | None
    """The first day on which it is the authority."""
    url: str | None
    seen: str
    says: str | None
    read: datetime.date | None
    where: Where
    until: datetime.date | None = None
    """The first day on which another instrument is the authority instead."""

    def is_of(self, day: datetime.date) -> bool:
        """Whether it is the authority on the day; one without a date always is."""
        return (self.date is None or self.date <= day) and (self.until is None or day < self.until)


def of_the_day(every: Iterable[Authority], day: datetime.date) -> tuple[Authority, ...]:
    """The authorities of a day; all of them where none is of that day."""
    every = tuple(every)
    return tuple(authority for authority in every if authority.is_of(day)) or every


@dataclass(frozen=True, slots=True)
class Discretion:
    """Whether the text says must, may or may not, who decides, and whether it is text or practice."""

    modal: str
    deciders: Words
    basis: str

    @property
    def who(self) -> str:
        """Who decides, in English, as the JSON shapes give it."""
        return self.deciders.get("en", "")


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Why a horizon stands where it stands: an act reported and not seen, or a docket not read since."""

    act: str | None
    docket: str | None
    says: Words

    def to_json(self) -> dict[str, object]:
        return {"act": self.act, "says": self.says.get("en")} if self.act else {"docket": self.docket, "says": self.says.get("en")}


@dataclass(frozen=True, slots=True)
class Provision:
    """One rule with an id that never changes."""

    id: str
    bearing: str
    title: Words
    says: Words
    text: Written
    exempt_by: tuple[str, ...]
    discretion: Discretion
    authority: tuple[Authority, ...]
    horizon: date
    where: Where
    parts: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    segments: Mapping[str, Written] = field(default_factory=dict)
    leaves: Words = field(default_factory=dict)
    conditions: Words = field(default_factory=dict)
    core: Words = field(default_factory=dict)
    decides: str | None = None
    note: str | None = None
    volatility: str = "moving"
    held_back_by: HeldBack | None = None
    reads_not: str | None = None
    """Why the words speak of something that the formula does not read."""

    @property
    def family(self) -> str:
        return self.id.split("/", 1)[0]

    @property
    def is_shield(self) -> bool:
        """Whether it is a shield that is no syllabus provision."""
        return self.family == "shield"


def read_authority(record: Record) -> Authority:
    record.allow(("cite", "section", "date", "until", "url", "seen", "says", "read"))
    first, until = record.day("date"), record.day("until")
    if until is not None and (first is None or until <= first):
        record.fault(
            "day-out-of-order", f"the authority until {until}, without a `date` before it", "until",
            "`until` is the first day on which another instrument is the authority",
        )  # fmt: skip
    seen = record.choice("seen", SEEN)
    if seen in ("primary", "secondary") and record.data.get("url") is None:
        record.fault("missing-key", "`url` is missing: where was it seen?", help="add the address, or write `seen: none`")
    return Authority(
        record.text("cite"),
        record.text("section", None) or None,
        first,
        record.text("url", None) or None,
        seen,
        record.text("says", None) or None,
        record.day("read", required=seen in ("primary", "secondary")),
        record.where(),
        until,
    )


def read_provision(record: Record, parse: Parse) -> Provision | None:
    """Read one provision; None where its formula does not parse (the fault is kept)."""
    record.allow(
        ("id", "bearing", "title", "says", "text", "exempt_by", "discretion", "authority", "horizon", "parts", "sections",
         "segments", "leaves", "conditions", "core", "decides", "note", "volatility", "held_back_by", "reads_not")
    )  # fmt: skip
    text = record.text("text")
    formula = parse(str(record.data.get("text")), record.where("text")) if text else None
    authority = tuple(map(read_authority, record.records("authority", f"{record.what}, authority")))
    if not authority:
        record.fault("missing-citation", "no authority is cited", help="add `authority:` with cite, date and url")
    discretion = record.records("discretion", f"{record.what}, discretion")
    if not discretion:
        record.missing("discretion")
    segments = record.data.get("segments") or {}
    if not isinstance(segments, dict):
        record.fault("wrong-type", "`segments` takes a mapping of names to formulas", "segments", "write {name: formula}")
        segments = {}
    read_segments = {name: parse(str(raw), record.where("segments")) for name, raw in segments.items()}
    horizon = record.day("horizon", required=True)
    provision_id = record.text("id")
    bearing = record.choice("bearing", BEARINGS)
    title, says = record.sentences("title", required=True), record.sentences("says", required=True)
    if formula is None or horizon is None or not discretion:
        return None
    how = discretion[0]
    how.allow(("modal", "who", "basis"))
    return Provision(
        provision_id,
        bearing,
        title,
        says,
        formula,
        record.words("exempt_by"),
        Discretion(how.choice("modal", MODALS), how.sentences("who", required=True), how.choice("basis", BASES)),
        authority,
        horizon,
        record.where(),
        record.words("parts"),
        record.words("sections"),
        {name: segment for name, segment in read_segments.items() if segment is not None},
        record.sentences("leaves"),
        record.sentences("conditions"),
        record.sentences("core"),
        record.choice("decides", DECIDERS, "") or None if record.data.get("decides") is not None else None,
        record.text("note", None) or None,
        record.choice("volatility", VOLATILITY, "moving"),
        _held_back(record),
        record.text("reads_not", None) or None,
    )


def _held_back(record: Record) -> HeldBack | None:
    items = record.records("held_back_by", f"{record.what}, held_back_by")
    if not items:
        return None
    item = items[0]
    item.allow(("act", "docket", "says"))
    act, docket = item.text("act", None) or None, item.text("docket", None) or None
    if (act is None) == (docket is None):
        item.fault("missing-key", "one of `act` and `docket` is needed", help="name the act reported and not seen, or the docket not read since")
    return HeldBack(act, docket, item.sentences("says", required=True))
