"""Columns: the rulebook's formulas over tables of people, one row a person, with Polars.

The third value is null in a column of the fact table. Inside, a truth is two columns without nulls, one that tells
where the formula is true and one where it is false; where neither tells, truth tables do not settle it.

The canonical fact table (`layout.py` reads it, `people.py` writes it):

| a fact of type | stands as |
|---|---|
| bool | column `fact`, Boolean; null is unknown |
| date | column `fact`, Date, the exact day; or, for the whole table, the pair `fact.from`, `fact.to`, where null is an open end |
| int | column `fact`, a whole number; or the pair `fact.from`, `fact.to` |
| set | one Boolean column per value, `fact:value`: holds it, does not, null is unknown |
| enum, country, state | column `fact`, String or Enum; null is unknown. Known in part: further columns `fact=value`, Boolean, false where the value is ruled out |

A column that is not there is unknown for everyone. An off-ramp fact that is not there, or null, counts as not made.
Columns whose name begins with `_` or `keep:` belong to the caller and are not read.
"""
