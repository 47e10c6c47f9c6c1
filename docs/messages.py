"""Gathers every sentence the program says; `python -m docs.messages` writes `inforce.pot` and says what the Spanish lacks.

A sentence is the text given to `say("...")`, to `words.count("...", "...", n)` or to `sentence("...")`, in Python or in the
page's script. It is missing where Spanish has no words for it, stale where Spanish has words for what nothing says any more,
torn where the two languages fill in different things, and doubled where two files translate it in different ways.
"""

from __future__ import annotations

import ast
import io
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "inforce"
LOCALE = SOURCE / "locale"
TEMPLATE = LOCALE / "inforce.pot"
SPANISH = LOCALE / "es"
SCRIPT_WORDS: dict[str, Any] = {"say": None, "count": (1, 2), "sentence": None}
HEADER = "# Every sentence the program says, in English. Written by `make messages`.\n"

Found = tuple[int, str, tuple[str, ...], list[str]]


def _is_catalogue(node: ast.expr) -> bool:
    """Whether an expression is a catalogue by its name: `words`, `shown.words`, `catalogue(lang)`."""
    if isinstance(node, ast.Call):
        node = node.func
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name in ("words", "catalogue")


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
        if isinstance(node.func, ast.Attribute) and not _is_catalogue(node.func.value):
            continue
        if name in ("say", "sentence"):
            for text in _literals(node.args[0]):
                yield node.lineno, name, (text,), []
        elif name == "count" and len(node.args) >= 3:
            for pair in zip(_literals(node.args[0]), _literals(node.args[1]), strict=False):
                for text in pair:
                    yield node.lineno, name, (text,), []


def sentences(root: Path = SOURCE) -> dict[str, list[str]]:
    """Every sentence with the files that say it, in the order of the files."""
    found: dict[str, list[str]] = {}
    for path in sorted([*root.rglob("*.py"), *root.rglob("*.js")]):
        with path.open("rb") as file:
            method: Any = from_python if path.suffix == ".py" else "javascript"
            for _, messages, _, _ in extract(method, file, keywords=SCRIPT_WORDS):
                for text in (messages,) if isinstance(messages, str) else messages:
                    places = found.setdefault(text, [])
                    name = path.relative_to(root).as_posix()
                    if name not in places:
                        places.append(name)
    return found


@dataclass(frozen=True)
class Translation:
    """One sentence in Spanish, and the file that gives it."""

    file: str
    english: str
    spanish: str


def translations(folder: Path = SPANISH) -> list[Translation]:
    """Every translation, plural forms one by one."""
    found = []
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="es"):
                found += [Translation(path.name, english, spanish) for english, spanish in _pairs(message) if english]
    return found


def _pairs(message: Message) -> Iterator[tuple[str, str]]:
    english = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    spanish = (message.string or "",) if isinstance(message.string, str) or not message.string else tuple(message.string)
    yield from zip(english, (*spanish, *[""] * (len(english) - len(spanish))), strict=False)


def placeholders(text: str) -> set[str]:
    """The names of what a sentence is filled with.

    >>> sorted(placeholders("{count} of {total}"))
    ['count', 'total']
    """
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def faults(used: dict[str, list[str]], translated: list[Translation]) -> list[str]:
    """What is missing, stale, torn or doubled, one line each."""
    found: list[str] = []
    known: dict[str, Translation] = {}
    for one in translated:
        earlier = known.setdefault(one.english, one)
        if earlier.spanish != one.spanish:
            found.append(f"doubled: {one.file} and {earlier.file} differ on `{one.english}`")
        if one.english not in used:
            found.append(f"stale: {one.file} translates `{one.english}`, which nothing says")
        elif one.spanish and placeholders(one.spanish) != placeholders(one.english):
            found.append(f"torn: {one.file} fills in other things in `{one.english}`")
    for text, places in used.items():
        if text not in known or not known[text].spanish:
            found.append(f"missing: no Spanish for `{text}` ({', '.join(places)})")
    return found


def template(used: dict[str, list[str]]) -> str:
    """The catalogue without translations, as a gettext template."""
    catalog = Catalog(charset="utf-8", header_comment=HEADER.rstrip())
    for text, places in used.items():
        catalog.add(text, locations=[(f"src/inforce/{place}", 0) for place in places])
    out = io.BytesIO()
    write_po(out, catalog, width=120, sort_output=True, include_lineno=False, omit_header=True)
    return HEADER + 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n' + out.getvalue().decode()


def main() -> int:
    used = sentences()
    TEMPLATE.write_text(template(used), encoding="utf-8")
    wrong = faults(used, translations())
    for line in wrong:
        print(line, file=sys.stderr)
    print(f"{len(used)} sentences written to {TEMPLATE.relative_to(ROOT)}; {len(wrong)} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
