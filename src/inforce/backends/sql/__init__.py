"""Provisions as one SQL statement, written through SQLGlot: one row a person, NULL as the third value.

>>> import inforce
>>> made = statement(inforce.load(), Asked(("protection/not-removable",), date(2017, 2, 22)), "duckdb")
>>> made.columns[0].name
'us_citizen'
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from sqlglot import Dialect as Parser
from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError

from inforce.backends.sql.base import Dialect, table_named
from inforce.backends.sql.duckdb import DuckDB
from inforce.backends.sql.fragment import Limits
from inforce.backends.sql.layout import Column, Layout, read_facts
from inforce.backends.sql.plan import Asked, plan
from inforce.backends.sql.postgres import PostgreSQL
from inforce.backends.sql.spark import SparkSQL
from inforce.backends.sql.statement import Composer, Statement
from inforce.language.error import InforceError, nearest
from inforce.rulebook.book import Book

DIALECTS: dict[str, Dialect] = {dialect.name: dialect for dialect in (DuckDB(), PostgreSQL(), SparkSQL())}
"""The dialects whose statements the tests run on the engine itself."""


def dialect(name: str) -> Dialect:
    """The dialect of that name; of one that no test runs, SQLGlot's writing of it.

    Raises:
        InforceError: `unknown-dialect`.
    """
    if name in DIALECTS:
        return DIALECTS[name]
    if name not in others():
        raise InforceError("unknown-dialect", f"unknown dialect `{name[:40]}`", help=nearest(name, (*DIALECTS, *others())) or "dialects run in the tests: " + ", ".join(DIALECTS))
    return _other(name)


def others() -> tuple[str, ...]:
    """Dialects that SQLGlot can write and no test here runs."""
    return tuple(sorted(name for name in Parser.classes if name and name not in DIALECTS))


@cache
def _other(name: str) -> Dialect:
    made: type[Dialect] = type("Other", (Dialect,), {"name": name, "limits": Limits(name), "__doc__": f"{name}, as SQLGlot writes it."})
    return made()


def statement(book: Book, asked: Asked, dialect_name: str, layout: Layout | None = None) -> Statement:
    """The provisions asked for as one statement.

    Args:
        layout: the table of people; by default one that has every column the statement can use.
    Raises:
        InforceError: `unknown-dialect`; `not-in-sql` where the dialect cannot say a rule.
    """
    chosen = dialect(dialect_name)
    layout = layout or Layout(book.library.vocabulary)
    default_state = asked.state if layout.facts is not None and "state" in layout.facts else None
    composer = Composer(plan(book, replace(asked, state=None) if default_state else asked), layout, chosen, state=default_state)
    expression = composer.compose()
    sql = chosen.sql(expression)
    if dialect_name not in DIALECTS:
        _check_syntax(sql, chosen)
    columns = composer.columns
    return Statement(sql, dialect_name, tuple(_header(asked, chosen, layout, columns, book)), columns, layout, create_table(layout, columns, chosen))


def _check_syntax(sql: str, chosen: Dialect) -> None:
    """Read the statement back in a dialect that no engine here runs.

    Raises:
        InforceError: `not-in-sql` where SQLGlot does not read what it wrote.
    """
    try:
        parse_one(sql, read=chosen.writer)
    except SqlglotError as error:
        raise InforceError("not-in-sql", f"dialect `{chosen.name}` does not read the statement back", help="take a dialect that the tests run") from error


def create_table(layout: Layout, columns: tuple[Column, ...], chosen: Dialect) -> str:
    """The table that a statement reads, as a CREATE TABLE."""
    keys = [exp.ColumnDef(this=exp.to_identifier(key, quoted=True), kind=exp.DataType.build("TEXT"), constraints=[exp.ColumnConstraint(kind=exp.NotNullColumnConstraint())]) for key in layout.keys]
    facts = [exp.ColumnDef(this=exp.to_identifier(c.name, quoted=True), kind=chosen.type(c)) for c in columns]
    schema = exp.Schema(this=table_named(layout.table), expressions=[*keys, *facts])
    return chosen.sql(exp.Create(this=schema, kind="TABLE"))


def _header(asked: Asked, chosen: Dialect, layout: Layout, columns: tuple[Column, ...], book: Book) -> list[str]:
    """What a reader of the statement must know, line by line."""
    library = book.library
    lines = ["Which rules reach each person of a table. Legal information, not legal advice.", ""]
    lines += [f"rule: {name}, {library.provisions[name].title['en']}" for name in asked.provisions]
    lines.append(f"day: {asked.on}" + (f", as known on {asked.known_on}" if asked.known_on else ""))
    if asked.state is not None:
        lines.append(f"place: {asked.state}" + (" where the row names none" if layout.facts is not None and "state" in layout.facts else ""))
    lines += [f"reading: {name}=other" for name, other in asked.readings.items() if other]
    late = [name for name in asked.provisions if asked.on > library.provisions[name].horizon]
    lines += [f"past the day through which its acts were verified: {name}" for name in late]
    lines.append(f"rulebook: {library.version}; dialect: {chosen.name}" + ("" if chosen.name in DIALECTS else " (syntax checked, run on no engine by the tests)"))
    if chosen.name not in DIALECTS:
        lines.append("days moved by calendar months: written for engines that stop at the end of a shorter month; see docs/sql.md before relying on it")
    lines.append(f"table: {layout.table}, one row a person, named by {', '.join(layout.keys)}; `--layout` prints its columns ({len(columns)} for facts)")
    lines += [
        "NULL in a fact: unknown. NULL in an outcome: truth tables do not settle it, or the row contradicts itself (see `contradictory`);",
        "`inforce screen` decides such rows exactly, and says on what they depend. NULL in `if operative`: not suspended or pending, or not settled.",
    ]
    return [" ".join(line.split()) for line in lines]


__all__ = ["DIALECTS", "Asked", "Column", "Dialect", "Layout", "Statement", "date", "dialect", "others", "read_facts", "statement"]
