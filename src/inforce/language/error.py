"""Errors: where, what, how to mend, and a code for machines."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file, or a path into the user's data.

    >>> str(Where("law/facts.yaml", 3, 5))
    'law/facts.yaml:3:5'
    >>> str(Where("cases[3].facts.entry_date"))
    'cases[3].facts.entry_date'
    """

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        text = self.file
        if self.line is not None:
            text += f":{self.line}"
            if self.column is not None:
                text += f":{self.column}"
        return text


class InforceError(Exception):
    """One thing that is wrong, said in the user's words.

    >>> print(InforceError("unknown-fact", "unknown fact `conviction`", help="did you mean `convictions`?"))
    unknown fact `conviction` [unknown-fact]
      help: did you mean `convictions`?
    """

    def __init__(self, code: str, message: str, *, where: Where | None = None, help: str | None = None) -> None:
        self.code = code
        self.message = message
        self.where = where
        self.help = help
        super().__init__(message)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where is not None else ""
        text = f"{place}{self.message}".replace("\n", "\\n") + f" [{self.code}]"  # a name with a line break in it makes no second line
        if self.help:
            first, *more = self.help.split("\n")
            text += f"\n  help: {first}"
            for line in more:  # what underlines the first line stands under it
                text += ("\n        " if set(line) <= {" ", "^"} else "\n  ") + line
        return text

    def at(self, where: Where) -> InforceError:
        """The same error at a place, unless it already has one."""
        if self.where is not None:
            return self
        return type(self)(self.code, self.message, where=where, help=self.help)

    def to_json(self) -> dict[str, str | None]:
        """The shape every JSON answer uses for an item that cannot be answered."""
        return {"code": self.code, "message": self.message, "help": self.help}


class TooHard(InforceError):
    """The exact decision would take more work than the cap allows; never a `depends`."""


class ErrorGroup(InforceError):
    """Several errors found in one pass, shown together."""

    def __init__(self, errors: Iterable[InforceError]) -> None:
        self.errors = tuple(errors)
        super().__init__("invalid", f"{len(self.errors)} errors")

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


def as_inforce_error(error: Exception) -> InforceError:
    """A fault of the user's as it is; one of the program's own as its kind and the line, which repeat nothing that a file may hold.

    >>> try:
    ...     1 / 0
    ... except Exception as error:
    ...     print(as_inforce_error(error).code)
    internal
    """
    if isinstance(error, InforceError):
        return error
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else ""
    return InforceError("internal", f"the program failed: {type(error).__name__}{place}", help="this is a fault of the program; please report this line")


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Name the nearest of `words`, as a question for a `help` line.

    >>> nearest("conviction", ["convictions", "state"])
    'did you mean `convictions`?'
    """
    found = difflib.get_close_matches(word, list(words), n=1, cutoff=0.6)
    return f"did you mean `{found[0]}`?" if found else None
