"""What a statement cannot say is refused with its place and reason, before anything is translated."""

from __future__ import annotations

from pathlib import Path

import pytest

import inforce
from inforce.backends import sql
from inforce.backends.sql.base import table_named
from inforce.backends.sql.fragment import FRAGMENTS, check
from inforce.language.error import InforceError
from inforce.language.formula import Formula, at_most_fact, flag, reached
from inforce.language.syntax import READING
from tests.sql.kit import TEXTS, ask, small_book

ROOT = Path(__file__).resolve().parents[2]
HELP = "help: docs/sql.md lists what a statement cannot say"


@pytest.mark.parametrize(
    ("atom", "shown", "fragment"),
    [
        (reached("shield/child"), "reached(shield/child)", "reference"),
        (at_most_fact("entry_date", "on", 12, 0), "entry_date <= on + 12 months", "open-day"),
        (flag(READING + "silence"), "other_reading(silence)", "open-reading"),
    ],
)
def test_an_atom_that_cannot_be_said_is_refused_where_it_stands(small: inforce.Book, atom: Formula, shown: str, fragment: str) -> None:
    with pytest.raises(InforceError) as caught:
        check([atom], "provision `rule/one`", small.library.provisions["rule/one"].where)
    assert str(caught.value) == f"law/provisions/rules.yaml:1: provision `rule/one`: `{shown}`: {FRAGMENTS[fragment]} [not-in-sql]\n  {HELP}"


def test_a_finding_that_a_longer_chain_could_force(tmp_path: Path) -> None:
    constraints = "- says: whoever is waived is spared\n  formulas: [removable and child implies waived]\n"
    book = small_book(tmp_path, constraints=constraints)
    with pytest.raises(InforceError) as caught:
        sql.statement(book, ask("draft/listed"), "duckdb")
    assert str(caught.value) == f"fact `waived`: {FRAGMENTS['finding']} [not-in-sql]\n  {HELP}"


def test_a_name_that_postgres_would_cut(tmp_path: Path) -> None:
    name = "draft/" + "x" * 60
    book = small_book(tmp_path, {name: "removable"})
    assert name in sql.statement(book, ask(name), "duckdb").sql
    with pytest.raises(InforceError) as caught:
        sql.statement(book, ask(name), "postgres")
    assert str(caught.value) == f"column `{name} if operative`: {FRAGMENTS['long-name']} [not-in-sql]\n  {HELP}"


def test_days_since_with_ranges(small: inforce.Book) -> None:
    layout = sql.Layout(small.library.vocabulary, facts=frozenset({"days_since_entry", "entry_date"}), ranges=True)
    with pytest.raises(InforceError, match="fact `days_since_entry`: a number of days since a date"):
        sql.statement(small, ask("draft/minor"), "duckdb", layout)


def test_every_reason_is_documented() -> None:
    page = (ROOT / "docs" / "sql.md").read_text(encoding="utf-8")
    assert [name for name, why in FRAGMENTS.items() if f"| `{name}` | {why} |" not in page] == []


def test_a_dialect_that_nobody_knows(small: inforce.Book) -> None:
    with pytest.raises(InforceError) as caught:
        sql.statement(small, ask("rule/one"), "duckbd")
    assert str(caught.value) == "unknown dialect `duckbd` [unknown-dialect]\n  help: did you mean `duckdb`?"
    with pytest.raises(InforceError) as caught:
        sql.dialect("'; DROP")
    assert str(caught.value) == "unknown dialect `'; DROP` [unknown-dialect]\n  help: dialects run in the tests: duckdb, postgres, spark"


NO_SQL = ("dax", "prql")
"""Languages that SQLGlot reads and does not write."""


@pytest.mark.parametrize("dialect", [name for name in sql.others() if name not in NO_SQL])
def test_other_dialects_read_what_is_written_and_say_that_nothing_ran_it(small: inforce.Book, dialect: str) -> None:
    made = sql.statement(small, ask("rule/one", *TEXTS), dialect)
    assert f"dialect: {dialect} (syntax checked, run on no engine by the tests)" in made.text
    assert "see docs/sql.md before relying on it" in made.text


@pytest.mark.parametrize("dialect", NO_SQL)
def test_a_dialect_that_does_not_read_its_own_statement_is_refused(small: inforce.Book, dialect: str) -> None:
    with pytest.raises(InforceError) as caught:
        sql.statement(small, ask("rule/one"), dialect)
    assert str(caught.value) == f"dialect `{dialect}` does not read the statement back [not-in-sql]\n  help: take a dialect that the tests run"


@pytest.mark.parametrize("name", ["", " ", "a.b.c.d", "a..b", "a\nb", "a\x00"])
def test_what_is_no_tables_name(name: str) -> None:
    with pytest.raises(InforceError) as caught:
        table_named(name)
    assert caught.value.code == "bad-use"


@pytest.mark.parametrize("name", ['p"; DROP TABLE people; --', "Weird Name", "select"])
def test_a_strange_name_stays_a_name(small: inforce.Book, name: str) -> None:
    made = sql.statement(small, ask("rule/one"), "duckdb", sql.Layout(small.library.vocabulary, name, ("person_id",)))
    if name != "select":
        assert 'FROM "' + name.replace('"', '""') + '"' in made.sql


@pytest.mark.parametrize("key", ["removable", "Removable", "contradictory"])
def test_a_key_that_is_the_name_of_a_fact(small: inforce.Book, key: str) -> None:
    with pytest.raises(InforceError, match=f"the key `{key}` is the name of another column"):
        sql.statement(small, ask("rule/one"), "duckdb", sql.Layout(small.library.vocabulary, keys=(key,)))
