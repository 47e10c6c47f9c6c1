"""Rows: fact tables of made-up people, drawn column by column within the constraints; the same for the same seed.

A number for each row and each draw comes from hashing the row's place, so a table of ten million rows is a table of one
million and nine more, and no part of it depends on how many rows are made at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from inforce.language.fact import Vocabulary

FIRST = date(1950, 1, 1).toordinal()
EPOCH = date(1970, 1, 1).toordinal()
HEAVY = ("MX", "GT", "HN", "SV", "CU", "VE", "HT", "NI", "CA", "IN", "CN", "BR")
"""Nationalities drawn for two people in three."""
CRIMES = {"felony": 0.10, "aggravated_felony": 0.04, "significant_misdemeanor": 0.05, "crime_involving_moral_turpitude": 0.10, "controlled_substance": 0.07,
          "firearm": 0.03, "domestic_violence": 0.04, "gang_element": 0.01, "immigration_status_offense_only": 0.02}  # fmt: skip


class Draw:
    """Draws of one row each, by the row's place."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.count = 0

    def number(self) -> pl.Expr:
        """A whole number below 2 ** 30."""
        self.count += 1
        return (pl.col("_row").hash(self.seed * 1000 + self.count) % 2**30).cast(pl.Int64)

    def chance(self, share: float) -> pl.Expr:
        return self.number() < int(share * 2**30)

    def below(self, size: pl.Expr | int) -> pl.Expr:
        return self.number() % size

    def one_of(self, words: Sequence[str]) -> pl.Expr:
        return self.below(len(words)).replace_strict(dict(enumerate(words)), return_dtype=pl.String)


