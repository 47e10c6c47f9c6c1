"""Small rulebooks drawn at random, quickly: facts, constraints, outcomes and what is said of somebody, with the reference's world.

Hypothesis draws and shrinks better; this draws a thousand times as many. A seed makes the same worlds again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from inforce.language import formula as f
from inforce.language.fact import Fact, Members, Value, Vocabulary
from inforce.language.formula import Atom, Formula, Given
from inforce.language.rewrite import replace_atoms
from tests import reference
from tests.strategies import ON, POOL, Small, day, whole_domain

FINDINGS: tuple[Fact, ...] = (
    Fact("waived", "bool", off_ramp=True),
    Fact("warned", "bool", off_ramp=True),
    Fact("classes", "set", ("one", "two"), off_ramp=True),
    Small("jailed", "date", off_ramp=True, least=day("2016-02-28"), most=day("2016-03-01")),
)
MOST_PEOPLE = 150
THERE = "?"
"""Marks, for the reference, the fact whether a day was found at all."""


@dataclass(frozen=True)
class Drawn:
    """One small rulebook and what is said of somebody; `plain` is the same for the reference, with findings left open."""

    vocabulary: Vocabulary
    constraints: tuple[Formula, ...]
    outcomes: Mapping[str, Formula]
    values: Mapping[str, Value]
    world: reference.World
    plain: Mapping[str, Formula]

    @property
    def findings(self) -> list[tuple[str, str | None]]:
        """The findings nobody reported, for the reference: a fact, or a set and one of its values."""
        found: list[tuple[str, str | None]] = []
        for fact in self.vocabulary.off_ramps:
            if fact.type == "set":
                found += [(fact.name, word) for word in fact.values]
            elif fact.name not in self.values:
                found.append((fact.name + THERE if fact.type == "date" else fact.name, None))
        return found


class Drawer:
    """Draws worlds, one after the other, from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def draw(self, *, findings: bool = False) -> Drawn:
        random = self.random
        while True:
            pool = [fact for fact in (*POOL, *(FINDINGS if findings else ())) if random.random() < 0.45]
            if findings and not any(fact.off_ramp for fact in pool):
                continue
            random.shuffle(pool)
            chosen: list[Fact] = []
            people = 1
            for fact in pool:
                size = len(whole_domain(fact)) * (2 if fact in FINDINGS and fact.type == "date" else 1)
                if people * size <= MOST_PEOPLE:
                    chosen.append(fact)
                    people *= size
            if chosen:
                break
        self.vocabulary = Vocabulary({fact.name: fact for fact in [*chosen, Small("on", "date", least=ON, most=ON)]})
        self.facts = chosen
        values: dict[str, Value] = {}
        whole = {fact.name: whole_domain(fact) for fact in chosen} | {"on": (ON,)}
        left: dict[str, tuple[reference.Value, ...]] = {}
        for fact in chosen:
            if random.random() < 0.4:
                values[fact.name], left[fact.name] = self.saying(fact)
            if fact in FINDINGS and fact.type == "date":
                whole[fact.name + THERE] = (False, True)
                if fact.name in values:
                    left[fact.name + THERE] = (True,)
        given = frozenset(values)
        constraints: list[Formula] = []
        for _ in range(random.choice((0, 1, 2, 2, 3, 4))):
            constraint = self.formula(random.choice((1, 2, 2, 3)))
            held = tuple(map(as_flags, (*constraints, constraint)))
            if reference.World(whole, left, held, given).people():
                constraints.append(constraint)
        outcomes: dict[str, Formula] = {}
        rest: Formula = f.TRUE
        for name in ("reached", "exempt")[: random.choice((1, 2))]:
            formula = self.formula(random.choice((2, 3, 5, 7)))
            outcomes[name] = f.conjoin(rest, formula)
            rest = f.conjoin(rest, f.negate(formula))
        outcomes["no"] = rest
        world = reference.World(whole, left, tuple(map(as_flags, constraints)), given)
        plain = {name: as_flags(formula) for name, formula in outcomes.items()}
        return Drawn(self.vocabulary, tuple(constraints), outcomes, values, world, plain)

    def saying(self, fact: Fact) -> tuple[Value, tuple[reference.Value, ...]]:
        random = self.random
        whole = whole_domain(fact)
        if fact.type == "bool":
            value = random.random() < 0.5
            return value, (value,)
        if fact.type == "set":
            has = frozenset(word for word in fact.values if random.random() < 0.4)
            lacks = frozenset(word for word in fact.values if random.random() < 0.3) - has
            members = Members(has, lacks, random.random() < 0.3)
            told = Members(has, lacks) if fact.off_ramp else members
            return members, tuple(each for each in whole if all(told.get(word) in (None, word in each) for word in fact.values))  # type: ignore[operator]
        if fact.is_choice:
            kept = frozenset(word for word in fact.values if random.random() < 0.5) or frozenset({random.choice(fact.values)})
            return kept, tuple(word for word in fact.values if word in kept)
        low, high = sorted((random.randint(*fact.span), random.randint(*fact.span)))
        if random.random() < 0.4:
            high = low
        return (low, high), tuple(range(low, high + 1))

    def atom(self) -> Formula:
        random = self.random
        fact = random.choice(self.facts)
        if random.random() < 0.06 and not fact.off_ramp:
            return f.given(fact.name)
        if fact.type == "bool":
            return f.flag(fact.name)
        if fact.type == "set":
            return f.has(fact.name, random.choice(fact.values))
        if fact.is_choice:
            return f.one_of(fact.name, random.sample(fact.values, random.randint(1, len(fact.values))))
        low, high = fact.span
        others = [other for other in self.facts if other.type == fact.type and (other is not fact or fact.type == "date")]
        if others and random.random() < 0.5:
            other = random.choice(others)
            months = 0 if fact.type == "int" else random.choice((-1, 0, 0, 1))
            apart = low - other.span[0] - 30 * months
            made = f.at_most_fact(fact.name, other.name, months, random.randint(apart - 4, apart + 4))
        else:
            made = f.at_most(fact.name, random.randint(low - 1, high))
        if random.random() < 0.5:
            made = f.negate(made)
        for name in sorted(made.facts):  # as the parser writes what is said of a day that was found
            if self.vocabulary[name].off_ramp:
                made = f.conjoin(f.given(name), made)
        return made

    def formula(self, leaves: int) -> Formula:
        random = self.random
        if leaves <= 1:
            made = self.atom()
        else:
            first = random.randint(1, leaves - 1)
            join = random.choice((f.conjoin, f.conjoin, f.disjoin, f.disjoin, f.disjoin, f.equivalent))
            made = join(self.formula(first), self.formula(leaves - first))
        return f.negate(made) if random.random() < 0.25 else made


def as_flags(formula: Formula) -> Formula:
    """For the reference: whether a day was found at all, as a fact of its own."""
    found = {fact.name for fact in FINDINGS if fact.type == "date"}

    def one(atom: Atom) -> Formula:
        return f.flag(atom.fact + THERE) if isinstance(atom, Given) and atom.fact in found else atom

    return replace_atoms(formula, one)
