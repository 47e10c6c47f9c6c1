"""Steps: which shared formulas become a column of their own, and in what order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from inforce.language.formula import And, Atom, Constant, Formula, Not, Or

LEAST = 3
"""A formula of fewer atoms than this is written out again rather than given a column."""


def parts_of(formula: Formula) -> tuple[Formula, ...]:
    if isinstance(formula, Not):
        return (formula.part,)
    return formula.parts if isinstance(formula, (And, Or)) else ()


@dataclass
class Steps:
    """Columns by step: a column is worked out from the table and from columns of earlier steps.

    Args:
        roots: the formulas that the statement says in the end.
        names: what formulas are called; one that is called something gets a column when it is used and worth one.
    """

    roots: tuple[Formula, ...]
    names: Mapping[Formula, str]
    columns: dict[Formula, str] = field(default_factory=dict)
    levels: list[list[Formula]] = field(default_factory=list)
    _weights: dict[Formula, int] = field(default_factory=dict)
    _pieces: dict[Formula, tuple[Formula, ...]] = field(default_factory=dict)
    _level: dict[Formula, int] = field(default_factory=dict)
    _wholes: list[And | Or] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._wholes = [node for node in self.names if isinstance(node, (And, Or)) and len(node.parts) >= LEAST]
        uses = self._uses()
        unnamed = 0
        for node in self._in_order(self.roots):
            weight = self.weight(node)
            called = self.names.get(node)
            shared = uses[node] > 1 and weight >= LEAST
            if isinstance(node, (Atom, Constant, Not)) or not (shared or (called is not None and weight > LEAST and uses[node])):
                continue
            if called is None:
                unnamed += 1
                called = f"shared {unnamed}"
            self.columns[node] = called
            self._weights[node] = 1
        for node in self.columns:
            level = self.level(node)
            while len(self.levels) <= level:
                self.levels.append([])
            self.levels[level].append(node)

    def pieces(self, node: Formula) -> tuple[Formula, ...]:
        """What a formula is written with: its parts, those together that are called something as one formula."""
        if not isinstance(node, (And, Or)):
            return parts_of(node)
        done = self._pieces.get(node)
        if done is None:
            left = dict.fromkeys(node.parts)
            found: list[Formula] = []
            for whole in sorted(self._wholes, key=lambda whole: -len(whole.parts)):
                if type(whole) is type(node) and len(whole.parts) < len(node.parts) and all(part in left for part in whole.parts):
                    found.append(whole)
                    for part in whole.parts:
                        del left[part]
            done = self._pieces[node] = (*found, *left)
        return done

    def _uses(self) -> dict[Formula, int]:
        """How many formulas, or outcomes, mention each."""
        uses: dict[Formula, int] = {}
        for node in self._in_order(self.roots):
            uses.setdefault(node, 0)
            for part in self.pieces(node):
                uses[part] = uses.get(part, 0) + 1
        for root in self.roots:
            uses[root] += 1
        return uses

    def _in_order(self, roots: Iterable[Formula]) -> list[Formula]:
        """Every formula once, parts before what they are parts of."""
        seen: dict[Formula, None] = {}
        stack = [(root, False) for root in reversed(list(roots))]
        while stack:
            node, done = stack.pop()
            if done:
                seen.setdefault(node, None)
            elif node not in seen:
                stack.append((node, True))
                stack.extend((part, False) for part in reversed(self.pieces(node)))
        return list(seen)

    def weight(self, node: Formula) -> int:
        """How many atoms and columns the formula is written with."""
        done = self._weights.get(node)
        if done is None:
            done = self._weights[node] = sum(map(self.weight, self.pieces(node))) if self.pieces(node) else 1
        return done

    def level(self, node: Formula) -> int:
        """The step of a column."""
        done = self._level.get(node)
        if done is None:
            done = self._level[node] = max((self._below(part) for part in self.pieces(node)), default=0)
        return done

    def _below(self, node: Formula) -> int:
        """The first step in which the formula can be used."""
        if node in self.columns:
            return self.level(node) + 1
        return max((self._below(part) for part in self.pieces(node)), default=0)
