"""The tables of the article's page: the people, the directions, who decides, and the local agreements."""

from __future__ import annotations

from datetime import date
from html import escape

from inforce.backends.text.catalogue import Catalogue
from inforce.claims import tell
from inforce.claims.process import Row
from inforce.claims.shelf import MEMOS
from inforce.claims.spoken import spoken
from inforce.page.article import AS_OF, BEFORE, Article, Direction, Person, capital

MONTHS = {"en": {1: "Jan", 2: "Feb"}, "es": {1: "ene", 2: "feb"}}


def short(on: date, lang: str) -> str:
    """A day of the first two months without its year.

    >>> short(date(2017, 2, 22), "es")
    '22 feb'
    """
    return f"{on.day} {MONTHS[lang][on.month]}"


def heads(*words: str) -> str:
    return f"<thead><tr>{''.join(f'<th>{word}</th>' for word in words)}</tr></thead>"


def to_people(article: Article) -> str:
    """Each made-up person on two days."""
    say, (first, last) = article.words.say, article.people[0].days
    intro = say(
        "Made-up people like those the article speaks of, on {first} and on {last}. <b>Reached</b>: the rule is in force and fits. <b>Announced</b>: it fits and waits. <b>Shielded</b>: it fits, and a protection spares the person. <b>On hold</b>: it fits, and a court or the agency holds it. <b>Depends</b>: it turns on facts not given.",
        first=tell.day(first, article.lang), last=tell.day(last, article.lang),
    )  # fmt: skip
    return f"<p>{intro}</p>" + "\n".join(_person(article, person) for person in article.people)


def _person(article: Article, person: Person) -> str:
    first, last = (short(day, article.lang) for day in person.days)
    rows = []
    for title, lines in person.groups:
        rows.append(f'<tr><th colspan="3">{escape(article.words.say(title))}</th></tr>')
        for line in lines:
            more = "".join(f"<br><small>{escape(text)}</small>" for text in line.more) + f'<br><small class="cite" lang="en">{escape(line.cite)}</small>'
            rows.append(f'<tr><th scope="row">{escape(capital(line.title))}{more}</th><td class="day">{escape(line.before)}</td><td class="day">{escape(line.after)}</td></tr>')
    place = f" ({escape(person.place)})" if person.place else ""
    head = f'<thead><tr><th>{article.words.say("Rule")}</th><th class="day">{first}</th><th class="day">{last}</th></tr></thead>'
    return f"<article><h3>{person.number}. {escape(spoken(person.name, article.lang))}{place}</h3><table>{head}<tbody>{''.join(rows)}</tbody></table></article>"


def to_directions(article: Article) -> str:
    """What the orders and memos direct or start, and what became of it."""
    say = article.words.say
    intro = say("What the two orders and the two memos direct or start, with its status on {day}, what it waits for, and what became of it by what is known now.", day=tell.day(AS_OF, article.lang))
    head = heads(say("Rule"), say("Status"), say("Waits for"), say("Later"))
    return f'<p>{intro}</p><table class="wide">{head}<tbody>{"".join(_direction(article.words, found) for found in article.directions)}</tbody></table>'


def _direction(words: Catalogue, found: Direction) -> str:
    say = words.say
    return (
        f'<tr><th scope="row">{escape(capital(found.title))}<br><small class="cite" lang="en">{escape(found.cite)}</small></th><td data-label="{say("Status")}">{say(tell.STATUS[found.status])}</td>'
        f'<td data-label="{say("Waits for")}">{escape("; ".join(found.waits))}</td><td data-label="{say("Later")}">{escape(found.later or "")}</td></tr>'
    )


def to_judge(article: Article) -> str:
    """The processes that decide a case, and who decides in each."""
    say, lang = article.words.say, article.lang
    intro = say(
        "For whom a judge decides and for whom not: the processes that decide a case, on {first}, on {last}, and as they would be were everything announced in force.",
        first=tell.day(BEFORE, lang), last=tell.day(AS_OF, lang),
    )  # fmt: skip
    days = (f"{short(BEFORE, lang)} 2017", f"{short(AS_OF, lang)} 2017", say("As announced"))
    rows: list[str] = []
    for decides in dict.fromkeys(row.decides for row in article.processes):
        rows.append(f'<tr><th colspan="4">{capital(say(tell.DECIDES[decides]))}</th></tr>')
        rows += [_process(article.words, row, days) for row in article.processes if row.decides == decides]
    return f'<p>{intro}</p><table class="wide">{heads(say("Process, and for whom"), *days)}<tbody>{"".join(rows)}</tbody></table>'


def _process(words: Catalogue, row: Row, days: tuple[str, str, str]) -> str:
    statuses = (row.before, row.after, row.foreseen)
    cells = "".join(
        f'<td data-label="{label}">{escape(words.say(tell.STATUS.get(status, tell.STATUS["varies"])))}</td>' for label, status in zip(days, statuses, strict=True)
    )
    return f'<tr><th scope="row">{escape(capital(row.title))}<br><small>{escape(row.whom)}</small><br><small class="cite" lang="en">{escape(row.cite)}</small></th>{cells}</tr>'


def to_agreements(article: Article) -> str:
    """The agreements of local agencies in force on the day of the memos."""
    say, found = article.words.say, article.shelf.agreements.of(MEMOS)
    if not found:
        return f"<p>{say('This rulebook holds no list of agreements.')}</p>"
    models = {model: sum(a.model == model for a in found) for model in dict.fromkeys(a.model for a in found)}
    kinds = "; ".join(f"{article.shelf.agreements.models[model].name[article.words.lang]}: {count}" for model, count in models.items())
    states: dict[str, list[str]] = {}
    for agreement in found:
        states.setdefault(agreement.state, []).append(agreement.agency)
    rows = "".join(f'<tr><th scope="row">{escape(state)}</th><td lang="en">{escape("; ".join(names))}</td></tr>' for state, names in states.items())
    intro = [say("Agreements under INA 287(g) in force on 20 February 2017: {count}. By kind: {kinds}.", count=len(found), kinds=escape(kinds))]
    intro += [] if "task_force" in models else [say("A task-force agreement, for local officers in the field, was held by nobody.")]
    intro.append(say("The agencies are public bodies."))
    source = escape(article.shelf.agreements.on(MEMOS)[0].by.source)
    return f'<p>{" ".join(intro)}</p><table>{heads(say("State"), say("Agency"))}<tbody>{rows}</tbody></table><p class="cite" lang="en">{source}</p>'
