"""`inforce sql`: provisions as one SQL statement over a table of people."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

import click

from inforce.cli.options import Asked, common, read_readings, reading_option
from inforce.cli.output import put, put_json
from inforce.language.error import InforceError, Where
from inforce.rulebook.book import Book


@click.command("sql")
@click.argument("provisions", nargs=-1, metavar="PROVISION...")
@click.option("--dialect", metavar="NAME", default="duckdb", help="duckdb (default), postgres or spark, each run in the tests; others are syntax checked")
@click.option("--table", metavar="NAME", default="people", help="the table of people; default: people")
@click.option("--key", "keys", metavar="COLUMN", multiple=True, help="what names a row; repeatable; default: person_id")
@click.option("--facts", metavar="NAME,...", multiple=True, help="the facts (or columns) the table has; of others nothing is known. Default: all that are of use")
@click.option("--ranges", is_flag=True, help="days and numbers stand as pairs of columns, FACT.from and FACT.to")
@click.option("--layout", is_flag=True, help="print the table the statement reads, as CREATE TABLE")
@reading_option
@common
def command(
    asked: Asked, provisions: tuple[str, ...], dialect: str, table: str, keys: tuple[str, ...], facts: tuple[str, ...], ranges: bool, layout: bool, readings: tuple[str, ...]
) -> int:
    """PROVISIONs, or families of them, as one statement: a row a person, a column an
    outcome. NULL is unknown in a fact and undecided in an outcome."""
    sql = _backend()
    sql.dialect(dialect)
    book, moment = asked.open()
    chosen = read_readings(book, readings)
    question = sql.Asked(
        chosen_provisions(book, provisions), moment.on, moment.known_on, moment.state, {name: chosen.get(name) == "other" for name in book.library.readings}
    )
    names, values = sql.read_facts(book.library.vocabulary, [word.strip() for each in facts for word in each.split(",") if word.strip()])
    shape = sql.Layout(book.library.vocabulary, table, keys or ("person_id",), names if facts else None, ranges, values)
    made = sql.statement(book, question, dialect, shape)
    if asked.as_json:
        columns = [{"name": column.name, "type": column.type} for column in made.columns]
        put_json({"dialect": made.dialect, "on": moment.on.isoformat(), "provisions": list(question.provisions), "sql": made.sql, "header": list(made.header), "create_table": made.create_table, "columns": columns})
    else:
        put([made.create_table + ";" if layout else made.text.rstrip("\n")])
    return 0


def _backend() -> ModuleType:
    """The backend, whose engine is an extra.

    Raises:
        InforceError: `no-engine`.
    """
    try:
        from inforce.backends import sql
    except ImportError:
        raise InforceError("no-engine", "SQL statements need SQLGlot, which is not installed", help="pip install 'inforce[sql]'") from None
    return sql


def chosen_provisions(book: Book, words: Iterable[str]) -> tuple[str, ...]:
    """The provisions meant by ids and families, in the order of the syllabus, shields after it.

    Raises:
        InforceError: `bad-use` without a word, `unknown-provision`, `not-encoded`.
    """
    library, found = book.library, dict[str, None]()
    for word in words:
        stem = word.rstrip("/")
        under = [name for name in library.provisions if name == stem or name.startswith(stem + "/")]
        found |= dict.fromkeys(under or [book.check_id(word)])
    if not found:
        raise InforceError("bad-use", "`PROVISION` is missing", where=Where("inforce sql"), help="ids are listed in docs/provisions.md; a family, as `priority/2017`, names all of its provisions")
    order = {name: index for index, name in enumerate((*library.encoded, *(name for name in library.provisions if name not in library.encoded)))}
    return tuple(sorted(found, key=order.__getitem__))
