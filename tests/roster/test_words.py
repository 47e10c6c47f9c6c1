"""Words of cells in both languages: yes, no, unknown, blacked out; any other word refuses its row."""

from __future__ import annotations

import pytest

from tests.roster.kit import Reader, Told


def daca(read: Reader, *cells: str) -> Told:
    return read("Case ID\tDACA\n" + "".join(f"K-{n}\t{cell}\n" for n, cell in enumerate(cells)))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("Y", "yes", "YES.", "sí", "Si", "SÍ", "s", "X", "x", "true", "TRUE", "1", "1.0", "✓", "☑", "verdadero", " Yes "), True),
        (("N", "no", "NO", "false", "F", "0", "0.0", "falso", "☐"), False),
        (("", "  ", "unknown", "UNK", "unk.", "n/a", "N/A", "desconocido", "no sé", "No se", "?", "--", "(b)(6)", "(b)(7)(C)", "(b)(6), (b)(7)(C)", "XXXX", "XX/XX/2015", "[REDACTED]", "████"), None),
    ],
)
def test_words_of_both_languages(read: Reader, cells: tuple[str, ...], said: bool | None) -> None:
    told = daca(read, *cells)
    assert told.refused == []
    assert told.of("daca_current") == [said] * len(cells)


@pytest.mark.parametrize("word", ["maybe", "expired", "yes, until 2018", "yep", "nope", "pending", "2", "-1", "yes?", "Y/N", "tal vez", "ja", "=1=1", "<b>yes</b>"])
def test_a_word_that_is_not_known_is_never_guessed_at(read: Reader, word: str) -> None:
    told = daca(read, "yes", word)
    assert [(one.line, one.key, one.column, one.fact, one.code) for one in told.refused] == [(3, "K-1", "DACA", "daca_current", "unknown-word")]
    assert dict(told.refused[0].cells) == {"Case ID": "K-1", "DACA": word}
    assert told.refused[0].reason == "column `DACA`: a word that is not known for this column"


def test_a_cell_without_end_is_refused_before_it_is_read(read: Reader) -> None:
    assert daca(read, "yes " * 60).codes == [(2, "too-long")]


def test_a_name_for_a_part_of_a_fact_settles_it_by_yes_alone(read: Reader) -> None:
    told = read("Case ID,Asylee\nK-1,yes\nK-2,no\n")
    assert told.of("refugee_or_asylee") == [True, None]  # not an asylee may still be a refugee
    assert told.roster.mapping.lines()[-1].endswith("A no says nothing.")


@pytest.mark.parametrize(("header", "cell", "value"), [("Manner of entry", "EWI", "without_inspection"), ("Forma de entrada", "sin inspección", "without_inspection"), ("entry_manner", "PAROLED", "paroled"), ("Manner of entry", "entry_manner", None)])
def test_values_by_the_reviewed_words_alone(read: Reader, header: str, cell: str, value: str | None) -> None:
    told = read(f"Case ID,{header}\nK-1,{cell}\n")
    assert (told.of("entry_manner") if value else [code for _, code in told.codes]) == [value or "unknown-word"]


@pytest.mark.parametrize(("cell", "said"), [("3", 3), ("3.0", 3), ("0", 0), ("3.5", "bad-number"), ("-1", "bad-number"), ("three", "bad-number"), ("1e3", "bad-number"), ("12345678901", "bad-number"), ("1,000", "bad-number"), ("unknown", None)])
def test_numbers(read: Reader, cell: str, said: object) -> None:
    told = read(f"Case ID;Misdemeanor count\nK-1;{cell}\n")
    assert (told.codes[0][1] if told.refused else told.of("misdemeanor_count")[0]) == said
