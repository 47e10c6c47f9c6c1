"""Wording: banned words, the glossary, and the record of second readings, on small rulebooks with a planted fault each, and on the law."""

from __future__ import annotations

from pathlib import Path

import pytest

from inforce.rulebook.wording import Pair, check_wording, faults_of, pairs, read_wording, unread

LAW = Path(__file__).parents[2] / "law"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    law = tmp_path / "law"
    law.mkdir()
    (law / "wording.yaml").write_text("advice: {en: [you should], es: [usted debe]}\nfamiliar: {es: [tienes]}\nallowed: {phrases: [You Should Know Act]}\n")
    (law / "glossary.yaml").write_text("- {id: bond, en: [bond, bonds], es: [fianza*], letters: [bond], avoid: [bono], source: made up}\n")
    return law


def say(folder: Path, en: str, es: str) -> None:
    (folder / "texts.yaml").write_text(f'- id: rule\n  says: {{en: "{en}", es: "{es}"}}\n', encoding="utf-8")


@pytest.mark.parametrize(
    ("en", "es", "code"),
    [
        ("You should call.", "Se llama.", "wording-advice"),
        ("A call.", "Usted debe llamar.", "wording-advice"),
        ("A call.", "Si tienes fianza.", "wording-familiar"),
        ("A bond is set", "Se fija un bono y una fianza", "off-glossary"),
        ("A bond is set", "Se fija una garantía", "off-glossary"),
        ("A bond is set.", "Se fija una fianza.", "off-glossary"),
        ("A bond is set.", "Se fija una fianza (bond), y es fianza (bond).", "off-glossary"),
    ],
)
def test_a_planted_fault_is_found(folder: Path, en: str, es: str, code: str) -> None:
    say(folder, en, es)
    assert [error.code for error in check_wording(folder)] == [code]


def test_what_is_well_said_passes(folder: Path) -> None:
    say(folder, "Bonds under the You Should Know Act.", "Las fianzas (bond) según la ley You Should Know Act.")
    assert list(check_wording(folder)) == []


def test_a_title_needs_no_english_beside_it(folder: Path) -> None:
    say(folder, "Bond set", "Fianza fijada")
    assert list(check_wording(folder)) == []


def test_a_fault_names_its_line(folder: Path) -> None:
    say(folder, "You should call.", "Se llama.")
    (error,) = check_wording(folder)
    assert str(error) == (
        "law/texts.yaml:2: `law/texts.yaml#rule.says` says `you should` (en), which tells the reader what to do or what they are [wording-advice]\n"
        "  help: say what the rule is; law/wording.yaml lists the words"
    )


def test_changed_text_is_stale_and_new_text_unread(folder: Path) -> None:
    say(folder, "A call.", "Una llamada.")
    (pair,) = pairs(folder)
    review = folder / "spanish.csv"
    review.write_text("place,fingerprint,checked,note\n")
    assert [error.code for error in check_wording(folder)] == ["unread-translation"]
    review.write_text(f"place,fingerprint,checked,note\n{pair.place},{pair.fingerprint},2026-11-25,\n")
    assert list(check_wording(folder)) == []
    say(folder, "A short call.", "Una llamada.")
    assert [error.code for error in check_wording(folder)] == ["stale-translation"]


def test_places_are_one_of_a_kind() -> None:
    places = [pair.place for pair in pairs(LAW)]
    assert len(places) > 1000
    assert len(set(places)) == len(places)


def test_unread_tells_new_from_stale() -> None:
    pair = Pair("x", "a", "b")
    assert [how for _, how in unread([pair], {})] == ["new"]
    assert [how for _, how in unread([pair], {"x": "other"})] == ["stale"]
    assert list(unread([pair], {"x": pair.fingerprint})) == []


def test_every_text_of_the_law_keeps_to_the_lists() -> None:
    wording = read_wording(LAW)
    assert [str(error) for pair in pairs(LAW) for error in faults_of(pair, wording)] == []


def test_every_term_says_where_its_spanish_was_seen_or_that_it_was_not() -> None:
    terms = read_wording(LAW).terms
    assert len(terms) >= 40
    assert [term.name for term in terms if "http" not in term.source and "not seen" not in term.source and "greelane.com" not in term.source] == []


def test_every_term_is_used_by_the_law() -> None:
    """A term that no text names would check nothing."""
    texts = [pair.en for pair in pairs(LAW)]
    assert [term.name for term in read_wording(LAW).terms if not any(term.is_named(text) for text in texts)] == []
