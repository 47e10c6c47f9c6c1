"""The result: cards in the order of what shields, what reaches now, what is on hold, announced, and open; the same that Python answers."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import inforce
from tests.page.visit import Question, Visit, visit

pytestmark = pytest.mark.browser
WAIT = 60_000
"""Milliseconds that a card may take to work out its reasons on a busy machine."""
NOTICE = {
    "en": "Legal information, not legal advice; only a lawyer or a DOJ-accredited representative can advise you about your case.",
    "es": "Información legal, no asesoría legal;",
}
ORDER = ["shield", "reach", "hold", "wait", "open"]
CARDS = "() => Object.fromEntries([...document.querySelectorAll('#cards .group[aria-labelledby]')].map((group) => [group.getAttribute('aria-labelledby'), [...group.querySelectorAll('.card')].map((card) => [card.dataset.rule, card.dataset.outcome])]))"
ON = "2017-03-04"
STATED = {
    "us_citizen": False, "lawful_permanent_resident": False, "entry_manner": "without_inspection", "tps_current": True, "victim_protection_filed": True,
    "convictions": ["any_offense", "misdemeanor"], "continuously_present_since": "2009", "nationality": "GT", "state": "CA",
}  # fmt: skip
"""Somebody of March 2017 whom rules shield and rules reach; much is left open."""


def asker(book: inforce.Book) -> dict[str, str]:
    """Which fact a question is about, by its English words."""
    return {question.ask["en"]: name for name, question in book.asking.questions.items()}


def person(one: Visit, facts: dict[str, str]) -> None:
    """Answer as the person of `STATED`; everything else is not known."""
    tab = one.tab

    def answer(question: Question) -> str:
        value = STATED.get(facts.get(question.text, ""))
        if question.choices[0] == "today":
            tab.fill("#year", ON[:4])
            tab.select_option("#month", str(int(ON[5:7])))
            tab.fill("#day", str(int(ON[8:])))
        elif isinstance(value, bool):
            return str(value).lower()
        elif isinstance(value, list):
            for each in value:
                tab.check(f"input[name=tick][value='{each}']")
        elif question.kind == "date" and value is not None:
            tab.fill("#year", str(value))
        elif question.kind == "list" and value is not None:
            tab.select_option("#value", str(value))
        elif value is not None:
            return str(value)
        else:
            return "unknown"
        return "entry"

    def put(choice: str) -> None:
        tab.check(f"input[name=choice][value='{choice}']")

    one.choose = put  # type: ignore[method-assign]
    one.run(answer)


def group_of(book: inforce.Book, name: str, outcome: str) -> str | None:
    if outcome == "exempt" or (outcome == "reached" and book.library.provisions[name].bearing == "benefit"):
        return "shield"
    return {"reached": "reach", "suspended": "hold", "pending": "wait", "depends": "open"}.get(outcome)


def test_cards_stand_in_order_and_say_what_python_says(tab: Page, site: Path, book: inforce.Book) -> None:
    one = visit(tab, site, 1)
    one.begin()
    person(one, asker(book))
    shown = tab.evaluate(CARDS)
    assert list(shown) == ORDER
    outcomes = book.outcomes(STATED, on=date.fromisoformat(ON))
    wanted = {key: [[name, outcome] for name, outcome in outcomes.items() if group_of(book, name, outcome) == key] for key in ORDER}
    assert shown == wanted
    assert all(wanted[key] for key in ("shield", "reach", "open"))  # the person is chosen so that the order is seen
    tab.locator("#cards .card").first.locator("summary").click()
    opened = tab.locator("#cards .card").first
    for heading in ("Why: the answers that force it", "Authority", "Status and the acts that make it so", "The next day on which an act changes it"):
        expect(opened).to_contain_text(heading, timeout=WAIT)
    depends = tab.locator(".card.open").first
    depends.locator("summary").click()
    depends.get_by_role("heading", name="What would settle it").wait_for()


def test_switch_of_language_keeps_question_answers_and_what_is_typed(tab: Page, site: Path, book: inforce.Book) -> None:
    one = visit(tab, site, 1)
    one.begin()
    tab.check("input[name=choice][value='entry']")
    tab.fill("#year", "2017")
    english = one.question()
    tab.locator("#tongue").click()
    spanish = one.question()
    assert spanish.text != english.text
    assert (spanish.choices, spanish.fields) == (english.choices, english.fields)
    assert tab.locator("html").get_attribute("lang") == "es"
    assert tab.input_value("#year") == "2017"
    assert tab.is_checked("input[name=choice][value='entry']")
    assert tab.evaluate("document.activeElement.id") == "tongue"
    tab.locator("#tongue").click()
    person(one, asker(book))
    before = tab.evaluate(CARDS)
    tab.locator("#tongue").click()
    one.settle()
    assert tab.evaluate(CARDS) == before
    assert tab.locator("h1").inner_text() == "Resultado"


@pytest.mark.parametrize(("device", "late"), [("2026-01-15", False), ("2031-05-06", True)])
def test_day_horizon_notice_and_banner_are_on_every_screen(tab: Page, site: Path, device: str, late: bool) -> None:
    """A banner before the result says so where the device's day is past the last day checked."""
    tab.clock.set_fixed_time(f"{device}T12:00:00")
    latest = re.search(r'data-latest="([^"]+)"', (site / "interview.html").read_text(encoding="utf-8"))
    assert latest is not None
    assert late == (device > latest.group(1))
    for name in ("start.en.html", "rules.en.html", "article.en.html", "sheet.en.html", "timeline.html", "interview.html"):
        tab.goto((site / name).as_uri())
        assert framed(tab, device)
        assert tab.locator("#past").is_visible() is late
    one = Visit(tab, visit(tab, site, 1).random)
    one.begin()
    screens = ["question"]
    assert framed(tab, device)
    one.choose("today")
    one.go_on()
    one.press("Show the result now")
    one.settle()
    assert framed(tab, device)
    assert tab.locator("#horizon").count() == late
    if late:
        assert tab.evaluate("() => document.getElementById('horizon').compareDocumentPosition(document.getElementById('cards')) === Node.DOCUMENT_POSITION_FOLLOWING")
        assert "6 May 2031" in tab.locator("#horizon").inner_text()
    for button in ("A sheet to take along", "Back to the result", "A sheet for the lawyer", "Show the lawyer's sheet"):
        one.press(button)
        screens.append(one.screen)
        assert framed(tab, device)
    assert screens == ["question", "person", "result", "gate", "lawyer"]


def framed(tab: Page, device: str) -> bool:
    """Whether the screen shows the notice, the day asked about and the last day checked."""
    around = tab.locator("#top").inner_text()
    day = date.fromisoformat(device)
    return NOTICE["en"] in around and f"As of {day.day} {day:%B %Y}." in around and "Rules checked through" in around


def test_notice_is_on_every_page_in_both_languages(site: Path) -> None:
    for path in sorted(site.glob("*.html")):
        html = path.read_text(encoding="utf-8")
        for lang in ("en", "es") if path.name in ("interview.html", "timeline.html") else (("es",) if ".es." in path.name else ("en",)):
            assert NOTICE[lang] in html, path.name
