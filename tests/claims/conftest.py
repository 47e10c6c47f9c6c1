"""What tests of claims share: the shelf, a voice, and a copy of the law to change."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import inforce
from inforce.backends.text import Speaker
from inforce.claims.shelf import Shelf, read_shelf
from inforce.cli.labels import speaker

LAW = Path(__file__).parents[2] / "law"


@pytest.fixture(scope="session")
def shelf(book: inforce.Book) -> Shelf:
    return read_shelf(book)


@pytest.fixture(scope="session")
def voice(book: inforce.Book) -> Speaker:
    return speaker(book, "en")


@pytest.fixture
def changed_law(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """The law with one text changed in one file."""

    def change(file: str, old: str, new: str) -> Path:
        folder = tmp_path / "law"
        if not folder.exists():
            shutil.copytree(LAW, folder)
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return change
