"""What cannot be so: a stay of what does not hold, a mandate before its opinion, a place told by the person, an end known by hindsight."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from inforce.language.error import InforceError, TooHard
from inforce.language.formula import FALSE, Formula, conjoin, disjoin, negate
from inforce.language.knowledge import Knowledge
from inforce.rulebook.act import ACT, Act, Effect
from inforce.rulebook.library import Library
from inforce.rulebook.status import Docket, Moment

RESTRAINED = timedelta(days=31)
"""A temporary restraining order has a short term of its own; what follows it on its last day did not bring that day."""
NUMBER = re.compile(r"\bNos?\. ?((?:\d+:)?\d\d-[\w-]+)")
MONTHS = ("jan", "feb", "mar", "apr", "may", "june", "july", "aug", "sept", "oct", "nov", "dec")
DAY_IN_CITE = re.compile(r"\b(Jan|Feb|Mar|Apr|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.? (\d{1,2}), (\d{4})")


def nonsense(library: Library) -> Iterator[InforceError]:
    """The faults of acts that contradict each other, or themselves."""
    for act in library.acts.values():
        yield from _cited_day(act)
        yield from _mandate(library, act)
        yield from _court(library, act)
        for effect in act.does:
            yield from _place(library, effect)
            yield from _hindsight(library, effect)
            if effect.verb == "suspends" and effect.target.startswith(ACT):
                yield from _empty_stay(library, effect)


def _cited_day(act: Act) -> Iterator[InforceError]:
    """A court's order, an opinion or a memo that is cited with other days than its own."""
    if act.kind not in ("court_order", "opinion", "memo") or "Fed. Reg." in act.cite or {effect.verb for effect in act.does} == {"reviews"}:
        return
    cited = {date(int(year), next(i for i, name in enumerate(MONTHS, 1) if month.lower().startswith(name[:3])), int(day)) for month, day, year in DAY_IN_CITE.findall(act.cite)}
    own = {act.signed, act.known, act.effective, *(effect.day for effect in act.does)}
    if cited and cited.isdisjoint(own):
        yield InforceError("cited-day", f"act `{act.id}` was signed on {act.signed}, and its citation says {min(cited)}", where=act.where, help="correct one of the days")


def _mandate(library: Library, act: Act) -> Iterator[InforceError]:
    """A mandate of a day before the opinion in the same case of the same court."""
    if act.kind != "mandate":
        return
    cases = set(NUMBER.findall(act.cite))
    for other in library.acts.values():
        if other.kind == "opinion" and other.court == act.court and cases & set(NUMBER.findall(other.cite)):
            ended = {e.target for e in act.does} & {e.target for e in other.does}
            if act.effective < other.signed and (ended or not other.does):
                yield InforceError("mandate-before-opinion", f"act `{act.id}` is a mandate of {act.effective}, before the opinion `{other.id}` of {other.signed}", where=act.where, help="correct one of the days")


def _court(library: Library, act: Act) -> Iterator[InforceError]:
    """A court by a name that `courts.yaml` does not know: it would count as the lowest, and as another than itself."""
    if act.court is not None and library.courts and library.rank(act.court) == len(library.courts):
        yield InforceError(
            "unknown-court", f"act `{act.id}`: no court is written `{act.court[:40]}`", where=act.where,
            help="write it as cited (`U.S.`, `9th Cir.`, `D. Mass.`), or add it to courts.yaml",
        )  # fmt: skip


def _place(library: Library, effect: Effect) -> Iterator[InforceError]:
    """A place that is told by facts of the person."""
    if effect.place is None or not library.place_facts:
        return
    foreign = sorted(effect.place.formula.facts - library.place_facts)
    if foreign:
        yield InforceError("not-a-place", f"act `{effect.act}`: `place` reads {', '.join(f'`{name}`' for name in foreign)}, which is no place", where=effect.place.where, help="write it under `class:`")


def _hindsight(library: Library, effect: Effect) -> Iterator[InforceError]:
    """A last day that a later act brought: on its own day nobody knew it."""
    if effect.until is None or (effect.manner == "restrained" and effect.until - effect.day <= RESTRAINED):
        return
    for other in library.acts.values():
        if other.id == effect.act or other.signed <= library.acts[effect.act].known:
            continue
        for later in other.does:
            if later.day == effect.until and later.target in (effect.target, ACT + effect.act):
                yield InforceError(
                    "until-by-hindsight",
                    f"act `{effect.act}` holds until {effect.until}, the day on which `{other.id}` {later.verb} `{later.target}`",
                    where=effect.where,
                    help=f"`until` is a term printed in the act itself; else let `{other.id}` end it: `ends: act/{effect.act}`",
                )
                return


def _empty_stay(library: Library, effect: Effect) -> Iterator[InforceError]:
    """A stay of an act where, or when, that act does nothing."""
    docket, target = library.docket, effect.target[len(ACT) :]
    done = [e for e in library.acts[target].does if e.verb in ("starts", "directs", "limits", "suspends", "ends")]
    if not done or effect.act in docket.unseen:
        return
    scope = conjoin(effect.scope, disjoin(*(e.scope if e.verb != "limits" else negate(FALSE) for e in done)))
    if not _somebody(library, scope, effect.day):
        yield InforceError("stay-elsewhere", f"act `{effect.act}` {effect.verb} `{effect.target}` where that act does nothing", where=effect.where, help="compare the places and classes of the two")
        return
    without = Docket({name: act for name, act in docket.acts.items() if name != effect.act}, docket.unseen)
    moment = Moment(without, effect.day - timedelta(days=1))
    if not _somebody(library, conjoin(effect.scope, moment.act_stands(target)), effect.day):
        yield InforceError("stay-of-what-ended", f"act `{effect.act}` {effect.verb} `{effect.target}` on {effect.day}, when that act had been ended", where=effect.where, help="correct one of the days, or remove the effect")


def _somebody(library: Library, formula: Formula, on: date) -> bool:
    if formula is FALSE:
        return False
    known = Knowledge(library.vocabulary, {"on": (on.toordinal(), on.toordinal())}, (), open_given=frozenset(library.vocabulary))
    try:
        return library.theory.close(known).find(formula)
    except TooHard:
        return True
