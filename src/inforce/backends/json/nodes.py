"""Nodes: one table of formulas in which each stands once and names its parts by their place, always an earlier one."""

from __future__ import annotations

from typing import Any

from inforce.language.formula import And, Constant, Flag, Formula, Given, Has, In, Most, Not, Or, Ref


class Nodes:
    """The table; `place` adds a formula and what it is made of.

    >>> from inforce.language.formula import conjoin, flag, negate
    >>> nodes = Nodes()
    >>> nodes.place(conjoin(flag("a"), negate(flag("a_b")))), nodes.rows
    (3, [['flag', 'a'], ['flag', 'a_b'], ['not', 1], ['and', 0, 2]])
    """

    def __init__(self) -> None:
        self.rows: list[list[Any]] = []
        self._places: dict[Formula, int] = {}

    def place(self, formula: Formula) -> int:
        """The place of a formula in the table."""
        found = self._places.get(formula)
        if found is None:
            row = self._row(formula)
            found = self._places[formula] = len(self.rows)
            self.rows.append(row)
        return found

    def _row(self, formula: Formula) -> list[Any]:
        if isinstance(formula, Constant):
            return ["true" if formula.value else "false"]
        if isinstance(formula, Flag):
            return ["flag", formula.fact]
        if isinstance(formula, Has):
            return ["has", formula.fact, formula.value]
        if isinstance(formula, In):
            return ["in", formula.fact, *sorted(formula.values)]
        if isinstance(formula, Most):
            if formula.right is None:
                return ["most", formula.left, formula.limit]
            return ["most_fact", formula.left, formula.right, formula.months, formula.days]
        if isinstance(formula, Given):
            return ["given", formula.fact]
        if isinstance(formula, Ref):
            return ["reached", formula.provision]
        if isinstance(formula, Not):
            return ["not", self.place(formula.part)]
        assert isinstance(formula, (And, Or))
        return ["and" if isinstance(formula, And) else "or", *map(self.place, formula.parts)]
