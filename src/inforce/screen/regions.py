"""Regions: what the formulas at hand can tell apart of each fact, over a whole caseload.

A choice's values fall into blocks that no formula tells apart; days and numbers are cut where a formula has a limit.
Two people whose facts lie in the same regions have the same answers, so answers are remembered by region, not by value.
"""

from __future__ import annotations

from collections.abc import Iterable

from inforce.language.day import last_before, shift
from inforce.language.fact import Vocabulary
from inforce.language.formula import Atom, Flag, Formula, Given, Has, In, Most, atoms

WORD = 60
"""How many blocks one whole-number column holds, one bit each."""


class Regions:
    """The blocks, limits and comparisons that some formulas mention."""

    def __init__(self, formulas: Iterable[Formula], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        found: dict[Atom, None] = {}
        for formula in formulas:
            found |= dict.fromkeys(atoms(formula))
        self.flags = tuple(dict.fromkeys(atom.fact for atom in found if isinstance(atom, Flag)))
        self.members = tuple(dict.fromkeys((atom.fact, atom.value) for atom in found if isinstance(atom, Has)))
        self.given = tuple(dict.fromkeys(atom.fact for atom in found if isinstance(atom, Given)))
        self.pairs = tuple(atom for atom in found if isinstance(atom, Most) and atom.right is not None)
        self.blocks: dict[str, dict[str, int]] = {}
        """By choice and value: the number of the block of values that no formula tells apart."""
        sets: dict[str, list[frozenset[str]]] = {}
        limits: dict[str, set[int]] = {}
        for atom in found:
            if isinstance(atom, In):
                sets.setdefault(atom.fact, []).append(atom.values)
            elif isinstance(atom, Most):
                limits.setdefault(atom.left, set())
                if atom.right is None:
                    limits[atom.left].add(atom.limit)
                else:
                    limits.setdefault(atom.right, set())
        for fact, mentioned in sets.items():
            signatures: dict[tuple[bool, ...], int] = {}
            self.blocks[fact] = {v: signatures.setdefault(tuple(v in values for values in mentioned), len(signatures)) for v in vocabulary[fact].values}
        self.cuts = {fact: tuple(sorted(found)) for fact, found in limits.items()}
        """By ordered fact: the limits mentioned."""
        self.fine_cuts = self._fine_cuts()
        """The same, with the limits of other facts moved over by the comparisons the fact stands in."""

    def _fine_cuts(self) -> dict[str, tuple[int, ...]]:
        fine = {fact: set(limits) for fact, limits in self.cuts.items()}
        for _ in range(2):
            before = {fact: frozenset(limits) for fact, limits in fine.items()}
            for atom in self.pairs:
                assert atom.right is not None
                for limit in before[atom.left]:
                    fine[atom.right] |= {last_before(limit, atom.months, atom.days), last_before(limit - 1, atom.months, atom.days)}
                for limit in before[atom.right]:
                    fine[atom.left] |= {shift(limit, atom.months, atom.days), shift(limit + 1, atom.months, atom.days)}
        return {fact: tuple(sorted(limits)) for fact, limits in fine.items()}

    def words(self, fact: str, values: Iterable[str] | None = None) -> tuple[int, ...]:
        """The bits of the blocks of some values of a choice, or of all, `WORD` to a number."""
        blocks = self.blocks[fact]
        chosen = set(blocks.values()) if values is None else {blocks[value] for value in values if value in blocks}
        count = max(blocks.values(), default=0) // WORD + 1
        return tuple(sum(1 << (block - WORD * word) for block in chosen if block // WORD == word) for word in range(count))
