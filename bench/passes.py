"""Passes over a fact table: the bare scan of its columns, and every provision's outcome by truth tables alone.

All of them are lazy Polars queries over the same Parquet files. Findings that nobody reported count as not made, except
where a constraint forces them, as everywhere in the rulebook; what truth tables leave open is null, the exact decision's to settle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

import inforce
from bench.lifecycle import every_day
from inforce.backends.columns.expression import Levels, parts_of, to_levels
from inforce.backends.columns.layout import Layout
from inforce.backends.sql.forced import Forcing, as_formula
from inforce.kernel.evaluate import residual
from inforce.kernel.fact import Value
from inforce.kernel.formula import FALSE, TRUE, Atom, Constant, Flag, Formula, Has, atoms, conjoin, disjoin
from inforce.kernel.knowledge import Knowledge
from inforce.kernel.syntax import READING
from inforce.rulebook.frame import PARENT_ORDER, Frame

DAY = "_on"
"""The column of each row's own day, for the pass that leaves the day open."""
CODE = {outcome: place for place, outcome in enumerate(PARENT_ORDER)}
OPEN = CODE["depends"]
"""What truth tables leave open takes the place that `depends` has in a parent's order."""
Schema = Mapping[str, pl.DataType]


@dataclass(frozen=True)
class Pass:
    """The outcomes of all provisions over tables of one schema, on one day or with the day open.

    Args:
        outcomes: by provision, its parts left aside: the formula of each outcome.
        findings: what counts as not made where nothing is said, each with what forces it all the same.
    """

    frame: Frame
    layout: Layout
    outcomes: Mapping[str, Mapping[str, Formula]]
    findings: Mapping[Atom, Formula]

    @classmethod
    def fixed(cls, book: inforce.Book, schema: Schema, on: date) -> Pass:
        """With the day fixed and the lifecycle folded away."""
        day = (on.toordinal(), on.toordinal())
        return cls._of(book, book.frame(on, None), Layout(schema, book.library.vocabulary), {"on": day})

    @classmethod
    def day_open(cls, book: inforce.Book, schema: Schema, first: date, last: date) -> Pass:
        """With the lifecycle in the formulas, and each row's own day between two days."""
        return cls._of(book, every_day(book.library, first, last), Layout(schema, book.library.vocabulary, day=DAY), {})

    @classmethod
    def _of(cls, book: inforce.Book, frame: Frame, layout: Layout, fixed: Mapping[str, Value]) -> Pass:
        library = book.library
        vocabulary = library.vocabulary
        given = {**fixed, **{READING + name: False for name in library.readings}}
        known = Knowledge(vocabulary, given, (), open_given=frozenset(vocabulary))
        memo: dict[Formula, Formula] = {}
        outcomes = {name: {outcome: residual(formula, known, memo) for outcome, formula in frame.core(name).items()} for name in library.encoded}
        constraints = [rest for c in library.theory.constraints if (rest := residual(c.formula, known, memo)) is not TRUE]
        forcing = Forcing(vocabulary, constraints, known)
        findings: dict[Atom, Formula] = {}
        for formula in (formula for formulas in outcomes.values() for formula in formulas.values()):
            for atom in atoms(formula):
                if isinstance(atom, (Flag, Has)) and vocabulary[atom.fact].off_ramp and atom not in findings:
                    findings[atom] = disjoin(*(conjoin(*map(as_formula, clause)) for clause in forcing.of((atom, True)).conditions))
        return cls(frame, layout, outcomes, findings)

    @cached_property
    def levels(self) -> Levels:
        wanted = {f"{name}|{outcome}": formula for name, formulas in self.outcomes.items() for outcome, formula in formulas.items() if not isinstance(formula, Constant)}
        return to_levels(wanted, self.layout, self.findings)

    @cached_property
    def columns(self) -> list[str]:
        """The columns of the table that the outcomes are worked out from."""
        used = {name for step in (*self.levels.steps, self.levels.results.values()) for expression in step for name in expression.meta.root_names()}
        return [name for name in (*self.layout.schema, *([DAY] if self.layout.day else [])) if name in used]

    def scan(self, table: pl.LazyFrame) -> pl.LazyFrame:
        """The least that reading the columns costs: how many rows know each, and for how many it is true."""
        flags = [name for name in self.columns if self.layout.schema.get(name) == pl.Boolean]
        return table.select([*(pl.col(name).count() for name in self.columns), *(pl.col(name).sum().alias(f"{name} true") for name in flags)])

    def counts(self, table: pl.LazyFrame) -> pl.LazyFrame:
        """How many rows have each outcome of each provision."""
        asked: dict[str, pl.Expr] = {}
        for name, formulas in self.outcomes.items():
            if self._parts(name):
                code = self.code(name)
                asked |= {f"{name}|{outcome}": (code == CODE[outcome]).sum() for outcome in formulas}
            else:
                asked |= {f"{name}|{outcome}": self._expression(name, outcome).sum() for outcome, formula in formulas.items() if formula is not FALSE}
        return self.levels.apply(table).select([pl.len().alias("rows"), *(expression.alias(label) for label, expression in asked.items())])

    def answers(self, table: pl.LazyFrame, kept: Sequence[str] = ("_row",)) -> pl.LazyFrame:
        """One column a provision, its outcome; null where truth tables leave it open."""
        outcome = pl.Enum(PARENT_ORDER)
        made = self.levels.apply(table).select([*kept, *(self.code(name).alias(name) for name in self.outcomes)])
        return made.with_columns(pl.col(name).cat.to(outcome) for name in self.outcomes)

    def _parts(self, name: str) -> Sequence[str]:
        return self.frame.provision(name).parts

    def _expression(self, name: str, outcome: str) -> pl.Expr:
        formula = self.outcomes[name][outcome]
        return pl.repeat(formula.value, pl.len()) if isinstance(formula, Constant) else self.levels.results[f"{name}|{outcome}"]

    def code(self, name: str) -> pl.Expr:
        """A provision's outcome with its parts: of two codes the lower is found first; what is left open is null."""
        parts = self._parts(name)
        if not parts:
            return self._own(name)
        least = pl.min_horizontal([self._own(each).fill_null(OPEN) for each in (name, *parts)])
        return pl.when(least != OPEN).then(least)

    def _own(self, name: str) -> pl.Expr:
        formulas = {outcome: formula for outcome, formula in self.outcomes[name].items() if formula is not FALSE}
        code = {outcome: pl.lit(CODE[outcome], dtype=pl.UInt8) for outcome in formulas}
        whole = next((outcome for outcome, formula in formulas.items() if formula is TRUE), None)
        if whole is not None:
            return code[whole]
        found: pl.Expr = pl.lit(None, dtype=pl.UInt8)
        for outcome in formulas:
            found = pl.when(self.levels.results[f"{name}|{outcome}"]).then(code[outcome]).otherwise(found)
        return found


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
