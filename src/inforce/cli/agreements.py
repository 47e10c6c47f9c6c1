"""`inforce agreements`: the local agencies with an agreement under INA 287(g), by the lists that the rulebook holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import click

from inforce.backends.text.catalogue import catalogue, sentence
from inforce.backends.text.states import state_name
from inforce.claims import tell
from inforce.cli.options import Asked, Moment, common, lang_option
from inforce.cli.output import put, put_json
from inforce.cli.sheet import NOTICE, Lines, Sheet
from inforce.kernel.error import InforceError, Where
from inforce.rulebook.agreement import MODELS, Agreements, ShownAgreement, read_agreements
from inforce.rulebook.book import Book

Say = Callable[..., str]
PROVISIONS = {"jail_enforcement": "officer/287g/jail-enforcement", "task_force": "officer/287g/task-force", "warrant_service": "officer/287g/warrant-service"}
KINDS = {
    "jail_enforcement": sentence("Agreements for officers who screen people in jail: {count}"),
    "task_force": sentence("Agreements for officers who enforce in the field: {count}"),
    "warrant_service": sentence("Agreements for officers who serve warrants in jail: {count}"),
}
OPEN = sentence("not on the list of {day}, and no source shows when it ended or under which name it goes on")


@click.command("agreements")
@click.option("--model", "models", multiple=True, type=click.Choice(MODELS), help="only agreements of this kind; repeatable")
@lang_option
@common
def command(asked: Asked, models: tuple[str, ...], lang: str) -> int:
    """The local agencies that ICE's lists show with an agreement under INA 287(g) on
    a day, with the day each was signed and the list that shows it.

    With --state, that state alone. A row that is missing from a list never means
    that there is no agreement: which agency holds one is for the place to say.
    """
    book, moment = asked.open()
    agreements = read_agreements(book.library.folder, book.library.vocabulary["state"].values)
    if not agreements.lists:
        raise InforceError("no-list", "this rulebook holds no list of agreements", where=Where("--rulebook"), help="lists stand in agreements/lists.yaml of a rulebook")
    if moment.known_on is not None:
        raise InforceError("bad-use", "a list says what stood on its day, not who knew of it", where=Where("--known-on"), help="leave it out")
    shown = agreements.on(moment.on, moment.state, models or MODELS)
    if asked.as_json:
        put_json(_json(book, agreements, shown, moment, models or MODELS))
    else:
        put(_sheet(book, agreements, shown, moment, models or MODELS, lang))
    return 0


def _past(agreements: Agreements, moment: Moment) -> int:
    horizon = agreements.horizon
    return max(0, (moment.on - horizon).days) if horizon is not None else 0


def _statuses(book: Book, moment: Moment, models: Sequence[str]) -> dict[str, Any]:
    """What the rulebook says of each model there and then, by model."""
    return {m: book.status(PROVISIONS[m], on=moment.on, state=moment.state) for m in models if PROVISIONS[m] in book.library.provisions}


def _json(book: Book, agreements: Agreements, shown: Sequence[ShownAgreement], moment: Moment, models: Sequence[str]) -> dict[str, Any]:
    used = {one.by.id for one in shown}
    return {
        "on": str(moment.on),
        "state": moment.state,
        "models": list(models),
        "status": {model: standing.status for model, standing in _statuses(book, moment, models).items()},
        "counts": {model: Counter(one.shown for one in shown if one.agreement.model == model) for model in models},
        "agreements": [one.to_json() for one in shown],
        "lists": [one.to_json() for one in agreements.lists if one.id in used],
        "horizon": str(agreements.horizon),
        "days_past_horizon": _past(agreements, moment),
    }


def _sheet(book: Book, agreements: Agreements, shown: Sequence[ShownAgreement], moment: Moment, models: Sequence[str], lang: str) -> Lines:
    page, words = Sheet(), catalogue(lang)
    say, on = words.say, tell.day(moment.on, lang)
    count = sum(one.shown != "open" for one in shown)
    if moment.state is not None:
        page.say(say("Local agreements under INA 287(g) in {state} on {on}: {count}", state=state_name(moment.state, words), on=on, count=count))
    else:
        page.say(say("Local agreements under INA 287(g) on {on}: {count}", on=on, count=count))
    statuses = _statuses(book, moment, models)
    for model in models:
        rows = [one for one in shown if one.agreement.model == model]
        page.head(say(KINDS[model], count=sum(one.shown != "open" for one in rows)))
        if model in statuses:
            page.item(f"{PROVISIONS[model]}:", say(tell.STATUS[statuses[model].status]), 2)
        if moment.state is None:
            _by_state(page, say, rows)
        else:
            _by_agency(page, say, rows, agreements)
    _sources(page, say, agreements, shown, moment, lang)
    page.say(say(NOTICE))
    return page.lines


def _by_state(page: Sheet, say: Say, rows: Sequence[ShownAgreement]) -> None:
    counts = Counter(one.agreement.state for one in rows if one.shown != "open")
    if counts:
        page.say(", ".join(f"{state} {count}" for state, count in counts.items()), 2, 2)
    if older := len(rows) - counts.total():
        page.say(say("{count} more stand on an older list and not on the next; no source shows when they ended.", count=older), 2, 2)


def _by_agency(page: Sheet, say: Say, rows: Sequence[ShownAgreement], agreements: Agreements) -> None:
    for one in rows:
        line = say("{agency}, signed on {day}", agency=one.agreement.agency, day=one.agreement.signed)
        if one.shown == "open":
            later = next(other for other in agreements.lists if other.as_of > one.by.as_of)
            line += "; " + say(OPEN, day=later.as_of)
        page.say(line, 2, 2)


def _sources(page: Sheet, say: Say, agreements: Agreements, shown: Sequence[ShownAgreement], moment: Moment, lang: str) -> None:
    page.gap()
    for one in agreements.lists:
        if any(row.by == one for row in shown):
            page.say(say("List of {day}: {source}", day=tell.day(one.as_of, lang), source=one.source), 0, 2)
    past = _past(agreements, moment)
    if past and agreements.horizon is not None:
        day = tell.day(agreements.horizon, lang)
        page.say(say("The newest list is of {day}, {count} days before the day asked about; agreements are signed and ended every week.", day=day, count=past), 0, 2)
    page.say(say("A missing row never means that there is no agreement."), 0, 2)
    page.gap()
