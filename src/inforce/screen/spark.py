"""The engine `spark`: Spark distributes pieces of the roster's tables, and the embedded engine answers each inside a task.

Sent are facts, row numbers and, where rows have one, their own day; keys, lines and kept columns stay here and are put beside the
answers when they come back. The rulebook goes along as it stands here, so that every task answers by the same one.
"""

from __future__ import annotations

import pickle
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any

import polars as pl

from inforce.backends import spark
from inforce.backends.columns.layout import is_own
from inforce.language.error import InforceError
from inforce.rulebook.book import Book
from inforce.screen.crew import CREW
from inforce.screen.engines import Answered, Days
from inforce.screen.quarantine import Refusal
from inforce.screen.question import Question
from inforce.screen.reasons import OWN_DAY
from inforce.screen.roster.refused import Refused

check_installed = spark.check_installed
PIECE = 25_000
"""How many rows a piece holds at most. The engine has a cost for each table, which 5,000 rows do not outweigh; the answers to a piece,
with what they depend on, are some megabytes."""
SENT = ("_row", OWN_DAY)
"""The columns sent that hold no facts."""
Answer = Callable[[pl.DataFrame], Answered]


def answer_tables(book: Book, asked: Question, tables: Iterable[pl.DataFrame]) -> Iterator[Answered]:
    """The answers of Spark's tasks, table by table.

    Raises:
        InforceError: `no-engine` where Spark does not start, `engine-failed` where it gives up; what the embedded engine raises.
    """
    with spark.opened() as session:
        yield from distributed(session, Answering.of(book, asked), tables, piece=PIECE)


def distributed(session: Any, work: Callable[[], Callable[[bytes], bytes]], tables: Iterable[pl.DataFrame], *, piece: int = PIECE) -> Iterator[Answered]:
    """The answers that a session's tasks give, table by table.

    Args:
        work: what a task does, an `Answering`.
        piece: how many rows are sent together.
    """
    waiting: deque[tuple[pl.DataFrame, int]] = deque()

    def pieces() -> Iterator[bytes]:
        for table in tables:
            own = table.select(name for name in table.columns if name in SENT or not is_own(name))
            cut = [own.slice(first, piece) for first in range(0, max(table.height, 1), piece)]
            waiting.append((table, len(cut)))
            yield from map(to_bytes, cut)

    found: list[Answered] = []
    for parcel in spark.over_parcels(session, pieces(), work):
        found.append(_read(parcel))
        if len(found) == waiting[0][1]:
            yield _together(waiting.popleft()[0], found)
            found = []


@dataclass(frozen=True)
class Answering:
    """What a task does to a piece: the rulebook and the question, as bytes, and the embedded engine that answers by them."""

    sent: bytes
    name: str
    """Tells the bytes apart: a process keeps its screeners, and what they decided, from task to task."""

    @classmethod
    def of(cls, book: Book, asked: Question) -> Answering:
        """What is sent for a rulebook and a question."""
        sent = zlib.compress(pickle.dumps((book.library, asked), protocol=pickle.HIGHEST_PROTOCOL))
        return cls(sent, sha256(sent).hexdigest())

    def __call__(self) -> Callable[[bytes], bytes]:
        CREW.most = 1  # a task has one core
        answer = self.engine()
        return lambda parcel: _written(answer, from_bytes(parcel))

    def engine(self) -> Answer:
        """What answers a piece, remembered by this process for the question asked last."""
        if self.name not in _KEPT:
            _KEPT.clear()
            library, asked = pickle.loads(zlib.decompress(self.sent))
            _KEPT[self.name] = Days(Book(library), asked)
        return _KEPT[self.name].answer


_KEPT: dict[str, Days] = {}


def to_bytes(table: pl.DataFrame) -> bytes:
    """A table as an Arrow stream."""
    made = BytesIO()
    # below a null an Enum may hold the number of no word, which the reader of a stream refuses; made anew from text it does not
    words = [pl.col(name).cast(pl.String).cast(dtype) for name, dtype in table.schema.items() if isinstance(dtype, pl.Enum)]
    table.with_columns(words).write_ipc_stream(made, compression="lz4")
    return made.getvalue()


def from_bytes(stream: bytes) -> pl.DataFrame:
    """A table from an Arrow stream."""
    return pl.read_ipc_stream(BytesIO(stream))


def _written(answer: Answer, table: pl.DataFrame) -> bytes:
    """The answers to a piece as bytes. What is wrong with a piece is told, not raised: it would be wrong again when tried again."""
    try:
        found = answer(table)
    except InforceError as error:
        return pickle.dumps((error.code, error.message, error.help))
    return pickle.dumps((to_bytes(found.now), None if found.other is None else to_bytes(found.other), [_placed(one, {}) for one in found.refused]))


def _placed(one: Refusal, own: Mapping[str, Any]) -> Refused:
    """A refusal as a plain value, with the line and the key of its row."""
    return Refused(one.row, own.get("_line"), own.get("_key"), one.column, one.fact, one.code, one.reason, dict(one.cells))


def _read(parcel: bytes) -> Answered:
    first, second, third = pickle.loads(parcel)
    if isinstance(first, str):
        raise InforceError(first, second, help=third)
    return Answered(from_bytes(first), None if second is None else from_bytes(second), tuple(third))


def _together(table: pl.DataFrame, found: Sequence[Answered]) -> Answered:
    """The answers to a table from those to its pieces, with what stayed here beside them."""
    own = table.select(name for name in table.columns if is_own(name))
    now = _beside(own, [one.now for one in found])
    other = [one.other for one in found if one.other is not None]
    refused = [one for piece in found for one in piece.refused]
    return Answered(now, _beside(own, other) if other else None, tuple(_named(refused, own)))


def _beside(own: pl.DataFrame, answers: Sequence[pl.DataFrame]) -> pl.DataFrame:
    body = pl.concat(answers, rechunk=True)
    rows = own.filter(pl.col("_row").is_in(body["_row"].implode())) if body.height < own.height else own
    if not rows["_row"].equals(body["_row"]):
        raise InforceError("internal", "Spark answered other rows than it was sent", help="nothing was written; please report this line")
    return rows.hstack(body.drop(name for name in SENT if name in body.columns))


def _named(refused: Sequence[Refusal], own: pl.DataFrame) -> list[Refused]:
    """Refusals with the line and the key that stayed here."""
    numbers = sorted({one.row for one in refused})
    rows = own.filter(pl.col("_row").is_in(numbers)).iter_rows(named=True) if numbers else iter(())
    told: Mapping[int, Mapping[str, Any]] = {row["_row"]: row for row in rows}
    return [_placed(one, told[one.row]) for one in refused]
