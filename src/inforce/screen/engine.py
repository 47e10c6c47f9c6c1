"""The engine: every provision's exact outcome for every row of a fact table.

Three steps. The constraints are taken in for all rows at once. Truth tables over columns settle most answers. What they
leave open is decided by the kernel, once for each distinct pattern of what is known, and remembered; so `depends` means
what it means everywhere: two ways of filling the unknown facts, both allowed by the constraints, differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from inforce.backends.columns.kleene import Plane, anywhere, both, either, every, invert, spread
from inforce.backends.columns.layout import Layout, is_own
from inforce.backends.columns.people import to_values
from inforce.language.error import InforceError
from inforce.language.evaluate import residual
from inforce.language.fact import Value
from inforce.language.formula import FALSE, TRUE, Formula
from inforce.language.knowledge import Knowledge
from inforce.language.syntax import READING
from inforce.rulebook.book import Book, Day
from inforce.rulebook.frame import OUTCOMES, PARENT_ORDER
from inforce.screen.closing import close, count_as_not_made
from inforce.screen.decider import CODES, NONE, TOO_HARD
from inforce.screen.decision import Decisions
from inforce.screen.pattern import Question, View
from inforce.screen.possible import impossible_rows
from inforce.screen.regions import Regions
from inforce.screen.roster.refused import Refused
from inforce.screen.state import State, read_state

OUTCOME = pl.Enum(OUTCOMES)


@dataclass(frozen=True)
class Screened:
    """One table's answers, and the rows that have none because their facts are in conflict (or are too hard to decide)."""

    results: pl.DataFrame
    contradictory: list[Refused]


@dataclass(frozen=True)
class _Open:
    """What is told of one question in every row, by code, and the rows that it is not."""

    code: pl.Series
    left: pl.Series

    def with_found(self, found: tuple[pl.Series, pl.Series] | None) -> tuple[pl.Series, pl.Series]:
        """The codes and the numbers of reasons, with what the kernel found for the rows left."""
        reason = pl.repeat(0, len(self.code), dtype=pl.UInt32, eager=True)
        if found is None:
            return self.code, reason
        return _scatter(self.code, self.left, found[0]), _scatter(reason, self.left, found[1])


