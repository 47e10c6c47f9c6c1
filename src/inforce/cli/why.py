"""`--why`: the determinations of one case explained, in one language, as long as asked for."""

from __future__ import annotations

from typing import Any

from inforce.backends.explain import Case, Explanation, explain
from inforce.backends.text.catalogue import catalogue
from inforce.backends.text.explain import Teller
from inforce.backends.text.told import Level, Told
from inforce.cli.labels import speaker
from inforce.doors import Book
from inforce.language.error import TooHard
from inforce.rulebook.determination import Determination

CHANGED = {"short": 0, "medium": 1, "full": 2}
"""How many facts a change of what was said touches at most; a short explanation names none."""


class Why:
    """Explains the determinations of one case."""

    def __init__(self, book: Book, case: Case, lang: str, level: Level) -> None:
        self.case = case
        self.level = level
        self.words = catalogue(lang)
        self.teller = Teller(book.library, speaker(book, lang), self.words)

    def explain(self, determination: Determination) -> Explanation | None:
        """The explanation, or None where an exact decision passes its cap."""
        try:
            return explain(self.case, determination, facts=CHANGED[self.level])
        except TooHard:
            return None

    def tell(self, determination: Determination) -> list[Told]:
        """The explanation in words."""
        found = self.explain(determination)
        if found is None:
            return [Told("say", self.words.say("no explanation could be worked out: the exact decision needs too many branches"))]
        return self.teller.tell(found, self.level)

    def to_json(self, determination: Determination) -> dict[str, Any] | None:
        """The structure and its words; None where there is none."""
        found = self.explain(determination)
        if found is None:
            return None
        told = [one.to_json() for one in self.teller.tell(found, self.level)]
        return {**found.to_json(), "words": {"lang": self.words.lang, "level": self.level, "told": told}}
