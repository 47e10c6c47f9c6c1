"""Answers: one of several outcomes, exactly one of which holds for every person; and what the answer turns on.

`outcomes` maps each outcome to its formula. For every person allowed by the constraints exactly one formula is true.
Everything here is decided over all ways of filling in the unknown facts, never by truth tables alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from itertools import combinations, permutations

from inforce.kernel.decide import Budget, find, is_literal
from inforce.kernel.evaluate import evaluate, residual
from inforce.kernel.fact import Fact
from inforce.kernel.formula import (
    FALSE,
    TRUE,
    And,
    Flag,
    Formula,
    Has,
    In,
    Most,
    Not,
    Or,
    at_most_fact,
    atoms,
    conjoin,
    disjoin,
    equivalent,
    flag,
    has,
    negate,
    one_of,
)
from inforce.kernel.knowledge import PRIME, Knowledge, fact_of
from inforce.kernel.region import Space, Unsupported
from inforce.kernel.rewrite import rename
from inforce.kernel.theory import Situation

Outcomes = Mapping[str, Formula]


def quick(outcomes: Outcomes, known: Knowledge) -> str | None:
    """The outcome by truth tables, or None where they cannot tell."""
    for name, formula in outcomes.items():
        if evaluate(formula, known) is True:
            return name
    return None


def possible(outcomes: Outcomes, situation: Situation, *, most: int | None = None) -> tuple[str, ...]:
    """The outcomes that some completion gives, in the order of `outcomes`, at most `most` of them.

    Raises:
        TooHard: the work passes the cap.
    """
    known = situation.known
    memo: dict[Formula, Formula] = {}
    rest = {name: left for name, formula in outcomes.items() if (left := residual(formula, known, memo)) is not FALSE}
    for name, left in rest.items():
        if left is TRUE:
            return (name,)
    if len(rest) == 1:
        return tuple(rest)
    found: list[str] = []
    names = list(rest)
    for index, name in enumerate(names):
        if not found and index == len(names) - 1:
            found.append(name)  # one of them must hold, and none of the others can
        elif situation.find(rest[name]) is not None:
            found.append(name)
        if len(found) == most:
            break
    return tuple(found)


def open_facts(outcomes: Outcomes, situation: Situation) -> tuple[str, ...]:
    """The facts that the residuals of the outcomes still mention, in order of first mention."""
    memo: dict[Formula, Formula] = {}
    found: dict[str, None] = {}
    for formula in outcomes.values():
        for atom in atoms(residual(formula, situation.known, memo)):
            names = (atom.left, atom.right) if isinstance(atom, Most) else (getattr(atom, "fact", None),)
            for name in names:
                if name is not None and not situation.known.is_settled(name):
                    found[name] = None
    return tuple(found)


def _pairs(outcomes: Outcomes, known: Knowledge, *, ordered: bool) -> list[tuple[Formula, Formula]]:
    memo: dict[Formula, Formula] = {}
    rest = [left for formula in outcomes.values() if (left := residual(formula, known, memo)) is not FALSE]
    return list(permutations(rest, 2)) if ordered else list(combinations(rest, 2))


def _two_people(outcomes: Outcomes, situation: Situation, moved: Iterable[str], extra: Formula = TRUE) -> Knowledge | None:
    """Two completions with different outcomes that differ only in `moved`; the second's facts are primed."""
    names = {fact: fact + PRIME for fact in moved}
    known = situation.known.with_second_copy(names)
    for first, second in _pairs(outcomes, situation.known, ordered=extra is not TRUE):
        tied = situation.around(first.facts | second.facts | set(names))
        both = conjoin(first, rename(second, names), extra, *tied, *(rename(constraint, names) for constraint in tied))
        found = find(both, known)
        if found is not None:
            return found
    return None


