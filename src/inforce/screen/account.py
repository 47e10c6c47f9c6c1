"""The account of a run: every row that came in stands in the results or in the quarantine, and in one of them only."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from inforce.language.error import InforceError


class Account:
    """Rows by their numbers, batch by batch. Whatever does not add up is a fault of the program, and nothing is written."""

    def __init__(self) -> None:
        self.rows = 0

    def see(self, answered: pl.Series, refused: Iterable[int]) -> None:
        """Take a batch: the numbers of the rows with an answer, in order, and of those without.

        Raises:
            InforceError: `internal` where a row of the batch is in neither, or in both, or out of order.
        """
        numbers = answered.cast(pl.Int64)
        if not numbers.is_sorted():
            raise _fault("the results are not in the order of the roster")
        apart = pl.Series("_row", sorted(set(refused)), dtype=pl.Int64)
        every = pl.concat([numbers.rename("_row"), apart]).sort()
        if not every.equals(pl.int_range(self.rows, self.rows + every.len(), eager=True).cast(pl.Int64).rename("_row")):
            raise _fault("a row of the roster is in neither the results nor the quarantine, or in both")
        self.rows += every.len()

    def close(self, *, total: int | None, results: int, quarantined: int) -> None:
        """Compare with the rows that the source is known to have and with those that the files hold.

        Raises:
            InforceError: `internal`.
        """
        if total is not None and total != self.rows:
            raise _fault("the roster has another number of rows than were read")
        if results + quarantined != self.rows:
            raise _fault("results and quarantine together do not hold as many rows as came in")


def _fault(what: str) -> InforceError:
    return InforceError("internal", what, help="nothing was written; this is a fault of the program; please report this line")
