"""Patterns: rows alike in all that a question can turn on are decided once.

A question is a handful of formulas of which one holds. What is left of it in a row, once the known facts are filled in,
is the part of the formulas that truth tables leave open, with the open constraints that its facts are tied to. The key
of a row tells exactly that: which nodes are open within what is open above them, and, of the facts in them that are
known in part, in which regions they still can lie. Rows with the same key have the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from inforce.backends.columns.expression import parts_of
from inforce.backends.columns.kleene import Plane, Truth, anywhere, both, either, invert, some, spread, truth_of, unsettled
from inforce.language.formula import Atom, Formula, Most
from inforce.screen.partial import known_in_part
from inforce.screen.state import Ends, State

BITS = 60
"""How many bits of a key one whole-number column holds."""


class Graph:
    """The nodes of some formulas, parents before parts, and those whose openness a key has to tell."""

    def __init__(self, roots: Sequence[Formula]) -> None:
        self.roots = tuple(roots)
        self.order = tuple(reversed(_parts_first(roots)))
        parents: dict[Formula, int] = dict.fromkeys(self.roots, 1)
        for node in self.order:
            for part in parts_of(node):
                parents[part] = parents.get(part, 0) + 1
        # an inner node is open where one of its parts is, unless a part is open for the sake of another parent
        self.told = tuple(node for node in self.order if isinstance(node, Atom) or any(parents[part] > 1 for part in parts_of(node)))
        self.atoms = tuple(node for node in self.order if isinstance(node, Atom))

    def live(self, open_nodes: Callable[[Formula], Plane], where: Plane) -> dict[Formula, Plane]:
        """Where each node is open within open parents, up to an open root, in the rows named."""
        reached: dict[Formula, Plane] = dict.fromkeys(self.roots, where)
        live: dict[Formula, Plane] = {}
        for node in self.order:
            above = reached.get(node, False)
            here = live[node] = both(above, open_nodes(node)) if above is not False else False
            if here is not False:
                for part in parts_of(node):
                    reached[part] = either(reached.get(part, False), here)
        return live


def _parts_first(roots: Iterable[Formula]) -> list[Formula]:
    order: dict[Formula, None] = {}

    def visit(node: Formula) -> None:
        if node not in order:
            for part in parts_of(node):
                visit(part)
            order[node] = None

    for root in roots:
        visit(root)
    return list(order)


@dataclass(frozen=True)
class Tie:
    """A constraint that is still open somewhere: where its nodes are open, and where each of its facts is in them."""

    first: int
    """The place of its first bit in a key, after the question's own."""
    graph: Graph
    live: Mapping[Formula, Plane]
    touches: Mapping[str, Plane]


@dataclass
class View:
    """A table closed under the constraints, ready to be asked."""

    state: State
    ties: Sequence[Tie]
    truths: dict[Formula, Truth] = field(default_factory=dict)
    _open: dict[Formula, Plane] = field(default_factory=dict)

    @classmethod
    def of(cls, state: State, constraints: Sequence[Formula], truths: Mapping[Formula, Truth]) -> View:
        """Look at a closed table.

        Args:
            truths: of every part of the constraints, as `closing.close` gives them.
        """
        view = cls(state, (), dict(truths))
        first, ties = 0, []
        for constraint in constraints:
            graph = Graph((constraint,))
            live = graph.live(view.is_open, True)
            if anywhere(live[constraint]):
                ties.append(Tie(first, graph, live, view.touched(graph.atoms, live)))
            first += len(graph.told)
        view.ties = ties
        return view

    def truth(self, formula: Formula) -> Truth:
        return truth_of(formula, self.state.truth, self.truths)

    def is_open(self, formula: Formula) -> Plane:
        found = self._open.get(formula)
        if found is None:
            found = self._open[formula] = unsettled(self.truth(formula))
        return found

    def touched(self, atoms: Iterable[Atom], live: Mapping[Formula, Plane]) -> dict[str, Plane]:
        """Where each fact that is not settled stands in an open atom."""
        found: dict[str, Plane] = {}
        for atom in atoms:
            here = live[atom]
            if here is False:
                continue
            for fact in sorted(atom.facts):
                plane = both(here, invert(self.state.is_settled(fact))) if isinstance(atom, Most) and atom.right is not None else here
                found[fact] = either(found.get(fact, False), plane)
        return found


@dataclass(frozen=True, eq=False)
class Question:
    """Formulas of which one at most holds, asked of every row."""

    name: str
    kind: str
    formulas: Mapping[str, Formula]
    graph: Graph

    @classmethod
    def of(cls, name: str, kind: str, formulas: Mapping[str, Formula]) -> Question:
        return cls(name, kind, formulas, Graph(tuple(dict.fromkeys(formulas.values()))))


def keys(question: Question, view: View, where: pl.Series, blank: Mapping[str, Ends]) -> pl.DataFrame:
    """The keys of the rows named, in their order: whole-number columns, zero where they say nothing.

    Args:
        blank: by ordered fact, the ends of what is known of it where nobody said anything.
    """
    live = question.graph.live(view.is_open, where)
    relevant = view.touched(question.graph.atoms, live)
    ties = _spread_ties(view.ties, relevant)
    bits: dict[int, Plane] = {index: live[node] for index, node in enumerate(question.graph.told)}
    for tie, included in ties:
        first = len(question.graph.told) + tie.first
        bits |= {first + index: both(included, tie.live[node]) for index, node in enumerate(tie.graph.told)}
    found = _packed(bits, where)
    pairs = [(atom, live[atom]) for atom in question.graph.atoms if isinstance(atom, Most) and atom.right is not None]
    pairs += [(atom, both(included, tie.live[atom])) for tie, included in ties for atom in tie.graph.atoms if isinstance(atom, Most) and atom.right is not None]
    found |= dict(known_in_part(view.state, relevant, [(atom, plane) for atom, plane in pairs if anywhere(both(plane, where))], where, blank))
    return pl.DataFrame(found) if found else pl.DataFrame({"none": pl.repeat(0, int(where.sum()), dtype=pl.UInt64, eager=True)})


def _spread_ties(ties: Sequence[Tie], relevant: dict[str, Plane]) -> list[tuple[Tie, Plane]]:
    """The constraints that relevant facts are tied to, directly or through others; their facts become relevant (in place)."""
    included: dict[int, Plane] = {}
    changed = True
    while changed:
        changed = False
        for index, tie in enumerate(ties):
            before = included.get(index, False)
            now = some(both(relevant.get(fact, False), touch) for fact, touch in tie.touches.items())
            new = both(now, invert(before))
            if not anywhere(new):
                continue
            included[index] = either(before, new)
            changed = True
            for fact, touch in tie.touches.items():
                relevant[fact] = either(relevant.get(fact, False), both(new, touch))
    return [(ties[index], plane) for index, plane in sorted(included.items())]


def _packed(bits: Mapping[int, Plane], where: pl.Series) -> dict[str, pl.Series]:
    """Planes as bits of whole numbers, each at its place, for the rows named."""
    kept = {place: spread(plane, len(where)).filter(where) for place, plane in bits.items() if anywhere(both(plane, where))}
    table = pl.DataFrame({str(place): series for place, series in kept.items()})
    words: dict[int, list[pl.Expr]] = {}
    for place in kept:
        words.setdefault(place // BITS, []).append(pl.col(str(place)).cast(pl.UInt64) * (1 << place % BITS))
    packed = table.select(pl.sum_horizontal(parts).alias(f"bits {word}") for word, parts in words.items())
    return {series.name: series for series in packed}
