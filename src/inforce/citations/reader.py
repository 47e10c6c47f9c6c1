"""Reading citations: reporters and registers by eyecite; dockets, orders and sections of the statute, which eyecite leaves out, by pattern.

A citation is known by its keys. Two citations with a key in common mean the same instrument, wherever each is written and whatever stands around it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

DOCKET = re.compile(
    r"\bNos?\.\s*(?P<number>(?:\d{1,2}:)?\d{2}-(?:cv|cr|mc|md|civ)-\d{2,6}|(?:CV|CIV\.?)\s*\d{2}-\d{2,6}|\d{2}A\d{1,4}|\d{2}-\d{1,6})\b(?:-[A-Z]{2,4})*",
    re.IGNORECASE,
)
ORDER = re.compile(r"\b(?:Exec(?:utive|\.)\s+Order|E\.?\s?O\.?)\s+(?:No\.\s*)?(?P<number>1\d{4}|1\d,\d{3})\b")
PROCLAMATION = re.compile(r"\bProc(?:lamation|\.)\s+(?:No\.\s*)?(?P<number>\d{4,5}|\d{1,2},\d{3})\b")
MEMO = re.compile(r"\bPM-(?P<number>\d{3}-\d{4}(?:\.\d)?)\b")
LAW = re.compile(r"\bPub(?:lic|\.)\s*L(?:aw|\.)\s*(?:No\.\s*)?(?P<number>\d{2,3}[-–]\d{1,3})\b")
SECTION = re.compile(r"\b(?:INA|Immigration and Nationality Act)\s*(?:§§?|sec(?:tion|\.)|s\.)\s*(?P<number>\d{3}[A-Z]?(?:\([0-9A-Za-z]+\))*)")
USC = re.compile(r"\b(?P<title>\d{1,2})\s*(?P<code>U\.?\s?S\.?\s?C\.?|C\.?\s?F\.?\s?R\.?)\s*(?:§§?|sec(?:tion|\.)|part)?\s*(?P<number>\d{1,4}[a-z]?(?:\.\d+)?(?:\([0-9A-Za-z]+\))*)")
COURT = re.compile(r"\s*,?\s*\(((?:[^()]|\([^()]*\))*)\)")
NAMED = re.compile(
    r"(?P<plaintiff>[A-Z][\w.'’&-]*(?:[ ,][\w.'’&-]+){0,8}?) v\. (?P<defendant>[A-Z][\w.'’&-]*(?: [\w.'’&-]+){0,8}?),? \((?P<court>[^()]*\d{4})\)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATED = re.compile(r"\b((?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sept|Sep|Oct|Nov|Dec)[a-z]*)\.?\s+(\d{1,2}),?\s*(\d{4})")
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sept|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2},?\s*")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_PATTERNS = ((ORDER, "order"), (PROCLAMATION, "proclamation"), (MEMO, "memo"), (LAW, "public-law"))
GAP = 130
"""How many characters may lie between two citations of one instrument (a docket and its reporter, an order and its page of the Federal Register)."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation as a text has it.

    >>> [citation.keys for citation in read("See Avila v. Bondi, 170 F.4th 1128, 1133 (8th Cir. 2026).")]
    [('170 F.4th 1128',)]
    """

    text: str
    start: int
    end: int
    keys: tuple[str, ...]
    court: str | None = None
    """The court in short form (`8th Cir.`), where a docket number carries one: numbers are the same in many courts."""
    kind: str = "case"
    """`case`, `docket`, `order`, `register` or `law`."""
    day: date | None = None
    """The day in its parenthesis, which tells the orders of one docket apart; a day is never made from a year alone."""


def read(text: str) -> list[Citation]:
    """Every full citation of a text, in order. Short forms (*id.*, *supra*, `166 F.4th at 500`) are left out: they repeat one before."""
    if not text.strip():
        return []
    text = re.sub(r"\s", " ", text)  # a citation goes on over the end of a line; places stay as they are
    found = sorted((*_reported(text), *_dockets(text), *_named(text), *_numbered(text), *_sections(text)), key=lambda one: (one.start, -one.end))
    kept: list[Citation] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


@cache
def _tokenizer() -> Any:
    from eyecite.tokenizers import AhocorasickTokenizer

    return AhocorasickTokenizer()


def _reported(text: str) -> Iterator[Citation]:
    from eyecite import get_citations
    from eyecite.models import FullCaseCitation, FullLawCitation

    logging.getLogger("eyecite").setLevel(logging.ERROR)  # it would print what stands in the text
    for citation in get_citations(text, tokenizer=_tokenizer()):
        found: Any = citation
        start, end = found.span()
        if isinstance(citation, FullCaseCitation):
            yield Citation(text[start:end], start, end, (_same_reporter(found.corrected_citation()),))
        elif isinstance(citation, FullLawCitation) and found.corrected_reporter() in ("FR", "Fed. Reg."):
            page = found.groups["page"].replace(",", "")
            yield Citation(text[start:end], start, end, (f"{found.groups['volume']} Fed. Reg. {page}",), kind="register")


def _same_reporter(key: str) -> str:
    """One way to write a reporter that goes by several names."""
    return key.replace("I&N Dec.", "I. & N. Dec.")


def _dockets(text: str) -> Iterator[Citation]:
    for found in DOCKET.finditer(text):
        after = COURT.match(text, found.end())
        court, day = (_court(after[1]), _day(after[1])) if after else (None, None)
        yield Citation(found[0], found.start(), found.end(), (docket_key(found["number"]),), court, "docket", day)


def _named(text: str) -> Iterator[Citation]:
    """Cases cited by their names, court and day alone: `Doe v. Roe (D. Mass. Feb. 5, 2026)`."""
    for found in NAMED.finditer(text):
        court, day = _court(found["court"]), _day(found["court"])
        if court is not None and day is not None:
            name = f"{_party(found['plaintiff'])} v. {_party(found['defendant'])}"
            yield Citation(found[0], found.start(), found.end(), (f"{name} {day}",), court, "docket", day)


def _party(words: str) -> str:
    """The first word of a party's name that is a name, for comparing."""
    found = [word.strip(".,'’").lower() for word in words.split() if word[:1].isalpha()]
    return next((word for word in found if word not in ("the", "in", "re")), "")


