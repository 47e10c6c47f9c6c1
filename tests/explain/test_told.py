"""Explanations in words: everything that the JSON holds is said, in both languages alike, in each length."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import inforce
from inforce.backends.explain import Explanation
from inforce.backends.text.catalogue import catalogue
from inforce.backends.text.explain import Teller
from inforce.backends.text.facts import value_words
from inforce.backends.text.outcomes import STATUS, short_form
from inforce.backends.text.told import LEVELS
from inforce.cli.labels import speaker
from tests.explain.asked import Asked
from tests.explain.test_planted import DETAINED, example

DACA = {"us_citizen": False, "daca_current": True, "convictions": ["any_offense", "felony"], "misdemeanor_count": 0}
ASKED: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "reached": ("priority/2025/no-exempt-class", "11", {}, "2025-03-01"),
    "transfer": ("custody/bond", "08", DETAINED, "2025-10-01"),
    "depends": ("custody/bond", "15", {"daca_current": None, "final_order": None, "state": None}, "2017-02-22"),
    "pending": ("process/expedited-removal/nationwide-2019", "15", {}, "2017-02-22"),
}


@pytest.fixture(scope="module")
def explanations(book: inforce.Book) -> dict[str, Explanation]:
    found = {}
    for name, (provision, number, changed, on) in ASKED.items():
        facts = {fact: value for fact, value in (example(number) | changed).items() if value is not None}
        (found[name],) = Asked(book, facts, on).explained(provision)
    (found["readings"],) = Asked(book, DACA, "2017-02-22").explained("protection/daca")
    return found


def teller(book: inforce.Book, lang: str) -> Teller:
    return Teller(book.library, speaker(book, lang), catalogue(lang))


def told(book: inforce.Book, one: Explanation, level: str, lang: str) -> str:
    return "\n".join(line.text for line in teller(book, lang).tell(one, level)).lower()  # type: ignore[arg-type]


def said_by(book: inforce.Book, one: Explanation, level: str, lang: str) -> Iterator[str]:
    """What has to stand in an explanation of a length, found from its structure."""
    tell, library, words = teller(book, lang), book.library, catalogue(lang)

    def value(fact: str, held: object) -> str:
        return value_words(tell.speaker, words, fact, held)  # type: ignore[arg-type]

    def outcome(name: str) -> str:
        return words.say(short_form(name, one.determination.bears))

    if one.open is None:
        yield from (value(fact, one.values[fact]) for fact in one.why.facts)
    else:
        yield from (tell.speaker.label(fact) for fact in one.open.settling)
    for reading in one.readings:
        yield from (library.readings[reading.id].point[lang], outcome(reading.default_outcome), outcome(reading.other_outcome))
    if level == "short":
        return
    yield from (tell.speaker.label(fact) for fact in one.why.assumed)
    yield from (library.provisions[shield.id].title[lang] for shield in one.shields)
    yield from (tell.day(one.on), words.say(STATUS[one.standing.status]), one.determination.authority[0], one.determination.discretion.deciders[lang])
    if one.next_turn is not None:
        yield from (tell.day(one.next_turn.on), outcome(one.next_turn.outcome), library.acts[one.next_turn.acts[0].act].title[lang])
    for transfer in one.transfers:
        yield from (library.places[transfer.circuit][lang], outcome(transfer.outcome))
    if one.open is not None:
        yield from (outcome(name) for name in one.open.possible)
        yield from (paper.name[lang] for fact in one.open.settling for paper in one.papers[fact])
    if level == "medium":
        return
    yield from one.determination.authority
    for act in one.standing.acts:
        yield from (library.acts[act.act].title[lang], act.cite)
    for change in one.changes.found:
        yield from (value(move.fact, move.other) for move in change.moves)
        yield outcome(change.outcome)
    for shield in one.shields:
        yield from (value(fact, one.values[fact]) for fact in shield.why.facts)
    yield from (library.acts[act.act].title[lang] for transfer in one.transfers for act in transfer.acts)
    for fact in one.open.facts if one.open is not None else ():
        yield tell.speaker.label(fact.fact)
        yield from (paper.name[lang] for paper in one.papers.get(fact.fact, ()))
        yield from (value(fact.fact, reply.value) for reply in fact.replies if fact.settled)


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", [*ASKED, "readings"])
def test_all_that_the_structure_holds_is_said(book: inforce.Book, explanations: dict[str, Explanation], name: str, level: str, lang: str) -> None:
    text, wanted = told(book, explanations[name], level, lang), list(said_by(book, explanations[name], level, lang))
    assert [words for words in wanted if words.lower() not in text] == []
    assert wanted


def test_what_is_left_out_of_the_words_is_seen(book: inforce.Book, explanations: dict[str, Explanation]) -> None:
    """What a full explanation says is not all in a short one."""
    for name in ASKED:
        text = told(book, explanations[name], "short", "en")
        assert [words for words in said_by(book, explanations[name], "full", "en") if words.lower() not in text]


@pytest.mark.parametrize("level", LEVELS)
def test_both_languages_have_one_structure(book: inforce.Book, explanations: dict[str, Explanation], level: str) -> None:
    for one in explanations.values():
        english, spanish = ([(line.kind, line.depth) for line in teller(book, lang).tell(one, level)] for lang in ("en", "es"))  # type: ignore[arg-type]
        assert english == spanish


def test_the_explanations_tried_say_something_of_everything(explanations: dict[str, Explanation]) -> None:
    assert explanations["transfer"].transfers
    assert explanations["readings"].readings
    assert explanations["reached"].shields
    assert explanations["reached"].changes.found
    assert explanations["depends"].open is not None
    assert explanations["pending"].next_turn is not None
