"""Rules: what a determination needs: facts, constraints, provisions, and the status of each as formulas over time."""

from __future__ import annotations

from datetime import date
from typing import Any

from inforce.backends.json.history import History
from inforce.backends.json.nodes import Nodes
from inforce.backends.json.weights import to_weights
from inforce.language.fact import Fact
from inforce.rulebook.library import Library
from inforce.rulebook.provision import FIRST_DAY, Authority, Provision
from inforce.rulebook.status import STATUSES

AuthorityKey = tuple[str, str | None, str | None, str | None, str | None]


def to_rules(library: Library, nodes: Nodes, history: History) -> dict[str, Any]:
    """The part `rules`, its table of formulas left empty."""
    authorities: dict[AuthorityKey, int] = {}
    provisions = {name: _provision(provision, nodes, authorities) for name, provision in library.provisions.items()}
    return {
        "rulebook": library.version,
        "first_day": FIRST_DAY.isoformat(),
        "facts": {name: _fact(fact) for name, fact in library.vocabulary.facts.items()},
        "days": {name: [date.fromordinal(day).isoformat() for day in fact.span] for name, fact in library.vocabulary.days.items()},
        "circuits": {name: sorted(states) for name, states in library.vocabulary.circuits.items()},
        "constraints": [[constraint.says, nodes.place(constraint.formula)] for constraint in library.theory.constraints],
        "readings": {name: reading.default["en"] for name, reading in library.readings.items()},
        "order": list(library.encoded),
        "not_encoded": [name for name in library.syllabus if name not in library.provisions],
        "provisions": provisions,
        "authorities": [dict(zip(("cite", "section", "date", "until", "url"), key, strict=True)) for key in authorities],
        "statuses": {name: statuses(name, nodes, history) for name in library.provisions},
        **to_weights(library, nodes, history),
        "nodes": [],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    found: dict[str, Any] = {"type": fact.type}
    if fact.values:
        found["values"] = list(fact.values)
    for key, value in (("off_ramp", fact.off_ramp), ("open", fact.open), ("days_since", fact.days_since)):
        if value:
            found[key] = value
    return found


def _provision(provision: Provision, nodes: Nodes, authorities: dict[AuthorityKey, int]) -> dict[str, Any]:
    how = provision.discretion
    found: dict[str, Any] = {
        "bearing": provision.bearing,
        "text": nodes.place(provision.text.formula),
        "discretion": {"modal": how.modal, "who": how.who, "basis": how.basis},
        "authority": [authorities.setdefault(_key(authority), len(authorities)) for authority in provision.authority],
        "horizon": provision.horizon.isoformat(),
    }
    for key, names in (("exempt_by", provision.exempt_by), ("parts", provision.parts), ("sections", provision.sections)):
        if names:
            found[key] = list(names)
    if provision.decides is not None:
        found["decides"] = provision.decides
    if provision.volatility != "moving":
        found["volatility"] = provision.volatility
    if provision.held_back_by is not None:
        found["held_back_by"] = provision.held_back_by.to_json()
    return found


def _key(authority: Authority) -> AuthorityKey:
    first, until = (day.isoformat() if day else None for day in (authority.date, authority.until))
    return (authority.cite, authority.section, first, until, authority.url)


def statuses(name: str, nodes: Nodes, history: History) -> list[list[Any]]:
    """The five statuses of a provision as formulas, from each first day on; exactly one is true for every person."""
    found: list[list[Any]] = []
    for day in history.days(name):
        partition = history.plain(day).partition(name)
        row = [nodes.place(partition[status]) for status in STATUSES]
        if not found or found[-1][1:] != row:
            found.append([day.isoformat(), *row])
    return found
