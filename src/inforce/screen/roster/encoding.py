"""Encodings: UTF-8 with or without its mark, UTF-16 with its mark, Windows-1252; lines of text with what could not be decoded.

Without a mark, bytes that are UTF-8 throughout are UTF-8. Otherwise the lines decide: a file in which more lines break
UTF-8 than hold a good character beyond ASCII is Windows-1252; else single lines are damaged, and are refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from inforce.language.error import InforceError, Where, nearest

UTF8, UTF16, WINDOWS = "utf-8", "utf-16", "windows-1252"
ENCODINGS = (UTF8, UTF16, WINDOWS)
BLOCK = 1 << 22
LONGEST_LINE = 1 << 20
"""The longest line that is read, in characters."""
_BAD = re.compile("[\udc80-\udcff\ufffd]")
TOO_LONG, DAMAGED = "\x00huge", "\x00damaged"
"""What stands in place of a line that is too long, and before one that is damaged; no line that is read begins with NUL."""


@dataclass(frozen=True)
class Lines:
    """Consecutive lines, without their ends, and the number of the first."""

    first: int
    texts: list[str]


def check_encoding(name: str, where: Where) -> str:
    """One of `ENCODINGS` by any of its usual names.

    Raises:
        InforceError: `unknown-encoding`.
    """
    try:
        known = {"utf-8": UTF8, "utf-8-sig": UTF8, "utf-16": UTF16, "utf-16-le": UTF16, "utf-16-be": UTF16, "cp1252": WINDOWS, "iso8859-1": WINDOWS, "ascii": UTF8}
        return known[codecs.lookup(name).name]
    except (LookupError, ValueError):
        raise InforceError("unknown-encoding", f"encoding `{name[:40]}` is not read", where=where, help=nearest(name, ENCODINGS) or "encodings: " + ", ".join(ENCODINGS)) from None


def find_encoding(path: Path) -> str:
    """The encoding of a file, from its mark or from all of its bytes."""
    with path.open("rb") as file:
        mark = file.read(4)
        if mark.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return UTF16
        if mark.startswith(codecs.BOM_UTF8):
            return UTF8
        file.seek(0)
        good = bad = 0
        for block in _blocks(file):
            if block.isascii():
                continue
            lines = [line for line in block.split(b"\n") if not line.isascii()]
            try:
                block.decode(UTF8)
                good += len(lines)
            except UnicodeDecodeError:
                fine = sum(_is_utf8(line) for line in lines)
                good, bad = good + fine, bad + len(lines) - fine
        return WINDOWS if bad > good else UTF8


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode(UTF8)
    except UnicodeDecodeError:
        return False
    return True


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    """The bytes of a file, cut behind line ends where there are any."""
    rest = b""
    while block := file.read(BLOCK):
        block = rest + block
        cut = max(block.rfind(b"\n"), block.rfind(b"\r", 0, len(block) - 1)) + 1
        if cut:
            yield block[:cut]
            rest = block[cut:]
        elif len(block) > 2 * BLOCK:
            yield block
            rest = b""
        else:
            rest = block
    if rest:
        yield rest


def read_lines(path: Path, encoding: str) -> Iterator[Lines]:
    """The lines of a file in pieces of bounded size; a line that is too long or damaged is marked in its place."""
    number = 1
    with path.open("rb") as file:
        for texts in _pieces(file, encoding):
            yield Lines(number, texts)
            number += len(texts)


def _pieces(file: BinaryIO, encoding: str) -> Iterator[list[str]]:
    rest, skipping = "", False
    for text in _decoded(file, encoding):
        whole = rest + text
        ends_in_return = whole.endswith("\r")  # its \n may come with the next block
        if ends_in_return:
            whole = whole[:-1]
        if "\r" in whole:
            whole = whole.replace("\r\n", "\n").replace("\r", "\n")
        lines = whole.split("\n")
        rest = lines.pop() + ("\r" if ends_in_return else "")
        checked = [_checked(line) for line in lines]
        if skipping and checked:
            checked[0], skipping = TOO_LONG, False
        if len(rest) > LONGEST_LINE:
            rest, skipping = "", True
        if skipping:
            rest = rest[-1:] if rest.endswith("\r") else ""
        if checked:
            yield checked
    if rest.endswith("\r"):
        rest = rest[:-1]
    if rest or skipping:
        yield [TOO_LONG if skipping else _checked(rest)]


def _checked(line: str) -> str:
    if len(line) > LONGEST_LINE:
        return TOO_LONG
    if not line.isascii() and _BAD.search(line):
        return DAMAGED + _BAD.sub("\ufffd", line)
    return line if not line.startswith("\x00") else "\x01" + line


def _decoded(file: BinaryIO, encoding: str) -> Iterator[str]:
    """The text of a file by blocks; bytes that are none stay visible as what `_BAD` finds."""
    errors = "replace" if encoding == UTF16 else "surrogateescape"
    codec = {UTF8: "utf-8-sig", UTF16: "utf-16", WINDOWS: "cp1252"}[encoding]
    decoder = codecs.getincrementaldecoder(codec)(errors)
    while block := file.read(BLOCK):
        yield decoder.decode(block)
    yield decoder.decode(b"", True)
