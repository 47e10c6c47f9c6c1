"""Golden cases: data that a lawyer can read; every backend runs all of them. A case wants something or it fails to load."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inforce.rulebook.yaml import List, Map, parse, read_text

FOLDER = Path(__file__).parent / "cases"
KEYS = {"note", "on", "state", "known_on", "facts", "want", "want_status", "source", "readings"}
FIELDS = {"outcome", "exempted_by", "if_operative", "depends_on", "settling", "status", "assumed", "part", "because", "past_horizon", "for", "against", "pending", "reported"}
STATUS_FIELDS = {"status", "depends_on", "acts", "for", "against", "pending", "reported", "by_state", "past_horizon", "varies"}
STATUSES = (None, "not_yet", "announced", "operative", "suspended", "ended")


@dataclass(frozen=True)
class Case:
    """One person on one day, and the outcomes and statuses wanted."""

    where: str
    note: str
    on: str
    facts: dict[str, Any]
    state: str | None = None
    known_on: str | None = None
    readings: dict[str, str] | None = None
    want: dict[str, Any] = field(default_factory=dict)
    want_status: dict[str, dict[str, Any]] = field(default_factory=dict)
    """For each provision what is wanted of its status, by the keys of `inforce status --json`."""


def told(found: dict[str, Any], name: str) -> Any:
    """One key of `inforce status --json` or `inforce determine --json` as a case writes it: acts by their ids, lists in order."""
    value = found[name]
    if isinstance(value, list) and name != "because":
        return sorted(item["act"] if isinstance(item, dict) and "act" in item else item for item in value)
    return value


class BadCase(Exception):
    """A case that does not load."""


def load_cases(folder: Path = FOLDER) -> Iterator[Case]:
    """Every case of every file, in order."""
    for path in sorted(folder.rglob("*.yaml")):
        name = str(path.relative_to(folder))
        data = parse(read_text(path), name)
        if not isinstance(data, List):
            raise BadCase(f"{name}: the file holds a list of cases")
        for index, item in enumerate(data):
            yield read_case(item, f"{name}:{data.marks[index]}")


def read_case(item: Any, where: str) -> Case:
    """Read one case, strictly: no unknown key, no Boolean where a word belongs, something wanted."""
    if not isinstance(item, Map) or set(item) - KEYS:
        raise BadCase(f"{where}: keys are {sorted(KEYS)}, not {sorted(set(item) - KEYS)}")
    want, want_status = item.get("want") or {}, item.get("want_status") or {}
    if not want and not want_status:
        raise BadCase(f"{where}: the case wants nothing")
    for wanted in want.values():
        if isinstance(wanted, dict):
            if set(wanted) - FIELDS or not wanted:
                raise BadCase(f"{where}: fields are {sorted(FIELDS)}")
        elif not isinstance(wanted, str):
            raise BadCase(f"{where}: quote the outcome")
    statuses = {name: wanted if isinstance(wanted, dict) else {"status": wanted} for name, wanted in want_status.items()}
    for wanted in statuses.values():
        if set(wanted) - STATUS_FIELDS or not wanted:
            raise BadCase(f"{where}: fields of a status are {sorted(STATUS_FIELDS)}")
        if wanted.get("status") not in STATUSES or ("status" in wanted and wanted["status"] is None and "depends_on" not in wanted):
            raise BadCase(f"{where}: a status is one of {STATUSES[1:]}; null goes with `depends_on`")
    for key in ("note", "on"):
        if not isinstance(item.get(key), str):
            raise BadCase(f"{where}: `{key}` is missing or no word")
    return Case(where, item["note"], item["on"], item.get("facts") or {}, item.get("state"), item.get("known_on"), item.get("readings"), want, statuses)
