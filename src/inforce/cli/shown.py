"""A provision as a page of text."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from inforce.backends.text.acts import capital
from inforce.backends.text.catalogue import catalogue
from inforce.cli.sheet import QUIET, Lines, Sheet, styled
from inforce.cli.standing import say_heading, say_horizon, say_standing
from inforce.cli.timeline import say_act
from inforce.cli.words import BEARING, DECIDES, SEEN, day_words, notice, power
from inforce.rulebook.book import Book
from inforce.rulebook.provision import Authority

if TYPE_CHECKING:
    from inforce.cli.show import View


def sheet(book: Book, views: list[View]) -> Lines:
    """Each provision, one after the other."""
    page = Sheet()
    for view in views:
        page.gap()
        _say(page, book, view)
    if views:
        page.gap()
        page.say(notice(views[0].lang))
    return page.lines


def _say(page: Sheet, book: Book, view: View) -> None:
    provision, lang = view.provision, view.lang
    say_heading(page, book, provision.id, lang)
    page.say(capital(BEARING[lang][provision.bearing]), style=QUIET)
    page.gap()
    page.say(provision.says[lang])
    _say_reach(page, book, view)
    _say_power(page, view)
    _say_authority(page, view)
    _say_status(page, book, view)
    _say_acts(page, book, view)
    _say_readings(page, view)


def _say_reach(page: Sheet, book: Book, view: View) -> None:
    provision, lang, say = view.provision, view.lang, catalogue(view.lang).say
    titles = book.library.provisions
    if provision.bearing == "benefit":
        page.head(say("Who has it: a person of whom all of this is so"))
    else:
        page.head(say("Whom the text reaches: a person of whom all of this is so"))
    for line in view.reaches:
        page.item("-", line.text, 2 + 2 * line.depth)
    if core := provision.core.get(lang):
        page.head(say("Its core"))
        page.say(core, 2)
    for title, names in ((say("Its parts"), provision.parts), (say("See also"), provision.sections)):
        if names:
            page.head(title)
            for name in names:
                page.item("-", styled(capital(titles[name].title[lang]), (f" [{name}]", QUIET)), 2)
    if provision.bearing != "benefit" or provision.exempt_by:
        page.head(say("What shields from it"))
        for name in provision.exempt_by:
            page.item("-", styled(capital(titles[name].title[lang]), (f" [{name}]", QUIET)), 2)
            if leaves := titles[name].leaves.get(lang):
                page.say(leaves, 4)
        if not provision.exempt_by:
            page.say(say("nothing set apart from its text"), 2)


def _say_power(page: Sheet, view: View) -> None:
    provision, lang, say = view.provision, view.lang, catalogue(view.lang).say
    conditions = say("How far it goes") if provision.bearing == "benefit" else say("A condition on officers")
    for title, said in ((say("What it leaves"), provision.leaves.get(lang)), (conditions, provision.conditions.get(lang))):
        if said:
            page.head(title)
            page.say(said, 2)
    page.head(say("Who acts, and who decides"))
    page.say(power(provision.discretion, lang), 2, 2)
    if provision.decides:
        page.say(say("Who decides: {who}", who=DECIDES[lang][provision.decides]), 2, 2)


def _say_authority(page: Sheet, view: View) -> None:
    page.head(catalogue(view.lang).say("Authority"))
    for authority in view.provision.authority:
        page.item("-", authority.cite, 2)
        if authority.section and authority.section not in authority.cite:
            page.say(authority.section, 4, 2)
        if authority.url:
            page.address(authority.url, 4)
        page.say(_seen(authority, view.lang), 4, 2)


def _seen(authority: Authority, lang: str) -> str:
    how = SEEN[lang][authority.seen]
    return catalogue(lang).say("{how}, read on {day}", how=how, day=day_words(authority.read, lang)) if authority.read else how


def _say_status(page: Sheet, book: Book, view: View) -> None:
    lang, standing, say = view.lang, view.standing, catalogue(view.lang).say
    page.head(say("Status"))
    say_standing(page, book, standing, lang, acts=False)
    for condition in view.waits:
        page.say(say("waits for: {condition}", condition=condition), 2, 2)
    say_horizon(page, standing, lang)


def _say_acts(page: Sheet, book: Book, view: View) -> None:
    say = catalogue(view.lang).say
    page.head(say("The acts, in order"))
    for _, group in groupby(view.rows, key=lambda row: (row.day, row.act.id)):
        say_act(page, book, list(group), view.lang, indent=2, about=view.provision.id)
    if not view.rows:
        page.say(say("no act begins or ends it"), 2)


def _say_readings(page: Sheet, view: View) -> None:
    lang, say = view.lang, catalogue(view.lang).say
    if not view.readings:
        return
    page.head(say("Where careful readers differ"))
    for reading in view.readings:
        page.item("-", styled(capital(reading.point[lang]), (f" [{reading.id}]", QUIET)), 2)
        page.say(say("by default: {reading}", reading=reading.default[lang]), 4, 2)
        page.say(say("the other reading: {reading}", reading=reading.other[lang]), 4, 2)
