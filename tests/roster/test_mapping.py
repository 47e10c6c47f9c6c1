"""The mapping: reviewed names in both languages map, likeness only suggests, and some names never map."""

from __future__ import annotations

from datetime import date

import pytest

from inforce.screen.roster.synonyms import synonyms
from inforce.screen.roster.target import find_target
from inforce.screen.roster.words import fold, table
from tests.roster.kit import Reader


@pytest.mark.parametrize(
    ("header", "fact"),
    [("Date of birth", "birth_date"), ("FECHA DE NACIMIENTO", "birth_date"), ("fecha-de-nacimiento:", "birth_date"), ("País de origen", "nationality"), ("Pais de Origen", "nationality"),
     ("Green card?", "lawful_permanent_resident"), ("Tarjeta verde", "lawful_permanent_resident"), ("Última entrada", "entry_date"), ("Date of Last Entry", "entry_date"),
     ("Orden final", "final_order"), ("In removal proceedings", "in_removal_proceedings"), ("En proceso de deportación", "in_removal_proceedings"), ("Felony", "convictions:felony"),
     ("Delito grave", "convictions:felony"), ("entry_manner", "entry_manner"), ("convictions:felony", "convictions:felony"), ("local_287g_models:task_force", "local_287g_models:task_force")],
)  # fmt: skip
def test_names_of_both_languages_and_a_facts_own_name(read: Reader, header: str, fact: str) -> None:
    told = read(f"Case ID\t{header}\nK-1\t\n")
    assert told.roster.mapping.reading[0].says == fact
    assert told.column("Case ID").role == "key"


@pytest.mark.parametrize("name", ["Date of Brith", "Nationalty", "Green crad", "Fecha de nacimeinto", "Final ordr", "Felony?? convicton"])
def test_likeness_suggests_and_never_maps(read: Reader, name: str) -> None:
    told = read(f"Case ID,DACA,{name}\nK-1,yes,2015\n")
    column = told.roster.mapping.unmapped[0]
    assert (column.name, column.why) == (name, "not-known")
    assert column.suggestion is not None
    assert told.rows == [{"_key": "K-1", "daca_current": True}]
    assert f"`{name}` is not read: its name is not in the table. It looks like `{column.suggestion}`; a profile can say so." in told.roster.mapping.lines()


def test_a_header_of_likenesses_alone_is_not_read(read: Reader) -> None:
    said = read.fault("Case ID,Nationalty\nK-1,MX\n")
    assert "[no-header]" in said
    assert "`Nationalty` looks like `nationality`" in said


@pytest.mark.parametrize(
    ("header", "why", "said"),
    [("Case Status", "case-status", "the status of a case is never a person's immigration status"), ("Estado del caso", "case-status", "the status of a case is never a person's immigration status"),
     ("Status", "several-facts", "its words say something of several facts at once"), ("Estatus migratorio", "several-facts", "its words say something of several facts at once"),
     ("Criminal history", "free-text", "crimes are never read out of free text"), ("Antecedentes penales", "free-text", "crimes are never read out of free text"),
     ("Charges", "free-text", "crimes are never read out of free text"), ("Convictions", "free-text", "crimes are never read out of free text"), ("Cargos", "free-text", "crimes are never read out of free text"),
     ("Country of birth", "birth-country", "the country of birth need not be that of nationality"), ("Removal order", "order-not-final", "an order need not be final"),
     ("First entry", "first-entry", "the rules ask about the last entry"), ("A#", "identifier", "it identifies a person"), ("Client name", "person", "no fact of the rules is in it")],
)  # fmt: skip
def test_names_that_look_like_a_fact_and_are_none(read: Reader, header: str, why: str, said: str) -> None:
    told = read(f"Case ID\tDACA\t{header}\nK-1\tyes\tUSC\nK-2\tyes\tfelony\n")
    assert told.unmapped == {header: why}
    assert told.rows == [{"_key": key, "daca_current": True} for key in ("K-1", "K-2")]
    assert any(line.startswith(f"`{header}` is not read: {said}") for line in told.roster.mapping.lines())


def test_case_status_is_not_even_suggested_by_its_values(read: Reader) -> None:
    told = read("Case ID,DACA,Case status\nK-1,,LPR\nK-2,,US citizen\n")
    assert told.rows == [{"_key": "K-1"}, {"_key": "K-2"}]


def test_no_reviewed_name_stands_twice_and_each_has_its_target(read: Reader) -> None:
    parts = table("synonyms")
    seen: dict[str, str] = {}
    for part in ("columns", "only_yes", "by_values", "never"):
        for target, names in parts[part].items():
            for name in names:
                assert fold(name) not in seen, f"{name}: {target} and {seen[fold(name)]}"
                seen[fold(name)] = target
            if part in ("columns", "only_yes") and target != "key":
                assert find_target(target, read.book.library.vocabulary) is not None, target
    assert len(seen) == sum(len(part) for part in (synonyms().columns, synonyms().only_yes, synonyms().by_values, synonyms().never))


