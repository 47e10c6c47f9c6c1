"""A board: the circuit of one problem, its columns, and which cells make which atoms true.

Columns stand in the order of the vocabulary; so do the values of a set. Everything is in a fixed order, so that two programs that
hold the same rulebook find the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from inforce.interview.cells import Cells, Column, bool_cells, choice_cells, ordered_cells
from inforce.interview.circuit import Circuit
from inforce.language.day import last_before, shift
from inforce.language.fact import Vocabulary
from inforce.language.formula import Flag, Formula, Given, Has, In, Most
from inforce.language.knowledge import Knowledge
from inforce.rulebook.asking import Common, Question

THERE = "?"


class Board:
    """What the chooser works on; made once for each problem."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        outcomes: Iterable[Sequence[Formula]],
        constraints: Sequence[Formula],
        start: Knowledge,
        questions: Mapping[str, Question],
        on: int,
    ) -> None:
        self.vocabulary = vocabulary
        self.on = on
        self.common: dict[str, Common | None] = {name: question.common for name, question in questions.items()}
        groups = [tuple(formulas) for formulas in outcomes]
        self.circuit = Circuit([*(f for formulas in groups for f in formulas), *constraints])
        index = self.circuit.index
        self.outcomes = [tuple(index[f] for f in formulas) for formulas in groups]
        self.constraints = [index[f] for f in constraints]
        self.atom_columns: dict[int, tuple[int, ...]] = {}
        """For each atom's node, the columns it reads; none for what is only ever known from outside."""
        self.columns = self._columns(start)
        self.place = {column: number for number, column in enumerate(self.columns)}
        for node, atom in enumerate(self.circuit.atoms):
            if atom is not None:
                self.atom_columns[node] = tuple(self.place[column] for column in _reads(atom) if column in self.place)
        self.atoms_of: list[list[int]] = [[] for _ in self.columns]
        for node, columns in self.atom_columns.items():
            for number in columns:
                self.atoms_of[number].append(node)
        self.columns_of: dict[str, list[int]] = {}
        for number, column in enumerate(self.columns):
            self.columns_of.setdefault(column.fact.removesuffix(THERE), []).append(number)
        self.cones = self._cones()
        """For each column, the nodes that can change with it."""
        touching = [set(cone) for cone in self.cones]
        self.constraints_of = [[root for root in self.constraints if root in cone] for cone in touching]
        self.is_relation = [isinstance(atom, Most) and atom.right is not None for atom in self.circuit.atoms]
        self.sides = {node: (atom.left, atom.right) for node, atom in enumerate(self.circuit.atoms) if isinstance(atom, Most) and atom.right is not None}
        self.outside = [atom for node, atom in enumerate(self.circuit.atoms) if atom is not None and not self.atom_columns[node]]
        below = {root: self.circuit.below([root]) for root in self.constraints}
        reads = {root: {number for node in nodes for number in self.atom_columns.get(node, ())} for root, nodes in below.items()}
        self.neighbours = [frozenset(n for root in roots for n in reads[root]) - {number} for number, roots in enumerate(self.constraints_of)]
        """For each column, the others that some constraint ties it to."""
        inside = [sorted({node for root in roots for node in below[root]}) for roots in self.constraints_of]
        self.constraint_cones = [[node for node in nodes if node in touching[number]] for number, nodes in enumerate(inside)]
        """For each column, the nodes of its constraints that change with it."""
        self.constraint_sides = [[node for node in nodes if node not in touching[number]] for number, nodes in enumerate(inside)]
        """For each column, the other nodes of its constraints."""
        self.opening: object = None
        """The chooser before anything is known, once there is one."""
        self._cells: dict[tuple[object, ...], Cells] = {}
        self._true: dict[tuple[int, Cells], tuple[int, ...]] = {}
        self._reaches: dict[tuple[int, Cells, Cells], tuple[int, ...]] = {}
        self._cuts, self._sets = self._mentioned()

    def _columns(self, start: Knowledge) -> list[Column]:
        read = {column for atom in self.circuit.atoms if atom is not None for column in _reads(atom)}
        found = []
        for name, fact in self.vocabulary.facts.items():
            if start.is_settled(name):
                continue
            if fact.type == "set":
                found += [Column(name, value) for value in fact.values if Column(name, value) in read]
            elif Column(name) in read:
                found.append(Column(name))
        return found

    def _cones(self) -> list[list[int]]:
        reads = [0] * len(self.circuit.kinds)  # the columns each node reads, as bits
        found: list[list[int]] = [[] for _ in self.columns]
        for node, parts in enumerate(self.circuit.parts):
            its = 0
            for number in self.atom_columns.get(node, ()):
                its |= 1 << number
            for part in parts:
                its |= reads[part]
            reads[node] = its
            while its:
                low = its & -its
                found[low.bit_length() - 1].append(node)
                its ^= low
        return found

    def _mentioned(self) -> tuple[dict[str, list[int]], dict[str, list[frozenset[str]]]]:
        """The limits that days and numbers are compared with, and the sets of values that choices are."""
        cuts: dict[str, set[int]] = {}
        sets: dict[str, set[frozenset[str]]] = {}
        for atom in self.circuit.atoms:
            if isinstance(atom, Most) and atom.right is None:
                cuts.setdefault(atom.left, set()).add(atom.limit)
            elif isinstance(atom, In):
                sets.setdefault(atom.fact, set()).add(atom.values)
        return {name: sorted(found) for name, found in cuts.items()}, {name: sorted(found, key=sorted) for name, found in sets.items()}

    @cached_property
    def relations(self) -> list[Most]:
        return [atom for atom in self.circuit.atoms if isinstance(atom, Most) and atom.right is not None]

    def _points(self, name: str, known: Knowledge) -> list[int]:
        """Points at which relations to other facts turn, where those facts stand at the ends of their regions."""
        found = set()
        for atom in self.relations:
            assert atom.right is not None
            if name == atom.left and atom.right != name:
                for end in self._ends(atom.right, known):
                    point = shift(end, atom.months, atom.days)
                    found |= {point, point + 1}
            elif name == atom.right and atom.left != name:
                for end in self._ends(atom.left, known):
                    point = last_before(end - 1, atom.months, atom.days)
                    found |= {point, point + 1}
        return sorted(found)

    def _ends(self, name: str, known: Knowledge) -> list[int]:
        low, high = known.interval(name)
        cuts = [cut for cut in self._cuts.get(name, ()) if low <= cut < high]
        return sorted({low, high, *cuts, *(cut + 1 for cut in cuts)})

    def cells(self, number: int, known: Knowledge) -> Cells:
        """The cells left of a column by what is known; the same object for the same knowledge."""
        column = self.columns[number]
        fact = self.vocabulary[column.fact]
        value: object = known.values.get(column.fact)
        if column.value is not None:
            value = None if value is None else value.get(column.value)  # type: ignore[attr-defined]
        elif fact.is_ordered:
            value = (known.interval(column.fact), *(known.interval(name) for name in self.partners.get(column.fact, ())))
        key = (number, value)
        found = self._cells.get(key)
        if found is None:
            found = self._cells[key] = self._make_cells(column, known)
        return found

    @cached_property
    def partners(self) -> dict[str, list[str]]:
        """For each day or number, those that some relation ties it to."""
        found: dict[str, set[str]] = {}
        for atom in self.relations:
            assert atom.right is not None
            found.setdefault(atom.left, set()).add(atom.right)
            found.setdefault(atom.right, set()).add(atom.left)
        return {name: sorted(others) for name, others in found.items()}

    def _make_cells(self, column: Column, known: Knowledge) -> Cells:
        fact = self.vocabulary[column.fact]
        common = self.common.get(column.fact)
        if column.value is not None:
            members = known.values.get(column.fact)
            truth = members.get(column.value) if members is not None else None  # type: ignore[union-attr]
            share = common.shares.get(column.value) if common is not None else None
            return bool_cells(share) if truth is None else _settled(truth)
        if fact.type == "bool":
            value = known.values.get(column.fact)
            return bool_cells(common.shares.get("true") if common is not None else None) if value is None else _settled(value is True)
        if fact.is_choice:
            return choice_cells(fact, known.possible(column.fact), self._sets.get(column.fact, []), common)
        return ordered_cells(known.interval(column.fact), self._cuts.get(column.fact, ()), self._points(column.fact, known), common, self.on)

    def true_cells(self, node: int, cells: Cells) -> tuple[int, ...]:
        """Which cells of its column make an atom true."""
        key = (node, cells)
        found = self._true.get(key)
        if found is None:
            atom = self.circuit.atoms[node]
            if isinstance(atom, (Flag, Has)):
                held = [value is True for value in cells.values]
            elif isinstance(atom, In):
                held = [value in atom.values for value in cells.values]
            else:
                assert isinstance(atom, Most)
                held = [value <= atom.limit for value in cells.values]  # type: ignore[operator]
            found = self._true[key] = tuple(cell for cell, truth in enumerate(held) if truth)
        return found

    def reaches(self, node: int, left: Cells, right: Cells) -> tuple[int, ...]:
        """For each right point of a relation, how many of the left points it holds with: the first so many."""
        key = (node, left, right)
        found = self._reaches.get(key)
        if found is None:
            atom = self.circuit.atoms[node]
            assert isinstance(atom, Most)
            limits = [shift(int(value), atom.months, atom.days) for value in right.values]
            found = self._reaches[key] = tuple(sum(int(value) <= limit for value in left.values) for limit in limits)
        return found

    def point(self, value: int) -> Cells:
        """The cells of a day or number that is no column here because it is known from the start."""
        return self._cells.setdefault(("point", value), Cells((value,), (0,), (1.0,)))


def _settled(value: bool) -> Cells:
    return Cells((value,), (0,), (1.0,))


def _reads(atom: Formula) -> tuple[Column, ...]:
    if isinstance(atom, Flag):
        return (Column(atom.fact),)
    if isinstance(atom, Has):
        return (Column(atom.fact, atom.value),)
    if isinstance(atom, In):
        return (Column(atom.fact),)
    if isinstance(atom, Most):
        return (Column(atom.left),) if atom.right is None else (Column(atom.left), Column(atom.right))
    assert isinstance(atom, Given), atom
    return ()
