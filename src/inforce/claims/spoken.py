"""Spoken: the texts of claims, questions, figures and of what the rulebook does not cover, in the reader's language.

Their English stands in `law/`; their Spanish stands in the catalogue, sentence by sentence, because the same speaker,
source or unit recurs in many of them. A text of a user's own file has no Spanish and is shown as written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from inforce.backends.text.catalogue import catalogue

if TYPE_CHECKING:
    from inforce.claims.claim import Claim, Part
    from inforce.claims.figure import Figure
    from inforce.claims.question import Question
    from inforce.claims.shelf import Shelf
    from inforce.rulebook.beyond import Beyond


def spoken(text: str, lang: str) -> str:
    """A text of the shelf in a language, or as it was written where it has no translation.

    >>> spoken("A wall is no rule about a person.", "es")
    'Un muro no es una regla sobre una persona.'
    """
    return catalogue(lang).find(text) or text


def texts(shelf: Shelf) -> Iterator[str]:
    """Every text of a shelf that a reader sees, each once, in the order written."""
    found: dict[str | None, None] = {}
    for claim in shelf.claims.values():
        found |= dict.fromkeys(_of_claim(claim))
    for question in shelf.questions.values():
        found |= dict.fromkeys(of_question(question))
    for figure in shelf.figures.values():
        found |= dict.fromkeys(_of_figure(figure))
    for beyond in shelf.beyond.values():
        found |= dict.fromkeys(_of_beyond(beyond))
    return (text for text in found if text)


def _of_claim(claim: Claim) -> tuple[str | None, ...]:
    speaker = claim.speaker
    return (claim.statement, speaker.who, speaker.terms, *claim.chain, claim.source, claim.not_settled, claim.note, *_of_parts(claim.means))


def of_question(question: Question) -> tuple[str | None, ...]:
    """Every text of a question that a reader sees."""
    official = question.official
    said = (official.says, official.parts_ways) if official is not None else ()
    return (question.question, *said, question.not_rules, question.note, *_of_parts(question.means))


def _of_beyond(beyond: Beyond) -> tuple[str | None, ...]:
    return (beyond.title, beyond.says)


def _of_figure(figure: Figure) -> tuple[str | None, ...]:
    return (figure.what, figure.unit, figure.day, figure.note)


def _of_parts(parts: tuple[Part, ...]) -> tuple[str, ...]:
    return tuple(part.says for part in parts)
