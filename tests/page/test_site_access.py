"""Every screen, in both languages, narrow and wide, has no barrier that axe-core or a measure finds; without a script the rules are there."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import inforce
from inforce.page.site.site import NAMES
from tests.page.access import LIGHT, NARROW, barriers, barriers_of_long, outside, violations
from tests.page.visit import Question, left_open, visit

pytestmark = pytest.mark.browser
PAGES = sorted(set(NAMES) - {"index.html", "interview.html", "timeline.html"})
SEED = 20170220
KINDS = {"yes or no", "words", "list", "set", "date", "day", "number"}


def both_languages(tab: Page, screen: str) -> list[str]:
    """The barriers of a screen whose language its switch changes."""
    found = list(barriers(tab, f"{screen}, en"))
    tab.locator("#tongue").click()
    found += barriers(tab, f"{screen}, es", LIGHT)  # the colors are the same
    tab.locator("#tongue").click()
    return found


@pytest.mark.parametrize("name", PAGES)
def test_page_to_read_has_no_barrier(tab: Page, site: Path, name: str) -> None:
    tab.goto((site / name).as_uri())
    tab.locator("details").evaluate_all("(all) => all.slice(0, 4).forEach((each) => { each.open = true; })")
    assert list(barriers_of_long(tab, name)) == []


@pytest.mark.parametrize("lang", ["en", "es"])
def test_timeline_has_no_barrier(tab: Page, site: Path, lang: str) -> None:
    tab.goto(f"{(site / 'timeline.html').as_uri()}#{lang}")
    assert list(barriers_of_long(tab, f"timeline, {lang}")) == []


def test_questions_of_every_kind_have_no_barrier(tab: Page, site: Path) -> None:
    one = visit(tab, site, SEED)
    found = both_languages(tab, "welcome")
    one.begin()
    seen: set[str] = set()

    def look() -> None:
        found.extend(unnamed(tab))
        kind = one.question().kind
        if kind not in seen:
            seen.add(kind)
            tab.locator("main details").evaluate_all("(all) => all.forEach((each) => { each.open = true; })")
            found.extend(both_languages(tab, f"question: {kind}"))

    one.run(left_open, each=look)
    assert seen == KINDS
    assert found == []


def unnamed(tab: Page) -> list[str]:
    """Whether the question is the legend of its group of choices, and each choice has words of its own."""
    text, legend, words = tab.evaluate(
        "() => [document.getElementById('head').textContent, document.querySelector('#question > fieldset > legend').textContent,"
        " [...document.querySelectorAll('input[name=choice]')].map((input) => input.labels[0].textContent.trim())]"
    )
    named = tab.get_by_role("group", name=text, exact=True).count() == 1
    return [] if named and text == legend and all(words) and len(set(words)) == len(words) else [f"not named: {text}, {words}"]


def test_error_on_a_question_has_no_barrier(tab: Page, site: Path) -> None:
    one = visit(tab, site, SEED)
    one.begin()
    one.answer(left_open)
    one.go_on()
    assert tab.locator("#wrong:visible").count() == 1
    assert list(barriers(tab, "question with an error")) == []


def test_result_and_sheets_have_no_barrier(tab: Page, site: Path) -> None:
    one = visit(tab, site, SEED)
    one.begin()
    one.run(some_facts)
    cards = tab.locator("#cards .card details")
    for number in range(min(3, cards.count())):
        cards.nth(number).locator("summary").click()
    tab.wait_for_function("() => !document.querySelector('#cards [role=status]')")
    found = both_languages(tab, "result")
    one.settle()
    for button, screen in (("A sheet to take along", "person's sheet"), ("Back to the result", ""), ("A sheet for the lawyer", "before the lawyer's sheet"), ("Show the lawyer's sheet", "lawyer's sheet")):
        one.press(button)
        if screen:
            found += both_languages(tab, screen)
    assert found == []


def some_facts(question: Question) -> str:
    """Somebody whom rules reach: not a citizen, came in without inspection, the rest not known."""
    if question.choices[0] == "today":
        return "today"
    for text, choice in {"citizen of the United States": "false", "green card": "false", "how did you come in": "without_inspection"}.items():
        if text in question.text:
            return choice
    return "unknown"


@pytest.mark.parametrize("lang", ["en", "es"])
def test_rules_are_there_without_a_script(browser: Browser, site: Path, book: inforce.Book, lang: str) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True, viewport=NARROW)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto((site / f"rules.{lang}.html").as_uri())
    assert page.locator("article.rule").count() == len(book.library.provisions)
    assert page.locator("#find").is_hidden()  # it needs the script
    for provision in list(book.library.provisions.values())[::17]:
        assert provision.says[lang] in page.locator(f"article[id='{provision.id.replace('/', '.')}']").inner_text()
    for name in ("interview.html", "timeline.html"):
        page.goto((site / name).as_uri())
        assert page.locator(f"main a[href='rules.{lang}.html']").is_visible()
    context.close()


def test_planted_question_without_a_legend_is_caught(tab: Page) -> None:
    choice = "<label><input type=radio name=choice>Yes</label>"
    for legend, caught in (("<legend><h1 id=head>Ready?</h1></legend>", False), ("<legend></legend><h1 id=head>Ready?</h1>", True)):
        tab.set_content(f"<!doctype html><html lang=en><title>planted</title><form id=question><fieldset>{legend}{choice}</fieldset></form>")
        assert bool(unnamed(tab)) is caught


def test_planted_barriers_are_caught(tab: Page) -> None:
    """A field without a label, a picture without words, pale text, and a line that does not fit."""
    tab.set_viewport_size(NARROW)  # type: ignore[arg-type]
    tab.set_content("<!doctype html><html lang=en><title>planted</title><main><h1>Planted</h1><input name=year><img src='data:,'><p style='color:#ccc'>pale</p><p style='width:30rem'>wide</p></main>")
    found = "\n".join(violations(tab))
    for rule in ("label", "image-alt", "color-contrast"):
        assert rule in found
    assert any("wide" in each for each in outside(tab))
