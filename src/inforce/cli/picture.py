"""The timeline's picture: lanes and marks from the rulebook, written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from inforce.backends.picture import Bar, Lane, Mark, to_svg
from inforce.backends.whole import put_whole
from inforce.cli.options import Moment
from inforce.cli.words import UPON_IT
from inforce.kernel.knowledge import Knowledge
from inforce.rulebook.act import ACT, Effect
from inforce.rulebook.book import Book
from inforce.rulebook.history import concerning, history
from inforce.rulebook.standing import EVERYWHERE, scope_words


def write_picture(book: Book, names: Sequence[str], moment: Moment, target: Path) -> None:
    """Draw the provisions' statuses from 2012 to the day asked about.

    Raises:
        InforceError: `no-output` where the file cannot be written; nothing half written is left.
    """
    vocabulary = book.library.vocabulary
    place = vocabulary["state"].read(moment.state) if moment.state is not None else None
    known = Knowledge(vocabulary, {"state": place} if place is not None else {})
    lanes = [_lane(book, name, known, moment) for name in names]
    begun = [bar.first for lane in lanes for bar in lane.bars if bar.status != "not_yet"]
    first = min((day.replace(month=1, day=1) for day in begun), default=date(moment.on.year, 1, 1))
    where = f" in {moment.state}" if moment.state else ""
    shared = os.path.commonpath(names)
    horizon = min(book.library.provisions[name].horizon for name in names)
    note = f"Acts verified through {horizon} at the least; later bars show what was found so far. Legal information, not legal advice."
    known_on = f", as known on {moment.known_on}" if moment.known_on else ""
    heading = f"{shared or 'provisions'}{where}, through {moment.on}{known_on}"
    put_whole(target, to_svg(lanes, first=first, last=moment.on, heading=heading, note=note))


def _lane(book: Book, name: str, known: Knowledge, moment: Moment) -> Lane:
    spans = history(book.library, name, known, last=moment.on, known_on=moment.known_on)
    bars = [Bar(span.status, span.first, span.last, span.local) for span in spans]
    effects = [e for e in concerning(book.library, name) if e.day <= moment.on and (moment.known_on is None or e.known <= moment.known_on)]
    return Lane(name, book.library.provisions[name].title["en"], bars, [_mark(book, effect) for effect in effects])


def _mark(book: Book, effect: Effect) -> Mark:
    act = book.library.acts[effect.act]
    scope = scope_words(effect, book.library)
    deed = UPON_IT["en"][effect.verb]
    if effect.target.startswith(ACT):
        deed = f"{effect.verb} {effect.target.removeprefix(ACT)}"
    if effect.manner:
        deed += f" ({effect.manner.replace('_', ' ')})"
    return Mark(effect.day, act.title["en"], deed, "" if scope == EVERYWHERE else scope, act.cite)
