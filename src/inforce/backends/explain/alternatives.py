"""Alternatives: what else could have been said of one fact, region by region, while everything else stays as said.

Where a second fact is to change too, the regions are those that can be told apart with that one left open.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from inforce.backends.explain.case import Case, Values
from inforce.backends.explain.toggles import toggled
from inforce.kernel.theory import Contradiction
from inforce.language.evaluate import residual
from inforce.language.fact import Members, Value
from inforce.language.formula import Atom, Formula, Has, In, Most, atoms
from inforce.language.knowledge import Knowledge
from inforce.rulebook.determination import Person


def regions(case: Case, formulas: Iterable[Formula], values: Values, name: str, beside: Iterable[str] = ()) -> list[Value]:
    """Each part of the values of a fact that the formulas can tell apart, where the constraints leave it possible.

    Of a set the parts are: one value more (with what that forces), for each value mentioned; and no value at all.

    Args:
        values: what is said; what they say of the fact itself is left out.
        beside: facts of which any one may change too.
    """
    fact = case.library.vocabulary[name]
    people = _people(case, values, name, beside)
    if not people:
        return []
    mentioned = _mentioned(formulas, people, name)
    told = [person.situation.known_of(name) for person in people]
    if fact.type == "bool":
        return [value for value in (True, False) if {value, None} & set(told)]
    knowns = [Knowledge(case.library.vocabulary, {} if value is None else {name: value}) for value in told]
    if fact.is_ordered:
        spans = [known.interval(name) for known in knowns]
        return list(_intervals(mentioned, min(low for low, _ in spans), max(high for _, high in spans)))
    if fact.is_choice:
        return list(_blocks(mentioned, frozenset().union(*(known.possible(name) for known in knowns))))
    held: list[Value] = [Members(complete=True)]
    held += [Members(frozenset({value})) for value in _values(mentioned)]
    return held


def alternatives(case: Case, formulas: Iterable[Formula], values: Values, name: str, beside: Iterable[str] = ()) -> list[Value]:
    """What else could be said of a fact of which something is said, or of a finding counted as not made.

    Nothing that is offered meets what was said; a set differs from what was said by one value, and by those that this
    forces to come or go with it.
    """
    fact = case.library.vocabulary[name]
    said = values.get(name)
    if said is None and not fact.off_ramp:
        return []
    if fact.type == "set":
        people = _people(case, values, name, beside)
        words = _values(_mentioned(formulas, people, name))
        turned = toggled(people, fact, said, words) if isinstance(said, Members) else [Members(frozenset({word})) for word in words]
        return list(turned)
    if said is None and fact.type == "bool":
        return [True]
    found = regions(case, formulas, values, name, beside)
    return found if said is None else [region for region in found if not _meets(region, said)]


def _meets(region: Value, said: Value) -> bool:
    if isinstance(region, frozenset):
        return not region.isdisjoint(said)  # type: ignore[arg-type]
    if isinstance(region, tuple):
        return region[0] <= said[1] and said[0] <= region[1]  # type: ignore[index]
    return region is said


def _people(case: Case, values: Values, name: str, beside: Iterable[str]) -> list[Person]:
    """Somebody with a fact open and all else as said, and with each of some facts open beside it."""
    gaps = [(name,), *((name, other) for other in beside if other != name and other in values)]
    return [person for gap in gaps if (person := _without(case, values, *gap)) is not None]


def _without(case: Case, values: Values, *names: str) -> Person | None:
    try:
        return case.someone({other: value for other, value in values.items() if other not in names})
    except Contradiction:
        return None


def _mentioned(formulas: Iterable[Formula], people: Iterable[Person], name: str) -> list[Atom]:
    """The atoms about a fact that are left for somebody, findings open; in formulas and in constraints."""
    formulas = tuple(formula for formula in formulas if name in formula.facts)
    found: dict[Atom, None] = {}
    for person in people:
        for left in (*(residual(formula, person.base.known) for formula in formulas), *person.base.open):
            if name in left.facts:
                found |= dict.fromkeys(atom for atom in atoms(left) if name in atom.facts)
    return list(found)


def _values(mentioned: Iterable[Atom]) -> list[str]:
    return list(dict.fromkeys(atom.value for atom in mentioned if isinstance(atom, Has)))


def _intervals(mentioned: Iterable[Atom], low: int, high: int) -> Iterable[tuple[int, int]]:
    cuts = {atom.limit for atom in mentioned if isinstance(atom, Most) and atom.right is None and low <= atom.limit < high}
    ends = [low - 1, *sorted(cuts), high]
    return [(first + 1, last) for first, last in pairwise(ends)]


def _blocks(mentioned: Iterable[Atom], possible: frozenset[str]) -> Iterable[frozenset[str]]:
    told = [atom.values for atom in mentioned if isinstance(atom, In)]
    blocks: dict[tuple[bool, ...], set[str]] = {}
    for value in sorted(possible):
        blocks.setdefault(tuple(value in values for values in told), set()).add(value)
    return [frozenset(block) for block in blocks.values()]
