"""The interview page: questions, result and both sheets in one file, with the rulebook and the words of both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inforce.backends.text.catalogue import catalogue
from inforce.page.script import kernel_script
from inforce.page.site import asset, sheet
from inforce.page.site.rules import Shown
from inforce.page.site.shell import Frame, Page, place_names, to_frame

SCRIPTS = tuple(
    f"ui/{name}" for name in ("inflate", "say", "model", "source", "chooser", "widget", "ask", "answers", "result", "card", "paper", "exit", "dress", "app")
)  # fmt: skip
PLAIN = ("facts", "constraints", "nodes")
"""What of the rules stands in the page as plain JSON: the facts and all formulas. The long tables of words, days and acts are written small."""


def to_page(shown: Mapping[str, Shown], frame: Frame, rulebook: Mapping[str, Any]) -> Page:
    """The page."""
    sheets = "".join(f"<template id=sheet-{lang}>{sheet.to_sheet(each, frame)}</template>\n" for lang, each in shown.items())
    links = ("rules", "sheet")
    return Page(
        "interview",
        "en",
        f"{place_names(shown['en'].words)['interview']} · inforce",
        without_script(shown, "interview", links),
        styles=("form", "card", "list", "sheet"),
        scripts=SCRIPTS,
        before=kernel_script(),
        data={"formulas": {key: rulebook["rules"][key] for key in PLAIN}, "spanish": spanish(SCRIPTS)},
        packed={"rulebook": {**rulebook, "rules": {key: value for key, value in rulebook["rules"].items() if key not in PLAIN}}},
        templates=sheets + frames("interview", frame),
    )


def frames(place: str, frame: Frame) -> str:
    """What stands around the screen, in both languages."""
    return "".join(f"<template id=frame-{lang}>{to_frame(place, lang, frame)}</template>\n" for lang in ("en", "es"))


def spanish(scripts: tuple[str, ...]) -> dict[str, str]:
    """The Spanish of every sentence that the scripts say."""
    words = catalogue("es")
    return {sentence: words.say(sentence) for sentence in asset.sentences(asset.scripts(*scripts))}


def without_script(shown: Mapping[str, Shown], place: str, links: tuple[str, ...]) -> str:
    """What stands there without a script: where the rules can be read, in both languages."""
    parts = []
    for lang, each in shown.items():
        names = place_names(each.words)
        items = "".join(f'<li><a href="{link}.{lang}.html">{names[link]}</a></li>' for link in links)
        text = each.words.say("This page needs a script, which is turned off here. The rules can be read without it.")
        parts.append(f"<div lang={lang}><h1>{names[place]}</h1><p>{text}</p><ul>{items}</ul></div>")
    return f"<noscript>{''.join(parts)}</noscript>"
