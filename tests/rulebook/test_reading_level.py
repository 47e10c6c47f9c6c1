"""Every paragraph of the rulebook asks for eight school years at most, in both languages, or is listed with a reason.

A paragraph is a text made of sentences: what a provision or definition says, its conditions, a question and why it is asked.
Titles, names and labels are fragments, on which the measures say nothing. Names of laws, courts, forms and terms of art
count as one short word each; they are listed in law/wording.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest
import yaml

from inforce.rulebook.wording import Pair, pairs, read_wording
from tests.reading import level

LAW = Path(__file__).parents[2] / "law"
ALLOWED = Path(__file__).with_name("reading_level_allowed.yaml")
SCHOOL_YEARS = 8


def hard(texts: Iterable[Pair], names: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    """Place, language and level of each paragraph above the limit."""
    for pair in texts:
        if pair.is_paragraph:
            for lang, text in (("en", pair.en), ("es", pair.es)):
                if (found := level(text, lang, names)) > SCHOOL_YEARS:
                    yield pair.place, lang, round(found, 1)


def test_every_paragraph_is_plain_or_listed_with_a_reason() -> None:
    wording = read_wording(LAW)
    allowed = {(entry["place"], entry["lang"]): entry["reason"] for entry in yaml.safe_load(ALLOWED.read_text(encoding="utf-8"))}
    found = {(place, lang): years for place, lang, years in hard(pairs(LAW), wording.names)}
    assert {key: years for key, years in found.items() if key not in allowed} == {}
    assert [key for key in allowed if key not in found] == [], "no longer needed"
    assert all(len(reason.split()) > 3 for reason in allowed.values())
    assert len(allowed) <= 5


def test_enough_was_measured() -> None:
    measured = [pair.place for pair in pairs(LAW) if pair.is_paragraph]
    assert len(measured) > 300
    assert sum(place.startswith("law/provisions/") and place.endswith(".says") for place in measured) >= 117


@pytest.mark.parametrize(
    ("lang", "en", "es"),
    [
        ("en", "Notwithstanding discretionary considerations, adjudicators may determine inadmissibility.", "El juez mira el caso y dice lo que ve."),
        (
            "es",
            "The judge looks at the case and says what he sees.",
            "Independientemente de consideraciones discrecionales, adjudicadores administrativos determinarán inadmisibilidades correspondientes.",
        ),
    ],
)
def test_a_planted_hard_text_is_found_in_either_language(lang: str, en: str, es: str) -> None:
    assert [(place, found) for place, found, _ in hard([Pair("planted", en, es)], ())] == [("planted", lang)]


def test_a_name_inside_a_name_does_not_hide_it() -> None:
    text = "The Board of Immigration Appeals says no."
    assert level(text, "en", ("Immigration", "Board of Immigration Appeals")) == level("The it says no.", "en")
