"""What `inforce check` looks for beyond a sound load: rules nobody can meet, what nobody saw, what cannot be so, facts nobody asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inforce.kernel.theory import Situation
from inforce.language.error import InforceError, TooHard
from inforce.language.formula import Formula, negate
from inforce.language.knowledge import Knowledge
from inforce.language.syntax import ON, READING
from inforce.rulebook.book import Book
from inforce.rulebook.check_sense import nonsense
from inforce.rulebook.check_sources import unread


def check_book(book: Book, today: date | None = None) -> Iterator[InforceError]:
    """The faults of a loaded rulebook, provision by provision and act by act."""
    yield from out_of_reach(book)
    yield from unread(book.library, today or date.today())
    yield from nonsense(book.library)


def out_of_reach(book: Book) -> Iterator[InforceError]:
    """Provisions whose text, on the last day that was verified, nobody allowed by the constraints can meet, or nobody can fail to meet."""
    library = book.library
    for name, provision in library.provisions.items():
        text = book.frame(provision.horizon, None).text(name)
        day = provision.horizon.toordinal()
        known = Knowledge(library.vocabulary, {"on": (day, day)}, (), frozenset(library.vocabulary))
        situation = library.theory.close(known)

        def is_out_of_reach(formula: Formula, situation: Situation = situation) -> bool:
            try:
                return not situation.find(formula)
            except TooHard:
                return False  # not shown to be out of reach

        if is_out_of_reach(text):
            yield InforceError("unreachable", f"nobody can meet the text of provision `{name}`", where=provision.text.where, help="two parts of its formula exclude each other, or a constraint does")
        elif is_out_of_reach(negate(text)):
            yield InforceError("always-true", f"everybody meets the text of provision `{name}`", where=provision.text.where, help="say in `text:` whom the rule is about")


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
