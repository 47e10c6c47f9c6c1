"""What stands between the commands and a terminal: everything that is written passes here."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

import click

from inforce.backends.visible import visible


class _Visible:
    """A text stream that sends no control character.

    It has no `buffer`: bytes that went round it would be sent as they are.
    """

    def __init__(self, stream: TextIO) -> None:
        self.as_it_is = stream

    def write(self, text: str) -> int:
        self.as_it_is.write(visible(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        if name == "buffer":
            raise AttributeError(name)
        return getattr(self.as_it_is, name)


@contextmanager
def visible_output() -> Iterator[None]:
    """Send no control character to standard output and standard error, whoever writes there and whatever it is."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (cast(TextIO, _Visible(stream)) for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def as_it_is(stream: TextIO) -> TextIO:
    """The stream itself, for a line that goes back to its beginning and says nothing but numbers."""
    return getattr(stream, "as_it_is", stream)


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
