"""The person's sheet: one side a language, the same for everybody, because a paper in a pocket is evidence.

It is made from the rulebook alone and never from answers, so that nothing on it tells anything about who carries it.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from inforce.backends.text.catalogue import Catalogue
from inforce.page.site.rules import Shown, title
from inforce.page.site.shell import Frame, day, notice

PROTECTIONS = (
    "protection/not-removable", "protection/asylum-refugee", "protection/withholding", "protection/tps", "protection/daca",
    "protection/victim-confidentiality", "process/unaccompanied-child",
)  # fmt: skip
RULES = ("process/immigration-judge", "process/credible-fear", "custody/bond", "custody/detainer")
"""Protections and general rules told of, those of them that are in force on the last day through which the rulebook was checked."""


def to_body(shown: Shown, frame: Frame) -> str:
    """The body of the page: the sheet, and the button that prints it."""
    say = shown.words.say
    return (
        f"<div class=paperless><h1>{say('A sheet to take along')}</h1><p>{say('It is the same for everybody. It says nothing about the person who carries it.')}</p>"
        f"<div class=row><button type=button class='button main' id=print hidden>{say('Print the sheet')}</button></div></div>\n{to_sheet(shown, frame)}"
    )


def to_sheet(shown: Shown, frame: Frame) -> str:
    """The sheet itself."""
    words, lang = shown.words, shown.words.lang
    say = words.say
    return (
        f'<article class=sheet lang={lang}><h1>{say("Immigration enforcement: rules in general words")}</h1>\n'
        f"<p><b>{notice(words)}</b></p>\n"
        f"<p class=small>{say('Rules as of {day}. Rules and court orders change; what came later is not here.', day=day(frame.latest, lang))}</p>\n"
        f"<h2>{say('What protects')}</h2>\n<ul>{_said(shown, PROTECTIONS)}</ul>\n"
        f"<h2>{say('How the rules work')}</h2>\n<ul>{''.join(f'<li>{text}</li>' for text in _general(words))}{_said(shown, RULES)}</ul>\n"
        f"<h2>{say('What to find out')}</h2>\n<ul class=two>{''.join(f'<li>{text}</li>' for text in _to_find(words))}</ul>\n"
        f"<h2>{say('Whom to ask')}</h2>\n<ul>{''.join(f'<li>{text}</li>' for text in _helpers(words))}</ul></article>\n"
    )


def _said(shown: Shown, wanted: Sequence[str]) -> str:
    """Rules in the rulebook's own words, where they are in force."""
    library, lang = shown.book.library, shown.words.lang
    names = [name for name in wanted if name in library.provisions and shown.spans[name][-1].status == "operative"]
    return "".join(f"<li><b>{escape(title(library.provisions[name], lang))}.</b> {escape(library.provisions[name].says[lang])}</li>" for name in names)


def _general(words: Catalogue) -> tuple[str, ...]:
    say = words.say
    return (
        say("A rule reaches a person only where the facts that its text names are so, and only while it is in force in that place."),
        say("A court can put a rule on hold, everywhere or for some people or places. A rule that is only announced reaches nobody yet."),
        say("A protection that a person holds lasts until it ends by its own terms or is ended; it is not lost because others can no longer apply."),
        say("A person who is moved to another state can come under another court's orders."),
    )


def _to_find(words: Catalogue) -> tuple[str, ...]:
    say = words.say
    return (
        say("How and when the last entry was: stamp, visa, form I-94, parole paper."),
        say("Whether there is a case before a judge: notice to appear, hearing notice."),
        say("Whether there is a removal order, and its date: order of the judge, court letter."),
        say("What a criminal court decided, and for which offense: court record of each case."),
        say("Which protection or permit is held, and until when: approval notice, card."),
        say("Which requests are open: receipt notice of each."),
    )


def _helpers(words: Catalogue) -> tuple[str, ...]:
    say = words.say
    return (
        say("A lawyer: a member of a state's bar in good standing."),
        say("A DOJ-accredited representative: a person whom the Department of Justice has approved to give immigration advice at a recognized organization."),
        say("A notary public (<i>notario</i>) who is neither may not give advice about an immigration case."),
        say("In a criminal case: the public defender or other defense lawyer, who can be asked about the immigration side."),
        say("What is told to a lawyer, for advice, is confidential. Notes that others keep may not be."),
    )
