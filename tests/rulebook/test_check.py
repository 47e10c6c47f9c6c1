"""`inforce check` finds rules nobody can meet, horizons past an unseen act, and facts nobody asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import inforce
from inforce.language.formula import conjoin, disjoin, flag, negate
from inforce.rulebook.act import Source
from inforce.rulebook.book import Book
from inforce.rulebook.check import check_book, unasked_facts
from inforce.rulebook.check_words import unread_words
from inforce.rulebook.status import Docket
from tests.rulebooks import FOLDER as RULEBOOKS
from tests.rulebooks import build

RULE = "priority/2017/convicted"


def test_the_rulebook_has_no_fault(book: inforce.Book) -> None:
    assert [str(error) for error in check_book(book, date(2026, 12, 1))] == []


def test_a_text_that_excludes_itself_is_found(book: inforce.Book) -> None:
    provision = book.library.provisions[RULE]
    impossible = conjoin(provision.text.formula, flag("us_citizen"), flag("lawful_permanent_resident"))
    broken = replace(provision, text=replace(provision.text, formula=impossible))
    changed = Book(replace(book.library, provisions={**book.library.provisions, RULE: broken}))
    found = [error for error in check_book(changed) if error.code in ("unreachable", "always-true")]
    assert [error.code for error in found] == ["unreachable"]
    assert RULE in found[0].message
    everybody = replace(provision, text=replace(provision.text, formula=disjoin(flag("us_citizen"), negate(flag("us_citizen")))))
    changed = Book(replace(book.library, provisions={**book.library.provisions, RULE: everybody}))
    assert "always-true" in [error.code for error in check_book(changed)]


def test_a_horizon_past_an_act_seen_nowhere_is_found(book: inforce.Book) -> None:
    unseen = replace(book.library.acts["eo-13768"], sources=(Source("none", None, None, None),))
    acts = {**book.library.acts, "eo-13768": unseen}
    changed = Book(replace(book.library, acts=acts, docket=Docket(acts, book.library.docket.unseen | {"eo-13768"})))
    found = [error for error in check_book(changed) if error.code == "unseen-act"]
    assert any(f"`{RULE}`" in error.message and "`eo-13768`" in error.message for error in found)


def test_a_fact_that_no_rule_reads_is_named(book: inforce.Book) -> None:
    assert "us_citizen" not in unasked_facts(book)
    library = book.library
    provision = library.provisions["protection/withholding"]
    without = {
        name: replace(p, text=replace(p.text, formula=negate(flag("us_citizen"))), segments={})
        for name, p in library.provisions.items()
    }
    bare = Book(replace(library, provisions=without, definitions={}, acts={}, docket=Docket({})))
    assert provision.text.formula.facts - {"us_citizen"} <= set(unasked_facts(bare))


# what nobody read, and what cannot be so, in rulebooks of a few lines


def codes(folder: Path, *acts: str, today: date = date(2026, 11, 30), **files: str) -> list[str]:
    """The codes of what is found in the common rulebook with some acts, one of them seen."""
    text = act("start", "starts: rule/one", kind="memo", source=SEEN_AT.format("agency.test")) + "".join(acts)
    book = inforce.load(build(folder / "law", acts__x=text, rulebook="draft: false\n", **files))
    return [error.code for error in check_book(book, today) if "`statute`" not in error.message]  # that one is drafted, in every rulebook


SEEN_AT = '{{seen: secondary, url: "https://{}/x", read: 2026-11-29}}'
NO_WORDS = "  words: null\n  words_search: {asked: the order, of: the docket, on: 2026-11-30}\n"


def act(name: str, does: str, more: str = "", *, signed: str = "2017-01-01", kind: str = "court_order", source: str | None = None, cite: str = "A") -> str:
    return (
        f"- id: {name}\n  kind: {kind}\n  title: {{en: A, es: A}}\n  issuer: A\n  cite: {cite}\n  signed: {signed}\n  court: N.D. Cal.\n{more}"
        f"  does:\n    - {does}\n  sources: [{source or SEEN_AT.format('court.test')}]\n"
    )


def test_a_sound_rulebook_of_a_few_lines_has_no_fault(tmp_path: Path) -> None:
    assert codes(tmp_path, act("stay", "suspends: rule/one", signed="2018-01-01")) == []


def test_a_horizon_after_today_or_after_what_was_read_is_found(tmp_path: Path) -> None:
    assert codes(tmp_path, today=date(2022, 12, 30)) == ["late-horizon"] * 3
    common = (RULEBOOKS / "common" / "provisions" / "rules.yaml").read_text(encoding="utf-8")
    ahead = common.replace("horizon: 2022-12-31", "horizon: 2026-11-30", 1)
    assert codes(tmp_path / "b", provisions__rules=ahead) == ["late-horizon"]
    search = "- {about: [rule/one], asked: stays, of: the docket, on: 2026-11-30, reaches: 2026-11-30, found: nothing newer}\n"
    assert codes(tmp_path / "c", provisions__rules=ahead, searches__x=search) == []


def test_an_unseen_act_within_the_horizon_that_would_decide_is_found(tmp_path: Path) -> None:
    unseen = act("stay", "suspends: rule/one", signed="2018-01-01", source="{seen: none}")
    assert codes(tmp_path, unseen) == ["unseen-act"]
    assert codes(tmp_path / "b", unseen.replace("2018-01-01", "2023-01-01")) == []


def test_a_mandate_whose_day_nobody_read_is_found(tmp_path: Path) -> None:
    order = act("order", "suspends: rule/one", signed="2018-01-01")
    mandate = act("mandate", "ends: act/order", signed="2023-06-01", kind="mandate", source="{seen: none}")
    assert codes(tmp_path, order, mandate) == ["mandate-not-read"]


def test_a_day_that_was_worked_out_is_found(tmp_path: Path) -> None:
    told = act("stay", "suspends: rule/one", "  note: The day is computed from the rules.\n", signed="2018-01-01")
    assert codes(tmp_path, told) == ["day-worked-out"]


def test_an_act_of_2025_without_words_or_the_search_for_them_is_found(tmp_path: Path) -> None:
    assert codes(tmp_path, act("stay", "suspends: rule/one", signed="2025-01-01")) == ["no-words"]
    assert codes(tmp_path / "b", act("stay", "suspends: rule/one", NO_WORDS, signed="2025-01-01")) == []
    assert codes(tmp_path / "c", act("stay", "upholds: rule/one", signed="2025-01-01")) == []


def test_an_act_that_rests_on_an_aggregator_alone_is_found(tmp_path: Path) -> None:
    hosts = "news:\n  aggregators: ['*.copies.test']\n"
    alone = act("stay", "suspends: rule/one", signed="2018-01-01", source=SEEN_AT.format("www.copies.test"))
    assert codes(tmp_path, alone, hosts=hosts) == ["aggregators-alone"]
    both = alone.replace("}]\n", "}, " + SEEN_AT.format("court.test") + "]\n")
    assert codes(tmp_path / "b", both, hosts=hosts) == []


def test_a_drafted_act_in_a_rulebook_that_is_no_draft_is_found(tmp_path: Path) -> None:
    assert codes(tmp_path, act("stay", "suspends: rule/one", signed="2018-01-01", source="{seen: draft}")) == ["drafted-act"]


def test_a_place_that_is_told_by_the_person_is_found(tmp_path: Path) -> None:
    facts = (RULEBOOKS / "common" / "facts.yaml").read_text(encoding="utf-8").replace("state: {type: state}", "state: {type: state, place: true}")
    stay = act("stay", "{suspends: rule/one, place: nationality is HN}", signed="2018-01-01")
    assert codes(tmp_path, stay, facts=facts) == ["not-a-place"]
    assert codes(tmp_path / "b", stay.replace("nationality is HN", "circuit is ca9"), facts=facts) == []


def test_a_last_day_that_a_later_act_brought_is_found(tmp_path: Path) -> None:
    stay = act("stay", "{suspends: rule/one, manner: stayed, until: 2018-03-01}", signed="2018-01-01")
    lifted = act("lifted", "{ends: act/stay, manner: dissolved}", signed="2018-03-01")
    assert codes(tmp_path, stay, lifted) == ["until-by-hindsight"]
    short = act("tro", "{suspends: rule/one, manner: restrained, until: 2018-01-15}", signed="2018-01-01")
    assert codes(tmp_path / "b", short, act("injunction", "suspends: rule/one", signed="2018-01-15")) == []


def test_a_stay_where_or_when_its_order_does_nothing_is_found(tmp_path: Path) -> None:
    order = act("order", "{suspends: rule/one, place: circuit is ca9}", signed="2018-01-01")
    assert codes(tmp_path, order, act("stay", "{suspends: act/order, place: state is TX}", signed="2018-02-01")) == ["stay-elsewhere"]
    ended = act("ended", "{ends: act/order, manner: vacated}", signed="2018-02-01")
    assert codes(tmp_path / "b", order, ended, act("stay", "suspends: act/order", signed="2018-03-01")) == ["stay-of-what-ended"]


def test_a_mandate_before_its_opinion_is_found(tmp_path: Path) -> None:
    order = act("order", "suspends: rule/one", signed="2018-01-01")
    opinion = act("opinion", "upholds: rule/one", signed="2018-06-01", kind="opinion", cite="A v. B, No. 18-123 (9th Cir. June 1, 2018)")
    opinion = opinion.replace("- upholds: rule/one", "- ends: act/order")
    mandate = act("mandate", "ends: act/order", signed="2018-05-01", kind="mandate", cite="A v. B, No. 18-123 (9th Cir.) (mandate)")
    assert codes(tmp_path, order, opinion, mandate) == ["mandate-before-opinion"]


def test_a_day_of_signature_other_than_the_cited_one_is_found(tmp_path: Path) -> None:
    cite = '"A v. B, No. 18-123 (N.D. Cal. Jan. 2, 2018)"'
    assert codes(tmp_path, act("order", "suspends: rule/one", signed="2018-01-01", cite=cite)) == ["cited-day"]
    assert codes(tmp_path / "b", act("order", "suspends: rule/one", signed="2018-01-02", cite=cite)) == []


def test_a_court_by_another_name_is_found(tmp_path: Path) -> None:
    order = act("order", "suspends: rule/one", signed="2018-01-01")
    assert codes(tmp_path, order.replace("court: N.D. Cal.", "court: The Ninth")) == ["unknown-court"]
    assert codes(tmp_path / "b", order.replace("court: N.D. Cal.", "court: 9th Cir.")) == []


def test_a_provision_that_speaks_of_what_nothing_reads_is_remarked_on(tmp_path: Path) -> None:
    common = (RULEBOOKS / "common" / "provisions" / "rules.yaml").read_text(encoding="utf-8")

    def remarks(folder: Path, says: str, more: str = "") -> list[str]:
        spoken = common.replace("en: Removable people.,", f"en: {says},").replace("  segments:", f"{more}  segments:")
        return [one.message for one in unread_words(inforce.load(build(folder / "law", provisions__rules=spoken, acts__x=STARTED)).library)]

    assert remarks(tmp_path, "Removable people who came after 1 May 2014.") == [
        "provision `rule/one` speaks of `after 1 May 2014`, which neither its formula nor the scope of an act reads"
    ]
    assert remarks(tmp_path / "b", "Removable people in Texas.") == [
        "provision `rule/one` speaks of `Texas`, which neither its formula nor the scope of an act reads"
    ]
    assert remarks(tmp_path / "c", "Removable people in Texas.", "  reads_not: every one of them is there\n") == []
    assert remarks(tmp_path / "d", "Removable people.") == []


STARTED = act("start", "starts: rule/one", kind="memo", source="{seen: draft}")
