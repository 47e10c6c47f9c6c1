"""Beyond: what people ask that no provision of the rulebook is about, and where the law regulates it.

It decides nothing. It keeps silence from being read as an answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from inforce.language.error import Where
from inforce.rulebook.record import Record

SEEN = ("primary", "secondary")
KEYS = ("id", "title", "says", "words", "regulated")


@dataclass(frozen=True, slots=True)
class Regulated:
    """A place in the law that regulates it, with the source in which it was seen."""

    cite: str
    url: str
    seen: str
    says: str
    read: date
    where: Where

    def to_json(self) -> dict[str, Any]:
        return {"cite": self.cite, "url": self.url, "seen": self.seen, "says": self.says, "read": self.read.isoformat()}


@dataclass(frozen=True, slots=True)
class Beyond:
    """One subject that the rulebook does not cover."""

    id: str
    title: str
    says: str
    words: tuple[str, ...]
    """Everyday words for it, in any language; a search finds it by them."""
    regulated: tuple[Regulated, ...]

    @property
    def cites(self) -> str:
        return "; ".join(one.cite for one in self.regulated)

    def to_json(self) -> dict[str, Any]:
        return {"id": self.id, "title": self.title, "says": self.says, "regulated": [one.to_json() for one in self.regulated]}


def read_beyond(record: Record) -> Beyond:
    """Read one subject; what is wrong goes to the record's faults."""
    record.allow(KEYS)
    regulated = tuple(one for item in record.records("regulated", f"{record.what}, regulated") if (one := _regulated(item)) is not None)
    if not record.data.get("regulated"):
        record.fault("missing-source", "it does not say where it is regulated", help="add `regulated: [{cite: ..., url: ..., seen: ..., says: ..., read: ...}]`")
    return Beyond(record.text("id"), record.text("title"), record.text("says"), record.words("words"), regulated)


def _regulated(record: Record) -> Regulated | None:
    record.allow(("cite", "url", "seen", "says", "read"))
    read = record.day("read", required=True)
    cite, url, seen, says = record.text("cite"), record.text("url"), record.choice("seen", SEEN), record.text("says")
    return Regulated(cite, url, seen, says, read, record.where("cite")) if read is not None else None
