"""The index: every key by which an act or an authority of the rulebook can be cited."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from inforce.citations.reader import Citation, read
from inforce.rulebook.act import Act
from inforce.rulebook.library import Library

NUMBERED = {"order": "executive_order", "proclamation": "proclamation", "public-law": "statute", "memo": "memo"}
"""What a number of an instrument is the number of: a memo whose title names an order is not that order."""


@dataclass(frozen=True)
class Index:
    """Acts by the keys of their citations, with the court where the key is a docket number, and provisions by the sections that are their authority."""

    acts: dict[str, list[tuple[Citation, str]]] = field(default_factory=dict)
    sections: dict[str, list[str]] = field(default_factory=dict)

    def acts_of(self, citation: Citation) -> tuple[str, ...]:
        """The acts that a citation can mean.

        A docket number means those of the court it names, and of the day it names where some act has that day; else all of the docket.
        """
        found: dict[str, date | None] = {}
        for key in citation.keys:
            for own, act in self.acts.get(key, ()):
                if citation.court is None or own.court is None or own.court == citation.court:
                    found[act] = own.day
        if citation.day is not None and citation.day in found.values():
            return tuple(act for act, day in found.items() if day == citation.day)
        return tuple(found)

    def provisions_of(self, citation: Citation) -> tuple[str, ...]:
        """The provisions whose authority is the section cited, or a part of it, or that of which it is a part."""
        found: dict[str, None] = {}
        for key in citation.keys:
            for section, names in self.sections.items():
                if section == key or section.startswith(f"{key}(") or key.startswith(f"{section}("):
                    found |= dict.fromkeys(names)
        return tuple(found)


def _means(citation: Citation, act: Act) -> bool:
    """Whether a citation within an act's own citation is of that act."""
    if citation.kind == "order":
        return all(NUMBERED[key.split()[0]] == act.kind for key in citation.keys)
    return citation.kind != "law"


def build(library: Library) -> Index:
    """The index of a rulebook."""
    index = Index()
    for act in library.acts.values():
        for citation in read(act.cite):
            if not _means(citation, act):
                continue
            for key in citation.keys:
                index.acts.setdefault(key, []).append((citation, act.id))
    for provision in library.provisions.values():
        for authority in provision.authority:
            for citation in read(authority.cite):
                for key in citation.keys if citation.kind == "law" else ():
                    names = index.sections.setdefault(key, [])
                    if provision.id not in names:
                        names.append(provision.id)
    return index
