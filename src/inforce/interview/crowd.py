"""A crowd: made-up people who fit what is known and the constraints, as common as the figures say.

The people are drawn column by column, in a fixed order and from fixed numbers, so that the same answers always give the same crowd.
A value that would break a constraint whatever else the person is, is passed over for the next; whoever breaks a constraint in the
end does not count. The crowd is there to weigh questions. What it shows of two of its people is also proof: they are people.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache

from inforce.interview.board import Board
from inforce.interview.cells import Cells, Column
from inforce.interview.circuit import Masks
from inforce.language.knowledge import Knowledge

PEOPLE = 256
SEED = 20170220
_WORD = 0xFFFFFFFF


def number_of(text: str) -> int:
    """A number made of a text (FNV-1a), the seed of a column's draws.

    >>> number_of("us_citizen")
    1220181906
    """
    found = 2166136261
    for byte in text.encode():
        found = ((found ^ byte) * 16777619) & _WORD
    return found


def random_words(seed: int, count: int) -> list[int]:
    """So many numbers of 32 bits from a seed (mulberry32).

    >>> random_words(1, 2)
    [2693262067, 11749833]
    """
    found = []
    for _ in range(count):
        seed = (seed + 0x6D2B79F5) & _WORD
        mixed = ((seed ^ (seed >> 15)) * (seed | 1)) & _WORD
        mixed ^= (mixed + ((mixed ^ (mixed >> 7)) * (mixed | 61))) & _WORD
        found.append((mixed ^ (mixed >> 14)) & _WORD)
    return found


@cache
def _draws(column: Column, people: int, seed: int) -> tuple[list[int], Masks]:
    """A column's numbers in order, and who has one of the first so many."""
    words = random_words(seed ^ number_of(f"{column.fact}={column.value or ''}"), people)
    order = sorted(range(people), key=lambda person: (words[person], person))
    first = [0]
    for person in order:
        first.append(first[-1] | 1 << person)
    return [words[person] for person in order], first


def spread(column: Column, shares: Sequence[float], people: int, seed: int = SEED) -> Masks:
    """Who has which cell, by the shares of the cells."""
    words, first = _draws(column, people, seed)
    found, total, before = [], 0.0, 0
    for index, share in enumerate(shares):
        total += share
        here = people if index == len(shares) - 1 else bisect_left(words, int(total * 4294967296.0))
        found.append(first[here] ^ first[before])
        before = here
    return found


class Crowd:
    """People by cells, what holds of them, and who of them counts."""

    def __init__(self, board: Board, known: Knowledge, cells: list[Cells], people: int) -> None:
        self.board = board
        self.known = known
        self.cells = cells
        self.people = people
        self.full = (1 << people) - 1
        self.masks: list[Masks] = [[] for _ in cells]
        """For each column, who has each of its cells."""
        self.outside = [known.truth(atom) for atom in board.outside]
        self.values: Masks = [0] * len(board.circuit.kinds)
        self.valid = 0

    def atom(self, node: int) -> int:
        """Who makes an atom true."""
        columns = self.board.atom_columns[node]
        if self.board.is_relation[node]:
            return self._relation(node)
        if not columns:
            atom = self.board.circuit.atoms[node]
            assert atom is not None
            return self.full if self.known.truth(atom) else 0
        number = columns[0]
        masks, found = self.masks[number], 0
        for cell in self.board.true_cells(node, self.cells[number]):
            found |= masks[cell]
        return found

    def _side(self, name: str) -> tuple[Cells, Masks]:
        """One side of a relation: its cells, and who has each."""
        number = self.board.place.get(Column(name))
        if number is None:
            return self.board.point(self.known.interval(name)[0]), [self.full]
        return self.cells[number], self.masks[number]

    def _relation(self, node: int) -> int:
        left, right = self.board.sides[node]
        left_cells, lefts = self._side(left)
        right_cells, rights = self._side(right)
        found, reach, below = 0, 0, 0
        for count, people in zip(self.board.reaches(node, left_cells, right_cells), rights, strict=True):
            while reach < count:  # points stand in order, and a later day never moves to an earlier one
                below |= lefts[reach]
                reach += 1
            found |= people & below
        return found

    def fill(self, nodes: Iterable[int] | None = None) -> None:
        """Work out everything of everybody, or the nodes that have changed."""
        circuit = self.board.circuit
        circuit.fill(self.values, range(len(circuit.kinds)) if nodes is None else nodes, self.full, self.atom)
        self.valid = self.full
        for root in self.board.constraints:
            self.valid &= self.values[root]


