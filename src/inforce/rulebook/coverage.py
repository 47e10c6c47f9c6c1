"""Coverage: how well the rulebook is verified, provision by provision; what is thin is said to be thin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from inforce.rulebook.library import Library
from inforce.rulebook.provision import SEEN

FEW_CASES = 3
"""A provision wants a case that is reached, one that is not, and one that depends."""
STALE = timedelta(days=365)
"""A horizon that lies further behind the rulebook's latest one is thin."""


@dataclass(frozen=True, slots=True)
class Row:
    """One provision: the acts behind it, how they were seen, and how often the answer was tried."""

    provision: str
    acts: Mapping[str, int]
    authority: str
    checked: int
    disagreed: int
    cases: int
    horizon: date
    thin: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """The counts of a whole rulebook."""

    provisions: int
    syllabus: int
    acts: Mapping[str, int]
    checked: int
    disagreed: int
    authorities: Mapping[str, int]
    cases: int
    thin: int
    oldest: date
    latest: date


def coverage(library: Library, cases: Mapping[str, int]) -> list[Row]:
    """Every provision in syllabus order, then the shields.

    Args:
        cases: how many golden cases want an outcome or a status of each provision.
    """
    latest = max(provision.horizon for provision in library.provisions.values())
    shields = sorted(name for name in library.provisions if name not in library.syllabus)
    return [_row(library, name, cases.get(name, 0), latest) for name in (*library.encoded, *shields)]


def _row(library: Library, name: str, cases: int, latest: date) -> Row:
    provision = library.provisions[name]
    docket = library.docket.whole
    acts = list(docket.behind(name))
    for part in provision.parts:
        acts += [act for act in docket.behind(part) if act not in acts]
    seen = _count(act.seen for act in acts)
    checks = [check for act in acts for check in act.checks]
    authority = min((authority.seen for authority in provision.authority), key=SEEN.index)
    thin = []
    if not acts:
        thin.append("no act")
    elif not seen["primary"]:
        thin.append("no act seen in a primary source")
    elif 2 * seen["primary"] < len(acts):
        thin.append("most acts seen only in accounts")
    if seen["none"]:
        thin.append(f"{seen['none']} seen in no source")
    if authority != "primary":
        thin.append("authority not seen" if authority == "none" else "authority seen only in accounts")
    if not checks:
        thin.append("no second check")
    if cases < FEW_CASES:
        thin.append("no case" if not cases else f"only {cases} case{'s' if cases > 1 else ''}")
    if provision.horizon < latest - STALE:
        thin.append("horizon over a year behind")
    disagreed = sum(check.agrees is False for check in checks)
    return Row(name, seen, authority, sum(bool(act.checks) for act in acts), disagreed, cases, provision.horizon, tuple(thin))


def _count(seen: Iterable[str]) -> dict[str, int]:
    words = list(seen)
    return {word: words.count(word) for word in SEEN}


def totals(library: Library, rows: list[Row], cases: int) -> Totals:
    """The counts of the whole rulebook; every act once."""
    acts = library.acts.values()
    horizons = [row.horizon for row in rows]
    return Totals(
        len(library.encoded),
        len(library.syllabus),
        _count(act.seen for act in acts),
        sum(bool(act.checks) for act in acts),
        sum(check.agrees is False for act in acts for check in act.checks),
        _count(authority.seen for provision in library.provisions.values() for authority in provision.authority),
        cases,
        sum(bool(row.thin) for row in rows),
        min(horizons),
        max(horizons),
    )
