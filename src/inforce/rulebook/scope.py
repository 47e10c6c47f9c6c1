"""Scopes in words: where, for whom and to what part an effect is limited, as the JSON shapes give it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from inforce.rulebook.act import Effect
from inforce.rulebook.library import Library

EVERYWHERE = "everywhere"


def place_words(text: str | None, library: Library, name: Mapping[str, str] | None = None) -> str | None:
    """A place formula in words: circuits by name."""
    if text is None:
        return None
    if name:
        return name["en"]

    def circuit(match: re.Match[str]) -> str:
        names = [library.places[word.strip()]["en"] for word in match[2].strip("{} ").split(",")]
        return ("not in the " if "not" in match[1] else "in the ") + " or ".join(names)

    return re.sub(r"circuit (is not|is|not in|in) (\{[^}]*\}|\w+)", circuit, " ".join(text.split())).replace("_", " ")


def people_words(effect: Effect) -> str | None:
    """The class and part an effect is limited to, in words."""
    words = []
    if effect.part is not None:
        words.append(f"part: {effect.part}")
    if effect.people is not None:
        words.append(effect.people_name.get("en") or " ".join(effect.people.text.split()))
    if effect.reading is not None:
        words.append(("under the other reading of " if effect.reading[1] else "under the default reading of ") + effect.reading[0])
    return "; ".join(words) or None


def where_words(effect: Effect, library: Library) -> str | None:
    """The place an effect is limited to, in words."""
    return place_words(effect.place.text if effect.place else None, library, effect.place_name)


def scope_words(effect: Effect, library: Library) -> str:
    """The scope of an effect in words."""
    return "; ".join(words for words in (where_words(effect, library), people_words(effect)) if words) or EVERYWHERE


def split_states(states: Collection[str], library: Library) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Some states as whole circuits, states that one of these lacks, and further states.

    A circuit of which more than half is meant stands whole, with what it lacks.
    """
    circuits, lacking, further = [], [], []
    for name, members in library.vocabulary.circuits.items():
        meant = members & frozenset(states)
        if 2 * len(meant) > len(members):
            circuits.append(name)
            lacking += sorted(members - meant)
        else:
            further += sorted(meant)
    further += sorted(frozenset(states).difference(*library.vocabulary.circuits.values()))
    return tuple(circuits), tuple(lacking), tuple(further)


def states_words(states: Collection[str], library: Library) -> str:
    """Some states in words: circuits by name, with the states that are meant apart from them or not meant in them."""
    circuits, lacking, further = split_states(states, library)
    said = []
    if circuits:
        names = [library.places[name]["en"] if name in library.places else name for name in circuits]
        said.append("in the " + " or ".join(names) + (f" other than {', '.join(lacking)}" if lacking else ""))
    if further:
        said.append("in " + ", ".join(further))
    return " and ".join(said)
