"""The timeline's picture: lanes and marks from the rulebook, written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from inforce.backends.picture import WORDS, Bar, Lane, Mark, to_svg
from inforce.backends.text.catalogue import catalogue
from inforce.backends.text.standing import court_words, span_words, status_headline
from inforce.backends.whole import put_whole
from inforce.cli.options import Moment
from inforce.cli.words import MANNER, STAGE, UPON_IT, VERB
from inforce.language.knowledge import Knowledge
from inforce.rulebook.act import ACT, Effect
from inforce.rulebook.book import Book
from inforce.rulebook.history import Span, concerning, history
from inforce.rulebook.standing import EVERYWHERE, UNSETTLED, scope_words


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
    bars = [_bar(book, span) for span in spans]
    reported = [e for effects in book.library.docket.whole.by_target.values() for e in effects if e.act in unseen_behind(book, name)]
    every = sorted([*concerning(book.library, name), *reported], key=lambda e: (e.day, e.known))
    effects = [e for e in every if e.day <= moment.on and (moment.known_on is None or e.known <= moment.known_on)]
    return Lane(name, book.library.provisions[name].title["en"], bars, [_mark(book, effect) for effect in effects])


def unseen_behind(book: Book, name: str) -> frozenset[str]:
    """The acts that nobody saw in a source and that would do something behind a provision."""
    docket = book.library.docket
    return frozenset(act.id for act in docket.whole.behind(name) if act.id in docket.unseen)


def _bar(book: Book, span: Span) -> Bar:
    """A status from one day to another; where places differ, in layers by how many states and territories have each."""
    if span.standing is None or span.by_state is None:
        return Bar(span.status, span.first, span.last, span.local)
    places = sum(map(len, span.by_state.values()))
    shares = [(None if status == UNSETTLED else status, len(states) / places) for status, states in span.by_state.items()]
    shares.sort(key=lambda pair: -pair[1])
    says = status_headline(book.library, span.standing, catalogue("en"), WORDS["en"])
    return Bar(span.status, span.first, span.last, span.local, tuple(shares), says)


def _mark(book: Book, effect: Effect) -> Mark:
    act, english = book.library.acts[effect.act], catalogue("en")
    scope = scope_words(effect, book.library)
    deed = UPON_IT["en"][effect.verb]
    if effect.target.startswith(ACT):
        upon = book.library.acts[effect.target.removeprefix(ACT)]
        deed = f"{VERB['en'][effect.verb]}: {upon.title['en']}"
    if effect.manner:
        deed += f" ({MANNER['en'][effect.manner]})"
    if effect.stage and act.court:
        deed += f" ({STAGE['en'][effect.stage]}, {court_words(act.court, book.library, english)})"
    if act.id in book.library.docket.unseen:
        deed = english.say("reported, seen in no source, and not counted: {deed}", deed=deed)
    known = span_words(effect.day, effect.to, english) if effect.to is not None else ""
    return Mark(effect.day, act.title["en"], deed, "" if scope == EVERYWHERE else scope, act.cite, known)
