"""`inforce test`: the golden cases of a rulebook, with what each wants and what comes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from inforce.cli.options import Asked, common
from inforce.cli.output import error_json, put, put_json
from inforce.cli.sheet import Lines, Sheet
from inforce.kernel.error import InforceError, Where
from inforce.rulebook.golden import FOLDER, Case, Miss, case_files, read_cases, run

Ran = tuple[Case, list[Miss], InforceError | None]


@click.command("test")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))
@common
def command(asked: Asked, paths: tuple[Path, ...]) -> int:
    """Run the golden cases of a rulebook: those in its `cases/`, or those at PATH (a
    file of cases, or a folder of such files). Each case that does not hold is told
    with its file and line, what it wants, and what came.

    A case has its own day, place and day of knowledge; --on, --state and --known-on
    choose nothing here.
    """
    book, _ = asked.open()
    places = paths or (book.library.folder / FOLDER,)
    cases = [case for path in places if path.is_file() or (path.is_dir() and case_files(path)) for case in read_cases(path)]
    if not cases:
        help = f"golden cases stand in `{FOLDER}/` of the rulebook, or at a PATH; docs/format.md shows one"
        raise InforceError("no-cases", "there are no golden cases", where=Where(str(places[0])), help=help)
    done = list(run(book, cases))
    if asked.as_json:
        put_json(_json(book.library.version, done))
    else:
        put(_sheet(done))
    return 1 if any(missed or error for _, missed, error in done) else 0


def _json(version: str, done: Sequence[Ran]) -> dict[str, Any]:
    return {
        "rulebook": version,
        "cases": len(done),
        "hold": sum(not missed and error is None for _, missed, error in done),
        "misses": [miss.to_json() for _, missed, _ in done for miss in missed],
        "errors": [{"where": case.where, "note": case.note, "error": error_json(error)} for case, _, error in done if error is not None],
    }


def _sheet(done: Sequence[Ran]) -> Lines:
    page = Sheet()
    for case, missed, error in done:
        if missed or error is not None:
            page.say(f"{case.where}: {case.note}", 0, 2)
        for miss in missed:
            page.say(f"{miss.key} of {miss.provision}: wanted {_shown(miss.wanted)}, came {_shown(miss.came)}", 2, 2)
        if error is not None:
            page.say(f"cannot be asked: {error.message}" + (f"; {error.help}" if error.help else ""), 2, 2)
    hold = sum(not missed and error is None for _, missed, error in done)
    page.gap()
    others = len(done) - hold
    page.say(f"{len(done)} cases: {_count(hold, 'holds', 'hold')}, {_count(others, 'does not', 'do not')}" if others else f"{len(done)} cases: all hold")
    return page.lines


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(str, value)) + "]"
    return "null" if value is None else str(value)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
