"""Mutation of the law: a small wrong change must make some golden case fail.

By default a seeded sample, by golden cases of the touched provisions; every mutant with `INFORCE_DEEP=1`, with each survivor named.
Mutants that change no status of anybody anywhere are not made; one that no case notices is a gap in the cases, never a fault of the law.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter

import pytest

import inforce
from tests.cases import load_cases
from tests.law import cases_of
from tests.law.mutants import KINDS, Mutant, mutants, notices

SEED = 20170220
SAMPLE = 40
MOST = 6
"""How many of the sample may go unnoticed."""
MOST_OF_ALL = 0.14
"""How large a part of all mutants may go unnoticed."""
CASES = cases_of(load_cases())


@pytest.fixture(scope="module")
def every() -> list[Mutant]:
    return list(mutants(inforce.load().library))


def sample_of(every: list[Mutant]) -> list[Mutant]:
    """A seeded sample that stays the same where the law grows elsewhere: those whose names hash lowest."""
    return sorted(every, key=lambda mutant: hashlib.sha256(f"{SEED} {mutant.kind} {mutant.label}".encode()).digest())[:SAMPLE]


def test_there_are_mutants_of_every_kind(every: list[Mutant]) -> None:
    count = Counter(mutant.kind for mutant in every)
    assert set(count) == set(KINDS)
    assert len(every) > 1000


def test_the_law_as_it_is_passes(book: inforce.Book) -> None:
    """Nothing would be shown by a mutant that fails if the cases failed without it."""
    as_it_is = Mutant("none", "the law as it is", tuple(book.library.provisions), book.library)
    assert notices(as_it_is, CASES) is None


def test_some_golden_case_notices_a_mutant_of_the_law(every: list[Mutant]) -> None:
    sample = sample_of(every)
    survivors = [f"{mutant.kind}: {mutant.label}" for mutant in sample if notices(mutant, CASES) is None]
    print(f"seed {SEED}: {len(survivors)} of {SAMPLE} mutants of the law went unnoticed (at most {MOST})", *survivors, sep="\n  ")
    assert len(survivors) <= MOST, survivors


if os.environ.get("INFORCE_DEEP"):  # every mutant takes minutes; the sample above runs always

    def test_some_golden_case_notices_every_mutant_save_a_stated_part(every: list[Mutant]) -> None:
        survivors = [mutant for mutant in every if notices(mutant, CASES) is None]
        print(f"{len(survivors)} of {len(every)} mutants of the law went unnoticed", dict(Counter(mutant.kind for mutant in survivors)))
        print(*sorted(f"{mutant.kind}: {mutant.label}" for mutant in survivors), sep="\n")
        assert not [mutant.label for mutant in survivors if mutant.kind == "not"]
        assert len(survivors) <= MOST_OF_ALL * len(every)


def test_a_harness_that_reads_no_case_is_caught(every: list[Mutant]) -> None:
    assert sum(notices(mutant, {}) is None for mutant in sample_of(every)) > MOST
