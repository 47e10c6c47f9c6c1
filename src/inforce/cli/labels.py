"""Labels: the words for facts that come with a rulebook, and a speaker that says its formulas."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from inforce.backends.text import TONGUES, Speaker
from inforce.backends.text.acts import scopes
from inforce.backends.text.base import by_default_reading
from inforce.backends.text.catalogue import catalogue
from inforce.rulebook import labels
from inforce.rulebook.act import Effect
from inforce.rulebook.book import Book

ARTICLES = {"en": "the", "es": "el"}
"""Circuits stand in a phrase with their article."""


def load_labels(book: Book) -> dict[str, Any]:
    """The words for facts of a rulebook; none where it has no `labels.yaml`."""
    return labels.load_labels(book.library)


def speaker(book: Book, lang: str) -> Speaker:
    """A speaker of one language for the formulas of a rulebook, by the default readings."""
    library = book.library
    circuits = {states: f"{ARTICLES[lang]} {library.places[name][lang]}" for name, states in library.vocabulary.circuits.items() if name in library.places}
    return Speaker(
        TONGUES[lang],
        library.vocabulary,
        load_labels(book),
        {name: provision.title[lang] for name, provision in library.provisions.items()},
        {by_default_reading(found.written.formula): found.says[lang] for found in library.definitions.values() if found.says},
        {code: words[lang] for code, words in library.countries.items()},
        circuits,
    )


def limits(book: Book, effects: Sequence[Effect], lang: str, english: str) -> str:
    """Where and for whom effects hold, in a language; English keeps the words of the rulebook's own report."""
    return english if lang == "en" else scopes(effects, book.library, voice(book, lang), catalogue(lang))


@lru_cache(maxsize=2)
def voice(book: Book, lang: str) -> Speaker:
    return speaker(book, lang)
