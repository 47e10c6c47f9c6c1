"""The crew: other processes decide what this one would."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import inforce
from inforce.language.error import InforceError
from inforce.screen import crew
from inforce.screen.crew import CREW, WorkerLost
from inforce.screen.decider import Decider, Found, Task
from inforce.screen.engine import Screener
from inforce.screen.roster import open_roster

EXAMPLE = Path(__file__).parents[2] / "examples" / "roster" / "roster.csv"
ASKED = ("priority/2017/charged", "protection/daca", "process/expedited-removal/nationwide-2019")


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A crew of two, called for however few patterns, on a machine of however few cores."""
    monkeypatch.setattr(crew, "MANY", 1)
    monkeypatch.setattr(crew, "PORTION", 10)
    monkeypatch.setattr(CREW, "most", 2)
    CREW.end()
    yield
    CREW.end()


@pytest.fixture(scope="module")
def tables(book: inforce.Book) -> list[pl.DataFrame]:
    """Other people in the same places: two tables of one roster."""
    table = next(iter(open_roster(EXAMPLE, book=book).batches())).table
    return [table.slice(0, 60), table.slice(60, 60)]


def answers(book: inforce.Book, tables: list[pl.DataFrame]) -> list[pl.DataFrame]:
    screener = Screener(book, tables[0].schema, on="2017-02-22", provisions=ASKED)
    return [screener.screen(table).results for table in tables]


@pytest.fixture(scope="module")
def expected(book: inforce.Book, tables: list[pl.DataFrame]) -> list[pl.DataFrame]:
    """What this process says by itself."""
    return answers(book, tables)


@pytest.mark.usefixtures("called")
def test_rows_of_a_second_table_are_not_taken_for_those_of_the_first(book: inforce.Book, tables: list[pl.DataFrame], expected: list[pl.DataFrame]) -> None:
    found = answers(book, tables)
    assert len(CREW.hands) == 2
    for one, other in zip(found, expected, strict=True):
        assert_frame_equal(one, other)


LOST = "a worker process was ended by SIGKILL; what it was deciding is decided again"


def killing(monkeypatch: pytest.MonkeyPatch, is_next: Callable[[Sequence[Task]], bool]) -> None:
    """Processes are killed as they are given the tasks that `is_next` says."""
    usual = crew._Hand.decide

    def decide(hand: crew._Hand, decider: Decider, tasks: Sequence[Task]) -> list[Found]:
        if hand.is_up and is_next(tasks):
            hand.process.kill()
        return usual(hand, decider, tasks)

    monkeypatch.setattr(crew._Hand, "decide", decide)


