"""Locality: the status of one provision place by place and class by class, on one day.

A *spot* is a place with some classes: a state, or elsewhere, where no local act applies; and of the classes and local
facts that what is known leaves open, those that are chosen. A class counts as a whole where the provision's text fits
nobody outside it there, and as nobody where the text fits nobody in it (shields aside, findings free, decided by the
solver); else it is left aside unless it is chosen. At a spot the five formulas turn on nothing but days of acts that are
known only in part: where such a day tells, the status is not settled.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from inforce.kernel.theory import Situation
from inforce.language.error import TooHard
from inforce.language.formula import FALSE, TRUE, Atom, Flag, Formula, In, atoms, conjoin, constant, flag, negate, one_of
from inforce.language.rewrite import replace_atoms
from inforce.language.syntax import DAY, READING
from inforce.rulebook.act import Effect
from inforce.rulebook.library import Library
from inforce.rulebook.status import Moment, Partition

STATE = "state"
CLASS = "class:"
"""Before a number: the switch that stands for a class in the formulas of a moment."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with the classes and local facts chosen there; without a state, where no local act applies."""

    state: str | None
    chosen: frozenset[Formula] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """The status at a spot; None where days that are known only in part tell, which are named."""

    status: str | None
    days: tuple[str, ...] = ()


def class_of(effect: Effect) -> Formula:
    """For whom an effect is, its place left aside: the class, the part of the text, the reading."""
    parts = [written.formula for written in (effect.people, effect.segment) if written is not None]
    if effect.reading is not None:
        name, other = effect.reading
        parts.append(flag(READING + name) if other else negate(flag(READING + name)))
    return conjoin(*parts)


def is_local(atom: Atom) -> bool:
    """Whether an atom is about a class or a local fact: not about the state, nor about the day of an act."""
    return not (isinstance(atom, In) and atom.fact == STATE) and not any(fact.startswith(DAY) for fact in atom.facts)


def local_atoms(formula: Formula) -> tuple[Atom, ...]:
    return tuple(atom for atom in atoms(formula) if is_local(atom))


class Switches:
    """Classes as switches of their own, so that each can be tried on and off; places stand as they are."""

    def __init__(self) -> None:
        self.names: dict[Formula, str] = {}
        self.classes: dict[str, Formula] = {}
        self._scopes: dict[int, tuple[Effect, Formula]] = {}
        self.limiting: set[Formula] = set()
        """The classes to which something is limited: who is in no special class is in one that is told by who is not in it."""

    def scope(self, effect: Effect) -> Formula:
        done = self._scopes.get(id(effect))
        if done is None:
            done = self._scopes[id(effect)] = effect, self._scope(effect)
        return done[1]

    def _scope(self, effect: Effect) -> Formula:
        people = class_of(effect)
        place = effect.place.formula if effect.place is not None else TRUE
        if people is TRUE:
            return place
        name = self.names.setdefault(people, f"{CLASS}{len(self.names)}")
        self.classes[name] = people
        if effect.verb == "limits":
            self.limiting.add(people)
        return conjoin(place, flag(name))


