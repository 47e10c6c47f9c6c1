"""Reading rosters: CSV, Excel, Parquet, Arrow, Polars and pandas tables of any office become the fact table.

Every row ends in a table or in the quarantine with its line and reason; nothing is guessed, nothing not mapped is read.
"""

from inforce.screen.roster.mapping import Mapping, Unmapped
from inforce.screen.roster.refused import REASONS, Refused, reason
from inforce.screen.roster.roster import BATCH_ROWS, Batch, Quality, Roster, open_roster

__all__ = ["BATCH_ROWS", "REASONS", "Batch", "Mapping", "Quality", "Refused", "Roster", "Unmapped", "open_roster", "reason"]
