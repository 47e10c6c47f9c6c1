"""Trees: plain data read from a file, with the place of every key and item."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from inforce.language.error import InforceError, Where

MAX_BYTES = 5_000_000


class Map(dict[str, Any]):
    """A mapping that knows where each of its keys stands."""

    __slots__ = ("file", "line", "marks")

    def __init__(self, file: str, line: int) -> None:
        super().__init__()
        self.file, self.line = file, line
        self.marks: dict[str, int] = {}

    def where(self, key: str | None = None) -> Where:
        return Where(self.file, self.marks.get(key, self.line) if key is not None else self.line)


class List(list[Any]):
    """A list that knows where each of its items stands."""

    __slots__ = ("file", "line", "marks")

    def __init__(self, file: str, line: int) -> None:
        super().__init__()
        self.file, self.line = file, line
        self.marks: list[int] = []

    def where(self, index: int | None = None) -> Where:
        return Where(self.file, self.line if index is None else self.marks[index])


def read_text(path: Path, name: str | None = None) -> str:
    """Read a UTF-8 file that is not too large.

    Raises:
        InforceError: `no-file`, `too-large`, `not-utf8`.
    """
    where = Where(name or str(path))
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InforceError("too-large", f"the file has {size} bytes; at most {MAX_BYTES} are read", where=where, help="split the file")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InforceError("not-utf8", f"byte {error.start} is not UTF-8", where=where, help="save the file as UTF-8") from None
    except OSError as error:
        raise InforceError("no-file", f"the file cannot be read: {(error.strerror or 'unknown reason').lower()}", where=where, help="check the path") from None
