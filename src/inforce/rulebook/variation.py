"""Variations: where and for whom the status of a provision differs, to any depth of places and classes.

Lines are added until a reader who takes, for any spot, the most special lines that are about it, finds the status there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from inforce.language.formula import TRUE, Formula, negate
from inforce.language.syntax import to_text
from inforce.rulebook.act import Effect
from inforce.rulebook.cause import Causes
from inforce.rulebook.locality import STATE, Locality, Spot, class_of, local_atoms
from inforce.rulebook.scope import people_words, states_words, where_words

MOST = 4000
"""How many combinations of classes are looked at in one place."""


@dataclass(frozen=True, slots=True)
class Variation:
    """Where or for whom the status differs, and the act that makes it so.

    Args:
        effects: those whose scopes say where and for whom.
        states: the states it is about, where no effect's own place says so.
        days: where it is not settled, the days that would tell.
    """

    where: str | None
    people: str | None
    status: str | None
    act: str | None
    effects: tuple[Effect, ...] = field(default=(), compare=False, repr=False)
    states: tuple[str, ...] = field(default=(), compare=False, repr=False)
    days: tuple[str, ...] = field(default=(), compare=False, repr=False)
    is_outside: bool = field(default=False, compare=False, repr=False)
    """Whether it is about those outside of the class that is named."""

    def to_json(self) -> dict[str, Any]:
        return {"where": self.where, "class": self.people, "status": self.status, "act": self.act}


@dataclass(frozen=True, slots=True)
class Line:
    """One spot of which something is said: a group of states, with the classes chosen."""

    states: tuple[str, ...] | None
    chosen: frozenset[Formula]
    status: str | None


class Variations:
    """Finds the lines for one provision."""

    def __init__(self, locality: Locality, base: Spot) -> None:
        self.locality = locality
        self.base = base
        self.lines: list[Line] = []

    def find(self) -> list[Line]:
        """The lines in order: places, then classes everywhere, then classes in places."""
        locality = self.locality
        base_status = locality.status(self.base).status
        groups = () if locality.is_placed else locality.groups
        for group in groups:
            status = locality.status(Spot(group[0])).status
            if status != base_status:
                self.lines.append(Line(group, frozenset(), status))
        self._classes(None, self.base)
        for group in groups:
            self._classes(group, Spot(group[0]))
        return self.lines

    def _classes(self, group: tuple[str, ...] | None, spot: Spot) -> None:
        """Adds a line for each combination of classes whose status the lines so far do not tell."""
        for chosen in self._combinations(spot):
            status = self.locality.status(Spot(spot.state, chosen)).status
            if self._told(group, chosen) != {status}:
                self.lines.append(Line(group, chosen, status))

    def _told(self, group: tuple[str, ...] | None, chosen: frozenset[Formula]) -> set[str | None]:
        """What the most special lines about a spot say of it."""
        about = [line for line in self.lines if (line.states is None or line.states == group) and line.chosen <= chosen]
        special = [
            line
            for line in about
            if not any(other is not line and line.chosen <= other.chosen and (line.states is None or other.states is not None) for other in about)
        ]
        return {line.status for line in special} or {self.locality.status(self.base).status}

    def _combinations(self, spot: Spot) -> Iterator[frozenset[Formula]]:
        """Combinations of open classes in which somebody can be and that can matter, small ones first."""
        locality = self.locality
        every = locality.open_classes(spot, self._left(spot))
        seen: set[frozenset[Formula]] = set()
        level = [frozenset[Formula]()]
        tried = 0
        for size in range(1, len(every) + 1):
            following: dict[frozenset[Formula], None] = {}
            for before in level:
                rest = every if size == 1 else locality.open_classes(Spot(spot.state, before), self._left(Spot(spot.state, before)))
                for one in rest:
                    tried += 1
                    if tried > MOST:
                        return
                    if one in before:
                        continue
                    chosen = locality.closed(spot.state, [*before, one], every)
                    if chosen is not None and chosen not in seen:
                        seen.add(chosen)
                        following[chosen] = None
            yield from sorted(following, key=lambda chosen: (len(chosen), [every.index(one) for one in every if one in chosen]))
            level = list(following)
            if not level:
                return

    def _left(self, spot: Spot) -> list[Formula]:
        """What is left of the formulas at a spot with the open classes not settled."""
        locality = self.locality
        return [locality.partly(formula, spot) for formula in locality.partition.values()]

    # in words

    def tell(self, lines: Iterable[Line]) -> Iterator[Variation]:
        """The lines as variations; places with one status by one act stand together."""
        base = self.causes(self.base)
        together: dict[tuple[object, ...], list[tuple[Line, Effect | None]]] = {}
        for line in lines:
            made = self.causes(self.spot(line)).differs_by(line.status, base)
            key = (line.chosen, line.status, made.act if made else None, line.states is None)
            together.setdefault(key, []).append((line, made))
        for same in together.values():
            yield self._variation(same)

    def spot(self, line: Line) -> Spot:
        return Spot(line.states[0] if line.states else self.base.state, line.chosen)

    def causes(self, spot: Spot) -> Causes:
        return Causes(self.locality.moment, self.locality.name, self.locality.truth(spot))

    def _variation(self, same: list[tuple[Line, Effect | None]]) -> Variation:
        line, made = same[0]
        places: list[str | None] = []
        people: list[str | None] = []
        telling: list[Effect] = []
        spelled: tuple[str, ...] = ()
        if states := tuple(sorted(state for one, _ in same for state in one.states or ())):
            own = next((e for e in (made, *self._concerned) if e is not None and self._states_of(e) == states), None)
            if own is not None:
                telling.append(own)
                places.append(where_words(own, self.locality.library))
            else:
                spelled = states
                places.append(states_words(states, self.locality.library))
        is_outside = False
        for element in self._smallest(line.chosen):
            effect = self._effect_of(element, made)
            if effect is None and (effect := self._effect_of(negate(element), made)) is not None:
                is_outside = True
            if effect is None:
                continue
            if effect not in telling:
                telling.append(effect)
            (people if class_of(effect) in (element, negate(element)) else places).append(
                people_words(effect) if class_of(effect) in (element, negate(element)) else where_words(effect, self.locality.library)
            )
        said = "; ".join(dict.fromkeys(words for words in people if words)) or None
        return Variation(
            "; ".join(dict.fromkeys(words for words in places if words)) or None,
            f"outside of this: {said}" if said and is_outside else said,
            line.status,
            made.act if made else None,
            tuple(telling),
            spelled,
            self.locality.status(self.spot(line)).days,
            is_outside,
        )

    def _effect_of(self, element: Formula, made: Effect | None) -> Effect | None:
        """An effect whose scope names a class or a local fact: the one that makes it so, where it does; else the newest."""
        for effect in (made, *self._concerned) if made is not None else self._concerned:
            assert effect is not None
            if class_of(effect) is element or (effect.place is not None and element in local_atoms(effect.place.formula)):
                return effect
        return None

    def _smallest(self, chosen: frozenset[Formula]) -> list[Formula]:
        """Of the classes chosen, those that do not follow from a smaller one."""
        closed = {one: self.locality.closed(None, [one], chosen) or frozenset((one,)) for one in chosen}
        found = [one for one in chosen if not any(one in closed[other] and other not in closed[one] for other in chosen if other is not one)]
        return sorted(found, key=to_text)

    @cached_property
    def _concerned(self) -> list[Effect]:
        """Every effect behind the provision that has begun, the newest first."""
        moment = self.locality.moment
        own = {act.id for act in moment.docket.behind(self.locality.name)}
        every = [e for effects in moment.docket.by_target.values() for e in effects if e.act in own and moment.has_begun(e)]
        return sorted(every, key=lambda e: (e.day, e.known), reverse=True)

    def _states_of(self, effect: Effect) -> tuple[str, ...]:
        """The states of an effect's place, where it turns on the state alone."""
        if effect.place is None or effect.place.formula.facts != {STATE}:
            return ()
        locality, place = self.locality, effect.place.formula
        return tuple(sorted(state for state in locality.states if locality.at(place, Spot(state)) is TRUE))
