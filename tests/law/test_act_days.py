"""Every effect of every act of the real rulebook: the day before, the day, the day after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import combinations

import pytest

import inforce
from inforce.language.formula import FALSE, TRUE, Formula, Most, conjoin, disjoin, negate
from inforce.language.rewrite import replace_atoms
from inforce.rulebook.act import ACT, UNDOING, Effect, day_fact
from inforce.rulebook.library import Library
from inforce.rulebook.provision import FIRST_DAY
from inforce.rulebook.status import STATUSES, Moment
from tests.cases import load_cases
from tests.law import DAY, cases_of, differ, effects, meets, provisions_behind, read_list, tells_on, without

LIBRARY = inforce.load().library
DOCKET = LIBRARY.docket
EFFECTS = effects(DOCKET)
ASKABLE = [effect for effect in EFFECTS if effect.day > FIRST_DAY]
"""The effects whose day before can be asked about."""


def label(effect: Effect) -> str:
    return f"{effect.act} {effect.verb} {effect.target} on {effect.day}"


def test_most_effects_can_be_asked_about() -> None:
    assert len(EFFECTS) > 500
    assert len(ASKABLE) > 0.8 * len(EFFECTS)


# one status a day


def test_on_the_day_before_the_day_and_the_day_after_everybody_has_exactly_one_status() -> None:
    """No two of the five formulas can be true of one person, and none can be false of all; decided over all places and classes."""
    done: set[tuple[Formula, ...]] = set()
    moments = {(provision, day) for effect in ASKABLE for provision in provisions_behind(DOCKET, effect.target) for day in (effect.day - DAY, effect.day, effect.day + DAY)}
    for provision, day in sorted(moments):
        partition = Moment(DOCKET, day).partition(provision)
        assert tuple(partition) == STATUSES
        formulas = tuple(partition.values())
        if formulas in done:
            continue
        done.add(formulas)
        for first, second in combinations(STATUSES, 2):
            assert not meets(conjoin(partition[first], partition[second]), LIBRARY, day), f"{provision} is {first} and {second} on {day}"
        assert not meets(negate(disjoin(*formulas)), LIBRARY, day), f"{provision} has no status somewhere on {day}"
    assert len(done) > 100


# no effect before its day


def is_awaited(effect: Effect, provision: str) -> bool:
    """An ending of a period whose printed end has passed: until it works the period goes on, so that it tells before its day."""
    periods = [e for e in DOCKET.by_target[provision] if e.verb == "starts" and e.through is not None and e.through < effect.day]
    endings = {effect.act, *(e.act for e in DOCKET.by_target[provision] if e.verb == "ends" and ACT + e.act == effect.target)}
    return bool(periods) and (effect.verb == "ends" or effect.target != provision) and any(e.act in endings for e in DOCKET.by_target[provision] if e.verb == "ends")


def test_an_effect_changes_nothing_on_the_day_before() -> None:
    """Save that what a court ended reads as on hold once it is known that the ending fell; and a period that it ended goes on."""
    for effect in ASKABLE:
        day = effect.day - DAY
        left = without(DOCKET, [effect])
        for provision in provisions_behind(DOCKET, effect.target):
            now, then = Moment(DOCKET, day).partition(provision), Moment(left, day).partition(provision)
            if not differ(now, then, LIBRARY, day) or is_awaited(effect, provision):
                continue
            assert effect.target.startswith(ACT), f"{label(effect)} tells on {provision} a day early"
            now, then = ({status: going_on(formula) for status, formula in parts.items()} for parts in (now, then))
            held = disjoin(now["suspended"], now["ended"])
            assert not differ({"held": held}, {"held": disjoin(then["suspended"], then["ended"])}, LIBRARY, day), label(effect)
            assert not meets(conjoin(now["ended"], negate(then["ended"])), LIBRARY, day), f"{label(effect)} ends {provision} a day early"


def going_on(formula: Formula) -> Formula:
    """The formula for those whose periods go on past their printed ends."""
    ends = {day_fact(act.id) for act in LIBRARY.acts.values() if act.printed_ends}
    return replace_atoms(formula, lambda atom: FALSE if isinstance(atom, Most) and atom.left in ends else atom)


def test_an_effect_changes_nothing_for_those_who_asked_before_it_was_known() -> None:
    for effect in ASKABLE:
        if effect.known <= FIRST_DAY:
            continue
        left = without(DOCKET, [effect])
        for provision in provisions_behind(DOCKET, effect.target):
            asked = (effect.day, effect.known - DAY)
            assert not differ(Moment(DOCKET, *asked).partition(provision), Moment(left, *asked).partition(provision), LIBRARY, effect.day), label(effect)


# every effect tells on its day, or there is a reason


def of_the_day(effect: Effect, provisions: tuple[str, ...]) -> list[Effect]:
    """Other effects of the same day that touch the same provisions, or acts behind them."""
    found = {id(other): other for name in provisions for other in touching(name) if other is not effect and other.day == effect.day}
    return list(found.values())


def would_give(effect: Effect) -> tuple[str, ...]:
    """The statuses in which the effect has nothing left to do."""
    return {
        "directs": ("announced", "operative", "suspended"),
        "starts": ("operative", "suspended"),
        "suspends": ("suspended", "not_yet", "ended"),
        "ends": ("ended", "not_yet"),
        "limits": ("ended", "not_yet"),
    }[effect.verb]


def why_silent(library: Library, effect: Effect) -> str | None:
    """Why an effect changes no status on its day; None where no reason is found.

    `twin`: another effect of the day does the same or undoes it: it tells once the day's others are left out. `stayed at once`: its act does not hold on that day.
    `same status`: where it holds the provision is already what the effect makes it, or another act ends on that day what this one starts.
    `stays ended`: the act it is done to only ended things, and a rescission brings nothing back.
    `not begun`: nothing that the act it is done to does has begun; a court held an ending before its day.
    `nothing behind`: the act it is done to tells on nothing that day, within its scope. `already`: something else already does it to that act.
    """
    docket, day = library.docket, effect.day
    moment = Moment(docket, day)
    behind = provisions_behind(docket, effect.target)
    others = of_the_day(effect, behind)
    alone, neither = Moment(without(docket, others), day), Moment(without(docket, [effect, *others]), day)
    if others and any(differ(alone.partition(name), neither.partition(name), library, day) for name in behind):
        return "twin"
    if moment.holds(effect) is FALSE:
        return "stayed at once"
    if effect.target.startswith(ACT) and all(other.day > day for other in docket.acts[effect.target[len(ACT) :]].does):
        return "not begun"
    if not effect.target.startswith(ACT):
        then = Moment(without(docket, [effect]), day).partition(effect.target)
        closed = [other.scope for other in docket.by_target[effect.target] if effect.verb == "starts" and (other.verb, other.day) == ("ends", day)]
        reach = negate(effect.scope) if effect.verb == "limits" else moment.holds(effect)
        if not meets(conjoin(reach, negate(disjoin(*closed, *(then[status] for status in would_give(effect))))), library, day):
            return "same status"
        return None
    done = docket.acts[effect.target[len(ACT) :]].does
    if effect.verb == "ends" and effect.manner not in UNDOING and all(other.verb == "ends" for other in done):
        return "stays ended"
    silent = Moment(without(docket, [other for other in done if meets(conjoin(other.scope, effect.scope), library, day)]), day)
    if not any(differ(moment.partition(name), silent.partition(name), library, day) for name in behind):
        return "nothing behind"
    if any(other is not effect and other.verb in ("suspends", "ends") for other in docket.by_target[effect.target] if moment.is_running(other)):
        return "already"
    return None


@pytest.fixture(scope="module")
def silent() -> list[Effect]:
    """The effects without which every status of their day would be the same."""
    return [effect for effect in ASKABLE if not any(tells_on(LIBRARY, effect, effect.day, name) for name in provisions_behind(DOCKET, effect.target))]


def test_an_effect_that_changes_no_status_on_its_day_has_a_reason(silent: list[Effect]) -> None:
    reasons = {label(effect): why_silent(LIBRARY, effect) for effect in silent}
    print(Counter(reasons.values()))
    assert [name for name, reason in reasons.items() if reason is None] == []
    assert len(silent) < 0.5 * len(ASKABLE)


def test_the_only_effect_of_a_day_changes_the_status_from_the_day_before(silent: list[Effect]) -> None:
    """An effect that tells, on a day on which nothing else begins, runs out or is fulfilled for the provision, turns its status."""
    quiet = set(map(id, silent))
    checked = 0
    for effect in ASKABLE:
        if id(effect) in quiet:
            continue
        for name in provisions_behind(DOCKET, effect.target):
            if not tells_on(LIBRARY, effect, effect.day, name) or not is_alone(effect, name) or is_awaited(effect, name):
                continue
            checked += 1
            was, now = (Moment(DOCKET, day).partition(name) for day in (effect.day - DAY, effect.day))
            assert differ(was, now, LIBRARY, effect.day), f"{label(effect)}: {name} stays as it was"
    assert checked > 200


def is_alone(effect: Effect, provision: str) -> bool:
    """Whether nothing else touches the provision, or an act behind it, on the effect's day."""
    return [other for other in touching(provision) if effect.day in (other.day, other.latest, *other.turns) and other is not effect] == []


