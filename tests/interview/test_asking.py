"""The questions as data: every fact has one in both languages, and every share rests on a figure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import inforce
from inforce.language.error import ErrorGroup
from inforce.language.syntax import READING
from inforce.rulebook.asking import Asking, read_asking
from inforce.rulebook.yaml import parse
from tests.rulebooks import load

LAW = Path(__file__).resolve().parents[2] / "law"
ADVICE = re.compile(r"\b(you should|you must|you qualify|you are safe|deber[ií]a|usted califica|usted debe|está a salvo|think of talking)\b", re.IGNORECASE)
FAMILIAR = re.compile(r"\b(tú|tienes|eres|has|te|tu|tus|vives|quieres)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def asking(book: inforce.Book) -> Asking:
    return read_asking(book.library)


def test_every_fact_has_a_question_in_both_languages(book: inforce.Book, asking: Asking) -> None:
    names = [name for name in book.library.vocabulary if not name.startswith(READING)]
    assert [name for name in names if name not in asking.questions] == []
    for question in asking.questions.values():
        for words in (question.ask, question.why):
            assert words.keys() == {"en", "es"}
            assert all(text.strip() for text in words.values()), question.fact
            assert words["en"] != words["es"], question.fact
        assert "?" in question.ask["en"]
        assert "¿" in question.ask["es"]
        assert "?" in question.ask["es"]


def test_every_listed_value_has_words_in_both_languages(book: inforce.Book, asking: Asking) -> None:
    for name, question in asking.questions.items():
        fact = book.library.vocabulary[name]
        if fact.type in ("enum", "set"):
            assert list(question.answers) == list(fact.values), name
            assert all(words.keys() == {"en", "es"} for words in question.answers.values())


def test_questions_do_not_advise_and_say_usted(asking: Asking) -> None:
    for question in asking.questions.values():
        texts = [question.ask, question.why, *question.answers.values()]
        for words in texts:
            assert not ADVICE.search(words["en"] + words["es"]), question.fact
            assert not FAMILIAR.search(words["es"]), (question.fact, words["es"])


def test_questions_about_crimes_help_fraud_and_fear_are_very_sensitive(asking: Asking) -> None:
    marks = re.compile(r"convict|cimt|misdemeanor|charge|gang|fraud|helped|security_threat|expresses_fear|sentence|benefit_abuse|marijuana")
    for name, question in asking.questions.items():
        if marks.search(name):
            assert question.sensitive == 2, name


def test_partial_answers_fit_the_kind_of_fact(book: inforce.Book, asking: Asking) -> None:
    fits = {"date": {"year", "month", "range"}, "int": {"range"}, "set": {"some"}, "bool": set()}
    for name, question in asking.questions.items():
        fact = book.library.vocabulary[name]
        assert set(question.partial) <= fits.get(fact.type, {"not_these"}), name


def test_facts_asked_before_others_make_no_circle(asking: Asking) -> None:
    def first(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, path
        for before in asking[name].after:
            first(before, (*path, name))

    for name in asking.questions:
        first(name, ())


def test_shares_are_worked_out_from_figures_that_have_a_source() -> None:
    rows = parse((LAW / "figures" / "population.yaml").read_text(encoding="utf-8"), "population.yaml")
    assert all(row["source"] and row["day"] and row["confidence"] for row in rows)
    used = (LAW / "asking.yaml").read_text(encoding="utf-8")
    assert [row["id"] for row in rows if not re.search(rf"\b{row['id']}\b(?!-)", used)] == [], "only what is used stands here"
    assert not re.search(r"common:.*\d\.\d", used), "no share is typed in"


def test_shares_of_a_fact_are_no_more_than_all_people(book: inforce.Book, asking: Asking) -> None:
    assert asking["daca_current"].common is not None
    assert asking["daca_current"].common.shares["true"] == 689800 / 10500000
    assert asking["us_citizen"].common is None
    for name, question in asking.questions.items():
        common = question.common
        if common is not None and book.library.vocabulary[name].is_choice:
            assert sum(common.shares.values()) <= 1 + 1e-9
        if common is not None and common.bands:
            assert sum(share for _, share in common.bands) == pytest.approx(1, abs=0.001)
            assert all(share > 0 for _, share in common.bands)


def test_a_rulebook_without_questions_asks_by_the_facts_notes() -> None:
    library = load("pause").library
    asking = read_asking(library)
    assert asking.questions == {}
    assert all(asking[name].ask["en"] for name in library.vocabulary)


def test_faults_of_the_questions_are_shown_together(tmp_path: Path, book: inforce.Book) -> None:
    (tmp_path / "asking.yaml").write_text(
        "us_citizen:\n  ask: {en: A?}\n  why: {en: B, es: C}\n  sensitive: 3\n  documents: [passport]\n  common: {values: {\"true\": nobody}}\nus_citzen: {ask: x}\n",
        encoding="utf-8",
    )
    library = type("L", (), {"folder": tmp_path, "vocabulary": book.library.vocabulary, "acts": book.library.acts})
    with pytest.raises(ErrorGroup) as caught:
        read_asking(library)  # type: ignore[arg-type]
    assert {error.code for error in caught.value.errors} == {"missing-language", "unknown-value", "unknown-document", "unknown-figure", "unknown-fact"}
