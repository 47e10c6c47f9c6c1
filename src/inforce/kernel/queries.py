"""The questions: each is a few calls of the solver about one person, or about two.

A person is what is said of them, as assumptions on a form; see `Person`. Every answer here is exact: it is what all
people share who fit what is said and the constraints. Sets of facts are canonical: they start from all facts, in the
order of the vocabulary, and drop each that is not needed; so they do not depend on what was asked before, nor on the
solver. A core only saves calls: what is not in it need not be tried.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence

from inforce.kernel.clauses import MOST_CORES, Clauses, Literals, Pair
from inforce.kernel.days import Relation, Spans, narrow
from inforce.kernel.neighbours import Neighbours
from inforce.language.fact import Interval, Members, Value
from inforce.language.formula import And, Formula
from inforce.language.knowledge import Knowledge

MOST_MODELS = 40
"""How many people who fit are kept of one person; more are slower to look through than to find anew."""
MOST_LOOKS = 4
"""At how many people's neighbours is looked before the solver is asked."""
Outcomes = Mapping[str, Formula]
"""Formulas of which exactly one is true for everybody."""


class Impossible(Exception):
    """Nobody fits what is said."""

    def __init__(self, person: Person) -> None:
        super().__init__("nobody fits what is said")
        self.person = person

    @property
    def facts(self) -> tuple[str, ...]:
        """The canonical smallest set of facts of which what is said cannot all be so."""
        with self.person.form.lock:
            return self.person.fewest((), tuple(self.person.values))


