"""What stands between the commands and a terminal: everything that is written passes here."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO, cast

import click

from inforce.backends.visible import visible

if TYPE_CHECKING:
    from rich.text import Text


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


def has_colours(stream: TextIO) -> bool:
    """Whether a stream is a terminal that shows colours, and nobody asked for none (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"


def write_lines(lines: Iterable[str | Text]) -> None:
    """Write lines to standard output: with their styles on a terminal that has colours, else as plain text.

    A line's own characters never become styles: what steers a terminal was written out when the line was made, and is looked for again here.
    """
    lines = list(lines)
    if not lines:
        return
    if not has_colours(sys.stdout):
        click.echo("\n".join(str(line) for line in lines))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=as_it_is(sys.stdout), highlight=False, markup=False, emoji=False, force_terminal=True, color_system="standard")
    for line in lines:
        safe = line if isinstance(line, Text) and visible(line.plain) == line.plain else Text(visible(str(line)))
        console.print(safe, soft_wrap=True)


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
