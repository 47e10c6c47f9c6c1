"""Workbooks as packages: the parts of a zip file, opened only after their sizes were found bearable.

A zip says how large its parts will be, and may lie: parts are read through a counter that stops at what was said and at
a fixed limit, and a part that grows out of all proportion to its packed size is refused before it is read.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import IO
from xml.parsers import expat

from inforce.language.error import InforceError, Where

LARGEST_PART = 2 << 30
LARGEST_PACKAGE = 4 << 30
MOST_PARTS = 2000
RATIO = 250
"""How many times its packed size a part may have; sheets of real rosters have 5 to 30 times."""
SMALL = 1 << 20
"""A part of at most this size is let pass whatever its ratio."""
CHUNK = 1 << 18


class Blocks:
    """The steps of feeding one part to a parser."""

    def __init__(self, package: Package, file: IO[bytes], size: int, parser: expat.XMLParserType) -> None:
        self._package, self._file, self._left, self._parser = package, file, size, parser

    def __iter__(self) -> Blocks:
        return self

    def __next__(self) -> None:
        try:
            block = self._file.read(CHUNK)
            self._left -= len(block)
            if self._left < 0:
                raise self._package.oversized()
            if not block:
                self._parser.Parse(b"", True)
                self._file.close()
                raise StopIteration
            self._parser.Parse(block, False)
        except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
            raise self._package.damaged() from None


class Package:
    """The parts of a workbook."""

    def __init__(self, path: Path) -> None:
        """Open a zip file and check what it says of itself.

        Raises:
            InforceError: `unsafe-file`, `not-a-roster`.
        """
        self.where = Where(str(path))
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise InforceError("not-a-roster", "the workbook is damaged: it is no zip file", where=self.where, help="open it in a spreadsheet program and save it again") from None
        parts = self._zip.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_PACKAGE:
            raise self._unsafe("it would be too large unpacked")
        self.parts = {part.filename: part for part in parts}
        for part in parts:
            if part.file_size > max(SMALL, RATIO * part.compress_size) or part.file_size > LARGEST_PART:
                raise self._unsafe("a part of it would be out of all proportion unpacked")
            if part.flag_bits & 0x1:
                raise InforceError("unsafe-file", "the workbook is protected by a password", where=self.where, help="save it without one")

    def close(self) -> None:
        self._zip.close()

    def has(self, name: str) -> bool:
        return name in self.parts

    def parse(self, name: str, parser: expat.XMLParserType) -> None:
        """Feed a part to a parser, block by block.

        Raises:
            InforceError: `unsafe-file` where it is larger than it says or declares entities; `not-a-roster` where it is no XML.
        """
        for _ in self.blocks(name, parser):
            pass

    def blocks(self, name: str, parser: expat.XMLParserType) -> Blocks:
        """The same, one step for each block, so that a caller can take what was read in between."""
        part = self.parts[name]
        parser.StartDoctypeDeclHandler = self._no_entities
        parser.buffer_text = True
        return Blocks(self, self._zip.open(part), part.file_size, parser)

    def _no_entities(self, *_: object) -> None:
        raise self._unsafe("a part of it declares entities")

    def _unsafe(self, why: str) -> InforceError:
        return InforceError("unsafe-file", f"the workbook is not read: {why}", where=self.where, help="open it in a spreadsheet program and save the sheet as CSV")

    def damaged(self) -> InforceError:
        return InforceError("not-a-roster", "the workbook is damaged: a part of it cannot be read", where=self.where, help="open it in a spreadsheet program and save it again")

    def oversized(self) -> InforceError:
        return self._unsafe("a part of it is larger than it says")