def _same(fact: Fact, name: str, mentioned: Iterable[Formula]) -> Formula:
    """The two copies of a fact agree, as far as the atoms mentioned can tell."""
    other = name + PRIME
    if fact.type == "bool":
        return equivalent(flag(name), flag(other))
    if fact.is_ordered:
        return conjoin(at_most_fact(name, other), at_most_fact(other, name))
    parts = []
    for atom in mentioned:
        if isinstance(atom, Has) and atom.fact == name:
            parts.append(equivalent(atom, has(other, atom.value)))
        elif isinstance(atom, In) and atom.fact == name:
            parts.append(equivalent(atom, one_of(other, atom.values)))
    return conjoin(*parts)


def _turns_on_by_search(fact: str, outcomes: Outcomes, situation: Situation) -> bool:
    """`Turning.turns_on` by the branching search, for atoms that have no regions of single facts."""
    if _two_people(outcomes, situation, (fact,)) is not None:
        return True
    tied = situation.around((fact,))
    others = sorted({name for constraint in tied for name in constraint.facts} - {fact})
    others = [name for name in others if not situation.known.is_settled(name)]
    relevant = {name for formula in outcomes.values() for name in residual(formula, situation.known).facts}
    if not relevant & {fact, *others}:
        return False
    vocabulary = situation.known.vocabulary
    mentioned = tuple(dict.fromkeys(atom for formula in (*tied, *(residual(f, situation.known) for f in outcomes.values())) for atom in atoms(formula)))
    same = {name: _same(fact_of(vocabulary, name), name, mentioned) for name in others}
    whole = conjoin(*tied)

    def not_enough(moved: frozenset[str]) -> Formula:
        """Moving only `moved` along with the fact is not allowed, or no more than that moved."""
        only = rename(whole, {name: name + PRIME for name in (fact, *moved)})
        return disjoin(negate(only), conjoin(*(same[name] for name in others if name not in moved)))

    budget = Budget()
    extra = not_enough(frozenset())
    while True:
        budget.spend()
        found = _two_people(outcomes, situation, (fact, *others), extra)
        if found is None:
            return False
        moved = frozenset(name for name in others if evaluate(same[name], found) is not True)
        smaller = _smaller_move(whole, fact, moved, found)
        if smaller is None:
            return True
        extra = conjoin(extra, not_enough(smaller))


def _smaller_move(whole: Formula, fact: str, moved: frozenset[str], found: Knowledge) -> frozenset[str] | None:
    for size in range(len(moved)):
        for part in combinations(sorted(moved), size):
            only = rename(whole, {name: name + PRIME for name in (fact, *part)})
            if evaluate(only, found) is not False:
                return frozenset(part)
    return None


def literals(formula: Formula, truth: bool = True) -> frozenset[tuple[str, bool | None]]:
    """The facts of a formula, each with the value of a bool fact that helps to make the formula true (None: any may)."""
    if isinstance(formula, Flag):
        return frozenset({(formula.fact, truth)})
    if isinstance(formula, Not):
        return literals(formula.part, not truth)
    if isinstance(formula, (And, Or)):
        return frozenset().union(*(literals(part, truth) for part in formula.parts))
    return frozenset((name, None) for name in formula.facts)


def is_binary(formula: Formula) -> bool:
    """Whether a formula says no more than clauses of two literals say."""
    if isinstance(formula, Not) and isinstance(formula.part, And):
        return len(formula.part.parts) == 2 and all(map(is_literal, formula.part.parts))
    if isinstance(formula, And):
        return all(map(is_binary, formula.parts))
    if isinstance(formula, Or):
        return len(formula.parts) == 2 and all(
            is_literal(part) or (isinstance(part, And) and all(map(is_literal, part.parts))) for part in formula.parts
        )
    return is_literal(formula)


