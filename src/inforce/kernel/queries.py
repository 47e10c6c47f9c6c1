"""The questions: each is a few calls of the solver about one person, or about two.

A person is what is said of them, as assumptions on a form; see `Person`. Every answer here is exact: it is what all people
share who fit what is said and the constraints. Sets of facts are canonical: they start from all facts, in the order of the
vocabulary, and drop each that is not needed; so they do not depend on what was asked before, nor on the solver. A core
only saves calls: what is not in it need not be tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from inforce.kernel.clauses import Clauses, Literals, Pair, copied
from inforce.kernel.fact import Interval, Members, Value
from inforce.kernel.formula import Formula

Outcomes = Mapping[str, Formula]
"""Formulas of which exactly one is true for everybody."""


class Impossible(Exception):
    """Nobody fits what is said; `facts` is a smallest set of facts in conflict."""

    def __init__(self, facts: tuple[str, ...]) -> None:
        super().__init__(facts)
        self.facts = facts


class Person:
    """What is said of one person. A finding nobody reported counts as not made, as far as what is said allows.

    Args:
        values: what is known of each fact that something is said of.
        fixed: flags that are settled for everybody: the readings chosen.
    Raises:
        Impossible: nobody fits what is said.
        TooHard: as every question here may.
    """

    def __init__(self, form: Clauses, values: Mapping[str, Value], fixed: Mapping[str, Value] | None = None) -> None:
        self.form = form
        self.values = dict(values)
        for fact in form.vocabulary.off_ramps:
            listed = self.values.get(fact.name)
            if isinstance(listed, Members):  # a list of memberships says nothing of the classes it does not name
                self.values[fact.name] = Members(listed.has, listed.lacks)
        self.fixed = dict(fixed or {})
        self.days: dict[str, Interval] = {}
        self.findings: dict[str, Literals] = {}
        """The findings that count as not made, and the literals that say so."""
        self.models: list[Sequence[int]] = []
        """People who fit, as models; what differs among them is open."""
        self._version = -1
        with form.lock:
            self._refresh()
            self._suppose()

    def _refresh(self) -> None:
        """Say everything again where the form has more literals than before."""
        form = self.form
        if self._version == form.version:
            return
        self._version = form.version
        self.said: dict[str, Literals] = {}
        for fact, value in self.values.items():
            literals = form.said(fact, value)
            self.said[fact] = (*literals, form.there[fact]) if fact in form.there else literals
        self.days = {fact: value for fact in form.dated if isinstance(value := self.values.get(fact), tuple)}
        silent = [-there for fact, there in form.there.items() if fact not in self.values and not form.vocabulary[fact].off_ramp]
        told = [literal for fact, value in self.fixed.items() for literal in form.said(fact, value)]
        self.always: Literals = (*told, *silent)
        """What is granted: the readings, and that nothing is said of other facts."""

    def _suppose(self) -> None:
        form, open_findings = self.form, self._open_findings()
        everything = tuple(literal for literals in open_findings.values() for literal in literals)
        model = self.solve((*self.told, *everything), self.days)
        if model is not None:
            self.findings = open_findings
        else:
            model = self.solve(self.told, self.days)
            if model is None:
                raise Impossible(self._conflict())
            for fact, literals in open_findings.items():
                for literal in literals:
                    found = self.solve((*self.assumptions, literal), self.days)
                    if found is not None:
                        model = found
                        self.findings[fact] = (*self.findings.get(fact, ()), literal)
        self.models.append(model)

    def _open_findings(self) -> dict[str, Literals]:
        form, found = self.form, {}
        for fact in form.vocabulary.off_ramps:
            name = fact.name
            literals: list[int] = []
            if name not in self.values:
                literals += [-literals_of[name] for literals_of in (form.flags, form.there) if name in literals_of]
            listed = self.values.get(name, Members())
            if isinstance(listed, Members):
                held = form.members.get(name, {})  # in the order declared, however the form came by them
                words = sorted(held, key=lambda word: (fact.values.index(word) if word in fact.values else len(fact.values), word))
                literals += [-held[word] for word in words if listed.get(word) is None]
            if literals:
                found[name] = tuple(literals)
        return found

    @property
    def told(self) -> Literals:
        """What is assumed of the person, findings left open."""
        self._refresh()
        return (*self.always, *(literal for literals in self.said.values() for literal in literals))

    @property
    def assumptions(self) -> Literals:
        """All that is assumed of the person."""
        return (*self.told, *(literal for literals in self.findings.values() for literal in literals))

    def solve(self, assumptions: Iterable[int], days: Mapping[str, Interval]) -> Sequence[int] | None:
        return self.form.solve(list(assumptions), days)

    def _conflict(self) -> tuple[str, ...]:
        return self.fewest((), tuple(self.values), ())

    def fewest(self, granted: Literals, facts: Iterable[str], denied: Literals) -> tuple[str, ...]:
        """The canonical smallest set of facts of which what is said rules out what is denied.

        Args:
            granted: what is assumed besides.
            facts: those said; all together they rule it out.
        """
        form = self.form

        def core(kept: Sequence[str]) -> set[str] | None:
            """Facts that rule it out, among those kept; None where these do not."""
            self._refresh()
            told = {literal: fact for fact in kept for literal in self.said[fact]}
            if self.solve((*granted, *self.always, *denied, *told), {f: self.days[f] for f in kept if f in self.days}) is not None:
                return None
            found = form.solver.core()
            self._refresh()  # a conflict between days may have added limits
            return {fact for fact in kept if not found.isdisjoint(self.said[fact])}

        wanted = set(facts)
        kept = [fact for fact in form.vocabulary if fact in wanted]
        needed = core(kept)
        assert needed is not None, "all facts together do not rule it out"
        for fact in tuple(kept):
            fewer = [other for other in kept if other != fact]
            if fact in needed:
                found = core(fewer)
                if found is None:
                    continue
                needed = found
            kept = fewer
        return tuple(kept)


def truth(model: Sequence[int], literal: int) -> bool | None:
    """Whether a literal is true in a model; None where it is younger than the model."""
    place = abs(literal) - 1
    return (model[place] > 0) is (literal > 0) if place < len(model) else None


def _find(person: Person, literal: int) -> Sequence[int] | None:
    """Somebody who fits what is said and of whom a literal holds: one met before, or a new one."""
    if literal == -person.form.true:
        return None
    for model in person.models:
        if truth(model, literal):
            return model
    model = person.solve((*person.assumptions, literal), person.days)
    if model is not None:
        person.models.append(model)
    return model


def find(person: Person, formula: Formula) -> Sequence[int] | None:
    """Somebody who fits what is said and of whom the formula is true, as a model; None where there is nobody."""
    with person.form.lock:
        return _find(person, person.form.literal(formula))


def possible(person: Person, outcomes: Outcomes, *, most: int | None = None) -> tuple[str, ...]:
    """The outcomes that somebody who fits what is said has, in the order of `outcomes`; at most so many of them."""
    found: list[str] = []
    for name, formula in outcomes.items():
        if len(found) == most:
            break
        if find(person, formula) is not None:
            found.append(name)
    return tuple(found)


def decide(person: Person, outcomes: Outcomes) -> str | None:
    """The one outcome that everybody has who fits what is said; None where they differ."""
    with person.form.lock:
        literals = {name: person.form.literal(formula) for name, formula in outcomes.items()}
        first = next((name for name, literal in literals.items() if truth(person.models[0], literal)), None)
        if first is None:  # the formulas are younger than the first model
            first = next(name for name, literal in literals.items() if _find(person, literal) is not None)
        return first if _find(person, -literals[first]) is None else None


def because(person: Person, outcomes: Outcomes, outcome: str) -> tuple[str, ...]:
    """The canonical smallest set of facts of which what is said forces the outcome; findings not made are granted.

    A fact that is left out counts as neither said nor not said.
    """
    form = person.form
    with form.lock:
        granted = tuple(literal for literals in person.findings.values() for literal in literals)
        return person.fewest(granted, person.values, (-form.literal(outcomes[outcome]),))


class Turning:
    """What an answer turns on: questions about two people who fit what is said and have different outcomes.

    Args:
        findings: whether findings that count as not made do so here, or are left open.
    """

    def __init__(self, person: Person, pair: Pair, *, findings: bool = True) -> None:
        self.person, self.pair, self.form = person, pair, person.form
        self.findings = findings
        self._met: dict[str, list[Sequence[int]]] = {}
        """By fact, pairs of people who differ in it alone."""

    def _assumptions(self) -> list[int]:
        return self.pair.both(self.person.assumptions if self.findings else self.person.told)

    def candidates(self) -> list[str]:
        """The facts that are open, in the order of the vocabulary."""
        person = self.person
        return [fact for fact in self.form.facts if not (fact in person.fixed or (self.findings and fact in person.findings) or _is_settled(person.values.get(fact)))]

    def _solve(self, literals: Literals, same: Iterable[str]) -> Sequence[int] | None:
        self.pair.update()
        asked = [*self._assumptions(), self.pair.differ(literals), *(self.pair.same[fact] for fact in same)]
        return self.pair.solve(asked, self.person.days)

    def turns_on(self, outcomes: Outcomes, fact: str) -> bool:
        """Whether two people who differ in the fact alone have different outcomes."""
        with self.form.lock:
            literals = tuple(self.form.literal(formula) for formula in outcomes.values())
            met = self._met.setdefault(fact, [])
            if any(_differ(model, literals) for model in met):
                return True
            model = self._solve(literals, (other for other in self.candidates() if other != fact))
            if model is not None:
                met.append(model)
            return model is not None

    def depends_on(self, outcomes: Outcomes) -> tuple[str, ...]:
        """The facts that alone make a difference, in the order of the vocabulary."""
        mentioned = frozenset().union(*(formula.facts for formula in outcomes.values()))
        return tuple(fact for fact in self.candidates() if fact in mentioned and self.turns_on(outcomes, fact))

    def settles(self, outcomes: Outcomes, facts: Iterable[str]) -> bool:
        """Whether knowing the facts would settle the answer, whatever they turn out to be."""
        with self.form.lock:
            known, literals = set(facts), tuple(self.form.literal(formula) for formula in outcomes.values())
            return self._solve(literals, [fact for fact in self.candidates() if fact in known]) is None

    def settling(self, outcomes: Outcomes) -> tuple[str, ...]:
        """The canonical smallest set of facts that would settle the answer, whatever they turn out to be."""
        with self.form.lock:
            literals = tuple(self.form.literal(formula) for formula in outcomes.values())
            kept = self.candidates()
            needed = self._core(literals, kept)
            assert needed is not None, "all facts together do not settle it"
            for fact in tuple(kept):
                fewer = [other for other in kept if other != fact]
                if fact in needed:
                    found = self._core(literals, fewer)
                    if found is None:
                        continue
                    needed = found
                kept = fewer
            return tuple(kept)

    def _core(self, literals: Literals, facts: Sequence[str]) -> set[str] | None:
        """Facts that settle the answer, among some; None where these do not."""
        if self._solve(literals, facts) is not None:
            return None
        core = self.pair.solver.core()
        return {fact for fact in facts if self.pair.same[fact] in core}


def _is_settled(value: Value | None) -> bool:
    """Whether nothing more can be learnt of a fact by what is said of it."""
    if isinstance(value, bool):
        return True
    if isinstance(value, Members):
        return value.complete
    return value is not None and (len(value) == 1 if isinstance(value, frozenset) else value[0] == value[1])


def _differ(model: Sequence[int], literals: Literals) -> bool:
    """Whether the two people of a model have different outcomes, as far as it tells."""
    for literal in literals:
        first, second = truth(model, copied(literal, 0)), truth(model, copied(literal, 1))
        if first is not None and second is not None and first is not second:
            return True
    return False


def assumed(person: Person, turning: Turning, outcomes: Outcomes) -> tuple[str, ...]:
    """The findings counted as not made that the answer rests on, in the order of the vocabulary.

    One that makes a difference by itself while the findings nobody reported are open; or that, left open by itself, lets
    an outcome in that is otherwise ruled out.

    Args:
        turning: with findings left open.
    """
    form = person.form
    with form.lock:
        literals = {name: form.literal(formula) for name, formula in outcomes.items()}
        found = {name for name in outcomes if _find(person, literals[name]) is not None}
        others = [literals[name] for name in outcomes if name not in found and literals[name] != -form.true]
        beyond = form.either(others)
        if len(found) == 1 and person.solve((*person.told, beyond), person.days) is None:
            return ()
        mentioned = frozenset().union(*(formula.facts for formula in outcomes.values()))
        rests = []
        for fact in [fact for fact in form.vocabulary if fact in person.findings]:
            but = (literal for other, its in person.findings.items() if other != fact for literal in its)
            if (fact in mentioned and turning.turns_on(outcomes, fact)) or (others and person.solve((*person.told, *but, beyond), person.days) is not None):
                rests.append(fact)
        return tuple(rests)


def known(person: Person) -> dict[str, Value]:
    """All that follows from what is said, of the facts that the form is about: what everybody shares who fits it."""
    form, found = person.form, dict(person.values)
    with form.lock:
        for name, literal in form.flags.items():
            if name not in found and name not in person.fixed:
                for value in (True, False):
                    if _find(person, -literal if value else literal) is None:
                        found[name] = value
                        break
        for name, words in form.members.items():
            told = found.get(name, Members())
            assert isinstance(told, Members)
            has = {word for word, literal in words.items() if told.get(word) is None and _find(person, -literal) is None}
            lacks = {word for word, literal in words.items() if told.get(word) is None and word not in has and _find(person, literal) is None}
            if has or lacks:
                found[name] = Members(told.has | has, told.lacks | lacks, told.complete)
        for name, blocks in form.blocks.items():
            told = found.get(name, frozenset(form.vocabulary[name].values))
            assert isinstance(told, frozenset)
            out = frozenset().union(*(block for literal, block in blocks if _find(person, literal) is None))
            if told & out:
                found[name] = told - out
        for name, (limits, literals) in form.cuts.items():
            low, high = span = found.get(name, form.vocabulary[name].span)  # type: ignore[misc]
            low = max([low, *(limit + 1 for limit, literal in zip(limits, literals, strict=True) if _find(person, literal) is None)])
            high = min([high, *(limit for limit, literal in zip(limits, literals, strict=True) if _find(person, -literal) is None)])
            if (low, high) != span:
                found[name] = (low, high)
    return found
