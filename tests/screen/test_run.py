"""A run: every row in results or quarantine, everything whole or nothing, private, the same bytes twice."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl
import pytest

import inforce
from inforce.language.error import InforceError
from inforce.screen import engines
from inforce.screen.account import Account
from inforce.screen.engines import Answered
from inforce.screen.question import Question, question
from inforce.screen.work import Screened
from tests.screen.kit import AFTER, BEFORE, MadeBatch, MadeRoster, NoCalls, files, plain_engine, roster, run


def nothing_more(done: Screened, folder: Path) -> None:
    """No report."""


def go(book: inforce.Book, asked: Question, folder: Path, rows: MadeRoster | None = None, **more: object) -> Screened:
    return run(book, rows or roster(), asked, folder, nothing_more, NoCalls(), engine_name=str(more.pop("engine_name", "plain")), **more)  # type: ignore[arg-type]


def test_every_row_stands_in_results_or_quarantine_in_the_order_given(book: inforce.Book, asked: Question, tmp_path: Path) -> None:
    done = go(book, asked, tmp_path / "out")
    results = pl.read_parquet(tmp_path / "out" / "results.parquet")
    refused = pl.read_csv(tmp_path / "out" / "quarantine.csv")
    assert (done.rows, done.quarantined) == (60, 2)
    assert sorted([*results["key"], *refused["key"]]) == [f"C-{n:04d}" for n in range(60)]
    assert results["line"].is_sorted()
    assert refused.select("line", "key", "column", "code").rows() == [(5, "C-0003", "Entry", "bad-date"), (32, "C-0030", "Entry", "bad-date")]


def test_results_hold_the_answer_the_days_and_the_change(book: inforce.Book, asked: Question, tmp_path: Path) -> None:
    go(book, asked, tmp_path / "out", keep=("office",))
    results = pl.read_parquet(tmp_path / "out" / "results.parquet")
    assert results.columns[:8] == ["line", "key", "office", "on", "compared_with", "horizon", "past_horizon", "rulebook"]
    rule = "priority/2014/2c-recent-entry"
    assert [name for name in results.columns if name.startswith(rule)] == [rule, *(f"{rule}|{part}" for part in ("if_operative", "depends_on", "reason", "compared", "change"))]
    row = results.filter(pl.col(f"{rule}|change") == "lifted").row(0, named=True)
    assert (row[rule], row[f"{rule}|compared"], row["on"], row["compared_with"]) == ("no", "reached", AFTER, BEFORE)
    assert set(results["rulebook"]) == {book.library.version}


def test_a_change_is_told_from_the_earlier_day_whichever_is_asked_about(book: inforce.Book, asked: Question, tmp_path: Path) -> None:
    turned = question(book, on=BEFORE, compared=AFTER, provisions=asked.provisions)
    go(book, asked, tmp_path / "a")
    go(book, turned, tmp_path / "b")
    one, other = (pl.read_parquet(tmp_path / name / "results.parquet") for name in "ab")
    for name in asked.provisions:
        assert one[f"{name}|change"].equals(other[f"{name}|change"])
        assert one[name].to_list() == other[f"{name}|compared"].to_list()


@pytest.mark.parametrize("kind", ["parquet", "csv", "xlsx"])
def test_the_same_run_twice_is_the_same_bytes(book: inforce.Book, asked: Question, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    go(book, asked, tmp_path / "a", format=kind)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    go(book, asked, tmp_path / "b", format=kind)
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert f"results.{kind}" in files(tmp_path / "a")


def test_output_is_private(book: inforce.Book, asked: Question, tmp_path: Path) -> None:
    go(book, asked, tmp_path / "out")
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "out").iterdir()} == {0o600}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_earlier_screen_is_replaced_only_by_force_and_whole(book: inforce.Book, asked: Question, tmp_path: Path) -> None:
    go(book, asked, tmp_path / "out", format="csv")
    with pytest.raises(InforceError) as caught:
        go(book, asked, tmp_path / "out")
    assert str(caught.value) == f"{tmp_path}/out: the folder holds the results of an earlier screen [output-exists]\n  help: --force replaces them whole; or name a new folder"
    go(book, asked, tmp_path / "out", force=True)
    assert sorted(files(tmp_path / "out")) == ["quarantine.csv", "results.parquet"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_with_anything_else_is_never_replaced(book: inforce.Book, asked: Question, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    for force in (False, True):
        with pytest.raises(InforceError, match="files that no screen wrote"):
            go(book, asked, tmp_path / "out", force=force)
    assert files(tmp_path / "out") == {"thesis.txt": b"mine"}
    (tmp_path / "empty").mkdir()
    go(book, asked, tmp_path / "empty")
    assert "results.parquet" in files(tmp_path / "empty")


def test_a_place_that_is_not_there(book: inforce.Book, asked: Question, tmp_path: Path) -> None:
    with pytest.raises(InforceError) as caught:
        go(book, asked, tmp_path / "no" / "such")
    assert caught.value.code == "no-output"


def test_a_fault_in_the_middle_leaves_nothing(book: inforce.Book, asked: Question, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(book: inforce.Book, asked: Question, tables: Iterable[pl.DataFrame]) -> Iterator[Answered]:
        for number, answered in enumerate(plain_engine(book, asked, tables)):
            if number == 1:
                raise ValueError("planted")
            yield answered

    monkeypatch.setitem(engines.ENGINES, "breaks", lambda: breaks)
    for kind in ("parquet", "csv", "xlsx"):
        with pytest.raises(ValueError, match="planted"):
            go(book, asked, tmp_path / "out", format=kind, engine_name="breaks")
        assert list(tmp_path.iterdir()) == []


def test_a_lost_row_is_caught_before_anything_appears(book: inforce.Book, asked: Question, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: an engine that drops one row."""

    def loses(book: inforce.Book, asked: Question, tables: Iterable[pl.DataFrame]) -> Iterator[Answered]:
        for answered in plain_engine(book, asked, tables):
            yield Answered(answered.now.slice(1), answered.other.slice(1) if answered.other is not None else None, answered.refused)

    monkeypatch.setitem(engines.ENGINES, "loses", lambda: loses)
    with pytest.raises(InforceError) as caught:
        go(book, asked, tmp_path / "out", engine_name="loses")
    assert caught.value.code == "internal"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("answered", "refused", "good"),
    [([0, 1, 3], [2], True), ([0, 1, 3], [], False), ([0, 1, 2, 3], [2], False), ([1, 0, 3], [2], False), ([0, 1], [3], False)],
)
def test_the_account_of_a_batch(answered: list[int], refused: list[int], good: bool) -> None:
    account = Account()
    if good:
        account.see(pl.Series(answered), refused)
        assert account.rows == 4
        return
    with pytest.raises(InforceError, match="roster"):
        account.see(pl.Series(answered), refused)


