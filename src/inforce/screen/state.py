"""State: what is known of everybody in a table, column by column, narrowed as the constraints are taken in.

The columns say what `kernel.Knowledge` says of one person: a truth for a bool fact and for each value of a set, the
blocks still possible of a choice, the ends of what an ordered fact can be, and whether anything was said of a fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from inforce.backends.columns.day import last_before, shift
from inforce.backends.columns.kleene import UNSETTLED, Plane, Truth, anywhere, both, either, every, invert, spread
from inforce.backends.columns.layout import Layout
from inforce.language.error import InforceError
from inforce.language.formula import Atom, Flag, Given, Has, In, Most
from inforce.screen.regions import WORD, Regions

Words = tuple[pl.Series | int, ...]
Ends = tuple[pl.Series | int, pl.Series | int]
Column = tuple[str, str | None]
"""A bool fact, or one value of a set fact."""


def column(value: pl.Series | int, rows: int, dtype: Any = pl.Int32) -> pl.Series:
    """A column; one number stands for the same in every row."""
    return value if isinstance(value, pl.Series) else pl.repeat(value, rows, dtype=dtype, eager=True)


class State:
    """What is known of each row; `assume` narrows it in place."""

    def __init__(self, regions: Regions, rows: int) -> None:
        self.regions = regions
        self.rows = rows
        self.truths: dict[Column, Truth] = {}
        self.words: dict[str, Words] = {}
        self.ends: dict[str, Ends] = {}
        self.given: dict[str, Truth] = {}
        self.impossible: Plane = False
        """Rows of which something and its contrary is known."""

    def copy(self) -> State:
        made = State(self.regions, self.rows)
        made.truths, made.words, made.ends, made.given = dict(self.truths), dict(self.words), dict(self.ends), dict(self.given)
        made.impossible = self.impossible
        return made

    # what atoms say

    def truth(self, atom: Atom) -> Truth:
        """An atom's truth in every row."""
        if isinstance(atom, Flag):
            return self.truths.get((atom.fact, None), UNSETTLED)
        if isinstance(atom, Has):
            return self.truths.get((atom.fact, atom.value), UNSETTLED)
        if isinstance(atom, In):
            words = self.words[atom.fact]
            mentioned = self.regions.words(atom.fact, atom.values)
            outside = [whole & ~bits for whole, bits in zip(self.regions.words(atom.fact), mentioned, strict=True)]
            return Truth(_empty(words, outside), _empty(words, mentioned))
        if isinstance(atom, Most):
            return self._most(atom)
        assert isinstance(atom, Given), atom
        return self.given.get(atom.fact, Truth(False, True))

    def _most(self, atom: Most) -> Truth:
        low, high = self.ends[atom.left]
        if atom.right is None:
            return Truth(at_most(high, atom.limit), invert(at_most(low, atom.limit)))
        right_low, right_high = self.ends[atom.right]
        return Truth(
            at_most(high, moved(right_low, atom, self.rows)),
            invert(at_most(low, moved(right_high, atom, self.rows))),
        )

    # narrowing

    def assume(self, atom: Atom, holds: bool, where: Plane) -> bool:
        """Narrow the rows named so that an atom holds, or does not; tells whether anything changed."""
        if isinstance(atom, (Flag, Has)):
            key = (atom.fact, atom.value if isinstance(atom, Has) else None)
            return self._settle(self.truths, key, holds, where)
        if isinstance(atom, Given):
            return self._settle(self.given, atom.fact, holds, where)
        if isinstance(atom, In):
            return self._keep_blocks(atom, holds, where)
        assert isinstance(atom, Most), atom
        if atom.right is None:
            return self.narrow(atom.left, None if holds else atom.limit + 1, atom.limit if holds else None, where)
        low, high = self.ends[atom.left]
        right_low, right_high = self.ends[atom.right]
        if holds:
            left = self.narrow(atom.left, None, moved(right_high, atom, self.rows), where)
            return self.narrow(atom.right, back(low, -1, atom, self.rows, 1), None, where) or left
        left = self.narrow(atom.left, moved(right_low, atom, self.rows, 1), None, where)
        return self.narrow(atom.right, None, back(high, -1, atom, self.rows), where) or left

    def _settle(self, truths: dict[Any, Truth], key: Any, holds: bool, where: Plane) -> bool:
        true, false = truths.get(key, UNSETTLED)
        new = both(where, invert(true if holds else false))
        if not anywhere(new):
            return False
        self.impossible = either(self.impossible, both(new, false if holds else true))
        truths[key] = Truth(either(true, new), false) if holds else Truth(true, either(false, new))
        return True

    def _keep_blocks(self, atom: In, holds: bool, where: Plane) -> bool:
        words, all_words = self.words[atom.fact], self.regions.words(atom.fact)
        mentioned = self.regions.words(atom.fact, atom.values)
        kept = [bits if holds else whole & ~bits for whole, bits in zip(all_words, mentioned, strict=True)]
        truth = self.truth(atom)
        new = both(where, invert(truth.true if holds else truth.false))
        if not anywhere(new):
            return False
        mask = spread(new, self.rows)
        narrowed = []
        for word, bits in zip(words, kept, strict=True):
            series = column(word, self.rows, pl.UInt64)
            narrowed.append((series & bits).zip_with(mask, series))
        self.words[atom.fact] = tuple(narrowed)
        self.impossible = either(self.impossible, both(new, _empty(self.words[atom.fact], all_words)))
        return True

    def narrow(self, fact: str, low: pl.Series | int | None, high: pl.Series | int | None, where: Plane) -> bool:
        """Raise one end of an ordered fact, or lower the other, in the rows named; tells whether anything changed."""
        old_low, old_high = self.ends[fact]
        tighter = invert(at_most(low, old_low)) if low is not None else invert(at_most(old_high, high)) if high is not None else False
        new = both(where, tighter)
        if not anywhere(new):
            return False
        mask = spread(new, self.rows)
        if low is not None:
            old_low = column(low, self.rows).zip_with(mask, column(old_low, self.rows))
        else:
            assert high is not None
            old_high = column(high, self.rows).zip_with(mask, column(old_high, self.rows))
        self.ends[fact] = (old_low, old_high)
        self.impossible = either(self.impossible, both(new, invert(at_most(old_low, old_high))))
        return True

    def is_settled(self, fact: str) -> Plane:
        """Where an ordered fact has one value left."""
        low, high = self.ends[fact]
        return at_most(high, low)


