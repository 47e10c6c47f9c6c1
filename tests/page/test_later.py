"""What became of a provision is told as settled only where it is so on every day that an act can have been of."""

from __future__ import annotations

from inforce.language.formula import FALSE, TRUE, at_most, conjoin, disjoin, flag
from inforce.page.article import on_any_day


def test_a_status_that_turns_on_an_unknown_day_is_not_told() -> None:
    by_then = at_most("day:x", 700000)
    assert on_any_day(by_then) is FALSE
    assert on_any_day(conjoin(flag("detained"), by_then)) is FALSE
    assert on_any_day(disjoin(flag("detained"), by_then)) is flag("detained")
    assert on_any_day(TRUE) is TRUE
