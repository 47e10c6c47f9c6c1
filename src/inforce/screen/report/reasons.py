"""Why rows have no answer, in a few words for each code; no word repeats a cell or names a column."""

from __future__ import annotations

from collections.abc import Mapping

from inforce.backends.text.catalogue import sentence

REASONS: Mapping[str, str] = {
    "ambiguous-word": sentence("a word that could mean more than one thing"),
    "bad-date": sentence("a date in no declared form"),
    "bad-encoding": sentence("bytes that are not text in the file's encoding"),
    "bad-number": sentence("not a number that the fact can take"),
    "bad-quote": sentence("a quote that closes in the middle of a cell"),
    "before-first-day": sentence("a day before the rulebook's first day"),
    "cell-error": sentence("a spreadsheet error"),
    "contradiction": sentence("facts that cannot all be so"),
    "date-out-of-range": sentence("a date outside the years 1850 to 2200"),
    "huge-cell": sentence("a cell or row longer than any that is read"),
    "no-day": sentence("the row's day is missing"),
    "no-such-day": sentence("a day that is not on the calendar"),
    "nul-byte": sentence("a NUL character"),
    "ragged-row": sentence("another number of cells than the header"),
    "repeated-header": sentence("the header repeated; no case"),
    "too-long": sentence("a cell longer than any word, date or number that is read"),
    "totals-row": sentence("a totals row; no case"),
    "two-digit-year": sentence("a year of two digits"),
    "unclosed-quote": sentence("a quote that does not close"),
    "unknown-word": sentence("a word that is not known for its column"),
}
