"""Expressions: where formulas are certainly true, as Polars expressions, level by level.

A formula's truth tables only: what they leave open may still be settled (`screen/` decides that). Each signal that is used
more than once becomes one column, so that what provisions share is worked out once; a level uses the columns of those
before it. All of it streams.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

import polars as pl

from inforce.backends.columns.circuit import Circuit, Inverse, Signal, Sure, inputs_of
from inforce.backends.columns.day import shift
from inforce.backends.columns.layout import Layout
from inforce.language.error import InforceError
from inforce.language.formula import And, Atom, Flag, Formula, Given, Has, In, Most, Not, Or

UNKNOWN = pl.lit(None, dtype=pl.Boolean)


@dataclass(frozen=True)
class Levels:
    """Columns to add, level by level, and expressions over them: where each formula is certainly true."""

    steps: tuple[tuple[pl.Expr, ...], ...]
    results: Mapping[str, pl.Expr]

    def apply(self, table: pl.LazyFrame) -> pl.LazyFrame:
        """The table with the columns that the results are expressions of."""
        for step in self.steps:
            table = table.with_columns(step)
        return table

    def select(self, table: pl.LazyFrame, more: Mapping[str, pl.Expr] | None = None) -> pl.LazyFrame:
        """Where each formula is certainly true, and further expressions of the table's columns."""
        return self.apply(table).select([*(expression.alias(name) for name, expression in {**(more or {}), **self.results}.items())])


def to_levels(formulas: Mapping[str, Formula], layout: Layout, findings: Mapping[Atom, Formula] | None = None, *, name: str = "") -> Levels:
    """Translate formulas; each is asked where it is certainly true.

    Args:
        findings: atoms that count as false where nothing is said, each with what makes it true all the same.
        name: tells the columns made on the way from those of other levels of the same table.
    Raises:
        InforceError: `not-expressible` for an atom that columns cannot tell.

    >>> from inforce.language.fact import Fact, Vocabulary
    >>> from inforce.language.formula import negate
    >>> from inforce.language.syntax import parse
    >>> facts = Vocabulary({"a": Fact("a", "bool"), "n": Fact("n", "int")})
    >>> layout = Layout({"a": pl.Boolean, "n": pl.Int64}, facts)
    >>> both = parse("a and n >= 3", facts).formula
    >>> levels = to_levels({"true": both, "false": negate(both)}, layout)
    >>> levels.select(pl.LazyFrame({"a": [True, None, True], "n": [None, 2, 3]})).collect().rows()
    [(False, False), (False, True), (True, False)]
    """
    circuit = Circuit(lambda atom: is_total(atom, layout), lambda atom: is_unknown(atom, layout), findings or {})
    roots = {name: circuit.certainly(formula) for name, formula in formulas.items()}
    return _Writer(layout, name).write(circuit.shared(roots.values()), roots)


def is_total(atom: Atom, layout: Layout) -> bool:
    """Whether the table tells an atom for every row."""
    return isinstance(atom, Given) or (isinstance(atom, Most) and atom.facts == {"on"} and layout.day is not None)


def is_unknown(atom: Atom, layout: Layout) -> bool:
    """Whether no column says anything of an atom."""
    if isinstance(atom, Given):
        return False
    if isinstance(atom, Has):
        return layout.holds(atom.fact, atom.value) is None
    return any(fact not in layout.columns and not (fact == "on" and layout.day is not None) for fact in atom.facts)


class _Writer:
    """Writes signals as expressions; what is used more than once becomes a column of the first level that can have it."""

    def __init__(self, layout: Layout, name: str) -> None:
        self.layout = layout
        self.name = name
        self.steps: list[list[pl.Expr]] = []

    def write(self, signals: Mapping[int, Signal], roots: Mapping[str, int]) -> Levels:
        uses = Counter([*roots.values(), *(part for signal in signals.values() for part in inputs_of(signal))])
        atoms = Counter(signal.atom for signal in signals.values() if isinstance(signal, Sure))
        told: dict[Atom, tuple[pl.Expr, int]] = {}
        built: dict[int, tuple[pl.Expr, int]] = {}
        for n, signal in signals.items():
            if isinstance(signal, Sure):
                if signal.atom not in told:
                    told[signal.atom] = self._atom(signal.atom, atoms[signal.atom], f"_{self.name}atom{n}")
                expression, level = told[signal.atom]
                if not is_total(signal.atom, self.layout):
                    expression = expression.eq_missing(signal.holds)
            elif isinstance(signal, bool):
                expression, level = pl.lit(signal), 0
            else:
                parts = [built[part] for part in inputs_of(signal)]
                level = max(level for _, level in parts)
                expression = ~parts[0][0] if isinstance(signal, Inverse) else reduce(and_ if signal.all else or_, (part for part, _ in parts))
            if uses[n] > 1 and not isinstance(signal, bool):
                expression, level = self._column(f"_{self.name}signal{n}", expression, level)
            built[n] = (expression, level)
        return Levels(tuple(tuple(step) for step in self.steps), {name: built[root][0] for name, root in roots.items()})

    def _atom(self, atom: Atom, uses: int, name: str) -> tuple[pl.Expr, int]:
        """An atom's truth; a column of its own where both its sides are asked for and it has to be worked out."""
        expression = atom_expression(atom, self.layout)
        return self._column(name, expression, 0) if uses > 1 and not isinstance(atom, (Flag, Has)) else (expression, 0)

    def _column(self, name: str, expression: pl.Expr, level: int) -> tuple[pl.Expr, int]:
        while len(self.steps) <= level:
            self.steps.append([])
        self.steps[level].append(expression.alias(name))
        return pl.col(name), level + 1


def parts_of(node: Formula) -> tuple[Formula, ...]:
    """The parts a formula is joined from."""
    if isinstance(node, Not):
        return (node.part,)
    return node.parts if isinstance(node, (And, Or)) else ()


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
    others = [value for value in dtype.categories if value not in atom.values]
    column = pl.col(atom.fact)
    if len(values) == 1:
        return column.eq(values[0])
    return column.ne(others[0]) if len(others) == 1 else column.is_in(values)


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
    return left[0] <= shift(right[0], atom.months, atom.days + right[1] - left[1], right[1])
