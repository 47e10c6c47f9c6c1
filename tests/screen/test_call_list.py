"""The call list: its counts and its order against brute force, on small tables and on people of whom every completion is tried."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, product
from random import Random
from typing import Any

import polars as pl
import pytest

import inforce
from inforce.language.error import InforceError
from inforce.screen import callist
from inforce.screen.callist import Call, CallList
from inforce.screen.engine import Screener
from tests.differential.columns import with_rows
from tests.screen.kit import AFTER, KNOWN

SEED = 20170222
TABLES = 150
Case = list[list[str]]
"""For each provision, a smallest set of facts that would settle it; none where it is settled."""


def random_cases(rng: Random) -> list[Case]:
    facts, provisions = "abcde"[: rng.randint(1, 5)], rng.randint(1, 3)
    return [[sorted(rng.sample(facts, min(len(facts), rng.choice((0, 0, 1, 1, 2, 3))))) for _ in range(provisions)] for _ in range(rng.randint(0, 12))]


def told(cases: Sequence[Case], portion: int) -> CallList:
    """The list after the cases came in portions."""
    provisions = [f"p{number}" for number in range(len(cases[0]) if cases else 1)]
    calls = CallList(provisions)
    for first in range(0, len(cases), portion):
        part = cases[first : first + portion]
        columns = {f"{name}|settling": pl.Series([case[number] for case in part], dtype=pl.List(pl.String)) for number, name in enumerate(provisions)}
        calls.see(pl.DataFrame(columns))
    return calls


def settled(cases: Sequence[Case], asked: Collection[str]) -> int:
    """How many open cases need nothing besides these facts."""
    return sum(bool(needs := {fact for one in case for fact in one}) and needs <= set(asked) for case in cases)


def faults(cases: Sequence[Case], calls: CallList) -> Iterator[str]:
    """Every count of the list, and every step of its order, that counting case by case does not bear out."""
    needs = [{fact for one in case for fact in one} for case in cases]
    if calls.open_cases != sum(map(bool, needs)):
        yield f"{calls.open_cases} open cases"
    order = calls.order()
    if {call.fact for call in order} != set().union(*needs) or len(order) != len(set().union(*needs)):
        yield f"the list is {[call.fact for call in order]}"
        return
    asked: list[str] = []
    for call in order:
        counts = (call.alone, call.helps, call.newly, call.total)
        alone = sum(need == {call.fact} for need in needs)
        helps = sum(any(one == [call.fact] for one in case) for case in cases)
        total = settled(cases, [*asked, call.fact])
        if counts != (alone, helps, total - settled(cases, asked), total):
            yield f"{call}: counted {(alone, helps, total - settled(cases, asked), total)}"
        left = [need - set(asked) for need in needs if need - set(asked)]
        merit = {fact: (settled(cases, [*asked, fact]), sum(2.0 ** -len(need) for need in left if fact in need)) for need in left for fact in need}
        best = min(merit, key=lambda fact: (-merit[fact][0], -merit[fact][1], fact))
        if call.fact != best:
            yield f"{call.fact} stands where {best} would settle more or come first"
        asked.append(call.fact)


def tables() -> Iterator[tuple[list[Case], int]]:
    rng = Random(SEED)
    for _ in range(TABLES):
        yield random_cases(rng), rng.randint(1, 5)


def test_counts_and_order_are_those_of_brute_force() -> None:
    found = [(cases, fault) for cases, portion in tables() for fault in faults(cases, told(cases, portion))]
    assert found == []


def test_the_last_fact_of_the_list_settles_every_open_case() -> None:
    for cases, portion in tables():
        calls = told(cases, portion)
        order = calls.order()
        assert (order[-1].total if order else 0) == calls.open_cases


def test_portions_and_order_of_the_cases_do_not_matter() -> None:
    rng = Random(SEED)
    for cases, portion in tables():
        turned = rng.sample(cases, len(cases))
        assert told(cases, portion).order() == told(turned, rng.randint(1, 5)).order()


# The planted faults.


def test_a_fact_counted_as_settling_whatever_else_is_needed_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = CallList.order

    def hasty(self: CallList) -> list[Call]:
        return [Call(call.fact, call.helps, call.helps, call.newly, call.total) for call in sound(self)]

    monkeypatch.setattr(CallList, "order", hasty)
    assert [fault for cases, portion in tables() for fault in faults(cases, told(cases, portion))]


def test_a_list_in_the_order_of_the_alphabet_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = CallList.order
    monkeypatch.setattr(CallList, "order", lambda self: sorted(sound(self), key=lambda call: call.fact))
    assert [fault for cases, portion in tables() for fault in faults(cases, told(cases, portion))]


def test_what_finds_no_room_is_counted_as_open_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callist, "ROOM", 4)
    cases: list[Case] = [[list(pair)] for pair in combinations("abcdef", 2)] + [[["a"]], [["b"]]]
    calls = told(cases, 3)
    assert calls.open_cases == len(cases)
    kept = calls.order()[-1].total
    assert kept + calls.too_many == len(cases)
    assert {call.fact: call.alone for call in calls.order() if call.alone} == {"a": 1, "b": 1}  # the cases that need least are kept
    assert calls.too_many > 0


# The same for people: what the engine says would settle them is tried with every value.

VALUES: Mapping[str, tuple[Any, ...]] = {
    "us_citizen": (True, False),
    "lawful_permanent_resident": (True, False),
    "entry_manner": ("admitted", "paroled", "without_inspection", "at_port_without_documents"),
    "entered_by": ("land_mexico", "land_canada", "sea", "air"),
}
"""What may be unknown of people of whom all else is known, and every value that it can have."""
ASKED = ("process/expedited-removal/nationwide-2019", "protection/not-removable")


@pytest.fixture(scope="module")
def everybody(book: inforce.Book) -> dict[tuple[Any, ...], tuple[str, ...]]:
    """The outcomes of everybody of whom all is known; nobody is there of whom it contradicts itself."""
    found = {}
    for values in product(*VALUES.values()):
        try:
            answer = book.determine({**KNOWN, **dict(zip(VALUES, values, strict=True))}, on=AFTER, provisions=ASKED, reasons=False)
        except InforceError:
            continue
        found[values] = tuple(answer[name].outcome for name in ASKED)
    return found


def would_settle(everybody: Mapping[tuple[Any, ...], tuple[str, ...]], known: Mapping[str, Any], asked: Collection[str], provision: int) -> bool:
    """Whether the outcome is one and the same, whatever the answers, once these facts are known too."""
    outcomes: dict[tuple[Any, ...], set[str]] = {}
    for values, told in everybody.items():
        person = dict(zip(VALUES, values, strict=True))
        if all(person[name] == value for name, value in known.items()):
            outcomes.setdefault(tuple(person[name] for name in sorted(asked)), set()).add(told[provision])
    return all(len(found) == 1 for found in outcomes.values())


@pytest.fixture(scope="module")
def people(everybody: Mapping[tuple[Any, ...], tuple[str, ...]]) -> list[dict[str, Any]]:
    """Somebody of each kind, each with some facts unknown."""
    rng = Random(SEED)
    return [{name: value for name, value in zip(VALUES, rng.choice(list(everybody)), strict=True) if rng.random() < 0.5} for _ in range(120)]


def test_what_is_counted_as_settled_is_settled_whatever_the_answers(
    book: inforce.Book, people: list[dict[str, Any]], everybody: Mapping[tuple[Any, ...], tuple[str, ...]]
) -> None:
    schema = {name: pl.Boolean if len(values) == 2 else pl.String for name, values in VALUES.items()}
    dates = {name for name, fact in book.library.vocabulary.facts.items() if fact.type == "date"}
    rest = {name: date.fromisoformat(str(value)) if name in dates else value for name, value in KNOWN.items() if name not in VALUES and not isinstance(value, list)}
    table = pl.DataFrame([{**dict.fromkeys(schema), **one} for one in people], schema=schema).with_columns(pl.lit(value).alias(name) for name, value in rest.items())
    none = {f"{name}:{word}": False for name in ("convictions", "arrested_or_charged_with", "local_287g_models") for word in book.library.vocabulary[name].values}
    table = with_rows(table.with_columns(pl.lit(value).alias(name) for name, value in none.items()))
    results = Screener(book, table.schema, on=AFTER, provisions=ASKED).screen(table).results
    assert results.height == len(people)
    calls = CallList(ASKED)
    calls.see(results)
    answered = results.to_dicts()
    for known, row in zip(people, answered, strict=True):
        for number, name in enumerate(ASKED):
            needed = row[f"{name}|settling"]
            assert (row[name] == "depends") == bool(needed) == (not would_settle(everybody, known, (), number))
            assert would_settle(everybody, known, needed, number), (known, needed)
            assert not any(would_settle(everybody, known, fewer, number) for fewer in combinations(VALUES, max(len(needed) - 1, 0)) if needed), (known, needed)
    asked: list[str] = []
    for call in calls.order():
        asked.append(call.fact)
        truly = sum(all(would_settle(everybody, known, asked, number) for number in range(len(ASKED))) for known, row in zip(people, answered, strict=True) if any(row[name] == "depends" for name in ASKED))
        assert call.total <= truly
    assert calls.order()[-1].total == calls.open_cases > 40
