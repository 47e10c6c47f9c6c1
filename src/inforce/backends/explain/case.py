"""A case: one person on one day, and how what is said of them is decided again after a change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from inforce.kernel.queries import Outcomes
from inforce.kernel.theory import Contradiction
from inforce.language.fact import Value
from inforce.language.formula import FALSE, TRUE, Formula, conjoin, disjoin, negate
from inforce.rulebook.asking import Document
from inforce.rulebook.determination import Person, outcome_of
from inforce.rulebook.frame import PARENT_ORDER, Frame
from inforce.rulebook.library import Library

Values = Mapping[str, Value]
Frames = Callable[[date, date | None], Frame]


@dataclass(frozen=True)
class Case:
    """What is said of one person, the day asked about, the day of knowledge and the readings chosen.

    Args:
        frames: the outcome formulas of a day, as known on a day.
        papers: on which papers a person finds each fact, where the rulebook tells.
    """

    library: Library
    values: Values
    on: date
    known_on: date | None
    readings: Mapping[str, bool]
    frames: Frames
    papers: Mapping[str, tuple[Document, ...]] = field(default_factory=dict)
    _people: dict[frozenset[tuple[str, Value]], Person | Contradiction] = field(default_factory=dict, repr=False, compare=False)
    _decided: dict[tuple[str, frozenset[tuple[str, Value]]], str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def frame(self) -> Frame:
        return self.frames(self.on, self.known_on)

    @property
    def person(self) -> Person:
        return self.someone(self.values)

    def someone(self, values: Values, on: date | None = None) -> Person:
        """Somebody of whom this is said, on the same day or another.

        Raises:
            Contradiction: the constraints allow no such person.
        """
        if on is not None and on != self.on:
            return self._person(values, on)
        key = frozenset(values.items())
        found = self._people.get(key)
        if found is None:
            try:
                found = self._person(values, self.on)
            except Contradiction as error:
                found = error
            self._people[key] = found
        if isinstance(found, Contradiction):
            raise found
        return found

    def _person(self, values: Values, on: date) -> Person:
        return Person(self.library.theory, values, on, self.readings)

    def outcome(self, name: str, values: Values) -> str:
        """The outcome of a provision for somebody of whom this is said.

        Raises:
            Contradiction: the constraints allow no such person.
        """
        key = (name, frozenset(values.items()))
        found = self._decided.get(key)
        if found is None:
            found = self._decided[key] = outcome_of(self.frame, name, self.someone(values))[0]
        return found

    def is_allowed(self, values: Values) -> bool:
        """Whether the constraints allow somebody of whom this is said."""
        try:
            self.someone(values)
        except Contradiction:
            return False
        return True


def truth(formula: Formula, person: Person) -> bool | None:
    """Whether a formula holds for every completion of a person, for none, or for some only."""
    return person.situation.truth(formula)


def cores(frame: Frame, name: str) -> tuple[str, ...]:
    """A provision and everything that is a part of it."""
    return (name, *(inner for part in frame.provision(name).parts for inner in cores(frame, part)))


def whole(frame: Frame, name: str) -> Outcomes:
    """The outcome formulas of a provision with its parts; exactly one is true for every person."""
    every = [frame.core(part) for part in cores(frame, name)]
    if len(every) == 1:
        return every[0]
    found: dict[str, Formula] = {}
    earlier: Formula = FALSE
    for outcome in PARENT_ORDER:
        if outcome != "depends":
            here = disjoin(*(core[outcome] for core in every)) if outcome != "no" else TRUE
            found[outcome] = conjoin(here, negate(earlier))
            earlier = disjoin(earlier, here)
    return found
