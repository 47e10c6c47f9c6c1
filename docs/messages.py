"""Gathers every sentence the program says; `make messages` writes the template and the Spanish catalogue, and says what the Spanish lacks.

A sentence is the text given to `say("...")`, to `count("...", "...", n)` or to `sentence("...")`, in Python or in the page's
script; or a text of the claims, questions and figures in `law/`, whose Spanish stands in the catalogue too. It is missing
where Spanish has no words for it, stale where Spanish has words for what nothing says any more, torn where the two languages
fill in different things, and doubled where it is translated twice, in different ways.

`make messages` puts what is missing into the catalogue without words, in its place by the alphabet, and leaves what is stale
for somebody to look at; `python -m docs.messages --drop-stale` takes it out.
"""

from __future__ import annotations

import ast
import io
import string
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

import inforce
from inforce.claims.shelf import Shelf, read_shelf
from inforce.claims.spoken import texts

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "inforce"
LOCALE = SOURCE / "locale"
TEMPLATE = LOCALE / "inforce.pot"
SPANISH = LOCALE / "es"
MERGED = SPANISH / "LC_MESSAGES" / "inforce.po"
SCRIPT_WORDS: dict[str, Any] = {"say": None, "count": (1, 2), "sentence": None}
NO_CATALOGUE = ("page", "sheet")
"""What is called so lays text out; every other `say` looks a sentence up."""
HEADERS = {
    "template": "# Every sentence the program says, in English. Written by `make messages`.\n",
    "es": "# Every sentence the program says, in Spanish. Kept in order by `make messages`; words are written by hand.\n",
}
METADATA = {
    "template": ("Content-Type: text/plain; charset=utf-8",),
    "es": (
        "Language: es",
        "Plural-Forms: nplurals=2; plural=(n != 1);",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    ),
}

Found = tuple[int, str, Any, list[str]]


@dataclass
class Sentence:
    """One sentence: where it is said, and its form for more than one where it counts."""

    places: list[str] = field(default_factory=list)
    many: str | None = None


@dataclass(frozen=True)
class Translation:
    """One sentence in Spanish, and the file that gives it."""

    file: str
    english: str
    spanish: str


# what is said


