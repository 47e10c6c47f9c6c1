"""The lexicon of a column: each distinct cell is read once, and every row that holds it takes what was read.

So the reader of cells is plain Python for one text, and a batch of fifty thousand rows costs a join.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl

from inforce.language.day import FIRST_DAY, LAST_DAY
from inforce.language.fact import INT_LAST, Vocabulary
from inforce.rulebook.provision import FIRST_DAY as FIRST_DAY_OF_RULES
from inforce.screen.roster.column import Column
from inforce.screen.roster.day import _EMPTY as EMPTY_DAYS
from inforce.screen.roster.day import EPOCH_1900, read_date
from inforce.screen.roster.refused import Unreadable
from inforce.screen.roster.sheet import ERROR
from inforce.screen.roster.value import LONGEST, Cells
from inforce.screen.roster.words import is_unknown

ON = "_on"
WHY, ABOUT = "why", "about"
"""Columns of what was read: the code of the reason why a cell cannot be read, and the fact it is about."""
TOO_LONG = "w" * (LONGEST + 1)
"""What stands for a cell that is too long to be read; no word for unknown, as a run of X would be."""
MOST_WORDS = 100_000
"""How many distinct cells of a column are remembered."""


class Lexicon:
    """What is known of the cells of one column."""

    def __init__(self, column: Column, vocabulary: Vocabulary) -> None:
        self.column = column
        self.outputs = (ON,) if column.role == "on" else column.outputs
        self._types = {name: output_type(name, vocabulary) for name in self.outputs}
        self._schema: dict[str, pl.DataType | type[pl.String]] = {"text": pl.String, **self._types, WHY: pl.String, ABOUT: pl.String}
        self._known: set[str | None] = set()
        self._table = pl.DataFrame(schema=self._schema)

    def read(self, cells: pl.Series) -> pl.DataFrame:
        """What each cell says: the physical columns, `why` and `about`."""
        direct = self._direct(cells)
        if direct is not None:
            return direct
        texts = as_strings(cells).str.strip_chars().rename("text")
        texts = texts.set(texts.str.len_chars() > LONGEST, TOO_LONG)
        self._learn(texts.unique().to_list())
        found = texts.to_frame().join(self._table, on="text", how="left", maintain_order="left", nulls_equal=True)
        return found.drop("text")

    def _learn(self, texts: Iterable[str | None]) -> None:
        new = [text for text in texts if text not in self._known]
        if len(self._known) + len(new) > MOST_WORDS:
            new, self._known, self._table = list(texts), set(), self._table.clear()
        if not new:
            return
        rows: dict[str, list[Any]] = {name: [] for name in self._schema}
        for text in new:
            said: Cells = {}
            why = about = None
            try:
                said = self._say(text or "")
            except Unreadable as error:
                why, about = error.code, error.fact
            rows["text"].append(text)
            rows[WHY].append(why)
            rows[ABOUT].append(about)
            for name in self.outputs:
                rows[name].append(said.get(name))
        self._table = pl.concat([self._table, pl.DataFrame(rows, schema=self._schema)])
        self._known.update(new)

    def _say(self, text: str) -> Cells:
        if text == ERROR:
            raise Unreadable("cell-error")
        return self._day_asked(text) if self.column.role == "on" else self.column.read(text)

    def _day_asked(self, text: str) -> Cells:
        if is_unknown(text):
            raise Unreadable("no-day")
        interval = read_date(text, self.column.order, self.column.epoch or EPOCH_1900)
        if interval is None:
            raise Unreadable("no-day")
        if interval[0] != interval[1]:
            raise Unreadable("bad-date")
        if interval[0] < FIRST_DAY_OF_RULES.toordinal():
            raise Unreadable("before-first-day")
        return {ON: date.fromordinal(interval[0])}

    def _direct(self, cells: pl.Series) -> pl.DataFrame | None:
        """What typed columns say, without a lexicon: truth values, days and numbers are what they are."""
        column, target = self.column, self.column.target
        if column.special or column.blank or column.others != "read":
            return None
        nothing = pl.Series(WHY, [None] * len(cells), dtype=pl.String)
        if isinstance(cells.dtype, pl.Boolean) and len(self.outputs) == 1 and self._types[self.outputs[0]] == pl.Boolean:
            said = cells.replace(False, None) if column.only_yes else cells
            return pl.DataFrame([said.rename(self.outputs[0]), nothing, nothing.rename(ABOUT)])
        if isinstance(cells.dtype, (pl.Date, pl.Datetime)) and column.is_date:
            return self._days(cells.cast(pl.Date) if isinstance(cells.dtype, pl.Date) else cells.dt.date())
        if cells.dtype.is_integer() and target is not None and target.fact.type == "int":
            value = cells.cast(pl.Int64, strict=False)
            good = ((value >= 0) & (value <= INT_LAST)).fill_null(False)
            bad = ~good & cells.is_not_null()  # one too large for the cast is null, and bad
            return self._spread(value.set(~good, None), pl.select(pl.when(bad).then(pl.lit("bad-number"))).to_series() if len(cells) else nothing)
        return None

    def _days(self, days: pl.Series) -> pl.DataFrame:
        number = days.cast(pl.Int32).cast(pl.Int64) + date(1970, 1, 1).toordinal()
        value, why = pl.col("value"), pl.lit(None, pl.String)
        if self.column.role == "on":
            rules = [(number.is_null(), "no-day"), (number < FIRST_DAY_OF_RULES.toordinal(), "before-first-day")]
        else:
            days = days.set(number.is_in(sorted(EMPTY_DAYS)), None)
            rules = [((number < FIRST_DAY) | (number > LAST_DAY), "date-out-of-range")]
        table = pl.DataFrame({"value": days, "number": number})
        for test, code in reversed(rules):
            table = table.with_columns(test.alias("test"))
            why = pl.when(pl.col("test") & pl.col("value").is_not_null() if code == "date-out-of-range" else pl.col("test")).then(pl.lit(code)).otherwise(why)
            table = table.with_columns(why.alias(WHY))
            why = pl.col(WHY)
        return self._spread(table.select(pl.when(pl.col(WHY).is_null()).then(value)).to_series(), table[WHY])

    def _spread(self, value: pl.Series, why: pl.Series) -> pl.DataFrame:
        """One value as every physical column of the fact."""
        return pl.DataFrame([value.rename(name) for name in self.outputs] + [why.rename(WHY), pl.Series(ABOUT, [None] * len(value), dtype=pl.String)])


def output_type(name: str, vocabulary: Vocabulary) -> pl.DataType:
    """The type of a physical column."""
    if name == ON:
        return pl.Date()
    if ":" in name or "=" in name:
        return pl.Boolean()
    fact = vocabulary[name.partition(".")[0]]
    if fact.type == "bool":
        return pl.Boolean()
    if fact.is_ordered:
        return pl.Date() if fact.type == "date" else pl.Int64()
    return pl.String()


def as_strings(cells: pl.Series) -> pl.Series:
    """Cells of any type as text: truth values as words, whole numbers without a point, days as ISO dates."""
    kind = cells.dtype
    if isinstance(kind, pl.String):
        return cells
    if isinstance(kind, pl.Boolean):
        return cells.replace_strict({True: "true", False: "false"}, return_dtype=pl.String) if len(cells) else cells.cast(pl.String)
    if isinstance(kind, pl.Datetime):
        return cells.dt.date().cast(pl.String)
    if kind.is_float():
        whole = cells.is_finite() & (cells == cells.round(0)) & (cells.abs() < 1e15)
        text = cells.cast(pl.String).set(~cells.is_finite(), None)
        return text.zip_with(~whole.fill_null(False), cells.set(~whole, None).cast(pl.Int64, strict=False).cast(pl.String))
    return cells.cast(pl.String)
