"""Somebody who did not write it has read every Spanish text against its English; a text changed since waits again.

`python -m docs.spanish` prints what waits; law/spanish.csv is the record.
"""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from docs import spanish
from inforce.rulebook.wording import REVIEWS, Pair, pairs, read_reviews, unread


@pytest.fixture(scope="module")
def every() -> list[Pair]:
    return spanish.every()


@pytest.fixture(scope="module")
def record() -> dict[str, str]:
    return read_reviews(spanish.LAW / REVIEWS)


def test_every_text_was_read_as_it_stands(every: list[Pair], record: dict[str, str]) -> None:
    assert [f"{pair.place} ({how})" for pair, how in unread(every, record)] == [], "read both texts, then `python -m docs.spanish --accept PLACE`"


def test_nothing_else_is_recorded_and_each_place_once(every: list[Pair]) -> None:
    with (spanish.LAW / REVIEWS).open(encoding="utf-8", newline="") as file:
        places = [row["place"] for row in csv.DictReader(file)]
    assert places == sorted(set(places))
    assert set(places) <= {pair.place for pair in every}, "`python -m docs.spanish --accept PLACE` drops what is gone"
    assert len({pair.place for pair in every}) == len(every)


@pytest.mark.parametrize("prefix", ["law/provisions/", "law/acts/", "law/asking.yaml", "law/labels.yaml", "law/readings.yaml", "catalogue#"])
def test_a_text_changed_in_either_language_is_stale(every: list[Pair], record: dict[str, str], prefix: str) -> None:
    one = next(pair for pair in every if pair.place.startswith(prefix))
    for changed in (replace(one, en=f"{one.en}!"), replace(one, es=f"{one.es}!"), replace(one, es=f"no {one.es}")):
        assert [how for _, how in unread([changed], record)] == ["stale"]
    assert [how for _, how in unread([replace(one, place=f"{one.place}.new")], record)] == ["new"]


def test_accepting_records_what_was_named_and_drops_what_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    law = tmp_path / "law"
    shutil.copytree(spanish.LAW, law)
    monkeypatch.setattr(spanish, "LAW", law)
    assert spanish.main(["--accept", ""]) == 0
    readings, record = law / "readings.yaml", law / REVIEWS
    kept = record.read_text(encoding="utf-8")
    record.write_text(kept + "law/gone.yaml#gone.says,000000000000,2026-01-01,\n", encoding="utf-8")
    one = next(pair for pair in pairs(law) if pair.place.startswith("law/readings.yaml"))
    text = readings.read_text(encoding="utf-8")
    assert text.count(f"es: {one.es}") == 1
    readings.write_text(text.replace(f"es: {one.es}", f"es: {one.es} distinta"), encoding="utf-8")
    assert spanish.main([]) == 1
    assert f"{one.place} (stale)" in capsys.readouterr().out
    assert spanish.main(["--accept", "law/acts/"]) == 0
    assert spanish.main([]) == 1
    assert spanish.main(["--accept", "law/readings.yaml"]) == 0
    assert spanish.main([]) == 0
    assert "law/gone.yaml" not in record.read_text(encoding="utf-8")
