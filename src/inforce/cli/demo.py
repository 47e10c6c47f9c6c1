"""`inforce demo`: the week of the two memos: the article's people before and after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import click

from inforce.backends.text.catalogue import catalogue
from inforce.cli.demofront import front
from inforce.cli.demolater import later
from inforce.cli.demoperson import sheet
from inforce.cli.document import open_document
from inforce.cli.entry import Entry
from inforce.cli.options import Asked, Moment, common, lang_option, read_readings, reading_option
from inforce.cli.output import flat, put, put_json
from inforce.cli.week import Person
from inforce.cli.weeklater import Asker, Later, later_days, read_changes, read_later
from inforce.kernel.error import ErrorGroup, InforceError, Where
from inforce.rulebook.book import Answer, Book, load

BEFORE, AFTER = "2017-02-19", "2017-02-22"
KEYS = ("name", "state", "facts")


@click.command("demo")
@click.argument("numbers", nargs=-1, type=click.IntRange(1), metavar="[NUMBER]...")
@click.option("--before", metavar="DATE", default=BEFORE, show_default=True, help="the first of the two days; --on is the second, by default 2017-02-22")
@click.option("--later", "is_later", is_flag=True, help="the same people on later days, in California and in Texas")
@click.option("--people", metavar="DIR", help="another folder of case files")
@click.option("--page", metavar="FILE", help="also write the article answered, one HTML page, and name it at the end")
@click.option("--screen", "caseload", metavar="DIR", help="also screen a made-up caseload for the two days into this folder, and name its report")
@reading_option
@lang_option
@common
def command(
    asked: Asked, numbers: tuple[int, ...], before: str, is_later: bool, people: str | None, page: str | None, caseload: str | None, readings: tuple[str, ...], lang: str
) -> int:
    """The people of the article, made up, on 19 and on 22 February 2017: who is newly
    reached, who is freed, who is shielded, and what was announced and waits. With
    NUMBERs, these people in full; with --later, the same people from 2019 on."""
    asked = Asked(asked.on or AFTER, asked.state, asked.known_on, asked.rulebook, asked.as_json)
    book = load(asked.rulebook)
    chosen = read_readings(book, readings)
    days = read_days(book, asked, before)
    files = dict(enumerate(case_files(people), 1))
    for number in numbers:
        if number not in files:
            raise InforceError("bad-use", f"there is no person {number}", help=f"people are numbered 1 to {len(files)}")
    if is_later:
        several, asker = ask_later(book, files, numbers or files, people, chosen, days[1].known_on)
        if asked.as_json:
            put_json([asker.to_json(person) for person in several])
        else:
            put(later(book, several, asker, catalogue(lang)))
        return 0
    found = [read_person(book, number, files[number], days, readings=chosen) for number in numbers or files]
    if asked.as_json:
        put_json([person.to_json() for person in found])
    elif numbers:
        put(sheet(book, found, catalogue(lang)))
    else:
        put(front(book, found, *ask_later(book, files, files, people, chosen, days[1].known_on), catalogue(lang)))
    if page is not None:
        from inforce.cli.article import write

        write(book, page, people, lang)
        click.echo(catalogue(lang).say("The article answered, to read or print: {file}", file=page), err=asked.as_json)
    if caseload is not None:
        from inforce.cli.demoscreen import ROSTER, screened

        for line in screened(book, examples().parent.joinpath(*ROSTER), caseload, before, asked.on or AFTER, catalogue(lang)):
            click.echo(str(line), err=asked.as_json)
    return 0


def ask_later(
    book: Book, files: dict[int, Path], numbers: Iterable[int], people: str | None, readings: dict[str, str], known_on: date | None
) -> tuple[list[Later], Asker]:
    """Some of the people, and what asks about them on the later days.

    Raises:
        InforceError: what is wrong with a file, with its place.
    """
    changes = read_changes(book, Path(people) if people is not None else examples())
    return [read_later(book, number, files[number], changes) for number in numbers], Asker(book, later_days(book), readings, known_on)


def examples() -> Path:
    """The case files that come with the program: beside the package when installed, else in the checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "examples" / "week"
    return installed if installed.is_dir() else package.parent.parent / "examples" / "week"


def case_files(folder: str | None) -> list[Path]:
    """The case files of a folder, in order of their names.

    Raises:
        InforceError: `no-file` where there is none.
    """
    place = Path(folder) if folder is not None else examples()
    found = sorted(place.glob("*.yaml"))
    if not found:
        raise InforceError("no-file", "there are no case files here", where=Where(str(place)), help="a folder of case files, *.yaml, is needed")
    return found


def read_days(book: Book, asked: Asked, before: str) -> tuple[Moment, Moment]:
    """The two days, in the place and with the knowledge that the flags give.

    Raises:
        InforceError: what is wrong with a flag.
    """
    second = asked.moment(book)
    try:
        return replace(second, on=book.day(before, "before")), second
    except InforceError as error:
        raise error.at(Where("--before")) from None


def read_person(book: Book, number: int, path: Path, days: tuple[Moment, Moment], *, readings: dict[str, str]) -> Person:
    """One case file on both days.

    Raises:
        InforceError: what is wrong with the file, with its place.
    """
    document = open_document(str(path), "cases")
    try:
        entry = Entry(book, document.data, "", KEYS)
        name = entry.word("name") or path.stem
        state, facts = entry.state(days[0].state), entry.facts()
        entry.raise_any()

        def on(day: Moment) -> Answer:
            return book.determine(facts, on=day.on, known_on=day.known_on, state=state, readings=readings, name=name)

        before, after = (entry.answer(partial(on, day)) for day in days)
    except InforceError as error:
        raise ErrorGroup([document.place(one) for one in flat(error)]) from None
    return Person(name, path.name, before, after, book.library, path.parent.resolve(), number)
