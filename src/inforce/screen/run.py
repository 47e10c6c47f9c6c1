"""One run: a roster in, results and quarantine out, nothing lost, everything whole or nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import polars as pl

from inforce.screen.whole import whole_folder
from inforce.screen.work import Screened, Work
from inforce.screen.writers import FORMATS, WRITERS, Writer

REPORT, PROFILE = "report.html", "profile.yaml"
FILES = frozenset({*(f"results.{kind}" for kind in FORMATS), "quarantine.csv", "quarantine.xlsx", REPORT, PROFILE})
"""Every name that a run writes into its folder."""
Finish = Callable[[Screened, Path], None]
"""Writes what else belongs to the run into its folder, before the folder takes its name."""


def beside(format: str) -> str:
    """The format of the quarantine beside results of a format: Excel beside Excel, else CSV."""
    return "xlsx" if format == "xlsx" else "csv"


def run(work: Work, folder: Path, finish: Finish, *, format: str = "parquet", force: bool = False) -> Screened:
    """Do the work and write what comes of it.

    Args:
        folder: where the files appear, whole, when everything is done.
        format: of the results: `parquet`, `csv` or `xlsx`.
    Raises:
        InforceError: `output-exists`, `no-output`, what the work raises; `internal` where a row would be lost.
    """
    with whole_folder(folder, ours=FILES, force=force) as made:
        with ExitStack() as stack:
            results = stack.enter_context(WRITERS[format](made / f"results.{format}"))
            apart = beside(format)
            refused = stack.enter_context(WRITERS[apart](made / f"quarantine.{apart}"))
            for table, refusals in work.batches():
                results.write(table)
                refused.write(refusals)
        work.account.close(total=work.roster.total, results=_count(results), quarantined=_count(refused))
        finish(work.done, made)
    return work.done


def _count(writer: Writer) -> int:
    """How many rows a file holds, by reading it again where that is cheap."""
    if writer.suffix == "parquet":
        return int(pl.scan_parquet(writer.path).select(pl.len()).collect().item())
    if writer.suffix == "csv":
        return int(pl.scan_csv(writer.path, infer_schema=False).select(pl.len()).collect().item())
    return writer.rows