def test_the_account_of_the_files() -> None:
    account = Account()
    account.see(pl.Series([0, 1]), [2])
    account.close(total=3, results=2, quarantined=1)
    for total, results, quarantined in ((4, 2, 1), (3, 1, 1), (None, 2, 2)):
        with pytest.raises(InforceError) as caught:
            account.close(total=total, results=results, quarantined=quarantined)
        assert caught.value.code == "internal"


def test_contradictory_rows_go_to_quarantine_with_what_they_say(book: inforce.Book, asked: Question, tmp_path: Path) -> None:
    table = roster(rows=4, bad=()).made[0].table.with_columns(pl.Series("lawful_permanent_resident", [True, False, False, False]), pl.Series("us_citizen", [True, None, False, None]))
    go(book, asked, tmp_path / "out", MadeRoster((MadeBatch(table),), rows=4))
    refused = pl.read_csv(tmp_path / "out" / "quarantine.csv")
    assert refused["code"].to_list() == ["contradiction"]
    assert '"lawful_permanent_resident": "True"' in refused["cells"][0]
    assert pl.read_parquet(tmp_path / "out" / "results.parquet").height == 3


def test_a_roster_without_rows(book: inforce.Book, asked: Question, tmp_path: Path) -> None:
    for kind in ("parquet", "csv", "xlsx"):
        done = go(book, asked, tmp_path / kind, MadeRoster((), rows=0), format=kind)
        assert (done.rows, done.quarantined) == (0, 0)
    assert pl.read_parquet(tmp_path / "parquet" / "results.parquet").columns == pl.read_csv(tmp_path / "csv" / "results.csv").columns


