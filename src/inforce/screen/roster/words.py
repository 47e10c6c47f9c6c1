"""Words of cells and headers: folded for comparison, and the ones that say yes, no, unknown or nothing at all."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from inforce.rulebook.tree import read_text
from inforce.rulebook.yaml import parse

DATA = Path(__file__).parent / "data"
_WORD = re.compile(r"[^\W_]+")
_FOIA = re.compile(r"(b ?\d( ?\(?[a-z]\)?)?( \d+)?)( (and )?b ?\d( ?[a-z])?( \d+)?)*")
"""An exemption of the Freedom of Information Act in place of the text: (b)(6), (b)(7)(C), b6, b7c."""
_BARRED = re.compile(r"x{2,}(\W*x{2,})*(\W*(19|20)\d\d)?|([*█■▇#]\W*){2,}")
_SIGNS = re.compile(r"[?¿\-–—―._*/\\\s]+")


@cache
def table(name: str) -> Any:
    """One of the reviewed tables that come with the program."""
    path = DATA / f"{name}.yaml"
    return parse(read_text(path), f"roster/data/{name}.yaml")


def fold(text: str) -> str:
    """A text as it is compared: without case, accents, punctuation or more than single spaces.

    >>> fold("  País de Origen: ")
    'pais de origen'
    >>> fold("U.S. Citizen?")
    'u s citizen'
    """
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(_WORD.findall("".join(c for c in bare if not unicodedata.combining(c))))


@cache
def words(name: str) -> frozenset[str]:
    """One of the lists of words, folded."""
    return frozenset(fold(word) for word in table("words")[name])


@cache
def _signs(name: str) -> frozenset[str]:
    return frozenset(table("words")[name])


def is_redacted(text: str) -> bool:
    """Whether a cell shows that its text was blacked out.

    >>> [is_redacted(text) for text in ("(b)(6)", "(b)(7)(C)", "XXXX", "XX/XX/2015", "[REDACTED]", "X", "B2")]
    [True, True, True, True, True, False, False]
    """
    bare = text.strip()
    if fold(bare) in words("redacted") or _BARRED.fullmatch(bare.casefold()):
        return True
    return bare.casefold().lstrip("([{ ").startswith("b)") and _FOIA.fullmatch(fold(bare)) is not None


def is_unknown(text: str) -> bool:
    """Whether a cell says that the answer is not known: a blank, a word for it, a redaction, or signs alone.

    >>> [is_unknown(text) for text in ("", "  ", "N/A", "No sé", "?", "--", "(b)(6)", "no", "0")]
    [True, True, True, True, True, True, True, False, False]
    """
    bare = text.strip()
    return not bare or _SIGNS.fullmatch(bare) is not None or fold(bare) in words("unknown") or is_redacted(bare)


def yes_or_no(text: str) -> bool | None:
    """What a word for yes or no says; None for any other word.

    >>> [yes_or_no(text) for text in ("Sí", "X", "FALSE", "1", "1.0", "☑", "maybe", "-1")]
    [True, True, False, True, True, True, None, None]
    """
    bare = text.strip()
    word = fold(bare)
    if word.replace(" ", "").isdecimal():  # of a number, a sign is no punctuation
        word = {"1.0": "1", "0.0": "0"}.get(bare, bare)
    if word in words("yes") or bare in _signs("yes_signs"):
        return True
    return False if word in words("no") or bare in _signs("no_signs") else None


def citizen(text: str) -> bool | None:
    """What a word about citizenship says; None where it is no such word (a country, a plain yes).

    >>> [citizen(text) for text in ("USC", "ciudadana", "Non-citizen", "México", "yes")]
    [True, True, False, None, None]
    """
    word = fold(text)
    if word in words("citizen"):
        return True
    return False if word in words("not_citizen") else None


_TOTAL = re.compile(r"(.*?)\s*[:=]?\s*[\d.,]*")


def is_total(text: str) -> bool:
    """Whether the first words of a row say that it adds others up.

    >>> [is_total(text) for text in ("Total", "TOTAL: 37", "Total general", "Totally new", "T-1")]
    [True, True, True, False, False]
    """
    match = _TOTAL.fullmatch(text.strip())
    return match is not None and fold(match[1]) in words("totals")
