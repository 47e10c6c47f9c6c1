"""Reading records: a mapping from a file becomes typed values, and every fault is kept with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from inforce.language.error import ErrorGroup, InforceError, Where, nearest
from inforce.rulebook.tree import List, Map

T = TypeVar("T")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LANGUAGES = ("en", "es")
SYNTAX = frozenset({"bad-yaml", "refused-yaml", "not-utf8", "too-large"})
"""Codes of a file of which nothing could be read."""


class Faults:
    """The errors of one load, gathered and shown together."""

    def __init__(self) -> None:
        self.errors: list[InforceError] = []

    def add(self, code: str, message: str, where: Where | None, help: str | None = None) -> None:
        self.errors.append(InforceError(code, message, where=where, help=help))

    def catch(self, build: Callable[[], T], where: Where | None = None) -> T | None:
        """What `build` makes, or None with its error kept."""
        try:
            return build()
        except ErrorGroup as group:
            self.errors.extend(group.errors)
        except InforceError as error:
            self.errors.append(error.at(where) if where is not None else error)
        return None

    def raise_any(self) -> None:
        """Raise every fault, in the order of the files; where a file is no YAML, that alone: the rest follows from it."""
        broken = [error for error in self.errors if error.code in SYNTAX]
        if broken:
            raise ErrorGroup(broken)
        if self.errors:
            raise ErrorGroup(sorted(self.errors, key=lambda e: (e.where.file, e.where.line or 0) if e.where else ("", 0)))


class Record:
    """One mapping of a file, read key by key; what is wrong goes to `faults`."""

    def __init__(self, data: Map, what: str, faults: Faults) -> None:
        self.data = data
        self.what = what
        self.faults = faults

    def where(self, key: str | None = None) -> Where:
        return self.data.where(key)

    def fault(self, code: str, message: str, key: str | None = None, help: str | None = None) -> None:
        self.faults.add(code, f"{self.what}: {message}", self.where(key), help)

    def allow(self, keys: Iterable[str]) -> None:
        """Refuse every key that is not listed."""
        keys = tuple(keys)
        for key in self.data:
            if key not in keys:
                self.fault("unknown-key", f"unknown key `{key[:60]}`", key, nearest(key, keys) or "keys: " + ", ".join(keys))

    def missing(self, key: str) -> None:
        self.fault("missing-key", f"`{key}` is missing", help=f"add `{key}:`; docs/format.md shows how")

    def text(self, key: str, default: str | None = "") -> str:
        """A word or sentence; required unless a default is given other than ''."""
        raw = self.data.get(key)
        if raw is None:
            if default == "":
                self.missing(key)
            return default or ""
        if isinstance(raw, (bool, Map, List)):
            self.fault("wrong-type", f"`{key}` takes a word or a sentence", key, "quote it")
            return default or ""
        return " ".join(str(raw).split())

    def choice(self, key: str, values: Iterable[str], default: str | None = None) -> str:
        values = tuple(values)
        raw = self.data.get(key)
        if raw is None and default is not None:
            return default
        if raw is None:
            self.missing(key)
        elif raw not in values:
            self.fault("unknown-value", f"`{key}` has no value `{str(raw)[:40]}`", key, nearest(str(raw), values) or "values: " + ", ".join(values))
        else:
            return str(raw)
        return values[0]

    def flag(self, key: str, default: bool = False) -> bool:
        raw = self.data.get(key)
        if raw is None:
            return default
        if not isinstance(raw, bool):
            self.fault("wrong-type", f"`{key}` takes `true` or `false`", key)
            return default
        return raw

    def day(self, key: str, default: date | None = None, *, required: bool = False) -> date | None:
        raw = self.data.get(key)
        if raw is None:
            if required and default is None:
                self.missing(key)
            return default
        try:
            if isinstance(raw, str) and _DAY.fullmatch(raw):
                return date.fromisoformat(raw)
            self.fault("bad-date", f"`{key}` takes a day", key, "dates are written YYYY-MM-DD")
        except ValueError:
            self.fault("bad-date", f"the day `{raw}` does not exist", key, "dates are written YYYY-MM-DD")
        return default

    def words(self, key: str) -> tuple[str, ...]:
        """A list of words; one word alone is a list of one."""
        raw = self.data.get(key)
        if raw is None:
            return ()
        items = raw if isinstance(raw, list) else [raw]
        if not all(isinstance(item, str) for item in items):
            self.fault("wrong-type", f"`{key}` takes a list of words", key, "write [a, b]")
            return ()
        return tuple(items)

    def sentences(self, key: str, *, required: bool = False) -> dict[str, str]:
        """A text in each language, `{en: ..., es: ...}`."""
        raw = self.data.get(key)
        if raw is None:
            if required:
                self.missing(key)
            return {}
        if not isinstance(raw, Map) or not all(isinstance(text, str) for text in raw.values()):
            self.fault("wrong-type", f"`{key}` takes a text in each language", key, "write {en: ..., es: ...}")
            return {}
        for language in LANGUAGES:
            if language not in raw:
                self.fault("missing-language", f"`{key}` lacks `{language}`", key, f"add `{language}:`")
        for language in raw:
            if language not in LANGUAGES:
                self.fault("unknown-key", f"`{key}` has an unknown language `{language[:20]}`", key, "languages: en, es")
        return {language: " ".join(text.split()) for language, text in raw.items()}

    def records(self, key: str, what: str) -> list[Record]:
        """A list of mappings; one mapping alone is a list of one."""
        raw = self.data.get(key)
        if raw is None:
            return []
        items = raw if isinstance(raw, list) else [raw]
        found = []
        for item in items:
            if isinstance(item, Map):
                found.append(Record(item, what, self.faults))
            else:
                self.fault("wrong-type", f"`{key}` takes a list of mappings", key)
        return found


def records_of(data: Any, file: str, what: str, faults: Faults) -> list[Record]:
    """The records of a file whose top is a list of mappings."""
    if data is None:
        return []
    if not isinstance(data, List):
        faults.add("wrong-type", "the file holds a list", Where(file, 1), "start each record with `- `")
        return []
    found = []
    for index, item in enumerate(data):
        if not isinstance(item, Map):
            faults.add("wrong-type", f"each {what} is a mapping", data.where(index), "start each record with `- id:`")
            continue
        name = item.get("id", item.get("extend"))
        found.append(Record(item, f"{what} `{name}`" if isinstance(name, str) else what, faults))
    return found


def mappings_of(data: Any, file: str, what: str, faults: Faults) -> dict[str, Record]:
    """The records of a file whose top maps names to mappings."""
    if data is None:
        return {}
    if not isinstance(data, Map):
        faults.add("wrong-type", "the file holds a mapping", Where(file, 1), "start each line with a name and a colon")
        return {}
    found = {}
    for name, raw in data.items():
        if isinstance(raw, Map):
            found[name] = Record(raw, f"{what} `{name[:60]}`", faults)
        else:
            faults.add("wrong-type", f"{what} `{name[:60]}`: a mapping is needed", data.where(name), "write {key: value, ...}")
    return found
