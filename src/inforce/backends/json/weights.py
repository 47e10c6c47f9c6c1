"""Weights: the courts for and against each provision, what is under review and what is only reported, over time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from inforce.backends.json.history import History
from inforce.backends.json.nodes import Nodes
from inforce.language.formula import FALSE
from inforce.rulebook.act import ACT, STAGES, Effect
from inforce.rulebook.authority import Weights, reported
from inforce.rulebook.library import Library
from inforce.rulebook.provision import FIRST_DAY
from inforce.rulebook.scope import EVERYWHERE, scope_words


class Lines:
    """What is said of each effect, once; its place is its number."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.rows: list[dict[str, Any]] = []
        self._places: dict[int, int] = {}

    def place(self, effect: Effect) -> int:
        found = self._places.get(id(effect))
        if found is None:
            found = self._places[id(effect)] = len(self.rows)
            self.rows.append(self._row(effect))
        return found

    def _row(self, effect: Effect) -> dict[str, Any]:
        act = self.library.acts[effect.act]
        row: dict[str, Any] = {"act": effect.act, "court": act.court, "rank": self.library.rank(act.court), "day": effect.day.isoformat()}
        if effect.verb == "reviews":
            return row | {"upon": effect.target[len(ACT) :], "stage": effect.stage or STAGES[0]}
        where = scope_words(effect, self.library)
        return row | {"where": None if where == EVERYWHERE else where, "cite": act.cite}


def to_weights(library: Library, nodes: Nodes, history: History) -> dict[str, Any]:
    """What weighs on each provision from each first day on: upheld, against and under review, each with where; and what is reported."""
    lines = Lines(library)
    by_provision: dict[str, list[list[Any]]] = {}
    told: dict[str, list[list[Any]]] = {}
    says: dict[str, dict[str, Any]] = {}
    for name in library.provisions:
        rows = by_provision[name] = []
        for day in _days(library, history, name):
            found = Weights(library, history.plain(day)).parts(name)
            _add(rows, day, [[[lines.place(e), nodes.place(where)] for e, where in part if where is not FALSE] for part in found])
        reports = told[name] = []
        for day in _report_days(library, name):
            found_reports = list(reported(library, name, day, date.max))
            for one in found_reports:
                scopes = [nodes.place(effect.scope) for effect in library.acts[one.act].does]
                says[one.act] = {"says": one.says, "date": one.date.isoformat(), "scopes": scopes}
            _add(reports, day, [[one.act for one in found_reports]])
    return {
        "lines": lines.rows,
        "weights": {name: rows for name, rows in by_provision.items() if any(any(row[1:]) for row in rows)},
        "reports": says,
        "reported": {name: rows for name, rows in told.items() if any(any(row[1:]) for row in rows)},
    }


def _add(rows: list[list[Any]], day: date, row: list[Any]) -> None:
    """Adds what holds from a day on, where that is something new."""
    if not rows or rows[-1][1:] != row:
        rows.append([day.isoformat(), *row])


def _days(library: Library, history: History, name: str) -> list[date]:
    """The days on which what weighs on a provision can change; reviews of acts that are only about it count."""
    found = set(history.days(name))
    for act in library.docket.behind(name):
        found |= {day for effect in history.effects(ACT + act.id) for day in effect.turns if day >= FIRST_DAY}
    return sorted(found)


def _report_days(library: Library, name: str) -> Iterator[date]:
    """The days on which what is reported of a provision can change; none where nothing unseen is behind it."""
    whole = library.docket.whole
    members = (name, *library.provisions[name].parts)
    behind = [act for part in members for act in whole.behind(part)]
    if not any(act.id in library.docket.unseen for act in behind):
        return
    effects: Iterable[Effect] = (e for act in behind for e in (*act.does, *whole.by_target.get(ACT + act.id, ())))
    days = {FIRST_DAY, *(day for e in effects for day in e.turns), *(act.effective for act in behind)}
    yield from sorted(day for day in days if day >= FIRST_DAY)

