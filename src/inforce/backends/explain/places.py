"""Places: for a detained person, what a transfer to another circuit would change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inforce.backends.explain.alternatives import regions
from inforce.backends.explain.case import Case, cores, whole
from inforce.backends.explain.changes import PLACE
from inforce.backends.explain.days import concerned
from inforce.kernel.theory import Contradiction
from inforce.language.knowledge import Knowledge
from inforce.rulebook.standing import ActLine, Reporter, scope_words

DETAINED = "detained"


@dataclass(frozen=True, slots=True)
class Transfer:
    """A circuit, or some of its states, where the outcome is another; and the acts that make it so, there or here."""

    circuit: str
    states: tuple[str, ...]
    is_whole: bool
    outcome: str
    status: str | None
    acts: tuple[ActLine, ...]


def is_detained(case: Case) -> bool:
    return case.values.get(DETAINED) is True


def transfers(case: Case, name: str, teller: str, outcome: str) -> tuple[Transfer, ...]:
    """Each circuit in which the outcome of a provision would be another, were the person held there.

    Where the states of a circuit differ, each group of states stands by itself. Without a known place every circuit with
    a settled outcome is told.
    """
    if not is_detained(case):
        return ()
    formulas = tuple(whole(case.frame, name).values())
    told: dict[str, str] = {}
    for block in regions(case, formulas, case.values, PLACE):
        assert isinstance(block, frozenset)
        try:
            there = case.outcome(name, {**case.values, PLACE: block})
        except Contradiction:
            continue
        told |= dict.fromkeys(block, there)
    found = []
    turning = concerned(case.library, cores(case.frame, name))
    for circuit, states in case.library.vocabulary.circuits.items():
        groups: dict[str, list[str]] = {}
        for state in sorted(states & told.keys()):
            groups.setdefault(told[state], []).append(state)
        for other, where in groups.items():
            if other != outcome:
                place = frozenset(where[:1])
                acts = _differing(case, (teller,), place) or _differing(case, (one for one in turning if one != teller), place)
                found.append(Transfer(circuit, tuple(where), len(groups) == 1, other, _acts(case, teller, place)[0], acts))
    return tuple(found)


def _differing(case: Case, names: Iterable[str], place: frozenset[str]) -> tuple[ActLine, ...]:
    """For each provision the acts that hold in a place and not where the person is; or else those that hold only here."""
    found: dict[ActLine, None] = {}
    for name in names:
        here, there = _acts(case, name, case.values.get(PLACE)), _acts(case, name, place)
        if here != there:
            found |= dict.fromkeys([act for act in there[1] if act not in here[1]] or [act for act in here[1] if act not in there[1]])
    return tuple(found)


def _acts(case: Case, teller: str, place: object) -> tuple[str | None, tuple[ActLine, ...]]:
    """The status and its acts for the same person in a place; among them those that make it vary there by class."""
    known = case.person.base.known
    values = {fact: value for fact, value in known.values.items() if fact != PLACE}
    if isinstance(place, frozenset):
        values[PLACE] = place
    standing = Reporter(case.library, case.on, case.known_on).report(teller, Knowledge(known.vocabulary, values, known.given), None)
    acts = dict.fromkeys(standing.acts)
    for effect in (effect for variation in standing.varies for effect in variation.effects):
        acts[ActLine(effect.act, effect.day, effect.verb, scope_words(effect, case.library), case.library.acts[effect.act].cite, effect)] = None
    return standing.status, tuple(acts)
