"""The site: its pages in both languages, made from one rulebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from inforce.backends.json import to_json
from inforce.backends.text import Speaker
from inforce.backends.text.acts import scope
from inforce.backends.text.catalogue import LANGUAGES, catalogue
from inforce.backends.text.states import state_names
from inforce.page import article_html
from inforce.page.article import Article
from inforce.page.site import interview, rules, sheet, start, timeline
from inforce.page.site.rules import Shown
from inforce.page.site.shell import PLACES, Frame, Page, file_name, place_names, to_html
from inforce.rulebook.act import Effect
from inforce.rulebook.asking import read_asking
from inforce.rulebook.book import Book
from inforce.rulebook.labels import load_labels

INDEX = "index.html"
NAMES = (INDEX, *dict.fromkeys(file_name(place, lang) for lang in LANGUAGES for place in PLACES))
"""Every file of a site; a folder with any other file in it is never replaced."""


def to_files(book: Book, speakers: Mapping[str, Speaker], articles: Mapping[str, Article], *, lang: str = "en") -> dict[str, str]:
    """Every file of the site by its name.

    Args:
        speakers: who says formulas, by language.
        articles: the article answered, by language.
        lang: the language of the page that opens first; every page is there in both.
    Raises:
        InforceError: `unknown-language`, `not-translated`.
    """
    catalogue(lang)
    frame = frame_of(book)
    pages = list(to_pages(book, speakers, articles, frame))
    files = {page.name: to_html(page, frame) for page in pages}
    return {INDEX: files[f"start.{lang}.html"], **files}


def frame_of(book: Book) -> Frame:
    """The rulebook's version and the span of its horizons."""
    horizons = [provision.horizon for provision in book.library.provisions.values()]
    return Frame(book.library.version, min(horizons), max(horizons))


def to_pages(book: Book, speakers: Mapping[str, Speaker], articles: Mapping[str, Article], frame: Frame) -> Iterator[Page]:
    """The pages, those of one language after the other."""
    spans = rules.all_spans(book)
    weights = rules.all_weights(book)
    shown = {lang: Shown(book, catalogue(lang), speakers[lang], spans, weights) for lang in LANGUAGES}
    for lang, each in shown.items():
        names = place_names(each.words)
        titled = Page("start", lang, "", "")
        yield replace(titled, title=f"{names['start']} · inforce", body=start.to_body(book, each.words))
        yield replace(titled, place="rules", title=f"{names['rules']} · inforce", body=rules.to_body(each), scripts=(*titled.scripts, "ui/find"))
        body = f'<div class="told">{article_html.to_body(articles[lang])}</div>'
        yield replace(titled, place="article", title=f"{names['article']} · inforce", body=body, styles=("article",))
        yield replace(titled, place="sheet", title=f"{names['sheet']} · inforce", body=sheet.to_body(each, frame), styles=("sheet",), scripts=(*titled.scripts, "ui/print"))
    rulebook = rulebook_of(shown)
    yield interview.to_page(shown, frame, rulebook)
    yield timeline.to_page(shown, frame, rulebook)


def rulebook_of(shown: Mapping[str, Shown]) -> dict[str, Any]:
    """The rulebook as the browser reads it, with the words of both languages."""
    library = shown["en"].book.library

    def said(effect: Effect, lang: str) -> str | None:
        return scope(effect, library, shown[lang].speaker, shown[lang].words)

    found = to_json(library, labels=load_labels(library), asking=read_asking(library).to_json(), scope=said)
    for lang, each in shown.items():
        found["words"][lang]["states"] = state_names(each.words)
    return found
