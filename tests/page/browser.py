"""One Chromium for all page tests, driven by Playwright: the fixtures `browser` and `tab`, and what a page asked for and said.

Fixtures are made known to tests by `conftest.py` beside this file.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium, closed at the end."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        try:
            yield launched
        finally:
            launched.close()


@dataclass
class Record:
    """What a tab asked for, and what went wrong in it."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def watch(watched: Page | BrowserContext) -> Record:
    """Record every request, console error and uncaught exception from now on."""
    record = Record()
    watched.on("request", lambda request: record.requests.append(request.url))
    watched.on("console", lambda message: record.errors.append(message.text) if message.type == "error" else None)
    if isinstance(watched, Page):
        watched.on("pageerror", lambda error: record.errors.append(str(error)))
    else:
        watched.on("weberror", lambda error: record.errors.append(str(error.error)))
    return record


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole run of tests."""
    with chromium() as launched:
        yield launched


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """An empty tab in a profile of its own, without a network."""
    context = browser.new_context(offline=True)
    try:
        yield context.new_page()
    finally:
        context.close()
