"""Outcomes over columns: every provision's outcome by truth tables alone, as lazy Polars queries that stream.

Findings that nobody reported count as not made, except where a constraint forces them, as everywhere in the rulebook. What truth
tables leave open is null; `screen/` decides it exactly. The same is to be had as text for a database (`backends/sql`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self

import polars as pl

from inforce.backends.columns.expression import Levels, to_levels
from inforce.backends.columns.layout import Layout
from inforce.backends.forced import Forcing, as_formula
from inforce.language.evaluate import residual
from inforce.language.fact import Value
from inforce.language.formula import FALSE, TRUE, Atom, Constant, Flag, Formula, Has, atoms, conjoin, disjoin, negate
from inforce.language.knowledge import Knowledge
from inforce.language.syntax import READING
from inforce.rulebook.book import Book
from inforce.rulebook.frame import PARENT_ORDER, Frame
from inforce.rulebook.lifecycle import every_day
from inforce.rulebook.provision import FIRST_DAY

CODE = {outcome: place for place, outcome in enumerate(PARENT_ORDER)}
OPEN = CODE["depends"]
"""What truth tables leave open takes the place that `depends` has in a parent's order."""
CONTRADICTORY = "contradictory"
Schema = Mapping[str, pl.DataType]


@dataclass(frozen=True)
class Outcomes:
    """The outcomes of some provisions over tables of one schema, on one day or each row on its own.

    Args:
        provisions: those asked for.
        outcomes: of each and of their parts, each by itself: the formula of each outcome.
        findings: what counts as not made where nothing is said, each with what forces it all the same.
        constraints: what the constraints still say.
    """

    frame: Frame
    layout: Layout
    provisions: tuple[str, ...]
    outcomes: Mapping[str, Mapping[str, Formula]]
    findings: Mapping[Atom, Formula]
    constraints: tuple[Formula, ...]

    @classmethod
    def fixed(
        cls, book: Book, schema: Schema, on: date, known_on: date | None = None, provisions: Iterable[str] | None = None, readings: Mapping[str, str] | None = None
    ) -> Self:
        """With the day fixed and the lifecycle folded away.

        Raises:
            InforceError: `unknown-column`, `wrong-type` for the schema; `unknown-provision`, `unknown-reading`.
        """
        day = (on.toordinal(), on.toordinal())
        return cls._of(book, book.frame(on, known_on), Layout(schema, book.library.vocabulary), {"on": day}, provisions, readings)

    @classmethod
    def day_open(
        cls, book: Book, schema: Schema, own_day: str, first: date = FIRST_DAY, last: date | None = None, provisions: Iterable[str] | None = None, readings: Mapping[str, str] | None = None
    ) -> Self:
        """With the lifecycle in the formulas, and each row's own day.

        Args:
            own_day: the column that holds the days; none lies before `first` or after `last`, by default the last day on which an act does
                something, after which nothing changes.
        """
        frame = every_day(book.library, first, last or max(first, book.library.docket.days[-1]))
        return cls._of(book, frame, Layout(schema, book.library.vocabulary, day=own_day), {}, provisions, readings)

    @classmethod
    def _of(
        cls, book: Book, frame: Frame, layout: Layout, fixed: Mapping[str, Value], provisions: Iterable[str] | None, readings: Mapping[str, str] | None
    ) -> Self:
        library = book.library
        vocabulary = library.vocabulary
        asked = tuple(book.check_id(name) for name in provisions) if provisions is not None else library.encoded
        given = {**fixed, **{READING + name: chosen for name, chosen in book._readings(readings).items()}}
        known = Knowledge(vocabulary, given, (), open_given=frozenset(vocabulary))
        memo: dict[Formula, Formula] = {}
        outcomes = {name: {outcome: residual(formula, known, memo) for outcome, formula in frame.core(name).items()} for name in frame.cores(asked)}
        constraints = tuple(rest for c in library.theory.constraints if (rest := residual(c.formula, known, memo)) is not TRUE)
        forcing = Forcing(vocabulary, constraints, known)
        findings: dict[Atom, Formula] = {}
        for formula in (formula for formulas in outcomes.values() for formula in formulas.values()):
            for atom in atoms(formula):
                if isinstance(atom, (Flag, Has)) and vocabulary[atom.fact].off_ramp and atom not in findings:
                    findings[atom] = disjoin(*(conjoin(*map(as_formula, clause)) for clause in forcing.of((atom, True)).conditions))
        return cls(frame, layout, asked, outcomes, findings, constraints)

    @cached_property
    def levels(self) -> Levels:
        wanted = {f"{name}|{outcome}": formula for name, formulas in self.outcomes.items() for outcome, formula in formulas.items() if not isinstance(formula, Constant)}
        return to_levels(wanted, self.layout, self.findings)

    @cached_property
    def clash(self) -> Levels:
        """Where a constraint certainly fails, whatever findings nobody reported."""
        return to_levels({CONTRADICTORY: disjoin(*map(negate, self.constraints))}, self.layout, name="clash")

    @cached_property
    def columns(self) -> list[str]:
        """The columns of the table that the outcomes are worked out from."""
        used = {name for step in (*self.levels.steps, self.levels.results.values()) for expression in step for name in expression.meta.root_names()}
        return [name for name in (*self.layout.schema, *([self.layout.day] if self.layout.day else [])) if name in used]

    def answers(self, table: pl.LazyFrame, kept: Sequence[str] = (), *, clashes: bool = False) -> pl.LazyFrame:
        """One column a provision, its outcome; null where truth tables leave it open.

        Args:
            kept: columns of the table handed through.
            clashes: whether to find the rows whose facts cannot all be so, as far as truth tables tell; they have no outcome then, and a
                column `contradictory` tells them.
        """
        outcome = pl.Enum(PARENT_ORDER)
        asked = {name: self.code(name) for name in self.provisions}
        more = [self.clash.results[CONTRADICTORY].alias(CONTRADICTORY)] if clashes else []
        made = self.levels.apply(self.clash.apply(table) if clashes else table)
        made = made.with_columns([*more, *(expression.alias(name) for name, expression in asked.items())])  # one that reads no column fills every row
        made = made.select([*kept, *([CONTRADICTORY] if clashes else []), *asked])
        if clashes:
            made = made.with_columns(pl.when(~pl.col(CONTRADICTORY)).then(pl.col(name)).alias(name) for name in asked)
        return made.with_columns(pl.col(name).cat.to(outcome) for name in asked)

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
