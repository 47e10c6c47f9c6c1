"""The command line, run inside the test with one loaded rulebook."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import inforce
from inforce.cli import check, demo, main, options

SCHEMAS = Path(inforce.__file__).parent / "schema"
WIDTH = 80


@dataclass(frozen=True)
class Ran:
    """What one run of the program gave."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(book: inforce.Book, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `inforce` with arguments, and what stands on standard input."""

    def load(folder: Any = None) -> inforce.Book:
        return book if folder is None else inforce.load(folder)

    for module in (options, demo, check):
        monkeypatch.setattr(module, "load", load)

    def one(*arguments: str, given: str | bytes = "") -> Ran:
        raw = given if isinstance(given, bytes) else given.encode()
        monkeypatch.setattr(sys, "argv", ["inforce", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        code = main.run()
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return one


@pytest.fixture(scope="session")
def validate() -> Callable[[str, Any], None]:
    """Check an answer against the schema of a command."""
    made = {}
    for path in SCHEMAS.glob("*.json"):
        schema = json.loads(path.read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        made[path.stem] = jsonschema.Draft202012Validator(schema)

    def one(name: str, data: Any) -> None:
        made[name].validate(data)

    return one


def too_wide(text: str) -> list[str]:
    """Lines wider than the page; an address alone on its line cannot be broken."""
    return [line for line in text.splitlines() if len(line) > WIDTH and not line.strip().startswith("http")]
