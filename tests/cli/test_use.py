"""How the program is used: help, unknown words, closed pipes, speed of help."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from inforce.cli import main, timeline
from tests.cli.conftest import Run, too_wide

PROGRAM = [sys.executable, "-m", "inforce.cli.main"]


def call(*arguments: str, shell: str | None = None) -> subprocess.CompletedProcess[str]:
    if shell is not None:
        return subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False)
    return subprocess.run([*PROGRAM, *arguments], capture_output=True, text=True, check=False)


def test_help_loads_neither_the_kernel_nor_yaml() -> None:
    code = (
        "import sys; sys.argv = ['inforce', '--help']\n"
        "from inforce.cli.main import run\n"
        "code = run()\n"
        "loaded = [name for name in sys.modules if name.startswith(('yaml', 'inforce.kernel', 'inforce.rulebook'))]\n"
        "sys.exit(3 if loaded else code)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "determine" in ran.stdout
    assert too_wide(ran.stdout) == []


@pytest.mark.parametrize("command", ["status", "timeline", "determine", "show", "check", "demo"])
def test_help_of_each_command_fits_the_page_and_names_the_common_options(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.code == 0
    assert too_wide(ran.out) == []
    for option in ("--json", "--on", "--state", "--known-on", "--rulebook"):
        assert option in ran.out


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        (["stauts"], "unknown command `stauts` [unknown-command]\n  help: did you mean `status`?\n"),
        (["xyz"], "unknown command `xyz` [unknown-command]\n  help: commands: " + ", ".join(main.COMMANDS) + "\n"),
        (["--frob"], "unknown option `--frob` [unknown-option]\n  help: inforce --help\n"),
        (["status", "--knownon", "x"], "unknown option `--knownon` [unknown-option]\n  help: did you mean `--known-on`?\n"),
        (["determine"], "`FILE` is missing [bad-use]\n  help: inforce determine --help\n"),
        (["show"], "`ID...` is missing [bad-use]\n  help: inforce show --help\n"),
        (
            ["show", "x", "--lang", "fr"],
            "invalid value for `--lang`: `fr` is not one of `en`, `es` [bad-use]\n  help: inforce show --help\n",
        ),
        (["status", "--on"], "option `--on` requires an argument [bad-use]\n  help: inforce --help\n"),
        (
            ["status", "--on", "2017-02-30"],
            "--on: `on`: the day `2017-02-30` does not exist [bad-date]\n  help: dates are written YYYY-MM-DD\n",
        ),
        (
            ["status", "--on", "2011-12-31"],
            "--on: the rulebook begins on 2012-01-01; 2011-12-31 is before it [before-first-day]\n  help: ask about 2012-01-01 or later\n",
        ),
        (["check", "--state", "ZZ"], "--state: fact `state` has no state `ZZ` [unknown-state]\n  help: state codes are listed in law/\n"),
    ],
)
def test_bad_use_is_one_clear_line(run: Run, arguments: list[str], err: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == err


def test_all_faults_of_the_flags_at_once(run: Run) -> None:
    ran = run("status", "--on", "x", "--state", "ZZ", "--known-on", "2010-01-01")
    assert ran.code == 2
    assert [line.split(":")[0] for line in ran.err.splitlines() if not line.startswith(" ")] == ["--on", "--known-on", "--state"]


def test_no_arguments_show_the_help(run: Run) -> None:
    ran = run()
    assert ran.code == 0
    assert ran.out.startswith("Usage: inforce")


def test_a_closed_pipe_is_silent() -> None:
    ran = call(shell=f"set -o pipefail; {' '.join(PROGRAM)} timeline | head -n 1")
    assert ran.stderr == ""
    assert len(ran.stdout.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_clear_line() -> None:
    ran = call(shell=f"{' '.join(PROGRAM)} status protection/daca > /dev/full")
    assert (ran.returncode, ran.stderr) == (2, "the output cannot be written: no space left on device [no-output]\n")


def test_a_fault_of_the_program_is_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a secret of the person")

    monkeypatch.setattr(timeline, "rows_of", fail)
    ran = run("timeline")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("the program failed: RuntimeError at test_use.py:")
    assert "secret" not in ran.err
    assert "Traceback" not in ran.err


def test_output_is_utf8_whatever_the_locale() -> None:
    ran = subprocess.run(
        [*PROGRAM, "show", "protection/daca", "--lang", "es"],
        capture_output=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "ascii"},
    )
    assert ran.returncode == 0
    assert "Concesión" in ran.stdout.decode("utf-8")
