"""The book with every question a caller can put to it: `inforce.load()` gives one.

The rulebook's own book knows of no backend and no feature, because those are built on it. Here, at the package's own
level, they meet: each method imports what answers it when it is first called, so that a caller who only asks for a status
loads nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inforce.rulebook import book as rulebook
from inforce.rulebook.book import Day
from inforce.rulebook.library import Reader

if TYPE_CHECKING:
    from inforce.backends.explain import Case, Explanation
    from inforce.rulebook.asking import Document


class Book(rulebook.Book):
    """One rulebook, loaded and verified, with explanations, interviews and screening."""

    # explanations

    @cached_property
    def papers(self) -> Mapping[str, tuple[Document, ...]]:
        """On which papers a person finds each fact; nothing where the rulebook does not tell."""
        from inforce.rulebook.asking import read_asking

        return {name: question.documents for name, question in read_asking(self.library).questions.items()}

    def case(
        self,
        facts: Mapping[str, Any],
        *,
        on: Day | None = None,
        known_on: Day | None = None,
        state: str | None = None,
        readings: Mapping[str, str] | None = None,
    ) -> Case:
        """One person on one day, as `determine` reads it, to explain several of their determinations.

        Raises:
            ErrorGroup, InforceError: bad input, with its path.
        """
        from inforce.backends.explain import Case

        day, known = self.day(on), self.day(known_on, "known_on") if known_on is not None else None
        values = self._derive(self.read_facts(self._with_state(facts, state)), day)
        return Case(self.library, values, day, known, self._readings(readings), self.frame, self.papers)

    def explain(
        self,
        provision: str,
        facts: Mapping[str, Any],
        *,
        on: Day | None = None,
        known_on: Day | None = None,
        state: str | None = None,
        readings: Mapping[str, str] | None = None,
        changes: int = 2,
    ) -> Explanation:
        """Why a provision has its outcome for a person on a day, and what would change it.

        Args:
            changes: how many facts a change may touch at most: none, one or two.
        Raises:
            ErrorGroup, InforceError: what `determine` raises; `not-encoded`, `unknown-provision`.

        >>> book = load()
        >>> told = book.explain("priority/2017/convicted", {"us_citizen": False, "convictions": []}, on="2017-02-22")
        >>> told.outcome, told.why.facts
        ('no', ('convictions',))
        """
        from inforce.backends.explain import explain

        case = self.case(facts, on=on, known_on=known_on, state=state, readings=readings)
        answer = self.determine(facts, on=case.on, known_on=case.known_on, state=state, readings=readings, provisions=[provision])
        return explain(case, answer.determinations[0], facts=changes)


def load(folder: Path | str | None = None) -> Book:
    """Load and verify a rulebook; the one that comes with the program by default.

    Raises:
        ErrorGroup: every fault of the rulebook; one that fails to load never answers.
    """
    return Book(Reader(Path(folder) if folder is not None else rulebook.default_folder()).read())
