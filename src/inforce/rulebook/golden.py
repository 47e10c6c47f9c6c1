"""Golden cases: a person on a day, written by hand, with the outcomes and statuses that a rulebook has to give.

They stand in `cases/` of a rulebook, as lists in YAML that a lawyer can read. A case wants something, or it does not load.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inforce.language.error import InforceError, Where, nearest
from inforce.rulebook.book import Book
from inforce.rulebook.record import Faults, Record, records_of
from inforce.rulebook.tree import Map
from inforce.rulebook.yaml import parse, read_text

FOLDER = "cases"
KEYS = ("note", "on", "state", "known_on", "facts", "want", "want_status", "source", "readings")
OUTCOMES = ("reached", "no", "exempt", "suspended", "pending", "depends")
FIELDS = (
    "outcome", "exempted_by", "if_operative", "depends_on", "settling", "status", "assumed", "part", "because", "past_horizon", "for", "against", "pending",
    "reported",
)  # fmt: skip
STATUS_FIELDS = ("status", "depends_on", "acts", "for", "against", "pending", "reported", "by_state", "past_horizon", "varies")
STATUSES = (None, "not_yet", "announced", "operative", "suspended", "ended")


@dataclass(frozen=True)
class Case:
    """One person on one day, and the outcomes and statuses wanted."""

    where: str
    """File and line, the file as seen from the folder of cases."""
    note: str
    on: str
    facts: Mapping[str, Any]
    state: str | None = None
    known_on: str | None = None
    readings: Mapping[str, str] | None = None
    want: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """For each provision what is wanted of it, by the keys of `inforce determine --json`."""
    want_status: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """For each provision what is wanted of its status, by the keys of `inforce status --json`."""


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that came otherwise than a case wants it."""

    case: Case
    provision: str
    key: str
    wanted: Any
    came: Any

    def to_json(self) -> dict[str, Any]:
        return {"where": self.case.where, "note": self.case.note, "provision": self.provision, "key": self.key, "wanted": self.wanted, "came": self.came}


def case_files(path: Path) -> list[Path]:
    """The files of cases at a path: the file itself, or every YAML file under the folder, in order."""
    return sorted(path.rglob("*.yaml")) if path.is_dir() else [path]


def read_cases(path: Path) -> list[Case]:
    """Every case at a path, in order.

    Raises:
        ErrorGroup: every fault found, with file and line.
        InforceError: a file that cannot be read.
    """
    faults, found = Faults(), []
    folder = path if path.is_dir() else path.parent
    for file in case_files(path):
        name = str(file.relative_to(folder))
        data = faults.catch(lambda file=file, name=name: parse(read_text(file, name), name))  # type: ignore[misc]
        found += [_case(record) for record in records_of(data, name, "case", faults)]
    faults.raise_any()
    return found


def _case(record: Record) -> Case:
    record.allow(KEYS)
    note, on = record.text("note"), record.text("on")
    record.what = f"case `{note[:50]}`" if note else "case"
    want, statuses = _wanted(record, "want", FIELDS, "outcome"), _wanted(record, "want_status", STATUS_FIELDS, "status")
    if not want and not statuses:
        record.fault("wants-nothing", "the case wants nothing", help="add `want: {ID: outcome}` or `want_status: {ID: status}`")
    for name, one in want.items():
        if one.get("outcome") not in (None, *OUTCOMES):
            record.fault("unknown-value", f"there is no outcome `{str(one['outcome'])[:40]}` (wanted of {name})", "want", "outcomes: " + ", ".join(OUTCOMES))
    for name, one in statuses.items():
        if one.get("status") not in STATUSES or ("status" in one and one["status"] is None and "depends_on" not in one):
            help = f"a status is one of {', '.join(str(word) for word in STATUSES[1:])}; null goes with `depends_on`"
            record.fault("unknown-value", f"there is no status `{str(one['status'])[:40]}` (wanted of {name})", "want_status", help)
    facts, readings = record.data.get("facts") or {}, record.data.get("readings")
    if not isinstance(facts, Map | dict):
        record.fault("wrong-type", "`facts` takes a mapping", "facts", "write {fact: value}")
        facts = {}
    return Case(
        str(record.where()), note, on, facts, record.text("state", None) or None, record.text("known_on", None) or None, readings, want, statuses
    )


def _wanted(record: Record, key: str, fields: tuple[str, ...], short: str) -> dict[str, dict[str, Any]]:
    """What is wanted of each provision; one word alone is the outcome or the status."""
    raw = record.data.get(key)
    if raw is None:
        return {}
    if not isinstance(raw, Map):
        record.fault("wrong-type", f"`{key}` takes a mapping", key, "write {ID: " + short + "}")
        return {}
    found: dict[str, dict[str, Any]] = {}
    for name, wanted in raw.items():
        if isinstance(wanted, Map):
            if not wanted:
                record.fault("wants-nothing", f"nothing is wanted of `{name}`", key, "keys: " + ", ".join(fields))
            for word in wanted:
                if word not in fields:
                    record.fault("unknown-key", f"unknown key `{str(word)[:40]}`", key, nearest(str(word), fields) or "keys: " + ", ".join(fields))
            found[name] = dict(wanted)
        elif wanted is None or isinstance(wanted, str):
            found[name] = {short: wanted}
        else:
            record.fault("wrong-type", f"`{str(wanted)[:20]}` is no {short}", key, f'quote the {short}: "no" without quotes is a Boolean')
    return found


def told(found: Mapping[str, Any], name: str) -> Any:
    """One key of `inforce status --json` or `inforce determine --json` as a case writes it: acts by their ids, lists in order."""
    value = found[name]
    if isinstance(value, list) and name != "because":
        return sorted(item["act"] if isinstance(item, dict) and "act" in item else item for item in value)
    return value


def misses(book: Book, case: Case) -> Iterator[Miss]:
    """Everything that comes otherwise than a case wants it; nothing where the case holds.

    Raises:
        InforceError: the case asks what the rulebook cannot be asked (an unknown provision, fact or day).
    """
    for name, wanted in case.want_status.items():
        found = book.status(name, on=case.on, known_on=case.known_on, state=case.state, facts=case.facts).to_json()
        yield from _compared(case, name, wanted, found)
    if case.want:
        answer = book.determine(case.facts, on=case.on, known_on=case.known_on, state=case.state, readings=case.readings, provisions=tuple(case.want))
        for name, wanted in case.want.items():
            yield from _compared(case, name, wanted, answer[name].to_json())


def _compared(case: Case, name: str, wanted: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[Miss]:
    for key, value in wanted.items():
        plain = None if key in ("if_operative", "status", "part") and value == "null" else value
        want, came = sorted(plain) if isinstance(plain, list) else plain, told(found, key)
        if want != came:
            yield Miss(case, name, key, want, came)


def run(book: Book, cases: Iterable[Case]) -> Iterator[tuple[Case, list[Miss], InforceError | None]]:
    """Each case with what it misses, or with the reason why it cannot be asked."""
    for case in cases:
        try:
            yield case, list(misses(book, case)), None
        except InforceError as error:
            yield case, [], error.at(Where(case.where))
