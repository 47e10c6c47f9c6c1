"""The shelf: a rulebook's claims, questions and figures, read and verified together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inforce.claims.claim import Claim, ClaimReader
from inforce.claims.figure import Figure, read_figures
from inforce.claims.question import Question, QuestionReader
from inforce.language.error import InforceError, Where, nearest
from inforce.rulebook.agreement import Agreements, read_agreements
from inforce.rulebook.beyond import Beyond
from inforce.rulebook.book import Book
from inforce.rulebook.library import law_files
from inforce.rulebook.record import Faults, Record, records_of
from inforce.rulebook.yaml import parse, read_text

MEMOS = date(2017, 2, 20)
"""The day on which the two memos were signed; the rulebook holds a list of agreements of that day."""


@dataclass(frozen=True)
class Shelf:
    """Claims, questions, figures and lists that go with a book."""

    book: Book
    claims: Mapping[str, Claim]
    questions: Mapping[str, Question]
    figures: Mapping[str, Figure]
    agreements: Agreements

    @property
    def beyond(self) -> Mapping[str, Beyond]:
        """What people ask and the rulebook does not cover."""
        return self.book.library.beyond

    def claim(self, name: str) -> Claim:
        """One claim by id.

        Raises:
            InforceError: `unknown-claim`.
        """
        if name not in self.claims:
            raise InforceError("unknown-claim", f"unknown claim `{name[:80]}`", help=nearest(name, self.claims) or "`inforce claims` lists them")
        return self.claims[name]


def _records(folder: Path, name: str, what: str, faults: Faults) -> list[Record]:
    found: list[Record] = []
    for path in law_files(folder / name):
        shown = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        data = faults.catch(lambda path=path, shown=shown: parse(read_text(path, shown), shown))  # type: ignore[misc]
        found += records_of(data, shown, what, faults)
    return found


def _unique(records: list[Record]) -> None:
    seen: dict[str, Record] = {}
    for record in records:
        name = record.data.get("id")
        if isinstance(name, str) and name in seen:
            record.fault("repeated-id", f"the id stands in {seen[name].where()} too", "id", "give each an id of its own")
        elif isinstance(name, str):
            seen[name] = record


def read_shelf(book: Book) -> Shelf:
    """Everything beside the rules of a rulebook.

    Raises:
        ErrorGroup: every fault found.
    """
    folder, faults = book.library.folder, Faults()
    figures = read_figures(folder, faults)
    claims, questions = _records(folder, "claims", "claim", faults), _records(folder, "questions", "question", faults)
    _unique(claims)
    _unique(questions)
    reader = ClaimReader(book, figures)
    read_claims = [claim for record in claims if (claim := reader.read(record)) is not None]
    asker = QuestionReader(book, reader)
    read_questions = [question for record in questions if (question := asker.read(record)) is not None]
    agreements = faults.catch(lambda: read_agreements(folder, book.library.vocabulary["state"].values))
    faults.raise_any()
    assert agreements is not None
    return Shelf(book, {c.id: c for c in read_claims}, {q.id: q for q in read_questions}, figures, agreements)


def read_claim_file(shelf: Shelf, name: str) -> list[Claim]:
    """The claims of a user's file: one, or a list.

    Raises:
        ErrorGroup, InforceError: every fault found, with file and line.
    """
    data = parse(read_text(Path(name)), name)
    if data is None:
        raise InforceError("empty-file", "the file is empty", where=Where(name), help="it holds one claim or a list of claims; docs/format.md shows how")
    faults = Faults()
    if isinstance(data, dict):
        records = [Record(data, f"claim `{data.get('id', '')}`", faults)]  # type: ignore[arg-type]
    else:
        records = records_of(data, name, "claim", faults)
    _unique(records)
    reader = ClaimReader(shelf.book, shelf.figures)
    found = [claim for record in records if (claim := reader.read(record)) is not None]
    faults.raise_any()
    return found
