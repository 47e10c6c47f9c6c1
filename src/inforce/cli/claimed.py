"""Claims and questions as text: the statement, who made it, the answer, and where to read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from inforce.backends.text import Speaker
from inforce.claims import tell
from inforce.claims.check import ClaimAnswer, PartAnswer
from inforce.claims.claim import Claim
from inforce.claims.process import due_process
from inforce.claims.question import QuestionAnswer
from inforce.claims.shelf import Shelf
from inforce.cli.sheet import Sheet
from inforce.rulebook.book import Book

BEFORE = date(2017, 1, 24)
"""The day before the two orders."""
NAMED = {"named": "named", "not_named": "not named", "not_recorded": "a name is not recorded here"}
BASIS = {"text": "the text was seen", "source": "seen in a source that cites it", "reported": "reported, wording not seen"}


def listed(shelf: Shelf, answer: ClaimAnswer) -> dict[str, Any]:
    """The list or table that goes with a claim: its own key in JSON."""
    book, claim = shelf.book, answer.claim
    if claim.list == "agreements":
        return {"agreements": [agreement.to_json() for agreement in shelf.agreements]}
    if claim.list == "due-process":
        return {"due_process": [row.to_json() for row in due_process(book, answer.on, answer.known_on, BEFORE)]}
    return {}


def claim_json(shelf: Shelf, answer: ClaimAnswer, speaker: Speaker, since: Sequence[tuple[date, str]]) -> dict[str, Any]:
    """A claim's answer for machines."""
    claim, made = answer.claim, answer.to_json()
    for part, shown in zip(answer.parts, made["parts"], strict=True):
        shown["told"] = [tell.person(part.example, speaker), tell.outcome(part.example)] if part.example else []
    deciders = [tell.decider(shelf.book, name, answer.on, answer.known_on) for name in claim.provisions]
    return {
        **made,
        "provisions": [decider.to_json() for decider in deciders],
        "figures": [shelf.figures[name].to_json() for name in claim.figures],
        "not_settled": claim.not_settled,
        "note": claim.note,
        "since": [{"from": day.isoformat(), "verdict": verdict} for day, verdict in since],
        **listed(shelf, answer),
    }


def say_claim(page: Sheet, shelf: Shelf, answer: ClaimAnswer, speaker: Speaker, since: Sequence[tuple[date, str]]) -> None:
    """One claim, whole."""
    claim, book = answer.claim, shelf.book
    page.say(f'"{claim.statement}"', hang=1)
    page.say(f"{claim.speaker.who} ({NAMED[claim.speaker.named]})" + (f"; {claim.speaker.terms}" if claim.speaker.terms else ""), 2, 2)
    page.say(f"{tell.day(claim.day)}, through: {' -> '.join(claim.chain)}", 2, 2)
    page.say(f"source: {claim.source}", 2, 2)
    page.gap()
    known = f", as known on {answer.known_on}" if answer.known_on else ""
    page.say(f"{tell.VERDICT[answer.verdict].upper()} on {answer.on}{known}", hang=2)
    if claim.not_settled:
        page.say(claim.not_settled, 2)
    for part in answer.parts:
        page.gap()
        _say_part(page, part, speaker)
    if claim.note:
        page.gap()
        page.say(claim.note, 2)
    _say_deciders(page, book, claim, answer)
    _say_figures(page, shelf, claim.figures)
    _say_list(page, shelf, answer)
    _say_since(page, since)
    if answer.past_horizon:
        page.gap()
        page.say(f"warning: {answer.on} is past the day through which the acts of {', '.join(answer.past_horizon)} were verified", hang=2)


def _say_part(page: Sheet, part: PartAnswer, speaker: Speaker) -> None:
    page.item(f"{part.verdict}:", part.part.says, 2)
    for words in tell.beside(part, speaker):
        page.say(words, 4)


def _say_deciders(page: Sheet, book: Book, claim: Claim, answer: ClaimAnswer) -> None:
    if claim.provisions:
        page.head("The provisions, whose decision it is, and where to read them")
    for name in claim.provisions:
        found = tell.decider(book, name, answer.on, answer.known_on)
        page.say(f"{name}: {tell.STATUS[found.status]}", 2, 2)
        page.say(found.power, 4, 2)
        for condition in found.waits:
            page.say(f"waits for: {condition}", 4, 2)
        page.item("cite:", found.cites[0], 4)


