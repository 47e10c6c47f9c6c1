"""Profiles: a small YAML file that says which column is read into what, reviewed by a person and used again.

    header: ["Case ID", "Citizenship", "Entry"]    the whole header it was made for; another one stops the run
    columns:
      "Case ID": key
      "Citizenship": nationality
      "Entry": {fact: entry_date, dates: month/day/year}
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inforce.language.error import InforceError, Where, nearest
from inforce.language.fact import Vocabulary
from inforce.rulebook.record import Faults, Record
from inforce.rulebook.tree import Map, read_text
from inforce.rulebook.yaml import parse
from inforce.screen.roster.column import OTHERS, Column
from inforce.screen.roster.day import ORDERS
from inforce.screen.roster.target import CITIZENSHIP, MOST_POSSIBLE, ROLES, is_fact, read_target
from inforce.screen.roster.value import Cells, physical
from inforce.screen.roster.words import fold

READY = Path(__file__).parent / "profiles"
KEYS = ("profile", "about", "header", "required", "rest", "encoding", "delimiter", "sheet", "columns")
COLUMN_KEYS = ("fact", "values", "others", "blank", "no", "dates", "delimiter", "complete", "note")


@dataclass(frozen=True)
class Profile:
    """What a profile says; `columns` have no place yet."""

    where: Where
    name: str | None = None
    header: tuple[str, ...] | None = None
    required: tuple[str, ...] = ()
    rest: str = "ignore"
    """Whether columns it does not name are mapped by the synonym table (`synonyms`) or left alone (`ignore`)."""
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    columns: tuple[Column, ...] = ()
    ignored: tuple[str, ...] = field(default=())

    @property
    def known(self) -> frozenset[str]:
        """Every name of a column that it holds, folded."""
        return frozenset(fold(name) for name in (*(self.header or ()), *self.ignored, *(column.name for column in self.columns)))


def ready_profiles() -> list[str]:
    """The names of the profiles that come with the program."""
    return sorted(path.stem for path in READY.glob("*.yaml"))


def open_profile(name: str | Path, vocabulary: Vocabulary) -> Profile:
    """Read a profile: a file, or one that comes with the program by its name.

    Raises:
        InforceError: `unknown-profile`, `no-file`, `bad-yaml`; ErrorGroup: every fault in it, with its line.
    """
    path = Path(name)
    if str(name) in ready_profiles():
        return read_profile(read_text(READY / f"{name}.yaml"), f"profiles/{name}.yaml", vocabulary)
    if path.suffix not in (".yaml", ".yml", ".json") and not path.exists():
        ready = ready_profiles()
        raise InforceError("unknown-profile", f"there is no profile `{str(name)[:80]}`", where=Where("--profile"), help=nearest(str(name), ready) or "a file, or one of " + ", ".join(ready))
    return read_profile(read_text(path), str(path), vocabulary)


def read_profile(text: str, file: str, vocabulary: Vocabulary) -> Profile:
    """Read the text of a profile.

    Raises:
        InforceError, ErrorGroup: every fault in it, with its line.
    """
    data = parse(text, file)
    if not isinstance(data, Map):
        raise InforceError("wrong-type", "a profile is a mapping", where=Where(file), help="docs/roster.md shows how")
    faults = Faults()
    record = Record(data, "profile", faults)
    record.allow(KEYS)
    columns, ignored = _columns(data, record, vocabulary, faults)
    profile = Profile(
        Where(file),
        record.text("profile", None) or None,
        record.words("header") or None,
        record.words("required"),
        record.choice("rest", ("ignore", "synonyms"), "ignore"),
        record.text("encoding", None) or None,
        data.get("delimiter"),
        record.text("sheet", None) or None,
        columns,
        ignored,
    )
    faults.raise_any()
    return profile


def _columns(data: Map, record: Record, vocabulary: Vocabulary, faults: Faults) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    found: list[Column] = []
    ignored: list[str] = []
    raw = data.get("columns")
    if not isinstance(raw, Map) or not raw:
        record.fault("missing-key", "`columns` is missing", "columns", "add `columns:` with a line for each column")
        return (), ()
    seen: dict[str, str] = {}
    for name, spec in raw.items():
        if fold(name) in seen:
            faults.add("repeated-name", f"column `{name[:60]}` is named twice", raw.where(name), "keep one of them")
        seen[fold(name)] = name
        if spec == "ignore":
            ignored.append(name)
            continue
        column = faults.catch(lambda name=name, spec=spec: _column(name, spec, vocabulary, faults, raw), raw.where(name))  # type: ignore[misc]
        if column is not None:
            found.append(column)
    for role in ("key", "on"):
        if sum(column.role == role for column in found) > 1:
            record.fault("repeated-name", f"more than one column is the `{role}`", "columns", "keep one of them")
    return tuple(found), tuple(ignored)


def _column(name: str, spec: Any, vocabulary: Vocabulary, faults: Faults, raw: Map) -> Column:
    if isinstance(spec, str):
        return _bare(name, spec, vocabulary)
    if not isinstance(spec, Map):
        raise InforceError("wrong-type", f"column `{name[:60]}` takes the name of a fact, or {{fact: ..., values: ...}}", help="docs/roster.md shows how")
    record = Record(spec, f"column `{name[:60]}`", faults)
    record.allow(COLUMN_KEYS)
    column = _bare(name, record.text("fact"), vocabulary) if "fact" in spec else Column(name, -1)
    table = spec.get("values")
    if table is None and "fact" not in spec:
        raise InforceError("missing-key", f"column `{name[:60]}` has neither `fact` nor `values`", help="write `fact:`, or `values:` with what each word says")
    if table is not None and not isinstance(table, Map):
        raise InforceError("wrong-type", f"column `{name[:60]}`: `values` is a mapping of words", help="write `WORD: {fact: value}`")
    special: dict[str, Cells] = {}
    if table is not None:
        for word, said in table.items():
            special[fold(word)] = _said(column, said, vocabulary, table.where(word))
    return Column(
        name,
        -1,
        column.role,
        column.target,
        column.citizenship,
        special,
        dict(table or {}),
        _said(column, spec["blank"], vocabulary, spec.where("blank")) if spec.get("blank") is not None else {},
        record.choice("others", OTHERS, "read" if column.target or column.citizenship or column.role else "refuse"),  # type: ignore[arg-type]
        record.choice("dates", ORDERS) if spec.get("dates") is not None else None,
        None,
        spec.get("delimiter") if isinstance(spec.get("delimiter"), str) else None,
        record.flag("complete"),
        record.choice("no", ("no", "unknown"), "no") == "unknown",
        spec.get("blank"),
    )


def _bare(name: str, says: str, vocabulary: Vocabulary) -> Column:
    if says in ROLES:
        return Column(name, -1, says)
    if says == CITIZENSHIP:
        return Column(name, -1, citizenship=True)
    target = read_target(says, vocabulary)
    if target.part == "whole" and target.fact.open:
        raise InforceError("wrong-type", f"`{target.fact.name}` takes a yes/no column for each value", help=f"write `{target.fact.name}:VALUE`")
    return Column(name, -1, target=target)


def _said(column: Column, said: Any, vocabulary: Vocabulary, where: Where) -> Cells:
    """What a word says: a value of the column's fact, or a mapping of facts; nothing for null."""
    if said is None or said == "unknown":
        return {}
    target = column.target
    if target is not None and target.part in ("member", "possible") and (isinstance(said, bool) or said in ("yes", "no")):
        return {str(target): said is True or said == "yes"}
    if target is not None and target.fact.type == "bool" and said in ("yes", "no"):
        return {target.fact.name: said == "yes"}
    is_range = isinstance(said, Map) and not any(is_fact(str(key), vocabulary) for key in said)
    facts: Mapping[str, Any] = {target.fact.name: said} if target is not None and (not isinstance(said, Map) or is_range) else said
    if not isinstance(facts, Map | dict):
        raise InforceError("wrong-type", "a word says a mapping of facts", where=where, help="write `WORD: {fact: value}`")
    cells: Cells = {}
    for name, value in facts.items():
        if not is_fact(name, vocabulary):
            known = [fact for fact in vocabulary if is_fact(fact, vocabulary)]
            raise InforceError("unknown-fact", f"unknown fact `{str(name)[:60]}`", where=where, help=nearest(str(name), known) or "facts are declared in law/facts.yaml")
        fact = vocabulary[name]
        try:
            known_value = fact.read(value)
        except InforceError as error:
            raise error.at(where) from None
        if isinstance(known_value, frozenset) and len(known_value) > 1 and len(fact.values) > MOST_POSSIBLE:
            raise InforceError("wrong-type", f"fact `{name}` takes one value here", where=where, help="name one value, or leave it out")
        if known_value is not None:
            cells |= physical(fact, known_value)
    return cells


