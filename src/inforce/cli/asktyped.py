"""What a person types at a question: a command, or an answer as a case file would hold it; anything else is one clear line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from inforce.backends.text.catalogue import Catalogue, sentence
from inforce.interview.ask import DAY, Ask

COMMANDS = {
    "?": "why", "help": "why", "ayuda": "why",
    "b": "back", "back": "back", "atras": "back", "volver": "back",
    "n": "unknown", "no se": "unknown", "i don't know": "unknown", "don't know": "unknown",
    "p": "prefer_not", "prefiero no decir": "prefer_not", "prefer not to say": "prefer_not",
    "q": "quit", "quit": "quit", "salir": "quit",
}  # fmt: skip
YES, NO = ("1", "y", "yes", "s", "si"), ("2", "no")
NEVER = ("never", "no", "nunca", "0")
NONE = ("0", "none", "none of these", "ninguna", "ninguno", "nada")
BEFORE, AFTER = ("before", "antes de", "antes del", "up to", "hasta"), ("after", "since", "despues de", "despues del", "desde")
LESS, MORE = ("less than", "under", "menos de"), ("more than", "over", "mas de")
_DAY = re.compile(r"\d{4}(-\d{1,2}(-\d{1,2})?)?")
_BETWEEN = re.compile(r"\s*(?:\bto\b|\band\b|\ba\b|\by\b|\.\.+|–)\s*")


class Mistyped(Exception):
    """What was typed is no answer; the text is one clear line, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: a command, or an answer as a case file would hold it."""

    command: str | None = None
    answer: Any = None


def plain(text: str) -> str:
    """The words without case, accents and outer space.

    >>> plain("  Sí, México ")
    'si, mexico'
    """
    parts = unicodedata.normalize("NFD", text.strip().lower())
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).replace("’", "'").split())


def read_typed(text: str, ask: Ask, words: Catalogue, names: dict[str, str]) -> Typed:
    """Read what was typed at a question.

    Args:
        names: words for the values of the fact, by value.
    Raises:
        Mistyped: one clear line.
    """
    typed = plain(text)
    if not typed and ask.fact == DAY:
        return Typed("unknown")
    if not typed:
        raise Mistyped(words.say("Nothing was typed. Type an answer, or n if you do not know."))
    if typed in COMMANDS:
        return Typed(COMMANDS[typed])
    read = {"bool": _bool, "date": _date, "int": _int, "set": _set}.get(ask.kind, _choice)
    return Typed(answer=read(typed, ask, words, names))


def _bool(typed: str, ask: Ask, words: Catalogue, names: dict[str, str]) -> bool:
    if typed in YES:
        return True
    if typed in NO:
        return False
    raise Mistyped(words.say("Type 1 for yes or 2 for no."))


def _date(typed: str, ask: Ask, words: Catalogue, names: dict[str, str]) -> Any:
    if ask.never and typed in NEVER:
        return False
    fault = sentence("Type one day, such as 2017-02-22.") if ask.fact == DAY else sentence("Type a day such as 2017-02-22, a month such as 2017-02, a year, or two of them with “to” between.")
    if ask.fact == DAY:
        if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", typed):
            return _iso(typed)
        raise Mistyped(words.say(fault))
    for starts, key in ((BEFORE, "to"), (AFTER, "from")):
        rest = _after(typed, starts)
        if rest is not None and _DAY.fullmatch(rest):
            return {key: _iso(rest)}
    if _DAY.fullmatch(typed):
        return _iso(typed)
    ends = _BETWEEN.split(_without(typed, ("between", "entre", "from", "de")), maxsplit=1)
    if len(ends) == 2 and all(_DAY.fullmatch(end) for end in ends):
        return {"from": _iso(ends[0]), "to": _iso(ends[1])}
    raise Mistyped(words.say(fault))


def _iso(typed: str) -> str:
    year, *rest = typed.split("-")
    return "-".join([year, *(part.zfill(2) for part in rest)])


def _int(typed: str, ask: Ask, words: Catalogue, names: dict[str, str]) -> Any:
    if typed.isdecimal() and len(typed) < 8:
        return int(typed)
    for starts, key, step in ((LESS, "to", -1), (MORE, "from", 1)):
        rest = _after(typed, starts)
        if rest is not None and rest.isdecimal() and len(rest) < 8 and int(rest) + step >= 0:
            return {key: int(rest) + step}
    ends = _BETWEEN.split(_without(typed, ("between", "entre", "from", "de")), maxsplit=1)
    if len(ends) == 2 and all(end.isdecimal() and len(end) < 8 for end in ends):
        return {"from": int(ends[0]), "to": int(ends[1])}
    raise Mistyped(words.say("Type a whole number, or two with “to” between."))


def _choice(typed: str, ask: Ask, words: Catalogue, names: dict[str, str]) -> Any:
    rest = _after(typed, ("not", "no es", "no"))
    if rest is not None:
        return dict.fromkeys(_values(rest, names, words), False)
    found = _values(typed, names, words)
    if len(found) > 1:
        return {value: False for value in names if value not in found}
    return found[0]


def _set(typed: str, ask: Ask, words: Catalogue, names: dict[str, str]) -> Any:
    if typed in NONE:
        return []
    more = typed.endswith("+")
    found = _values(typed.rstrip("+ "), names, words)
    return dict.fromkeys(found, True) if more else found


def _values(typed: str, names: dict[str, str], words: Catalogue) -> list[str]:
    """The values meant by numbers, codes or words with commas between."""
    found: dict[str, None] = {}
    for one in filter(None, (part.strip() for part in typed.split(","))):
        found[_value(one, names, words)] = None
    if not found:
        raise Mistyped(words.say("Type a number from the list."))
    return list(found)


def _value(typed: str, names: dict[str, str], words: Catalogue) -> str:
    values = list(names)
    if typed.isdecimal() and 0 < int(typed[:6]) <= len(values):
        return values[int(typed) - 1]
    exact = [value for value in values if typed in (value.lower(), plain(names[value]))]
    if exact:
        return exact[0]
    like = [value for value in values if plain(names[value]).startswith(typed)] or [value for value in values if len(typed) > 2 and typed in plain(names[value])]
    if len(like) == 1:
        return like[0]
    if len(like) > 1:
        raise Mistyped(words.say("Several answers fit: {names}.", names="; ".join(names[value] for value in like[:6])))
    if len(values) > 12:
        raise Mistyped(words.say("No such name is known here. Type the name or its two-letter code."))
    raise Mistyped(words.say("Type a number from 1 to {count}.", count=len(values)))


def _after(typed: str, starts: Iterable[str]) -> str | None:
    for start in sorted(starts, key=len, reverse=True):
        if typed.startswith(f"{start} "):
            return typed[len(start) + 1 :].strip()
    return None


def _without(typed: str, starts: Iterable[str]) -> str:
    return _after(typed, starts) or typed
