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

    def meets(self, f: int, g: int, levels: frozenset[int]) -> bool:
        """Whether some choices make f and g true that differ in the given levels only.

        Says what `both(exists(f, levels), exists(g, levels)) != 0` says, and builds nothing: the first pair found ends it.

        >>> d = Diagram()
        >>> a, b = d.bit(0), d.bit(1)
        >>> d.meets(d.both(a, b), d.both(a, d.negate(b)), frozenset({1})), d.meets(a, d.negate(a), frozenset({1}))
        (True, False)
        """
        level, low, high = self.level, self.low, self.high
        failed: set[tuple[int, int]] = set()

        def walk(f: int, g: int) -> bool:
            if f == 0 or g == 0:
                return False
            if f == 1 or g == 1:
                return True  # what is not false has a path to true
            if (f, g) in failed:
                return False
            here, there = level[f], level[g]
            if here < there:
                found = walk(low[f], g) or walk(high[f], g)
            elif there < here:
                found = walk(f, low[g]) or walk(f, high[g])
            else:
                found = walk(low[f], low[g]) or walk(high[f], high[g])
                if not found and here in levels:
                    found = walk(low[f], high[g]) or walk(high[f], low[g])
            if not found:
                failed.add((f, g))
            return found

        return walk(f, g)

    def meets_by_force(self, f: int, g: int, barred: int, levels: frozenset[int], leading: frozenset[int]) -> bool:
        """Whether choices x make f true and y make g true that differ in `levels` only, where x with y's `leading` levels is barred.

        So the step from x to y cannot be taken in its leading levels alone. Nothing is built; the first pair found ends it.

        Args:
            barred: true for the choices that are not allowed.
            leading: some of the levels.
        """
        level, low, high = self.level, self.low, self.high
        failed: set[tuple[int, int, int]] = set()

        def walk(f: int, g: int, h: int) -> bool:
            if f == 0 or g == 0 or h == 0:
                return False
            key = (f, g, h)
            if key in failed:
                return False
            here = min(level[f], level[g], level[h])
            if here >= 1 << 60:
                return True  # all three are settled as true
            f0, f1 = (low[f], high[f]) if level[f] == here else (f, f)
            g0, g1 = (low[g], high[g]) if level[g] == here else (g, g)
            h0, h1 = (low[h], high[h]) if level[h] == here else (h, h)
            found = walk(f0, g0, h0) or walk(f1, g1, h1)
            if not found and here in levels:
                found = (walk(f0, g1, h1) or walk(f1, g0, h0)) if here in leading else (walk(f0, g1, h0) or walk(f1, g0, h1))
            if not found:
                failed.add(key)
            return found

        return walk(f, g, barred)

    def can_hold(self, nodes: tuple[int, ...]) -> bool:
        """Whether some choices make all of the nodes true; says what `all(nodes) != 0` says, and builds nothing."""
        level, low, high = self.level, self.low, self.high
        failed: set[tuple[int, ...]] = set()

        def walk(nodes: tuple[int, ...]) -> bool:
            if 0 in nodes:
                return False
            if nodes in failed:
                return False
            here = min(level[node] for node in nodes)
            if here >= 1 << 60:
                return True
            found = walk(tuple(low[n] if level[n] == here else n for n in nodes)) or walk(tuple(high[n] if level[n] == here else n for n in nodes))
            if not found:
                failed.add(nodes)
            return found

        return walk(tuple(dict.fromkeys(nodes)))

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
