"""Access: what keeps somebody from using a screen, looked for by axe-core and by measuring; each check names what it found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
STANDARD = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
OUTSIDE = """
() => {
  const width = document.documentElement.clientWidth, found = [];
  if (document.documentElement.scrollWidth > width) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  for (const element of document.querySelectorAll("body *")) {
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height || element.closest(".hide, .skip, thead, select, details:not([open])")) continue;
    if (box.right > width + 1 || box.left < -1) found.push(`${element.tagName} ends at ${Math.round(box.right)}: ${element.textContent.trim().slice(0, 40)}`);
  }
  return found.slice(0, 5);
}
"""
BUT_CONTRAST = {**STANDARD, "rules": {"color-contrast": {"enabled": False}}}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
LIGHT = [(NARROW, "light", STANDARD), (WIDE, "light", STANDARD)]
LOOKS = [*LIGHT, (WIDE, "dark", CONTRAST)]


SHORTER = """
() => {
  for (const kind of ["article", "section", "tr", "li"]) {
    for (const element of [...document.querySelectorAll(`main ${kind}`)]) {
      let before = 0;
      for (let each = element.previousElementSibling; each; each = each.previousElementSibling) before += each.localName === kind;
      if (before >= 4) element.remove();
    }
  }
}
"""


def violations(tab: Page, standard: Mapping[str, Any] = STANDARD) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA and good practice, light or dark as the tab is."""
    found = Axe().run(tab, options=dict(standard)).response["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"][:3]]


def outside(tab: Page) -> list[str]:
    """What does not fit into the width of the window."""
    return [str(each) for each in tab.evaluate(OUTSIDE)]


def barriers(tab: Page, screen: str, looks: Sequence[tuple[Any, Any, Mapping[str, Any]]] = LOOKS) -> Iterator[str]:
    """Everything found on a screen, narrow and wide, light and dark."""
    for size, colors, standard in looks:
        tab.set_viewport_size(size)
        tab.emulate_media(color_scheme=colors)
        for found in (*violations(tab, standard), *outside(tab)):
            yield f"{screen}, {size['width']} wide, {colors}: {found}"


def barriers_of_long(tab: Page, screen: str) -> Iterator[str]:
    """The same for a long page: contrast, which takes a look at every letter, is looked at in the first few of each kind of part.

    The page is shorter afterwards.
    """
    tab.set_viewport_size(WIDE)  # type: ignore[arg-type]
    yield from (f"{screen}: {found}" for found in outside(tab))
    tab.set_viewport_size(NARROW)  # type: ignore[arg-type]
    yield from (f"{screen}: {found}" for found in (*violations(tab, BUT_CONTRAST), *outside(tab)))
    tab.evaluate(SHORTER)
    yield from barriers(tab, f"{screen}, shortened")
