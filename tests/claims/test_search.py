"""The search finds whole words, with accents or without, in both languages."""

from __future__ import annotations

import pytest

from inforce.claims.search import Index, entries
from inforce.claims.shelf import Shelf


@pytest.fixture(scope="module")
def index(shelf: Shelf) -> Index:
    return Index(shelf)


def found(index: Index, words: str) -> set[str]:
    return {hit.id for hit in index.find(words)}


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("deportación", "people/asylum-pending"),
        ("deportacion", "people/asylum-pending"),
        ("DEPORTACIONES", "people/asylum-pending"),
        ("redada", "people/raid"),
        ("redadas", "people/raid"),
        ("raids", "people/raid"),
        ("permiso de trabajo", "people/work-permit"),
        ("work permit", "people/work-permit"),
        ("TPS", "protection/tps"),
        ("ICE", "people/home"),
        ("fianza", "people/bond"),
        ("carga publica", "public-charge"),
        ("ciudadania", "naturalization"),
        ("F-1", "student-status"),
    ],
)
def test_word_of_either_language_is_found(index: Index, words: str, want: str) -> None:
    assert want in found(index, words)


def test_word_is_not_found_within_another(shelf: Shelf, index: Index) -> None:
    texts = {(kind, name): f"{name} {title} {body}".lower() for kind, name, title, body in entries(shelf)}
    for hit in index.find("ICE"):
        words = texts[hit.kind, hit.id].replace("-", " ").replace("/", " ").split()
        assert any(word.strip(".,;:()¿?'’").removesuffix("'s") == "ice" for word in words), hit
    assert found(index, "deport") != found(index, "deportación")
    assert index.find("redad") == []
