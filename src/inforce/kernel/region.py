"""Regions: the finitely many parts of each fact's values that the atoms at hand can tell apart.

A bool has two, a set two for each value, a choice one for each way its values lie in and out of the sets mentioned, an
ordered fact one between each two limits mentioned. A fact's region is written in bits of a decision diagram; codes that
stand for no region stand for the last one, so every choice of bits is a person.

Relations that are known to hold between two days (birth is not after entry) hold between regions where the least day of
the one is not after the greatest of the other. That is exact while no fact stands below one and above another: then a
person can take the least day of every lower fact and the greatest of every upper one. An open relation between two
unknown days has a bit of its own. With open relations or chains of them (`is_exact` is false) what the diagram allows
is checked against the days themselves (`solve`), and what fails is ruled out in turn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from inforce.kernel.day import shift
from inforce.kernel.diagram import Diagram
from inforce.kernel.formula import And, Atom, Constant, Flag, Formula, Has, In, Most, Not, Or, _most, atoms, flag, has
from inforce.kernel.knowledge import PRIME, Knowledge
from inforce.kernel.rewrite import rename
from inforce.kernel.syntax import DAY

Column = tuple[str, str | None]
"""What has regions: a fact, or one value of a set fact."""


class Unsupported(Exception):
    """An atom at hand has no regions: a reference, or a fact of which it is left open whether anything is said."""


class Space:
    """The regions of every unknown fact that some formulas mention, and diagrams over them."""

    def __init__(self, known: Knowledge, formulas: Iterable[Formula]) -> None:
        self.known = known
        self.diagram = Diagram()
        self._cuts: dict[str, list[int]] = {}
        self._blocks: dict[str, dict[str, int]] = {}
        self._levels: dict[Column, tuple[int, ...]] = {}
        self._counts: dict[Column, int] = {}
        self._columns: dict[str, list[Column]] = {}
        self._encoded: dict[Formula, int] = {}
        self._pairs: dict[Most, int] = {}
        self._second: dict[tuple[frozenset[str], frozenset[str], tuple[Formula, ...]], int] = {}
        sets: dict[str, list[frozenset[str]]] = {}
        order: dict[Column, None] = {}
        formulas = tuple(formulas)
        for formula in formulas:
            for atom in atoms(formula):
                if isinstance(atom, Most):
                    self._cuts.setdefault(atom.left, [])
                    order[(atom.left, None)] = None
                    if atom.right is None:
                        self._cuts[atom.left].append(atom.limit)
                    else:
                        self._cuts.setdefault(atom.right, [])
                        order[(atom.right, None)] = None
                        self._pairs[atom] = 0
                elif isinstance(atom, In):
                    sets.setdefault(atom.fact, []).append(atom.values)
                    order[(atom.fact, None)] = None
                elif isinstance(atom, Has):
                    order[(atom.fact, atom.value)] = None
                elif isinstance(atom, Flag):
                    order[(atom.fact, None)] = None
                else:
                    raise Unsupported(atom)
        for fact, limits in self._cuts.items():
            low, high = known.interval(fact)
            self._cuts[fact] = sorted({limit for limit in limits if low <= limit < high})
        for fact, mentioned in sets.items():
            signatures: dict[tuple[bool, ...], int] = {}
            self._blocks[fact] = {
                value: signatures.setdefault(tuple(value in values for values in mentioned), len(signatures)) for value in sorted(known.possible(fact))
            }
        for column in _grouped(order, formulas):
            self._allocate(column)
        first = sum(map(len, self._levels.values())) * 2
        for index, atom in enumerate(self._pairs):
            self._pairs[atom] = first + 4 * index  # one bit for each choice of copies of its two facts

    def is_exact(self, facts: Collection[str]) -> bool:
        """Whether regions alone tell what days can do, for formulas about the given facts."""
        among = [(atom, holds) for atom, holds in self.known.relations if self._concerns(atom, facts)]
        edges = [(a.left, a.right) if holds else (a.right, a.left) for a, holds in among]
        return not any(atom.facts <= set(facts) for atom in self._pairs) and not {lower for lower, _ in edges} & {upper for _, upper in edges}

    def _concerns(self, atom: Most, facts: Collection[str]) -> bool:
        return atom.left in self._cuts and atom.right in self._cuts and atom.left in facts and atom.right in facts

    def _allocate(self, column: Column) -> None:
        fact = column[0]
        count = len(self._cuts[fact]) + 1 if fact in self._cuts else len(set(self._blocks[fact].values())) if fact in self._blocks else 2
        first = sum(map(len, self._levels.values())) * 2  # every second level is the second copy's
        self._levels[column] = tuple(first + 2 * index for index in range(max(count - 1, 0).bit_length()))
        self._counts[column] = count
        self._columns.setdefault(fact, []).append(column)

    def levels(self, facts: Iterable[str]) -> frozenset[int]:
        """The bits of some facts; of their second copies for primed names."""
        found: set[int] = set()
        for fact in facts:
            name = fact.rstrip(PRIME)
            for column in self._columns.get(name, ()):
                found.update(level + (fact != name) for level in self._levels[column])
            found.update(level for atom, level in self._pairs.items() if name in atom.facts)
        return frozenset(found)

    def __contains__(self, fact: str) -> bool:
        return fact in self._columns

    # diagrams

    def encode(self, formula: Formula) -> int:
        """The diagram of a formula whose atoms are among those the space was made for (or their second copies)."""
        done = self._encoded.get(formula)
        if done is None:
            if isinstance(formula, Atom):
                done = self._encode_atom(formula)
            elif isinstance(formula, Not):
                done = self.diagram.negate(self.encode(formula.part))
            elif isinstance(formula, And):
                done = self.diagram.all(map(self.encode, formula.parts))
            elif isinstance(formula, Or):
                done = self.diagram.any(map(self.encode, formula.parts))
            else:
                assert isinstance(formula, Constant)
                done = int(formula.value)
            self._encoded[formula] = done
        return done

    def _encode_atom(self, atom: Atom) -> int:
        if isinstance(atom, Most) and atom.right is not None:
            return self.diagram.bit(self._pair_level(atom))
        if isinstance(atom, Most):
            name = atom.left.rstrip(PRIME)
            low, high = self.known.interval(name)
            if atom.limit >= high or atom.limit < low:
                return int(atom.limit >= high)
            regions = set(range(self._cuts[name].index(atom.limit) + 1))
            return self._region_node((name, None), regions, second=atom.left != name)
        assert isinstance(atom, (Flag, Has, In))
        name = atom.fact.rstrip(PRIME)
        if isinstance(atom, In):
            regions = {block for value, block in self._blocks[name].items() if value in atom.values}
            return self._region_node((name, None), regions, second=atom.fact != name)
        return self._region_node((name, atom.value if isinstance(atom, Has) else None), {1}, second=atom.fact != name)

    def _region_node(self, column: Column, regions: set[int], *, second: bool = False) -> int:
        """The diagram that is true where the column's region is one of those given."""
        levels = [level + second for level in self._levels[column]]
        last = self._counts[column] - 1

        def build(index: int, code: int) -> int:
            if index == len(levels):
                return int(min(code, last) in regions)
            return self.diagram.node(levels[index], build(index + 1, code * 2), build(index + 1, code * 2 + 1))

        return build(0, 0)

    def _bounds(self, fact: str) -> list[tuple[int, int]]:
        low, high = self.known.interval(fact)
        cuts = self._cuts[fact]
        return list(zip([low, *(cut + 1 for cut in cuts)], [*cuts, high], strict=True))

    def _pair_level(self, atom: Most) -> int:
        assert atom.right is not None
        left, right = atom.left.rstrip(PRIME), atom.right.rstrip(PRIME)
        plain = next(a for a in self._pairs if (a.left, a.right, a.months, a.days) == (left, right, atom.months, atom.days))
        return self._pairs[plain] + (atom.left != left) + 2 * (atom.right != right)

    def _fit(self, atom: Most, holds: bool) -> int:
        """The regions between which a relation can hold, or fail."""
        assert atom.right is not None
        left, right = atom.left.rstrip(PRIME), atom.right.rstrip(PRIME)
        parts = []
        for left_region, (left_low, left_high) in enumerate(self._bounds(left)):
            fitting = set()
            for right_region, (right_low, right_high) in enumerate(self._bounds(right)):
                if left_low <= shift(right_high, atom.months, atom.days) if holds else left_high > shift(right_low, atom.months, atom.days):
                    fitting.add(right_region)
            here = self._region_node((left, None), {left_region}, second=atom.left != left)
            parts.append(self.diagram.both(here, self._region_node((right, None), fitting, second=atom.right != right)))
        return self.diagram.any(parts)

    def related(self, facts: Collection[str], moved: Iterable[str] = ()) -> int:
        """Where the relations between some days can hold as their bits say, for the person whose moved facts are primed."""
        names = {name: name + PRIME for name in moved}
        diagram, found = self.diagram, []
        for atom, holds in self.known.relations:
            if self._concerns(atom, facts):
                found.append(self._fit(_renamed(atom, names), holds))
        for atom in self._pairs:
            if not atom.facts <= set(facts):
                continue
            for copy in _copies(atom, names):
                bit = diagram.bit(self._pair_level(copy))
                found.append(diagram.either(diagram.both(bit, self._fit(copy, True)), diagram.both(diagram.negate(bit), self._fit(copy, False))))
        return diagram.all(found)

    def second_person(self, facts: frozenset[str], moved: Iterable[str], constraints: tuple[Formula, ...]) -> int:
        """The constraints and relations on the person whose moved facts are primed."""
        key = (facts, frozenset(moved), constraints)
        done = self._second.get(key)
        if done is None:
            names = {name: name + PRIME for name in key[1]}
            done = self._second[key] = self.diagram.all([self.related(facts, names), *(self.encode(rename(constraint, names)) for constraint in constraints)])
        return done

    def second_level(self, level: int, moved: frozenset[str]) -> int:
        """The level at which the second person's choice stands: another one for what has moved."""
        for fact in moved:
            for column in self._columns.get(fact, ()):
                if level in self._levels[column]:
                    return level + 1
        for atom, first in self._pairs.items():
            if level == first:
                return level + (atom.left in moved) + 2 * (atom.right in moved)
        return level

    def can_be(self, chosen: dict[int, bool], moved: Iterable[str], facts: Collection[str]) -> bool:
        """Whether some days realize the choices of two people."""
        return self._clash(chosen, frozenset(moved), facts) is None

    def solve(self, node: int, facts: Collection[str], moved: Iterable[str] = ()) -> dict[int, bool] | None:
        """Choices that make a node true and that some days realize, or None.

        Args:
            facts: those the node speaks of.
            moved: the facts of which the node may speak of a second copy.
        """
        exact = self.is_exact(facts)
        while node != 0:
            chosen = self.diagram.model(node)
            clash = None if exact else self._clash(chosen, frozenset(moved), facts)
            if clash is None:
                return chosen
            node = self.diagram.both(node, self.diagram.negate(self.diagram.all(clash)))
        return None

    def _clash(self, chosen: dict[int, bool], moved: frozenset[str], facts: Collection[str]) -> list[int] | None:
        """A smallest set of choices about days that no days realize, as nodes; None where there are such days."""
        claims: list[tuple[int, list[tuple[Most, bool]]]] = []
        for fact in self._cuts:
            if fact not in facts:
                continue
            for second in (False, True) if fact in moved else (False,):
                region = self._code((fact, None), chosen, int(second))
                low, high = self._bounds(fact)[region]
                name = fact + PRIME if second else fact
                bounds = [(limit(name, high), True), (limit(name, low - 1), False)]
                claims.append((self._region_node((fact, None), {region}, second=second), bounds))
        for plain in self._pairs:
            if not plain.facts <= set(facts):
                continue
            for atom in _copies(plain, {name: name + PRIME for name in moved}):
                level = self._pair_level(atom)
                if level in chosen:
                    bit = self.diagram.bit(level)
                    claims.append((bit if chosen[level] else self.diagram.negate(bit), [(atom, chosen[level])]))
        known = self.known.with_second_copy(moved)
        if _realize(known, claims):
            return None
        for claim in tuple(claims):
            fewer = [other for other in claims if other is not claim]
            if not _realize(known, fewer):
                claims = fewer
        return [node for node, _ in claims]

    def unmoved(self, kept: Collection[str], moved: Collection[str]) -> int:
        """Where the second person could as well have kept the first copies of some facts, while others moved."""
        diagram = self.diagram
        levels = [level for fact in kept for column in self._columns.get(fact, ()) for level in self._levels[column]]
        found = [diagram.same(diagram.bit(level), diagram.bit(level + 1)) for level in levels]
        for atom in self._pairs:
            whole, partly = self._levels_of(atom, (*kept, *moved), moved)
            found.append(diagram.same(diagram.bit(whole), diagram.bit(partly)))
        return diagram.all(found)

    def moved(self, facts: Collection[str], always: str, chosen: dict[int, bool]) -> frozenset[str]:
        """Those of the facts whose second copies can be told from the first under some choices."""
        found = {fact for fact in facts if any(self._code(c, chosen, 0) != self._code(c, chosen, 1) for c in self._columns.get(fact, ()))}
        while True:
            kept = [fact for fact in facts if fact not in found]
            torn = {
                fact
                for atom in self._pairs
                for whole, partly in [self._levels_of(atom, (*facts, always), (*found, always))]
                if chosen.get(whole, False) is not chosen.get(partly, False)
                for fact in atom.facts
                if fact in kept
            }
            if not torn:
                return frozenset(found)
            found |= torn

    def _levels_of(self, atom: Most, whole: Collection[str], partly: Collection[str]) -> tuple[int, int]:
        first, second = (self._pair_level(_renamed(atom, {fact: fact + PRIME for fact in names})) for names in (whole, partly))
        return first, second

    def narrowed(self, narrower: Knowledge, facts: Iterable[str]) -> tuple[dict[int, bool], int] | None:
        """What narrower knowledge does to the regions of some facts.

        Returns:
            The bits of columns left with one region, and where the other columns keep to the regions left to them; None
            where a fact stands in a relation between days, which regions do not tell.
        """
        fixed: dict[int, bool] = {}
        kept = 1
        related = {name for atom in self._pairs for name in atom.facts} | {name for atom, _ in self.known.relations for name in atom.facts}
        for fact in facts:
            if narrower.values.get(fact) == self.known.values.get(fact):
                continue
            if fact in related:
                return None
            for column in self._columns.get(fact, ()):
                regions = self._left(column, narrower)
                if len(regions) == 1:
                    fixed |= self._bits(column, min(regions))
                elif len(regions) < self._counts[column]:
                    kept = self.diagram.both(kept, self._region_node(column, regions))
        return fixed, kept

    def _left(self, column: Column, known: Knowledge) -> set[int]:
        """The regions of a column that knowledge leaves."""
        fact, value = column
        if fact in self._cuts:
            low, high = known.interval(fact)
            return {region for region, (first, last) in enumerate(self._bounds(fact)) if first <= high and low <= last}
        if fact in self._blocks:
            return {block for word, block in self._blocks[fact].items() if word in known.possible(fact)}
        truth = known.truth(has(fact, value) if value is not None else flag(fact))  # type: ignore[arg-type]
        return {0, 1} if truth is None else {int(truth)}

    def _bits(self, column: Column, region: int) -> dict[int, bool]:
        levels = self._levels[column]
        return {level: bool(region >> (len(levels) - 1 - index) & 1) for index, level in enumerate(levels)}

    def _code(self, column: Column, chosen: dict[int, bool], copy: int) -> int:
        code = 0
        for level in self._levels[column]:
            code = code * 2 + chosen.get(level + copy, False)
        return min(code, self._counts[column] - 1)