def touching(provision: str) -> Iterator[Effect]:
    seen: set[str] = set()
    waiting = [provision]
    while waiting:
        target = waiting.pop()
        if target not in seen:
            seen.add(target)
            for effect in DOCKET.by_target.get(target, ()):
                yield effect
                waiting.append(ACT + effect.act)


# what a court did is asserted by hand


def court_days() -> dict[str, tuple[str, date]]:
    """Each act of a court that tells on a provision's status on its day: what to assert, about what and when."""
    found: dict[str, tuple[str, date]] = {}
    for effect in ASKABLE:
        if not DOCKET.acts[effect.act].is_court:
            continue
        for name in provisions_behind(DOCKET, effect.target):
            if tells_on(LIBRARY, effect, effect.day, name):
                found[f"{effect.act} {name} {effect.day}"] = (name, effect.day)
    return found


def test_every_act_of_a_court_that_tells_is_asserted_by_hand_or_listed() -> None:
    cases = cases_of(load_cases())
    days = court_days()
    assert len(days) > 120
    uncased = {what for what, (name, day) in days.items() if not any(abs((date.fromisoformat(case.on) - day).days) <= 1 for case in cases.get(name, ()))}
    listed = set(read_list("uncased.txt"))
    assert sorted(uncased - listed) == [], "no golden case within a day of what a court did: add one to tests/cases, or list it in tests/law/uncased.txt"
    assert sorted(listed - uncased) == [], "tests/law/uncased.txt lists what has a case by now, or is no longer in the rulebook"


# tests of the tests


def test_an_effect_that_begins_a_day_early_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Moment.begins
    monkeypatch.setattr(Moment, "has_begun", lambda moment, effect: effect.known <= moment.known_on and effect.day <= moment.on + DAY)
    monkeypatch.setattr(Moment, "begins", lambda moment, effect: TRUE if effect.day == effect.latest and moment.has_begun(effect) else real(moment, effect))
    with pytest.raises(AssertionError):
        test_an_effect_changes_nothing_on_the_day_before()


def test_an_effect_that_does_nothing_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Moment, "act_holds", Moment.act_stands)  # a stay of an order does nothing
    silent = [e for e in ASKABLE if e.target.startswith(ACT) and not any(tells_on(LIBRARY, e, e.day, name) for name in provisions_behind(DOCKET, e.target))]
    assert any(why_silent(LIBRARY, effect) is None for effect in silent)
