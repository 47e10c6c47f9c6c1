"""Tests of the tests: each harness must catch a fault that is planted on purpose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from inforce.kernel import clauses, neighbours, queries
from inforce.kernel.queries import Impossible
from inforce.language import evaluate
from inforce.language.formula import Formula, Not, conjoin, disjoin
from inforce.language.knowledge import Knowledge
from inforce.rulebook import status
from inforce.rulebook.status import Docket, Moment
from tests import reference
from tests.properties import test_days, test_formulas, test_queries, test_status
from tests.strategies import EVERYBODY, dockets

Patch = pytest.MonkeyPatch
HARDER = settings(
    max_examples=1200, phases=[Phase.generate], deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def catches(test: Any, *strategies: st.SearchStrategy[Any], **named: st.SearchStrategy[Any]) -> None:
    """The property fails (it is run again with more examples and without shrinking)."""
    inner = test.hypothesis.inner_test

    @HARDER
    @given(st.tuples(*strategies), st.fixed_dictionaries(named))
    def run(arguments: tuple[Any, ...], more: dict[str, Any]) -> None:
        inner(*arguments, **more)

    with pytest.raises((AssertionError, AttributeError, KeyError, TypeError, ValueError, RecursionError)):
        run()


# evaluation and residuals


def confuse(real: Callable[..., bool | None]) -> Callable[..., bool]:
    return lambda *arguments: bool(real(*arguments))


def test_evaluation_that_takes_unknown_for_false_is_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(test_formulas, "evaluate", confuse(evaluate.evaluate))
    catches(test_formulas.test_what_is_decided_stays_decided_as_facts_arrive, st.data())
    catches(test_formulas.test_laws_of_logic_hold_for_every_person_and_are_never_denied_by_partial_knowledge, st.data())


def test_knowledge_that_takes_unknown_for_false_is_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(Knowledge, "truth", confuse(Knowledge.truth))
    catches(test_formulas.test_finishing_a_residual_equals_evaluating_directly, st.data())


def test_residual_that_drops_a_negation_is_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(evaluate, "negate", lambda formula: formula)
    catches(test_formulas.test_finishing_a_residual_equals_evaluating_directly, st.data())


def test_residual_that_takes_or_for_and_is_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(evaluate, "disjoin", conjoin)
    catches(test_formulas.test_finishing_a_residual_equals_evaluating_directly, st.data())


def test_printer_that_drops_a_negation_is_caught(monkeypatch: Patch) -> None:
    real = test_formulas.to_text
    monkeypatch.setattr(test_formulas, "to_text", lambda formula: real(formula.part if isinstance(formula, Not) else formula))
    catches(test_formulas.test_printed_formula_parses_to_the_same_formula, st.data())


def test_reference_that_is_wrong_is_caught_by_the_kernel(monkeypatch: Patch) -> None:
    real = reference.holds

    def wrong(formula: Formula, person: Any, said: frozenset[str] = frozenset()) -> bool:
        return real(disjoin(*formula.parts), person, said) if hasattr(formula, "parts") else real(formula, person, said)

    monkeypatch.setattr(reference, "holds", wrong)
    catches(test_formulas.test_evaluation_of_a_complete_person_agrees_with_the_reference, st.data())


# days


def test_shift_that_is_off_by_one_is_caught(monkeypatch: Patch) -> None:
    real = test_days.shift
    monkeypatch.setattr(test_days, "shift", lambda day, months, days: real(day, months, days) + (1 if months else 0))
    catches(test_days.test_shift_agrees_with_counting_months_one_by_one, test_days.DAYS, test_days.MONTHS, test_days.SOME_DAYS)
    catches(test_days.test_last_before_is_the_inverse_of_shift, test_days.DAYS, test_days.MONTHS, test_days.SOME_DAYS)


def test_anniversary_that_comes_a_day_early_is_caught(monkeypatch: Patch) -> None:
    real = test_days.shift

    def early(day: int, months: int, days: int) -> int:
        moved = real(day, months, 0)
        return moved - (months > 0 and date.fromordinal(moved).day == 1 and date.fromordinal(day).day > 28) + days

    monkeypatch.setattr(test_days, "shift", early)
    catches(test_days.test_shift_agrees_with_counting_months_one_by_one, test_days.DAYS, test_days.MONTHS, test_days.SOME_DAYS)


# decisions and answers


def asked_wrongly(*tests: Callable[[], None]) -> None:
    """Each of the tests of questions fails."""
    for test in tests or (test_queries.test_every_answer_agrees_with_the_reference,):
        with pytest.raises((AssertionError, StopIteration, Impossible)):
            test()


def test_relations_between_days_that_are_not_checked_are_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(clauses, "narrow", lambda spans, relations: True)
    asked_wrongly()


def test_two_people_whose_days_are_not_checked_are_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(clauses.Pair, "_conflict", lambda *arguments: None)
    asked_wrongly()


def test_two_people_who_agree_on_a_day_and_may_have_two_are_caught(monkeypatch: Patch) -> None:
    real = clauses.Pair._conflict

    def apart(pair: Any, model: Any, days: Any) -> Any:
        return real(pair, [-abs(value) if abs(value) in pair.same.values() else value for value in model], days)

    monkeypatch.setattr(clauses.Pair, "_conflict", apart)
    asked_wrongly()


def test_constraints_that_are_forgotten_are_caught(monkeypatch: Patch) -> None:
    real = clauses.Clauses.__init__
    monkeypatch.setattr(clauses.Clauses, "__init__", lambda form, vocabulary, constraints, formulas, on=None: real(form, vocabulary, [], formulas, on))
    asked_wrongly()


def test_neighbours_whom_the_constraints_forbid_are_caught(monkeypatch: Patch) -> None:
    real = neighbours.Neighbours.differ

    def anybody(around: Any, literals: Any) -> int:
        around.valid = around.everybody
        found: int = real(around, literals)
        return found

    monkeypatch.setattr(neighbours.Neighbours, "differ", anybody)
    asked_wrongly()


def test_depends_on_that_lists_every_open_fact_is_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(queries.Turning, "depends_on", lambda turning, outcomes: tuple(turning.candidates()))
    asked_wrongly()


def test_settling_facts_that_are_too_many_or_too_few_are_caught(monkeypatch: Patch) -> None:
    real = queries.Turning.settling
    for wrong in (lambda turning, outcomes: tuple(turning.candidates()), lambda turning, outcomes: real(turning, outcomes)[1:]):
        monkeypatch.setattr(queries.Turning, "settling", wrong)
        asked_wrongly()


def test_reasons_that_are_too_many_or_too_few_are_caught(monkeypatch: Patch) -> None:
    real = test_queries.because
    for wrong in (lambda person, outcomes, outcome: tuple(person.values), lambda *arguments: real(*arguments)[1:]):
        monkeypatch.setattr(test_queries, "because", wrong)
        asked_wrongly()


def test_a_core_that_chooses_is_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(queries.Person, "fewest", lambda person, granted, facts, denied=(), needed=(): tuple(facts))
    asked_wrongly(test_queries.test_of_what_cannot_be_a_smallest_set_in_conflict_is_named)


def test_findings_that_are_left_open_are_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(queries.Person, "_open_findings", lambda person: {})
    asked_wrongly(test_queries.test_findings_nobody_reported_count_as_not_made_as_far_as_what_is_said_allows)


def test_findings_that_count_as_not_made_against_what_is_said_are_caught(monkeypatch: Patch) -> None:
    real = queries.Person._suppose

    def suppose(person: Any, findings: Any) -> None:
        try:
            real(person, findings)
        except Impossible:
            raise
        person.findings = findings

    monkeypatch.setattr(queries.Person, "_suppose", suppose)
    asked_wrongly(test_queries.test_findings_nobody_reported_count_as_not_made_as_far_as_what_is_said_allows)


# status


def status_is_caught() -> None:
    catches(test_status.test_status_agrees_with_the_reference, st.data(), dockets(), test_status.DAYS | st.none())


def test_stay_that_is_ignored_is_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(Moment, "act_holds", Moment.act_stands)
    status_is_caught()


def test_vacatur_that_undoes_nothing_is_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(status, "UNDOING", frozenset())
    status_is_caught()


def test_court_ending_that_fell_and_is_taken_for_good_is_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(Moment, "ends_and_falls", lambda moment, effect: status.FALSE)
    status_is_caught()


def test_effect_that_holds_on_its_last_day_is_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(
        Moment, "is_running", lambda moment, effect: moment.has_begun(effect) and (effect.until is None or moment.on <= effect.until)
    )
    status_is_caught()


def test_effect_that_begins_a_day_late_is_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(Moment, "has_begun", lambda moment, effect: effect.known <= moment.known_on and effect.day < moment.on)
    status_is_caught()


def test_day_known_in_part_that_counts_from_its_earliest_day_is_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(Moment, "begins", lambda moment, effect: status.TRUE if moment.has_begun(effect) else status.FALSE)
    status_is_caught()


def test_printed_end_that_is_taken_for_an_ending_is_caught(monkeypatch: Patch) -> None:
    real = Moment.is_running
    monkeypatch.setattr(Moment, "is_running", lambda moment, effect: real(moment, effect) and not (effect.through and moment.on > effect.through))
    status_is_caught()


def test_ending_of_the_day_that_closes_its_starts_is_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(Moment, "closes", lambda moment, end, start: status._began(end).follows(start.began, same_day=True))
    status_is_caught()


def test_unseen_act_that_counts_is_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(Docket, "by_target", property(lambda docket: status.index_by_target(docket.acts)))
    status_is_caught()


def test_day_of_knowledge_that_is_ignored_is_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(Moment, "has_begun", lambda moment, effect: effect.day <= moment.on)
    status_is_caught()
    catches(test_status.test_nothing_known_later_changes_what_was_said_on_a_day, st.data(), dockets(), test_status.DAYS)


def test_partition_with_two_statuses_or_none_is_caught(monkeypatch: Patch) -> None:
    real = Moment._partition
    for broken in ({"ended": status.TRUE}, {"operative": status.FALSE}):
        monkeypatch.setattr(Moment, "_partition", lambda moment, provision, broken=broken: {**real(moment, provision), **broken})
        catches(test_status.test_every_day_has_exactly_one_status, dockets(), test_status.DAYS, test_status.DAYS | st.none())
    assert len(EVERYBODY) == 8