def _looks_up(node: ast.expr) -> bool:
    """Whether an expression looks sentences up: `words`, `shown.words`, `catalogue(lang)`, `self`; a sheet of text does not."""
    if isinstance(node, ast.Call):
        node = node.func
    return (node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")) not in NO_CATALOGUE


def _literals(node: ast.expr) -> Iterator[str]:
    """The texts an argument can be: one, or the two of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def from_python(file: BinaryIO, keywords: object, comment_tags: object, options: object) -> Iterator[Found]:
    """Sentences in Python, for Babel: by the syntax tree, so that no other function called `say` is taken for the catalogue's."""
    for node in ast.walk(ast.parse(file.read())):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if isinstance(node.func, ast.Attribute) and not _looks_up(node.func.value):
            continue
        if name in ("say", "sentence"):
            for text in _literals(node.args[0]):
                yield node.lineno, name, (text,), []
        elif name == "count" and len(node.args) >= 3:
            for pair in zip(_literals(node.args[0]), _literals(node.args[1]), strict=True):
                yield node.lineno, name, pair, []


def _said(path: Path) -> Iterator[tuple[str, str | None]]:
    """Each sentence of a file with its form for more than one."""
    method: Any = from_python if path.suffix == ".py" else "javascript"
    with path.open("rb") as file:
        for _, messages, _, _ in extract(method, file, keywords=SCRIPT_WORDS):
            yield (messages, None) if isinstance(messages, str) else (messages[0], messages[1])


def sentences(root: Path = SOURCE, shelf: Shelf | None = None) -> dict[str, Sentence]:
    """Every sentence the sources under a folder and a shelf of claims say, by its English text."""
    found: dict[str, Sentence] = {}

    def add(text: str, many: str | None, place: str) -> None:
        one = found.setdefault(text, Sentence())
        one.many = one.many or many
        if place not in one.places:
            one.places.append(place)

    for path in sorted([*root.rglob("*.py"), *root.rglob("*.js")]):
        for text, many in _said(path):
            add(text, many, f"src/inforce/{path.relative_to(root).as_posix()}")
    for text in texts(shelf) if shelf is not None else ():
        add(text, None, "law")
    return found


def everything() -> dict[str, Sentence]:
    """Every sentence of the program and of the rulebook that comes with it."""
    return sentences(SOURCE, read_shelf(inforce.load()))


# what is translated


def translations(folder: Path = SPANISH) -> list[Translation]:
    """Every translation, plural forms one by one."""
    found = []
    for path in sorted(folder.rglob("*.po")):
        with path.open("rb") as file:
            catalog = read_po(file, locale="es")
        for message in (*catalog, *catalog.obsolete.values()):
            found += [Translation(path.name, english, spanish) for english, spanish in forms(message) if english]
    return found


def forms(message: Message) -> Iterator[tuple[str, str]]:
    """Each form of a message with its translation, empty where it has none."""
    english = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    spanish = (message.string or "",) if isinstance(message.string, str) or not message.string else tuple(message.string)
    yield from zip(english, (*spanish, *[""] * (len(english) - len(spanish))), strict=False)


def placeholders(text: str) -> set[str]:
    """The names of what a sentence is filled with.

    >>> sorted(placeholders("{count} of {total}"))
    ['count', 'total']
    """
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def faults(used: dict[str, Sentence], translated: Iterable[Translation]) -> list[str]:
    """What is missing, stale, torn or doubled, one line each."""
    found: list[str] = []
    said = {text: one.places for text, one in used.items()} | {one.many: one.places for one in used.values() if one.many}
    known: dict[str, Translation] = {}
    for one in translated:
        earlier = known.setdefault(one.english, one)
        if earlier.spanish != one.spanish:
            found.append(f"doubled: {one.file} and {earlier.file} differ on `{one.english}`")
        if one.english not in said:
            found.append(f"stale: {one.file} translates `{one.english}`, which nothing says")
        elif one.spanish and placeholders(one.spanish) != placeholders(one.english):
            found.append(f"torn: {one.file} fills in other things in `{one.english}`")
    for text, places in said.items():
        if text not in known or not known[text].spanish:
            found.append(f"missing: no Spanish for `{text}` ({', '.join(places)})")
    return found


# what is written


def _catalog(used: dict[str, Sentence], words: dict[str, str]) -> str:
    catalog = Catalog(charset="utf-8")
    pairs = {one.many for one in used.values() if one.many}
    for text, one in used.items():
        places = [(place, 0) for place in one.places]
        if one.many is not None:
            catalog.add((text, one.many), (words.get(text, ""), words.get(one.many, "")), locations=places)
        elif text not in pairs:
            catalog.add(text, words.get(text, ""), locations=places)
    out = io.BytesIO()
    write_po(out, catalog, width=0, sort_output=True, include_lineno=False, omit_header=True)
    return out.getvalue().decode()


def _head(kind: str) -> str:
    return HEADERS[kind] + 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in METADATA[kind]) + "\n"


def template(used: dict[str, Sentence]) -> str:
    """The catalogue without translations, as a gettext template."""
    return _head("template") + _catalog(used, {})


def merged(used: dict[str, Sentence], translated: Sequence[Translation], *, drop_stale: bool = False) -> str:
    """The Spanish catalogue in order: every sentence said, and what is stale unless it is dropped. Of two translations the first one stays."""
    words: dict[str, str] = {}
    for one in translated:
        words[one.english] = words.get(one.english) or one.spanish
    said = {*used, *(one.many for one in used.values() if one.many)}
    stale = {} if drop_stale else {text: Sentence() for text in words if text not in said}
    return _head("es") + _catalog({**used, **stale}, words)


def write(*, drop_stale: bool = False) -> list[str]:
    """Write the template and the Spanish catalogue, take in any other `.po` file of the language, and return the faults that are left."""
    used, translated = everything(), translations()
    doubled = [line for line in faults(used, translated) if line.startswith("doubled")]
    if not doubled:
        TEMPLATE.write_text(template(used), encoding="utf-8")
        MERGED.parent.mkdir(exist_ok=True)
        MERGED.write_text(merged(used, translated, drop_stale=drop_stale), encoding="utf-8")
        for path in SPANISH.rglob("*.po"):
            if path != MERGED:
                path.unlink()
    return doubled or faults(used, translations())


def main(arguments: Sequence[str]) -> int:
    wrong = write(drop_stale="--drop-stale" in arguments)
    for line in wrong:
        print(line, file=sys.stderr)
    print(f"{TEMPLATE.relative_to(ROOT)} and {MERGED.relative_to(ROOT)}: {len(wrong)} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