def docket_key(number: str) -> str:
    """A docket number without what differs from writer to writer: the office, the zeros, the judge's letters.

    >>> docket_key("5:25-cv-01873"), docket_key("25-CV-1873"), docket_key("CV 85-4544"), docket_key("21A21")
    ('25-cv-1873', '25-cv-1873', '85-cv-4544', '21a21')
    """
    plain = re.sub(r"^\d{1,2}:", "", number.lower()).replace("-civ-", "-cv-")
    plain = re.sub(r"^(?:cv|civ\.?)\s*(\d{2})-", r"\1-cv-", plain)
    head, _, serial = plain.rpartition("-")
    return f"{head}-{serial.lstrip('0') or '0'}" if head else plain


def _court(parenthetical: str) -> str | None:
    """The court of a parenthetical such as `(C.D. Cal. Dec. 18, 2025)`; None where it names none."""
    words = _YEAR.sub("", _MONTH.sub("", parenthetical)).replace("filed", "")
    words = " ".join(words.split()).strip(" ,;")
    return words if re.search(r"Cir\.|D\.|U\.S\.|BIA|Ct\.", words) else None


def _day(parenthetical: str) -> date | None:
    """The day of a parenthetical; None where it gives a year alone.

    >>> _day("C.D. Cal. Dec. 18, 2025"), _day("5th Cir. 2026")
    (datetime.date(2025, 12, 18), None)
    """
    found = _DATED.search(parenthetical)
    if found is None:
        return None
    try:
        return date(int(found[3]), _MONTHS.index(found[1][:3].lower()) + 1, int(found[2]))
    except ValueError:
        return None


def _numbered(text: str) -> Iterator[Citation]:
    for pattern, kind in _PATTERNS:
        for found in pattern.finditer(text):
            number = found["number"].replace(",", "").replace("–", "-")
            yield Citation(found[0], found.start(), found.end(), (f"{kind} {number}",), kind="order")


def _sections(text: str) -> Iterator[Citation]:
    for found in SECTION.finditer(text):
        yield Citation(found[0], found.start(), found.end(), (f"INA {found['number']}",), kind="law")
    for found in USC.finditer(text):
        code = "U.S.C." if "s" in found["code"].lower() else "C.F.R."
        yield Citation(found[0], found.start(), found.end(), (f"{found['title']} {code} {found['number']}",), kind="law")


def section_of(key: str) -> str:
    """The section that a key of a law names, without its subsections.

    >>> section_of("8 U.S.C. 1225(b)(2)(A)")
    '8 U.S.C. 1225'
    """
    return key.partition("(")[0]
