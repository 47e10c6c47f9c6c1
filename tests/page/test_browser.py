"""The browser that the other page tests drive: it runs scripts, and what a page asks for is seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser import watch

pytestmark = pytest.mark.browser


def test_tab_runs_a_script(tab: Page) -> None:
    assert tab.evaluate("1 + 1") == 2


def test_request_and_error_are_recorded(tab: Page) -> None:
    record = watch(tab)
    tab.set_content("<img src='http://127.0.0.1:9/planted.png'><script>setTimeout(() => { throw Error('planted'); });</script>")
    tab.wait_for_timeout(200)
    assert any("planted.png" in url for url in record.requests)
    assert any("planted" in error for error in record.errors)
