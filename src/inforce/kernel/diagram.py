"""Binary decision diagrams: shared, ordered, reduced; the branches of the exact decision, each taken once.

A node is an int; 0 and 1 are false and true. Source of the method: R. E. Bryant, Graph-Based Algorithms for Boolean
Function Manipulation, IEEE Transactions on Computers C-35 (1986).
"""

from __future__ import annotations

from collections.abc import Iterable

from inforce.kernel.error import TooHard

NODES = 2_000_000
"""The number of nodes after which a decision is given up as `too-hard`."""


class Diagram:
    """A family of diagrams over the levels 0, 1, 2, ... that share their nodes.

    >>> d = Diagram()
    >>> a, b = d.bit(0), d.bit(1)
    >>> d.both(a, d.negate(a)), d.either(a, d.negate(a))
    (0, 1)
    >>> d.exists(d.both(a, b), frozenset({1})) == a
    True
    """

    def __init__(self) -> None:
        self.level: list[int] = [1 << 60, 1 << 60]
        self.low: list[int] = [0, 1]
        self.high: list[int] = [0, 1]
        self._unique: dict[tuple[int, int, int], int] = {}
        self._both: dict[tuple[int, int], int] = {}
        self._either: dict[tuple[int, int], int] = {}
        self._negate: dict[int, int] = {0: 1, 1: 0}
        self._exists: dict[frozenset[int], dict[int, int]] = {}

    def node(self, level: int, low: int, high: int) -> int:
        if low == high:
            return low
        key = (level, low, high)
        found = self._unique.get(key)
        if found is None:
            found = len(self.level)
            if found > NODES:
                raise TooHard("too-hard", "the exact decision needs too many branches", help="give more facts, or simplify the provision's formula")
            self.level.append(level)
            self.low.append(low)
            self.high.append(high)
            self._unique[key] = found
        return found

    def bit(self, level: int) -> int:
        return self.node(level, 0, 1)

    def negate(self, f: int) -> int:
        found = self._negate.get(f)
        if found is None:
            found = self.node(self.level[f], self.negate(self.low[f]), self.negate(self.high[f]))
            self._negate[f] = found
            self._negate[found] = f
        return found

    def both(self, f: int, g: int) -> int:
        if f == g or g == 1:
            return f
        if f == 1:
            return g
        if f == 0 or g == 0:
            return 0
        key = (f, g) if f < g else (g, f)
        found = self._both.get(key)
        if found is None:
            level, other = self.level[f], self.level[g]
            if level == other:
                found = self.node(level, self.both(self.low[f], self.low[g]), self.both(self.high[f], self.high[g]))
            elif level < other:
                found = self.node(level, self.both(self.low[f], g), self.both(self.high[f], g))
            else:
                found = self.node(other, self.both(f, self.low[g]), self.both(f, self.high[g]))
            self._both[key] = found
        return found

    def either(self, f: int, g: int) -> int:
        if f == g or g == 0:
            return f
        if f == 0:
            return g
        if f == 1 or g == 1:
            return 1
        key = (f, g) if f < g else (g, f)
        found = self._either.get(key)
        if found is None:
            level, other = self.level[f], self.level[g]
            if level == other:
                found = self.node(level, self.either(self.low[f], self.low[g]), self.either(self.high[f], self.high[g]))
            elif level < other:
                found = self.node(level, self.either(self.low[f], g), self.either(self.high[f], g))
            else:
                found = self.node(other, self.either(f, self.low[g]), self.either(f, self.high[g]))
            self._either[key] = found
        return found

    def all(self, nodes: Iterable[int]) -> int:
        total = 1
        for node in nodes:
            total = self.both(total, node)
            if total == 0:
                return 0
        return total

    def any(self, nodes: Iterable[int]) -> int:
        total = 0
        for node in nodes:
            total = self.either(total, node)
            if total == 1:
                return 1
        return total

    def same(self, f: int, g: int) -> int:
        """Where f and g agree."""
        return self.either(self.both(f, g), self.both(self.negate(f), self.negate(g)))

    def exists(self, f: int, levels: frozenset[int]) -> int:
        """Where some choice of the given levels makes f true."""
        if f < 2 or not levels:
            return f
        memo = self._exists.setdefault(levels, {})
        deepest = max(levels)

        def walk(node: int) -> int:
            if node < 2 or self.level[node] > deepest:
                return node
            found = memo.get(node)
            if found is None:
                low, high = walk(self.low[node]), walk(self.high[node])
                level = self.level[node]
                found = self.either(low, high) if level in levels else self.node(level, low, high)
                memo[node] = found
            return found

        return walk(f)

    def restrict(self, f: int, chosen: dict[int, bool]) -> int:
        """f with some levels settled."""
        memo: dict[int, int] = {}
        deepest = max(chosen, default=-1)

        def walk(node: int) -> int:
            if node < 2 or self.level[node] > deepest:
                return node
            found = memo.get(node)
            if found is None:
                turn = chosen.get(self.level[node])
                if turn is None:
                    found = self.node(self.level[node], walk(self.low[node]), walk(self.high[node]))
                else:
                    found = walk(self.high[node] if turn else self.low[node])
                memo[node] = found
            return found

        return walk(f)

    def cube(self, chosen: dict[int, bool]) -> int:
        """The diagram of one path."""
        node = 1
        for level in sorted(chosen, reverse=True):
            node = self.node(level, 0, node) if chosen[level] else self.node(level, node, 0)
        return node

    def model(self, f: int) -> dict[int, bool]:
        """The choices along one path to true; levels left out are free."""
        assert f != 0
        chosen: dict[int, bool] = {}
        while f != 1:
            turn = self.low[f] == 0
            chosen[self.level[f]] = turn
            f = self.high[f] if turn else self.low[f]
        return chosen

    def holds(self, f: int, chosen: dict[int, bool]) -> bool:
        """The truth of f under choices; levels left out are false."""
        while f > 1:
            f = self.high[f] if chosen.get(self.level[f], False) else self.low[f]
        return f == 1