class Locality:
    """The statuses of one provision at one moment, spot by spot.

    Args:
        moment: with the scopes of `switches`.
        situation: what the question says of place and class, closed under the constraints.
        on_the_day: the day asked about, and nothing else.
        text: the provision's text.
    """

    def __init__(
        self, library: Library, moment: Moment, switches: Switches, name: str, situation: Situation, on_the_day: Situation, text: Formula
    ) -> None:
        self.library = library
        self.moment = moment
        self.switches = switches
        self.name = name
        self.situation = situation
        self._on_the_day = on_the_day
        self.text = text
        self._taken: dict[tuple[Formula, str | None], bool | None] = {}
        self._found: dict[Spot, Found] = {}
        self._left: dict[tuple[Spot, bool], dict[Formula, Formula]] = {}

    @cached_property
    def partition(self) -> Partition:
        return self.moment.partition(self.name)

    @cached_property
    def _atoms(self) -> tuple[Atom, ...]:
        return tuple(dict.fromkeys(atom for formula in self.partition.values() for atom in atoms(formula)))

    # places

    @cached_property
    def states(self) -> tuple[str, ...]:
        """The states that what is known leaves possible."""
        if STATE not in self.library.vocabulary:
            return ()
        possible = self.situation.known_of(STATE)
        return tuple(state for state in self.library.vocabulary[STATE].values if possible is None or state in possible)  # type: ignore[operator]

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The possible states, those together that no formula tells apart."""
        telling = [*self._atoms]
        for people in (self.switches.classes[a.fact] for a in self._atoms if isinstance(a, Flag) and a.fact in self.switches.classes):
            telling += atoms(people)
        if any(STATE in self.switches.classes[a.fact].facts for a in self._atoms if isinstance(a, Flag) and a.fact in self.switches.classes):
            telling += atoms(self.text)
        sets = list(dict.fromkeys(atom.values for atom in telling if isinstance(atom, In) and atom.fact == STATE))
        found: dict[tuple[bool, ...], list[str]] = {}
        for state in self.states:
            found.setdefault(tuple(state in values for values in sets), []).append(state)
        return tuple(map(tuple, found.values()))

    @property
    def is_placed(self) -> bool:
        """Whether what is known leaves one state."""
        return len(self.states) == 1

    # classes

    def open_classes(self, spot: Spot, formulas: Iterable[Formula]) -> list[Formula]:
        """The classes and local facts that some formulas turn on and that are left open at a spot, each as it differs there."""
        found: dict[Formula, None] = {}
        for formula in formulas:
            for atom in atoms(formula):
                if is_local(atom) and self._chosen(element := self._element(atom), spot) is None and self.takes_in(element, spot.state) is None:
                    found[negate(element) if self._left_aside(element) else element] = None
        return list(found)

    def _element(self, atom: Atom) -> Formula:
        """The class that a switch stands for, or the local fact itself."""
        return self.switches.classes.get(atom.fact, atom) if isinstance(atom, Flag) else atom

    def _chosen(self, element: Formula, spot: Spot) -> bool | None:
        """Whether a class is chosen, or those outside of it are."""
        return True if element in spot.chosen else False if negate(element) in spot.chosen else None

    def _left_aside(self, element: Formula) -> bool:
        """Whether somebody in no special class is in it: where something is limited to those outside of a class."""
        return element in self.switches.limiting and replace_atoms(element, lambda _: FALSE) is TRUE

    def takes_in(self, people: Formula, state: str | None) -> bool | None:
        """Whether a class takes in everybody whom the text fits in a place, or nobody; None where it takes in some."""
        if STATE not in people.facts:
            state = None
        key = (people, state)
        if key not in self._taken:
            self._taken[key] = self._takes_in(people, state)
        return self._taken[key]

    def _takes_in(self, people: Formula, state: str | None) -> bool | None:
        try:
            truth = self.situation.truth(people)
            if truth is not None:
                return truth
            text = self._people(state)
            if not self._somebody(conjoin(text, negate(people)), state):
                return True
            return None if self._somebody(conjoin(text, people), state) else False
        except TooHard:
            return None  # not shown to be all or none

    def _people(self, state: str | None) -> Formula:
        """Those whom the text fits in a place; everybody where, by what is known, it fits nobody."""
        return self.text if self._somebody(self.text, state) else TRUE

    def _somebody(self, formula: Formula, state: str | None) -> bool:
        return self.situation.find(conjoin(formula, one_of(STATE, {state})) if state is not None else formula)

    def closed(self, state: str | None, chosen: Collection[Formula], others: Iterable[Formula]) -> frozenset[Formula] | None:
        """The classes chosen, with those that everybody in them whom the text fits is in; None where it fits nobody in all of them."""
        within = conjoin(*chosen)
        try:
            within = conjoin(self._people(state), within)
            if not self._somebody(within, state):
                return None
            implied = [other for other in others if other not in chosen and not self._somebody(conjoin(within, negate(other)), state)]
        except TooHard:
            implied = []
        return frozenset((*chosen, *implied))

    # statuses

    def at(self, formula: Formula, spot: Spot) -> Formula:
        """What is left of a formula at a spot: it turns on days that are known only in part and on nothing else."""
        return replace_atoms(formula, lambda atom: self._settle(atom, spot, leave_open=False), self._left.setdefault((spot, False), {}))

    def partly(self, formula: Formula, spot: Spot) -> Formula:
        """What is left of a formula at a spot with the classes that are open there left open."""
        return replace_atoms(formula, lambda atom: self._settle(atom, spot, leave_open=True), self._left.setdefault((spot, True), {}))

    def _settle(self, atom: Atom, spot: Spot, *, leave_open: bool) -> Formula:
        if isinstance(atom, In) and atom.fact == STATE:
            return constant(spot.state is not None and spot.state in atom.values)
        if not is_local(atom):
            return atom
        element = self._element(atom)
        truth = self._chosen(element, spot)
        if truth is None:
            truth = self.takes_in(element, spot.state)
        if truth is None and leave_open:
            return atom
        return constant(self._left_aside(element) if truth is None else truth)

    def status(self, spot: Spot) -> Found:
        found = self._found.get(spot)
        if found is None:
            found = self._found[spot] = self._status({status: self.at(formula, spot) for status, formula in self.partition.items()})
        return found

    def _status(self, left: Mapping[str, Formula]) -> Found:
        possible = {status: formula for status, formula in left.items() if formula is not FALSE}
        for status, formula in possible.items():
            if formula is TRUE:
                return Found(status)
        outcomes = self._on_the_day.possible(possible, most=2)
        return Found(outcomes[0]) if len(outcomes) == 1 else Found(None, self._on_the_day.turning().depends_on(possible))

    def truth(self, spot: Spot) -> Callable[[Formula], bool | None]:
        """What is true at a spot; None where a day that is known only in part tells."""

        def here(formula: Formula) -> bool | None:
            left = self.at(formula, spot)
            if left is TRUE:
                return True
            return False if left is FALSE or not self._on_the_day.find(left) else None

        return here
