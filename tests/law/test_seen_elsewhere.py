"""What an act rests on: no aggregator alone, and a second check on another host."""

from __future__ import annotations

from dataclasses import replace

import inforce
from inforce.rulebook.check_sources import _act
from inforce.rulebook.coverage import checked_elsewhere


def test_no_act_that_changes_a_status_rests_on_aggregators_alone(book: inforce.Book) -> None:
    assert book.library.aggregators
    found = [act.id for act in book.library.acts.values() for error in _act(book.library, act) if error.code == "aggregators-alone"]
    assert found == []


def test_a_second_check_at_the_host_of_the_source_does_not_count(book: inforce.Book) -> None:
    act = next(act for act in book.library.acts.values() if any(checked_elsewhere(act)))
    check = next(checked_elsewhere(act))
    assert not any(checked_elsewhere(replace(act, sources=(check,), checks=(check,))))
