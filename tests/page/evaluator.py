"""A page that holds the evaluator and a rulebook, under the policy of the real pages, for asking it the same questions as Python."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from inforce.backends.json import to_json
from inforce.page.script import kernel_script
from inforce.page.site.asset import digest
from inforce.rulebook.asking import read_asking
from inforce.rulebook.library import Library
from tests.browser import limited

SECONDS = 120
"""How long one call of `ask` may take before the browser is ended."""
LOAD = """
const held = JSON.parse(document.getElementById("rulebook").textContent);
window.Inforce = Inforce;
window.book = Object.assign(Inforce.load(held), { asking: held.asking });
"""
ASK = """
(cases) => cases.map(([what, ...given]) => {
  try {
    return { answer: window.book[what](...given) };
  } catch (error) {
    const { code, facts, errors, message } = error;
    return { error: code, facts: facts ?? null, errors: errors?.map(({ code, where }) => [code, where]) ?? null, message };
  }
})
"""


def as_page(library: Library, script: str) -> str:
    """One file with a rulebook and a script, allowed nothing but that script."""
    rulebook = to_json(library, parts=("rules", "acts", "asking"), asking=read_asking(library).to_json())
    data = json.dumps(rulebook, separators=(",", ":")).replace("<", "\\u003c")
    started = script + LOAD
    policy = f"default-src 'none'; script-src '{digest(started)}'"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}"><title>evaluator</title></head>'
        f'<body><script type="application/json" id="rulebook">{data}</script><script>{started}</script></body></html>'
    )


def open_evaluator(tab: Page, folder: Path, library: Library, script: str | None = None) -> Page:
    """Write the page to a folder and open it from there."""
    path = folder / "evaluator.html"
    path.write_text(as_page(library, script or kernel_script()), encoding="utf-8")
    tab.goto(path.as_uri())
    return tab


def ask(tab: Page, cases: Sequence[Sequence[Any]], seconds: float = SECONDS) -> list[Mapping[str, Any]]:
    """Call methods of the book: each case is its name and arguments; each result has `answer`, or `error` with the facts or faults.

    Raises:
        TimeoutError: the page did not answer in time; its browser is ended.
    """
    browser = tab.context.browser
    assert browser is not None
    with limited(browser, seconds):
        found: list[Mapping[str, Any]] = tab.evaluate(ASK, list(cases))
    return found
