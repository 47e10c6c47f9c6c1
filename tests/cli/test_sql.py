"""`inforce sql`: the statement that is printed runs over the table that is printed."""

from __future__ import annotations

import duckdb

from tests.cli.conftest import Run

RULE = "priority/2014/2c-recent-entry"
FACTS = "us_citizen,lawful_permanent_resident,entry_manner,continuously_present_since,parole_current"


def test_the_statement_printed_runs_over_the_table_printed(run: Run) -> None:
    given = ("sql", RULE, "--on", "2015-06-01", "--facts", FACTS)
    statement, table = run(*given), run(*given, "--layout")
    assert (statement.code, table.code, statement.err, table.err) == (0, 0, "", "")
    assert table.out.startswith("CREATE TABLE people (\n  \"person_id\" TEXT NOT NULL,\n  \"us_citizen\" BOOLEAN,")
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        connection.execute(table.out)
        connection.execute("INSERT INTO people (person_id, us_citizen, entry_manner) VALUES ('a', TRUE, NULL), ('b', NULL, 'admitted'), ('c', NULL, NULL)")
        answered = connection.execute(statement.out).fetchall()
    assert sorted(answered) == [("a", "no", None, False), ("b", "no", None, False), ("c", None, None, False)]


def test_the_head_says_what_a_reader_must_know(run: Run) -> None:
    ran = run("sql", RULE, "--on", "2015-06-01", "--state", "TX", "--dialect", "postgres", "--table", "office.people", "--key", "case", "--reading", "silent-presence=other")
    head = [line for line in ran.out.splitlines() if line.startswith("--")]
    assert head[0] == "-- Which rules reach each person of a table. Legal information, not legal advice."
    assert head[2:6] == [f"-- rule: {RULE}, Unlawful entry and no presence since 1 January 2014", "-- day: 2015-06-01", "-- place: TX", "-- reading: silent-presence=other"]
    assert "-- table: office.people, one row a person, named by case; `--layout` prints its columns (" in ran.out
    assert "FROM office.people" in ran.out


def test_a_family_stands_for_its_provisions(run: Run, book) -> None:  # type: ignore[no-untyped-def]
    ran = run("sql", "priority/2017", "--on", "2017-02-22", "--json")
    assert ran.data["provisions"] == [name for name in book.library.encoded if name.startswith("priority/2017/")]
    assert [column["name"] for column in ran.data["columns"]][:1] == ["us_citizen"]
    assert ran.data["dialect"] == "duckdb"


def test_bad_use_is_one_clear_line(run: Run) -> None:
    for words, code, message in (
        ((), 2, "`PROVISION` is missing [bad-use]"),
        (("priority/2018",), 2, "[unknown-provision]"),
        ((RULE, "--dialect", "duckbd"), 2, "unknown dialect `duckbd` [unknown-dialect]\n  help: did you mean `duckdb`?"),
        ((RULE, "--facts", "entry_day"), 2, "[unknown-fact]"),
        ((RULE, "--facts", "convictions:felonies"), 2, "[unknown-value]"),
        ((RULE, "--table", "a.b.c.d"), 2, "is no table's name [bad-use]"),
        ((RULE, "--facts", "days_since_entry", "--ranges"), 2, "[not-in-sql]"),
    ):
        ran = run("sql", *words, "--on", "2015-06-01")
        assert (ran.code, ran.out) == (code, "")
        assert message in ran.err
        assert len(ran.err.splitlines()) <= 2
