"""Standings in words: a headline that counts the places where a status differs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from inforce.backends.text.catalogue import Catalogue, sentence
from inforce.kernel.formula import Formula, In, atoms
from inforce.rulebook.act import NEVER
from inforce.rulebook.authority import Authority
from inforce.rulebook.library import Library
from inforce.rulebook.standing import UNSETTLED, Horizon, Standing

NO_RULING = "no_ruling"


def status_headline(library: Library, standing: Standing, words: Catalogue, statuses: Mapping[str | None, str]) -> str:
    """The status; where it differs from place to place, how many circuits, or states and territories, have each.

    Args:
        statuses: the words for each status.
    """
    if standing.by_state is None:
        return _for_people(standing, words, statuses)
    circuits = circuit_statuses(library, standing)
    counts: dict[str, int] = {}
    for status in circuits.values() if circuits is not None else (s for s, states in standing.by_state.items() for _ in states):
        counts[status] = counts.get(status, 0) + 1
    no_ruling = counts.pop(NO_RULING, 0)
    said: list[str] = []
    for status, count in sorted(counts.items(), key=lambda pair: -pair[1]):
        name = statuses[None if status == UNSETTLED else status]
        if said:
            said.append(words.count("{status} in one", "{status} in {number}", count, status=name, number=number_words(count, words)))
        elif circuits is not None:
            said.append(words.count("{status} in one circuit", "{status} in {number} circuits", count, status=name, number=number_words(count, words)))
        else:
            said.append(words.count("{status} in one state or territory", "{status} in {number} states and territories", count, status=name, number=number_words(count, words)))
    if no_ruling and circuits is not None:
        without = [words.say("the {circuit}", circuit=library.places[name][words.lang]) for name, status in circuits.items() if status == NO_RULING]
        said.append(words.say("with no ruling in {circuits}", circuits=", ".join(without)))
    return ", ".join(said)


def _for_people(standing: Standing, words: Catalogue, statuses: Mapping[str | None, str]) -> str:
    """The status; where it is not in force, and is so for some people, both, so that it contradicts neither."""
    others = [variation.status for variation in standing.varies if variation.status != standing.status]
    if standing.status == "not_yet":
        some = next((status for status in ("operative", "suspended", "announced", None, "ended") if status in others), standing.status)
    else:
        some = "operative" if "operative" in others else standing.status
    if some == standing.status:
        return statuses[standing.status]
    return words.say("{status} for some, {other} for others", status=statuses[some], other=statuses[standing.status])


NUMBERS = (
    sentence("two"), sentence("three"), sentence("four"), sentence("five"), sentence("six"), sentence("seven"), sentence("eight"), sentence("nine"),
    sentence("ten"),
)  # fmt: skip


def number_words(count: int, words: Catalogue) -> str:
    """A number as a word up to ten, then in figures.

    >>> from inforce.backends.text.catalogue import catalogue
    >>> number_words(9, catalogue("en")), number_words(47, catalogue("es"))
    ('nine', '47')
    """
    return words.say(NUMBERS[count - 2]) if 2 <= count <= 10 else str(count)


_CIRCUIT = re.compile(r"(?:(\d+)(?:st|nd|rd|d|th)|(D\.C\.|Fed\.)) Cir\.")


def court_words(court: str, library: Library, words: Catalogue) -> str:
    """A court by its name, to stand after `in`; as it is cited where the rulebook has no name for it."""
    if court == "U.S.":
        return words.say("the Supreme Court")
    match = _CIRCUIT.fullmatch(court)
    name = library.places.get("ca" + (match[1] or match[2][:2].replace(".", "").lower())) if match is not None else None
    if match is not None and match[2] == "D.C.":
        name = library.places.get("cadc")
    return words.say("the {circuit}", circuit=name[words.lang]) if name is not None else court


REVIEW_STAGE = {"filed": sentence("filed"), "granted": sentence("granted"), "argued": sentence("argued")}
"""How far a review has come."""


def weight_words(standing: Standing, library: Library, words: Catalogue, where: Callable[[Authority], str | None], day: Callable[[date], str] = str) -> Iterator[str]:
    """The courts that uphold a rule and those against it, and what is under review.

    Args:
        where: in words, where a ruling counts; None for everywhere.
    """
    for template, rulings in ((sentence("upheld: {cite}{where}"), standing.authority_for), (sentence("against it: {cite}{where}"), standing.authority_against)):
        for one in rulings:
            place = where(one)
            yield words.say(template, cite=one.cite, where=f" ({place})" if place else "")
    for review in standing.pending:
        upon, court, stage = library.acts[review.upon].title[words.lang], court_words(review.court, library, words), words.say(REVIEW_STAGE[review.stage])
        yield words.say("under review in {court}, {stage} on {day}: {act}", act=upon, stage=stage, court=court, day=day(review.since))


RECENT = 60
"""Days past its horizon after which the warning about a rule that moves is strong."""


def horizon_words(horizon: Horizon, words: Catalogue, day: Callable[[date], str] = str) -> str:
    """That a day is past the horizon: said gently of settled law, strongly of law that moves; with what holds the horizon back."""
    say, days, last = words.say, horizon.days_past, day(horizon.day)
    if horizon.volatility == "settled":
        said = say("last checked on {horizon}; this rule seldom changes", horizon=last)
    elif days <= RECENT:
        said = words.count("last checked on {horizon}, {count} day before", "last checked on {horizon}, {count} days before", days, horizon=last)
    else:
        said = say("warning: last checked on {horizon}, {days} days before; courts and agencies move this rule, so look for what is newer", horizon=last, days=days)
    if horizon.held_back_by is None:
        return said
    return said + "\n" + say("why no later: {reason}", reason=horizon.held_back_by.says[words.lang])


def span_words(first: date, last: date | None, words: Catalogue, day: Callable[[date], str] = str) -> str:
    """What is known of a day that is known only in part; `last` is NEVER where no source shows that it came."""
    if last is None or last == first:
        return day(first)
    if last == NEVER:
        return words.say("{first} or later: no source shows the day", first=day(first))
    return words.say("on a day from {first} to {last}: which one was read nowhere", first=day(first), last=day(last))


def circuit_statuses(library: Library, standing: Standing) -> dict[str, str] | None:
    """The status in each circuit, or that no court there has ruled; None where the states of a circuit differ."""
    if standing.by_state is None:
        return None
    of_state = {state: status for status, states in standing.by_state.items() for state in states}
    found: dict[str, str] = {}
    for name, members in library.vocabulary.circuits.items():
        statuses = {of_state[state] for state in members if state in of_state}
        if len(statuses) != 1:
            return None
        found[name] = statuses.pop()
    ruled = [one for one in (*standing.authority_for, *standing.authority_against) if one.effect.place is not None]
    upheld = [one for one in standing.authority_for if one.effect.place is not None]
    if not ruled or not upheld:
        return found
    for name, members in library.vocabulary.circuits.items():
        is_named = any(_names(one.effect.place.formula, members) for one in ruled if one.effect.place is not None)
        if found[name] == standing.status and not is_named:
            found[name] = NO_RULING
    return found


def _names(place: Formula, members: frozenset[str]) -> bool:
    """Whether a place takes in a circuit by its states."""
    return any(isinstance(atom, In) and not members.isdisjoint(atom.values) for atom in atoms(place))
