"""The book with every question a caller can put to it: `inforce.load()` gives one.

The rulebook's own book knows of no backend and no feature, because those are built on it. Here, at the package's own
level, they meet: each method imports what answers it when it is first called, so that a caller who only asks for a status
loads nothing else.
"""

from __future__ import annotations

from pathlib import Path

from inforce.rulebook import book as rulebook
from inforce.rulebook.library import Reader


class Book(rulebook.Book):
    """One rulebook, loaded and verified, with explanations, interviews and screening."""


def load(folder: Path | str | None = None) -> Book:
    """Load and verify a rulebook; the one that comes with the program by default.

    Raises:
        ErrorGroup: every fault of the rulebook; one that fails to load never answers.
    """
    return Book(Reader(Path(folder) if folder is not None else rulebook.default_folder()).read())
