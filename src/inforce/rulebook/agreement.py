"""Agreements of local agencies under INA 287(g): what ICE's lists show on a day, and what they leave open.

`law/agreements/lists.yaml` names the lists, each with its day and its source; a file beside it, named for the list, has a row for each
agreement: state, agency (a public body), model and the day signed. A list shows where an agreement is. A missing row never means that there is none.
"""

from __future__ import annotations

import csv
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from inforce.language.error import ErrorGroup, InforceError, Where
from inforce.rulebook.provision import SEEN
from inforce.rulebook.record import Faults, Record, records_of
from inforce.rulebook.yaml import parse, read_text

FOLDER, FILE = "agreements", "agreements/lists.yaml"
COLUMNS = ("state", "agency", "model", "signed")
MODELS = ("jail_enforcement", "task_force", "warrant_service")
Shown = Literal["listed", "last_listed", "open"]
"""`listed`: on a list of that day or a later one. `last_listed`: on the newest list, which is older than the day.
`open`: on an older list, and not on the next; no source shows when it ended, or under which name it goes on."""


@dataclass(frozen=True, slots=True)
class AgreementList:
    """One list, as of one day, with its source."""

    id: str
    as_of: date
    source: str
    url: str
    seen: str
    read: date
    note: str | None

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id, "as_of": str(self.as_of), "source": self.source, "url": self.url, "seen": self.seen, "read": str(self.read),
            "note": self.note,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement as a list has it."""

    state: str
    agency: str
    model: str
    signed: date


@dataclass(frozen=True, slots=True)
class ShownAgreement:
    """An agreement on a day: how it is shown, and by which list."""

    agreement: Agreement
    shown: Shown
    by: AgreementList

    def to_json(self) -> dict[str, Any]:
        one = self.agreement
        return {"state": one.state, "agency": one.agency, "model": one.model, "signed": str(one.signed), "shown": self.shown, "list": self.by.id}


@dataclass(frozen=True)
class Agreements:
    """All lists of a rulebook, oldest first, with their rows."""

    lists: tuple[AgreementList, ...]
    rows: dict[str, tuple[Agreement, ...]]

    @property
    def horizon(self) -> date | None:
        """The day of the newest list; None where there is no list."""
        return self.lists[-1].as_of if self.lists else None

    def on(self, day: date, state: str | None = None, models: Collection[str] = MODELS) -> tuple[ShownAgreement, ...]:
        """What the lists show of a day, by state, model and agency.

        An agreement signed by the day counts by the first list of that day or later; what only the last list before that has is open,
        or last listed where there is no later list.
        """
        found: dict[tuple[str, str, str], ShownAgreement] = {}
        older = [one for one in self.lists if one.as_of < day]
        newer = [one for one in self.lists if one.as_of >= day]
        by_nearness: list[tuple[AgreementList, Shown]] = [(one, "listed") for one in newer[:1]]
        if older:
            by_nearness.append((older[-1], "open" if newer else "last_listed"))
        if not newer and len(older) > 1:
            by_nearness.append((older[-2], "open"))
        for one, shown in by_nearness:
            for row in self.rows[one.id]:
                if row.signed <= day and row.model in models and state in (None, row.state):
                    found.setdefault((row.state, row.model, row.agency), ShownAgreement(row, shown, one))
        return tuple(found[key] for key in sorted(found))

    def of(self, day: date) -> tuple[Agreement, ...]:
        """The rows of the list of exactly that day; none where there is no such list."""
        return tuple(row for one in self.lists if one.as_of == day for row in self.rows[one.id])

    def states(self, model: str) -> frozenset[str]:
        """The states in which some list since 2025 shows an agreement of a model."""
        return frozenset(row.state for one in self.lists if one.as_of.year >= 2025 for row in self.rows[one.id] if row.model == model)


def read_agreements(folder: Path, states: Collection[str]) -> Agreements:
    """The lists of a rulebook; none where it holds none.

    Raises:
        ErrorGroup: every fault found, with file and line: `bad-list` for a file that cannot be read as a list.
    """
    path, name = folder / FILE, f"{folder.name}/{FILE}"
    if not path.is_file():
        return Agreements((), {})
    faults = Faults()
    data = faults.catch(lambda: parse(read_text(path, name), name))
    lists = [_list(record) for record in records_of(data, name, "list", faults)]
    rows = {one.id: faults.catch(lambda one=one: _rows(folder / FOLDER / f"{one.id}.csv", one, states)) or () for one in lists}  # type: ignore[misc]
    faults.raise_any()
    return Agreements(tuple(sorted(lists, key=lambda one: one.as_of)), rows)


def _list(record: Record) -> AgreementList:
    record.allow(("id", "as_of", "source", "url", "seen", "read", "note"))
    day, read = record.day("as_of", required=True), record.day("read", required=True)
    return AgreementList(
        record.text("id"), day or date.min, record.text("source"), record.text("url"), record.choice("seen", SEEN), read or date.min,
        record.text("note", None) or None,
    )  # fmt: skip


def _rows(path: Path, one: AgreementList, states: Collection[str]) -> tuple[Agreement, ...]:
    reader = csv.DictReader(read_text(path).splitlines())
    if tuple(reader.fieldnames or ()) != COLUMNS:
        help = "the columns are " + ", ".join(COLUMNS)
        raise InforceError("bad-list", "the first line does not name the columns", where=Where(path.name, 1), help=help)
    found, errors = [], []
    for row in reader:
        try:
            found.append(_row(row, one, states))
        except ValueError as error:
            errors.append(InforceError("bad-list", str(error), where=Where(path.name, reader.line_num), help="mend the row, or leave it out with a note"))
    if errors:
        raise ErrorGroup(errors)
    return tuple(found)


def _row(row: dict[str, str], one: AgreementList, states: Collection[str]) -> Agreement:
    if row["state"] not in states:
        raise ValueError(f"there is no state `{row['state'][:20]}`")
    if row["model"] not in MODELS:
        raise ValueError(f"there is no model `{row['model'][:40]}`")
    try:
        signed = date.fromisoformat(row["signed"])
    except (TypeError, ValueError):
        raise ValueError(f"`{str(row['signed'])[:20]}` is no day") from None
    if signed > one.as_of:
        raise ValueError(f"it was signed on {signed}, after the day of the list")
    return Agreement(row["state"], row["agency"], row["model"], signed)
