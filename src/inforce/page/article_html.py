"""The article answered as one HTML file: no script, no request, legible on a phone, on a desk and in print."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from html import escape

from inforce.claims import tell
from inforce.claims.check import ClaimAnswer
from inforce.claims.process import Row
from inforce.page.article import AS_OF, BEFORE, NOTICE, Article, Direction, Person, said
from inforce.page.article_style import STYLE

TITLE = "The week of the two memos, answered"
SECTIONS = (("statements", "The statements"), ("people", "The people"), ("directions", "The directions"), ("judge", "Who decides"), ("agreements", "Local agreements"))


def to_html(article: Article) -> str:
    """The whole file."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    body = f"{to_body(article)}\n{_foot(article)}"
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n<title>{TITLE}</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def to_body(article: Article) -> str:
    """The heading and the sections, for a file of its own or for a page of the site."""
    sections = {name: title for name, title in SECTIONS if name != "people" or article.people}
    return "\n".join([_head(article, sections), *(f'<section id="{name}"><h2>{title}</h2>\n{_BODY[name](article)}</section>' for name, title in sections.items())])


def _head(article: Article, sections: dict[str, str]) -> str:
    links = "".join(f'<a href="#{name}">{title}</a>' for name, title in sections.items())
    return (
        f"<header><h1>{TITLE}</h1>\n<p>In February 2017 two memos of the Department of Homeland Security put two executive orders into guidelines for officers. "
        f"This page answers what an article of 21 February 2017 says and reports about them: from the rules, with the place in each where it can be read.</p>\n"
        f'<p class="notice"><strong>{NOTICE}</strong> The people on this page are made up.</p>\n'
        f'<p class="facts">As of {tell.day(AS_OF)}, by what was known that day; each statement as of the day it was made. {_horizon(article)}</p>\n<nav>{links}</nav></header>'
    )


def _horizon(article: Article) -> str:
    first, last = article.horizon
    warning = f" For some of them {tell.day(AS_OF)} lies past that day." if first < AS_OF else ""
    return f"The acts upon the rules shown here were verified through a day that each rule carries, from {tell.day(first)} to {tell.day(last)}.{warning}"


def _foot(article: Article) -> str:
    return f'<footer class="small"><p><strong>{NOTICE}</strong></p><p>Rulebook {escape(article.book.library.version)}. This file asks nothing of any other place and stores nothing.</p></footer>'


# statements


def _statements(article: Article) -> str:
    intro = (
        '<p>Each statement is in our own words. It <b>holds under the text</b> where it is so for everyone it speaks of, <b>fails under the text</b> where a person '
        "shows otherwise, is <b>open under the text</b> where the text leaves it to somebody's discretion, practice or consent or where it turns on how the words are read, "
        "and is <b>not a claim about the rules</b> where no text could settle it. All sides are treated alike.</p>"
    )
    rows = "".join(
        f'<tr><th scope="row"><a href="#{escape(a.claim.id)}">{escape(a.claim.statement)}</a><br><small>{escape(_capital(a.claim.speaker.who))}</small></th>'
        f'<td class="verdict">{escape(_capital(tell.VERDICT[a.verdict]))}</td></tr>'
        for a in article.answers
    )
    table = f"<table><thead><tr><th>Statement</th><th>Answer</th></tr></thead><tbody>{rows}</tbody></table>"
    return intro + table + "\n".join(_claim(article, answer) for answer in article.answers)


def _claim(article: Article, answer: ClaimAnswer) -> str:
    claim = answer.claim
    parts = [f'<article id="{escape(claim.id)}"><blockquote>{escape(claim.statement)}</blockquote>', f'<p class="said">{escape(said(claim))}</p>']
    verdict = tell.VERDICT[answer.verdict]
    parts.append(f'<p class="answer">{escape(verdict[:1].upper() + verdict[1:])}</p>')
    parts += [f"<p>{escape(text)}</p>" for text in (claim.not_settled,) if text]
    if answer.parts:
        items = [
            f"<li><b>{escape(part.verdict.capitalize())}.</b> {escape(part.part.says)}" + "".join(f"<p>{escape(text)}</p>" for text in tell.beside(part, article.speaker)) + "</li>"
            for part in answer.parts
        ]
        parts.append(f'<ol class="parts">{"".join(items)}</ol>')
    parts += [f"<p>{escape(claim.note)}</p>"] if claim.note else []
    parts += [_deciders(article, answer), _figures(article, claim.figures)]
    if claim.list:
        target = {"due-process": "judge", "agreements": "agreements"}[claim.list]
        parts.append(f'<p class="small"><a href="#{target}">See the list below.</a></p>')
    parts += [f'<p class="cite">Check it: <code>inforce claim {escape(claim.id)}</code></p></article>']
    return "\n".join(filter(None, parts))


def _deciders(article: Article, answer: ClaimAnswer) -> str:
    entries = []
    for name in answer.claim.turns_on or answer.claim.provisions:
        found = tell.decider(article.book, name, answer.on, answer.known_on)
        waits = "".join(f"<dd>Waits for {escape(condition)}.</dd>" for condition in found.waits)
        entries.append(
            f'<dt>{escape(_capital(found.title))}: {tell.STATUS[found.status]}</dt><dd>{escape(_capital(found.power))}</dd>{waits}<dd class="cite">{escape(found.cites[0])} <span class="id">{escape(name)}</span></dd>'
        )
    return f"<dl>{''.join(entries)}</dl>" if entries else ""


