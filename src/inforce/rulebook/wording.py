"""Wording: what the texts of a rulebook may not say, the terms they keep to, and whether each translation was read by a second reader.

`wording.yaml` lists words that advise, demean or take liberties with the reader; `glossary.yaml` gives each legal term its Spanish;
`spanish.csv` records, text by text, the day on which somebody who had not written it read the Spanish against the English. The
record holds a fingerprint of both texts, so that a text changed since is stale.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inforce.language.error import InforceError, Where
from inforce.rulebook.library import law_files
from inforce.rulebook.record import Faults, mappings_of, records_of
from inforce.rulebook.tree import List, Map, read_text
from inforce.rulebook.yaml import parse

HOME, REVIEWS = "law", "spanish.csv"
UNREAD = ("unread-translation", "stale-translation")
"""The codes that say that no second reader has read a Spanish text as it stands; in a draft these are remarks, no faults."""
COLUMNS = ("place", "fingerprint", "checked", "note")
TELLS = {"advice": "tells the reader what to do or what they are", "demeaning": "demeans", "familiar": "addresses the reader as *tú*"}
LISTS = ("glossary.yaml", "wording.yaml")
BRACKETS = re.compile(r"\(([^()]*)\)")
SENTENCES = (".", "!", "?")
_HEADS = ("id", "extend")


@dataclass(frozen=True, slots=True)
class Pair:
    """One text in both languages; `place` names it whatever its line."""

    place: str
    en: str
    es: str
    where: Where | None = None

    @property
    def is_paragraph(self) -> bool:
        """Whether it is made of sentences; titles, names and labels are not."""
        return self.en.endswith(SENTENCES)

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(f"{self.en}\0{self.es}".encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Term:
    """A term and the Spanish that stands for it."""

    name: str
    english: tuple[str, ...]
    spanish: tuple[str, ...]
    avoid: tuple[str, ...]
    letters: tuple[str, ...]
    """The English that letters and officers use; one form stands in brackets, once, in a text made of sentences."""
    source: str
    note: str
    where: Where

    def is_named(self, text: str) -> bool:
        return any(_word(form).search(text) for form in self.english)

    def is_kept(self, text: str) -> bool:
        return any(_word(form).search(text) for form in self.spanish)

    def brackets(self, text: str) -> int:
        """How many times a text gives the English of the letters in brackets."""
        return sum(any(_word(form).fullmatch(part.strip()) for form in self.letters) for inner in BRACKETS.findall(text) for part in inner.split(","))


@dataclass(frozen=True)
class Wording:
    """The lists a rulebook's texts are checked by."""

    terms: tuple[Term, ...] = ()
    banned: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """Phrases by kind and language."""
    allowed: tuple[str, ...] = ()
    """Names of laws and quotations in which a banned word may stand."""
    names: tuple[str, ...] = ()
    """Legal names that stand as they are because letters and officers use them; a measure of reading level passes over them."""


def _word(form: str) -> re.Pattern[str]:
    """A phrase as whole words, any case; `*` stands for any ending."""
    parts = [re.escape(part).replace(r"\*", r"\w*") for part in form.split()]
    return re.compile(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)", re.IGNORECASE)


def pairs(folder: Path) -> Iterator[Pair]:
    """Every text of a rulebook that stands in both languages; its place is named as in `law/`, whatever the folder is called.

    Raises:
        InforceError: a file that cannot be read.
    """
    for path in law_files(folder):
        if path.name in LISTS:
            continue
        inside = path.relative_to(folder).as_posix()
        file = f"{folder.name}/{inside}"
        yield from _walk(parse(read_text(path, file), file), f"{HOME}/{inside}", None)


def _walk(data: Any, place: str, where: Where | None) -> Iterator[Pair]:
    if isinstance(data, Map):
        head = next((str(data[key]) for key in _HEADS if isinstance(data.get(key), str)), None)
        if isinstance(data.get("en"), str) and isinstance(data.get("es"), str):
            named = f"{place}#{head}" if head else place
            yield Pair(named, " ".join(str(data["en"]).split()), " ".join(str(data["es"]).split()), data.where("es"))
        for key, value in data.items():
            yield from _walk(value, f"{place}#{head}.{key}" if head else f"{place}{'.' if '#' in place else '#'}{key}", data.where(key))
    elif isinstance(data, List):
        for index, value in enumerate(data):
            has_head = isinstance(value, Map) and any(isinstance(value.get(key), str) for key in _HEADS)
            yield from _walk(value, place if has_head else f"{place}[{index}]", where)


