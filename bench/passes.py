"""Passes over a fact table: the bare scan of its columns, and counts of every provision's outcome by truth tables alone.

All of them are lazy Polars queries over the same Parquet files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from inforce.backends.columns.expression import parts_of
from inforce.backends.columns.outcomes import CODE, Outcomes
from inforce.language.formula import FALSE, Formula

DAY = "_on"
"""The column of each row's own day, for the pass that leaves the day open."""
Schema = Mapping[str, pl.DataType]


@dataclass(frozen=True)
class Pass(Outcomes):
    """The outcomes of all provisions, and what they are measured against."""

    def scan(self, table: pl.LazyFrame) -> pl.LazyFrame:
        """The least that reading the columns costs: how many rows know each, and for how many it is true."""
        flags = [name for name in self.columns if self.layout.schema.get(name) == pl.Boolean]
        return table.select([*(pl.col(name).count() for name in self.columns), *(pl.col(name).sum().alias(f"{name} true") for name in flags)])

    def counts(self, table: pl.LazyFrame) -> pl.LazyFrame:
        """How many rows have each outcome of each provision."""
        asked: dict[str, pl.Expr] = {}
        # a code that is the same for all is no column yet
        whole = [self.code(name).alias(f"{name}|code") for name in self.outcomes if self._parts(name)]
        for name, formulas in self.outcomes.items():
            if self._parts(name):
                code = pl.col(f"{name}|code")
                asked |= {f"{name}|{outcome}": (code == CODE[outcome]).sum() for outcome in formulas}
            else:
                some = [outcome for outcome, formula in formulas.items() if formula is not FALSE]
                asked |= {f"{name}|{outcome}": _number(self._expression(name, outcome)) for outcome in some}
        counted = [pl.len().alias("rows"), *(expression.alias(label) for label, expression in asked.items())]
        return self.levels.apply(table).with_columns(whole).select(counted)


def _number(expression: pl.Expr) -> pl.Expr:
    """In how many rows an expression is true; one that reads no column is the same in every row."""
    return expression.sum() if expression.meta.root_names() else pl.when(expression.first()).then(pl.len()).otherwise(0)


def size(formulas: Sequence[Formula]) -> int:
    """How many different parts some formulas have."""
    seen: dict[Formula, None] = {}
    waiting = list(formulas)
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen[node] = None
            waiting += parts_of(node)
    return len(seen)