def at_most(left: pl.Series | int, right: pl.Series | int) -> Plane:
    """Where `left` is at most `right`."""
    return right >= left if isinstance(left, int) and isinstance(right, pl.Series) else left <= right


def _empty(words: Words, bits: Any) -> Plane:
    """Where none of the bits is set."""
    found = []
    for word, some in zip(words, bits, strict=True):
        if not some:
            continue
        found.append((word & some) == 0)
    return every(found)


def moved(days: pl.Series | int, atom: Most, rows: int, more: int = 0) -> pl.Series | int:
    if not atom.months:
        return days + (atom.days + more)
    return pl.select(shift(pl.lit(column(days, rows)), atom.months, atom.days) + more).to_series()


def back(days: pl.Series | int, before: int, atom: Most, rows: int, more: int = 0) -> pl.Series | int:
    """The last day that moves to no later than the day `before` each (then `more` days)."""
    if not atom.months:
        return days + (before - atom.days + more)
    return pl.select(last_before(pl.lit(column(days, rows)) + before, atom.months, atom.days) + more).to_series()


def read_state(table: pl.DataFrame, layout: Layout, regions: Regions, on: int, place: str | None) -> State:
    """What a table says of everybody, as far as the formulas at hand can tell it.

    Args:
        on: the day asked about, as an ordinal, where the layout names no column that holds it row by row.
        place: where those are whose row names no state.

    Raises:
        InforceError: `unknown-value` where a column of a choice holds a word that is no value of its fact.
    """
    vocabulary = regions.vocabulary
    state = State(regions, table.height)
    asked: dict[str, pl.Expr] = {}
    for fact in regions.flags:
        if (expression := layout.holds(fact)) is not None:
            asked[fact] = expression
    for fact, value in regions.members:
        if (expression := layout.holds(fact, value)) is not None:
            asked[f"{fact}:{value}"] = expression
    for fact in regions.cuts:
        for name, low in ((".from", True), (".to", False)):
            if (expression := layout.end(fact, low=low)) is not None:
                asked[fact + name] = expression
    for fact in regions.given:
        if (expression := layout.given(fact)) is not None:
            asked["given " + fact] = expression
    planes = table.select(**_planes(asked, layout))
    _read_truths(state, planes)
    for fact in regions.cuts:
        span = vocabulary[fact].span
        ends = [planes[fact + end].fill_null(open_end) if fact + end in planes.columns else open_end for end, open_end in zip((".from", ".to"), span, strict=True)]
        state.ends[fact] = (ends[0], ends[1])
        state.impossible = either(state.impossible, invert(at_most(*state.ends[fact])))
    for fact in regions.blocks:
        state.words[fact] = _read_choice(table, layout, regions, fact, place if fact == "state" else None)
    for fact, declared in vocabulary.facts.items():
        if declared.days_since is not None and fact in layout.facts and declared.days_since in state.ends:
            day = layout.end("on", low=True) if layout.day is not None else pl.lit(on)
            assert day is not None
            _read_days_since(state, table, layout, fact, declared.days_since, day)
    return state


