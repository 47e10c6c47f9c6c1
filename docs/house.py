"""The house in one picture: its rooms, and which imports from which, read off the imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.test_imports import SEES, imports, room

SOURCE = Path(__file__).resolve().parent.parent / "src" / "inforce"


def needs() -> dict[str, set[str]]:
    """By room, the rooms that its files import from."""
    found: dict[str, set[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        inside = path.relative_to(SOURCE).parts[0] if path.parent != SOURCE else None
        if inside is not None and inside in SEES:
            package = ".".join(["inforce", *path.relative_to(SOURCE).parts[:-1]])
            its = {other for module in imports(path.read_text(encoding="utf-8"), package) if (other := room(module))}
            found.setdefault(inside, set()).update(its - {inside, "inforce"})
    return found


def direct(edges: Mapping[str, set[str]], name: str) -> list[str]:
    """The rooms that a room stands on, but those that another of them stands on too."""
    return sorted(one for one in edges[name] if not any(one in edges[other] for other in edges[name] if other != one))


def picture() -> Iterator[str]:
    """The rooms as a graph, and as a table with what each is for."""
    edges = needs()
    yield "```mermaid"
    yield "graph BT"
    for name in (name for name in SEES if name in edges):
        for other in direct(edges, name):
            yield f"  {other} --> {name}"
    yield "```"
    yield ""
    yield "| room | lines of Python | holds | imports from |"
    yield "|---|---|---|---|"
    for name in (name for name in SEES if name in edges):
        files = [path.read_text(encoding="utf-8") for path in (SOURCE / name).rglob("*.py")]
        lines = sum(text.count("\n") for text in files)
        holds = ast.get_docstring(ast.parse((SOURCE / name / "__init__.py").read_text(encoding="utf-8"))) or ""
        yield f"| `{name}/` | {lines:,} | {holds.splitlines()[0] if holds else ''} | {', '.join(sorted(edges[name]))} |"
