"""Rows of the fact table as people of a case file, and the kernel's whole answer to each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import polars as pl

from inforce.language.error import InforceError
from inforce.rulebook.book import Book
from inforce.screen.engine import Screened

PARTS = ("", "|if_operative", "|depends_on", "|settling")
"""What the engine tells of a provision."""


def said(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says, written as in a case file."""
    facts: dict[str, Any] = {}
    for column, value in row.items():
        if value is None or column.startswith(("_", "keep:")):
            continue
        fact, colon, word = column.partition(":")
        name, _, end = column.rpartition(".")
        if colon:
            facts.setdefault(fact, {})[word] = value
        elif end in ("from", "to") and name:
            facts.setdefault(name, {})[end] = value.isoformat() if hasattr(value, "isoformat") else value
        else:
            facts[column] = value.isoformat() if hasattr(value, "isoformat") else value
    return facts


def differences(book: Book, people: Iterable[tuple[int, Mapping[str, Any]]], screened: Screened, provisions: Iterable[str], **asked: Any) -> Iterator[str]:
    """Every row and provision of which the engine says something else than the kernel; people are numbered by their rows."""
    found = {row["_row"]: row for row in screened.results.to_dicts()}
    refused = {one.row: one for one in screened.contradictory}
    provisions = tuple(provisions)
    for number, facts in people:
        try:
            answer = book.determine(facts, provisions=provisions, **asked)
        except InforceError as error:
            one = refused.get(number)
            if one is None or (one.code, one.fact) != (error.code, ", ".join(getattr(error, "facts", ())) or None):
                yield f"row {number}: the kernel refuses it: {error.message}; the engine says {one}"
            continue
        if number not in found:
            yield f"row {number}: has no answer"
            continue
        for one_answer in answer.determinations:
            name = one_answer.provision
            kernel = (one_answer.outcome, one_answer.if_operative, list(one_answer.depends_on), list(one_answer.settling))
            engine = tuple(found[number][name + part] for part in PARTS)
            if engine != kernel:
                yield f"row {number}, {name}: engine {engine}, kernel {kernel}; {dict(facts)}"


def numbered(table: pl.DataFrame) -> list[tuple[int, dict[str, Any]]]:
    """The people of a table by their rows."""
    return [(row["_row"], said(row)) for row in table.to_dicts()]
