"""Acts: what a report of a status needs: the acts, their effects, and which of them stand and hold over time."""

from __future__ import annotations

from typing import Any

from inforce.backends.json.history import History
from inforce.backends.json.nodes import Nodes
from inforce.kernel.formula import FALSE, TRUE
from inforce.rulebook.act import ACT, Act, Effect
from inforce.rulebook.library import Library
from inforce.rulebook.standing import people_words, place_words
from inforce.rulebook.status import STATUSES, Moment

STANDS, HOLDS = 1, 2


def in_order(library: Library) -> list[Effect]:
    """Every effect of every act, in the order of the acts; its place is its number in JSON."""
    return [effect for act in library.acts.values() for effect in act.does]


def to_acts(library: Library, nodes: Nodes, history: History) -> dict[str, Any]:
    """The part `acts`."""
    effects = in_order(library)
    numbers = {id(effect): number for number, effect in enumerate(effects)}
    return {
        "acts": {name: _act(act) for name, act in library.acts.items()},
        "effects": [_effect(effect, library, nodes) for effect in effects],
        "standing": {name: _standing(name, nodes, history, numbers) for name in library.provisions},
    }


def _act(act: Act) -> dict[str, Any]:
    url = next((source.url for source in act.sources if source.url), None)
    found: dict[str, Any] = {"kind": act.kind, "issuer": act.issuer, "cite": act.cite, "signed": act.signed.isoformat(), "is_court": act.is_court, "url": url}
    for key, day in (("known", act.known), ("effective", act.effective)):
        if day != act.signed:
            found[key] = day.isoformat()
    if act.court is not None:
        found["court"] = act.court
    if act.fulfils:
        found["fulfils"] = list(act.fulfils)
    return found


def _effect(effect: Effect, library: Library, nodes: Nodes) -> dict[str, Any]:
    found: dict[str, Any] = {"act": effect.act, "verb": effect.verb, "target": effect.target, "day": effect.day.isoformat()}
    scope = effect.scope
    more = {
        "until": effect.until.isoformat() if effect.until else None,
        "scope": nodes.place(scope) if scope is not TRUE else None,
        "where": place_words(effect.place.text if effect.place else None, library, effect.place_name),
        "people": people_words(effect),
        "manner": effect.manner,
        "waits_for": effect.waits_for.id if effect.waits_for else None,
    }
    return found | {key: value for key, value in more.items() if value is not None}


def _standing(name: str, nodes: Nodes, history: History, numbers: dict[int, int]) -> list[list[Any]]:
    found: list[list[Any]] = []
    for day in history.days(name):
        moment = history.switched(day)
        partition = moment.partition(name)
        nodes.scopes.update(history.scopes)
        concerned = [[numbers[id(effect)], _bits(moment, effect)] for effect in _begun(moment, name)]
        row = [[nodes.place(partition[status]) for status in STATUSES], concerned]
        if not found or found[-1][1:] != row:
            found.append([day.isoformat(), *row])
    return found


def _bits(moment: Moment, effect: Effect) -> int:
    return (moment.stands(effect) is not FALSE) * STANDS + (moment.holds(effect) is not FALSE) * HOLDS


def _begun(moment: Moment, target: str, seen: frozenset[str] = frozenset()) -> list[Effect]:
    """Every effect upon the target, and upon the acts behind those effects, that has begun; as the status report goes through them."""
    found: list[Effect] = []
    for effect in moment.docket.by_target.get(target, ()):
        if not moment.has_begun(effect):
            continue
        found.append(effect)
        upon = ACT + effect.act
        if upon not in seen:
            found.extend(_begun(moment, upon, seen | {upon}))
    return found
