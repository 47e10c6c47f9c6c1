"""The rulebook browser: every provision in plain words, with its authority, its history and its status today."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from inforce.backends.text import TONGUES, Line, Speaker
from inforce.backends.text.acts import scope
from inforce.backends.text.base import by_default_reading
from inforce.backends.text.catalogue import Catalogue
from inforce.backends.text.standing import REVIEW_STAGE, court_words, status_headline
from inforce.language.knowledge import Knowledge
from inforce.page.site.shell import day, link
from inforce.page.site.status import status_words
from inforce.rulebook.authority import Weight
from inforce.rulebook.book import Book
from inforce.rulebook.history import Span, concerning, history
from inforce.rulebook.provision import Provision
from inforce.rulebook.standing import UNSETTLED


class Shown(NamedTuple):
    """What the page of one language is made with; spans are the same for both and worked out once."""

    book: Book
    words: Catalogue
    speaker: Speaker
    spans: dict[str, tuple[Span, ...]]
    weights: dict[str, Weight]


def all_spans(book: Book) -> dict[str, tuple[Span, ...]]:
    """The statuses of every provision one after the other, where no local act applies, through the last day of any act."""
    library = book.library
    last = max([*library.docket.days, *(provision.horizon for provision in library.provisions.values())])
    return {name: history(library, name, Knowledge(library.vocabulary, {}), last=last) for name in library.provisions}


def all_weights(book: Book) -> dict[str, Weight]:
    """What weighs on every provision anywhere, on the last day through which a rule was verified."""
    library = book.library
    on = max(provision.horizon for provision in library.provisions.values())
    anybody = library.theory.close(Knowledge(library.vocabulary, {"on": (on.toordinal(), on.toordinal())}))
    return {name: book.frame(on, None).weights.of(name, anybody, on) for name in library.provisions}


def families(words: Catalogue) -> dict[str, str]:
    say = words.say
    return {
        "protection": say("What shields a person or a place"),
        "shield": say("Exceptions to single rules"),
        "ground": say("What makes a person removable"),
        "priority": say("Whom officers were told to go after"),
        "process": say("Which procedure decides a case"),
        "custody": say("Detention, bond and release"),
        "officer": say("Who may enforce, and how"),
        "consequence": say("What follows for others, or in criminal court"),
        "right": say("Rights in a case, in detention and at home"),
    }


def anchor(provision: str) -> str:
    """
    >>> anchor("priority/2017/convicted")
    'priority.2017.convicted'
    """
    return provision.replace("/", ".")


def title(provision: Provision, lang: str) -> str:
    text = provision.title[lang]
    return text[:1].upper() + text[1:]


def to_body(shown: Shown) -> str:
    """The body of the page."""
    book, words = shown.book, shown.words
    say, library = words.say, book.library
    named = families(words)
    order = [*library.encoded, *(name for name in library.provisions if name not in library.syllabus)]
    groups = {family: [library.provisions[name] for name in order if name.split("/", 1)[0] == family] for family in named}
    contents = "".join(f'<li><a href="#{family}">{heading}</a></li>' for family, heading in named.items() if groups[family])
    head = (
        f"<h1>{say('The rules')}</h1>\n<p class=lead>{say('Every rule in plain words: what it says, whom its text reaches, what shields from it, where to read it, and its status.')}</p>\n"
        f"<p>{say('The status is the one that holds where no local order applies. A court can put a rule on hold in some places or for some people; the history of each rule says so.')}</p>\n"
        f'<p><a href="{link("timeline", words.lang)}">{say("Every act, with where to read it: What happened when")}</a></p>\n'
        f"{_finder(words)}<ul class=families>{contents}</ul>\n<p id=found class=small role=status></p>"
    )
    sections = "".join(
        f'<section id="{family}"><h2>{heading}</h2>\n{"".join(_rule(shown, provision) for provision in groups[family])}</section>\n'
        for family, heading in named.items()
        if groups[family]
    )
    return f"{head}\n{sections}{_missing(shown)}"


def _finder(words: Catalogue) -> str:
    say = words.say
    options = "".join(f'<option value="{status}">{text}</option>' for status, text in status_words(words).items() if status is not None)
    return (
        f'<div class=find id=find hidden><div><label for=word>{say("Find a word")}</label><input id=word type=search autocomplete=off spellcheck=false></div>'
        f'<div><label for=kind>{say("Status today")}</label><select id=kind autocomplete=off><option value="">{say("any")}</option>{options}</select></div></div>'
    )


def _missing(shown: Shown) -> str:
    """Rules that the syllabus names and the rulebook does not hold yet: said, never left out in silence."""
    names = [name for name in shown.book.library.syllabus if name not in shown.book.library.provisions]
    if not names:
        return ""
    items = "".join(f"<li><code>{escape(name)}</code></li>" for name in names)
    return f"<section id=missing><h2>{shown.words.say('Not yet covered')}</h2><p>{shown.words.say('These rules exist and are not yet in this rulebook. Nothing is said here about them.')}</p><ul>{items}</ul></section>"


def name_of(span: Span) -> str:
    """The name of a status in the page."""
    return span.status or UNSETTLED


def headline(shown: Shown, span: Span) -> str:
    """A status in words; where places differ, how many have each."""
    statuses = status_words(shown.words)
    if span.standing is None:
        return statuses[span.status]
    return escape(status_headline(shown.book.library, span.standing, shown.words, statuses))


def _held_back(provision: Provision, lang: str) -> str:
    return f". {escape(provision.held_back_by.says[lang])}" if provision.held_back_by is not None else ""


def _weight(shown: Shown, provision: Provision) -> Iterator[str]:
    """The courts for and against it, what is under review, and what is only reported, on the last day through which a rule was verified."""
    words, lang, library = shown.words, shown.words.lang, shown.book.library
    say, weight = words.say, shown.weights[provision.id]
    for heading, found in ((say("Courts that uphold it"), weight.authority_for), (say("Courts against it"), weight.authority_against)):
        if found:
            yield f"<h4>{heading}</h4><ul class=cite>"
            for one in found:
                where = scope(one.effect, library, shown.speaker, words)
                yield f"<li>{_english(escape(one.cite), lang)}{f' ({escape(where)})' if where else ''}</li>"
            yield "</ul>"
    if weight.pending:
        yield f"<h4>{say('Under review')}</h4><ul class=pending>"
        for review in weight.pending:
            stage, court = say(REVIEW_STAGE[review.stage]), court_words(review.court, library, words)
            said = say("{act}: in {court}, {stage} on {day}", act=library.acts[review.upon].title[lang], court=court, stage=stage, day=day(review.since, lang))
            yield f"<li>{escape(said)}</li>"
        yield "</ul>"
    if weight.reported:
        yield f"<h4>{say('Reported, seen in no source, and not counted')}</h4><ul class=reported>"
        yield from (f"<li>{escape(library.acts[told.act].title[lang])} ({day(told.date, lang)})</li>" for told in weight.reported)
        yield "</ul>"


def _english(text: str, lang: str) -> str:
    """A citation, marked as English where the page is in another language."""
    return text if lang == "en" else f"<span lang=en>{text}</span>"


def _rule(shown: Shown, provision: Provision) -> str:
    words, lang = shown.words, shown.words.lang
    spans = shown.spans[provision.id]
    last = spans[-1]
    parts = [
        f'<article class=rule id="{anchor(provision.id)}"><h3>{escape(title(provision, lang))}</h3>',
        f'<p><span class="chip {name_of(last)}">{headline(shown, last)}</span> <small>{words.say("verified through {day}", day=day(provision.horizon, lang))}{_held_back(provision, lang)}</small></p>',
        f"<p>{escape(provision.says[lang])}</p>",
        f"<details><summary>{words.say('Whom it reaches, what shields, where to read it, its history')}</summary>",
        *_reach(shown, provision),
        *_shields(shown, provision),
        *_power(words, provision),
        *_authority(words, provision),
        *_weight(shown, provision),
        *_history(shown, provision, spans),
        "</details></article>\n",
    ]
    return "".join(parts)


def _reach(shown: Shown, provision: Provision) -> Iterator[str]:
    words = shown.words
    yield f"<h4>{words.say('Who has it') if provision.bearing == 'benefit' else words.say('Whom the text reaches')}</h4>"
    if core := provision.core.get(words.lang):
        yield f"<p>{escape(core)}</p>"
    yield _outline(shown.speaker.lines(by_default_reading(provision.text.formula)))
    related = [*provision.parts, *provision.sections]
    if related:
        yield f"<p>{words.say('See also')}: " + "; ".join(_title_link(shown, name) for name in related) + "</p>"


def _outline(lines: list[Line]) -> str:
    items = "".join(f"<li{f' class=deep{line.depth}' if line.depth else ''}>{escape(line.text)}</li>" for line in lines)
    return f"<ul>{items}</ul>"


def _title_link(shown: Shown, name: str) -> str:
    return f'<a href="#{anchor(name)}">{escape(title(shown.book.library.provisions[name], shown.words.lang))}</a>'


def _shields(shown: Shown, provision: Provision) -> Iterator[str]:
    words, lang = shown.words, shown.words.lang
    if provision.exempt_by:
        yield f"<h4>{words.say('What shields from it')}</h4><ul>"
        for name in provision.exempt_by:
            leaves = shown.book.library.provisions[name].leaves.get(lang)
            yield f"<li>{_title_link(shown, name)}{f'. {escape(leaves)}' if leaves else ''}</li>"
        yield "</ul>"
    conditions = words.say("How far it goes") if provision.bearing == "benefit" else words.say("A condition on officers")
    for heading, text in ((words.say("What it leaves"), provision.leaves.get(lang)), (conditions, provision.conditions.get(lang))):
        if text:
            yield f"<h4>{heading}</h4><p>{escape(text)}</p>"


def _power(words: Catalogue, provision: Provision) -> Iterator[str]:
    say, how = words.say, provision.discretion
    modal = {"must": say("the text says must"), "may": say("the text says may"), "may_not": say("the text says may not")}[how.modal]
    basis = "" if how.basis == "text" else f" ({say('a practice that no text requires')})"
    who = how.deciders.get(words.lang) or how.who
    yield f"<h4>{say('Must or may, and who')}</h4><p>{modal}{basis}: {escape(who)}</p>"
    if provision.decides:
        yield f"<h4>{say('Who decides the case')}</h4><p>{deciders(words)[provision.decides]}</p>"


def deciders(words: Catalogue) -> dict[str, str]:
    say = words.say
    return {
        "judge": say("an immigration judge"),
        "officer": say("an officer, without a judge"),
        "asylum_officer": say("an asylum officer"),
        "none": say("nobody hears the case"),
    }


def _authority(words: Catalogue, provision: Provision) -> Iterator[str]:
    say = words.say
    seen = {"primary": say("read in the text itself"), "secondary": say("read in an account of it"), "draft": say("drafted"), "none": say("not seen in any source")}
    yield f"<h4>{say('Authority')}</h4><ul class=cite>"
    for authority in provision.authority:
        section = f", {escape(authority.section)}" if authority.section and authority.section not in authority.cite else ""
        yield f"<li>{_english(escape(authority.cite) + section, words.lang)} ({seen[authority.seen]}){_address(authority.url)}</li>"
    yield "</ul>"


def _address(url: str | None) -> str:
    """An address to read, not to follow by accident: the page itself leads nowhere outside."""
    return f"<br><small>{escape(url)}</small>" if url else ""


def _history(shown: Shown, provision: Provision, spans: tuple[Span, ...]) -> Iterator[str]:
    """Each status with its first day and the acts of that day; a script finds today's status among them."""
    words, lang, library = shown.words, shown.words.lang, shown.book.library
    effects = concerning(library, provision.id)
    yield f"<h4>{words.say('Its history')}</h4><ul class=days>"
    for span in spans[spans[0].status == "not_yet" and len(spans) > 1 :]:
        local = f", {words.say('different in some places or for some people')}" if span.local and span.by_state is None else ""
        acts = dict.fromkeys(library.acts[effect.act].title[lang] for effect in effects if span.first in effect.turns)
        because = f" ({escape('; '.join(acts))})" if acts else ""
        yield f"<li data-d={span.first} data-s={name_of(span)}>{TONGUES[lang].day(span.first)}: <b>{headline(shown, span)}</b>{local}{because}</li>"
    yield "</ul>"
