"""Made-up rosters in memory, and a plain engine that asks the kernel row by row."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl

from inforce.language.error import InforceError
from inforce.rulebook.book import Answer, Book
from inforce.rulebook.yaml import parse, read_text
from inforce.screen.callist import Call
from inforce.screen.engines import Answered
from inforce.screen.quarantine import Line
from inforce.screen.question import Question
from inforce.screen.run import Finish
from inforce.screen.run import run as run_work
from inforce.screen.work import Batch, Calls, Screened, Work

BEFORE, AFTER = date(2017, 2, 19), date(2017, 2, 22)
FAMILIES = ("priority/2014/2c-recent-entry", "priority/2017/charged", "priority/2017/no-exempt-class", "protection/not-removable", "process/expedited-removal/nationwide-2019")


@dataclass(frozen=True)
class MadeBatch:
    table: pl.DataFrame
    quarantine: Sequence[Line] = ()


@dataclass(frozen=True)
class MadeRoster:
    """A roster that needs no file."""

    made: tuple[MadeBatch, ...]
    facts: tuple[str, ...] = ("us_citizen", "entry_manner", "continuously_present_since", "charge_unresolved")
    rows: int | None = None
    seen: list[int] = field(default_factory=list)

    @property
    def total(self) -> int | None:
        return self.rows

    def batches(self) -> Iterable[Batch]:
        for number, batch in enumerate(self.made):
            self.seen.append(number)
            yield batch


KNOWN = parse(read_text(Path(__file__).parents[2] / "examples" / "week" / "15-eighteen-months.yaml"), "15")["facts"]
"""What is known of somebody of whom nearly all is known; the rows below differ from them in a few facts."""
PLAIN = {name: value for name, value in KNOWN.items() if isinstance(value, bool) and name not in ("us_citizen", "charge_unresolved")}
SCHEMA = {
    "_row": pl.UInt64, "_line": pl.Int64, "_key": pl.String, "keep:office": pl.String, "us_citizen": pl.Boolean, "entry_manner": pl.String,
    "continuously_present_since": pl.Date, "charge_unresolved": pl.Boolean, **dict.fromkeys(PLAIN, pl.Boolean),
}  # fmt: skip


def row(number: int, rng: random.Random) -> tuple[object, ...]:
    manner = rng.choice(("admitted", "without_inspection", "paroled", None))
    entered = date(rng.randint(2008, 2016), rng.randint(1, 12), 5) if rng.random() < 0.8 else None
    office, citizen = rng.choice(("North", "South", "West")), rng.choice((True, False, False, False, None))
    return (number, number + 2, f"C-{number:04d}", office, citizen, manner, entered, rng.choice((True, False, None)), *PLAIN.values())


def roster(rows: int = 60, batch: int = 25, seed: int = 7, bad: Sequence[int] = (3, 30)) -> MadeRoster:
    """Random rows in batches; those numbered `bad` cannot be read."""
    rng = random.Random(seed)
    made = []
    for first in range(0, rows, batch):
        every = [row(number, rng) for number in range(first, min(rows, first + batch))]
        good = [one for one in every if one[0] not in bad]
        refused = [Line(int(str(one[0])), int(str(one[1])), str(one[2]), "Entry", "entry_date", "bad-date", "column `Entry`: not a date", {"Entry": "SECRET-CELL"}) for one in every if one[0] in bad]
        made.append(MadeBatch(pl.DataFrame(good, schema=SCHEMA, orient="row"), refused))
    return MadeRoster(tuple(made), rows=rows)


class NoCalls:
    """A call list that counts nothing."""

    open_cases = 0

    def see(self, answers: pl.DataFrame) -> None:
        """Look away."""

    def order(self) -> list[Call]:
        return []


def plain_engine(book: Book, asked: Question, tables: Iterable[pl.DataFrame]) -> Iterator[Answered]:
    """Every row by the kernel, on each day, without reasons; contradictions refused."""
    for table in tables:
        refused: dict[int, Line] = {}
        days = [asked.on, *([asked.compared] if asked.compared else [])]
        found = [_day(book, asked, table, day, refused) for day in days]
        kept = [frame.filter(~pl.col("_row").is_in(sorted(refused))) for frame in found]
        yield Answered(kept[0], kept[1] if len(kept) > 1 else None, tuple(refused.values()))


def _day(book: Book, asked: Question, table: pl.DataFrame, day: date, refused: dict[int, Line]) -> pl.DataFrame:
    columns: dict[str, list[object]] = {f"{name}{part}": [] for name in asked.provisions for part in ("", "|if_operative", "|depends_on", "|settling")}
    own = table.select(name for name in table.columns if name.startswith(("_", "keep:")))
    for person in table.iter_rows(named=True):
        facts = {name: value for name, value in person.items() if value is not None and not name.startswith(("_", "keep:"))}
        answer = _ask(book, asked, facts, day)
        if isinstance(answer, InforceError):
            refused[person["_row"]] = Line(person["_row"], person["_line"], person["_key"], None, "us_citizen", answer.code, answer.message, {})
            answer = _ask(book, asked, {}, day)
            assert isinstance(answer, Answer)
        for one in answer.determinations:
            for part, value in (("", one.outcome), ("|if_operative", one.if_operative), ("|depends_on", list(one.depends_on)), ("|settling", list(one.settling))):
                columns[one.provision + part].append(value)
    schema = {name: pl.List(pl.String) if name.endswith(("|depends_on", "|settling")) else pl.String for name in columns}
    return own.hstack(pl.DataFrame(columns, schema=schema))


def run(book: Book, rows: MadeRoster, asked: Question, folder: Path, finish: Finish, calls: Calls, *, keep: Sequence[str] = (), engine_name: str = "plain", format: str = "parquet", force: bool = False) -> Screened:
    """A run over a made-up roster."""
    return run_work(Work(book, rows, asked, calls, keep=keep, engine_name=engine_name), folder, finish, format=format, force=force)


def _ask(book: Book, asked: Question, facts: dict[str, object], day: date) -> Answer | InforceError:
    """The kernel's answer, remembered: many tests ask about the same people."""
    key = (tuple(sorted((name, str(value)) for name, value in facts.items())), day, asked.provisions)
    found = _ASKED.get(key)
    if found is None:
        try:
            found = book.determine(facts, on=day, provisions=asked.provisions, state=asked.state, reasons=False)
        except InforceError as error:
            found = error
        _ASKED[key] = found
    return found


_ASKED: dict[object, Answer | InforceError] = {}


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
