"""What to ask next across a caseload: for each fact, how many open cases have an answer that it alone would settle.

A case is open where some answer depends on facts not given. The engine gives, for each such answer, a smallest set of
facts that would settle it; a set of one fact is an answer that one question settles. Where a set has more, all of its
facts are needed together, and none of them counts alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import polars as pl


class CallList:
    """Counts over the batches of answers."""

    def __init__(self, provisions: Sequence[str]) -> None:
        self.provisions = tuple(provisions)
        self.open_cases = 0
        self._settles: Counter[str] = Counter()

    def see(self, answers: pl.DataFrame) -> None:
        """Count a batch of answers as the engine gives them."""
        names = [name for name in self.provisions if f"{name}|settling" in answers.columns]
        if not names or not answers.height:
            return
        self.open_cases += int(answers.select(pl.any_horizontal(pl.col(name) == "depends" for name in names).sum()).item())
        alone = [pl.when(pl.col(f"{name}|settling").list.len() == 1).then(pl.col(f"{name}|settling").list.first()).alias(name) for name in names]
        facts = answers.lazy().select(pl.concat_list(alone).list.drop_nulls().list.unique().alias("fact")).select(pl.col("fact").explode()).drop_nulls()
        for fact, count in facts.group_by("fact").len().collect().iter_rows():
            self._settles[fact] += count

    def asks(self) -> list[tuple[str, int]]:
        """The facts, the one that settles something of the most cases first, and how many cases that is."""
        return sorted(self._settles.items(), key=lambda pair: (-pair[1], pair[0]))
