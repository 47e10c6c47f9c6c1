"""The article answered: what the page shows, gathered once for the HTML and for the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from inforce.backends.text import Speaker
from inforce.backends.text.catalogue import Catalogue, catalogue, sentence
from inforce.claims import tell
from inforce.claims.check import ClaimAnswer, check
from inforce.claims.claim import Claim
from inforce.claims.process import Row, due_process
from inforce.claims.shelf import Shelf
from inforce.claims.spoken import spoken
from inforce.language.formula import FALSE, TRUE, Atom, Formula, atoms, conjoin
from inforce.language.rewrite import replace_atoms
from inforce.language.syntax import DAY
from inforce.rulebook.act import ACT
from inforce.rulebook.book import Book
from inforce.rulebook.status import Moment

INSTRUMENTS = ("eo-13767", "eo-13768", "kelly-border-2017", "kelly-interior-2017")
"""The two orders and the two memos."""
BEFORE, MEMOS, AS_OF = date(2017, 1, 24), date(2017, 2, 20), date(2017, 2, 22)
NOTICE = sentence("Legal information, not legal advice.")


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
    status: str | None
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

    @property
    def words(self) -> Catalogue:
        return catalogue(self.lang)

    @property
    def lang(self) -> str:
        return self.speaker.tongue.code


def gather(shelf: Shelf, speaker: Speaker, people: Sequence[Person], answers: Sequence[ClaimAnswer] | None = None) -> Article:
    """Work out the whole page in the speaker's language.

    Args:
        answers: the claims' answers where they are known already; they are the same in every language.
    """
    book, lang = shelf.book, speaker.tongue.code
    answers = tuple(answers or (check(book, claim) for claim in shelf.claims.values()))
    found = tuple(sorted(directions(book, lang), key=lambda direction: direction.status != "announced"))
    names = {name for claim in shelf.claims.values() for name in claim.provisions} | {direction.provision for direction in found}
    horizons = sorted(book.library.provisions[name].horizon for name in names)
    rows = tuple(due_process(book, AS_OF, AS_OF, BEFORE, lang))
    return Article(shelf, speaker, answers, tuple(people), found, rows, (horizons[0], horizons[-1]) if horizons else (AS_OF, AS_OF))


def directions(book: Book, lang: str = "en") -> Iterator[Direction]:
    """What the two orders and the two memos direct or start, in syllabus order."""
    touched = {effect.target for name in INSTRUMENTS if name in book.library.acts for effect in book.library.acts[name].does if effect.verb in ("directs", "starts")}
    for name in book.library.encoded:
        if name in touched and not name.startswith(ACT):
            found = tell.decider(book, name, AS_OF, AS_OF, lang)
            yield Direction(name, found.title, found.status, found.waits, later(book, name, found.status, lang), found.power, found.cites[0])


def later(book: Book, name: str, status: str | None, lang: str = "en") -> str | None:
    """What became of it, by all that is known now: when what was announced came into force anywhere, and when it ended everywhere."""
    say, now, told = catalogue(lang).say, status, []
    for day in book.library.docket.days:
        if day <= AS_OF:
            continue
        partition, on = Moment(book.library.docket, day).partition(name), tell.day(day, lang)
        if now != "operative" and on_any_day(partition["operative"]) is not FALSE:
            told.append(say("in force again from {day}", day=on) if now == "ended" else say("in force from {day}", day=on))
            now = "operative"
        elif now != "ended" and all(partition[key] is FALSE for key in ("operative", "announced", "suspended")):
            told.append(say("ended, never in force, on {day}", day=on) if now == "announced" else say("ended on {day}", day=on))
            now = "ended"
    return "; ".join(told) or None


def on_any_day(formula: Formula) -> Formula:
    """For whom a formula is true whatever the days are that no source fixes."""
    for atom in atoms(formula):
        if any(fact.startswith(DAY) for fact in atom.facts):
            formula = conjoin(_where(formula, atom, TRUE), _where(formula, atom, FALSE))
    return formula


def _where(formula: Formula, atom: Atom, value: Formula) -> Formula:
    """A formula where an atom is true, or where it is false."""
    return replace_atoms(formula, lambda one: value if one is atom else one)


def said(claim: Claim, lang: str = "en") -> str:
    """Who said it, through whom and on what day."""
    who = spoken(claim.speaker.who, lang)
    terms = f"; {spoken(claim.speaker.terms, lang)}" if claim.speaker.terms else ""
    named = catalogue(lang).say(tell.NAMED[claim.speaker.named], who=who)
    named = f"{named[:-1]}{terms})" if terms else named
    chain = " → ".join(spoken(link, lang) for link in claim.chain)
    return catalogue(lang).say("{who}, {day}, through {chain}", who=named, day=tell.day(claim.day, lang), chain=chain)


def capital(text: str) -> str:
    """The text with a capital at its beginning.

    >>> capital("in force")
    'In force'
    """
    return text[:1].upper() + text[1:]
