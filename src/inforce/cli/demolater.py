"""The people of the week on later days: for each rule the answer on the first of the days, and every change with the acts that made it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inforce.backends.text.acts import capital
from inforce.backends.text.catalogue import Catalogue, sentence
from inforce.backends.text.states import state_name
from inforce.cli.article import WORDS
from inforce.cli.sheet import HEAD, QUIET, Lines, Sheet, styled
from inforce.cli.weeklater import PLACES, Asker, Later, Row
from inforce.cli.words import day_words, notice, past_horizon
from inforce.rulebook.book import Book

YES = sentence("yes")


class LaterTeller:
    """Tells the later days of people in one language."""

    def __init__(self, book: Book, asker: Asker, words: Catalogue) -> None:
        self.book = book
        self.asker = asker
        self.words = words
        self.page = Sheet()

    def preface(self) -> None:
        say, days = self.words.say, [day_words(day, self.words.lang) for day in self.asker.days]
        self.page.say(say("The same people later, in {places}", places=say("{one} and in {other}", one=state_name(PLACES[0], self.words), other=state_name(PLACES[1], self.words))), style=HEAD)
        self.page.say(say("Asked on {days}. Only rules whose answer changes or differs between the two states are named; each with its first answer and what changed it.", days="; ".join(days)))

    def person(self, person: Later) -> None:
        page, say = self.page, self.words.say
        page.gap()
        page.say(f"{person.number}. {self.words.find(person.name) or person.name}", hang=3, style=HEAD)
        for change in person.changes:
            if change.day <= self.asker.days[-1]:
                day, says = day_words(change.day, self.words.lang), change.says[self.words.lang]
                if change.state:
                    page.say(say("Supposed from {day} on, in {state}: {says}.", day=day, state=state_name(change.state, self.words), says=says), 2, 2)
                else:
                    page.say(say("Supposed from {day} on: {says}.", day=day, says=says), 2, 2)
        rows = list(self.asker.rows(person))
        for row in rows:
            self._row(row)
        if not rows:
            page.say(say("No rule changes over these days or differs between the two states."), 2)
        past = {row.rule.id for row in rows if any(cells[-1].past for cells in row.cells.values())}
        if past:
            page.warn(past_horizon(len(past), self.asker.days[-1], self.words.lang), 2)

    def _row(self, row: Row) -> None:
        title = styled(capital(row.rule.title[self.words.lang]), (f" [{row.rule.id}]", QUIET))
        self.page.item("-", title, 2)
        places = PLACES if row.differs or len({row.causes[state] for state in PLACES}) > 1 else PLACES[:1]
        for state in places:
            said = "; ".join(self._history(row, state))
            self.page.say(f"{state_name(state, self.words)}: {said}" if len(places) > 1 else capital(said), 4, 2)

    def _history(self, row: Row, state: str) -> Iterator[str]:
        """The first answer, then each change with its day and acts."""
        cells, words = row.cells[state], WORDS | ({"reached": YES} if row.rule.bearing == "benefit" else {})
        yield self.words.say(words[cells[0].outcome])
        for day, acts, before, after in zip(self.asker.days[1:], row.causes[state], cells[:-1], cells[1:], strict=True):
            if before.outcome != after.outcome:
                titles = ", ".join(self.book.library.acts[act].title[self.words.lang] for act in acts)
                outcome, on = self.words.say(words[after.outcome]), day_words(day, self.words.lang)
                if titles:
                    yield self.words.say("by {day} {outcome} ({acts})", day=on, outcome=outcome, acts=titles)
                else:
                    yield self.words.say("by {day} {outcome} (the person's own days)", day=on, outcome=outcome)


def later(book: Book, people: Iterable[Later], asker: Asker, words: Catalogue) -> Lines:
    """Some people on the later days."""
    teller = LaterTeller(book, asker, words)
    teller.preface()
    for person in people:
        teller.person(person)
    teller.page.gap()
    teller.page.say(notice(words.lang))
    return teller.page.lines
