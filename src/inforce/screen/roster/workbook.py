"""The workbook around its sheets: their names, which number formats are dates, the text cells share, the day zero."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from xml.parsers import expat

from inforce.language.error import InforceError
from inforce.screen.roster.day import EPOCH_1900, EPOCH_1904
from inforce.screen.roster.package import Package

MOST_TEXT, MOST_TEXTS = 1 << 27, 5_000_000
"""The most characters and texts that cells may share."""
_DATE_FORMATS = frozenset({*range(14, 18), 22, *range(27, 37), *range(45, 48), *range(50, 59)})
"""The built-in number formats that show a day; 18 to 21 show a time alone."""
_QUIET = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
"""The parts of a number format that are text, colours or fillers."""


@dataclass(frozen=True)
class Workbook:
    """What is needed to read a sheet."""

    sheets: dict[str, str]
    """The part that holds each sheet, in the order of the workbook."""
    shared: tuple[str, ...]
    date_styles: frozenset[int]
    epoch: int


def local(name: str) -> str:
    """An element's name without its namespace."""
    return name.rpartition("}")[2].rpartition(":")[2]


def is_date_format(code: str) -> bool:
    """Whether a number format shows a day.

    >>> [is_date_format(code) for code in ("m/d/yyyy", "[$-409]d-mmm-yy;@", "0.00", '"day" 0', "h:mm", "General")]
    [True, True, False, False, False, False]
    """
    bare = _QUIET.sub("", code).casefold()
    return bare != "general" and any(letter in bare for letter in "yd")


def read_workbook(package: Package) -> Workbook:
    """Read the parts around the sheets.

    Raises:
        InforceError: `not-a-roster`, `unsafe-file`.
    """
    relations = _relations(package)
    names, epoch = _names(package)
    sheets = {name: relations[key] for name, key in names if package.has(relations.get(key, ""))}
    if not sheets:
        raise InforceError("not-a-roster", "the workbook has no sheet", where=package.where, help="save the roster as .xlsx or CSV")
    return Workbook(sheets, _shared(package), _date_styles(package), epoch)


def _relations(package: Package) -> dict[str, str]:
    """The parts of the workbook by their keys; a path that leads out of the package names no part."""
    found: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Relationship" and "Id" in attributes:
            target = attributes.get("Target", "")
            found[attributes["Id"]] = posixpath.normpath(posixpath.join("xl", target) if not target.startswith("/") else target[1:])

    _parse(package, "xl/_rels/workbook.xml.rels", start)
    return found


def _names(package: Package) -> tuple[list[tuple[str, str]], int]:
    found: list[tuple[str, str]] = []
    epoch = EPOCH_1900

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal epoch
        if local(name) == "sheet" and attributes.get("state", "visible") == "visible":
            key = next((value for attribute, value in attributes.items() if local(attribute) == "id"), "")
            found.append((attributes.get("name", ""), key))
        elif local(name) == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            epoch = EPOCH_1904

    _parse(package, "xl/workbook.xml", start)
    return found, epoch


def _date_styles(package: Package) -> frozenset[int]:
    """The numbers of the cell styles that show a day."""
    dates = set(_DATE_FORMATS)
    found: set[int] = set()
    place = {"inside": False, "count": 0}

    def start(name: str, attributes: dict[str, str]) -> None:
        word = local(name)
        if word == "numFmt" and attributes.get("numFmtId", "").isdigit():
            number = int(attributes["numFmtId"])
            (dates.add if is_date_format(attributes.get("formatCode", "")) else dates.discard)(number)
        elif word == "cellXfs":
            place["inside"] = True
        elif word == "xf" and place["inside"]:
            if attributes.get("numFmtId", "").isdigit() and int(attributes["numFmtId"]) in dates:
                found.add(place["count"])
            place["count"] += 1

    def end(name: str) -> None:
        if local(name) == "cellXfs":
            place["inside"] = False

    if package.has("xl/styles.xml"):
        _parse(package, "xl/styles.xml", start, end)
    return frozenset(found)


def _shared(package: Package) -> tuple[str, ...]:
    """The texts that cells share; readings of Asian characters beside a text are no part of it."""
    found: list[str] = []
    parts: list[str] = []
    state = {"text": False, "reading": False, "size": 0}

    def start(name: str, _: dict[str, str]) -> None:
        word = local(name)
        if word == "si":
            parts.clear()
        elif word == "rPh":
            state["reading"] = True
        elif word == "t":
            state["text"] = not state["reading"]

    def end(name: str) -> None:
        word = local(name)
        if word == "si":
            if len(found) >= MOST_TEXTS:
                raise package.oversized()
            found.append("".join(parts))
        elif word == "rPh":
            state["reading"] = False
        elif word == "t":
            state["text"] = False

    def text(data: str) -> None:
        if state["text"]:
            state["size"] += len(data)
            if state["size"] > MOST_TEXT:
                raise package.oversized()
            parts.append(data)

    if package.has("xl/sharedStrings.xml"):
        _parse(package, "xl/sharedStrings.xml", start, end, text)
    return tuple(found)


def _parse(package: Package, name: str, start, end=None, text=None) -> None:  # type: ignore[no-untyped-def]
    if not package.has(name):
        raise package.damaged()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    package.parse(name, parser)
