"""What the page tests share: one browser and a tab in it."""

from __future__ import annotations

from tests.page.browser import browser, tab

__all__ = ["browser", "tab"]
