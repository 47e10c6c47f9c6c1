"""Tests of the tests: each harness must catch a fault that is planted on purpose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from inforce.kernel import answer, evaluate, theory
from inforce.kernel.formula import Formula, Not, conjoin, disjoin
from inforce.kernel.knowledge import Knowledge
from inforce.kernel.theory import Contradiction, Situation
from inforce.rulebook import status
from inforce.rulebook.status import Docket, Moment
from tests import reference
from tests.properties import test_answers, test_days, test_formulas, test_status
from tests.strategies import EVERYBODY, ORDERED, POOL, dockets, impossible_cases

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
    catches(test_answers.test_find_agrees_with_the_reference, pool=st.just(ORDERED), data=st.data())


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


def test_relations_between_days_that_are_not_propagated_are_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(Knowledge, "_propagate", lambda known: known)
    catches(test_answers.test_whether_several_relations_between_days_and_numbers_can_all_hold_agrees_with_the_reference, st.data())


def test_constraints_that_are_forgotten_are_caught(monkeypatch: Patch) -> None:
    real = theory.Theory.close

    def forget(self: theory.Theory, said: Knowledge, **more: Any) -> Situation:
        situation = real(self, said, **more)
        return Situation(situation.said, situation.known, ())

    monkeypatch.setattr(theory.Theory, "close", forget)
    catches(test_answers.test_settling_facts_settle_and_no_fewer_would, st.data())


def test_possible_outcomes_that_are_all_listed_are_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(answer, "possible", lambda outcomes, situation, most=None: tuple(outcomes)[:most])
    catches(test_answers.test_possible_outcomes_agree_with_the_reference, st.data())


def test_depends_on_that_lists_every_open_fact_is_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(
        answer,
        "depends_on",
        lambda outcomes, situation: tuple(name for name in situation.known.vocabulary if not situation.known.is_settled(name)),
    )
    catches(test_answers.test_depends_on_agrees_with_the_reference, pool=st.just(POOL), data=st.data())


def test_depends_on_that_lists_what_the_residual_mentions_is_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(
        answer,
        "depends_on",
        lambda outcomes, situation: tuple(n for n in situation.known.vocabulary if n in answer.open_facts(outcomes, situation)),
    )
    catches(test_answers.test_depends_on_agrees_with_the_reference, pool=st.just(POOL), data=st.data())


def test_settling_facts_that_are_too_many_or_too_few_are_caught(monkeypatch: Patch) -> None:
    real = answer.settling
    monkeypatch.setattr(answer, "settling", answer.open_facts)
    catches(test_answers.test_settling_facts_settle_and_no_fewer_would, st.data())
    monkeypatch.setattr(answer, "settling", lambda outcomes, situation: real(outcomes, situation)[1:])
    catches(test_answers.test_settling_facts_settle_and_no_fewer_would, st.data())


def test_reasons_that_are_too_many_or_too_few_are_caught(monkeypatch: Patch) -> None:
    real = answer.because
    monkeypatch.setattr(answer, "because", lambda outcomes, outcome, situation, blank: tuple(situation.said.given))
    catches(test_answers.test_reasons_force_the_outcome_and_no_fewer_would, st.data())
    monkeypatch.setattr(answer, "because", lambda *arguments: real(*arguments)[1:])
    catches(test_answers.test_reasons_force_the_outcome_and_no_fewer_would, st.data())


def test_closing_that_forgets_what_it_cannot_fill_in_is_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(theory, "find", lambda *arguments: Knowledge)
    catches(test_answers.test_knowledge_that_nobody_fits_does_not_close_and_a_smallest_set_in_conflict_is_named, impossible_cases())


def test_contradiction_that_names_every_fact_said_is_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(theory.Theory, "_contradiction", lambda self, said: Contradiction(sorted(said.given), None))
    catches(test_answers.test_knowledge_that_nobody_fits_does_not_close_and_a_smallest_set_in_conflict_is_named, impossible_cases())


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
