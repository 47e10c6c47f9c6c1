"""The form: formulas and constraints over facts as clauses over literals, written once and asked under assumptions.

A literal is a whole number, negative where it is denied. Literals stand for what the atoms say, by the regions of each
fact:

    bool      one literal
    set       one for each value mentioned
    choice    one for each block of values; exactly one of them holds
    ordered   one for each limit (`fact <= limit`), each implying the next
    relation  one for `left <= right moved by months and days`; days are checked once there is a model
    given     one for each fact of which it matters whether anything is said

and for every `And` and `Or` (Tseitin), so that a formula is a literal too. The day asked about is put in before
anything is written, so that `entry_date > on - 14 days` is a limit; without a day it stays a fact like any other.

Relations between days are left out of the clauses. A model says in which region each day lies and which relations hold;
where no days fit that, the literals in conflict are written down as a clause (a lemma), which stays, and the question
is asked again. Writing the order of days as clauses beforehand would need every pair of limits: some 40 times as many
clauses.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from threading import RLock
from typing import Any, TypeVar

from inforce.kernel.days import Bound, Relation, Spans, clash, narrow
from inforce.kernel.regions import Regions
from inforce.kernel.solver import Solver
from inforce.language.day import last_before, shift
from inforce.language.fact import Interval, Members, Value, Vocabulary
from inforce.language.formula import And, Atom, Constant, Flag, Formula, Given, Has, In, Most, Not, Or, parts_first

Literals = tuple[int, ...]
Key = TypeVar("Key", bound=Hashable)
ON = "on"
NOTHING: Mapping[str, Interval] = {}
EMPTY: tuple[list[int], list[int]] = ([], [])
MOST_CORES = 24
"""How many cores are kept for one literal."""
MOST_REMEMBERED = 5_000
"""How many different sayings about one fact are kept as literals."""


class Clauses:
    """Clauses for some formulas under constraints, with a solver.

    Args:
        constraints: hold of everybody.
        formulas: those that will be asked about; others can be added, which costs more.
        on: the day asked about; None leaves it free.
    """

    def __init__(
        self, vocabulary: Vocabulary, constraints: Iterable[Formula], formulas: Iterable[Formula], on: int | None = None
    ) -> None:
        self.vocabulary = vocabulary
        self.on = on
        self.lock = RLock()
        """Held by whoever asks: a solver answers one question at a time."""
        self.solver = Solver()
        self.newest = 0
        """The newest variable that the solver knows; an older model says nothing of it."""
        self.cores: dict[Literals, list[frozenset[int]]] = {}
        """By literals, assumptions found to rule them out together; they save calls and choose nothing."""
        self.written: list[Sequence[int]] = []
        """Every clause, in order; a second copy of a person is written from them."""
        self.top = 0
        self.version = 0
        """Goes up when what is said of a fact may have more literals than before."""
        self.true = self.variable()
        self.write([self.true])
        self.flags: dict[str, int] = {}
        self.there: dict[str, int] = {}
        self.members: dict[str, dict[str, int]] = {}
        self.blocks: dict[str, list[tuple[int, frozenset[str]]]] = {}
        self.cuts: dict[str, tuple[list[int], list[int]]] = {}
        """By ordered fact: the limits, and beside them the literals `fact <= limit`."""
        self.relations: dict[Most, int] = {}
        self.dated: dict[str, None] = {}
        """The facts that stand in relations."""
        self.gates: list[tuple[int, Sequence[int]]] = []
        """Each literal that one of others holds, with these, parts first."""
        self._literals: dict[Formula, int] = {}
        self._eithers: dict[Literals, int] = {}
        self._said: dict[str, dict[Value, Literals]] = {}
        self._fit: set[tuple[object, ...]] = set()
        self._seeing_version = -1
        constraints, formulas = tuple(constraints), tuple(formulas)
        order = parts_first((*constraints, *formulas))
        for fact, told in Regions(node for node in order if isinstance(node, In)).sets.items():
            self._partition(fact, told)
        for node in order:
            self.literal(node)
        self.constraints = [self.literal(constraint) for constraint in constraints]
        for literal in self.constraints:
            self.write([literal])

    @cached_property
    def pair(self) -> Pair:
        """Two people of this form; made when two are first asked about."""
        return Pair(self)

    # writing

    def variable(self) -> int:
        self.top += 1
        return self.top

    def write(self, clause: Sequence[int]) -> None:
        self.written.append(clause)
        self.solver.add(clause)
        self.newest = max(self.newest, *map(abs, clause)) if clause else self.newest

    def either(self, literals: Iterable[int]) -> int:
        """The literal that one of the literals holds."""
        kept = dict.fromkeys(literal for literal in literals if literal != -self.true)
        if self.true in kept or any(-literal in kept for literal in kept):
            return self.true
        if len(kept) < 2:
            return next(iter(kept), -self.true)
        found = self._eithers.get(tuple(kept))
        if found is not None:
            return found
        made = self._eithers[tuple(kept)] = self.variable()
        self.gates.append((made, list(kept)))
        self.write([-made, *kept])
        for literal in kept:
            self.write([made, -literal])
        return made

    def literal(self, formula: Formula) -> int:
        """The literal that stands for a formula; its clauses are written when it is first asked for."""
        found = self._literals.get(formula)
        if found is not None:
            return found
        literals = self._literals
        for node in parts_first([formula], literals):
            if isinstance(node, Not):
                literals[node] = -literals[node.part]
            elif isinstance(node, And):
                literals[node] = -self.either(-literals[part] for part in node.parts)
            elif isinstance(node, Or):
                literals[node] = self.either(literals[part] for part in node.parts)
            elif isinstance(node, Constant):
                literals[node] = self.true if node.value else -self.true
            else:
                assert isinstance(node, Atom)
                literals[node] = self._atom(node)
        return literals[formula]

    def _atom(self, atom: Atom) -> int:
        if isinstance(atom, Flag):
            return self._new(self.flags, atom.fact, atom.fact)
        if isinstance(atom, Given):
            return self._new(self.there, atom.fact, atom.fact)
        if isinstance(atom, Has):
            return self._new(self.members.setdefault(atom.fact, {}), atom.value, atom.fact)
        if isinstance(atom, In):
            return self.either(
                literal for literal, values in self._split(atom.fact, atom.values) if values <= atom.values
            )
        assert isinstance(atom, Most), atom
        if atom.right is None:
            return self.cut(atom.left, atom.limit)
        if self.on is not None and ON in (atom.left, atom.right):
            if atom.right == ON:
                return self.cut(atom.left, shift(self.on, atom.months, atom.days))
            return -self.cut(atom.right, last_before(self.on - 1, atom.months, atom.days))
        self.dated |= dict.fromkeys((atom.left, atom.right))
        return self._new(self.relations, atom, atom.left)

    def _new(self, literals: dict[Key, int], key: Key, fact: str) -> int:
        found = literals.get(key)
        if found is None:
            found = literals[key] = self.variable()
            self.write([found, -found])  # says nothing, and makes every model tell of it
            self._told_finer(fact)
        return found

    def _told_finer(self, fact: str) -> None:
        self._said.pop(fact, None)
        self.version += 1

    def cut(self, fact: str, limit: int) -> int:
        """The literal that an ordered fact is at most a limit; tied to its neighbours when it is made."""
        low, high = (self.on, self.on) if fact == ON and self.on is not None else self.vocabulary[fact].span
        if limit >= high:
            return self.true
        if limit < low:
            return -self.true
        limits, literals = self.cuts.setdefault(fact, ([], []))
        place = bisect_left(limits, limit)
        if place < len(limits) and limits[place] == limit:
            return literals[place]
        made = self.variable()
        self.write([made, -made])
        if place:
            self.write([-literals[place - 1], made])
        if place < len(limits):
            self.write([-made, literals[place]])
        limits.insert(place, limit)
        literals.insert(place, made)
        self._told_finer(fact)
        return made

    def _partition(self, fact: str, told: Sequence[frozenset[str]]) -> None:
        """Write down that exactly one block of a choice's values holds."""
        values = self.vocabulary[fact].values
        found: dict[tuple[bool, ...], set[str]] = {}
        for value in dict.fromkeys((*values, *sorted(frozenset().union(*told)))):
            found.setdefault(tuple(value in each for each in told), set()).add(value)
        blocks = self.blocks[fact] = [(self.variable(), frozenset(block)) for block in found.values()]
        self._told_finer(fact)
        self.write([literal for literal, _ in blocks])
        before = blocks[0][0]
        for literal, _ in blocks[
            1:
        ]:  # at most one: `before` says that an earlier one holds; pairs would be thousands for the states
            self.write([-before, -literal])
            if literal != blocks[-1][0]:
                earlier, before = before, self.variable()
                self.write([-earlier, before])
                self.write([-literal, before])

    def _split(self, fact: str, values: frozenset[str]) -> list[tuple[int, frozenset[str]]]:
        """The blocks of a choice, each within some values or outside them; a block that is both is cut in two."""
        if fact not in self.blocks:
            self._partition(fact, [values])
        for literal, block in tuple(self.blocks[fact]):
            inside = block & values
            if inside and inside != block:
                one, other = self.variable(), self.variable()
                for clause in ([-literal, one, other], [literal, -one], [literal, -other], [-one, -other]):
                    self.write(clause)
                self.gates.insert(0, (literal, [one, other]))
                self.blocks[fact].remove((literal, block))
                self.blocks[fact] += [(one, inside), (other, block - inside)]
                self._told_finer(fact)
        return self.blocks[fact]

    # saying

    def said(self, fact: str, value: Value) -> Literals:
        """What is known of a fact, as literals to assume; of two days in relation, what they say of limits mentioned.

        >>> from inforce.language.fact import Fact
        >>> from inforce.language.formula import at_least, at_most
        >>> form = Clauses(Vocabulary({"n": Fact("n", "int")}), [], [at_most("n", 5), at_least("n", 9)])
        >>> form.said("n", (7, 100)) == (-form.cut("n", 5),)
        True
        """
        remembered = self._said.setdefault(fact, {})
        found = remembered.get(value)
        if found is None:
            if len(remembered) > MOST_REMEMBERED:
                remembered.clear()
            found = remembered[value] = tuple(literal for literal in self._say(fact, value) if literal != self.true)
        return found

    def _say(self, fact: str, value: Value) -> Iterable[int]:
        if isinstance(value, bool):
            if fact in self.flags:
                yield self.flags[fact] if value else -self.flags[fact]
        elif isinstance(value, Members):
            for word, literal in self.members.get(fact, {}).items():
                holds = value.get(word)
                if holds is not None:
                    yield literal if holds else -literal
        elif isinstance(value, frozenset):
            blocks = self.blocks.get(fact, ())
            within = [literal for literal, block in blocks if not block.isdisjoint(value)]
            if len(within) == 1:
                yield within[0]
            else:
                yield from (-literal for literal, block in blocks if block.isdisjoint(value))
        else:
            limits, literals = self.cuts.get(fact, ((), ()))
            above, below = bisect_left(limits, value[1]), bisect_left(limits, value[0]) - 1
            if above < len(limits):
                yield literals[above]
            if below >= 0:
                yield -literals[below]

    def about(self, fact: str) -> list[int]:
        """The literals that say what a fact is; relations, and whether it is given, apart."""
        found = [self.flags[fact]] if fact in self.flags else []
        found += self.members.get(fact, {}).values()
        found += [literal for literal, _ in self.blocks.get(fact, ())]
        return found + list(self.cuts.get(fact, ((), ()))[1])

    @property
    def facts(self) -> list[str]:
        """The facts that any literal is about, in the order of the vocabulary."""
        told = {*self.flags, *self.members, *self.blocks, *self.cuts, *self.dated}
        told |= {fact for fact in self.there if self.vocabulary[fact].off_ramp}
        return [fact for fact in self.vocabulary if fact in told and not (fact == ON and self.on is not None)]

    # asking

    def solve(self, assumptions: list[int], days: Mapping[str, Interval] = NOTHING) -> list[int] | None:
        """A model of the clauses and assumptions that days fit; None where there is none.

        Args:
            assumptions: literals; a limit on a day that a conflict turns on is added to them, in place.
            days: what is known of the facts in relations, to the day.
        Raises:
            TooHard: the work passes the solver's cap.
        """
        while self.solver.solve(assumptions):
            model = self.solver.model()
            if not self.relations:
                return model
            seen = self._days_seen(model, days)
            if seen in self._fit:
                return model
            lemma = self.conflict(assumptions, model, days)
            if lemma is None:
                self._fit.add(seen)
                return model
            self.write([-literal for literal in lemma])
        return None

    def _days_seen(self, model: Sequence[int], days: Mapping[str, Interval]) -> tuple[object, ...]:
        """All of a model that its days turn on: many models are alike in it, and days are found for them once."""
        if self._seeing_version != self.version:
            self._seeing_version, self._fit = self.version, set()
            self._seeing = itemgetter(0, *(literal - 1 for literal in self.of_days()))
        if len(self._fit) > MOST_REMEMBERED:
            self._fit = set()
        return (self._seeing(model), *days.items())

    def of_days(self) -> list[int]:
        """The literals that the days in relation turn on."""
        return [
            *self.relations.values(),
            *(literal for fact in self.dated for literal in self.cuts.get(fact, EMPTY)[1]),
        ]

    def ruled_out(self, literals: Literals, assumed: Container[int]) -> frozenset[int] | None:
        """Assumptions among some that were found to rule literals out before; None where none were."""
        known = self.cores.get(literals, [])
        for place, core in enumerate(known):
            if all(each in assumed for each in core):
                if place > 3:  # those that are met often come first
                    known.insert(0, known.pop(place))
                return core
        return None

    def learn(self, literals: Literals) -> frozenset[int]:
        """Remember why the solver, just asked, found that literals cannot hold."""
        core = frozenset(self.solver.core().difference(literals))
        known = self.cores.setdefault(literals, [])
        known.insert(0, core)
        del known[MOST_CORES:]
        return core

    def conflict(self, assumptions: list[int], model: Sequence[int], days: Mapping[str, Interval]) -> list[int] | None:
        """What the days of a model come to: literals that cannot hold together, or None where days fit."""
        spans, bounds, relations = self.days_of(lambda literal: model[literal - 1] > 0, days, 0)
        if narrow(dict(spans), relations):
            return None
        return self.named(clash(self.spans(0), bounds(), relations), assumptions, days)

    def named(
        self,
        claims: Iterable[tuple[Any, ...]],
        assumptions: list[int],
        days: Mapping[str, Interval],
        *,
        pair: bool = False,
    ) -> list[int]:
        """The literals of claims in conflict; a bound of what is known gets one now, and is assumed from here on."""
        found = []
        for *claim, copy in claims:
            literal = claim[0]
            if len(claim) == 2:
                fact, upper = claim
                limit = days[fact][upper]
                literal = self.cut(fact, limit) if upper else -self.cut(fact, limit - 1)
                if literal == self.true:
                    continue
                assumptions += [copied(literal, 0), copied(literal, 1)] if pair else [literal]
            found.append(copied(literal, copy) if pair and copy is not None else literal)
        return found

    def spans(self, copy: int) -> Spans:
        """The widest span of each day in relation, by fact and copy."""
        return {(fact, copy): self.vocabulary[fact].span for fact in self.dated}

    def days_of(
        self, holds: Callable[[int], bool], days: Mapping[str, Interval], copy: int
    ) -> tuple[Spans, Callable[[], list[Bound]], list[Relation]]:
        """The span that a model and what is known leave of each day in relation, what says so, and the relations it
        has.

        A bound of what is known has no literal until a conflict turns on it: persons differ in their days, and a cut
        for each would make the chains of limits as long as the caseload.
        """
        spans: Spans = {}
        placed: list[tuple[str, int]] = []
        for fact in self.dated:
            low, high = self.vocabulary[fact].span
            limits, literals = self.cuts.get(fact, EMPTY)
            place = next((i for i, literal in enumerate(literals) if holds(literal)), len(literals))
            placed.append((fact, place))
            known = days.get(fact, (low, high))
            low, high = max(low, known[0]), min(high, known[1])
            if place:
                low = max(low, limits[place - 1] + 1)
            if place < len(literals):
                high = min(high, limits[place])
            spans[fact, copy] = (low, high)

        def bounds() -> list[Bound]:
            found = []
            for fact, place in placed:
                limits, literals = self.cuts.get(fact, EMPTY)
                if place:
                    found.append(Bound((fact, copy), False, limits[place - 1] + 1, (-literals[place - 1], copy)))
                if place < len(literals):
                    found.append(Bound((fact, copy), True, limits[place], (literals[place], copy)))
                if fact in days:
                    found += [
                        Bound((fact, copy), upper, days[fact][upper], (fact, upper, copy)) for upper in (True, False)
                    ]
            return found

        relations = []
        for atom, literal in self.relations.items():
            truth = holds(literal)
            name = (literal if truth else -literal, copy)
            relations.append(Relation((atom.left, copy), (atom.right, copy), atom.months, atom.days, truth, name))
        return spans, bounds, relations