def whole_people(rows: pl.LazyFrame, vocabulary: Vocabulary, on: date, draw: Draw) -> pl.LazyFrame:
    """Everything about everybody, each fact drawn within what those before it allow; dates as ordinals."""
    col, day = pl.col, on.toordinal()
    plain = [name for name, fact in vocabulary.facts.items() if fact.type == "bool" and ":" not in name]
    table = rows.with_columns(draw.chance(0.3).alias(name) for name in plain)
    table = table.with_columns(draw.chance(share).alias(f"convictions:{word}") for word, share in CRIMES.items())
    table = table.with_columns(
        draw.chance(0.08).alias("us_citizen"),
        (FIRST + draw.below(day - FIRST - 400)).alias("birth_date"),
        pl.when(draw.chance(0.67)).then(draw.one_of(HEAVY)).otherwise(draw.one_of(vocabulary["nationality"].values)).alias("nationality"),
        *(draw.one_of(fact.values).alias(name) for name, fact in vocabulary.facts.items() if fact.is_choice and name != "nationality"),
        *(draw.below(40 if name == "miles_from_land_border" else 6).alias(name) for name, fact in vocabulary.facts.items() if fact.type == "int" and fact.days_since is None),
        *(draw.chance(0.1).alias(f"{name}:{word}") for name, fact in vocabulary.facts.items() if fact.type == "set" and name != "convictions" for word in fact.values),
        (col("convictions:significant_misdemeanor") | draw.chance(0.15)).alias("convictions:misdemeanor"),
        draw.chance(0.1).alias("convictions:minor_traffic_only"),
        *(draw.chance(0.08).alias(name) for name in ("unaccompanied_child", "lawful_permanent_resident", "refugee_or_asylee", "daca_current", "tps_current")),
    )
    crimes = [col(f"convictions:{word}") for word in (*CRIMES, "misdemeanor")]
    table = table.with_columns(
        (pl.any_horizontal(crimes) | draw.chance(0.03)).alias("convictions:any_offense"),
        (col("lawful_permanent_resident") & ~col("us_citizen")).alias("lawful_permanent_resident"),
        *((col(name) & ~col("us_citizen")).alias(name) for name in ("refugee_or_asylee", "tps_current", "in_removal_proceedings", "final_order")),
        *((col("birth_date") + draw.below(day - col("birth_date"))).alias(name) for name, fact in vocabulary.facts.items() if fact.type == "date" and name not in ("birth_date", "on") and ":" not in name),
        *((col(name) & col(needs)).alias(name) for name, needs in (("helped_child_smuggling", "helped_other_enter_unlawfully"), ("described_in_security_ground", "security_threat"), ("battered_and_linked_to_entry", "victim_protection_filed"), ("credible_fear_found", "expresses_fear"))),
        *((col(name) & (col("entry_manner") == manner)).alias(name) for name, manner in (("parole_current", "paroled"), ("visa_waiver_entry", "admitted"))),
        *(() if on >= date(2019, 5, 6) else (pl.lit(False).alias("local_287g_models:warrant_service"),)),
    )
    table = table.with_columns(
        (col("daca_current") & ~col("us_citizen") & ~col("lawful_permanent_resident") & ~col("refugee_or_asylee")).alias("daca_current"),
        (col("departed_after_order") & col("final_order")).alias("departed_after_order"),
        (col("fear_interview_pending") & col("expresses_fear") & ~col("credible_fear_found") & col("in_expedited_removal")).alias("fear_interview_pending"),
        (col("unaccompanied_child") & (col("birth_date") > day - 17 * 365) & ~col("lawful_permanent_resident") & ~col("us_citizen")).alias("unaccompanied_child"),
        pl.when("convictions:misdemeanor").then(1 + col("misdemeanor_count") % 4).otherwise(0).alias("misdemeanor_count"),
        pl.when("convictions:crime_involving_moral_turpitude").then(1 + col("cimt_count") % 3).otherwise(0).alias("cimt_count"),
        (col("marijuana_30g_only") & col("convictions:controlled_substance")).alias("marijuana_30g_only"),
        *(pl.when("convictions:any_offense").then(name).otherwise(0).alias(name) for name in ("sentence_imposed_months", "aggregate_sentence_years")),
        (col("charge_unresolved") & pl.any_horizontal(pl.selectors.starts_with("arrested_or_charged_with:"))).alias("charge_unresolved"),
        pl.when("parent_of_citizen_or_lpr").then("parent_of_citizen_or_lpr_since").alias("parent_of_citizen_or_lpr_since"),
        pl.when("helped_other_enter_unlawfully").then("helped_other_enter_on").alias("helped_other_enter_on"),
        pl.when("final_order").then("final_order_date").alias("final_order_date"),
        pl.when(col("entered_by").is_in(["land_mexico", "sea"])).then("border_sector").alias("border_sector"),
        *((col(name) & col("final_order")).alias(name) for name in ("order_in_absentia", "order_of_supervision")),
        pl.when("final_order").then("order_ground").alias("order_ground"),
        (col("notice_received") & col("notice_to_appear")).alias("notice_received"),
        ((col("daca_ever") | col("daca_current")) & (col("birth_date") >= date(1981, 6, 16).toordinal())).alias("daca_ever"),
        pl.lit(None, pl.String).alias("district"),  # a district goes with its state and with being held
        (col("entry_date") + draw.below(day - col("entry_date") + 1)).alias("came_to_state_on"),
    )
    table = table.with_columns((col("daca_current") & col("daca_ever")).alias("daca_current"))
    table = table.with_columns(pl.when(col("daca_ever") & ~col("daca_current")).then("daca_expired_on").alias("daca_expired_on"))
    return table.with_columns(
        (col("reentered_unlawfully_after_removal") & col("departed_after_order")).alias("reentered_unlawfully_after_removal"),
        (col("child_may_be_returned") & col("unaccompanied_child") & col("nationality").is_in(["MX", "CA"])).alias("child_may_be_returned"),
        (col("cimt_petty_offense_exception") & (col("cimt_count") == 1)).alias("cimt_petty_offense_exception"),
        (col("cimt_within_five_years") & (col("cimt_count") >= 1)).alias("cimt_within_five_years"),
    ).with_columns(
        pl.when("reentered_unlawfully_after_removal").then(col("entry_date") + draw.below(day - col("entry_date") + 1)).alias("found_after_return_on")
    )


def fact_table(rows: int, vocabulary: Vocabulary, on: date, *, seed: int = 2017, unknown: float = 0.2, first: int = 0) -> pl.LazyFrame:
    """So many rows of the canonical fact table; each fact is unknown for a share of the people, drawn apart for each fact.

    Args:
        first: the place of the first row.
    """
    draw = Draw(seed)
    table = whole_people(pl.LazyFrame({"_row": pl.int_range(first, first + rows, dtype=pl.UInt64, eager=True)}), vocabulary, on, draw)
    columns: list[pl.Expr] = [pl.col("_row")]
    for name, fact in vocabulary.facts.items():
        if name == "on" or ":" in name or fact.days_since is not None or fact.open:
            continue
        known = ~draw.chance(unknown)
        names = [f"{name}:{word}" for word in fact.values] if fact.type == "set" else [name]
        for column in names:
            value = pl.col(column)
            if fact.type == "date":
                value = (value - EPOCH).cast(pl.Int32).cast(pl.Date)
            elif fact.is_choice:
                value = value.cast(pl.Enum(sorted(fact.values)))
            columns.append(pl.when(known).then(value).alias(column))
    return table.select(columns)
