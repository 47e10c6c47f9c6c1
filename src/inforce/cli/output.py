"""Output: an answer is written whole, at once, or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from inforce.cli.terminal import write_lines
from inforce.kernel.error import ErrorGroup, InforceError

if TYPE_CHECKING:
    from rich.text import Text


def put_json(data: Any) -> None:
    """Write an answer for machines."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))


def put(lines: Iterable[str | Text]) -> None:
    """Write an answer for people."""
    write_lines(lines)


def put_error(error: InforceError) -> None:
    """Write one error to standard error."""
    click.echo(str(error), err=True)


def flat(error: InforceError) -> tuple[InforceError, ...]:
    """The errors of a group, or the one error."""
    return error.errors if isinstance(error, ErrorGroup) else (error,)


def error_json(error: InforceError) -> dict[str, str | None]:
    """An error, or all errors of one item, in the one shape that JSON answers use; paths stand in the message."""
    errors = flat(error)
    messages = [f"{one.where}: {one.message}" if one.where is not None else one.message for one in errors]
    helps = list(dict.fromkeys(one.help for one in errors if one.help))
    return {"code": errors[0].code, "message": "; ".join(messages), "help": "; ".join(helps) or None}
