"""Published figures: each with its unit, its day and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inforce.rulebook.record import Faults, Record, records_of
from inforce.rulebook.yaml import parse, read_text

CONFIDENCE = ("primary", "secondary", "derived", "doubtful")
KEYS = ("id", "what", "value", "unit", "day", "published", "source", "url", "confidence", "note")


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure."""

    id: str
    what: str
    value: int
    unit: str
    day: str
    published: str | None
    source: str
    url: str | None
    confidence: str
    note: str | None

    def to_json(self) -> dict[str, Any]:
        return {key: getattr(self, key) for key in KEYS}


def read_figure(record: Record) -> Figure:
    """Read one figure; what is wrong goes to the record's faults."""
    record.allow(KEYS)
    value = record.data.get("value")
    if not isinstance(value, int) or isinstance(value, bool):
        record.fault("wrong-type", "`value` takes a whole number", "value", "write it without separators")
        value = 0
    words = {key: record.text(key) for key in ("id", "what", "unit", "day", "source")}
    return Figure(
        words["id"], words["what"], value, words["unit"], words["day"], record.text("published", None) or None, words["source"],
        record.text("url", None) or None, record.choice("confidence", CONFIDENCE), record.text("note", None) or None,
    )  # fmt: skip


def read_figures(folder: Path, faults: Faults) -> Mapping[str, Figure]:
    """The figures of a rulebook by id."""
    path = folder / "figures" / "figures.yaml"
    if not path.is_file():
        return {}
    name = f"{folder.name}/figures/figures.yaml"
    data = faults.catch(lambda: parse(read_text(path, name), name))
    return {figure.id: figure for figure in map(read_figure, records_of(data, name, "figure", faults))}
