"""`inforce screen`: a caseload re-screened, each row answered or set apart with its reason."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from inforce.backends.text.catalogue import LANGUAGES, Catalogue, catalogue
from inforce.cli.options import Asked, common, read_readings, reading_option, split_pairs
from inforce.cli.output import put, put_json
from inforce.cli.terminal import as_it_is, told_warnings
from inforce.language.error import InforceError, Where

if TYPE_CHECKING:
    from inforce.screen.caseload import Caseload
    from inforce.screen.progress import Seen
    from inforce.screen.roster import Roster


@click.command("screen")
@click.argument("roster", metavar="ROSTER")
@click.option("-o", "--output", "folder", metavar="DIR", help="a new folder for results, quarantine, report and profile")
@click.option("--compare", metavar="DATE", help="another day; what changed between the two")
@click.option("--profile", metavar="FILE|NAME", help="which column is which fact, as saved or as it comes with the program")
@click.option("--save-profile", metavar="FILE", help="also save the mapping here, to be reviewed and used again")
@click.option("--key", metavar="COL", help="the column that holds your key of a case")
@click.option("--keep", metavar="COL", multiple=True, help="copy a column into the results and tell the report apart by it; repeatable")
@click.option("--sheet", metavar="NAME", help="the sheet of an Excel file")
@click.option("--dates", metavar="COL=ORDER", multiple=True, help="how a column writes dates: month/day/year or day/month/year; repeatable")
@click.option("--provisions", metavar="ID|FAMILY", multiple=True, help="only these provisions; repeatable, or joined by commas")
@click.option("--format", "kind", type=click.Choice(["parquet", "csv", "xlsx"]), help="of the results; default: as the roster")
@click.option("--engine", default="polars", show_default=True, metavar="NAME", help="polars, on this machine, or spark, an extra")
@click.option("--no-reasons", is_flag=True, help="outcomes alone, much faster: not on which facts they depend, nor what to ask next")
@click.option("--show-small", is_flag=True, help="show counts from 1 to 4 in the report")
@click.option("--force", is_flag=True, help="replace the folder of an earlier screen, whole")
@click.option("--progress", is_flag=True, help="tell progress on standard error though it is no terminal")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="the language of the report")
@reading_option
@common
def command(asked: Asked, roster: str, folder: str | None, readings: tuple[str, ...], provisions: tuple[str, ...], dates: tuple[str, ...], progress: bool, no_reasons: bool, kind: str | None, compare: str | None, lang: str, **others: Any) -> int:
    """Answer every row of a roster (CSV, Excel, Parquet, Arrow) by the rules of a day,
    and say what changed since another day. Rows that cannot be read go to a quarantine
    file with their line and reason; nothing is lost, and nothing is half written.
    Exit 1 where rows are in quarantine."""
    from inforce.screen.caseload import screen

    if folder is None:
        raise InforceError("bad-use", "`-o DIR` is missing", help="name a new folder for results, quarantine, report and profile")
    book, moment = asked.open()
    chosen = read_readings(book, readings)
    words = [word.strip() for text in provisions for word in text.split(",") if word.strip()]
    other = _day(book, compare)
    shown = Shown(as_it_is(sys.stderr), always=progress)
    try:
        with told_warnings(shown.close):
            done = screen(
                book, roster, folder, on=moment.on, compared=other, known_on=moment.known_on, state=moment.state, readings=chosen,
                provisions=words or None, dates=split_pairs(dates, "--dates", "DOB=month/day/year"), format=kind, reasons=not no_reasons, lang=lang, opened=shown.open, **others,
            )  # fmt: skip
    finally:
        shown.close()
    if asked.as_json:
        put_json({**done.summary.to_json(), "mapping": mapping_json(done.roster), "folder": folder, "files": dict(done.files)})
    else:
        put(sheet(done, folder, catalogue(lang)))
    return 1 if done.quarantined else 0


def mapping_json(roster: Roster) -> list[dict[str, Any]]:
    """Which column became what, for machines."""
    return [
        {"column": column.name, "role": column.role or "fact", "facts": sorted({fact_of(output) for output in column.outputs})} for column in roster.mapping.columns
    ]


def fact_of(output: str) -> str:
    """The fact that a column of the fact table is about."""
    return output.partition(":")[0].partition("=")[0].partition(".")[0]


def _day(book: Any, compare: str | None) -> Any:
    try:
        return book.day(compare, "compare") if compare is not None else None
    except InforceError as error:
        raise error.at(Where("--compare")) from None


class Shown:
    """Shows progress where somebody looks: on a terminal, or where it was asked for."""

    def __init__(self, stream: Any, *, always: bool) -> None:
        self.stream = stream
        self.wanted = always or bool(getattr(stream, "isatty", lambda: False)())
        self.progress: Any = None

    def open(self, roster: Roster) -> Seen:
        from inforce.screen.progress import Progress, silent

        if not self.wanted:
            return silent
        self.progress = Progress(self.stream, roster.total)
        seen: Seen = self.progress
        return seen

    def close(self) -> None:
        """Take the line away; it comes back with the next rows."""
        if self.progress is not None:
            self.progress.end()


def sheet(done: Caseload, folder: str, words: Catalogue) -> list[str]:
    """What is said at the end: how the columns were read, how many rows, and where the files lie."""
    say, summary = words.say, done.summary
    lines = [say("Columns read:"), *(f"  {line}" for line in done.roster.mapping.lines())]
    lines += ["", say("{rows} rows in: {answered} with an answer, {apart} in the quarantine.", rows=f"{summary.rows:,}", answered=f"{summary.answered:,}", apart=f"{summary.quarantined:,}")]
    if summary.past:
        count = len(summary.past)
        lines.append(words.count("Past the horizon of {count} provision.", "Past the horizon of {count} provisions.", count))
    names = {"results": say("results"), "quarantine": say("quarantine"), "report": say("report"), "profile": say("profile")}
    width = max(map(len, names.values()))
    lines += ["", *(f"{names[kind]:<{width}}  {folder.rstrip('/')}/{name}" for kind, name in done.files.items()), ""]
    return [*lines, say("Legal information, not legal advice.")]
