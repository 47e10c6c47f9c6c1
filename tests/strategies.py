"""Hypothesis strategies: small vocabularies, formulas, constraints, partial knowledge, outcomes and dockets of acts.

Domains are small enough that `reference.py` can look at every person. Days lie around the ends of January and February
of a leap year, where calendar months are not all alike.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import prod

from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st

from inforce.kernel.theory import Constraint, Theory
from inforce.language import formula as f
from inforce.language.error import Where
from inforce.language.fact import Fact, Members, Value, Vocabulary
from inforce.language.formula import Formula
from inforce.language.knowledge import Knowledge
from inforce.language.syntax import Written
from inforce.rulebook.act import ENDING, NEVER, UNDOING, Act, Condition, Effect, unknown_days
from inforce.rulebook.status import Docket
from tests.reference import World, subsets

DEEP = os.environ.get("INFORCE_DEEP") == "1"


def examples(quick: int) -> settings:
    """So many examples; twenty times as many in the deep profile (INFORCE_DEEP=1)."""
    return settings(
        max_examples=quick * 20 if DEEP else quick,
        deadline=None,
        derandomize=not DEEP,
        database=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )


@dataclass(frozen=True, slots=True)
class Small(Fact):
    """An ordered fact with few values, so that the kernel and the reference look at the same domain."""

    least: int = 0
    most: int = 0

    @property
    def span(self) -> tuple[int, int]:
        return (self.least, self.most)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


ON = day("2016-03-01")
POOL: tuple[Fact, ...] = (
    Fact("citizen", "bool"),
    Fact("resident", "bool"),
    Fact("fears", "bool"),
    Fact("manner", "enum", ("admitted", "paroled", "uninspected")),
    Fact("place", "enum", ("ME", "TX", "CA", "WA")),
    Fact("crimes", "set", ("felony", "theft")),
    Small("count", "int", least=0, most=4),
    Small("other_count", "int", least=0, most=4),
    Small("born", "date", least=day("2016-01-29"), most=day("2016-02-01")),
    Small("entered", "date", least=day("2016-02-27"), most=day("2016-03-02")),
)
ORDERED = tuple(fact for fact in POOL if fact.is_ordered or fact.name == "citizen")
"""For relations between days and between numbers, which hold of everybody or of some."""
PAIRS = tuple(fact for fact in POOL if fact.type == "date")
TODAY = Small("on", "date", least=ON, most=ON)


def whole_domain(fact: Fact) -> tuple[bool | str | int | frozenset[str], ...]:
    if fact.type == "bool":
        return (False, True)
    if fact.type == "set":
        return tuple(subsets(fact.values))
    if fact.is_ordered:
        return tuple(range(fact.span[0], fact.span[1] + 1))
    return fact.values


@st.composite
def vocabularies(draw: st.DrawFn, most_people: int = 96, pool: tuple[Fact, ...] = POOL) -> Vocabulary:
    """A few facts of the pool, in any order, with few people in all; and the day asked about."""
    chosen: list[Fact] = []
    for fact in draw(st.permutations(pool))[: draw(st.integers(1, 5))]:
        if prod(len(whole_domain(each)) for each in [*chosen, fact]) <= most_people:
            chosen.append(fact)
    return Vocabulary({fact.name: fact for fact in [*chosen, TODAY]})


def atoms(vocabulary: Vocabulary, *, given: bool = False) -> st.SearchStrategy[Formula]:
    """Atoms of every kind over a vocabulary; comparisons of two facts included."""
    options: list[st.SearchStrategy[Formula]] = []
    facts = [fact for fact in vocabulary.facts.values() if fact.name != "on"]
    for fact in facts:
        if fact.type == "bool":
            options.append(st.just(f.flag(fact.name)))
        elif fact.type == "set":
            options.append(st.builds(f.has, st.just(fact.name), st.sampled_from(fact.values)))
        elif fact.is_choice:
            options.append(st.builds(f.one_of, st.just(fact.name), st.sets(st.sampled_from(fact.values), min_size=1)))
        else:
            low, high = fact.span
            options.append(st.builds(f.at_most, st.just(fact.name), st.integers(low - 1, high)))
            options.append(st.builds(f.at_least, st.just(fact.name), st.integers(low, high + 1)))
    if any(fact.type == "date" for fact in facts) or sum(fact.type == "int" for fact in facts) == 2:
        options.append(pairs_of(vocabulary))
    if given:
        options.append(st.builds(f.given, st.sampled_from([fact.name for fact in facts])))
    return st.one_of(options)


def pairs_of(vocabulary: Vocabulary) -> st.SearchStrategy[Formula]:
    """Comparisons of two facts, moved by days and months so that they are sometimes true and sometimes not."""
    options: list[st.SearchStrategy[Formula]] = []
    for left in vocabulary.facts.values():
        for right in vocabulary.facts.values():
            if left is right or left.type != right.type or not left.is_ordered:
                continue
            for months in (0,) if left.type == "int" else (-1, 0, 0, 1):
                apart = left.span[0] - right.span[0] - 30 * months
                options.append(
                    st.builds(f.at_most_fact, st.just(left.name), st.just(right.name), st.just(months), st.integers(apart - 4, apart + 4))
                )
    return st.one_of(options)


def formulas(vocabulary: Vocabulary, *, given: bool = False, leaves: int = 6) -> st.SearchStrategy[Formula]:
    """Formulas over a vocabulary."""
    return st.recursive(
        atoms(vocabulary, given=given),
        lambda inner: st.one_of(
            st.builds(f.negate, inner),
            st.lists(inner, min_size=2, max_size=3).map(lambda parts: f.conjoin(*parts)),
            st.lists(inner, min_size=2, max_size=3).map(lambda parts: f.disjoin(*parts)),
            st.builds(f.implies, inner, inner),
            st.builds(f.equivalent, inner, inner),
        ),
        max_leaves=leaves,
    )


@st.composite
def partial_values(draw: st.DrawFn, fact: Fact) -> tuple[Value, tuple[bool | str | int | frozenset[str], ...]]:
    """What may be said of one fact, as the kernel holds it and as the values it leaves."""
    if fact.type == "bool":
        value = draw(st.booleans())
        return value, (value,)
    if fact.type == "set":
        has = draw(st.sets(st.sampled_from(fact.values)))
        lacks = draw(st.sets(st.sampled_from(fact.values))) - has
        members = Members(frozenset(has), frozenset(lacks), complete=draw(st.booleans()))
        return members, tuple(
            each for each in subsets(fact.values) if all(members.get(word) in (None, word in each) for word in fact.values)
        )
    if fact.is_choice:
        kept = draw(st.sets(st.sampled_from(fact.values), min_size=1))
        return frozenset(kept), tuple(word for word in fact.values if word in kept)
    low, high = sorted((draw(st.integers(*fact.span)), draw(st.integers(*fact.span))))
    return (low, high), tuple(range(low, high + 1))


@dataclass(frozen=True)
class Case:
    """What was said, for the kernel and for the reference."""

    vocabulary: Vocabulary
    theory: Theory
    said: Knowledge
    world: World


@st.composite
def cases(draw: st.DrawFn, *, given: bool = False, constraints: int = 3, pool: tuple[Fact, ...] = POOL) -> Case:
    """A vocabulary, constraints and partial knowledge that somebody fits."""
    vocabulary = draw(vocabularies(pool=pool))
    values, left = draw(sayings(vocabulary))
    said = frozenset(values)
    whole = {fact.name: whole_domain(fact) for fact in vocabulary.facts.values()}
    held: list[Formula] = []
    for _ in range(draw(st.integers(0, constraints))):
        clause = st.lists(formulas(vocabulary, given=given, leaves=2), min_size=2, max_size=3).map(lambda parts: f.disjoin(*parts))
        constraint = draw(st.one_of(atoms(vocabulary, given=given), clause, clause, formulas(vocabulary, given=given, leaves=3)))
        if World(whole, left, (*held, constraint), said).people():  # keep what somebody fits
            held.append(constraint)
    return _case(vocabulary, values, World(whole, left, tuple(held), said))


@st.composite
def impossible_cases(draw: st.DrawFn) -> Case:
    """A possible case, and one more constraint that denies what was said of some facts; if less were said, somebody would fit."""
    case = draw(cases().filter(lambda case: len(case.said.given) > 0))
    denied = draw(st.sets(st.sampled_from(sorted(case.said.given)), min_size=1, max_size=3))
    parts = [_saying(case.vocabulary[name], case.world.left[name]) for name in sorted(denied)]
    world = replace(case.world, constraints=(*case.world.constraints, f.negate(f.conjoin(*parts))))
    assume(world.knowing(()).people())
    values = {name: value for name, value in case.said.values.items() if name != "on"}
    return _case(case.vocabulary, values, world)


def _saying(fact: Fact, left: tuple[bool | str | int | frozenset[str], ...]) -> Formula:
    """The formula that a fact has one of the values left."""
    if fact.type == "bool":
        return f.disjoin(*(f.flag(fact.name) if value else f.negate(f.flag(fact.name)) for value in left))
    if fact.type == "set":
        held = {word: f.has(fact.name, word) for word in fact.values}
        return f.disjoin(*(f.conjoin(*(held[w] if w in value else f.negate(held[w]) for w in fact.values)) for value in left))  # type: ignore[operator]
    if fact.is_choice:
        return f.one_of(fact.name, left)  # type: ignore[arg-type]
    return f.conjoin(f.at_least(fact.name, min(left)), f.at_most(fact.name, max(left)))  # type: ignore[type-var, arg-type]


@st.composite
def sayings(draw: st.DrawFn, vocabulary: Vocabulary) -> tuple[dict[str, Value], dict[str, tuple[bool | str | int | frozenset[str], ...]]]:
    """What is said of some facts, as the kernel holds it and as the values it leaves."""
    values: dict[str, Value] = {}
    left: dict[str, tuple[bool | str | int | frozenset[str], ...]] = {"on": (ON,)}
    for fact in vocabulary.facts.values():
        if fact.name != "on" and draw(st.integers(0, 2)) == 0:
            values[fact.name], left[fact.name] = draw(partial_values(fact))
    return values, left


def _case(vocabulary: Vocabulary, values: dict[str, Value], world: World) -> Case:
    said = Knowledge(vocabulary, {**values, "on": (ON, ON)}, world.given)
    theory = Theory(vocabulary, [Constraint(f"constraint {index}", formula) for index, formula in enumerate(world.constraints)])
    return Case(vocabulary, theory, said, world)


@st.composite
def outcomes(draw: st.DrawFn, case: Case, *, given: bool = False) -> Mapping[str, Formula]:
    """Two or three outcomes of which exactly one holds for every person; some are all but forbidden by a constraint."""
    made: dict[str, Formula] = {}
    rest: Formula = f.TRUE
    for name in ("reached", "exempt")[: draw(st.integers(1, 2))]:
        formula = draw(formulas(case.vocabulary, given=given))
        if case.world.constraints and draw(st.booleans()):
            forbidden = f.negate(draw(st.sampled_from(case.world.constraints)))
            formula = draw(st.sampled_from([forbidden, f.conjoin(forbidden, formula), f.disjoin(forbidden, formula)]))
        made[name] = f.conjoin(rest, formula)
        rest = f.conjoin(rest, f.negate(formula))
    return {**made, "no": rest}


# acts

FIRST = date(2020, 1, 1)
PLACES = ("ME", "TX", "CA", "WA")
SCOPES = Vocabulary({"place": Fact("place", "enum", PLACES), "child": Fact("child", "bool")})
PROVISION = "rule/one"
EVERYBODY = tuple({"place": place, "child": child} for place in PLACES for child in (False, True))


@st.composite
def dockets(draw: st.DrawFn, most_acts: int = 6) -> Docket:
    """A few acts upon one provision and upon each other, within a month; an act acts upon the one just before it or an earlier one."""
    acts: dict[str, Act] = {}
    signed = FIRST
    for index in range(draw(st.integers(1, most_acts))):
        name = f"a{index}"
        signed += timedelta(days=draw(st.sampled_from([0, 1, 1, 2, 4])))
        known = signed + timedelta(days=draw(st.sampled_from([0, 0, 0, 2])))
        kind = draw(st.sampled_from(["memo", "court_order", "court_order", "pause"]))
        open_for = draw(st.sampled_from([*[None] * 6, 3, 3, NEVER]))
        to = known + timedelta(days=open_for) if isinstance(open_for, int) else open_for
        effects = [draw(_effects(name, index, known, to)) for _ in range(draw(st.sampled_from([1, 1, 1, 2])))]
        fulfils = ("consent",) if draw(st.integers(0, 3)) == 0 else ()
        acts[name] = Act(
            name, kind, {}, "", f"cite {name}", signed, known, known, Where("acts.yaml", index), tuple(effects), fulfils=fulfils, to=to
        )
    unseen = [draw(st.sampled_from(sorted(acts)))] if draw(st.integers(0, 5)) == 0 else []
    return Docket(acts, frozenset(unseen))


@st.composite
def people_of(draw: st.DrawFn, docket: Docket) -> dict[str, str | bool | int]:
    """Somebody, with a day for every act whose day is known only in part."""
    person: dict[str, str | bool | int] = dict(draw(st.sampled_from(EVERYBODY)))
    for name, fact in unknown_days(docket.acts).items():
        first, last = fact.span
        person[name] = draw(st.integers(first, min(last, first + 10)) | st.just(last))
    return person


@st.composite
def _effects(draw: st.DrawFn, name: str, index: int, known: date, to: date | None) -> Effect:
    upon_act = bool(index) and draw(st.sampled_from([True, True, False]))
    earlier = max(draw(st.integers(0, index - 1)), draw(st.integers(0, index - 1))) if index else 0
    verbs = ["limits", "suspends", "ends", "ends"] if upon_act else ["starts", "directs", "suspends", "ends", "limits"]
    verb = draw(st.sampled_from(["starts", "starts", "directs"])) if not index else draw(st.sampled_from(verbs))
    begins = known + timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 3]))) if to is None else known
    through = begins + timedelta(days=draw(st.integers(0, 6))) if verb == "starts" and to is None and draw(st.booleans()) else None
    after = (f"a{earlier}",) if index and verb == "ends" and draw(st.integers(0, 3)) == 0 else ()
    until = begins + timedelta(days=draw(st.integers(1, 6))) if to is None and verb == "suspends" and draw(st.integers(0, 2)) == 0 else None
    scope = draw(st.sampled_from([None, None, None, f.one_of("place", {"CA", "WA"}), f.one_of("place", {"TX"}), f.flag("child")]))
    manner = draw(st.sampled_from((*ENDING, "vacated", "reversed", "vacated"))) if verb == "ends" else None
    waits = Condition(draw(st.sampled_from(["money", "consent"])), "money", {}) if verb == "directs" and draw(st.booleans()) else None
    target = f"act/a{earlier}" if upon_act else PROVISION
    where = Where("acts.yaml", index)
    return Effect(
        name, verb, target, begins, known, where, until, Written(scope, "") if scope is not None else None, manner=manner, waits_for=waits,
        to=to, through=through, after=after,
    )  # fmt: skip


assert {"vacated", "reversed", "dissolved", "set_aside"} == UNDOING
