"""Lists of local agreements: what they show on a day, what they leave open, and that the rules by state rest on them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import inforce
from inforce.language.error import ErrorGroup, InforceError
from inforce.rulebook.agreement import MODELS, Agreements, read_agreements

LAW = Path(__file__).parents[2] / "law"
STATES = frozenset({"GA", "TX"})


@pytest.fixture(scope="module")
def book() -> inforce.Book:
    return inforce.load()


@pytest.fixture(scope="module")
def agreements(book: inforce.Book) -> Agreements:
    return read_agreements(LAW, book.library.vocabulary["state"].values)


def a_rulebook(folder: Path, rows: str, later: str = "") -> Path:
    lists = folder / "agreements"
    lists.mkdir()
    record = "- {{id: {0}, as_of: {0}, source: made up, url: 'https://example.org', seen: primary, read: 2026-11-30}}\n"
    days = {"2026-05-01": rows, **({"2026-07-01": later} if later else {})}
    (lists / "lists.yaml").write_text("".join(record.format(day) for day in days), encoding="utf-8")
    for day, text in days.items():
        (lists / f"{day}.csv").write_text(text, encoding="utf-8")
    return folder


def test_an_agreement_counts_from_its_day_and_what_fell_off_the_next_list_is_open(tmp_path: Path) -> None:
    head = "state,agency,model,signed\n"
    first = head + "GA,Made Up Sheriff,task_force,2026-04-02\nGA,Another,task_force,2026-04-02\n"
    found = read_agreements(a_rulebook(tmp_path, first, head + "GA,Made Up Sheriff,task_force,2026-04-02\n"), STATES)

    def shown(day: date) -> dict[str, str]:
        return {one.agreement.agency: one.shown for one in found.on(day)}

    assert shown(date(2026, 4, 1)) == {}
    assert shown(date(2026, 4, 2)) == {"Made Up Sheriff": "listed", "Another": "listed"}
    assert shown(date(2026, 5, 2)) == {"Made Up Sheriff": "listed", "Another": "open"}
    assert shown(date(2026, 7, 2)) == {"Made Up Sheriff": "last_listed", "Another": "open"}
    assert found.on(date(2026, 5, 1), "TX") == ()
    assert found.horizon == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("state,agency\nGA,x\n", "the first line does not name the columns"),
        ("state,agency,model,signed\nXX,x,task_force,2026-01-01\n", "there is no state `XX`"),
        ("state,agency,model,signed\nGA,x,tent,2026-01-01\n", "there is no model `tent`"),
        ("state,agency,model,signed\nGA,x,task_force,soon\n", "`soon` is no day"),
        ("state,agency,model,signed\nGA,x,task_force,2026-05-02\n", "after the day of the list"),
    ],
)
def test_a_bad_list_is_refused_with_its_line(tmp_path: Path, rows: str, said: str) -> None:
    with pytest.raises((ErrorGroup, InforceError)) as caught:
        read_agreements(a_rulebook(tmp_path, rows), STATES)
    assert said in str(caught.value)
    assert "2026-05-01.csv:" in str(caught.value)


@pytest.mark.parametrize("model", MODELS)
def test_a_rule_of_a_state_is_in_force_where_a_list_shows_an_agreement_and_nowhere_settled_else(book: inforce.Book, agreements: Agreements, model: str) -> None:
    name = "officer/287g/" + model.replace("_", "-")
    listed = agreements.states(model)
    statuses = {state: book.status(name, on="2026-07-24", state=state).status for state in book.library.vocabulary["state"].values if state != "NJ"}
    assert {state for state, status in statuses.items() if status == "operative"} == listed
    assert {status for state, status in statuses.items() if state not in listed} == {None}


def test_the_lists_are_those_that_their_records_count(agreements: Agreements) -> None:
    assert {one.id: len(agreements.rows[one.id]) for one in agreements.lists} == {"2017-02-20": 37, "2026-05-18": 1843, "2026-07-24": 2179}
    assert {one.agreement.model for one in agreements.on(date(2017, 2, 20))} == {"jail_enforcement"}