def draw(board: Board, known: Knowledge, before: Crowd | None = None, *, people: int = PEOPLE, seed: int = SEED) -> Crowd:
    """A crowd for what is known.

    Args:
        before: the crowd of a moment ago; what an answer since cannot have changed is taken from it, and the crowd is the
            same as without.
    """
    crowd = Crowd(board, known, [board.cells(number, known) for number in range(len(board.columns))], people)
    if before is not None and (before.people != people or before.outside != crowd.outside):
        before = None
    changed = _Drawing(crowd, seed).draw(before)
    if before is None:
        crowd.fill()
    else:
        crowd.values = list(before.values)
        touched = {node for number in changed for node in board.cones[number]}
        crowd.fill(sorted(touched))
    return crowd


class _Drawing:
    """Draws the columns of a crowd in order, keeping to the constraints."""

    def __init__(self, crowd: Crowd, seed: int) -> None:
        self.crowd = crowd
        self.seed = seed
        self.done: set[int] = set()
        size = len(crowd.board.circuit.kinds)
        self.can, self.cannot = [0] * size, [0] * size

    def atom(self, node: int) -> tuple[int, int]:
        """Who can make an atom true, and who false, as far as the columns drawn tell."""
        crowd = self.crowd
        columns, full = crowd.board.atom_columns[node], crowd.full
        if self.done.issuperset(columns):
            true = crowd.atom(node)
            return true, full ^ true
        if len(columns) == 1 and not crowd.board.is_relation[node]:
            cells = crowd.cells[columns[0]]
            held = len(crowd.board.true_cells(node, cells))
            return full if held else 0, full if held < len(cells.values) else 0
        return full, full

    def draw(self, before: Crowd | None) -> list[int]:
        """Draw every column; gives those whose people are not those of `before`."""
        crowd, board = self.crowd, self.crowd.board
        fresh = [number for number in range(len(board.columns)) if before is None or before.cells[number] is not crowd.cells[number]]
        waiting, changed = set(fresh), []
        for number in range(len(board.columns)):
            if before is not None and number not in waiting and not board.neighbours[number] & waiting:
                crowd.masks[number] = before.masks[number]
                continue
            masks = spread(board.columns[number], crowd.cells[number].shares, crowd.people, self.seed)
            if len(masks) > 1 and board.constraint_cones[number]:
                masks = _moved(masks, self._barred(number), crowd.full)
            crowd.masks[number] = masks
            if before is None or number in waiting or masks != before.masks[number]:
                waiting.add(number)
                changed.append(number)
        return changed

    def _barred(self, number: int) -> Masks:
        """For each cell of a column, whom it would make break a constraint, whatever the columns not yet drawn."""
        crowd, board = self.crowd, self.crowd.board
        circuit, full = board.circuit, crowd.full
        nodes = board.constraint_cones[number]
        self.done = {other for other in board.neighbours[number] if other < number}
        circuit.fill_open(self.can, self.cannot, board.constraint_sides[number], full, self.atom)
        self.done.add(number)
        barred = []
        count = len(crowd.cells[number].values)
        for cell in range(count):
            crowd.masks[number] = [full if other == cell else 0 for other in range(count)]
            circuit.fill_open(self.can, self.cannot, nodes, full, self.atom)
            bad = 0
            for root in board.constraints_of[number]:
                bad |= full ^ self.can[root]
            barred.append(bad)
        return barred


def _moved(masks: Masks, barred: Masks, full: int) -> Masks:
    """The masks with everybody whose cell is barred moved to the next one that is not; nobody moves who has none."""
    if not any(mask & bad for mask, bad in zip(masks, barred, strict=True)):
        return masks
    found = [mask & ~bad & full for mask, bad in zip(masks, barred, strict=True)]
    left = [mask & bad for mask, bad in zip(masks, barred, strict=True)]
    for step in range(1, len(masks)):
        for cell, waiting in enumerate(left):
            if waiting:
                target = (cell + step) % len(masks)
                moving = waiting & ~barred[target]
                found[target] |= moving
                left[cell] = waiting & ~moving
    for cell, waiting in enumerate(left):
        found[cell] |= waiting
    return found


def everybody(board: Board, known: Knowledge, numbers: Sequence[int], cells: list[Cells], people: int) -> Crowd:
    """Every combination of the cells of some columns, the other columns standing at their first cell.

    Person i has, of each column, the cell that the digits of i say: the last column's digit counts single.
    """
    crowd = Crowd(board, known, cells, people)
    size = people
    for number in range(len(board.columns)):
        count = len(cells[number].values)
        crowd.masks[number] = [crowd.full] + [0] * (count - 1)
    for number in numbers:
        count = len(cells[number].values)
        size //= count
        unit = (1 << size) - 1
        masks = []
        for cell in range(count):
            mask = 0
            for start in range(cell * size, people, size * count):
                mask |= unit << start
            masks.append(mask)
        crowd.masks[number] = masks
    crowd.fill()
    return crowd


