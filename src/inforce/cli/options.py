"""Options that every command takes, and the day, place and day of knowledge they give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

import click

from inforce.backends.text.catalogue import LANGUAGES
from inforce.cli.entry import check_readings
from inforce.doors import Book, load
from inforce.language.error import ErrorGroup, InforceError, Where
from inforce.rulebook.book import Book as RulesBook

Command = Callable[..., Any]


@dataclass(frozen=True)
class Moment:
    """The day asked about, the place and the day of knowledge, as far as flags give them."""

    on: date
    state: str | None = None
    known_on: date | None = None


@dataclass(frozen=True)
class Asked:
    """What the flags say."""

    on: str | None = None
    state: str | None = None
    known_on: str | None = None
    rulebook: str | None = None
    as_json: bool = False

    def open(self) -> tuple[Book, Moment]:
        """Load the rulebook and read the flags against it.

        Raises:
            ErrorGroup: every fault of the rulebook, or of the flags.
        """
        book = load(self.rulebook)
        return book, self.moment(book)

    def moment(self, book: RulesBook) -> Moment:
        """Read the flags.

        Raises:
            ErrorGroup: `bad-date`, `before-first-day`, `unknown-state`, at the flag.
        """
        errors: list[InforceError] = []

        def catch(flag: str, read: Callable[[], Any]) -> Any:
            try:
                return read()
            except InforceError as error:
                errors.append(error.at(Where(flag)))
                return None

        on = catch("--on", lambda: book.day(self.on))
        known_on = catch("--known-on", lambda: book.day(self.known_on, "known_on") if self.known_on is not None else None)
        if self.state is not None:
            catch("--state", lambda: book.library.vocabulary["state"].read(self.state))
        if errors:
            raise ErrorGroup(errors)
        return Moment(on, self.state, known_on)


def common(function: Command) -> Command:
    """Add the options that every command takes; the command receives them as `asked`."""

    @click.option("--json", "as_json", is_flag=True, help="for machines")
    @click.option("--on", metavar="DATE", help="the day asked about; default: today")
    @click.option("--state", metavar="ST", help="the place, by USPS code")
    @click.option("--known-on", metavar="DATE", help="use only what was known by this day")
    @click.option("--rulebook", metavar="DIR", help="another rulebook")
    @wraps(function)
    def with_asked(as_json: bool, on: str | None, state: str | None, known_on: str | None, rulebook: str | None, **others: Any) -> Any:
        return function(asked=Asked(on, state, known_on, rulebook, as_json), **others)

    return with_asked


def lang_option(function: Command) -> Command:
    """Add `--lang en|es`, for commands that speak to a reader."""
    return click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="the language of the text")(function)


def reading_option(function: Command) -> Command:
    """Add `--reading ID=other`, for commands that work out outcomes."""
    return click.option("--reading", "readings", multiple=True, metavar="ID=other", help="take the other reading of a point; repeatable")(function)


def split_pairs(pairs: tuple[str, ...], flag: str, example: str) -> dict[str, str]:
    """`NAME=VALUE` flags as a mapping.

    Raises:
        InforceError: `bad-use` where there is no `=`, `repeated-name` where a name stands twice.
    """
    found: dict[str, str] = {}
    for pair in pairs:
        name, mark, value = pair.partition("=")
        if not mark or not name.strip():
            raise InforceError("bad-use", "`NAME=VALUE` is expected", where=Where(flag), help=f"write {flag} {example}")
        if name.strip() in found:
            raise InforceError("repeated-name", f"`{name.strip()[:60]}` is given twice", where=Where(flag), help="give it once")
        found[name.strip()] = value
    return found


def read_readings(book: RulesBook, pairs: tuple[str, ...]) -> dict[str, str]:
    """The readings chosen by flags.

    Raises:
        InforceError: `unknown-reading`, at the flag.
    """
    chosen = split_pairs(pairs, "--reading", "daca-disqualifier=other")
    check_readings(book, chosen, "--reading")
    return chosen
