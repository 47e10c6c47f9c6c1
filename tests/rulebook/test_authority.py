"""The authority of the day: what an answer cites is the instrument that governed on the day asked about."""

from __future__ import annotations

from pathlib import Path

import pytest

import inforce
from inforce.language.error import ErrorGroup
from tests.rulebooks import build

PROVISIONS = """
- id: rule/later
  bearing: burden
  title: {en: One, es: Uno}
  says: {en: One., es: Uno.}
  text: us_citizen
  discretion: {modal: may, who: {en: officers, es: agentes}, basis: text}
  authority:
    - {cite: The memo of 2011, date: 2011-10-24, until: 2021-10-27, seen: none}
    - {cite: The memo of 2021, date: 2021-10-27, until: 2025-01-20, seen: none}
    - {cite: The memo of 2025, date: 2025-01-20, seen: none}
  horizon: 2026-01-01
"""
ACTS = """
- id: start
  kind: memo
  title: {en: A, es: A}
  issuer: An agency
  cite: A
  signed: 2012-01-01
  does: [{starts: [rule/one, rule/later]}]
  sources: [{seen: draft}]
"""


def book(folder: Path, provisions: str = PROVISIONS) -> inforce.Book:
    return inforce.load(build(folder / "law", acts__x=ACTS, provisions__x=provisions))


@pytest.mark.parametrize(
    ("day", "cite"),
    [
        ("2021-10-26", "The memo of 2011"),
        ("2021-10-27", "The memo of 2021"),
        ("2023-06-01", "The memo of 2021"),
        ("2025-01-19", "The memo of 2021"),
        ("2025-01-20", "The memo of 2025"),
    ],
)
def test_an_answer_cites_the_instrument_of_the_day(tmp_path: Path, day: str, cite: str) -> None:
    answer = book(tmp_path).determine({"us_citizen": True}, on=day)["rule/later"]
    assert list(answer.authority) == [cite]


def test_where_no_instrument_is_of_the_day_all_are_cited(tmp_path: Path) -> None:
    gone = PROVISIONS.replace("{cite: The memo of 2025, date: 2025-01-20, seen: none}", "{cite: The memo of 2030, date: 2030-01-01, seen: none}")
    answer = book(tmp_path, gone).determine({"us_citizen": True}, on="2025-06-01")["rule/later"]
    assert list(answer.authority) == ["The memo of 2011", "The memo of 2021", "The memo of 2030"]


def test_an_end_before_its_beginning_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ErrorGroup) as caught:
        book(tmp_path, PROVISIONS.replace("until: 2021-10-27", "until: 2011-10-24"))
    assert [error.code for error in caught.value.errors] == ["day-out-of-order"]


def test_places_in_2023_are_cited_by_the_memo_of_2021() -> None:
    answer = inforce.load().determine({"us_citizen": False, "location_type": "school"}, on="2023-06-01")["protection/sensitive-locations"]
    assert [cite for cite in answer.authority if "Mayorkas" in cite]
    assert not [cite for cite in answer.authority if "Morton" in cite]
