"""What to ask next across a caseload: which facts, asked in which order, would settle the most open cases.

A case is open where some answer of interest is `depends`. For each such answer the engine gives one smallest set of facts
that would settle it, whatever they turn out to be; together these sets are what the case needs. A case is settled once
all it needs is known. Other facts may settle an answer too, so the counts are of cases settled for certain, and at least
so many. Three counts stand beside each fact:

- `alone`: open cases that this one fact would settle, nothing else asked;
- `helps`: open cases of which it alone would settle some answer;
- `newly`, `total`: cases settled by this fact once all facts before it in the list are known, and by all up to it.

The order is greedy: next comes the fact that settles the most further cases; where none would, the one that brings
the most cases nearest to it (a case that still needs n facts weighs 1 / 2 ** n); then by name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

ROOM = 100_000
"""How many different needs are kept; beyond, cases that need the most facts are counted as open and no more."""
MARK = "\n"


@dataclass(frozen=True, slots=True)
class Call:
    """One fact of the list, with how many cases it settles."""

    fact: str
    alone: int
    helps: int
    newly: int
    total: int


class CallList:
    """Counts over the batches of answers; nothing in it can be led back to a row.

    >>> answers = pl.DataFrame({"p": ["depends", "no", "depends"], "p|settling": [["a"], [], ["a", "b"]]})
    >>> calls = CallList(["p"])
    >>> calls.see(answers)
    >>> calls.open_cases, [(call.fact, call.alone, call.total) for call in calls.order()]
    (2, [('a', 1, 1), ('b', 0, 2)])
    """

    def __init__(self, provisions: Sequence[str]) -> None:
        self.provisions = tuple(provisions)
        self.open_cases = 0
        self.too_many = 0
        """Open cases whose needs are not kept, for want of room."""
        self._needs: Counter[str] = Counter()
        self._helps: Counter[str] = Counter()

    def see(self, answers: pl.DataFrame) -> None:
        """Count a batch of answers as the engine gives them."""
        names = [name for name in self.provisions if f"{name}|settling" in answers.columns]
        if not names or not answers.height:
            return
        # a case of which nothing depends has no settling facts, and one with an answer that depends has some
        facts = [pl.col(f"{name}|settling") for name in names]
        alone = [pl.when(column.list.len() == 1).then(column.list.first()) for column in facts]
        told = answers.lazy().select(pl.concat_list(facts).list.unique().list.sort().list.join(MARK).alias("need"), pl.concat_list(alone).list.drop_nulls().list.unique().alias("helps"))
        table = told.filter(pl.col("need") != "").collect()
        self.open_cases += table.height
        for need, count in table["need"].value_counts().iter_rows():
            self._needs[need] += count
        for fact, count in table["helps"].explode().drop_nulls().value_counts().iter_rows():
            self._helps[fact] += count
        if len(self._needs) > ROOM:
            self._forget()

    def _forget(self) -> None:
        for need in sorted(self._needs, key=lambda need: (need.count(MARK), need))[ROOM // 2 :]:
            self.too_many += self._needs.pop(need)

    def order(self) -> list[Call]:
        """Every fact that some open case needs, in the order in which to ask."""
        left: dict[frozenset[str], int] = Counter()
        for need, count in self._needs.items():
            left[frozenset(need.split(MARK))] += count
        alone = Counter({next(iter(need)): count for need, count in left.items() if len(need) == 1})
        found: list[Call] = []
        total = 0
        while left:
            newly: Counter[str] = Counter()
            near: defaultdict[str, float] = defaultdict(float)
            for needed, count in left.items():
                for fact in needed:
                    near[fact] += count * 2.0 ** -len(needed)
                if len(needed) == 1:
                    newly[next(iter(needed))] += count
            fact = min(near, key=lambda name: (-newly[name], -near[name], name))
            total += newly[fact]
            found.append(Call(fact, alone[fact], self._helps[fact], newly[fact], total))
            rest: Counter[frozenset[str]] = Counter()
            for needed, count in left.items():
                if needed != {fact}:
                    rest[needed - {fact}] += count
            left = rest
        return found

    def asks(self) -> list[tuple[str, int]]:
        """The facts that settle an answer alone, and of how many open cases; most first."""
        return sorted(self._helps.items(), key=lambda pair: (-pair[1], pair[0]))
