"""A state: what is known after some answers, with all that follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from inforce.interview.problem import THERE, Problem
from inforce.kernel.theory import Contradiction, Situation
from inforce.language.error import InforceError
from inforce.language.fact import Members, Value
from inforce.language.knowledge import Knowledge, meet


@dataclass(frozen=True)
class State:
    """What is known and what was said.

    Args:
        said: the values given, by fact; an off-ramp day that is not there is `x?: False`.
        declined: facts that were asked and left unknown.
        counted: findings that were declined, and count as not made.
    """

    problem: Problem
    said: Mapping[str, Value]
    declined: frozenset[str] = frozenset()
    counted: Mapping[str, Value] = field(default_factory=dict)

    @classmethod
    def start(cls, problem: Problem) -> State:
        return cls(problem, {})

    @cached_property
    def situation(self) -> Situation:
        """The same as the kernel takes it.

        Raises:
            Contradiction: names a smallest set of the facts said that cannot all be so.
        """
        if not (self.said or self.counted):
            return self.problem.start
        values = {**self.problem.start.said.values, **self.counted, **self.said}
        said = Knowledge(self.problem.vocabulary, values, self.said)
        return self.problem.theory.close(said, form=self.problem.start.person.form)

    @property
    def known(self) -> Knowledge:
        """All that follows from what was said."""
        return self.situation.known

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
        found = replace(self, declined=self.declined | {fact})
        if declared.off_ramp:
            value: Value = Members(complete=True) if declared.type == "set" else False
            counting = replace(found, counted={**self.counted, fact + THERE if declared.is_ordered else fact: value})
            if counting.is_possible():
                return counting
        return found

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
            values[fact] = meet(self.said.get(fact), value) if fact in self.said and fact not in self.declined else value
        counted = {name: value for name, value in self.counted.items() if name not in values}
        found = replace(self, said=self.problem.theory.completed({**self.said, **values}), declined=self.declined - {fact}, counted=counted)
        try:
            found.situation  # noqa: B018  worked out now, so that what cannot be is said now
        except Contradiction as error:
            raise _asked(error) from None
        return found

    def is_possible(self) -> bool:
        """Whether somebody fits."""
        try:
            self.situation  # noqa: B018
        except Contradiction:
            return False
        return True

    def contradiction(self) -> InforceError:
        """The error for a state that nobody fits."""
        try:
            self.situation  # noqa: B018
        except Contradiction as error:
            return _asked(error)
        return Contradiction(tuple(dict.fromkeys(name.removesuffix(THERE) for name in self.said)), None)


def _asked(error: Contradiction) -> Contradiction:
    """The same in the names of the facts asked."""
    return Contradiction(tuple(dict.fromkeys(name.removesuffix(THERE) for name in error.facts)), error.help)
