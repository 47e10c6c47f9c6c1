"""Words: what a page says of provisions, readings, facts, places and acts, in one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from inforce.backends.json.acts import in_order
from inforce.rulebook.act import Effect
from inforce.rulebook.library import Library
from inforce.rulebook.provision import Provision

LANGUAGES = ("en", "es")
Scope = Callable[[Effect, str], str | None]


def to_words(library: Library, lang: str, labels: Mapping[str, Any], scope: Scope | None) -> dict[str, Any]:
    """The part `words` of one language."""
    effects = {number: said for number, effect in enumerate(in_order(library)) if scope is not None and (said := scope(effect, lang)) is not None}
    conditions = {effect.waits_for.id: effect.waits_for.says[lang] for effect in in_order(library) if effect.waits_for is not None}
    return {
        "provisions": {name: _provision(provision, lang) for name, provision in library.provisions.items()},
        "readings": {name: {"point": r.point[lang], "default": r.default[lang], "other": r.other[lang]} for name, r in library.readings.items()},
        "facts": {name: _in(labels[name], lang) for name in library.vocabulary if name in labels},
        "countries": {code: words[lang] for code, words in library.countries.items()},
        "places": {name: words[lang] for name, words in library.places.items()},
        "acts": {name: act.title[lang] for name, act in library.acts.items()},
        "conditions": conditions,
        "scopes": {str(number): said for number, said in effects.items()},
    }


def _provision(provision: Provision, lang: str) -> dict[str, str]:
    found = {"title": provision.title[lang], "says": provision.says[lang], "who": provision.discretion.deciders[lang]}
    for key, words in (("leaves", provision.leaves), ("conditions", provision.conditions), ("core", provision.core)):
        if words:
            found[key] = words[lang]
    if provision.held_back_by is not None:
        found["held_back"] = provision.held_back_by.says[lang]
    return found


def _in(words: Any, lang: str) -> Any:
    """One language of words that stand in both, at any depth."""
    if not isinstance(words, Mapping):
        return words
    if lang in words and isinstance(words[lang], str):
        return words[lang]
    return {key: _in(value, lang) for key, value in words.items()}
