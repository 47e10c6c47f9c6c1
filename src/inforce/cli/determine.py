"""`inforce determine`: which provisions reach a person on a day, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import click

from inforce.backends.text.told import LEVELS, Level
from inforce.cli.document import Document, open_document
from inforce.cli.entry import Entry
from inforce.cli.options import Asked, Moment, common, lang_option, read_readings, reading_option
from inforce.cli.output import error_json, flat, put, put_error, put_json
from inforce.cli.person import say_answer
from inforce.cli.sheet import Lines, Sheet
from inforce.cli.why import Why
from inforce.cli.words import notice
from inforce.doors import Book
from inforce.kernel.error import InforceError, Where
from inforce.rulebook.book import Answer

KEYS = ("name", "on", "state", "known_on", "readings", "facts")


@dataclass(frozen=True)
class Result:
    """The answer to one case, or the error that stands in its place; `why` explains its determinations, where that was asked for."""

    name: str | None
    answer: Answer | None = None
    error: InforceError | None = None
    known_on: date | None = None
    why: Why | None = None

    def to_json(self) -> dict[str, Any]:
        if self.answer is not None:
            made = self.answer.to_json()
            if self.why is not None:
                for determination, item in zip(self.answer.determinations, made["determinations"], strict=True):
                    item["explanation"] = self.why.to_json(determination)
            return made
        assert self.error is not None
        return {"name": self.name, "error": error_json(self.error)}


@click.command("determine")
@click.argument("file", metavar="FILE")
@click.option("--why", type=click.Choice(LEVELS), help="explain each answer, and say what would change it")
@click.option("--provision", "provisions", multiple=True, metavar="ID", help="only this provision; repeatable")
@lang_option
@reading_option
@common
def command(asked: Asked, file: str, readings: tuple[str, ...], why: Level | None, provisions: tuple[str, ...], lang: str) -> int:
    """The outcome of every provision for the people of FILE: one case or a list of
    {name, on, state, known_on, readings, facts}, in YAML or JSON; - reads standard input.

    A fact left out is unknown, never false.
    """
    document = open_document(file, "cases")
    book, moment = asked.open()
    chosen = read_readings(book, readings)
    names = check_ids(book, provisions)
    results = [answer(book, path, item, moment, chosen, names, why, lang) for path, item in document]
    if asked.as_json:
        put_json([result.to_json() for result in results])
    else:
        put(sheet(book, results, lang, every=bool(names)))
        for error in faults(results, document):
            put_error(error)
    return 1 if any(result.error for result in results) else 0


def check_ids(book: Book, names: tuple[str, ...]) -> tuple[str, ...] | None:
    """The provisions asked for, each once; None for all.

    Raises:
        InforceError: `unknown-provision`, `not-encoded`, at the flag.
    """
    try:
        return tuple(dict.fromkeys(map(book.check_id, names))) or None
    except InforceError as error:
        raise error.at(Where("--provision")) from None


def answer(
    book: Book, path: str, item: Any, moment: Moment, readings: Mapping[str, str], names: tuple[str, ...] | None, why: Level | None, lang: str
) -> Result:
    """The answer to one case; what the case says wins over the flags."""
    entry = Entry(book, item, path, KEYS)
    name = entry.word("name")
    on, known_on = entry.day("on", moment.on), entry.day("known_on", moment.known_on)
    state, facts, chosen = entry.state(moment.state), entry.facts(), entry.readings(readings)
    try:
        entry.raise_any()
        assert on is not None
        made = entry.answer(lambda: book.determine(facts, on=on, known_on=known_on, state=state, readings=chosen, provisions=names, name=name))
        explained = Why(book, book.case(facts, on=on, known_on=known_on, state=state, readings=chosen), lang, why) if why is not None else None
        return Result(name, made, None, known_on, explained)
    except InforceError as error:
        return Result(name, error=error)


def faults(results: list[Result], document: Document) -> Iterator[InforceError]:
    """The errors of cases, each with its file and line."""
    for result in results:
        for error in flat(result.error) if result.error is not None else ():
            yield document.place(error)


def sheet(book: Book, results: list[Result], lang: str = "en", *, every: bool = False) -> Lines:
    """Every case, outcome by outcome."""
    page = Sheet()
    for result in results:
        if result.answer is not None:
            page.gap()
            say_answer(page, book, result.answer, result.known_on, lang, result.why.tell if result.why is not None else None, every=every)
    if page.lines:
        page.gap()
        page.say(notice(lang))
    return page.lines