class Screener:
    """Answers tables of one layout on one day, or each row on its own; answers to patterns are remembered from table to table.

    Args:
        schema: the table's columns and their types; columns that begin with `_` or `keep:` are handed through.
        provisions: the ids asked for, in that order; all of the syllabus by default.
        own_day: the column that holds each row's own day; on all these days the rules are those of the day `on`.
        state: where those are whose row names no state.
        reasons: whether to work out what each open answer depends on; outcomes alone are faster.
    Raises:
        InforceError: `unknown-column`, `wrong-type`, and what the book raises for days, ids, states and readings.
    """

    def __init__(
        self,
        book: Book,
        schema: Mapping[str, pl.DataType | type[pl.DataType]],
        *,
        on: Day | None,
        own_day: str | None = None,
        known_on: Day | None = None,
        provisions: Iterable[str] | None = None,
        readings: Mapping[str, str] | None = None,
        state: str | None = None,
        reasons: bool = True,
    ) -> None:
        self.book = book
        self.own_day = own_day
        self.layout = Layout(schema, book.library.vocabulary, day=own_day)
        self.on: date = book.day(on)
        self.state = state
        self.reasons = reasons
        self.readings = book._readings(readings)
        self.provisions = tuple(book.check_id(name) for name in provisions) if provisions is not None else book.library.encoded
        if state is not None:
            book.library.vocabulary["state"].read(state)
        self.frame = book.frame(self.on, book.day(known_on, "known_on") if known_on is not None else None)
        day = self.on.toordinal()
        known_day: dict[str, Value] = {"on": (day, day)} if own_day is None else {}
        fixed: dict[str, Value] = {**known_day, **{READING + name: other for name, other in self.readings.items()}}
        vocabulary = book.library.vocabulary
        known = Knowledge(vocabulary, fixed, (), open_given=frozenset(vocabulary))
        memo: dict[Formula, Formula] = {}
        self.cores = self.frame.cores(self.provisions)
        self.outcomes = {core: {k: residual(f, known, memo) for k, f in self.frame.core(core).items()} for core in self.cores}
        self.if_operative = {core: {k: residual(f, known, memo) for k, f in self.frame.if_operative(core).items()} for core in self.cores}
        self.constraints = tuple(rest for c in book.library.theory.constraints if (rest := residual(c.formula, known, memo)) is not TRUE)
        everything = [f for asked in (self.outcomes, self.if_operative) for formulas in asked.values() for f in formulas.values()]
        self.regions = Regions([*everything, *self.constraints], vocabulary)
        self.questions = {core: Question.of(core, "outcome", self.outcomes[core]) for core in self.cores}
        self.waiting = {core: Question.of(core, "if_operative", self.if_operative[core]) for core in self.cores}
        self.decisions = Decisions(self)
        blank = self._read(pl.DataFrame({"_row": [0]}), Layout({}, vocabulary), None)
        close(blank, self.constraints)
        self.blank = {fact: _single(ends) for fact, ends in blank.ends.items()}

    def _read(self, table: pl.DataFrame, layout: Layout, place: str | None) -> State:
        return read_state(table, layout, self.regions, self.on.toordinal(), place)

    def day(self, row: Mapping[str, object]) -> date:
        """The day that one row is asked about."""
        found = row[self.own_day] if self.own_day is not None else self.on
        assert isinstance(found, date)
        return found

    def values(self, row: Mapping[str, object]) -> dict[str, Value]:
        """One row's facts as the kernel knows them, derived numbers turned into what they say of their sources.

        Raises:
            InforceError: `contradiction` where a derived number and its source are in conflict.
        """
        values = to_values(row, self.book.library.vocabulary)
        if self.state is not None and "state" not in values:
            values["state"] = frozenset({self.state})
        return self.book._derive(values, self.day(row))

    def screen(self, table: pl.DataFrame) -> Screened:
        """Answer every row.

        Raises:
            InforceError: `wrong-type` for a table of another layout, `unknown-value` for a word that is no value of a choice.
        """
        if {name: dtype for name, dtype in table.schema.items() if not is_own(name)} != self.layout.schema:
            raise InforceError("wrong-type", "the table has other columns than the screener was made for", help="make a screener for each layout")
        if "_row" not in table.columns:
            table = table.with_row_index("_row").with_columns(pl.col("_row").cast(pl.UInt64))
        state = self._read(table, self.layout, self.state)
        truths = close(state, self.constraints)
        refused = impossible_rows(self, table, state, truths)
        count_as_not_made(state, self.book.library.vocabulary)
        truths = close(state, self.constraints)
        bad = either(state.impossible, refused.where)
        asked = spread(invert(bad), table.height)
        view = View.of(state, self.constraints, truths)
        self.decisions.look_at(table)
        open_questions: dict[Question, _Open] = {}
        for core in self.cores:
            open_questions[self.questions[core]] = self._answer(self.questions[core], view, asked)
            open_questions[self.waiting[core]] = self._if_operative(self.waiting[core], view, asked)
        found = self.decisions.decide({question: one.left for question, one in open_questions.items() if one.left.any()}, view, self.blank)
        answered = {core: open_questions[self.questions[core]].with_found(found.get(self.questions[core])) for core in self.cores}
        waiting = {core: open_questions[self.waiting[core]].with_found(found.get(self.waiting[core]))[0] for core in self.cores}
        columns: dict[str, pl.Series] = {}
        hard: Plane = False
        for name in self.provisions:
            code, reason, if_operative = self._first_found(name, answered, waiting)
            hard = either(hard, either(_is(code, TOO_HARD), _is(if_operative, TOO_HARD)))
            columns[name] = code
            columns[f"{name}|if_operative"] = if_operative
            columns[f"{name}|depends_on"] = reason
        wrong = refused.rows(self, table, spread(bad, table.height), spread(both(hard, asked), table.height))
        kept = spread(both(asked, invert(hard)), table.height)
        return Screened(self._results(table, columns, kept), wrong)

    def _answer(self, question: Question, view: View, asked: pl.Series) -> _Open:
        """What truth tables tell of the outcome in every row, and where they leave it open."""
        code = pl.repeat(NONE, len(asked), dtype=pl.UInt8, eager=True)
        settled: Plane = False
        for outcome, formula in question.formulas.items():
            true = either(view.truth(formula).true, _alone(view, question, formula))
            if anywhere(true):
                code = _put(code, CODES[outcome], true)
                settled = either(settled, true)
        return _Open(code, spread(both(asked, invert(settled)), len(asked)))

    def _if_operative(self, question: Question, view: View, asked: pl.Series) -> _Open:
        code = pl.repeat(NONE, len(asked), dtype=pl.UInt8, eager=True)
        if all(formula is FALSE for formula in question.formulas.values()):
            return _Open(code, spread(False, len(asked)))
        truths = [view.truth(formula) for formula in question.formulas.values()]
        settled: Plane = every(truth.false for truth in truths)
        for outcome, formula in question.formulas.items():
            true = view.truth(formula).true
            code, settled = _put(code, CODES[outcome], true), either(settled, true)
        return _Open(code, spread(both(asked, invert(settled)), len(asked)))

    def _first_found(
        self, name: str, answered: Mapping[str, tuple[pl.Series, pl.Series]], waiting: Mapping[str, pl.Series]
    ) -> tuple[pl.Series, pl.Series, pl.Series]:
        """A provision's codes: its own, or those of the part that tells, as the rulebook's `first_found` chooses."""
        code, reason = answered[name]
        if_operative = waiting[name]
        parts = self.frame.provision(name).parts
        if not parts:
            return code, reason, if_operative
        best = _rank(code)
        for part in parts:
            # a part with parts of its own tells its outcome by them, and what else is told by its own core
            other = self._first_found(part, answered, waiting)[0]
            better = _rank(other) < best
            best = _rank(other).zip_with(better, best)
            code = other.zip_with(better, code)
            reason = answered[part][1].zip_with(better, reason)
            if_operative = waiting[part].zip_with(better, if_operative)
        return code, reason, if_operative

    def _results(self, table: pl.DataFrame, columns: Mapping[str, pl.Series], kept: pl.Series) -> pl.DataFrame:
        made = table.select(name for name in table.columns if is_own(name)).filter(kept)
        found: list[pl.Series] = []
        for name in self.provisions:
            found.append(columns[name].filter(kept).cat.to(OUTCOME).alias(name))
            if_operative = columns[f"{name}|if_operative"].filter(kept)
            found.append(if_operative.set(if_operative == NONE, None).cat.to(OUTCOME).alias(f"{name}|if_operative"))
            if self.reasons:
                numbers = columns[f"{name}|depends_on"].filter(kept)
                found += [series.alias(f"{name}|{what}") for what, series in self.decisions.reasons(numbers).items()]
        return made.with_columns(found)


