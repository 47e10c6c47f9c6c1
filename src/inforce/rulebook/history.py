"""History: the statuses of a provision one after the other, leaving only the day free."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from inforce.language.knowledge import Knowledge
from inforce.rulebook.act import ACT, NEVER, Effect
from inforce.rulebook.library import Library
from inforce.rulebook.provision import FIRST_DAY
from inforce.rulebook.standing import Reporter, Standing


@dataclass(frozen=True, slots=True)
class Span:
    """A status and the days on which it holds, both inclusive; `local` tells that it differs somewhere or for someone.

    Args:
        standing: how the provision stands on the first of these days; where states differ, they are the same on all of them.
    """

    status: str | None
    first: date
    last: date
    local: bool = False
    standing: Standing | None = field(default=None, compare=False, repr=False)

    @property
    def by_state(self) -> Mapping[str, tuple[str, ...]] | None:
        return self.standing.by_state if self.standing is not None else None


def concerning(library: Library, name: str) -> list[Effect]:
    """Every effect upon a provision, and upon the acts behind those effects, oldest first."""
    found: list[Effect] = []
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        target = waiting.pop()
        if target in seen:
            continue
        seen.add(target)
        for effect in library.docket.by_target.get(target, ()):
            found.append(effect)
            waiting.append(ACT + effect.act)
    return sorted(found, key=lambda effect: (effect.day, effect.known))


def turning_days(library: Library, name: str) -> Iterator[date]:
    """The days on which the status can change."""
    for effect in concerning(library, name):
        yield from effect.turns
        yield effect.known
        if effect.waits_for is not None:
            for act in library.docket.fulfilments.get(effect.waits_for.id, ()):
                yield from (day for day in (act.effective, act.latest, act.known) if day != NEVER)


def history(library: Library, name: str, known: Knowledge, *, last: date, known_on: date | None = None) -> tuple[Span, ...]:
    """The statuses of a provision from the rulebook's first day to `last`.

    Args:
        known: what is known of the place and the class; without a state, what holds where no local act applies.
    """
    days = sorted({FIRST_DAY, *(day for day in turning_days(library, name) if FIRST_DAY < day <= last)})
    spans: list[Span] = []
    for index, first in enumerate(days):
        end = days[index + 1] - timedelta(days=1) if index + 1 < len(days) else last
        day = Knowledge(known.vocabulary, {**known.values, "on": (first.toordinal(), first.toordinal())}, known.given)
        standing = Reporter(library, first, known_on).report(name, day, None)
        local = bool(standing.varies)
        if spans and (spans[-1].status, spans[-1].local, spans[-1].by_state) == (standing.status, local, standing.by_state):
            spans[-1] = replace(spans[-1], last=end)
        else:
            spans.append(Span(standing.status, first, end, local, standing))
    return tuple(spans)
