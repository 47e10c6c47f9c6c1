"""The output folder: it appears whole by a rename, or not at all, whatever interrupts the work.

Everything is written into a private folder beside the place asked for, in the same filesystem. Signals that would end
the program (Ctrl-C, a request to terminate, a closed terminal) first unwind the work, so that this folder goes too.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Collection, Iterator
from pathlib import Path
from types import FrameType

from inforce.backends.whole import PREFIX, PRIVATE, not_written
from inforce.language.error import InforceError, Where

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextlib.contextmanager
def whole_folder(target: Path, *, ours: Collection[str], force: bool) -> Iterator[Path]:
    """A private folder to write into; it takes the name `target` when the block ends well, and vanishes when it does not.

    Args:
        ours: the names that the program writes; a folder with any other name in it is never replaced.
        force: whether a folder that an earlier run wrote is replaced, whole.
    Raises:
        InforceError: `output-exists`; `no-output` where the folder cannot be made.
    """
    target = Path(os.path.realpath(target))
    check_free(target, ours=ours, force=force)
    try:
        with unwinding():
            made = Path(tempfile.mkdtemp(dir=target.parent, prefix=PREFIX))
            try:
                yield made
                with held_signals():
                    _appear(made, target, ours=ours, force=force)
            finally:
                with held_signals():
                    shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise not_written(target, error, "folder") from None


def check_free(target: Path, *, ours: Collection[str], force: bool) -> None:
    """Whether the folder may be written; asked before the work and once more after it.

    Raises:
        InforceError: `output-exists`.
    """
    if not os.path.lexists(target):
        return
    where = Where(str(target))
    if not target.is_dir():
        raise InforceError("output-exists", "there is a file of this name", where=where, help="name a folder")
    found = os.listdir(target)
    if any(name not in ours for name in found):
        raise InforceError("output-exists", "the folder holds files that no screen wrote; it is not replaced", where=where, help="name a new folder")
    if found and not force:
        raise InforceError("output-exists", "the folder holds the results of an earlier screen", where=where, help="--force replaces them whole; or name a new folder")


def _appear(made: Path, target: Path, *, ours: Collection[str], force: bool) -> None:
    """Give the folder its name; what an earlier run wrote goes only after the new one is there."""
    for path in made.iterdir():
        os.chmod(path, PRIVATE)
        _sync(path)
    check_free(target, ours=ours, force=force)
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


def _sync(path: Path) -> None:
    """Bring a file to the disk before its name does: a machine that stops in between leaves no empty file."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def unwinding() -> Iterator[None]:
    """Let signals that would end the program unwind it: Ctrl-C as ever, the others by `SystemExit`."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, stop) for number in SIGNALS if signal.getsignal(number) is not signal.SIG_IGN}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def held_signals() -> Iterator[None]:
    """Hold signals back for a moment, so that no second Ctrl-C interrupts the cleaning."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
