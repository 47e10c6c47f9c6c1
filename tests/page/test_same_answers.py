"""The browser gives the answers that Python gives: outcomes, whole determinations, statuses and errors, on random people, days and places.

The seed and the number of cases are printed with every mismatch, with its whole input. `INFORCE_DEEP=1` runs thousands more; `INFORCE_SEED`
picks another seed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import inforce
from inforce.kernel.error import ErrorGroup, InforceError
from inforce.kernel.theory import Contradiction
from inforce.page.script import kernel_script
from tests.page.browser import watch
from tests.page.evaluator import ask, open_evaluator
from tests.page.people import people, some_day

pytestmark = pytest.mark.browser
DEEP = os.environ.get("INFORCE_DEEP") == "1"
SEED = int(os.environ.get("INFORCE_SEED", "20170220"))
BATCH = 50
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


def report(what: str, cases: Sequence[Case], answers: Mapping[str, int]) -> None:
    print(f"{what}: seed {SEED}, {len(cases)} cases, {dict(answers)}")


def test_outcomes_of_random_people_are_the_same(evaluator: Page, book: inforce.Book) -> None:
    random, count = Random(SEED), 10_000 if DEEP else 600
    drawn = people(book, random, (0.0, 0.1, 0.4, 0.7, 0.95, 1.0, 1.0), drawn_from=count // 10, days=200 if DEEP else 8)
    cases = [["outcomes", facts, options] for facts, options in islice(drawn, count)]
    report("outcomes", cases, {})
    assert difference(evaluator, cases, outcomes(book)) is None


@pytest.mark.parametrize(("shares", "provisions", "quick"), [((0.9, 1.0), None, 12), ((0.2, 0.5, 0.8), 6, 40), ((0.0, 0.05), 1, 12)], ids=["known", "partly", "blank"])
def test_whole_determinations_are_the_same(
    evaluator: Page, book: inforce.Book, shares: Sequence[float], provisions: int | None, quick: int
) -> None:
    random, count = Random(SEED + 1), quick * 40 if DEEP else quick
    drawn = people(book, random, shares, drawn_from=40, days=60 if DEEP else 4)
    cases = []
    for facts, options in islice(drawn, count):
        if provisions is not None:
            options["provisions"] = random.sample(book.library.encoded, provisions)
        cases.append(["determine", facts, options])
    report("determinations", cases, {})
    assert difference(evaluator, cases, determinations(book)) is None


def test_one_at_a_time_is_the_same_as_together(evaluator: Page, book: inforce.Book) -> None:
    ids, seen = list(book.library.encoded), 0
    for facts, options in islice(people(book, Random(SEED + 2), (0.9,), drawn_from=3, days=1), 6):
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
    report("statuses", cases, {})
    assert difference(evaluator, cases, lambda case: said(lambda: book.status(case[1], on=case[2], facts=case[3]).to_json())) is None


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
    ("known.forms.conjoin(parts) : known.forms.disjoin(parts)", "known.forms.disjoin(parts) : known.forms.conjoin(parts)"),
    ("return this.complete || this.lacks.has(value) ? false : undefined;", "return this.lacks.has(value) ? false : undefined;"),
    ("if (left[1] <= atom.limit) return true;", "if (left[1] < atom.limit) return true;"),
    ('["exempt", forms.conjoin([text, status.get("operative"), shield])]', '["exempt", forms.conjoin([text, shield])]'),
    ("this.fixed.set(vocabulary.number(READING + name), other);", "this.fixed.set(vocabulary.number(READING + name), false);"),
    ("for (const entry of entries) if (entry[0] <= on) found = entry;", "for (const entry of entries) if (entry[0] < on) found = entry;"),
]


@pytest.mark.parametrize(("right", "wrong"), PLANTED)
def test_planted_fault_is_caught(tab: Page, book: inforce.Book, tmp_path: Path, right: str, wrong: str) -> None:
    script = kernel_script()
    assert script.count(right) == 1
    open_evaluator(tab, tmp_path, book.library, script.replace(right, wrong))
    random = Random(SEED)
    drawn = people(book, random, (0.3, 0.95, 1.0), drawn_from=12, days=4)
    cases = [["outcomes", facts, options] for facts, options in islice(drawn, 120)]
    for day in book.library.docket.days[-40:]:
        cases.append(["outcomes", {"us_citizen": False}, {"on": day.isoformat()}])
    assert difference(tab, cases, outcomes(book)) is not None
