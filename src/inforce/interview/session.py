"""A session: one interview with its answers, from the first question to the last, forwards and back.

Answers are kept until the session ends and go nowhere. Going back to a question keeps the others: an answer that no longer
fits the new one is set aside and used again when it fits; one that has become irrelevant has no part in the result.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from inforce.interview.about import provisions_of
from inforce.interview.ask import DAY, Ask, ask_of, read_answer
from inforce.interview.choose import Chooser, opening
from inforce.interview.problem import THERE, Problem, read_problem
from inforce.interview.state import State
from inforce.language.error import InforceError
from inforce.language.fact import Value
from inforce.rulebook.asking import Asking, read_asking
from inforce.rulebook.book import Answer, Book

DECLINES = ("unknown", "prefer_not")
"""I don't know; I prefer not to say. Both leave the fact unknown."""


class Session:
    """One interview.

    Args:
        about: the family of interest.
        on: the day asked about; the first question where it is not given.
        facts: what is known already, as in a case file; it is not asked.
    Raises:
        ErrorGroup, InforceError: bad input; `unknown-family`; `contradiction`.
    """

    def __init__(
        self,
        book: Book,
        *,
        about: str = "all",
        on: date | str | None = None,
        known_on: date | str | None = None,
        state: str | None = None,
        facts: Mapping[str, Any] | None = None,
        asking: Asking | None = None,
    ) -> None:
        self.book = book
        self.about = about
        self.asking = asking or read_asking(book.library)
        self.known_on = book.day(known_on, "known_on") if known_on is not None else None
        given = dict(facts or {})
        if state is not None and given.get("state") is None:
            given["state"] = state
        self.given = {name: raw for name, raw in given.items() if raw is not None}
        book.read_facts(self.given)
        self.kept: dict[str, Any] = {}
        """Every answer so far as given, in the order of the questions; None where it was declined."""
        self.day_given = on is not None
        self.on: date | None = book.day(on) if on is not None else None
        self._problem: Problem | None = None
        self._state: State | None = None
        self._chooser: Chooser | None = None
        self._asked: str | None = None
        self._went_back = False
        if self.on is not None:
            self._begin()
        else:
            provisions_of(about, book.library.encoded)  # an unknown family is told at once

    # the day, and the state it gives

    def _begin(self) -> None:
        assert self.on is not None
        self._problem = read_problem(self.book, self.about, self.on, self.known_on, self.asking)
        self._rebuild()

    @property
    def problem(self) -> Problem:
        assert self._problem is not None
        return self._problem

    @property
    def state(self) -> State:
        assert self._state is not None
        return self._state

    def _start(self) -> State:
        """The state before the first question: what was known already."""
        values = self.book._derive(self.book.read_facts(self.given), self.on or date.today())
        state = State.start(self.problem)
        for name, value in values.items():
            state = state.learn(name, value)
        if not state.is_possible():
            raise state.contradiction()
        return state

    def _rebuild(self) -> None:
        """Take up every kept answer that fits, in the order of the questions."""
        state = self._start()
        for fact, raw in self.kept.items():
            state = self._taken(state, fact, raw) or state
        self._state = state
        self._chooser = opening(self.problem)
        if state.said or state.declined:
            self._chooser = Chooser(state, self._chooser)

    def _taken(self, state: State, fact: str, raw: Any) -> State | None:
        """The state with a kept answer; None where it does not fit."""
        if fact == DAY or fact not in self.problem.questions:
            return None
        if raw is None:
            return state.decline(fact)
        try:
            found = state.learn(fact, read_answer(self.problem.vocabulary, fact, raw))
        except InforceError:
            return None
        return found if Chooser(found, opening(self.problem)).is_possible else None

    # the questions

    def next(self) -> Ask | None:
        """The next question; None when no answer could change anything.

        Raises:
            TooHard: the exact decision passes its cap.
        """
        if self._asked is not None:
            return self._ask(self._asked)
        if self._problem is None:
            self._asked = DAY
            return self._ask(DAY)
        fact = self._choose()
        if fact is None and self._went_back:
            self._went_back = False
            fact = self._choose_of_used()
        self._asked = fact
        return self._ask(fact) if fact is not None else None

    def _ask(self, fact: str) -> Ask:
        place = list(self.kept).index(fact) if fact in self.kept else len(self.kept)
        return ask_of(self.book, self.asking[fact], place + 1)

    def _choose(self) -> str | None:
        """The next fact to ask; one with a kept answer that fits is answered by it."""
        while True:
            if self._chooser is None or self._chooser.state is not self.state:
                self._chooser = Chooser(self.state, self._chooser)
            fact = self._chooser.choose()
            taken = self._taken(self.state, fact, self.kept[fact]) if fact is not None and fact in self.kept else None
            if taken is None:
                return fact
            self._state = taken

    def _choose_of_used(self) -> str | None:
        """The same when only the kept answers that can matter at their turn are used."""
        state, chooser = self._start(), opening(self.problem)
        for fact, raw in self.kept.items():
            if fact == DAY or fact not in self.problem.questions:
                continue
            chooser = Chooser(state, chooser)
            if chooser.can_matter(fact):
                state = self._taken(state, fact, raw) or state
        self._state, self._chooser = state, opening(self.problem)
        return self._choose()

    def answer(self, raw: object, fact: str | None = None) -> None:
        """Answer the question that was put, or one put before.

        Args:
            raw: as in a case file; a day may be a year, a set a mapping; `false` for a day that need not be there.
        Raises:
            InforceError: a value the fact does not take; `contradiction`; `not-asked`. The session stays as it was.
        """
        name = self._named(fact)
        if name == DAY:
            self.on = self._day(raw)
            self._keep(name, self.on.isoformat())
            self._begin()
            return
        value = read_answer(self.problem.vocabulary, name, raw)
        if name in self.kept and name != list(self.kept)[-1]:
            self._replace(name, raw, value)
            return
        before = self._before(name)
        found = before.learn(name, value)
        chooser = Chooser(found, self._chooser if before is self.state else opening(self.problem))
        if not chooser.is_possible:
            raise found.contradiction()
        self._keep(name, raw)
        self._state, self._chooser = found, chooser

    def decline(self, how: str = "unknown", fact: str | None = None) -> None:
        """Leave a fact unknown; it is not asked again. The day asked about is then today."""
        if how not in DECLINES:
            raise InforceError("unknown-value", f"there is no way `{how[:20]}` to decline", help="values: " + ", ".join(DECLINES))
        name = self._named(fact)
        if name == DAY:
            self.on = self.book.day(None)
            self._keep(name, None)
            self._begin()
            return
        changed = name in self.kept and name != list(self.kept)[-1]
        before = self._before(name)
        self._keep(name, None)
        if changed:
            self._went_back = True
            self._rebuild()
        else:
            if before is not self.state:
                self._chooser = opening(self.problem)
            self._state = before.decline(name)

    def _named(self, fact: str | None) -> str:
        name = fact if fact is not None else self._asked
        if name is None or (name != self._asked and name not in self.kept):
            raise InforceError("not-asked", "no such question was put" if name is not None else "no question is open", help="answer the question that was put, or go back to one")
        return name

    def _day(self, raw: object) -> date:
        if not isinstance(raw, (str, date)):
            raise InforceError("bad-date", "`on` takes a date", help="dates are written YYYY-MM-DD")
        return self.book.day(raw)

    def _before(self, name: str) -> State:
        """The state without an answer to this fact: as it stands where the fact was not answered."""
        if not self.state.is_asked(name):
            return self.state
        state = self._start()
        for fact, raw in self.kept.items():
            if fact != name:
                state = self._taken(state, fact, raw) or state
        return state

    def _replace(self, name: str, raw: object, value: Value | None) -> None:
        """Another answer to an earlier question: it must fit the answers before it; those after it are kept where they fit."""
        state = self._start()
        for fact, its in self.kept.items():
            if fact == name:
                break
            state = self._taken(state, fact, its) or state
        found = state.learn(name, value)
        if not found.is_possible():
            raise found.contradiction()
        self._keep(name, raw)
        self._went_back = True
        self._rebuild()

    def _keep(self, name: str, raw: Any) -> None:
        self.kept[name] = raw
        self._asked = None

    def back(self, fact: str | None = None) -> Ask | None:
        """Put an earlier question again: the one before, or the one named; None where there is none.

        Raises:
            InforceError: `not-asked` for a fact that was not asked.
        """
        names = list(self.kept)
        if fact is not None and fact not in names:
            raise InforceError("not-asked", "no such question was put", help="go back to a question that was put")
        if fact is None:
            here = names.index(self._asked) if self._asked in names else len(names)
            if here == 0:
                return None
            fact = names[here - 1]
        self._asked = fact
        return self._ask(fact)

    # the result

    @property
    def facts(self) -> dict[str, Any]:
        """What was known already and every answer in use, as a case file has them; nothing that was declined."""
        found = dict(self.given)
        found |= {name: raw for name, raw in self.kept.items() if self._is_used(name, raw) and not (raw is False and self._can_be_absent(name))}
        return found

    def _is_used(self, name: str, raw: Any) -> bool:
        return name != DAY and raw is not None and self._state is not None and self._state.is_asked(name) and name not in self._state.declined

    def _can_be_absent(self, name: str) -> bool:
        return name + THERE in self.problem.vocabulary

    @property
    def aside(self) -> tuple[str, ...]:
        """Answers that are kept and not in use: they do not fit an answer given since, or have become irrelevant."""
        return tuple(name for name, raw in self.kept.items() if name != DAY and raw is not None and not self._is_used(name, raw))

    @property
    def declined(self) -> tuple[str, ...]:
        """The questions left unknown."""
        return tuple(name for name, raw in self.kept.items() if raw is None)

    def result(self, *, reasons: bool = True) -> Answer:
        """The determination of every provision of interest by the answers in use."""
        names = list(self.problem.outcomes)
        return self.book.determine(self.facts, on=self.on, known_on=self.known_on, provisions=names, reasons=reasons)
