"""The report as one HTML file: no script, no request, legible on a phone, on a desk and in print."""

from __future__ import annotations

import base64
import hashlib
from html import escape

from inforce.screen.report.plot import DEFS
from inforce.screen.report.sections import change, outcomes, quality, to_ask
from inforce.screen.report.style import STYLE
from inforce.screen.report.summary import Summary
from inforce.screen.report.words import Words
from inforce.screen.small import LEAST


def to_html(summary: Summary, lang: str) -> str:
    """The whole file."""
    words = Words(summary.library, lang)
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = words.say("A caseload screened")
    parts = [quality(summary, words)]
    parts += [change(summary, words)] if summary.question.compared else []
    parts += [outcomes(summary, words), to_ask(summary, words)]
    body = "\n".join([DEFS, _head(summary, words, title), "<main>", *parts, "</main>", _foot(summary, words)])
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n<title>{escape(title)}</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _head(summary: Summary, words: Words, title: str) -> str:
    asked = summary.question
    lines = [words.say("The rules on {day}.", day=words.day(asked.on))]
    if asked.compared:
        lines = [words.say("The rules on {first} and on {last}.", first=words.day(asked.first), last=words.day(asked.last))]
    if asked.known_on:
        lines.append(words.say("By what was known on {day}.", day=words.day(asked.known_on)))
    if asked.state:
        lines.append(words.say("Where a row names no state: {state}.", state=asked.state))
    for reading, choice in asked.readings.items():
        if choice == "other":
            found = summary.library.readings[reading]
            lines.append(words.say("Read otherwise than by default: {point}: {other}.", point=found.point[words.lang], other=found.other[words.lang]))
    lines.append(words.say("Rulebook {version}.", version=summary.library.version))
    notice = words.say("Legal information, not legal advice.")
    counts = words.say("Counts only: no name and no key of a case stands here, and nobody is put in an order.")
    small = (
        words.say("Small numbers are shown, because they were asked for.")
        if summary.show_small
        else words.say("Numbers from 1 to {most} are left out (•), and with them any that would give one away.", most=LEAST - 1)
    )
    return (
        f'<header><h1>{escape(title)}</h1>\n<p class="facts">{escape(" ".join(lines))}</p>\n'
        f'<p class="notice"><strong>{escape(notice)}</strong> {escape(counts)} {escape(small)}</p></header>'
    )


def _foot(summary: Summary, words: Words) -> str:
    lines = [
        words.say("Legal information, not legal advice."),
        words.say("The answers case by case stand in the results file beside this report; the rows without an answer in the quarantine file."),
        words.say("This file asks nothing of any other place and stores nothing."),
    ]
    return f"<footer><p>{escape(' '.join(lines))}</p></footer>"
