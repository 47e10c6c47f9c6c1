"""`inforce questions`: the questions people asked, found by their words and answered by the rulebook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from inforce.cli.options import Asked, Moment, common
from inforce.cli.output import put, put_error, put_json

if TYPE_CHECKING:
    from inforce.claims.search import Hit
    from inforce.claims.shelf import Shelf
    from inforce.cli.sheet import Sheet

FULL = 3
"""How many of the questions found are answered in full; the rest are listed."""


@click.command("questions")
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@common
def command(asked: Asked, words: tuple[str, ...]) -> int:
    """Find questions, provisions and acts by their words; the questions found are
    answered by the rulebook. Without words: all questions.

    A question is asked on its own day, as known that day, where no --on is given.
    """
    from inforce.claims.search import Hit, Index
    from inforce.claims.shelf import read_shelf
    from inforce.kernel.error import InforceError

    book, moment = asked.open()
    shelf = read_shelf(book)
    text = " ".join(words)
    hits = Index(shelf).find(text) if words else [Hit("question", name) for name in shelf.questions]
    on = moment.on if asked.on is not None else None
    if asked.as_json:
        put_json(_json(shelf, text, hits, on, moment))
    elif hits:
        put(_sheet(shelf, hits, on, moment, full=bool(words)))
    if not hits:
        put_error(
            InforceError(
                "no-match",
                f"no question, provision or act has the words `{text[:60]}`",
                help="try fewer or other words; `inforce questions` lists the questions",
            )
        )
    return 0 if hits else 1


def _json(shelf: Shelf, text: str, hits: Sequence[Hit], on: date | None, moment: Moment) -> dict[str, Any]:
    from inforce.claims.question import answer

    book = shelf.book
    names = {kind: [hit.id for hit in hits if hit.kind == kind] for kind in ("question", "provision", "act")}
    answers = [answer(book, shelf.questions[name], on, moment.known_on).to_json() for name in names["question"]]
    statuses = [book.status(name, on=on or moment.on, known_on=moment.known_on, state=moment.state).to_json() for name in names["provision"]]
    acts = [{"act": name, "title": book.library.acts[name].title["en"], "cite": book.library.acts[name].cite} for name in names["act"]]
    return {"words": text or None, "questions": answers, "provisions": statuses, "acts": acts}


def _sheet(shelf: Shelf, hits: Sequence[Hit], on: date | None, moment: Moment, *, full: bool) -> list[str]:
    from inforce.cli.sheet import NOTICE, Sheet

    page = Sheet()
    _say_questions(page, shelf, [hit.id for hit in hits if hit.kind == "question"], on, moment, full=full)
    _say_others(page, shelf, hits, on, moment)
    seen = sum(question.is_seen for question in shelf.questions.values())
    page.gap()
    page.say(f"{seen} of the {len(shelf.questions)} official questions were seen in the text or a source; of the others the wording was not seen")
    page.say(NOTICE)
    return page.lines


def _say_questions(page: Sheet, shelf: Shelf, names: Sequence[str], on: date | None, moment: Moment, *, full: bool) -> None:
    from inforce.claims.question import answer
    from inforce.cli.claimed import BASIS, say_question
    from inforce.cli.labels import speaker

    told = names[:FULL] if full else ()
    voice = speaker(shelf.book, "en") if told else None
    for name in names:
        question = shelf.questions[name]
        page.gap()
        if name in told and voice is not None:
            say_question(page, shelf, answer(shelf.book, question, on, moment.known_on), voice)
        else:
            page.say(f"{name}: {question.question}", hang=2)
            page.say((f"question {question.number}, " if question.number else "") + BASIS[question.basis], 2)


def _say_others(page: Sheet, shelf: Shelf, hits: Sequence[Hit], on: date | None, moment: Moment) -> None:
    from inforce.claims.tell import STATUS

    book = shelf.book
    day = on or moment.on
    for kind, title in (("provision", f"Provisions, on {day}"), ("act", "Acts")):
        names = [hit.id for hit in hits if hit.kind == kind]
        if names:
            page.head(title)
        for name in names:
            if kind == "provision":
                standing = book.status(name, on=day, known_on=moment.known_on, state=moment.state)
                page.say(f"{name}: {book.library.provisions[name].title['en']} ({STATUS[standing.status]})", 2, 2)
            else:
                act = book.library.acts[name]
                page.say(f"{act.effective} {name}: {act.cite}", 2, 2)
