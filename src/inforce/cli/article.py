"""`inforce article`: the article answered, as one HTML file, or as Markdown where the name ends in `.md`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from inforce.backends.whole import put_whole
from inforce.cli.options import Asked, Moment

if TYPE_CHECKING:
    from inforce.cli.week import Pair
    from inforce.cli.week import Person as Case
    from inforce.page.article import Line, Person
    from inforce.rulebook.book import Book

GROUPS = (
    ("Newly reached", ("newly",)),
    ("No longer reached", ("lifted",)),
    ("Protection gained", ("gained",)),
    ("Protection lost", ("lost",)),
    ("Shielded", ("shields",)),
    ("Announced, not in force", ("waits",)),
    ("On hold", ("held",)),
    ("Who decides, and whether a judge hears it", ("decides",)),
    ("Turns on facts not given", ("turns",)),
    ("Reached on both days", ("reaches",)),
    ("Protected on both days", ("protects",)),
)
WORDS = {"reached": "reached", "exempt": "shielded", "suspended": "on hold", "pending": "announced", "no": "no", "depends": "depends"}
OTHER = {"no": "not reached"}
IF_OPERATIVE = {
    "reached": "Were it in force, it would reach this person.",
    "exempt": "Were it in force, a shield would spare this person.",
    "depends": "Were it in force, whether it reaches this person depends.",
}


@click.command("article")
@click.argument("file", metavar="FILE")
@click.option("--people", metavar="DIR", help="another folder of case files")
@click.option("--rulebook", metavar="DIR", help="another rulebook")
def command(file: str, people: str | None, rulebook: str | None) -> int:
    """Write the article answered to FILE: one HTML page that needs no script and asks
    nothing of any other place; Markdown where the name ends in .md."""
    from inforce.rulebook.book import load

    write(load(rulebook), file, people)
    click.echo(file)
    return 0


def write(book: Book, file: str, people: str | None = None) -> None:
    """Write the page, whole or not at all.

    Raises:
        ErrorGroup, InforceError: what is wrong with a claim, a case file or the place to write to.
    """
    from inforce.claims.shelf import read_shelf
    from inforce.cli.labels import speaker
    from inforce.page.article import gather
    from inforce.page.article_html import to_html
    from inforce.page.article_md import to_markdown

    is_document = file.endswith(".md")
    article = gather(read_shelf(book), speaker(book, "en"), () if is_document else cases(book, people))
    put_whole(Path(file), to_markdown(article) if is_document else to_html(article))


def cases(book: Book, folder: str | None) -> list[Person]:
    """The article's people on the two days of the demonstration; none where there are no case files and no folder was named."""
    from inforce.cli.demo import AFTER, BEFORE, case_files, examples, read_person

    if folder is None and not any(examples().glob("*.yaml")):
        return []
    days = (Moment(book.day(BEFORE)), Asked(AFTER).moment(book))
    return [_person(book, read_person(book, number, path, days, readings={})) for number, path in enumerate(case_files(folder), 1)]


def _person(book: Book, case: Case) -> Person:
    from inforce.page.article import Person

    groups = ((title, tuple(_line(book, pair, case) for pair in case.of(*names))) for title, names in GROUPS)
    return Person(case.number, case.name, case.after.state, (case.before.on, case.after.on), tuple((title, lines) for title, lines in groups if lines))


def _line(book: Book, pair: Pair, case: Case) -> Line:
    from inforce.claims.tell import DECIDES
    from inforce.cli.waits import waits_for
    from inforce.page.article import Line

    titles, after = book.library.provisions, pair.after
    more = [f"Shielded by: {'; '.join(titles[name].title['en'] for name in pair.shields)}."] if pair.shields else []
    if after.outcome == "pending":
        more += [f"Waits for {condition}." for condition in waits_for(book, pair.rule.id, case.after.on)]
    if after.if_operative:
        more.append(IF_OPERATIVE[after.if_operative])
    if pair.rule.decides and after.outcome in ("reached", "pending"):
        more.append(DECIDES[pair.rule.decides][:1].upper() + DECIDES[pair.rule.decides][1:] + ".")
    if after.depends_on:
        more.append(f"Turns on: {', '.join(name.replace('_', ' ') for name in after.depends_on)}.")
    more += [f"By the other reading of {reading.id}: {OTHER.get(reading.other_outcome, WORDS[reading.other_outcome])}." for reading in after.readings]
    words = {**WORDS, "reached": "yes"} if pair.is_benefit else WORDS
    return Line(pair.rule.title["en"], pair.rule.id, words[pair.before.outcome], words[after.outcome], tuple(more), after.authority[0])
