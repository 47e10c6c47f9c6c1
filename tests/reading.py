"""How hard a text is to read, in school years: for English by Flesch and Kincaid, for Spanish by Crawford.

Both count words, sentences and syllables; syllables by the hyphenation tables of Pyphen. Names of laws, courts, forms and
terms of art, which stand as they are because letters and officers use them, count as one short word each.

Sources: Kincaid, Fishburne, Rogers and Chissom, Derivation of New Readability Formulas, Naval Technical Training
Command, Research Branch Report 8-75 (1975); Crawford, A Spanish language Fry-type readability procedure, Bilingual
Education Paper Series 7, no. 8 (1984).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import pyphen

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SENTENCE = re.compile(r"[.!?;:]+(?:\s|$)")
VOWELS = "aeiouyáéíóúü"


@cache
def _hyphens(lang: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang={"en": "en_US", "es": "es"}[lang], left=1, right=1)


def syllables(word: str, lang: str) -> int:
    """
    >>> syllables("officer", "en"), syllables("expulsión", "es")
    (3, 3)
    """
    parts = _hyphens(lang).inserted(word.lower()).split("-")
    return max(1, sum(any(letter in VOWELS for letter in part) for part in parts))


def level(text: str, lang: str, names: Iterable[str] = ()) -> float:
    """The school year a paragraph asks for.

    >>> level("The cat sat on the mat. It was fat.", "en") < 2 < level("Notwithstanding jurisdictional considerations, adjudicators exercise discretionary authority.", "en")
    True
    """
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "it" if lang == "en" else "eso", text, flags=re.IGNORECASE)
    words = WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len(SENTENCE.findall(text if text.rstrip().endswith((".", "!", "?")) else text + ".")))
    total = sum(syllables(word, lang) for word in words)
    if lang == "en":
        return 0.39 * len(words) / sentences + 11.8 * total / len(words) - 15.59
    return -0.205 * (100 * sentences / len(words)) + 0.049 * (100 * total / len(words)) - 3.407
