"""The timeline's picture: words and patterns for every status, a mark for every act, nothing from outside."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date
from itertools import pairwise
from pathlib import Path

import inforce
from inforce.backends.picture import Bar, Lane, Mark, to_svg
from inforce.cli.options import Moment
from inforce.cli.picture import write_picture
from inforce.language.knowledge import Knowledge
from inforce.rulebook.history import history

RETURN = ["process/contiguous-return/2017", "process/contiguous-return/mpp-2019"]


def drawn(book: inforce.Book, folder: Path) -> str:
    write_picture(book, RETURN, Moment(date(2021, 12, 31)), folder / "return.svg")
    return (folder / "return.svg").read_text()


def test_picture_is_one_file_that_asks_for_nothing(book: inforce.Book, tmp_path: Path) -> None:
    svg = drawn(book, tmp_path)
    assert "<script" not in svg
    assert set(re.findall(r"(?:https?:)?//[\w.]+", svg)) == {"http://www.w3.org"}  # the name of the format, not an address
    assert {element.tag.split("}")[1] for element in ET.fromstring(svg).iter()} <= {"svg", "rect", "defs", "pattern", "circle", "path", "text"}
    assert list(tmp_path.iterdir()) == [tmp_path / "return.svg"]


def test_each_status_has_a_pattern_and_a_word(book: inforce.Book, tmp_path: Path) -> None:
    svg = drawn(book, tmp_path)
    for status, word in (("announced", "announced"), ("operative", "in force"), ("suspended", "on hold"), ("ended", "ended")):
        assert f"url(#{status})" in svg
        assert word in svg


def test_each_act_has_a_mark_with_its_scope_in_words(book: inforce.Book, tmp_path: Path) -> None:
    svg = drawn(book, tmp_path)
    for words in ("2017-01-25", "Executive Order 13767", "2019-04-12", "Innovation Law Lab v. Nielsen", "El Paso"):
        assert words in svg


def test_numbers_of_one_row_do_not_touch() -> None:
    marks = [Mark(date(2017, 1, day), f"act {day}", "starts it", "", "cite") for day in range(1, 29)]
    lane = Lane("a", "A", [Bar("operative", date(2017, 1, 1), date(2020, 1, 1), False)], marks)
    svg = to_svg([lane], first=date(2012, 1, 1), last=date(2020, 1, 1), heading="h", note="n")
    rows: dict[str, list[float]] = {}
    for x, y in re.findall(r"<text x='([\d.]+)' y='(\d+)' font-size='9'", svg):
        rows.setdefault(y, []).append(float(x))
    assert sum(map(len, rows.values())) == 28
    assert all(b - a >= 5 for places in rows.values() for a, b in pairwise(places))


def test_history_covers_every_day_once_and_agrees_with_status(book: inforce.Book) -> None:
    name = "process/expedited-removal/nationwide-2019"
    spans = history(book.library, name, Knowledge(book.library.vocabulary), last=date(2023, 1, 1))
    assert spans[0].first == date(2012, 1, 1)
    assert spans[-1].last == date(2023, 1, 1)
    assert all((after.first - before.last).days == 1 for before, after in pairwise(spans))
    for span in spans:
        for day in (span.first, span.last):
            assert book.status(name, on=day).status == span.status
    assert [span.status for span in spans] == ["not_yet", "announced", "operative", "suspended", "operative", "ended"]


def test_places_that_differ_are_drawn_in_layers_and_counted(book: inforce.Book, tmp_path: Path) -> None:
    write_picture(book, ["custody/mandatory-inspection/interior-2025"], Moment(date(2026, 10, 8)), tmp_path / "split.svg")
    svg = (tmp_path / "split.svg").read_text()
    heights = {float(height) for height in re.findall(r"height='([\d.]+)' fill='url\(#(?:operative|suspended)\)'", svg)}
    assert any(height < 26 for height in heights), "no solid bar over circuits that differ"
    assert "reviews: Barbosa da Cunha" in svg
    assert "granted, the Supreme Court" in svg
    assert "reported, seen in no source, and not counted" in svg


def test_bar_in_layers_fills_the_lane() -> None:
    bar = Bar("operative", date(2015, 1, 1), date(2020, 1, 1), True, (("suspended", 0.75), ("operative", 0.25)), "on hold in nine circuits, in force in three")
    svg = to_svg([Lane("a", "A", [bar], [])], first=date(2012, 1, 1), last=date(2020, 1, 1), heading="h", note="n")
    assert "height='19.5' fill='url(#suspended)'" in svg
    assert "height='6.5' fill='url(#operative)'" in svg
    assert "on hold in nine circuits, in force in three" in svg
