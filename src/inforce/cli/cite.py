"""`inforce cite`: every citation of a text, and what became of it by a day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from inforce.backends.text.catalogue import catalogue, sentence
from inforce.backends.text.standing import court_words, status_headline
from inforce.citations.check import Cited, check_text
from inforce.citations.document import read_document
from inforce.citations.fate import LATER, UNSEEN, Event, Fate
from inforce.claims import tell
from inforce.cli.document import STDIN, read_stdin
from inforce.cli.options import Asked, Moment, common, lang_option
from inforce.cli.output import put, put_json
from inforce.cli.sheet import NOTICE, Lines, Sheet
from inforce.cli.words import MANNER, STATUS, VERB
from inforce.rulebook.book import Book

Say = Callable[..., str]
MOST = 6
"""The most rules that are named for one section of the law."""
FATES = {
    "good": sentence("stands, and no review of it is known here"),
    "under_review": sentence("stands, and is under review"),
    "rule_on_hold": sentence("stands, and a rule that it started is on hold somewhere or for somebody"),
    "in_part": sentence("stands in part"),
    "not_yet_made": sentence("was made after this day"),
    "reported": sentence("is reported only: nobody has seen it in a source"),
    "reversed": sentence("was reversed"),
    "vacated": sentence("was vacated"),
    "set_aside": sentence("was set aside"),
    "dissolved": sentence("was dissolved"),
    "rescinded": sentence("was rescinded"),
    "superseded": sentence("was superseded"),
    "withdrawn": sentence("was withdrawn"),
    "expired": sentence("ran out"),
    "stayed": sentence("is stayed"),
    "paused": sentence("is paused"),
    "decided": sentence("is over: the review was decided"),
    "denied": sentence("is over: the review was denied"),
    "ended": sentence("has ended"),
}
STAGES = {
    "filed": sentence("review filed in {court} on {day}: {cite}"),
    "granted": sentence("review granted by {court} on {day}: {cite}"),
    "argued": sentence("review argued in {court} on {day}: {cite}"),
}

STARTED, AUTHORITY = sentence("the rules that it started: {rules}"), sentence("authority for {rules}")


@click.command("cite")
@click.argument("file", metavar="FILE")
@lang_option
@common
def command(asked: Asked, file: str, lang: str) -> int:
    """Every citation in a brief, a pleading or an article: whether the rulebook knows
    it, and what became of it by a day: it stands, was reversed, vacated, stayed or
    superseded, or is under review, each with the act that did it.

    FILE is text, Markdown, HTML or .docx; - reads text from standard input. A
    citation that is not in the rulebook is not known here. That says nothing about
    whether it is good.
    """
    book, moment = asked.open()
    text = read_stdin("<stdin>") if file == STDIN else read_document(Path(file))
    found = list(check_text(book.library, text, moment.on, moment.known_on))
    if asked.as_json:
        put_json(_json(book, found, moment))
    else:
        put(_sheet(book, found, moment, lang))
    return 0


def _json(book: Book, found: Sequence[Cited], moment: Moment) -> dict[str, Any]:
    return {
        "rulebook": book.library.version,
        "on": str(moment.on),
        "known_on": str(moment.known_on) if moment.known_on else None,
        "citations": [one.to_json() for one in found],
        "known": sum(one.is_known for one in found),
        "not_known": sum(not one.is_known for one in found),
    }


def _sheet(book: Book, found: Sequence[Cited], moment: Moment, lang: str) -> Lines:
    page, say = Sheet(), catalogue(lang).say
    day = tell.day(moment.on, lang)
    known = [one for one in found if one.is_known]
    page.say(say("Citations: {count}; known here: {known}; not known here: {others}. As of {day}.", count=len(found), known=len(known), others=len(found) - len(known), day=day))
    for one in known:
        page.gap()
        page.item(say("line {line}:", line=one.line), one.text)
        for fate in one.fates:
            _fate(page, say, fate, book, moment, lang)
        if one.provisions:
            _rules(page, say, AUTHORITY, [_told(say, book, name, moment, lang) for name in one.provisions])
    others = Counter(one.text for one in found if not one.is_known)
    if others:
        page.head(say("Not known here, which says nothing about whether they are good:"))
        for text, count in others.items():
            lines = ", ".join(str(one.line) for one in found if one.text == text)
            page.item("-", say("{text} (line {lines})", text=text, lines=lines) if count == 1 else say("{text} (lines {lines})", text=text, lines=lines), 2)
    page.gap()
    page.say(say(NOTICE))
    return page.lines


def _told(say: Say, book: Book, name: str, moment: Moment, lang: str) -> str:
    standing = book.status(name, on=moment.on, known_on=moment.known_on, state=moment.state)
    return f"{name} ({status_headline(book.library, standing, catalogue(lang), STATUS[lang])})"


def _rules(page: Sheet, say: Say, sentence: str, told: Sequence[str]) -> None:
    """Rules with their statuses, as far as a reader can take them in."""
    page.say(say(sentence, rules="; ".join(told[:MOST])), 4, 2)
    if len(told) > MOST:
        page.say(say("and for {count} more rules", count=len(told) - MOST), 4, 2)


def _fate(page: Sheet, say: Say, fate: Fate, book: Book, moment: Moment, lang: str) -> None:
    page.say(fate.act.cite, 2, 2)
    page.say(say(FATES[fate.word]), 4)
    for event in fate.by:
        page.item("-", _event(say, event, lang), 4)
    for event in fate.pending:
        page.item("-", say(STAGES[event.stage or "filed"], court=court_words(event.court or "", book.library, catalogue(lang)), day=tell.day(event.day, lang), cite=event.cite), 4)
    started = [name for name, did in fate.rules if did in ("starts", "directs")]
    if started and fate.word not in (LATER, UNSEEN):
        _rules(page, say, STARTED, [_told(say, book, name, moment, lang) for name in started])


def _event(say: Say, event: Event, lang: str) -> str:
    day = tell.day(event.day, lang)
    if event.did == "limits" and (apart := re.fullmatch(r"not \((in .*)\)", event.where or "")):
        return say("from {day} it no longer works {where}: {cite}", day=day, where=apart[1], cite=event.cite)
    if event.did == "limits":
        return say("limited on {day}, to {where}: {cite}", day=day, where=event.where or "", cite=event.cite)
    where = f" ({event.where})" if event.where else ""
    manner = MANNER[lang][event.manner] if event.manner else VERB[lang][event.did]
    return say("{manner} on {day}: {cite}", manner=manner, day=day, cite=event.cite) + where