class Person:
    """What is said of one person. A finding nobody reported counts as not made, as far as what is said allows.

    Args:
        values: what is known of each fact that something is said of.
        fixed: what is settled for everybody, as the readings chosen are.
        suppose: whether findings nobody reported count as not made; else they are left open.
        open_given: facts of which it is left open whether anything is said of them.
        also: what else holds of the person.
    Raises:
        Impossible: nobody fits what is said.
        TooHard: as every question here may.
    """

    def __init__(
        self,
        form: Clauses,
        values: Mapping[str, Value],
        fixed: Mapping[str, Value] | None = None,
        *,
        suppose: bool = True,
        open_given: Container[str] = (),
        also: Iterable[Formula] = (),
    ) -> None:
        self.form = form
        self.values = dict(values)
        for fact in form.vocabulary.off_ramps:
            listed = self.values.get(fact.name)
            if isinstance(listed, Members):  # a list of memberships says nothing of the classes it does not name
                self.values[fact.name] = Members(listed.has, listed.lacks)
        self.fixed = dict(fixed or {})
        self.open_given = open_given
        self.also = tuple(also)
        self.days: dict[str, Interval] = {}
        self.findings: dict[str, Literals] = {}
        """The findings that count as not made, and the literals that say so."""
        self.ruled_out: frozenset[str] = frozenset()
        """The findings nobody reported that cannot all count as not made: what is said rules out a part of them."""
        self._around: Neighbours | None = None
        self.models: list[Sequence[int]] = []
        """People who fit, as models; what differs among them is open."""
        self._version = -1
        self._looked_at: set[int] | None = None
        """The findings' literals that were there when it was settled which count as not made."""
        with form.lock:
            self._refresh()
            findings = self._open_findings() if suppose else {}
            self._suppose(findings)
            if suppose:
                self._looked_at = {literal for literals in findings.values() for literal in literals}

    def but(self, also: Formula) -> Person:
        """The same person, of whom something more holds; findings count as before."""
        made = Person.__new__(Person)
        made.__dict__.update(self.__dict__)
        made.also, made._version, made._around = (*self.also, also), -1, None
        with self.form.lock:
            made._refresh()
            literal = self.form.literal(also)
            made.models = [model for model in self.models if truth(model, literal)]
            if not made.models:
                model = made.solve(made.assumptions, made.days)
                if model is None:
                    raise Impossible(made)
                made.models = [model]
        return made

    def _refresh(self) -> None:
        """Say everything again where the form has more literals than before."""
        form = self.form
        if self._version == form.version:
            return
        also = [form.literal(formula) for formula in self.also]
        self._version = form.version
        self._assumed: frozenset[int] | None = None
        self.said: dict[str, Literals] = {}
        for fact, known_of_it in self.values.items():
            literals = form.said(fact, known_of_it)
            self.said[fact] = (
                (*literals, form.there[fact]) if fact in form.there and fact not in self.open_given else literals
            )
        self.days = {
            fact: value
            for fact in form.dated
            if isinstance(value := self.values.get(fact, self.fixed.get(fact)), tuple)
        }
        silent = [
            -there
            for fact, there in form.there.items()
            if not (fact in self.values or fact in self.open_given or form.vocabulary[fact].off_ramp)
        ]
        told = [literal for fact, value in self.fixed.items() for literal in form.said(fact, value)]
        self.always: Literals = (*told, *silent, *also)
        """What is granted: what is settled for everybody, and that nothing is said of other facts."""
        if self._looked_at is not None:
            for (
                fact,
                literals,
            ) in self._open_findings().items():  # no constraint speaks of a finding that had no literal
                new = tuple(literal for literal in literals if literal not in self._looked_at)
                if new:
                    self.findings = {**self.findings, fact: (*self.findings.get(fact, ()), *new)}
                    self._looked_at = self._looked_at.union(new)

    def _suppose(self, findings: dict[str, Literals]) -> None:
        everything = tuple(literal for literals in findings.values() for literal in literals)
        model = self.solve((*self.told, *everything), self.days)
        if model is not None:
            self.findings = findings
        else:
            model = self.solve(self.told, self.days)
            if model is None:
                raise Impossible(self)
            for fact, literals in findings.items():
                for literal in literals:
                    found = self.solve((*self.assumptions, literal), self.days)
                    if found is not None:
                        model = found
                        self.findings[fact] = (*self.findings.get(fact, ()), literal)
                    else:
                        self.ruled_out |= {fact}
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
                words = sorted(
                    held, key=lambda word: (fact.values.index(word) if word in fact.values else len(fact.values), word)
                )
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

    @property
    def assumed(self) -> frozenset[int]:
        """All that is assumed of the person, to look literals up in."""
        self._refresh()
        if self._assumed is None:
            self._assumed = frozenset(self.assumptions)
        return self._assumed

    def can_be(self, *literals: int) -> Sequence[int] | None:
        """Somebody who fits what is said and of whom literals hold, as a model: one met before, or a new one."""
        form = self.form
        if -form.true in literals or (self.models and form.ruled_out(literals, self.assumed) is not None):
            return None
        first, *more = literals
        for model in self.models:
            if truth(model, first) and all(truth(model, literal) for literal in more):
                return model
        found = self.solve((*self.assumptions, *literals), self.days)
        if found is not None:
            self.models.append(found)
            del self.models[MOST_MODELS:]
        else:
            form.learn(literals)
        return found

    def model(self) -> Sequence[int]:
        """Somebody who fits what is said, of whom every literal of the form is told."""
        if len(self.models[0]) < self.form.newest:
            model = self.solve(self.assumptions, self.days)
            assert model is not None, "somebody fits"
            self.models.insert(0, model)
        return self.models[0]

    def needed(self, literals: Literals) -> set[str]:
        """Facts of which something is said and without which the outcome could be another, as neighbours show.

        Args:
            literals: of the outcomes.
        """
        if self._around is None or max(map(abs, literals)) > self._around.newest:
            said = [fact for fact, its in self.said.items() if its or fact in self.days]
            self._around = Neighbours(self.form, self.model(), said, self.days, within={}, others=self.models[1:2])
        others = self._around.differ(literals)
        return {fact for fact, mask in self._around.masks.items() if others & mask} if others else set()

    def fewest(
        self, granted: Literals, facts: Iterable[str], denied: Literals = (), needed: Container[str] = ()
    ) -> tuple[str, ...]:
        """The canonical smallest set of facts of which what is said rules out what is denied.

        Args:
            granted: what is assumed besides.
            facts: those said; all together they rule it out.
            denied: one literal, or none: then nobody fits what is said.
            needed: facts known to be in every such set.
        """
        form = self.form

        def core(kept: Sequence[str]) -> set[str] | None:
            """Facts that rule it out, among those kept; None where these do not."""
            told = {literal: fact for fact in kept for literal in self.said[fact]}
            always = dict.fromkeys((*granted, *self.always))
            found = form.ruled_out(denied, {**always, **told}) if denied else None
            if found is None:
                if self.solve((*always, *told, *denied), {f: self.days[f] for f in kept if f in self.days}) is not None:
                    return None
                found = form.learn(denied) if denied else frozenset(form.solver.core())
                before = self.said
                self._refresh()  # a conflict between days may have added limits, and a day may be told by others than those assumed
                return {fact for fact in kept if not found.isdisjoint((*before[fact], *self.said[fact]))}
            return {fact for fact in kept if not found.isdisjoint(self.said[fact])}

        self._refresh()
        wanted = set(facts)
        kept = [fact for fact in form.vocabulary if fact in wanted]
        least = [fact for fact in kept if fact in needed]
        if core(least) is not None:
            return tuple(least)
        found = core(kept)
        assert found is not None, "all facts together do not rule it out"
        return _without_needless(kept, found, needed, core)


