"""Files made to harm end in one clear line and in bounded memory, and what stands in them is not repeated."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import inforce
from tests.roster.workbooks import NS, by_hand, sheet_xml, texts

ROOT = Path(inforce.__file__).parents[2]
MEMORY = 3 << 30
"""Address space of the program under test; far more than it needs, since engines reserve what they do not use."""
PEAK = 700 << 20
"""The most memory that it may really take."""
SECRET = "Secretperson"
HEAD = "Case ID,DACA,Client name\n"

OPEN = """
import resource, sys
import inforce
from inforce.language.error import ErrorGroup, InforceError
from inforce.screen.roster import open_roster
book = inforce.load()
for path in sys.argv[1:]:
    print("file", path)
    rows = refused = 0
    try:
        roster = open_roster(path, book=book)
        for batch in roster.batches():
            rows, refused = rows + batch.table.height, refused + len(batch.quarantine)
        print("read", rows, refused, "of", roster.total)
    except (InforceError, ErrorGroup) as error:
        print(error)
    print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def opened(*paths: Path) -> dict[str, list[str]]:
    """What is said of each file by a program with little memory."""
    environment = {**os.environ, "POLARS_MAX_THREADS": "1", "RAYON_NUM_THREADS": "1"}
    ran = subprocess.run([sys.executable, "-c", OPEN, *map(str, paths)], check=False, capture_output=True, text=True, cwd=ROOT, env=environment, preexec_fn=limited, timeout=200)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert SECRET not in ran.stdout
    found: dict[str, list[str]] = {}
    for line in ran.stdout.splitlines():
        word, _, rest = line.partition(" ")
        if word == "file":
            said = found[Path(rest).name] = []
        elif word == "peak":
            assert int(rest) * 1024 < PEAK, f"{list(found)[-1]} took {int(rest) >> 10} MiB"
        elif line.strip() and not line.startswith("  help: "):
            said.append(line)
    return found


def write(path: Path, pieces: Iterator[bytes]) -> Path:
    with path.open("wb") as file:
        for piece in pieces:
            file.write(piece)
    return path


