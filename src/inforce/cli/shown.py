"""A provision as a page of text."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from inforce.cli.sheet import Sheet
from inforce.cli.timeline import say_act
from inforce.cli.words import BASIS, BEARING, DECIDES, MODAL, SEEN, SHOW, STATUS
from inforce.rulebook.book import Book
from inforce.rulebook.provision import Authority

if TYPE_CHECKING:
    from inforce.cli.show import View


def sheet(book: Book, views: list[View]) -> list[str]:
    """Each provision, one after the other."""
    page = Sheet()
    for view in views:
        page.gap()
        _say(page, book, view)
    if views:
        page.gap()
        page.say(SHOW[views[0].lang]["notice"])
    return page.lines


def _say(page: Sheet, book: Book, view: View) -> None:
    provision, lang = view.provision, view.lang
    page.say(provision.title[lang][:1].upper() + provision.title[lang][1:])
    page.say(f"{provision.id} · {BEARING[lang][provision.bearing]}")
    page.gap()
    page.say(provision.says[lang])
    _say_reach(page, book, view)
    _say_power(page, view)
    _say_authority(page, view)
    _say_status(page, view)
    _say_acts(page, book, view)
    _say_readings(page, view)


def _say_reach(page: Sheet, book: Book, view: View) -> None:
    provision, lang, words = view.provision, view.lang, SHOW[view.lang]
    titles = book.library.provisions
    page.head(words["has" if provision.bearing == "benefit" else "reaches"])
    for line in view.reaches:
        page.item("-", line.text, 2 + 2 * line.depth)
    if core := provision.core.get(lang):
        page.head(words["core"])
        page.say(core, 2)
    for title, names in ((words["parts"], provision.parts), (words["sections"], provision.sections)):
        if names:
            page.head(title)
            for name in names:
                page.item("-", f"{titles[name].title[lang]} ({name})", 2)
    if provision.bearing != "benefit" or provision.exempt_by:
        page.head(words["shields"])
        for name in provision.exempt_by:
            page.item("-", f"{titles[name].title[lang]} ({name})", 2)
            if leaves := titles[name].leaves.get(lang):
                page.say(leaves, 4)
        if not provision.exempt_by:
            page.say(words["no_shield"], 2)


def _say_power(page: Sheet, view: View) -> None:
    provision, lang, words = view.provision, view.lang, SHOW[view.lang]
    for title, said in ((words["leaves"], provision.leaves.get(lang)), (words["conditions"], provision.conditions.get(lang))):
        if said:
            page.head(title)
            page.say(said, 2)
    page.head(words["who"])
    how = provision.discretion
    page.say(f"{MODAL[lang][how.modal]}: {how.deciders.get(lang, how.who)} ({BASIS[lang][how.basis]})", 2, 2)
    if provision.decides:
        page.head(words["decides"])
        page.say(DECIDES[lang][provision.decides], 2)


def _say_authority(page: Sheet, view: View) -> None:
    page.head(SHOW[view.lang]["authority"])
    for authority in view.provision.authority:
        page.item("-", authority.cite, 2)
        if authority.section and authority.section not in authority.cite:
            page.say(authority.section, 4, 2)
        if authority.url:
            page.say(authority.url, 4)
        page.say(_seen(authority, view.lang), 4, 2)


def _seen(authority: Authority, lang: str) -> str:
    read = ", " + SHOW[lang]["read_on"].format(authority.read) if authority.read else ""
    return SEEN[lang][authority.seen] + read


def _say_status(page: Sheet, view: View) -> None:
    lang, standing, words = view.lang, view.standing, SHOW[view.lang]
    page.head(f"{words['status']} {words['on'].format(standing.on)}" + (f", {standing.state}" if standing.state else ""))
    page.say(STATUS[lang][standing.status], 2)
    for condition in view.waits:
        page.item(f"{words['waits']}:", condition, 2)
    for variation in standing.varies:
        where = "; ".join(said for said in (variation.where, variation.people) if said)
        page.item("-", f"{words['varies'].lower()}: {where}: {STATUS[lang][variation.status]} ({variation.act})", 2)
    if standing.past_horizon:
        page.say(words["past"].format(standing.on, standing.horizon), 2, 2)
    else:
        page.say(words["verified"].format(standing.horizon), 2, 2)


def _say_acts(page: Sheet, book: Book, view: View) -> None:
    page.head(SHOW[view.lang]["acts"])
    for _, group in groupby(view.rows, key=lambda row: (row.day, row.act.id)):
        say_act(page, book, list(group), view.lang, indent=2, about=view.provision.id)
    if not view.rows:
        page.say(SHOW[view.lang]["none"], 2)


def _say_readings(page: Sheet, view: View) -> None:
    lang, words = view.lang, SHOW[view.lang]
    if not view.readings:
        return
    page.head(words["readings"])
    for reading in view.readings:
        page.item("-", f"{reading.point[lang]} [{reading.id}]", 2)
        page.item(f"{words['default']}:", reading.default[lang], 4)
        page.item(f"{words['other']}:", reading.other[lang], 4)
