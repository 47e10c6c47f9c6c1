"""What acts do to a provision and to each other, one made-up rulebook a mechanism (`tests/rulebooks`)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import inforce
from inforce.rulebook.standing import Standing, Variation
from tests.rulebooks import NAMES, build, load

RULE = "rule/one"


def standing(name: str, on: str, state: str | None = None, known_on: str | None = None, **facts: Any) -> Standing:
    return load(name).status(RULE, on=on, state=state, known_on=known_on, facts=facts)


def status(name: str, on: str, state: str | None = None, known_on: str | None = None, **facts: Any) -> str | None:
    return standing(name, on, state, known_on, **facts).status


def changes(name: str, state: str | None = None, known_on: str | None = None, provision: str = RULE, **facts: Any) -> list[tuple[str, str | None]]:
    """Every day on which the status is another than the day before, from 2016 to 2019."""
    found: list[tuple[str, str | None]] = []
    book = load(name)
    days = [date(2015, 12, 31), *(day for act in book.library.acts.values() for e in act.does for day in (*e.turns, e.known))]
    days += [day for act in book.library.acts.values() for day in (act.signed, act.known, act.effective)]
    for on in sorted({day + timedelta(days=near) for day in days if day.year >= 2015 for near in (-1, 0, 1)}):
        now = book.status(provision, on=on, state=state, known_on=known_on, facts=facts).status
        if not found or found[-1][1] != now:
            found.append((on.isoformat(), now))
    return found[1:]


def acts(found: Standing) -> list[tuple[str, str]]:
    return [(line.act, line.verb) for line in found.acts]


@pytest.mark.parametrize("name", NAMES)
def test_every_made_up_rulebook_loads(name: str) -> None:
    assert RULE in load(name).library.encoded


def test_a_start_day_itself_is_a_day_in_force() -> None:
    assert changes("pause")[0] == ("2017-02-20", "operative")


def test_stay_of_injunction_revives_provision() -> None:
    assert changes("stay_of_injunction") == [("2017-02-20", "operative"), ("2017-03-01", "suspended"), ("2017-04-01", "operative")]
    assert acts(standing("stay_of_injunction", "2017-04-01")) == [("memo", "starts"), ("injunction", "suspends"), ("stay", "suspends")]


def test_lifting_the_stay_of_an_injunction_suspends_provision_again() -> None:
    assert changes("stay_lifted")[2:] == [("2017-04-01", "operative"), ("2017-05-01", "suspended")]


def test_partial_stay_revives_provision_only_for_those_it_names() -> None:
    assert changes("partial_stay", nationality="MX")[2:] == [("2017-04-01", "operative")]
    assert changes("partial_stay", nationality="HN")[1:] == [("2017-03-01", "suspended")]
    found = standing("partial_stay", "2017-04-01")
    assert found.status == "suspended"
    assert found.varies == (Variation(None, "people from elsewhere than Honduras or Guatemala", "operative", "partial-stay"),)
    assert load("partial_stay").determine({"removable": True}, on="2017-04-01")[RULE].outcome == "depends"
    assert "nationality" in load("partial_stay").determine({"removable": True, "child": False}, on="2017-04-01")[RULE].depends_on


def test_overlapping_injunctions_hold_each_in_its_own_scope() -> None:
    name = "overlapping_injunctions"
    assert changes(name, state="CA", child=False) == [("2017-02-20", "operative"), ("2017-03-01", "suspended"), ("2017-05-01", "operative")]
    assert changes(name, state="CA", child=True)[1:] == [("2017-03-01", "suspended")]
    assert changes(name, state="TX", child=True)[1:] == [("2017-03-10", "suspended")]
    assert changes(name, state="TX", child=False) == [("2017-02-20", "operative")]


def test_varies_names_each_place_and_class_where_the_status_differs() -> None:
    found = standing("overlapping_injunctions", "2017-04-01")
    assert found.status == "operative"
    assert found.varies == (
        Variation("in the Ninth Circuit", None, "suspended", "ninth-circuit"),
        Variation(None, "children", "suspended", "children"),
    )
    here = standing("overlapping_injunctions", "2017-04-01", state="CA")
    assert (here.status, here.state, here.varies) == ("suspended", "CA", ())
    elsewhere = standing("overlapping_injunctions", "2017-04-01", state="TX")
    assert (elsewhere.status, [v.people for v in elsewhere.varies]) == ("operative", ["children"])


def test_a_reversal_works_from_the_mandate_and_not_from_the_opinion() -> None:
    assert changes("mandate")[1:] == [("2017-03-01", "suspended"), ("2017-09-15", "operative")]
    assert status("mandate", "2017-06-02") == "suspended"


def test_retroactive_vacatur_is_seen_only_from_the_day_it_was_known() -> None:
    name = "retroactive_vacatur"
    assert status(name, "2017-06-01", known_on="2017-06-01") == "operative"
    assert status(name, "2017-06-01", known_on="2018-05-31") == "operative"
    assert status(name, "2017-06-01", known_on="2018-06-01") == "ended"
    assert status(name, "2017-06-01") == "ended"


def test_an_act_is_not_known_before_it_was_known() -> None:
    assert changes("known_later") == [("2017-02-20", "operative")]
    assert changes("known_later", known_on="2017-02-20") == []
    assert changes("known_later", known_on="2017-02-21") == [("2017-02-20", "operative")]


def test_direction_waits_for_a_condition_and_starts_when_a_later_act_fulfils_it() -> None:
    assert changes("direction") == [("2017-01-25", "announced"), ("2017-06-01", "operative")]
    assert load("direction").outcomes({"removable": True, "child": False}, on="2017-03-01")[RULE] == "pending"
    assert load("direction").outcomes({"removable": True, "child": False}, on="2017-06-01")[RULE] == "reached"
    assert status("direction", "2017-07-01", known_on="2017-05-04") == "announced"


def test_agency_pause_of_its_own_memo_suspends_and_its_withdrawal_revives() -> None:
    assert changes("pause") == [("2017-02-20", "operative"), ("2017-03-01", "suspended"), ("2017-05-01", "operative")]


def test_an_order_against_a_part_leaves_the_rest_operative_and_varies_names_the_part() -> None:
    found = standing("part", "2017-03-01")
    assert found.status == "operative"
    assert found.varies == (Variation(None, "part: jail", "suspended", "injunction"),)
    book = load("part")
    outcomes = [
        book.outcomes({"removable": True, "child": False, "location_type": where}, on="2017-03-01")[RULE] for where in ("jail", "school")
    ]
    assert outcomes == ["suspended", "reached"]


def test_what_a_rescinded_memo_started_ends_and_what_it_ended_stays_ended() -> None:
    assert changes("rescinded_memo") == [("2016-01-01", "operative"), ("2017-02-20", "ended")]
    assert changes("rescinded_memo", provision="rule/other") == [("2016-01-01", "operative"), ("2017-02-20", "ended")]


def test_what_a_vacated_memo_ended_comes_back() -> None:
    assert changes("vacated_memo") == [("2016-01-01", "operative"), ("2017-02-20", "ended"), ("2018-01-01", "operative")]
    assert changes("vacated_memo", provision="rule/other") == [
        ("2016-01-01", "operative"),
        ("2017-02-20", "ended"),
        ("2018-01-01", "operative"),
    ]


@pytest.mark.parametrize("name", ["restart", "restart_after_ended_provision"])
def test_a_later_start_supersedes_an_earlier_end(name: str) -> None:
    assert changes(name) == [("2017-02-20", "operative"), ("2018-01-01", "ended"), ("2019-01-01", "operative")]


def test_an_injunction_narrowed_to_one_circuit_holds_there_alone() -> None:
    name = "narrowed_injunction"
    assert changes(name, state="CA")[1:] == [("2017-03-01", "suspended")]
    assert changes(name, state="TX")[1:] == [("2017-03-01", "suspended"), ("2017-05-01", "operative")]
    found = standing(name, "2017-05-01")
    assert (found.status, found.varies) == ("operative", (Variation("in the Ninth Circuit", None, "suspended", "injunction"),))


def test_an_order_with_a_last_day_holds_no_longer_on_the_day_it_names() -> None:
    assert changes("expiry")[1:] == [("2017-03-01", "suspended"), ("2017-03-15", "operative")]


def test_a_vacatur_that_later_fell_suspended_while_it_held() -> None:
    name = "fallen_vacatur"
    assert changes(name)[1:] == [("2017-06-01", "suspended"), ("2018-03-01", "operative")]
    assert changes(name, known_on="2018-02-28")[1:] == [("2017-06-01", "ended")]


def test_a_rule_on_hold_is_told_by_the_order_that_holds_it_now() -> None:
    assert acts(standing("enjoined_anew", "2017-03-15")) == [("memo", "starts"), ("injunction", "suspends")]
    assert acts(standing("enjoined_anew", "2017-06-01")) == [("memo", "starts"), ("second-injunction", "suspends")]


def test_a_vacatur_that_waited_for_a_stay_is_told_with_what_dissolved_the_stay() -> None:
    name = "stays_of_a_fallen_vacatur"
    assert changes(name) == [("2017-02-20", "operative"), ("2017-09-23", "suspended"), ("2017-09-29", "operative")]
    waited = standing(name, "2017-09-25")
    assert acts(waited) == [("memo", "starts"), ("vacatur", "ends"), ("dissolution", "ends")]
    assert [line.target for line in waited.acts] == ["rule/one", "rule/one", "act/stay"]
    assert acts(standing(name, "2017-10-01")) == [("memo", "starts"), ("vacatur", "ends"), ("last-stay", "suspends")]


def test_announced_then_enjoined_before_it_began_is_suspended() -> None:
    assert changes("enjoined_before_it_began") == [("2017-02-20", "announced"), ("2017-04-01", "suspended")]


def test_a_provision_limited_to_two_states_ends_elsewhere() -> None:
    assert changes("limited_provision", state="CA") == [("2017-02-20", "operative")]
    assert changes("limited_provision", state="ME")[1:] == [("2018-01-01", "ended")]
    book = load("limited_provision")
    answer = book.determine({"removable": True, "child": False}, on="2018-01-01")[RULE]
    assert (answer.outcome, answer.status, answer.depends_on, answer.settling) == ("depends", None, ("state",), ("state",))


def test_membership_of_a_court_class_is_assumed_false_and_listed_and_named() -> None:
    book = load("court_class")
    facts = {"removable": True, "child": False}
    answer = book.determine(facts, on="2017-03-01")[RULE]
    assert (answer.outcome, answer.assumed) == ("reached", ("class_memberships",))
    assert "class_memberships" not in answer.depends_on
    member = book.determine({**facts, "class_memberships": ["doe-v-kelly"]}, on="2017-03-01")[RULE]
    assert (member.outcome, member.if_operative, member.assumed) == ("suspended", "reached", ())
    assert standing("court_class", "2017-03-01").varies == (Variation(None, "the plaintiffs of Doe v. Kelly", "suspended", "injunction"),)


def test_an_off_ramp_finding_not_given_counts_as_not_made_and_is_listed() -> None:
    book = load("pause")
    facts = {"removable": True, "convictions": ["any_offense"]}
    answer = book.determine(facts, on="2017-02-22")["rule/two"]
    assert (answer.outcome, answer.assumed, answer.depends_on) == ("reached", ("waived",), ())
    assert book.determine({**facts, "waived": True}, on="2017-02-22")["rule/two"].outcome == "no"


def test_an_effect_under_the_other_reading_holds_only_when_that_is_chosen_and_the_answer_says_so() -> None:
    book = load("reading")
    facts = {"removable": True, "child": False}
    answer = book.determine(facts, on="2017-05-01")[RULE]
    assert answer.outcome == "reached"
    assert [(r.id, r.default, r.other_outcome) for r in answer.readings] == [("silence", "it means nothing", "no")]
    other = book.determine(facts, on="2017-05-01", readings={"silence": "other"})[RULE]
    assert (other.outcome, [r.other_outcome for r in other.readings]) == ("no", ["reached"])


def test_a_suspended_rule_says_what_would_happen_were_it_operative() -> None:
    book = load("stay_of_injunction")
    for child, would in ((True, "exempt"), (False, "reached"), (None, "depends")):
        answer = book.determine({"removable": True, "child": child}, on="2017-03-01")[RULE]
        assert (answer.outcome, answer.if_operative) == ("suspended", would)
    assert book.determine({"removable": False}, on="2017-03-01")[RULE].if_operative is None


def test_text_unknown_and_day_ended_is_no_and_on_a_suspended_day_depends() -> None:
    assert load("rescinded_memo").outcomes({}, on="2018-02-01")[RULE] == "no"
    assert load("stay_of_injunction").outcomes({}, on="2017-03-01")[RULE] == "depends"


def test_a_day_past_the_horizon_is_said_and_not_refused() -> None:
    assert standing("pause", "2022-12-31").past_horizon is False
    assert standing("pause", "2023-01-01").past_horizon is True
    assert load("pause").determine({"removable": False}, on="2023-01-01")[RULE].past_horizon is True


def test_what_a_given_day_implies_is_a_reason_and_nothing_else_is(tmp_path: Path) -> None:
    folder = build(tmp_path / "law", "pause")
    with (folder / "constraints.yaml").open("a", encoding="utf-8") as file:
        file.write("- says: whoever came on a known day is removable\n  formulas: [given(entry_date) implies removable]\n")
    facts = {"entry_date": "2016-01-01", "child": False, "nationality": "MX", "state": "TX"}
    answer = inforce.load(folder).determine(facts, on="2017-02-22")[RULE]
    assert (answer.outcome, answer.because) == ("reached", (("child", False), ("entry_date", "2016-01-01")))


def test_a_constraint_settles_what_nobody_was_asked() -> None:
    answer = load("pause").determine({"us_citizen": True}, on="2017-02-22")[RULE]
    assert (answer.outcome, answer.because) == ("no", (("us_citizen", True),))


# what is known of a day only in part


def test_what_nobody_saw_changes_nothing_and_is_reported() -> None:
    assert changes("unseen_mandate") == [("2017-02-20", "operative"), ("2017-03-01", "suspended")]
    assert standing("unseen_mandate", "2017-09-14").reported == ()
    (told,) = standing("unseen_mandate", "2017-09-15").reported
    assert told.to_json() == {"act": "mandate", "says": "mandate", "date": "2017-09-15"}
    answer = load("unseen_mandate").determine({"removable": True, "child": False}, on="2017-10-01")[RULE]
    assert (answer.outcome, [one.act for one in answer.reported]) == ("suspended", ["mandate"])
    assert standing("unseen_mandate", "2017-10-01", known_on="2017-09-14").reported == ()


def test_a_day_known_in_part_is_unsettled_within_its_range_and_settled_outside_it() -> None:
    assert changes("mandate_between")[1:] == [("2017-03-01", "suspended"), ("2017-06-01", None), ("2017-09-15", "operative")]
    inside = standing("mandate_between", "2017-09-14")
    assert (inside.status, inside.depends_on) == (None, ("day:mandate",))
    assert standing("mandate_between", "2017-09-15").depends_on == ()
    person = {"removable": True, "child": False}
    for on, outcome, depends_on in (
        ("2017-05-31", "suspended", ()),
        ("2017-06-01", "depends", ("day:mandate",)),
        ("2017-09-14", "depends", ("day:mandate",)),
        ("2017-09-15", "reached", ()),
    ):
        answer = load("mandate_between").determine(person, on=on)[RULE]
        assert (answer.outcome, answer.depends_on, answer.settling) == (outcome, depends_on, depends_on), on
        assert load("mandate_between").outcomes(person, on=on)[RULE] == outcome
    assert load("mandate_between").determine({"removable": False}, on="2017-07-01")[RULE].outcome == "no"
    assert load("mandate_between").determine({"removable": True, "child": True}, on="2017-07-01")[RULE].depends_on == ("day:mandate",)


def test_a_range_becomes_known_on_the_day_of_the_source_that_bounds_it() -> None:
    assert changes("mandate_between", known_on="2017-09-14")[1:] == [("2017-03-01", "suspended")]


def test_a_day_that_no_source_ends_stays_unsettled() -> None:
    assert changes("mandate_never_shown")[1:] == [("2017-03-01", "suspended"), ("2017-06-01", None)]
    assert status("mandate_never_shown", "2022-01-01") is None


def test_a_vacatur_fell_from_the_day_on_which_that_is_certain() -> None:
    name = "vacatur_falls_between"
    assert changes(name)[1:] == [("2017-06-01", "suspended"), ("2018-01-01", None), ("2018-03-01", "operative")]
    assert changes(name, known_on="2018-02-28")[1:] == [("2017-06-01", "ended")]


def test_a_vacatur_that_may_have_fallen_is_not_taken_for_one_that_did() -> None:
    assert changes("vacatur_may_have_fallen")[1:] == [("2017-06-01", "ended"), ("2018-01-01", None)]


def test_nobody_can_say_the_day_of_an_act_of_a_person() -> None:
    with pytest.raises(inforce.ErrorGroup):
        load("mandate_between").determine({"day:mandate": "2017-07-01"}, on="2017-07-02")


def test_a_printed_end_is_not_an_ending() -> None:
    name = "printed_end"
    assert changes(name, nationality="HN") == [("2017-02-20", "operative"), ("2019-07-06", None)]
    assert changes(name, nationality="HN", known_on="2017-11-30") == [("2017-02-20", "operative"), ("2018-01-06", None)]
    assert standing(name, "2019-07-06", nationality="HN").depends_on == ("day:extension",)
    assert changes(name, nationality="GT", known_on="2018-06-30") == [("2017-02-20", "operative"), ("2018-06-02", None)]
    assert acts(standing(name, "2018-09-01", nationality="GT")) == [("termination", "ends")]
    varies = standing(name, "2018-06-30", known_on="2018-06-30").varies
    wanted = {("nationality is GT", None), ("nationality is HN", "operative"), ("nationality is MX", "operative")}
    assert {(v.people, v.status) for v in varies} == wanted


def test_an_ending_that_is_known_takes_the_place_of_a_printed_end() -> None:
    """The period goes on until the ending works, on its later day or once no court holds it."""
    name = "printed_end"
    assert changes(name, nationality="GT") == [("2017-02-20", "operative"), ("2018-09-01", "ended")]
    assert changes(name, nationality="MX") == [("2017-02-20", "operative"), ("2020-03-01", "ended")]
    assert acts(standing(name, "2020-03-01", nationality="MX")) == [("held-termination", "ends"), ("reversal", "ends")]


def test_an_ending_that_was_undone_leaves_open_what_came_after_the_printed_end() -> None:
    assert changes("printed_end_and_undone_ending")[1:] == [("2018-09-01", "ended"), ("2018-10-01", None)]


# the order within one day


def test_a_rule_ended_and_started_anew_on_one_day_is_in_force() -> None:
    assert changes("ended_and_started_anew") == [("2017-02-20", "operative")]
    assert acts(standing("ended_and_started_anew", "2018-01-01")) == [("notice", "starts")]


def test_an_ending_that_says_it_came_after_a_start_of_its_day_closes_it() -> None:
    assert changes("started_and_then_ended") == [("2017-02-20", "operative"), ("2017-06-01", "ended")]
    assert acts(standing("started_and_then_ended", "2018-01-01")) == [("last", "ends")]


# places and classes to any depth


def test_a_stay_of_an_injunction_in_one_state_leaves_the_rest_of_its_circuit_on_hold() -> None:
    found = standing("stay_in_one_state", "2017-05-01")
    assert found.varies == (Variation("in Washington", None, "suspended", "circuit-injunction"),)
    assert found.by_state == {"operative": ("CA", "DC", "LA", "MA", "ME", "TX"), "suspended": ("WA",)}
    assert (status("stay_in_one_state", "2017-05-01", "CA"), status("stay_in_one_state", "2017-05-01", "WA")) == ("operative", "suspended")
    assert standing("stay_in_one_state", "2017-05-01", "WA").by_state is None


def test_layers_of_classes_are_told_to_any_depth() -> None:
    assert standing("layers_of_classes", "2017-06-01").varies == (
        Variation(None, "children", "suspended", "injunction"),
        Variation(None, "children; Hondurans and Guatemalans", "operative", "stay"),
        Variation("in the Fifth Circuit", "children; Hondurans", "suspended", "injunction"),
    )


def test_a_class_that_takes_in_everyone_the_text_fits_suspends_the_rule_itself() -> None:
    found = standing("class_of_everyone", "2017-06-01")
    assert (found.status, found.varies) == ("suspended", ())
    assert [line.to_json()["manner"] for line in found.acts] == [None, "declared"]


def test_an_end_with_a_saving_clause_is_an_end_for_everyone_else() -> None:
    assert status("saving_clause", "2018-06-01", child=True) == "operative"
    assert status("saving_clause", "2018-06-01", child=False) == "ended"
    assert standing("saving_clause", "2018-06-01").varies == (Variation(None, "everyone but children", "ended", "notice"),)


def test_a_circuit_taken_out_of_an_order_differs_and_the_headline_is_that_of_everywhere_else() -> None:
    found = standing("limited_to_all_but_one_circuit", "2017-06-01")
    assert (found.status, found.varies) == ("suspended", (Variation("in the Fifth Circuit", None, "operative", "upholding"),))
    there = standing("limited_to_all_but_one_circuit", "2017-06-01", "TX")
    assert [(line.act, line.verb, line.target) for line in there.acts] == [
        ("memo", "starts", RULE),
        ("injunction", "suspends", RULE),
        ("upholding", "limits", "act/injunction"),
    ]


# told truly


def test_a_stay_that_was_lifted_is_history() -> None:
    assert acts(standing("stay_lifted", "2017-05-01")) == [("memo", "starts"), ("injunction", "suspends")]


def test_an_order_that_ran_out_is_history() -> None:
    assert acts(standing("expiry", "2017-03-15")) == [("memo", "starts")]


def test_an_act_upon_an_act_names_it() -> None:
    lines = standing("mandate", "2017-09-15").acts
    assert [(line.act, line.target) for line in lines][-1] == ("mandate", "act/injunction")


def test_a_direction_that_was_fulfilled_is_started_by_what_fulfilled_it() -> None:
    assert [(line.verb, line.target) for line in standing("direction", "2017-06-01").acts] == [("directs", RULE), ("starts", RULE)]


# who says so


def of(lines: Any) -> list[str]:
    return [line.act for line in lines]


def test_courts_for_and_against_stand_with_the_highest_first_where_they_bind() -> None:
    found = standing("authority", "2017-07-20")
    assert (of(found.authority_for), of(found.authority_against)) == (["fifth"], ["ninth", "district"])
    assert found.authority_for[0].to_json() == {"act": "fifth", "court": "5th Cir.", "where": "in the Fifth Circuit", "cite": "cite of fifth"}
    here = standing("authority", "2017-07-20", "CA")
    assert (of(here.authority_for), of(here.authority_against)) == ([], ["ninth", "district"])
    there = load("authority").determine({"removable": True, "child": False, "state": "TX"}, on="2017-07-20")[RULE]
    assert (of(there.authority_for), of(there.authority_against)) == (["fifth"], [])


def test_a_review_that_went_on_takes_the_place_of_its_earlier_stage_and_ends_when_it_is_decided() -> None:
    def pending(on: str) -> list[tuple[str, str, str]]:
        return [(one.upon, one.stage, one.court) for one in standing("authority", on).pending]

    assert pending("2017-05-31") == []
    assert pending("2017-06-30") == [("ninth", "filed", "U.S.")]
    assert pending("2017-07-20") == [("ninth", "granted", "U.S."), ("fifth", "filed", "5th Cir.")]
    assert pending("2017-08-01") == [("ninth", "granted", "U.S.")]
    assert pending("2018-01-01") == []


def test_an_emergency_stay_is_no_authority() -> None:
    found = standing("authority", "2017-08-15", "TX")
    assert (found.status, of(found.authority_against)) == ("suspended", [])
    assert "emergency" in [line.act for line in found.acts]


def test_what_was_reversed_is_authority_no_more() -> None:
    found = standing("authority", "2018-01-01")
    assert (found.status, of(found.authority_for), of(found.authority_against)) == ("operative", ["decision", "fifth"], [])
