"""A state: what is known after some answers, closed under the constraints step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from inforce.interview.problem import THERE, Problem
from inforce.kernel.decide import assume, find, propagate
from inforce.kernel.error import InforceError
from inforce.kernel.evaluate import residual
from inforce.kernel.fact import Members, Value
from inforce.kernel.formula import TRUE, Formula, at_least, at_most, conjoin, flag, has, negate, one_of
from inforce.kernel.knowledge import Knowledge
from inforce.kernel.theory import Contradiction, Situation, index


def narrowed(known: Knowledge, name: str, value: Value) -> Knowledge | None:
    """What is known when a fact is as said; None where that contradicts what was known."""
    literals: list[Formula]
    if isinstance(value, bool):
        literals = [flag(name) if value else negate(flag(name))]
    elif isinstance(value, Members):
        literals = [has(name, word) for word in sorted(value.has)] + [negate(has(name, word)) for word in sorted(value.lacks)]
    elif isinstance(value, frozenset):
        literals = [one_of(name, value)]
    else:
        literals = [at_most(name, value[1]), at_least(name, value[0])]
    narrower: Knowledge | None = known
    for literal in literals:
        if narrower is not None:
            narrower = assume(literal, narrower)
    if narrower is not None and isinstance(value, Members) and value.complete:
        found = narrower.values.get(name)
        if isinstance(found, Members) and not found.has <= value.has:
            return None
        narrower = narrower.with_value(name, Members(value.has, complete=True))
    return narrower


@dataclass(frozen=True)
class State:
    """What is known, the constraints still open, and what was said.

    Args:
        said: the values given, by fact; an off-ramp day that is not there is `x?: False`.
        declined: facts that were asked and left unknown.
    """

    problem: Problem
    known: Knowledge
    open: tuple[Formula, ...]
    said: Mapping[str, Value]
    declined: frozenset[str] = frozenset()

    @classmethod
    def start(cls, problem: Problem) -> State:
        return cls(problem, problem.start.known, problem.start.open, {})

    @cached_property
    def situation(self) -> Situation:
        """The same as the kernel takes it."""
        return Situation(self.known, self.known, self.open)

    def is_asked(self, fact: str) -> bool:
        """Whether something was said of the fact, or it was declined."""
        return fact in self.declined or fact in self.said or fact + THERE in self.said

    def can_be_asked(self, fact: str) -> bool:
        """Whether the fact has a question, was not asked yet, and is not settled by what is known."""
        if fact not in self.problem.questions or self.is_asked(fact):
            return False
        known = self.known
        if fact + THERE in self.problem.vocabulary:
            return known.values.get(fact + THERE) is not False
        return not known.is_settled(fact)

    def decline(self, fact: str) -> State:
        """The same with the fact left unknown for good; a finding that nobody reports counts as not made."""
        declared = self.problem.vocabulary[fact]
        if declared.off_ramp:
            value: Value = Members(complete=True) if declared.type == "set" else False
            name = fact + THERE if declared.is_ordered else fact
            found = self._with({name: value}, self.declined | {fact}, given=())
            if found is not None:
                return found
        return State(self.problem, self.known, self.open, self.said, self.declined | {fact})

    def learn(self, fact: str, value: Value | None) -> State:
        """The same with a fact as said; None says that an off-ramp day is not there.

        Raises:
            Contradiction: names a smallest set of the facts said that cannot all be so.
        """
        there = fact + THERE
        values: dict[str, Value] = {}
        if there in self.problem.vocabulary:
            values[there] = value is not None
        if value is not None:
            values[fact] = value
        found = self._with(values, self.declined - {fact}, given=tuple(values))
        if found is None:
            raise self._contradiction(values)
        return found

    def _with(self, values: Mapping[str, Value], declined: frozenset[str], given: tuple[str, ...]) -> State | None:
        known: Knowledge | None = Knowledge(
            self.known.vocabulary, self.known.values, self.known.given.union(given), self.known.relations, self.known.open_given
        )
        for name, value in values.items():
            if known is not None:
                known = narrowed(known, name, value)
        if known is None:
            return None
        constraints = (*self.open, *(formula for formula in self.problem.telling if not formula.facts.isdisjoint(given)))
        known = propagate(known, index(constraints), values)
        if known is None:
            return None
        rests = (residual(formula, known) for formula in constraints)
        said = {**self.said, **{name: value for name, value in values.items() if name in given}}
        return State(self.problem, known, tuple(dict.fromkeys(rest for rest in rests if rest is not TRUE)), said, declined)

    def is_possible(self) -> bool:
        """Whether somebody fits; the crowd shows it at once where it holds anybody."""
        return not self.open or find(conjoin(*self.open), self.known) is not None

    def contradiction(self) -> InforceError:
        """The error for a state that nobody fits."""
        return self._contradiction({})

    def _contradiction(self, values: Mapping[str, Value]) -> InforceError:
        start = self.problem.start.known
        said = {**self.said, **values}
        fixed = {name: value for name, value in start.values.items() if start.is_settled(name)}
        try:
            self.problem.theory.close(Knowledge(start.vocabulary, {**fixed, **said}, said))
        except Contradiction as error:
            return Contradiction(tuple(dict.fromkeys(name.removesuffix(THERE) for name in error.facts)), error.help)
        names = tuple(dict.fromkeys(name.removesuffix(THERE) for name in said))
        return Contradiction(names, None)
