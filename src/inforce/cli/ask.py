"""`inforce ask`: the interview, in a terminal or in JSON lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import BinaryIO

import click
from rich.text import Text

from inforce.cli.askscreen import Screen
from inforce.cli.asktyped import Mistyped, read_typed
from inforce.cli.options import Asked, common, lang_option
from inforce.cli.output import put
from inforce.doors import Book
from inforce.interview.ask import Ask
from inforce.interview.protocol import LONGEST, Protocol
from inforce.interview.session import Session
from inforce.kernel.error import InforceError, Where

Read = Callable[[], str | None]
"""The next line typed, without its end; None where there is no more."""
Put = Callable[[Iterable[str | Text]], None]
"""Writes some lines."""
Write = Callable[[str], None]


@click.command("ask")
@click.option("--about", default="all", show_default=True, metavar="FAMILY", help="all, arrest, hearing, detention, mexico, protections, or a family of the syllabus")
@lang_option
@common
def command(asked: Asked, about: str, lang: str) -> int:
    """An interview: only questions whose answer can change something, and the
    result. Nothing typed is kept.

    With --json, or where the input is no terminal: one JSON message a line
    (docs/interview.md).
    """
    book, moment = asked.open()
    try:
        session = book.interview(about=about, on=moment.on if asked.on is not None else None, known_on=moment.known_on, state=moment.state)
    except InforceError as error:
        raise error.at(Where("--about")) if error.code == "unknown-family" else error from None
    if asked.as_json or not sys.stdin.isatty():
        return speak(session, sys.stdin.buffer, click.echo)
    return talk(book, session, lang, _typed, put)


def _typed() -> str | None:
    try:
        return input("> ")
    except EOFError:
        return None


def talk(book: Book, session: Session, lang: str, read: Read, put: Put) -> int:
    """The interview in a terminal; gives the exit code."""
    screen = Screen(book, lang)
    put(screen.opening())
    while (ask := session.next()) is not None:
        put(screen.question(ask))
        if not _answered(session, screen, ask, read, put):
            put(["", screen.words.say("Stopped. Nothing was kept.")])
            return 0
    put(screen.result(session))
    return 0


def _answered(session: Session, screen: Screen, ask: Ask, read: Read, put: Put) -> bool:
    """Whether the question was answered, declined or left by going back; False where the person stops."""
    while True:
        text = read()
        if text is None:
            return False
        try:
            typed = read_typed(text, ask, screen.words, screen.names(ask))
            if typed.command == "quit":
                return False
            if typed.command == "why":
                put(screen.why(ask))
                continue
            if typed.command == "back":
                if session.back() is None:
                    put([screen.words.say("This is the first question.")])
                    continue
                return True
            if typed.command is not None:
                session.decline(typed.command)
                if ask.kind == "bool" and text.strip().lower() == "n":
                    put([screen.words.say("Noted: not known. For “no”, b goes back and 2 says no.")])
                return True
            session.answer(typed.answer)
            return True
        except Mistyped as mistake:
            put([str(mistake)])
        except InforceError as error:
            put([screen.error(error, ask)])


def speak(session: Session, source: BinaryIO, write: Write) -> int:
    """The interview in JSON lines; gives the exit code. The end of the input ends it, as `quit` does."""

    def put(line: Mapping[str, object]) -> None:
        write(json.dumps(line, ensure_ascii=False))
        sys.stdout.flush()

    protocol = Protocol(session)
    put(protocol.stand())
    for text in _messages(source):
        for line in protocol.take(text):
            put(line)
        if protocol.is_over:
            break
    return 0


def _messages(source: BinaryIO) -> Iterator[str]:
    """Every line that says something, no longer than one character more than a message may be."""
    limit = 4 * LONGEST + 2
    while raw := source.readline(limit):
        while not raw.endswith(b"\n") and (rest := source.readline(limit)):
            raw = raw[:limit] + rest[-1:]  # too long: only that it is matters
        text = raw.decode("utf-8", errors="replace").strip()
        if text:
            yield text
