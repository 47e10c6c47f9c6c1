"""Alternatives: what else could have been said of one fact, region by region, while everything else stays as said.

Where a second fact is to change too, the regions are those that can be told apart with that one left open.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from inforce.backends.explain.case import Case, Values
from inforce.kernel.evaluate import residual
from inforce.kernel.fact import Fact, Members, Value
from inforce.kernel.formula import Atom, Formula, Has, In, Most, atoms
from inforce.kernel.theory import Contradiction
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
    mentioned = list(dict.fromkeys(atom for person in people for atom in _atoms(formulas, person, name)))
    knowns = [person.situation.known for person in people]
    if not knowns:
        return []
    if fact.type == "bool":
        settled = {known.values.get(name) for known in knowns}
        return [value for value in (True, False) if settled & {value, None}]
    if fact.is_ordered:
        spans = [known.interval(name) for known in knowns]
        return list(_intervals(mentioned, min(low for low, _ in spans), max(high for _, high in spans), name))
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
        mentioned = _values(atom for person in _people(case, values, name, beside) for atom in _atoms(formulas, person, name))
        return _toggled(case, mentioned, values, fact, said) if isinstance(said, Members) else [Members(frozenset({value})) for value in mentioned]
    if said is None:
        return [True] if _without(case, values, name) is not None else []
    return [region for region in regions(case, formulas, values, name, beside) if not _meets(region, said)]


def _meets(region: Value, said: Value) -> bool:
    if isinstance(region, frozenset):
        return not region.isdisjoint(said)  # type: ignore[arg-type]
    if isinstance(region, tuple):
        return region[0] <= said[1] and said[0] <= region[1]  # type: ignore[index]
    return region is said


def _without(case: Case, values: Values, *names: str) -> Person | None:
    try:
        return case.someone({other: value for other, value in values.items() if other not in names})
    except Contradiction:
        return None


def _atoms(formulas: Iterable[Formula], person: Person, name: str) -> list[Atom]:
    """The atoms about a fact that are left when all else is as said, findings open; in formulas and in constraints."""
    known = person.base.known
    left = [residual(formula, known) for formula in formulas]
    return [atom for formula in (*left, *person.base.open) for atom in atoms(formula) if name in atom.facts]


def _people(case: Case, values: Values, name: str, beside: Iterable[str]) -> list[Person]:
    """Somebody with a fact open and all else as said, and with each of some facts open beside it."""
    gaps = [(name,), *((name, other) for other in beside if other != name and other in values)]
    return [person for gap in gaps if (person := _without(case, values, *gap)) is not None]


def _values(mentioned: Iterable[Atom]) -> list[str]:
    return list(dict.fromkeys(atom.value for atom in mentioned if isinstance(atom, Has)))


def _intervals(mentioned: Iterable[Atom], low: int, high: int, name: str) -> Iterable[tuple[int, int]]:
    cuts = {atom.limit for atom in mentioned if isinstance(atom, Most) and atom.right is None and low <= atom.limit < high}
    ends = [low - 1, *sorted(cuts), high]
    return [(first + 1, last) for first, last in pairwise(ends)]


def _blocks(mentioned: Iterable[Atom], possible: frozenset[str]) -> Iterable[frozenset[str]]:
    told = [atom.values for atom in mentioned if isinstance(atom, In)]
    blocks: dict[tuple[bool, ...], set[str]] = {}
    for value in sorted(possible):
        blocks.setdefault(tuple(value in values for values in told), set()).add(value)
    return [frozenset(block) for block in blocks.values()]


def _toggled(case: Case, mentioned: Iterable[str], values: Values, fact: Fact, said: Members) -> list[Value]:
    found: dict[Value, None] = {}
    for value in mentioned:
        held = said.get(value)
        if held is None:
            continue
        turned = Members(frozenset() if held else frozenset({value}), frozenset({value}) if held else frozenset())
        forced = _forced(case, {**values, fact.name: turned}, fact.name)
        if forced is None:
            continue
        assert isinstance(forced, Members)
        has = (said.has - forced.lacks) | forced.has
        lacks = (said.lacks - forced.has) | forced.lacks
        found[Members(has, frozenset() if said.complete else lacks, said.complete)] = None
    return list(found)


def _forced(case: Case, values: Values, name: str) -> Value | None:
    """What a value of a set forces of the same set; where it is in conflict with something else, by itself."""
    for told in (values, {name: values[name]}):
        try:
            return case.someone(told).base.known.values[name]
        except Contradiction:
            continue
    return None
