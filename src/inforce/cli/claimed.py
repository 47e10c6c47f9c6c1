"""Claims and questions as text: the statement, who made it, the answer, and where to read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from inforce.backends.text import Speaker
from inforce.backends.text.acts import capital
from inforce.backends.text.catalogue import catalogue, sentence
from inforce.backends.text.standing import status_headline
from inforce.claims import tell
from inforce.claims.check import ClaimAnswer, PartAnswer
from inforce.claims.claim import Claim
from inforce.claims.process import due_process
from inforce.claims.question import Question, QuestionAnswer
from inforce.claims.shelf import MEMOS, Shelf
from inforce.claims.spoken import spoken
from inforce.cli.sheet import HEAD, QUIET, Sheet, styled
from inforce.cli.words import STATUS
from inforce.rulebook.beyond import Beyond
from inforce.rulebook.book import Book

BEFORE = date(2017, 1, 24)
"""The day before the two orders."""
BASIS = {
    "text": sentence("the text was seen"),
    "source": sentence("seen in a source that cites it"),
    "reported": sentence("reported, wording not seen"),
}
MODEL = {
    "jail_enforcement": sentence("jail enforcement ({count})"),
    "task_force": sentence("task force ({count})"),
    "warrant_service": sentence("warrant service ({count})"),
}
VERDICT_STYLE = {"holds": "bold cyan", "fails": "bold magenta", "open": "bold yellow"}
CONFIDENCE = {
    "primary": sentence("primary source"),
    "secondary": sentence("secondary source"),
    "derived": sentence("derived from other figures"),
    "doubtful": sentence("doubtful transcription"),
}


def listed(shelf: Shelf, answer: ClaimAnswer) -> dict[str, Any]:
    """The list or table that goes with a claim: its own key in JSON."""
    book, claim = shelf.book, answer.claim
    if claim.list == "agreements":
        return {"agreements": [shown.to_json() for shown in shelf.agreements.on(MEMOS)]}
    if claim.list == "due-process":
        return {"due_process": [row.to_json() for row in due_process(book, answer.on, answer.known_on, BEFORE)]}
    return {}


def claim_json(shelf: Shelf, answer: ClaimAnswer, speaker: Speaker, since: Sequence[tuple[date, str]]) -> dict[str, Any]:
    """A claim's answer for machines."""
    claim, made = answer.claim, answer.to_json()
    for part, shown in zip(answer.parts, made["parts"], strict=True):
        shown["told"] = [tell.person(part.example, speaker), tell.outcome(part.example, speaker)] if part.example else []
    deciders = [tell.decider(shelf.book, name, answer.on, answer.known_on, speaker.tongue.code) for name in claim.provisions]
    return {
        **made,
        "provisions": [decider.to_json() for decider in deciders],
        "figures": [shelf.figures[name].to_json() for name in claim.figures],
        "not_settled": claim.not_settled,
        "note": claim.note,
        "since": [{"from": day.isoformat(), "verdict": verdict} for day, verdict in since],
        **listed(shelf, answer),
    }


