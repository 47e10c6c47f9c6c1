"""A cache of parsed files, named by the content it was parsed from: a changed rulebook is never answered from it.

Only files that loaded without a fault are kept, as JSON (never code), in the user's own cache folder, private to them.
A cache that another user owns, that is damaged or of another format, is passed over. `INFORCE_CACHE` names another
folder; empty, it turns the cache off.
"""

from __future__ import annotations

import hashlib
import json
import os
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
        if path is None or path.stat().st_uid != os.getuid():
            return None
        seal, body = path.read_bytes().split(b"\n", 1)
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
        handle, name = tempfile.mkstemp(dir=path.parent, prefix="rulebook-")
        with os.fdopen(handle, "wb") as file:
            file.write(seal + b"\n" + body)
        os.replace(name, path)
        others = sorted(path.parent.glob("rulebook-*.json"), key=lambda other: other.stat().st_mtime, reverse=True)
        for old in others[KEEP:]:
            old.unlink()


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
