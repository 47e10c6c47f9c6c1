"""What nobody read: acts that would decide and were seen nowhere, days worked out, horizons past what was read, words not quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from inforce.language.error import InforceError
from inforce.rulebook.act import CHANGING, Act
from inforce.rulebook.authority import would_tell
from inforce.rulebook.library import Library
from inforce.rulebook.provision import FIRST_DAY, Provision

WORDS_FROM = date(2025, 1, 1)
"""From this day on, an act that changes a status is quoted, or says where its words were looked for."""
WORKED_OUT = re.compile(r"\b(computed|calculated|from memory|is an inference|is inferred|counted as)\b", re.IGNORECASE)


def unread(library: Library, today: date) -> Iterator[InforceError]:
    """The faults of what a rulebook says that it read."""
    for provision in library.provisions.values():
        yield from _horizon(library, provision, today)
        yield from _unseen(library, provision)
    for act in library.acts.values():
        yield from _act(library, act)


def _horizon(library: Library, provision: Provision, today: date) -> Iterator[InforceError]:
    name, horizon = provision.id, provision.horizon
    if horizon > today:
        yield InforceError("late-horizon", f"provision `{name}` has the horizon {horizon}, which is after today", where=provision.where, help="a horizon is a day through which its acts were verified")
    newest = last_read(library, provision)
    if newest is not None and horizon > newest and not library.is_draft:
        yield InforceError(
            "late-horizon",
            f"provision `{name}` has the horizon {horizon}, and what was read or searched reaches {newest}",
            where=provision.where,
            help="move the horizon back, or add the reading or the search",
        )


def last_read(library: Library, provision: Provision) -> date | None:
    """The newest day to which readings of a provision's sources and searches about it reach; None where there is no such record."""
    acts = [act for part in (provision.id, *provision.parts) for act in library.docket.whole.behind(part)]
    days = [source.read for act in acts for source in (*act.sources, *act.checks)]
    days += [authority.read for authority in provision.authority]
    days += [search.reaches for search in library.searches if provision.id in search.about]
    return max((day for day in days if day is not None), default=None)


def _unseen(library: Library, provision: Provision) -> Iterator[InforceError]:
    """Unseen acts that would change the status on a day within the horizon."""
    name = provision.id
    for act in library.docket.whole.behind(name):
        if act.id not in library.docket.unseen or not any(effect.verb in CHANGING for effect in act.does):
            continue
        days = {day for effect in act.does for day in effect.turns} | {act.effective}
        within = sorted(day for day in days if FIRST_DAY <= day <= provision.horizon)
        if any(would_tell(library, act, name, day, date.max) for day in within):
            yield InforceError(
                "unseen-act",
                f"provision `{name}` has the horizon {provision.horizon}, and `{act.id}` of {within[0]} was seen in no source",
                where=provision.where,
                help="move the horizon to before that day, or add where the act was seen",
            )


def _act(library: Library, act: Act) -> Iterator[InforceError]:
    changes = any(effect.verb in CHANGING for effect in act.does)
    if act.seen == "draft" and not library.is_draft:
        yield InforceError("drafted-act", f"act `{act.id}` is drafted", where=act.where, help="a release holds no draft; `draft: true` in rulebook.yaml marks one")
    if act.kind == "mandate" and act.to is None and act.id in library.docket.unseen:
        yield InforceError("mandate-not-read", f"act `{act.id}` gives a mandate the day {act.effective}, which was seen in no source", where=act.where, help="write `effective: {from:, to:}`, or add the source that gives the day")
    if act.id in library.docket.unseen or not changes:
        return
    if act.note and (match := WORKED_OUT.search(act.note)):
        yield InforceError("day-worked-out", f"act `{act.id}` changes a status and its note says `{match[0]}`", where=act.where, help="a day is read, or it is a range: `effective: {from:, to:}`")
    if library.is_draft:
        return
    if act.signed >= WORDS_FROM and act.words_search is None and not any(source.words for source in act.sources):
        yield InforceError("no-words", f"act `{act.id}` changes a status and none of its words are quoted", where=act.where, help="quote them on the source, or write `words: null` and `words_search:`")
    if act.seen == "secondary" and library.aggregators:
        hosts = {urlsplit(source.url).hostname or "" for source in act.sources if source.url is not None and source.seen == "secondary"}
        if hosts and all(_is_aggregator(library, host) for host in hosts):
            yield InforceError("aggregators-alone", f"act `{act.id}` changes a status and rests on {', '.join(sorted(hosts))} alone", where=act.where, help="find a source at the issuer, the court, a reporter or counsel; law/hosts.yaml lists aggregators")


def _is_aggregator(library: Library, host: str) -> bool:
    return any(fnmatchcase(host, pattern) for pattern in library.aggregators)
