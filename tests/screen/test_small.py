"""Small counts: whoever has every number shown finds two values or more for each small one; tried by brute force."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from itertools import product

import pytest

from inforce.screen.small import is_small, left_out

SEED = 20170220
TABLES = 300


def possible(cells: Sequence[int], shown: Mapping[str, Sequence[int]], asked: Sequence[int]) -> set[int]:
    """Every value that a sum can have, by trying all fillings with the same cells empty that give the sums shown."""
    ranges = [range(1, count + 5) if count else range(1) for count in cells]
    want = {name: sum(cells[i] for i in inside) for name, inside in shown.items()}
    return {sum(tried[i] for i in asked) for tried in product(*ranges) if all(sum(tried[i] for i in inside) == want[name] for name, inside in shown.items())}


def random_table(rng: random.Random) -> tuple[list[int], dict[str, list[int]], dict[str, list[int]]]:
    cells = [rng.choice((0, 1, 2, 3, 6, 7)) for _ in range(rng.randint(2, 5))]
    everyone = list(range(len(cells)))
    sums = {f"s{n}": sorted(rng.sample(everyone, rng.randint(1, len(cells)))) for n in range(rng.randint(2, 5))}
    return cells, sums, {"all": everyone}


def faults(cells: Sequence[int], sums: Mapping[str, Sequence[int]], totals: Mapping[str, Sequence[int]], hidden: frozenset[str]) -> list[str]:
    """Small sums that are shown, or that can be worked out from what is shown."""
    shown = {**{name: inside for name, inside in sums.items() if name not in hidden}, **totals}
    found = []
    for name, inside in sums.items():
        total = sum(cells[i] for i in inside)
        if not is_small(total):
            continue
        if name not in hidden:
            found.append(f"{name} is shown")
        elif len(hidden) < len(sums) and len(possible(cells, shown, inside)) < 2:
            found.append(f"{name} can be worked out")
    return found


def test_no_small_sum_can_be_worked_out() -> None:
    rng = random.Random(SEED)
    tables = [random_table(rng) for _ in range(TABLES)]
    small = 0
    for cells, sums, totals in tables:
        hidden = left_out(cells, sums, totals)
        assert faults(cells, sums, totals, hidden) == [], (SEED, cells, sums, hidden)
        small += bool(hidden)
    print(f"seed {SEED}: {TABLES} tables, {small} with something left out")
    assert 50 < small < TABLES


def test_hiding_the_small_ones_alone_is_caught() -> None:
    """The planted fault: without complementary suppression the same check fails."""
    rng = random.Random(SEED)
    caught = 0
    for _ in range(TABLES):
        cells, sums, totals = random_table(rng)
        naive = frozenset(name for name, inside in sums.items() if is_small(sum(cells[i] for i in inside)))
        caught += bool(faults(cells, sums, totals, naive))
    assert caught > 20


@pytest.mark.parametrize(
    ("cells", "hidden"),
    [
        ([40, 30, 30], set()),
        ([2, 40, 30], {"a", "c"}),  # one small: the next smallest goes with it
        ([2, 3, 30], {"a", "b"}),  # two that cover each other
        ([1, 1, 30], {"a", "b", "c"}),  # two ones would be known from their sum of two
        ([0, 40, 2], {"b", "c"}),
        ([0, 3, 0], {"a", "b", "c"}),  # where all is small nothing is shown, not even what is empty
    ],
)
def test_what_goes_with_a_small_count(cells: list[int], hidden: set[str]) -> None:
    names = {"a": [0], "b": [1], "c": [2]}
    assert left_out(cells, names, {"all": [0, 1, 2]}) == hidden


def test_a_change_that_two_days_give_away_is_left_out_with_one_of_them() -> None:
    """Reached on the first day: cells 0, 1; on the second: 0, 2. Lifted is 1, newly reached 2; the days must not give it away."""
    cells = [100, 0, 2, 400]
    sums = {"before": [0, 1], "after": [0, 2], "newly": [2], "lifted": [1]}
    hidden = left_out(cells, sums, {"all": [0, 1, 2, 3]})
    assert "newly" in hidden
    assert hidden & {"before", "after"}


def test_a_small_rest_is_a_small_count() -> None:
    assert left_out([97, 40], {"a": [0], "b": [1]}, {"both": [0, 1]}, room=[3, 60]) == {"a", "b"}
