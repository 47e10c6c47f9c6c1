"""Expressions: formulas as Polars expressions whose third value is null, level by level.

A formula's truth tables only: what they leave null may still be settled (`screen/` decides that). Each distinct part of
the formulas becomes one column, so that what provisions share is worked out once; a level uses the columns of those
before it. All of it streams.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from inforce.backends.columns.day import shift
from inforce.backends.columns.layout import Layout
from inforce.kernel.error import InforceError
from inforce.kernel.formula import And, Atom, Constant, Flag, Formula, Given, Has, In, Most, Not, Or

UNKNOWN = pl.lit(None, dtype=pl.Boolean)


@dataclass(frozen=True)
class Levels:
    """Columns to add, level by level, and the expressions of the formulas over them."""

    steps: tuple[tuple[pl.Expr, ...], ...]
    results: Mapping[str, pl.Expr]

    def select(self, table: pl.LazyFrame, more: Mapping[str, pl.Expr] | None = None) -> pl.LazyFrame:
        """The formulas' values for every row, and further expressions of the table's columns."""
        for step in self.steps:
            table = table.with_columns(step)
        return table.select([*(expression.alias(name) for name, expression in {**(more or {}), **self.results}.items())])


def to_levels(formulas: Mapping[str, Formula], layout: Layout, findings: Mapping[Atom, Formula] | None = None) -> Levels:
    """Translate formulas; every part that stands more than once becomes a column of its own.

    Args:
        findings: atoms that count as false where nothing is said, each with what makes it true all the same.
    Raises:
        InforceError: `not-expressible` for an atom that columns cannot tell.

    >>> from inforce.kernel.fact import Fact, Vocabulary
    >>> from inforce.kernel.syntax import parse
    >>> facts = Vocabulary({"a": Fact("a", "bool"), "n": Fact("n", "int")})
    >>> layout = Layout({"a": pl.Boolean, "n": pl.Int64}, facts)
    >>> levels = to_levels({"p": parse("a and n >= 3", facts).formula}, layout)
    >>> levels.select(pl.LazyFrame({"a": [True, None, None], "n": [None, 2, 3]})).collect()["p"].to_list()
    [None, False, None]
    """
    forced = findings or {}
    uses: dict[Formula, int] = {}
    order: list[Formula] = []

    def parts(node: Formula) -> tuple[Formula, ...]:
        return (forced[node],) if isinstance(node, Atom) and node in forced else parts_of(node)

    def count(node: Formula) -> None:
        uses[node] = uses.get(node, 0) + 1
        if uses[node] == 1:
            for part in parts(node):
                count(part)
            order.append(node)

    for formula in formulas.values():
        count(formula)
    built: dict[Formula, pl.Expr] = {}
    level: dict[Formula, int] = {}
    steps: list[list[pl.Expr]] = []
    for node in order:
        made = [built[part] for part in parts(node)]
        level[node] = max((level[part] for part in parts(node)), default=0)
        if isinstance(node, Atom) and node in forced:
            expression = (atom_expression(node, layout) | made[0]).fill_null(False)
        else:
            expression = _expression(node, made, layout)
        if uses[node] > 1 and not isinstance(node, Constant) and not (is_column(node) and node not in forced):
            name = f"_node{len(built)}"
            while len(steps) <= level[node]:
                steps.append([])
            steps[level[node]].append(expression.alias(name))
            expression = pl.col(name)
            level[node] += 1
        built[node] = expression
    return Levels(tuple(tuple(step) for step in steps), {name: built[formula] for name, formula in formulas.items()})


def is_column(node: Formula) -> bool:
    """Whether a formula is a column of the table as it stands."""
    return isinstance(node, (Flag, Has))


def parts_of(node: Formula) -> tuple[Formula, ...]:
    """The parts a formula is joined from."""
    if isinstance(node, Not):
        return (node.part,)
    return node.parts if isinstance(node, (And, Or)) else ()


def _expression(node: Formula, parts: list[pl.Expr], layout: Layout) -> pl.Expr:
    if isinstance(node, Not):
        return ~parts[0]
    if isinstance(node, (And, Or)):
        found = parts[0]
        for part in parts[1:]:
            found = found & part if isinstance(node, And) else found | part
        return found
    if isinstance(node, Constant):
        return pl.lit(node.value)
    assert isinstance(node, Atom)
    return atom_expression(node, layout)


def atom_expression(atom: Atom, layout: Layout) -> pl.Expr:
    """One atom's truth, null where the columns do not tell."""
    if isinstance(atom, Flag):
        return _or_unknown(layout.holds(atom.fact))
    if isinstance(atom, Has):
        return _or_unknown(layout.holds(atom.fact, atom.value))
    if isinstance(atom, In):
        return _choice(atom, layout)
    if isinstance(atom, Most):
        return _most(atom, layout)
    if isinstance(atom, Given):
        told = layout.given(atom.fact)
        return pl.lit(False) if told is None else told
    raise InforceError("not-expressible", f"columns cannot tell `{atom!r}`", help="resolve references before translating")


