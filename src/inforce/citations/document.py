"""Documents: the text of a brief, a pleading or an article, line by line, from plain text, Markdown, HTML or Word."""

from __future__ import annotations

import html
import io
import re
import zipfile
from pathlib import Path

from inforce.language.error import InforceError, Where
from inforce.rulebook.tree import MAX_BYTES

PLAIN, MARKED, WORD = (".txt", ".md", ".rst", ""), (".html", ".htm"), (".docx",)
_PART = re.compile(r"word/(?:document|footnotes|endnotes)\.xml")
_PARAGRAPH = re.compile(r"</w:p>|<w:br[^>]*/>")
_TAG = re.compile(r"<[^<>]*>")
_HIDDEN = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style")}
_OPENS = re.compile(r"<(script|style)\b", re.IGNORECASE)
MOST = 20_000_000
"""The most characters that a Word file may unfold to."""


def read_document(path: Path) -> str:
    """The text of a file.

    Raises:
        InforceError: `no-file`, `too-large`, `not-utf8`, `bad-document` for a kind that cannot be read.
    """
    suffix, where = path.suffix.lower(), Where(path.name)
    if suffix not in (*PLAIN, *MARKED, *WORD):
        help = "give text, Markdown, HTML or .docx; save a PDF as text first"
        raise InforceError("bad-document", f"a file of kind `{suffix[:10]}` cannot be read", where=where, help=help)
    raw = _bytes(path, where)
    if suffix in WORD:
        return _word(raw, where)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InforceError("not-utf8", "the file is not UTF-8 text", where=where, help="save it as UTF-8") from None
    return markup(text) if suffix in MARKED else text


def markup(text: str) -> str:
    """The text of HTML, on the lines on which it stands."""
    return html.unescape(_TAG.sub(lambda found: "\n" * found[0].count("\n"), _shown(text)))


def _shown(text: str) -> str:
    """HTML without its scripts and styles; one that is never closed hides the rest, as in a browser."""
    parts, place = [], 0
    while (opened := _OPENS.search(text, place)) is not None:
        closed = _HIDDEN[opened[1].lower()].search(text, opened.end())
        end = closed.end() if closed is not None else len(text)
        parts += [text[place : opened.start()], "\n" * text[opened.start() : end].count("\n")]
        place = end
    return "".join([*parts, text[place:]])


def _bytes(path: Path, where: Where) -> bytes:
    try:
        if not path.is_file():
            raise InforceError("no-file", "there is no such file", where=where, help="check the path")
        if path.stat().st_size > MAX_BYTES:
            raise InforceError("too-large", f"the file is over {MAX_BYTES // 1_000_000} MB", where=where, help="split it")
        return path.read_bytes()
    except OSError as error:
        raise InforceError("no-file", f"the file cannot be read: {(error.strerror or 'unknown reason').lower()}", where=where, help="check the path") from None


def _word(raw: bytes, where: Where) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = sorted((one for one in archive.infolist() if _PART.fullmatch(one.filename)), key=lambda one: one.filename)
            if sum(one.file_size for one in parts) > MOST:
                raise InforceError("too-large", "the document unfolds to more than 20 MB of text", where=where, help="split it")
            texts = [archive.read(one).decode("utf-8") for one in parts]
    except (zipfile.BadZipFile, UnicodeDecodeError, KeyError):
        raise InforceError("bad-document", "the file is no Word document", where=where, help="save it as .docx or as text") from None
    return "\n".join(html.unescape(_TAG.sub("", _PARAGRAPH.sub("\n", text))) for text in texts)
