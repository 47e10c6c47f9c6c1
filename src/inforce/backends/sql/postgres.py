"""PostgreSQL: what differs. It cuts long names, and pastes steps into each other unless they are kept."""

from __future__ import annotations

from inforce.backends.sql.base import Dialect
from inforce.backends.sql.fragment import Limits


class PostgreSQL(Dialect):
    name = "postgres"
    limits = Limits("postgres", longest_name=63)
    materialized = True