def _figures(article: Article, names: Sequence[str]) -> str:
    rows = []
    for name in names:
        figure = article.shelf.figures[name]
        late = f"; published {figure.published}" if figure.published else ""
        source = f"{escape(figure.source)} ({figure.confidence}{escape(late)})"
        rows.append(
            f'<tr><th scope="row">{escape(_capital(figure.what))}</th><td class="num">{figure.value:,} {escape(figure.unit)}</td><td>{escape(figure.day)}</td><td class="cite">{source}</td></tr>'
        )
    head = "<thead><tr><th>What</th><th>Figure</th><th>Day</th><th>Source</th></tr></thead>"
    return f'<table class="wide"><caption>Figures of the time</caption>{head}<tbody>{"".join(rows)}</tbody></table>' if rows else ""


# people, directions, processes, agreements


def _people(article: Article) -> str:
    first, last = article.people[0].days
    intro = (
        f"<p>Made-up people like those the article speaks of, on {tell.day(first)} and on {tell.day(last)}. <b>Reached</b>: the rule is in force and fits. <b>Announced</b>: it fits and waits. "
        "<b>Shielded</b>: it fits, and a protection spares the person. <b>On hold</b>: it fits, and a court or the agency holds it. <b>Depends</b>: it turns on facts not given.</p>"
    )
    return intro + "\n".join(map(_person, article.people))


def _person(person: Person) -> str:
    first, last = (f"{day.day} {day:%b}" for day in person.days)
    rows = []
    for title, lines in person.groups:
        rows.append(f'<tr><th colspan="3">{escape(title)}</th></tr>')
        for line in lines:
            more = "".join(f"<br><small>{escape(text)}</small>" for text in line.more) + f'<br><small class="cite">{escape(line.cite)}</small>'
            rows.append(f'<tr><th scope="row">{escape(_capital(line.title))}{more}</th><td class="day">{escape(line.before)}</td><td class="day">{escape(line.after)}</td></tr>')
    place = f" ({escape(person.place)})" if person.place else ""
    head = f'<thead><tr><th>Rule</th><th class="day">{first}</th><th class="day">{last}</th></tr></thead>'
    return f"<article><h3>{person.number}. {escape(person.name)}{place}</h3><table>{head}<tbody>{''.join(rows)}</tbody></table></article>"


def _directions(article: Article) -> str:
    intro = f"<p>What the two orders and the two memos direct or start, with its status on {tell.day(AS_OF)}, what it waits for, and what became of it by what is known now.</p>"
    head = "<thead><tr><th>Rule</th><th>Status</th><th>Waits for</th><th>Later</th></tr></thead>"
    return f'{intro}<table class="wide">{head}<tbody>{"".join(map(_direction, article.directions))}</tbody></table>'


def _direction(found: Direction) -> str:
    return (
        f'<tr><th scope="row">{escape(_capital(found.title))}<br><small class="cite">{escape(found.cite)}</small></th><td data-label="Status">{tell.STATUS[found.status]}</td>'
        f'<td data-label="Waits for">{escape("; ".join(found.waits))}</td><td data-label="Later">{escape(found.later or "")}</td></tr>'
    )


def _judge(article: Article) -> str:
    intro = (
        f"<p>For whom a judge decides and for whom not: the processes that decide a case, on {tell.day(BEFORE)}, on {tell.day(AS_OF)}, and as they would be were everything announced in force.</p>"
    )
    head = f"<thead><tr><th>Process, and for whom</th><th>{BEFORE.day} {BEFORE:%b} 2017</th><th>{AS_OF.day} {AS_OF:%b} 2017</th><th>As announced</th></tr></thead>"
    rows: list[str] = []
    for decides in dict.fromkeys(row.decides for row in article.processes):
        words = _capital(tell.DECIDES[decides])
        rows.append(f'<tr><th colspan="4">{words}</th></tr>')
        rows += [_process(row) for row in article.processes if row.decides == decides]
    return f'{intro}<table class="wide">{head}<tbody>{"".join(rows)}</tbody></table>'


def _process(row: Row) -> str:
    days = ((f"{BEFORE.day} {BEFORE:%b} 2017", row.before), (f"{AS_OF.day} {AS_OF:%b} 2017", row.after), ("As announced", row.foreseen))
    cells = "".join(f'<td data-label="{label}">{escape(tell.STATUS.get(status, "varies by place or class"))}</td>' for label, status in days)
    return f'<tr><th scope="row">{escape(_capital(row.title))}<br><small>{escape(row.whom)}</small><br><small class="cite">{escape(row.cite)}</small></th>{cells}</tr>'


def _agreements(article: Article) -> str:
    found = article.shelf.agreements
    if not found:
        return "<p>This rulebook holds no list of agreements.</p>"
    models = {model: sum(a.model == model for a in found) for model in dict.fromkeys(a.model for a in found)}
    kinds = "; ".join(f"{model.replace('_', ' ')}: {count}" for model, count in models.items())
    states: dict[str, list[str]] = {}
    for agreement in found:
        states.setdefault(agreement.state, []).append(agreement.agency)
    rows = "".join(f'<tr><th scope="row">{escape(state)}</th><td>{escape("; ".join(names))}</td></tr>' for state, names in states.items())
    field = "" if "task_force" in models else " A task-force agreement, for local officers in the field, was held by nobody."
    intro = f"<p>Agreements under INA 287(g) in force on 20 February 2017: {len(found)}. By kind: {escape(kinds)}.{field} The agencies are public bodies.</p>"
    head = "<thead><tr><th>State</th><th>Agency</th></tr></thead>"
    return f'{intro}<table>{head}<tbody>{rows}</tbody></table><p class="cite">{escape(found[0].source)}</p>'


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_BODY = {"statements": _statements, "people": _people, "directions": _directions, "judge": _judge, "agreements": _agreements}