def test_a_name_that_stands_twice_maps_nothing(read: Reader) -> None:
    told = read("Case ID,DACA,daca,TPS\nK-1,yes,no,yes\n")
    assert told.unmapped == {"DACA": "repeated", "daca": "repeated"}
    assert told.rows == [{"_key": "K-1", "tps_current": True}]


def test_key_and_kept_columns_are_as_asked(read: Reader) -> None:
    text = "Case ID,Office,DACA,File number\nK-1,North,yes,F-1\n"
    told = read(text, key="File number", keep=["Office", "DACA"])
    assert told.rows == [{"_key": "F-1", "keep:Office": "North", "keep:DACA": "yes", "daca_current": True}]
    assert read(text).unmapped == {"Office": "not-known", "File number": "second-key"}
    assert "the roster has no column `Ofice` [unknown-column]\n  help: did you mean `Office`?" in read.fault(text, keep=["Ofice"])


def test_two_columns_of_one_fact_are_both_read_and_said(read: Reader) -> None:
    told = read("Case ID,DACA,Current DACA\nK-1,yes,\nK-2,,no\nK-3,yes,yes\nK-4,yes,no\n")
    assert told.of("daca_current") == [True, False, True]
    assert [(one.line, one.code, one.column, one.fact) for one in told.refused] == [(5, "contradiction", "Current DACA", "daca_current")]
    assert told.refused[0].reason == "column `Current DACA`: what it says of `daca_current` contradicts another column of the row"
    assert any("Columns `DACA`, `Current DACA` are all read as `daca_current`" in line for line in told.roster.mapping.lines())


def test_dates_of_two_columns_meet_in_what_both_allow(read: Reader) -> None:
    told = read("Case ID,Last entry,Date of entry\nK-1,2015,2015-03\nK-2,2015,2016-03\n")
    assert (told.of("entry_date.from"), told.of("entry_date.to")) == ([date(2015, 3, 1)], [date(2015, 3, 31)])
    assert [(one.line, one.code, one.fact) for one in told.refused] == [(3, "contradiction", "entry_date")]


@pytest.mark.parametrize(
    ("cells", "outputs", "why"),
    [(("MX", "Haiti"), {"nationality": ["MX", "HT"]}, "by its values, which are countries."), (("USC", "non-citizen", ""), {"us_citizen": [True, False, None]}, "by its values, which are words about citizenship and no countries."),
     (("yes", "no"), {"us_citizen": [True, False]}, "by its values, which are words about citizenship and no countries."),
     (("USC", "México", "ciudadana"), {"us_citizen": [True, None, True], "nationality": [None, "MX", None]}, "by its values, which are countries and words about citizenship, each read as what it is.")],
)  # fmt: skip
@pytest.mark.parametrize("header", ["Citizenship", "Ciudadanía"])
def test_citizenship_is_decided_by_its_values_and_said(read: Reader, header: str, cells: tuple[str, ...], outputs: dict[str, list[object]], why: str) -> None:
    told = read(f"Case ID\t{header}\n" + "".join(f"K-{n}\t{cell}\n" for n, cell in enumerate(cells)))
    assert told.refused == []
    assert {name: told.of(name) for name in outputs} == outputs
    assert any(line.startswith(f"`{header}` is read as") and line.endswith(why) for line in told.roster.mapping.lines())


def test_citizenship_of_countries_and_bare_answers_stops(read: Reader) -> None:
    assert "column `Citizenship` holds both countries and a bare yes or no [ambiguous-column]" in read.fault("Case ID,Citizenship\nK-1,MX\nK-2,yes\n")
    assert "column `Citizenship` holds only words that are both an answer and a country's code [ambiguous-column]" in read.fault("Case ID,Citizenship\nK-1,NO\nK-2,No\n")
    assert read("Case ID,DACA,Citizenship\nK-1,yes,\nK-2,no,unknown\n").unmapped == {"Citizenship": "values-tell-nothing"}


def test_estado_is_a_state_only_where_all_its_values_are(read: Reader) -> None:
    assert read("Case ID,DACA,Estado\nK-1,yes,TX\nK-2,no,Nueva York\n").of("state") == ["TX", "NY"]
    told = read("Case ID,DACA,Estado\nK-1,yes,TX\nK-2,no,abierto\n")
    assert told.unmapped == {"Estado": "values-not-states"}
    assert "state" not in told.roster.schema
