"""The result: determinations as cards, in the order in which a person reads them."""

from __future__ import annotations

from inforce.rulebook.book import Answer
from inforce.rulebook.determination import Determination

CARDS = ("shields", "reaches", "on_hold", "announced", "depends")
"""What shields you, what reaches you now, what is on hold, what is announced, what depends on facts not known."""


def card_of(determination: Determination) -> str | None:
    """The card a determination stands on; None where the rule does not reach the person."""
    outcome = determination.outcome
    if outcome == "exempt" or (outcome == "reached" and determination.bears == "benefit"):
        return "shields"
    return {"reached": "reaches", "suspended": "on_hold", "pending": "announced", "depends": "depends"}.get(outcome)


def cards(answer: Answer) -> dict[str, list[Determination]]:
    """The determinations by card, each card there, in syllabus order."""
    found: dict[str, list[Determination]] = {card: [] for card in CARDS}
    for determination in answer.determinations:
        card = card_of(determination)
        if card is not None:
            found[card].append(determination)
    return found
