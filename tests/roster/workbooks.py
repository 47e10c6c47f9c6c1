"""Workbooks written for a test, part by part where a spreadsheet program would not write them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook as a spreadsheet program writes it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for cells in sheet.iter_rows():
            for cell in cells:
                if cell.data_type == "f":
                    cell.data_type = "s"  # a text that looks like a formula
    book.save(path)
    return path


def by_hand(path: Path, sheet: str | bytes, *, name: str = "Cases", target: str = "worksheets/sheet1.xml", attributes: str = "", parts: Mapping[str, str | bytes] | None = None) -> Path:
    """A workbook of one sheet whose XML is given."""
    body = sheet.encode() if isinstance(sheet, str) else sheet
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "xl/workbook.xml": f'<workbook {NS} xmlns:r="{RELS}">{attributes}<sheets><sheet name="{name}" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Target="{target}"/></Relationships>',
        "xl/worksheets/sheet1.xml": body,
        **(parts or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for part, data in made.items():
            file.writestr(part, data)
    return path


def sheet_xml(rows: Sequence[str]) -> str:
    """A sheet of rows that are given as XML."""
    return f"<worksheet {NS}><sheetData>{''.join(rows)}</sheetData></worksheet>"


def texts(*cells: str) -> str:
    """A row of texts."""
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"
