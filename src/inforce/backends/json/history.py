"""History: the days on which something about a provision's status can change, and the docket on each of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inforce.rulebook.act import ACT, NEVER, Effect
from inforce.rulebook.library import Library
from inforce.rulebook.provision import FIRST_DAY
from inforce.rulebook.status import Moment


class History:
    """Every moment that matters, by everything the rulebook knows."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._plain: dict[date, Moment] = {}

    def plain(self, on: date) -> Moment:
        found = self._plain.get(on)
        if found is None:
            found = self._plain[on] = Moment(self.library.docket, on)
        return found

    def days(self, provision: str) -> list[date]:
        """The rulebook's first day, and every later one on which the provision's status can change."""
        found = {FIRST_DAY}
        for effect in self.effects(provision):
            found |= set(effect.turns)
            if effect.waits_for is not None:
                found |= {day for act in self.library.docket.fulfilments.get(effect.waits_for.id, ()) for day in (act.effective, act.latest)}
        return sorted(day for day in found if FIRST_DAY <= day < NEVER)

    def effects(self, target: str, seen: frozenset[str] = frozenset()) -> Iterator[Effect]:
        """Every effect upon a target, and upon the acts behind those effects, whatever the day."""
        for effect in self.library.docket.by_target.get(target, ()):
            yield effect
            upon = ACT + effect.act
            if upon not in seen:
                yield from self.effects(upon, seen | {upon})
