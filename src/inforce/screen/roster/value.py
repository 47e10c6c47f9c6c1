"""Readers of cells: the text of one cell becomes what it says of a fact, or is refused; nothing is guessed.

What a cell says is `{physical column: value}` in the layout of the fact table: `f`, `f:value`, `f.from` and `f.to`, `f=value`.
Dates and numbers are always a pair of ends here; the roster folds the pair into one column where no row has a range.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from inforce.language.fact import INT_LAST, Fact, Members, Value
from inforce.screen.roster.day import read_date
from inforce.screen.roster.place import Places, countries, states
from inforce.screen.roster.refused import Unreadable
from inforce.screen.roster.target import Target
from inforce.screen.roster.words import citizen, fold, is_unknown, table, words, yes_or_no

Cells = dict[str, Any]
"""What one cell says, by physical column."""
Read = Callable[[str], Cells]
LONGEST = 200
"""The longest text that is read as a value."""
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.0+)?")


def physical(fact: Fact, value: Value) -> Cells:
    """What is known of a fact, by physical column."""
    if isinstance(value, bool):
        return {fact.name: value}
    if isinstance(value, Members):
        said = {f"{fact.name}:{word}": False for word in fact.values} if value.complete else {}
        said |= {f"{fact.name}:{word}": False for word in value.lacks}
        return said | {f"{fact.name}:{word}": True for word in value.has}
    if isinstance(value, frozenset):
        if len(value) == 1:
            return {fact.name: next(iter(value))}
        return {f"{fact.name}={word}": word in value for word in fact.values}
    low, high = value
    first, last = fact.span
    show: Callable[[int], Any] = date.fromordinal if fact.type == "date" else int
    return {f"{fact.name}.from": None if low == first else show(low), f"{fact.name}.to": None if high == last else show(high)}


def columns_of(fact: Fact, value: Value | None = None) -> list[str]:
    """The physical columns of a fact; with a value, those it fills."""
    if value is not None:
        return list(physical(fact, value))
    if fact.is_ordered:
        return [f"{fact.name}.from", f"{fact.name}.to"]
    if fact.type == "set":
        return [f"{fact.name}:{word}" for word in fact.values]
    return [fact.name]


def reader(target: Target, *, order: str | None = None, epoch: int | None = None, delimiter: str | None = None, complete: bool = False, only_yes: bool = False) -> Read:
    """The reader of a target's cells.

    Args:
        order: the order of day and month, for dates.
        delimiter, complete: for a list of a set's values; whether what it does not list is known to be absent.
        only_yes: a no says nothing.
    """
    fact, name = target.fact, str(target)

    def read_bool(text: str) -> Cells:
        said = yes_or_no(text)
        if said is None and fact.name == "us_citizen":
            said = citizen(text)
        if said is None:
            raise Unreadable("unknown-word", fact.name)
        return {} if only_yes and not said else {name: said}

    def read_day(text: str) -> Cells:
        interval = read_date(text, order) if epoch is None else read_date(text, order, epoch)
        return {} if interval is None else _ends(target, physical(fact, interval))

    def read_number(text: str) -> Cells:
        if not _NUMBER.fullmatch(text) or int(text.split(".", maxsplit=1)[0]) > INT_LAST:
            raise Unreadable("bad-number", fact.name)
        number = int(text.split(".", maxsplit=1)[0])
        return _ends(target, {f"{fact.name}.from": number, f"{fact.name}.to": number})

    def read_choice(text: str) -> Cells:
        word = _word(fact, text)
        return {} if word is None else {name: word}

    def read_list(text: str) -> Cells:
        if fold(text) in words("nothing"):
            return physical(fact, Members(complete=True))
        items = [item for item in text.split(delimiter) if item.strip()] if delimiter else [text]
        found = [_word(fact, item.strip()) for item in items]
        return physical(fact, Members(frozenset(word for word in found if word is not None), complete=complete))

    if target.part in ("member", "possible") or fact.type == "bool":
        return read_bool
    if fact.type == "date":
        return read_day
    if fact.type == "int":
        return read_number
    return read_list if fact.type == "set" else read_choice


def _ends(target: Target, pair: Cells) -> Cells:
    return pair if target.part == "whole" else {str(target): pair[str(target)]}


def read_citizenship(text: str) -> Cells:
    """A word about citizenship, or a country."""
    said = citizen(text)
    if said is not None:
        return {"us_citizen": said}
    code = countries().find(text)
    return {} if code is None else {"nationality": code}


def _word(fact: Fact, text: str) -> str | None:
    """The value that a word stands for; None for a place that has no code."""
    if fact.type in ("country", "state"):
        code = places(fact).find(text)
        if code is not None and code not in fact.values:
            raise Unreadable("unknown-word", fact.name)
        return code
    found = vocabulary_of(fact).get(fold(text))
    if found is None:
        raise Unreadable("unknown-word", fact.name)
    return found


def places(fact: Fact) -> Places:
    """The places that a fact can name."""
    return countries() if fact.type == "country" else states()


_VOCABULARIES: dict[tuple[str, tuple[str, ...]], Mapping[str, str]] = {}


def vocabulary_of(fact: Fact) -> Mapping[str, str]:
    """The words for the values of an enum or set, folded."""
    key = (fact.name, fact.values)
    if key not in _VOCABULARIES:
        listed = table("values").get(fact.name, {})
        found = {fold(word): value for value, texts in listed.items() if value in fact.values for word in texts}
        _VOCABULARIES[key] = found | {fold(value): value for value in fact.values}
    return _VOCABULARIES[key]


def read_cell(text: str, read: Read, special: Mapping[str, Cells], blank: Cells, *, na_is_unknown: bool = True) -> Cells:
    """What one cell says: words of the column's own table first, then blanks and words for unknown, then its reader.

    Args:
        na_is_unknown: false where `NA` may be Namibia; its reader then refuses it.
    Raises:
        Unreadable: with the code of the reason.
    """
    bare = text.strip()
    if special and (found := special.get(fold(bare))) is not None:
        return found
    if not bare:
        return blank
    if is_unknown(bare) and (na_is_unknown or fold(bare) != "na"):
        return {}
    if len(bare) > LONGEST:
        raise Unreadable("too-long")
    if "?" in bare:  # a doubt is no answer: `yes?` is not yes
        raise Unreadable("unknown-word")
    return read(bare)
