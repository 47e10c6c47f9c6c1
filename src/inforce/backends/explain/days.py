"""Days: the next day on which an act changes an answer, and what it becomes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from inforce.backends.explain.case import Case, cores
from inforce.kernel import queries
from inforce.kernel.theory import Contradiction
from inforce.language.formula import Formula
from inforce.rulebook.act import Effect
from inforce.rulebook.determination import Person, outcome_of
from inforce.rulebook.frame import Frame
from inforce.rulebook.history import concerning, turning_days
from inforce.rulebook.library import Library, references


@dataclass(frozen=True, slots=True)
class Turn:
    """The next day on which acts change the status or the outcome; the status is None where it turns on an unknown place."""

    on: date
    status: str | None
    outcome: str
    acts: tuple[Effect, ...]


def status_of(frame: Frame, name: str, person: Person) -> str | None:
    """The status where the person is, as far as it is settled."""
    return queries.decide(person.situation.person, frame.partition(name))


def _left(frame: Frame, names: Iterable[str], teller: str, person: Person) -> list[Formula]:
    """What is left of everything that the status and the outcome turn on; alike on two days, so are the answers."""
    formulas = [formula for name in names for formula in frame.core(name).values()]
    return [person.rest(formula) for formula in (*formulas, *frame.partition(teller).values())]


def next_turn(case: Case, name: str, teller: str) -> Turn | None:
    """The next day on which an act known by the day of knowledge changes the status or the outcome; None where there is none.

    Only what acts do counts: a day on which an answer changes because time passes (a year of presence) is none.

    Args:
        teller: the core or part whose status is told.
    """
    frames = case.frames
    names = cores(case.frame, name)
    turning = concerned(case.library, names)
    for day in sorted({day for one in turning for day in turning_days(case.library, one) if day > case.on}):
        before, after = frames(day - timedelta(days=1), case.known_on), frames(day, case.known_on)
        if _same(before, after, names, teller):
            continue
        try:
            person = case.someone(case.values, day)
        except Contradiction:
            continue  # what was said cannot be so on that day any more
        if _left(before, names, teller, person) == _left(after, names, teller, person):
            continue
        was = status_of(before, teller, person), outcome_of(before, name, person)[0]
        now = status_of(after, teller, person), outcome_of(after, name, person)[0]
        if was != now:
            turned = [one for one in turning if _statuses(before, one, person) != _statuses(after, one, person)]
            return Turn(day, now[0], now[1], tuple(_acts_of(case, turned, day)))
    return None


def concerned(library: Library, names: Iterable[str]) -> tuple[str, ...]:
    """Provisions whose status the answer can turn on: these, their parts and shields, what the texts refer to, and so on."""
    found: dict[str, None] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = None
            provision = library.provisions[name]
            scopes = (effect.scope for effect in concerning(library, name))
            waiting += [*provision.parts, *provision.exempt_by, *(one for formula in (provision.text.formula, *scopes) for one in references(formula))]
    return tuple(found)


def _statuses(frame: Frame, name: str, person: Person) -> list[Formula]:
    return [person.rest(formula) for formula in frame.partition(name).values()]


def _same(before: Frame, after: Frame, names: Iterable[str], teller: str) -> bool:
    return before is after or (all(before.core(n) == after.core(n) for n in names) and before.partition(teller) == after.partition(teller))


def _acts_of(case: Case, names: Iterable[str], day: date) -> Iterable[Effect]:
    """What begins or runs out on the day, one effect an act."""
    found: dict[str, Effect] = {}
    for name in names:
        for effect in concerning(case.library, name):
            if day in effect.turns and (case.known_on is None or effect.known <= case.known_on):
                found.setdefault(effect.act, effect)
    return found.values()
