"""Knowledge: what is known of each fact, narrowed step by step and never widened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from inforce.language.day import last_before, shift
from inforce.language.fact import Interval, Members, Value, Vocabulary
from inforce.language.formula import Atom, Flag, Formula, Given, Has, In, Most, at_least, at_most


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
    """What is known: values by fact, and which facts something was said about.

    >>> from inforce.language.fact import Fact
    >>> facts = Vocabulary({n: Fact(n, "int") for n in "ab"})
    >>> Knowledge(facts, {"a": (5, 9)}).truth(at_most("a", 9))
    True
    """

    __slots__ = ("given", "open_given", "values", "vocabulary")

    def __init__(self, vocabulary: Vocabulary, values: Mapping[str, Value] | None = None, given: Iterable[str] | None = None, open_given: frozenset[str] = frozenset()) -> None:
        self.vocabulary = vocabulary
        self.values: dict[str, Value] = dict(values or {})
        self.given: frozenset[str] = frozenset(self.values if given is None else given)
        self.open_given = open_given
        """Facts of which it is left open whether anything is said about them."""

    def interval(self, fact: str) -> Interval:
        found = self.values.get(fact)
        if found is None:
            return self.vocabulary[fact].span
        return found  # type: ignore[return-value]

    def possible(self, fact: str) -> frozenset[str]:
        found = self.values.get(fact)
        if found is None:
            return frozenset(self.vocabulary[fact].values)
        return found  # type: ignore[return-value]

    def is_settled(self, fact: str) -> bool:
        """Whether nothing more can be learnt about the fact."""
        found = self.values.get(fact)
        if found is None:
            return False
        if isinstance(found, bool):
            return True
        if isinstance(found, Members):
            declared = self.vocabulary[fact]
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
        """The same with one fact set."""
        return Knowledge(self.vocabulary, {**self.values, fact: value}, self.given, self.open_given)
