"""Formulas in words."""

from __future__ import annotations

import pytest

import inforce
from inforce.cli.labels import load_labels, speaker
from inforce.language.syntax import parse

SAID = [
    ("us_citizen", "is a US citizen", "tiene la ciudadanía de EE. UU."),
    ("not us_citizen", "is not a US citizen", "no tiene la ciudadanía de EE. UU."),
    ("age < 18", "under 18 on the day asked about", "menos de 18 años de edad el día consultado"),
    ("age >= 15", "15 or older on the day asked about", "15 años de edad o más el día consultado"),
    ("nationality in {MX, CA}", "is a national of Canada or Mexico", "tiene la nacionalidad de Canadá o México"),
    ("nationality is not CU", "is not a national of Cuba", "no tiene la nacionalidad de Cuba"),
    ("circuit is ca5", "is in the Fifth Circuit", "está en el Quinto Circuito"),
    (
        "convictions has any {felony, firearm}",
        "convicted of a felony or a firearm crime",
        "con condena por un delito grave (felony) o un delito con arma de fuego",
    ),
    ("convictions is empty", "no conviction", "sin condenas"),
    ("convictions is not empty", "convicted of something", "con alguna condena"),
    ("misdemeanor_count >= 3", "misdemeanor convictions from separate incidents: 3 or more", "condenas por delitos menores de incidentes distintos: 3 o más"),
    ("entry_date >= 2014-01-01", "day of the last entry: 1 January 2014 or later", "día de la última entrada: 1 de enero de 2014 o después"),
    ("entry_date < 2014-01-01", "day of the last entry: before 1 January 2014", "día de la última entrada: antes del 1 de enero de 2014"),
    (
        "entry_date > on - 14 days",
        "day of the last entry: less than 14 days before the day asked about",
        "día de la última entrada: menos de 14 días antes del día consultado",
    ),
    (
        "continuously_present_since <= on - 2 years",
        "first day of unbroken presence: 2 years or more before the day asked about",
        "primer día de presencia sin interrupción: 2 años o más antes del día consultado",
    ),
    (
        "final_order_date + 6 months >= on",
        "day of the final order: 6 months or less before the day asked about",
        "día de la orden final: 6 meses o menos antes del día consultado",
    ),
    (
        "entry_date < birth_date + 16 years",
        "day of the last entry: before the person turned 16",
        "día de la última entrada: antes de cumplir la persona 16 años",
    ),
    (
        "helped_other_enter_on <= entry_date + 5 years",
        "day of that help: not later than 5 years after the day of the last entry",
        "día de esa ayuda: a más tardar 5 años después del día de la última entrada",
    ),
    ("other_reading(uncharged)", "under the other reading of uncharged", "según la otra lectura de uncharged"),
    ("given(admission_date)", "an earlier lawful admission is on record", "consta una admisión legal anterior"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "en", "es"), SAID)
def test_atoms_in_words(book: inforce.Book, text: str, en: str, es: str) -> None:
    formula = parse(text, book.library.vocabulary).formula
    assert speaker(book, "en").phrase(formula) == en
    assert speaker(book, "es").phrase(formula) == es


def test_a_formula_is_a_list_of_short_phrases(book: inforce.Book) -> None:
    text = "not us_citizen and (convictions has felony or cimt_count >= 2 and misdemeanor_count >= 1 or tps_current and age < 18 and daca_current)"
    lines = speaker(book, "en").lines(parse(text, book.library.vocabulary).formula)
    assert [f"{'  ' * line.depth}{line.text}" for line in lines] == [
        "is not a US citizen",
        "at least one of these:",
        "  convicted of a felony",
        "  convictions for crimes involving moral turpitude: 2 or more and misdemeanor convictions from separate incidents: 1 or more",
        "  all of these:",
        "    holds temporary protected status",
        "    under 18 on the day asked about",
        "    a DACA grant is in force",
    ]


def test_every_fact_has_a_label_and_every_value_a_word(book: inforce.Book) -> None:
    labels = load_labels(book)
    facts = [fact for fact in book.library.vocabulary.facts.values() if fact.name != "on" and not fact.name.startswith(("reading:", "day:"))]
    assert {name for name in labels if not name.startswith("day:")} == {fact.name for fact in facts}
    for fact in facts:
        kinds = {"label"} if fact.is_ordered and not fact.off_ramp else {"label", "yes", "no"}
        assert kinds <= set(labels[fact.name]), fact.name
        if fact.type in ("enum", "set") and not fact.open:
            assert set(labels[fact.name]["values"]) == set(fact.values), fact.name


def test_without_labels_a_fact_is_said_by_its_name(book: inforce.Book) -> None:
    silent = speaker(book, "en")
    silent.labels = {}
    say = silent.phrase
    assert say(parse("not us_citizen", book.library.vocabulary).formula) == "not us citizen"
    assert say(parse("entry_manner is admitted", book.library.vocabulary).formula) == "entry manner: admitted"
