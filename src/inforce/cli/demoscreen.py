"""The demonstration's caseload: the made-up roster screened for the two days of the week, and where its report lies."""

from __future__ import annotations

from pathlib import Path

from inforce.cli.sheet import NOTICE, Sheet
from inforce.rulebook.book import Book

ROSTER = ("roster", "roster.csv")
"""Where the made-up roster lies among the examples."""
KEEP = ("Office",)
ASKED = ("priority/2014", "priority/2017/convicted", "priority/2017/charged", "priority/2017/final-order", "process/expedited-removal", "protection/daca", "consequence/privacy-act")
"""What is asked of every case: what the article is about. Asking for everything takes minutes, because of most cases little is known."""


def screened(book: Book, roster: Path, folder: str, before: str, after: str) -> list[str]:
    """Screen the roster on both days, write everything into the folder, and say in a few lines what was found.

    Raises:
        ErrorGroup, InforceError: as `inforce screen`.
    """
    from inforce.screen.caseload import screen

    done = screen(book, roster, folder, on=after, compared=before, keep=KEEP, provisions=ASKED, force=True)
    summary, sheet = done.summary, Sheet()
    sheet.say(f"A made-up caseload on {before} and on {after}: {summary.rows:,} rows, {summary.answered:,} answered, {summary.quarantined:,} in quarantine, each with its reason.")
    changed = sum(rule.differs for rule in summary.rules)
    sheet.say(f"Of {len(summary.rules)} provisions {changed} have another answer for some case, by {len(summary.causes)} act{'' if len(summary.causes) == 1 else 's'}.")
    if summary.asks:
        sheet.say(f"To ask next, in this order: {', '.join(f'`{ask.fact}`' for ask in summary.asks[:3])}.")
    for what, name in (("The report, to read or print", "report"), ("Case by case", "results"), ("Set apart", "quarantine")):
        sheet.raw(f"{what}: {Path(folder) / done.files[name]}")
    sheet.say(NOTICE)
    return sheet.lines
