"""The columns as backends: the screener of `inforce screen`, exact for every row; and truth tables alone, as `book.columns` streams them."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from inforce.screen.engine import Screener
from tests.differential.protocol import Answers, Batch
from tests.differential.tables import table_of

IF_OPERATIVE = "|if_operative"


class Polars:
    """Truth tables over columns, and the kernel once for each pattern that they leave open."""

    name = "polars"
    exact = True

    def answer(self, batch: Batch) -> Sequence[Answers]:
        asked, table = batch.asked, with_rows(table_of(batch, ()))
        screener = Screener(
            batch.book, table.schema, on=asked.on, known_on=asked.known_on, provisions=asked.provisions, readings=batch.readings, state=asked.state, reasons=False
        )
        made = screener.screen(table)
        return by_row(batch, made.results, {refused.row for refused in made.contradictory})


class Columns:
    """Truth tables over columns alone, streamed."""

    name = "columns"
    exact = False

    def answer(self, batch: Batch) -> Sequence[Answers]:
        asked, table = batch.asked, table_of(batch, ())
        if asked.state is not None:
            states = pl.col("state").fill_null(asked.state) if "state" in table.columns else pl.lit(asked.state).alias("state")
            table = table.with_columns(states)
        made = batch.book.columns(table.lazy(), on=asked.on, known_on=asked.known_on, provisions=asked.provisions, readings=batch.readings)
        rows = made.collect(engine="streaming").to_dicts()
        return [Answers({name: row[name] for name in asked.provisions}, dict.fromkeys(asked.provisions), row["contradictory"]) for row in rows]


def with_rows(table: pl.DataFrame) -> pl.DataFrame:
    """A table with the columns that a roster adds."""
    return table.with_row_index("_row").with_columns(pl.col("_row").cast(pl.UInt64), pl.lit(None, pl.Int64).alias("_line"), pl.col("_row").cast(pl.String).alias("_key"))


def by_row(batch: Batch, results: pl.DataFrame, refused: set[int]) -> list[Answers]:
    """Results as answers, in the order of the people; the rows refused are those in contradiction."""
    found = {row["_row"]: row for row in results.to_dicts()}
    assert found.keys() | refused == set(range(len(batch.people)))
    names = batch.asked.provisions
    return [
        Answers(contradictory=True)
        if row in refused
        else Answers({name: found[row][name] for name in names}, {name: found[row][name + IF_OPERATIVE] for name in names})
        for row in range(len(batch.people))
    ]
