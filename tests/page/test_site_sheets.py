"""Two sheets: the person's is the same for everybody and one side a language; the lawyer's holds the answers, and only after a second, explained click."""

from __future__ import annotations

import io
import re
from pathlib import Path
from unicodedata import normalize

import pypdf
import pytest
from playwright.sync_api import Page

import inforce
from tests.page.test_site_result import ON, asker, person
from tests.page.visit import Visit, visit

pytestmark = pytest.mark.browser
PAPERS = ["Letter", "A4"]
STATED_WORDS = ("Guatemala", "California", "4 March 2017", "without inspection")
"""Words of the answers that the person of the result gave."""
REACHES = re.compile(r"reach(?:es)? you|you are|your answers|le alcanza|sus respuestas|usted (?:es|está)", re.IGNORECASE)
EDGE = 20
"""Points of margin that every letter keeps; the style asks for about 37."""


def printed(tab: Page, paper: str) -> pypdf.PdfReader:
    """What the browser's printer makes of the screen."""
    return pypdf.PdfReader(io.BytesIO(tab.pdf(format=paper)))


def letters(text: str) -> str:
    """Letters and figures alone: paper breaks lines and joins letters in its own way."""
    return re.sub(r"[^a-z0-9áéíñóúü]", "", normalize("NFKC", text).lower())


def clipped(reader: pypdf.PdfReader, text: str) -> list[str]:
    """Sentences of the text that are not on the paper, and letters that stand at its edge or beyond."""
    found: list[str] = []
    paper = letters("".join(page.extract_text() for page in reader.pages))
    for line in text.splitlines():
        for sentence in re.split(r"(?<=[.;:])\s", line):
            if letters(sentence) and letters(sentence) not in paper:
                found.append(f"not on the paper: {sentence}")
    for number, page in enumerate(reader.pages, 1):
        width, height = float(page.mediabox.width), float(page.mediabox.height)

        def place(shown: str, cm: list[float], tm: list[float], font: object, size: float, number: int = number, width: float = width, height: float = height) -> None:
            x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            if shown.strip() and not (EDGE <= x <= width - EDGE and EDGE <= y <= height - EDGE):
                found.append(f"page {number}: at the edge: {shown.strip()[:40]}")

        page.extract_text(visitor_text=place)
    return found


def says_nothing_of_anybody(reader: pypdf.PdfReader) -> bool:
    """Whether the paper's title and other data are the same for everybody."""
    about = " ".join(str(value) for value in (reader.metadata or {}).values())
    return not any(word in about for word in STATED_WORDS) and (reader.metadata or {}).get("/Author") is None


@pytest.fixture
def ready(tab: Page, site: Path, book: inforce.Book) -> Visit:
    """The result of somebody's interview."""
    one = visit(tab, site, 1)
    one.begin()
    person(one, asker(book))
    return one


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_sheet_of_the_person_is_one_side(tab: Page, site: Path, lang: str, paper: str) -> None:
    tab.goto((site / f"sheet.{lang}.html").as_uri())
    reader = printed(tab, paper)
    assert len(reader.pages) == 1
    tab.emulate_media(media="print")
    assert clipped(reader, tab.locator(".sheet").inner_text()) == []
    assert says_nothing_of_anybody(reader)
    assert not REACHES.search(tab.locator(".sheet").inner_text())


def test_sheet_of_the_person_is_the_same_after_an_interview(ready: Visit, site: Path) -> None:
    tab = ready.tab
    ready.press("A sheet to take along")
    mine = tab.locator(".sheet").inner_text()
    reader = printed(tab, "Letter")
    assert len(reader.pages) == 1
    paper = letters(reader.pages[0].extract_text())
    assert not [word for word in STATED_WORDS if letters(word) in paper]
    assert says_nothing_of_anybody(reader)
    assert tab.title() == "A sheet to take along · inforce"  # what a browser offers as the name of the file
    tab.goto((site / "sheet.en.html").as_uri())
    assert mine == tab.locator(".sheet").inner_text()


def test_sheet_of_the_lawyer_comes_after_a_second_click_that_is_explained(ready: Visit) -> None:
    tab = ready.tab
    assert tab.locator(".lawyer").count() == 0
    ready.press("A sheet for the lawyer")
    told = tab.locator("main").inner_text()
    assert "can be used as evidence" in told
    assert "Notes kept by people who are not lawyers may not be privileged" in told
    assert not any(word in told for word in STATED_WORDS)
    assert "main" in (tab.get_by_role("button", name="Back to the result").get_attribute("class") or "")  # the one that leads back stands out
    ready.press("Show the lawyer's sheet")
    tab.wait_for_function("() => !document.querySelector('main button').disabled", timeout=60_000)
    sheet = tab.locator(".lawyer").inner_text()
    assert sheet.startswith("Keep with your lawyer")
    for words in (*STATED_WORDS, "Open facts", "Legal information, not legal advice", "may not be privileged"):
        assert words in sheet
    assert sheet.count("INA §") + sheet.count("C.F.R.") + sheet.count("CFR") > 2  # authorities
    assert tab.title() == "A sheet for the lawyer · inforce"
    tab.emulate_media(media="print")
    for paper in PAPERS:
        reader = printed(tab, paper)
        print(f"{paper}: {len(reader.pages)} pages")
        assert 1 <= len(reader.pages) <= 8
        assert clipped(reader, tab.locator(".lawyer").inner_text()) == []
        assert says_nothing_of_anybody(reader)
    assert ON in tab.content()


@pytest.mark.parametrize("screen", ["result", "gate", "question"])
def test_other_screens_do_not_print_an_answer(ready: Visit, screen: str) -> None:
    tab = ready.tab
    if screen == "gate":
        ready.press("A sheet for the lawyer")
    elif screen == "question":
        tab.locator("summary").filter(has_text=re.compile("^Your answers$")).click()
        ready.act(lambda: tab.get_by_role("button", name=re.compile("Change: state$", re.IGNORECASE)).click())
    paper = letters("".join(page.extract_text() for page in printed(tab, "Letter").pages))
    assert not [word for word in (*STATED_WORDS, "your answers meet") if letters(word) in paper]


def test_planted_clipping_is_caught(tab: Page) -> None:
    tab.set_content("<!doctype html><title>planted</title><style>p{height:1em;overflow:hidden;width:10em}</style><p>This can be read. And this sentence is cut off by its box, so that nobody reads it.</p><div style='position:absolute;left:2px'>edge</div>")
    text = tab.locator("body").text_content() or ""
    found = "\n".join(clipped(printed(tab, "Letter"), text.replace("edge", "\nedge") + "\nThis was never there."))
    assert "not on the paper: This was never there." in found
    assert "at the edge" in found
