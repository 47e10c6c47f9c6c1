"""Control characters never reach a terminal, whatever holds them and whichever command repeats it."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import click
import pytest

import inforce
from inforce.backends.visible import CONTROLS, visible
from inforce.cli import main
from inforce.cli.terminal import visible_output
from tests.cli.conftest import Run

HOSTILE = "a\x1b]0;title\x07\x1b[2J\x08\x00\x7f\x9b31m\x85\r\u2028\u202eb\u2066c"
"""Sets the title of the window, rings, clears the screen, goes back, begins a sequence with one character, overwrites a line, turns the order round."""
BAD = re.compile(f"[{re.escape(CONTROLS)}]")
SOURCES = Path(inforce.__file__).parent


def test_every_control_character_is_written_out_and_nothing_else() -> None:
    everything = "".join(chr(number) for number in range(0x10000) if not 0xD800 <= number < 0xE000)
    controls = {one for one in everything if unicodedata.category(one) in ("Cc", "Zl", "Zp")} - {"\n", "\t"}
    turning = {one for one in everything if unicodedata.bidirectional(one) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")}
    assert set(CONTROLS) == controls | turning
    assert visible(everything) == "".join(f"\\u{ord(one):04x}" if one in controls | turning else one for one in everything)
    assert json.loads(visible(json.dumps(everything, ensure_ascii=False))) == everything


CASES = json.dumps(
    [
        {"name": HOSTILE, "facts": {"us_citizen": True}},
        {"name": HOSTILE, "facts": {HOSTILE: True}},
        {"name": HOSTILE, "on": HOSTILE, "state": HOSTILE, "readings": {HOSTILE: HOSTILE}},
        {"name": HOSTILE, HOSTILE: 1, "facts": {"nationality": HOSTILE}},
        {"name": HOSTILE, "facts": {"convictions": {HOSTILE: True}}},
    ]
)


@pytest.mark.parametrize("more", [(), ("--json",), ("--why", "full"), ("--lang", "es")])
def test_names_and_errors_of_cases(run: Run, more: tuple[str, ...]) -> None:
    ran = run("determine", "-", "--provision", "protection/not-removable", *more, given=CASES)
    assert ran.code == 1
    assert not BAD.search(ran.out + ran.err)
    if more == ("--json",):
        assert [one["name"] for one in ran.data] == [HOSTILE] * 5
    else:
        assert "a\\u001b]0;title\\u0007" in ran.out


NAME = HOSTILE.replace("\x00", "")  # an argument holds none


@pytest.mark.parametrize(
    "arguments",
    [
        (NAME,), (f"--{NAME}",), ("status", NAME), ("status", "--queries", NAME), ("status", "--on", NAME), ("status", "--state", NAME), ("status", "--rulebook", NAME),
        ("timeline", NAME), ("determine", NAME), ("determine", "-", "--provision", NAME), ("determine", "-", "--reading", f"{NAME}=other"), ("show", NAME), ("show", "x", "--lang", NAME),
        ("claim", NAME), ("questions", NAME), ("sql", NAME), ("check", "--rulebook", NAME), ("page", NAME), ("article", "x.html", "--people", NAME), ("ask", "--about", NAME),
        ("demo", NAME), ("demo", "--people", NAME), ("screen", NAME, "-o", "x"), ("screen", "-o", NAME), ("screen", "x", "-o", "y", "--provisions", NAME), ("screen", "x", "-o", "y", "--engine", NAME),
    ],
)  # fmt: skip
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_what_is_typed(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], more: tuple[str, ...]) -> None:
    monkeypatch.chdir(tmp_path)
    if arguments[0] in ("page", "screen"):
        (tmp_path / NAME).touch()  # which is no folder and no roster
    ran = run(*arguments, *more, given="{facts: {}}")
    assert not BAD.search(ran.out + ran.err)
    assert ran.out + ran.err


@pytest.mark.parametrize("kind", ["status", "claim", "rulebook", "profile"])
def test_files_of_other_kinds(run: Run, tmp_path: Path, kind: str) -> None:
    quoted = json.dumps(HOSTILE)
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "facts.yaml").write_text(f"{quoted}: {{type: {quoted}}}\n")
    (tmp_path / "file.yaml").write_text(f"- {{id: {quoted}, on: 2017-02-22, {quoted}: {quoted}}}\n")
    (tmp_path / "roster.csv").write_text(f'"Case{HOSTILE}ID",DOB\n"{HOSTILE}","{HOSTILE}"\n'.replace("\x00", ""))
    path = str(tmp_path / "file.yaml")
    arguments = {
        "status": ("status", "--queries", path), "claim": ("claim", path), "rulebook": ("check", "--rulebook", str(tmp_path / "rules")),
        "profile": ("screen", str(tmp_path / "roster.csv"), "--profile", path, "-o", str(tmp_path / "out")),
    }[kind]  # fmt: skip
    ran = run(*arguments)
    assert ran.code != 0
    assert not BAD.search(ran.out + ran.err)


def test_a_roster(run: Run, tmp_path: Path) -> None:
    text = NAME.replace("\r", "")
    (tmp_path / "roster.csv").write_text(f'Case ID,"Office{text}",Citizenship,"{text}"\n' + f'"{text}","{text}",MX,"{text}"\n' * 3 + f'"{text}","{text}","{text}",x\n')
    out = tmp_path / f"out{text}"
    ran = run("screen", str(tmp_path / "roster.csv"), "--on", "2017-02-22", "--provisions", "protection/daca", "--keep", f"Office{text}", "--format", "csv", "-o", str(out))
    assert ran.code == 1
    assert not BAD.search(ran.out + ran.err)
    for path in out.iterdir():
        assert not BAD.search(path.read_text(encoding="utf-8")), path.name


def test_a_name_with_a_line_break_makes_no_line_of_its_own(run: Run) -> None:
    forged = "x\nno fault found [ok]\n  help: all is well"
    given = json.dumps([{"name": forged, "facts": {"us_citizen": True}}, {"facts": {forged: 1}}])
    ran = run("determine", "-", "--provision", "protection/not-removable", given=given)
    assert not [line for line in (ran.out + ran.err).splitlines() if line.startswith(("no fault", "  help: all"))]
    assert len(run("status", forged).err.splitlines()) == 2


def test_whoever_writes(capsys: pytest.CaptureFixture[str]) -> None:
    with visible_output():
        print(HOSTILE)
        sys.stdout.writelines([HOSTILE])
        click.echo(HOSTILE, color=True)
        click.echo(HOSTILE, err=True, color=True)
        print(HOSTILE, file=sys.stderr)
        assert not hasattr(sys.stdout, "buffer")
        with pytest.raises(TypeError):
            sys.stdout.write(b"bytes")  # type: ignore[arg-type]
    told = capsys.readouterr()
    assert not BAD.search(told.out + told.err)
    assert (told.out.count("\\u0007"), told.err.count("\\u0007")) == (3, 2)


def test_the_streams_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    streams = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stdout", streams[0])
    monkeypatch.setattr(sys, "stderr", streams[1])
    monkeypatch.setattr(sys, "argv", ["inforce", NAME])
    assert main.run() == 2
    assert (sys.stdout, sys.stderr) == streams
    assert not BAD.search(streams[1].getvalue())


def test_a_terminal_gets_none() -> None:
    """The whole program on a terminal of its own."""
    near, far = pty.openpty()
    places = {**os.environ, "PYTHONPATH": str(SOURCES.parent), "TERM": "xterm"}
    with subprocess.Popen([sys.executable, "-m", "inforce.cli.main", "determine", "-", "--provision", "protection/not-removable"], stdin=subprocess.PIPE, stdout=far, stderr=far, env=places) as program:
        assert program.stdin is not None
        program.stdin.write(CASES.encode())
        program.stdin.close()
        os.close(far)
        told = b""
        while True:
            try:
                if not (some := os.read(near, 65536)):
                    break
            except OSError:  # the other end is closed
                break
            told += some
    os.close(near)
    assert program.returncode == 1
    assert b"title" in told
    assert not BAD.search(told.decode().replace("\r\n", "\n"))


def test_nothing_in_the_program_goes_round_the_one_place() -> None:
    """Bytes, file handles and streams kept aside would not be cleaned."""
    round = re.compile(r"stdout\.buffer|stderr\.buffer|__std(out|err)__|os\.write\(|/dev/tty|fdopen\((1|2)\b|as_it_is\(")
    found = {path.relative_to(SOURCES).as_posix() for path in SOURCES.rglob("*.py") if round.search(path.read_text(encoding="utf-8"))}
    assert found == {"cli/terminal.py", "cli/screen.py"}  # the latter for the line of progress, which names numbers alone
