"""The acts behind a change: what was done, between two days, to the provisions whose outcomes differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from inforce.language.formula import Ref, atoms
from inforce.rulebook.act import Act, Effect
from inforce.rulebook.history import concerning
from inforce.rulebook.library import Library


@dataclass(frozen=True, slots=True)
class Cause:
    """One act on one day and the provisions it did something to, directly or through another act or provision."""

    day: date
    act: Act
    provisions: tuple[str, ...]


def causes(library: Library, names: Iterable[str], first: date, last: date, known_on: date | None = None) -> tuple[list[Cause], list[str]]:
    """The acts between two days, oldest first, and the provisions that no act changed: there only time passed.

    Args:
        first: an act of this day is not counted; it was there already.
        last: an act of this day is counted.
    """
    found: dict[tuple[date, str], dict[str, None]] = {}
    alone: list[str] = []
    for name in names:
        own = list(_upon(library, name, first, last, known_on, frozenset()))
        if not own:
            alone.append(name)
        for day, act in own:
            found.setdefault((day, act), {})[name] = None
    return [Cause(day, library.acts[act], tuple(done)) for (day, act), done in sorted(found.items())], alone


def _upon(library: Library, name: str, first: date, last: date, known_on: date | None, seen: frozenset[str]) -> Iterator[tuple[date, str]]:
    """Acts upon a provision or its parts; where there are none, upon its shields and the provisions its text refers to."""
    provision = library.provisions[name]
    own = dict.fromkeys(one for part in (name, *provision.parts) for one in _direct(library, part, first, last, known_on))
    if own:
        yield from own
        return
    near = [*provision.exempt_by, *(atom.provision for atom in atoms(provision.text.formula) if isinstance(atom, Ref))]
    for other in dict.fromkeys(near):
        if other not in seen and other != name:
            yield from _upon(library, other, first, last, known_on, seen | {name})


def _direct(library: Library, name: str, first: date, last: date, known_on: date | None) -> Iterator[tuple[date, str]]:
    for effect in concerning(library, name):
        for day, act in _days(library, effect):
            if first < day <= last and (known_on is None or library.acts[act].known <= known_on):
                yield day, act


def _days(library: Library, effect: Effect) -> Iterator[tuple[date, str]]:
    """The days on which an effect begins or runs out, and on which what it waits for is there."""
    for day in effect.turns:
        yield day, effect.act
    if effect.waits_for is not None:
        for act in library.docket.fulfilments.get(effect.waits_for.id, ()):
            yield max(act.effective, effect.day), act.id