class Teller:
    """Tells claims and questions on a sheet, in one language."""

    def __init__(self, page: Sheet, shelf: Shelf, speaker: Speaker) -> None:
        self.page = page
        self.shelf = shelf
        self.speaker = speaker
        self.lang = speaker.tongue.code
        self.words = catalogue(self.lang)
        self.say = self.words.say

    def spoken(self, text: str) -> str:
        return spoken(text, self.lang)

    # claims

    def claim(self, answer: ClaimAnswer, since: Sequence[tuple[date, str]]) -> None:
        """One claim, whole."""
        page, claim = self.page, answer.claim
        page.say(f'"{self.spoken(claim.statement)}"', hang=1, style=HEAD)
        who = self.say(tell.NAMED[claim.speaker.named], who=self.spoken(claim.speaker.who))
        page.say(f"{who}; {self.spoken(claim.speaker.terms)}" if claim.speaker.terms else who, 2, 2)
        page.say(self.say("{day}, through: {chain}", day=tell.day(claim.day, self.lang), chain=" -> ".join(map(self.spoken, claim.chain))), 2, 2)
        page.say(self.say("source: {source}", source=self.spoken(claim.source)), 2, 2)
        page.gap()
        verdict = self.say(tell.VERDICT[answer.verdict]).upper()
        if answer.known_on:
            known = tell.day(answer.known_on, self.lang)
            page.say(self.say("{verdict} on {on}, as known on {known_on}", verdict=verdict, on=tell.day(answer.on, self.lang), known_on=known), hang=2, style=VERDICT_STYLE.get(answer.verdict, HEAD))
        else:
            page.say(self.say("{verdict} on {on}", verdict=verdict, on=tell.day(answer.on, self.lang)), hang=2, style=VERDICT_STYLE.get(answer.verdict, HEAD))
        if claim.not_settled:
            page.say(self.spoken(claim.not_settled), 2)
        for part in answer.parts:
            page.gap()
            self._part(part)
        if claim.note:
            page.gap()
            page.say(self.spoken(claim.note), 2)
        self._deciders(self.shelf.book, claim, answer)
        self._figures(claim.figures)
        self._list(answer)
        self._since(since)
        if answer.past_horizon:
            page.gap()
            titles = self.shelf.book.library.provisions
            rules = "; ".join(capital(titles[name].title[self.lang]) for name in answer.past_horizon)
            page.warn(self.say("Warning: {on} is past the day through which these rules were checked: {rules}", on=tell.day(answer.on, self.lang), rules=rules))

    def _part(self, part: PartAnswer) -> None:
        self.page.item(f"{self.say(tell.SHORT_VERDICT[part.verdict])}:", self.spoken(part.part.says), 2)
        for words in tell.beside(part, self.speaker):
            self.page.say(words, 4)

    def _deciders(self, book: Book, claim: Claim, answer: ClaimAnswer) -> None:
        if claim.provisions:
            self.page.head(self.say("The provisions, whose decision it is, and where to read them"))
        for name in claim.provisions:
            found = tell.decider(book, name, answer.on, answer.known_on, self.lang)
            self._rule(name, self.say(tell.STATUS[found.status]), 2)
            self.page.say(found.power, 4, 2)
            for condition in found.waits:
                self.page.say(self.say("waits for: {condition}", condition=condition), 4, 2)
            self.page.item(self.say("cite:"), found.cites[0], 4)

    def _rule(self, provision: str, said: str, indent: int) -> None:
        """A rule by its title, with what is said of it, and the id by which to ask for it."""
        title = capital(self.shelf.book.library.provisions[provision].title[self.lang])
        self.page.say(styled(f"{title}: {said}", (f" [{provision}]", QUIET)), indent, 2)

    def _figures(self, names: Sequence[str]) -> None:
        if names:
            self.page.head(self.say("Figures of the time"))
        for name in names:
            figure = self.shelf.figures[name]
            self.page.say(f"{figure.value:,} {self.spoken(figure.unit)}: {self.spoken(figure.what)} ({self.spoken(figure.day)})", 2, 2)
            said = f"{figure.source} [{self.say(CONFIDENCE[figure.confidence])}]"
            self.page.say(self.say("{source}; published {day}", source=said, day=figure.published) if figure.published else said, 4, 2)

    def _list(self, answer: ClaimAnswer) -> None:
        if answer.claim.list == "agreements" and self.shelf.agreements.of(MEMOS):
            self._agreements()
        if answer.claim.list == "due-process":
            before, after = tell.day(BEFORE, self.lang), tell.day(answer.on, self.lang)
            self.page.head(self.say("Who decides, on {before}, on {after}, and as announced", before=before, after=after))
            for row in due_process(self.shelf.book, answer.on, answer.known_on, BEFORE, self.lang):
                statuses = ", ".join(self.say(tell.STATUS[status]) for status in (row.before, row.after, row.foreseen))
                self._rule(row.provision, self.say(tell.DECIDES[row.decides]), 2)
                self.page.say(row.whom, 4)
                self.page.say(statuses, 4, 2)

    def _agreements(self) -> None:
        agreements = self.shelf.agreements.of(MEMOS)
        self.page.head(self.say("Agreements in force on 20 February 2017: {count}, by kind and state", count=len(agreements)))
        for model in dict.fromkeys(agreement.model for agreement in agreements):
            states: dict[str, list[str]] = {}
            for agreement in agreements:
                if agreement.model == model:
                    states.setdefault(agreement.state, []).append(agreement.agency)
            self.page.say(self.say(MODEL[model], count=sum(map(len, states.values()))), 2)
            for state, agencies in states.items():
                self.page.item(state, "; ".join(agencies), 4)
        self.page.say(self.say("source: {source}", source=self.shelf.agreements.on(MEMOS)[0].by.source), 2, 2)

    def _since(self, since: Sequence[tuple[date, str]]) -> None:
        if since:
            self.page.head(self.say("Did it stay so? By all that is known now, to the horizon"))
        for day, verdict in since:
            self.page.item(f"{day}:", self.say(tell.VERDICT[verdict]), 2)

    def ledger(self, answers: Sequence[ClaimAnswer]) -> None:
        """Every claim in a few lines, in the order in which they stand."""
        page, counts = self.page, Counter(answer.verdict for answer in answers)
        for answer in answers:
            claim = answer.claim
            page.gap()
            page.say(f'"{self.spoken(claim.statement)}"', hang=1, style=HEAD)
            verdict = self.say("{verdict} on {on}", verdict=capital(self.say(tell.VERDICT[answer.verdict])), on=tell.day(answer.on, self.lang))
            page.say(styled((verdict, VERDICT_STYLE.get(answer.verdict, "")), (f" [{claim.id}]", QUIET)), 2, 2)
            last = claim.chain[-2] if len(claim.chain) > 1 else claim.chain[-1]
            who = self.say(tell.NAMED[claim.speaker.named], who=self.spoken(claim.speaker.who))
            page.say(self.say("{who}, through {through}", who=who, through=self.spoken(last)), 2, 2)
            if answer.past_horizon:
                page.warn(self.say("The day is past the one through which the rules were checked."), 2)
        page.gap()
        page.say("; ".join(f"{self.say(tell.VERDICT[verdict])}: {count}" for verdict, count in counts.items()))

    # questions

    def origin(self, question: Question) -> str:
        """Where it was asked: in an official document, with its number where it was seen with one, or by people in public."""
        official = question.official
        if official is None:
            return self.say("asked by people in public")
        said = self.say(BASIS[official.basis])
        return self.say("question {number}, {basis}", number=official.number, basis=said) if official.number else said

    def beyond(self, beyond: Beyond) -> None:
        """One subject that the rulebook does not cover, and where it is regulated."""
        page = self.page
        page.say(f"{beyond.id}: {self.spoken(beyond.title)}", hang=2)
        page.say(self.say("The rulebook does not cover this. Its silence is not an answer."), 2)
        page.say(self.spoken(beyond.says), 2)
        page.item(self.say("regulated in:"), beyond.cites, 2)

    def question(self, answer: QuestionAnswer) -> None:
        """One question, whole."""
        page, question, official = self.page, answer.question, answer.question.official
        page.say(self.spoken(question.question))
        page.say(f"{question.id} ({self.origin(question)})", 2, 2)
        if official is not None:
            page.item(self.say("official answer:"), self.spoken(official.says), 2)
        if question.not_rules:
            page.item(self.say("not about the rules:"), self.spoken(question.not_rules), 2)
        if answer.parts or answer.provisions:
            if answer.known_on:
                page.say(self.say("by the rules of {on}, as known on {known_on}:", on=answer.on, known_on=answer.known_on), 2, 2)
            else:
                page.say(self.say("by the rules of {on}:", on=answer.on), 2, 2)
        for part in answer.parts:
            self._part(part)
        for found in answer.provisions:
            power = self.say(tell.MODAL[found.modal], who=found.who)
            headline = status_headline(self.shelf.book.library, found.standing, self.words, STATUS[self.lang])
            self._rule(found.standing.provision, f"{headline}; {power}", 4)
            for condition in found.waits:
                page.say(self.say("waits for: {condition}", condition=condition), 6, 2)
            if found.shields:
                titles = self.shelf.book.library.provisions
                page.say(self.say("Shielded by: {names}.", names="; ".join(capital(titles[name].title[self.lang]) for name in found.shields)), 6, 2)
            if found.decides:
                page.say(self.say(tell.DECIDES[found.decides]), 6, 2)
            page.item(self.say("cite:"), found.cites[0], 6)
            if found.standing.past_horizon:
                page.say(self.say("the day is past its horizon"), 6)
        if official is not None and official.parts_ways:
            page.item(self.say("where they part ways:"), self.spoken(official.parts_ways), 2)
        if question.note:
            page.say(self.spoken(question.note), 2)
        self._figures(question.figures)
