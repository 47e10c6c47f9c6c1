"""Countries and states by code and by reviewed names in both languages, never by guess."""

from __future__ import annotations

import pytest

from inforce.screen.roster.place import countries, states
from inforce.screen.roster.words import fold, table
from tests.roster.kit import Reader


@pytest.mark.parametrize(
    ("text", "code"),
    [("MX", "MX"), ("mex", "MX"), ("México", "MX"), ("MEXICO", "MX"), ("Méjico", "MX"), ("El Salvador", "SV"), ("SLV", "SV"), ("Burma", "MM"), ("Brasil", "BR"), ("Alemania", "DE"), ("Corea del Sur", "KR"),
     ("Côte d'Ivoire", "CI"), ("Costa de Marfil", "CI"), ("Haití", "HT"), ("NO", "NO"), ("Namibia", "NA")],
)
def test_countries(read: Reader, text: str, code: str) -> None:
    assert read(f"Case ID\tNationality\nK-1\t{text}\n").of("nationality") == [code]


@pytest.mark.parametrize("text", ["Mexic", "Mexicoo", "Mexico City", "Central America", "Korea", "Congo", "Guinea Ecuatoria", "Mexico/Guatemala", "Latino", "ZZ", "X", "yes"])
def test_no_country_is_guessed(read: Reader, text: str) -> None:
    assert read(f"Case ID\tNationality\nK-1\t{text}\n").codes[0][1] in ("unknown-word", "ambiguous-word")


def test_a_country_that_is_no_more_says_nothing(read: Reader) -> None:
    told = read("Case ID\tNationality\nK-1\tUSSR\nK-2\tYugoslavia\n")
    assert told.refused == []
    assert told.of("nationality") == [None, None]


@pytest.mark.parametrize(("text", "code"), [("NY", "NY"), ("New York", "NY"), ("Nueva York", "NY"), ("texas", "TX"), ("Tejas", "TX"), ("D.C.", "DC"), ("Puerto Rico", "PR"), ("Carolina del Norte", "NC")])
def test_states(read: Reader, text: str, code: str) -> None:
    assert read(f"Case ID\tState\nK-1\t{text}\n").of("state") == [code]


@pytest.mark.parametrize("text", ["Texs", "Carolina", "Mexico", "Ontario", "North", "New York City"])
def test_no_state_is_guessed(read: Reader, text: str) -> None:
    assert read(f"Case ID\tState\nK-1\t{text}\n").codes[0][1] in ("unknown-word", "ambiguous-word")


@pytest.mark.parametrize("name", ["countries", "states"])
def test_no_name_stands_for_two_places(name: str) -> None:
    data = table(name)
    taken: dict[str, str] = {}
    for code, entry in data["codes"].items():
        for text in {fold(word) for word in (code, entry.get("alpha3"), *entry["names"]) if word is not None}:
            assert taken.setdefault(text, code) == code, text
    assert not taken.keys() & {fold(word) for word in data["none"]}


def test_every_place_of_the_vocabulary_is_known_by_its_code(read: Reader) -> None:
    vocabulary = read.book.library.vocabulary
    for places, fact in ((countries(), "nationality"), (states(), "state")):
        assert [code for code in vocabulary[fact].values if not (code == "NA" and fact == "nationality") and places.find(code) != code] == []
    assert read("Case ID\tNationality\nK-1\tNA\nK-2\tNAM\nK-3\tn/a\n").codes == [(2, "ambiguous-word")]  # Namibia, or no answer
