"""A library can be sent to another process, also after it has answered; what arrives gives the same answers."""

from __future__ import annotations

import pickle

import inforce
from inforce.rulebook.book import Book

FACTS = {"us_citizen": False, "daca_current": True}


def test_library_that_has_answered_is_sent_whole(book: inforce.Book) -> None:
    asked = {"on": "2017-02-22", "provisions": ["protection/daca", "priority/2017/charged"]}
    here = book.outcomes(FACTS, on="2017-02-22")  # makes the generated code
    assert "program" in vars(book.library.theory)
    sent = Book(pickle.loads(pickle.dumps(book.library)))
    assert sent.outcomes(FACTS, on="2017-02-22") == here
    assert sent.determine(FACTS, **asked).to_json() == book.determine(FACTS, **asked).to_json()
