"""Layouts: which columns the table of people has, by the canonical form of a fact table.

A bool is a Boolean column, a number a whole number, a day a date; a set has one Boolean column for each value,
`convictions:felony`; a choice is a text column. NULL is unknown. With ranges, a day or number is a pair of columns,
`entry_date.from` and `entry_date.to`, where NULL is an open end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from inforce.language.error import InforceError, nearest
from inforce.language.fact import Vocabulary

TYPES = {"bool": "BOOLEAN", "set": "BOOLEAN", "date": "DATE", "int": "BIGINT", "enum": "TEXT", "country": "TEXT", "state": "TEXT"}
"""The SQL type of each type of fact; a dialect may call it otherwise."""


@dataclass(frozen=True)
class Column:
    """A column of the table of people."""

    name: str
    type: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """The table of people: its name, the columns that name a row, and how facts stand in it.

    Args:
        facts: the facts the table holds; of any other nothing is known. None: whatever the statement can use.
        ranges: whether days and numbers are pairs of columns.
    """

    vocabulary: Vocabulary
    table: str = "people"
    keys: tuple[str, ...] = ("person_id",)
    facts: frozenset[str] | None = None
    ranges: bool = False
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For a set of the table: the values it has columns for, where they are not all."""

    def holds(self, fact: str, value: str | None = None) -> bool:
        """Whether the table tells of the fact: by columns of its own, for the value of a set, or by the days since."""
        if fact in self.vocabulary.days:
            return False  # no table tells the day of an act that is known only in part
        if self.facts is None:
            return self.vocabulary[fact].days_since is None
        if fact not in self.facts:
            return any(self.vocabulary[other].days_since == fact for other in self.facts)  # worked out from the days since
        return value is None or fact not in self.values or value in self.values[fact]

    def columns(self, fact: str, values: Iterable[str] = ()) -> tuple[Column, ...]:
        """The columns of a fact; of a set, those for the values named."""
        declared = self.vocabulary[fact]
        type = TYPES[declared.type]
        if declared.type == "set":
            return tuple(Column(f"{fact}:{value}", type) for value in values)
        if declared.is_ordered and self.ranges:
            return (Column(f"{fact}.from", type), Column(f"{fact}.to", type))
        return (Column(fact, type, declared.values if declared.type == "enum" else ()),)


def read_facts(vocabulary: Vocabulary, columns: Iterable[str]) -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """The facts that columns, or facts by their names, stand for; and the values of sets that have a column.

    Raises:
        InforceError: `unknown-fact`, `unknown-value`.

    >>> from inforce.language.fact import Fact
    >>> read_facts(Vocabulary({"c": Fact("c", "set", ("x", "y"))}), ["c:x"])
    (frozenset({'c'}), {'c': ('x',)})
    """
    facts: set[str] = set()
    values: dict[str, list[str]] = {}
    whole: set[str] = set()
    for column in columns:
        name, mark, value = column.partition(":")
        name = name.removesuffix(".from").removesuffix(".to") if not mark else name
        fact = vocabulary[name]
        facts.add(name)
        if not mark:
            whole.add(name)
        elif fact.type != "set" or (not fact.open and value not in fact.values):
            raise InforceError("unknown-value", f"fact `{name}` has no value `{value[:40]}`", help=nearest(value, fact.values))
        else:
            values.setdefault(name, []).append(value)
    return frozenset(facts), {name: tuple(found) for name, found in values.items() if name not in whole}


