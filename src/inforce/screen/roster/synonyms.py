"""Synonyms: the reviewed names of columns; likeness suggests a target and never maps one."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from inforce.language.fact import Vocabulary
from inforce.screen.roster.target import find_target
from inforce.screen.roster.words import fold, table

ALIKE = 0.72
"""How like a known name a header must be to be suggested."""


@dataclass(frozen=True)
class Synonyms:
    """Folded names of columns: those that map, those whose values decide, and those that are no fact."""

    columns: Mapping[str, str]
    only_yes: Mapping[str, str]
    by_values: Mapping[str, str]
    never: Mapping[str, str]

    def suggest(self, name: str) -> str | None:
        """The target whose name is most like a header's; only ever shown.

        >>> synonyms().suggest("Country of Citizenshp")
        'nationality'
        """
        known = {**self.columns, **self.only_yes}
        found = difflib.get_close_matches(fold(name)[:60], known, n=1, cutoff=ALIKE)
        return known[found[0]] if found else None


@cache
def synonyms() -> Synonyms:
    """The table that comes with the program."""
    data = table("synonyms")
    parts = ({fold(name): target for target, names in data[part].items() for name in names} for part in ("columns", "only_yes", "by_values", "never"))
    return Synonyms(*parts)


def score(names: Sequence[str], vocabulary: Vocabulary) -> int:
    """How many names of a row are known as names of columns, those that are no fact included."""
    table = synonyms()
    known = 0
    for name in names:
        word = fold(name)
        if word and (any(word in part for part in (table.columns, table.only_yes, table.by_values, table.never)) or find_target(name.strip(), vocabulary)):
            known += 1
    return known