class Pair:
    """Two people under the same constraints: every clause twice, and for each fact a literal that both have it alike.

    Literal v of the form is 2v for the first person and 2v + 1 for the second. What is said of a fact, and so `given`,
    is the same of both, findings that are left open apart. Two people who agree on both days of a relation agree on
    the relation; where they agree on a day, it is one day of both.
    """

    def __init__(self, form: Clauses) -> None:
        self.form = form
        self.solver = Solver()
        self.same: dict[str, int] = {}
        self.cores: dict[tuple[Literals, str], list[frozenset[int]]] = {}
        """By outcomes and fact, assumptions found to rule out that two people differ in the fact alone and in the
        outcome."""
        self._done = 0
        self._tied: set[object] = set()
        self._differ: dict[Literals, int] = {}
        self._fit: set[tuple[object, ...]] = set()
        self._seeing_version = -1

    def both(self, literals: Iterable[int]) -> list[int]:
        """Literals of the form, said of both people."""
        return [copied(literal, copy) for literal in literals for copy in (0, 1)]

    def update(self) -> None:
        """Write down what was added to the form since."""
        form, add = self.form, self.solver.add
        if self._done == len(form.written):
            return
        for clause in form.written[self._done :]:
            for copy in (0, 1):
                add([copied(literal, copy) for literal in clause])
        self._done = len(form.written)
        for fact in form.facts:
            if fact not in self.same:
                self.same[fact] = 2 * form.variable()
            for literal in form.about(fact):
                self._tie(literal, [-self.same[fact]])
        for fact, literal in form.there.items():
            self._tie(literal, [-self.same[fact]] if fact in self.same and form.vocabulary[fact].off_ramp else [])
        for atom, literal in form.relations.items():
            self._tie(literal, [-self.same[fact] for fact in (atom.left, atom.right) if fact in self.same])

    def _tie(self, literal: int, unless: list[int]) -> None:
        if literal not in self._tied:
            self._tied.add(literal)
            first, second = copied(literal, 0), copied(literal, 1)
            self.solver.add([*unless, -first, second])
            self.solver.add([*unless, first, -second])

    def differ(self, outcomes: Literals) -> int:
        """The literal that the first person has one of the outcomes and the second has not."""
        found = self._differ.get(outcomes)
        if found is None:
            parts = []
            for outcome in outcomes:
                part = 2 * self.form.variable()
                self.solver.add([-part, copied(outcome, 0)])
                self.solver.add([-part, -copied(outcome, 1)])
                parts.append(part)
            found = self._differ[outcomes] = 2 * self.form.variable()
            self.solver.add([-found, *parts])
        return found

    def solve(self, assumptions: list[int], days: Mapping[str, Interval] = NOTHING) -> list[int] | None:
        """As `Clauses.solve`, of two people; the model is of doubled literals."""
        while True:
            self.update()
            if not self.solver.solve(assumptions):
                return None
            model = self.solver.model()
            if not self.form.relations:
                return model
            seen = self._days_seen(model, days)
            if seen in self._fit:
                return model
            claims = self._conflict(model, days)
            if claims is None:
                self._fit.add(seen)
                return model
            copies = {claim[-1] for claim in claims}
            if copies == {1}:
                claims = [(*claim[:-1], 0) for claim in claims]
            lemma = self.form.named(claims, assumptions, days, pair=True)
            if len(copies) == 1 and None not in copies:  # true of anybody: written once for all
                self.form.write([-literal // 2 for literal in lemma])
            self.update()
            self.solver.add([-literal for literal in lemma])

    def _days_seen(self, model: Sequence[int], days: Mapping[str, Interval]) -> tuple[object, ...]:
        form = self.form
        if self._seeing_version != form.version or len(self._fit) > MOST_REMEMBERED:
            self._seeing_version, self._fit = form.version, set()
            both = (2 * literal - 1 + copy for literal in form.of_days() for copy in (0, 1))
            self._seeing = itemgetter(0, *both, *(self.same[fact] - 1 for fact in form.dated))
        return (self._seeing(model), *days.items())

    def _conflict(self, model: Sequence[int], days: Mapping[str, Interval]) -> list[tuple[Any, ...]] | None:
        form = self.form
        spans, bounds, relations = form.days_of(lambda literal: model[2 * literal - 1] > 0, days, 0)
        others, more_bounds, more = form.days_of(lambda literal: model[2 * literal] > 0, days, 1)
        alike = {fact for fact in form.dated if fact in self.same and model[self.same[fact] - 1] > 0}
        merged: dict[Hashable, Hashable] = {(fact, 1): (fact, 0) for fact in alike}
        spans |= {day: span for day, span in others.items() if day not in merged}
        second = [
            each._replace(left=merged.get(each.left, each.left), right=merged.get(each.right, each.right))
            for each in more
            if not (each.left in merged and each.right in merged)
        ]
        if narrow(spans, [*relations, *second]):
            return None
        one_day = [
            Relation((fact, copy), (fact, 1 - copy), 0, 0, True, (self.same[fact], None))
            for fact in sorted(alike)
            for copy in (0, 1)
        ]
        return clash(form.spans(0) | form.spans(1), [*bounds(), *more_bounds()], [*relations, *more, *one_day])


def copied(literal: int, copy: int) -> int:
    return 2 * literal + (copy if literal > 0 else -copy)
