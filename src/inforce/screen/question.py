"""The question put to every row of a roster: the days, the place, the readings and the provisions of interest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from inforce.language.error import InforceError, nearest
from inforce.rulebook.book import Book, Day


@dataclass(frozen=True)
class Question:
    """What is asked of every row.

    `on` is the day asked about, `compared` another day whose answers stand beside it, earlier or later; `reasons` whether it is
    asked on which facts an open answer depends.
    """

    on: date
    provisions: tuple[str, ...]
    compared: date | None = None
    known_on: date | None = None
    state: str | None = None
    readings: Mapping[str, str] = field(default_factory=dict)
    reasons: bool = True

    @property
    def first(self) -> date:
        """The earlier of the days; a change is told from it."""
        return min(self.on, self.compared or self.on)

    @property
    def last(self) -> date:
        """The later of the days."""
        return max(self.on, self.compared or self.on)


def question(
    book: Book,
    *,
    on: Day | None = None,
    compared: Day | None = None,
    known_on: Day | None = None,
    state: str | None = None,
    readings: Mapping[str, str] | None = None,
    provisions: Iterable[str] | None = None,
    reasons: bool = True,
) -> Question:
    """Read a question as a caller gives it.

    Args:
        provisions: ids and families, all of the syllabus by default; they are asked in the order of the syllabus.
        reasons: whether it is asked on which facts an open answer depends; outcomes alone take a small part of the time.
    Raises:
        InforceError: `bad-date`, `before-first-day`, `unknown-provision`, `unknown-state`, `unknown-reading`, `bad-use`.
    """
    day = book.day(on)
    other = book.day(compared, "compare") if compared is not None else None
    if other == day:
        raise InforceError("bad-use", "the two days are one and the same", help="compare with an earlier or a later day")
    chosen = dict(readings or {})
    if state is not None:
        book.library.vocabulary["state"].read(state)
    book.determine({}, on=day, readings=chosen, provisions=[], reasons=False)  # refuses a reading that is none
    known = book.day(known_on, "known_on") if known_on is not None else None
    return Question(day, _chosen(book, provisions), other, known, state, chosen, reasons)


def _chosen(book: Book, words: Iterable[str] | None) -> tuple[str, ...]:
    """The provisions meant by ids and families, in syllabus order."""
    if words is None:
        return book.library.encoded
    found: set[str] = set()
    for word in words:
        stem = word.rstrip("/")
        under = {name for name in book.library.encoded if name == stem or name.startswith(stem + "/")}
        if not under:
            families = {name.split("/")[0] for name in book.library.encoded}
            help = nearest(word, {*book.library.encoded, *families}) or "families: " + ", ".join(sorted(families))
            raise InforceError("unknown-provision", f"no provision or family is called `{word[:80]}`", help=help)
        found |= under
    return tuple(name for name in book.library.encoded if name in found)
