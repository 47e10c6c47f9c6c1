"""What `inforce check` looks for beyond a sound load: rules nobody can meet, horizons past an unseen act, facts nobody asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inforce.kernel.error import InforceError, TooHard
from inforce.kernel.knowledge import Knowledge
from inforce.kernel.syntax import ON, READING
from inforce.rulebook.book import Book
from inforce.rulebook.history import concerning
from inforce.rulebook.status import Moment


def check_book(book: Book) -> Iterator[InforceError]:
    """The faults of a loaded rulebook, provision by provision."""
    yield from unreachable(book)
    yield from unseen_before_horizon(book)


def unreachable(book: Book) -> Iterator[InforceError]:
    """Provisions whose text nobody allowed by the constraints can meet on the last day that was verified."""
    library = book.library
    for name, provision in library.provisions.items():
        text = book.frame(provision.horizon, None).text(name)
        day = provision.horizon.toordinal()
        known = Knowledge(library.vocabulary, {"on": (day, day)}, (), frozenset(library.vocabulary))
        try:
            found = library.theory.close(known).find(text)
        except TooHard:
            continue  # not shown to be out of reach
        if not found:
            yield InforceError("unreachable", f"nobody can meet the text of provision `{name}`", where=provision.text.where, help="two parts of its formula exclude each other, or a constraint does")


def unseen_before_horizon(book: Book) -> Iterator[InforceError]:
    """Provisions verified through a day although an act of that day or before was seen in no source, or sets their status on a day that was not."""
    library = book.library
    for name, provision in library.provisions.items():
        for effect in concerning(library, name):
            act = library.acts[effect.act]
            first = act.earliest(effect)
            if first > provision.horizon or first.year < 2012:
                continue
            if act.seen == "none":
                yield InforceError(
                    "unseen-act",
                    f"provision `{name}` has the horizon {provision.horizon}, and `{act.id}` of {first} was seen in no source",
                    where=provision.where,
                    help="move the horizon to before that day, or add where the act was seen",
                )
            elif first == act.not_before and sets_status(book, name, effect.day):
                yield InforceError(
                    "unseen-day",
                    f"provision `{name}` has the horizon {provision.horizon}, and the status changes with `{act.id}` on a day seen in no source, on {first} at the earliest",
                    where=provision.where,
                    help="move the horizon to before that day, or add a source that gives the day and remove `not_before`",
                )


def sets_status(book: Book, name: str, day: date) -> bool:
    """Whether the status of a provision, anywhere or for anybody, is another on the day than on the day before."""
    before = Moment(book.library.docket, date.fromordinal(day.toordinal() - 1))
    return before.partition(name) != Moment(book.library.docket, day).partition(name)


def unasked_facts(book: Book) -> tuple[str, ...]:
    """The facts that no provision, act or definition reads, in the order of the vocabulary."""
    library = book.library
    read: set[str] = set()
    for provision in library.provisions.values():
        read |= provision.text.formula.facts
        for segment in provision.segments.values():
            read |= segment.formula.facts
    for act in library.acts.values():
        for effect in act.does:
            read |= effect.scope.facts
    for definition in library.definitions.values():
        read |= definition.written.formula.facts
    sources = {fact.days_since for fact in library.vocabulary.facts.values() if fact.days_since}
    return tuple(
        name
        for name, fact in library.vocabulary.facts.items()
        if name not in read and name not in sources and not fact.days_since and name != ON.name and not name.startswith(READING)
    )
