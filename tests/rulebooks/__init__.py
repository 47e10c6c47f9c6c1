"""Small made-up rulebooks, one for each mechanism: a folder holds its acts, and what it changes of `common/`."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

import inforce

FOLDER = Path(__file__).parent
NAMES = tuple(sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and path.name not in ("common", "__pycache__")))


def build(folder: Path, name: str | None = None, **files: str) -> Path:
    """Lay `common`, then a rulebook's own files, then the texts given (`acts__x="..."` is acts/x.yaml) into `folder`."""
    shutil.copytree(FOLDER / "common", folder, dirs_exist_ok=True)
    if name is not None:
        shutil.copytree(FOLDER / name, folder, dirs_exist_ok=True)
    for path, text in files.items():
        target = folder / (path.replace("__", "/") + ".yaml")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


@cache
def load(name: str) -> inforce.Book:
    """One of the made-up rulebooks, loaded."""
    with tempfile.TemporaryDirectory() as folder:
        return inforce.load(build(Path(folder) / name, name))
