"""Alternatives: what else could have been said of one fact, region by region, while everything else stays as said."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from inforce.backends.explain.case import Case, Values
from inforce.kernel.evaluate import residual
from inforce.kernel.fact import Fact, Members, Value
from inforce.kernel.formula import Atom, Formula, Has, In, Most, atoms
from inforce.kernel.knowledge import Knowledge
from inforce.kernel.theory import Contradiction
from inforce.rulebook.determination import Person


def regions(case: Case, formulas: Iterable[Formula], values: Values, name: str) -> list[Value]:
    """Each part of the values of a fact that the formulas can tell apart, where the constraints leave it possible.

    Of a set the parts are: one value more (with what that forces), for each value mentioned; and no value at all.

    Args:
        values: what is said; what they say of the fact itself is left out.
    """
    fact = case.library.vocabulary[name]
    person = _without(case, values, name)
    if person is None:
        return []
    known = person.situation.known
    mentioned = _atoms(formulas, person, name)
    if fact.type == "bool":
        settled = known.values.get(name)
        return [settled] if isinstance(settled, bool) else [True, False]
    if fact.is_ordered:
        return list(_intervals(mentioned, known, name))
    if fact.is_choice:
        return list(_blocks(mentioned, known.possible(name)))
    held: list[Value] = [Members(complete=True)]
    held += [Members(frozenset({value})) for value in _values(mentioned)]
    return held


def alternatives(case: Case, formulas: Iterable[Formula], values: Values, name: str) -> list[Value]:
    """What else could be said of a fact of which something is said, or of a finding counted as not made.

    Nothing that is offered meets what was said; a set differs from what was said by one value, and by those that this
    forces to come or go with it.
    """
    fact = case.library.vocabulary[name]
    said = values.get(name)
    if fact.off_ramp and said is None:
        person = _without(case, values, name)
        return [] if person is None else [True] if fact.type == "bool" else [Members(frozenset({v})) for v in _values(_atoms(formulas, person, name))]
    if said is None:
        return []
    if isinstance(said, Members):
        return _toggled(case, formulas, values, fact, said)
    return [region for region in regions(case, formulas, values, name) if not _meets(region, said)]


def _meets(region: Value, said: Value) -> bool:
    if isinstance(region, frozenset):
        return not region.isdisjoint(said)  # type: ignore[arg-type]
    if isinstance(region, tuple):
        return region[0] <= said[1] and said[0] <= region[1]  # type: ignore[index]
    return region is said


def _without(case: Case, values: Values, name: str) -> Person | None:
    try:
        return case.someone({other: value for other, value in values.items() if other != name})
    except Contradiction:
        return None


def _atoms(formulas: Iterable[Formula], person: Person, name: str) -> list[Atom]:
    """The atoms about a fact that are left when all else is as said, findings open; in formulas and in constraints."""
    known = person.base.known
    left = [residual(formula, known) for formula in formulas]
    return [atom for formula in (*left, *person.base.open) for atom in atoms(formula) if name in atom.facts]


def _values(mentioned: Iterable[Atom]) -> list[str]:
    return list(dict.fromkeys(atom.value for atom in mentioned if isinstance(atom, Has)))


def _intervals(mentioned: Iterable[Atom], known: Knowledge, name: str) -> Iterable[tuple[int, int]]:
    low, high = known.interval(name)
    cuts = {atom.limit for atom in mentioned if isinstance(atom, Most) and atom.right is None and low <= atom.limit < high}
    ends = [low - 1, *sorted(cuts), high]
    return [(first + 1, last) for first, last in pairwise(ends)]


def _blocks(mentioned: Iterable[Atom], possible: frozenset[str]) -> Iterable[frozenset[str]]:
    told = [atom.values for atom in mentioned if isinstance(atom, In)]
    blocks: dict[tuple[bool, ...], set[str]] = {}
    for value in sorted(possible):
        blocks.setdefault(tuple(value in values for values in told), set()).add(value)
    return [frozenset(block) for block in blocks.values()]


def _toggled(case: Case, formulas: Iterable[Formula], values: Values, fact: Fact, said: Members) -> list[Value]:
    person = _without(case, values, fact.name)
    if person is None:
        return []
    found: dict[Value, None] = {}
    for value in _values(_atoms(formulas, person, fact.name)):
        held = said.get(value)
        if held is None:
            continue
        turned = Members(frozenset() if held else frozenset({value}), frozenset({value}) if held else frozenset())
        try:
            forced = case.someone({**values, fact.name: turned}).base.known.values[fact.name]
        except Contradiction:
            continue
        assert isinstance(forced, Members)
        has = (said.has - forced.lacks) | forced.has
        lacks = (said.lacks - forced.has) | forced.lacks
        found[Members(has, frozenset() if said.complete else lacks, said.complete)] = None
    return list(found)
