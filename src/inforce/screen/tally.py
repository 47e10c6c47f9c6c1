"""The tally: how many cases each provision reaches on the two days, and what changed, also by the kept columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from inforce.rulebook.frame import OUTCOMES
from inforce.screen.change import KINDS, OF_BEARING, OUTCOME, kind_of, pair
from inforce.screen.results import Layout

MANY = 40
"""A kept column with more values than this is not told apart in a report: it names people rather than groups."""
ROOM = 10 * MANY
"""A column is given up for good at this many values."""
Pairs = Mapping[tuple[str, str], int]
"""How many cases went from one outcome to another."""


class Tally:
    """Counts over the batches of results. Nothing in it can be led back to a row."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.cases = 0
        self.last_day: date | None = None
        """The latest day that a row was asked about; rows may carry their own."""
        self._pairs: dict[str, Counter[int]] = {name: Counter() for name in layout.question.provisions}
        self._masks: Counter[int] = Counter()
        self._groups: dict[str, Counter[tuple[str | None, int]]] = {name: Counter() for name in layout.kept}

    def see(self, results: pl.DataFrame) -> None:
        """Count a batch of results as `Layout.arrange` gives them."""
        self.cases += results.height
        latest = results["on"].max()
        if isinstance(latest, date):
            self.last_day = max(latest, self.last_day or latest)
        names = self.layout.question.provisions
        compared = self.layout.question.compared is not None
        codes = results.lazy().select(pair(*self._days(name)).alias(name) for name in names).collect()
        for name in names:
            for code, count in codes[name].value_counts().iter_rows():
                self._pairs[name][code] += count
        if compared:
            self._see_changes(results, codes)

    def _days(self, name: str) -> tuple[pl.Expr, pl.Expr]:
        """The outcomes of the earlier day and of the later; twice the same where one day is asked about."""
        asked = self.layout.question
        now = pl.col(name)
        if asked.compared is None:
            return now, now
        other = pl.col(f"{name}|compared")
        return (other, now) if asked.compared == asked.first else (now, other)

    def _see_changes(self, results: pl.DataFrame, codes: pl.DataFrame) -> None:
        """Count the cases that have at least one change of a kind, each kind a bit of one number."""
        provisions = self.layout.library.provisions
        masks = pl.lit(0, pl.UInt8)
        for name in self.layout.question.provisions:
            masks = masks | pl.lit(_bits(provisions[name].bearing)).gather(pl.col(name))
        seen = codes.select(masks.alias("mask"))["mask"] if codes.width else pl.Series("mask", [], dtype=pl.UInt8)
        for mask, count in seen.value_counts().iter_rows():
            self._masks[mask] += count
        for name, counter in list(self._groups.items()):
            column = results[self.layout.name_kept(name)].cast(pl.String)
            for value, mask, count in pl.DataFrame({"value": column, "mask": seen}).group_by("value", "mask").len().iter_rows():
                counter[value, mask] += count
            if len({value for value, _ in counter}) > ROOM:
                del self._groups[name]

    # what was counted

    def pairs(self, name: str) -> Pairs:
        """How many cases went from which outcome to which."""
        return {(OUTCOMES[code // len(OUTCOMES)], OUTCOMES[code % len(OUTCOMES)]): count for code, count in sorted(self._pairs[name].items())}

    def outcomes(self, name: str, *, later: bool = True) -> dict[str, int]:
        """How many cases have which outcome on the later day, or on the earlier."""
        found = dict.fromkeys(OUTCOMES, 0)
        for (was, now), count in self.pairs(name).items():
            found[now if later else was] += count
        return found

    def changes(self, name: str) -> dict[str, int]:
        """How many cases changed in which way."""
        bearing = self.layout.library.provisions[name].bearing
        found = dict.fromkeys(OF_BEARING[bearing], 0)
        for (was, now), count in self.pairs(name).items():
            if (kind := kind_of(bearing, was, now)) is not None:
                found[kind] += count
        return found

    @property
    def kinds(self) -> dict[str, int]:
        """How many cases have at least one change of each kind."""
        return {kind: sum(count for mask, count in self._masks.items() if mask >> bit & 1) for bit, kind in enumerate(KINDS)}

    @property
    def changed(self) -> int:
        """How many cases have a change at all."""
        return sum(count for mask, count in self._masks.items() if mask)

    def groups(self, name: str) -> dict[str | None, dict[str, int]] | None:
        """By the values of a kept column: how many cases, under the empty word, and how many with a change of each kind.

        Returns:
            None for a column whose values name people rather than groups: more than 40, or fewer than five cases to a value.
        """
        counter = self._groups.get(name)
        values = {value for value, _ in counter or ()}
        if not counter or len(values) > MANY or len(values) * 5 > self.cases:
            return None
        found: dict[str | None, dict[str, int]] = {}
        for value in sorted(values, key=lambda value: (value is None, value)):
            own = [(mask, count) for (other, mask), count in counter.items() if other == value]
            found[value] = {"": sum(count for _, count in own)}
            found[value] |= {kind: sum(count for mask, count in own if mask >> bit & 1) for bit, kind in enumerate(KINDS)}
        return found


def _bits(bearing: str) -> pl.Series:
    """For every pair of outcomes, the bit of its kind of change."""
    kinds: Sequence[str | None] = [kind_of(bearing, was, now) for was in OUTCOMES for now in OUTCOMES]
    return pl.Series([0 if kind is None else 1 << KINDS.index(kind) for kind in kinds], dtype=pl.UInt8)


__all__ = ["OUTCOME", "Tally"]
