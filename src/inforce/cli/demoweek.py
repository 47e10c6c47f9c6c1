"""The week at a glance: one short entry a person, what many share said once, citations as numbered notes at the end."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

from inforce.cli.demopage import (
    DAYS_AT,
    JUDGE,
    RECENT,
    WORDS,
    Page,
    cites,
    day_words,
    has_no_case,
    is_priority,
    say_readings,
    shields_of,
    short_day,
)
from inforce.cli.sheet import WIDTH
from inforce.cli.waits import waits_for
from inforce.cli.week import Pair, Person, began
from inforce.cli.words import MODAL
from inforce.rulebook.book import Book

LABEL = 11
SHARED = 5
"""From how many people on a line is said once, at the top."""
DECIDER = {"judge": "judge", "officer": "officer", "asylum_officer": "asylum off", "none": "nobody"}
HEARD = {"judge": "a judge decides", "officer": "an officer decides, no judge", "asylum_officer": "an asylum officer decides", "none": "nobody hears it"}
WERE = {"reached": "were it in force, it would reach this person", "exempt": "were it in force, a shield would spare this person", "depends": "were it in force, it would depend"}
MEMO = re.compile(r"^(Memorandum from .+?)(?: (§§? .+))? (\([A-Z][a-z]{2,4}\.? \d{1,2}, \d{4}\))$")


@dataclass(frozen=True)
class Line:
    """One thing said of a person: under a label, by a rule, with the two days where they are told apart."""

    label: str
    rule: str | None
    text: str
    was: str = ""
    now: str = ""
    more: str = ""


def glance(book: Book, people: list[Person]) -> list[str]:
    """The whole week, short."""
    page = Page(book, people)
    told = {person.number: list(_lines(page, person)) for person in people}
    starts = {start for person in people for start in _starts(page, person)}
    count = Counter(line for lines in told.values() for line in lines)
    often = (line for line, times in count.items() if times >= SHARED and line.rule != JUDGE)
    shared = dict(zip(often, ascii_uppercase, strict=False))
    _say_preface(page, people[0], starts)
    _say_shared(page, shared, {line: [n for n, lines in told.items() if line in lines] for line in shared}, len(people))
    for person in people:
        _say_person(page, person, [line for line in told[person.number] if line not in shared], [shared[line] for line in told[person.number] if line in shared])
    _say_past(page, people)
    if any(line.label == "reading" for lines in told.values() for line in lines):
        say_readings(page)
    _say_notes(page)
    return page.sheet.lines


def _starts(page: Page, person: Person) -> Iterator[date]:
    """The recent days since which a priority reaches the person on both days."""
    for pair in person.of("reaches"):
        start = began(page.book, pair.rule.id, person.before) if is_priority(pair) else None
        if start is not None and start > person.before.on - RECENT:
            yield start


def _say_preface(page: Page, person: Person, starts: set[date]) -> None:
    page.sheet.say(f"The people of the article, made up, on {day_words(person.before.on)} and on {day_words(person.after.on)}", hang=2)
    page.sheet.gap()
    page.sheet.say(
        "reached: the rule is in force and its text fits. announced: the text fits, and the rule waits. shields: a protection spares the person. "
        "on hold: the text fits, and a court or the agency holds the rule. depends: it turns on facts not known. "
        "judge, officer, asylum off(icer): who decides. Where no days are told apart, both are alike. "
        + (f"Priorities on both days: since {' or '.join(map(day_words, sorted(starts)))}. " if starts else "")
        + "[n]: the citation at the end. A letter: what many share, said once."
    )


def _say_shared(page: Page, shared: dict[Line, str], who: dict[Line, list[int]], total: int) -> None:
    if not shared:
        return
    page.sheet.gap()
    page.sheet.raw(f"{'What many share, and who (by number)':<{DAYS_AT}}{_heads(page)}")
    for line, letter in shared.items():
        names = who[line]
        without = [str(person.number) for person in page.people if person.number not in names]
        people = "all" if not without else "all but " + ", ".join(without) if len(without) <= total // 2 else "of " + ", ".join(map(str, names))
        _say_line(page, Line(f"{letter} {line.label}", line.rule, f"{_named(page, line)}: {people}", line.was, line.now, line.more))


def _heads(page: Page) -> str:
    person = page.people[0]
    return f"{short_day(person.before.on):<10}{short_day(person.after.on)}"


def _say_person(page: Page, person: Person, own: list[Line], letters: list[str]) -> None:
    page.sheet.gap()
    state = f" ({person.after.state})" if person.after.state else ""
    page.sheet.say(f"{person.number}. {person.name}{state}", 0, 3)
    page.sheet.raw(f"  {'shares':<{LABEL}}{' '.join(sorted(letters)) or '-':<{DAYS_AT - LABEL - 2}}{_heads(page)}")
    before = ""
    for label, lines in _by_label(own):
        if label in ("also", "has"):
            _hang(page, label, "; ".join(_named(page, line) for line in lines))
            continue
        for line in lines:
            shown = "" if label == before else label
            _say_line(page, Line(shown, line.rule, _named(page, line), line.was, line.now, line.more))
            before = label


def _say_past(page: Page, people: list[Person]) -> None:
    """The provisions whose acts were not verified through the later day; the same for everybody, so said once."""
    past = dict.fromkeys(one.provision for person in people for one in person.after.determinations if one.past_horizon)
    if past:
        titles = "; ".join(page.book.library.provisions[name].title["en"] for name in past)
        page.sheet.gap()
        page.sheet.say(f"warning: {day_words(people[0].after.on)} is past the day through which the acts of these were verified: {titles}", 0, 2)


def _by_label(lines: list[Line]) -> list[tuple[str, list[Line]]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.label, []).append(line)
    return list(found.items())


def _named(page: Page, line: Line) -> str:
    return f"{line.text} {page.note(line.rule)}" if line.rule else page.resolve(line.text)


def _say_line(page: Page, line: Line) -> None:
    if not (line.was or line.now):
        _hang(page, line.label, line.text + (f"; {page.resolve(line.more)}" if line.more else ""))
        return
    room = DAYS_AT - LABEL - 3
    first, *rest = textwrap.wrap(line.text, room, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    page.sheet.raw(f"  {line.label:<{LABEL}}{first:<{room + 1}}{line.was:<10}{line.now}")
    tail = " ".join(part.strip() for part in rest)
    more = page.resolve(line.more)
    joined = "; ".join(part for part in (tail, more) if part)
    if joined:
        page.sheet.say(joined, LABEL + 4)


def _hang(page: Page, label: str, text: str) -> None:
    page.sheet.lines.extend(
        textwrap.wrap(text, WIDTH, initial_indent=f"  {label:<{LABEL}}", subsequent_indent=" " * (LABEL + 4), break_long_words=False, break_on_hyphens=False)
    )


def _lines(page: Page, person: Person) -> Iterator[Line]:
    """What is said of one person, in order; a rule cited within a text stands as `{id}` until it is printed."""
    for group, label in (("newly", "new"), ("lifted", "ends"), ("gained", "new shield"), ("lost", "lost")):
        for pair in person.of(group):
            yield _told(page, label, pair, HEARD[pair.rule.decides] if pair.rule.decides and "reached" in pair.outcomes else "")
    for pair in person.of("reaches"):
        if is_priority(pair):
            yield _told(page, "priority", pair, "")
    yield from _shields(page, person)
    for group, label in (("waits", "waits"), ("held", "on hold")):
        for pair in person.of(group):
            conditions = waits_for(page.book, pair.rule.id, person.after.on) if "pending" in pair.outcomes else []
            said = [f"for {condition}" for condition in conditions] + [_were(pair)]
            yield _told(page, label, pair, "; ".join(one for one in said if one))
    if not has_no_case(person):
        for pair in sorted(person.of("decides"), key=lambda pair: pair.rule.id == JUDGE):
            if pair.rule.id == JUDGE:
                words = {"reached": "yes"}
                yield Line("judge", JUDGE, page.title(JUDGE), *(words.get(outcome, "no") for outcome in pair.outcomes))
            else:
                yield _told(page, DECIDER[pair.rule.decides or "none"], pair, "")
    for pair in person.of("turns"):
        facts = dict.fromkeys((*pair.before.depends_on, *pair.after.depends_on))
        yield _told(page, "unknown", pair, "turns on: " + ", ".join(page.speaker.label(fact) for fact in facts))
    for pair in person.of("reaches"):
        if not is_priority(pair):
            yield Line("also", pair.rule.id, page.title(pair.rule.id))
    spares = shields_of(person)
    for pair in person.of("protects"):
        if pair.rule.id not in spares:
            yield Line("has", pair.rule.id, page.title(pair.rule.id))
    yield from _doubts(page, person)


def _told(page: Page, label: str, pair: Pair, more: str) -> Line:
    return Line(label, pair.rule.id, page.title(pair.rule.id), WORDS[pair.before.outcome], WORDS[pair.after.outcome], more)


def _were(pair: Pair) -> str:
    would = pair.after.if_operative
    if would is None:
        return ""
    return "were it in force, this person would have it" if pair.is_benefit and would == "reached" else WERE[would]


def _shields(page: Page, person: Person) -> Iterator[Line]:
    for shield, pairs in shields_of(person).items():
        was, now = (any(shield in getattr(pair, day).exempted_by for pair in pairs) for day in ("before", "after"))
        names = [f"{{{pair.rule.id}}}" + (" (announced)" if pair.after.outcome == "pending" else "") for pair in pairs]
        yield Line("shield", shield, page.title(shield), "shields" if was else "-", "shields" if now else "-", "from " + ", ".join(names))


def _doubts(page: Page, person: Person) -> Iterator[Line]:
    found: dict[str, dict[str, None]] = {}
    for pair in person.pairs:
        for reading in (*pair.before.readings, *pair.after.readings) if pair.group != "rest" else ():
            page.readings[reading.id] = None
            found.setdefault(reading.id, {})[f"{{{pair.rule.id}}} {WORDS[reading.other_outcome].replace('-', 'no')}"] = None
    for name, said in found.items():
        yield Line("reading", None, f"by the other reading of {name}: {', '.join(said)}")


def _say_notes(page: Page) -> None:
    """The citations; a memorandum that several rules cite is named once, by a small letter."""
    page.sheet.gap()
    on = page.people[0].after.on
    cited = {rule: [part for cite in cites(page.book.library.provisions[rule], on) for part in cite.split("; ")] for rule in page.numbers}
    memos = Counter(memo for found in cited.values() for cite in found if (memo := _memo(cite)))
    letters = {memo: f"memo {chr(ord('a') + index)}" for index, memo in enumerate(memo for memo, times in memos.items() if times > 1)}
    page.sheet.say("Citations, with must or may as the text says; `inforce show ID` gives the rest")
    for memo, letter in letters.items():
        page.sheet.item(f"{letter}:", memo, 2)
    for rule, number in page.numbers.items():
        how = page.book.library.provisions[rule].discretion
        practice = " (practice)" if how.basis == "practice" else ""
        said = "; ".join(_short(cite, letters) for cite in cited[rule])
        page.sheet.item(f"[{number}]", f"{rule}, {MODAL['en'][how.modal]}{practice}: {said}", 0, 4)


def _memo(cite: str) -> str | None:
    found = MEMO.match(cite)
    return f"{found[1]} {found[3]}" if found else None


def _short(cite: str, letters: dict[str, str]) -> str:
    letter = letters.get(_memo(cite) or "")
    found = MEMO.match(cite)
    return " ".join(part for part in (letter, found[2]) if part) if letter and found else cite
