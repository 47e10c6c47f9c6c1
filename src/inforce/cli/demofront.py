"""The first screen of the demonstration: what the week did, one person, all of them in a table, and a later day on which courts disagree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rich.table import Table

from inforce.backends.text.acts import capital
from inforce.backends.text.catalogue import Catalogue
from inforce.backends.text.standing import NO_RULING, circuit_statuses, court_words, number_words
from inforce.backends.text.states import state_name
from inforce.cli.demoperson import NOT_REMOVABLE, Narrator, has_no_case, is_priority, say_short, shields_of
from inforce.cli.sheet import HEAD, STATUS_STYLE, WIDEST, Lines, Sheet, page_width
from inforce.cli.waits import waits_for
from inforce.cli.week import Person
from inforce.cli.weeklater import PLACES, Asker, Later
from inforce.cli.words import STATUS, notice
from inforce.rulebook.book import Book
from inforce.rulebook.standing import Standing

LABEL = 17


def front(book: Book, people: Sequence[Person], later: Sequence[Later], asker: Asker, words: Catalogue) -> Lines:
    """The whole first screen.

    Args:
        later: the same people, to be asked about on the last of the later days.
    """
    page, narrator, say = Sheet(page_width(WIDEST)), Narrator(book, words), words.say
    before, after = narrator.day(people[0].before.on), narrator.day(people[0].after.on)
    page.say(say("The week of the two memos"), style=HEAD)
    page.say(say("{count} made-up people, on {before} and again on {after}.", count=capital(number_words(len(people), words)), before=before, after=after))
    _say_week(page, narrator, people)
    shown = max(people, key=lambda person: (_changes(person), -sum(pair.group != "rest" for pair in person.pairs)))
    page.head(say("One of them: {person}", person=narrator.titled(shown)))
    say_short(page, narrator, shown)
    _say_table(page, narrator, people)
    _say_split(page, narrator, later, asker)
    page.gap()
    page.say(say("One person in full: inforce demo NUMBER. All of them from 2019 on: inforce demo --later. The pages for readers: inforce page DIR."))
    page.say(notice(words.lang))
    return page.lines


def _changes(person: Person) -> int:
    """How many kinds of things the week did to a person, or left waiting for them."""
    return len({pair.group for pair in person.of("newly", "lifted", "gained", "lost", "shields", "waits")})


def _say_week(page: Sheet, narrator: Narrator, people: Sequence[Person]) -> None:
    """Who is newly reached, who is freed, who is shielded, what waits, and who is left as before."""
    say = narrator.words.say
    for group, title in (("newly", say("Newly reached")), ("lifted", say("No longer reached")), ("lost", say("Protection lost")), ("gained", say("Protection gained"))):
        _count_line(page, narrator, title, _by_rule(people, group))
    shields: dict[str, list[Person]] = {}
    for person in people:
        for shield in shields_of(person):
            shields.setdefault(shield, []).append(person)
    _count_line(page, narrator, say("Shielded"), shields)
    waits = _by_rule(people, "waits")
    _count_line(page, narrator, say("Still waits"), waits, {rule: "; ".join(waits_for(narrator.book, rule, people[0].after.on, lang=narrator.lang)) for rule in waits})
    same = [person for person in people if not any(True for _ in person.of("newly", "lifted", "gained", "lost"))]
    if same:
        page.item(say("As before"), "; ".join(narrator.name(person) for person in same) + ".", 2, LABEL, HEAD)


def _by_rule(people: Sequence[Person], group: str) -> dict[str, list[Person]]:
    """The people of a group by rule, the rule of most people first."""
    found: dict[str, list[Person]] = {}
    for person in people:
        for pair in person.of(group):
            found.setdefault(pair.rule.id, []).append(person)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def _count_line(page: Sheet, narrator: Narrator, title: str, by_rule: dict[str, list[Person]], waits: dict[str, str] | None = None) -> None:
    if not by_rule:
        return
    count = len({person.number for people in by_rule.values() for person in people})
    rules = "; ".join(
        f"{narrator.title(rule)} ({len(people)}" + (f", {narrator.words.say('waits for {condition}', condition=waits[rule])}" if waits and waits[rule] else "") + ")" for rule, people in by_rule.items()
    )
    page.item(title, narrator.words.count("{count} person: {rules}.", "{count} people: {rules}.", count, rules=rules), 2, LABEL, HEAD)


# the table


def _say_table(page: Sheet, narrator: Narrator, people: Sequence[Person]) -> None:
    say = narrator.words.say
    shared = {rule: found for rule, found in _by_rule(people, "newly").items() if len(found) > len(people) / 2}
    page.head(say("All of them, without what is new for most"))
    table = Table(box=None, expand=True, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style=HEAD)
    table.add_column("", justify="right", no_wrap=True)
    table.add_column(say("Who"), ratio=44)
    table.add_column(say("What is new"), ratio=36)
    table.add_column(say("What shields"), ratio=14)
    for person in people:
        shields = [NOT_REMOVABLE] if has_no_case(person) else [*shields_of(person)]
        table.add_row(str(person.number), narrator.name(person), "; ".join(_news(narrator, person, shared)) or "–", "; ".join(map(narrator.title, shields)) or "–")
    page.table(table)


def _news(narrator: Narrator, person: Person, shared: dict[str, list[Person]]) -> Iterator[str]:
    """What is new for a person, in few words; priorities that ended are counted."""
    words = narrator.words
    for pair in person.of("newly", "gained"):
        if pair.rule.id not in shared:
            yield narrator.title(pair.rule.id)
    ended = list(person.of("lifted", "lost"))
    priorities = [pair for pair in ended if is_priority(pair)]
    if len(priorities) > 1:
        yield words.say("no longer under {number} priorities", number=number_words(len(priorities), words))
        ended = [pair for pair in ended if pair not in priorities]
    for pair in ended:
        yield words.say("no longer under: {rule}", rule=narrator.title(pair.rule.id))


# a later day


def divided(book: Book, on: date) -> Standing | None:
    """The rule on which courts of appeals disagree most on a day: with courts for it and courts against it, the most of them."""
    found = (book.status(name, on=on) for name, rule in book.library.provisions.items() if not rule.is_shield and rule.id in book.library.encoded)
    split = [standing for standing in found if circuit_statuses(book.library, standing) and standing.authority_for and standing.authority_against]
    return max(split, key=lambda one: len(one.authority_for) + len(one.authority_against), default=None)


def _say_split(page: Sheet, narrator: Narrator, later: Sequence[Later], asker: Asker) -> None:
    on, words, say, library = asker.days[-1], narrator.words, narrator.words.say, narrator.book.library
    standing = divided(narrator.book, on)
    if standing is None:
        return
    circuits = circuit_statuses(library, standing) or {}
    page.head(say("On {day} courts disagree: {rule}", day=narrator.day(on), rule=narrator.title(standing.provision)))
    groups: dict[str, list[str]] = {}
    for name, status in circuits.items():
        groups.setdefault(status, []).append(library.places[name][words.lang])
    for status, names in sorted(groups.items(), key=lambda item: -len(item[1])):
        title = say("No ruling") if status == NO_RULING else capital(STATUS[words.lang][status])
        page.item(title, ", ".join(names) + ".", 2, LABEL, STATUS_STYLE.get(status, ""))
    for review in standing.pending[:1]:
        where = court_words(review.court, library, words)
        page.item(say("Under review"), say("in {court} since {day}: {case}", court=where, day=narrator.day(review.since), case=library.acts[review.upon].title[words.lang]) + ".", 2, LABEL)
    for state in PLACES:
        outcomes = [asker.outcome(standing.provision, person, state) for person in later]
        name = state_name(state, words)
        reached, held = outcomes.count("reached"), outcomes.count("suspended")
        if held and not reached:
            page.item(name, say("it is on hold; if it were not, it would reach {held} of the {total}.", held=held, total=len(later)), 2, LABEL)
        else:
            page.item(name, say("it reaches {reached} of the {total}.", reached=reached, total=len(later)), 2, LABEL)
    if standing.past_horizon:
        page.item(say("Last checked"), narrator.day(standing.horizon) + ".", 2, LABEL)
