"""Facts: the typed vocabulary a determination can rest on, and what is known of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Literal

from inforce.language.day import FIRST_DAY, LAST_DAY
from inforce.language.error import InforceError, nearest

FactType = Literal["bool", "date", "int", "enum", "set", "country", "state"]
Interval = tuple[int, int]
INT_LAST = 1_000_000


@dataclass(frozen=True, slots=True)
class Members:
    """What is known of a set: values it holds, values it does not, and whether the list is complete.

    >>> Members(frozenset({"any_offense"})).get("felony") is None
    True
    >>> Members(frozenset({"any_offense"}), complete=True).get("felony")
    False
    """

    has: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    complete: bool = False

    def get(self, value: str) -> bool | None:
        if value in self.has:
            return True
        return False if self.complete or value in self.lacks else None

    def put(self, value: str, holds: bool) -> Members | None:
        """The same with one more value settled; None where that contradicts what is known."""
        known = self.get(value)
        if known is not None:
            return self if known == holds else None
        if holds:
            return Members(self.has | {value}, self.lacks, self.complete)
        return Members(self.has, self.lacks | {value}, self.complete)


Value = bool | Interval | frozenset[str] | Members
"""What is known of one fact: a truth value, an interval of days or numbers, the values still possible, or members."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A typed attribute of the person, encounter or place."""

    name: str
    type: FactType
    values: tuple[str, ...] = ()
    off_ramp: bool = False
    open: bool = False
    note: str | None = None
    days_since: str | None = None
    """For a derived int: the date fact whose distance to the day asked about it is."""
    bounds: Interval | None = None
    """For a day known only in part: the earliest and the latest that it can be."""

    @property
    def is_ordered(self) -> bool:
        return self.type in ("date", "int")

    @property
    def is_choice(self) -> bool:
        return self.type in ("enum", "country", "state")

    @property
    def span(self) -> Interval:
        """The least and the greatest value an ordered fact can take."""
        if self.bounds is not None:
            return self.bounds
        return (FIRST_DAY, LAST_DAY) if self.type == "date" else (0, INT_LAST)

    def read(self, raw: object) -> Value | None:
        """Read a value as given in a case file; None where nothing is said.

        Raises:
            InforceError: `wrong-type`, `unknown-value`, `bad-date`, `empty-range`; without a place, which the caller adds.

        >>> Fact("entry_date", "date").read("2015-03") == (date(2015, 3, 1).toordinal(), date(2015, 3, 31).toordinal())
        True
        >>> Fact("convictions", "set", ("felony",)).read({"felony": False}).get("felony")
        False
        >>> Fact("us_citizen", "bool").read(None) is None
        True
        """
        if raw is None:
            return None
        if self.type == "bool":
            if isinstance(raw, bool):
                return raw
            raise self._wrong("`true` or `false`")
        if self.is_ordered:
            return self._read_ordered(raw)
        if self.is_choice:
            return self._read_choice(raw)
        return self._read_set(raw)

    def _wrong(self, wanted: str, help: str | None = None) -> InforceError:
        return InforceError("wrong-type", f"fact `{self.name}` takes {wanted}", help=help)

    def _check_value(self, word: object) -> str:
        if not isinstance(word, str):
            help = "quote the word" if isinstance(word, bool) else None
            raise self._wrong("a word" if not self.values or len(self.values) > 12 else "one of " + ", ".join(self.values), help)
        if not self.open and word not in self.values:
            help = nearest(word, self.values)
            if help is None and len(self.values) <= 12:
                help = "values: " + ", ".join(self.values)
            kind = "state" if self.type == "state" else "country" if self.type == "country" else "value"
            raise InforceError(f"unknown-{kind}", f"fact `{self.name}` has no {kind} `{word[:40]}`", help=help or f"{kind} codes are listed in law/")
        return word

    def _read_choice(self, raw: object) -> frozenset[str] | None:
        if isinstance(raw, Mapping):
            possible = set(self.values)
            for word, holds in raw.items():
                self._check_value(word)
                if not isinstance(holds, bool):
                    raise self._wrong("a value, or a mapping of values to true or false")
                possible &= {word} if holds else possible - {word}
            if not possible:
                raise InforceError("empty-range", f"fact `{self.name}` leaves no value possible")
            return None if len(possible) == len(self.values) else frozenset(possible)
        return frozenset({self._check_value(raw)})

    def _read_set(self, raw: object) -> Members | None:
        if isinstance(raw, Mapping):
            has: set[str] = set()
            lacks: set[str] = set()
            for word, holds in raw.items():
                self._check_value(word)
                if holds is None:
                    continue
                if not isinstance(holds, bool):
                    raise self._wrong("a list of values, or a mapping of values to true or false")
                (has if holds else lacks).add(word)
            return Members(frozenset(has), frozenset(lacks)) if has or lacks else None
        if isinstance(raw, (list, tuple, set, frozenset)):
            return Members(frozenset(self._check_value(word) for word in raw), complete=True)
        raise self._wrong("a list of values, or a mapping of values to true or false")

    def _read_ordered(self, raw: object) -> Interval | None:
        if isinstance(raw, Mapping):
            extra = set(raw) - {"from", "to"}
            if extra or not raw:
                raise self._wrong("a range `{from: ..., to: ...}`")
            low = self._read_ordered(raw["from"]) if raw.get("from") is not None else None
            high = self._read_ordered(raw["to"]) if raw.get("to") is not None else None
            if low is None and high is None:
                return None
            interval = (low[0] if low else self.span[0], high[1] if high else self.span[1])
            if interval[0] > interval[1]:
                raise InforceError("empty-range", f"the range of fact `{self.name}` ends before it starts")
            return interval
        if self.type == "int":
            if isinstance(raw, bool) or not isinstance(raw, int):
                raise self._wrong("a whole number")
            if not 0 <= raw <= INT_LAST:
                raise InforceError("bad-number", f"fact `{self.name}` takes a number from 0 to {INT_LAST}")
            return (raw, raw)
        return read_days(raw, f"fact `{self.name}`")

    def write(self, value: Value) -> object:
        """Write a known value as it would stand in a case file (JSON-able).

        >>> Fact("entry_date", "date").write((735964, 735964))
        '2016-01-01'
        """
        if isinstance(value, bool):
            return value
        if isinstance(value, Members):
            if value.complete:
                return sorted(value.has)
            return {**dict.fromkeys(sorted(value.has), True), **dict.fromkeys(sorted(value.lacks), False)}
        if isinstance(value, frozenset):
            if len(value) == 1:
                return next(iter(value))
            return {word: False for word in self.values if word not in value}
        low, high = value
        show = (lambda n: date.fromordinal(n).isoformat()) if self.type == "date" else (lambda n: n)
        if low == high:
            return show(low)
        first, last = self.span
        return {key: show(n) for key, n, end in (("from", low, first), ("to", high, last)) if n != end}


