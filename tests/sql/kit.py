"""A small made-up rulebook and what is asked of it, so that a statement can be read whole and no law changes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

import inforce
from inforce.backends import sql
from tests.rulebooks import build

ON = date(2017, 4, 1)
GOLDENS = Path(__file__).parents[1] / "goldens" / "sql"

RULE = """\
- id: {id}
  bearing: burden
  title: {{en: {id}, es: {id}}}
  says: {{en: A draft., es: Un borrador.}}
  text: {text}
  discretion: {{modal: may, who: {{en: "an officer", es: "un agente"}}, basis: text}}
  authority: [{{cite: "Draft § 1", date: 2015-01-01, seen: none}}]
  horizon: 2022-12-31
"""
ACT = """\
- id: drafts
  kind: statute
  title: {{en: drafts, es: borradores}}
  issuer: Congress
  cite: The Drafts
  signed: 2015-01-01
  does: [{{starts: [{ids}]}}]
  sources: [{{seen: none}}]
"""
TEXTS = {
    "draft/minor": "entry_date < birth_date + 18 years and entry_manner is not admitted",
    "draft/listed": "nationality in {MX, CA} and (misdemeanor_count >= 3 or convictions has felony) and not waived",
    "draft/either": "removable and child or removable and not child",
}
"""Rules beside those of the common rulebook, one for each way in which a dialect could differ."""


def small_book(folder: Path, texts: Mapping[str, str] = TEXTS, **files: str) -> inforce.Book:
    """The common rulebook with a part of one rule on hold, and the rules given."""
    rules = "".join(RULE.format(id=name, text=text) for name, text in texts.items())
    law = build(folder / "law", "part", provisions__drafts=rules, acts__drafts=ACT.format(ids=", ".join(texts)), **files)
    listed = "".join(f"- {{id: {name}, instruments: [a draft], about: {name}}}\n" for name in texts)
    (law / "syllabus.yaml").write_text((law / "syllabus.yaml").read_text(encoding="utf-8") + listed, encoding="utf-8")
    return inforce.load(law)


def ask(*provisions: str, on: date = ON, state: str | None = None) -> sql.Asked:
    return sql.Asked(provisions, on, state=state, readings={"silence": False})


def run(statement: sql.Statement, people: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The statement run by DuckDB on people of whom only what is named is known; in the order given."""
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        connection.execute(statement.create_table)
        for index, person in enumerate(people):
            said = {"person_id": f"{index:04}", **person}
            names = ", ".join(f'"{name}"' for name in said)
            connection.execute(f"INSERT INTO people ({names}) VALUES ({', '.join('?' * len(said))})", list(said.values()))
        result = connection.execute(statement.text)
        columns = [column[0] for column in result.description or ()]
        rows = [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
    return sorted(rows, key=lambda row: row["person_id"])
