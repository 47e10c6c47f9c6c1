"""`inforce demo`: the week of the two memos: the article's people before and after."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from inforce.cli.demopage import sheet
from inforce.cli.document import open_document
from inforce.cli.entry import Entry
from inforce.cli.options import Asked, Moment, common, read_readings, reading_option
from inforce.cli.output import put, put_json
from inforce.cli.week import Person
from inforce.kernel.error import InforceError, Where
from inforce.rulebook.book import Answer, Book, load

BEFORE, AFTER = "2017-02-19", "2017-02-22"
KEYS = ("name", "state", "facts")


@click.command("demo")
@click.argument("numbers", nargs=-1, type=click.IntRange(1), metavar="[NUMBER]...")
@click.option("--before", metavar="DATE", default=BEFORE, show_default=True, help="the first of the two days; --on is the second, by default 2017-02-22")
@click.option("--people", metavar="DIR", help="another folder of case files")
@reading_option
@common
def command(asked: Asked, numbers: tuple[int, ...], before: str, people: str | None, readings: tuple[str, ...]) -> int:
    """The people of the article, made up, on 19 and on 22 February 2017, side by side:
    what newly reaches them, what shields them, what is announced and waits, who
    decides, and what turns on facts not known; all of them, or those of the NUMBERs."""
    asked = Asked(asked.on or AFTER, asked.state, asked.known_on, asked.rulebook, asked.as_json)
    book = load(asked.rulebook)
    chosen = read_readings(book, readings)
    days = read_days(book, asked, before)
    files = dict(enumerate(case_files(people), 1))
    for number in numbers:
        if number not in files:
            raise InforceError("bad-use", f"there is no person {number}", help=f"people are numbered 1 to {len(files)}")
    found = [read_person(book, number, files[number], days, readings=chosen) for number in numbers or files]
    if asked.as_json:
        put_json([person.to_json() for person in found])
    else:
        put(sheet(book, found))
    return 0


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
        raise document.place(error) from None
    return Person(name, path.name, before, after, book.library, path.parent.resolve(), number)
