"""Labels: the words for facts that come with a rulebook, and a speaker that says its formulas."""

from __future__ import annotations

from typing import Any

from inforce.backends.text import TONGUES, Speaker
from inforce.backends.text.base import by_default_reading
from inforce.rulebook.book import Book
from inforce.rulebook.tree import Map, read_text
from inforce.rulebook.yaml import parse

FILE = "labels.yaml"


def load_labels(book: Book) -> dict[str, Any]:
    """The words for facts of a rulebook; none where it has no `labels.yaml`."""
    path = book.library.folder / FILE
    if not path.is_file():
        return {}
    data = parse(read_text(path), f"{book.library.folder.name}/{FILE}")
    return data if isinstance(data, Map) else {}


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
