"""Quality: what the roster says and leaves open: rows, rows without an answer by reason, how many know each fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import polars as pl

from inforce.language.fact import Fact, Vocabulary
from inforce.screen.quarantine import Refusal


class Quality:
    """Counts over the batches of a roster."""

    def __init__(self, vocabulary: Vocabulary, facts: Sequence[str]) -> None:
        self.facts = tuple(vocabulary[name] for name in facts)
        self.answered = 0
        self.refused: Counter[str] = Counter()
        self.refused_rows = 0
        self.unknown: Counter[str] = Counter()

    @property
    def rows(self) -> int:
        """Rows in."""
        return self.answered + self.refused_rows

    def see(self, table: pl.DataFrame, refusals: Iterable[Refusal]) -> None:
        """Count a batch: the rows that have an answer, and the reasons of those that have none.

        A row with several reasons counts under the first, so that the reasons add up to the rows.
        """
        self.answered += table.height
        first: dict[int, str] = {}
        for one in refusals:
            first.setdefault(one.row, one.code)
        self.refused.update(first.values())
        self.refused_rows += len(first)
        if self.facts and table.height:
            counts = table.select(unknown(fact, table.columns).sum().alias(fact.name) for fact in self.facts)
            self.unknown.update({name: int(count) for name, count in counts.row(0, named=True).items()})


def unknown(fact: Fact, columns: Sequence[str]) -> pl.Expr:
    """Whether nothing is known of a fact, for every row; a range or one member of a set is something."""
    prefix = (f"{fact.name}:", f"{fact.name}=", f"{fact.name}.")
    own = [name for name in columns if name == fact.name or name.startswith(prefix)]
    if not own:
        return pl.repeat(True, pl.len())
    return pl.all_horizontal(pl.col(name).is_null() for name in own)
