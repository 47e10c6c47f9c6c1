"""The rules a statement can speak of: as they stand, as they stood on an earlier day, and as announced.

A statement's formula is one of the formula language with these calls besides:

    reached(ID) exempt(ID) suspended(ID) pending(ID)   the provision's outcome for the person
    fits(ID)                                           the provision's text fits the person, whatever the day
    operative(ID) announced(ID) on_hold(ID) ended(ID) not_yet(ID)   its status where the person is
    before(ID)       its outcome is `reached` under the rules of an earlier day, for the same person
    would(ID)        its outcome would be `reached` were everything that is announced in force
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from inforce.language.error import Where
from inforce.language.formula import FALSE, Atom, Formula, Ref, atoms, disjoin, reached
from inforce.language.rewrite import replace_atoms
from inforce.language.syntax import Written, parse
from inforce.rulebook.book import Book
from inforce.rulebook.frame import Frame
from inforce.rulebook.status import Moment, Partition

OUTCOMES = ("exempt", "suspended", "pending")
STATUS_CALLS = {"operative": "operative", "announced": "announced", "on_hold": "suspended", "ended": "ended", "not_yet": "not_yet"}
CALLS = ("reached", *OUTCOMES, "fits", *STATUS_CALLS, "before", "would")


def read_formula(book: Book, text: str, where: Where | None = None) -> Written:
    """Parse a statement's formula.

    Raises:
        InforceError: what `parse` raises, and `unknown-provision`, with the words underlined.
    """
    definitions = {name: found.written.formula for name, found in book.library.definitions.items()}
    return parse(text, book.library.vocabulary, definitions, where, {call: _reader(book, call) for call in CALLS})


def _reader(book: Book, call: str) -> Callable[[str], Formula]:
    def make(name: str) -> Formula:
        return reached(f"{call} {book.check_id(name)}")

    return make


def split(reference: str) -> tuple[str, str]:
    """The call and the id of a reference; one written by a definition is plain.

    >>> split("pending process/x"), split("process/x")
    (('pending', 'process/x'), ('reached', 'process/x'))
    """
    call, _, name = reference.rpartition(" ")
    return call or "reached", name


def references(formula: Formula) -> Iterator[tuple[str, str]]:
    """Every call with its provision, in the order written."""
    for atom in atoms(formula):
        if isinstance(atom, Ref):
            yield split(atom.provision)


class Foreseen(Frame):
    """The rules as they would be, were everything that is announced in force."""

    def partition(self, name: str) -> Partition:
        found = dict(super().partition(name))
        found["operative"], found["announced"] = disjoin(found["operative"], found["announced"]), FALSE
        return found


@dataclass(frozen=True)
class Rules:
    """The rules on a day as known on a day, with the earlier day that `before` speaks of."""

    book: Book
    on: date
    known_on: date | None
    before: date
    frames: Mapping[str, Frame]

    @classmethod
    def at(cls, book: Book, on: date, known_on: date | None, before: date) -> Rules:
        foreseen = Foreseen(book.library, Moment(book.library.docket, on, known_on))
        frames = {"now": book.frame(on, known_on), "before": book.frame(before, known_on), "would": foreseen}
        return cls(book, on, known_on, before, frames)

    def frame(self, call: str) -> Frame:
        """The frame a call is about."""
        return self.frames.get(call, self.frames["now"])

    def formula(self, reference: str) -> Formula:
        """What makes a reference true, over facts alone."""
        call, name = split(reference)
        frame = self.frame(call)
        if call == "fits":
            return frame.text(name)
        if call in STATUS_CALLS:
            return frame.partition(name)[STATUS_CALLS[call]]
        if call in OUTCOMES:
            return frame.core(name)[call]
        return frame.reached(name)

    def resolve(self, formula: Formula) -> Formula:
        """The formula with every reference replaced by what makes it true."""

        def one(atom: Atom) -> Formula:
            return self.formula(atom.provision) if isinstance(atom, Ref) else atom

        return replace_atoms(formula, one)
