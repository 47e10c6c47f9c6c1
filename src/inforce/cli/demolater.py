"""The people of the week on later days, as compact tables: rules by days, two lines where California and Texas differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from string import ascii_uppercase

from inforce.cli.demopage import day_words
from inforce.cli.sheet import NOTICE, WIDTH, Sheet
from inforce.cli.weeklater import PLACES, Asker, Later, Row
from inforce.rulebook.book import Book

WORDS = {"reached": "yes", "exempt": "guard", "suspended": "held", "pending": "waits", "no": "-", "depends": "open"}
CELL = 7
PLACE = 3
FEW = 4
"""Up to how many people a row that two share is said once, at the top; of more people it takes three."""
OWN = "own"
"""Stands for a change that no act made: the person's own days, or what is supposed of them."""


class Table:
    """Builds the sheet, and numbers the acts that it cites."""

    def __init__(self, book: Book, days: tuple[date, ...]) -> None:
        self.book = book
        self.days = days
        self.sheet = Sheet()
        self.numbers: dict[str, int] = {}
        self.words = WIDTH - PLACE - CELL * len(days) - 1

    def note(self, act: str) -> str:
        """The number of an act's note."""
        return str(self.numbers.setdefault(act, len(self.numbers) + 1))

    def heads(self, text: str) -> None:
        """The line that names the columns."""
        self.sheet.raw(f"{text:<{self.words + PLACE}}" + "".join(f"{month(day):>{CELL}}" for day in self.days))

    def row(self, row: Row, mark: str = "") -> None:
        """One rule: its cells, and below them the acts that made each change."""
        title = row.rule.title["en"]
        head = f"{mark:<2}{title[:1].upper()}{title[1:]}"
        room = self.words - 1
        rest = ""
        if len(head) > room:
            cut = head.rfind(" ", 0, room)
            head, rest = head[:cut], head[cut + 1 :]
        for state in PLACES if row.differs else PLACES[:1]:
            cells = "".join(f"{WORDS[cell.outcome] + ('*' if cell.past else ''):>{CELL}}" for cell in row.cells[state])
            self.sheet.raw(f"{head:<{self.words}}{state if row.differs else '':<{PLACE}}{cells}")
            head, rest = (f"  {rest}", "") if row.differs and len(rest) < room - 2 else ("", rest)
        said = "; ".join(part for part in (rest, self.causes(row)) if part)
        if head.strip() and not row.differs:
            head = ""
        if said:
            self.sheet.say(said, 4)

    def causes(self, row: Row) -> str:
        """The changes of a row with the numbers of the acts that made them; each place by itself where they differ."""
        if not row.differs or len({row.causes[state] for state in PLACES}) == 1:
            return self.line(row, PLACES[0])
        return "; ".join(f"{state}: {said}" for state in PLACES if (said := self.line(row, state)))

    def line(self, row: Row, state: str) -> str:
        """The changes of one place."""
        cells = row.cells[state]
        return ", ".join(
            f"{month(day)} [{' '.join(map(self.note, acts)) or OWN}]"
            for day, acts, before, after in zip(self.days[1:], row.causes[state], cells[:-1], cells[1:], strict=True)
            if before.outcome != after.outcome
        )


def month(day: date) -> str:
    """A day as a column's head."""
    return f"{day:%b}{day.year % 100:02d}"


def later(book: Book, people: Iterable[Later], asker: Asker, ending: Iterable[str] = ()) -> list[str]:
    """The tables of some people; `ending` stands before the notice."""
    people = list(people)
    table = Table(book, asker.days)
    rows = {person.number: list(asker.rows(person)) for person in people}
    keys = Counter(key for found in rows.values() for key in map(_key, found))
    marks = dict(zip((key for key, times in keys.items() if times >= (2 if len(people) <= FEW else 3)), ascii_uppercase, strict=False))
    _say_preface(table)
    if marks:
        table.sheet.gap()
        table.heads("Alike for several of them")
        first = {_key(row): row for found in rows.values() for row in found}
        for key, mark in marks.items():
            table.row(first[key], mark)
    for person in people:
        _say_person(table, person, rows[person.number], marks)
    _say_notes(table)
    table.sheet.gap()
    for text in ending:
        table.sheet.say(text, 0, 2)
    table.sheet.say(NOTICE)
    return table.sheet.lines


def _key(row: Row) -> tuple[object, ...]:
    """Rows that print alike have the same key."""
    return row.rule.id, tuple((state, tuple((cell.outcome, cell.past) for cell in row.cells[state]), row.causes[state]) for state in PLACES)


def _say_preface(table: Table) -> None:
    days = [day_words(day) for day in table.days]
    table.sheet.say(f"The same people later, in California and in Texas: {', '.join(days[:-1])}, and {days[-1]}, the rulebook's latest horizon", hang=2)
    table.sheet.gap()
    table.sheet.say(
        "yes: reached (of a protection: they have it). guard: the text fits, and a shield spares them. held: the text fits, and a court or the agency "
        "holds the rule. waits: announced. -: not reached. open: turns on facts not known. CA, TX: where the two differ. *: past the day through which "
        f"the rule's acts were verified. [n]: the acts that made the change, cited at the end; [{OWN}]: the person's own days did."
    )


def _say_person(table: Table, person: Later, rows: list[Row], marks: Mapping[tuple[object, ...], str]) -> None:
    table.sheet.gap()
    table.sheet.say(f"{person.number}. {person.name}", 0, 3)
    for change in person.changes:
        if change.day <= table.days[-1]:
            place = f", in {change.state}" if change.state else ""
            table.sheet.say(f"supposed from {day_words(change.day)}{place}: {change.says}", 2, 2)
    shared = [marks[_key(row)] for row in rows if _key(row) in marks]
    own = [row for row in rows if _key(row) not in marks]
    if shared:
        table.sheet.say(f"alike with others: {' '.join(sorted(shared))}", 2)
    if own:
        table.heads("")
        for row in own:
            table.row(row)
    elif not shared:
        table.sheet.say("no rule changes over these days or differs between the two states", 2)


def _say_notes(table: Table) -> None:
    if not table.numbers:
        return
    table.sheet.gap()
    table.sheet.say("The acts")
    for act, number in table.numbers.items():
        found = table.book.library.acts[act]
        table.sheet.item(f"[{number}]", f"{found.effective}: {found.cite}", 0, 4)
