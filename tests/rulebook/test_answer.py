"""What a caller from Python gets: an answer is a mapping, a wrong call is told in one line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import inforce
from inforce.language.error import InforceError

ON = "2017-02-22"
TWO = ("priority/2017/convicted", "priority/2017/charged")


def test_an_answer_is_a_mapping(book: inforce.Book) -> None:
    answer = book.determine({"us_citizen": True}, on=ON, provisions=TWO)
    assert list(answer) == list(TWO)
    assert TWO[0] in answer
    assert "typo" not in answer
    assert {name: told.outcome for name, told in answer.items()} == dict.fromkeys(TWO, "no")
    with pytest.raises(KeyError, match="no provision `priority/2041`"):
        answer["priority/2041"]


def test_a_book_and_an_answer_tell_what_they_are(book: inforce.Book) -> None:
    for told in (repr(book), repr(book.determine({}, on=ON, provisions=TWO))):
        assert book.library.version in told
        assert " at 0x" not in told


@pytest.mark.parametrize(
    "call",
    [
        lambda book: book.determine({}, on=ON, provisions=TWO[0]),
        lambda book: book.determine("x", on=ON),
        lambda book: book.outcomes("x", on=ON),
        lambda book: book.columns({}, on=ON),
        lambda book: book.explain(TWO[0], {}, on=ON, changes=5),
    ],
)
def test_a_wrong_call_is_told_in_one_line(book: inforce.Book, call: Callable[[inforce.Book], object]) -> None:
    with pytest.raises(InforceError, match="takes") as told:
        call(book)
    assert "\n" not in told.value.message
