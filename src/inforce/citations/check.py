"""The citations of a text, each with what the rulebook knows of it by a day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any

from inforce.citations.fate import Fate, fate
from inforce.citations.index import Index, build
from inforce.citations.reader import GAP, Citation, read
from inforce.rulebook.library import Library


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation of a text: its line, and what it means here. Neither acts nor provisions: not known here, which is not to say that it is bad."""

    line: int
    text: str
    fates: tuple[Fate, ...] = ()
    provisions: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        return bool(self.fates or self.provisions)

    def to_json(self) -> dict[str, Any]:
        return {
            "line": self.line, "text": self.text, "known": self.is_known, "acts": [one.to_json() for one in self.fates],
            "provisions": list(self.provisions),
        }  # fmt: skip


def check_text(library: Library, text: str, on: date, known_on: date | None = None, index: Index | None = None) -> Iterator[Cited]:
    """Every citation of a text, in order; one instrument cited twice in a breath (a docket and its reporter) is told once."""
    index = index or build(library)
    starts = list(accumulate((len(line) for line in text.splitlines(keepends=True)), initial=0))
    fates: dict[str, Fate] = {}
    last: tuple[Citation, tuple[str, ...]] | None = None
    for citation in read(text):
        acts = () if citation.kind == "law" else index.acts_of(citation)
        if last is not None and acts and citation.start - last[0].end < GAP and set(acts) & set(last[1]):
            last = (citation, last[1])
            continue
        for name in acts:
            if name not in fates:
                fates[name] = fate(library, name, on, known_on)
        line = bisect_right(starts, citation.start)
        provisions = index.provisions_of(citation) if citation.kind == "law" else ()
        yield Cited(line, " ".join(citation.text.split()), tuple(fates[name] for name in acts), provisions)
        last = (citation, acts)