def _without_needless(
    kept: Sequence[str], found: set[str], needed: Container[str], core: Callable[[Sequence[str]], set[str] | None]
) -> tuple[str, ...]:
    """Facts without each, in order, that is not needed beside those that are left.

    Args:
        found: those of them that do.
        needed: those known to be needed.
        core: facts that do, among some; None where these do not.
    """
    dropped: set[str] = set()
    for fact in kept:
        if fact in found:
            if fact in needed:
                continue
            smaller = core([other for other in kept if other not in dropped and other != fact])
            if smaller is None:
                continue
            found = smaller
        dropped.add(fact)
    return tuple(fact for fact in kept if fact not in dropped)


def truth(model: Sequence[int], literal: int) -> bool | None:
    """Whether a literal is true in a model; None where it is younger than the model."""
    place = abs(literal) - 1
    return (model[place] > 0) is (literal > 0) if place < len(model) else None


def find(person: Person, formula: Formula) -> Sequence[int] | None:
    """Somebody who fits what is said and of whom the formula is true, as a model; None where there is nobody."""
    parts = (
        formula.parts if isinstance(formula, And) else (formula,)
    )  # written apart, they need no literal of their own
    with person.form.lock:
        return person.can_be(*map(person.form.literal, parts))


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
            first = next(name for name, literal in literals.items() if person.can_be(literal) is not None)
        return first if person.can_be(-literals[first]) is None else None


def truth_of(person: Person, formula: Formula) -> bool | None:
    """Whether a formula holds of everybody who fits what is said, of nobody, or (None) of some."""
    with person.form.lock:
        literal = person.form.literal(formula)
        if person.can_be(literal) is None:
            return False
        return True if person.can_be(-literal) is None else None


def shown(person: Person, facts: Container[str]) -> Knowledge:
    """One person who fits what is said, as far as the form tells people apart; days in relation fit each other."""
    form, values = person.form, dict[str, Value]()
    with form.lock:
        model = person.model()
        spans, _, relations = form.days_of(lambda literal: model[literal - 1] > 0, person.days, 0)
        narrow(spans, relations)
        for name in (fact for fact in form.facts if fact in facts):
            if name in form.flags:
                values[name] = model[form.flags[name] - 1] > 0
            elif name in form.members:
                held = {word: model[literal - 1] > 0 for word, literal in form.members[name].items()}
                values[name] = Members(
                    frozenset(w for w, h in held.items() if h), frozenset(w for w, h in held.items() if not h)
                )
            elif name in form.blocks:
                values[name] = next(block for literal, block in form.blocks[name] if model[literal - 1] > 0)
            elif name in form.dated:
                values[name] = spans[name, 0]
            elif name in form.cuts:
                limits, literals = form.cuts[name]
                place = next((place for place, literal in enumerate(literals) if model[literal - 1] > 0), len(literals))
                low, high = form.vocabulary[name].span
                values[name] = (limits[place - 1] + 1 if place else low, limits[place] if place < len(limits) else high)
        given = [fact for fact, literal in form.there.items() if model[literal - 1] > 0]
    return Knowledge(form.vocabulary, values, given)


