"""Traces: whatever a page could leave behind or send, looked for in the browser; each check names what it found."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser import Record

STORES = """
async () => {
  const found = {};
  const look = async (name, count) => {
    try {
      const held = await count();
      if (held) found[name] = held;
    } catch (error) {
      if (error.name !== "SecurityError" && error.name !== "InvalidStateError") throw error; // a page from a file may have no such store at all
    }
  };
  await look("document.cookie", () => document.cookie);
  await look("localStorage", () => localStorage.length);
  await look("sessionStorage", () => sessionStorage.length);
  await look("indexedDB", async () => (await indexedDB.databases()).length);
  await look("caches", async () => ("caches" in window ? (await caches.keys()).length : 0));
  await look("service worker", async () => (navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0));
  await look("private files", async () => {
    if (!navigator.storage || !navigator.storage.getDirectory) return 0;
    let count = 0;
    for await (const name of (await navigator.storage.getDirectory()).keys()) count += Boolean(name);
    return count;
  });
  await look("history.state", () => (history.state === null ? 0 : 1));
  await look("window.name", () => window.name);
  return found;
}
"""
UNMARKED = "() => [...document.querySelectorAll('input, select, textarea')].filter((field) => field.autocomplete !== 'off').map((field) => field.outerHTML)"


def stored(tab: Page) -> list[str]:
    """What is held in any store that a page can write to."""
    found = dict(tab.evaluate(STORES))
    if cookies := tab.context.cookies():
        found["cookies"] = cookies
    return [f"{store} holds something: {held}" for store, held in found.items()]


def sent(record: Record, *pages: str) -> list[str]:
    """Requests for anything but the pages themselves."""
    return [f"asked for {url}" for url in record.requests if url.split("#")[0] not in pages]


def told_by_address(tab: Page, page: str) -> list[str]:
    """What the address carries beyond the page's own, and the language it opens in."""
    return [] if tab.url in (page, f"{page}#es") else [f"the address is {tab.url}"]


def remembered_by_forms(tab: Page) -> list[str]:
    """Fields that a browser may fill in again on its own."""
    return [f"may be filled in by the browser: {field}" for field in tab.evaluate(UNMARKED)]


def traces(tab: Page, record: Record, page: str) -> list[str]:
    """Everything found; nothing where the page keeps nothing and calls nobody."""
    return [*stored(tab), *sent(record, page), *told_by_address(tab, page), *remembered_by_forms(tab), *(f"went wrong: {error}" for error in record.errors)]
