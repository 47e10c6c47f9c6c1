"""The book with every question a caller can put to it: `inforce.load()` gives one.

The rulebook's own book knows of no backend and no feature, because those are built on it. Here, at the package's own
level, they meet: each method imports what answers it when it is first called, so that a caller who only asks for a status
loads nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inforce.language.error import InforceError, nearest
from inforce.rulebook import book as rulebook
from inforce.rulebook.book import Day
from inforce.rulebook.library import Reader

if TYPE_CHECKING:
    from inforce.backends.explain import Case, Explanation
    from inforce.citations.check import Cited
    from inforce.citations.index import Index
    from inforce.interview.ask import Ask
    from inforce.interview.problem import Problem
    from inforce.interview.session import Session
    from inforce.rulebook.asking import Asking, Document
    from inforce.screen.caseload import Answers

KEPT = 4
"""How many interviews' problems a book keeps at hand."""


class Book(rulebook.Book):
    """One rulebook, loaded and verified, with explanations, interviews and screening."""

    # explanations

    @cached_property
    def papers(self) -> Mapping[str, tuple[Document, ...]]:
        """On which papers a person finds each fact; nothing where the rulebook does not tell."""
        from inforce.rulebook.asking import read_asking

        return {name: question.documents for name, question in read_asking(self.library).questions.items()}

    def case(
        self,
        facts: Mapping[str, Any],
        *,
        on: Day | None = None,
        known_on: Day | None = None,
        state: str | None = None,
        readings: Mapping[str, str] | None = None,
    ) -> Case:
        """One person on one day, as `determine` reads it, to explain several of their determinations.

        Raises:
            ErrorGroup, InforceError: bad input, with its path.
        """
        from inforce.backends.explain import Case

        day, known = self.day(on), self.day(known_on, "known_on") if known_on is not None else None
        values = self._derive(self.read_facts(self._with_state(facts, state)), day)
        return Case(self.library, values, day, known, self._readings(readings), self.frame, self.papers)

    def explain(
        self,
        provision: str,
        facts: Mapping[str, Any],
        *,
        on: Day | None = None,
        known_on: Day | None = None,
        state: str | None = None,
        readings: Mapping[str, str] | None = None,
        changes: int = 2,
    ) -> Explanation:
        """Why a provision has its outcome for a person on a day, and what would change it.

        Args:
            changes: how many facts a change may touch at most: none, one or two.
        Raises:
            ErrorGroup, InforceError: what `determine` raises; `not-encoded`, `unknown-provision`.

        >>> book = load()
        >>> told = book.explain("priority/2017/convicted", {"us_citizen": False, "convictions": []}, on="2017-02-22")
        >>> told.outcome, told.why.facts
        ('no', ('convictions',))
        """
        from inforce.backends.explain import explain

        if changes not in (0, 1, 2):
            raise InforceError("bad-use", "`changes` takes 0, 1 or 2", help="it is how many facts a change may touch at most")
        case = self.case(facts, on=on, known_on=known_on, state=state, readings=readings)
        answer = self.determine(facts, on=case.on, known_on=case.known_on, state=state, readings=readings, provisions=[provision])
        return explain(case, answer.determinations[0], facts=changes)

    # interviews

    @cached_property
    def asking(self) -> Asking:
        """How each fact is asked."""
        from inforce.rulebook.asking import read_asking

        return read_asking(self.library)

    def problem(self, about: str, on: date, known_on: date | None) -> Problem:
        """What an interview about a family of interest works on, on one day; the last few are kept.

        Raises:
            InforceError: `unknown-family`.
        """
        from inforce.interview.problem import read_problem

        key = (about, on, known_on)
        found = self._problems.pop(key, None) or read_problem(self, about, on, known_on, self.asking)
        self._problems[key] = found
        while len(self._problems) > KEPT:
            del self._problems[next(iter(self._problems))]
        return found

    @cached_property
    def _problems(self) -> dict[tuple[str, date, date | None], Problem]:
        return {}

    def ask(
        self,
        facts: Mapping[str, Any],
        *,
        on: Day | None = None,
        known_on: Day | None = None,
        state: str | None = None,
        about: str = "all",
        declined: Iterable[str] = (),
    ) -> Ask | None:
        """The question that settles most for somebody about whom some facts are known; None when no answer could change anything.

        Args:
            about: the family of interest: all, arrest, hearing, detention, mexico, protections; or a family of the syllabus.
            declined: facts that were asked and are not known.
        Raises:
            ErrorGroup, InforceError: bad input, with its path; `unknown-family`; `contradiction`.

        >>> book = load()
        >>> book.ask({}, on="2017-02-22", about="arrest").fact
        'us_citizen'
        >>> book.ask({"us_citizen": True}, on="2017-02-22", about="arrest") is None
        True
        """
        from inforce.interview.once import next_question

        day, known = self.day(on), self.day(known_on, "known_on") if known_on is not None else None
        values = self._derive(self.read_facts(self._with_state(facts, state)), day)
        return next_question(self, self.problem(about, day, known), values, declined)

    def interview(self, *, about: str = "all", on: Day | None = None, known_on: Day | None = None, state: str | None = None, facts: Mapping[str, Any] | None = None) -> Session:
        """An interview: one question after another, forwards and back. Without a day, the day is the first question.

        Raises:
            ErrorGroup, InforceError: bad input, with its path; `unknown-family`; `contradiction`.
        """
        from inforce.interview.session import Session

        return Session(self, about=about, on=on, known_on=known_on, state=state, facts=facts, asking=self.asking)


    # caseloads

    def cite(self, text: str, *, on: Day | None = None, known_on: Day | None = None) -> tuple[Cited, ...]:
        """Every full citation of a text, in order, with what became of it by a day; one that is not in the rulebook has no fates and no provisions.

        Raises:
            InforceError: a day that cannot be read.
        """
        from inforce.citations.check import check_text

        return tuple(check_text(self.library, text, self.day(on), self.day(known_on, "known_on") if known_on is not None else None, self._cited))

    @cached_property
    def _cited(self) -> Index:
        from inforce.citations.index import build

        return build(self.library)

    def screen(self, source: Any, **words: Any) -> Answers:
        """Answer every row of a roster on a day, in memory; `inforce.screen.caseload.screen` writes files instead.

        Args:
            source: a Polars, pandas or Arrow table, or a file.
            words: `on`, `compared`, `known_on`, `state`, `readings`, `provisions`, and how the roster is read; see `inforce.screen.caseload.answer`.
        Returns:
            The results, the quarantine and the summary.
        """
        from inforce.screen.caseload import answer

        return answer(self, source, **words)


    # columns

    def columns(
        self,
        table: Any,
        *,
        on: Day | None = None,
        own_day: str | None = None,
        known_on: Day | None = None,
        provisions: Iterable[str] | None = None,
        readings: Mapping[str, str] | None = None,
        keep: Sequence[str] = (),
    ) -> Any:
        """Provisions' outcomes by truth tables alone, as a lazy Polars query that streams: for tables larger than memory.

        A column a provision, and `contradictory`; null is left open by truth tables, which is not `depends`: `screen` decides it.

        Args:
            table: a Polars LazyFrame with a column a fact (a value of a set: `fact:value`), null where it is unknown.
            on: the day asked about; `own_day` instead is the column that holds each row's own.
            keep: columns handed through.
        Raises:
            InforceError: `unknown-column`, `wrong-type`; `bad-use` for two kinds of day; what the book raises for days, ids and readings.
        """
        from inforce.backends.columns.outcomes import Outcomes

        if own_day is not None and (on is not None or known_on is not None):
            raise InforceError("bad-use", "a day for each row excludes a day for all", help="leave `own_day` out, or `on` and `known_on`")
        if not hasattr(table, "collect_schema"):
            raise InforceError("wrong-type", "`columns` takes a Polars LazyFrame", help="write frame.lazy(), or polars.LazyFrame(data)")
        schema = table.collect_schema()
        for name in (*keep, *([own_day] if own_day is not None else [])):
            if name not in schema:
                raise InforceError("unknown-column", f"the table has no column `{name[:60]}`", help=nearest(name, schema.names()) or "name a column of the table")
        facts = {name: dtype for name, dtype in schema.items() if name not in keep and name != own_day}
        if own_day is not None:
            made = Outcomes.day_open(self, facts, own_day, provisions=provisions, readings=readings)
        else:
            made = Outcomes.fixed(self, facts, self.day(on), self.day(known_on, "known_on") if known_on is not None else None, provisions, readings)
        return made.answers(table, keep, clashes=True)


def load(folder: Path | str | None = None) -> Book:
    """Load and verify a rulebook; the one that comes with the program by default.

    Raises:
        ErrorGroup: every fault of the rulebook; one that fails to load never answers.
    """
    return Book(Reader(Path(folder) if folder is not None else rulebook.default_folder()).read())
