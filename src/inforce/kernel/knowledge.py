"""Knowledge: what is known of each fact, narrowed step by step and never widened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from inforce.kernel.day import last_before, shift
from inforce.kernel.fact import Fact, Interval, Members, Value, Vocabulary
from inforce.kernel.formula import Atom, Flag, Formula, Given, Has, In, Most, Not, _most, at_least, at_most

PRIME = "'"
"""Marks the second copy of a fact (`final_order'`) when two people are compared."""


def fact_of(vocabulary: Vocabulary, name: str) -> Fact:
    """The declared fact, also for a second copy of it."""
    return vocabulary[name.rstrip(PRIME)]


def meet(first: Value | None, second: Value) -> Value:
    """What is known of a fact by two sayings that do not contradict each other.

    >>> meet((0, 10), (5, 100))
    (5, 10)
    """
    if first is None:
        return second
    if isinstance(second, Members):
        assert isinstance(first, Members)
        return Members(first.has | second.has, first.lacks | second.lacks, first.complete or second.complete)
    if isinstance(second, frozenset):
        return second & first  # type: ignore[operator]
    if isinstance(second, tuple):
        return (max(first[0], second[0]), min(first[1], second[1]))  # type: ignore[index]
    return second


class Knowledge:
    """What is known: values by fact, which facts something was said about, and relations between two dates that hold.

    Knowledge is only ever narrowed: `assume` gives a new, narrower knowledge or None where an atom contradicts it.
    Two ordered facts in relation are kept arc-consistent. Every relation has the form x <= g(y) with g non-decreasing,
    so the greatest and the least solution are found by propagating bounds, and the relations have a solution exactly
    when no interval becomes empty.

    >>> facts = Vocabulary({n: Fact(n, "int") for n in "ab"})
    >>> from inforce.kernel.formula import at_most_fact
    >>> k = Knowledge(facts, {"a": (5, 9)}).assume(at_most_fact("b", "a", days=-3), True)
    >>> k.values["b"]
    (0, 6)
    """

    __slots__ = ("given", "open_given", "relations", "values", "vocabulary")

    def __init__(
        self,
        vocabulary: Vocabulary,
        values: Mapping[str, Value] | None = None,
        given: Iterable[str] | None = None,
        relations: tuple[tuple[Most, bool], ...] = (),
        open_given: frozenset[str] = frozenset(),
    ) -> None:
        self.vocabulary = vocabulary
        self.values: dict[str, Value] = dict(values or {})
        self.given: frozenset[str] = frozenset(self.values if given is None else given)
        self.relations = relations
        self.open_given = open_given
        """Facts of which it is left open whether anything is said about them."""

    def interval(self, fact: str) -> Interval:
        found = self.values.get(fact)
        if found is None:
            return fact_of(self.vocabulary, fact).span
        return found  # type: ignore[return-value]

    def possible(self, fact: str) -> frozenset[str]:
        found = self.values.get(fact)
        if found is None:
            return frozenset(fact_of(self.vocabulary, fact).values)
        return found  # type: ignore[return-value]

    def is_settled(self, fact: str) -> bool:
        """Whether nothing more can be learnt about the fact."""
        found = self.values.get(fact)
        if found is None:
            return False
        if isinstance(found, bool):
            return True
        if isinstance(found, Members):
            declared = fact_of(self.vocabulary, fact)
            return found.complete or (not declared.open and all(found.get(v) is not None for v in declared.values))
        if isinstance(found, frozenset):
            return len(found) == 1
        return found[0] == found[1]

    def truth(self, atom: Atom) -> bool | None:
        """The truth of an atom: True, False, or None where it is not settled."""
        if isinstance(atom, Flag):
            return self.values.get(atom.fact)  # type: ignore[return-value]
        if isinstance(atom, Has):
            members = self.values.get(atom.fact)
            return None if members is None else members.get(atom.value)  # type: ignore[union-attr]
        if isinstance(atom, In):
            possible = self.values.get(atom.fact)
            if possible is None:
                return None
            if possible <= atom.values:  # type: ignore[operator]
                return True
            return False if possible.isdisjoint(atom.values) else None  # type: ignore[union-attr]
        if isinstance(atom, Most):
            return self._truth_of_most(atom)
        if isinstance(atom, Given):
            return None if atom.fact in self.open_given else atom.fact in self.given
        return None

    def _truth_of_most(self, atom: Most) -> bool | None:
        left: Interval | None = self.values.get(atom.left)  # type: ignore[assignment]
        if atom.right is None:
            if left is None:
                return None
            low, high = left
            if high <= atom.limit:
                return True
            return False if low > atom.limit else None
        for relation, holds in self.relations:
            if relation is atom:
                return holds
        low, high = left if left is not None else self.interval(atom.left)
        right = self.interval(atom.right)
        if high <= shift(right[0], atom.months, atom.days):
            return True
        return False if low > shift(right[1], atom.months, atom.days) else None

    def fold(self, atom: Atom) -> Formula:
        """The atom, or the same said of one day only where the other day of a relation is known."""
        if isinstance(atom, Most) and atom.right is not None:
            for fact in (atom.right, atom.left):
                found = self.values.get(fact)
                if found is not None and found[0] == found[1]:  # type: ignore[index]
                    day: int = found[0]  # type: ignore[index]
                    if fact == atom.right:
                        return at_most(atom.left, shift(day, atom.months, atom.days))
                    return at_least(atom.right, last_before(day - 1, atom.months, atom.days) + 1)
        return atom

    def with_value(self, fact: str, value: Value) -> Knowledge:
        """The same with one fact set, without a check."""
        values = dict(self.values)
        values[fact] = value
        return Knowledge(self.vocabulary, values, self.given, self.relations, self.open_given)

    def also(self, values: Mapping[str, Value], given: Iterable[str] = ()) -> Knowledge:
        """The same with more known of some facts, as part of what some possible person was said to be.

        Args:
            given: the facts about which something is said; about every other nothing is.
        """
        joined = {name: meet(self.values.get(name), value) for name, value in values.items()}
        return Knowledge(self.vocabulary, {**self.values, **joined}, self.given.union(given), self.relations)

    def without(self, fact: str) -> Knowledge:
        """The same with one fact unknown again."""
        values = {name: value for name, value in self.values.items() if name != fact}
        return Knowledge(self.vocabulary, values, self.given - {fact}, self.relations, self.open_given)

    def with_second_copy(self, facts: Iterable[str]) -> Knowledge:
        """The same with a second copy, under primed names, of some facts and of the relations they stand in."""
        names = {fact: fact + PRIME for fact in facts}
        values = dict(self.values)
        values |= {names[fact]: self.values[fact] for fact in names if fact in self.values}
        given = self.given | {names[fact] for fact in names if fact in self.given}
        relations = list(self.relations)
        for atom, holds in self.relations:
            if not atom.facts.isdisjoint(names):
                assert atom.right is not None
                copy = _most(names.get(atom.left, atom.left), names.get(atom.right, atom.right), atom.months, atom.days, 0)
                assert isinstance(copy, Most)
                relations.append((copy, holds))
        return Knowledge(self.vocabulary, values, given, tuple(relations), self.open_given)

    def assume(self, atom: Atom, holds: bool) -> Knowledge | None:
        """Narrow so that an atom holds, or does not; None where that contradicts what is known."""
        known = self.truth(atom)
        if known is not None:
            return self if known is holds else None
        if isinstance(atom, Flag):
            return self.with_value(atom.fact, holds)
        if isinstance(atom, Has):
            members = self.values.get(atom.fact) or Members()
            narrowed = members.put(atom.value, holds)  # type: ignore[union-attr]
            return None if narrowed is None else self.with_value(atom.fact, narrowed)
        if isinstance(atom, In):
            possible = self.possible(atom.fact)
            kept = possible & atom.values if holds else possible - atom.values
            return self.with_value(atom.fact, kept) if kept else None
        if isinstance(atom, Given):  # left open: settle it either way
            given = self.given | {atom.fact} if holds else self.given - {atom.fact}
            return Knowledge(self.vocabulary, self.values, given, self.relations, self.open_given - {atom.fact})
        assert isinstance(atom, Most), atom
        folded = self.fold(atom)
        if folded is not atom:
            if isinstance(folded, Not):
                folded, holds = folded.part, not holds
            assert isinstance(folded, Most)
            atom = folded
        if atom.right is None:
            low, high = self.interval(atom.left)
            interval = (low, min(high, atom.limit)) if holds else (max(low, atom.limit + 1), high)
            if interval[0] > interval[1]:
                return None
            narrower = self.with_value(atom.left, interval)
            return narrower._propagate() if self.relations else narrower
        return Knowledge(self.vocabulary, self.values, self.given, (*self.relations, (atom, holds)), self.open_given)._propagate()

    def _propagate(self) -> Knowledge | None:
        """Bring every interval down to what the relations leave of it (in place: the receiver is fresh)."""
        values = self.values
        changed, rounds = True, 0
        while changed:
            changed, rounds = False, rounds + 1
            if rounds > 2 * len(self.relations) + 4 and all(not atom.months for atom, _ in self.relations):
                return None  # a cycle of plain day differences that still narrows never stops: no solution
            for atom, holds in self.relations:
                assert atom.right is not None
                (left_low, left_high), (right_low, right_high) = self.interval(atom.left), self.interval(atom.right)
                if holds:
                    new_left = (left_low, min(left_high, shift(right_high, atom.months, atom.days)))
                    # left <= moved(right): right is above every day that moves to before left
                    new_right = (max(right_low, last_before(left_low - 1, atom.months, atom.days) + 1), right_high)
                else:
                    new_left = (max(left_low, shift(right_low, atom.months, atom.days) + 1), left_high)
                    new_right = (right_low, min(right_high, last_before(left_high - 1, atom.months, atom.days)))
                for fact, old, new in ((atom.left, (left_low, left_high), new_left), (atom.right, (right_low, right_high), new_right)):
                    if new[0] > new[1]:
                        return None
                    if new != old:
                        values[fact] = new
                        changed = True
        return self
