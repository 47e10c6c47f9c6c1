"""What stands between a command and the terminal: its own warnings are one line each."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

import click


def _nothing() -> None:
    """Nothing to do first."""


@contextmanager
def told_warnings(first: Callable[[], None] = _nothing) -> Iterator[None]:
    """Tell this program's own warnings as one line each on standard error; those of others as Python does.

    Args:
        first: what is to be done before such a line, as taking another line away.
    """
    usual: Callable[..., Any] = warnings.showwarning

    def show(message: Warning | str, category: type[Warning], filename: str, lineno: int, file: TextIO | None = None, line: str | None = None) -> None:
        if category.__module__.split(".")[0] != "inforce":
            usual(message, category, filename, lineno, file, line)
            return
        first()
        click.echo(str(message), err=True)

    warnings.showwarning = show
    try:
        yield
    finally:
        warnings.showwarning = usual
