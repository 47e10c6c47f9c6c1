"""The catalogue: every sentence the program says, in English and Spanish, from gettext `.po` files read through Babel.

A sentence is looked up by its English text, whole, with named placeholders: `say("{count} facts are open", count=3)`.
English is the source; Spanish stands in `locale/es/*.po`. A sentence without a translation is an error here, never
English in the middle of a Spanish page; a test finds missing and stale ones before a reader does.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from inforce.kernel.error import InforceError

LANGUAGES = ("en", "es")
FOLDER = Path(__file__).resolve().parents[2] / "locale"


class Catalogue:
    """The sentences of one language."""

    def __init__(self, lang: str, sentences: Mapping[str, str]) -> None:
        self.lang = lang
        self.sentences = sentences

    def say(self, sentence: str, /, **values: object) -> str:
        """A sentence in this language, its placeholders filled.

        Raises:
            InforceError: `not-translated` where the language lacks the sentence.

        >>> catalogue("en").say("{count} facts are open", count=3)
        '3 facts are open'
        """
        words = sentence if self.lang == "en" else self.sentences.get(sentence)
        if not words:
            raise InforceError("not-translated", f"no {self.lang} text for `{sentence[:80]}`", help=f"add it to locale/{self.lang}")
        return words.format(**values) if values else words


@cache
def catalogue(lang: str) -> Catalogue:
    """The catalogue of a language.

    Raises:
        InforceError: `unknown-language`.
    """
    if lang not in LANGUAGES:
        raise InforceError("unknown-language", f"unknown language `{lang[:20]}`", help="languages: " + ", ".join(LANGUAGES))
    return Catalogue(lang, {} if lang == "en" else _read(lang))


def _read(lang: str) -> dict[str, str]:
    from babel.messages.pofile import read_po

    found: dict[str, str] = {}
    for path in sorted((FOLDER / lang).glob("*.po")):
        with path.open("rb") as file:
            found |= {str(m.id): str(m.string) for m in read_po(file, locale=lang) if m.id and m.string}
    return found
