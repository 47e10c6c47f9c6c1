"""What all tests share: one loaded rulebook, one browser."""

from __future__ import annotations

import pytest

import inforce
from tests.browser import browser, playwright, tab

__all__ = ["browser", "playwright", "tab"]


@pytest.fixture(scope="session")
def book() -> inforce.Book:
    return inforce.load()
