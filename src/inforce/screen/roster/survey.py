"""The survey: one pass over the values of the columns that names alone do not settle, before any row is read.

The order of day and month: one date that reads one way only settles it, if such dates are not rare among those that
read both ways; else the run stops and asks. A column named for citizenship holds words or countries; "Estado" is a
state only if its values are. It also tells which dates are ranges, and counts the rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import polars as pl

from inforce.language.error import ErrorGroup, InforceError
from inforce.language.fact import Vocabulary
from inforce.screen.roster.column import Column
from inforce.screen.roster.day import DAY_FIRST, MONTH_FIRST, ORDERS, orders_of, read_date
from inforce.screen.roster.header import shown
from inforce.screen.roster.lexicon import as_strings
from inforce.screen.roster.mapping import BY_VALUES, Mapping, Unmapped, no_header
from inforce.screen.roster.place import countries, states
from inforce.screen.roster.refused import Unreadable
from inforce.screen.roster.source import CODE, Source, cell
from inforce.screen.roster.target import Target
from inforce.screen.roster.words import citizen, is_unknown, yes_or_no

RARE = 20
"""Dates that read one way only settle the order when there is at least one for this many that read both ways."""


@dataclass
class Evidence:
    """What the values of one column show."""

    orders: Counter[str] = field(default_factory=Counter)
    both: int = 0
    ranges: bool = False
    kinds: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Surveyed:
    """The mapping with every column settled, the facts some row of which has a range, and the number of rows."""

    mapping: Mapping
    ranged: frozenset[str]
    total: int | None


def survey(source: Source, mapping: Mapping, vocabulary: Vocabulary, tick: Callable[[int], None] | None = None) -> Surveyed:
    """Settle what names alone do not.

    Raises:
        InforceError: `ambiguous-date`, `ambiguous-column`; ErrorGroup where there are several.
    """
    asked = [column for column in mapping.columns if _wants_survey(column, source)]
    total = source.total
    found: dict[int, Evidence] = {column.index: Evidence() for column in asked}
    if asked or total is None:
        total = 0
        for batch in source.batches(sorted(found)):
            total += batch.height
            if tick is not None:
                tick(total)
            rows = batch.filter(pl.col(CODE).is_null())
            for column in asked:
                for text in as_strings(rows[cell(column.index)]).drop_nulls().unique():
                    _note(column, text, found[column.index])
    errors: list[InforceError] = []
    columns: list[Column] = []
    unmapped = {column.name: column for column in mapping.unmapped}
    ranged = {column.target.fact.name for column in mapping.reading if column.target is not None and column.target.part in ("from", "to")}
    ranged |= {name.rpartition(".")[0] for column in mapping.reading for name in _ranges_of_table(column)}
    for column in mapping.columns:
        try:
            settled = _settle(column, found.get(column.index), vocabulary, source)
        except InforceError as error:
            errors.append(error)
            continue
        if isinstance(settled, Unmapped):
            unmapped[settled.name] = settled
        else:
            columns.append(settled)
            if settled.is_date and settled.target is not None and column.index in found and found[column.index].ranges:
                ranged.add(settled.target.fact.name)
    if errors:
        raise errors[0] if len(errors) == 1 else ErrorGroup(errors)
    names = {name: index for index, name in reversed(list(enumerate(mapping.header.names)))}
    made = replace(mapping, columns=tuple(columns), unmapped=tuple(sorted(unmapped.values(), key=lambda column: names.get(column.name, 0))))
    if not made.reading:
        raise no_header(mapping.header, source.where)
    return Surveyed(made, frozenset(ranged), total)


def _wants_survey(column: Column, source: Source) -> bool:
    return source.is_text(column.index) and (column.is_date or (column.role or "").startswith(BY_VALUES))


def _ranges_of_table(column: Column) -> list[str]:
    """Ends of a pair that differ in a table of words."""
    found = []
    for cells in (*column.special.values(), column.blank):
        found += [name for name, value in cells.items() if name.endswith(".from") and cells.get(name[:-5] + ".to") != value]
    return found


def _note(column: Column, text: str, evidence: Evidence) -> None:
    if is_unknown(text) and text.strip() != "NA":
        return
    if column.is_date:
        both = orders_of(text)
        if len(both) == 2:
            evidence.both += 1
        for order in both if len(both) == 1 else ():
            evidence.orders[order] += 1
        if not evidence.ranges:
            try:
                interval = read_date(text, MONTH_FIRST)
                evidence.ranges = interval is not None and interval[0] != interval[1]
            except Unreadable:
                pass
        return
    if column.role == BY_VALUES + "state":
        evidence.kinds["state" if states().knows(text) else "other"] += 1
        return
    is_country, is_yes_no = countries().knows(text), yes_or_no(text) is not None
    if citizen(text) is not None:
        evidence.kinds["word"] += 1
    elif is_country and not is_yes_no:
        evidence.kinds["country"] += 1
    elif is_yes_no and not is_country:
        evidence.kinds["yes-no"] += 1
    elif is_country and is_yes_no:
        evidence.kinds["either"] += 1


def _settle(column: Column, evidence: Evidence | None, vocabulary: Vocabulary, source: Source) -> Column | Unmapped:
    if evidence is None:
        return column if not (column.role or "").startswith(BY_VALUES) else Unmapped(column.name, "values-tell-nothing")
    if column.is_date:
        return replace(column, order=column.order or _order(column, evidence, source), epoch=source.epoch)
    if column.role == BY_VALUES + "state":
        if evidence.kinds["state"] and not evidence.kinds["other"]:
            return replace(column, role=None, target=Target(vocabulary["state"]), why="values-state")
        return Unmapped(column.name, "values-not-states" if evidence.kinds["other"] else "values-tell-nothing")
    return _citizenship(column, evidence, vocabulary, source)


def _order(column: Column, evidence: Evidence, source: Source) -> str | None:
    name, flag = shown(column.name), f'`dates: {MONTH_FIRST}` in a profile, or --dates "{shown(column.name)}={MONTH_FIRST}"; or {DAY_FIRST}'
    sure = {order: evidence.orders[order] for order in ORDERS if evidence.orders[order]}
    if len(sure) == 2:
        message = f"dates of column `{name}` are in two orders: {sure[MONTH_FIRST]} only as {MONTH_FIRST}, {sure[DAY_FIRST]} only as {DAY_FIRST}"
        raise InforceError("ambiguous-date", message, where=source.where, help=f"write {flag}; the others go to the quarantine")
    if not sure:
        if evidence.both:
            raise InforceError("ambiguous-date", f"each of {evidence.both} dates of column `{name}` reads both ways, month first and day first", where=source.where, help=f"write {flag}")
        return None
    order, count = next(iter(sure.items()))
    if count * RARE < evidence.both:
        message = f"{evidence.both} dates of column `{name}` read both ways, and only {count} as {order} alone, too few to settle it"
        raise InforceError("ambiguous-date", message, where=source.where, help=f"write {flag}")
    return order


def _citizenship(column: Column, evidence: Evidence, vocabulary: Vocabulary, source: Source) -> Column | Unmapped:
    kinds = evidence.kinds
    if kinds["country"] and kinds["yes-no"]:
        message = f"column `{shown(column.name)}` holds both countries and a bare yes or no"
        raise InforceError("ambiguous-column", message, where=source.where, help="say in a profile which fact it is: us_citizen, or nationality with a table of `values`")
    if kinds["yes-no"] or (kinds["word"] and not kinds["country"] and not kinds["either"]):
        return replace(column, role=None, target=Target(vocabulary["us_citizen"]), why="values-citizen")
    if kinds["country"]:
        return replace(column, role=None, citizenship=True, why="values-mixed" if kinds["word"] else "values-country")
    if kinds["either"]:
        message = f"column `{shown(column.name)}` holds only words that are both an answer and a country's code"
        raise InforceError("ambiguous-column", message, where=source.where, help="say in a profile which fact it is: us_citizen or nationality")
    return Unmapped(column.name, "values-tell-nothing")
