"""People: is there anybody, allowed by the constraints, of whom a formula is true? Decided exactly, over all people.

Everything is known of such a person: a date that a fact implies is there, a finding may have been made or not. Whether
something is said of a fact (`given`) is therefore a choice like any other, and the regions of all facts decide. The
person found is made as plain as the formula lets them be, so that what is told of them is what matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from inforce.kernel.error import InforceError
from inforce.kernel.evaluate import evaluate, residual
from inforce.kernel.fact import Fact, Members, Value
from inforce.kernel.formula import FALSE, TRUE, Atom, Flag, Formula, Given, Has, Not, Or, Ref, atoms, constant, disjoin, flag, negate
from inforce.kernel.knowledge import Knowledge
from inforce.kernel.region import Space
from inforce.kernel.rewrite import replace_atoms
from inforce.kernel.syntax import DAY, READING
from inforce.kernel.theory import index, tied
from inforce.rulebook.book import Book

SAID = "said "
"""A choice of its own: whether anything is said of a fact."""
WISHES = {"birth_date": date(1985, 6, 1), "entry_date": date(2005, 6, 1), "continuously_present_since": date(2005, 6, 1), "final_order_date": date(2013, 6, 1)}
"""A day is chosen near these where the formula leaves it open."""


@dataclass(frozen=True)
class Everybody:
    """All people on one day, under one choice of readings."""

    book: Book
    on: date
    readings: Mapping[str, bool]

    @property
    def known(self) -> Knowledge:
        fixed: dict[str, Value] = {"on": (self.on.toordinal(), self.on.toordinal())}
        fixed |= {READING + name: self.readings.get(name, False) for name in self.book.library.readings}
        return Knowledge(self.book.library.vocabulary, fixed)

    def _complete(self, formula: Formula) -> Formula:
        """The formula with `given` as a choice, or as true where a person always has the fact."""
        open_to_choice = self._conditions()

        def one(atom: Atom) -> Formula:
            if not isinstance(atom, Given):
                return atom
            fact = self.book.library.vocabulary[atom.fact]
            return flag(SAID + fact.name) if fact.off_ramp or fact.name in open_to_choice else TRUE

        return replace_atoms(formula, one)

    def _conditions(self) -> dict[str, Formula]:
        """For a fact that presupposes another: what it presupposes."""
        found: dict[str, Formula] = {}
        for constraint in self.book.library.theory.constraints:
            if not isinstance(constraint.formula, Or):
                continue
            for part in constraint.formula.parts:
                if isinstance(part, Not) and isinstance(part.part, Given):
                    found[part.part.fact] = disjoin(*(p for p in constraint.formula.parts if p is not part))
        return found

    def _constraints(self) -> list[Formula]:
        """The constraints, and that a date is there where what it presupposes is."""
        vocabulary = self.book.library.vocabulary
        made = [self._complete(constraint.formula) for constraint in self.book.library.theory.constraints]
        for name, condition in self._conditions().items():
            if vocabulary[name].type == "date" and not vocabulary[name].off_ramp:
                made.append(disjoin(negate(condition), flag(SAID + name)))
        return made

    def is_somebody(self, formula: Formula) -> bool:
        """Whether the formula is true of anybody; may raise `TooHard`. No person is made plain."""
        known = self.known
        target = residual(self._complete(formula), known)
        if target is FALSE:
            return False
        limits = self._limits(target.facts, known)
        space = Space(known, (target, *limits))
        about = frozenset(name for part in (target, *limits) for name in part.facts)
        node = space.diagram.all([space.related(about), *map(space.encode, limits), space.encode(target)])
        return space.solve(node, about) is not None

    def _limits(self, facts: frozenset[str], known: Knowledge) -> list[Formula]:
        """What the constraints that bear on some facts leave, by what is known."""
        around = tied(index(self._constraints()), facts)
        return [rest for constraint in around if (rest := residual(constraint, known)) is not TRUE]

    def find(self, formula: Formula, wishes: Iterable[Formula] = ()) -> Knowledge | None:
        """Somebody of whom the formula is true, as plain as may be; None where there is nobody.

        Args:
            wishes: what the person should be where the formula allows it, in order.
        Raises:
            TooHard: the work passes the cap.
        """
        known = self.known
        target = residual(self._complete(formula), known)
        if target is FALSE:
            return None
        asked = [residual(self._complete(wish), known) for wish in wishes]
        limits = self._limits(target.facts.union(*(wish.facts for wish in asked)), known)
        asked += _plain(self.book.library.vocabulary.facts, (target, *limits))
        space = Space(known, (target, *limits, *asked))
        about = frozenset(name for part in (target, *limits, *asked) for name in part.facts)
        diagram = space.diagram
        node = diagram.all([space.related(about), *map(space.encode, limits), space.encode(target)])
        chosen = space.solve(node, about)
        if chosen is None:
            return None
        for wish in asked:
            narrower = diagram.both(node, space.encode(wish))
            better = space.solve(narrower, about) if narrower != 0 else None
            if better is not None:
                node, chosen = narrower, better
        for atom in dict.fromkeys(atom for part in (target, *limits, *asked) for atom in atoms(part)):
            narrowed = known.assume(atom, diagram.holds(space.encode(atom), chosen))
            assert narrowed is not None, atom
            known = narrowed
        return known

    def facts(self, found: Knowledge) -> dict[str, Any]:
        """A whole person, as a case file gives one, out of what was found of them."""
        vocabulary, values = self.book.library.vocabulary, found.values
        said: dict[str, Value] = {}
        for name, value in values.items():
            if _is_fact(name) and values.get(SAID + name) is not False:
                said[name] = value
        for name in filter(_is_fact, vocabulary):
            fact = vocabulary[name]
            is_said = values.get(SAID + name)
            if fact.days_since is not None or is_said is False:
                continue
            if name not in said and not is_said and (fact.off_ramp or fact.is_choice):
                continue  # nothing turns on it: left out, as a case would
            chosen = self._settle(fact, said)
            if chosen is not None:
                said[name] = chosen
        return {name: vocabulary[name].write(said[name]) for name in vocabulary if name in said}

    def _settle(self, fact: Fact, said: Mapping[str, Value]) -> Value | None:
        """The first value of a fact, within what is said of it, that goes with everything else."""
        fixed = self.known.values
        for value in _choices(fact, said.get(fact.name)):
            known = Knowledge(self.book.library.vocabulary, {**said, **fixed, fact.name: value}, {*said, fact.name})
            try:
                self.book.library.theory.close(known)
            except InforceError:
                continue
            return value
        return said.get(fact.name)


def _is_fact(name: str) -> bool:
    return name != "on" and not name.startswith((READING, SAID, DAY))


def _plain(facts: Mapping[str, Fact], formulas: Iterable[Formula]) -> list[Formula]:
    """What makes a person plain: no flag set, nothing in any set; what was said of a fact stays said."""
    found: dict[Formula, None] = {}
    for atom in (atom for formula in formulas for atom in atoms(formula)):
        if isinstance(atom, Has):
            found[negate(atom)] = None
        elif isinstance(atom, Flag):
            is_place = atom.fact.startswith(SAID) and not facts[atom.fact[len(SAID) :]].off_ramp
            found[atom if is_place else negate(atom)] = None
    return list(found)


def _choices(fact: Fact, value: Value | None) -> list[Value]:
    if fact.type == "bool":
        return [value] if isinstance(value, bool) else [False, True]
    if fact.is_ordered:
        low, high = value if isinstance(value, tuple) else fact.span
        wish = WISHES.get(fact.name)
        near = min(max(wish.toordinal() if wish else low, low), high)
        return [(day, day) for day in dict.fromkeys((near, high, low, (low + high) // 2))]
    if fact.is_choice:
        possible = value if isinstance(value, frozenset) else frozenset(fact.values)
        return [frozenset({word}) for word in fact.values if word in possible]
    has = value.has if isinstance(value, Members) else frozenset()
    return [Members(has, complete=True)]


def is_true_of(formula: Formula, facts: Mapping[str, Any], outcomes: Mapping[str, bool], everybody: Everybody) -> bool | None:
    """A formula of a person by what the rulebook's determination says of each reference in it."""
    def one(atom: Atom) -> Formula:
        return constant(outcomes[atom.provision]) if isinstance(atom, Ref) else atom

    values = everybody.book.read_facts(facts)
    said = Knowledge(everybody.book.library.vocabulary, {**everybody.known.values, **values}, values)
    return evaluate(replace_atoms(formula, one), everybody.book.library.theory.close(said).known)
