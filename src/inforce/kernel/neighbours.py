"""Neighbours: people who differ from one person in one fact, all looked at together; a bit of a whole number for each.

What two of them show is proof, since they are people: every constraint is worked out for each. What they do not show
is left to the solver. One look costs as much as some ten calls and answers thousands of questions: a fact that makes a
difference alone is almost always shown by a neighbour, and no smallest set that forces the answer can be without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from inforce.kernel.clauses import EMPTY, NOTHING, Clauses, Literals
from inforce.kernel.days import Spans, narrow
from inforce.language.day import shift
from inforce.language.fact import Interval

MOST = 64
"""How many other values of one fact are looked at."""


class Neighbours:
    """Everybody who differs from the person of a model in one of some facts.

    Args:
        facts: those that differ; in what is said of them, where `within` says so, or in any way.
        days: what is known of the facts in relations.
        others: more people, of whom each fact's value is tried too.
    """

    def __init__(
        self,
        form: Clauses,
        model: Sequence[int],
        facts: Iterable[str],
        days: Mapping[str, Interval] = NOTHING,
        *,
        within: Mapping[str, Literals],
        others: Iterable[Sequence[int]] = (),
    ) -> None:
        self.form = form
        self.masks: dict[str, int] = {}
        """By fact, the people who differ in it."""
        others = [other for other in others if len(other) >= form.newest]
        spans, _, relations = form.days_of(lambda literal: model[literal - 1] > 0, days, 0)
        narrow(spans, relations)
        moved: dict[int, int] = {}
        """By variable, the people in whom it is turned round."""
        when: dict[str, list[tuple[int, int]]] = {}
        """By fact in relation, the days of those who differ in it, with their bit."""
        count = 0
        for fact in facts:
            start = count
            about = form.about(fact)
            for turned, limits in self._other_values(fact, about, model, others):
                bit = 1 << count
                if fact in form.dated:
                    low, high = self._reach(fact, limits, days if fact in within else NOTHING)
                    if low > high:
                        continue
                    when.setdefault(fact, []).append((bit, min(max(spans[fact, 0][0], low), high)))
                for variable in turned:
                    moved[variable] = moved.get(variable, 0) | bit
                count += 1
            if count > start:
                self.masks[fact] = (1 << count) - (1 << start)
        self.everybody = everybody = (1 << count) - 1
        self._relate(model, spans, when, moved)
        size = len(model) + 1
        values = [0] * (2 * size)  # a denied literal -v stands at place -v, counted from the end
        for variable, truth in enumerate(model, 1):
            here = (everybody if truth > 0 else 0) ^ moved.get(variable, 0)
            values[variable], values[-variable] = here, here ^ everybody
        for made, parts in form.gates:
            here = 0
            for part in parts:
                here |= values[part]
            values[made], values[-made] = here, here ^ everybody
        valid = everybody
        for literal in form.constraints:
            valid &= values[literal]
        for fact, mask in self.masks.items():
            for literal in within.get(fact, ()):
                valid &= values[literal] | (mask ^ everybody)
        self.values, self.valid, self.model, self.newest = values, valid, model, form.newest

    def _other_values(
        self, fact: str, about: Sequence[int], model: Sequence[int], others: Iterable[Sequence[int]]
    ) -> Iterable[tuple[tuple[int, ...], int]]:
        """Variables to be turned round, each set once, and the region of a day."""
        form = self.form
        cuts = form.cuts.get(fact, EMPTY)[1]
        if cuts:
            here = next((place for place, literal in enumerate(cuts) if model[literal - 1] > 0), len(cuts))
            return [
                (tuple(cuts[min(place, here) : max(place, here)]), place)
                for place in range(len(cuts) + 1)
                if place != here or fact in form.dated
            ][:MOST]
        if fact in form.blocks:
            here = next(literal for literal, _ in form.blocks[fact] if model[literal - 1] > 0)
            return [((literal, here), 0) for literal, _ in form.blocks[fact] if literal != here][:MOST]
        found: dict[tuple[int, ...], int] = {(literal,): 0 for literal in about}
        if len(about) > 1:
            for other in others:
                turned = tuple(literal for literal in about if (model[literal - 1] > 0) is not (other[literal - 1] > 0))
                if turned:
                    found[turned] = 0
        return list(found.items())[:MOST]

    def _reach(self, fact: str, place: int, days: Mapping[str, Interval]) -> Interval:
        """The days of a region of a fact, within what is known of it."""
        limits, _ = self.form.cuts.get(fact, EMPTY)
        low, high = days.get(fact, self.form.vocabulary[fact].span)
        return max(low, limits[place - 1] + 1 if place else low), min(
            high, limits[place] if place < len(limits) else high
        )

    def _relate(
        self, model: Sequence[int], spans: Spans, when: Mapping[str, list[tuple[int, int]]], moved: dict[int, int]
    ) -> None:
        """Turn round the relations of those who differ in a day that stands in them."""
        for atom, variable in self.form.relations.items():
            here, turned = model[variable - 1] > 0, 0
            left, right = spans[atom.left, 0][0], spans[atom.right, 0][0]
            for bit, day in when.get(atom.left, ()):
                if (day <= shift(day if atom.right == atom.left else right, atom.months, atom.days)) is not here:
                    turned |= bit
            if atom.right != atom.left:
                for bit, day in when.get(atom.right, ()):  # type: ignore[arg-type]
                    if (left <= shift(day, atom.months, atom.days)) is not here:
                        turned |= bit
            moved[variable] = turned

    def differ(self, literals: Literals) -> int:
        """Those among the neighbours whose outcome is another than the person's.

        Args:
            literals: of the outcomes; all older than this look, or nothing is shown.
        """
        for literal in literals:
            if abs(literal) > self.newest:
                return 0
            if (self.model[abs(literal) - 1] > 0) is (literal > 0):
                return self.values[-literal] & self.valid
        return 0