def repeated(start: str, piece: str, times: int, end: str = "") -> Iterator[bytes]:
    yield start.encode()
    block = (piece * 10_000).encode()
    for _ in range(times // 10_000):
        yield block
    yield end.encode()


def huge_cell(path: Path) -> Path:
    return write(path, repeated(f"{HEAD}K-1,yes,{SECRET}\nK-2,", "x" * 100, 1_000_000, f",{SECRET}\nK-3,no,{SECRET}\n"))


def huge_quoted_cell(path: Path) -> Path:
    return write(path, repeated(f'{HEAD}K-1,yes,{SECRET}\nK-2,"', f"{SECRET}\n", 20_000, '"\n'))


def unclosed_quote_in_the_first_row(path: Path) -> Path:
    return write(path, repeated(f'{HEAD}"K-1,yes,{SECRET}\n', f"K-2,yes,{SECRET}\n", 200_000))


def a_million_columns(path: Path) -> Path:
    return write(path, repeated("Case ID,DACA", ",column", 1_000_000, f"\nK-1,yes,{SECRET}\n"))


def many_cells_in_a_row(path: Path) -> Path:
    return write(path, repeated(f"{HEAD}K-1,yes,{SECRET}\nK-2,yes", ",x", 1_000_000, f"\nK-3,no,{SECRET}\n"))


def no_line_end_at_all(path: Path) -> Path:
    return write(path, repeated("", SECRET, 10_000_000))


def zeros(path: Path) -> Path:
    return write(path, repeated("", "\x00", 50_000_000))


def nul_in_a_row(path: Path) -> Path:
    return write(path, iter([f"{HEAD}K-1,yes,{SECRET}\nK-2,y\x00es,{SECRET}\nK-3,no,{SECRET}\n".encode()]))


def bomb(path: Path) -> Path:
    """A hundred megabytes of one letter in a few kilobytes."""
    made = by_hand(path, sheet_xml([texts("Case ID", "DACA")]))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as file, file.open("xl/sharedStrings.xml", "w") as part:
        block = b"<si><t>" + b"A" * (1 << 20) + b"</t></si>"
        part.write(f"<sst {NS}>".encode())
        for _ in range(100):
            part.write(block)
        part.write(b"</sst>")
    return made


def lying_bomb(path: Path) -> Path:
    """The same, and its sizes say otherwise."""
    raw = bytearray(bomb(path).read_bytes())
    at = raw.rfind(b"PK\x01\x02", 0, raw.rfind(b"xl/sharedStrings.xml"))
    raw[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(raw)
    return path


def entities(path: Path) -> Path:
    lines = "".join(f'<!ENTITY e{n} "{"&e" + str(n - 1) + ";" if n else "A"}{"&e" + str(n - 1) + ";" if n else "A"}">' for n in range(40))
    return by_hand(path, f"<!DOCTYPE worksheet [{lines}]>" + sheet_xml([texts("Case ID", "DACA"), texts("&e39;", "yes")]))


def many_parts(path: Path) -> Path:
    return by_hand(path, sheet_xml([texts("Case ID", "DACA")]), parts={f"xl/part{n}.xml": "<a/>" for n in range(3000)})


def path_in_a_part(path: Path) -> Path:
    return by_hand(path, sheet_xml([texts("Case ID", "DACA"), texts("K-1", "yes")]), target="../../../../../../etc/passwd", parts={"../../etc/passwd": "root"})


def outside_part(path: Path) -> Path:
    return by_hand(path, f'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>{sheet_xml([texts("Case ID", "DACA"), texts("&x;", "yes")])}')


def cut_off(path: Path) -> Path:
    raw = by_hand(path, sheet_xml([texts("Case ID", "DACA"), *(texts(f"K-{n}", "yes") for n in range(5000))])).read_bytes()
    path.write_bytes(raw[: len(raw) // 2])
    return path


def huge_sheet_cell(path: Path) -> Path:
    return by_hand(path, sheet_xml([texts("Case ID", "DACA"), texts("K-1", "yes"), texts("K-2", "".join(f"{n:x}" for n in range(60_000))), texts("K-3", "no")]))


def far_cells(path: Path) -> Path:
    """A cell in the last column and row that a reference can name."""
    row = '<row r="999999999"><c r="ZZZ9999999" t="inlineStr"><is><t>x</t></is></c></row>'
    return by_hand(path, sheet_xml([texts("Case ID", "DACA"), texts("K-1", "yes"), row]))


FILES: dict[Callable[[Path], Path], str] = {
    huge_cell: "read 2 1 of 3",
    huge_quoted_cell: "read 1 20001 of 20002",
    unclosed_quote_in_the_first_row: "read 200000 1 of 200001",
    a_million_columns: "[too-wide]",
    many_cells_in_a_row: "read 2 1 of 3",
    no_line_end_at_all: "[too-wide]",
    zeros: "[too-wide]",
    nul_in_a_row: "read 2 1 of 3",
    bomb: "[unsafe-file]",
    lying_bomb: "[not-a-roster]",
    entities: "[unsafe-file]",
    many_parts: "[unsafe-file]",
    path_in_a_part: "[not-a-roster]",
    outside_part: "[unsafe-file]",
    cut_off: "[not-a-roster]",
    huge_sheet_cell: "read 2 1 of 3",
    far_cells: "read 1 0 of 1",
}
"""Each file, and what is said in the end."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    folder = tmp_path_factory.mktemp("hostile")
    return opened(*(made(folder / made.__name__) for made in FILES))


@pytest.mark.parametrize("made", FILES, ids=lambda made: made.__name__)
def test_one_clear_line_and_bounded_memory(told: dict[str, list[str]], made: Callable[[Path], Path]) -> None:
    lines = told[made.__name__]
    assert len(lines) == 1
    assert FILES[made] in lines[0]
    assert len(lines[0]) < 300


def test_the_same_check_finds_what_takes_much_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: a reader that takes a whole file at once."""
    path = huge_cell(tmp_path / "roster")
    monkeypatch.setitem(globals(), "OPEN", OPEN.replace("rows = refused = 0", "rows = refused = 0; whole = [open(path).read() for _ in range(8)]"))
    with pytest.raises(AssertionError, match=r"roster took \d+ MiB"):
        opened(path)
