"""A whole interview by keyboard alone: every step moves the focus and changes the title, and an error is said where it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.page.visit import MOST, READY, visit

pytestmark = pytest.mark.browser
FOCUS = "() => { const it = document.activeElement; return [it.id || it.name || it.textContent.trim(), it.value || '']; }"
SEEN = """
() => {
  const focused = document.activeElement, box = (focused.closest("label") || focused).getBoundingClientRect(), bar = document.querySelector(".bar").getBoundingClientRect();
  return box.bottom > bar.bottom && box.top < innerHeight;
}
"""


def tab_to(tab: Page, *wanted: str, most: int = 60) -> None:
    """Press Tab until the focus is on something of that id, name or text; it is never under the bar at the top."""
    for _ in range(most):
        tab.keyboard.press("Tab")
        found = tab.evaluate(FOCUS)[0]
        if found in wanted:
            assert found in ("skip", "exit", "tongue") or tab.evaluate(SEEN)
            return
    raise AssertionError(f"the focus never comes to {wanted}")


def press(tab: Page, key: str) -> None:
    """Press a key that leads to another screen or an error, and wait for it."""
    tab.evaluate("document.body.dataset.turn = 'before'")
    tab.evaluate("new MutationObserver((_, watcher) => { if (!document.querySelector('main > .progress')) { document.body.dataset.turn = 'after'; watcher.disconnect(); } }).observe(document.getElementById('main'), { childList: true })")
    tab.keyboard.press(key)
    tab.wait_for_function(READY, arg="before", timeout=60_000)


def choose(tab: Page, value: str) -> None:
    """From the heading to the choices, and down to one of them with the arrow keys."""
    tab_to(tab, "choice")
    for _ in range(20):
        if tab.evaluate(FOCUS)[1] == value and tab.evaluate("() => document.activeElement.checked"):
            return
        tab.keyboard.press("ArrowDown")
        if tab.evaluate(FOCUS)[0] != "choice":
            break
    raise AssertionError(f"no arrow leads to {value}")


def test_whole_interview_by_keyboard(tab: Page, site: Path) -> None:
    one = visit(tab, site, 1)
    tab_to(tab, "skip")
    tab.keyboard.press("Enter")
    assert tab.evaluate(FOCUS)[0] == "main"
    tab_to(tab, "Begin")
    press(tab, "Enter")
    titles = []
    for number in range(1, MOST):
        if one.screen != "question":
            break
        assert tab.evaluate(FOCUS)[0] == "head"
        titles.append(tab.title())
        assert titles[-1] == f"Question {number} · inforce"
        choices = one.question().choices
        choose(tab, "today" if choices[0] == "today" else ("false" if "false" in choices and number < 4 else "unknown"))
        if number % 2:
            press(tab, "Enter")  # in the form itself
        else:
            tab_to(tab, "Continue")
            press(tab, "Enter")
    print(f"{len(titles)} questions")
    assert len(titles) > 10
    assert one.screen == "result"
    one.settle()
    assert (tab.title(), tab.evaluate(FOCUS)[0]) == ("Result · inforce", "head")
    tab_to(tab, "Why, and where to read it", most=120)
    tab.keyboard.press("Enter")
    tab.get_by_role("heading", name="Authority").first.wait_for()
    for button, title in (("A sheet for the lawyer", "A sheet for the lawyer"), ("Show the lawyer's sheet", "A sheet for the lawyer"), ("Back to the result", "Result")):
        tab_to(tab, button, most=400)
        press(tab, "Enter")
        assert (tab.title(), tab.evaluate(FOCUS)[0]) == (f"{title} · inforce", "head")


def test_error_is_said_and_tied_to_its_field(tab: Page, site: Path) -> None:
    one = visit(tab, site, 1)
    one.begin()
    tab.check("input[name=choice][value='entry']")
    tab.fill("#year", "17")
    one.go_on()
    wrong = tab.get_by_role("alert")
    assert wrong.inner_text() == "Write the year with four digits, for example 2015."
    assert tab.evaluate("() => [document.activeElement.id, document.activeElement.getAttribute('aria-invalid'), document.activeElement.getAttribute('aria-describedby')]") == ["year", "true", "wrong"]
    tab.fill("#year", "2011")
    tab.select_option("#month", "2")
    tab.fill("#day", "30")
    one.go_on()
    assert wrong.inner_text() == "There is no such day in that month."
    assert tab.get_attribute("#day", "aria-invalid") == "true"
    assert tab.get_attribute("#year", "aria-invalid") is None
    tab.fill("#day", "3")
    one.go_on()
    assert "begins on" in wrong.inner_text()
    tab.fill("#year", "2017")
    one.go_on()
    assert tab.title() == "Question 2 · inforce"
    one.go_on()
    assert wrong.inner_text() == 'Choose one of the answers. "I don\'t know" is one of them.'
    assert tab.evaluate("() => document.activeElement.name") == "choice"


def test_going_back_keeps_the_other_answers(tab: Page, site: Path) -> None:
    one = visit(tab, site, 1)
    one.begin()
    asked = []
    for _ in range(4):
        asked.append(one.question().text)
        one.choose("today" if len(asked) == 1 else "unknown")
        one.go_on()
    for text in reversed(asked):
        one.press("Back")
        assert one.question().text == text
        assert tab.evaluate(FOCUS)[0] == "head"
        assert tab.is_checked(f"input[name=choice][value='{'today' if text == asked[0] else 'unknown'}']")
    one.go_on()  # what was answered before stands in the form
    assert tab.title() == "Question 5 · inforce"


def test_planted_trap_is_caught(tab: Page) -> None:
    """A page whose button the keyboard does not reach."""
    tab.set_content("<!doctype html><title>planted</title><div class=bar></div><button>First</button><div onclick=''>Continue</div>")
    with pytest.raises(AssertionError, match="never comes to"):
        tab_to(tab, "Continue", most=10)