def _say_figures(page: Sheet, shelf: Shelf, names: Sequence[str]) -> None:
    if names:
        page.head("Figures of the time")
    for name in names:
        figure = shelf.figures[name]
        late = f"; published {figure.published}" if figure.published else ""
        page.say(f"{figure.value:,} {figure.unit}: {figure.what} ({figure.day})", 2, 2)
        page.say(f"{figure.source} [{figure.confidence}]{late}", 4, 2)


def _say_list(page: Sheet, shelf: Shelf, answer: ClaimAnswer) -> None:
    if answer.claim.list == "agreements" and shelf.agreements:
        page.head(f"Agreements in force on 20 February 2017: {len(shelf.agreements)}, by kind and state")
        for model in dict.fromkeys(agreement.model for agreement in shelf.agreements):
            states: dict[str, list[str]] = {}
            for agreement in shelf.agreements:
                if agreement.model == model:
                    states.setdefault(agreement.state, []).append(agreement.agency)
            page.say(f"{model.replace('_', ' ')} ({sum(map(len, states.values()))})", 2)
            for state, agencies in states.items():
                page.item(state, "; ".join(agencies), 4)
        page.say(f"source: {shelf.agreements[0].source}", 2, 2)
    if answer.claim.list == "due-process":
        page.head(f"Who decides, on {tell.day(BEFORE)}, on {tell.day(answer.on)}, and as announced")
        for row in due_process(shelf.book, answer.on, answer.known_on, BEFORE):
            statuses = ", ".join(_status(status) for status in (row.before, row.after, row.foreseen))
            page.say(f"{row.provision}: {tell.DECIDES[row.decides]}", 2, 2)
            page.say(row.whom, 4)
            page.say(statuses, 4, 2)


def _status(status: str) -> str:
    return tell.STATUS.get(status, "varies by place or class")


def _say_since(page: Sheet, since: Sequence[tuple[date, str]]) -> None:
    if since:
        page.head("Did it stay so? By all that is known now, to the horizon")
    for day, verdict in since:
        page.item(f"{day}:", tell.VERDICT[verdict], 2)


def say_ledger(page: Sheet, answers: Sequence[ClaimAnswer]) -> None:
    """Every claim in a few lines, in the order in which they stand."""
    counts = Counter(answer.verdict for answer in answers)
    for answer in answers:
        claim = answer.claim
        page.gap()
        page.say(f"{claim.id}: {tell.VERDICT[answer.verdict]} on {answer.on}", hang=2)
        page.say(f'"{claim.statement}"', 2, 1)
        page.say(f"{claim.speaker.who} ({NAMED[claim.speaker.named]}), through {claim.chain[-2] if len(claim.chain) > 1 else claim.chain[-1]}", 2, 2)
        if answer.past_horizon:
            page.say("the day is past the horizon", 2, 2)
    page.gap()
    page.say("; ".join(f"{tell.VERDICT[verdict]}: {count}" for verdict, count in counts.items()))


def say_question(page: Sheet, shelf: Shelf, answer: QuestionAnswer, speaker: Speaker) -> None:
    """One question, whole."""
    question = answer.question
    number = f"question {question.number}, " if question.number else ""
    page.say(question.question)
    page.say(f"{question.id} ({number}{BASIS[question.basis]})", 2, 2)
    page.item("official answer:", question.official, 2)
    if question.not_rules:
        page.item("not about the rules:", question.not_rules, 2)
    known = f", as known on {answer.known_on}" if answer.known_on else ""
    if answer.parts or answer.provisions:
        page.say(f"by the rules of {answer.on}{known}:", 2, 2)
    for part in answer.parts:
        _say_part(page, part, speaker)
    for found in answer.provisions:
        page.say(f"{found.standing.provision}: {tell.STATUS[found.standing.status]}; {tell.MODAL[found.modal]}: {found.who}", 4, 2)
        for condition in found.waits:
            page.say(f"waits for: {condition}", 6, 2)
        if found.shields:
            page.say(f"shields: {', '.join(found.shields)}", 6, 2)
        if found.decides:
            page.say(tell.DECIDES[found.decides], 6, 2)
        page.item("cite:", found.cites[0], 6)
        if found.standing.past_horizon:
            page.say("the day is past its horizon", 6)
    if question.parts_ways:
        page.item("where they part ways:", question.parts_ways, 2)
    if question.note:
        page.say(question.note, 2)
    _say_figures(page, shelf, question.figures)
