"""DuckDB: takes the statement as `base.py` writes it."""

from __future__ import annotations

from inforce.backends.sql.base import Dialect
from inforce.backends.sql.fragment import Limits


class DuckDB(Dialect):
    name = "duckdb"
    limits = Limits("duckdb")
