"""The site's folder: an existing site is replaced whole or not at all, and nothing but a site is ever replaced."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from inforce.backends.whole import PREFIX, PUBLIC, not_written
from inforce.language.error import InforceError, Where
from inforce.screen.whole import held_signals, unwinding

FOLDER_MODE = 0o755


def check_free(target: Path, names: Mapping[str, str], *, force: bool) -> None:
    """Whether the folder may be written; asked before the work and again after it.

    Raises:
        InforceError: `output-exists`.
    """
    if not os.path.lexists(target):
        return
    where = Where(str(target))
    if not target.is_dir():
        raise InforceError("output-exists", "there is a file of this name", where=where, help="name a folder")
    try:
        found = os.listdir(target)
    except OSError as error:
        raise not_written(target, error, "folder") from None
    if any(name not in names for name in found):
        raise InforceError("output-exists", "the folder holds files that are no part of a site; it is not replaced", where=where, help="name a new folder")
    if found and not force:
        raise InforceError("output-exists", "the folder holds a site already", where=where, help="--force replaces it whole; or name a new folder")


def put_folder(target: Path, files: Mapping[str, str], *, force: bool = False) -> None:
    """Write the files into a folder that takes its name when all are there, or leave what was there.

    Raises:
        InforceError: `output-exists`; `no-output` where the folder cannot be written.
    """
    target = Path(os.path.realpath(target))
    check_free(target, files, force=force)
    try:
        with unwinding():
            made = Path(tempfile.mkdtemp(dir=target.parent, prefix=PREFIX))
            try:
                for name, text in files.items():
                    path = made / name
                    path.write_text(text, encoding="utf-8", newline="\n")
                    os.chmod(path, PUBLIC)
                os.chmod(made, FOLDER_MODE)
                with held_signals():
                    check_free(target, files, force=force)
                    _appear(made, target)
            finally:
                with held_signals():
                    shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise not_written(target, error, "folder") from None


def _appear(made: Path, target: Path) -> None:
    """Give the folder its name; the site that was there goes only after the new one is there."""
    if not (target.is_dir() and os.listdir(target)):
        os.rename(made, target)  # also onto an empty folder
        return
    old = Path(tempfile.mkdtemp(dir=target.parent, prefix=PREFIX))
    os.rename(target, old)
    try:
        os.rename(made, target)
    except OSError:
        os.rename(old, target)
        raise
    shutil.rmtree(old, ignore_errors=True)
