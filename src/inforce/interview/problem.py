"""A problem: the provisions an interview is about, on one day, as formulas over the facts that can be asked.

A finding that somebody has to make (an off-ramp fact) counts as not made when nobody reports it. Here such a fact that can
be asked is left open until it has been, so that the question is put where it could matter; one that is never asked counts as not
made from the start. Whether a day of that kind is there at all (`given(admission_date)`) is a fact of its own, named with a `?`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from inforce.interview.about import provisions_of
from inforce.interview.board import Board
from inforce.kernel.theory import Constraint, Situation, Theory
from inforce.language.evaluate import residual
from inforce.language.fact import Fact, Members, Value, Vocabulary
from inforce.language.formula import TRUE, Atom, Formula, Given, atoms, flag
from inforce.language.knowledge import Knowledge
from inforce.language.rewrite import replace_atoms
from inforce.language.syntax import DAY, ON, READING
from inforce.rulebook.asking import Asking, Question, read_asking
from inforce.rulebook.book import Book

THERE = "?"
"""Marks the fact whether a day of an off-ramp kind is there at all (`admission_date?`)."""


@dataclass(frozen=True)
class Problem:
    """What can be asked, what is fixed, and the outcomes that matter.

    Args:
        vocabulary: the facts, with `x?` for each off-ramp day x that can be asked.
        outcomes: the outcome formulas of each provision of interest; exactly one of each is true for everybody.
        start: what is known before anything is asked, closed under the constraints.
        questions: how each fact that can be asked is asked, in the order of the vocabulary.
    """

    vocabulary: Vocabulary
    theory: Theory
    outcomes: Mapping[str, Mapping[str, Formula]]
    start: Situation
    questions: Mapping[str, Question]
    on: int

    @cached_property
    def board(self) -> Board:
        return Board(self.vocabulary, [tuple(o.values()) for o in self.outcomes.values()], self.constraints, self.start.known, self.questions, self.on)

    @cached_property
    def constraints(self) -> tuple[Formula, ...]:
        """The constraints that what is known at the start leaves open, relations between days among them."""
        fixed = Knowledge(self.vocabulary, {n: v for n, v in self.start.known.values.items() if self.start.known.is_settled(n)}, ())
        found = dict.fromkeys(residual(c.formula, fixed) if not _about_given(c.formula) else c.formula for c in self.theory.constraints)
        return tuple(formula for formula in found if formula is not TRUE)

    @cached_property
    def telling(self) -> tuple[Formula, ...]:
        """The constraints on what is said at all: the date of an order is told of somebody who has one."""
        return tuple(constraint.formula for constraint in self.theory.constraints if _about_given(constraint.formula))

    def facts_of(self, fact: str) -> tuple[str, ...]:
        """The fact and, for an off-ramp day, whether it is there at all."""
        return (fact, fact + THERE) if fact + THERE in self.vocabulary else (fact,)


def _about_given(formula: Formula) -> bool:
    return any(isinstance(atom, Given) for atom in atoms(formula))


def problem_of(vocabulary: Vocabulary, constraints: Iterable[Constraint], outcomes: Mapping[str, Mapping[str, Formula]], fixed: Mapping[str, Value], questions: Mapping[str, Question]) -> Problem:
    """Make a problem from plain formulas.

    Args:
        fixed: what is known from the start and never asked: the day asked about, the readings.
        questions: those that can be asked.
    """
    on = fixed[ON.name]
    assert isinstance(on, tuple)
    days = [fact for fact in vocabulary.off_ramps if fact.is_ordered]
    wider = replace(vocabulary, facts={**vocabulary.facts, **{fact.name + THERE: Fact(fact.name + THERE, "bool") for fact in days}})
    fixed = dict(fixed)
    for fact in vocabulary.off_ramps:
        if fact.name not in questions:
            if fact.type == "set":
                fixed[fact.name] = Members(complete=True)
            else:
                fixed[fact.name + THERE if fact.is_ordered else fact.name] = False
    named = {fact.name for fact in days}

    def one(atom: Atom) -> Formula:
        return flag(atom.fact + THERE) if isinstance(atom, Given) and atom.fact in named else atom

    theory = Theory(wider, [replace(c, formula=replace_atoms(c.formula, one)) for c in constraints])
    memo: dict[Formula, Formula] = {}
    known = Knowledge(wider, fixed, ())
    rest = {name: {o: residual(replace_atoms(f, one), known, memo) for o, f in its.items()} for name, its in outcomes.items()}
    form = theory.form(on[0], lambda: [formula for its in rest.values() for formula in its.values()])
    start = theory.close(known, form=form)
    ordered = {name: questions[name] for name in vocabulary if name in questions}
    return Problem(wider, theory, rest, start, ordered, on[0])


def read_problem(book: Book, about: str, on: date, known_on: date | None = None, asking: Asking | None = None) -> Problem:
    """The problem of a rulebook: the provisions of a family of interest on one day, by the default readings.

    Raises:
        InforceError: `unknown-family`.
    """
    library = book.library
    asking = asking or read_asking(library)
    frame = book.frame(on, known_on)
    names = provisions_of(about, library.encoded)
    questions = {name: asking[name] for name in library.vocabulary if not name.startswith((READING, DAY)) and name != ON.name and asking[name].asked}
    fixed: dict[str, Value] = {ON.name: (on.toordinal(), on.toordinal()), **{READING + name: False for name in library.readings}}
    return problem_of(library.vocabulary, library.theory.constraints, {name: frame.core(name) for name in names}, fixed, questions)
