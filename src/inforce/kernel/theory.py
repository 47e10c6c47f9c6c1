"""Constraints: what is true of facts by definition. They settle more questions, and contradictory input is an error."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import RLock

from inforce.kernel import queries
from inforce.kernel.clauses import ON, Clauses
from inforce.kernel.queries import Impossible, Outcomes, Person, Turning
from inforce.language.error import InforceError, Where
from inforce.language.evaluate import evaluate, residual
from inforce.language.fact import Members, Value, Vocabulary
from inforce.language.formula import TRUE, Formula
from inforce.language.knowledge import Knowledge
from inforce.language.program import TRUE as TRUE_VALUE
from inforce.language.program import Program, to_program

FORMS = 8
"""How many days' forms are kept; one takes some megabytes."""
Formulas = Callable[[], Iterable[Formula]]


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
        message = (
            f"the facts {names} are in conflict"
            if len(self.facts) > 1
            else f"fact {names} is impossible on the day asked about"
        )
        super().__init__("contradiction", message, help=says)

    def at(self, where: Where) -> InforceError:
        if self.where is None:
            self.where = where
        return self


class Situation:
    """What is said of somebody, with what the constraints make of it; asked through `queries`.

    Args:
        said: as it was said, with the day asked about.
    """

    def __init__(self, said: Knowledge, person: Person, constraints: Iterable[Formula]) -> None:
        self.said = said
        self.person = person
        self._constraints = constraints
        self._known_of: dict[str, Value | None] = {}

    @cached_property
    def known(self) -> Knowledge:
        """All that follows from what is said, fact by fact."""
        said = self.said
        return Knowledge(said.vocabulary, {**said.values, **queries.known(self.person)}, said.given, said.open_given)

    def known_of(self, fact: str) -> Value | None:
        """What follows of one fact from what is said."""
        if "known" in self.__dict__:
            return self.known.values.get(fact)
        if fact not in self._known_of:
            self._known_of[fact] = {**self.said.values, **queries.known(self.person, [fact])}.get(fact)
        return self._known_of[fact]

    @cached_property
    def open(self) -> tuple[Formula, ...]:
        """What is left of the constraints."""
        memo: dict[Formula, Formula] = {}
        return tuple(
            dict.fromkeys(rest for c in self._constraints if (rest := residual(c, self.known, memo)) is not TRUE)
        )

    def find(self, formula: Formula) -> bool:
        """Whether somebody fits what is said and makes the formula true; may raise `TooHard`."""
        return queries.find(self.person, formula) is not None

    def truth(self, formula: Formula) -> bool | None:
        """Whether a formula holds of everybody who fits what is said, of nobody, or (None) of some."""
        return queries.truth_of(self.person, formula)

    def but(self, formula: Formula) -> Situation | None:
        """The same where a formula holds too; None where it cannot hold."""
        try:
            return Situation(self.said, self.person.but(formula), self._constraints)
        except Impossible:
            return None

    def possible(self, outcomes: Outcomes, *, most: int | None = None) -> tuple[str, ...]:
        """The outcomes that somebody who fits what is said has, at most so many."""
        return queries.possible(self.person, outcomes, most=most)

    def turning(self, *, findings: bool = True) -> Turning:
        """What answers turn on for somebody of whom this is said."""
        return Turning(self.person, self.person.form.pair, findings=findings)


