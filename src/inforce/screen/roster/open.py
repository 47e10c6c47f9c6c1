"""Opening: what a roster is, told by its first bytes and never by its name alone."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from inforce.language.error import InforceError, Where
from inforce.screen.roster.csv import Csv
from inforce.screen.roster.excel import Excel
from inforce.screen.roster.header import Score
from inforce.screen.roster.parquet import open_arrow, open_parquet
from inforce.screen.roster.source import Source
from inforce.screen.roster.table import open_table

_OLD_EXCEL, _ZIP, _GZIP = b"\xd0\xcf\x11\xe0", (b"PK\x03\x04", b"PK\x05\x06"), b"\x1f\x8b"


def open_source(source: Any, score: Score, *, sheet: str | None = None, delimiter: str | None = None, encoding: str | None = None) -> Source:
    """A path or a table as a source of rows.

    Raises:
        InforceError: `no-file`, `empty-file`, `not-a-roster`, and what each kind raises.
    """
    if not isinstance(source, (str, Path)):
        return open_table(source)
    path = Path(source)
    where = Where(str(path))
    try:
        if path.is_dir():
            raise InforceError("no-file", "a folder is no roster", where=where, help="name a file")
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise InforceError("no-file", f"the file cannot be read: {(error.strerror or 'unknown reason').lower()}", where=where, help="check the path") from None
    if not start:
        raise InforceError("empty-file", "the roster is empty", where=where, help="its first row names the columns; each row after it is a case")
    if start.startswith(b"PAR1"):
        return open_parquet(path)
    if start.startswith(b"ARROW1"):
        return open_arrow(path, is_stream=False)
    if start.startswith(b"\xff\xff\xff\xff"):
        return open_arrow(path, is_stream=True)
    if start.startswith(_ZIP):
        return _open_zip(path, where, score, sheet)
    if start.startswith(_OLD_EXCEL):
        raise InforceError("not-a-roster", "the file is an older Excel workbook, or one with a password", where=where, help="save it as .xlsx without a password, or as CSV")
    if start.startswith(_GZIP):
        raise InforceError("not-a-roster", "the file is packed", where=where, help="unpack it first")
    if sheet is not None:
        raise InforceError("unknown-sheet", "the roster is no workbook, so it has no sheets", where=where, help="leave --sheet out")
    return Csv(path, score, delimiter=delimiter, encoding=encoding)


def _open_zip(path: Path, where: Where, score: Score, sheet: str | None) -> Source:
    try:
        with zipfile.ZipFile(path) as file:
            is_workbook = "xl/workbook.xml" in file.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        is_workbook = True  # the reader of workbooks says what is wrong
    if not is_workbook:
        raise InforceError("not-a-roster", "the file is a zip file and no .xlsx workbook", where=where, help="save the sheet as .xlsx or CSV")
    return Excel(path, score, sheet=sheet)
