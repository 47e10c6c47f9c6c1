"""What is written appears whole or not at all: written beside its place under another name, then renamed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from inforce.language.error import InforceError, Where

PREFIX = ".inforce-"
"""How the name of what is not whole yet begins."""
PUBLIC, PRIVATE = 0o644, 0o600
"""The modes of a page or picture, which anybody may read, and of what holds people's answers."""


def put_whole(path: Path, data: str | bytes, *, mode: int = PUBLIC) -> None:
    """Write a file whole, by renaming, or leave what was there.

    Raises:
        InforceError: `no-output` where it cannot be written; nothing half written is left.
    """
    raw = data.encode("utf-8") if isinstance(data, str) else data
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=PREFIX)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
            os.chmod(name, mode)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise not_written(path, error) from None


def not_written(path: Path, error: OSError, what: str = "file") -> InforceError:
    """The error for a file or folder that the machine would not write."""
    reason = (error.strerror or "unknown reason").lower()
    return InforceError("no-output", f"the {what} cannot be written: {reason}", where=Where(str(path)), help=f"name a {what} in a folder that exists")