_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def read_days(raw: object, what: str) -> Interval:
    """Read a day, a month or a year as an interval of days.

    Raises:
        InforceError: `bad-date` where the text is no date or the day does not exist.
    """
    if isinstance(raw, date):
        return _in_span(raw, raw, what)
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = str(raw)
    if isinstance(raw, str):
        try:
            if _YEAR.fullmatch(raw):
                return _in_span(date(int(raw), 1, 1), date(int(raw), 12, 31), what)
            if match := _MONTH.fullmatch(raw):
                year, month = int(match[1]), int(match[2])
                following = date(year + month // 12, month % 12 + 1, 1) if 1 <= month <= 12 else date(year, month, 1)
                return _in_span(date(year, month, 1), date.fromordinal(following.toordinal() - 1), what)
            if match := _DAY.fullmatch(raw):
                day = date(int(match[1]), int(match[2]), int(match[3]))
                return _in_span(day, day, what)
        except ValueError:
            raise InforceError("bad-date", f"{what}: the day `{raw}` does not exist", help="dates are written YYYY-MM-DD") from None
    raise InforceError("bad-date", f"{what} takes a date", help="dates are written YYYY-MM-DD, YYYY-MM or YYYY")


def _in_span(first: date, last: date, what: str) -> Interval:
    if not (first.toordinal() >= FIRST_DAY and last.toordinal() <= LAST_DAY):
        raise InforceError("bad-date", f"{what} takes a date from 1850 to 2200")
    return (first.toordinal(), last.toordinal())


@dataclass(frozen=True)
class Vocabulary:
    """Every fact by name, in order, and the federal circuit of each state.

    Args:
        days: days of acts that are known only in part. They are unknown facts like any other where an answer is decided,
            and come last in the order; nobody is asked for them, and no table or case holds them.
    """

    facts: Mapping[str, Fact]
    circuits: Mapping[str, frozenset[str]] = field(default_factory=dict)
    days: Mapping[str, Fact] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Fact:
        try:
            return self.facts.get(name) or self.days[name]
        except KeyError:
            raise InforceError("unknown-fact", f"unknown fact `{name[:60]}`", help=nearest(name, self.facts) or "facts are declared in law/facts.yaml") from None

    @cached_property
    def off_ramps(self) -> tuple[Fact, ...]:
        """The facts that are findings somebody has to make."""
        return tuple(fact for fact in self.facts.values() if fact.off_ramp)

    def __contains__(self, name: object) -> bool:
        return name in self.facts or name in self.days

    def __iter__(self) -> Iterator[str]:
        return chain(self.facts, self.days)
