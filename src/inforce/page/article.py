"""The article answered: what the page shows, gathered once for the HTML and for the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from inforce.backends.text import Speaker
from inforce.claims import tell
from inforce.claims.check import ClaimAnswer, check
from inforce.claims.claim import Claim
from inforce.claims.process import Row, due_process
from inforce.claims.shelf import Shelf
from inforce.kernel.formula import FALSE
from inforce.rulebook.act import ACT
from inforce.rulebook.book import Book
from inforce.rulebook.status import Moment

INSTRUMENTS = ("eo-13767", "eo-13768", "kelly-border-2017", "kelly-interior-2017")
"""The two orders and the two memos."""
BEFORE, MEMOS, AS_OF = date(2017, 1, 24), date(2017, 2, 20), date(2017, 2, 22)
NOTICE = "Legal information, not legal advice."
NAMED = {"named": "named", "not_named": "not named", "not_recorded": "a name is not recorded here"}


@dataclass(frozen=True, slots=True)
class Line:
    """One rule for one person on the two days."""

    title: str
    provision: str
    before: str
    after: str
    more: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class Person:
    """One made-up person of the article, on two days."""

    number: int
    name: str
    place: str | None
    days: tuple[date, date]
    groups: tuple[tuple[str, tuple[Line, ...]], ...]


@dataclass(frozen=True, slots=True)
class Direction:
    """What the orders and memos did to one provision: its status on the day, what it waits for, and what became of it."""

    provision: str
    title: str
    status: str
    waits: tuple[str, ...]
    later: str | None
    who: str
    cite: str


@dataclass(frozen=True)
class Article:
    """Everything on the page."""

    shelf: Shelf
    speaker: Speaker
    answers: tuple[ClaimAnswer, ...]
    people: tuple[Person, ...]
    directions: tuple[Direction, ...]
    processes: tuple[Row, ...]
    horizon: tuple[date, date]

    @property
    def book(self) -> Book:
        return self.shelf.book


def gather(shelf: Shelf, speaker: Speaker, people: Sequence[Person]) -> Article:
    """Work out the whole page."""
    book = shelf.book
    answers = tuple(check(book, claim) for claim in shelf.claims.values())
    found = tuple(sorted(directions(book), key=lambda direction: direction.status != "announced"))
    names = {name for claim in shelf.claims.values() for name in claim.provisions} | {direction.provision for direction in found}
    horizons = sorted(book.library.provisions[name].horizon for name in names)
    rows = tuple(due_process(book, AS_OF, AS_OF, BEFORE))
    return Article(shelf, speaker, answers, tuple(people), found, rows, (horizons[0], horizons[-1]) if horizons else (AS_OF, AS_OF))


def directions(book: Book) -> Iterator[Direction]:
    """What the two orders and the two memos direct or start, in syllabus order."""
    touched = {effect.target for name in INSTRUMENTS if name in book.library.acts for effect in book.library.acts[name].does if effect.verb in ("directs", "starts")}
    for name in book.library.encoded:
        if name in touched and not name.startswith(ACT):
            found = tell.decider(book, name, AS_OF, AS_OF)
            yield Direction(name, found.title, found.status, found.waits, later(book, name, found.status), found.power, found.cites[0])


def later(book: Book, name: str, status: str) -> str | None:
    """What became of it, by all that is known now: when what was announced came into force anywhere, and when it ended everywhere."""
    now, told = status, []
    for day in book.library.docket.days:
        if day <= AS_OF:
            continue
        partition = Moment(book.library.docket, day).partition(name)
        if now != "operative" and partition["operative"] is not FALSE:
            told.append(f"{'in force again' if now == 'ended' else 'in force'} from {tell.day(day)}")
            now = "operative"
        elif now != "ended" and all(partition[key] is FALSE for key in ("operative", "announced", "suspended")):
            told.append(f"{'ended, never in force,' if now == 'announced' else 'ended'} on {tell.day(day)}")
            now = "ended"
    return "; ".join(told) or None


def said(claim: Claim) -> str:
    """Who said it, through whom and on what day."""
    terms = f"; {claim.speaker.terms}" if claim.speaker.terms else ""
    return f"{claim.speaker.who} ({NAMED[claim.speaker.named]}{terms}), {tell.day(claim.day)}, through {' → '.join(claim.chain)}"

