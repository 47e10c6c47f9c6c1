"""The lifecycle of every provision as formulas over the day, for tables in which each row has a day of its own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from inforce.language.formula import FALSE, Formula, at_least, at_most, conjoin, disjoin
from inforce.rulebook.act import NEVER
from inforce.rulebook.frame import Frame
from inforce.rulebook.library import Library
from inforce.rulebook.status import STATUSES, Docket, Moment, Partition


class EveryDay(Moment):
    """All moments at once, with all that is known today: a status is where its formula held on the day asked about."""

    def __init__(self, docket: Docket, first: date, last: date) -> None:
        super().__init__(docket, first)
        self.first, self.last = first, last
        self.moments: dict[date, Moment] = {}

    def partition(self, provision: str) -> Partition:
        done = self._partitions.get(provision)
        if done is None:
            runs = self._runs(provision)
            done = self._partitions[provision] = {status: self._held([(first, last, parts[status]) for first, last, parts in runs]) for status in STATUSES}
        return done

    def _runs(self, provision: str) -> list[tuple[date, date, Partition]]:
        """Stretches of days on which nothing happens to the provision."""
        starts = [self.first, *(day for day in sorted(set(self._days_of(provision))) if self.first < day <= self.last)]
        ends = [*(day - timedelta(days=1) for day in starts[1:]), self.last]
        return [(first, last, self._moment(first).partition(provision)) for first, last in zip(starts, ends, strict=True)]

    def _days_of(self, provision: str) -> Iterator[date]:
        for effect in self.docket.by_target.get(provision, ()):
            yield from effect.turns
            yield from self._days_upon(effect.act)
            if effect.waits_for is not None:
                for act in self.docket.fulfilments.get(effect.waits_for.id, ()):
                    yield from (day for day in (act.effective, act.latest) if day != NEVER)

    def _moment(self, day: date) -> Moment:
        """The moment of the last day on which anything happened: many provisions share it."""
        days = self.docket.days
        place = bisect_left(days, day + timedelta(days=1)) - 1
        day = max(days[place], self.first) if place >= 0 else self.first
        if day not in self.moments:
            self.moments[day] = Moment(self.docket, day)
        return self.moments[day]

    def _held(self, runs: list[tuple[date, date, Formula]]) -> Formula:
        found = []
        for formula, same in groupby(runs, key=lambda run: run[2]):
            if formula is not FALSE:
                stretch = list(same)
                found.append(conjoin(self._from(stretch[0][0]), self._to(stretch[-1][1]), formula))
        return disjoin(*found)

    def _from(self, day: date) -> Formula:
        return conjoin() if day == self.first else at_least("on", day.toordinal())

    def _to(self, day: date) -> Formula:
        return conjoin() if day == self.last else at_most("on", day.toordinal())


def every_day(library: Library, first: date, last: date) -> Frame:
    """The rulebook's outcome formulas with the day open between two days."""
    return Frame(library, EveryDay(library.docket, first, last))


