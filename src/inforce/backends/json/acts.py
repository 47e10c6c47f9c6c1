"""Acts: what a report of a status needs: the acts and their effects, with the formulas of their scopes."""

from __future__ import annotations

from datetime import date
from typing import Any

from inforce.backends.json.nodes import Nodes
from inforce.language.formula import TRUE, Formula, negate
from inforce.language.syntax import to_text
from inforce.rulebook.act import NEVER, Act, Effect
from inforce.rulebook.library import Library
from inforce.rulebook.locality import class_of, local_atoms
from inforce.rulebook.scope import people_words, where_words
from inforce.rulebook.states import STATES

NO_DAY = "never"
"""In place of the latest day of an act whose effect no source shows."""


def in_order(library: Library) -> list[Effect]:
    """Every effect of every act, in the order of the acts; its place is its number in JSON."""
    return [effect for act in library.acts.values() for effect in act.does]


def to_acts(library: Library, nodes: Nodes) -> dict[str, Any]:
    """The part `acts`."""
    effects = in_order(library)
    return {
        "acts": {name: _act(act, library) for name, act in library.acts.items()},
        "effects": [_effect(effect, library, nodes) for effect in effects],
        "elements": _elements(effects, nodes),
        "places": {name: words["en"] for name, words in library.places.items() if name in library.vocabulary.circuits},
        "states": STATES,
    }


def _latest(to: date | None) -> str | None:
    return None if to is None else NO_DAY if to == NEVER else to.isoformat()


def _act(act: Act, library: Library) -> dict[str, Any]:
    url = next((source.url for source in act.sources if source.url), None)
    found: dict[str, Any] = {"kind": act.kind, "issuer": act.issuer, "cite": act.cite, "signed": act.signed.isoformat(), "is_court": act.is_court, "url": url}
    for key, day in (("known", act.known), ("effective", act.effective)):
        if day != act.signed:
            found[key] = day.isoformat()
    if act.to is not None:
        found["to"] = _latest(act.to)
    if act.court is not None:
        found["court"] = act.court
    for key, names in (("fulfils", act.fulfils), ("about", act.about)):
        if names:
            found[key] = list(names)
    if act.id in library.docket.unseen:
        found["unseen"] = True
    return found


def _effect(effect: Effect, library: Library, nodes: Nodes) -> dict[str, Any]:
    found: dict[str, Any] = {"act": effect.act, "verb": effect.verb, "target": effect.target, "day": effect.day.isoformat()}
    people, place = class_of(effect), effect.place.formula if effect.place is not None else TRUE
    more = {
        "known": effect.known.isoformat() if effect.known != effect.day else None,
        "to": _latest(effect.to),
        "until": effect.until.isoformat() if effect.until else None,
        "through": effect.through.isoformat() if effect.through else None,
        "after": list(effect.after) or None,
        "place": nodes.place(place) if effect.place is not None else None,
        "class": nodes.place(people) if people is not TRUE else None,
        "where": where_words(effect, library),
        "people": people_words(effect),
        "manner": effect.manner,
        "stage": effect.stage,
        "waits_for": effect.waits_for.id if effect.waits_for else None,
    }
    return found | {key: value for key, value in more.items() if value is not None}


def _elements(effects: list[Effect], nodes: Nodes) -> list[list[Any]]:
    """The classes and local facts by which a status can differ, each with its text and the text of what is outside: they are told in that order."""
    found: dict[Formula, None] = {}
    for effect in effects:
        found |= dict.fromkeys(one for one in (class_of(effect), *(local_atoms(effect.place.formula) if effect.place else ())) if one is not TRUE)
    return [[nodes.place(one), to_text(one), to_text(negate(one))] for one in found]
