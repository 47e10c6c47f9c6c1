"""The demonstration's caseload: the made-up roster screened for the two days of the week, and where its report lies."""

from __future__ import annotations

from pathlib import Path

from inforce.backends.text.catalogue import Catalogue
from inforce.cli.sheet import Lines, Sheet
from inforce.rulebook.book import Book

ROSTER = ("roster", "roster.csv")
"""Where the made-up roster lies among the examples."""
KEEP = ("Office",)
ASKED = ("priority/2014", "priority/2017/convicted", "priority/2017/charged", "priority/2017/final-order", "process/expedited-removal", "protection/daca", "consequence/privacy-act")
"""What is asked of every case: what the article is about. Asking for everything takes minutes, because of most cases little is known."""


def screened(book: Book, roster: Path, folder: str, before: str, after: str, words: Catalogue) -> Lines:
    """Screen the roster on both days, write everything into the folder, and say in a few words what was found and where it lies.

    Raises:
        ErrorGroup, InforceError: as `inforce screen`.
    """
    from inforce.screen.caseload import screen

    done = screen(book, roster, folder, on=after, compared=before, keep=KEEP, provisions=ASKED, force=True)
    summary, sheet = done.summary, Sheet()
    rows, answered, set_apart = f"{summary.rows:,}", f"{summary.answered:,}", f"{summary.quarantined:,}"
    report = Path(folder) / done.files["report"]
    sheet.say(words.say("A made-up caseload of {rows} rows, {answered} answered and {set_apart} set apart with the reason: {file}", rows=rows, answered=answered, set_apart=set_apart, file=report))
    return sheet.lines
