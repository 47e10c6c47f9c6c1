"""Refused rows: what the quarantine holds, each row with its place, its reason and the cells that were to be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from inforce.backends.text.catalogue import catalogue, sentence

REASONS: Mapping[str, str] = {
    "ambiguous-word": sentence("column `{column}`: the word could mean more than one thing; write a code"),
    "bad-date": sentence("column `{column}`: not a date in a form that is declared"),
    "bad-encoding": sentence("the row holds bytes that are not text in the file's encoding"),
    "bad-number": sentence("column `{column}`: not a whole number that the fact can take"),
    "bad-quote": sentence("a quote closes in the middle of a cell"),
    "before-first-day": sentence("column `{column}`: the day is before the rulebook's first day"),
    "cell-error": sentence("column `{column}`: the cell holds a spreadsheet error"),
    "contradiction": sentence("column `{column}`: what it says of `{fact}` contradicts another column of the row"),
    "date-out-of-range": sentence("column `{column}`: a date outside the years 1850 to 2200"),
    "huge-cell": sentence("a cell, or the whole row, is longer than any that is read"),
    "no-day": sentence("column `{column}`: the row's day is missing"),
    "no-such-day": sentence("column `{column}`: the day is not on the calendar"),
    "nul-byte": sentence("the row holds a NUL character"),
    "ragged-row": sentence("the row has another number of cells than the header"),
    "repeated-header": sentence("the row repeats the header; it is not a case"),
    "too-long": sentence("column `{column}`: longer than any word, date or number that is read"),
    "totals-row": sentence("a totals row; it is not a case"),
    "two-digit-year": sentence("column `{column}`: a year of two digits does not say its century"),
    "unclosed-quote": sentence("a quote opens and does not close"),
    "unknown-word": sentence("column `{column}`: a word that is not known for this column"),
}
"""Why a row is refused, by code; the sentences repeat no cell."""


class Unreadable(Exception):
    """A cell that cannot be read; its code is one of `REASONS`, and it never holds the cell."""

    def __init__(self, code: str, fact: str | None = None) -> None:
        self.code = code
        self.fact = fact
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Refused:
    """One row that could not be read; `cells` are for the quarantine file alone."""

    row: int
    line: int | None
    key: str | None
    column: str | None
    fact: str | None
    code: str
    reason: str
    cells: Mapping[str, str] = field(default_factory=dict)


def reason(code: str, column: str | None = None, fact: str | None = None, lang: str = "en") -> str:
    """The sentence for a code.

    >>> reason("two-digit-year", "DOB")
    'column `DOB`: a year of two digits does not say its century'
    """
    return catalogue(lang).say(REASONS[code], column=column or "", fact=fact or "")
