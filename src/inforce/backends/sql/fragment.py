"""What a statement cannot say, as a list with reasons: checked before anything is translated, and refused with a place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn

from inforce.language.error import InforceError, Where
from inforce.language.formula import Atom, Flag, Formula, Ref, atoms
from inforce.language.syntax import ON, READING, to_text

FRAGMENTS: dict[str, str] = {
    "open-day": "the day asked about is left open; a statement answers for one day",
    "open-reading": "a reading is left open; a statement takes one reading of each point",
    "reference": "a reference to another provision was not filled in",
    "finding": "a rule that joins several facts forces a finding that nobody reported; the chains that a statement follows could miss it",
    "long-name": "PostgreSQL cuts names longer than 63 bytes, so that two columns could become one",
    "derived-range": "a number of days since a date is folded into the date only where days are exact",
}
"""By name: what is refused, and why."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a dialect can say."""

    dialect: str
    longest_name: int | None = None


def refuse(fragment: str, what: str, where: Where | None = None) -> NoReturn:
    """Refuse to translate.

    Raises:
        InforceError: `not-in-sql`.
    """
    raise InforceError("not-in-sql", f"{what}: {FRAGMENTS[fragment]}", where=where, help="docs/sql.md lists what a statement cannot say")


def check(formulas: Iterable[Formula], what: str, where: Where | None = None) -> None:
    """Make sure that the formulas can be said.

    Args:
        what: whose formulas they are, for the message.
    Raises:
        InforceError: `not-in-sql`, with the atom and the reason.
    """
    for formula in formulas:
        for atom in atoms(formula):
            if (fragment := _fragment(atom)) is not None:
                refuse(fragment, f"{what}: `{to_text(atom)}`", where)


def _fragment(atom: Atom) -> str | None:
    if isinstance(atom, Ref):
        return "reference"
    if ON.name in atom.facts:
        return "open-day"
    if isinstance(atom, Flag) and atom.fact.startswith(READING):
        return "open-reading"
    return None


def check_name(name: str, limits: Limits) -> str:
    """The name, if the dialect takes it whole.

    Raises:
        InforceError: `not-in-sql`.
    """
    if limits.longest_name is not None and len(name.encode()) > limits.longest_name:
        refuse("long-name", f"column `{name}`")
    return name
