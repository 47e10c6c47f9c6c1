"""What all tests share: one loaded rulebook."""

from __future__ import annotations

import pytest

import inforce


@pytest.fixture(scope="session")
def book() -> inforce.Book:
    return inforce.load()
