"""What an announced provision waits for."""

from __future__ import annotations

from datetime import date

from inforce.rulebook.act import Effect
from inforce.rulebook.book import Book
from inforce.rulebook.status import Moment


def directions(book: Book, provision: str, on: date, known_on: date | None = None) -> list[Effect]:
    """The directions to a provision, or to its parts, that have begun and wait; one for each condition, the oldest."""
    moment = Moment(book.library.docket, on, known_on)
    found: dict[str, Effect] = {}
    for name in (provision, *book.library.provisions[provision].parts):
        for effect in moment.begun(name, "directs"):
            if moment.fulfilled_on(effect) is None:
                found.setdefault(effect.waits_for.id if effect.waits_for else effect.act, effect)
    return list(found.values())


def waits_for(book: Book, provision: str, on: date, known_on: date | None = None, lang: str = "en") -> list[str]:
    """In words, what a provision waits for."""
    found = directions(book, provision, on, known_on)
    return list(dict.fromkeys(effect.waits_for.says[lang] for effect in found if effect.waits_for is not None))
