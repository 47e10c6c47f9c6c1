"""One Chromium for all tests of pages, driven by Playwright: the fixtures `browser` and `tab`, and what a page asked for and said.

A script that never ends keeps its process busy for good, and Playwright waits for its answer without a limit. So whatever may take long
is done within `limited`, which ends the browser when the time is up.

The fixtures are made known to all tests by `conftest.py` beside this file.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Timer

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, sync_playwright

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@contextmanager
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """A headless Chromium, closed at the end."""
    launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
    try:
        yield launched
    finally:
        launched.close()


@contextmanager
def limited(browser: Browser, seconds: float) -> Iterator[None]:
    """Let a browser work for so long at most; then every process of it is ended.

    Raises:
        TimeoutError: the browser was ended.
    """
    session = browser.new_browser_cdp_session()
    numbers = [process["id"] for process in session.send("SystemInfo.getProcessInfo")["processInfo"]]
    session.detach()
    ended = Event()

    def end() -> None:
        ended.set()
        for number in numbers:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)

    timer = Timer(seconds, end)
    timer.start()
    try:
        yield
    except Error:
        if not ended.is_set():
            raise
    finally:
        timer.cancel()
    if ended.is_set():
        raise TimeoutError(f"the page was still busy after {seconds:g} seconds; the browser was ended")


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
def playwright() -> Iterator[Playwright]:
    """What drives browsers; a process can have it once only."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One browser for the whole run of tests."""
    with chromium(playwright) as launched:
        yield launched


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """An empty tab in a profile of its own, without a network."""
    context = browser.new_context(offline=True)
    try:
        yield context.new_page()
    finally:
        context.close()
