"""Questions and runs over made-up rosters."""

from __future__ import annotations

import pytest

import inforce
from inforce.screen import engines
from inforce.screen.question import Question, question
from tests.screen.kit import AFTER, BEFORE, FAMILIES, plain_engine


@pytest.fixture
def asked(book: inforce.Book) -> Question:
    """A handful of provisions on both days of the week."""
    return question(book, on=AFTER, compared=BEFORE, provisions=FAMILIES)


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine `plain`, for tests that are about what comes out and not about who answers."""
    monkeypatch.setitem(engines.ENGINES, "plain", lambda: plain_engine)
