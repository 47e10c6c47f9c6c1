"""The page: one file, no script, no request, whole or not at all; and the document is up to date."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import inforce
from inforce.backends.whole import put_whole
from inforce.claims.shelf import Shelf
from inforce.cli.article import cases, write
from inforce.language.error import InforceError

DOCUMENT = Path(__file__).parents[2] / "docs" / "article.md"


class Tags(HTMLParser):
    """Every tag with its attributes; unclosed tags are kept."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def page(book: inforce.Book, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "article.html"
    write(book, str(path))
    return path.read_text(encoding="utf-8")


def test_page_is_well_formed_without_script_or_request(page: str) -> None:
    tags = Tags(page)
    assert tags.open == []
    assert not {tag for tag, _ in tags.found} & {"script", "link", "img", "iframe", "object", "form", "svg", "base"}
    for _, attributes in tags.found:
        assert not {name for name in attributes if name.startswith("on") or name in ("src", "style")}
        assert (attributes.get("href") or "#").startswith("#")
    assert "url(" not in page
    assert "@import" not in page


def test_every_link_of_the_page_leads_somewhere(page: str) -> None:
    tags = Tags(page).found
    names = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(names) == len(set(names))
    assert {str(attributes["href"])[1:] for tag, attributes in tags if tag == "a"} <= set(names)


def test_policy_forbids_everything_but_the_style(page: str) -> None:
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = next(attributes["content"] for tag, attributes in Tags(page).found if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy")
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_page_says_what_it_is_and_holds_everything(page: str, shelf: Shelf, book: inforce.Book) -> None:
    assert "Legal information, not legal advice." in page
    assert "As of 22 February 2017" in page
    assert all(f'<article id="{name}">' in page for name in shelf.claims)
    assert all(person.name in page for person in cases(book, None))
    assert "Waits for" in page


def test_page_is_the_same_twice(page: str, book: inforce.Book, tmp_path: Path) -> None:
    write(book, str(tmp_path / "again.html"))
    assert (tmp_path / "again.html").read_text(encoding="utf-8") == page


def test_page_is_written_in_spanish_and_the_document_is_not(book: inforce.Book, tmp_path: Path) -> None:
    write(book, str(tmp_path / "article.html"), lang="es")
    text = (tmp_path / "article.html").read_text(encoding="utf-8")
    assert '<html lang="es">' in text
    assert "Información legal, no asesoría legal" in text
    assert "Legal information" not in text
    with pytest.raises(InforceError, match="English") as failed:
        write(book, str(tmp_path / "article.md"), lang="es")
    assert (failed.value.code, list(tmp_path.glob("*.md"))) == ("bad-use", [])


def test_document_is_up_to_date(book: inforce.Book, tmp_path: Path) -> None:
    write(book, str(tmp_path / "article.md"))
    assert (tmp_path / "article.md").read_text(encoding="utf-8") == DOCUMENT.read_text(encoding="utf-8"), "run `inforce article docs/article.md`"


def test_document_has_a_command_an_answer_and_a_citation_for_every_rule(shelf: Shelf) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for claim in shelf.claims.values():
        section = text.split(f"\n## {claim.id}\n")[1].split("\n## ")[0]
        assert f"inforce claim {claim.id}" in section
        assert claim.speaker.who in section
        assert all(f"`{name}`" in section for name in claim.turns_on)


def test_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(InforceError, match="cannot be written") as caught:
        put_whole(tmp_path / "no" / "such.html", "x")
    assert caught.value.code == "no-output"
    put_whole(tmp_path / "a.html", "x")
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]
