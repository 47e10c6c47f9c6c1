"""`inforce check` finds rules nobody can meet, horizons past an unseen act, and facts nobody asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import inforce
from inforce.kernel.formula import conjoin, flag, negate
from inforce.rulebook.act import Source
from inforce.rulebook.book import Book
from inforce.rulebook.check import check_book, unasked_facts
from inforce.rulebook.status import Docket

RULE = "priority/2017/convicted"


def test_the_rulebook_has_no_fault(book: inforce.Book) -> None:
    assert list(check_book(book)) == []


def test_a_text_that_excludes_itself_is_found(book: inforce.Book) -> None:
    provision = book.library.provisions[RULE]
    impossible = conjoin(provision.text.formula, flag("us_citizen"), flag("lawful_permanent_resident"))
    broken = replace(provision, text=replace(provision.text, formula=impossible))
    changed = Book(replace(book.library, provisions={**book.library.provisions, RULE: broken}))
    found = list(check_book(changed))
    assert [error.code for error in found] == ["unreachable"]
    assert RULE in found[0].message


def test_a_horizon_past_an_act_seen_nowhere_is_found(book: inforce.Book) -> None:
    unseen = replace(book.library.acts["eo-13768"], sources=(Source("none", None, None, None),))
    acts = {**book.library.acts, "eo-13768": unseen}
    changed = Book(replace(book.library, acts=acts, docket=Docket(acts)))
    found = [error for error in check_book(changed) if error.code == "unseen-act"]
    assert any(f"`{RULE}`" in error.message and "`eo-13768`" in error.message for error in found)


def unseen_days(book: inforce.Book, name: str, not_before: date) -> list[str]:
    """What is found where a day of an act was read in no source."""
    acts = {**book.library.acts, name: replace(book.library.acts[name], not_before=not_before)}
    changed = Book(replace(book.library, acts=acts, docket=Docket(acts)))
    return [error.message for error in check_book(changed) if error.code == "unseen-day"]


def test_a_horizon_past_a_status_set_on_a_day_seen_nowhere_is_found(book: inforce.Book) -> None:
    found = unseen_days(book, "eo-13768", date(2017, 1, 25))
    assert any(f"`{RULE}`" in message and "2017-01-25" in message for message in found)


def test_a_day_seen_nowhere_on_which_no_status_turns_holds_no_horizon_back(book: inforce.Book) -> None:
    assert unseen_days(book, "ice-2011-06-17-morton", book.library.acts["ice-2011-06-17-morton"].signed) == []


def test_an_effect_before_the_earliest_day_that_was_not_seen_holds_no_horizon_back(book: inforce.Book) -> None:
    assert not any("2017-01-25" in message for message in unseen_days(book, "eo-13768", date(2017, 1, 26)))


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
