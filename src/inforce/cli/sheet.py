"""A sheet: lines of at most 80 columns, indented and wrapped."""

from __future__ import annotations

import textwrap

WIDTH = 80
NOTICE = "Legal information, not legal advice."


class Sheet:
    """Collects lines; nothing is longer than the width except a word that cannot be broken, such as an address.

    >>> sheet = Sheet()
    >>> sheet.say("a rule", 2)
    >>> sheet.item("-", "its citation", 4)
    >>> sheet.lines
    ['  a rule', '    - its citation']
    """

    def __init__(self, width: int = WIDTH) -> None:
        self.width = width
        self.lines: list[str] = []

    def gap(self) -> None:
        """An empty line, unless there is one already or the sheet is empty."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def say(self, text: str, indent: int = 0, hang: int = 0) -> None:
        """A paragraph; lines after the first are moved in by `hang` more."""
        first, rest = " " * indent, " " * (indent + hang)
        self.lines.extend(textwrap.wrap(text, self.width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False) or [""])

    def item(self, mark: str, text: str, indent: int = 0, width: int = 0) -> None:
        """A paragraph after a mark, hanging from where the text begins."""
        head = f"{mark:<{width}} " if width else f"{mark} "
        self.lines.extend(
            textwrap.wrap(
                text,
                self.width,
                initial_indent=" " * indent + head,
                subsequent_indent=" " * (indent + len(head)),
                break_long_words=False,
                break_on_hyphens=False,
            )
            or [(" " * indent + head).rstrip()]
        )

    def head(self, text: str) -> None:
        """A heading after an empty line."""
        self.gap()
        self.say(text)

    def raw(self, line: str) -> None:
        """A line as it is."""
        self.lines.append(line.rstrip())
