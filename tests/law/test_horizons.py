"""A horizon that stands before what the rulebook itself holds says why it stands there."""

from __future__ import annotations

from datetime import date

import pytest

import inforce


def newest(book: inforce.Book, name: str) -> date:
    """The latest day of an act behind a provision."""
    return max((act.effective for act in book.library.docket.whole.behind(name)), default=date.min)


def test_a_horizon_that_stands_before_an_act_says_why(book: inforce.Book) -> None:
    provisions = book.library.provisions.items()
    silent = [name for name, provision in provisions if provision.volatility != "settled" and newest(book, name) > provision.horizon and provision.held_back_by is None]
    assert silent == []


@pytest.mark.parametrize("name", ["custody/mandatory-inspection/interior-2025"])
def test_the_answer_gives_the_reason(book: inforce.Book, name: str) -> None:
    told = book.status(name, on="2026-10-01").to_json()
    assert told["past_horizon"]
    assert told["held_back_by"]["act"] == "maldonado-bautista-ca9-stays-2026"
    assert told["held_back_by"]["says"]
