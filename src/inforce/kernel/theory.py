"""Constraints: what is true of facts by definition. They settle more questions, and contradictory input is an error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from inforce.kernel.decide import assume, find, is_literal, propagate
from inforce.kernel.error import InforceError, Where
from inforce.kernel.evaluate import evaluate, residual
from inforce.kernel.fact import Value, Vocabulary
from inforce.kernel.formula import FALSE, TRUE, And, Formula, conjoin
from inforce.kernel.knowledge import Knowledge
from inforce.kernel.program import TRUE as TRUE_VALUE
from inforce.kernel.program import Program, to_program


@dataclass(frozen=True, slots=True)
class Constraint:
    """A sentence that holds of every person, and its formula."""

    says: str
    formula: Formula
    where: Where | None = None


class Contradiction(InforceError):
    """What was said of some facts cannot all be so; `facts` names a smallest set of them in conflict."""

    def __init__(self, facts: Sequence[str], says: str | None) -> None:
        self.facts = tuple(facts)
        names = ", ".join(f"`{fact}`" for fact in self.facts)
        message = f"the facts {names} are in conflict" if len(self.facts) > 1 else f"fact {names} is impossible on the day asked about"
        super().__init__("contradiction", message, help=says)

    def at(self, where: Where) -> InforceError:
        if self.where is None:
            self.where = where
        return self


def tied(by_fact: Mapping[str, Sequence[Formula]], facts: Iterable[str]) -> tuple[Formula, ...]:
    """The constraints that some facts are tied to, directly or through others."""
    found: dict[Formula, None] = {}
    seen: set[str] = set()
    waiting = sorted(facts)
    while waiting:
        fact = waiting.pop()
        if fact in seen:
            continue
        seen.add(fact)
        for constraint in by_fact.get(fact, ()):
            if constraint not in found:
                found[constraint] = None
                waiting.extend(constraint.facts - seen)
    return tuple(found)


def index(constraints: Iterable[Formula]) -> dict[str, list[Formula]]:
    by_fact: dict[str, list[Formula]] = {}
    for constraint in constraints:
        for fact in constraint.facts:
            by_fact.setdefault(fact, []).append(constraint)
    return by_fact


class Situation:
    """Knowledge closed under the constraints, with the constraints that are still open about it.

    What the constraints force is filled in: a citizen is not a permanent resident. `around` gives the open constraints
    that some facts are tied to, directly or through others.
    """

    __slots__ = ("_by_fact", "known", "open", "said")

    def __init__(self, said: Knowledge, known: Knowledge, open_constraints: Iterable[Formula]) -> None:
        self.said = said
        self.known = known
        self.open = tuple(open_constraints)
        self._by_fact = index(self.open)

    def around(self, facts: Iterable[str]) -> tuple[Formula, ...]:
        """The open constraints tied to the facts."""
        return tied(self._by_fact, facts)

    def forced(self, literal: Formula) -> Knowledge | None:
        """What is known when a literal holds too, with what the constraints then force; None where it cannot hold."""
        narrower = assume(literal, self.known)
        return None if narrower is None else propagate(narrower, self._by_fact, literal.facts)

    def find(self, formula: Formula, further: Mapping[str, Value] | None = None, given: Iterable[str] = ()) -> Knowledge | None:
        """Somebody who fits what is known and the constraints and makes the formula true; may raise `TooHard`.

        Args:
            further: what more is known; part of what some possible person was said to be.
        """
        if further is None:
            return find(formula, self.known, self._by_fact)
        known = self.known.also(further, given)
        touched = {constraint: None for fact in further for constraint in self._by_fact.get(fact, ())}
        return find(conjoin(formula, *touched), known, self._by_fact)


class Theory:
    """All constraints over one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, constraints: Iterable[Constraint]) -> None:
        self.vocabulary = vocabulary
        self.constraints = tuple(constraints)

    def __getstate__(self) -> dict[str, object]:
        """Generated code is made anew where it is needed: a library that has answered can be sent to other processes too."""
        return {name: value for name, value in self.__dict__.items() if name != "program"}

    @cached_property
    def program(self) -> Program:
        """Every constraint by truth tables, as generated code."""
        return to_program((constraint.formula for constraint in self.constraints), self.vocabulary)

    def is_met(self, known: Knowledge) -> bool:
        """Whether truth tables alone show that every constraint holds, so that there is nothing to fill in."""
        return all(value == TRUE_VALUE for value in self.program(known))

    def close(self, said: Knowledge, *, verify: bool = True) -> Situation:
        """Fill in what the constraints force, and make sure that what was said can be so.

        Raises:
            Contradiction: names a smallest set of the facts given that cannot all be so, and the sentence they break.
        """
        known: Knowledge | None = said
        waiting = [constraint.formula for constraint in self.constraints]
        left: dict[Formula, Formula] = {}
        while waiting and known is not None:
            again: set[str] = set()
            memo: dict[Formula, Formula] = {}
            for formula in waiting:
                rest = TRUE if evaluate(formula, known) else residual(formula, known, memo)
                left[formula] = rest
                if rest is TRUE:
                    continue
                if rest is FALSE:
                    raise self._contradiction(said)
                for literal in rest.parts if isinstance(rest, And) else (rest,):
                    if is_literal(literal):
                        narrower = assume(literal, known)
                        if narrower is None:
                            raise self._contradiction(said)
                        if narrower is not known:
                            known, memo = narrower, {}
                            again |= literal.facts
            waiting = [formula for formula, rest in left.items() if rest is not TRUE and not formula.facts.isdisjoint(again)]
        assert known is not None
        rests = [rest for rest in dict.fromkeys(residual(rest, known) for rest in left.values()) if rest is not TRUE]
        if verify and rests and find(conjoin(*rests), known) is None:
            raise self._contradiction(said)
        return Situation(said, known, rests)

    def is_possible(self, said: Knowledge) -> bool:
        """Whether some person fits what was said."""
        return find(conjoin(*(constraint.formula for constraint in self.constraints)), said) is not None

    def _contradiction(self, said: Knowledge) -> Contradiction:
        fewest = said
        for fact in [fact for fact in said.values if fact in said.given]:
            smaller = fewest.without(fact)
            if not self.is_possible(smaller):
                fewest = smaller
        blamed = [fact for fact in fewest.values if fact in fewest.given and fact != "on"]
        rules: dict[str, Formula] = {}  # a rule of several formulas is broken as a whole
        for constraint in self.constraints:
            rules[constraint.says] = conjoin(rules.get(constraint.says, TRUE), constraint.formula)
        says = next(
            (says for says, rule in rules.items() if find(rule, fewest) is None),
            next((constraint.says for constraint in self.constraints if constraint.formula.facts & set(blamed)), None),
        )
        return Contradiction(blamed, says)
