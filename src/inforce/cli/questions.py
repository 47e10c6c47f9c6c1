"""`inforce questions`: the questions people asked, found by their words and answered by the rulebook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from inforce.cli.options import Asked, Moment, common, lang_option
from inforce.cli.output import put, put_error, put_json

if TYPE_CHECKING:
    from inforce.claims.search import Hit
    from inforce.claims.shelf import Shelf
    from inforce.cli.claimed import Teller
    from inforce.cli.sheet import Lines

FULL = 3
"""How many of the questions found are answered in full; the rest are listed."""


@click.command("questions")
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@lang_option
@common
def command(asked: Asked, words: tuple[str, ...], lang: str) -> int:
    """Find questions, provisions and acts by whole words, in English or Spanish; the questions found are
    answered by the rulebook. Without words: all questions.

    A question is asked on its own day, as known that day, where no --on is given;
    one that has no day of its own is asked of today. What the rulebook does not
    cover is told as such, with the law that regulates it.
    """
    from inforce.claims.search import Hit, Index
    from inforce.claims.shelf import read_shelf
    from inforce.kernel.error import InforceError

    book, moment = asked.open()
    shelf = read_shelf(book)
    text = " ".join(words)
    hits = Index(shelf).find(text) if words else [*(Hit("question", name) for name in shelf.questions), *(Hit("beyond", name) for name in shelf.beyond)]
    on = moment.on if asked.on is not None else None
    if asked.as_json:
        put_json(_json(shelf, text, hits, on, moment))
    elif hits:
        put(_sheet(shelf, hits, on, moment, lang, full=bool(words)))
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
    from inforce.claims.search import KINDS

    book = shelf.book
    names = {kind: [hit.id for hit in hits if hit.kind == kind] for kind in KINDS}
    answers = [answer(book, shelf.questions[name], on, moment.known_on, today=moment.on).to_json() for name in names["question"]]
    statuses = [book.status(name, on=on or moment.on, known_on=moment.known_on, state=moment.state).to_json() for name in names["provision"]]
    acts = [{"act": name, "title": book.library.acts[name].title["en"], "cite": book.library.acts[name].cite} for name in names["act"]]
    return {"words": text or None, "questions": answers, "not_covered": [shelf.beyond[name].to_json() for name in names["beyond"]], "provisions": statuses, "acts": acts}


def _sheet(shelf: Shelf, hits: Sequence[Hit], on: date | None, moment: Moment, lang: str, *, full: bool) -> Lines:
    from inforce.cli.claimed import Teller
    from inforce.cli.labels import speaker
    from inforce.cli.sheet import NOTICE, Sheet

    page = Sheet()
    teller = Teller(page, shelf, speaker(shelf.book, lang))
    _say_questions(teller, [hit.id for hit in hits if hit.kind == "question"], on, moment, full=full)
    for hit in hits:
        if hit.kind == "beyond":
            page.gap()
            teller.beyond(shelf.beyond[hit.id])
    _say_others(teller, hits, on, moment)
    page.gap()
    official = [question.official for question in shelf.questions.values() if question.official is not None]
    if any(shelf.questions[hit.id].official is not None for hit in hits if hit.kind == "question"):
        page.say(
            teller.say(
                "{seen} of the {count} official questions were seen in the text or a source; of the others the wording was not seen",
                seen=sum(one.is_seen for one in official), count=len(official),
            )
        )  # fmt: skip
    page.say(teller.say(NOTICE))
    return page.lines


def _say_questions(teller: Teller, names: Sequence[str], on: date | None, moment: Moment, *, full: bool) -> None:
    from inforce.claims.question import answer

    shelf, page = teller.shelf, teller.page
    told = names[:FULL] if full else ()
    for name in names:
        question = shelf.questions[name]
        page.gap()
        if name in told:
            teller.question(answer(shelf.book, question, on, moment.known_on, teller.lang, today=moment.on))
        else:
            page.say(f"{name}: {teller.spoken(question.question)}", hang=2)
            page.say(teller.origin(question), 2)


def _say_others(teller: Teller, hits: Sequence[Hit], on: date | None, moment: Moment) -> None:
    from inforce.backends.text.standing import status_headline
    from inforce.cli.words import STATUS

    book, page = teller.shelf.book, teller.page
    day = on or moment.on
    for kind, title in (("provision", teller.say("Provisions, on {day}", day=day)), ("act", teller.say("Acts"))):
        names = [hit.id for hit in hits if hit.kind == kind]
        if names:
            page.head(title)
        for name in names:
            if kind == "provision":
                standing = book.status(name, on=day, known_on=moment.known_on, state=moment.state)
                headline = status_headline(book.library, standing, teller.words, STATUS[teller.lang])
                page.say(f"{name}: {book.library.provisions[name].title[teller.lang]} ({headline})", 2, 2)
            else:
                act = book.library.acts[name]
                page.say(f"{act.effective} {name}: {act.cite}", 2, 2)
