"""Claims: a statement in our words, who made it and through whom, and what it would mean for the rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from inforce.claims.rules import read_formula, references
from inforce.language.error import InforceError
from inforce.language.formula import FALSE, TRUE, Formula, conjoin, disjoin, negate
from inforce.language.syntax import Written
from inforce.rulebook.book import Book
from inforce.rulebook.provision import FIRST_DAY
from inforce.rulebook.record import Record

ABOUT = ("rules", "intent", "opinion", "conduct", "capacity", "event")
NAMED = ("named", "not_named", "not_recorded")
READ = ("together", "either")
CLAIM_KEYS = ("id", "statement", "speaker", "chain", "day", "source", "about", "read", "means", "turns_on", "figures", "list", "not_settled", "note")
PART_KEYS = ("says", "among", "every", "some", "left_to", "before", "prefer")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it, whether they were named, and on what terms they spoke."""

    who: str
    named: str
    terms: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a statement would mean for the rules.

    Either of every person `among` some: that something holds of them; or that there is somebody of whom it holds.
    Where `left_to` is true the text does not settle it: somebody's discretion, practice or consent does.
    """

    says: str
    kind: str
    among: Formula
    holds: Formula
    left_to: Formula
    before: date | None
    prefer: tuple[Formula, ...]
    written: tuple[Written, ...]

    @property
    def failing(self) -> Formula:
        """The people for whom an `every` part fails."""
        return conjoin(self.among, negate(self.holds), negate(self.left_to))

    @property
    def open(self) -> Formula:
        """The people of whom the text leaves it to somebody."""
        return conjoin(self.among, negate(self.holds), self.left_to)

    @property
    def named(self) -> frozenset[str]:
        """The facts that the part itself names."""
        return frozenset().union(*(formula.facts for formula in (self.among, self.holds, self.left_to, *self.prefer))) - {"on"}

    @property
    def provisions(self) -> tuple[str, ...]:
        """The provisions that what is said of people refers to, and those it is left to; grounds and the like in `among` are not."""
        named = [name for _, name in references(disjoin(self.holds, self.left_to))]
        return tuple(dict.fromkeys(named or [name for _, name in references(self.among)]))


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement."""

    id: str
    statement: str
    speaker: Speaker
    chain: tuple[str, ...]
    day: date
    source: str
    about: str
    read: str
    means: tuple[Part, ...]
    turns_on: tuple[str, ...]
    figures: tuple[str, ...]
    list: str | None
    not_settled: str | None
    note: str | None

    @property
    def provisions(self) -> tuple[str, ...]:
        """Every provision the claim speaks of, in the order written."""
        return tuple(dict.fromkeys([*(name for part in self.means for name in part.provisions), *self.turns_on]))

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "statement": self.statement,
            "speaker": {"who": self.speaker.who, "named": self.speaker.named, "terms": self.speaker.terms},
            "chain": list(self.chain),
            "day": self.day.isoformat(),
            "source": self.source,
            "about": self.about,
        }


class ClaimReader:
    """Reads claims against a rulebook; what is wrong goes to each record's faults."""

    def __init__(self, book: Book, figures: Iterable[str]) -> None:
        self.book = book
        self.figures = frozenset(figures)

    def read(self, record: Record) -> Claim | None:
        """One claim; None where it has no day (the fault is kept)."""
        record.allow(CLAIM_KEYS)
        day = record.day("day", required=True)
        source = record.text("source", None)
        if not source:
            record.fault("missing-source", "no source is given", help="add `source:`, where the statement was read")
        speaker = self._speaker(record)
        about = record.choice("about", ABOUT, "rules")
        means = tuple(part for item in record.records("means", f"{record.what}, part") if (part := self.part(item)) is not None)
        if about == "rules" and not record.data.get("means"):
            record.fault("missing-key", "`means` is missing", help="say what it would mean for the rules, or what it is `about`: " + ", ".join(ABOUT[1:]))
        if about != "rules" and not record.text("not_settled", None):
            record.fault("missing-key", "`not_settled` is missing", help="say why the rules cannot settle it")
        if day is None:
            return None
        if day < FIRST_DAY:
            record.fault("before-first-day", f"the rulebook begins on {FIRST_DAY}; {day} is before it", "day")
        return Claim(
            record.text("id"), record.text("statement"), speaker, record.words("chain"), day, source, about, record.choice("read", READ, READ[0]), means,
            self.provisions(record, "turns_on"), self.known_figures(record), record.text("list", None) or None, record.text("not_settled", None) or None,
            record.text("note", None) or None,
        )  # fmt: skip

    def _speaker(self, record: Record) -> Speaker:
        found = record.records("speaker", f"{record.what}, speaker")
        if not found:
            record.fault("missing-speaker", "no speaker is given", help="add `speaker: {who: ..., named: not_named}`; a speaker need not be named")
            return Speaker("", NAMED[1], None)
        found[0].allow(("who", "named", "terms"))
        return Speaker(found[0].text("who"), found[0].choice("named", NAMED), found[0].text("terms", None) or None)

    def known_figures(self, record: Record) -> tuple[str, ...]:
        """Ids of figures, each checked."""
        names = record.words("figures")
        for name in names:
            if name not in self.figures:
                record.fault("unknown-figure", f"there is no figure `{name}`", "figures", "figures stand in law/figures/figures.yaml")
        return names

    def provisions(self, record: Record, key: str) -> tuple[str, ...]:
        """Provision ids, each checked."""
        found = []
        for name in record.words(key):
            try:
                found.append(self.book.check_id(name))
            except InforceError as error:
                record.faults.errors.append(error.at(record.where(key)))
        return tuple(found)

    def part(self, record: Record) -> Part | None:
        """One part; None where a formula does not parse (the fault is kept)."""
        record.allow(PART_KEYS)
        kinds = [key for key in ("every", "some") if record.data.get(key) is not None]
        if len(kinds) > 1 or (not kinds and record.data.get("left_to") is None):
            record.fault("bad-part", "one of `every` and `some` is needed", help="or `left_to` alone, where the text settles nothing")
            return None
        says = record.text("says")
        before = record.day("before")
        written = {key: self._formula(record, key) for key in ("among", "every", "some", "left_to") if record.data.get(key) is not None}
        prefer = [self._formula(record, "prefer", text) for text in record.words("prefer")]
        if None in written.values() or None in prefer:
            return None
        formulas = {key: found.formula for key, found in written.items() if found is not None}
        if before is None and any(call == "before" for formula in formulas.values() for call, _ in references(formula)):
            record.fault("missing-key", "`before` is missing: which earlier day?", help="add `before: YYYY-MM-DD`")
        kind = kinds[0] if kinds else "every"
        return Part(
            says, kind, formulas.get("among", TRUE), formulas.get(kind, FALSE), formulas.get("left_to", FALSE), before,
            tuple(found.formula for found in prefer if found is not None), tuple(found for found in written.values() if found is not None),
        )  # fmt: skip

    def _formula(self, record: Record, key: str, text: str | None = None) -> Written | None:
        raw = record.data.get(key) if text is None else text
        if not isinstance(raw, str):
            record.fault("wrong-type", f"`{key}` takes a formula", key, "quote it")
            return None
        try:
            return read_formula(self.book, raw, record.where(key))
        except InforceError as error:
            record.faults.errors.append(error.at(record.where(key)))
            return None
