"""Circuits: formulas as gates over what is certain of each atom, so that every wire is a column without nulls.

A formula is certainly true where strong Kleene tables make it so. That asks of an atom whether it is certainly true, or
certainly false, and of `and` and `or` no third value: so a gate costs a quarter of one that minds nulls, and only what is
asked for is worked out. Pairs of wires that meet in several gates become one gate, since formulas repeat each other's conditions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import combinations

from inforce.language.formula import And, Atom, Constant, Formula, Not, Or


@dataclass(frozen=True, slots=True)
class Sure:
    """Where an atom is certainly true, or certainly false."""

    atom: Atom
    holds: bool


@dataclass(frozen=True, slots=True)
class Inverse:
    """Where another signal is not."""

    of: int


@dataclass(frozen=True, slots=True)
class Gate:
    """Where all of some signals are, or one of them at least."""

    all: bool
    parts: frozenset[int]


Signal = Sure | Inverse | Gate | bool


def inputs_of(signal: Signal) -> tuple[int, ...]:
    """The signals that another is made of, in the order of their numbers."""
    if isinstance(signal, Gate):
        return tuple(sorted(signal.parts))
    return (signal.of,) if isinstance(signal, Inverse) else ()


class Circuit:
    """The signals of some formulas, numbered, each before those that use it.

    Args:
        is_total: whether an atom is known of every row, so that false is the inverse of true.
        is_unknown: whether nothing is known of an atom in any row.
        findings: atoms that count as false where nothing is said, each with what makes it true all the same.
    """

    def __init__(self, is_total: Callable[[Atom], bool], is_unknown: Callable[[Atom], bool], findings: Mapping[Atom, Formula]) -> None:
        self.signals: list[Signal] = []
        self._numbers: dict[Signal, int] = {}
        self._memo: dict[tuple[Formula, bool], int] = {}
        self._total: dict[Formula, bool] = {}
        self._is_total = is_total
        self._is_unknown = is_unknown
        self._findings = findings

    def number(self, signal: Signal) -> int:
        found = self._numbers.get(signal)
        if found is None:
            found = self._numbers[signal] = len(self.signals)
            self.signals.append(signal)
        return found

    def certainly(self, formula: Formula, holds: bool = True) -> int:
        """The signal that says where a formula is certainly true, or certainly false."""
        key = (formula, holds)
        found = self._memo.get(key)
        if found is None:
            found = self._memo[key] = self._find(formula, holds)
        return found

    def _find(self, formula: Formula, holds: bool) -> int:
        if isinstance(formula, Constant):
            return self.number(formula.value is holds)
        if isinstance(formula, Not):
            return self.certainly(formula.part, not holds)
        if not holds and self._is_known(formula):
            return self.invert(self.certainly(formula, True))
        if isinstance(formula, (And, Or)):
            return self.gate(isinstance(formula, And) is holds, [self.certainly(part, holds) for part in formula.parts])
        assert isinstance(formula, Atom)
        said = self.number(False) if self._is_unknown(formula) else self.number(Sure(formula, holds))
        if formula not in self._findings:
            return said
        return self.gate(False, [said, self.certainly(self._findings[formula])])

    def _is_known(self, formula: Formula) -> bool:
        """Whether the formula has a truth in every row."""
        found = self._total.get(formula)
        if found is None:
            if isinstance(formula, Atom):
                found = formula in self._findings or self._is_total(formula)
            else:
                parts = (formula.part,) if isinstance(formula, Not) else formula.parts if isinstance(formula, (And, Or)) else ()
                found = all(self._is_known(part) for part in parts)
            self._total[formula] = found
        return found

    def invert(self, signal: int) -> int:
        found = self.signals[signal]
        if isinstance(found, bool):
            return self.number(not found)
        return found.of if isinstance(found, Inverse) else self.number(Inverse(signal))

    def gate(self, all: bool, parts: Iterable[int]) -> int:
        kept: set[int] = set()
        for part in parts:
            signal = self.signals[part]
            if signal is (not all):
                return part
            if signal is not all:
                kept.add(part)
        if any(isinstance(signal := self.signals[part], Inverse) and signal.of in kept for part in kept):
            return self.number(not all)
        if not kept:
            return self.number(all)
        return kept.pop() if len(kept) == 1 else self.number(Gate(all, frozenset(kept)))

    def shared(self, roots: Iterable[int]) -> dict[int, Signal]:
        """What the roots need, each signal before those that use it; pairs of parts that meet in several gates are one gate."""
        wanted = tuple(roots)
        inputs = {n: set(signal.parts) for n in sorted(self._needed(wanted)) if isinstance(signal := self.signals[n], Gate)}
        kinds = {n: signal.all for n in inputs if isinstance(signal := self.signals[n], Gate)}
        for all in (True, False):
            self._share(all, {n: parts for n, parts in inputs.items() if kinds[n] is all})
        order: dict[int, Signal] = {}

        def visit(n: int) -> None:
            if n not in order:
                signal = self.signals[n]
                if isinstance(signal, Gate):
                    signal = Gate(signal.all, frozenset(inputs.get(n, signal.parts)))
                for part in inputs_of(signal):
                    visit(part)
                order[n] = signal

        for root in wanted:
            visit(root)
        return order

    def _needed(self, roots: Iterable[int]) -> set[int]:
        seen: set[int] = set()
        waiting = list(roots)
        while waiting:
            n = waiting.pop()
            if n not in seen:
                seen.add(n)
                waiting += inputs_of(self.signals[n])
        return seen

    def _share(self, all: bool, inputs: dict[int, set[int]]) -> None:
        """Put a gate wherever two signals meet in several gates (in place), the most frequent pair first."""
        where: dict[tuple[int, int], set[int]] = {}
        for n, parts in inputs.items():
            for pair in combinations(sorted(parts), 2):
                where.setdefault(pair, set()).add(n)
        heap = [(-len(gates), pair) for pair, gates in where.items() if len(gates) > 1]
        heapify(heap)
        while heap:
            count, pair = heappop(heap)
            gates = where.get(pair, set())
            if len(gates) < 2:
                continue
            if -count != len(gates):
                heappush(heap, (-len(gates), pair))
                continue
            whole = next((n for n in sorted(gates) if inputs[n] == set(pair)), None)
            new = self.number(Gate(all, frozenset(pair))) if whole is None else whole
            touched: Counter[tuple[int, int]] = Counter()
            for n in sorted(gates):
                if n == new:
                    continue
                parts = inputs[n]
                for old in pair:
                    parts.discard(old)
                    for other in parts:
                        where.get((min(old, other), max(old, other)), set()).discard(n)
                for other in parts:
                    meeting = (min(new, other), max(new, other))
                    where.setdefault(meeting, set()).add(n)
                    touched[meeting] += 1
                parts.add(new)
            where[pair] = set()
            for meeting in touched:
                if len(where[meeting]) > 1:
                    heappush(heap, (-len(where[meeting]), meeting))
