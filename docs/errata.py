"""The errata: every wrong answer that was ever found, read from `errata.yaml` and written to `errata.md` by `make docs`.

A record names the golden cases or tests that now hold the right answer. One that names none is still open and says what it waits for. A
case is found by what it asks (provision, day, place, day of knowledge, facts) and what it wants, since its line and its note may change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.cases import load_cases

from inforce.rulebook.golden import Case
from inforce.rulebook.yaml import parse, read_text

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "errata.yaml"
KINDS = {
    "unseen": "An act that nobody had seen",
    "counted-day": "A day that was counted and not read",
    "hindsight": "What was known only later",
    "missed-act": "An act that was missing",
    "scope": "A scope that was too wide or too narrow",
    "not-asked": "What nobody asked was taken as fulfilled",
    "time": "Time that had run out",
    "manner": "What a court did was given another name",
    "told": "The status was right, and what was said of it was wrong",
    "program": "A fault of the program",
}
"""The causes, in the order of the page."""
RECORD = {"id", "kind", "asked", "said", "right", "cause", "since", "commit", "until", "held_by", "waits"}
ASKS = {"status", "outcome"}
CASE = {"on", "state", "known_on", "facts", "want"}
UNSETTLED = "unsettled"


class BadErratum(Exception):
    """A record that cannot be read, or that names what does not exist."""


@dataclass(frozen=True)
class Held:
    """What holds the right answer: a golden case, by what it asks and wants, or a test by its name."""

    asks: str
    """`status`, `outcome`, or `test`."""
    name: str
    """The provision, or the test as `file::function`."""
    on: str | None = None
    state: str | None = None
    known_on: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    want: str | None = None

    def is_in(self, case: Case) -> bool:
        """Whether a golden case asks and wants this."""
        if self.asks == "test" or (case.on, case.state, case.known_on) != (self.on, self.state, self.known_on):
            return False
        if any(name not in case.facts or case.facts[name] != value for name, value in self.facts.items()):
            return False
        if self.asks == "outcome":
            wanted = case.want.get(self.name)
            return (wanted.get("outcome") if isinstance(wanted, dict) else wanted) == self.want
        status = case.want_status.get(self.name, {})
        return "status" in status and (UNSETTLED if status["status"] is None else status["status"]) == self.want

    def where(self, cases: Iterable[Case]) -> str | None:
        """The file of a golden case, or of the test; None where there is none."""
        if self.asks != "test":
            return next((case.where.partition(":")[0] for case in cases if self.is_in(case)), None)
        file, _, function = self.name.partition("::")
        path = ROOT / file
        found = path.is_file() and re.search(rf"^def {re.escape(function)}\(", path.read_text(encoding="utf-8"), re.MULTILINE)
        return file if found else None

    def __str__(self) -> str:
        if self.asks == "test":
            return f"`{self.name}`"
        facts = ", ".join(f"{name}: {'[' + ', '.join(value) + ']' if isinstance(value, list) else value}" for name, value in self.facts.items())
        extra = "".join(f", {text}" for text in (f"in {self.state}" if self.state else "", f"as known on {self.known_on}" if self.known_on else "", facts) if text)
        return f"{self.asks} of `{self.name}` on {self.on}{extra}, `{self.want}`"


@dataclass(frozen=True)
class Erratum:
    """One wrong answer: what was asked, what the program said, what is right, why it was wrong, and since when."""

    id: str
    kind: str
    asked: str
    said: str
    right: str
    cause: str
    since: str
    commit: str
    until: str | None
    """The first day on which the program answered rightly; None while it does not."""
    held_by: tuple[Held, ...]
    waits: str | None
    """What one waits for that nothing holds yet."""


def read_errata(file: Path = FILE) -> list[Erratum]:
    """Every record, in the order of the file.

    Raises:
        BadErratum: a record lacks a key, has one that is unknown, or is neither held nor open.
    """
    data: Any = parse(read_text(file), file.name)
    if not isinstance(data, list):
        raise BadErratum(f"{file.name}: the file holds a list of records")
    found = [_read(item, f"{file.name}:{data.marks[index]}") for index, item in enumerate(data)]  # type: ignore[attr-defined]
    names = [one.id for one in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise BadErratum(f"{file.name}: {', '.join(sorted(twice))} stands twice")
    return found


def _read(item: Mapping[str, Any], where: str) -> Erratum:
    if set(item) - RECORD or (missing := RECORD - {"until", "held_by", "waits"} - set(item)):
        raise BadErratum(f"{where}: unknown or missing keys: {', '.join(sorted((set(item) - RECORD) or missing))}")
    if item["kind"] not in KINDS:
        raise BadErratum(f"{where}: `{item['kind']}` is no kind: {', '.join(KINDS)}")
    days = [item["since"], *([item["until"]] if item.get("until") else [])]
    if not all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) for day in days) or days != sorted(days) or not re.fullmatch(r"[0-9a-f]{7,40}", item["commit"]):
        raise BadErratum(f"{where}: `since` and `until` are days in order, and `commit` a commit of the program")
    held = tuple(_held(raw, where) for raw in item.get("held_by") or ())
    if bool(held) == bool(item.get("waits")):
        raise BadErratum(f"{where}: an erratum is held by a case or a test, or says what it waits for, not both")
    if item.get("until") is None and held:
        raise BadErratum(f"{where}: what a case holds was answered rightly from some day on: `until` is missing")
    words = {name: " ".join(str(item[name]).split()) for name in ("id", "kind", "asked", "said", "right", "cause", "since", "commit")}
    return Erratum(**words, until=item.get("until"), held_by=held, waits=item.get("waits"))


def _held(raw: Mapping[str, Any], where: str) -> Held:
    if set(raw) == {"test"}:
        return Held("test", raw["test"])
    asks = ASKS & set(raw)
    if len(asks) != 1 or set(raw) - ASKS - CASE or not {"on", "want"} <= set(raw):
        raise BadErratum(f"{where}: a case is named by one of {sorted(ASKS)}, `on`, `want`, and where it needs them {sorted(CASE - {'on', 'want'})}")
    [key] = asks
    return Held(key, raw[key], raw["on"], raw.get("state"), raw.get("known_on"), raw.get("facts") or {}, raw["want"])


def missing(errata: Iterable[Erratum], cases: Sequence[Case]) -> list[str]:
    """The cases and tests that are named and do not exist."""
    return [f"{one.id}: {held}" for one in errata for held in one.held_by if held.where(cases) is None]


def page(errata: Sequence[Erratum], cases: Sequence[Case], made: str) -> str:
    """docs/errata.md"""
    open_ones = [one for one in errata if not one.held_by]
    wrong = [one for one in errata if one.until is None]
    lines = [
        "# Errata",
        "",
        made,
        "",
        "Every answer that was found to be wrong, since when the program gave it, why, and what now holds the right one: a golden case, which every",
        "way of answering runs, or a test of the program. An answer from before its last day here should be asked again. The days are those of",
        "the program's own history; what is right was so all along.",
        "",
        f"{len(errata)} wrong answers are recorded. {len(wrong)} of them the program still gives; {len(open_ones)} are held by no case and no test yet.",
    ]
    order = list(KINDS)
    for kind, members in groupby(sorted(errata, key=lambda one: order.index(one.kind)), key=lambda one: one.kind):
        lines += ["", f"## {KINDS[kind]}"]
        for one in members:
            lines += ["", f"### {one.id}", "", *_told(one, cases)]
    return "\n".join(lines) + "\n"


def _told(one: Erratum, cases: Sequence[Case]) -> Iterator[str]:
    yield f"- **Asked:** {one.asked}"
    yield f"- **It said:** {one.said}"
    yield f"- **Right:** {one.right}"
    yield f"- **Cause:** {one.cause}"
    yield f"- **Wrong:** since {one.since} (`{one.commit}`){f', until {one.until}' if one.until else ', and still'}"
    if one.held_by:
        yield "- **Held by:** " + "; ".join(str(held) if held.asks == "test" else f"{held} (`tests/cases/{held.where(cases)}`)" for held in one.held_by)
    else:
        yield f"- **Held by:** nothing yet. {one.waits}"


def errata_page(made: str) -> str:
    """The page of the rulebook's own errata.

    Raises:
        BadErratum: a record names a case or a test that does not exist.
    """
    errata, cases = read_errata(), list(load_cases())
    if lost := missing(errata, cases):
        raise BadErratum("named and not there: " + "; ".join(lost))
    return page(errata, cases, made)
