"""A person's answer as text: what reaches, what shields, what is on hold or announced, what turns on unknown facts."""

from __future__ import annotations

from datetime import date

from inforce.cli.sheet import Sheet
from inforce.cli.waits import waits_for
from inforce.cli.words import DECIDES, MODAL, past_horizon
from inforce.rulebook.book import Answer, Book
from inforce.rulebook.determination import Determination

GROUPS = (
    ("reaches", "REACHES"),
    ("has", "PROTECTS"),
    ("exempt", "SHIELDED FROM"),
    ("suspended", "ON HOLD: the text fits, and it is suspended"),
    ("pending", "ANNOUNCED: the text fits, and it is not yet in force"),
    ("depends", "DEPENDS on facts not given; those marked * would settle it"),
    ("otherwise", "DOES NOT REACH, by the default reading of a point"),
)
IF_OPERATIVE = {
    "reached": "were it in force, it would reach the person",
    "exempt": "were it in force, a shield would spare the person",
    "depends": "were it in force, whether it reaches the person depends",
}


def group_of(determination: Determination) -> str:
    """Under which heading a determination stands; `rest` for one that is only counted."""
    outcome = determination.outcome
    if outcome == "reached":
        return "has" if determination.bears == "benefit" else "reaches"
    if outcome == "no":
        return "otherwise" if determination.readings else "rest"
    return outcome


def say_answer(page: Sheet, book: Book, answer: Answer, known_on: date | None) -> None:
    """One person on one day."""
    place = f", in {answer.state}" if answer.state else ""
    known = f", as known on {known_on}" if known_on else ""
    page.say(f"{answer.name or 'A person'} on {answer.on}{place}{known}", hang=2)
    groups: dict[str, list[Determination]] = {}
    for determination in answer.determinations:
        groups.setdefault(group_of(determination), []).append(determination)
    for group, title in GROUPS:
        members = groups.get(group, [])
        if members:
            page.head(f"{title} ({len(members)})")
        for determination in members:
            if group == "depends":
                _say_open(page, book, determination)
            else:
                _say_one(page, book, determination, answer.on, known_on)
    rest = groups.get("rest", [])
    page.head(f"The other {len(rest)} provisions do not reach the person." if rest else "There is no other provision.")
    past = sum(determination.past_horizon for determination in answer.determinations)
    if past:
        page.say(past_horizon(past, answer.on), hang=2)
    page.say(f"rulebook {answer.rulebook}")


def _say_one(page: Sheet, book: Book, determination: Determination, on: date, known_on: date | None) -> None:
    provision = book.library.provisions[determination.provision]
    page.say(determination.provision, 2)
    page.say(provision.title["en"][:1].upper() + provision.title["en"][1:], 4, 2)
    if determination.part and determination.part != determination.provision:
        page.say(f"through its part {determination.part}", 4, 2)
    if determination.outcome in ("reached", "exempt", "suspended", "pending"):
        page.say(_power(determination), 4, 2)
    if determination.outcome in ("reached", "pending") and provision.decides:
        page.say(DECIDES["en"][provision.decides], 4, 2)
    if determination.exempted_by:
        page.say("shield: " + ", ".join(determination.exempted_by), 4, 2)
    for shield in determination.exempted_by if determination.outcome == "exempt" else ():
        if leaves := book.library.provisions[shield].leaves.get("en"):
            page.say(f"the shield is partial: {leaves}", 4, 2)
    for condition in waits_for(book, determination.provision, on, known_on) if determination.outcome == "pending" else ():
        page.say(f"waits for: {condition}", 4, 2)
    if determination.if_operative:
        page.say(IF_OPERATIVE[determination.if_operative], 4, 2)
    if determination.outcome == "reached" and provision.conditions:
        page.say(f"condition: {provision.conditions['en']}", 4, 2)
    if determination.because:
        page.say("because of: " + ", ".join(fact for fact, _ in determination.because), 4, 2)
    _say_doubts(page, determination)
    page.item("cite:", determination.authority[0], 4)


def _power(determination: Determination) -> str:
    how = determination.discretion
    practice = " (a practice that no text requires)" if how.basis == "practice" else ""
    return f"{MODAL['en'][how.modal]}: {how.who}{practice}"


def _say_open(page: Sheet, book: Book, determination: Determination) -> None:
    page.say(determination.provision, 2)
    settling = set(determination.settling)
    facts = dict.fromkeys((*determination.depends_on, *determination.settling))
    page.item("turns on:", ", ".join(f"{fact}*" if fact in settling else fact for fact in facts) or "facts that only together change it", 4)
    _say_doubts(page, determination)
    page.item("cite:", determination.authority[0], 4)


def _say_doubts(page: Sheet, determination: Determination) -> None:
    if determination.assumed:
        page.item("counted as not made, not given:", ", ".join(determination.assumed), 4)
    for reading in determination.readings:
        page.say(f"by the default reading of {reading.id} ({reading.default}); by the other: {reading.other_outcome}", 4, 2)
    if determination.past_horizon:
        page.say("the day is past the horizon of this provision", 4, 2)
