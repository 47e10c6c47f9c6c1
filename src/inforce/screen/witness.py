"""Witnesses: people who fit what is known of each row, tried on all rows at once, and the outcomes they show.

One completion of every row is walked from fact to fact: an unknown fact takes another value, alone or together with one
that a constraint ties to it, wherever every constraint still holds. Each outcome met on the way is possible for its row.
Two of them prove `depends`; an outcome met where truth tables leave no other proves itself. What the walk does not prove
is left to the kernel, so the walk can be short, and needs no luck to be right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from random import Random

import polars as pl

from inforce.backends.columns.expression import parts_of
from inforce.backends.columns.kleene import Plane, Truth, anywhere, both, either, every, invert, some, spread
from inforce.kernel.formula import And, Atom, Constant, Formula, Given, Has, Not, atoms
from inforce.screen.possible import complete
from inforce.screen.regions import WORD
from inforce.screen.state import State, at_most, column

Spot = tuple[str, str | None]
"""What a step changes: a fact, or one value of a set fact."""
TIED = 6
"""Constraints about more facts than this tie too many pairs to try them together."""


class Walk:
    """A walk over completions of a closed table; `seen` tells where each wanted formula was met as true."""

    def __init__(self, closed: State, constraints: Sequence[Formula], seed: int = 0) -> None:
        self.closed = closed
        self.constraints = tuple(constraints)
        self.random = Random(seed)
        self.person = complete(closed, constraints, pure=True)
        self._nodes = _by_fact(self.constraints)
        self._values: dict[Formula, Plane] = {}
        for constraint in self.constraints:
            self._value(constraint)
        self.valid = every(self._values[constraint] for constraint in self.constraints)
        """Rows whose completion meets the constraints; the walk shows nothing of the others."""
        self.seen: dict[Formula, Plane] = {}

    def look(self, wanted: Iterable[Formula]) -> None:
        """Turn once to every fact that the wanted formulas, or constraints tied to them, mention."""
        formulas = tuple(dict.fromkeys(wanted))
        nodes = _by_fact(formulas)
        kept = dict.fromkeys(node for its in self._nodes.values() for node in its)
        self._values = {node: value for node, value in self._values.items() if node in kept}
        for formula in formulas:
            self._see(formula)
        moves = self._moves(formulas)
        self.random.shuffle(moves)
        for move in moves:
            turns = list(range(self._turns(move[0])))
            self.random.shuffle(turns)
            for turn in turns:
                if self._step(move, turn, nodes):
                    for formula in formulas:
                        if any(fact in formula.facts for fact, _ in move):
                            self._see(formula)

    def _see(self, formula: Formula) -> None:
        self.seen[formula] = either(self.seen.get(formula, False), both(self._value(formula), self.valid))

    def _moves(self, formulas: Sequence[Formula]) -> list[tuple[Spot, ...]]:
        about: set[str] = set().union(*(formula.facts for formula in formulas))
        before = 0
        while len(about) != before:
            before = len(about)
            about = about.union(*(constraint.facts for constraint in self.constraints if not constraint.facts.isdisjoint(about)))
        spots = dict.fromkeys(spot for formula in (*formulas, *self.constraints) for atom in atoms(formula) for spot in _spots(atom) if spot[0] in about)
        moves: dict[tuple[Spot, ...], None] = dict.fromkeys((spot,) for spot in spots)
        for constraint in self.constraints:
            if len(constraint.facts) <= TIED and constraint.facts <= about:
                its = dict.fromkeys(spot for atom in atoms(constraint) for spot in _spots(atom))
                moves |= dict.fromkeys(pair for pair in combinations(its, 2))
        return [move for move in moves if all(anywhere(self._is_free(spot)) for spot in move)]

    def _is_free(self, spot: Spot) -> Plane:
        """Where more than one value is left."""
        fact, closed = spot[0], self.closed
        if fact in closed.ends:
            return invert(closed.is_settled(fact))
        if fact in closed.words:
            return True
        truth = closed.truths.get(spot, Truth(False, False))
        return invert(either(truth.true, truth.false))

    def _turns(self, spot: Spot) -> int:
        """How many values a step tries in turn."""
        regions = self.closed.regions
        if spot[0] in regions.cuts:
            return len(regions.cuts[spot[0]]) + 1
        return max(regions.blocks[spot[0]].values()) + 1 if spot[0] in regions.blocks else 1

    def _step(self, move: tuple[Spot, ...], turn: int, nodes: Mapping[str, Sequence[Formula]]) -> bool:
        """Move where every constraint still holds; whether anybody moved."""
        proposed, where = self.person.copy(), self.valid
        for spot in move:
            where = both(where, self._propose(proposed, spot, turn))
        if not anywhere(where):
            return False
        facts = list(dict.fromkeys(fact for fact, _ in move))
        touched = dict.fromkeys(node for fact in facts for node in self._nodes.get(fact, ()))
        ahead: dict[Formula, Plane] = {}
        for node in touched:
            ahead[node] = self._work_out(node, proposed, ahead)
        ok = both(where, every(ahead[c] for c in self.constraints if c in ahead))
        if not anywhere(ok):
            return False
        self._adopt(proposed, move, spread(ok, self.closed.rows))
        for node in (*touched, *dict.fromkeys(node for fact in facts for node in nodes.get(fact, ()))):
            self._values.pop(node, None)
        return True

    def _propose(self, proposed: State, spot: Spot, turn: int) -> Plane:
        """Give a fact another value (in place); where that is allowed by what is known."""
        fact, closed, rows = spot[0], self.closed, self.closed.rows
        if fact in closed.ends:
            cuts = closed.regions.cuts[fact]
            turn %= len(cuts) + 1
            low, high = closed.ends[fact]
            least = _clip(column(low, rows), cuts[turn - 1] + 1, up=True) if turn else column(low, rows)
            most = _clip(column(high, rows), cuts[turn], up=False) if turn < len(cuts) else column(high, rows)
            day = least if self.random.random() < 0.5 else most
            proposed.ends[fact] = (day, day)
            return both(at_most(least, most), invert(closed.is_settled(fact)))
        if fact in closed.words:
            turn %= max(closed.regions.blocks[fact].values()) + 1
            bit = 1 << turn % WORD
            proposed.words[fact] = tuple(bit if index == turn // WORD else 0 for index in range(len(closed.words[fact])))
            word = closed.words[fact][turn // WORD]
            return bool(word & bit) if isinstance(word, int) else (word & bit) != 0
        now = proposed.truths[spot]
        proposed.truths[spot] = Truth(now.false, now.true)
        return self._is_free(spot)

    def _adopt(self, proposed: State, move: tuple[Spot, ...], ok: pl.Series) -> None:
        person, rows = self.person, self.closed.rows
        for spot in move:
            fact = spot[0]
            if fact in person.ends:
                day = column(proposed.ends[fact][0], rows).zip_with(ok, column(person.ends[fact][0], rows))
                person.ends[fact] = (day, day)
            elif fact in person.words:
                pairs = zip(proposed.words[fact], person.words[fact], strict=True)
                person.words[fact] = tuple(column(new, rows, pl.UInt64).zip_with(ok, column(old, rows, pl.UInt64)) for new, old in pairs)
            else:
                true = either(both(ok, proposed.truths[spot].true), both(~ok, person.truths[spot].true))
                person.truths[spot] = Truth(true, invert(true))

    def _value(self, node: Formula) -> Plane:
        found = self._values.get(node)
        if found is None:
            found = self._values[node] = self._work_out(node, self.person, {})
        return found

    def _work_out(self, node: Formula, person: State, ahead: Mapping[Formula, Plane]) -> Plane:
        """A node's value for some person, its parts being known."""
        if isinstance(node, Atom):
            return person.truth(node).true
        if isinstance(node, Constant):
            return node.value
        parts = [ahead[part] if part in ahead else self._value(part) for part in parts_of(node)]
        if isinstance(node, Not):
            return invert(parts[0])
        return every(parts) if isinstance(node, And) else some(parts)


def _clip(days: pl.Series, bound: int, *, up: bool) -> pl.Series:
    return days.clip(lower_bound=bound) if up else days.clip(upper_bound=bound)


def _spots(atom: Atom) -> list[Spot]:
    if isinstance(atom, Has):
        return [(atom.fact, atom.value)]
    if isinstance(atom, Given):
        return []  # what was said does not change
    return [(fact, None) for fact in sorted(atom.facts)]


def _by_fact(formulas: Iterable[Formula]) -> dict[str, tuple[Formula, ...]]:
    """By fact: the nodes of some formulas that mention it, parts first."""
    nodes: dict[Formula, None] = {}

    def visit(node: Formula) -> None:
        if node not in nodes:
            for part in parts_of(node):
                visit(part)
            nodes[node] = None

    for formula in formulas:
        visit(formula)
    found: dict[str, list[Formula]] = {}
    for node in nodes:
        for fact in node.facts:
            found.setdefault(fact, []).append(node)
    return {fact: tuple(its) for fact, its in found.items()}
