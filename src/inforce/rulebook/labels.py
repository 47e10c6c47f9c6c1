"""Labels: the words for facts that come with a rulebook; nothing in them changes an answer."""

from __future__ import annotations

from typing import Any

from inforce.rulebook.library import Library
from inforce.rulebook.tree import Map, read_text
from inforce.rulebook.yaml import parse

FILE = "labels.yaml"


def load_labels(library: Library) -> dict[str, Any]:
    """The words for facts of a rulebook; none where it has no `labels.yaml`. A fact whose values are places has their names."""
    path = library.folder / FILE
    if not path.is_file():
        return {}
    data = parse(read_text(path), f"{library.folder.name}/{FILE}")
    if not isinstance(data, Map):
        return {}
    for name, words in data.items():
        fact = library.vocabulary.facts.get(name)
        if fact is not None and fact.type == "enum" and isinstance(words, Map) and library.places.keys() >= set(fact.values):
            words["values"] = {value: library.places[value] for value in fact.values}
    return data


def noun(labels: dict[str, Any], fact: str, lang: str) -> str:
    """The noun for a fact; its name in words where the rulebook has none.

    >>> noun({}, "entry_date", "en")
    'entry date'
    """
    words = labels.get(fact)
    label = words.get("label") if isinstance(words, dict) else None
    return str(label[lang]) if isinstance(label, dict) and lang in label else fact.replace("_", " ")
