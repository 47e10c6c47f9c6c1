"""The article answered as one HTML file: no script, no request, legible on a phone, on a desk and in print."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from html import escape

from inforce.backends.text.catalogue import sentence
from inforce.claims import tell
from inforce.claims.check import ClaimAnswer
from inforce.claims.spoken import spoken
from inforce.page.article import AS_OF, NOTICE, Article, capital, said
from inforce.page.article_style import STYLE
from inforce.page.article_tables import to_agreements, to_directions, to_judge, to_people

TITLE = sentence("The week of the two memos, answered")
SECTIONS = (
    ("statements", sentence("The statements")),
    ("people", sentence("The people")),
    ("directions", sentence("The directions")),
    ("judge", sentence("Who decides")),
    ("agreements", sentence("Local agreements")),
)
CONFIDENCE = {
    "primary": sentence("primary source"),
    "secondary": sentence("secondary source"),
    "derived": sentence("worked out from a source"),
    "doubtful": sentence("doubtful"),
}


def to_html(article: Article) -> str:
    """The whole file."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    body = f"{to_body(article)}\n{_foot(article)}"
    return (
        f'<!DOCTYPE html>\n<html lang="{article.lang}">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{article.words.say(TITLE)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def to_body(article: Article) -> str:
    """The heading and the sections, for a file of its own or for a page of the site."""
    sections = {name: article.words.say(title) for name, title in SECTIONS if name != "people" or article.people}
    return "\n".join([_head(article, sections), *(f'<section id="{name}"><h2>{title}</h2>\n{_BODY[name](article)}</section>' for name, title in sections.items())])


def _head(article: Article, sections: dict[str, str]) -> str:
    say = article.words.say
    links = "".join(f'<a href="#{name}">{title}</a>' for name, title in sections.items())
    return (
        f"<header><h1>{say(TITLE)}</h1>\n"
        f"<p>{say('In February 2017 two memos of the Department of Homeland Security put two executive orders into guidelines for officers.')} "
        f"{say('This page answers what an article of 21 February 2017 says and reports about them: from the rules, with the place in each where it can be read.')}</p>\n"
        f'<p class="notice"><strong>{say(NOTICE)}</strong> {say("The people on this page are made up.")}</p>\n'
        f'<p class="facts">{say("As of {day}, by what was known that day; each statement as of the day it was made.", day=tell.day(AS_OF, article.lang))} {_horizon(article)}</p>\n<nav>{links}</nav></header>'
    )


def _horizon(article: Article) -> str:
    say, lang = article.words.say, article.lang
    first, last = article.horizon
    warning = f" {say('For some of them {day} lies past that day.', day=tell.day(AS_OF, lang))}" if first < AS_OF else ""
    through = say("The acts upon the rules shown here were verified through a day that each rule carries, from {first} to {last}.", first=tell.day(first, lang), last=tell.day(last, lang))
    return through + warning


def _foot(article: Article) -> str:
    say = article.words.say
    return (
        f'<footer class="small"><p><strong>{say(NOTICE)}</strong></p><p>{say("Rulebook {version}.", version=escape(article.book.library.version))} '
        f"{say('This file asks nothing of any other place and stores nothing.')}</p></footer>"
    )


def _statements(article: Article) -> str:
    say, lang = article.words.say, article.lang
    intro = say(
        "Each statement is in our own words. It <b>holds under the text</b> where it is so for everyone it speaks of, <b>fails under the text</b> where a person shows otherwise, is <b>open under the text</b> where the text leaves it to somebody's discretion, practice or consent or where it turns on how the words are read, and is <b>not a claim about the rules</b> where no text could settle it. All sides are treated alike."
    )
    rows = "".join(
        f'<tr><th scope="row"><a href="#{escape(a.claim.id)}">{escape(spoken(a.claim.statement, lang))}</a><br><small>{escape(capital(spoken(a.claim.speaker.who, lang)))}</small></th>'
        f'<td class="verdict">{escape(capital(say(tell.verdict(a))))}</td></tr>'
        for a in article.answers
    )
    table = f"<table><thead><tr><th>{say('Statement')}</th><th>{say('Answer')}</th></tr></thead><tbody>{rows}</tbody></table>"
    return f"<p>{intro}</p>{table}" + "\n".join(_claim(article, answer) for answer in article.answers)


def _claim(article: Article, answer: ClaimAnswer) -> str:
    say, lang, claim = article.words.say, article.lang, answer.claim
    parts = [f'<article id="{escape(claim.id)}"><blockquote>{escape(spoken(claim.statement, lang))}</blockquote>', f'<p class="said">{escape(said(claim, lang))}</p>']
    parts.append(f'<p class="answer">{escape(capital(say(tell.verdict(answer))))}</p>')
    parts += [f"<p>{escape(spoken(text, lang))}</p>" for text in (claim.not_settled,) if text]
    if answer.parts:
        items = [
            f"<li><b>{escape(capital(say(tell.short_verdict(part))))}.</b> {escape(spoken(part.part.says, lang))}"
            + "".join(f"<p>{escape(text)}</p>" for text in tell.beside(part, article.speaker))
            + "</li>"
            for part in answer.parts
        ]
        parts.append(f'<ol class="parts">{"".join(items)}</ol>')
    parts += [f"<p>{escape(spoken(claim.note, lang))}</p>"] if claim.note else []
    parts += [_deciders(article, answer), _figures(article, claim.figures)]
    if claim.list:
        target = {"due-process": "judge", "agreements": "agreements"}[claim.list]
        parts.append(f'<p class="small"><a href="#{target}">{say("See the list below.")}</a></p>')
    parts += [f'<p class="cite">{say("Check it:")} <code>inforce claim {escape(claim.id)}</code></p></article>']
    return "\n".join(filter(None, parts))


def _deciders(article: Article, answer: ClaimAnswer) -> str:
    say, entries = article.words.say, []
    for name in answer.claim.turns_on or answer.claim.provisions:
        found = tell.decider(article.book, name, answer.on, answer.known_on, article.lang)
        waits = "".join(f"<dd>{escape(say('Waits for {condition}.', condition=condition))}</dd>" for condition in found.waits)
        entries.append(
            f'<dt>{escape(capital(found.title))}: {say(tell.STATUS[found.status])}</dt><dd>{escape(capital(found.power))}</dd>{waits}'
            f'<dd class="cite"><span lang="en">{escape(found.cites[0])}</span> <span class="id">{escape(name)}</span></dd>'
        )
    return f"<dl>{''.join(entries)}</dl>" if entries else ""


def _figures(article: Article, names: Sequence[str]) -> str:
    say, lang, rows = article.words.say, article.lang, []
    for name in names:
        figure = article.shelf.figures[name]
        late = f"; {say('published {day}', day=figure.published)}" if figure.published else ""
        source = f'<span lang="en">{escape(figure.source)}</span> ({say(CONFIDENCE[figure.confidence])}{escape(late)})'
        rows.append(
            f'<tr><th scope="row">{escape(capital(spoken(figure.what, lang)))}</th><td class="num">{figure.value:,} {escape(spoken(figure.unit, lang))}</td>'
            f'<td>{escape(spoken(figure.day, lang))}</td><td class="cite">{source}</td></tr>'
        )
    head = "".join(f"<th>{word}</th>" for word in (say("What"), say("Figure"), say("Day"), say("Source")))
    return f'<table class="wide"><caption>{say("Figures of the time")}</caption><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>' if rows else ""


_BODY = {"statements": _statements, "people": to_people, "directions": to_directions, "judge": to_judge, "agreements": to_agreements}
