"""Labels: the words for facts that come with a rulebook, and a speaker that says its formulas."""

from __future__ import annotations

from typing import Any

from inforce.backends.text import TONGUES, Speaker
from inforce.backends.text.base import by_default_reading
from inforce.rulebook import labels
from inforce.rulebook.book import Book


def load_labels(book: Book) -> dict[str, Any]:
    """The words for facts of a rulebook; none where it has no `labels.yaml`."""
    return labels.load_labels(book.library)


def speaker(book: Book, lang: str) -> Speaker:
    """A speaker of one language for the formulas of a rulebook, by the default readings."""
    library = book.library
    circuits = {states: library.places[name][lang] for name, states in library.vocabulary.circuits.items() if name in library.places}
    return Speaker(
        TONGUES[lang],
        library.vocabulary,
        load_labels(book),
        {name: provision.title[lang] for name, provision in library.provisions.items()},
        {by_default_reading(found.written.formula): found.says[lang] for found in library.definitions.values() if found.says},
        {code: words[lang] for code, words in library.countries.items()},
        circuits,
    )
