"""The summary: what a report tells, as numbers; small ones, and those that would give one away, are None.

Within a table, and between the tables of one provision, no number left out can be worked out from those shown. Who knows
how provisions hang together in law may narrow one down further: a report is for those who may see the caseload.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from inforce.rulebook.frame import OUTCOMES
from inforce.rulebook.library import Library
from inforce.screen.acts import Cause, causes
from inforce.screen.change import KINDS, kind_of
from inforce.screen.question import Question
from inforce.screen.small import is_small, left_out
from inforce.screen.tally import Pairs
from inforce.screen.work import Screened

Count = int | None
Counts = Mapping[str, Count]


@dataclass(frozen=True, slots=True)
class Known:
    """How many of the rows answered say nothing of a fact; both None where one of them is small."""

    fact: str
    unknown: Count
    known: Count


@dataclass(frozen=True, slots=True)
class Rule:
    """The counts of one provision: outcomes on the day asked about, and changes between the days."""

    provision: str
    bearing: str
    outcomes: Counts
    changes: Counts
    differs: bool
    """Whether anything changed, shown or not."""


@dataclass(frozen=True, slots=True)
class Group:
    """The cases of one value of a kept column, and how many have a change of each kind."""

    value: str | None
    cases: int
    changes: Counts
    others: int = 0
    """How many small values are told together here; 0 for a value by itself."""


@dataclass(frozen=True, slots=True)
class Column:
    """A kept column; no groups where its values name people."""

    name: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """A fact to ask next: of how many open cases it settles an answer by itself, of how many every open answer, and how many it and those before it settle together."""

    fact: str
    helps: Count
    alone: Count
    total: Count


@dataclass(frozen=True)
class Summary:
    """Everything that a report tells."""

    library: Library
    question: Question
    rows: int
    answered: int
    quarantined: int
    reasons: tuple[tuple[str, Count], ...]
    known: tuple[Known, ...]
    unasked: tuple[str, ...]
    """Facts that no column gives: unknown for everybody."""
    assumed: tuple[str, ...]
    """Findings that count as not made wherever they are not given."""
    past: tuple[str, ...]
    """Provisions whose acts were not verified through the latest day asked about."""
    rules: tuple[Rule, ...]
    kinds: Counts
    columns: tuple[Column, ...]
    causes: tuple[Cause, ...]
    by_time: tuple[str, ...]
    """Provisions with a change that no act between the days explains."""
    open_cases: Count
    asks: tuple[Ask, ...]
    show_small: bool

    def to_json(self) -> dict[str, Any]:
        """The shape of `schema/screen.json`, files aside."""
        asked = self.question
        return {
            "on": asked.on.isoformat(),
            "compared_with": asked.compared.isoformat() if asked.compared else None,
            "known_on": asked.known_on.isoformat() if asked.known_on else None,
            "state": asked.state,
            "rulebook": self.library.version,
            "rows": self.rows,
            "answered": self.answered,
            "quarantined": self.quarantined,
            "reasons": [{"code": code, "rows": count} for code, count in self.reasons],
            "facts": [{"fact": one.fact, "unknown": one.unknown} for one in self.known],
            "unmapped": list(self.unasked),
            "assumed": list(self.assumed),
            "past_horizon": list(self.past),
            "provisions": [{"provision": r.provision, "bears": r.bearing, "outcomes": dict(r.outcomes), "changes": dict(r.changes) if asked.compared else None} for r in self.rules],
            "changes": dict(self.kinds) if asked.compared else None,
            "acts": [{"act": c.act.id, "date": c.day.isoformat(), "cite": c.act.cite, "provisions": list(c.provisions)} for c in self.causes],
            "ask_next": [{"fact": one.fact, "helps": one.helps, "settles": one.alone, "together": one.total} for one in self.asks] if asked.reasons else None,
        }


def summarize(library: Library, done: Screened, *, show_small: bool = False) -> Summary:
    """The summary of a run, with its small counts left out unless they are asked for."""
    asked, quality, tally = done.question, done.quality, done.tally
    rules = tuple(_rule(library, name, tally.pairs(name), asked, show_small) for name in asked.provisions)
    differing = [rule.provision for rule in rules if rule.differs]
    acts, alone = causes(library, differing, asked.first, asked.last, asked.known_on) if asked.compared else ([], [])
    mapped = {fact.name for fact in quality.facts}
    used = _used(library)
    vocabulary = library.vocabulary
    return Summary(
        library,
        asked,
        quality.rows,
        quality.answered,
        quality.refused_rows,
        tuple(_line(dict(sorted(quality.refused.items())), quality.refused_rows, show_small).items()),
        tuple(_known(fact.name, quality.unknown[fact.name], quality.answered, show_small) for fact in quality.facts if not fact.off_ramp),
        tuple(name for name in used if name not in mapped and not vocabulary[name].off_ramp),
        tuple(name for name in used if vocabulary[name].off_ramp),
        tuple(name for name in asked.provisions if library.provisions[name].horizon < _latest(done)),
        rules,
        _alone(tally.kinds, show_small),
        tuple(_column(name, tally.groups(name), tally.kinds, show_small) for name in tally.layout.kept) if asked.compared else (),
        tuple(acts),
        tuple(alone),
        *_asks(done, show_small),
        show_small,
    )


def _latest(done: Screened) -> date:
    """The latest day asked about; where rows carry their own day, the latest of theirs."""
    latest = done.tally.last_day or done.question.on
    return max(latest, done.question.compared or latest)


def _used(library: Library) -> list[str]:
    return [name for name, fact in library.vocabulary.facts.items() if name != "on" and not name.startswith("reading:") and fact.days_since is None]


def _rule(library: Library, name: str, pairs: Pairs, asked: Question, show_small: bool) -> Rule:
    """One provision: the numbers shown are sums over pairs of outcomes, so that one day cannot give the other away."""
    bearing = library.provisions[name].bearing
    now_first = asked.compared is not None and asked.on < asked.compared
    keys = list(pairs)
    cells = [pairs[key] for key in keys]
    sums: dict[str, list[int]] = {f"outcome:{outcome}": [i for i, (was, now) in enumerate(keys) if (was if now_first else now) == outcome] for outcome in OUTCOMES}
    if asked.compared is not None:
        kinds = [kind_of(bearing, was, now) for was, now in keys]
        sums |= {f"change:{kind}": [i for i, found in enumerate(kinds) if found == kind] for kind in KINDS}
    hidden = frozenset[str]() if show_small else left_out(cells, sums, {"all": range(len(cells))})

    def shown(kind: str) -> Counts:
        return {
            key.removeprefix(kind): None if key in hidden else sum(cells[i] for i in inside) for key, inside in sums.items() if key.startswith(kind)
        }

    return Rule(name, bearing, shown("outcome:"), shown("change:"), any(was != now for (was, now), count in pairs.items() if count))


def _line(counts: Mapping[str, int], total: int, show_small: bool) -> Counts:
    """Counts that add up to a total that is shown."""
    if show_small:
        return counts
    names = list(counts)
    hidden = left_out([counts[name] for name in names], {name: [i] for i, name in enumerate(names)}, {"all": range(len(names))} if total else None)
    return {name: None if name in hidden else counts[name] for name in names}


def _alone(counts: Mapping[str, int], show_small: bool) -> Counts:
    """Counts that add up to nothing shown."""
    return {name: None if is_small(count) and not show_small else count for name, count in counts.items()}


def _known(fact: str, unknown: int, rows: int, show_small: bool) -> Known:
    known = rows - unknown
    hide = not show_small and (is_small(unknown) or is_small(known))
    return Known(fact, None if hide else unknown, None if hide else known)


def _column(name: str, groups: Mapping[str | None, Mapping[str, int]] | None, kinds: Mapping[str, int], show_small: bool) -> Column:
    """A kept column: small groups are told together, and each kind's numbers do not give each other away."""
    if groups is None:
        return Column(name, ())
    together = [value for value, counts in groups.items() if is_small(counts[""])] if not show_small else []
    if together and is_small(sum(groups[value][""] for value in together)):
        rest = [value for value in groups if value not in together]
        together += [min(rest, key=lambda value: groups[value][""])] if rest else []
    rows: list[tuple[str | None, Mapping[str, int], int]] = [(value, counts, 0) for value, counts in groups.items() if value not in together]
    if together:
        rows.append((None, {key: sum(groups[value][key] for value in together) for key in ("", *KINDS)}, len(together)))
    hidden = {kind: _hidden_in_column([counts[kind] for _, counts, _ in rows], [counts[""] for _, counts, _ in rows], show_small) for kind in KINDS if kinds[kind]}
    found = [
        Group(value, counts[""], {kind: None if index in hidden[kind] else counts[kind] for kind in hidden}, others)
        for index, (value, counts, others) in enumerate(rows)
    ]
    return Column(name, tuple(found))


def _hidden_in_column(counts: Sequence[int], cases: Sequence[int], show_small: bool) -> set[int]:
    """The groups whose number is left out; their sum may be shown elsewhere, so it counts as shown."""
    if show_small:
        return set()
    room = [every - count for count, every in zip(counts, cases, strict=True)]
    hidden = left_out(counts, {str(index): [index] for index in range(len(counts))}, {"all": range(len(counts))}, room)
    return {int(index) for index in hidden}


def _asks(done: Screened, show_small: bool) -> tuple[Count, tuple[Ask, ...]]:
    """The call list, in the order in which to ask. A running total is shown where it grew by no small number since it was last shown."""

    def shown(count: int) -> Count:
        return count if show_small or not is_small(count) else None

    asks: list[Ask] = []
    last = 0
    for call in done.calls.order():
        total = call.total if show_small or not is_small(call.total - last) else None
        last = last if total is None else total
        asks.append(Ask(call.fact, shown(call.helps), shown(call.alone), total))
    return shown(done.calls.open_cases), tuple(asks)
