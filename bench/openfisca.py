"""OpenFisca-core beside the columns: the same rules, the same people, answers compared, times taken in turns.

OpenFisca is measured as a peer: its rules (bench/openfisca_rules.py) are written as its authors write them, one variable a
definition, over whole arrays. It runs in a Python of its own, since the project does not depend on it.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy
import polars as pl

import inforce
from bench.clock import Times, once
from bench.passes import Pass
from bench.rows import fact_table
from inforce.backends.columns.expression import Levels, to_levels

RULES = Path(__file__).resolve().parent / "openfisca_rules.py"
SAME = {
    "ground_present_without_admission": "ground/present-without-admission",
    "ground_status_violation": "ground/status-violation",
    "ground_criminal_inadmissible": "ground/criminal-inadmissible",
    "ground_criminal_deportable": "ground/criminal-deportable",
    "ground_fraud": "ground/fraud",
    "ground_security": "ground/security",
    "ground_smuggling": "ground/smuggling",
    "protection_daca": "protection/daca",
    "protection_tps": "protection/tps",
    "protection_asylum_refugee": "protection/asylum-refugee",
    "protection_withholding": "protection/withholding",
    "priority_2017_convicted": "priority/2017/convicted",
    "priority_2017_charged": "priority/2017/charged",
    "priority_2017_final_order": "priority/2017/final-order",
    "consequence_civil_fines": "consequence/civil-fines",
    "custody_children_flores": "custody/children-flores",
}
"""By OpenFisca variable: the provision that it writes down; true where the provision's outcome is `reached`."""


@dataclass(frozen=True)
class Beside:
    """The times of both, and in how many answers they differ."""

    rows: int
    version: str
    ours: Times
    theirs: Times
    their_rules: Times
    differ: dict[str, int]
    reached: dict[str, int]
    costs: list[float]
    """Seconds of the cores for each column that is made, one at a time, the dearest first."""


def facts_of(table: pl.DataFrame, names: Sequence[str]) -> dict[str, numpy.ndarray]:
    """Columns as arrays; where a fact does not apply (the day of something that did not happen) any value stands."""
    found = {}
    for name in names:
        column = table[name]
        if isinstance(column.dtype, pl.Enum):
            found[name] = column.to_physical().to_numpy().astype(numpy.int16)
        else:
            filler = date(1970, 1, 1) if column.dtype == pl.Date else False if column.dtype == pl.Boolean else 0
            found[name.replace(":", "_")] = column.fill_null(filler).to_numpy()
    return found


def _cost(table: pl.DataFrame, column: pl.Expr) -> float:
    return min(once(lambda: table.select(column))[1] for _ in range(3))


def costs(levels: Levels, table: pl.DataFrame) -> list[float]:
    """What each column costs by itself."""
    found = []
    for step in levels.steps:
        found += [_cost(table, column) for column in step]
        table = table.with_columns(step)
    found += [_cost(table, column) for column in levels.results.values()]
    return sorted(found, reverse=True)


def beside(book: inforce.Book, python: Path, folder: Path, on: date, rows: int, seed: int, runs: int) -> Beside:
    """Both on the same people, in turns."""
    table = fact_table(rows, book.library.vocabulary, on, seed=seed, unknown=0.0).collect().rechunk()
    whole = Pass.fixed(book, table.schema, on)
    levels = to_levels({name: whole.outcomes[provision]["reached"] for name, provision in SAME.items()}, whole.layout, whole.findings)
    used = {name for step in (*levels.steps, levels.results.values()) for expression in step for name in expression.meta.root_names()}
    facts = facts_of(table, [name for name in table.columns if name in used])
    numpy.savez(folder / "facts.npz", **facts)  # type: ignore[arg-type,unused-ignore]
    answers = pl.DataFrame()

    def ours() -> None:
        nonlocal answers
        answers = levels.select(table.lazy()).collect()

    version = subprocess.run([python, "-c", "from importlib.metadata import version; print(version('openfisca-core'))"], check=True, capture_output=True, text=True).stdout.strip()
    times = {name: Times() for name in ("ours", "theirs", "their rules")}
    with subprocess.Popen([python, RULES, folder / "facts.npz"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as peer:
        assert peer.stdin is not None
        assert peer.stdout is not None

        def ask(line: str) -> dict[str, float]:
            assert peer.stdin is not None
            assert peer.stdout is not None
            print(line, file=peer.stdin, flush=True)
            told: dict[str, float] = json.loads(peer.stdout.readline())
            return told

        for run in range(runs + 1):
            mine, told = once(ours), ask("run")
            if run:
                times["ours"].add(*mine)
                times["theirs"].add(told["wall"], told["cores"])
                times["their rules"].add(told["wall_rules"], told["cores_rules"])
        ask(f"save {folder / 'answers.npz'}")
        peer.stdin.close()
    theirs = numpy.load(folder / "answers.npz")
    differ = {provision: int((answers[name].to_numpy() != theirs[name]).sum()) for name, provision in SAME.items()}
    reached = {provision: int(answers[name].sum()) for name, provision in SAME.items()}
    return Beside(rows, version, times["ours"], times["theirs"], times["their rules"], differ, reached, costs(levels, table))
