"""Atoms and formulas as SQL expressions, alike in every dialect but for what a dialect's own file says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import ClassVar

from sqlglot import exp

from inforce.backends.sql.fragment import Limits
from inforce.backends.sql.layout import Column, Layout
from inforce.backends.sql.steps import parts_of
from inforce.language.error import InforceError
from inforce.language.formula import And, Atom, Constant, Flag, Formula, Given, Has, In, Most, Not, Or

Expression = exp.Expr


def column(name: str) -> Expression:
    return exp.column(name, quoted=True)


def named(expression: Expression, name: str) -> Expression:
    return exp.alias_(expression, name, quoted=True)


def table_named(name: str) -> exp.Table:
    """A table by its name, with schema and catalog where they stand before it; quoted where the name is not plain.

    Raises:
        InforceError: `bad-use` where it is no name.
    """
    parts = name.split(".")
    if not 1 <= len(parts) <= 3 or not all(part.strip() and part.isprintable() for part in parts):
        raise InforceError("bad-use", f"`{' '.join(name.split())[:60]}` is no table's name", help="write for instance --table people, or --table schema.people")
    made = [exp.to_identifier(part, quoted=not re.fullmatch("[a-z_][a-z0-9_]*", part)) for part in parts]
    return exp.Table(**dict(zip(("this", "db", "catalog"), reversed(made), strict=False)))


def text(word: str) -> Expression:
    return exp.Literal.string(word)


def number(value: int) -> Expression:
    return exp.Literal.number(value)


def join(parts: list[Expression], *, all: bool) -> Expression:
    """All of the parts, or one of them at least; of no parts, what they then come to."""
    if not parts:
        return exp.true() if all else exp.false()
    return exp.and_(*parts, copy=False) if all else exp.or_(*parts, copy=False)


def case(*branches: tuple[Expression, Expression]) -> exp.Case:
    made = exp.Case()
    for condition, value in branches:
        made = made.when(condition, value, copy=False)
    return made


class Dialect:
    """One dialect of SQL; a subclass states what differs.

    Calendar months: in every engine adding months to the last days of a month stops at the end of a shorter month. The
    rulebook's anniversaries come on the first of the next month instead (`language/day.py`), so one day is added wherever
    the day of the month was cut; taking months away is the same in both.
    """

    name: ClassVar[str]
    limits: ClassVar[Limits]
    materialized: ClassVar[bool] = False
    """Whether steps are kept as they are; else the engine pastes each into the next, and shared conditions multiply."""

    @property
    def writer(self) -> str:
        """The name SQLGlot has for the dialect."""
        return self.name

    def day(self, ordinal: int) -> Expression:
        return exp.cast(text(date.fromordinal(ordinal).isoformat()), "DATE")

    def add_days(self, day: Expression, days: int) -> Expression:
        """A day moved by days; dates take whole numbers."""
        return exp.Add(this=day, expression=number(days)) if days > 0 else exp.Sub(this=day, expression=number(-days))

    def add_months(self, day: Expression, months: int) -> Expression:
        """A day moved by calendar months, cut at the end of a shorter month."""
        span = exp.Interval(this=text(str(abs(months))), unit=exp.var("MONTH"))
        moved = exp.Add(this=day, expression=span) if months > 0 else exp.Sub(this=day, expression=span)
        return exp.cast(moved, "DATE")

    def was_cut(self, day: Expression, moved: Expression) -> Expression:
        """1 where the day of the month was cut, else 0."""
        return exp.Paren(this=case((exp.GT(this=_day_of_month(day), expression=_day_of_month(moved)), number(1))).else_(number(0)))

    def add_number(self, day: Expression, days: Expression) -> Expression:
        """A day moved by a number that is worked out."""
        return exp.Add(this=day, expression=days)

    def shift(self, name: str, months: int, days: int, *, is_day: bool = True) -> Expression:
        """A column moved as `kernel.day.shift` moves a day."""
        moved = column(name)
        if months:
            cut = self.was_cut(column(name), self.add_months(column(name), months))
            moved = self.add_months(moved, months)
            if months > 0:
                moved = self.add_number(moved, cut)
        if not days:
            return moved
        if is_day:
            return self.add_days(moved, days)
        return exp.Add(this=moved, expression=number(days)) if days > 0 else exp.Sub(this=moved, expression=number(-days))

    def type(self, column: Column) -> Expression:
        """The type of a column, for CREATE TABLE."""
        return exp.DataType.build(column.type)

    def sql(self, expression: Expression) -> str:
        return expression.sql(dialect=self.writer, pretty=True, max_text_width=110)


def _day_of_month(day: Expression) -> Expression:
    return exp.Extract(this=exp.var("DAY"), expression=day)


class Reader:
    """Formulas as expressions over the columns at hand.

    Args:
        columns: formulas that already stand in a column, by their name.
        pieces: what a conjunction or disjunction is written with.
    """

    def __init__(self, layout: Layout, dialect: Dialect, columns: Mapping[Formula, str], pieces: Callable[[Formula], Sequence[Formula]] = parts_of) -> None:
        self.pieces = pieces
        self.layout = layout
        self.dialect = dialect
        self.columns = columns

    def read(self, formula: Formula) -> Expression:
        """The expression of a formula; where it stands in a column, that column."""
        name = self.columns.get(formula)
        return column(name) if name is not None else self.write(formula)

    def write(self, formula: Formula) -> Expression:
        """The expression of a formula, worked out here."""
        if isinstance(formula, Constant):
            return exp.true() if formula.value else exp.false()
        if isinstance(formula, Not):
            return self._negated(formula.part)
        if isinstance(formula, (And, Or)):
            return join([self.read(part) for part in self._flat(formula)], all=isinstance(formula, And))
        assert isinstance(formula, Atom)
        return self.atom(formula, True)

    def _flat(self, formula: And | Or) -> list[Formula]:
        """What to write it with: its pieces, those of its own kind written out where they have no column."""
        found: list[Formula] = []
        for piece in self.pieces(formula):
            found += self._flat(piece) if isinstance(piece, (And, Or)) and type(piece) is type(formula) and piece not in self.columns else [piece]
        return found

    def _negated(self, part: Formula) -> Expression:
        if isinstance(part, Atom) and part not in self.columns:
            return self.atom(part, False)
        return exp.not_(self.read(part), copy=False)

    def atom(self, atom: Atom, holds: bool) -> Expression:
        """An atom, or what its negation says, on the columns of the table."""
        if isinstance(atom, (Flag, Has)):
            name = atom.fact if isinstance(atom, Flag) else f"{atom.fact}:{atom.value}"
            return column(name) if holds else exp.not_(column(name))
        if isinstance(atom, In):
            return self._among(atom, holds)
        if isinstance(atom, Given):
            return self._given(atom, holds)
        assert isinstance(atom, Most), atom
        return self._at_most(atom, holds)

    def _among(self, atom: In, holds: bool) -> Expression:
        words = [text(word) for word in sorted(atom.values)]
        if len(words) == 1:
            return (exp.EQ if holds else exp.NEQ)(this=column(atom.fact), expression=words[0])
        found = exp.In(this=column(atom.fact), expressions=words)
        return found if holds else exp.not_(found, copy=False)

    def _given(self, atom: Given, holds: bool) -> Expression:
        declared = self.layout.vocabulary[atom.fact]
        names = [c.name for c in self.layout.columns(atom.fact, self.layout.values.get(atom.fact, declared.values))]
        missing = [exp.Is(this=column(name), expression=exp.null()) for name in names]
        return join([exp.not_(each) for each in missing], all=False) if holds else join(list(missing), all=True)

    def _at_most(self, atom: Most, holds: bool) -> Expression:
        is_day = self.layout.vocabulary[atom.left].type == "date"
        if not self.layout.ranges:
            if atom.right is not None:
                limit = self.dialect.shift(atom.right, atom.months, atom.days, is_day=is_day)
                return (exp.LTE if holds else exp.GT)(this=column(atom.left), expression=limit)
            return self._compared(column(atom.left), atom.limit, is_day, holds)
        if atom.right is not None:
            low, high = (self.dialect.shift(f"{atom.right}.{end}", atom.months, atom.days, is_day=is_day) for end in ("from", "to"))
            early: Expression = exp.LTE(this=column(f"{atom.left}.to"), expression=low)
            late: Expression = exp.GT(this=column(f"{atom.left}.from"), expression=high)
        else:
            early = self._compared(column(f"{atom.left}.to"), atom.limit, is_day, True)
            late = self._compared(column(f"{atom.left}.from"), atom.limit, is_day, False)
        return case((early, exp.true() if holds else exp.false()), (late, exp.false() if holds else exp.true()))

    def _compared(self, value: Expression, limit: int, is_day: bool, holds: bool) -> Expression:
        if holds:
            return exp.LTE(this=value, expression=self.dialect.day(limit) if is_day else number(limit))
        return exp.GTE(this=value, expression=self.dialect.day(limit + 1) if is_day else number(limit + 1))
