"""The way out: it replaces the page by an empty one, and nobody who goes back finds an answer; what is left is cleared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, Playwright

from inforce.page.site.site import NAMES
from tests.browser import ARGS, CHROMIUM
from tests.page.visit import Visit, at_random

pytestmark = pytest.mark.browser
KEEPS_PAGES = "--disable-back-forward-cache"
"""What Playwright passes on its own: without it, a page that is left is kept whole, as in the browsers of people."""


def press_button(tab: Page) -> None:
    tab.locator("#exit").click()


def press_escape_twice(tab: Page) -> None:
    tab.keyboard.press("Escape")
    tab.keyboard.press("Escape")


WAYS: list[Callable[[Page], None]] = [press_button, press_escape_twice]


def half_way(tab: Page, site: Path) -> Visit:
    """From the start page to the third question, with answers given, something typed and something chosen."""
    tab.goto((site / "start.en.html").as_uri())
    tab.get_by_role("link", name="Start the questions").click()
    one = Visit(tab, Random(7))
    one.begin()
    for _ in range(2):
        one.answer(at_random(Random(7), left_open=0))
    one.choose(at_random(Random(7), left_open=0)(one.question()))
    return one


def shows_nothing(tab: Page) -> bool:
    """Whether the page shows its first screen, with no form and no answer."""
    return bool(tab.evaluate("() => document.body.dataset.screen === 'welcome' && !document.querySelector('form, input, table')"))


@pytest.mark.parametrize("way", WAYS)
def test_exit_leaves_an_empty_page_in_place_of_the_interview(tab: Page, site: Path, way: Callable[[Page], None]) -> None:
    half_way(tab, site)
    length = tab.evaluate("history.length")
    way(tab)
    tab.wait_for_url("about:blank")
    assert tab.evaluate("[history.length, document.documentElement.textContent]") == [length, ""]
    tab.go_back()
    assert tab.url == (site / "start.en.html").as_uri()  # what came before the interview; the interview itself is gone
    tab.go_forward()
    assert tab.url == "about:blank"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", sorted(NAMES))
def test_exit_is_on_every_page(tab: Page, site: Path, name: str, way: Callable[[Page], None]) -> None:
    tab.goto((site / name).as_uri())
    way(tab)
    tab.wait_for_url("about:blank")


@pytest.mark.parametrize("name", ["interview.html", "rules.es.html"])
def test_exit_works_without_a_script(browser: Browser, site: Path, name: str) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((site / name).as_uri())
    page.locator("#exit").click()
    page.wait_for_url("about:blank")
    context.close()


def test_one_escape_does_not_leave(tab: Page, site: Path) -> None:
    one = half_way(tab, site)
    tab.keyboard.press("Escape")
    tab.wait_for_timeout(2100)
    tab.keyboard.press("Escape")  # too late to be the second of two
    tab.wait_for_timeout(100)
    assert one.screen == "question"


def test_exit_by_keyboard_in_every_field(tab: Page, site: Path) -> None:
    """Esc is heard wherever the focus is: a browser's own use of it must not swallow it."""
    one = half_way(tab, site)
    tab.locator("#question input").last.focus()
    press_escape_twice(tab)
    tab.wait_for_url("about:blank")
    assert one.asked


def test_form_is_cleared_when_the_page_is_left_and_empty_when_come_back_to(tab: Page, site: Path) -> None:
    one = half_way(tab, site)
    tab.evaluate("() => { window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false })); }")
    assert shows_nothing(tab)
    tab.goto((site / "rules.en.html").as_uri())
    tab.go_back()
    assert shows_nothing(tab)
    one.begin()
    assert tab.evaluate("() => [...document.querySelectorAll('input[type=text]')].every((field) => field.value === '')")
    assert tab.get_by_role("button", name="Show the result now").count() == 0  # there is no answer of which to show a result


@pytest.fixture
def served(site: Path) -> Iterator[str]:
    """The site from a server on this machine: browsers keep whole only pages that come from one."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_page_kept_whole_by_the_browser_shows_nothing_either(served: str, playwright: Playwright) -> None:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS, ignore_default_args=[KEEPS_PAGES])
    try:
        tab = browser.new_page()
        tab.goto(f"{served}/interview.html")
        one = Visit(tab, Random(7))
        one.begin()
        for _ in range(2):
            one.answer(at_random(Random(7), left_open=0))
        one.choose(at_random(Random(7), left_open=0)(one.question()))
        tab.evaluate("() => { window.addEventListener('pageshow', (event) => { window.keptWhole = event.persisted; }); }")
        tab.goto(f"{served}/rules.en.html")
        tab.go_back(wait_until="commit")
        tab.wait_for_function("() => window.keptWhole !== undefined")
        assert tab.evaluate("window.keptWhole") is True  # else the page was loaded anew and nothing is shown by this test
        assert shows_nothing(tab)
        one.begin()
        assert tab.get_by_role("button", name="Show the result now").count() == 0
    finally:
        browser.close()


def test_planted_page_that_keeps_its_form_is_caught(tab: Page, tmp_path: Path) -> None:
    planted = tmp_path / "planted.html"
    planted.write_text("<!doctype html><title>planted</title><body data-screen=welcome><form><input value=answer></form>", encoding="utf-8")
    tab.goto(planted.as_uri())
    assert not shows_nothing(tab)
