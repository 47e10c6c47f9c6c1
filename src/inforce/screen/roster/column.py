"""Columns: how one column of the roster is read, and what each of its distinct cells says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from inforce.screen.roster.refused import Unreadable
from inforce.screen.roster.target import CITIZENSHIP, Target
from inforce.screen.roster.value import Cells, Read, columns_of, read_cell, read_citizenship, reader

Others = Literal["read", "unknown", "refuse"]
"""What becomes of a word that the column's own table does not hold: read as usual, unknown, or the row is refused."""
OTHERS: tuple[Others, ...] = ("read", "unknown", "refuse")


@dataclass(frozen=True)
class Column:
    """One column that is read: the header's name, its place, and what it says."""

    name: str
    index: int
    role: str | None = None
    """`key`, `on` or `keep` where the column is no fact."""
    target: Target | None = None
    citizenship: bool = False
    special: Mapping[str, Cells] = field(default_factory=dict)
    """The column's own table of words, folded."""
    written: Mapping[str, object] = field(default_factory=dict)
    """The same table as it stands in the profile."""
    blank: Cells = field(default_factory=dict)
    others: Others = "read"
    order: str | None = None
    epoch: int | None = None
    delimiter: str | None = None
    complete: bool = False
    only_yes: bool = False
    blank_written: object = None
    why: str = "profile"

    @property
    def says(self) -> str:
        """What the column is read into, as a profile writes it."""
        if self.citizenship:
            return CITIZENSHIP
        return str(self.target) if self.target is not None else self.role or "values"

    @property
    def is_date(self) -> bool:
        return (self.target is not None and self.target.fact.type == "date") or self.role == "on"

    @cached_property
    def outputs(self) -> tuple[str, ...]:
        """The physical columns that it fills, in order."""
        found: dict[str, None] = {}
        if self.citizenship:
            found |= dict.fromkeys(("us_citizen", "nationality"))
        if self.target is not None:
            found |= dict.fromkeys(columns_of(self.target.fact) if self.target.part == "whole" else [str(self.target)])
        for cells in (*self.special.values(), self.blank):
            found |= dict.fromkeys(cells)
        return tuple(found)

    @cached_property
    def _read(self) -> Read:
        if self.citizenship:
            return read_citizenship
        if self.target is None:
            return _refuse
        return reader(self.target, order=self.order, epoch=self.epoch, delimiter=self.delimiter, complete=self.complete, only_yes=self.only_yes)

    def read(self, text: str) -> Cells:
        """What one cell says, by physical column.

        Raises:
            Unreadable: with the code of the reason.
        """
        is_country = self.citizenship or (self.target is not None and self.target.fact.type == "country")
        try:
            read = self._read if self.others == "read" else _refuse
            return read_cell(text, read, self.special, self.blank, na_is_unknown=not is_country)
        except Unreadable:
            if self.others == "unknown":
                return {}
            raise


def _refuse(text: str) -> Cells:
    raise Unreadable("unknown-word")