@pytest.mark.usefixtures("called")
@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_killed_process_costs_no_answer(book: inforce.Book, tables: list[pl.DataFrame], expected: list[pl.DataFrame], monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    killed: list[Sequence[Task]] = []

    def is_next(tasks: Sequence[Task]) -> bool:
        if len(killed) < count and tasks not in killed:  # other tasks each time
            killed.append(tasks)
            return True
        return False

    killing(monkeypatch, is_next)
    with pytest.warns(WorkerLost) as told:
        found = answers(book, tables)
    assert [str(one.message) for one in told] == [LOST] * count
    for one, other in zip(found, expected, strict=True):
        assert_frame_equal(one, other)


@pytest.mark.usefixtures("called")
@pytest.mark.filterwarnings("ignore::inforce.screen.crew.WorkerLost")  # the first may be told of before the second is lost
def test_tasks_that_cost_two_processes_are_not_tried_a_third_time(book: inforce.Book, tables: list[pl.DataFrame], monkeypatch: pytest.MonkeyPatch) -> None:
    first: list[Task] = []

    def is_next(tasks: Sequence[Task]) -> bool:
        first[:] = first or tasks[:1]
        return tasks[0] == first[0]

    killing(monkeypatch, is_next)
    with pytest.raises(InforceError) as caught:
        answers(book, tables)
    assert str(caught.value) == "2 worker processes ended over the same cases; the last was ended by SIGKILL [engine-failed]\n  help: see that there is memory enough, or screen the roster in parts"
    assert CREW.hands == []


READY = "import os, pickle, sys; pickle.dump(None, sys.stdout.buffer); sys.stdout.buffer.flush(); pickle.load(sys.stdin.buffer); "


@pytest.mark.usefixtures("called")
@pytest.mark.filterwarnings("ignore::inforce.screen.crew.WorkerLost")  # the first may be told of before the second is lost
def test_half_an_answer_is_none(book: inforce.Book, tables: list[pl.DataFrame], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "START", READY + "sys.stdout.buffer.write(pickle.dumps(list(range(1000)))[:99]); sys.stdout.buffer.flush(); os._exit(3)")
    monkeypatch.setattr(crew, "PORTION", 10**6)
    with pytest.raises(InforceError, match="the last ended by itself with code 3"):
        answers(book, tables)


@pytest.mark.usefixtures("called")
@pytest.mark.parametrize("start", ["raise SystemExit(3)", "print('usage'); raise SystemExit(3)"])
def test_where_no_process_can_work_all_is_decided_here(
    book: inforce.Book, tables: list[pl.DataFrame], expected: list[pl.DataFrame], monkeypatch: pytest.MonkeyPatch, start: str
) -> None:
    monkeypatch.setattr(crew, "START", start)
    with pytest.warns(WorkerLost, match="a worker process ended by itself with code 3; what it was deciding is decided again") as told:
        found = answers(book, tables)
    assert len(told) == 2  # it is not tried again for the second table
    for one, other in zip(found, expected, strict=True):
        assert_frame_equal(one, other)


@pytest.mark.usefixtures("called")
def test_where_no_process_can_be_started_all_is_decided_here(book: inforce.Book, tables: list[pl.DataFrame], expected: list[pl.DataFrame], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    for one, other in zip(answers(book, tables), expected, strict=True):
        assert_frame_equal(one, other)


@pytest.mark.usefixtures("called")
def test_a_fault_of_the_program_in_a_process_is_said_as_such(book: inforce.Book, tables: list[pl.DataFrame], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "START", crew.START.replace("main()", "from inforce.screen.decider import Decider; Decider.decide = lambda *_: 1 / 0; main()"))
    with pytest.raises(InforceError, match="the program failed: ZeroDivisionError at <string>:1") as caught:
        answers(book, tables)
    assert caught.value.code == "internal"


@pytest.mark.usefixtures("called")
def test_two_threads_do_not_mix_their_answers(book: inforce.Book, tables: list[pl.DataFrame], expected: list[pl.DataFrame]) -> None:
    found: dict[int, list[pl.DataFrame]] = {}
    threads = [threading.Thread(target=lambda n=n: found.update({n: answers(book, tables)})) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number in range(2):
        for one, other in zip(found[number], expected, strict=True):
            assert_frame_equal(one, other)


RUN = """
import sys
from inforce.screen import crew
crew.MANY, crew.PORTION, crew.CREW.most = 20, 10, 2
usual, count, times = crew._Hand.decide, int(sys.argv.pop(1)), []
def decide(hand, decider, tasks):
    if hand.is_up and len(times) < count and (not times or tasks == times[0]):
        times.append(tasks)
        hand.process.kill()
    return usual(hand, decider, tasks)
crew._Hand.decide = decide
from inforce.cli.main import main
main()
"""
"""`inforce`, of which so many processes are killed over the same tasks."""


def ran(folder: Path, count: int, *more: str) -> subprocess.CompletedProcess[str]:
    (folder / "roster.csv").write_bytes(b"".join(EXAMPLE.read_bytes().splitlines(keepends=True)[:91]))
    words = ["screen", "roster.csv", "--on", "2017-02-22", "--provisions", "priority/2017/charged,protection/daca", "-o", f"out{count}", *more]
    places = {"PYTHONPATH": str(Path(inforce.__file__).parents[1])}
    return subprocess.run([sys.executable, "-c", RUN, str(count), *words], cwd=folder, env={**os.environ, **places}, capture_output=True, encoding="utf-8", timeout=300, check=False)


def test_a_run_goes_on_without_a_killed_process_and_says_so_in_one_line(tmp_path: Path) -> None:
    whole, other = ran(tmp_path, 0), ran(tmp_path, 1)
    assert (whole.returncode, whole.stderr) == (1, "")
    assert (other.returncode, other.stderr) == (1, LOST + "\n")
    assert (tmp_path / "out0" / "results.csv").read_bytes() == (tmp_path / "out1" / "results.csv").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out0", "out1", "roster.csv"]


def test_the_line_of_progress_is_taken_away_first(tmp_path: Path) -> None:
    told = ran(tmp_path, 1, "--progress").stderr.splitlines()  # a return is read as the end of a line
    assert told[told.index(LOST) - 1].strip() == ""


def test_a_run_that_cannot_go_on_writes_nothing_and_says_so_in_one_line(tmp_path: Path) -> None:
    failed = ran(tmp_path, 2)
    assert (failed.returncode, failed.stdout) == (2, "")
    assert failed.stderr.splitlines()[-2:] == ["2 worker processes ended over the same cases; the last was ended by SIGKILL [engine-failed]", "  help: see that there is memory enough, or screen the roster in parts"]
    assert set(failed.stderr.splitlines()[:-2]) <= {LOST}
    assert [path.name for path in tmp_path.iterdir()] == ["roster.csv"]