class Theory:
    """All constraints over one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, constraints: Iterable[Constraint]) -> None:
        self.vocabulary = vocabulary
        self.constraints = tuple(constraints)
        self._forms: OrderedDict[object, Clauses] = OrderedDict()
        self._lock = RLock()

    def __getstate__(self) -> dict[str, object]:
        """Generated code and solvers are made anew where they are needed: a library that has answered can be sent to
        other processes too."""
        return {"vocabulary": self.vocabulary, "constraints": self.constraints}

    def __setstate__(self, state: Mapping[str, object]) -> None:
        self.__dict__.update(state)
        self._forms, self._lock = OrderedDict(), RLock()

    @cached_property
    def program(self) -> Program:
        """Every constraint by truth tables, as generated code."""
        return to_program((constraint.formula for constraint in self.constraints), self.vocabulary)

    def is_met(self, known: Knowledge) -> bool:
        """Whether truth tables alone show that every constraint holds, so that there is nothing to fill in."""
        return all(value == TRUE_VALUE for value in self.program(known))

    def form(self, on: int | None, formulas: Formulas = tuple, more: Iterable[Formula] = ()) -> Clauses:
        """The form of a day, kept for the next who asks.

        Args:
            formulas: those that will be asked about, where the form is not there yet.
            more: further constraints.
        """
        more = tuple(more)
        with self._lock:
            found = self._forms.get((on, more))
            if found is None or found.top > MOST_VARIABLES:
                found = self._forms[on, more] = Clauses(
                    self.vocabulary, [*(c.formula for c in self.constraints), *more], formulas(), on
                )
                while len(self._forms) > FORMS:
                    self._forms.popitem(last=False)
            self._forms.move_to_end((on, more))
            return found

    def is_possible(self, said: Knowledge) -> bool:
        """Whether some person fits what was said."""
        try:
            self._person(said, suppose=False)
        except Impossible:
            return False
        return True

    @cached_property
    def _implied(self) -> dict[str, dict[str, frozenset[str]]]:
        """By set fact and value, the values of the same set that the constraints imply."""
        found: dict[str, dict[str, set[str]]] = {}
        for constraint in self.constraints:
            if len(constraint.formula.facts) != 1:
                continue
            fact = self.vocabulary[next(iter(constraint.formula.facts))]
            for one in fact.values if fact.type == "set" else ():
                for other in fact.values:
                    apart = Knowledge(self.vocabulary, {fact.name: Members(frozenset({one}), frozenset({other}))})
                    if one != other and evaluate(constraint.formula, apart) is False:
                        found.setdefault(fact.name, {}).setdefault(one, set()).add(other)
        for implied in found.values():
            for values in implied.values():
                while more := set().union(*(implied.get(value, ()) for value in values)) - values:
                    values |= more
        return {fact: {one: frozenset(others) for one, others in implied.items()} for fact, implied in found.items()}

    def completed(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """The values, with complete sets closed under what one value implies: `[felony]` is some offense too."""
        found = dict(values)
        for name, implied in self._implied.items():
            listed = found.get(name)
            if isinstance(listed, Members) and listed.complete:
                has = listed.has.union(*(implied.get(value, ()) for value in listed.has))
                found[name] = Members(has, listed.lacks, complete=True)
        return found

    def close(self, said: Knowledge, *, suppose: bool = False, form: Clauses | None = None) -> Situation:
        """Make sure that what was said can be so; what follows from it is worked out when it is asked for.

        Args:
            suppose: whether findings nobody reported count as not made.
        Raises:
            Contradiction: names the canonical smallest set of facts given that cannot all be so, and the sentence they
            break.
        """
        try:
            return Situation(
                said, self._person(said, suppose=suppose, form=form), [c.formula for c in self.constraints]
            )
        except Impossible as conflict:
            raise self._contradiction(conflict.facts, said) from None

    def _person(self, said: Knowledge, *, suppose: bool, form: Clauses | None = None) -> Person:
        form = form or self.form(_one_day(said))
        mine = {name: value for name, value in said.values.items() if name in said.given}
        fixed = {
            name: value
            for name, value in said.values.items()
            if name not in said.given and (name != ON or form.on is None)
        }
        return Person(form, mine, fixed, suppose=suppose, open_given=said.open_given)

    def _contradiction(self, facts: tuple[str, ...], said: Knowledge) -> Contradiction:
        values = {fact: said.values[fact] for fact in facts}
        rules: dict[str, list[Formula]] = {}  # a rule of several formulas is broken as a whole
        for constraint in self.constraints:
            rules.setdefault(constraint.says, []).append(constraint.formula)
        about = {
            says: rule for says, rule in rules.items() if any(not formula.facts.isdisjoint(facts) for formula in rule)
        }

        def breaks(rule: list[Formula]) -> bool:
            try:
                Person(Clauses(self.vocabulary, rule, (), _one_day(said)), values, suppose=False)
            except Impossible:
                return True
            return False

        return Contradiction(
            facts, next((says for says, rule in about.items() if breaks(rule)), next(iter(about), None))
        )


def _one_day(said: Knowledge) -> int | None:
    """The day asked about, where it is one."""
    day = said.values.get(ON)
    return day[0] if isinstance(day, tuple) and day[0] == day[1] else None


MOST_VARIABLES = 20_000
"""A form that has grown to more variables, by the days of many people, is made anew."""
