"""`inforce status`: the status of provisions on a day, in a place, as known on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import click

from inforce.backends.text.catalogue import catalogue
from inforce.backends.text.acts import capital
from inforce.backends.text.standing import RECENT, number_words, status_headline
from inforce.cli.document import Document, open_document
from inforce.cli.entry import Entry
from inforce.cli.options import Asked, Moment, common, lang_option, split_pairs
from inforce.cli.output import error_json, flat, put, put_error, put_json
from inforce.cli.sheet import HEAD, QUIET, STATUS_STYLE, Lines, Sheet, styled
from inforce.cli.standing import checked_words, say_heading, say_horizon, say_standing, status_sentence
from inforce.cli.words import FAMILY, STATUS, day_words, moment_words, notice, past_horizon
from inforce.kernel.error import InforceError, Where
from inforce.rulebook.book import Book
from inforce.rulebook.history import concerning
from inforce.rulebook.standing import Standing
from inforce.rulebook.yaml import parse

KEYS = ("id", "on", "state", "known_on", "facts")


@dataclass(frozen=True)
class Result:
    """The answer to one query: its standing, or the error that stands in its place."""

    provision: str | None
    standing: Standing | None = None
    error: InforceError | None = None

    def to_json(self) -> dict[str, Any]:
        if self.standing is not None:
            return self.standing.to_json()
        assert self.error is not None
        return {"provision": self.provision, "error": error_json(self.error)}


@click.command("status")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--queries", metavar="FILE", help="a YAML or JSON list of {id, on, state, known_on, facts}; - reads standard input")
@click.option("--fact", "facts", multiple=True, metavar="NAME=VALUE", help="what is known of the person's class, as in a case file; repeatable")
@click.option("--changed-since", metavar="DATE", help="only what stood otherwise on that day")
@lang_option
@common
def command(asked: Asked, ids: tuple[str, ...], queries: str | None, facts: tuple[str, ...], changed_since: str | None, lang: str) -> int:
    """The status of provisions, and the acts that make it so; of all of them where
    no ID is given."""
    if ids and queries is not None:
        raise InforceError("bad-use", "ids and --queries are given together", help="give one of them")
    document = open_document(queries, "queries") if queries is not None else None
    book, moment = asked.open()
    given = read_facts(book, facts)
    if document is not None:
        results = [answer(book, path, item, moment, given) for path, item in document]
    else:
        results = [one(book, name, moment, given) for name in ids or book.library.encoded]
    if changed_since is not None:
        results = changed(book, results, since(book, changed_since), given)
    if asked.as_json:
        put_json([result.to_json() for result in results])
    else:
        put(listing(book, results, moment, lang) if not ids and document is None else sheet(book, results, lang))
        for error in faults(results, document):
            put_error(error)
    return 1 if any(result.error for result in results) else 0


def read_facts(book: Book, pairs: tuple[str, ...]) -> dict[str, Any]:
    """Facts given by flags, each value read as it would be in a case file.

    Raises:
        ErrorGroup, InforceError: what facts raise, at the flag.
    """
    raw: dict[str, Any] = {}
    for name, text in split_pairs(pairs, "--fact", "nationality=HN").items():
        raw[name] = parse(text, f"--fact {name}")
    book.read_facts(raw, "--fact")
    return raw


def one(book: Book, name: str, moment: Moment, facts: dict[str, Any]) -> Result:
    """The standing of one provision."""
    try:
        return Result(name, book.status(name, on=moment.on, known_on=moment.known_on, state=moment.state, facts=facts))
    except InforceError as error:
        return Result(name, error=error)


def answer(book: Book, path: str, item: Any, moment: Moment, facts: dict[str, Any]) -> Result:
    """The answer to one query of a file; what the query says wins over the flags."""
    entry = Entry(book, item, path, KEYS)
    name = entry.word("id")
    if entry.item and name is None and not entry.errors:
        entry.catch("id", _missing_id)
    if name is not None:
        entry.catch("id", lambda: book.check_id(name))
    on, known_on = entry.day("on", moment.on), entry.day("known_on", moment.known_on)
    state, own = entry.state(moment.state), {**facts, **entry.facts()}
    try:
        entry.raise_any()
        assert name is not None
        assert on is not None
        return Result(name, entry.answer(lambda: book.status(name, on=on, known_on=known_on, state=state, facts=own)))
    except InforceError as error:
        return Result(name, error=error)


def _missing_id() -> None:
    raise InforceError("missing-key", "`id` is missing", help="keys: " + ", ".join(KEYS))


def since(book: Book, text: str) -> date:
    try:
        return book.day(text, "changed-since")
    except InforceError as error:
        raise error.at(Where("--changed-since")) from None


@dataclass(frozen=True)
class Change(Result):
    """A standing that was another on an earlier day."""

    before: Standing | None = None


def changed(book: Book, results: list[Result], day: date, facts: dict[str, Any]) -> list[Result]:
    """Of the results, those whose status, or where it differs, was another on the day; errors stay."""
    kept: list[Result] = []
    for result in results:
        now = result.standing
        if now is None:
            kept.append(result)
            continue
        before = book.status(now.provision, on=day, known_on=now.known_on, state=now.state, facts=facts)
        if stood(before) != stood(now):
            kept.append(Change(result.provision, now, None, before))
    return kept


def stood(standing: Standing) -> tuple[object, ...]:
    """How a provision stood: its status, where it differs, and what weighs on it."""
    return (standing.status, standing.varies, standing.authority_for, standing.authority_against, standing.pending)


def last_change(before: Standing, now: Standing) -> date | None:
    """The newest day of what was not so before."""
    days = [act.date for act in now.acts if act not in before.acts]
    days += [one.effect.day for one in (*now.authority_for, *now.authority_against) if one not in (*before.authority_for, *before.authority_against)]
    days += [review.since for review in now.pending if review not in before.pending]
    days += [effect.day for variation in now.varies if variation not in before.varies for effect in variation.effects if effect.act == variation.act]
    return max((day for day in days if before.on < day <= now.on), default=None)


def new_acts(book: Book, result: Change) -> list[tuple[date, str, bool]]:
    """What courts and agencies did to a rule, its parts and the acts about it between the two days, and what ran out."""
    assert result.before is not None
    assert result.standing is not None
    first, last, known_on = result.before.on, result.standing.on, result.standing.known_on
    found: dict[tuple[date, str, bool], None] = {}
    for name in (result.standing.provision, *result.standing.parts):
        for effect in concerning(book.library, name):
            if known_on is None or effect.known <= known_on:
                found.update(dict.fromkeys((day, effect.act, day not in (effect.day, effect.latest)) for day in effect.turns if first < day <= last))
    return sorted(found)


def faults(results: list[Result], document: Document | None) -> Iterator[InforceError]:
    """The errors of items, each at its place in the file."""
    for result in results:
        for error in flat(result.error) if result.error is not None else ():
            yield document.place(error) if document is not None else error


# text


def listing(book: Book, results: list[Result], moment: Moment, lang: str = "en") -> Lines:
    """Every provision with its status, by family."""
    page, say = Sheet(), catalogue(lang).say
    page.say(say("How the rules stand on {day}{where}", day=day_words(moment.on, lang), where=moment_words(lang, moment.state, moment.known_on)), style=HEAD)
    page.say(say("Behind each: the name by which to ask for it, and the day of the last act about it."))
    families: dict[str, list[Result]] = {}
    for result in results:
        if result.standing is not None:
            families.setdefault(result.standing.provision.split("/")[0], []).append(result)
    for family, members in families.items():
        page.head(FAMILY[lang].get(family, family))
        for result in members:
            _say_row(page, book, result, lang)
    if not families:
        page.head(say("nothing to show"))
    page.gap()
    past = [result.standing.verified for result in results if result.standing and result.standing.past_horizon]
    if past:
        page.warn(past_horizon(len(past), moment.on, lang))
        if moved := sum(one.volatility == "moving" and one.days_past > RECENT for one in past):
            page.warn(
                catalogue(lang).count(
                    "one of them is a rule that courts and agencies move, last checked more than {days} days before",
                    "{number} of them are rules that courts and agencies move, last checked more than {days} days before",
                    moved,
                    number=number_words(moved, catalogue(lang)),
                    days=RECENT,
                )
            )
    missing = len(book.library.syllabus) - len(book.library.encoded)
    if missing:
        page.say(say("{count} of the {total} provisions of the syllabus are not encoded yet", count=missing, total=len(book.library.syllabus)), hang=2)
    page.say(notice(lang))
    return page.lines


def _say_row(page: Sheet, book: Book, result: Result, lang: str) -> None:
    """One provision: its status, its title, its id, and the day of the last act or, of a change, what it was and the acts since."""
    standing, words = result.standing, STATUS[lang]
    assert standing is not None
    width = max(map(len, words.values()))
    title = capital(book.library.provisions[standing.provision].title[lang])
    headline = status_headline(book.library, standing, catalogue(lang), words)
    is_alike = headline == words[standing.status]
    page.item(words[standing.status] if is_alike else catalogue(lang).say("differs"), title if is_alike else f"{title}: {headline}", 2, width + 1, STATUS_STYLE.get(standing.status, ""))
    before = result.before if isinstance(result, Change) else None
    day = last_change(before, standing) if before is not None else None
    note = str(day or (standing.acts[-1].date if standing.acts else ""))
    if before is not None and before.status != standing.status:
        note = catalogue(lang).say("was {status}", status=words[before.status])
    page.say(styled((f"{standing.provision}  {note}", QUIET)), width + 4, 2)
    for on, act, ran_out in new_acts(book, result) if isinstance(result, Change) else ():
        title = book.library.acts[act].title[lang]
        page.item(str(on), catalogue(lang).say("This runs out: {act}.", act=title) if ran_out else title, width + 4)


def sheet(book: Book, results: list[Result], lang: str = "en") -> Lines:
    """Each standing with its acts."""
    page = Sheet()
    say = catalogue(lang).say
    warnings: dict[tuple[str, ...], list[str]] = {}
    for result in results:
        if result.standing is not None and result.standing.past_horizon:
            warnings.setdefault(tuple(checked_words(result.standing, lang)), []).append(result.standing.provision)
    shared = {warning: names for warning, names in warnings.items() if len(names) > 1}
    for result in results:
        standing = result.standing
        if standing is None:
            continue
        page.gap()
        say_heading(page, book, standing.provision, lang)
        page.gap()
        say_standing(page, book, standing, lang)
        if isinstance(result, Change) and result.before:
            page.gap()
            page.say(say("Before: {sentence}", sentence=status_sentence(book, result.before, catalogue(lang))), hang=2)
        if not standing.past_horizon or tuple(checked_words(standing, lang)) not in shared:
            say_horizon(page, standing, lang)
        if standing.by_state is not None:
            page.say(say("For one state: add --state, as in --state TX."))
    for warning, names in shared.items():  # said once for the answers that share it
        page.gap()
        titles = (capital(book.library.provisions[name].title[lang]) for name in dict.fromkeys(names))
        page.say(say("Of these rules: {names}", names="; ".join(titles)), hang=2)
        for line in warning:
            page.warn(line)
    if page.lines:
        page.gap()
        page.say(notice(lang))
    return page.lines