def because(person: Person, outcomes: Outcomes, outcome: str) -> tuple[str, ...]:
    """The canonical smallest set of facts of which what is said forces the outcome; findings not made are granted.

    A fact that is left out counts as neither said nor not said.
    """
    form = person.form
    with form.lock:
        granted = tuple(literal for literals in person.findings.values() for literal in literals)
        literals = tuple(form.literal(formula) for formula in outcomes.values())
        return person.fewest(granted, person.values, (-form.literal(outcomes[outcome]),), person.needed(literals))


def beside(person: Person, formula: Formula, facts: Iterable[str]) -> tuple[str, ...]:
    """The canonical smallest set of findings not made that, beside what is said of some facts, force a formula."""
    form = person.form
    with form.lock:
        person.told  # noqa: B018  everything is said with the newest literals
        said = [literal for fact in facts for literal in person.said[fact]]
        days = {fact: person.days[fact] for fact in facts if fact in person.days}
        kept = [fact for fact in form.vocabulary if fact in person.findings]
        for fact in ("", *kept):
            fewer = [other for other in kept if other != fact] if fact else []
            findings = (literal for other in fewer for literal in person.findings[other])
            if person.solve((*person.always, *said, *findings, -form.literal(formula)), days) is None:
                kept = fewer
                if not fact:
                    break
        return tuple(kept)


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
        self._told: dict[tuple[Formula, ...], tuple[str, ...]] = {}
        """By outcomes, the facts that were found to make a difference alone."""
        self._looks: list[Neighbours] = []
        self._newest = 0
        self._both: list[int] = []
        self._open: list[str] = []
        self._granted: frozenset[int] = frozenset()
        """What is assumed of both, and that they have all that is open alike."""
        self._both_version = -1

    def _assumptions(self) -> list[int]:
        """What is assumed of both people; made anew where the form has more literals than before."""
        if self._both_version != self.form.version:
            self._both = self.pair.both(self.person.assumptions if self.findings else self.person.told)
            self._open = self._candidates()
            self.pair.update()
            self._granted = frozenset([*self._both, *(self.pair.same[fact] for fact in self._open)])
            self._both_version = self.form.version
        return self._both

    def candidates(self) -> list[str]:
        """The facts that are open, in the order of the vocabulary."""
        with self.form.lock:
            self._assumptions()
            return self._open

    def _candidates(self) -> list[str]:
        person = self.person
        return [
            fact
            for fact in self.form.facts
            if not (
                fact in person.fixed
                or (self.findings and fact in person.findings)
                or _is_settled(person.values.get(fact))
            )
        ]

    def _solve(self, literals: Literals, same: Iterable[str]) -> Sequence[int] | None:
        self.pair.update()
        asked = [*self._assumptions(), self.pair.differ(literals), *(self.pair.same[fact] for fact in same)]
        return self.pair.solve(asked, self.person.days)

    def _look(self, model: Sequence[int]) -> Neighbours:
        person = self.person
        return Neighbours(
            self.form, model, self.candidates(), person.days, within=person.said, others=person.models[:8]
        )

    def _shown(self, literals: Literals) -> set[str]:
        """Facts that neighbours of somebody who fits show to make a difference alone."""
        form, person, found = self.form, self.person, set()
        if max(map(abs, literals)) > self._newest:
            self._looks, self._newest = [], form.newest
        for place in range(MOST_LOOKS):
            if place == len(self._looks):
                fresh = [model for model in (person.model(), *person.models) if len(model) >= form.newest]
                if not self.findings or place >= len(fresh):
                    break
                self._looks.append(self._look(fresh[place]))
            look = self._looks[place]
            others = look.differ(literals)
            if others:
                found |= {fact for fact, mask in look.masks.items() if others & mask}
        return found

    def turns_on(self, outcomes: Outcomes, fact: str) -> bool:
        """Whether two people who differ in the fact alone have different outcomes."""
        return bool(self._turning(outcomes, [fact]))

    def _turning(self, outcomes: Outcomes, facts: Sequence[str]) -> list[str]:
        """Those of some facts that alone make a difference."""
        with self.form.lock:
            literals = tuple(self.form.literal(formula) for formula in outcomes.values())
            shown, every = self._shown(literals), self.candidates()
            return [fact for fact in facts if fact in shown or self._met_in(fact, literals, every)]

    def _met_in(self, fact: str, literals: Literals, every: Sequence[str]) -> bool:
        met = self._met.setdefault(fact, [])
        if any(_differ(model, literals) for model in met):
            return True
        self._assumptions()
        known = self.pair.cores.setdefault((literals, fact), [])
        if any(core <= self._granted for core in known):
            return False
        model = self._solve(literals, [other for other in every if other != fact])
        if model is not None:
            met.append(model)
            return True
        known.insert(0, frozenset(self.pair.solver.core()) - {self.pair.differ(literals)})
        del known[MOST_CORES:]
        return False

    def depends_on(self, outcomes: Outcomes) -> tuple[str, ...]:
        """The facts that alone make a difference, in the order of the vocabulary."""
        with self.form.lock:
            key = tuple(outcomes.values())
            found = self._told.get(key)
            if found is None:
                mentioned = frozenset().union(*(formula.facts for formula in key))
                asked = [fact for fact in self.candidates() if fact in mentioned]
                found = self._told[key] = tuple(self._turning(outcomes, asked))
            return found

    def settles(self, outcomes: Outcomes, facts: Iterable[str]) -> bool:
        """Whether knowing the facts would settle the answer, whatever they turn out to be."""
        with self.form.lock:
            known, literals = set(facts), tuple(self.form.literal(formula) for formula in outcomes.values())
            return self._solve(literals, [fact for fact in self.candidates() if fact in known]) is None

    def settling(self, outcomes: Outcomes, among: Container[str] | None = None) -> tuple[str, ...]:
        """The canonical smallest set of facts that would settle the answer, whatever they turn out to be.

        Args:
            among: facts to choose from; all by default. Where these do not settle it, none do.
        """
        with self.form.lock:
            literals = tuple(self.form.literal(formula) for formula in outcomes.values())
            needed = self.depends_on(outcomes)  # what makes a difference alone is in every set that settles
            kept = [fact for fact in self.candidates() if among is None or fact in among]
            if all(fact in kept for fact in needed) and self._core(literals, needed) is not None:
                return needed
            found = self._core(literals, kept)
            if found is None:
                return ()
            return _without_needless(kept, found, needed, lambda facts: self._core(literals, facts))

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
        place = 2 * abs(literal) - 1
        if place + 1 < len(model) and (model[place] > 0) is not (model[place + 1] > 0):
            return True
    return False


