"""What people ask that no rule is about is told as such, with the law that regulates it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

import inforce
from inforce.claims.shelf import Shelf
from inforce.cli.main import inforce as commands
from inforce.language.error import InforceError
from inforce.rulebook.citation import check_citations

ROOT = Path(__file__).parents[2]
SCHEMA = Path(inforce.__file__).parent / "schema" / "questions.json"
NAMED = ("travel-ban", "visa-bond", "public-charge", "student-status", "returning-resident", "naturalization")


def run(*arguments: str) -> tuple[int | None, str]:
    result = CliRunner().invoke(commands, arguments, standalone_mode=False)
    assert result.exception is None, result.exception
    return result.return_value, " ".join(result.output.split())


def test_what_people_ask_beyond_the_rules_is_named(shelf: Shelf) -> None:
    assert set(NAMED) <= set(shelf.beyond)
    assert all(one.regulated and one.words for one in shelf.beyond.values())


def test_search_says_that_it_is_not_covered_and_where_it_is_regulated() -> None:
    code, text = run("questions", "visa bond")
    assert code == 0
    assert "The rulebook does not cover this. Its silence is not an answer." in text
    assert "22 C.F.R. § 41.11(c)" in text
    assert "Este libro de reglas no trata de esto." in run("questions", "fianza de visa", "--lang", "es")[1]


def test_status_of_it_points_to_where_it_is_regulated(book: inforce.Book) -> None:
    with pytest.raises(InforceError) as caught:
        book.status("visa-bond", on="2026-11-30")
    first, second = str(caught.value).splitlines()
    assert first == "the rulebook does not cover `visa-bond` [not-covered]"
    assert "22 C.F.R. § 41.11(c)" in second
    assert second.endswith("`inforce questions visa-bond` tells more")


@pytest.mark.parametrize("words", ["naturalization", "redada"])
def test_json_has_its_shape(words: str) -> None:
    result = CliRunner().invoke(commands, ["questions", words, "--json"], standalone_mode=False)
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text())).validate(json.loads(result.output))


def test_documents_list_every_subject(shelf: Shelf) -> None:
    page = (ROOT / "docs" / "domain.md").read_text(encoding="utf-8")
    assert [name for name, one in shelf.beyond.items() if f"| `{name}` | {one.title} | {one.cites} |" not in page] == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("seen: primary", "seen: none", "unknown-value"),
        ("- id: travel-ban", "- id: protection/daca", "repeated-id"),
        ("  words: [travel ban", "  word: [travel ban", "unknown-key"),
    ],
)
def test_bad_subject_gets_one_line(changed_law: Callable[[str, str, str], Path], old: str, new: str, code: str) -> None:
    with pytest.raises(InforceError) as caught:
        inforce.load(changed_law("beyond.yaml", old, new))
    first = str(caught.value).splitlines()[0]
    assert first.startswith("law/beyond.yaml:")
    assert first.endswith(f"[{code}]")


def test_citation_of_a_subject_is_checked(changed_law: Callable[[str, str, str], Path]) -> None:
    book = inforce.load(changed_law("beyond.yaml", "8 C.F.R. § 274a.12", "8 CRF 274a"))
    assert [error.code for error in check_citations(book.library)] == ["bad-citation"]
