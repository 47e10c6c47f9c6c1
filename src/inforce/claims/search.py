"""Search: full text over questions, what is not covered, provisions and acts, with SQLite's FTS5, in memory; no model and no invented text.

Whole words are matched, with or without accents, in English and Spanish; the stemmer makes a plural and its singular one word. A match of
beginnings (`ice` in `iceberg`) was tried and given up: short names such as ICE and TPS are the words that people look for.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from inforce.claims.shelf import Shelf
from inforce.claims.spoken import of_question, spoken
from inforce.language.error import InforceError

KINDS = ("question", "beyond", "provision", "act")
LIMITED = frozenset({"provision", "act"})
MOST = 8
"""How many provisions, and how many acts, are shown."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its kind and id."""

    kind: str
    id: str


def words_of(text: str) -> list[str]:
    """The words of what a user typed.

    Raises:
        InforceError: `names-nothing` where there is none.
    """
    words = _WORD.findall(text)
    if not words:
        raise InforceError("names-nothing", f"`{text[:60]}` names nothing to look for", help="write a word or two, as in `inforce questions daca`")
    return words


class Index:
    """An index of one shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._base = sqlite3.connect(":memory:")
        self._base.execute("create virtual table entry using fts5(kind unindexed, id, title, body, tokenize='porter unicode61 remove_diacritics 2')")
        self._base.executemany("insert into entry values (?, ?, ?, ?)", entries(shelf))

    def find(self, text: str) -> list[Hit]:
        """What has all the words: every question and every subject beyond the rules, then the best few provisions and acts.

        Raises:
            InforceError: `names-nothing` where the text has no word.
        """
        asked = " ".join(f'"{word}"' for word in words_of(text))
        found = self._base.execute("select kind, id from entry where entry match ? order by bm25(entry, 0, 4.0, 4.0, 1.0), id", (asked,))
        hits = [Hit(kind, name) for kind, name in found]
        return [hit for kind in KINDS for hit in [hit for hit in hits if hit.kind == kind][: MOST if kind in LIMITED else None]]


def both(text: str) -> str:
    """A text of the shelf in both languages."""
    return f"{text} {spoken(text, 'es')}"


def entries(shelf: Shelf) -> Iterator[tuple[str, str, str, str]]:
    """What is searched: kind, id, title and text, in both languages."""
    library = shelf.book.library
    for question in shelf.questions.values():
        said = [text for text in of_question(question) if text]
        yield "question", question.id, both(question.question), " ".join([*map(both, said), *question.provisions])
    for beyond in shelf.beyond.values():
        yield "beyond", beyond.id, " ".join([both(beyond.title), *beyond.words]), " ".join([both(beyond.says), *(one.cite for one in beyond.regulated)])
    for provision in library.provisions.values():
        about = library.syllabus[provision.id].about if provision.id in library.syllabus else ""
        cites = [authority.cite for authority in provision.authority]
        yield "provision", provision.id, " ".join(provision.title.values()), " ".join([about, *provision.says.values(), *cites])
    for act in library.acts.values():
        yield "act", act.id, " ".join(act.title.values()), " ".join([act.cite, act.issuer, act.court or "", *(source.says or "" for source in act.sources)])
