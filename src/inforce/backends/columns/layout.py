"""Layout: which columns of a fact table hold what is known of each fact."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import polars as pl

from inforce.backends.columns.day import EPOCH, to_ordinal
from inforce.language.error import InforceError, nearest
from inforce.language.fact import Fact, Vocabulary
from inforce.language.syntax import DAY, READING

OWN = ("_", "keep:")
"""How the names of columns begin that hold no facts."""


def is_own(name: str) -> bool:
    """Whether a column belongs to the caller and holds no fact."""
    return name.startswith(OWN)


class Layout:
    """The columns of a fact table, checked against the vocabulary.

    Args:
        day: the caller's column that holds each row's own day asked about, where the day is left open.
    Raises:
        InforceError: `unknown-column` for a column that is no fact's, `wrong-type` for one of another type than its fact.

    >>> facts = Vocabulary({"citizen": Fact("citizen", "bool"), "born": Fact("born", "date")})
    >>> layout = Layout({"citizen": pl.Boolean, "born.from": pl.Date, "born.to": pl.Date}, facts)
    >>> layout.facts, layout.is_pair("born")
    (('citizen', 'born'), True)
    """

    def __init__(self, schema: Mapping[str, pl.DataType | type[pl.DataType]], vocabulary: Vocabulary, *, day: str | None = None) -> None:
        self.day = day
        self.schema = {name: dtype for name, dtype in schema.items() if not is_own(name)}
        self.vocabulary = vocabulary
        self.columns: dict[str, list[str]] = {}
        """By fact: its columns in the table, in the table's order."""
        for name, dtype in self.schema.items():
            fact = self._fact(name)
            self._check(name, dtype, fact)
            self.columns.setdefault(fact.name, []).append(name)
        for fact_name, names in self.columns.items():
            if fact_name in names and any(name.endswith((".from", ".to")) for name in names):
                raise InforceError("wrong-type", f"fact `{fact_name}` stands both as one column and as a pair", help=f"keep `{fact_name}` or the pair `{fact_name}.from`, `{fact_name}.to`")

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The facts of which something may be known, in the order of the vocabulary."""
        return tuple(name for name in self.vocabulary if name in self.columns)

    def _fact(self, column: str) -> Fact:
        vocabulary = self.vocabulary
        for mark in (":", "="):
            name, found, value = column.partition(mark)
            if found and name in vocabulary and vocabulary[name].type == "set" if mark == ":" else found and name in vocabulary and vocabulary[name].is_choice:
                fact = vocabulary[name]
                if value not in fact.values and not fact.open:
                    raise InforceError("unknown-value", f"column `{column[:80]}`: fact `{name}` has no value `{value[:40]}`", help=nearest(value, fact.values))
                return fact
        for ending in (".from", ".to"):
            name = column.removesuffix(ending)
            if name != column and name in vocabulary and vocabulary[name].is_ordered:
                return vocabulary[name]
        if column not in vocabulary or column == "on" or column.startswith((READING, DAY)) or vocabulary[column].type == "set":
            help = "a set has one column per value, `fact:value`" if column in vocabulary and vocabulary[column].type == "set" else nearest(column, vocabulary.facts)
            raise InforceError("unknown-column", f"column `{column[:80]}` holds no fact of the rulebook", help=help or "columns that hold no fact begin with `_` or `keep:`")
        return vocabulary[column]

    def _check(self, column: str, dtype: pl.DataType | type[pl.DataType], fact: Fact) -> None:
        if dtype == pl.Null:
            return
        if fact.type in ("bool", "set") or "=" in column:
            fits, wanted = dtype == pl.Boolean, "Boolean"
        elif fact.type == "date":
            fits, wanted = dtype == pl.Date, "Date"
        elif fact.type == "int":
            fits, wanted = dtype.is_integer(), "a whole-number type"
        else:
            fits, wanted = dtype in (pl.String, pl.Enum, pl.Categorical), "String or Enum"
        if not fits:
            raise InforceError("wrong-type", f"column `{column[:80]}` is {wanted} in a fact table, not {dtype}")

    def is_pair(self, fact: str) -> bool:
        """Whether an ordered fact stands as the two ends of a range."""
        return any(name.endswith((".from", ".to")) for name in self.columns.get(fact, ()))

    def end(self, fact: str, *, low: bool) -> pl.Expr | None:
        """One end of what is known of an ordered fact, null where it is open; None where no column tells."""
        name = fact if not self.is_pair(fact) else fact + (".from" if low else ".to")
        if fact == "on" and self.day is not None:
            name = self.day
        elif name not in self.schema:
            return None
        if self.vocabulary[fact].type == "date":
            return to_ordinal(pl.col(name).cast(pl.Date))
        return pl.col(name).cast(pl.Int32)

    def plain(self, fact: str, *, low: bool) -> tuple[pl.Expr, int] | None:
        """The same end as the column itself holds it, and what has to be added to compare it with the kernel's numbers."""
        name = fact if not self.is_pair(fact) else fact + (".from" if low else ".to")
        if fact == "on" and self.day is not None:
            name = self.day
        elif name not in self.schema:
            return None
        return (pl.col(name).cast(pl.Date).to_physical(), EPOCH) if self.vocabulary[fact].type == "date" else (pl.col(name).cast(pl.Int64), 0)

    def holds(self, fact: str, value: str | None = None) -> pl.Expr | None:
        """The column of a bool fact, or of one value of a set; None where there is none."""
        name = fact if value is None else f"{fact}:{value}"
        return pl.col(name).cast(pl.Boolean) if name in self.schema else None

    def choice(self, fact: str) -> pl.Expr | None:
        """The column of a choice, as text; None where there is none."""
        return pl.col(fact).cast(pl.String) if fact in self.schema else None

    def ruled(self, fact: str) -> dict[str, pl.Expr]:
        """By value of a choice known in part: whether it is still possible (null: yes)."""
        return {name[len(fact) + 1 :]: pl.col(name) for name in self.columns.get(fact, ()) if name.startswith(fact + "=")}

    def given(self, fact: str) -> pl.Expr | None:
        """Where something is said of a fact; None where nothing is, for anyone."""
        told = [~pl.col(name) if name.startswith(fact + "=") else pl.col(name).is_not_null() for name in self.columns.get(fact, ())]
        return pl.any_horizontal([column.fill_null(False) for column in told]) if told else None
