"""Outcomes alone (`--no-reasons`): the same outcomes, no facts they depend on, no call list, and said so."""

from __future__ import annotations

import polars as pl
import pytest

import inforce
from inforce.screen.caseload import Answers, answer
from inforce.screen.report.html import to_html

ASKED = ["priority/2017", "process/expedited-removal/nationwide-2019", "protection/daca"]
ROWS = pl.DataFrame(
    {
        "case": [f"C{number}" for number in range(6)],
        "us_citizen": [True, False, None, False, None, False],
        "lawful_permanent_resident": [None, True, False, None, None, False],
        "daca_current": [None, False, True, None, None, None],
        "charge_unresolved": [None, True, True, False, None, True],
    }
)


@pytest.fixture(scope="module")
def both(book: inforce.Book) -> tuple[Answers, Answers]:
    first, second = (answer(book, ROWS, on="2017-02-22", compared="2017-02-19", key="case", provisions=ASKED, reasons=reasons) for reasons in (True, False))
    return first, second


def test_outcomes_are_the_same_and_nothing_else_is_told(both: tuple[Answers, Answers]) -> None:
    full, alone = (one.results for one in both)
    depends_on = [name for name in full.columns if name.endswith("|depends_on")]
    reasons = [name for name in full.columns if name.endswith("|reason")]
    assert alone.drop(depends_on + reasons).equals(full.drop(depends_on + reasons))
    assert any(facts for name in depends_on for facts in full[name].to_list())
    assert all(alone[name].null_count() == alone.height for name in depends_on)
    assert {word for name in reasons for word in alone[name] if word.startswith("unknown")} == {"unknown"}
    shorter = [pl.col(name).str.replace(r"^unknown: .*$", "unknown") for name in reasons]
    assert full.select(shorter).equals(alone.select(reasons))


@pytest.mark.parametrize(("lang", "words"), [("en", "Not worked out: outcomes alone were asked for."), ("es", "No se calculó: se pidieron solo los resultados.")])
def test_report_says_that_the_call_list_was_not_asked_for(both: tuple[Answers, Answers], lang: str, words: str) -> None:
    full, alone = (to_html(one.summary, lang) for one in both)
    assert words in alone
    assert words not in full
