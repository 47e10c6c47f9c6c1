"""Sessions: declining, answering in part, going back, and what the result rests on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import inforce
from inforce.interview.session import Session
from inforce.kernel.theory import Contradiction
from inforce.language.error import InforceError

ON = "2017-02-22"


def go(session: Session, answers: dict[str, Any]) -> list[str]:
    """Answer what is asked; what has no answer here is declined. Gives the facts asked."""
    asked = []
    while (ask := session.next()) is not None:
        asked.append(ask.fact)
        if ask.fact in answers:
            session.answer(answers[ask.fact])
        else:
            session.decline()
    return asked


def test_the_day_is_the_first_question_unless_it_is_given(book: inforce.Book) -> None:
    session = book.interview(about="mexico")
    ask = session.next()
    assert ask is not None
    assert (ask.fact, ask.kind, ask.number) == ("on", "date", 1)
    session.answer("2019-10-15")
    assert session.on == date(2019, 10, 15)
    following = session.next()
    assert following is not None
    assert following.number == 2
    assert book.interview(about="mexico", on=ON).next().fact != "on"  # type: ignore[union-attr]


def test_a_declined_day_is_today(book: inforce.Book) -> None:
    session = book.interview(about="mexico")
    session.next()
    session.decline("unknown")
    assert session.on == date.today()


@pytest.mark.parametrize("how", ["unknown", "prefer_not"])
def test_a_declined_fact_stays_unknown_and_is_not_asked_again(book: inforce.Book, how: str) -> None:
    session = book.interview(about="mexico", on=ON)
    asked = []
    while (ask := session.next()) is not None:
        asked.append(ask.fact)
        session.decline(how)
    assert len(asked) == len(set(asked)) > 3
    assert session.facts == {}
    assert session.declined == tuple(asked)


def test_an_interview_stops_when_nothing_could_change(book: inforce.Book) -> None:
    session = book.interview(about="mexico", on=ON)
    assert go(session, {"entered_by": "air"})[0] == "entered_by"
    assert book.interview(about="mexico", on=ON, facts={"us_citizen": True}).next() is None


def test_answers_in_part_are_taken(book: inforce.Book) -> None:
    session = book.interview(about="arrest", on="2014-12-01", facts={"us_citizen": False, "lawful_permanent_resident": False})
    answers: dict[str, Any] = {"entry_date": 2010, "convictions": {"felony": True}, "entry_manner": {"admitted": False}}
    asked = go(session, answers)
    assert len(asked) == len(set(asked))
    assert {fact: raw for fact, raw in session.facts.items() if fact in answers} == {fact: raw for fact, raw in answers.items() if fact in asked}
    assert "convictions" in asked


def test_going_back_keeps_the_other_answers(book: inforce.Book) -> None:
    session = book.interview(about="arrest", on=ON)
    no = dict.fromkeys(book.library.vocabulary, False) | {"convictions": [], "entry_date": 2010, "entry_manner": "without_inspection", "birth_date": 1980, "continuously_present_since": 2010, "nationality": "MX"}
    first = go(session, no)
    assert first[0] == "us_citizen"
    whole = dict(session.facts)
    again = session.back("us_citizen")
    assert again is not None
    assert again.fact == "us_citizen"
    session.answer(True)
    assert session.next() is None
    assert session.facts == {"us_citizen": True}, "what has become irrelevant has no part in the result"
    assert set(session.aside) >= {"convictions"}
    session.back("us_citizen")
    session.answer(False)
    assert session.next() is None, "the answers kept are used again, and nothing is asked twice"
    assert session.facts == whole
    assert session.aside == ()


def test_back_goes_question_by_question_and_stops_at_the_first(book: inforce.Book) -> None:
    session = book.interview(about="mexico", on=ON)
    asked = []
    for _ in range(3):
        ask = session.next()
        assert ask is not None
        asked.append(ask.fact)
        session.decline()
    session.next()
    for fact in reversed(asked):
        ask = session.back()
        assert ask is not None
        assert ask.fact == fact
        assert session.next() == ask
    assert session.back() is None


def test_an_answer_that_no_longer_fits_is_set_aside_and_comes_back(book: inforce.Book) -> None:
    session = book.interview(about="arrest", on=ON)
    answers = {"us_citizen": False, "lawful_permanent_resident": True}
    go(session, answers)
    session.back("us_citizen")
    session.answer(True)
    assert session.next() is None
    assert "lawful_permanent_resident" in session.aside
    session.back("us_citizen")
    session.answer(False)
    go(session, {})
    assert session.facts["lawful_permanent_resident"] is True


def test_a_contradiction_changes_nothing_and_names_the_facts(book: inforce.Book) -> None:
    session = book.interview(about="arrest", on=ON, facts={"final_order": False, "us_citizen": False})
    with pytest.raises(Contradiction) as caught:
        book.interview(about="arrest", on=ON, facts={"final_order": True, "us_citizen": True})
    assert set(caught.value.facts) == {"final_order", "us_citizen"}
    ask = session.next()
    assert ask is not None
    before = dict(session.facts)
    with pytest.raises(InforceError):
        session.answer({"no": "such"})
    assert session.facts == before
    assert session.next() == ask


def test_later_answers_are_held_against_earlier_ones(book: inforce.Book) -> None:
    session = book.interview(about="protections", on=ON)
    asked = []
    while (ask := session.next()) is not None and ask.fact != "parent_of_citizen_or_lpr_since":
        asked.append(ask.fact)
        if ask.fact == "birth_date":
            session.answer("1990-05-01")
        elif ask.fact in ("us_citizen", "lawful_permanent_resident", "refugee_or_asylee", "daca_current"):
            session.answer(False)
        else:
            session.decline()
    assert ask is not None, asked
    with pytest.raises(Contradiction) as caught:
        session.answer("1980-01-01")
    assert set(caught.value.facts) == {"birth_date", "parent_of_citizen_or_lpr_since"}
    session.answer("2012-01-01")


def test_a_question_that_was_not_put_cannot_be_answered(book: inforce.Book) -> None:
    session = book.interview(about="mexico", on=ON)
    session.next()
    for act in (lambda: session.answer(True, "tps_current"), lambda: session.back("tps_current"), lambda: session.decline("maybe")):
        with pytest.raises(InforceError) as caught:
            act()
        assert caught.value.code in ("not-asked", "unknown-value")


def test_a_finding_declined_is_assumed_in_the_result(book: inforce.Book) -> None:
    session = book.interview(about="detention", on=ON)
    asked = go(session, {"us_citizen": False, "lawful_permanent_resident": False, "entry_manner": "without_inspection"})
    findings = [fact for fact in asked if book.library.vocabulary[fact].off_ramp]
    assert findings
    assumed = {fact for determination in session.result(reasons=False).determinations for fact in determination.assumed}
    assert set(findings) & assumed


@pytest.mark.parametrize("about", ["nonsense", "priority/9999"])
def test_an_unknown_family_is_one_clear_error(book: inforce.Book, about: str) -> None:
    with pytest.raises(InforceError) as caught:
        book.interview(about=about)
    assert caught.value.code == "unknown-family"


def test_a_family_of_the_syllabus_or_one_provision_is_taken(book: inforce.Book) -> None:
    assert {name.split("/")[0] for name in book.problem("officer", book.day(ON), None).outcomes} == {"officer"}
    assert list(book.problem("priority/2017/convicted", book.day(ON), None).outcomes) == ["priority/2017/convicted"]


def test_one_question_without_a_session(book: inforce.Book) -> None:
    first = book.ask({}, on=ON, about="arrest")
    assert first is not None
    assert first.fact == "us_citizen"
    second = book.ask({"us_citizen": False}, on=ON, about="arrest")
    assert second is not None
    assert second.fact != "us_citizen"
    third = book.ask({"us_citizen": False}, on=ON, about="arrest", declined=[second.fact])
    assert third is not None
    assert third.fact not in ("us_citizen", second.fact)
    with pytest.raises(InforceError):
        book.ask({"us_citizen": True, "daca_current": True}, on=ON)