def write_profile(columns: Sequence[Column], header: Sequence[str], unmapped: Sequence[str], settings: Mapping[str, str | None], name: str | None = None) -> str:
    """A profile as text: what was mapped, for this header."""
    lines = ["# A profile of `inforce screen`: what each column is read into. It holds names of columns and words, and no row."]
    if name:
        lines.append(f"profile: {_quoted(name)}")
    lines += [f"{key}: {_quoted(value)}" for key, value in settings.items() if value is not None]
    lines.append(f"header: [{', '.join(map(_quoted, header))}]")
    lines.append("columns:")
    lines += [f"  {_quoted(column.name)}: {_spec(column)}" for column in columns]
    lines += [f"  {_quoted(name)}: ignore" for name in unmapped]
    return "\n".join(lines) + "\n"


def _spec(column: Column) -> str:
    parts: dict[str, str] = {}
    if column.written:
        parts["values"] = _flow(column.written)
    if column.blank:
        parts["blank"] = _flow(column.blank_written)
    default = "read" if column.target or column.citizenship or column.role else "refuse"
    if column.others != default:
        parts["others"] = column.others
    if column.order:
        parts["dates"] = column.order
    if column.delimiter:
        parts["delimiter"] = _quoted(column.delimiter)
    if column.complete:
        parts["complete"] = "true"
    if column.only_yes:
        parts["no"] = "unknown"
    if column.says != "values":
        if not parts:
            return _quoted(column.says) if set(column.says) & set(":=.") else column.says
        parts = {"fact": _quoted(column.says), **parts}
    return "{" + ", ".join(f"{key}: {value}" for key, value in parts.items()) + "}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _flow(value: Any) -> str:
    """A value in YAML's flow style, words quoted."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_quoted(str(key))}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value) if isinstance(value, int) else _quoted(str(value))