def assumed(person: Person, turning: Turning, outcomes: Outcomes) -> tuple[str, ...]:
    """The findings counted as not made that the answer rests on, in the order of the vocabulary.

    One that makes a difference by itself while the findings nobody reported are open; or that, left open by itself,
    lets an outcome in that is otherwise ruled out.

    Args:
        turning: with findings left open.
    """
    form = person.form
    with form.lock:
        literals = {name: form.literal(formula) for name, formula in outcomes.items()}
        found = {name for name in outcomes if person.can_be(literals[name]) is not None}
        others = [literals[name] for name in outcomes if name not in found and literals[name] != -form.true]
        beyond = form.either(others)
        if len(found) == 1 and person.solve((*person.told, beyond), person.days) is None:
            return ()
        mentioned = frozenset().union(*(formula.facts for formula in outcomes.values()))
        rests = []
        for fact in [fact for fact in form.vocabulary if fact in person.findings]:
            but = (literal for other, its in person.findings.items() if other != fact for literal in its)
            if (fact in mentioned and turning.turns_on(outcomes, fact)) or (
                others and person.solve((*person.told, *but, beyond), person.days) is not None
            ):
                rests.append(fact)
        return tuple(rests)


def implied(person: Person, facts: Sequence[str], literals: Iterable[int]) -> set[int]:
    """Those of some literals about facts, or of their denials, that hold of everybody who fits what is said."""
    form = person.form
    model = person.model()
    sure = {*form.solver.propagate(person.assumptions), *person.assumed}
    left = {literal if truth(model, literal) else -literal for literal in literals}
    found = left & sure
    left -= found
    look = (
        Neighbours(form, model, facts, person.days, within=person.said, others=person.models[1:4])
        if len(left) > MOST_LOOKS
        else None
    )
    if look is not None:  # whoever differs from somebody in one fact, and fits, shows what is open of it
        fit = look.valid
        for literal in person.assumed:
            fit &= look.values[literal]
        left = {literal for literal in left if not look.values[-literal] & fit}
    for other in person.models:
        left = {literal for literal in left if truth(other, literal) is not False} if left else left
    if left:
        form.solver.prefer([-literal for literal in left])
    version, assumptions = form.version, person.assumptions
    while left:
        literal = left.pop()
        if version != form.version:
            version, assumptions = form.version, person.assumptions
        without = person.solve((*assumptions, -literal), person.days)
        if without is None:
            found.add(literal)
        else:
            person.models.append(without)
            left = {literal for literal in left if without[abs(literal) - 1] == literal}
    del person.models[MOST_MODELS:]
    return found


