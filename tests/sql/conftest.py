"""The small rulebook of these tests, loaded once."""

from __future__ import annotations

import pytest

import inforce
from tests.sql.kit import small_book


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> inforce.Book:
    return small_book(tmp_path_factory.mktemp("small"))
