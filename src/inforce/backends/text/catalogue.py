"""The catalogue: every sentence the program says, in English and Spanish, from gettext `.po` files read through Babel.

A sentence is looked up by its English text, whole, with named placeholders: `say("The day is {on}.", on=...)`. One that
counts has two forms: `count("{count} fact is open", "{count} facts are open", 3)`. English is the source; Spanish stands in
`locale/es/LC_MESSAGES/inforce.po`. A sentence without a translation is an error here, never English in the middle of a Spanish page;
`make messages` and a test find missing and stale ones before a reader does.

Where a sentence is chosen from a table, the table's sentences are marked: `{"no": sentence("This rule does not reach you.")}`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from inforce.language.error import InforceError

LANGUAGES = ("en", "es")
FOLDER = Path(__file__).resolve().parents[2] / "locale"


def sentence(text: str) -> str:
    """Mark a sentence that is said elsewhere, so that it is found when the catalogue is gathered.

    >>> sentence("In force")
    'In force'
    """
    return text


class Catalogue:
    """The sentences of one language."""

    def __init__(self, lang: str, sentences: Mapping[str, str]) -> None:
        self.lang = lang
        self.sentences = sentences

    def say(self, sentence: str, /, **values: object) -> str:
        """A sentence in this language, its placeholders filled.

        Raises:
            InforceError: `not-translated` where the language lacks the sentence.

        >>> catalogue("en").say("The day is {on}.", on="2017-02-22")
        'The day is 2017-02-22.'
        """
        words = self.find(sentence)
        if words is None:
            raise InforceError("not-translated", f"no {self.lang} text for `{sentence[:80]}`", help="`make messages` puts it into the catalogue, to be translated")
        return words.format(**values) if values else words

    def count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """A sentence about a number of things, which it has as `{count}`; both languages say one thing in one way, else in another.

        >>> catalogue("en").count("{count} fact is open", "{count} facts are open", 1)
        '1 fact is open'
        """
        return self.say(one if number == 1 else many, count=number, **values)

    def find(self, sentence: str) -> str | None:
        """The words of this language, or None where it has none."""
        return sentence if self.lang == "en" else self.sentences.get(sentence)


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
    for path in sorted((FOLDER / lang).rglob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=lang):
                english, words = _forms(message.id), _forms(message.string)
                found |= {one: said for one, said in zip(english, words, strict=False) if one and said}
    return found


def _forms(words: str | Sequence[str] | None) -> tuple[str, ...]:
    """The one form of a sentence, or the two of one that counts."""
    return (words or "",) if words is None or isinstance(words, str) else tuple(words)