def _or_unknown(column: pl.Expr | None) -> pl.Expr:
    return UNKNOWN if column is None else column


def _settled(true: pl.Expr | None, false: pl.Expr | None) -> pl.Expr:
    """True and false where the comparisons say so; null where neither does, or where they are null themselves."""
    if true is None and false is None:
        return UNKNOWN
    found = pl.when(true).then(True) if true is not None else None
    if false is None:
        assert found is not None
        return found
    return found.when(false).then(False) if found is not None else pl.when(false).then(False)


def _choice(atom: In, layout: Layout) -> pl.Expr:
    ruled = layout.ruled(atom.fact)
    exact = _among(atom, layout) if atom.fact in layout.schema else None
    if not ruled:
        return _or_unknown(exact)
    possible = {word: ruled[word].fill_null(True) if word in ruled else pl.lit(True) for word in layout.vocabulary[atom.fact].values}
    inside = [expression for word, expression in possible.items() if word in atom.values]
    outside = [expression for word, expression in possible.items() if word not in atom.values]
    true = ~pl.any_horizontal(outside) if outside else pl.lit(True)
    false = ~pl.any_horizontal(inside) if inside else pl.lit(True)
    in_part = pl.when(true).then(True).when(false).then(False)
    return in_part if exact is None else pl.coalesce([exact, in_part])


def _among(atom: In, layout: Layout) -> pl.Expr:
    """Whether a choice is among some values: by its codes where it has them, since comparing words takes a hundred times as long."""
    dtype = layout.schema[atom.fact]
    if not isinstance(dtype, pl.Enum):
        return pl.col(atom.fact).cast(pl.String).is_in(sorted(atom.values))
    values = [value for value in dtype.categories if value in atom.values]
    return pl.col(atom.fact) == values[0] if len(values) == 1 else pl.col(atom.fact).is_in(values)


def _most(atom: Most, layout: Layout) -> pl.Expr:
    low, high = layout.plain(atom.left, low=True), layout.plain(atom.left, low=False)
    if atom.right is None:
        if not layout.is_pair(atom.left):
            return UNKNOWN if low is None else _below(low, atom.limit)
        return _settled(None if high is None else _below(high, atom.limit), None if low is None else ~_below(low, atom.limit))
    right_low, right_high = (layout.plain(atom.right, low=end) for end in (True, False))
    if low is not None and right_low is not None and not layout.is_pair(atom.left) and not layout.is_pair(atom.right):
        return _in_order(low, right_low, atom)
    true = _in_order(high, right_low, atom) if high is not None and right_low is not None else None
    false = ~_in_order(low, right_high, atom) if low is not None and right_high is not None else None
    return _settled(true, false)


def _below(end: tuple[pl.Expr, int], limit: int) -> pl.Expr:
    column, origin = end
    return column <= limit - origin


def _in_order(left: tuple[pl.Expr, int], right: tuple[pl.Expr, int], atom: Most) -> pl.Expr:
    """Whether `left` is at most `right`, moved."""
    if not atom.months:
        return left[0] <= right[0] + (atom.days + right[1] - left[1])
    return left[0] <= shift(right[0] + right[1], atom.months, atom.days) - left[1]