def _planes(asked: Mapping[str, pl.Expr], layout: Layout) -> dict[str, pl.Expr]:
    made: dict[str, pl.Expr] = {}
    for name, expression in asked.items():
        if name.endswith((".from", ".to")) or name.startswith("given "):
            made[name] = expression
        else:
            made["true " + name] = expression.fill_null(False)
            made["false " + name] = ~expression.fill_null(True)
    return made or {"none": pl.lit(0)}


def _read_truths(state: State, planes: pl.DataFrame) -> None:
    regions = state.regions
    for fact, value in [*((fact, None) for fact in regions.flags), *regions.members]:
        name = fact if value is None else f"{fact}:{value}"
        if "true " + name in planes.columns:
            state.truths[(fact, value)] = Truth(planes["true " + name], planes["false " + name])
    for fact in regions.given:
        if "given " + fact in planes.columns:
            said = planes["given " + fact]
            state.given[fact] = Truth(said, ~said)


def _read_choice(table: pl.DataFrame, layout: Layout, regions: Regions, fact: str, default: str | None) -> Words:
    exact, ruled = layout.choice(fact), layout.ruled(fact)
    whole = regions.words(fact)
    if exact is None and not ruled:
        return whole if default is None else regions.words(fact, [default])
    blocks = regions.blocks[fact]
    found: list[pl.Series | int] = [*whole]
    if ruled:
        words = table.select(
            pl.sum_horizontal(
                [
                    pl.any_horizontal([ruled[v].fill_null(True) if v in ruled else pl.lit(True) for v in blocks if blocks[v] == block]).cast(pl.UInt64) * (1 << block % WORD)
                    for block in set(blocks.values())
                    if block // WORD == index
                ]
            ).alias(str(index))
            for index in range(len(whole))
        )
        found = [words[str(index)] for index in range(len(whole))]
    if exact is not None:
        told = table.select(exact.alias("told")).to_series()
        if default is not None:
            told = told.fill_null(default)
        _check_values(told, fact, blocks)
        for index, bits in enumerate(whole):
            known = told.replace_strict({value: regions.words(fact, [value])[index] for value in blocks}, default=None, return_dtype=pl.UInt64)
            open_rows = found[index]
            found[index] = known.fill_null(bits) if isinstance(open_rows, int) else known.zip_with(known.is_not_null(), open_rows)
    return tuple(found)


def _check_values(told: pl.Series, fact: str, blocks: Mapping[str, int]) -> None:
    if not set(told.drop_nulls().unique()) <= blocks.keys():
        raise InforceError("unknown-value", f"column `{fact}` holds a word that is no value of the fact", help="its values are listed in law/facts.yaml, law/places.yaml and law/countries.yaml")


def _read_days_since(state: State, table: pl.DataFrame, layout: Layout, fact: str, source: str, on: pl.Expr) -> None:
    """Days since a day, as what they say of that day."""
    least, most = layout.end(fact, low=True), layout.end(fact, low=False)
    asked = {name: on - end for name, end in (("latest", least), ("earliest", most)) if end is not None}
    found = table.select(**asked)
    if "earliest" in asked:
        state.narrow(source, found["earliest"].fill_null(-(2**30)), None, True)
    if "latest" in asked:
        state.narrow(source, None, found["latest"].fill_null(2**30), True)
    said = layout.given(fact)
    if source in state.regions.given and said is not None:
        before = state.given.get(source, Truth(False, True))
        here = table.select(said).to_series()
        state.given[source] = Truth(either(before.true, here), both(before.false, ~here))
