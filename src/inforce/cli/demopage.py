"""People of the demonstration in full: each person in a block, the two days in columns, citations as numbered notes at the end."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from inforce.backends.text import TONGUES
from inforce.cli.labels import speaker
from inforce.cli.sheet import NOTICE, WIDTH, Sheet
from inforce.cli.waits import waits_for
from inforce.cli.week import Pair, Person, began
from inforce.cli.words import DECIDES, MODAL, past_horizon
from inforce.rulebook.book import Book
from inforce.rulebook.provision import Provision

COLUMN = 10
DAYS_AT = WIDTH - 2 * COLUMN
JUDGE = "process/immigration-judge"
RECENT = timedelta(days=60)
"""A rule that began so shortly before the first day is told with its day."""
WORDS = {"reached": "reached", "exempt": "shielded", "suspended": "on hold", "pending": "announced", "no": "-", "depends": "depends"}
HAS = {**WORDS, "reached": "yes"}
WERE = {
    "reached": "were it in force, it would reach this person",
    "exempt": "were it in force, a shield would spare this person",
    "depends": "were it in force, it would depend",
}


class Page:
    """Builds the sheet, and numbers the rules that it cites."""

    def __init__(self, book: Book, people: list[Person]) -> None:
        self.book = book
        self.people = people
        self.sheet = Sheet()
        self.numbers: dict[str, int] = {}
        self.readings: dict[str, None] = {}
        self.speaker = speaker(book, "en")

    def note(self, rule: str) -> str:
        """The mark of a rule's note."""
        return f"[{self.numbers.setdefault(rule, len(self.numbers) + 1)}]"

    def title(self, rule: str) -> str:
        """A rule's title, as a line begins."""
        title = self.book.library.provisions[rule].title["en"]
        return f"{title[:1].upper()}{title[1:]}"

    def named(self, rule: str) -> str:
        """A rule's title with the mark of its note."""
        return f"{self.title(rule)} {self.note(rule)}"

    def resolve(self, text: str) -> str:
        """A text in which each `{id}` becomes the mark of that rule's note."""
        return re.sub(r"\{([\w/-]+)\}", lambda match: self.note(match[1]), text)

    def row(self, text: str, was: str, now: str, indent: int = 4) -> None:
        """A line with the two days in columns; a long text goes on below."""
        lines = textwrap.wrap(text, DAYS_AT - indent - 1, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
        self.sheet.raw(f"{' ' * indent}{lines[0]:<{DAYS_AT - indent}}{was:<{COLUMN}}{now}")
        for line in lines[1:]:
            self.sheet.raw(" " * indent + line)

    def head(self, text: str) -> None:
        self.sheet.say(text, 2)

    def listed(self, title: str, pairs: Iterable[Pair]) -> None:
        """Rules alike on both days, in one paragraph."""
        names = [self.named(pair.rule.id) for pair in pairs]
        if names:
            self.head(title)
            self.sheet.say("; ".join(names), 4, 2)


def sheet(book: Book, people: list[Person]) -> list[str]:
    """The whole demonstration."""
    page = Page(book, people)
    if people:
        _say_preface(page, people[0])
    for person in people:
        _say_person(page, person)
    say_readings(page)
    _say_notes(page)
    page.sheet.gap()
    if people:
        page.sheet.say("The people are made up. More of any of them and of any rule:")
        page.sheet.say(f"inforce determine {_folder(people[0])}/{people[0].file} --on {people[0].after.on}", 2, 4)
        page.sheet.say(f"inforce show {next(iter(page.numbers), 'ID')} --on {people[0].after.on}", 2, 4)
    page.sheet.say(NOTICE)
    return page.sheet.lines


def _folder(person: Person) -> str:
    here = Path.cwd()
    return person.folder.relative_to(here).as_posix() if person.folder.is_relative_to(here) else person.folder.as_posix()


def day_words(on: date) -> str:
    """A day in words."""
    return TONGUES["en"].day(on)


def short_day(on: date) -> str:
    """A day in nine characters."""
    return f"{on.day} {day_words(on).split()[1][:3]} {on.year % 100:02d}"


def _say_preface(page: Page, person: Person) -> None:
    was, now = person.before.on, person.after.on
    page.sheet.say(f"The people of the article, made up, on {day_words(was)} and on {day_words(now)}", hang=2)
    page.sheet.gap()
    page.sheet.say(
        "reached: the rule is in force and its text fits. announced: the text fits, and the rule waits. shielded: the text fits, "
        "and a protection spares the person. on hold: the text fits, and a court or the agency holds the rule. "
        "[n]: the note at the end with the citation, and whether the text says must or may, and to whom."
    )


def _say_person(page: Page, person: Person) -> None:
    page.sheet.gap()
    page.sheet.raw("-" * WIDTH)
    state = f" ({person.after.state})" if person.after.state else ""
    title = f"{person.number}. {person.name}{state}"
    page.row(title, short_day(person.before.on), short_day(person.after.on), 0)
    _say_changes(page, person)
    _say_priorities(page, person)
    _say_shields(page, person)
    _say_waiting(page, person)
    _say_deciders(page, person)
    page.listed("Also reaches on both days", (pair for pair in person.of("reaches") if not is_priority(pair)))
    page.listed("Has on both days", (pair for pair in person.of("protects") if pair.rule.id not in shields_of(person)))
    _say_open(page, person)
    _say_doubts(page, person)


def is_priority(pair: Pair) -> bool:
    """Whether the rule says whom to pursue first."""
    return pair.rule.family == "priority"


def _say_changes(page: Page, person: Person) -> None:
    for group, title in (("newly", "Newly reaches"), ("lifted", "No longer reaches"), ("gained", "Newly protects"), ("lost", "No longer protects")):
        pairs = list(person.of(group))
        if pairs:
            page.head(title)
        words = HAS if group in ("gained", "lost") else WORDS
        for pair in pairs:
            page.row(page.named(pair.rule.id), words[pair.before.outcome], words[pair.after.outcome])
            _say_decides(page, pair)
            if group == "newly" and pair.rule.conditions:
                page.sheet.say(f"condition: {pair.rule.conditions['en']}", 6, 2)
    if not any(True for _ in person.of("newly", "lifted", "gained", "lost")):
        page.head("Nothing newly reaches this person between the two days")


def _say_decides(page: Page, pair: Pair) -> None:
    if pair.rule.decides and "reached" in pair.outcomes:
        page.sheet.say(DECIDES["en"][pair.rule.decides], 6, 2)


def _say_priorities(page: Page, person: Person) -> None:
    by_start: dict[date | None, list[Pair]] = {}
    for pair in person.of("reaches"):
        if is_priority(pair):
            start = began(page.book, pair.rule.id, person.before)
            is_recent = start is not None and start > person.before.on - RECENT
            by_start.setdefault(start if is_recent else None, []).append(pair)
    for start, pairs in by_start.items():
        page.head("A priority on both days" + (f", since {day_words(start)}" if start is not None else ""))
        for pair in pairs:
            page.row(page.named(pair.rule.id), WORDS["reached"], WORDS["reached"])


def shields_of(person: Person) -> dict[str, list[Pair]]:
    """Each shield, with the rules from which it spares the person on either day."""
    found: dict[str, list[Pair]] = {}
    for pair in person.of("shields"):
        for shield in pair.shields:
            found.setdefault(shield, []).append(pair)
    return found


def _say_shields(page: Page, person: Person) -> None:
    shields = shields_of(person)
    if shields:
        page.head("What shields")
    for shield, pairs in shields.items():
        days = [any(shield in one.exempted_by for one in (getattr(pair, day) for pair in pairs)) for day in ("before", "after")]
        page.row(page.named(shield), "shields" if days[0] else "-", "shields" if days[1] else "-")
        names = [page.named(pair.rule.id) + (" (announced)" if pair.after.outcome == "pending" else "") for pair in pairs]
        page.sheet.say("from: " + "; ".join(names), 6, 2)
        if leaves := page.book.library.provisions[shield].leaves.get("en"):
            page.sheet.say(f"what it leaves: {leaves}", 6, 2)


def _say_waiting(page: Page, person: Person) -> None:
    for group, title in (("waits", "Announced, not in force"), ("held", "On hold")):
        pairs = list(person.of(group))
        if pairs:
            page.head(title)
        for pair in pairs:
            page.row(page.named(pair.rule.id), WORDS[pair.before.outcome], WORDS[pair.after.outcome])
            _say_waits(page, pair, person)
            if pair.after.if_operative:
                page.sheet.say(WERE[pair.after.if_operative] if not pair.is_benefit else _would_have(pair), 6, 2)


def _would_have(pair: Pair) -> str:
    return {"reached": "were it in force, this person would have it"}.get(pair.after.if_operative or "", "were it in force, it would depend")


def _say_waits(page: Page, pair: Pair, person: Person) -> None:
    if "pending" in pair.outcomes:
        for condition in waits_for(page.book, pair.rule.id, person.after.on):
            page.sheet.say(f"waits for: {condition}", 6, 2)


def has_no_case(person: Person) -> bool:
    """Whether there is no case that anybody could decide: a citizen, or a permanent resident on whom no ground falls."""
    return any(pair.rule.id == "protection/not-removable" and pair.after.outcome == "reached" for pair in person.pairs)


def _say_deciders(page: Page, person: Person) -> None:
    pairs = sorted(person.of("decides"), key=lambda pair: pair.rule.id != JUDGE)
    if has_no_case(person):
        return
    if pairs:
        page.head("Who decides, and whether a judge hears it")
    for pair in pairs:
        page.row(page.named(pair.rule.id), _heard(pair, pair.before.outcome), _heard(pair, pair.after.outcome))
        if pair.rule.id != JUDGE:
            _say_decides(page, pair)


def _heard(pair: Pair, outcome: str) -> str:
    if pair.rule.id == JUDGE:
        return "a judge" if outcome == "reached" else "no judge"
    return WORDS[outcome]


def _say_open(page: Page, person: Person) -> None:
    pairs = list(person.of("turns"))
    if pairs:
        page.head("Turns on facts not known")
    for pair in pairs:
        page.row(page.named(pair.rule.id), WORDS[pair.before.outcome], WORDS[pair.after.outcome])
        facts = dict.fromkeys((*pair.before.depends_on, *pair.after.depends_on))
        page.sheet.say("turns on: " + ", ".join(page.speaker.label(fact) for fact in facts), 6, 2)


def _say_doubts(page: Page, person: Person) -> None:
    found: dict[str, list[str]] = {}
    for pair in person.pairs:
        if pair.group != "rest":
            for reading in dict.fromkeys((*pair.before.readings, *pair.after.readings)):
                found.setdefault(reading.id, []).append(f"{page.note(pair.rule.id)} {WORDS[reading.other_outcome].replace('-', 'no')}")
    if found:
        page.head("By the other reading of a point")
    for name, said in found.items():
        page.readings[name] = None
        page.sheet.say(f"{name}: {', '.join(dict.fromkeys(said))}", 4, 2)
    past = sum(determination.past_horizon for determination in person.after.determinations)
    if past:
        page.sheet.say(past_horizon(past, person.after.on), 2, 2)


def say_readings(page: Page) -> None:
    """The points on which careful readers differ, each once."""
    if not page.readings:
        return
    page.sheet.gap()
    page.sheet.raw("-" * WIDTH)
    page.sheet.say("Where careful readers differ")
    for name in page.readings:
        reading = page.book.library.readings[name]
        page.sheet.say(f"{name}: {reading.point['en']}. By default: {reading.default['en']}. The other reading: {reading.other['en']}.", 2, 2)


def _say_notes(page: Page) -> None:
    page.sheet.gap()
    page.sheet.raw("-" * WIDTH)
    page.sheet.say("Citations")
    for rule, number in page.numbers.items():
        provision = page.book.library.provisions[rule]
        how = provision.discretion
        practice = ", a practice that no text requires" if how.basis == "practice" else ""
        said = "; ".join(cites(provision, page.people[0].after.on))
        page.sheet.item(f"[{number}]", f"{rule}. {MODAL['en'][how.modal]}: {how.who}{practice}. {said}", 2, 4)


def cites(provision: Provision, on: date) -> list[str]:
    """At most two citations that stood by the day; the first one where none did."""
    stood = [authority.cite for authority in provision.authority if authority.is_of(on)]
    return list(dict.fromkeys(stood or [provision.authority[0].cite]))[:2]
