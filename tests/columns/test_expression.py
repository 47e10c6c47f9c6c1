"""Expressions: a formula is certainly true in a row exactly where the kernel's truth tables make it so."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inforce.backends.columns import circuit
from inforce.backends.columns.day import shift
from inforce.backends.columns.expression import Levels, to_levels
from inforce.backends.columns.layout import Layout
from inforce.backends.columns.people import to_table, to_values
from inforce.language import formula as f
from inforce.language.day import FIRST_DAY, LAST_DAY
from inforce.language.day import shift as shift_one
from inforce.language.evaluate import evaluate
from inforce.language.fact import Fact, Value, Vocabulary
from inforce.language.formula import Atom, Formula
from inforce.language.knowledge import Knowledge
from tests.strategies import ON, examples, formulas, sayings, vocabularies

PEOPLE = 4


def written(asked: dict[str, Formula], people: list[dict[str, Value]], vocabulary: Vocabulary, findings: dict[Atom, Formula] | None = None) -> tuple[Levels, pl.DataFrame]:
    table = to_table(people, vocabulary)
    table = table.drop("_row", strict=False).with_columns(pl.lit(date.fromordinal(ON)).alias("_on")) if table.height else table
    layout = Layout(table.schema, vocabulary, day="_on")
    choices = [name for name, dtype in layout.schema.items() if dtype == pl.String]
    table = table.with_columns(pl.col(name).cast(pl.Enum(vocabulary[name].values)) for name in choices)
    return to_levels(asked, Layout(table.schema, vocabulary, day="_on"), findings), table


def both_sides(levels: Levels, table: pl.DataFrame) -> list[list[tuple[bool, bool]]]:
    """By formula and row: whether it is certainly true, and certainly false."""
    found = levels.select(table.lazy(), {"_on": pl.col("_on")}).collect()
    return [list(found.select(f"true {n}", f"false {n}").iter_rows()) for n in range((found.width - 1) // 2)]


@examples(25)
@given(st.data())
def test_certain_is_what_truth_tables_say(data: st.DataObject) -> None:
    vocabulary = data.draw(vocabularies())
    asked = data.draw(st.lists(formulas(vocabulary, given=True), min_size=1, max_size=4))
    assume(not any(isinstance(atom, f.In) and len(atom.values) == len(vocabulary[atom.fact].values) for formula in asked for atom in f.atoms(formula)))
    people: list[dict[str, Value]] = [data.draw(sayings(vocabulary))[0] for _ in range(PEOPLE)]
    sides = {f"true {n}": formula for n, formula in enumerate(asked)} | {f"false {n}": f.negate(formula) for n, formula in enumerate(asked)}
    levels, table = written(sides, people, vocabulary)
    people = [to_values(row, vocabulary) for row in table.iter_rows(named=True)]  # to say that all is possible is to say nothing
    ranges = any("." in name or "=" in name for name in table.columns)
    for formula, found in zip(asked, both_sides(levels, table), strict=True):
        ordered = {fact for fact in formula.facts if vocabulary[fact].is_ordered and fact != "on"}
        for (true, false), person in zip(found, people, strict=True):
            right = evaluate(formula, Knowledge(vocabulary, {**person, "on": (ON, ON)}, frozenset(person)))
            assert not true or right is True
            assert not false or right is False
            if not ranges and ordered <= person.keys():  # of an open end the kernel knows the fact's span, which a column does not hold
                assert (true, false) == (right is True, right is False)


def test_findings_count_as_not_made_unless_forced() -> None:
    vocabulary = Vocabulary({name: Fact(name, "bool") for name in ("found", "cause")} | {"on": Fact("on", "date")})
    found, cause = f.flag("found"), f.flag("cause")
    assert isinstance(found, Atom)
    people: list[dict[str, Value]] = [{"cause": True}, {"cause": False}, {}, {"found": True}, {"found": False, "cause": False}]
    levels, table = written({"true 0": found, "false 0": f.negate(found)}, people, vocabulary, {found: cause})
    assert both_sides(levels, table)[0] == [(True, False), (False, True), (False, True), (True, False), (False, True)]


def test_pair_that_meets_in_several_gates_is_one_gate() -> None:
    a, b, c, d = (f.flag(name) for name in "abcd")
    made = circuit.Circuit(lambda atom: False, lambda atom: False, {})
    roots = [made.certainly(f.conjoin(a, b, c)), made.certainly(f.conjoin(a, b, d)), made.certainly(f.conjoin(b, a))]
    gates = [signal for signal in made.shared(roots).values() if isinstance(signal, circuit.Gate)]
    assert len(gates) == 3
    assert all(len(gate.parts) == 2 for gate in gates)
    assert made.signals[roots[2]] in gates


@pytest.mark.parametrize("months", [1, 6, 12, 24, 60, 192, -12, -24, -192])
def test_days_move_as_the_kernel_moves_them(months: int) -> None:
    days = list(range(FIRST_DAY - 40, LAST_DAY + 40, 17))
    years = [day for start in (1900, 1996, 2000, 2079, 2099, 2100) for day in range(date(start, 1, 1).toordinal(), date(start, 12, 31).toordinal() + 1)]
    recent = [None, *range(date(1950, 1, 1).toordinal(), date(2030, 1, 1).toordinal(), 5)]
    for some in (days, years, recent, [None], []):
        table = pl.DataFrame({"day": pl.Series(some, dtype=pl.Int32)})
        moved = table.lazy().select(shift(pl.col("day"), months, 1)).collect(engine="streaming").to_series()
        assert moved.to_list() == [None if day is None else shift_one(day, months, 1) for day in some]
