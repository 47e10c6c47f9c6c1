"""Facts as said, in words: a known value of a fact becomes one short phrase."""

from __future__ import annotations

from datetime import date

from inforce.backends.text.base import Speaker
from inforce.backends.text.catalogue import Catalogue
from inforce.language.fact import Fact, Members, Value
from inforce.language.formula import Formula, at_least, at_most, conjoin, flag, has, negate, one_of

FEW = 6
"""More values than this are said by those that are left out, where these are fewer."""


def value_words(speaker: Speaker, words: Catalogue, name: str, value: Value) -> str:
    """What is known of one fact, in one phrase.

    >>> from inforce.backends.text import TONGUES
    >>> from inforce.backends.text.catalogue import catalogue
    >>> from inforce.language.fact import Fact, Vocabulary
    >>> facts = Vocabulary({"n": Fact("n", "int"), "c": Fact("c", "enum", ("a", "b", "d"))})
    >>> speaker = Speaker(TONGUES["en"], facts, {"n": {"label": {"en": "number of things"}}})
    >>> value_words(speaker, catalogue("en"), "n", (3, 3)), value_words(speaker, catalogue("en"), "n", (3, 5))
    ('number of things: 3', 'number of things: from 3 to 5')
    """
    fact = speaker.vocabulary[name]
    if isinstance(value, bool):
        return speaker.phrase(flag(name) if value else negate(flag(name)))
    if isinstance(value, Members):
        return _members(speaker, words, fact, value)
    if isinstance(value, frozenset):
        return _choice(speaker, words, fact, value)
    return _range(speaker, words, fact, value)


def _choice(speaker: Speaker, words: Catalogue, fact: Fact, values: frozenset[str]) -> str:
    others = frozenset(fact.values) - values
    if not others:
        return words.say("{fact}: not known", fact=speaker.label(fact.name))
    if len(values) <= FEW or values in speaker.circuits or len(others) >= len(values):
        return speaker.phrase(one_of(fact.name, values))
    return speaker.phrase(negate(one_of(fact.name, others)))


def _members(speaker: Speaker, words: Catalogue, fact: Fact, value: Members) -> str:
    said = [speaker.every(fact.name, _ordered(fact, value.has))] if value.has else []
    if value.lacks and not value.complete:
        said.append(speaker.phrase(conjoin(*(negate(has(fact.name, one)) for one in _ordered(fact, value.lacks)))))
    if not said:
        return speaker.word(fact.name, "empty") or words.say("{fact}: none", fact=speaker.label(fact.name))
    return speaker.tongue.join(said, False)


def _ordered(fact: Fact, values: frozenset[str]) -> list[str]:
    return sorted(values, key=lambda value: (fact.values.index(value) if value in fact.values else len(fact.values), value))


def _range(speaker: Speaker, words: Catalogue, fact: Fact, value: tuple[int, int]) -> str:
    low, high = value
    first, last = fact.span

    def show(number: int) -> str:
        return speaker.tongue.day(date.fromordinal(number)) if fact.type == "date" else str(number)

    label = speaker.label(fact.name)
    if low == high:
        return words.say("{fact}: {value}", fact=label, value=show(low))
    if low <= first and high >= last:
        return words.say("{fact}: not known", fact=label)
    if low <= first or high >= last:
        bound: Formula = conjoin(*([at_most(fact.name, high)] if low <= first else [at_least(fact.name, low)]))
        return speaker.phrase(bound)
    return words.say("{fact}: from {first} to {last}", fact=label, first=show(low), last=show(high))
