"""Spark SQL: what differs. `backends/spark.py` runs it."""

from __future__ import annotations

from sqlglot import exp

from inforce.backends.sql.base import Dialect, Expression, number
from inforce.backends.sql.fragment import Limits


class SparkSQL(Dialect):
    name = "spark"
    limits = Limits("spark")

    def add_days(self, day: Expression, days: int) -> Expression:
        return exp.Anonymous(this="DATE_ADD", expressions=[day, number(days)])

    def add_number(self, day: Expression, days: Expression) -> Expression:
        return exp.Anonymous(this="DATE_ADD", expressions=[day, days])

    def add_months(self, day: Expression, months: int) -> Expression:
        return exp.Anonymous(this="ADD_MONTHS", expressions=[day, number(months)])
