"""Acts in words: what each does to a rule or to another act, within what scope."""

from __future__ import annotations

from collections.abc import Sequence

from inforce.backends.text.base import Speaker
from inforce.backends.text.catalogue import Catalogue
from inforce.backends.text.outcomes import VERB, VERB_IN, VERB_UPON
from inforce.backends.text.states import place_phrase
from inforce.rulebook.act import ACT, Effect
from inforce.rulebook.library import Library


def capital(text: str) -> str:
    """The text with a capital at its beginning.

    >>> capital("memo of 2014")
    'Memo of 2014'
    """
    return text[:1].upper() + text[1:]


def scope(effect: Effect, library: Library, speaker: Speaker, words: Catalogue) -> str | None:
    """Where, for whom and to what part of the rule an effect is limited; None where it is not."""
    lang = words.lang
    said = []
    if effect.place is not None:
        said.append(effect.place_name.get(lang) or place_phrase(effect.place.formula, library, words) or speaker.phrase(effect.place.formula))
    if effect.people is not None:
        said.append(effect.people_name.get(lang) or speaker.phrase(effect.people.formula))
    if effect.segment is not None and effect.people is None:
        said.append(speaker.phrase(effect.segment.formula))
    if effect.reading is not None:
        reading = library.readings[effect.reading[0]]
        said.append(words.say("by this reading: {reading}", reading=(reading.other if effect.reading[1] else reading.default)[lang]))
    return "; ".join(said) or None


def act_sentence(effect: Effect, library: Library, speaker: Speaker, words: Catalogue) -> str:
    """What an act does, in a sentence."""
    title = capital(library.acts[effect.act].title[words.lang])
    if effect.target.startswith(ACT):
        upon = library.acts[effect.target.removeprefix(ACT)]
        return words.say(VERB_UPON[effect.verb], act=title, target=upon.title[words.lang])
    where = scope(effect, library, speaker, words)
    if where is None:
        return words.say(VERB[effect.verb], act=title)
    return words.say(VERB_IN[effect.verb], act=title, scope=where)


def scopes(effects: Sequence[Effect], library: Library, speaker: Speaker, words: Catalogue) -> str:
    """The scopes of several effects together."""
    return "; ".join(dict.fromkeys(said for effect in effects if (said := scope(effect, library, speaker, words))))
