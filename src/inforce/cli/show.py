"""`inforce show`: a provision in plain words, with its authority and its history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import click

from inforce.backends.text import Line
from inforce.backends.text.base import by_default_reading, readings_of
from inforce.cli.labels import speaker
from inforce.cli.options import Asked, Moment, common, lang_option
from inforce.cli.output import error_json, put, put_error, put_json
from inforce.cli.shown import sheet
from inforce.cli.timeline import Row, rows_of
from inforce.cli.waits import waits_for
from inforce.language.error import InforceError
from inforce.language.formula import disjoin
from inforce.rulebook.book import Book
from inforce.rulebook.library import Reading
from inforce.rulebook.provision import Authority, Provision
from inforce.rulebook.standing import Standing


@dataclass(frozen=True)
class View:
    """Everything that is shown of one provision on one day."""

    provision: Provision
    standing: Standing
    reaches: tuple[Line, ...]
    waits: tuple[str, ...]
    rows: tuple[Row, ...]
    readings: tuple[Reading, ...]
    lang: str

    def to_json(self, book: Book) -> dict[str, Any]:
        """The shape of `schema/show.json`."""
        provision, lang, standing = self.provision, self.lang, self.standing.to_json()
        titles = book.library.provisions
        return {
            "provision": provision.id,
            "lang": lang,
            "bearing": provision.bearing,
            "title": provision.title[lang],
            "says": provision.says[lang],
            "reaches": [{"depth": line.depth, "text": line.text} for line in self.reaches],
            "formula": " ".join(provision.text.text.split()),
            "core": provision.core.get(lang),
            "shields": [{"id": name, "title": titles[name].title[lang]} for name in provision.exempt_by],
            "leaves": provision.leaves.get(lang),
            "conditions": provision.conditions.get(lang),
            "discretion": {"modal": provision.discretion.modal, "who": provision.discretion.who, "basis": provision.discretion.basis},
            "decides": provision.decides,
            "authority": [_authority(authority) for authority in provision.authority],
            "on": standing["on"],
            "state": standing["state"],
            "known_on": standing["known_on"],
            "status": standing["status"],
            "waits_for": list(self.waits),
            "varies": standing["varies"],
            "parts": list(provision.parts),
            "sections": list(provision.sections),
            "acts": [row.to_json() for row in self.rows],
            "readings": [{"id": r.id, "point": r.point[lang], "default": r.default[lang], "other": r.other[lang]} for r in self.readings],
            "horizon": standing["horizon"],
            "past_horizon": standing["past_horizon"],
        }


def _authority(authority: Authority) -> dict[str, Any]:
    return {
        "cite": authority.cite,
        "section": authority.section,
        "date": str(authority.date) if authority.date else None,
        "until": str(authority.until) if authority.until else None,
        "url": authority.url,
        "seen": authority.seen,
        "says": authority.says,
        "read": str(authority.read) if authority.read else None,
    }


@click.command("show")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@lang_option
@common
def command(asked: Asked, ids: tuple[str, ...], lang: str) -> int:
    """A provision in plain words: what it says, whom it reaches, what shields, who
    decides, its authority, its status and its acts."""
    book, moment = asked.open()
    views: list[View | None] = []
    found: list[Any] = []
    for name in ids:
        try:
            view = look(book, name, moment, lang)
            views.append(view)
            found.append(view.to_json(book))
        except InforceError as error:
            views.append(None)
            found.append({"provision": name, "error": error_json(error)})
            if not asked.as_json:
                put_error(error)
    if asked.as_json:
        put_json(found)
    else:
        put(sheet(book, [view for view in views if view is not None]))
    return 1 if None in views else 0


def look(book: Book, name: str, moment: Moment, lang: str) -> View:
    """What there is to show of a provision.

    Raises:
        InforceError: `unknown-provision`, `not-encoded`.
    """
    standing = book.status(name, on=moment.on, known_on=moment.known_on, state=moment.state)
    provision = book.library.provisions[name]
    return View(
        provision,
        standing,
        tuple(speaker(book, lang).lines(by_default_reading(provision.text.formula))),
        tuple(waits_for(book, name, moment.on, moment.known_on, lang)) if standing.status == "announced" else (),
        tuple(row for row in rows_of(book, name) if _is_own(row, provision)),
        tuple(book.library.readings[reading] for reading in _readings(book, name, moment)),
        lang,
    )


def _is_own(row: Row, provision: Provision) -> bool:
    """Whether a row is about the provision or an act behind it, and not about one that merely stands under it."""
    below = row.target is not None and row.target.startswith(provision.id + "/")
    return not below or row.target in provision.parts


def _readings(book: Book, name: str, moment: Moment) -> list[str]:
    """The points on which the answer of a provision or of its parts can turn."""
    frame = book.frame(moment.on, moment.known_on)
    names = (name, *book.library.provisions[name].parts)
    formulas = [formula for each in names for formula in frame.core(each).values()]
    facts = frozenset().union(*(formula.facts for formula in formulas))
    return [reading for reading in readings_of(disjoin(*formulas)) if f"reading:{reading}" in facts]
