"""A document: a YAML or JSON file of the user's, or standard input, as a list of items with their paths and lines."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inforce.language.error import InforceError, Where
from inforce.rulebook.tree import MAX_BYTES, List, Map, read_text
from inforce.rulebook.yaml import MAX_DEPTH, parse

STDIN = "-"
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


@dataclass(frozen=True)
class Document:
    """One file as items; a file that holds one mapping is one item."""

    name: str
    data: Any
    kind: str

    @property
    def items(self) -> list[Any]:
        return list(self.data) if isinstance(self.data, list) else [self.data]

    def path(self, index: int) -> str:
        """The path of an item: `cases[3]`, or nothing for the one item of a file that is no list."""
        return f"{self.kind}[{index}]" if isinstance(self.data, list) else ""

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        for index, item in enumerate(self.items):
            yield self.path(index), item

    def place(self, error: InforceError) -> InforceError:
        """The error with the file and line that its path leads to."""
        path = str(error.where) if error.where is not None else ""
        line = self.line(path)
        where = f"{self.name}:{line}" if line else self.name
        return InforceError(error.code, error.message, where=Where(f"{where}: {path}" if path else where), help=error.help)

    def line(self, path: str) -> int | None:
        """The line on which a path stands, as far as it leads."""
        here, line = self.data, None
        for index, match in enumerate(_STEP.finditer(path)):
            if index == 0 and match[1] == self.kind and isinstance(self.data, list):
                continue
            key: Any = int(match[2]) if match[2] is not None else match[1]
            if not ((isinstance(here, Map) and key in here.marks) or (isinstance(here, List) and isinstance(key, int) and key < len(here.marks))):
                break
            line, here = here.marks[key], here[key]
        return line


def open_document(name: str, kind: str) -> Document:
    """Read a file, or standard input for `-`.

    Raises:
        InforceError: `no-file`, `too-large`, `not-utf8`, `bad-yaml` with line and column, `refused-yaml`, `empty-file`.
    """
    shown = "<stdin>" if name == STDIN else name
    text = read_stdin(shown) if name == STDIN else read_text(Path(name))
    data = _parse(text, shown)
    if data is None:
        raise InforceError("empty-file", "the file is empty", where=Where(shown), help=f"it holds one item or a list of {kind}")
    if not isinstance(data, (Map, List)):
        raise InforceError("wrong-type", "the file holds neither a mapping nor a list", where=Where(shown), help=f"it holds one item or a list of {kind}")
    return Document(shown, data, kind)


def read_stdin(shown: str) -> str:
    raw = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise InforceError("too-large", f"the input has more than {MAX_BYTES} bytes", where=Where(shown), help="split it")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InforceError("not-utf8", f"byte {error.start} is not UTF-8", where=Where(shown), help="write the input as UTF-8") from None


def _parse(text: str, shown: str) -> Any:
    """YAML, of which JSON is a part; what only a JSON reader takes (tabs between the words) is read as JSON."""
    try:
        return parse(text, shown)
    except InforceError as error:
        if error.code != "bad-yaml" or text.lstrip()[:1] not in ("{", "["):
            raise
        try:
            return _place(json.loads(text, object_pairs_hook=lambda pairs: _unique(pairs, shown)), shown)
        except json.JSONDecodeError as fault:
            if not shown.endswith(".json"):
                raise error from None
            message = fault.msg[:1].lower() + fault.msg[1:]
            where = Where(shown, fault.lineno, fault.colno)
            raise InforceError("bad-json", message, where=where, help="check commas, quotes and brackets here and just before") from None
        except (RecursionError, ValueError):
            raise error from None


def _unique(pairs: list[tuple[str, Any]], shown: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise InforceError("refused-yaml", f"the key `{key[:60]}` stands twice", where=Where(shown), help="keep one of them")
        found[key] = value
    return found


def _place(data: Any, shown: str, depth: int = 1) -> Any:
    if depth > MAX_DEPTH:
        raise InforceError("refused-yaml", f"nesting deeper than {MAX_DEPTH}", where=Where(shown), help="flatten the file")
    if isinstance(data, dict):
        made = Map(shown, 1)
        made.update({key: _place(value, shown, depth + 1) for key, value in data.items()})
        return made
    if isinstance(data, list):
        items = List(shown, 1)
        items.extend(_place(value, shown, depth + 1) for value in data)
        return items
    return data