class Turning:
    """What an answer turns on: decided by diagrams over regions, or by the branching search where atoms have no regions.

    Args:
        outcomes: each outcome's formula; for every person exactly one is true.
        space: the regions of the facts the formulas mention, where several answers share them.
    Every method may raise `TooHard`.
    """

    def __init__(self, outcomes: Outcomes, situation: Situation, space: Space | None = None) -> None:
        memo: dict[Formula, Formula] = {}
        rest = {name: residual(formula, situation.known, memo) for name, formula in outcomes.items()}
        self.outcomes = {name: formula for name, formula in rest.items() if formula is not FALSE}
        self.situation = situation
        self.facts = open_facts(self.outcomes, situation)
        self.tied = situation.around(self.facts)
        self.linked = frozenset(name for constraint in self.tied for name in constraint.facts if not situation.known.is_settled(name))
        self.about = self.linked | set(self.facts)
        self.space: Space | None = None
        try:
            self.space = space or Space(situation.known, (*self.outcomes.values(), *self.tied))
            self._allowed = self.space.diagram.all([self.space.related(self.about), *map(self.space.encode, self.tied)])
            self._exact = self.space.is_exact(self.about)
            self._people = {name: self.space.diagram.both(self._allowed, self.space.encode(f)) for name, f in self.outcomes.items()}
        except Unsupported:
            self.space = None

    def possible(self) -> tuple[str, ...]:
        """The outcomes that some completion gives."""
        if len(self.outcomes) == 1 or any(formula is TRUE for formula in self.outcomes.values()):
            return tuple(name for name, formula in self.outcomes.items() if formula is TRUE or len(self.outcomes) == 1)
        if self.space is None:
            return possible(self.outcomes, self.situation)
        return tuple(name for name, people in self._people.items() if self.space.solve(people, self.about) is not None)

    def _meet(self, moved: Collection[str]) -> bool:
        """Whether two completions with different outcomes differ only in the moved facts."""
        assert self.space is not None
        diagram, levels = self.space.diagram, self.space.levels(moved)
        if not any(diagram.meets(first, second, levels) for first, second in combinations(self._people.values(), 2)):
            return False
        if self._exact:
            return True
        spreads: list[tuple[int, int]] = []
        for people in self._people.values():
            spread = diagram.exists(people, levels)
            for earlier, its_spread in spreads:
                shared = diagram.both(its_spread, spread)
                if shared != 0:
                    return self._is_pair(earlier, people, shared, moved) or self._meet_on_days(tuple(moved))
            spreads.append((people, spread))
        return False

    def _is_pair(self, first: int, second: int, shared: int, moved: Collection[str]) -> bool:
        """Whether the two people picked along one shared path are realized by some days; False proves nothing."""
        space = self.space
        assert space is not None
        diagram = space.diagram
        same = diagram.cube(diagram.model(shared))
        chosen = dict(diagram.model(diagram.both(first, same)))
        names = frozenset(moved)
        for level, turn in diagram.model(diagram.both(second, same)).items():
            chosen.setdefault(space.second_level(level, names), turn)
        return space.can_be(chosen, moved, self.about)

    def _meet_on_days(self, moved: tuple[str, ...]) -> bool:
        """The same where regions alone cannot tell: two people spelled out, and days found for them."""
        space = self.space
        assert space is not None
        diagram, names = space.diagram, {name: name + PRIME for name in moved}
        second = space.second_person(self.about, moved, self.tied)
        for first, last in combinations(self.outcomes, 2):
            pair = diagram.all([self._people[first], second, space.encode(rename(self.outcomes[last], names))])
            if space.solve(pair, self.about, moved) is not None:
                return True
        return False

    def makes_difference(self, fact: str) -> bool:
        """Whether two completions with different outcomes differ in the fact alone."""
        if self.space is None:
            return _two_people(self.outcomes, self.situation, (fact,)) is not None
        return self._meet((fact,))

    def turns_on(self, fact: str) -> bool:
        """Whether two completions with different outcomes differ only in the fact and in facts forced to move with it.

        A set of facts is forced to move when no smaller part of it, moved along with the fact, is allowed by the
        constraints. Sets are found by refinement: every smaller move that turns out to be allowed is ruled out in turn.
        """
        if self.space is None:
            return _turns_on_by_search(fact, self.outcomes, self.situation)
        if fact in self.facts and self._meet((fact,)):
            return True
        others = self._others(fact)
        if not {fact, *others} & set(self.facts) or not self._meet((fact, *others)):
            return False
        if (known := self._turns_by_force(fact, others)) is not None:
            return known
        direct = {name for constraint in self.tied if fact in constraint.facts for name in constraint.facts} & others
        return any(self._forced_by_one(fact, name) for name in sorted(direct)) or self._forced(fact, sorted(others))

    def _forced_by_one(self, fact: str, name: str) -> bool:
        """Whether two completions with different outcomes differ in two facts, and the first of these cannot move alone.

        Only asked of a fact that makes no difference alone.
        """
        space = self.space
        assert space is not None
        if not self._meet((fact, name)):
            return False
        if not self._exact:
            return self._forced(fact, [name])
        diagram, levels, leading = space.diagram, space.levels((fact, name)), space.levels((fact,))
        barred = diagram.negate(self._allowed)
        return any(diagram.meets_by_force(first, last, barred, levels, leading) for first, last in permutations(self._people.values(), 2))

    def _turns_by_force(self, fact: str, others: frozenset[str]) -> bool | None:
        """The same for a bool fact by what each of its values forces; None where that does not tell.

        Facts that a value settles must move where they were otherwise, and no others need to if the person so changed is
        allowed. That finds a pair for certain; where the constraints at hand are of two literals it misses none.
        """
        space, situation = self.space, self.situation
        assert space is not None
        if fact_of(situation.known.vocabulary, fact).type != "bool" or fact not in space:
            return None
        diagram = space.diagram
        complete = all(is_binary(constraint) for constraint in self.tied if not constraint.facts.isdisjoint({fact, *others}))
        for value in (flag(fact), negate(flag(fact))):
            narrower = situation.forced(value)
            if narrower is None:
                continue
            changes = space.narrowed(narrower, self.about)
            if changes is None:
                complete = False
                continue
            fixed, kept = changes
            complete = complete and kept == 1
            before = diagram.both(kept, space.encode(negate(value)))
            changed = {name: diagram.restrict(people, fixed) for name, people in self._people.items()}
            for first, last in permutations(self._people, 2):
                three = (self._people[first], before, changed[last])
                if diagram.can_hold(three) and (self._exact or space.solve(diagram.all(three), self.about) is not None):
                    return True
        return False if complete else None

    def _others(self, fact: str) -> frozenset[str]:
        """The facts that can be forced to move when the fact moves.

        A move breaks a constraint only where it makes a literal of it false; it is mended only by a move that makes
        another literal of it true. Followed through, this leaves out what no chain of breaks and mends can touch.
        """
        reached: set[tuple[str, bool | None]] = set()
        waiting: list[tuple[str, bool | None]] = [(fact, None)]
        while waiting:
            name, turn = waiting.pop()
            for literals in self._literals:
                if any(other == name and (turn is None or sign is None or sign is not turn) for other, sign in literals):
                    for literal in literals:
                        if literal[0] != fact and literal not in reached:
                            reached.add(literal)
                            waiting.append(literal)
        space = self.space
        return frozenset(name for name, _ in reached if space is not None and name in space and not self.situation.known.is_settled(name))

    @cached_property
    def _literals(self) -> tuple[frozenset[tuple[str, bool | None]], ...]:
        """Each constraint's and relation's literals: a fact, and the value of a bool fact that helps; None for other types."""
        found = [literals(constraint) for constraint in self.tied]
        found += [frozenset((name, None) for name in relation.facts) for relation, _ in self.situation.known.relations]
        return tuple(found)

    def _forced(self, fact: str, others: list[str]) -> bool:
        space = self.space
        assert space is not None
        diagram = space.diagram

        names = {name: name + PRIME for name in (fact, *others)}

        def moving(moved: Iterable[str]) -> int:
            """The constraints on the second person, when the fact and `moved` take their second values."""
            return space.second_person(self.about, (fact, *moved), self.tied)

        def not_enough(moved: frozenset[str]) -> int:
            kept = space.unmoved([name for name in others if name not in moved], (fact, *moved))
            return diagram.either(diagram.negate(moving(moved)), kept)

        rule = not_enough(frozenset())
        second = moving(others)
        pairs = 0
        for first, last in permutations(self.outcomes, 2):
            person = diagram.both(self._people[first], rule)
            pairs = diagram.either(pairs, diagram.all([person, second, space.encode(rename(self.outcomes[last], names))]))
        while (chosen := space.solve(pairs, self.about, names)) is not None:
            moved = sorted(space.moved(others, fact, chosen))
            smaller = next(
                (frozenset(part) for size in range(len(moved)) for part in combinations(moved, size) if diagram.holds(moving(part), chosen)), None
            )
            if smaller is None:
                return True
            pairs = diagram.both(pairs, not_enough(smaller))
        return False

    def depends_on(self) -> tuple[str, ...]:
        """The unknown facts that alone make a difference, in the order of the vocabulary."""
        return tuple(name for name in self.situation.known.vocabulary if name in self.facts and self.makes_difference(name))

    def settles(self, facts: Iterable[str]) -> bool:
        """Whether knowing the facts would settle the answer, whatever they turn out to be."""
        kept = set(facts)
        moved = [name for name in self.linked | set(self.facts) if name not in kept]
        if self.space is None:
            return _two_people(self.outcomes, self.situation, moved) is None
        return not self._meet(moved)

    def settling(self) -> tuple[str, ...]:
        """One subset-minimal set of facts whose values would settle the answer."""
        kept = list(self.facts)
        for fact in reversed(self.facts):
            fewer = [name for name in kept if name != fact]
            if self.settles(fewer):
                kept = fewer
        order = list(self.situation.known.vocabulary)
        return tuple(sorted(kept, key=order.index))


