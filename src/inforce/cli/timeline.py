"""`inforce timeline`: the acts in order, with what each does to which provision or act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from inforce.backends.text.acts import capital
from inforce.backends.text.catalogue import catalogue
from inforce.backends.text.standing import court_words, span_words
from inforce.cli.labels import limits
from inforce.cli.options import Asked, Moment, common, lang_option
from inforce.cli.output import put, put_json
from inforce.cli.picture import write_picture
from inforce.cli.sheet import HEAD, QUIET, Lines, Sheet, styled
from inforce.cli.words import MANNER, STAGE, UPON_IT, VERB, notice
from inforce.kernel.error import InforceError, nearest
from inforce.kernel.evaluate import evaluate
from inforce.kernel.knowledge import Knowledge
from inforce.rulebook.act import ACT, NEVER, Act, Effect
from inforce.rulebook.book import Book
from inforce.rulebook.standing import EVERYWHERE, scope_words


@dataclass(frozen=True)
class Row:
    """One effect of one act; or an act that does nothing to a provision asked for, and is only about it."""

    act: Act
    day: date
    known: date
    target: str | None = None
    effect: Effect | None = None
    scope: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "act": self.act.id,
            "date": self.day.isoformat(),
            "known": self.known.isoformat(),
            "signed": self.act.signed.isoformat(),
            "verb": self.effect.verb if self.effect else None,
            "target": self.target,
            "scope": self.scope,
            "manner": self.effect.manner if self.effect else None,
            "to": self._latest(),
            "stage": self.effect.stage if self.effect else None,
            "court": self.act.court,
            "cite": self.act.cite,
            "seen": self.act.seen,
        }

    def _latest(self) -> str | None:
        """For a day known only in part, the latest that it can be; `never` where no source shows it."""
        to = self.effect.to if self.effect else self.act.to
        return None if to is None else "never" if to == NEVER else to.isoformat()


@click.command("timeline")
@click.argument("what", metavar="[ID or FAMILY]", required=False)
@click.option("--svg", metavar="FILE", help="draw the statuses of the provisions into this file")
@lang_option
@common
def command(asked: Asked, what: str | None, svg: str | None, lang: str) -> int:
    """The acts in order, of everything, of a provision, of a family, of ids that
    begin alike, or of one act; --on leaves out what begins after that day."""
    book, moment = asked.open()
    if svg is not None:
        names = [name for name in chosen(book, what) if not book.library.provisions[name].is_shield]
        write_picture(book, names, moment, Path(svg))
        put([f"{len(names)} provisions drawn into {svg}"])
        return 0
    rows = list(within(book, rows_of(book, what), moment, asked.on is not None))
    if asked.as_json:
        put_json([row.to_json() for row in rows])
    else:
        put(sheet(book, rows, lang))
    return 0


def rows_of(book: Book, what: str | None) -> list[Row]:
    """The rows about what is asked for, oldest first.

    Raises:
        InforceError: `unknown-provision` where no id begins so; `not-encoded`.
    """
    if what is not None and what.removeprefix(ACT) in book.library.acts:
        return _sorted(_of_act(book, what.removeprefix(ACT)))
    names = chosen(book, what)
    return _sorted(_of_provisions(book, names, everything=what is None))


def chosen(book: Book, what: str | None) -> list[str]:
    """The ids of encoded provisions that are meant: all, one with what stands under it, or those that begin so."""
    known = [*book.library.encoded, *(name for name in book.library.provisions if name not in book.library.syllabus)]
    if what is None:
        return known
    word = what.rstrip("/")
    under = [name for name in known if name == word or name.startswith(word + "/")]
    found = under or [name for name in known if name.startswith(what)]
    if found:
        return found
    if any(name == word or name.startswith(word + "/") for name in book.library.syllabus):
        raise InforceError("not-encoded", f"nothing of `{word[:80]}` is encoded yet", help="it is in the syllabus")
    families = {name.split("/")[0] for name in known}
    help = nearest(what, {*known, *families, *book.library.acts}) or "families: " + ", ".join(sorted(families))
    raise InforceError("unknown-provision", f"no provision, family or act is called `{what[:80]}`", help=help)


def _of_provisions(book: Book, names: Iterable[str], *, everything: bool) -> Iterator[Row]:
    """Effects upon the provisions, and upon the acts behind those effects; then acts that are only about them."""
    names = list(names)
    seen: set[str] = set()
    waiting = list(names)
    while waiting:
        target = waiting.pop()
        if target in seen:
            continue
        seen.add(target)
        for effect in book.library.docket.whole.by_target.get(target, ()):
            yield _row(book, effect)
            waiting.append(ACT + effect.act)
    shown = {target.removeprefix(ACT) for target in seen if target.startswith(ACT)}
    wanted = set(names)
    for act in book.library.acts.values():
        if act.id not in shown and (wanted & set(act.about) or (everything and not act.does)):
            yield Row(act, act.effective, act.known, ", ".join(name for name in act.about if name in wanted) or None)


def _of_act(book: Book, act: str) -> Iterator[Row]:
    found = book.library.acts[act]
    yield from (_row(book, effect) for effect in found.does)
    if not found.does:
        yield Row(found, found.effective, found.known, ", ".join(found.about) or None)
    yield from (_row(book, effect) for effect in book.library.docket.whole.by_target.get(ACT + act, ()))


def _row(book: Book, effect: Effect) -> Row:
    return Row(book.library.acts[effect.act], effect.day, effect.known, effect.target, effect, scope_words(effect, book.library))


def _sorted(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row.day, row.known, row.act.id))


def within(book: Book, rows: Iterable[Row], moment: Moment, by_day: bool) -> Iterator[Row]:
    """Rows that the day of knowledge, the place and (where one is asked for) the day leave."""
    vocabulary = book.library.vocabulary
    place = vocabulary["state"].read(moment.state) if moment.state is not None else None
    known = Knowledge(vocabulary, {"state": place} if place is not None else {})
    for row in rows:
        if moment.known_on is not None and row.known > moment.known_on:
            continue
        if by_day and row.day > moment.on:
            continue
        where = row.effect.place.formula if row.effect is not None and row.effect.place is not None else None
        if where is None or evaluate(where, known) is not False:
            yield row


def sheet(book: Book, rows: list[Row], lang: str = "en") -> Lines:
    """The rows as text: one entry for each act and day."""
    page = Sheet()
    for _, group in groupby(rows, key=lambda row: (row.day, row.act.id)):
        page.gap()
        say_act(page, book, list(group), lang)
    page.gap()
    page.say(notice(lang) if rows else catalogue(lang).say("no act"), 0)
    return page.lines


def say_act(page: Sheet, book: Book, rows: list[Row], lang: str, *, indent: int = 0, about: str | None = None) -> None:
    """One act on one day: its title, its other days where they differ, what it does, its citation.

    Args:
        about: the one provision the reader looks at; it is not named again.
    """
    first, say = rows[0], catalogue(lang).say
    act, margin = first.act, indent + 11
    page.item(str(first.day), styled((capital(act.title[lang]), HEAD), (f" [{act.id}]", QUIET)), indent)
    signed, known = act.signed != first.day, first.known != first.day
    if signed and known:
        page.say(say("signed {signed}, known {known}", signed=act.signed, known=first.known), margin, 2)
    elif signed:
        page.say(say("signed {day}", day=act.signed), margin, 2)
    elif known:
        page.say(say("known {day}", day=first.known), margin, 2)
    to = first.effect.to if first.effect else act.to
    if to is not None:
        page.say(span_words(first.day, to, catalogue(lang)), margin, 2)
    for _, same in groupby(rows, key=lambda row: _deed(row, lang)):
        members = list(same)
        targets = [row.target for row in members if row.target and row.target != about]
        page.say(_said(book, members[0], targets, lang), margin, 2)
        condition = members[0].effect.waits_for if members[0].effect else None
        if condition is not None:
            page.say(say("waits for: {condition}", condition=condition.says[lang]), margin + 2, 2)
    page.say(act.cite, margin, 2, QUIET)
    if act.seen == "none":
        page.say(say("reported; seen in no source, and not counted"), margin, 2)


def _deed(row: Row, lang: str) -> tuple[object, ...]:
    effect = row.effect
    if effect is None:
        return (None,)
    return (effect.verb, effect.manner, effect.stage, row.scope, effect.until, effect.through, effect.waits_for.id if effect.waits_for else None)


def _said(book: Book, row: Row, targets: list[str], lang: str) -> str:
    effect = row.effect
    verb = effect.verb if effect else None
    named = "; ".join(_title(book, target, lang) for target in targets)
    deed = capital(f"{VERB[lang][verb]}: {named}" if targets else UPON_IT[lang][verb])
    manner = f" ({manner_words(effect.manner, lang)})" if effect and effect.manner else ""
    if effect and effect.stage:
        court = court_words(row.act.court or "", book.library, catalogue(lang))
        manner = " (" + catalogue(lang).say("{stage}, in {court}", stage=STAGE[lang][effect.stage], court=court) + ")"
    scope = f" [{limits(book, [effect], lang, row.scope)}]" if effect and row.scope not in (None, EVERYWHERE) else ""
    until = catalogue(lang).say(", until {day}", day=effect.until) if effect and effect.until else ""
    through = catalogue(lang).say(", a period printed through {day}", day=effect.through) if effect and effect.through else ""
    return deed + manner + scope + until + through


def _title(book: Book, target: str, lang: str) -> str:
    """What an act is upon, by its title: a provision, an act, or several provisions that one act is about."""
    library = book.library
    names = [library.acts[name.removeprefix(ACT)].title[lang] if name.startswith(ACT) else library.provisions[name].title[lang] for name in target.split(", ")]
    return "; ".join(names)


def manner_words(manner: str, lang: str) -> str:
    """How an act suspends or ends, in words."""
    return MANNER[lang][manner]
