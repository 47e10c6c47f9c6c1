"""A sheet: lines wrapped by Rich to the width of the page, with the few styles that a terminal with colours shows."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from inforce.backends.visible import visible

WIDTH = 80
"""How wide a page is where no terminal says: in a pipe or a file."""
NARROWEST, WIDEST = 40, 100
NOTICE = "Legal information, not legal advice."
HEAD, QUIET, WARNING = "bold", "dim", "yellow"
"""Styles: a heading, an identifier that stands behind words, a warning."""
STATUS_STYLE: dict[str | None, str] = {"operative": "bold cyan", "suspended": "bold yellow", "announced": "bold magenta"}
"""How the word for a status is shown; others have no style of their own."""
Words = str | Text
Lines = list[Text]
_SPACES = re.compile(r"[ \t\n]+")
_CONSOLE = Console(color_system=None, width=WIDTH, file=None)


def page_width(otherwise: int = WIDTH) -> int:
    """How wide a page is: as wide as the terminal within limits; in a pipe or a file 80 columns, or what is asked for."""
    if not sys.stdout.isatty():
        return otherwise
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDTH, 24)).columns))


def clean(text: str) -> str:
    """A text that stays in its line and moves no cursor."""
    return _SPACES.sub(" ", visible(text))


def styled(*parts: str | tuple[str, str]) -> Text:
    """Words of which some have a style.

    >>> styled("memo of 2014 ", ("[memo-2014]", QUIET)).plain
    'memo of 2014 [memo-2014]'
    """
    return Text.assemble(*(clean(part) if isinstance(part, str) else (clean(part[0]), part[1]) for part in parts))


class Sheet:
    """Collects lines; nothing is longer than the width except an address and a line that is laid out by hand.

    >>> sheet = Sheet()
    >>> sheet.say("a rule", 2)
    >>> sheet.item("-", "its citation", 4)
    >>> [line.plain for line in sheet.lines]
    ['  a rule', '    - its citation']
    """

    def __init__(self, width: int | None = None) -> None:
        self.width = width or page_width()
        self.lines: list[Text] = []

    def gap(self) -> None:
        """An empty line, unless there is one already or the sheet is empty."""
        if self.lines and self.lines[-1].plain:
            self.lines.append(Text())

    def say(self, text: Words, indent: int = 0, hang: int = 0, style: str = "") -> None:
        """A paragraph; lines after the first are moved in by `hang` more."""
        self._put(text, " " * indent, " " * (indent + hang), style)

    def item(self, mark: str, text: Words, indent: int = 0, width: int = 0, style: str = "") -> None:
        """A paragraph after a mark, hanging from where the text begins.

        Args:
            style: how the mark is shown.
        """
        head = f"{mark:<{width}} " if width else f"{mark} "
        self._put(text, Text(" " * indent).append(visible(head).replace("\n", " "), style), " " * (indent + len(head)))

    def head(self, text: Words) -> None:
        """A heading after an empty line."""
        self.gap()
        self.say(text, style=HEAD)

    def warn(self, text: Words, indent: int = 0) -> None:
        """A warning, or another thing that a reader must not miss."""
        self.say(text, indent, 2, WARNING)

    def address(self, address: str, indent: int = 0) -> None:
        """An address, whole on its line whatever its length, so that it can be copied."""
        self.lines.append(Text(" " * indent + clean(address), QUIET))

    def table(self, table: Table) -> None:
        """A table, laid out to the width of the page."""
        console = Console(color_system=None, width=self.width, file=None)
        for line in console.render_lines(table, pad=False):
            text = Text.assemble(*((segment.text, segment.style or "") for segment in line if not segment.control))
            text.rstrip()
            self.lines.append(text)

    def raw(self, line: Words) -> None:
        """A line as it is."""
        text = line.copy() if isinstance(line, Text) else Text(visible(line).replace("\n", " "))
        text.rstrip()
        self.lines.append(text)

    def _put(self, text: Words, first: Words, rest: str, style: str = "") -> None:
        words = text.copy() if isinstance(text, Text) else Text(clean(text))
        if style:
            words.stylize(style)
        room = self.width - max(len(first), len(rest))
        for number, line in enumerate(words.wrap(_CONSOLE, max(room, NARROWEST // 2)) or [Text()]):
            line.rstrip()
            start = first if number == 0 else rest
            whole = (start.copy() if isinstance(start, Text) else Text(start)).append_text(line)
            whole.rstrip()
            self.lines.append(whole)


def plain(lines: Iterable[Words]) -> str:
    """Lines as one text without styles."""
    return "\n".join(line.plain if isinstance(line, Text) else line for line in lines)
