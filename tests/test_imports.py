"""The import guard: dependencies between rooms point one way, and an engine is imported in its own backend file alone."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "src" / "inforce"
SEES: dict[str, frozenset[str]] = {"kernel": frozenset({"kernel"})}
SEES["rulebook"] = SEES["kernel"] | {"rulebook"}
SEES["backends"] = SEES["rulebook"] | {"backends"}
FEATURES = ("interview", "screen", "citations", "compare", "claims", "capacity")
for _room in FEATURES:
    SEES[_room] = SEES["backends"] | {_room}
DOORS = ("cli", "api", "page")
for _room in DOORS:
    SEES[_room] = SEES["backends"] | set(FEATURES) | {_room, "inforce"}
SEES["cli"] |= {"page"}  # a command writes the page; the page knows of no command
SEES["inforce"] = frozenset(SEES) | {"inforce"}
"""Which rooms each room may import; `inforce` is the package itself."""

# a place that ends in a slash is a room: reading and writing tables is what `screen/` is for
ENGINES: dict[str, tuple[str, ...]] = {
    "polars": ("backends/columns/", "screen/"),
    "fastexcel": ("screen/",),
    "xlsxwriter": ("screen/",),
    "pyspark": ("backends/spark.py",),
    "pyarrow": ("backends/spark.py",),
    "z3": ("backends/smt.py",),
    "duckdb": ("backends/sql/duckdb.py",),
    "sqlglot": ("backends/sql/",),
    "psycopg": ("backends/sql/postgres.py",),
    "eyecite": ("citations/reader.py",),
    "babel": ("backends/text/catalogue.py",),
    "yaml": ("rulebook/yaml.py",),
    "rich": ("cli/",),
}
FORBIDDEN = frozenset({"requests", "httpx", "urllib3", "aiohttp", "urllib.request", "ftplib", "smtplib", "telnetlib"})
"""Nothing leaves the machine."""
OPENS_SOCKETS = frozenset({"socket", "http", "http.server", "http.client", "socketserver", "asyncio", "ssl"})


def imports(source: str, package: str) -> Iterator[str]:
    """Every module a file imports, anywhere in it, by its whole name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                up = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*up, base] if base else up)
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and isinstance(node.func, (ast.Name, ast.Attribute)):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if name in ("import_module", "__import__") and node.args and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


def room(module: str) -> str | None:
    """The room of a module of this package."""
    parts = module.split(".")
    if parts[0] != "inforce":
        return None
    return parts[1] if len(parts) > 1 and parts[1] in SEES else "inforce"


def faults(path: str, source: str) -> list[str]:
    """What a file imports and may not."""
    inside = path.split("/", maxsplit=1)[0] if "/" in path else "inforce"
    package = ".".join(["inforce", *path.split("/")[:-1]])
    allowed = SEES.get(inside, frozenset())
    found = []
    for module in imports(source, package):
        top = module.split(".")[0]
        its = room(module)
        if its is not None:
            if its not in allowed:
                found.append(f"{path} ({inside}) imports {module} ({its})")
        elif top in ENGINES:
            if not path.startswith(ENGINES[top]):
                found.append(f"{path} imports the engine {top}, which belongs to {', '.join(ENGINES[top])}")
        elif inside == "kernel" and top not in sys.stdlib_module_names:
            found.append(f"{path} (kernel) imports {module}, which is not the standard library")
        if any(module == name or module.startswith(name + ".") for name in FORBIDDEN):
            found.append(f"{path} imports {module}: nothing leaves the machine")
        if inside != "api" and any(module == name or module.startswith(name + ".") for name in OPENS_SOCKETS):
            found.append(f"{path} imports {module}: only the API listens")
    return found


FILES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.py"))


@pytest.mark.parametrize("path", FILES)
def test_file_imports_only_what_its_room_may(path: str) -> None:
    assert faults(path, (ROOT / path).read_text(encoding="utf-8")) == []


def test_every_folder_is_a_known_room() -> None:
    rooms = {path.name for path in ROOT.iterdir() if path.is_dir() and any(path.glob("*.py"))}
    assert rooms <= set(SEES) - {"inforce"}


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("kernel/answer.py", "from inforce.rulebook.act import Act"),
        ("kernel/answer.py", "def f():\n    import polars"),
        ("kernel/answer.py", "import click"),
        ("kernel/answer.py", "import inforce"),
        ("kernel/answer.py", "from ..rulebook import act"),
        ("rulebook/book.py", "from inforce.backends import columns"),
        ("rulebook/book.py", "import yaml"),
        ("backends/json.py", "from inforce.screen.roster import read"),
        ("backends/json.py", "import z3"),
        ("screen/roster.py", "from inforce.compare import days"),
        ("screen/roster.py", "from inforce.cli.main import main"),
        ("cli/main.py", "from inforce.api import server"),
        ("cli/main.py", "import importlib\nimportlib.import_module('polars')"),
        ("cli/main.py", "import urllib.request"),
        ("page/site.py", "from urllib.request import urlopen"),
        ("page/site.py", "import socket"),
    ],
)
def test_guard_catches_a_planted_import(path: str, source: str) -> None:
    assert faults(path, source) != []


def test_guard_lets_pass_what_is_allowed() -> None:
    assert faults("kernel/answer.py", "import re\nfrom inforce.kernel import fact") == []
    assert faults("backends/columns/kleene.py", "import polars as pl\nfrom inforce.rulebook.act import Act") == []
    assert faults("cli/main.py", "import click\nimport inforce\nfrom inforce.screen.roster import read") == []
