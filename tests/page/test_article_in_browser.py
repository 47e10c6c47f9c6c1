"""The article's page in a real browser: it shows its parts, asks for nothing, and prints."""

from __future__ import annotations

import re
import subprocess
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

import inforce

CHROMIUM = [
    "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
]  # fmt: skip
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    subprocess.run([str(Path(".venv/bin/inforce").absolute()), "article", str(folder / "article.html")], check=True, capture_output=True, timeout=300)
    return folder / "article.html"


def browse(page: Path, *flags: str) -> str:
    profile = page.parent / "profile"
    done = subprocess.run([*CHROMIUM, f"--user-data-dir={profile}", *flags, page.as_uri()], check=True, capture_output=True, timeout=120)
    return done.stdout.decode()


def test_page_shows_people_statements_and_directions(page: Path, book: inforce.Book) -> None:
    shown = browse(page, "--dump-dom")
    for words in ("Legal information, not legal advice", "Guatemalan", "Federal Register notice", "verified through"):
        assert words in shown
    assert "<script" not in shown


class Recorder(SimpleHTTPRequestHandler):
    """Serves a folder and remembers what was asked for."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def requests_of(name: str, folder: Path) -> list[str]:
    """What a browser asks the server for when it opens a page of the folder."""
    Recorder.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Recorder, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}/{name}"
        subprocess.run([*CHROMIUM, f"--user-data-dir={folder / 'profile'}", "--dump-dom", address], check=True, capture_output=True, timeout=120)
        server.shutdown()
    return [path for path in Recorder.asked if path != "/favicon.ico"]  # the browser's own question


def test_page_asks_for_nothing(page: Path) -> None:
    (page.parent / "planted.html").write_text("<!doctype html><title>planted</title><img src='picture.png'>")
    assert requests_of("planted.html", page.parent) == ["/planted.html", "/picture.png"]  # the harness would see it
    assert requests_of("article.html", page.parent) == ["/article.html"]


def test_page_forbids_every_connection(page: Path) -> None:
    html = page.read_text()
    assert re.search(r"""http-equiv=["']Content-Security-Policy["'][^>]*default-src (?:'|&#x27;|&#39;)none""", html)
    assert not re.search(r"<(script|link|img|iframe|object|embed|video|audio|form)\b|url\(|@import|src=", html)


@pytest.mark.parametrize("width", [390, 1280])
def test_page_is_drawn_at_phone_and_desktop_width(page: Path, width: int) -> None:
    picture = page.parent / f"{width}.png"
    browse(page, f"--screenshot={picture}", f"--window-size={width},1600")
    assert int.from_bytes(picture.read_bytes()[16:20], "big") == width
    assert picture.stat().st_size > 40_000  # more than an empty sheet


def test_page_prints(page: Path) -> None:
    paper = page.parent / "article.pdf"
    browse(page, f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    assert paper.read_bytes().startswith(b"%PDF")
    assert paper.read_bytes().count(b"/Type /Page\n") + paper.read_bytes().count(b"/Type /Page /") + paper.read_bytes().count(b"/Type/Page/") >= 2