def known(person: Person, facts: Container[str] | None = None) -> dict[str, Value]:
    """All that follows from what is said, of the facts that the form is about: what everybody shares who fits it.

    Args:
        facts: those asked about; all by default.
    """
    form, found = person.form, dict(person.values)
    with form.lock:
        asked = [fact for fact in form.facts if fact not in person.fixed and (facts is None or fact in facts)]
        dated = [fact for fact in asked if fact in form.dated]
        asked += [fact for fact in form.dated if dated and fact not in person.fixed and fact not in asked]
        relations = form.relations if dated else {}
        sure = implied(
            person, asked, [*(literal for fact in asked for literal in form.about(fact)), *relations.values()]
        )
        for name in asked:
            if name in form.flags:
                literal = form.flags[name]
                if literal in sure or -literal in sure:
                    found[name] = literal in sure
            elif name in form.members:
                told = found.get(name, Members())
                assert isinstance(told, Members)
                open_words = [(word, literal) for word, literal in form.members[name].items() if told.get(word) is None]
                has = {word for word, literal in open_words if literal in sure}
                lacks = {word for word, literal in open_words if -literal in sure}
                if has or lacks:
                    found[name] = Members(told.has | has, told.lacks | lacks, told.complete)
            elif name in form.blocks:
                within = found.get(name, frozenset(form.vocabulary[name].values))
                assert isinstance(within, frozenset)
                out = frozenset().union(*(block for literal, block in form.blocks[name] if -literal in sure))
                if within & out:
                    found[name] = within - out
            elif name in form.cuts:
                span = found.get(name, form.vocabulary[name].span)
                assert isinstance(span, tuple)
                low, high = span
                for limit, literal in zip(*form.cuts[name], strict=True):
                    if -literal in sure:
                        low = max(low, limit + 1)
                    elif literal in sure:
                        high = min(high, limit)
                if (low, high) != span:
                    found[name] = (low, high)
        if dated:  # what relations that hold of everybody say beside what is known to the day
            bounds = {**person.days, **found}
            spans: Spans = {(fact, 0): bounds.get(fact, form.vocabulary[fact].span) for fact in form.dated}  # type: ignore[misc]
            truths = {atom: literal in sure for atom, literal in relations.items() if literal in sure or -literal in sure}
            sides = [Relation((a.left, 0), (a.right, 0), a.months, a.days, holds, ()) for a, holds in truths.items()]
            narrow(spans, sides)
            found |= {fact: spans[fact, 0] for fact in dated if spans[fact, 0] != form.vocabulary[fact].span}
    return (
        found
        if facts is None
        else {fact: value for fact, value in found.items() if fact in facts or fact in person.values}
    )
