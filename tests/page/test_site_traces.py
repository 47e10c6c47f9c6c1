"""The site keeps nothing and calls nobody: a whole interview leaves no trace, and the policy stops every try to leave one by a connection."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Page

from inforce.page.site.site import NAMES
from tests.browser import watch
from tests.page.traces import sent, stored, traces
from tests.page.visit import at_random, visit

pytestmark = pytest.mark.browser
RUNS = [(20170220, "en"), (20170125, "es")]
POLICY = "default-src 'none'; "
TRIES = {
    "img-src": "() => { new Image().src = 'http://127.0.0.1:9/planted.png'; }",
    "connect-src": "() => { fetch('http://127.0.0.1:9/planted').catch(() => {}); }",
    "style-src-attr": "() => { document.body.setAttribute('style', 'background: red'); }",
    "script-src-elem": "() => { const made = document.createElement('script'); made.textContent = 'window.planted = 1'; document.body.append(made); }",
    "frame-src": "() => { const made = document.createElement('iframe'); made.src = 'http://127.0.0.1:9/planted'; document.body.append(made); }",
    "form-action": "() => { const made = document.createElement('form'); made.action = 'http://127.0.0.1:9/planted'; document.body.append(made); made.submit(); }",
}
HEARD = "() => { window.heard = []; document.addEventListener('securitypolicyviolation', (event) => window.heard.push(event.effectiveDirective)); }"


@pytest.mark.parametrize(("seed", "lang"), RUNS)
def test_whole_interview_leaves_no_trace(tab: Page, site: Path, seed: int, lang: str) -> None:
    page = (site / "interview.html").as_uri()
    record = watch(tab)
    one = visit(tab, site, seed, lang)
    one.begin()
    found: list[str] = []
    one.run(at_random(Random(seed)), each=lambda: found.extend(traces(tab, record, page)))
    tab.locator("#cards details summary").first.click()
    print(f"seed {seed}: {len(one.asked)} questions")
    assert [*found, *traces(tab, record, page)] == []
    assert len(one.asked) > 1
    assert {"unknown", "unsaid"} <= {choice for _, choice in one.asked}
    assert tab.evaluate("history.length") <= 2  # the empty tab and the page: no step of the interview is a place to go back to


@pytest.mark.parametrize("name", sorted(NAMES))
def test_page_asks_for_itself_alone(tab: Page, site: Path, name: str) -> None:
    page = (site / name).as_uri()
    record = watch(tab)
    tab.goto(page)
    assert traces(tab, record, page) == []


@pytest.mark.parametrize("name", sorted(NAMES))
def test_policy_begins_with_nothing_and_page_names_no_source(site: Path, name: str) -> None:
    html = (site / name).read_text(encoding="utf-8")
    policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    found = policy.group(1).replace("&#x27;", "'")
    assert found.startswith(POLICY)
    assert not re.search(r"unsafe|https?:|\*|data:|blob:", found)
    assert html.index(policy.group()) < html.index("<style")
    assert not re.search(r"<(?:link|img|iframe|object|embed|video|audio|source)\b|\ssrc=|url\(|@import", re.sub(r"(?s)<script.*?</script>", "", html))


@pytest.mark.parametrize("directive", TRIES)
def test_policy_stops_what_it_forbids(tab: Page, site: Path, directive: str) -> None:
    tab.goto((site / "interview.html").as_uri())
    tab.evaluate(HEARD)
    tab.evaluate(TRIES[directive])
    tab.wait_for_function("() => window.heard.length")
    assert tab.evaluate("window.heard") == [directive]
    assert tab.evaluate("window.planted === undefined")


def test_planted_traces_are_caught(tab: Page, site: Path, tmp_path: Path) -> None:
    """The same checks find a picture from elsewhere, and something kept in each store."""
    planted = tmp_path / "planted.html"
    planted.write_text("<!doctype html><title>planted</title><img src='http://127.0.0.1:9/planted.png'><input name=year>", encoding="utf-8")
    record = watch(tab)
    tab.goto(planted.as_uri())
    tab.evaluate("() => { localStorage.setItem('a', '1'); sessionStorage.setItem('a', '1'); location.hash = 'answer'; history.replaceState({ a: 1 }, ''); window.name = 'a'; }")
    found = "\n".join(traces(tab, record, planted.as_uri()))
    for words in ("asked for http://127.0.0.1:9/planted.png", "localStorage", "sessionStorage", "history.state", "window.name", "the address is", "may be filled in", "went wrong"):
        assert words in found


def test_planted_cookie_and_database_are_caught(tab: Page) -> None:
    """Where a page has an origin it has these stores too."""
    tab.route("**/*", lambda route: route.fulfill(body="<!doctype html><title>planted</title>", content_type="text/html"))
    record = watch(tab)
    tab.goto("http://planted.test/")
    tab.evaluate("async () => { document.cookie = 'a=1'; await new Promise((done) => { indexedDB.open('a').onsuccess = done; }); }")
    found = "\n".join(stored(tab))
    for words in ("document.cookie", "cookies", "indexedDB"):
        assert words in found
    assert sent(record, "http://planted.test/") == []
