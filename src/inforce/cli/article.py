"""`inforce article`: the article answered, as one HTML file, or as Markdown where the name ends in `.md`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from inforce.backends.text.catalogue import sentence
from inforce.backends.whole import put_whole
from inforce.cli.options import Asked, Moment, lang_option
from inforce.language.error import InforceError, Where

if TYPE_CHECKING:
    from inforce.cli.week import Pair
    from inforce.cli.week import Person as Case
    from inforce.page.article import Line, Person
    from inforce.rulebook.book import Book

GROUPS = (
    (sentence("Newly reached"), ("newly",)),
    (sentence("No longer reached"), ("lifted",)),
    (sentence("Protection gained"), ("gained",)),
    (sentence("Protection lost"), ("lost",)),
    (sentence("Shielded"), ("shields",)),
    (sentence("Announced, not in force"), ("waits",)),
    (sentence("On hold"), ("held",)),
    (sentence("Who decides, and whether a judge hears it"), ("decides",)),
    (sentence("Turns on facts not given"), ("turns",)),
    (sentence("Reached on both days"), ("reaches",)),
    (sentence("Protected on both days"), ("protects",)),
)
WORDS = {
    "reached": sentence("reached"),
    "exempt": sentence("shielded"),
    "suspended": sentence("on hold"),
    "pending": sentence("announced"),
    "no": sentence("no"),
    "depends": sentence("depends"),
}
OTHER = {"no": sentence("not reached")}
IF_OPERATIVE = {
    "reached": sentence("Were it in force, it would reach this person."),
    "exempt": sentence("Were it in force, a shield would spare this person."),
    "depends": sentence("Were it in force, whether it reaches this person depends."),
}
EXAMPLES = (
    sentence("A Guatemalan who came by land through Mexico and fears return"),
    sentence("A Mexican national found in the same place"),
    sentence("A DACA holder with a clean record"),
    sentence("A DACA holder with a pending charge"),
    sentence("A parent who paid to have a child brought in"),
    sentence("The unaccompanied child"),
    sentence("Here twelve years, a US-citizen child, charged and not convicted"),
    sentence("A person with a clean record and no status"),
    sentence("A permanent resident"),
    sentence("In a county jail that holds a 287(g) jail agreement"),
    sentence("In a county jail without an agreement"),
    sentence("A visitor who stayed on"),
    sentence("A person with a removal order of 2013"),
    sentence("A person with a removal order of 2015"),
    sentence("Here eighteen months, far from the border"),
)
"""The names of the people in examples/week, so that their Spanish is gathered with all other sentences."""


@click.command("article")
@click.argument("file", metavar="FILE")
@click.option("--people", metavar="DIR", help="another folder of case files")
@lang_option
@click.option("--rulebook", metavar="DIR", help="another rulebook")
def command(file: str, people: str | None, lang: str, rulebook: str | None) -> int:
    """Write the article answered to FILE: one HTML page that needs no script and asks
    nothing of any other place; Markdown where the name ends in .md."""
    from inforce.rulebook.book import load

    write(load(rulebook), file, people, lang)
    click.echo(file)
    return 0


def write(book: Book, file: str, people: str | None = None, lang: str = "en") -> None:
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
    if is_document and lang != "en":
        raise InforceError("bad-use", "the Markdown document is written in English", where=Where("--lang"), help="name a file that ends in .html, or leave --lang out")
    article = gather(read_shelf(book), speaker(book, lang), () if is_document else cases(book, people, lang))
    put_whole(Path(file), to_markdown(article) if is_document else to_html(article))


def cases(book: Book, folder: str | None, lang: str = "en") -> list[Person]:
    """The article's people on the two days of the demonstration; none where there are no case files and no folder was named."""
    return [tell_person(book, case, lang) for case in read_cases(book, folder)]


def read_cases(book: Book, folder: str | None) -> list[Case]:
    """The same people, not yet told in a language."""
    from inforce.cli.demo import AFTER, BEFORE, case_files, examples, read_person

    if folder is None and not any(examples().glob("*.yaml")):
        return []
    days = (Moment(book.day(BEFORE)), Asked(AFTER).moment(book))
    return [read_person(book, number, path, days, readings={}) for number, path in enumerate(case_files(folder), 1)]


def tell_person(book: Book, case: Case, lang: str) -> Person:
    """One person on the two days, in a language."""
    from inforce.page.article import Person

    groups = ((title, tuple(_line(book, pair, case, lang) for pair in case.of(*names))) for title, names in GROUPS)
    return Person(case.number, case.name, case.after.state, (case.before.on, case.after.on), tuple((title, lines) for title, lines in groups if lines))


def _line(book: Book, pair: Pair, case: Case, lang: str) -> Line:
    from inforce.backends.text.catalogue import catalogue
    from inforce.claims.tell import DECIDES
    from inforce.cli.waits import waits_for
    from inforce.page.article import Line, capital
    from inforce.rulebook.labels import load_labels, noun

    titles, after, say = book.library.provisions, pair.after, catalogue(lang).say
    more = [say("Shielded by: {names}.", names="; ".join(titles[name].title[lang] for name in pair.shields))] if pair.shields else []
    if after.outcome == "pending":
        more += [say("Waits for {condition}.", condition=condition) for condition in waits_for(book, pair.rule.id, case.after.on, lang=lang)]
    if after.if_operative:
        more.append(say(IF_OPERATIVE[after.if_operative]))
    if pair.rule.decides and after.outcome in ("reached", "pending"):
        more.append(capital(say(DECIDES[pair.rule.decides])) + ".")
    if after.depends_on:
        labels = load_labels(book.library)
        more.append(say("Turns on: {facts}.", facts=", ".join(noun(labels, name, lang) for name in after.depends_on)))
    for reading in after.readings:
        words = book.library.readings[reading.id].other[lang]
        more.append(say("By the other reading ({reading}): {outcome}.", reading=words, outcome=say(OTHER.get(reading.other_outcome, WORDS[reading.other_outcome]))))
    outcomes = {**WORDS, "reached": "yes"} if pair.is_benefit else WORDS
    return Line(pair.rule.title[lang], pair.rule.id, say(outcomes[pair.before.outcome]), say(outcomes[after.outcome]), tuple(more), after.authority[0])
