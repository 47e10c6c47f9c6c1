"""The documentation is current, complete, and what it shows runs."""

from __future__ import annotations

import ast
import doctest
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import inforce
from docs import generate
from inforce.cli.main import COMMANDS
from inforce.rulebook.act import VERBS
from inforce.rulebook.coverage import coverage, last_day

ROOT = Path(__file__).resolve().parents[2]
READ = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
CODED = frozenset({"InforceError", "TooHard", "fault", "add", "fail", "_fault", "_fail", "__init__"})
"""Names of the calls whose first argument is an error's code."""


def codes(source: str) -> Iterator[str]:
    """The error codes that a module uses; a `*` stands for a part worked out when it runs."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            code = node.args[0]
            if name in CODED and isinstance(code, ast.Constant) and isinstance(code.value, str) and re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", code.value):
                yield code.value
            if name in CODED and isinstance(code, ast.JoinedStr):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in code.values)
    yield from re.findall(r"\[([a-z]+(?:-[a-z]+)+|internal)\](?:\\n|\")", source)


def test_generated_files_are_current(book: inforce.Book) -> None:
    stale = [path.relative_to(ROOT).as_posix() for path, text in generate.written(book) if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run `make docs`"


def test_every_error_code_is_documented() -> None:
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    documented = {code for line in page.splitlines() if line.startswith("| `") for code in re.findall(r"`([a-z0-9-]+)`", line.split("|")[1])}
    used = {code for path in (ROOT / "src").rglob("*.py") for code in codes(path.read_text(encoding="utf-8"))}
    patterns = {code for code in used if "*" in code}
    missing = {code for code in used - patterns if code not in documented}
    missing |= {code for code in patterns if not any(re.fullmatch(code.replace("*", "[a-z]+"), known) for known in documented)}
    assert sorted(missing) == [], "add a row to docs/errors.md"
    unused = {code for code in documented - used if not any(re.fullmatch(pattern.replace("*", "[a-z]+"), code) for pattern in patterns)}
    assert sorted(unused) == [], "docs/errors.md names codes that nothing raises"


def test_codes_are_found_in_every_way_they_are_raised() -> None:
    source = 'raise InforceError("bad-date", "x")\nself.fault("missing-key", "y")\nInforceError(f"unknown-{kind}", "z")\nreturn f"x [bad-use]\\n  help"\nx.add("on")'
    assert set(codes(source)) == {"bad-date", "missing-key", "unknown-*", "bad-use", "on"}


def test_examples_of_the_domain_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(ROOT / "docs" / "domain.md"), module_relative=False)
    assert result.attempted > 20
    assert result.failed == 0


@pytest.mark.parametrize("path", READ, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_commands_and_links_of_documents_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = set(re.findall(r"`(?:\$ )?inforce ([a-z]+)", text)) | set(re.findall(r"^\$ inforce ([a-z]+)", text, re.MULTILINE))
    assert named <= set(COMMANDS)
    for link in re.findall(r"\]\(([^)#:]+)(?:#[\w-]*)?\)", text):
        assert (path.parent / link).exists(), link


def test_readme_names_every_command() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [name for name in COMMANDS if f"inforce {name}" not in text and f"make {name}" not in text]
    assert missing == []


def test_readme_has_its_parts_in_order() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    marks = ["# inforce", "<!-- sample -->", "## What each reader can do", "## What has not been verified", "## Set-up", "legal information, not legal advice"]
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)


def test_format_names_every_verb_and_key() -> None:
    text = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    missing = [verb for verb in VERBS if f"| `{verb}` |" not in text]
    for module in ("act.py", "provision.py", "library.py"):
        source = (ROOT / "src" / "inforce" / "rulebook" / module).read_text(encoding="utf-8")
        for keys in re.findall(r"(?:\.allow\(\s*\(|_KEYS = \()(.*?)\)", source, re.DOTALL):
            missing += [key for key in re.findall(r'"(\w+)"', keys) if not re.search(rf"\b{key}\b", text)]
    assert sorted(set(missing)) == []


def test_coverage_has_every_provision_once_in_three_numbers(book: inforce.Book) -> None:
    rows = coverage(book.library, {})
    assert sorted(row.provision for row in rows) == sorted(book.library.provisions)
    for row in rows:
        assert 0 <= row.read <= row.changing
        assert (row.looked is None) == (row.days is None)
    (split,) = (row for row in rows if row.provision == "custody/mandatory-inspection/interior-2025")
    standing = book.status(split.provision, on=last_day(book.library))
    assert split.reviews == len({(review.act, review.upon) for review in standing.pending}) > 0


def test_nothing_names_a_place_of_one_machine() -> None:
    suspects = re.compile(r"(?:^|[\s\"'`(=])/(?:work|home|root|opt)/|file:///|https?://(?:localhost|127\.|10\.|pypi|files\.pythonhosted)")
    for path in [*READ, *(ROOT / name for name in ("Makefile", "requirements.lock", "pyproject.toml", ".ci/run"))]:
        found = suspects.search(path.read_text(encoding="utf-8"))
        assert found is None, f"{path.name}: {found}"
