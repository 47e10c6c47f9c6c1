"""A circuit: many formulas as one list of nodes, each after its parts, worked out for many people at once.

A truth value for many people is one int: bit i is person i. So `and` over all people is one operation of a machine, and the
whole rulebook for some hundred people takes about as long as for one. Where a value is not known it is two ints: who can make
the formula true, and who can make it false.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from inforce.language.formula import And, Atom, Constant, Formula, Not, Or

ATOM, NOT, AND, OR, TRUE, FALSE = range(6)
Masks = list[int]


class Circuit:
    """Formulas over shared nodes."""

    def __init__(self, formulas: Iterable[Formula]) -> None:
        self.kinds: list[int] = []
        self.parts: list[tuple[int, ...]] = []
        self.atoms: list[Atom | None] = []
        self.index: dict[Formula, int] = {}
        for formula in formulas:
            self._add(formula)

    def _add(self, formula: Formula) -> int:
        found = self.index.get(formula)
        if found is None:
            parts: tuple[int, ...] = ()
            atom: Atom | None = None
            if isinstance(formula, Atom):
                kind, atom = ATOM, formula
            elif isinstance(formula, Not):
                kind, parts = NOT, (self._add(formula.part),)
            elif isinstance(formula, (And, Or)):
                kind, parts = (AND if isinstance(formula, And) else OR), tuple(map(self._add, formula.parts))
            else:
                assert isinstance(formula, Constant)
                kind = TRUE if formula.value else FALSE
            found = self.index[formula] = len(self.kinds)
            self.kinds.append(kind)
            self.parts.append(parts)
            self.atoms.append(atom)
        return found

    def below(self, roots: Iterable[int]) -> list[int]:
        """The nodes that some nodes are made of, themselves included, each after its parts."""
        found: set[int] = set()
        waiting = list(roots)
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting.extend(self.parts[node])
        return sorted(found)

    def fill(self, values: Masks, nodes: Iterable[int], full: int, atom: Callable[[int], int]) -> None:
        """Work out nodes for many people, in place; `atom` tells who makes an atom true."""
        kinds, parts = self.kinds, self.parts
        for node in nodes:
            kind = kinds[node]
            if kind == AND:
                value = full
                for part in parts[node]:
                    value &= values[part]
            elif kind == OR:
                value = 0
                for part in parts[node]:
                    value |= values[part]
            elif kind == NOT:
                value = full ^ values[parts[node][0]]
            elif kind == ATOM:
                value = atom(node)
            else:
                value = full if kind == TRUE else 0
            values[node] = value

    def fill_open(self, can: Masks, cannot: Masks, nodes: Sequence[int], full: int, atom: Callable[[int], tuple[int, int]]) -> None:
        """The same where values are open: who can make each node true, and who can make it false."""
        kinds, parts = self.kinds, self.parts
        for node in nodes:
            kind = kinds[node]
            if kind == AND:
                true, false = full, 0
                for part in parts[node]:
                    true &= can[part]
                    false |= cannot[part]
            elif kind == OR:
                true, false = 0, full
                for part in parts[node]:
                    true |= can[part]
                    false &= cannot[part]
            elif kind == NOT:
                part = parts[node][0]
                true, false = cannot[part], can[part]
            elif kind == ATOM:
                true, false = atom(node)
            else:
                true, false = (full, 0) if kind == TRUE else (0, full)
            can[node], cannot[node] = true, false
