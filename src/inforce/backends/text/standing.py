"""Standings in words: a headline that counts the places where a status differs."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from inforce.backends.text.catalogue import Catalogue
from inforce.rulebook.library import Library
from inforce.rulebook.scope import split_states
from inforce.rulebook.standing import UNSETTLED, Standing

NO_RULING = "no_ruling"


def status_headline(library: Library, standing: Standing, words: Catalogue, statuses: Mapping[str | None, str]) -> str:
    """The status; where it differs from place to place, how many circuits, or states and territories, have each.

    Args:
        statuses: the words for each status.
    """
    if standing.by_state is None:
        return statuses[standing.status]
    circuits = _circuits(library, standing)
    counts: dict[str, int] = {}
    for status in circuits.values() if circuits is not None else (s for s, states in standing.by_state.items() for _ in states):
        counts[status] = counts.get(status, 0) + 1
    no_ruling = counts.pop(NO_RULING, 0)
    said: list[str] = []
    for status, count in sorted(counts.items(), key=lambda pair: -pair[1]):
        name = statuses[None if status == UNSETTLED else status]
        if said:
            said.append(words.say("{status} in {count}", status=name, count=count))
        elif circuits is not None:
            said.append(words.count("{status} in {count} circuit", "{status} in {count} circuits", count, status=name))
        else:
            said.append(words.count("{status} in {count} state or territory", "{status} in {count} states and territories", count, status=name))
    if no_ruling and circuits is not None:
        without = [library.places[name][words.lang] for name, status in circuits.items() if status == NO_RULING]
        said.append(words.say("no ruling in {circuits}", circuits=", ".join(without)))
    return ", ".join(said)


def _circuits(library: Library, standing: Standing) -> dict[str, str] | None:
    """The status in each circuit, or that no court there has ruled; None where the states of a circuit differ."""
    assert standing.by_state is not None
    of_state = {state: status for status, states in standing.by_state.items() for state in states}
    found: dict[str, str] = {}
    for name, members in library.vocabulary.circuits.items():
        statuses = {of_state[state] for state in members if state in of_state}
        if len(statuses) != 1:
            return None
        found[name] = statuses.pop()
    ruled = [one for one in (*standing.authority_for, *standing.authority_against) if one.effect.place is not None]
    upheld = [one for one in standing.authority_for if one.effect.place is not None]
    if not ruled or not upheld:
        return found
    for name, members in library.vocabulary.circuits.items():
        is_named = any(_names(one.effect.place.formula, members) for one in ruled if one.effect.place is not None)
        if found[name] == standing.status and not is_named:
            found[name] = NO_RULING
    return found


def _names(place: object, members: frozenset[str]) -> bool:
    """Whether a place takes in a circuit by its states."""
    from inforce.kernel.formula import In, atoms

    return any(isinstance(atom, In) and not members.isdisjoint(atom.values) for atom in atoms(place))  # type: ignore[arg-type]


def states_phrase(states: Collection[str], library: Library, words: Catalogue) -> str:
    """Some states in words: circuits by name, with the states that are meant apart from them or not meant in them."""
    circuits, lacking, further = split_states(states, library)
    said: list[str] = []
    if circuits:
        names = ", ".join(library.places[name][words.lang] if name in library.places else name for name in circuits)
        if lacking:
            said.append(words.say("{circuits}, other than {states}", circuits=names, states=", ".join(lacking)))
        else:
            said.append(names)
    if further:
        said.append(", ".join(further))
    return "; ".join(said)
