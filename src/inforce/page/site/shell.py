"""The shell of every page: policy, way out, language switch, notice, and the day through which the rules were checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any

from inforce.backends.text import TONGUES
from inforce.backends.text.catalogue import Catalogue, catalogue
from inforce.page.site import asset

OTHER = {"en": "es", "es": "en"}
NAMES = {"en": "English", "es": "Español"}
PLACES = ("start", "interview", "rules", "timeline", "article", "sheet")
BILINGUAL = ("interview", "timeline")
"""Places of one file in both languages, switched by its script."""


@dataclass(frozen=True)
class Page:
    """One file of the site.

    Args:
        place: which of the site's places it is; its file is named for it.
        scripts: script files for it.
        before: a script that they use.
        data: what the script reads, by the id of the element that holds it.
        packed: the same, written small.
        templates: what a script puts on the page later.
    """

    place: str
    lang: str
    title: str
    body: str
    styles: Sequence[str] = ("list",)
    scripts: Sequence[str] = ("ui/exit", "ui/today")
    before: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    packed: Mapping[str, Any] = field(default_factory=dict)
    templates: str = ""

    @property
    def name(self) -> str:
        return file_name(self.place, self.lang)


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page says of the rulebook: its version and the days through which its acts were verified."""

    version: str
    oldest: date
    latest: date


def file_name(place: str, lang: str) -> str:
    """
    >>> file_name("rules", "es"), file_name("interview", "es")
    ('rules.es.html', 'interview.html')
    """
    return f"{place}.html" if place in BILINGUAL else f"{place}.{lang}.html"


def link(place: str, lang: str) -> str:
    """The address of a place in a language, from any page of the site."""
    return file_name(place, lang) + ("#es" if place in BILINGUAL and lang == "es" else "")


def notice(words: Catalogue) -> str:
    """The sentence that stands on every screen and sheet."""
    return words.say("Legal information, not legal advice; only a lawyer or a DOJ-accredited representative can advise you about your case.")


def place_names(words: Catalogue) -> dict[str, str]:
    say = words.say
    return {
        "start": say("Start"),
        "interview": say("Questions"),
        "rules": say("The rules"),
        "timeline": say("What happened when"),
        "article": say("The article answered"),
        "sheet": say("A sheet to take along"),
    }


def day(on: date, lang: str) -> str:
    """A day in words, marked so that a machine can read it."""
    return f'<time datetime="{on}">{TONGUES[lang].day(on)}</time>'


def as_of(frame: Frame, words: Catalogue) -> str:
    """The as-of day and the horizon; a script puts the device's own day in its place."""
    latest = day(frame.latest, words.lang)
    return (
        f'<p id="asof" data-latest="{frame.latest}">{words.say("As of {day}.", day=f"<b>{latest}</b>")} {words.say("Rules checked through {latest} at the latest.", latest=latest)}</p>'
        f'<p id="past" class="note warn" hidden>{words.say("Today is later than the last day through which these rules were checked. What came after that day is not here.")}</p>'
    )


def to_html(page: Page, frame: Frame) -> str:
    """The whole file."""
    words, lang = catalogue(page.lang), page.lang
    style = asset.styles("base", "frame", *page.styles)
    script = page.before + asset.scripts(*page.scripts)
    policy = f"default-src 'none'; script-src '{asset.digest(script)}'; style-src '{asset.digest(style)}'; base-uri 'none'; form-action 'none'"
    data = "".join(f'<script type="application/json" id="{name}">{asset.to_data(value)}</script>\n' for name, value in page.data.items())
    for name, value in page.packed.items():
        text, size = asset.pack(value)
        data += f'<script type="text/plain" id="{name}" data-size="{size}">{text}</script>\n'
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(page.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<div id="top" class="paperless">{_top(page.place, page.lang, frame)}</div>\n'
        f'<main id="main" tabindex="-1">\n{page.body}\n</main>\n<div id="foot" class="paperless">{_foot(frame, words)}</div>\n{page.templates}{data}<script>{script}</script>\n</body>\n</html>\n'
    )


def to_frame(place: str, lang: str, frame: Frame) -> str:
    """What stands around the screen in one language, for a page that changes its language in place."""
    return f'<div data-for="top">{_top(place, lang, frame)}</div><div data-for="foot">{_foot(frame, catalogue(lang))}</div>'


def _top(place: str, lang: str, frame: Frame) -> str:
    words, other = catalogue(lang), OTHER[lang]
    say = words.say
    if place in BILINGUAL:
        switch = f'<button type="button" class="tool" id="tongue" lang="{other}">{NAMES[other]}</button>'
    else:
        switch = f'<a class="tool" id="tongue" lang="{other}" hreflang="{other}" href="{link(place, other)}">{NAMES[other]}</a>'
    items = "".join(f'<li><a href="{link(each, lang)}"{" aria-current=page" if each == place else ""}>{escape(name)}</a></li>' for each, name in place_names(words).items())
    return (
        f'<a class="skip" href="#main" id="skip">{say("Skip to the content")}</a>\n<header class="bar"><div><a class="mark" href="{link("start", lang)}">inforce</a>{switch}'
        f'<a class="tool exit" id="exit" rel="noreferrer" href="about:blank">{say("Leave quickly")}</a></div></header>\n'
        f'<nav class="strip" aria-label="{say("Parts of this site")}"><ul class="places">{items}</ul></nav>\n'
        f'<aside class="strip" aria-label="{say("About these rules")}"><p>{notice(words)}</p>{as_of(frame, words)}</aside>'
    )


def _foot(frame: Frame, words: Catalogue) -> str:
    say, lang = words.say, words.lang
    horizon = say("Each rule was checked through a day of its own, from {oldest} to {latest}.", oldest=day(frame.oldest, lang), latest=day(frame.latest, lang))
    return (
        f'<footer class="foot"><p>{say("This page keeps nothing and calls nobody: it opens no connection, and no answer is stored.")} '
        f"{say('To leave at once: the button at the top, or the Esc key twice.')}</p><p>{horizon} {say('Rulebook {version}.', version=escape(frame.version))}</p></footer>"
    )
