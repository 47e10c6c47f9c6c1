"""No code from the folder one stands in, and no pickle from where another user can write."""

from __future__ import annotations

import ast
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import inforce
from inforce.backends.code_path import HOME, leave_folder, safe_places
from inforce.rulebook import cache
from tests.test_imports import imports

ROOT = Path(inforce.__file__).parent
ROSTER = ROOT.parents[1] / "examples" / "roster" / "roster.csv"
RUNS_CODE: dict[str, dict[str, str]] = {
    "pickle": {"screen/crew.py": "over the pipes of processes that it started itself", "screen/spark.py": "over Spark's own connections, as Spark sends functions"},
    "subprocess": {"screen/crew.py": "Python, isolated"},
    **{name: {} for name in ("marshal", "shelve", "dill", "cloudpickle", "joblib", "multiprocessing", "runpy", "pty", "code", "imp")},
}
"""Modules that run code from what they read or start programs, and the files that may have them, each with its reason."""
CALLS = {"system", "popen", "execv", "execve", "execvp", "spawnv", "spawnl", "posix_spawn", "read_pickle", "spec_from_file_location"}
LATE = ("pickle", "polars", "yaml", "babel", "fastexcel", "xlsxwriter", "zlib", "hashlib", "tempfile", "csv")
"""Modules that are loaded only after the program has begun."""


def risks(path: str, source: str) -> list[str]:
    """What in a file could run code that is not the program's."""
    found = [f"{path} imports {module}" for module in imports(source, "inforce") if path not in RUNS_CODE.get(module.split(".")[0], {path: ""})]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in CALLS:
                found.append(f"{path} calls {name}")
            if name in ("Popen", "run") and ast.unparse(node.func).startswith("subprocess.") and not ast.unparse(node.args[0]).startswith("[sys.executable, '-I', "):
                found.append(f"{path} starts a program that is not Python, isolated")
    return found


def test_code_runs_from_no_file_that_is_read_and_from_no_other_program() -> None:
    assert [risk for path in sorted(ROOT.rglob("*.py")) for risk in risks(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("rulebook/cache.py", "import pickle"),
        ("rulebook/cache.py", "from pickle import load"),
        ("screen/run.py", "import subprocess"),
        ("screen/crew.py", "import subprocess, sys\nsubprocess.Popen([sys.executable, '-m', 'inforce.screen.crew'])"),
        ("screen/crew.py", "import multiprocessing"),
        ("screen/table.py", "import pandas\npandas.read_pickle('x')"),
        ("cli/main.py", "import os\nos.system('ls')"),
    ],
)
def test_the_guard_catches_a_planted_risk(path: str, source: str) -> None:
    assert risks(path, source) != []


def planted(folder: Path, names: tuple[str, ...], mark: Path) -> None:
    """Modules that leave a mark when they are run."""
    for name in names:
        (folder / f"{name}.py").write_text(f"open({str(mark)!r}, 'a').write({name!r} + '\\n')\n")


def screened(command: list[str], folder: Path, out: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A roster with many open patterns screened by a program that stands in the folder, by two worker processes."""
    (folder / "big.csv").write_bytes(b"".join(ROSTER.read_bytes().splitlines(keepends=True)[:91]))
    words = ["screen", "big.csv", "--on", "2017-02-22", "--provisions", "priority/2017/charged,protection/daca", "-o", str(out)]
    bare = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run([*command, *words], cwd=folder, env={**bare, "PYTHONPATH": HOME, **environment}, capture_output=True, text=True, timeout=300, check=False)


PROGRAM = """
import sys
from inforce.cli.main import main
from inforce.screen import crew
crew.MANY, crew.CREW.most = 20, 2
try:
    main()
finally:
    print(len(crew.CREW.hands), "workers", file=sys.stderr)
"""
"""What the installed command does, with a crew of two that is called for few patterns."""


@pytest.fixture
def program(tmp_path: Path) -> list[str]:
    """The command as it is installed: a script in a folder of its own."""
    path = tmp_path / "bin" / "inforce"
    path.parent.mkdir()
    path.write_text(PROGRAM)
    return [sys.executable, str(path)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder one stands in."""
    made = tmp_path / "folder"
    made.mkdir()
    return made


def test_a_folder_full_of_modules_is_not_looked_into(program: list[str], folder: Path, tmp_path: Path) -> None:
    planted(folder, (*sorted(sys.stdlib_module_names), *LATE, "click", "inforce", "sitecustomize", "usercustomize"), tmp_path / "mark")
    (folder / "inforce").mkdir()
    planted(folder / "inforce", ("__init__", "screen"), tmp_path / "mark")
    ran = screened(program, folder, tmp_path / "out")
    assert (ran.returncode, ran.stderr) == (1, "2 workers\n"), ran.stderr
    assert not (tmp_path / "mark").exists()


@pytest.mark.parametrize("how", ["module", "empty place"])
def test_what_python_itself_puts_first_is_left_before_anything_is_loaded_from_it(folder: Path, tmp_path: Path, how: str) -> None:
    planted(folder, LATE, tmp_path / "mark")
    script = tmp_path / "inforce"
    script.write_text("from inforce.cli.main import main\nmain()\n")
    command, places = ([str(script)], f"{os.pathsep}{HOME}") if how == "empty place" else (["-m", "inforce.cli.main"], HOME)
    ran = screened([sys.executable, *command], folder, tmp_path / "out", PYTHONPATH=places)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert not (tmp_path / "mark").exists()


def test_safe_places_keep_all_but_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "again").symlink_to(tmp_path)
    entries = ["", ".", "lib", str(tmp_path), str(tmp_path / "again"), str(tmp_path / "other"), HOME]
    assert safe_places(entries) == [str(tmp_path / "other"), HOME]
    assert safe_places([""]) == [HOME]
    monkeypatch.chdir(HOME)
    assert safe_places(["", HOME, "/x"]) == [HOME, "/x"]


def test_programs_started_later_are_safe_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", str(tmp_path), HOME])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["", "lib", str(tmp_path), "/x"]))
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    leave_folder()
    assert sys.path == [HOME]
    assert os.environ["PYTHONPATH"] == f"lib{os.pathsep}/x"
    assert os.environ["PYTHONSAFEPATH"] == "1"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache that holds one rulebook."""
    monkeypatch.setenv("INFORCE_CACHE", str(tmp_path / "cache"))
    cache.store("digest", {"a.yaml": "law"})
    [path] = (tmp_path / "cache").iterdir()
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert cache.load("digest") == {"a.yaml": "law"}
    return path


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_cache_that_others_can_write_is_passed_over(kept: Path, mode: int) -> None:
    kept.chmod(mode)
    assert cache.load("digest") is None


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o1777])
def test_a_cache_folder_that_others_can_write_is_passed_over_and_not_written(kept: Path, mode: int) -> None:
    kept.parent.chmod(mode)
    assert cache.load("digest") is None
    cache.store("other", {"a.yaml": "law"})
    assert list(kept.parent.iterdir()) == [kept]


def test_a_cache_that_is_a_link_or_a_pipe_is_passed_over(kept: Path, tmp_path: Path) -> None:
    kept.rename(tmp_path / "elsewhere")
    kept.symlink_to(tmp_path / "elsewhere")
    assert cache.load("digest") is None
    kept.unlink()
    os.mkfifo(kept)
    assert cache.load("digest") is None


def test_a_cache_of_another_user_is_passed_over(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 1 + kept.stat().st_uid)
    assert cache.load("digest") is None
