"""People: is there anybody, allowed by the constraints, of whom a formula is true? Decided exactly, over all people.

Everything is known of such a person: a date that a fact implies is there, a finding may have been made or not. Whether
something is said of a fact (`given`) is therefore a choice like any other, and the regions of all facts decide. The
person found is made as plain as the formula lets them be, so that what is told of them is what matters.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any

from inforce.kernel.clauses import Clauses
from inforce.kernel.queries import Impossible, Person, find, shown
from inforce.language.fact import Fact, Members, Value
from inforce.language.formula import (
    FALSE,
    TRUE,
    Atom,
    Formula,
    Given,
    Not,
    Or,
    Ref,
    at_least,
    at_most,
    atoms,
    conjoin,
    constant,
    disjoin,
    flag,
    given,
    has,
    implies,
    negate,
    one_of,
)
from inforce.language.knowledge import Knowledge
from inforce.language.rewrite import replace_atoms
from inforce.language.syntax import DAY, READING
from inforce.rulebook.book import Book

WISHES = {"birth_date": date(1985, 6, 1), "entry_date": date(2005, 6, 1), "continuously_present_since": date(2005, 6, 1), "final_order_date": date(2013, 6, 1)}
"""A day is chosen near these where the formula leaves it open."""

MOST_DAYS = 3
"""A formula that turns on more days of acts is asked about as it is: each doubles it."""


@dataclass(frozen=True)
class Everybody:
    """All people on one day, under one choice of readings."""

    book: Book
    on: date
    readings: Mapping[str, bool]

    @property
    def fixed(self) -> dict[str, Value]:
        """The readings chosen, and the day."""
        fixed: dict[str, Value] = {"on": (self.on.toordinal(), self.on.toordinal())}
        return fixed | {READING + name: self.readings.get(name, False) for name in self.book.library.readings}

    @cached_property
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

    @cached_property
    def _presence(self) -> list[Formula]:
        """That a date is there where what it presupposes is; and that what a person always has is there."""
        library, made = self.book.library, []
        for name, fact in library.vocabulary.facts.items():
            if not fact.off_ramp and (name not in self._conditions or fact.type == "date"):
                made.append(implies(self._conditions.get(name, TRUE), given(name)))
        return made

    @cached_property
    def _form(self) -> Clauses:
        return self.book.library.theory.form(self.on.toordinal(), more=self._presence)

    @cached_property
    def _anybody(self) -> Person:
        readings = {name: value for name, value in self.fixed.items() if name != "on"}
        return Person(self._form, {}, readings, suppose=False, open_given=frozenset(self.book.library.vocabulary))

    def is_somebody(self, formula: Formula) -> bool:
        """Whether there is anybody of whom the formula is true; may raise `TooHard`."""
        return find(self._anybody, formula) is not None

    def find(self, formula: Formula, wishes: Iterable[Formula] = ()) -> Knowledge | None:
        """Somebody of whom the formula is true, as plain as may be; None where there is nobody.

        Args:
            wishes: what the person should be where the formula allows it, in order.
        Raises:
            TooHard: the work passes the cap.
        """
        person = _wished(self._anybody, _whatever_the_days(formula)) or _wished(self._anybody, formula)
        if person is None:
            return None
        wishes = list(wishes)
        about = _tied([*(c.formula for c in self.book.library.theory.constraints), *self._presence], formula.facts.union(*(wish.facts for wish in wishes)))
        for wish in wishes:
            person = _wished(person, wish) or person
        # a model is any person that fits: everything about it is chosen, so that the same one is found again
        for fact in [fact for fact in self._form.facts if fact in about]:
            for choice in self._choices(fact):
                if (chosen := _wished(person, choice)) is not None:
                    person = chosen
                    break
        for wish in self._plain(about):
            person = _wished(person, wish) or person
        found = shown(person, about)
        return Knowledge(self.book.library.vocabulary, {**found.values, **self.fixed}, found.given)

    def _plain(self, about: Container[str]) -> Iterator[Formula]:
        """What makes a person plain: no flag set, nothing in any set; what was said of a fact stays said."""
        form, vocabulary = self._form, self.book.library.vocabulary
        yield from (negate(has(fact, word)) for fact, words in sorted(form.members.items()) if fact in about for word in sorted(words))
        yield from (negate(given(fact)) if vocabulary[fact].off_ramp else given(fact) for fact in sorted(form.there) if fact in about)
        yield from sorted(form.relations, key=repr)

    def _choices(self, fact: str) -> Iterator[Formula]:
        """What can be so of a fact, as far as the form tells, the plainest first: not, the first value, a day near the one wished for."""
        form, declared = self._form, self.book.library.vocabulary[fact]
        if fact in form.flags:
            yield negate(flag(fact))
        elif fact in form.blocks:
            order = {word: place for place, word in enumerate(declared.values)}
            for block in sorted((block for _, block in form.blocks[fact]), key=lambda block: min(order.get(word, len(order)) for word in block)):
                yield one_of(fact, block)
        elif fact in form.cuts:
            limits = form.cuts[fact][0]
            wish = WISHES.get(fact)
            near = wish.toordinal() if wish else declared.span[0]
            regions = [(low + 1, high) for low, high in pairwise((declared.span[0] - 1, *limits, declared.span[1]))]
            for low, high in sorted(regions, key=lambda region: (max(region[0] - near, near - region[1], 0), region)):
                yield conjoin(at_least(fact, low), at_most(fact, high))

    def facts(self, found: Knowledge) -> dict[str, Any]:
        """A whole person, as a case file gives one, out of what was found of them."""
        vocabulary, said = self.book.library.vocabulary, dict[str, Value]()
        silent = {name for name in self._form.there if name in found.values and name not in found.given}
        for name, value in found.values.items():
            if _is_fact(name) and name not in silent:
                said[name] = value
        for name in filter(_is_fact, vocabulary):
            fact = vocabulary[name]
            if fact.days_since is not None or name in silent:
                continue
            if name not in said and name not in found.given and (fact.off_ramp or fact.is_choice):
                continue  # nothing turns on it: left out, as a case would
            chosen = self._settle(fact, said)
            if chosen is not None:
                said[name] = chosen
        return {name: vocabulary[name].write(said[name]) for name in vocabulary if name in said}

    def _settle(self, fact: Fact, said: Mapping[str, Value]) -> Value | None:
        """The first value of a fact, within what is said of it, that goes with everything else."""
        fixed = self.fixed
        for value in _choices(fact, said.get(fact.name)):
            known = Knowledge(self.book.library.vocabulary, {**said, **fixed, fact.name: value}, {*said, fact.name})
            if self.book.library.theory.is_possible(known):
                return value
        return said.get(fact.name)


def _is_fact(name: str) -> bool:
    return name != "on" and not name.startswith((READING, DAY))


def _whatever_the_days(formula: Formula) -> Formula:
    """That a formula is true whatever the days of acts are that are known only in part, where these are few: no person is asked for them."""
    open_days = [atom for atom in atoms(formula) if any(fact.startswith(DAY) for fact in atom.facts)]
    for day in open_days if len(open_days) <= MOST_DAYS else ():
        formula = conjoin(*(replace_atoms(formula, lambda atom, day=day, to=to: to if atom is day else atom) for to in (TRUE, FALSE)))  # type: ignore[misc]
    return formula


def _wished(person: Person, wish: Formula) -> Person | None:
    """The person with something more chosen; None where it cannot be so."""
    try:
        return person.but(wish)
    except Impossible:
        return None


def _tied(constraints: Iterable[Formula], facts: Iterable[str]) -> frozenset[str]:
    """Some facts, and those that constraints tie them to, directly or through others."""
    found, waiting = set(facts), [constraint.facts for constraint in constraints]
    while touched := [its for its in waiting if not found.isdisjoint(its)]:
        found.update(*touched)
        waiting = [its for its in waiting if found.isdisjoint(its)]
    return frozenset(found)


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
    said = Knowledge(everybody.book.library.vocabulary, {**everybody.fixed, **values}, values)
    return everybody.book.library.theory.close(said).truth(replace_atoms(formula, one))
