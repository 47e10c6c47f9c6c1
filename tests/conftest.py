"""What all tests share: one loaded rulebook; tests of engines that few have run only when asked for (`-m engines`)."""

from __future__ import annotations

import pytest

import inforce
from tests.browser import browser, playwright, tab

__all__ = ["browser", "playwright", "tab"]


@pytest.fixture(scope="session")
def book() -> inforce.Book:
    return inforce.load()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked `engines`, unless the marks asked for name it: deselected, not skipped."""
    if "engines" in config.getoption("markexpr", ""):
        return
    left_out = [item for item in items if item.get_closest_marker("engines") is not None]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item.get_closest_marker("engines") is None]