def read_wording(folder: Path) -> Wording:
    """The lists of a rulebook; a rulebook without any is checked by none.

    Raises:
        ErrorGroup: every fault of the lists.
    """
    faults = Faults()

    def load(name: str) -> Any:
        path = folder / name
        return parse(read_text(path, f"{folder.name}/{name}"), f"{folder.name}/{name}") if path.is_file() else None

    terms = []
    for record in records_of(load(LISTS[0]), f"{folder.name}/{LISTS[0]}", "term", faults):
        record.allow(("id", "en", "es", "avoid", "letters", "source", "note"))
        english, spanish, avoid, letters = (record.words(key) for key in ("en", "es", "avoid", "letters"))
        terms.append(Term(record.text("id"), english, spanish, avoid, letters, record.text("source"), record.text("note", None), record.where()))
    banned: dict[tuple[str, str], tuple[str, ...]] = {}
    allowed: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    for kind, record in mappings_of(load(LISTS[1]), f"{folder.name}/{LISTS[1]}", "list", faults).items():
        record.allow(("en", "es", "phrases", "note"))
        if kind == "allowed":
            allowed = record.words("phrases")
        elif kind == "names":
            names = record.words("phrases")
        elif kind in TELLS:
            banned |= {(kind, lang): record.words(lang) for lang in ("en", "es")}
        else:
            record.fault("unknown-key", f"unknown list `{kind[:40]}`", help="lists: allowed, names, " + ", ".join(TELLS))
    faults.raise_any()
    return Wording(tuple(terms), banned, allowed, names)


def faults_of(pair: Pair, wording: Wording) -> Iterator[InforceError]:
    """What is wrong with the words of one text."""
    texts = {lang: _without(text, wording.allowed) for lang, text in (("en", pair.en), ("es", pair.es))}
    for (kind, lang), phrases in wording.banned.items():
        for phrase in phrases:
            if _word(phrase).search(texts[lang]):
                yield InforceError(f"wording-{kind}", f"`{pair.place}` says `{phrase}` ({lang}), which {TELLS[kind]}", where=pair.where, help="say what the rule is; law/wording.yaml lists the words")
    for term in wording.terms:
        yield from _off_glossary(pair, texts, term)


def _off_glossary(pair: Pair, texts: Mapping[str, str], term: Term) -> Iterator[InforceError]:
    def off(says: str, help: str) -> InforceError:
        return InforceError("off-glossary", f"`{pair.place}` {says}", where=pair.where, help=f"law/glossary.yaml: {help}")

    for form in term.avoid:
        if _word(form).search(texts["es"]):
            yield off(f"says `{form}`", f"{term.name} is `{term.spanish[0]}`")
    if not term.is_named(texts["en"]):
        return
    if not term.is_kept(texts["es"]):
        yield off(f"does not render `{term.name}` as the glossary does", " or ".join(f"`{form}`" for form in term.spanish))
    if term.letters and pair.is_paragraph and (times := term.brackets(texts["es"])) != 1:
        yield off(f"gives the English of `{term.name}` {times} times in brackets, not once", " or ".join(f"`({form})`" for form in term.letters))


def _without(text: str, allowed: Sequence[str]) -> str:
    for phrase in allowed:
        text = _word(phrase).sub(" ", text)
    return text


def read_reviews(path: Path) -> dict[str, str]:
    """The fingerprint that was read, by place; none where there is no record."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["place"]: row["fingerprint"] for row in csv.DictReader(file)}


def unread(every: Sequence[Pair], reviews: Mapping[str, str]) -> Iterator[tuple[Pair, str]]:
    """The texts whose Spanish no second reader has read as it stands, each with `new` or `stale`."""
    for pair in every:
        found = reviews.get(pair.place)
        if found != pair.fingerprint:
            yield pair, "stale" if found else "new"


def check_wording(folder: Path) -> Iterator[InforceError]:
    """The faults of a rulebook's texts; those about second reading only where the rulebook keeps such a record."""
    every = tuple(pairs(folder))
    wording = read_wording(folder)
    for pair in every:
        yield from faults_of(pair, wording)
    if (folder / REVIEWS).is_file():
        for pair, how in unread(every, read_reviews(folder / REVIEWS)):
            help = "read both texts, then `python -m docs.spanish --accept PLACE`"
            if how == "stale":
                yield InforceError("stale-translation", f"`{pair.place}` was changed since its Spanish was read", where=pair.where, help=help)
            else:
                yield InforceError("unread-translation", f"`{pair.place}` has Spanish that no second reader has read", where=pair.where, help=help)


__all__ = ["Pair", "Term", "Wording", "check_wording", "faults_of", "pairs", "read_reviews", "read_wording", "unread"]
