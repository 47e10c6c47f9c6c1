"""Scopes in words: where, for whom and to what part an effect is limited, as the JSON shapes give it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from inforce.rulebook.act import Effect
from inforce.rulebook.library import Library
from inforce.rulebook.states import STATES

EVERYWHERE = "everywhere"


def place_words(text: str | None, library: Library, name: Mapping[str, str] | None = None) -> str | None:
    """A place formula in words: circuits by name."""
    if text is None:
        return None
    if name:
        return name["en"]

    def circuit(match: re.Match[str]) -> str:
        return _in(match, [library.places[word]["en"] for word in _listed(match[2])], "the ")

    def state(match: re.Match[str]) -> str:
        return _in(match, [STATES.get(word, word) for word in _listed(match[2])])

    said = _PLACE.sub(circuit, " ".join(text.split()))
    return _STATE.sub(state, said).replace("_", " ")


_PLACE, _STATE = (re.compile(rf"\b{fact} (is not|is|not in|in) (\{{[^}}]*\}}|\w+)") for fact in ("circuit", "state"))


def _listed(written: str) -> list[str]:
    return [word.strip() for word in written.strip("{} ").split(",")]


def _in(match: re.Match[str], names: list[str], article: str = "") -> str:
    return f"{'not ' if 'not' in match[1] else ''}in {article}{joined(names, 'or')}"


def joined(words: Sequence[str], last: str) -> str:
    """Words with commas between them and a word before the last.

    >>> joined(["Iowa", "Ohio", "Utah"], "or")
    'Iowa, Ohio or Utah'
    """
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


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
        said.append(f"in the {joined(names, 'or')}" + (f" other than {joined(_named(lacking), 'and')}" if lacking else ""))
    if further:
        said.append(f"in {joined(_named(further), 'or')}")
    return " and ".join(said)


def _named(states: Sequence[str]) -> list[str]:
    return [STATES.get(state, state) for state in states]
