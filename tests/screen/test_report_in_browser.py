"""The report in a real browser: it shows its parts, asks for nothing, fits a phone and a desk, is accessible, and prints short."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

import inforce
from inforce.screen import engines
from inforce.screen.callist import CallList
from inforce.screen.question import question
from inforce.screen.report.html import to_html
from inforce.screen.report.summary import summarize
from inforce.screen.work import Screened
from tests.browser import watch
from tests.screen.kit import AFTER, BEFORE, FAMILIES, plain_engine, roster, run

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def screened(book: inforce.Book, tmp_path_factory: pytest.TempPathFactory) -> Screened:
    asked = question(book, on=AFTER, compared=BEFORE, provisions=FAMILIES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(engines.ENGINES, "plain", lambda: plain_engine)
        return run(book, roster(rows=200, batch=70), asked, tmp_path_factory.mktemp("report") / "out", lambda done, folder: None, CallList(asked.provisions), keep=("office",), engine_name="plain")


@pytest.fixture(params=["en", "es"])
def page(request: pytest.FixtureRequest, book: inforce.Book, screened: Screened, tmp_path: Path) -> Path:
    path = tmp_path / "report.html"
    path.write_text(to_html(summarize(book.library, screened), request.param), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [360, 1280])
def test_it_fits_and_asks_for_nothing(tab: Page, page: Path, width: int) -> None:
    record = watch(tab)
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(page.as_uri())
    assert record.requests == [page.as_uri()]
    assert record.errors == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    bars = tab.locator("svg.bar rect")
    assert bars.count() > 5
    assert all((box := bar.bounding_box()) is not None and box["width"] > 0 for bar in bars.all())
    head = tab.locator("thead").first
    assert (head.bounding_box() or {"x": 0})["x"] < 0 if width < 600 else head.is_visible()


def test_its_policy_would_stop_a_script_and_a_picture(tab: Page, page: Path, tmp_path: Path) -> None:
    planted = tmp_path / "planted.html"
    planted.write_text(page.read_text(encoding="utf-8").replace("</main>", "<script>document.title='run'</script><img src='x.png'></main>"), encoding="utf-8")
    record = watch(tab)
    tab.goto(planted.as_uri())
    assert tab.title() != "run"
    assert len(record.errors) >= 2  # the browser says what it refused


def test_it_is_accessible(browser: Browser, page: Path) -> None:
    context = browser.new_context(bypass_csp=True)  # the checker is a script
    try:
        tab = context.new_page()
        tab.goto(page.as_uri())
        violations = Axe().run(tab).response["violations"]
        assert [(found["id"], found["nodes"][0]["html"]) for found in violations] == []
    finally:
        context.close()


def test_it_prints_short_and_whole(tab: Page, page: Path) -> None:
    tab.goto(page.as_uri())
    paper = PdfReader(BytesIO(tab.pdf(format="Letter")))
    text = "\n".join(sheet.extract_text() for sheet in paper.pages)
    assert len(paper.pages) <= 3
    assert "Memorandum from John Kelly" in text
    assert ("Legal information" in text) or ("Información legal" in text)
