"""What the constraints force, as plain conditions: a citizen is not a permanent resident, so nobody need say so.

The constraints become clauses; a literal is forced where every other literal of one of its clauses is known to fail.
Chains of clauses of two literals are followed to their ends, so that one condition says all: a person who departed after
an order has a final order, and so is no citizen. Longer clauses are taken once, on what the table says itself. All that
is found follows from the constraints; what only a longer chain or a case distinction shows is not found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

from inforce.language.day import last_before, shift
from inforce.language.fact import Vocabulary
from inforce.language.formula import And, Atom, Constant, Formula, Has, In, Most, Not, Or, at_most, negate
from inforce.language.knowledge import Knowledge

Literal = tuple[Atom, bool]
Clause = frozenset[Literal]
MOST_CLAUSES = 64
"""A constraint of more clauses than this forces nothing here."""
MOST_LITERALS = 3
"""A condition of more literals than this is left out, unless it says that a set is empty."""


def clauses_of(formula: Formula, holds: bool = True) -> list[Clause] | None:
    """The clauses of a formula; None where there are too many.

    >>> from inforce.language.formula import conjoin, flag, implies
    >>> len(clauses_of(implies(flag("a"), conjoin(flag("b"), flag("c")))))
    2
    """
    if isinstance(formula, Constant):
        return [] if formula.value is holds else [frozenset()]
    if isinstance(formula, Atom):
        return [frozenset({(formula, holds)})]
    if isinstance(formula, Not):
        return clauses_of(formula.part, not holds)
    assert isinstance(formula, (And, Or))
    parts = [clauses_of(part, holds) for part in formula.parts]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if isinstance(formula, And) is holds:
        joined = [clause for part in known for clause in part]
        return joined if len(joined) <= MOST_CLAUSES else None
    size = 1
    for part in known:
        size *= len(part)
    if size > MOST_CLAUSES:
        return None
    made = [frozenset().union(*choice) for choice in product(*known)]
    return [clause for clause in made if not any((atom, not truth) in clause for atom, truth in clause)]


def as_formula(literal: Literal) -> Formula:
    return literal[0] if literal[1] else negate(literal[0])


@dataclass(frozen=True)
class Forced:
    """When a literal is forced: any of the conditions, each all of its literals."""

    conditions: tuple[Clause, ...]
    whole: bool
    """Whether nothing but chains of two-literal clauses bears on it, so that no condition can have been missed."""


@dataclass
class Forcing:
    """The constraints as clauses, asked backwards: what forces this literal?

    Args:
        constraints: what is still open of them on the day asked about.
        known: what holds of everybody on that day, with the order of days that every person keeps.
    """

    vocabulary: Vocabulary
    constraints: Iterable[Formula]
    known: Knowledge
    _by_literal: dict[Literal, list[Clause]] = field(default_factory=dict)
    _by_fact: dict[str, list[Atom]] = field(default_factory=dict)
    _orders: list[tuple[Most, Clause]] = field(default_factory=list)
    _forced_by_one: dict[Literal, set[Clause]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for constraint in self.constraints:
            for clause in clauses_of(constraint) or ():
                for literal in clause:
                    self._by_literal.setdefault(literal, []).append(clause)
                    atom, holds = literal
                    if isinstance(atom, Most) and atom.right is not None:
                        if holds:
                            self._orders.append((atom, frozenset((a, not h) for a, h in clause if a is not atom)))
                    elif isinstance(atom, (Most, In)):
                        atoms = self._by_fact.setdefault(next(iter(atom.facts)), [])
                        if atom not in atoms:
                            atoms.append(atom)

    def sources(self, literal: Literal) -> Iterator[Clause]:
        """Sets of literals, each of which forces the literal when all of it holds."""
        atom, holds = literal
        for clause in self._by_literal.get(literal, ()):
            yield frozenset((a, not h) for a, h in clause if a is not atom)
        if isinstance(atom, (Most, In)) and (isinstance(atom, In) or atom.right is None):
            for other in self._by_fact.get(next(iter(atom.facts)), ()):
                if other is not atom:
                    yield from (frozenset({(other, turn)}) for turn in (True, False) if self._entails(other, turn, literal))
        if isinstance(atom, Most) and atom.right is None:
            yield from self._by_order(atom, holds)

    def _entails(self, other: Atom, turn: bool, literal: Literal) -> bool:
        """Whether one saying about a fact entails another about the same fact."""
        atom, holds = literal
        if isinstance(atom, Most) and isinstance(other, Most):
            return turn is holds and (other.limit < atom.limit if holds else other.limit > atom.limit)
        if isinstance(atom, In) and isinstance(other, In):
            every = frozenset(self.vocabulary[atom.fact].values)
            left, right = (o.values if t else every - o.values for o, t in ((other, turn), (atom, holds)))
            return left <= right
        return False

    def _by_order(self, atom: Most, holds: bool) -> Iterator[Clause]:
        """By the order of two days: what is not after an early day is early, what is not before a late day is late."""
        for order, guard in self._orders:
            assert order.right is not None
            if holds and order.left == atom.left:
                other = at_most(order.right, last_before(atom.limit, order.months, order.days))
            elif not holds and order.right == atom.left:
                other = at_most(order.left, shift(atom.limit, order.months, order.days))
            else:
                continue
            assert isinstance(other, Most)
            yield guard | {(other, holds)}

    def of(self, literal: Literal) -> Forced:
        """Every condition found that forces the literal."""
        single: dict[Literal, None] = {}
        longer: dict[Clause, None] = {}
        seen = {literal, (literal[0], not literal[1])}
        waiting = [literal]
        while waiting:
            for source in self.sources(waiting.pop(0)):
                left = self._open(source)
                if left is None:
                    continue
                if len(left) == 1:
                    one = next(iter(left))
                    if one not in seen:
                        seen.add(one)
                        single[one] = None
                        waiting.append(one)
                elif left and (literal[0], not literal[1]) not in left:
                    longer[left] = None
        denied = self._singles((literal[0], not literal[1]))
        kept = dict.fromkeys(self._reduced(clause) for clause in longer if not any(each in single or frozenset({each}) in denied for each in clause))
        short = [clause for clause in kept if len(clause) <= MOST_LITERALS or self._is_empty_set(clause, literal[0])]
        return Forced((*(frozenset({one}) for one in single if self._is_news(one, literal[0]) and not self._is_stronger(one, single)), *short), not longer)

    @staticmethod
    def _is_news(source: Literal, atom: Atom) -> bool:
        """Whether the source says more than the fact's own column, which settles every limit and choice at once."""
        return isinstance(atom, Has) or source[0].facts != atom.facts

    def _is_stronger(self, one: Literal, others: Iterable[Literal]) -> bool:
        """Whether another condition about the same fact holds whenever this one does."""
        return any(other != one and other[0].facts == one[0].facts and self._entails(*one, other) for other in others)

    @staticmethod
    def _is_empty_set(clause: Clause, atom: Atom) -> bool:
        """Whether a long condition says that one set is empty, and is about something else."""
        return len({fact for each, _ in clause for fact in each.facts}) == 1 and all(
            isinstance(each, Has) and not holds and each.fact not in atom.facts for each, holds in clause
        )

    def _reduced(self, clause: Clause) -> Clause:
        """The condition without literals that its other literals force."""
        kept = set(clause)
        for one in sorted(clause, key=repr):
            if any(other != one and frozenset({other}) in self._singles(one) for other in kept):
                kept.discard(one)
        return frozenset(kept)

    def _singles(self, literal: Literal) -> set[Clause]:
        done = self._forced_by_one.get(literal)
        if done is None:
            self._forced_by_one[literal] = done = {source for source in self.sources(literal) if len(source) == 1}
        return done

    def _open(self, source: Clause) -> Clause | None:
        """The literals that are not true of everybody; None where one is true of nobody."""
        left: set[Literal] = set()
        for atom, holds in source:
            truth = self.known.truth(atom)
            if truth is None and isinstance(atom, Most) and atom.right is None:
                low, high = self.vocabulary[atom.left].span
                truth = True if atom.limit >= high else False if atom.limit < low else None
            if truth is None:
                left.add((atom, holds))
            elif truth is not holds:
                return None
        return frozenset(left)