def _grouped(order: Iterable[Column], formulas: Iterable[Formula]) -> list[Column]:
    """Columns in an order that keeps facts of the same small formulas near each other: diagrams stay small."""
    group: dict[str, int] = {}
    for formula in sorted(formulas, key=lambda formula: len(formula.facts)):
        first = min((group[fact] for fact in formula.facts if fact in group), default=len(group))
        for fact in formula.facts:
            group.setdefault(fact, first)
    ordered = sorted(order, key=lambda column: group.get(column[0], 0))
    days = [column for column in ordered if column[0].startswith(DAY)]
    if not days:
        return ordered
    beside = _beside(formulas)
    following: dict[str | None, list[Column]] = {}
    for column in days:
        following.setdefault(beside.get(column[0]), []).append(column)
    rest = [column for column in ordered if not column[0].startswith(DAY)]
    return [*following.pop(None, ()), *(each for column in rest for each in (*following.pop(column[0], ()), column))]


def _beside(formulas: Iterable[Formula]) -> dict[str, str]:
    """For the day of an act that is known in part: the fact it is told together with, by the smallest part of a formula that names both.

    Such a day is one bit. Far from the class of its act (a nationality) each doubles what stands between them.
    """
    found: dict[str, tuple[int, str]] = {}
    waiting, seen = list(formulas), set[Formula]()
    while waiting:
        part = waiting.pop()
        if part in seen:
            continue
        seen.add(part)
        days = [fact for fact in part.facts if fact.startswith(DAY)]
        others = sorted(fact for fact in part.facts if not fact.startswith(DAY))
        if not days or not others:
            continue
        for day in days:
            found[day] = min(found.get(day, (len(part.facts), others[0])), (len(part.facts), others[0]))
        waiting += part.parts if isinstance(part, And | Or) else (part.part,) if isinstance(part, Not) else ()
    return {day: fact for day, (_, fact) in found.items()}


def _copies(atom: Most, names: Mapping[str, str]) -> list[Most]:
    """A relation between every choice of the first and second copies of its two facts."""
    return list(dict.fromkeys(_renamed(atom, {k: v for k, v in names.items() if k in part}) for part in ((), (atom.left,), (atom.right,), atom.facts)))


def limit(fact: str, value: int) -> Most:
    """The atom that an ordered fact is at most a constant."""
    atom = _most(fact, None, 0, 0, value)
    assert isinstance(atom, Most)
    return atom


def _renamed(atom: Most, names: Mapping[str, str]) -> Most:
    assert atom.right is not None
    renamed = _most(names.get(atom.left, atom.left), names.get(atom.right, atom.right), atom.months, atom.days, atom.limit)
    assert isinstance(renamed, Most)
    return renamed


def _realize(known: Knowledge, claims: Iterable[tuple[int, list[tuple[Most, bool]]]]) -> bool:
    narrower: Knowledge | None = known
    for _, atoms_ in claims:
        for atom, holds in atoms_:
            if narrower is None:
                return False
            narrower = narrower.assume(atom, holds)
    return narrower is not None
