"""Rosters written for a test, and what was read of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import inforce
from tests.roster.kit import Reader


@pytest.fixture
def read(book: inforce.Book, tmp_path: Path) -> Reader:
    """Read a roster: a table, a path, or the text or bytes of a file."""
    return Reader(book, tmp_path)


@pytest.fixture
def fault(read: Reader) -> Any:
    """The one line of the error with which a roster is not read at all."""
    return read.fault
