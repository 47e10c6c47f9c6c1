"""Reading citations out of a text."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from inforce.citations.document import markup, read_document
from inforce.citations.reader import docket_key, read
from inforce.language.error import InforceError


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Avila v. Bondi, 170 F.4th 1128, 1133 (8th Cir. 2026)", ["170 F.4th 1128"]),
        ("Matter of Yajure Hurtado, 29 I&N Dec. 216 (BIA 2025)", ["29 I. & N. Dec. 216"]),
        ("29 I. & N. Dec. 216", ["29 I. & N. Dec. 216"]),
        ("90 Fed. Reg. 8139 (Jan. 24, 2025)", ["90 Fed. Reg. 8139"]),
        ("90 FR 8139", ["90 Fed. Reg. 8139"]),
        ("2026 WL 2546223", ["2026 WL 2546223"]),
        ("No. 5:25-cv-01873 (C.D. Cal.)", ["25-cv-1873"]),
        ("Executive Order 14,159", ["order 14159"]),
        ("E.O. 14159", ["order 14159"]),
        ("Proclamation No. 10888", ["proclamation 10888"]),
        ("Pub. L. No. 119-21", ["public-law 119-21"]),
        ("PM-602-0192", ["memo 602-0192"]),
        ("INA § 236(a)", ["INA 236(a)"]),
        ("8 U.S.C. § 1225(b)(2)(A)", ["8 U.S.C. 1225(b)(2)(A)"]),
        ("8 USC 1226", ["8 U.S.C. 1226"]),
        ("8 C.F.R. § 1003.19(i)(2)", ["8 C.F.R. 1003.19(i)(2)"]),
        ("Id. at 4; see supra note 3; the 20 people of 14 May", []),
    ],
)
def test_each_form_has_its_key(text: str, keys: list[str]) -> None:
    assert [key for citation in read(f"See {text}.") for key in citation.keys] == keys


def test_a_page_of_unclosed_marks_is_read_in_time_that_grows_with_it() -> None:
    assert read(markup("<script>" * 100_000 + "90 Fed. Reg. 1")) == []
    assert [one.keys for one in read(markup("<" * 200_000 + "<b>90 Fed. Reg. 1</b>"))] == [("90 Fed. Reg. 1",)]


def test_a_text_without_words_has_no_citations() -> None:
    assert read("") == read(" \n\t") == []


def test_a_docket_carries_court_and_day() -> None:
    (one,) = read("Maldonado Bautista v. Santacruz, No. 5:25-cv-01873 (C.D. Cal. Dec. 18, 2025)")
    assert (one.court, one.day) == ("C.D. Cal.", date(2025, 12, 18))
    (one,) = read("No. 26-1150 (3d Cir. 2026)")
    assert (one.court, one.day) == ("3d Cir.", None)
    assert docket_key("1:18-CV-03757") == docket_key("18-cv-3757")


def test_html_and_word_are_read_line_by_line(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>One</p>\n<script>90 Fed. Reg. 1</script>\n<p>Avila, 170 F.4th&nbsp;1128</p>", encoding="utf-8")
    text = read_document(page)
    assert [key for one in read(text) for key in one.keys] == ["170 F.4th 1128"]
    assert text.splitlines()[2].startswith("Avila")
    with zipfile.ZipFile(tmp_path / "brief.docx", "w") as archive:
        archive.writestr("word/document.xml", "<w:p><w:t>One</w:t></w:p><w:p><w:t>8 U.S.C. </w:t><w:t>&#167; 1226</w:t></w:p>")
        archive.writestr("word/footnotes.xml", "<w:p><w:t>INA &#167; 236</w:t></w:p>")
    assert [key for one in read(read_document(tmp_path / "brief.docx")) for key in one.keys] == ["8 U.S.C. 1226", "INA 236"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("brief.pdf", b"%PDF", "bad-document"), ("brief.docx", b"no zip", "bad-document"), ("brief.txt", b"\xff\xfe\x00", "not-utf8"), ("gone.txt", None, "no-file")],
)
def test_what_cannot_be_read_is_one_clear_line(tmp_path: Path, name: str, content: bytes | None, code: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InforceError) as caught:
        read_document(path)
    assert (caught.value.code, bool(caught.value.help)) == (code, True)
    assert str(tmp_path) not in str(caught.value)
