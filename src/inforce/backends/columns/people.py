"""People as rows: what is known of each fact, to and from the canonical fact table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from inforce.language.fact import Fact, Members, Value, Vocabulary


def to_table(people: Sequence[Mapping[str, Value]], vocabulary: Vocabulary) -> pl.DataFrame:
    """The fact table of people whose facts were read; a fact has columns where something is known of it for somebody.

    >>> facts = Vocabulary({"citizen": Fact("citizen", "bool"), "crimes": Fact("crimes", "set", ("felony",))})
    >>> to_table([{"citizen": True}, {"crimes": Members(complete=True)}], facts).to_dicts()
    [{'citizen': True, 'crimes:felony': None}, {'citizen': None, 'crimes:felony': False}]
    """
    columns: dict[str, pl.Series] = {}
    for name in vocabulary:
        said = [person.get(name) for person in people]
        if any(value is not None for value in said):
            columns |= {made.name: made for made in _columns(vocabulary[name], said)}
    return pl.DataFrame(columns) if columns else pl.DataFrame({"_row": pl.Series(range(len(people)), dtype=pl.UInt64)})


def _columns(fact: Fact, said: Sequence[Value | None]) -> Iterable[pl.Series]:
    name = fact.name
    if fact.type == "bool":
        yield pl.Series(name, said, dtype=pl.Boolean)
    elif fact.type == "set":
        sets = [value if isinstance(value, Members) else Members() for value in said]
        words = dict.fromkeys([*fact.values, *sorted(set().union(*(members.has | members.lacks for members in sets)))])
        for word in words:
            yield pl.Series(f"{name}:{word}", [members.get(word) for members in sets], dtype=pl.Boolean)
    elif fact.is_choice:
        kept = [value if isinstance(value, frozenset) else None for value in said]
        yield pl.Series(name, [next(iter(words)) if words is not None and len(words) == 1 else None for words in kept], dtype=pl.String)
        if any(words is not None and len(words) != 1 for words in kept):
            for word in fact.values:
                yield pl.Series(f"{name}={word}", [None if words is None else word in words for words in kept], dtype=pl.Boolean)
    else:
        ends = [value if isinstance(value, tuple) else None for value in said]
        dtype = pl.Date if fact.type == "date" else pl.Int64

        def end(which: int) -> list[Any]:
            open_end = fact.span[which]
            found = [None if value is None or (value[0] != value[1] and value[which] == open_end) else value[which] for value in ends]
            return [None if day is None else date.fromordinal(day) for day in found] if fact.type == "date" else found

        if all(value is None or value[0] == value[1] for value in ends):
            yield pl.Series(name, end(0), dtype=dtype)
        else:
            yield pl.Series(name + ".from", end(0), dtype=dtype)
            yield pl.Series(name + ".to", end(1), dtype=dtype)


def to_values(row: Mapping[str, Any], vocabulary: Vocabulary) -> dict[str, Value]:
    """What is known of one person, from one row of a fact table.

    >>> facts = Vocabulary({"crimes": Fact("crimes", "set", ("felony", "theft"))})
    >>> to_values({"_row": 0, "crimes:felony": True, "crimes:theft": None}, facts)
    {'crimes': Members(has=frozenset({'felony'}), lacks=frozenset(), complete=False)}
    """
    values: dict[str, Value] = {}
    sets: dict[str, tuple[set[str], set[str]]] = {}
    ruled: dict[str, set[str]] = {}
    for column, raw in row.items():
        if raw is None or column.startswith(("_", "keep:")):
            continue
        name, mark, word = next((column.partition(mark) for mark in (":", "=") if mark in column and column.partition(mark)[0] in vocabulary), (column, "", ""))
        if mark == ":":
            sets.setdefault(name, (set(), set()))[not raw].add(word)
        elif mark == "=":
            if raw is False:
                ruled.setdefault(name, set()).add(word)
        elif column.endswith((".from", ".to")) and column not in vocabulary:
            name, _, end = column.rpartition(".")
            known = values.get(name, vocabulary[name].span)
            assert isinstance(known, tuple)
            value = _number(raw)
            values[name] = (value, known[1]) if end == "from" else (known[0], value)
        else:
            fact = vocabulary[name]
            values[name] = raw if fact.type == "bool" else frozenset({str(raw)}) if fact.is_choice else (_number(raw), _number(raw))
    values |= {name: Members(frozenset(has), frozenset(lacks)) for name, (has, lacks) in sets.items()}
    for name, words in ruled.items():
        possible = values.get(name, frozenset(vocabulary[name].values))
        assert isinstance(possible, frozenset)
        values[name] = possible - words
    return {name: values[name] for name in vocabulary if name in values}


def _number(raw: Any) -> int:
    return raw.toordinal() if isinstance(raw, date) else int(raw)