def test_shuffled_rows_give_the_same_answers(book: inforce.Book, asked: Question, tmp_path: Path) -> None:
    rows = roster(bad=())
    table = pl.concat([batch.table for batch in rows.made])
    mixed = table.sample(fraction=1, shuffle=True, seed=11).with_columns(pl.int_range(0, table.height, dtype=pl.UInt64).alias("_row"))
    go(book, asked, tmp_path / "a", rows)
    go(book, asked, tmp_path / "b", MadeRoster((MadeBatch(mixed[:17]), MadeBatch(mixed[17:])), rows=60))
    one, other = (pl.read_parquet(tmp_path / name / "results.parquet").drop("line") for name in "ab")
    assert one["key"].to_list() != other["key"].to_list()
    assert one.sort("key").equals(other.sort("key"))


def test_rows_with_their_own_day_are_not_compared(book: inforce.Book, asked: Question, tmp_path: Path) -> None:
    table = roster(rows=4, bad=()).made[0].table.with_columns(pl.lit(BEFORE).alias("_on"))
    with pytest.raises(InforceError, match="own day cannot be compared"):
        go(book, asked, tmp_path / "out", MadeRoster((MadeBatch(table),), rows=4))


def test_unknown_engine(book: inforce.Book, asked: Question, tmp_path: Path) -> None:
    with pytest.raises(InforceError) as caught:
        go(book, asked, tmp_path / "out", engine_name="polar")
    assert str(caught.value) == "unknown engine `polar` [unknown-engine]\n  help: did you mean `polars`?"


STOPPED = """
import os, signal, sys, threading, time
import inforce
from pathlib import Path
from inforce.screen import engines
from inforce.screen.question import question
from tests.screen.kit import FAMILIES, NoCalls, plain_engine, roster, run

def slow(book, asked, tables):
    for number, answered in enumerate(plain_engine(book, asked, tables)):
        if number == 1:
            print("working", sorted(os.listdir(sys.argv[1])), flush=True)
            time.sleep(60)
        yield answered

signal.signal(int(sys.argv[3]), signal.default_int_handler if int(sys.argv[3]) == signal.SIGINT else signal.SIG_DFL)  # whoever runs the tests may ignore it
engines.ENGINES["slow"] = lambda: slow
book = inforce.load()
run(book, roster(), question(book, on="2017-02-22", provisions=FAMILIES[:1]), Path(sys.argv[1]) / "out", lambda done, folder: None, NoCalls(), engine_name="slow", format=sys.argv[2])
"""


@pytest.mark.parametrize(("number", "kind"), [(signal.SIGINT, "parquet"), (signal.SIGTERM, "csv"), (signal.SIGHUP, "xlsx")])
def test_an_interrupted_run_leaves_nothing(tmp_path: Path, number: signal.Signals, kind: str) -> None:
    program = subprocess.Popen([sys.executable, "-c", textwrap.dedent(STOPPED), str(tmp_path), kind, str(int(number))], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=Path(inforce.__file__).parents[2])
    assert program.stdout is not None
    line = program.stdout.readline()
    assert ".inforce-" in line  # the work was under way
    os.kill(program.pid, number)
    code = program.wait(timeout=30)
    program.stdout.close()
    assert code != 0
    assert list(tmp_path.iterdir()) == []