def depends_on(outcomes: Outcomes, situation: Situation) -> tuple[str, ...]:
    """The unknown facts that alone make a difference, in the order of the vocabulary; may raise `TooHard`."""
    return Turning(outcomes, situation).depends_on()


def settling(outcomes: Outcomes, situation: Situation) -> tuple[str, ...]:
    """One subset-minimal set of facts whose values would settle the answer; may raise `TooHard`."""
    return Turning(outcomes, situation).settling()


def justify(formula: Formula, known: Knowledge, truth: bool = True) -> set[str]:
    """Facts whose known values force the truth of a formula by truth tables; few, not always fewest."""
    if isinstance(formula, Not):
        return justify(formula.part, known, not truth)
    if isinstance(formula, (And, Or)):
        if isinstance(formula, Or) is truth:  # one part is enough: the one with the fewest facts
            able = [part for part in formula.parts if evaluate(part, known) is truth]
            return min((justify(part, known, truth) for part in able), key=len)
        return set().union(*(justify(part, known, truth) for part in formula.parts))
    return set(formula.facts)


def because(outcomes: Outcomes, outcome: str, situation: Situation, blank: Situation, assumed: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """A subset-minimal set of the facts given that forces the outcome, in the order of the vocabulary.

    Args:
        blank: the situation of somebody about whom nothing is said, on the same day under the same readings; with every
            fact's `given` left open, so that what is true of given facts alone still counts when they are added.
        assumed: off-ramp facts that were not given and count as not made; they are granted, not reasons.

    Raises:
        TooHard: the work passes the cap.
    """
    said, known = situation.said, situation.known
    granted = {name: known.values[name] for name in sorted(assumed) if name in known.values}
    usable = [name for name in said.vocabulary if name in said.values and name not in granted and name not in blank.said.values]

    def forces(names: list[str]) -> bool:
        further = granted | {name: said.values[name] for name in names}
        told = blank.known.also(further, said.given & further.keys())
        if evaluate(outcomes[outcome], told) is True:
            return True
        others = residual(disjoin(*(formula for name, formula in outcomes.items() if name != outcome)), told)
        return others is FALSE or blank.find(others, further, told.given) is None

    kept = usable
    if evaluate(outcomes[outcome], known) is True:
        few = justify(outcomes[outcome], known)
        kept = [name for name in usable if name in few]
        if not few <= {*kept, *granted, *blank.said.values} and not forces(kept):
            kept = usable
    for name in tuple(kept):
        fewer = [other for other in kept if other != name]
        if forces(fewer):
            kept = fewer
    return tuple(kept)
