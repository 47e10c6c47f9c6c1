"""The browser gives the answers that Python gives: outcomes, whole determinations, statuses and errors, on random people, days and places.

The seed and the number of cases are printed, and with a mismatch its whole input. `INFORCE_DEEP=1` runs thousands more; `INFORCE_SEED`
picks another seed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright

import inforce
from inforce.kernel.theory import Contradiction
from inforce.language.error import ErrorGroup, InforceError
from tests.browser import chromium, watch
from tests.cases import load_cases
from tests.page.evaluator import ask, open_evaluator
from tests.page.in_node import FAULTS, SHARES, differences, drawn, planted
from tests.page.people import people, some_day

pytestmark = pytest.mark.browser
DEEP = os.environ.get("INFORCE_DEEP") == "1"
SEED = int(os.environ.get("INFORCE_SEED", "20170220"))
BATCH = 25
MOSTLY_KNOWN = (0.05, *(0.4,) * 2, *(0.7,) * 5, *(0.95,) * 12, *(1.0,) * 40)
"""The less is known, the longer Python takes; what people leave open of each fact is drawn apart from this."""
Case = list[Any]


@pytest.fixture(scope="module")
def evaluator(browser: Browser, book: inforce.Book, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    context = browser.new_context(offline=True)
    tab = context.new_page()
    record = watch(tab)
    yield open_evaluator(tab, tmp_path_factory.mktemp("evaluator"), book.library)
    assert record.errors == []
    assert all(url.startswith("file:") for url in record.requests)
    context.close()


def said(answer: Callable[[], Any]) -> dict[str, Any]:
    """What Python answers, or the error it gives, in the shape in which the page gives both."""
    try:
        return {"answer": json.loads(json.dumps(answer()))}
    except ErrorGroup as group:
        return {"error": "invalid", "errors": [[error.code, str(error.where)] for error in group.errors]}
    except Contradiction as error:
        return {"error": error.code, "facts": list(error.facts), "message": error.message}
    except InforceError as error:
        return {"error": error.code}


def difference(tab: Page, cases: Sequence[Case], expected: Callable[[Case], dict[str, Any]]) -> str | None:
    """The first case that Python and the browser answer differently, with its whole input; None where they agree on all."""
    for start in range(0, len(cases), BATCH):
        batch = cases[start : start + BATCH]
        for number, (case, found) in enumerate(zip(batch, ask(tab, batch), strict=True), start):
            wanted = expected(case)
            if any(found.get(key) != value for key, value in wanted.items()):
                return f"seed {SEED}, case {number} of {len(cases)}: {json.dumps(case)}\n  Python:  {json.dumps(wanted)[:4000]}\n  browser: {json.dumps(found)[:4000]}"
    return None


def outcomes(book: inforce.Book) -> Callable[[Case], dict[str, Any]]:
    return lambda case: said(lambda: book.outcomes(case[1], **case[2]))


def determinations(book: inforce.Book) -> Callable[[Case], dict[str, Any]]:
    return lambda case: said(lambda: book.determine(case[1], **case[2]).to_json())


def report(what: str, cases: Sequence[Case]) -> None:
    print(f"{what}: seed {SEED}, {len(cases)} cases: the browser answers as Python does")


def test_outcomes_of_random_people_are_the_same(evaluator: Page, book: inforce.Book) -> None:
    random, count = Random(SEED), 10_000 if DEEP else 1_000
    shares = (0.0, 0.1, 0.4, *MOSTLY_KNOWN) if DEEP else MOSTLY_KNOWN
    drawn = people(book, random, shares, drawn_from=count // 10, days=200 if DEEP else 16)
    cases = [["outcomes", facts, options] for facts, options in islice(drawn, count)]
    assert difference(evaluator, cases, outcomes(book)) is None
    report("outcomes of every provision", cases)


@pytest.mark.parametrize(("shares", "provisions", "quick"), [((0.9, 1.0), None, 6), ((0.2, 0.5, 0.8), 6, 24), ((0.0, 0.05), 1, 10)], ids=["known", "partly", "blank"])
def test_whole_determinations_are_the_same(
    evaluator: Page, book: inforce.Book, shares: Sequence[float], provisions: int | None, quick: int
) -> None:
    random, count = Random(SEED + 1), quick * 25 if DEEP else quick
    drawn = people(book, random, shares, drawn_from=40, days=60 if DEEP else 4)
    cases: list[Case] = []
    for facts, options in islice(drawn, count):
        if provisions is not None:
            options["provisions"] = random.sample(book.library.encoded, provisions)
        cases.append(["determine", facts, options])
    assert difference(evaluator, cases, determinations(book)) is None
    report("whole determinations, with reasons", cases)


@pytest.mark.parametrize("facts", [{}, {"us_citizen": False}], ids=["nothing", "no-citizen"])
def test_while_days_of_several_countries_are_open_who_says_nothing_is_answered(evaluator: Page, book: inforce.Book, facts: dict[str, Any]) -> None:
    """On this day four printed ends have passed without a notice; each such day stood far from its country and doubled the diagrams."""
    case: Case = ["determine", facts, {"on": "2026-11-30", "provisions": ["custody/bond"]}]
    (answer,) = book.determine(facts, on="2026-11-30", provisions=["custody/bond"]).determinations
    assert answer.outcome == "depends"
    assert {"nationality", "day:tps-sd-2025-01-17-extension"} <= set(answer.settling)
    assert difference(evaluator, [case], determinations(book)) is None


def test_one_at_a_time_is_the_same_as_together(evaluator: Page, book: inforce.Book) -> None:
    ids, seen = list(book.library.encoded), 0
    for facts, options in islice(people(book, Random(SEED + 2), (0.9,), drawn_from=6, days=2), 24):
        if seen == 3:
            break
        together, *single = ask(evaluator, [["determine", facts, options], *(["determination", facts, options, name] for name in ids)])
        if "answer" in together:
            seen += 1
            assert [each["answer"] for each in single] == together["answer"]["determinations"]
    assert seen >= 3


def test_statuses_are_the_same(evaluator: Page, book: inforce.Book) -> None:
    random, count = Random(SEED + 3), 20_000 if DEEP else 600
    states, provisions, days = book.library.vocabulary["state"].values, list(book.library.provisions), book.library.docket.days
    cases: list[Case] = []
    while len(cases) < count:
        on = random.choice(days) if random.random() < 0.5 else some_day(random)
        facts = {"state": random.choice(states)} if random.random() < 0.5 else {}
        if random.random() < 0.2:
            facts |= {"nationality": random.choice(["MX", "HN", "VE", "CU"]), "unaccompanied_child": random.random() < 0.5}
        if random.random() < 0.1:
            facts["class_memberships"] = [random.choice(list(book.library.acts))]
        cases.append(["status", random.choice(provisions), on.isoformat(), facts])
    assert difference(evaluator, cases, lambda case: said(lambda: book.status(case[1], on=case[2], facts=case[3]).to_json())) is None
    report("statuses", cases)


BAD: list[Case] = [
    ["outcomes", {"us_citizen": "yes"}, {}],
    ["outcomes", {"us_citizen": 1, "state": "ZZ", "nationality": "XX", "nobody": 1, "on": "2017-01-01", "reading:any-individual": True}, {}],
    ["outcomes", {"convictions": ["felony", "nothing_such"]}, {}],
    ["outcomes", {"convictions": {"felony": "yes"}}, {}],
    ["outcomes", {"convictions": "felony"}, {}],
    ["outcomes", {"entry_date": "2017-02-30"}, {}],
    ["outcomes", {"entry_date": "2017-13"}, {}],
    ["outcomes", {"entry_date": "0000"}, {}],
    ["outcomes", {"entry_date": "1849"}, {}],
    ["outcomes", {"entry_date": "2201-01-01"}, {}],
    ["outcomes", {"entry_date": "yesterday"}, {}],
    ["outcomes", {"entry_date": True}, {}],
    ["outcomes", {"entry_date": {}}, {}],
    ["outcomes", {"entry_date": {"from": "2017", "until": "2018"}}, {}],
    ["outcomes", {"entry_date": {"from": "2018", "to": "2017"}}, {}],
    ["outcomes", {"miles_from_land_border": -1}, {}],
    ["outcomes", {"miles_from_land_border": 1.5}, {}],
    ["outcomes", {"miles_from_land_border": 2_000_000}, {}],
    ["outcomes", {"entry_manner": {"admitted": True, "paroled": True}}, {}],
    ["outcomes", {"entry_manner": {"admitted": None}}, {}],
    ["outcomes", {"entry_manner": ["admitted"]}, {}],
    ["outcomes", {"us_citizen": True, "lawful_permanent_resident": True}, {"on": "2017-02-22"}],
    ["outcomes", {"lawful_permanent_resident": True, "state": "TX", "us_citizen": True}, {"on": "2017-02-22"}],
    ["outcomes", {"entry_date": "2018-01-01"}, {"on": "2017-02-22"}],
    ["outcomes", {"entry_date": "2017-02-01", "days_since_entry": 3}, {"on": "2017-02-22"}],
    ["outcomes", {"days_since_entry": 21}, {"on": "2017-02-22"}],
    ["outcomes", {}, {"on": "2011-12-31"}],
    ["outcomes", {}, {"on": "2017"}],
    ["outcomes", {}, {"on": "soon"}],
    ["outcomes", {}, {"on": "2017-02-22", "state": "XX"}],
    ["outcomes", {}, {"on": "2017-02-22", "readings": {"any-individual": "third"}}],
    ["outcomes", {}, {"on": "2017-02-22", "readings": {"no-such": "other"}}],
    ["determine", {}, {"on": "2017-02-22", "provisions": ["priority/2017/nobody"]}],
]


def test_bad_input_is_the_same_error(evaluator: Page, book: inforce.Book) -> None:
    ask_python = {"outcomes": outcomes(book), "determine": determinations(book)}
    assert difference(evaluator, BAD, lambda case: ask_python[case[0]](case)) is None


PLANTED = [
    ("if (found === undefined) truth = undefined;", ""),
    ("return this.complete || this.lacks.has(value) ? false : undefined;", "return this.lacks.has(value) ? false : undefined;"),
    ("if (left[1] <= atom.limit) return true;", "if (left[1] <= atom.limit + 1) return true;"),
    ('["exempt", forms.conjoin([text, status.get("operative"), shield])]', '["exempt", forms.conjoin([text, shield])]'),
    ("of readings) fixed.set(vocabulary.number(READING + name), other);", "of readings) fixed.set(vocabulary.number(READING + name), false);"),
    ("for (const entry of entries) if (entry[0] <= on) found = entry;", "for (const entry of entries) if (entry[0] < on) found = entry;"),
]
@pytest.fixture(scope="module")
def telling(book: inforce.Book) -> list[Case]:
    """People in whose outcomes each planted fault can show: well known, under each other reading, on days on which acts begin."""
    random = Random(SEED)
    cases: list[Case] = []
    for number, (facts, options) in enumerate(islice(people(book, random, (0.95, 1.0), drawn_from=30, days=4), 160)):
        other = list(book.library.readings)[number % len(book.library.readings)]
        cases.append(["outcomes", facts, {**options, "readings": {other: "other"}}])
    # golden cases stand on both sides of the days on which a shield begins and ends
    asked = [case for case in load_cases() if case.want and not case.readings and not case.known_on]
    cases += [["outcomes", dict(case.facts), {"on": case.on, "state": case.state}] for case in asked[::3]]
    # of whom little is known: a person is closed under the constraints first, by the reading that was chosen
    cases.append(["outcomes", {"us_citizen": True, "helped_child_smuggling": True}, {"on": "2017-03-01", "readings": {"any-individual": "other"}}])
    convicted = {"us_citizen": False, "lawful_permanent_resident": False, "convictions": ["any_offense", "felony", "aggravated_felony"], "entry_date": "2010"}
    cases += [["outcomes", convicted, {"on": day.isoformat(), "state": "TX"}] for day in book.library.docket.days if 2014 <= day.year <= 2017]
    return cases


@pytest.mark.parametrize(("right", "wrong"), PLANTED)
def test_planted_fault_is_caught(tab: Page, book: inforce.Book, tmp_path: Path, telling: list[Case], right: str, wrong: str) -> None:
    open_evaluator(tab, tmp_path, book.library, planted(right, wrong))
    assert difference(tab, telling, outcomes(book)) is not None


@pytest.mark.parametrize("kind", SHARES)
def test_whole_determinations_are_the_same_in_node(book: inforce.Book, kind: str) -> None:
    cases = drawn(book, kind, 200 if DEEP else {"known": 12, "partly": 8, "blank": 4}[kind], SEED)
    assert [(case, problems) for case, problems, _ in differences(book, cases) if problems] == []
    report(f"whole determinations of people {kind}, every provision", cases)


@pytest.mark.parametrize("fault", FAULTS)
def test_planted_fault_in_reasons_is_caught(book: inforce.Book, fault: str) -> None:
    cases = drawn(book, "partly", 10, SEED, 12)
    assert any(problems for _, problems, _ in differences(book, cases, planted(*FAULTS[fault])))


def test_script_that_never_ends_is_stopped(playwright: Playwright, book: inforce.Book, tmp_path: Path) -> None:
    script = planted("if (this.next === 0) return this._model();", "if (this.next === 0) continue;")
    with chromium(playwright) as own:
        tab = open_evaluator(own.new_page(), tmp_path, book.library, script)
        with pytest.raises(TimeoutError, match="still busy after 5 seconds"):
            ask(tab, [["outcomes", {"birth_date": "2000-01-01", "us_citizen": False}, {"on": "2017-02-22"}]], seconds=5)
