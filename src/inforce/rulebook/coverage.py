"""Coverage: how well the rulebook is verified, provision by provision, in three numbers.

The share of the acts that change a status that were read in the instrument itself; the days since its dockets were last looked
for; the open reviews that are known. Beside them: second checks, golden cases, the horizon. Nothing beyond the records is claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from inforce.rulebook.act import CHANGING, Act, Source
from inforce.rulebook.authority import Weights
from inforce.rulebook.library import Library
from inforce.rulebook.provision import SEEN
from inforce.rulebook.status import Moment


@dataclass(frozen=True, slots=True)
class Row:
    """One provision.

    Args:
        changing: the acts behind it that can change a status.
        read: those of them that were read in the instrument itself.
        looked: the last day on which its acts were read or looked for; None where no record says so.
        days: how many days before the rulebook's newest reading that was.
        reviews: the reviews known to be open on that newest day.
    """

    provision: str
    changing: int
    read: int
    looked: date | None
    days: int | None
    reviews: int
    checked: int
    disagreed: int
    cases: int
    horizon: date

    @property
    def share(self) -> float | None:
        return self.read / self.changing if self.changing else None


@dataclass(frozen=True, slots=True)
class Totals:
    """The counts of a whole rulebook; every act once."""

    provisions: int
    syllabus: int
    acts: Mapping[str, int]
    changing: int
    read: int
    looked: date
    most_days: int
    reviews: int
    checked: int
    disagreed: int
    authorities: Mapping[str, int]
    cases: int
    oldest: date
    latest: date


def last_day(library: Library) -> date:
    """The newest day on which something was read or looked for."""
    days = [day for act in library.acts.values() for day in _read_days(act)] + [search.on for search in library.searches]
    return max(days, default=max(provision.horizon for provision in library.provisions.values()))


def coverage(library: Library, cases: Mapping[str, int]) -> list[Row]:
    """Every provision in syllabus order, then the shields.

    Args:
        cases: how many golden cases want an outcome or a status of each provision.
    """
    shields = sorted(name for name in library.provisions if name not in library.syllabus)
    latest = last_day(library)
    weights = Weights(library, Moment(library.docket, latest))
    return [_row(library, name, cases.get(name, 0), latest, weights) for name in (*library.encoded, *shields)]


def _row(library: Library, name: str, cases: int, latest: date, weights: Weights) -> Row:
    provision = library.provisions[name]
    docket = library.docket.whole
    members = (name, *provision.parts)
    acts = list(dict.fromkeys(act.id for part in members for act in docket.behind(part)))
    found = [library.acts[act] for act in acts]
    changing = [act for act in found if _changes(act)]
    days = [day for act in found for day in _read_days(act)]
    days += [search.on for search in library.searches if not set(members).isdisjoint(search.about)]
    looked = max(days, default=None)
    reviews = {(effect.act, effect.target) for part in members for effect, _ in weights.parts(part)[2]}
    checks = [check for act in found for check in act.checks]
    return Row(
        name,
        len(changing),
        sum(act.seen == "primary" for act in changing),
        looked,
        (latest - looked).days if looked is not None else None,
        len(reviews),
        sum(any(checked_elsewhere(act)) for act in found),
        sum(check.agrees is False for check in checks),
        cases,
        provision.horizon,
    )


def checked_elsewhere(act: Act) -> Iterator[Source]:
    """The second checks of an act that are on another host than what it was first read at."""
    own = {urlsplit(source.url).hostname for source in act.sources if source.url}
    return (check for check in act.checks if check.url is not None and urlsplit(check.url).hostname not in own)


def _changes(act: Act) -> bool:
    return any(effect.verb in CHANGING for effect in act.does)


def _read_days(act: Act) -> list[date]:
    return [source.read for source in (*act.sources, *act.checks) if source.read is not None]


def _count(seen: Iterable[str]) -> dict[str, int]:
    words = list(seen)
    return {word: words.count(word) for word in SEEN}


def totals(library: Library, rows: list[Row], cases: int) -> Totals:
    """The counts of the whole rulebook."""
    acts = library.acts.values()
    changing = [act for act in acts if _changes(act)]
    horizons = [row.horizon for row in rows]
    latest = last_day(library)
    weights = Weights(library, Moment(library.docket, latest))
    reviews = {(effect.act, effect.target) for name in library.provisions for effect, _ in weights.parts(name)[2]}
    return Totals(
        len(library.encoded),
        len(library.syllabus),
        _count(act.seen for act in acts),
        len(changing),
        sum(act.seen == "primary" for act in changing),
        latest,
        max((row.days for row in rows if row.days is not None), default=0),
        len(reviews),
        sum(any(checked_elsewhere(act)) for act in acts),
        sum(check.agrees is False for act in acts for check in act.checks),
        _count(authority.seen for provision in library.provisions.values() for authority in provision.authority),
        cases,
        min(horizons),
        max(horizons),
    )
