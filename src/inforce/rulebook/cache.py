"""A cache of parsed files, named by the content it was parsed from: a changed rulebook is never answered from it.

Only files that loaded without a fault are kept, as JSON (never code), in the user's own cache folder, private to them.
A folder or file that is another user's or that another user can write is passed over, for who writes it writes the law;
so is a file that is damaged or of another format. `INFORCE_CACHE` names another folder; empty, it turns the cache off.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from inforce.rulebook.tree import List, Map

FORMAT = 1
KEEP = 4
"""How many rulebooks' caches are kept; older ones are removed."""


def folder() -> Path | None:
    """Where the cache lies, or None where it is turned off."""
    named = os.environ.get("INFORCE_CACHE")
    if named is not None:
        return Path(named) if named else None
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "inforce" if os.path.isabs(base) else None


def _path(digest: str) -> Path | None:
    found = folder()
    return found / f"rulebook-{FORMAT}-{digest}.json" if found is not None else None


def load(digest: str) -> dict[str, Any] | None:
    """The parsed files of the rulebook with this digest, by name; None where there is no sound cache of it."""
    path = _path(digest)
    try:
        if path is None or not _is_private(os.stat(path.parent)):
            return None
        with open(path, "rb", opener=_as_it_stands) as file:
            if not _is_private(found := os.fstat(file.fileno())) or not stat.S_ISREG(found.st_mode):
                return None
            seal, body = file.read().split(b"\n", 1)
        if seal.decode() != hashlib.sha256(digest.encode() + body).hexdigest():
            return None
        return {name: _decode(tree, name) for name, tree in json.loads(body).items()}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def store(digest: str, files: Mapping[str, Any]) -> None:
    """Keep the parsed files; a folder that cannot be written is no fault."""
    path = _path(digest)
    if path is None:
        return
    body = json.dumps({name: _encode(tree) for name, tree in files.items()}, separators=(",", ":")).encode()
    seal = hashlib.sha256(digest.encode() + body).hexdigest().encode()
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_private(os.stat(path.parent)):
            return
        handle, name = tempfile.mkstemp(dir=path.parent, prefix="rulebook-")
        with os.fdopen(handle, "wb") as file:
            file.write(seal + b"\n" + body)
        os.replace(name, path)
        others = sorted(path.parent.glob("rulebook-*.json"), key=lambda other: other.stat().st_mtime, reverse=True)
        for old in others[KEEP:]:
            old.unlink()


def _is_private(found: os.stat_result) -> bool:
    """Whether a folder or file is this user's own and nobody else can write it; Windows has the user's own folders say so."""
    return not hasattr(os, "getuid") or (found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def _as_it_stands(path: str, flags: int) -> int:
    """Open a file itself, and neither what a link of its name points to nor a pipe that nobody writes."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _encode(tree: Any) -> Any:
    if isinstance(tree, Map):
        return {"l": tree.line, "m": [[key, tree.marks[key], _encode(value)] for key, value in tree.items()]}
    if isinstance(tree, List):
        return {"l": tree.line, "s": [[mark, _encode(value)] for mark, value in zip(tree.marks, tree, strict=True)]}
    return tree


def _decode(tree: Any, file: str) -> Any:
    if not isinstance(tree, dict):
        return tree
    if "m" in tree:
        found = Map(file, tree["l"])
        marks = found.marks
        for key, mark, value in tree["m"]:
            found[key] = _decode(value, file) if isinstance(value, dict) else value
            marks[key] = mark
        return found
    items = List(file, tree["l"])
    for mark, value in tree["s"]:
        items.append(_decode(value, file))
        items.marks.append(mark)
    return items