def _alone(view: View, question: Question, formula: Formula) -> Plane:
    """Where truth tables leave no outcome but one: of everybody, one holds."""
    return every(view.truth(other).false for other in question.formulas.values() if other is not formula)


def _single(ends: tuple[pl.Series | int, pl.Series | int]) -> tuple[int, int]:
    low, high = (end if isinstance(end, int) else int(end[0]) for end in ends)
    return low, high


def _put(code: pl.Series, value: int, where: Plane) -> pl.Series:
    if isinstance(where, bool):
        return pl.repeat(value, len(code), dtype=code.dtype, eager=True) if where else code
    return pl.repeat(value, len(code), dtype=code.dtype, eager=True).zip_with(where, code)


def _scatter(code: pl.Series, where: pl.Series, found: pl.Series) -> pl.Series:
    return code.scatter(where.arg_true(), found.cast(code.dtype))


def _is(code: pl.Series, value: int) -> Plane:
    return code == value


def _rank(code: pl.Series) -> pl.Series:
    """The place of each code in the order in which a parent looks for its outcome."""
    order = {CODES[outcome]: place for place, outcome in enumerate(PARENT_ORDER)}
    return code.replace_strict({**order, NONE: NONE, TOO_HARD: -1}, return_dtype=pl.Int8)
