"""Claims, questions and figures are told in Spanish: every text has its translation, and what has none is found."""

from __future__ import annotations

import inforce
from inforce.backends.text.catalogue import catalogue
from inforce.claims.shelf import read_shelf
from inforce.claims.spoken import spoken, texts


def lacking(every: list[str]) -> list[str]:
    """The texts without Spanish."""
    return [text for text in every if catalogue("es").find(text) is None]


def test_every_text_of_the_shelf_has_spanish(book: inforce.Book) -> None:
    every = list(texts(read_shelf(book)))
    assert len(every) > 150
    assert lacking(every) == []


def test_a_text_without_spanish_is_found(book: inforce.Book) -> None:
    assert lacking([*texts(read_shelf(book)), "A statement nobody has put into Spanish."]) == ["A statement nobody has put into Spanish."]


def test_a_text_of_a_users_own_is_shown_as_written() -> None:
    assert spoken("A statement nobody has put into Spanish.", "es") == "A statement nobody has put into Spanish."
