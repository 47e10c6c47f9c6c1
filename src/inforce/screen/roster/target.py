"""Targets: what a column is read into, written as in a profile: `nationality`, `convictions:felony`, `entry_date.from`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inforce.language.error import InforceError, nearest
from inforce.language.fact import Fact, Vocabulary
from inforce.language.syntax import DAY, READING

Part = Literal["whole", "member", "from", "to", "possible"]
ROLES = ("key", "on", "keep", "ignore")
"""What a column can be besides a fact: the caller's key, the day asked about, copied as it stands, not read."""
CITIZENSHIP = "citizenship"
"""A column of words about citizenship among countries: each value says one or the other by itself."""
MOST_POSSIBLE = 20
"""A choice of more values than this is never known only in part in a roster."""


@dataclass(frozen=True)
class Target:
    """A fact, or a part of one."""

    fact: Fact
    part: Part = "whole"
    value: str | None = None

    def __str__(self) -> str:
        if self.part == "member":
            return f"{self.fact.name}:{self.value}"
        if self.part == "possible":
            return f"{self.fact.name}={self.value}"
        return self.fact.name if self.part == "whole" else f"{self.fact.name}.{self.part}"


def is_fact(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a name is a fact of a person: not the day, not a reading."""
    return name in vocabulary and name != "on" and not name.startswith((READING, DAY))


def read_target(text: str, vocabulary: Vocabulary) -> Target:
    """Read a target.

    Raises:
        InforceError: `unknown-fact`, `unknown-value`, `wrong-type`.
    """
    for mark in (":", "="):
        name, found, value = text.partition(mark)
        if found:
            fact = _fact(name.strip(), vocabulary)
            return _member(fact, value.strip()) if mark == ":" else _possible(fact, value.strip())
    name, dot, end = text.rpartition(".")
    if dot and end in ("from", "to"):
        fact = _fact(name, vocabulary)
        if not fact.is_ordered:
            raise InforceError("wrong-type", f"`{fact.name}` is no date or number, so it has no `{end}`", help=f"write `{fact.name}`")
        return Target(fact, "from" if end == "from" else "to")
    return Target(_fact(text, vocabulary))


def find_target(text: str, vocabulary: Vocabulary) -> Target | None:
    """The target that a header spells exactly; None where it spells none."""
    name = text.partition(":")[0].partition("=")[0]
    if not is_fact(name, vocabulary) and not is_fact(name.rpartition(".")[0], vocabulary):
        return None
    try:
        return read_target(text, vocabulary)
    except InforceError:
        return None


def _fact(name: str, vocabulary: Vocabulary) -> Fact:
    if not is_fact(name, vocabulary):
        known = [fact for fact in vocabulary if is_fact(fact, vocabulary)]
        raise InforceError("unknown-fact", f"unknown fact `{name[:60]}`", help=nearest(name, [*known, *ROLES]) or "facts are declared in law/facts.yaml")
    return vocabulary[name]


def _member(fact: Fact, value: str) -> Target:
    if fact.type != "set":
        raise InforceError("wrong-type", f"`{fact.name}` is no set, so nothing follows a colon", help=f"write `{fact.name}`")
    if not fact.open and value not in fact.values:
        raise InforceError("unknown-value", f"fact `{fact.name}` has no value `{value[:40]}`", help=nearest(value, fact.values) or "values: " + ", ".join(fact.values))
    return Target(fact, "member", value)


def _possible(fact: Fact, value: str) -> Target:
    if not fact.is_choice:
        raise InforceError("wrong-type", f"`{fact.name}` is no choice of one value", help=f"write `{fact.name}`")
    if value not in fact.values:
        raise InforceError("unknown-value", f"fact `{fact.name}` has no value `{value[:40]}`", help=nearest(value, fact.values))
    return Target(fact, "possible", value)
