"""Countries and states as rosters write them: by code and by reviewed names in both languages, never by guess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from inforce.screen.roster.refused import Unreadable
from inforce.screen.roster.words import fold, table


@dataclass(frozen=True)
class Places:
    """The names of one kind of place, folded, each with its code."""

    names: Mapping[str, str]
    none: frozenset[str]
    ambiguous: frozenset[str]

    def find(self, text: str) -> str | None:
        """The code that a text names; None where it names a place that has none today.

        Raises:
            Unreadable: `ambiguous-word`, `unknown-word`.

        >>> countries().find("Méjico"), countries().find("GTM"), countries().find("USSR")
        ('MX', 'GT', None)
        """
        word = fold(text)
        if word in self.ambiguous:
            raise Unreadable("ambiguous-word")
        if word in self.names:
            return self.names[word]
        if word in self.none:
            return None
        raise Unreadable("unknown-word")

    def knows(self, text: str) -> bool:
        """Whether a text names one place, or one that is no more."""
        word = fold(text)
        return word not in self.ambiguous and (word in self.names or word in self.none)


def _read(name: str) -> Places:
    data = table(name)
    names: dict[str, str] = {}
    for code, entry in data["codes"].items():
        for text in (code, entry.get("alpha3"), *entry["names"]):
            if text is not None:
                names[fold(text)] = code
    return Places(names, frozenset(map(fold, data["none"])), frozenset(map(fold, data["ambiguous"])))


@cache
def countries() -> Places:
    """Countries by ISO 3166-1 code."""
    return _read("countries")


@cache
def states() -> Places:
    """States, districts and territories by USPS code."""
    return _read("states")
