"""What the interview shows in a terminal: a question, why it is asked, and the result."""

from __future__ import annotations

from datetime import date

from inforce.backends.text import TONGUES
from inforce.backends.text.catalogue import catalogue, sentence
from inforce.backends.text.facts import value_words
from inforce.backends.text.states import state_names
from inforce.cli.labels import speaker
from inforce.cli.person import lay_out
from inforce.cli.sheet import Lines, Sheet
from inforce.cli.why import Why
from inforce.cli.words import past_horizon
from inforce.doors import Book
from inforce.interview.ask import DAY, Ask, read_answer
from inforce.interview.result import cards
from inforce.interview.session import Session
from inforce.kernel.error import InforceError
from inforce.rulebook.determination import Determination

TITLES = {
    "shields": sentence("WHAT SHIELDS YOU ({count})"),
    "reaches": sentence("WHAT REACHES YOU NOW ({count})"),
    "on_hold": sentence("ON HOLD ({count})"),
    "announced": sentence("ANNOUNCED, NOT IN FORCE ({count})"),
    "depends": sentence("DEPENDS ON WHAT IS NOT KNOWN ({count})"),
}
NOTICE = sentence("Legal information, not legal advice; only a lawyer or a DOJ-accredited representative can advise you about your case.")
FEW_VALUES = 12
"""Longer lists are not shown; their names are typed."""


class Screen:
    """Lays out what one session shows, in one language."""

    def __init__(self, book: Book, lang: str) -> None:
        self.book = book
        self.lang = lang
        self.words = catalogue(lang)
        self.speaker = speaker(book, lang)

    def opening(self) -> Lines:
        page = Sheet()
        page.say(self.words.say(NOTICE))
        page.say(self.words.say("What you type stays on this machine and is not kept."))
        page.gap()
        page.say(self.words.say("At every question: ? why it is asked and where to find it, n I don't know, p I prefer not to say, b back, q quit."))
        return page.lines

    def names(self, ask: Ask) -> dict[str, str]:
        """The words for the values of a fact, by value."""
        if ask.kind == "state":
            names = state_names(self.words)
            return {code: names.get(code, code) for code in ask.values}
        return {value: words[self.lang] for value, words in ask.values.items()}

    def day(self, on: date) -> str:
        return TONGUES[self.lang].day(on)

    def question(self, ask: Ask) -> Lines:
        page = Sheet()
        page.raw("")
        page.item(f"{ask.number}.", ask.question.ask[self.lang])
        names = self.names(ask)
        if ask.kind == "bool":
            page.say(self.words.say("1 yes   2 no"), 3)
        elif ask.kind == "set":
            self._list(page, names)
            page.say(self.words.say("Type the numbers with commas between; 0 for none of these; a + at the end if there may be more."), 3)
        elif 0 < len(names) <= FEW_VALUES:
            self._list(page, names)
        elif names:
            page.say(self.words.say("Type the name or its two-letter code; “not” before it if you only know which it is not."), 3)
        elif ask.fact == DAY:
            page.say(self.words.say("Type a day such as 2017-02-22. The Enter key alone takes today, {today}.", today=self.day(self.book.day(None))), 3)
        elif ask.kind == "date":
            page.say(self.words.say("Type a day such as 2017-02-22, a month such as 2017-02, a year, or “before” or “after” one."), 3)
            if ask.never:
                page.say(self.words.say("Type “never” if it never happened."), 3)
        else:
            page.say(self.words.say("Type a number, or “more than” or “less than” one."), 3)
        return page.lines

    def _list(self, page: Sheet, names: dict[str, str]) -> None:
        width = len(str(len(names)))
        for number, words in enumerate(names.values(), 1):
            page.item(str(number).rjust(width), words, 3)

    def why(self, ask: Ask) -> Lines:
        page, question = Sheet(), ask.question
        page.say(question.why.get(self.lang) or self.words.say("A rule turns on it."), 3)
        if question.documents:
            page.say(self.words.say("Papers on which it can stand:"), 3)
        for document in question.documents:
            page.item("-", f"{document.name[self.lang]}. {document.note.get(self.lang, '')}".strip(), 3)
        return page.lines

    def error(self, error: InforceError, ask: Ask) -> str:
        """One clear line for an answer that cannot be taken."""
        facts = [fact for fact in getattr(error, "facts", ()) if fact != ask.fact]
        if error.code == "contradiction" and facts:
            return self.words.say("This does not fit what was said of: {facts}.", facts="; ".join(self.speaker.label(fact) for fact in facts))
        if error.code == "contradiction":
            return self.words.say("This cannot be so on the day asked about.")
        if error.code == "before-first-day":
            return self.words.say("The rulebook begins on {day}; a later day is needed.", day=self.day(date(2012, 1, 1)))
        if error.code == "bad-date":
            return self.words.say("There is no such day.")
        if error.code == "empty-range":
            return self.words.say("The second must not be before the first.")
        return self.words.say("This answer cannot be taken here.")

    # the result

    def result(self, session: Session) -> Lines:
        answer, page = session.result(), Sheet()
        page.raw("")
        page.say(self.words.say("The rules held against your answers, for {day}.", day=self.day(answer.on)))
        page.say(self.words.say("A rule is described with the answers that meet it; what to do is not said here."))
        past = sum(determination.past_horizon for determination in answer.determinations)
        if past:
            page.say(past_horizon(past, answer.on, self.lang), hang=2)
        case = self.book.case(session.facts, on=answer.on, known_on=session.known_on)
        why = Why(self.book, case, self.lang, "short")
        told: set[str] = set()  # the facts whose papers have been named
        for card, members in cards(answer).items():
            if members:
                page.head(self.words.say(TITLES[card], count=len(members)))
            for determination in members:
                self._one(page, why, determination, told)
        none = sum(determination.outcome == "no" for determination in answer.determinations)
        page.head(self.words.count("{count} other rule looked at does not reach you by these answers.", "{count} other rules looked at do not reach you by these answers.", none))
        self._answers(page, session)
        page.gap()
        page.say(self.words.say(NOTICE))
        return page.lines

    def _one(self, page: Sheet, why: Why, determination: Determination, told: set[str]) -> None:
        title = self.book.library.provisions[determination.provision].title[self.lang]
        page.gap()
        page.say(f"{title[:1].upper()}{title[1:]}", 2, 2)
        lay_out(page, why.tell(determination), 4)
        open_facts = determination.settling or determination.depends_on
        for fact in open_facts if determination.outcome == "depends" else ():
            papers = "; ".join(document.name[self.lang] for document in self.book.asking[fact].documents) if fact not in told else ""
            told.add(fact)
            label = self.speaker.label(fact)
            page.item("-", self.words.say("{fact}: it can stand on {papers}", fact=label, papers=papers) if papers else label, 4)

    def _answers(self, page: Sheet, session: Session) -> None:
        page.head(self.words.say("YOUR ANSWERS"))
        said = False
        for fact, raw in session.facts.items():
            value = read_answer(self.book.library.vocabulary, fact, raw)
            if value is not None:
                page.item("-", value_words(self.speaker, self.words, fact, value), 2)
                said = True
        open_facts = [self.speaker.label(fact) for fact in session.declined if fact != DAY]
        if open_facts:
            page.item("-", self.words.say("left unknown: {facts}", facts="; ".join(open_facts)), 2)
        elif not said:
            page.item("-", self.words.say("none was needed"), 2)
