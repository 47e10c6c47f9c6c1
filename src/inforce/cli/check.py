"""`inforce check`: validate a rulebook."""

from __future__ import annotations

from typing import Any

import click

from inforce.claims.shelf import read_shelf
from inforce.cli.options import Asked, common
from inforce.cli.output import flat, put, put_error, put_json
from inforce.language.error import InforceError
from inforce.rulebook.book import Book, load
from inforce.rulebook.check import check_book, unasked_facts
from inforce.rulebook.check_words import unread_words
from inforce.rulebook.citation import check_citations
from inforce.rulebook.wording import UNREAD, check_wording


@click.command("check")
@common
def command(asked: Asked) -> int:
    """Validate a rulebook: schema, references, dates, citations, rules nobody can
    meet, facts nobody asks, wording, translations, claims and questions. It is checked for all days and
    places, whatever --on, --state and --known-on say."""
    book, errors = read(asked)
    remarks = remarks_on(book) if book is not None else ()
    if asked.as_json:
        put_json(to_json(book, errors, remarks))
        return 1 if errors else 0
    for error in errors:
        put_error(error)
    if book is not None and not errors:
        library = book.library
        missing = len(library.syllabus) - len(library.encoded)
        put([f"{len(library.encoded)} of {len(library.syllabus)} provisions, {len(library.acts)} acts: no fault found"])
        if unasked := unasked_facts(book):
            put([f"facts that no rule reads: {', '.join(unasked)}"])
        for remark in remarks:
            put([f"{remark.where}: {remark.message}"])
        if missing:
            put([f"{missing} provisions of the syllabus are not encoded yet"])
    return 1 if errors else 0


def read(asked: Asked) -> tuple[Book | None, tuple[InforceError, ...]]:
    """The rulebook, or every fault that keeps it from loading; the flags are read where there is a book to read them by."""
    try:
        book = load(asked.rulebook)
    except InforceError as error:
        if error.code == "no-rulebook":
            raise
        return None, flat(error)
    asked.moment(book)
    wording = [one for one in check_wording(book.library.folder) if not (book.library.is_draft and one.code in UNREAD)]
    errors = [*check_book(book), *check_citations(book.library), *wording]
    try:
        read_shelf(book)
    except InforceError as error:
        errors.extend(flat(error))
    return book, tuple(errors)


def remarks_on(book: Book) -> tuple[InforceError, ...]:
    """What is told and fails nothing: provisions that speak of what nothing reads; in a draft, Spanish that waits for its second reader."""
    unread = (one for one in check_wording(book.library.folder) if one.code in UNREAD) if book.library.is_draft else ()
    return (*unread_words(book.library), *unread)


def to_json(book: Book | None, errors: tuple[InforceError, ...], remarks: tuple[InforceError, ...]) -> dict[str, Any]:
    """The shape of `schema/check.json`."""
    library = book.library if book is not None else None
    return {
        "rulebook": library.version if library else None,
        "syllabus": len(library.syllabus) if library else None,
        "encoded": len(library.encoded) if library else None,
        "acts": len(library.acts) if library else None,
        "errors": [{**error.to_json(), "where": str(error.where) if error.where else None} for error in errors],
        "remarks": [{**one.to_json(), "where": str(one.where) if one.where else None} for one in remarks],
    }
